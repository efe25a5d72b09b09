//! Regular expressions over logs, as a WASI program. It reads rules, one in a line, then an empty line, then a text:
//!
//!     count PATTERN                  how often it matches, in how many lines
//!     list LIMIT PATTERN             the first matches, with their captures
//!     tally PATTERN                  how often each value of the first capture comes, most frequent first
//!     sum PATTERN                    total and extremes of the first capture, a whole number
//!     split PATTERN                  pieces between matches: how many, the longest
//!     replace PATTERN => TEXT        replaces; the rules that follow see the new text
//!
//! In patterns `%{name}` stands for one of the fragments below, which are compiled before the first read of stdin: by
//! them each line is sorted into classes, and the response begins with that. It ends with the text's checksum.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use regex::{Captures, Regex, RegexSet};

const FRAGMENTS: [(&str, &str); 10] = [
    ("date", r"\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])"),
    ("time", r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d{1,6})?"),
    ("level", r"(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)"),
    ("ip", r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"),
    ("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("url", r#"https?://[^\s"'<>]+"#),
    ("uuid", r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("path", r"(?:/[\w.-]+){2,}/?"),
    ("number", r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"),
    ("quoted", r#""(?:[^"\\]|\\.)*""#),
];

/// What is compiled before there is a request.
struct Grammar {
    reference: Regex,
    rule: Regex,
    classes: RegexSet,
}

fn main() -> ExitCode {
    let grammar = Grammar::new().expect("the program's own patterns are good");
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => grammar.respond(&request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("regex: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Grammar {
    fn new() -> Result<Self, regex::Error> {
        Ok(Grammar {
            reference: Regex::new(r"%\{(\w+)\}")?,
            rule: Regex::new(
                r"^(?P<verb>count|list (?P<limit>\d+)|tally|sum|split|replace) (?P<pattern>.+?)(?: => (?P<with>.*))?$",
            )?,
            classes: RegexSet::new(FRAGMENTS.map(|(_, pattern)| pattern))?,
        })
    }

    fn respond(&self, request: &str) -> Result<String, String> {
        let (rules, text) =
            request.split_once("\n\n").ok_or("there is no empty line after the rules")?;
        let mut text = text.to_owned();
        let mut out = self.classify(&text);
        for rule in rules.lines() {
            let parts =
                self.rule.captures(rule).ok_or_else(|| format!("'{rule}' is not a rule"))?;
            let pattern = self.compile(&parts["pattern"])?;
            writeln!(out, "\n# {rule}").expect("a String takes everything");
            match parts["verb"].split(' ').next().unwrap_or_default() {
                "count" => count(&pattern, &text, &mut out),
                "list" => {
                    list(&pattern, &text, parts["limit"].parse().unwrap_or(usize::MAX), &mut out)
                }
                "tally" => tally(&pattern, &text, &mut out)?,
                "sum" => sum(&pattern, &text, &mut out)?,
                "split" => split(&pattern, &text, &mut out),
                _ => {
                    text = replace(
                        &pattern,
                        &text,
                        parts.name("with").map_or("", |with| with.as_str()),
                        &mut out,
                    )
                }
            }
        }
        let hash = text
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        out += &format!("\n{} bytes, {hash:08x}\n", text.len());
        Ok(out)
    }

    fn compile(&self, pattern: &str) -> Result<Regex, String> {
        let mut unknown = None;
        let whole = self.reference.replace_all(pattern, |reference: &Captures| {
            match FRAGMENTS.iter().find(|(name, _)| *name == &reference[1]) {
                Some((_, fragment)) => format!("(?:{fragment})"),
                None => {
                    unknown = Some(reference[1].to_owned());
                    String::new()
                }
            }
        });
        match unknown {
            Some(name) => Err(format!("there is no fragment '{name}'")),
            None => Regex::new(&format!("(?m){whole}")).map_err(|error| error.to_string()),
        }
    }

    fn classify(&self, text: &str) -> String {
        let mut counts = [0; FRAGMENTS.len()];
        let (mut lines, mut plain) = (0, 0);
        for line in text.lines() {
            let classes = self.classes.matches(line);
            classes.iter().for_each(|class| counts[class] += 1);
            lines += 1;
            plain += usize::from(!classes.matched_any());
        }
        let mut out = format!("{lines} lines, {plain} plain");
        for ((name, _), count) in FRAGMENTS.iter().zip(counts).filter(|(_, count)| *count > 0) {
            out += &format!(", {count} {name}");
        }
        out + "\n"
    }
}

fn count(pattern: &Regex, text: &str, out: &mut String) {
    let matches = pattern.find_iter(text).count();
    let bytes: usize = pattern.find_iter(text).map(|found| found.len()).sum();
    let lines = text.lines().filter(|line| pattern.is_match(line)).count();
    *out += &format!("{matches} matches of {bytes} bytes, {lines} lines\n");
}

fn list(pattern: &Regex, text: &str, limit: usize, out: &mut String) {
    let names: Vec<_> = pattern.capture_names().collect();
    let mut total = 0;
    for captures in pattern.captures_iter(text) {
        total += 1;
        if total > limit {
            continue;
        }
        *out += &format!("{}:", captures.get_match().start());
        for (index, group) in captures.iter().enumerate().skip(usize::from(names.len() > 1)) {
            let value = group.map_or("-", |group| group.as_str());
            match names[index] {
                Some(name) => *out += &format!(" {name}={value}"),
                None => *out += &format!(" {value}"),
            }
        }
        out.push('\n');
    }
    *out += &format!("{total} in all\n");
}

/// The first capture of each match.
fn first<'a>(pattern: &Regex, text: &'a str) -> Result<impl Iterator<Item = &'a str>, String> {
    if pattern.captures_len() < 2 {
        return Err(format!("'{pattern}' captures nothing"));
    }
    let captures = pattern
        .captures_iter(text)
        .filter_map(|captures| captures.get(1).map(|group| group.as_str()));
    Ok(captures.collect::<Vec<_>>().into_iter())
}

fn tally(pattern: &Regex, text: &str, out: &mut String) -> Result<(), String> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for value in first(pattern, text)? {
        *counts.entry(value).or_default() += 1;
    }
    let values = counts.len();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (value, count) in counts.into_iter().take(8) {
        *out += &format!("{count:6} {value}\n");
    }
    *out += &format!("{values} values\n");
    Ok(())
}

fn sum(pattern: &Regex, text: &str, out: &mut String) -> Result<(), String> {
    let numbers: Vec<i64> = first(pattern, text)?.filter_map(|value| value.parse().ok()).collect();
    let total: i64 = numbers.iter().sum();
    let (low, high) = (numbers.iter().min(), numbers.iter().max());
    *out += &format!(
        "{total} in {}, {:?} to {:?}\n",
        numbers.len(),
        low.unwrap_or(&0),
        high.unwrap_or(&0)
    );
    Ok(())
}

fn split(pattern: &Regex, text: &str, out: &mut String) {
    let pieces: Vec<&str> = pattern.split(text).collect();
    let longest = pieces.iter().rev().max_by_key(|piece| piece.len()).unwrap_or(&"");
    *out += &format!(
        "{} pieces, the longest of {} bytes: {:.60}\n",
        pieces.len(),
        longest.len(),
        longest.escape_debug().to_string()
    );
}

fn replace(pattern: &Regex, text: &str, with: &str, out: &mut String) -> String {
    let new = pattern.replace_all(text, with).into_owned();
    let changed = text.lines().zip(new.lines()).filter(|(old, new)| old != new);
    for (_, line) in changed.clone().take(2) {
        *out += &format!("{line}\n");
    }
    *out += &format!("{} lines changed, {} bytes now\n", changed.count(), new.len());
    new
}
