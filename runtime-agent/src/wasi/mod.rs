//! WASI preview 1: the functions of wasmtime-wasi 48 on bare memory, bound by name.
//!
//! This is the only module that knows the library. Its interface for this use is not promised to stay, hence
//! the exact version.
//!
//! **Fork safety.** Requests run in forks of a process that is in the middle of a host call, so
//! whatever serves WASI must not rely on other threads or a shared event loop. The library does for
//! two things only: blocking file operations, unless told that it may block the calling thread
//! (we tell it), and timers in `poll_oneoff`, which is therefore ours ([`poll`]). So is `fd_readdir`, for its speed
//! ([`folder`]). Its streams for
//! stdin, stdout and stderr are ours too ([`stdio`]). What is left completes at once; a future that
//! does not is an error, never a wait. Its random numbers come from a generator in process memory, which
//! all forks would share, so `random_get` is ours as well and asks the kernel.

mod folder;
mod functions;
mod poll;
pub mod stdio;

use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
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

/// Bytes that one call may make the library copy to memory of ours: paths, of which the system takes 4 KiB.
const FUEL: usize = 1 << 20;

const SUCCESS: i32 = 0;
const EBADF: i32 = 8;
const EILSEQ: i32 = 25;
const EINTR: i32 = 27;
const EINVAL: i32 = 28;
const EIO: i32 = 29;
const EMFILE: i32 = 33;
const ENFILE: i32 = 41;
const ENOMEM: i32 = 48;
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
    folders: folder::Folders,
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
        Ok(Wasi { context: builder.build_p1(), stdio, folders: Default::default() })
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
        match function.name {
            "fd_close" => self.folders.forget(word(args, 0)),
            "fd_renumber" => {
                self.folders.forget(word(args, 0));
                self.folders.forget(word(args, 1));
            }
            _ => {}
        }
        if let Some(call) = function.call {
            // Buffers count against the fuel, but are read and written where they lie.
            let fuel = if moves_bytes(function) { usize::MAX } else { FUEL };
            self.context.set_hostcall_fuel(fuel);
            let answer = call(&mut self.context, &mut GuestMemory::Unshared(&mut *memory), args);
            return match answer.or_else(|error| refusal(&error))? {
                EIO => Ok(Some(out_of_files().unwrap_or(EIO))),
                // What the library says when a stream gave nothing, also if nothing was wanted.
                EINTR if moves_nothing(function, memory, args) => {
                    result(memory, word(args, args.len() - 1))?.fill(0);
                    Ok(Some(SUCCESS))
                }
                errno => Ok(Some(errno)),
            };
        }
        match function.name {
            "fd_readdir" => folder::fd_readdir(self, memory, args).map(Some),
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
                for (start, len) in vectors(memory, args) {
                    touch(memory, start, len);
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

/// Has the library open its source of random numbers, which behind walls it could not, and gives the number of that
/// file. It keeps it open for ever, and looks for it at that number in forks as well.
pub fn random_device() -> Option<RawFd> {
    const RANDOM_DEVICE: (u32, u32) = (1, 9);
    // The lowest number is taken first.
    let number = std::fs::File::open("/dev/null").ok()?.as_raw_fd();
    drop(WasiCtxBuilder::new());
    // SAFETY: only looked at, and only here.
    let file = unsafe { BorrowedFd::borrow_raw(number) };
    let device = rustix::fs::fstat(file).ok()?.st_rdev;
    let device = (rustix::fs::major(device), rustix::fs::minor(device));
    (device == RANDOM_DEVICE).then_some(number)
}

/// Whether a call is about to wait for the request: it reads something from fd 0, or polls it.
pub fn waits_for_stdin(function: &Function, memory: &[u8], args: &[Slot]) -> bool {
    match function.name {
        "fd_read" => word(args, 0) == 0 && !moves_nothing(function, memory, args),
        "poll_oneoff" => poll::waits_for_stdin(memory, args),
        _ => false,
    }
}

/// Whether a function reads into buffers or writes from them.
fn moves_bytes(function: &Function) -> bool {
    matches!(function.name, "fd_read" | "fd_pread" | "fd_write" | "fd_pwrite")
}

/// Whether a call reads or writes, and all its buffers are empty.
fn moves_nothing(function: &Function, memory: &[u8], args: &[Slot]) -> bool {
    moves_bytes(function) && vectors(memory, args).all(|(_, len)| len == 0)
}

/// Start and length of the buffers that a call was given, as far as their list lies in memory.
fn vectors<'a>(memory: &'a [u8], args: &[Slot]) -> impl Iterator<Item = (u32, u32)> + use<'a> {
    let list = memory.get(word(args, 1) as usize..).unwrap_or_default();
    let (list, _) = list.as_chunks::<8>();
    list.iter().take(word(args, 2) as usize).map(|vector| {
        let (pair, _) = vector.as_chunks::<4>();
        (u32::from_le_bytes(pair[0]), u32::from_le_bytes(pair[1]))
    })
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

fn long(args: &[Slot], index: usize) -> u64 {
    args[index].0 as u64
}

/// Where a call puts a result of 32 bits.
fn result(memory: &mut [u8], at: u32) -> Result<&mut [u8], Stop> {
    if !at.is_multiple_of(4) {
        return Err(Stop::trap(Trap::MemoryOutOfBounds));
    }
    range(memory, at, 4)
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
