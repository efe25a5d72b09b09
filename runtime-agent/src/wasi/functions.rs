//! The functions of WASI preview 1: the library's implementation of each, unless it is ours. Their types are
//! those of [`preheat_formats::imports`].

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use preheat_formats::abi::Slot;
use preheat_formats::types::ValType;
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p1::wasi_snapshot_preview1 as library;
use wiggle::GuestMemory;

type Call = fn(&mut WasiP1Ctx, &mut GuestMemory<'_>, &[Slot]) -> wiggle::error::Result<i32>;

/// Most parameters that a function has (`path_open`).
pub const MAX_PARAMS: usize = 9;

/// One function.
pub struct Function {
    pub name: &'static str,
    pub params: &'static [ValType],
    /// The library's; none for those that are ours.
    pub(super) call: Option<Call>,
}

/// The function with this name.
pub fn find(name: &str) -> Option<&'static Function> {
    ALL.iter().find(|function| function.name == name)
}

macro_rules! valtype {
    (i32) => {
        ValType::I32
    };
    (i64) => {
        ValType::I64
    };
}

/// How a function is called: ours, or the library's, whose result is there at once or is a future.
macro_rules! call {
    (ours $name:ident $($type:ident)*) => {
        None
    };
    ($how:ident $name:ident $($type:ident)*) => {
        Some(|context, memory, args| {
            // As many slots as parameters: `Function::params` is made from the same list.
            let mut _args = args.iter();
            let result = library::$name(
                context,
                memory,
                $(_args.next().map_or(0, |slot| slot.0 as $type)),*
            );
            result!($how result)
        })
    };
}

macro_rules! result {
    (at_once $result:ident) => {
        $result
    };
    (future $result:ident) => {
        now($result)
    };
}

macro_rules! functions {
    ($($how:ident $name:ident($($type:tt),*);)*) => {
        /// All of them.
        static ALL: &[Function] = &[
            $(Function {
                name: stringify!($name),
                params: &[$(valtype!($type)),*],
                call: call!($how $name $($type)*),
            },)*
            Function { name: "proc_exit", params: &[ValType::I32], call: None },
        ];
    };
}

functions! {
    at_once args_get(i32, i32);
    at_once args_sizes_get(i32, i32);
    at_once environ_get(i32, i32);
    at_once environ_sizes_get(i32, i32);
    at_once clock_res_get(i32, i32);
    at_once clock_time_get(i32, i64, i32);
    future fd_advise(i32, i64, i64, i32);
    at_once fd_allocate(i32, i64, i64);
    future fd_close(i32);
    future fd_datasync(i32);
    future fd_fdstat_get(i32, i32);
    at_once fd_fdstat_set_flags(i32, i32);
    at_once fd_fdstat_set_rights(i32, i64, i64);
    future fd_filestat_get(i32, i32);
    future fd_filestat_set_size(i32, i64);
    future fd_filestat_set_times(i32, i64, i64, i32);
    future fd_pread(i32, i32, i32, i64, i32);
    at_once fd_prestat_get(i32, i32);
    at_once fd_prestat_dir_name(i32, i32, i32);
    future fd_pwrite(i32, i32, i32, i64, i32);
    future fd_read(i32, i32, i32, i32);
    ours fd_readdir(i32, i32, i32, i64, i32);
    future fd_renumber(i32, i32);
    future fd_seek(i32, i64, i32, i32);
    future fd_sync(i32);
    at_once fd_tell(i32, i32);
    future fd_write(i32, i32, i32, i32);
    future path_create_directory(i32, i32, i32);
    future path_filestat_get(i32, i32, i32, i32, i32);
    future path_filestat_set_times(i32, i32, i32, i32, i64, i64, i32);
    future path_link(i32, i32, i32, i32, i32, i32, i32);
    future path_open(i32, i32, i32, i32, i32, i64, i64, i32, i32);
    future path_readlink(i32, i32, i32, i32, i32, i32);
    future path_remove_directory(i32, i32, i32);
    future path_rename(i32, i32, i32, i32, i32, i32);
    future path_symlink(i32, i32, i32, i32, i32);
    future path_unlink_file(i32, i32, i32);
    ours poll_oneoff(i32, i32, i32, i32);
    at_once proc_raise(i32);
    ours random_get(i32, i32);
    at_once sched_yield();
    at_once sock_accept(i32, i32, i32);
    at_once sock_recv(i32, i32, i32, i32, i32, i32);
    at_once sock_send(i32, i32, i32, i32, i32);
    at_once sock_shutdown(i32, i32);
}

/// Polls a future that has nothing to wait for.
fn now<T>(future: impl Future<Output = wiggle::error::Result<T>>) -> wiggle::error::Result<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => {
            Err(wiggle::error::format_err!("a WASI call wanted to wait for an event loop"))
        }
    }
}

#[cfg(test)]
mod tests {
    use preheat_formats::imports::FUNCTIONS;

    use super::*;

    #[test]
    fn every_function_that_is_offered_is_there_with_its_parameters() {
        for (name, params) in FUNCTIONS {
            assert_eq!(find(name).map(|function| function.params), Some(params), "{name}");
        }
        assert_eq!(ALL.len(), FUNCTIONS.len());
    }
}
