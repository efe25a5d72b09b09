//! The library's share of WASI: its context, and calls of its functions.

use std::any::Any;
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};

use preheat_formats::Trap;
use preheat_formats::abi::Slot;
use rustix::io::Errno;
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::p1::wasi_snapshot_preview1::WasiSnapshotPreview1;
use wasmtime_wasi::{FsPerms, WasiCtxBuilder, WasiView};
use wiggle::{GuestError, GuestMemory};

use super::arguments::{moves_bytes, moves_nothing, result, word};
use super::environment::Environment;
use super::errno::{EILSEQ, EINTR, EINVAL, EIO, EMFILE, ENFILE, EOVERFLOW, SUCCESS};
use super::functions::{Function, find};
use super::listing::Folders;
use super::stdio::Stdio;
use crate::error::{AgentError, Result};
use crate::stop::Stop;

/// Bytes that one call may make the library copy to memory of ours: paths, of which the system takes 4 KiB.
const FUEL: usize = 1 << 20;

/// WASI as one program sees it.
pub struct Wasi {
    context: WasiP1Ctx,
    stdio: Stdio,
    /// Folders that it is in the middle of reading.
    pub(super) folders: Folders,
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

    /// All that is open.
    pub(super) fn open_files(&mut self) -> impl Iterator<Item = &mut (dyn Any + Send)> {
        self.context.ctx().table.iter_mut()
    }

    /// Calls a function that is the library's; the result is an errno.
    pub(super) fn ask_library(
        &mut self,
        function: &Function,
        memory: &mut [u8],
        args: &[Slot],
    ) -> Result<i32, Stop> {
        let Some(call) = function.call else {
            return Err(Stop::Failed(format!("no function {}", function.name)));
        };
        // Buffers count against the fuel, but are read and written where they lie.
        let fuel = if moves_bytes(function) { usize::MAX } else { FUEL };
        self.context.set_hostcall_fuel(fuel);
        let answer = call(&mut self.context, &mut GuestMemory::Unshared(&mut *memory), args);
        match answer.or_else(|error| refusal(&error))? {
            EIO => Ok(out_of_files().unwrap_or(EIO)),
            // What the library says when a stream gave nothing, also if nothing was wanted.
            EINTR if moves_nothing(function, memory, args) => {
                result(memory, word(args, args.len() - 1))?.fill(0);
                Ok(SUCCESS)
            }
            errno => Ok(errno),
        }
    }

    /// Calls a function of the library on memory of ours.
    pub(super) fn ask(
        &mut self,
        name: &str,
        scratch: &mut [u8],
        args: &[u64],
    ) -> Result<i32, Stop> {
        let args: Vec<Slot> = args.iter().map(|arg| Slot(u128::from(*arg))).collect();
        let function = find(name).ok_or_else(|| Stop::Failed(format!("no function {name}")))?;
        self.ask_library(function, scratch, &args)
    }
}

/// Has the library open its source of random numbers, which behind walls it could not, and gives the number
/// of that file. It keeps it open for ever, and looks for it at that number in forks as well.
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

/// What a call answers that failed before the library looked at it: an errno, where an argument has no
/// meaning, or the end.
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
