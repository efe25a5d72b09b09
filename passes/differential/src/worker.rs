//! The process that runs cases: requests come in on stdin, one to a line, and a line about each goes out on
//! stdout.
//!
//! A line is `agree FUNCTIONS STEPS TRAPPED EXCUSED PARTIES`, the names of the parties separated by `, `;
//! `open WHY`; or `differ` with the report, in which line ends are escaped.

use std::io::{BufRead, Write};

use crate::case::{Counts, Judge, Verdict};
use crate::request::{BadLine, Request};

/// For wasmtime and the interpreter, which recurse where the module does.
const STACK: usize = 256 << 20;

/// Answers requests until stdin ends.
pub fn work() -> std::io::Result<()> {
    on_large_stack(answer)?
}

/// On a thread with the stack that runs need.
pub fn on_large_stack<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<T> {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(work)?;
    Ok(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
}

fn answer() -> std::io::Result<()> {
    let judge = Judge::new();
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let request: Request = line?.parse().map_err(std::io::Error::other)?;
        let verdict = judge.judge(request);
        writeln!(out, "{}", to_line(&verdict))?;
        out.flush()?;
    }
    Ok(())
}

pub fn to_line(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Agree(Counts { functions, steps, trapped, parties, excused }) => {
            format!("agree {functions} {steps} {trapped} {excused} {}", parties.join(", "))
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
            let words: Vec<&str> = rest.splitn(5, ' ').collect();
            let [numbers @ .., parties] = &words[..] else { return Err(bad()) };
            let numbers: Result<Vec<usize>, _> =
                numbers.iter().map(|word| word.parse::<usize>()).collect();
            let Ok(&[functions, steps, trapped, excused]) = numbers.as_deref() else {
                return Err(bad());
            };
            let parties = parties.split(", ").filter(|name| !name.is_empty());
            let parties = parties.map(str::to_owned).collect();
            Ok(Verdict::Agree(Counts { functions, steps, trapped, parties, excused }))
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
        let parties = vec!["the interpreter".into(), "llvm O3 for x86-64-v3 with a plan".into()];
        let counts = Counts { functions: 4, steps: 7, trapped: 2, parties, excused: 1 };
        let differ = Verdict::Differ("a\nb \\n c\\\n".into());
        let nobody = Verdict::Agree(Counts::default());
        for verdict in [Verdict::Agree(counts), nobody, Verdict::Open("no\nstack".into()), differ] {
            let line = to_line(&verdict);
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(from_line(&line).unwrap(), verdict);
        }
    }
}
