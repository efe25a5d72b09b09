//! A child process that never outlives us: killed when its handle is dropped, and by the kernel when this
//! process ends in whatever way. Knows nothing of QEMU.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal};

pub(crate) struct Process {
    child: Child,
    /// Becomes readable when the child has ended.
    ended: OwnedFd,
}

impl Process {
    /// Starts a command that inherits these descriptors under the numbers that they have here.
    pub(crate) fn start(mut command: Command, inherit: Vec<OwnedFd>) -> io::Result<Process> {
        let parent = rustix::process::getpid();
        let numbers: Vec<i32> = inherit.iter().map(|fd| fd.as_raw_fd()).collect();
        // Its own process group: Ctrl-C is for us, and what we then do decides about the child.
        command.process_group(0);
        // SAFETY: the closure runs between fork and exec. It makes only system calls (fcntl, prctl,
        // getppid) and does not allocate.
        unsafe {
            command.pre_exec(move || {
                for number in &numbers {
                    // The child's copy only; ours stays close-on-exec.
                    let fd = BorrowedFd::borrow_raw(*number);
                    rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::empty())?;
                }
                rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
                // We may have died before the line above.
                if rustix::process::getppid() != Some(parent) {
                    return Err(Errno::SRCH.into());
                }
                Ok(())
            });
        }
        let mut child = spawn_from_lasting_thread(command, inherit)?;
        let pid = Pid::from_child(&child);
        match rustix::process::pidfd_open(pid, PidfdFlags::empty()) {
            Ok(ended) => Ok(Process { child, ended }),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(error.into())
            }
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn ended(&self) -> &OwnedFd {
        &self.ended
    }

    pub(crate) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Processor time that its threads have used.
    pub(crate) fn cpu_time(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        let of_task = |task: std::fs::DirEntry| -> Option<u64> {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse().ok()
        };
        Duration::from_nanos(tasks.into_iter().flatten().flatten().filter_map(of_task).sum())
    }

    /// Waits until it ends by itself; none if it does not within this time.
    pub(crate) fn wait_at_most(&mut self, limit: Duration) -> io::Result<Option<ExitStatus>> {
        let deadline = Instant::now() + limit;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut fds = [PollFd::new(&self.ended, PollFlags::IN)];
            match poll(&mut fds, Some(&timespec(left))) {
                Ok(0) => return Ok(None),
                Ok(_) => return self.child.wait().map(Some),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A time left as `poll` takes it.
pub(crate) fn timespec(left: Duration) -> Timespec {
    Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() }
}

/// The kernel sends a parent-death signal when the *thread* that forked ends, so one thread that lasts as
/// long as the process does all the forking.
fn spawn_from_lasting_thread(command: Command, inherit: Vec<OwnedFd>) -> io::Result<Child> {
    struct Job {
        command: Command,
        inherit: Vec<OwnedFd>,
        answer: mpsc::SyncSender<io::Result<Child>>,
    }
    static SPAWNER: OnceLock<mpsc::Sender<Job>> = OnceLock::new();
    let spawner = SPAWNER.get_or_init(|| {
        let (sender, jobs) = mpsc::channel::<Job>();
        // If the thread cannot be made its receiver is dropped, and sending fails below.
        let _ = thread::Builder::new().name("preheat-spawner".into()).spawn(move || {
            for mut job in jobs {
                let child = job.command.spawn();
                // Before the answer: the other ends must be only the child's when the caller goes on.
                drop(job.inherit);
                let _ = job.answer.send(child);
            }
        });
        sender
    });
    let (answer, child) = mpsc::sync_channel(1);
    let gone = || io::Error::other("the thread that starts processes is not there");
    spawner.send(Job { command, inherit, answer }).map_err(|_| gone())?;
    child.recv().map_err(|_| gone())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alive(pid: u32) -> bool {
        std::path::Path::new(&format!("/proc/{pid}")).exists()
    }

    #[test]
    fn a_dropped_process_is_gone_and_reaped() {
        let mut command = Command::new("sleep");
        command.arg("1000");
        let process = Process::start(command, Vec::new()).unwrap();
        let pid = process.id();
        assert!(alive(pid));
        drop(process);
        assert!(!alive(pid));
    }

    #[test]
    fn a_process_outlives_the_thread_that_asked_for_it() {
        let start = || {
            let mut command = Command::new("sleep");
            command.arg("1000");
            Process::start(command, Vec::new()).unwrap()
        };
        let mut process = thread::spawn(start).join().unwrap();
        assert!(process.wait_at_most(Duration::from_millis(50)).unwrap().is_none());
    }

    #[test]
    fn waiting_tells_how_it_ended() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        let mut process = Process::start(command, Vec::new()).unwrap();
        let status = process.wait_at_most(Duration::from_secs(10)).unwrap().unwrap();
        assert_eq!(status.code(), Some(3));
    }
}
