//! A WebAssembly program that does what a test tells it: calls any function of WASI preview 1, and gives and
//! takes pieces of its memory, over its stdin and stdout. So a test is a conversation in Rust, and the calls
//! are real.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::{module, preheat};

/// All functions with the types of their parameters: i for i32, I for i64. All but `proc_exit` give an errno.
pub const FUNCTIONS: [(&str, &str); 46] = [
    ("args_get", "ii"),
    ("args_sizes_get", "ii"),
    ("environ_get", "ii"),
    ("environ_sizes_get", "ii"),
    ("clock_res_get", "ii"),
    ("clock_time_get", "iIi"),
    ("fd_advise", "iIIi"),
    ("fd_allocate", "iII"),
    ("fd_close", "i"),
    ("fd_datasync", "i"),
    ("fd_fdstat_get", "ii"),
    ("fd_fdstat_set_flags", "ii"),
    ("fd_fdstat_set_rights", "iII"),
    ("fd_filestat_get", "ii"),
    ("fd_filestat_set_size", "iI"),
    ("fd_filestat_set_times", "iIIi"),
    ("fd_pread", "iiiIi"),
    ("fd_prestat_get", "ii"),
    ("fd_prestat_dir_name", "iii"),
    ("fd_pwrite", "iiiIi"),
    ("fd_read", "iiii"),
    ("fd_readdir", "iiiIi"),
    ("fd_renumber", "ii"),
    ("fd_seek", "iIii"),
    ("fd_sync", "i"),
    ("fd_tell", "ii"),
    ("fd_write", "iiii"),
    ("path_create_directory", "iii"),
    ("path_filestat_get", "iiiii"),
    ("path_filestat_set_times", "iiiiIIi"),
    ("path_link", "iiiiiii"),
    ("path_open", "iiiiiIIii"),
    ("path_readlink", "iiiiii"),
    ("path_remove_directory", "iii"),
    ("path_rename", "iiiiii"),
    ("path_symlink", "iiiii"),
    ("path_unlink_file", "iii"),
    ("poll_oneoff", "iiii"),
    ("proc_exit", "i"),
    ("proc_raise", "i"),
    ("random_get", "ii"),
    ("sched_yield", ""),
    ("sock_accept", "iii"),
    ("sock_recv", "iiiiii"),
    ("sock_send", "iiiii"),
    ("sock_shutdown", "ii"),
];

const POKE: u32 = 100;
const PEEK: u32 = 101;
/// An order: its number in 8 bytes, then its arguments.
const ORDER: usize = 88;
/// Memory from here on is the tests'.
pub const FREE: u32 = 4096;

/// The program.
fn text() -> String {
    let mut imports = String::new();
    let mut cases = String::new();
    for (number, (name, params)) in FUNCTIONS.iter().enumerate() {
        let ty = |param| if param == 'i' { "i32" } else { "i64" };
        let types: Vec<&str> = params.chars().map(ty).collect();
        let result = if *name == "proc_exit" { "" } else { "(result i32)" };
        writeln!(
            imports,
            "(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} (param {}) {result}))",
            types.join(" ")
        )
        .unwrap();
        let mut call = format!("(call ${name}");
        for (index, param) in params.chars().enumerate() {
            let load = if param == 'i' { "i32.load" } else { "i64.load" };
            write!(call, " ({load} (i32.const {}))", 136 + 8 * index).unwrap();
        }
        call.push(')');
        let value = if result.is_empty() { format!("{call} (i32.const 0)") } else { call };
        writeln!(
            cases,
            "(if (i32.eq (local.get $op) (i32.const {number})) (then (return {value})))"
        )
        .unwrap();
    }
    format!(
        r#"(module
  {imports}
  (memory (export "memory") 4)
  ;; Reads or writes all of it; 0 if stdin ended.
  (func $transfer (param $fd i32) (param $at i32) (param $len i32) (result i32)
    (local $errno i32)
    (loop $more
      (if (i32.eqz (local.get $len)) (then (return (i32.const 1))))
      (i32.store (i32.const 0) (local.get $at))
      (i32.store (i32.const 4) (local.get $len))
      (local.set $errno
        (if (result i32) (local.get $fd)
          (then (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
          (else (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))))
      (if (local.get $errno) (then (unreachable)))
      (if (i32.eqz (i32.load (i32.const 8))) (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
      (local.set $len (i32.sub (local.get $len) (i32.load (i32.const 8))))
      (br $more))
    (unreachable))
  (func $call (param $op i32) (result i32)
    {cases}
    (unreachable))
  (func (export "_start")
    (loop $next
      (if (i32.eqz (call $transfer (i32.const 0) (i32.const 128) (i32.const {ORDER}))) (then (return)))
      (if (i32.eq (i32.load (i32.const 128)) (i32.const {POKE}))
        (then (drop (call $transfer (i32.const 0) (i32.load (i32.const 136)) (i32.load (i32.const 144)))))
        (else (if (i32.eq (i32.load (i32.const 128)) (i32.const {PEEK}))
          (then (drop (call $transfer (i32.const 1) (i32.load (i32.const 136)) (i32.load (i32.const 144)))))
          (else
            (i32.store (i32.const 16) (call $call (i32.load (i32.const 128))))
            (drop (call $transfer (i32.const 1) (i32.const 16) (i32.const 4)))))))
      (br $next))))"#
    )
}

/// The program while it runs.
pub struct Guest {
    pub child: Child,
    to: Option<ChildStdin>,
    from: ChildStdout,
}

impl Guest {
    /// Starts it by `preheat run` with these flags, and arguments after `--`.
    pub fn start(folder: &Path, flags: &[&str], args: &[&str]) -> Guest {
        let path = module(folder, "guest.wasm", &text());
        let mut command = preheat(["run"]);
        command.args(flags).arg(path).arg("--").args(args);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        let (to, from) = (child.stdin.take(), child.stdout.take().unwrap());
        Guest { child, to, from }
    }

    fn order(&mut self, number: u32, args: &[u64], more: &[u8]) {
        let mut order = vec![0; ORDER];
        order[..4].copy_from_slice(&number.to_le_bytes());
        for (index, arg) in args.iter().enumerate() {
            order[8 + 8 * index..16 + 8 * index].copy_from_slice(&arg.to_le_bytes());
        }
        order.extend_from_slice(more);
        self.to.as_mut().unwrap().write_all(&order).unwrap();
    }

    /// Calls a function and gives its errno; none if the program ended.
    pub fn try_call(&mut self, name: &str, args: &[u64]) -> Option<u32> {
        let number = FUNCTIONS.iter().position(|(known, _)| *known == name).expect("a function");
        assert_eq!(args.len(), FUNCTIONS[number].1.len(), "arguments of {name}");
        self.order(number as u32, args, &[]);
        let mut errno = [0; 4];
        self.from.read_exact(&mut errno).ok().map(|()| u32::from_le_bytes(errno))
    }

    #[track_caller]
    pub fn call(&mut self, name: &str, args: &[u64]) -> u32 {
        self.try_call(name, args).unwrap_or_else(|| panic!("the program ended in {name}"))
    }

    pub fn poke(&mut self, at: u32, bytes: &[u8]) {
        self.order(POKE, &[u64::from(at), bytes.len() as u64], bytes);
    }

    pub fn peek(&mut self, at: u32, len: usize) -> Vec<u8> {
        self.order(PEEK, &[u64::from(at), len as u64], &[]);
        let mut bytes = vec![0; len];
        self.from.read_exact(&mut bytes).unwrap();
        bytes
    }

    pub fn peek_u32(&mut self, at: u32) -> u32 {
        u32::from_le_bytes(self.peek(at, 4).try_into().unwrap())
    }

    pub fn peek_u64(&mut self, at: u32) -> u64 {
        u64::from_le_bytes(self.peek(at, 8).try_into().unwrap())
    }

    /// Puts text into memory: the two arguments that name it.
    pub fn text(&mut self, at: u32, text: &str) -> [u64; 2] {
        self.poke(at, text.as_bytes());
        [u64::from(at), text.len() as u64]
    }

    /// Closes its stdin; it ends, and says with what code and message.
    pub fn end(mut self) -> (Option<i32>, String) {
        drop(self.to.take());
        let mut message = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
        (self.child.wait().unwrap().code(), message)
    }
}
