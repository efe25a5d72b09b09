//! Between fork and exec: the child shuts itself in. Other threads of the parent are not there, and may have
//! held locks, so nothing here allocates, locks or panics; it makes system calls and remembers their errors.

use std::io;
use std::os::fd::{AsFd, AsRawFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{CWD, Mode, OFlags};
use rustix::io::Errno;
use rustix::mount::{MountPropagationFlags, mount_change};
use rustix::process::{Gid, Rlimit, Signal, Uid, getrlimit, setrlimit};
use rustix::thread::{
    UnshareFlags, set_no_new_privs, set_thread_groups, set_thread_res_gid, set_thread_res_uid,
    unshare_unsafe,
};

use super::{Standing, User, Wall, Walls};

/// The user that has nothing, on every system.
const NOBODY: u32 = 65534;
/// Walls that are namespaces, in the order in which they are made.
const NAMESPACES: [(Wall, UnshareFlags); 3] = [
    (Wall::Mounts, UnshareFlags::NEWNS),
    (Wall::Network, UnshareFlags::NEWNET),
    (Wall::Ipc, UnshareFlags::NEWIPC),
];

impl Walls {
    /// All around the process that calls this, which is a child before its exec; an error only if there is no
    /// one left to work for.
    pub(crate) fn stand(&self) -> io::Result<Standing> {
        let mut errors = [0; Wall::ALL.len()];
        let mut note = |wall: Wall, result: Result<(), Errno>| {
            errors[wall as usize] = result.err().map_or(0, Errno::raw_os_error);
        };
        note(Wall::Processes, self.processes);

        // Root makes namespaces while it is root; a user needs one of users for that, in which it may.
        let as_root = NAMESPACES.map(|(_, flags)| enter(flags));
        let user = become_user(self.user);
        let is_alone = matches!(user, Ok(Alone::Yes));
        let own_users = if is_alone && as_root.iter().all(Result::is_ok) {
            Err(Errno::NOSYS)
        } else {
            enter_own_users()
        };
        let user = match (user, own_users) {
            (Ok(Alone::No), Err(error)) => Err(error),
            (user, _) => user.map(drop),
        };
        for ((wall, flags), result) in NAMESPACES.into_iter().zip(as_root) {
            let again = |error| if own_users.is_ok() { enter(flags) } else { Err(error) };
            note(wall, result.or_else(again));
        }
        let alone = user.is_ok();
        note(Wall::User, user);
        note(Wall::Limits, limit(self, alone));
        note(Wall::Files, close_files(self));

        // A change of user takes this back, so it comes last.
        rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
        // We may have been left alone before the line above.
        let mut parent = [PollFd::new(&self.parent, PollFlags::IN)];
        if poll(&mut parent, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }))? != 0 {
            return Err(Errno::SRCH.into());
        }
        Ok(Standing(errors))
    }
}

/// Whether a user is QEMU's alone.
#[derive(Clone, Copy)]
enum Alone {
    Yes,
    /// It will be, in a namespace of users.
    No,
}

fn become_user(user: User) -> Result<Alone, Errno> {
    match user {
        User::Same => Ok(Alone::No),
        User::Root => Err(Errno::ACCESS),
        User::Nobody { uid, group } => {
            let groups = group.map(Gid::from_raw);
            set_thread_groups(groups.as_slice())?;
            // A container may have few ids, and then not this one.
            change(uid).or_else(|_| change(NOBODY))?;
            Ok(Alone::Yes)
        }
    }
}

/// From root to this user: all capabilities go with it.
fn change(id: u32) -> Result<(), Errno> {
    let group = Gid::from_raw(id);
    set_thread_res_gid(group, group, group)?;
    let user = Uid::from_raw(id);
    set_thread_res_uid(user, user, user)
}

/// A namespace of users in which there is only this one, who keeps his id: exec takes the rights that he has
/// in it.
fn enter_own_users() -> Result<(), Errno> {
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    unshare(UnshareFlags::NEWUSER)?;
    // Without the maps he is somebody unknown to himself, and no less shut in.
    let _ = write(c"/proc/self/setgroups", b"deny");
    let _ = write_map(c"/proc/self/uid_map", uid);
    let _ = write_map(c"/proc/self/gid_map", gid);
    Ok(())
}

/// `ID ID 1`.
fn write_map(path: &std::ffi::CStr, id: u32) -> Result<(), Errno> {
    let mut text = [0; 32];
    let mut len = 0;
    let mut digits = [0; 10];
    let mut first = digits.len();
    let mut left = id;
    loop {
        first -= 1;
        digits[first] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    for part in [&digits[first..], b" ", &digits[first..], b" 1"] {
        text[len..len + part.len()].copy_from_slice(part);
        len += part.len();
    }
    write(path, &text[..len])
}

fn write(path: &std::ffi::CStr, text: &[u8]) -> Result<(), Errno> {
    let file = rustix::fs::openat(CWD, path, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
    rustix::io::write(&file, text).map(drop)
}

fn enter(namespace: UnshareFlags) -> Result<(), Errno> {
    unshare(namespace)?;
    if namespace == UnshareFlags::NEWNS {
        // What the host mounts from now on is not seen here.
        mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)?;
    }
    Ok(())
}

fn unshare(flags: UnshareFlags) -> Result<(), Errno> {
    // SAFETY: none of the flags used here unshares descriptors or memory.
    unsafe { unshare_unsafe(flags) }
}

/// Lowers limits; none is raised. Gives the last error.
fn limit(walls: &Walls, alone: bool) -> Result<(), Errno> {
    let mut result = Ok(());
    for (resource, most) in walls.limits {
        if resource == rustix::process::Resource::Nproc && !alone {
            continue;
        }
        let hard = getrlimit(resource).maximum.map_or(most, |hard| hard.min(most));
        let both = Rlimit { current: Some(hard), maximum: Some(hard) };
        if let Err(error) = setrlimit(resource, both) {
            result = Err(error);
        }
    }
    result
}

fn close_files(walls: &Walls) -> Result<(), Errno> {
    // QEMU's seccomp sets it too; from here on it holds for its start as well.
    set_no_new_privs(true)?;
    let ruleset = walls.files.as_ref().map_err(|error| *error)?.as_fd();
    let no_flags = 0;
    // SAFETY: it takes a descriptor and a number.
    match unsafe { libc::syscall(libc::SYS_landlock_restrict_self, ruleset.as_raw_fd(), no_flags) }
    {
        0 => Ok(()),
        _ => Err(Errno::from_io_error(&io::Error::last_os_error()).unwrap_or(Errno::INVAL)),
    }
}
