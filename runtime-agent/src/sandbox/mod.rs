//! The second wall: the process in which a program runs is closed in by the system before the program's first
//! instruction, so that compiled code is contained although it is wrong. One file for each wall; here is in
//! which order they go up, and what happens where one is missing. That code is right in the first place is
//! the compiler's business.
//!
//! A process that runs programs is forked with [`Sandbox::fork`], sets up what needs the system (files,
//! folders), and then calls [`Inside::close`]. Processes that a closed-in one forks for requests call
//! [`Sandbox::narrow`].

mod descriptors;
mod environment;
mod files;
mod finding;
mod limits;
mod namespaces;
mod privileges;
pub mod probe;
mod syscalls;

use std::fs::File;
use std::io::{PipeReader, PipeWriter, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::path::{Path, PathBuf};

use libc::c_int;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::Signal;

use crate::error::{AgentError, Result};
use crate::wasi::Environment;
pub use descriptors::Streams;
use finding::{Board, SETTING};
pub use finding::{Findings, State, Wall, Why};
pub use limits::{Bounds, Company, limit_time};
use namespaces::{Forked, Mounts, Namespaces, Surroundings};
pub use syscalls::Role;

/// A process that ended because of a signal, in words of an exit code: of a process that no signal ends by
/// default, as the first of a namespace.
pub const ENDED_BY_SIGNAL: c_int = 128;

/// Signals by which people and services end processes.
const ENDING: [c_int; 3] = [libc::SIGHUP, libc::SIGINT, libc::SIGTERM];

/// What to do where the system does not give all walls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Demand {
    /// Take what there is, and tell once what is missing.
    #[default]
    Tell,
    /// Take what there is.
    Quiet,
    /// Run nothing.
    All,
}

/// The walls for one program.
#[derive(Debug)]
pub struct Sandbox {
    demand: Demand,
    without: Vec<Wall>,
    folders: Vec<PathBuf>,
    /// Mounted below the folders, and to be covered.
    proc_mounts: Vec<PathBuf>,
    surroundings: Surroundings,
    board: Board,
    /// Whose writing end is open for as long as we live, which is how a child sees that we do.
    alive: (PipeReader, PipeWriter),
    /// Open files that a process keeps whatever it is for.
    kept: Vec<RawFd>,
}

/// Which side of a fork returned.
pub enum Side<'a> {
    Parent(libc::pid_t),
    Child(Inside<'a>),
}

/// The child's side of a fork, not yet closed in.
pub struct Inside<'a> {
    sandbox: &'a Sandbox,
    namespaces: Result<Namespaces, Why>,
    /// Where messages go, if not to stderr.
    log: Option<File>,
    trouble: Option<AgentError>,
}

impl Sandbox {
    /// Looks at what the program is to reach. It keeps to what can be kept from it.
    pub fn new(demand: Demand, environment: &Environment) -> Result<Sandbox> {
        let mut folders = Vec::new();
        let mut proc_mounts = Vec::new();
        for dir in &environment.dirs {
            let folder = open_folder(&dir.host)?;
            proc_mounts.extend(below(&folder)?);
            folders.push(folder);
        }
        let board = Board::new().map_err(AgentError::system("set memory aside"))?;
        let alive = std::io::pipe().map_err(AgentError::system("make a pipe"))?;
        Ok(Sandbox {
            demand,
            without: pretended()?,
            folders,
            proc_mounts,
            surroundings: Surroundings::Own,
            board,
            alive,
            kept: Vec::new(),
        })
    }

    /// For a server, which forks again and again: it enters what all of these can share. What it needs of the
    /// network and of other processes it has open already.
    pub fn entered(mut self) -> Result<Sandbox> {
        if !self.lacks(Wall::Namespaces) {
            self.surroundings = namespaces::enter_surroundings().map_err(settling)?;
        }
        Ok(self)
    }

    /// Leaves an open file to all processes.
    pub fn keeping(mut self, file: Option<RawFd>) -> Sandbox {
        self.kept.extend(file);
        self
    }

    /// Forks a process to run programs in. It dies with its parent; of the files that are open only `keep` is
    /// left to it, and its streams as asked. The calling process has one thread only.
    pub fn fork(&self, keep: Option<RawFd>, streams: Streams) -> Result<Side<'_>> {
        let failed = |source| AgentError::Fork { source };
        let forked = if self.lacks(Wall::Namespaces) {
            namespaces::fork(Err(Why::Pretended))
        } else {
            let mounts = if self.proc_mounts.is_empty() { Mounts::Shared } else { Mounts::Own };
            namespaces::fork_into_own(mounts, self.surroundings)
        };
        match forked.map_err(failed)? {
            Forked::Parent(pid) => Ok(Side::Parent(pid)),
            Forked::Child(namespaces) => {
                die_with_parent(&self.alive);
                let mut inside = Inside { sandbox: self, namespaces, log: None, trouble: None };
                inside.trouble = inside.settle(keep, streams).err();
                Ok(Side::Child(inside))
            }
        }
    }

    /// In a process that one behind walls has forked for a request: what its zygote may and it need not.
    /// Where the limit of processes is about these alone, it is what keeps them from forking, because a
    /// second filter of system calls takes longer than all else that a request needs.
    pub fn narrow(&self, company: Company) -> Result<(), Why> {
        for signal in ENDING {
            // SAFETY: a plain system call.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
        }
        if !self.lacks(Wall::Landlock) {
            // A domain of its own, from which its zygote cannot be reached. Where there is none, none was
            // before.
            let _ = files::confine(&self.folders);
        }
        if company == Company::Alone && !self.lacks(Wall::Limits) {
            return limits::forbid_forks();
        }
        if self.lacks(Wall::Seccomp) {
            return Ok(());
        }
        match syscalls::allow_only(Role::Program) {
            Err(Why::NotOffered) => Ok(()),
            other => other,
        }
    }

    fn lacks(&self, wall: Wall) -> bool {
        self.without.contains(&wall)
    }
}

impl<'a> Inside<'a> {
    pub fn sandbox(&self) -> &'a Sandbox {
        self.sandbox
    }

    fn settle(&mut self, keep: Option<RawFd>, streams: Streams) -> Result<()> {
        if let Ok(namespaces) = self.namespaces {
            namespaces.settle().map_err(settling)?;
        }
        if rustix::process::getpid().is_init() {
            ENDING.into_iter().for_each(end_at);
        }
        let keep: Vec<RawFd> = self.sandbox.kept.iter().copied().chain(keep).collect();
        self.log = descriptors::leave(&keep, streams)?;
        Ok(())
    }

    /// Puts up all walls. From here on the process can do what programs can, and what `role` needs.
    pub fn close(&mut self, role: Role, bounds: Bounds) -> Result<()> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let sandbox = self.sandbox;
        let mut findings = Findings::default();
        if !sandbox.lacks(Wall::Seccomp) {
            syscalls::ask_ahead();
        }
        let size = limits::size();
        findings.note(Wall::Namespaces, self.close_mounts()?);
        let mut put_up = |wall: Wall, build: &mut dyn FnMut() -> Result<(), Why>| {
            let built = if sandbox.lacks(wall) { Err(Why::Pretended) } else { build() };
            findings.note(wall, built);
        };
        put_up(Wall::Landlock, &mut || files::confine(&sandbox.folders));
        let company = self.company();
        put_up(Wall::Limits, &mut || limits::impose(bounds, company, size));
        put_up(Wall::Privileges, &mut privileges::give_up);
        put_up(Wall::Environment, &mut || {
            environment::empty();
            Ok(())
        });
        put_up(Wall::Seccomp, &mut || syscalls::allow_only(role));
        self.judge(&findings)
    }

    /// Tells what is missing, or refuses.
    fn judge(&self, findings: &Findings) -> Result<()> {
        let sandbox = self.sandbox;
        sandbox.board.write(findings);
        let Some(missing) = findings.missing() else { return Ok(()) };
        match sandbox.demand {
            Demand::All => return Err(AgentError::Walls { missing }),
            Demand::Tell if sandbox.board.is_first_to_tell() => self.say(&format!(
                "the program runs without some of the walls around it: {missing}; see `preheat doctor`"
            )),
            _ => {}
        }
        Ok(())
    }

    /// A line for people.
    pub fn say(&self, what: &str) {
        match &self.log {
            // Whoever does not read it cannot be helped.
            Some(log) => drop((&*log).write_all(format!("preheat: {what}\n").as_bytes())),
            None => eprintln!("preheat: {what}"),
        }
    }

    /// With whom the process shares the limit of processes.
    pub fn company(&self) -> Company {
        if self.namespaces.is_ok_and(Namespaces::count_processes) {
            Company::Alone
        } else {
            Company::AllOfTheUser
        }
    }

    /// Files that no path is to lead to are hidden: all, or proc file systems below the program's folders.
    fn close_mounts(&self) -> Result<Result<(), Why>> {
        let sandbox = self.sandbox;
        let hidden = self.namespaces.and_then(|namespaces| {
            if !sandbox.proc_mounts.is_empty() {
                namespaces.cover(&sandbox.proc_mounts)?;
            } else if sandbox.folders.is_empty() {
                namespaces.hide_all_files()?;
            }
            Ok(())
        });
        match (hidden, sandbox.proc_mounts.first()) {
            (Err(why), Some(place)) => Err(AgentError::Usage(format!(
                "the program may not reach {}, where processes' memory lies: it is below one of its folders, and cannot be \
                 hidden here ({why}); give the folders beside it one by one",
                place.display()
            ))),
            (hidden, _) => Ok(hidden),
        }
    }
}

fn settling(error: std::io::Error) -> AgentError {
    AgentError::system("name the users of a namespace")(error)
}

/// The walls that are to be taken for missing.
fn pretended() -> Result<Vec<Wall>> {
    let Some(text) = std::env::var_os(SETTING).filter(|text| !text.is_empty()) else {
        return Ok(Vec::new());
    };
    let text = text.to_string_lossy().into_owned();
    let wall = |name: &str| {
        let names: Vec<&str> = Wall::ALL.iter().map(|wall| wall.name()).collect();
        Wall::named(name).ok_or_else(|| {
            AgentError::Usage(format!("{SETTING}: `{name}` is none of {}", names.join(", ")))
        })
    };
    text.split(',').map(wall).collect()
}

/// Where a folder really is. A proc file system is refused.
fn open_folder(host: &str) -> Result<PathBuf> {
    let refused = |what: String| AgentError::Directory { host: host.to_owned(), what };
    let folder = std::fs::canonicalize(host).map_err(|error| refused(error.to_string()))?;
    let system = rustix::fs::statfs(&folder).map_err(|error| refused(error.to_string()))?;
    if system.f_type == rustix::fs::PROC_SUPER_MAGIC {
        return Err(refused(
            "it is part of a proc file system, through which processes' memory is reached".into(),
        ));
    }
    Ok(folder)
}

/// Proc file systems that are mounted below a folder.
fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(namespaces::proc_mounts().into_iter().filter(|place| place.starts_with(folder)).collect())
}

/// Has the kernel end this process when its parent ends; ends it now if that has happened already, which
/// closed the last writing end of the pipe.
fn die_with_parent((reader, writer): &(PipeReader, PipeWriter)) {
    // SAFETY: this process's own copy, which it never uses.
    unsafe { libc::close(writer.as_raw_fd()) };
    let set = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut fds = [PollFd::new(reader, PollFlags::empty())];
    let gone = !matches!(rustix::event::poll(&mut fds, Some(&now)), Ok(0));
    if set.is_err() || gone {
        // SAFETY: always allowed.
        unsafe { libc::_exit(0) }
    }
}

/// The first process of a namespace is not ended by signals that it does not handle.
fn end_at(signal: c_int) {
    /// Async-signal-safe: one system call.
    extern "C" fn end(signal: c_int) {
        // SAFETY: always allowed.
        unsafe { libc::_exit(ENDED_BY_SIGNAL + signal) }
    }
    // SAFETY: an all-zero sigaction is a valid value; the handler has the plain signature that goes with the
    // flags.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = end as *const () as usize;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigaction(signal, &action, std::ptr::null_mut());
    }
}

/// The signal that ended a process, if one did, by its status.
pub fn signal_of(status: c_int) -> Option<c_int> {
    if libc::WIFSIGNALED(status) {
        return Some(libc::WTERMSIG(status));
    }
    let code = libc::WEXITSTATUS(status);
    (code > ENDED_BY_SIGNAL).then_some(code - ENDED_BY_SIGNAL)
}
