//! Running a program as a command of its own: real stdin, stdout and stderr, its exit code as ours. One
//! process, no forks.

use std::process::ExitCode;
use std::time::Duration;

use crate::artifact::Artifact;
use crate::error::{AgentError, Result};
use crate::file_limit::FileLimit;
use crate::instance::{Ending, Instance};
use crate::wasi::stdio::{Input, Output, Stdio};
use crate::wasi::{Environment, Wasi};

/// Exit code of a program that trapped: what a shell shows for SIGABRT.
const TRAPPED: u8 = 134;
/// Exit code of a program that ran out of time, as timeout(1) has it.
const TIMED_OUT: libc::c_int = 124;

/// Runs it to its end. `memory_limit` in bytes, 0 is none.
pub fn run(
    artifact: Artifact,
    environment: &Environment,
    memory_limit: u64,
    timeout: Option<Duration>,
) -> Result<ExitCode> {
    let mut instance = Instance::new(artifact, memory_limit)?;
    instance.command()?;
    let stdio = Stdio::new(Input::Own, Output::Own);
    instance.host().wasi = Some(Wasi::new(environment, stdio)?);
    FileLimit::new(environment.max_files).impose()?;
    if let Some(timeout) = timeout {
        limit_time(timeout)?;
    }
    // Rust ignores SIGPIPE; a program whose reader has gone should end as native ones do.
    // SAFETY: a plain system call, before the program runs.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    match instance.run() {
        Ending::Exit(code) => Ok(ExitCode::from(code as u8)),
        Ending::Trap { trap, function } => {
            let place = function.map_or(String::new(), |name| format!(" in function `{name}`"));
            eprintln!("preheat: trap: {}{place}", trap.name());
            Ok(ExitCode::from(TRAPPED))
        }
        Ending::Failed(what) => Err(AgentError::Internal(what)),
    }
}

/// Ends the process with a message when the time is over, wherever it then is.
fn limit_time(timeout: Duration) -> Result<()> {
    /// Async-signal-safe: one write and the end.
    extern "C" fn time_is_over(_signal: libc::c_int) {
        let line = b"preheat: the program was stopped at its time limit\n";
        // SAFETY: plain system calls.
        unsafe {
            libc::write(2, line.as_ptr().cast(), line.len());
            libc::_exit(TIMED_OUT)
        }
    }
    let timer = libc::itimerval {
        it_interval: libc::timeval { tv_sec: 0, tv_usec: 0 },
        it_value: libc::timeval {
            tv_sec: timeout.as_secs() as libc::time_t,
            tv_usec: libc::suseconds_t::from(timeout.subsec_micros()),
        },
    };
    // SAFETY: the handler is async-signal-safe and runs on the alternate stack, because the program's own
    // may be at its end; an all-zero sigaction is a valid value.
    let failed = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = time_is_over as *const () as usize;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigaction(libc::SIGALRM, &action, std::ptr::null_mut()) != 0
            || libc::setitimer(libc::ITIMER_REAL, &timer, std::ptr::null_mut()) != 0
    };
    if failed {
        let source = std::io::Error::last_os_error();
        return Err(AgentError::System { what: "set a timer", source });
    }
    Ok(())
}
