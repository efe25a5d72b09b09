//! How many files a program may have open. The system's own limit of the process does it, set so that the
//! program gets its number on top of what the agent has open itself.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::error::{AgentError, Result};

/// If nobody says otherwise.
pub const DEFAULT_MAX_FILES: u64 = 1024;

/// Numbers below which the agent's own files lie; lowest numbers are given out first.
const OWN_NUMBERS: i32 = 256;

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
        let is_open = |number: &i32| unsafe { libc::fcntl(*number, libc::F_GETFD) } != -1;
        let own = (0..OWN_NUMBERS).filter(is_open).count() as u64;
        let wanted = own.saturating_add(max_files);
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
