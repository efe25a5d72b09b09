//! WASI preview 1: the functions of wasmtime-wasi 48 on bare memory, bound by name.
//!
//! This is the only module that knows the library. Its interface for this use is not promised to stay, hence
//! the exact version.
//!
//! **Fork safety.** Requests run in forks of a process that is in the middle of a host call, so
//! whatever serves WASI must not rely on other threads or a shared event loop. The library does for
//! two things only: blocking file operations, unless told that it may block the calling thread
//! (we tell it), and timers in `poll_oneoff`, which is therefore ours ([`poll`]). Its streams for
//! stdin, stdout and stderr are ours too ([`stdio`]). What is left completes at once; a future that
//! does not is an error, never a wait. Its random numbers come from a generator in process memory, which
//! all forks would share, so `random_get` is ours as well and asks the kernel.

mod functions;
mod poll;
pub mod stdio;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use preheat_formats::Trap;
use preheat_formats::abi::{HOST_PAGE, Slot};
use rustix::io::Errno;
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p1::wasi_snapshot_preview1::WasiSnapshotPreview1;
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};
use wiggle::{GuestError, GuestMemory};

use crate::counting::pages;
use crate::error::{AgentError, Result};
use crate::file_limit::DEFAULT_MAX_FILES;
use crate::host::Stop;
pub use functions::{Function, MAX_PARAMS, find};
use stdio::Stdio;

/// Bytes that one call may make the library allocate: more than any array that fits a request.
const FUEL: usize = 256 << 20;

const SUCCESS: i32 = 0;
const EILSEQ: i32 = 25;
const EINVAL: i32 = 28;
const EIO: i32 = 29;
const EMFILE: i32 = 33;
const ENFILE: i32 = 41;
const EOVERFLOW: i32 = 61;

/// A host directory that the program sees under a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preopen {
    pub host: String,
    pub guest: String,
}

/// What a program is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// With the program's name first.
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    pub dirs: Vec<Preopen>,
    /// Most files that it may have open at once, its directories aside.
    pub max_files: u64,
}

impl Default for Environment {
    fn default() -> Environment {
        let (args, env, dirs) = Default::default();
        Environment { args, env, dirs, max_files: DEFAULT_MAX_FILES }
    }
}

/// WASI as one program sees it.
pub struct Wasi {
    context: WasiP1Ctx,
    stdio: Stdio,
}

impl Wasi {
    pub fn new(environment: &Environment, stdio: Stdio) -> Result<Wasi> {
        let mut builder = WasiCtxBuilder::new();
        builder
            .allow_blocking_current_thread(true)
            .args(&environment.args)
            .envs(&environment.env)
            .stdin(stdio.stdin())
            .stdout(stdio.stdout())
            .stderr(stdio.stderr());
        for dir in &environment.dirs {
            builder.preopened_dir(&dir.host, &dir.guest, FsPerms::ReadWrite).map_err(|error| {
                AgentError::Directory { host: dir.host.clone(), what: format!("{error:#}") }
            })?;
        }
        Ok(Wasi { context: builder.build_p1(), stdio })
    }

    /// The streams behind fds 0 to 2.
    pub fn stdio(&self) -> &Stdio {
        &self.stdio
    }

    /// Calls a function; the result is an errno, if it has one.
    pub fn call(
        &mut self,
        function: &Function,
        memory: &mut [u8],
        args: &[Slot],
    ) -> Result<Option<i32>, Stop> {
        if pages::are_counted() {
            self.touch(function.name, memory, args)?;
        }
        if let Some(call) = function.call {
            self.context.set_hostcall_fuel(FUEL);
            let mut memory = GuestMemory::Unshared(memory);
            let answer = call(&mut self.context, &mut memory, args);
            return match answer.or_else(|error| refusal(&error))? {
                EIO => Ok(Some(out_of_files().unwrap_or(EIO))),
                errno => Ok(Some(errno)),
            };
        }
        match function.name {
            "poll_oneoff" => poll::poll_oneoff(self, memory, args).map(Some),
            "random_get" => random_get(memory, args).map(Some),
            // The library's refuses codes from 126 on. Ours are the program's own, whatever they are.
            "proc_exit" => Err(Stop::Exit(word(args, 0))),
            other => Err(Stop::Failed(format!("no function {other}"))),
        }
    }

    /// While pages are counted they are closed until touched, and the kernel, unlike code, gets an
    /// error for a closed page. So the pages that it will copy to or from are touched here first.
    fn touch(&mut self, name: &str, memory: &[u8], args: &[Slot]) -> Result<(), Stop> {
        match name {
            "random_get" => touch(memory, word(args, 0), word(args, 1)),
            // Only what goes to and from files is the kernel's copying; streams are ours.
            "fd_read" | "fd_pread" | "fd_write" | "fd_pwrite"
                if poll::filetype(self, word(args, 0))? == Ok(poll::REGULAR_FILE) =>
            {
                let vectors = memory.get(word(args, 1) as usize..).unwrap_or_default();
                let (vectors, _) = vectors.as_chunks::<8>();
                for vector in vectors.iter().take(word(args, 2) as usize) {
                    let (pair, _) = vector.as_chunks::<4>();
                    touch(memory, u32::from_le_bytes(pair[0]), u32::from_le_bytes(pair[1]));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Calls a function of the library on memory of ours.
    fn ask(&mut self, name: &str, scratch: &mut [u8], args: &[u64]) -> Result<i32, Stop> {
        let args: Vec<Slot> = args.iter().map(|arg| Slot(u128::from(*arg))).collect();
        let function = find(name).ok_or_else(|| Stop::Failed(format!("no function {name}")))?;
        Ok(self.call(function, scratch, &args)?.unwrap_or(SUCCESS))
    }
}

/// Whether a call is about to wait for the request: it reads fd 0, or polls it.
pub fn waits_for_stdin(function: &Function, memory: &[u8], args: &[Slot]) -> bool {
    match function.name {
        "fd_read" => word(args, 0) == 0,
        "poll_oneoff" => poll::waits_for_stdin(memory, args),
        _ => false,
    }
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

/// What a call answers that failed before the library looked at it: an errno, where an argument has no meaning, or
/// the end.
fn refusal(error: &wiggle::error::Error) -> Result<i32, Stop> {
    let mut cause = error.downcast_ref::<GuestError>();
    while let Some(GuestError::InFunc { err, .. }) = cause {
        cause = Some(err);
    }
    match cause {
        Some(
            GuestError::PtrOverflow
            | GuestError::PtrOutOfBounds(..)
            | GuestError::PtrNotAligned(..),
        ) => Err(Stop::trap(Trap::MemoryOutOfBounds)),
        Some(GuestError::InvalidFlagValue(_) | GuestError::InvalidEnumValue(_)) => Ok(EINVAL),
        Some(GuestError::InvalidUtf8(_)) => Ok(EILSEQ),
        Some(GuestError::TryFromIntError(_)) => Ok(EOVERFLOW),
        _ => Err(Stop::Failed(format!("a WASI call failed: {error:#}"))),
    }
}

/// The library has no word for too many open files and calls it an error of the device: whether it is that.
fn out_of_files() -> Option<i32> {
    match rustix::io::fcntl_dupfd_cloexec(std::io::stdin(), 0) {
        Err(Errno::MFILE) => Some(EMFILE),
        Err(Errno::NFILE) => Some(ENFILE),
        _ => None,
    }
}

/// The kernel's random numbers, so that forks and clones do not share any.
fn random_get(memory: &mut [u8], args: &[Slot]) -> Result<i32, Stop> {
    let mut rest = range(memory, word(args, 0), word(args, 1) as usize)?;
    while !rest.is_empty() {
        match rustix::rand::getrandom(&mut *rest, rustix::rand::GetRandomFlags::empty()) {
            Ok(filled) => rest = &mut rest[filled..],
            Err(Errno::INTR) => {}
            Err(_) => return Ok(EIO),
        }
    }
    Ok(SUCCESS)
}

fn word(args: &[Slot], index: usize) -> u32 {
    args[index].0 as u32
}

fn range(memory: &mut [u8], start: u32, len: usize) -> Result<&mut [u8], Stop> {
    let start = start as usize;
    memory.get_mut(start..start.saturating_add(len)).ok_or(Stop::trap(Trap::MemoryOutOfBounds))
}

/// Reads one byte of every page of a range, as far as it lies in memory.
fn touch(memory: &[u8], start: u32, len: u32) {
    let start = start as usize;
    let end = (start + len as usize).min(memory.len());
    for address in (start..end).step_by(HOST_PAGE as usize).chain(end.checked_sub(1)) {
        if address >= start && address < end {
            // SAFETY: inside the slice; volatile so that it happens.
            unsafe { std::ptr::from_ref(&memory[address]).read_volatile() };
        }
    }
}
