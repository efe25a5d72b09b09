//! Differences between texts, as a WASI program. It reads sections, each with a line `=== KIND ARGUMENTS` before it:
//!
//!     === settings algorithm=myers context=3 by=lines words=yes all=yes
//!     === text NAME          a text; each is compared with the one before it
//!
//! With `all`, a text is also compared with all that are before it, and how alike they are is told, by lines and by words.
//! `algorithm` is myers, patience or lcs; `by` is lines, words or chars. It writes unified differences, or, by words and
//! by chars, what is deleted in `[-...-]` and what is inserted in `{+...+}`. With `words`, lines that differ a little
//! are shown so too, after `~`. The settings may change between texts.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use similar::{Algorithm, ChangeTag, InlineChangeOptions, TextDiff};

#[derive(Clone, Copy)]
struct Settings {
    algorithm: Algorithm,
    context: usize,
    by: By,
    words: bool,
    all: bool,
}

#[derive(Clone, Copy)]
enum By {
    Lines,
    Words,
    Chars,
}

fn main() -> ExitCode {
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&request),
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
            eprintln!("diff: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(request: &str) -> Result<String, String> {
    let mut settings = Settings {
        algorithm: Algorithm::Myers,
        context: 3,
        by: By::Lines,
        words: false,
        all: false,
    };
    let mut texts: Vec<(&str, String)> = Vec::new();
    let mut pairs = Vec::new();
    for line in request.lines() {
        match line.strip_prefix("=== ").and_then(|head| head.split_once(' ')) {
            Some(("settings", changes)) => settings.change(changes)?,
            Some(("text", name)) => {
                texts.push((name, String::new()));
                pairs.push(settings);
            }
            _ => {
                let (_, text) =
                    texts.last_mut().ok_or_else(|| format!("'{line}' is before the first text"))?;
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let mut out = String::new();
    for (index, settings) in pairs.iter().enumerate().skip(1) {
        let new = &texts[index];
        compare(settings, &texts[index - 1], new, &mut out);
        for old in texts[..index].iter().filter(|_| settings.all) {
            let mut config = TextDiff::configure();
            config.algorithm(settings.algorithm);
            let lines = config.diff_lines(old.1.as_str(), new.1.as_str()).ratio() * 100.0;
            let words = config.diff_words(old.1.as_str(), new.1.as_str());
            let (ratio, changes) = (words.ratio() * 100.0, words.ops().len());
            out += &format!(
                "# {} to {}: {lines:.1} % by lines, {ratio:.1} % by words, {changes} steps\n",
                old.0, new.0
            );
        }
    }
    Ok(out)
}

impl Settings {
    fn change(&mut self, changes: &str) -> Result<(), String> {
        for change in changes.split_whitespace() {
            match change.split_once('=') {
                Some(("algorithm", "myers")) => self.algorithm = Algorithm::Myers,
                Some(("algorithm", "patience")) => self.algorithm = Algorithm::Patience,
                Some(("algorithm", "lcs")) => self.algorithm = Algorithm::Lcs,
                Some(("by", "lines")) => self.by = By::Lines,
                Some(("by", "words")) => self.by = By::Words,
                Some(("by", "chars")) => self.by = By::Chars,
                Some(("words", value)) => self.words = value == "yes",
                Some(("all", value)) => self.all = value == "yes",
                Some(("context", lines)) => {
                    self.context =
                        lines.parse().map_err(|_| format!("'{change}': how many lines?"))?;
                }
                _ => return Err(format!("'{change}' is not a setting")),
            }
        }
        Ok(())
    }
}

fn compare(settings: &Settings, old: &(&str, String), new: &(&str, String), out: &mut String) {
    let mut config = TextDiff::configure();
    config.algorithm(settings.algorithm);
    let diff = match settings.by {
        By::Lines => config.diff_lines(old.1.as_str(), new.1.as_str()),
        By::Words => config.diff_words(old.1.as_str(), new.1.as_str()),
        By::Chars => config.diff_chars(old.1.as_str(), new.1.as_str()),
    };
    let (mut inserted, mut deleted) = (0, 0);
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => inserted += 1,
            ChangeTag::Delete => deleted += 1,
            ChangeTag::Equal => {}
        }
    }
    let ratio = diff.ratio() * 100.0;
    writeln!(
        out,
        "# {} to {}: {inserted} inserted, {deleted} deleted, {ratio:.1} % alike",
        old.0, new.0
    )
    .expect("a String takes everything");
    match settings.by {
        By::Lines if settings.words => lines_with_words(&diff, settings.context, out),
        By::Lines => {
            let mut unified = diff.unified_diff();
            *out += &unified.context_radius(settings.context).header(old.0, new.0).to_string();
        }
        By::Words | By::Chars => {
            let changes: Vec<_> = diff.iter_all_changes().collect();
            for run in changes.chunk_by(|left, right| left.tag() == right.tag()) {
                let text: String = run.iter().map(|change| change.value()).collect();
                match run[0].tag() {
                    ChangeTag::Equal => *out += &text,
                    ChangeTag::Delete => *out += &format!("[-{text}-]"),
                    ChangeTag::Insert => *out += &format!("{{+{text}+}}"),
                }
            }
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

fn lines_with_words(diff: &TextDiff<'_, '_, str>, context: usize, out: &mut String) {
    let options = InlineChangeOptions::default();
    for group in diff.grouped_ops(context) {
        *out += "@@\n";
        for operation in &group {
            // No deadline: what is shown must not depend on the time that it takes.
            for change in diff.iter_inline_changes_with_options_deadline(operation, options, None) {
                let emphasised = change.values().iter().any(|(emphasised, _)| *emphasised);
                out.push(match change.tag() {
                    ChangeTag::Equal => ' ',
                    _ if emphasised => '~',
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                });
                for (emphasised, text) in change.values() {
                    match (emphasised, change.tag()) {
                        (true, ChangeTag::Delete) => *out += &format!("[-{text}-]"),
                        (true, _) => *out += &format!("{{+{text}+}}"),
                        (false, _) => *out += text,
                    }
                }
                if change.missing_newline() {
                    out.push('\n');
                }
            }
        }
    }
}
