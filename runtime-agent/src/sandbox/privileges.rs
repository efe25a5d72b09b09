//! Privileges: all capabilities are given up, and no program can give new ones.

use rustix::io::Errno;
use rustix::thread::{CapabilitySet, CapabilitySets};

use super::finding::Why;

/// Gives up what there is, in all sets.
pub fn give_up() -> Result<(), Why> {
    empty_bounding_set();
    // An old kernel has no ambient set.
    let _ = rustix::thread::clear_ambient_capability_set();
    let none = CapabilitySet::empty();
    rustix::thread::set_capabilities(
        None,
        CapabilitySets { effective: none, permitted: none, inheritable: none },
    )?;
    rustix::thread::set_no_new_privs(true)?;
    Ok(())
}

/// From the highest number that the kernel knows down. Who may not do this has no capabilities that the set
/// could give back, and `no_new_privs` keeps it so.
fn empty_bounding_set() {
    const MOST: libc::c_ulong = 63;
    for capability in (0..=MOST).rev() {
        // SAFETY: a plain system call; numbers that mean nothing are refused.
        if unsafe { libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) } != 0
            && Errno::from_io_error(&std::io::Error::last_os_error()) == Some(Errno::PERM)
        {
            return;
        }
    }
}
