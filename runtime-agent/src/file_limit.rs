//! How many files a program may have open. The system's own limit of the process does it, set so that the
//! program gets its number on top of what the agent has open itself.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::error::{AgentError, Result};

/// If nobody says otherwise.
pub const DEFAULT_MAX_FILES: u64 = 1024;

/// Below this number the agent's own files lie, as lowest numbers are given out first.
const OWN_NUMBERS: u64 = 256;

/// The limit of one program, whose process runs in turns as the agent and as the program.
#[derive(Debug, Clone)]
pub struct FileLimit {
    program: Rlimit,
    agent: Rlimit,
}

impl FileLimit {
    /// The program may open this many, or what the system's hard limit leaves of them. Files that are
    /// open now are the agent's.
    pub fn new(max_files: u64) -> FileLimit {
        let system = getrlimit(Resource::Nofile);
        // SAFETY: asks for the flags of a number that may not be in use.
        let is_free = |number: &u64| unsafe { libc::fcntl(*number as i32, libc::F_GETFD) } == -1;
        // The system's limit is on the number that a file gets. Below it as many are to be free.
        let free: Vec<u64> = (0..OWN_NUMBERS).filter(is_free).collect();
        let wanted = match max_files.checked_sub(free.len() as u64) {
            Some(more) => OWN_NUMBERS.saturating_add(more),
            None => free[max_files as usize],
        };
        let current = Some(system.maximum.map_or(wanted, |most| most.min(wanted)));
        FileLimit {
            program: Rlimit { current, maximum: system.maximum },
            agent: Rlimit { current: system.maximum, maximum: system.maximum },
        }
    }

    /// From now on the process runs the program.
    pub fn impose(&self) -> Result<()> {
        setrlimit(Resource::Nofile, self.program)
            .map_err(AgentError::system("limit the number of open files"))
    }

    /// From now on the process is the agent, which may need files though the program has used up its own.
    pub fn lift(&self) -> Result<()> {
        setrlimit(Resource::Nofile, self.agent)
            .map_err(AgentError::system("lift the limit of open files"))
    }
}
