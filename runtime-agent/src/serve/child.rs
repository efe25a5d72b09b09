//! A request's process: forked and waiting until it is told to go; then it takes the request, and at the
//! end it reports and leaves. It never returns into the code of the process it was forked from
//! beyond what runs the program.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use preheat_formats::protocol::Outcome;

use super::mailbox::{Head, Mailbox, Measured};
use crate::host::Host;
use crate::instance::Ending;
use crate::marks::Marks;
use crate::memory::Memories;
use crate::sandbox::limit_time;
use crate::wasi::stdio::{Input, Output, Sink, Stdio, Stream};

/// A request in the process that serves it.
pub struct Job {
    pub head: Head,
    stdin: &'static [u8],
    mailbox: &'static Mailbox,
    channel: UnixStream,
    cpu_start: u64,
}

impl Job {
    /// Waits to be told to go. Leaves if there is nothing to do.
    pub fn wait(mailbox: &'static Mailbox, mut channel: UnixStream) -> Job {
        if channel.read_exact(&mut [0]).is_err() {
            leave();
        }
        let cpu_start = cpu_ns();
        match mailbox.read() {
            Some((head, stdin)) => {
                // Behind whoever watches the clock.
                if head.limits.time_ms > 0 {
                    let _ = limit_time(Duration::from_millis(head.limits.time_ms));
                }
                Job { head, stdin, mailbox, channel, cpu_start }
            }
            None => leave(),
        }
    }

    /// Connects the program's streams and limits with the request.
    pub fn attach(self, stdio: &Stdio, host: &mut Host) -> Arc<Reporter> {
        host.memories.limit = self.head.limits.memory_bytes;
        let reporter = Arc::new(Reporter {
            mailbox: self.mailbox,
            channel: self.channel,
            cpu_start: self.cpu_start,
            output_limit: self.head.limits.output_bytes,
            memories: host.memories.clone(),
            marks: host.marks.clone(),
        });
        let sink = RequestOutput(reporter.clone());
        stdio.set(Input::Request(self.stdin), Output::Request(Box::new(sink)));
        if let Some(counts) = host.counts.clone() {
            // SAFETY: the instance's memories; the host keeps the counts.
            if let Err(error) = unsafe { counts.pages.start(&host.memories.all) } {
                reporter.fail(&format!("cannot count pages: {error}"));
            }
        }
        reporter
    }
}

/// Tells the parent how the request ended.
pub struct Reporter {
    mailbox: &'static Mailbox,
    channel: UnixStream,
    cpu_start: u64,
    output_limit: u64,
    memories: Memories,
    marks: Marks,
}

impl Reporter {
    /// Reports and leaves.
    pub fn finish(&self, ending: Ending) -> ! {
        match ending {
            Ending::Exit(code) => self.report(&Outcome::Exit(code)),
            Ending::Trap { trap, function } => self.report(&Outcome::Trap { trap, function }),
            Ending::Failed(what) => self.fail(&what),
        }
    }

    /// Our own failure: in words on the request's stderr, and as a death without a signal.
    pub fn fail(&self, what: &str) -> ! {
        let line = format!("preheat: {what}\n");
        self.mailbox.append(Stream::Stderr, line.as_bytes(), self.output_limit);
        self.report(&Outcome::Died { signal: None })
    }

    fn report(&self, outcome: &Outcome) -> ! {
        let measured = Measured {
            cpu_ns: cpu_ns().saturating_sub(self.cpu_start),
            memory_bytes: self.memories.size(),
            peak_rss_bytes: peak_rss(),
            marked_ns: self.marks.total_ns(),
        };
        self.mailbox.finish(outcome, measured);
        // If the parent is gone, so are we.
        let _ = (&self.channel).write_all(&[1]);
        leave()
    }
}

struct RequestOutput(Arc<Reporter>);

impl Sink for RequestOutput {
    fn write(&mut self, stream: Stream, bytes: &[u8]) {
        let reporter = &self.0;
        let taken = reporter.mailbox.append(stream, bytes, reporter.output_limit);
        if taken < bytes.len() {
            reporter.report(&Outcome::OutputLimit);
        }
    }
}

/// Ends this process without running what its parent had planned for its own end.
pub fn leave() -> ! {
    // SAFETY: always allowed.
    unsafe { libc::_exit(0) }
}

/// When memory is short it is programs' processes that are to end, not the server: of these the largest,
/// which is the request that took it. If the system does not let us say so, it chooses by itself.
pub fn offer_to_oom_killer() {
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
}

fn cpu_ns() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

fn peak_rss() -> u64 {
    // SAFETY: getrusage fills in the zeroed value.
    unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage.ru_maxrss as u64 * 1024
    }
}
