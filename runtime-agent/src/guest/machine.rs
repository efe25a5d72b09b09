//! The guest's machine: console, file systems, kernel modules, random state, clock, power.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use preheat_formats::guest::{DISK_MOUNT, MODULES_DIR};
use rustix::mount::MountFlags;
use rustix::system::RebootCommand;
use rustix::time::{ClockId, Timespec};

use crate::error::{AgentError, Result};

const DISK: &str = "/dev/vda";
/// How long a disk may take to appear after its driver was loaded.
const DISK_PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
/// ioctls of random(4), from linux/random.h.
const RNDADDENTROPY: libc::Ioctl = 0x4008_5203;
const RNDRESEEDCRNG: libc::Ioctl = 0x5207;

/// Makes /dev, and stdin, stdout and stderr the console, so that messages go there and no other file
/// gets these numbers.
pub fn set_up_console() -> Result<()> {
    mount("devtmpfs", "/dev", "devtmpfs", MountFlags::NOSUID)?;
    let console = File::options().read(true).write(true).open("/dev/console");
    let console = console.map_err(AgentError::system("open the console"))?;
    for number in 0..3 {
        // SAFETY: plain system call; the numbers are stdin, stdout and stderr.
        unsafe { libc::dup2(console.as_raw_fd(), number) };
    }
    Ok(())
}

pub fn mount_kernel_file_systems() -> Result<()> {
    mount("proc", "/proc", "proc", MountFlags::NOSUID | MountFlags::NODEV)?;
    mount("sysfs", "/sys", "sysfs", MountFlags::NOSUID | MountFlags::NODEV)
}

/// Mounts the disk read-only, once it is there.
pub fn mount_disk() -> Result<()> {
    let start = std::time::Instant::now();
    while !Path::new(DISK).exists() && start.elapsed() < DISK_PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    mount(DISK, DISK_MOUNT, "squashfs", MountFlags::RDONLY | MountFlags::NOSUID)
}

fn mount(source: &str, target: &str, kind: &str, flags: MountFlags) -> Result<()> {
    let failed = |error: io::Error| {
        AgentError::Internal(format!("cannot mount {source} ({kind}) on {target}: {error}"))
    };
    fs::create_dir_all(target).map_err(failed)?;
    match rustix::mount::mount(source, target, kind, flags, None::<&std::ffi::CStr>) {
        // The kernel may have mounted it itself.
        Ok(()) | Err(rustix::io::Errno::BUSY) => Ok(()),
        Err(error) => Err(failed(error.into())),
    }
}

/// Loads all modules of the initramfs in the order of their names.
pub fn load_modules() -> Result<()> {
    let entries = match fs::read_dir(MODULES_DIR) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(AgentError::System { what: "list kernel modules", source: error });
        }
    };
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(AgentError::system("list kernel modules"))?;
    paths.sort();
    for path in paths {
        let failed = |error: io::Error| {
            AgentError::Internal(format!("cannot load module {}: {error}", path.display()))
        };
        let file = File::open(&path).map_err(failed)?;
        match rustix::system::finit_module(&file, c"", 0) {
            // The kernel may have it already.
            Ok(()) | Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(failed(error.into())),
        }
    }
    Ok(())
}

/// Mixes bytes into the kernel's random pool and has the generator use them at once.
pub fn add_entropy(entropy: &[u8; 32]) -> Result<()> {
    /// `struct rand_pool_info` with its bytes.
    #[repr(C)]
    struct PoolInfo {
        entropy_count: libc::c_int,
        buf_size: libc::c_int,
        buf: [u8; 32],
    }
    let file = File::options().write(true).open("/dev/urandom");
    let file = file.map_err(AgentError::system("open /dev/urandom"))?;
    let info = PoolInfo { entropy_count: 256, buf_size: 32, buf: *entropy };
    // SAFETY: the ioctls read a complete rand_pool_info, and nothing.
    let failed = unsafe {
        libc::ioctl(file.as_raw_fd(), RNDADDENTROPY, &info) != 0
            || libc::ioctl(file.as_raw_fd(), RNDRESEEDCRNG) != 0
    };
    if failed {
        let source = io::Error::last_os_error();
        return Err(AgentError::System { what: "renew the random state", source });
    }
    Ok(())
}

pub fn set_clock(unix_time_ns: u64) -> Result<()> {
    let time = Timespec {
        tv_sec: (unix_time_ns / 1_000_000_000) as i64,
        tv_nsec: (unix_time_ns % 1_000_000_000) as i64,
    };
    rustix::time::clock_settime(ClockId::Realtime, time)
        .map_err(AgentError::system("set the clock"))
}

/// Ends the machine. If that fails nothing sensible is left but to wait for the host to end it.
pub fn power_off() -> ! {
    rustix::fs::sync();
    loop {
        let _ = rustix::system::reboot(RebootCommand::PowerOff);
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}
