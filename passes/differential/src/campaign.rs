//! Many seeds on several workers: hands out seeds, waits for answers, and takes a worker that dies or is
//! silent for too long as the answer of its seed.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::case::Verdict;
use crate::kind::Kind;
use crate::request::Request;
use crate::worker::from_line;

/// A case takes a fraction of a second. After so much time on the clock it is looked whether the worker had
/// the processor that long: a machine may be busy with other things.
const SILENCE: Duration = Duration::from_secs(120);
/// After so many times as long it is taken for stuck, whatever it had.
const STUCK: u32 = 10;

/// What to run.
pub struct Campaign {
    /// The program that is a worker when its only argument is `--worker`.
    pub program: PathBuf,
    pub workers: usize,
    /// One after the other, seed by seed.
    pub kinds: Vec<Kind>,
    pub at_findings: AtFindings,
    pub first: u64,
    /// None: until the time is over.
    pub seeds: Option<u64>,
    /// None: until all seeds are done.
    pub time: Option<Duration>,
}

/// What happens when a module differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtFindings {
    Stop,
    GoOn,
}

/// Sums over all cases.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    pub cases: u64,
    pub steps: u64,
    /// Of these, the ones that end in a trap.
    pub trapped: u64,
    /// Of everyone.
    pub runs: u64,
    /// Runs that differ in a way that docs/SEMANTICS.md allows.
    pub excused: u64,
    /// Cases that say nothing.
    pub open: u64,
    /// Functions that were called, where everyone agreed.
    pub functions: BTreeMap<Kind, u64>,
    /// Of them, those that each party ran.
    pub functions_by: BTreeMap<(Kind, String), u64>,
    pub findings: Vec<(Request, String)>,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} modules, {} steps ({} end in a trap), {} runs agree, {} differ as they may, {} modules say nothing, {} differ",
            self.cases,
            self.steps,
            self.trapped,
            self.runs,
            self.excused,
            self.open,
            self.findings.len()
        )?;
        let functions = self.functions.iter().map(|(kind, count)| format!("{count} {kind}"));
        write!(f, " (functions: {})", functions.collect::<Vec<_>>().join(", "))
    }
}

impl Campaign {
    /// Runs all cases, or up to the first that differs. `progress` is called after each.
    pub fn run(&self, progress: impl FnMut(&Summary)) -> std::io::Result<Summary> {
        let next = AtomicU64::new(self.first);
        let stop = AtomicBool::new(false);
        let end = self.time.map(|time| Instant::now() + time);
        let take = || {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let over = end.is_some_and(|end| Instant::now() >= end)
                || self.seeds.is_some_and(|seeds| seed - self.first >= seeds)
                || stop.load(Ordering::Relaxed);
            let kind = self.kinds[(seed % self.kinds.len() as u64) as usize];
            (!over).then(|| Request::new(kind, seed))
        };
        let (sender, receiver) = channel();
        std::thread::scope(|scope| {
            for _ in 0..self.workers {
                let (sender, take) = (sender.clone(), &take);
                scope.spawn(move || serve(&self.program, take, &sender));
            }
            drop(sender);
            collect(&receiver, &stop, self.at_findings, progress)
        })
    }
}

type Answer = std::io::Result<(Request, Verdict)>;

fn serve(program: &Path, take: &dyn Fn() -> Option<Request>, answers: &Sender<Answer>) {
    let mut worker = Worker::new(program);
    while let Some(request) = take() {
        let answer = worker.ask(request).map(|verdict| (request, verdict));
        let failed = answer.is_err();
        if answers.send(answer).is_err() || failed {
            return;
        }
    }
}

fn collect(
    answers: &Receiver<Answer>,
    stop: &AtomicBool,
    at_findings: AtFindings,
    mut progress: impl FnMut(&Summary),
) -> std::io::Result<Summary> {
    let mut summary = Summary::default();
    let mut failure = None;
    for answer in answers {
        match answer {
            Ok((request, Verdict::Agree(counts))) => {
                summary.cases += 1;
                *summary.functions.entry(request.kind).or_default() += counts.functions as u64;
                summary.steps += counts.steps as u64;
                summary.trapped += counts.trapped as u64;
                summary.runs += counts.parties.len() as u64;
                for party in counts.parties {
                    let functions = summary.functions_by.entry((request.kind, party)).or_default();
                    *functions += counts.functions as u64;
                }
                summary.excused += counts.excused as u64;
            }
            Ok((_, Verdict::Open(_))) => {
                summary.cases += 1;
                summary.open += 1;
            }
            Ok((request, Verdict::Differ(report))) => {
                summary.cases += 1;
                summary.findings.push((request, report));
                if at_findings == AtFindings::Stop {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            Err(error) => {
                failure = Some(error);
                stop.store(true, Ordering::Relaxed);
            }
        }
        progress(&summary);
    }
    failure.map_or(Ok(summary), Err)
}

/// A worker process, started when it is needed.
pub struct Worker {
    program: PathBuf,
    running: Option<Running>,
}

struct Running {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<std::io::Result<String>>,
}

impl Running {
    fn answer(&self) -> Result<std::io::Result<String>, RecvTimeoutError> {
        let start = processor_time(self.child.id());
        for _ in 1..STUCK {
            match self.lines.recv_timeout(SILENCE) {
                Err(RecvTimeoutError::Timeout) => {}
                answer => return answer,
            }
            if processor_time(self.child.id()).saturating_sub(start) >= SILENCE {
                return Err(RecvTimeoutError::Timeout);
            }
        }
        self.lines.recv_timeout(SILENCE)
    }
}

/// What a process has had, as `/proc` tells it; nothing if it is gone.
fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name, which may hold anything: fields 14 and 15, in hundredths of seconds (proc_pid_stat(5)).
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

impl Worker {
    pub fn new(program: &Path) -> Worker {
        Worker { program: program.to_owned(), running: None }
    }

    /// The verdict on a case. Fails only if no worker can be started.
    pub fn ask(&mut self, request: Request) -> std::io::Result<Verdict> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => start(&self.program)?,
        };
        // A worker that is gone does not take the line; how it went is asked below.
        let _ = writeln!(running.stdin, "{request}");
        match running.answer() {
            Ok(line) => {
                let verdict = from_line(&line?).map_err(std::io::Error::other)?;
                self.running = Some(running);
                Ok(verdict)
            }
            Err(RecvTimeoutError::Timeout) => {
                running.child.kill()?;
                running.child.wait()?;
                Ok(Verdict::Differ(format!("no answer in {} s of its time\n", SILENCE.as_secs())))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let status = running.child.wait()?;
                let how = match status.signal() {
                    Some(signal) => format!("signal {signal}"),
                    None => status.to_string(),
                };
                Ok(Verdict::Differ(format!("the process ended with {how}\n")))
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(Running { mut child, stdin, .. }) = self.running.take() {
            // Its input ends, and so does it.
            drop(stdin);
            let _ = child.wait();
        }
    }
}

fn start(program: &Path) -> std::io::Result<Running> {
    let mut command = Command::new(program);
    command.arg("--worker").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(std::io::Error::other("a worker without pipes"));
    };
    let (sender, lines) = channel();
    // Ends with the worker's output.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    Ok(Running { child, stdin, lines })
}
