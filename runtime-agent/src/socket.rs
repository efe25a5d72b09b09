//! The Unix socket on which a server listens: nothing of it stays when the server ends, by itself or by a
//! signal, and what a killed one left behind is taken over.

use std::ffi::CString;
use std::fs;
use std::io::{self, ErrorKind};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::time::Duration;

use libc::c_int;

use crate::error::{AgentError, Result};

/// Signals that ask a server to end.
const ENDING: [c_int; 3] = [libc::SIGHUP, libc::SIGINT, libc::SIGTERM];

/// What the signal handler removes; null while there is nothing. Forks inherit it and are not its owner.
static OWNED: AtomicPtr<Owned> = AtomicPtr::new(ptr::null_mut());

struct Owned {
    path: CString,
    owner: libc::pid_t,
}

/// A listening socket; its file goes with it.
#[derive(Debug)]
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
}

impl Socket {
    pub fn listen(path: &Path) -> Result<Socket> {
        let failed = |error: io::Error| {
            AgentError::Usage(format!("cannot listen on {}: {error}", path.display()))
        };
        let listener = match UnixListener::bind(path) {
            Err(error) if error.kind() == ErrorKind::AddrInUse && gets_abandoned(path) => {
                fs::remove_file(path).and_then(|()| UnixListener::bind(path))
            }
            other => other,
        };
        let socket = Socket { listener: listener.map_err(failed)?, path: path.to_owned() };
        let absolute = fs::canonicalize(path).map_err(failed)?;
        let path = CString::new(absolute.as_os_str().as_bytes())
            .map_err(|error| failed(io::Error::other(error)))?;
        // Leaked, because a signal may come at any time.
        let owner = std::process::id() as libc::pid_t;
        let owned = Box::leak(Box::new(Owned { path, owner }));
        OWNED.store(owned, Ordering::Release);
        ENDING.into_iter().try_for_each(remove_at).map_err(AgentError::system("handle signals"))?;
        Ok(socket)
    }

    /// The next connection.
    pub fn accept(&self) -> Result<UnixStream> {
        let (stream, _) =
            self.listener.accept().map_err(AgentError::system("accept a connection"))?;
        Ok(stream)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        OWNED.store(ptr::null_mut(), Ordering::Release);
        // Somebody else may have removed it; then it is gone as well.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether nobody listens on the socket that is there, or soon nobody does: what a killed server was forking
/// just then holds the socket for a moment longer.
fn gets_abandoned(path: &Path) -> bool {
    const LOOKS: u32 = 10;
    (0..LOOKS).any(|look| {
        if look > 0 {
            std::thread::sleep(Duration::from_millis(20));
        }
        is_abandoned(path)
    })
}

/// Whether a socket is there and nobody listens on it.
fn is_abandoned(path: &Path) -> bool {
    // A plain file refuses connections as well.
    fs::symlink_metadata(path).is_ok_and(|status| status.file_type().is_socket())
        && UnixStream::connect(path)
            .is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
}

/// Has a signal remove the socket's file before it ends the process, unless whoever started us ignores it.
fn remove_at(signal: c_int) -> io::Result<()> {
    // SAFETY: an all-zero sigaction is a valid value; the handler has the plain signature that goes with no
    // flags and is async-signal-safe.
    let failed = unsafe {
        let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
        libc::sigaction(signal, ptr::null(), &mut action) != 0
            || action.sa_sigaction != libc::SIG_IGN && {
                action = MaybeUninit::zeroed().assume_init();
                action.sa_sigaction = remove_and_end as *const () as usize;
                // The program's own stack may be at its end.
                action.sa_flags = libc::SA_ONSTACK;
                libc::sigaction(signal, &action, ptr::null_mut()) != 0
            }
    };
    if failed { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Async-signal-safe: system calls and one atomic.
extern "C" fn remove_and_end(signal: c_int) {
    // SAFETY: what `OWNED` points to is never freed. The signal is sent again with its default action, and
    // arrives when this handler returns.
    unsafe {
        let owned = OWNED.load(Ordering::Acquire);
        if !owned.is_null() && (*owned).owner == libc::getpid() {
            libc::unlink((*owned).path.as_ptr());
        }
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}
