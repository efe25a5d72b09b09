//! Limits of the process itself (setrlimit): what of the system's it can take. The limit of open files is
//! [`crate::file_limit`]'s; how much linear memory a program gets is said by its instance, and only doubled
//! here.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::finding::Why;

/// For what the agent and WASI set aside while the program runs: outputs, frames, listings.
const OWN_DATA: u64 = 512 << 20;
/// The same in addresses; mailboxes are large.
const OWN_ADDRESSES: u64 = 1 << 30;
/// Zygote, request's process, one that leaves, and the server, for two artifacts. Counted in the user
/// namespace.
const PROCESSES: u64 = 16;

/// What a program may use.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds {
    /// Bytes that its memories and tables may still grow by; none if nobody limits them.
    pub growth: Option<u64>,
    /// Of the processor.
    pub time: Option<Duration>,
}

/// Whether other processes of the user count in the number of processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    Alone,
    AllOfTheUser,
}

/// How large the process is, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    addresses: u64,
    data: u64,
}

/// Reads it, where there is a proc file system.
pub fn size() -> Option<Size> {
    // SAFETY: a question of the C library.
    let pages = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as u64;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let fields: Vec<u64> = text.split_whitespace().map_while(|field| field.parse().ok()).collect();
    Some(Size { addresses: fields.first()? * pages, data: fields.get(5)? * pages })
}

/// Limits the process from now on.
pub fn impose(bounds: Bounds, company: Company, size: Option<Size>) -> Result<(), Why> {
    lower(Resource::Core, 0, 0)?;
    lower(Resource::Msgqueue, 0, 0)?;
    if let Some(size) = size {
        let addresses = size.addresses + OWN_ADDRESSES;
        lower(Resource::As, addresses, addresses)?;
        if let Some(growth) = bounds.growth {
            let data = size.data.saturating_add(growth).saturating_add(OWN_DATA);
            lower(Resource::Data, data, data)?;
        }
    }
    if let Some(time) = bounds.time {
        limit_time(time)?;
    }
    if company == Company::Alone {
        lower(Resource::Nproc, PROCESSES, PROCESSES)?;
    }
    // Said last, so that all others hold although this one does not.
    if size.is_some() { Ok(()) } else { Err(Why::NotOffered) }
}

/// Ends the process some time after it has used this much of the processor: whoever watches the clock does it
/// first.
pub fn limit_time(time: Duration) -> Result<(), Why> {
    let seconds = time.as_secs().saturating_add(2);
    lower(Resource::Cpu, seconds, seconds.saturating_add(1))
}

/// Nobody but root has another process from now on.
pub fn forbid_forks() -> Result<(), Why> {
    lower(Resource::Nproc, 0, 0)
}

/// Never raises a limit.
fn lower(resource: Resource, soft: u64, hard: u64) -> Result<(), Why> {
    let now = getrlimit(resource);
    let smaller = |limit: Option<u64>, wanted: u64| Some(limit.map_or(wanted, |l| l.min(wanted)));
    let maximum = smaller(now.maximum, hard);
    let current = smaller(now.current, soft).min(maximum);
    setrlimit(resource, Rlimit { current, maximum }).map_err(Why::from)
}
