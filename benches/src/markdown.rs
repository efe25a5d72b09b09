//! `docs/RESULTS.md`: the same tables as Markdown, with where and how they were measured.

use std::fmt::Write;

use preheat_cli::output::bytes;

use crate::results::Results;
use crate::tables::{Sheet, estimate, notes, sheets};

pub fn text(results: &Results) -> String {
    let mut text = String::from("# Results\n\n");
    let machine = &results.machine;
    let _ = writeln!(
        text,
        "Written by the harness (`{}`), not by hand. Measured on {} UTC in {:.0} minutes, on {} cores of \
         {} ({}, {} of memory, Linux {}), a shared machine. Code for {}.\n",
        results.command,
        results.date,
        results.seconds / 60.0,
        machine.cores,
        machine.processor,
        std::env::consts::ARCH,
        bytes(machine.memory_bytes),
        machine.kernel,
        machine.level,
    );
    let versions = results.versions.iter().map(|(name, version)| format!("{name} {version}"));
    let _ = writeln!(text, "{}.\n", versions.collect::<Vec<_>>().join(" · "));
    text.push_str(HOW);
    lost(results, &mut text);
    for sheet in sheets(results) {
        table(&sheet, &mut text);
    }
    let notes = notes(results);
    if !notes.is_empty() {
        text.push_str("## What was not run\n\n");
        for note in notes {
            let _ = writeln!(text, "- {note}");
        }
    }
    text
}

const HOW: &str = "\
Again: `make bench` (all of it), `make bench QUICK=1` (a selection). Programs and requests are those of
[corpus/](../corpus/README.md). Profiles are made of training requests only; what is timed are other requests, each in a
fresh instance, from the instantiation to the end of the program: no engine's time holds compiling, loading or the
start of a process. Engines take turns, request by request; every response is compared with the expected one, and a wrong
one would have ended the run. A ratio is the median over rounds of the ratios of one round; ± is the larger
side of an interval that holds the true median with 95 % (from the order of the samples). The intervals of geometric
means are about the noise of measuring, not about other programs.

";

/// Where we lose, and to whom: to other runtimes, to native code, and to ourselves when a profile does not
/// help.
fn lost(results: &Results, text: &mut String) {
    let Some(reference) = results.reference() else { return };
    let _ = writeln!(text, "## Where we lose\n\nPrograms with the whole interval below 1.\n");
    for engine in results.compared() {
        let ratios = results.programs.iter().filter_map(|program| {
            let ratio = program.ratio(engine, reference)?;
            Some((&program.name, program.class, ratio))
        });
        let ratios: Vec<_> = ratios.collect();
        let mut lost: Vec<_> = ratios.iter().filter(|(.., ratio)| ratio.high < 1.0).collect();
        lost.sort_by(|(.., left), (.., right)| left.median.total_cmp(&right.median));
        let _ = write!(text, "- To {}: {} of {}", engine.title(), lost.len(), ratios.len());
        let lost: Vec<String> = lost
            .into_iter()
            .map(|(name, class, ratio)| format!("{name} ({}) {}", class.name(), estimate(*ratio)))
            .collect();
        if !lost.is_empty() {
            let _ = write!(text, ": {}", lost.join(", "));
        }
        text.push_str(".\n");
    }
    text.push('\n');
}

fn table(sheet: &Sheet, text: &mut String) {
    let _ = writeln!(text, "## {}\n", sheet.title);
    if !sheet.note.is_empty() {
        let _ = writeln!(text, "{}\n", sheet.note);
    }
    let titles = sheet.columns.iter().map(|title| title.trim_start_matches('>').to_owned());
    row(titles, text);
    let rules =
        sheet.columns.iter().map(|title| if title.starts_with('>') { "--:" } else { ":--" });
    row(rules.map(str::to_owned), text);
    for cells in &sheet.rows {
        row(cells.iter().cloned(), text);
    }
    text.push('\n');
}

fn row(cells: impl Iterator<Item = String>, text: &mut String) {
    let cells: Vec<String> = cells.map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}
