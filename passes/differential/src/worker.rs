//! The process that runs cases: seeds come in on stdin, one to a line, and a line about each goes out on stdout.
//!
//! A line is `agree STEPS TRAPPED PARTIES EXCUSED`, `open WHY`, or `differ` with the report, in which line ends are
//! escaped.

use std::io::{BufRead, Write};
use std::str::FromStr;

use crate::case::{Counts, Judge, Verdict};
use crate::generate::{Size, size_of};

/// What a worker is asked: a seed, and how large its module may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    pub seed: u64,
    pub size: Size,
}

impl Request {
    /// With the size that the seed has by itself.
    pub fn new(seed: u64) -> Request {
        Request { seed, size: size_of(seed) }
    }
}

impl std::fmt::Display for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Size { funcs, instructions, bytes } = self.size;
        write!(f, "{} {funcs} {instructions} {bytes}", self.seed)
    }
}

/// A line that is not one of the protocol.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no line of this protocol")]
pub struct BadLine(String);

impl FromStr for Request {
    type Err = BadLine;

    fn from_str(line: &str) -> Result<Request, BadLine> {
        let numbers: Result<Vec<u64>, _> = line.split_whitespace().map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[seed, funcs, instructions, bytes]) => {
                let [funcs, instructions, bytes] = [funcs, instructions, bytes].map(|n| n as usize);
                Ok(Request { seed, size: Size { funcs, instructions, bytes } })
            }
            _ => Err(BadLine(line.to_owned())),
        }
    }
}

/// For wasmtime and the interpreter, which recurse where the module does.
const STACK: usize = 256 << 20;

/// Answers requests until stdin ends.
pub fn work() -> std::io::Result<()> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(answer)?;
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn answer() -> std::io::Result<()> {
    let judge = Judge::new();
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let request: Request = line?.parse().map_err(std::io::Error::other)?;
        let verdict = judge.judge(request.seed, request.size);
        writeln!(out, "{}", to_line(&verdict))?;
        out.flush()?;
    }
    Ok(())
}

pub fn to_line(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Agree(Counts { steps, trapped, parties, excused }) => {
            format!("agree {steps} {trapped} {parties} {excused}")
        }
        Verdict::Open(why) => format!("open {}", escape(why)),
        Verdict::Differ(report) => format!("differ {}", escape(report)),
    }
}

pub fn from_line(line: &str) -> Result<Verdict, BadLine> {
    let bad = || BadLine(line.to_owned());
    let (kind, rest) = line.trim_end_matches('\n').split_once(' ').ok_or_else(bad)?;
    match kind {
        "open" => Ok(Verdict::Open(unescape(rest))),
        "differ" => Ok(Verdict::Differ(unescape(rest))),
        "agree" => {
            let numbers: Result<Vec<usize>, _> = rest.split(' ').map(str::parse).collect();
            let Ok(&[steps, trapped, parties, excused]) = numbers.as_deref() else {
                return Err(bad());
            };
            Ok(Verdict::Agree(Counts { steps, trapped, parties, excused }))
        }
        _ => Err(bad()),
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.push(if chars.next() == Some('n') { '\n' } else { '\\' }),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_as_they_were() {
        let counts = Counts { steps: 7, trapped: 2, parties: 3, excused: 1 };
        let differ = Verdict::Differ("a\nb \\n c\\\n".into());
        for verdict in [Verdict::Agree(counts), Verdict::Open("no\nstack".into()), differ] {
            let line = to_line(&verdict);
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(from_line(&line).unwrap(), verdict);
        }
        let request = Request::new(12345);
        assert_eq!(request.to_string().parse::<Request>().unwrap(), request);
        assert!("1 2 x 3".parse::<Request>().is_err());
    }
}
