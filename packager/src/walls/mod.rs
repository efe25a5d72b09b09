//! The walls around a machine's QEMU on the host. A guest is not trusted, and QEMU is what it talks to: a
//! QEMU that was taken over shall find no file, no process, no network and no memory but its own. Each wall
//! is tried; which of them a system gives is reported, never passed over in silence. What is prepared before
//! the fork is here, what the child does between fork and exec in `child`, which files it may open in
//! `files`. QEMU's own `-sandbox` (seccomp) comes on top.

mod child;
mod files;

use std::fmt;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use preheat_formats::manifest::Accelerator;
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Resource};

/// The first of the user ids that no system gives to anyone (systemd's list of them calls these unused).
const FIRST_UID: u32 = 0x7000_0000;
/// Machines of one process that have ids of their own; process ids have 22 bits.
const UIDS: u32 = 64;
/// The device that runs guests.
const KVM: &str = "/dev/kvm";

/// Something that stands between a machine and the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Wall {
    /// A user of its own, without privileges: who is root has one made up for each machine.
    User,
    /// No network.
    Network,
    /// No shared memory or message queues of others.
    Ipc,
    /// Its own view of what is mounted.
    Mounts,
    /// No other processes are seen.
    Processes,
    /// Only QEMU's own files can be opened, and nobody outside be signalled.
    Files,
    /// Bounds for memory, files, processes, and no core dumps.
    Limits,
}

impl Wall {
    pub const ALL: [Wall; 7] = [
        Wall::User,
        Wall::Network,
        Wall::Ipc,
        Wall::Mounts,
        Wall::Processes,
        Wall::Files,
        Wall::Limits,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Wall::User => "a user of its own",
            Wall::Network => "no network",
            Wall::Ipc => "no shared memory of others",
            Wall::Mounts => "mounts of its own",
            Wall::Processes => "no other processes",
            Wall::Files => "no other files (Landlock)",
            Wall::Limits => "limits (setrlimit)",
        }
    }
}

/// Which walls stand around a process: for each, an error of the system if it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing([i32; Wall::ALL.len()]);

impl Standing {
    /// Why a wall is not there; none if it is.
    pub fn missing(&self, wall: Wall) -> Option<io::Error> {
        match self.0[wall as usize] {
            0 => None,
            error => Some(io::Error::from_raw_os_error(error)),
        }
    }

    /// All that are not there.
    pub fn all_missing(&self) -> impl Iterator<Item = (Wall, io::Error)> {
        Wall::ALL.into_iter().filter_map(|wall| Some((wall, self.missing(wall)?)))
    }

    /// As a child tells it.
    pub(crate) fn to_bytes(self) -> [u8; 4 * Wall::ALL.len()] {
        let mut bytes = [0; 4 * Wall::ALL.len()];
        for (place, error) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(self.0) {
            *place = error.to_ne_bytes();
        }
        bytes
    }

    /// What a child told, if it told all.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Standing> {
        let bytes: &[u8; 4 * Wall::ALL.len()] = bytes.try_into().ok()?;
        let mut errors = [0; Wall::ALL.len()];
        for (error, told) in errors.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *error = i32::from_ne_bytes(*told);
        }
        Some(Standing(errors))
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut missing, mut there) = (Vec::new(), Vec::new());
        for wall in Wall::ALL {
            match self.missing(wall) {
                None => there.push(wall.name()),
                Some(error) => missing.push(format!("{} ({error})", wall.name())),
            }
        }
        write!(f, "{}", there.join(", "))?;
        if missing.is_empty() { Ok(()) } else { write!(f, "; without: {}", missing.join(", ")) }
    }
}

/// What a machine needs of the host.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needs {
    pub(crate) accelerator: Accelerator,
    pub(crate) memory_mib: u32,
    /// Bytes that a file may get which it writes.
    pub(crate) file_bytes: u64,
}

/// Walls that are ready to be put around a child.
pub(crate) struct Walls {
    user: User,
    /// A Landlock ruleset, or why there is none.
    files: Result<OwnedFd, Errno>,
    limits: [(Resource, u64); 5],
    /// This process, to see in the child whether it is still there.
    parent: OwnedFd,
    /// Whether the child is the first of a namespace of processes.
    processes: Result<(), Errno>,
}

/// Who the child becomes.
#[derive(Debug, Clone, Copy)]
enum User {
    /// Somebody without rights, who may also use what this group may.
    Nobody { uid: u32, group: Option<u32> },
    /// Who started us, as the only user of a namespace: there are no rights that could be dropped.
    Same,
    /// Root, because only root may use the device that runs the guest.
    Root,
}

impl Walls {
    pub(crate) fn new(program: &Path, needs: &Needs) -> io::Result<Walls> {
        let kvm = (needs.accelerator == Accelerator::Kvm).then_some(Path::new(KVM));
        let this = Pid::from_raw(std::process::id() as i32).ok_or(Errno::SRCH)?;
        let memory = u64::from(needs.memory_mib) << 20;
        Ok(Walls {
            user: User::choose(kvm),
            files: files::ruleset(program, kvm),
            limits: [
                (Resource::Core, 0),
                // Its files, devices, and a few for each thread.
                (Resource::Nofile, 512),
                // The guest's memory, a copy of it while a state is written, QEMU itself and its stacks.
                (Resource::As, 2 * memory + (6 << 30)),
                (Resource::Fsize, needs.file_bytes),
                // Threads count. Where the user is not QEMU's alone, all that is his does, so there it stays
                // as it is.
                (Resource::Nproc, 512),
            ],
            parent: rustix::process::pidfd_open(this, PidfdFlags::empty())?,
            processes: Err(Errno::NOSYS),
        })
    }

    /// Puts the next child of this thread into a namespace of processes of its own, if the system lets us.
    pub(crate) fn enclose_next_child(&mut self) -> Enclosing {
        let enclosing = Enclosing::begin();
        self.processes = enclosing.0.as_ref().map(drop).map_err(|error| *error);
        enclosing
    }
}

impl User {
    fn choose(kvm: Option<&Path>) -> User {
        if !rustix::process::geteuid().is_root() {
            return User::Same;
        }
        // Wrapping is fine: two machines with the same id are kept apart by the other walls.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let machine = NEXT.fetch_add(1, Ordering::Relaxed) % UIDS;
        let uid = FIRST_UID + (std::process::id() & 0x003f_ffff) * UIDS + machine;
        let Some(Ok(device)) = kvm.map(std::fs::metadata) else {
            return User::Nobody { uid, group: None };
        };
        match device.mode() {
            mode if mode & 0o006 == 0o006 => User::Nobody { uid, group: None },
            mode if mode & 0o060 == 0o060 => User::Nobody { uid, group: Some(device.gid()) },
            _ => User::Root,
        }
    }
}

/// While this lives, children of the thread are in namespaces of processes of their own.
pub(crate) struct Enclosing(Result<OwnedFd, Errno>);

impl Enclosing {
    fn begin() -> Enclosing {
        let begin = || {
            let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::CLOEXEC;
            let ours = rustix::fs::open("/proc/self/ns/pid", flags, rustix::fs::Mode::empty())?;
            // SAFETY: it concerns processes that this thread makes from now on, and no descriptor.
            unsafe { rustix::thread::unshare_unsafe(rustix::thread::UnshareFlags::NEWPID)? };
            Ok(ours)
        };
        Enclosing(begin())
    }
}

impl Drop for Enclosing {
    fn drop(&mut self) {
        if let Ok(ours) = &self.0 {
            let pids = rustix::thread::LinkNameSpaceType::ProcessID;
            // It was this thread's a moment ago, so going back is never refused.
            let _ = rustix::thread::move_into_link_name_space(ours.as_fd(), Some(pids));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::*;
    use crate::process::Process;

    const LIMIT: Duration = Duration::from_secs(60);

    /// A shell inside the walls of a machine: whether what it did worked.
    fn shell(script: &str) -> (bool, Standing) {
        let program = Path::new("/bin/sh");
        let needs = Needs { accelerator: Accelerator::Tcg, memory_mib: 128, file_bytes: 0 };
        let walls = Walls::new(program, &needs).unwrap();
        let mut command = Command::new(program);
        command.args(["-c", script]).stdin(Stdio::null()).stderr(Stdio::null());
        let mut process = Process::start(command, Vec::new(), Some(walls)).unwrap();
        let status = process.wait_at_most(LIMIT).unwrap().unwrap();
        (status.success(), *process.standing().unwrap())
    }

    /// Each works without walls, so that what fails inside fails because of them.
    #[test]
    fn nothing_outside_can_be_reached() {
        let us = std::process::id();
        let outside = tempfile::tempdir().unwrap();
        let path = outside.path().join("file");
        std::fs::write(&path, "secret\n").unwrap();
        for path in [outside.path(), &path] {
            let all = std::os::unix::fs::PermissionsExt::from_mode(0o777);
            std::fs::set_permissions(path, all).unwrap();
        }
        let path = path.display();
        let attempts = [
            (Wall::Files, format!("read line < {path}")),
            (Wall::Files, "read line < /etc/passwd".into()),
            (Wall::Files, "exec /usr/bin/env true".into()),
            (Wall::Files, format!("echo x > {}/new", outside.path().display())),
            (Wall::Limits, format!("echo x >> {path}")),
            (Wall::Files, format!("kill -0 {us}")),
            (Wall::Files, format!("read line < /proc/{us}/status")),
        ];
        for (wall, script) in attempts {
            let free = Command::new("/bin/sh").args(["-c", &script]).stderr(Stdio::null()).status();
            assert!(free.unwrap().success(), "without walls: {script}");
            let (worked, standing) = shell(&script);
            match standing.missing(wall) {
                None => assert!(!worked, "inside: {script}"),
                Some(error) => println!("skipped: no {}: {error}", wall.name()),
            }
        }
        // What it needs for itself it has.
        let library = std::fs::read_dir("/usr/lib/x86_64-linux-gnu").unwrap().next().unwrap();
        let library = library.unwrap().path();
        assert!(shell(&format!("test -e {}", library.display())).0);
        assert!(shell("exit 0").0);
    }

    #[test]
    fn what_a_child_tells_is_read_back() {
        let standing = Standing([0, 1, 2, 3, 4, 5, 38]);
        assert_eq!(Standing::from_bytes(&standing.to_bytes()), Some(standing));
        assert_eq!(Standing::from_bytes(&standing.to_bytes()[1..]), None);
        assert!(standing.missing(Wall::User).is_none());
        assert_eq!(standing.missing(Wall::Limits).unwrap().raw_os_error(), Some(38));
        assert!(standing.to_string().starts_with("a user of its own; without: no network ("));
    }
}
