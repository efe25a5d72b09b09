//! Namespaces: a forked process gets users, processes, network, IPC and, where mounted files are to be
//! hidden, mounts of its own, as far as the system lets it. Whoever is root needs no namespace of users for
//! the others, but gets one: it takes the meaning from its privileges.

use std::fs;
use std::path::{Path, PathBuf};

use libc::c_int;
use rustix::io::Errno;
use rustix::mount::{MountFlags, MountPropagationFlags};

use super::finding::Why;

/// What processes of one server may have together: nobody else is there.
const TOGETHER: c_int = libc::CLONE_NEWNET | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS;
/// What each process has of its own.
const EACH: c_int = libc::CLONE_NEWPID;

/// Where a process's network, IPC and host name come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surroundings {
    /// From its parent, which is in ones of its own ([`enter_surroundings`]).
    OfItsServer,
    /// They are made for it.
    Own,
}

/// Whether a process hides some of what is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mounts {
    Shared,
    Own,
}

/// The real user of processes that root's agent runs programs in. It is nobody's, and decides about no
/// access: files are reached as the effective user. The kernel does not limit the number of root's processes,
/// but of this one's.
const ROOTS_REAL_USER: libc::uid_t = 4_000_000_010;

/// Where there is no proc file system there are no maps of users either.
const USER_MAP: &str = "/proc/self/uid_map";

/// A process after the fork.
pub enum Forked {
    Parent(libc::pid_t),
    /// It is in namespaces of its own, or why it is not.
    Child(Result<Namespaces, Why>),
}

/// Those that a process is in.
#[derive(Debug, Clone, Copy)]
pub struct Namespaces {
    users: Option<Ids>,
}

/// Who the process is, in its own namespace of users as outside.
#[derive(Debug, Clone, Copy)]
struct Ids {
    user: u32,
    group: u32,
}

/// Takes this process into surroundings of its own for good, so that they need not be made for each of its
/// forks: a network takes longer than all else that a fork needs. Whoever is not root gets a namespace of
/// users for that. If the system refuses, each fork tries by itself. The process has one thread.
pub fn enter_surroundings() -> std::io::Result<Surroundings> {
    let users = (!rustix::process::getuid().is_root()).then(Ids::own);
    if users.is_some() && !Path::new(USER_MAP).exists() {
        return Ok(Surroundings::Own);
    }
    // SAFETY: a plain system call; one thread, so nobody else is left behind.
    if unsafe { libc::unshare(TOGETHER | users.map_or(0, |_| libc::CLONE_NEWUSER)) } != 0 {
        return Ok(Surroundings::Own);
    }
    Namespaces { users }.settle()?;
    Ok(Surroundings::OfItsServer)
}

/// Forks into namespaces of its own. The calling process has one thread.
pub fn fork_into_own(mounts: Mounts, surroundings: Surroundings) -> std::io::Result<Forked> {
    let ids = Ids::own();
    let mut refused = Errno::NOSYS;
    for users in [Some(ids), None] {
        if users.is_some() && !Path::new(USER_MAP).exists() {
            continue;
        }
        let flags = EACH
            | if surroundings == Surroundings::Own { TOGETHER } else { 0 }
            | if mounts == Mounts::Own { libc::CLONE_NEWNS } else { 0 }
            | users.map_or(0, |_| libc::CLONE_NEWUSER);
        match clone(flags) {
            Ok(0) => return Ok(Forked::Child(Ok(Namespaces { users }))),
            Ok(pid) => return Ok(Forked::Parent(pid)),
            // No process is left to give, which has nothing to do with namespaces.
            Err(errno @ (Errno::AGAIN | Errno::NOMEM)) => return Err(errno.into()),
            // What comes first is what people can do something about.
            Err(errno) if users.is_some() => refused = errno,
            Err(errno) => refused = if refused == Errno::NOSYS { errno } else { refused },
        }
    }
    fork(Err(refused.into()))
}

/// Forks into none.
pub fn fork(why: Result<Namespaces, Why>) -> std::io::Result<Forked> {
    match clone(0)? {
        0 => Ok(Forked::Child(why)),
        pid => Ok(Forked::Parent(pid)),
    }
}

/// `fork` with flags, which the C library does not offer.
fn clone(flags: c_int) -> Result<libc::pid_t, Errno> {
    let root = rustix::process::getuid().is_root();
    // Who may not do that is not the system's root, and limited anyway.
    let renamed = root && flags != 0 && set_real_user(ROOTS_REAL_USER);
    // SAFETY: without CLONE_VM it is a fork; one thread, so no lock is held by another that the child would
    // miss. What the C library does for a child besides, its own number for a fast `raise`, it asks the
    // kernel for.
    let pid =
        unsafe { libc::syscall(libc::SYS_clone, c_int::from(libc::SIGCHLD) | flags, 0, 0, 0, 0) };
    let error = Errno::from_io_error(&std::io::Error::last_os_error());
    if renamed && pid != 0 {
        set_real_user(0);
    }
    if pid < 0 { Err(error.unwrap_or(Errno::AGAIN)) } else { Ok(pid as libc::pid_t) }
}

fn set_real_user(user: libc::uid_t) -> bool {
    const SAME: libc::uid_t = libc::uid_t::MAX;
    // SAFETY: a plain system call; the process has one thread.
    unsafe { libc::syscall(libc::SYS_setresuid, user, SAME, SAME) == 0 }
}

impl Ids {
    /// This process's.
    fn own() -> Ids {
        Ids {
            user: rustix::process::geteuid().as_raw(),
            group: rustix::process::getegid().as_raw(),
        }
    }
}

impl Namespaces {
    /// Before anything else that the process does there: users get names, so that files can be reached.
    pub fn settle(self) -> std::io::Result<()> {
        let Some(ids) = self.users else { return Ok(()) };
        fs::write("/proc/self/setgroups", "deny")?;
        fs::write(USER_MAP, format!("{0} {0} 1", ids.user))?;
        fs::write("/proc/self/gid_map", format!("{0} {0} 1", ids.group))
    }

    /// Whether processes are counted for this namespace alone.
    pub fn count_processes(self) -> bool {
        self.users.is_some()
    }

    /// Lays an empty folder over each of these places, for this process only.
    pub fn cover(self, places: &[PathBuf]) -> Result<(), Errno> {
        let flags = MountPropagationFlags::REC | MountPropagationFlags::PRIVATE;
        rustix::mount::mount_change("/", flags)?;
        places.iter().try_for_each(|place| cover(place))
    }

    /// For a process that needs no path any more: its root becomes a folder in which nothing is but
    /// descriptions of the files that it has open itself. Another than that is not always there, and mounting
    /// one takes longer.
    pub fn hide_all_files(self) -> Result<(), Errno> {
        rustix::process::chdir("/proc/self/fdinfo")?;
        rustix::process::chroot(".")?;
        rustix::process::chdir("/")
    }
}

/// Lays an empty folder over a mount point.
fn cover(place: &Path) -> Result<(), Errno> {
    let flags = MountFlags::RDONLY | MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    rustix::mount::mount(c"none", place, c"tmpfs", flags, c"size=4k,nr_inodes=2,mode=555")
}

/// Where proc file systems are mounted. Through them a process reaches its own memory and, as far as it may,
/// others'.
pub fn proc_mounts() -> Vec<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let text = fs::read("/proc/self/mountinfo").unwrap_or_default();
    let mounts = text.split(|byte| *byte == b'\n').filter_map(|line| {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
        let kind = fields.iter().position(|field| *field == b"-")? + 1;
        let is_proc = *fields.get(kind)? == b"proc";
        is_proc.then(|| std::ffi::OsString::from_vec(unescape(fields[4])).into())
    });
    mounts.collect()
}

/// Blanks and the like are written as `\` and three octal digits.
fn unescape(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        if let (b'\\', [a, b, c, after @ ..]) = (first, tail) {
            plain.push((a & 7) << 6 | (b & 7) << 3 | c & 7);
            rest = after;
        } else {
            plain.push(*first);
            rest = tail;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_mount_points_are_read_as_they_are() {
        assert_eq!(unescape(br"/a\040b\134c"), br"/a b\c");
        assert!(proc_mounts().contains(&PathBuf::from("/proc")));
    }
}
