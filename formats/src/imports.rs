//! What a program may import, and what it has to export: the one list of it. The agent binds these functions;
//! the pipeline refuses a program with others before it compiles it. What each function does is the agent's.

use crate::types::FuncType;
use crate::types::ValType::{self, I32, I64};

/// The module under which programs import WASI preview 1.
pub const WASI: &str = "wasi_snapshot_preview1";

/// What a program starts with: an exported function without parameters and results.
pub const START: &str = "_start";

/// Functions of ours: neither has parameters or results.
pub const OURS: [(&str, &str); 3] = [("preheat", "ready"), ("bench", "start"), ("bench", "end")];

/// The type of an imported function, or none if there is no such function.
pub fn offered(module: &str, name: &str) -> Option<FuncType> {
    if module != WASI {
        return OURS.contains(&(module, name)).then(nothing);
    }
    let (name, params) = FUNCTIONS.iter().find(|(known, _)| *known == name)?;
    // All give an errno but the one that does not return.
    let results = if *name == "proc_exit" { vec![] } else { vec![I32] };
    Some(FuncType { params: params.to_vec(), results })
}

/// The type of [`START`] and of [`OURS`].
pub fn nothing() -> FuncType {
    FuncType { params: vec![], results: vec![] }
}

/// The functions of WASI preview 1, with their parameters.
pub const FUNCTIONS: [(&str, &[ValType]); 46] = [
    ("args_get", &[I32, I32]),
    ("args_sizes_get", &[I32, I32]),
    ("environ_get", &[I32, I32]),
    ("environ_sizes_get", &[I32, I32]),
    ("clock_res_get", &[I32, I32]),
    ("clock_time_get", &[I32, I64, I32]),
    ("fd_advise", &[I32, I64, I64, I32]),
    ("fd_allocate", &[I32, I64, I64]),
    ("fd_close", &[I32]),
    ("fd_datasync", &[I32]),
    ("fd_fdstat_get", &[I32, I32]),
    ("fd_fdstat_set_flags", &[I32, I32]),
    ("fd_fdstat_set_rights", &[I32, I64, I64]),
    ("fd_filestat_get", &[I32, I32]),
    ("fd_filestat_set_size", &[I32, I64]),
    ("fd_filestat_set_times", &[I32, I64, I64, I32]),
    ("fd_pread", &[I32, I32, I32, I64, I32]),
    ("fd_prestat_get", &[I32, I32]),
    ("fd_prestat_dir_name", &[I32, I32, I32]),
    ("fd_pwrite", &[I32, I32, I32, I64, I32]),
    ("fd_read", &[I32, I32, I32, I32]),
    ("fd_readdir", &[I32, I32, I32, I64, I32]),
    ("fd_renumber", &[I32, I32]),
    ("fd_seek", &[I32, I64, I32, I32]),
    ("fd_sync", &[I32]),
    ("fd_tell", &[I32, I32]),
    ("fd_write", &[I32, I32, I32, I32]),
    ("path_create_directory", &[I32, I32, I32]),
    ("path_filestat_get", &[I32, I32, I32, I32, I32]),
    ("path_filestat_set_times", &[I32, I32, I32, I32, I64, I64, I32]),
    ("path_link", &[I32, I32, I32, I32, I32, I32, I32]),
    ("path_open", &[I32, I32, I32, I32, I32, I64, I64, I32, I32]),
    ("path_readlink", &[I32, I32, I32, I32, I32, I32]),
    ("path_remove_directory", &[I32, I32, I32]),
    ("path_rename", &[I32, I32, I32, I32, I32, I32]),
    ("path_symlink", &[I32, I32, I32, I32, I32]),
    ("path_unlink_file", &[I32, I32, I32]),
    ("poll_oneoff", &[I32, I32, I32, I32]),
    ("proc_raise", &[I32]),
    ("random_get", &[I32, I32]),
    ("sched_yield", &[]),
    ("sock_accept", &[I32, I32, I32]),
    ("sock_recv", &[I32, I32, I32, I32, I32, I32]),
    ("sock_send", &[I32, I32, I32, I32, I32]),
    ("sock_shutdown", &[I32, I32]),
    ("proc_exit", &[I32]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_known_by_module_and_name() {
        let ty = |module, name| offered(module, name).map(|ty| ty.to_string());
        assert_eq!(ty(WASI, "fd_seek").as_deref(), Some("(i32, i64, i32, i32) -> (i32)"));
        assert_eq!(ty(WASI, "proc_exit").as_deref(), Some("(i32) -> ()"));
        assert_eq!(ty("preheat", "ready").as_deref(), Some("() -> ()"));
        assert_eq!(ty("bench", "end").as_deref(), Some("() -> ()"));
        for (module, name) in [("env", "fd_seek"), (WASI, "ready"), ("preheat", "start"), ("", "")]
        {
            assert_eq!(ty(module, name), None, "{module}.{name}");
        }
    }
}
