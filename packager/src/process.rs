//! A child process that never outlives us: killed when its handle is dropped, and by the kernel when this
//! process ends in whatever way. Knows nothing of QEMU; what shuts a child in is in `walls`.

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

use crate::walls::{Standing, Walls};

pub(crate) struct Process {
    child: Child,
    /// Becomes readable when the child has ended.
    ended: OwnedFd,
    standing: Option<Standing>,
}

impl Process {
    /// Starts a command that inherits these descriptors under the numbers that they have here, inside these
    /// walls if there are any.
    pub(crate) fn start(
        mut command: Command,
        inherit: Vec<OwnedFd>,
        walls: Option<Walls>,
    ) -> io::Result<Process> {
        // Its own process group: Ctrl-C is for us, and what we then do decides about the child.
        command.process_group(0);
        let (mut child, standing) = start_from_lasting_thread(Job { command, inherit, walls })?;
        let pid = Pid::from_child(&child);
        match rustix::process::pidfd_open(pid, PidfdFlags::empty()) {
            Ok(ended) => Ok(Process { child, ended, standing }),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(error.into())
            }
        }
    }

    /// Which walls are around it, if it was to have any.
    pub(crate) fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
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

/// A process to be started.
struct Job {
    command: Command,
    inherit: Vec<OwnedFd>,
    walls: Option<Walls>,
}

type Started = (Child, Option<Standing>);

/// The kernel sends a parent-death signal when the *thread* that forked ends, so one thread that lasts as
/// long as the process does all the forking.
fn start_from_lasting_thread(job: Job) -> io::Result<Started> {
    type Question = (Job, mpsc::SyncSender<io::Result<Started>>);
    static SPAWNER: OnceLock<mpsc::Sender<Question>> = OnceLock::new();
    let spawner = SPAWNER.get_or_init(|| {
        let (sender, jobs) = mpsc::channel::<Question>();
        // If the thread cannot be made its receiver is dropped, and sending fails below.
        let _ = thread::Builder::new().name("preheat-spawner".into()).spawn(move || {
            for (job, answer) in jobs {
                let _ = answer.send(spawn(job));
            }
        });
        sender
    });
    let (answer, child) = mpsc::sync_channel(1);
    let gone = || io::Error::other("the thread that starts processes is not there");
    spawner.send((job, answer)).map_err(|_| gone())?;
    child.recv().map_err(|_| gone())?
}

/// Forks and executes. When this returns, the descriptors are only the child's.
fn spawn(job: Job) -> io::Result<Started> {
    let Job { mut command, inherit, walls: mut around } = job;
    let numbers: Vec<i32> = inherit.iter().map(|fd| fd.as_raw_fd()).collect();
    let parent = rustix::process::getpid();
    let has_walls = around.is_some();
    // For the child's word which walls stand; it closes when the child executes its program.
    let (told, tell) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    let enclosing = around.as_mut().map(Walls::enclose_next_child);
    // SAFETY: the closure runs between fork and exec. It makes only system calls and does not allocate.
    unsafe {
        command.pre_exec(move || {
            for number in &numbers {
                // The child's copy only; ours stays close-on-exec.
                let fd = BorrowedFd::borrow_raw(*number);
                rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::empty())?;
            }
            match &around {
                Some(walls) => {
                    let standing = walls.stand()?;
                    rustix::io::write(&tell, &standing.to_bytes())?;
                    Ok(())
                }
                None => die_with(parent),
            }
        });
    }
    let child = command.spawn()?;
    drop((enclosing, inherit));
    // Its closure holds our end of the pipe.
    drop(command);
    let standing = if has_walls { Some(standing_of(told)?) } else { None };
    Ok((child, standing))
}

/// Ends this process when its parent ends. Makes system calls only.
fn die_with(parent: Pid) -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    // It may have died before the line above.
    if rustix::process::getppid() == Some(parent) { Ok(()) } else { Err(Errno::SRCH.into()) }
}

fn standing_of(told: OwnedFd) -> io::Result<Standing> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut std::fs::File::from(told), &mut bytes)?;
    Standing::from_bytes(&bytes).ok_or_else(|| io::Error::other("it did not say what protects it"))
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
        let process = Process::start(command, Vec::new(), None).unwrap();
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
            Process::start(command, Vec::new(), None).unwrap()
        };
        let mut process = thread::spawn(start).join().unwrap();
        assert!(process.wait_at_most(Duration::from_millis(50)).unwrap().is_none());
    }

    #[test]
    fn waiting_tells_how_it_ended() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        let mut process = Process::start(command, Vec::new(), None).unwrap();
        let status = process.wait_at_most(Duration::from_secs(10)).unwrap().unwrap();
        assert_eq!(status.code(), Some(3));
    }
}
