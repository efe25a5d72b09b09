//! Results as a page that is complete in one file, light and dark: what a person sees at a glance, then the
//! tables.

use std::fmt::Write;

use crate::engine::Engine;
use crate::plot::{self, Emphasis, Line, Mark, Row, escape};
use crate::program::Class;
use crate::results::{Measured, Results, Verdict};
use crate::samples::Estimate;
use crate::tables::{Sheet, notes, seconds, sheets};

const CSS: &str = include_str!("page.css");

/// `previous` are earlier results, oldest first.
pub fn html(results: &Results, previous: &[Results]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Preheat, measured {date}</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n\
         <h1>Preheat, measured</h1>\n<p>{date} UTC · {} cores of {} · {}</p>\n",
        results.machine.cores,
        escape(&results.machine.processor),
        escape(&results.machine.level),
        date = escape(&results.date),
    );
    if let Some(reference) = results.reference() {
        cards(results, reference, &mut page);
        plots(results, reference, &mut page);
    }
    if !previous.is_empty() {
        history(results, previous, &mut page);
    }
    for sheet in sheets(results) {
        table(&sheet, &mut page);
    }
    footer(results, &mut page);
    page.push_str("</body>\n</html>\n");
    page
}

/// The name of an engine's colour in the style sheet.
fn colour(engine: Engine) -> &'static str {
    match engine {
        Engine::Generic => "generic",
        Engine::Specialised => "specialised",
        Engine::Cranelift => "cranelift",
        Engine::Wasmtime => "wasmtime",
        Engine::V8 => "v8",
        Engine::Native => "native",
    }
}

/// One number for each engine.
fn cards(results: &Results, reference: Engine, page: &mut String) {
    page.push_str("<div class=\"cards\">\n");
    for engine in results.compared() {
        let Some((mean, count)) = results.mean(engine, None) else { continue };
        let ratios = results.programs.iter().filter_map(|program| program.ratio(engine, reference));
        let faster = ratios.filter(|ratio| ratio.low > 1.0).count();
        let _ = writeln!(
            page,
            "<div class=\"card\"><b style=\"color:var(--{})\">{:.2}×</b>as fast as {}<br><span>{:.2}–{:.2}, mean of {count} \
             programs; faster on {faster}</span></div>",
            colour(engine),
            mean.median,
            escape(engine.title()),
            mean.low,
            mean.high,
        );
    }
    page.push_str("</div>\n");
}

fn plots(results: &Results, reference: Engine, page: &mut String) {
    let compared = results.compared();
    if compared.is_empty() {
        return;
    }
    let legend = legend(&compared);
    let ours = reference.title();
    let classes = results.classes();
    if classes.len() > 1 {
        let rows: Vec<Row> =
            classes.iter().map(|class| class_row(results, *class, &compared)).collect();
        let _ = write!(
            page,
            "<h2>By class</h2>\n<p>How many times as long as {ours} the others take: right of the line, {ours} is faster. \
             Geometric means.</p>\n{legend}<figure>{}</figure>\n",
            plot::ratios(&rows),
        );
    }
    let programs = results.worst_first();
    let rows: Vec<Row> =
        programs.into_iter().map(|program| program_row(program, reference, &compared)).collect();
    let _ = write!(
        page,
        "<h2>By program, worst first</h2>\n<p>Each dot is the median of rounds that took turns; its line holds the true \
         median with 95 %. In red: another runtime is faster.</p>\n{legend}<figure>{}</figure>\n",
        plot::ratios(&rows),
    );
}

fn legend(engines: &[Engine]) -> String {
    let entries = engines.iter().map(|engine| {
        let title = escape(engine.title());
        format!("<span><i style=\"background:var(--{})\"></i>{title}</span>", colour(*engine))
    });
    format!("<div class=\"legend\">{}</div>\n", entries.collect::<String>())
}

fn mark(engine: Engine, of: &str, value: Estimate) -> Mark {
    let Estimate { median, low, high } = value;
    let tooltip = format!("{of}, {}: {median:.3}× ({low:.3}–{high:.3})", engine.title());
    Mark { colour: colour(engine), value, tooltip }
}

fn class_row(results: &Results, class: Class, compared: &[Engine]) -> Row {
    let marks = compared.iter().filter_map(|engine| {
        Some(mark(*engine, class.name(), results.mean(*engine, Some(class))?.0))
    });
    let count = results.programs.iter().filter(|program| program.class == class).count();
    let aside = if count == 1 { "1 program".to_owned() } else { format!("{count} programs") };
    Row { label: class.name().to_owned(), aside, emphasis: Emphasis::None, marks: marks.collect() }
}

fn program_row(program: &Measured, reference: Engine, compared: &[Engine]) -> Row {
    let marks = compared.iter().filter_map(|engine| {
        Some(mark(*engine, &program.name, program.ratio(*engine, reference)?))
    });
    let time = program.time(reference).map_or(String::new(), |time| seconds(time.median));
    let lost = program.verdict(reference) == Some(Verdict::Lost);
    Row {
        label: program.name.clone(),
        aside: format!("{} · {time}", program.class.name()),
        emphasis: if lost { Emphasis::Lost } else { Emphasis::None },
        marks: marks.collect(),
    }
}

/// Geometric means over time. Only of programs that all runs have in common, lest the mean changes with the
/// choice.
fn history(results: &Results, previous: &[Results], page: &mut String) {
    let runs: Vec<&Results> = previous.iter().chain([results]).collect();
    let Some(reference) = results.reference() else { return };
    let in_all = |program: &&Measured| {
        runs.iter().all(|run| run.programs.iter().any(|other| other.name == program.name))
    };
    let common: Vec<&str> =
        results.programs.iter().filter(in_all).map(|program| program.name.as_str()).collect();
    let mean = |run: &Results, engine: Engine| {
        let programs =
            run.programs.iter().filter(|program| common.contains(&program.name.as_str()));
        let ratios: Vec<Estimate> =
            programs.filter_map(|program| program.ratio(engine, reference)).collect();
        Estimate::geometric_mean(&ratios)
    };
    let lines: Vec<Line> = results
        .compared()
        .into_iter()
        .map(|engine| Line {
            label: engine.title().to_owned(),
            colour: colour(engine),
            values: runs.iter().map(|run| mean(run, engine)).collect(),
        })
        .collect();
    let dates: Vec<String> = runs.iter().map(|run| run.date.clone()).collect();
    let _ = write!(
        page,
        "<h2>History</h2>\n<p>Geometric means of the {} programs that all of these runs measured: higher is better for \
         {}.</p>\n<figure>{}</figure>\n",
        common.len(),
        reference.title(),
        plot::history(&dates, &lines),
    );
}

fn table(sheet: &Sheet, page: &mut String) {
    let _ = writeln!(page, "<h2>{}</h2>", escape(&sheet.title));
    if !sheet.note.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escape(&sheet.note));
    }
    page.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    let class = |column: usize| {
        if sheet.columns[column].starts_with('>') { " class=\"number\"" } else { "" }
    };
    for (column, title) in sheet.columns.iter().enumerate() {
        let title = escape(title.trim_start_matches('>'));
        let _ = write!(page, "<th{}>{title}</th>", class(column));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let class =
                if cell == "lost" || cell == "NO" { " class=\"lost\"" } else { class(column) };
            let _ = write!(page, "<td{class}>{}</td>", escape(cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

fn footer(results: &Results, page: &mut String) {
    page.push_str("<footer>\n<ul>\n");
    for note in notes(results) {
        let _ = writeln!(page, "<li>{}</li>", escape(&note));
    }
    let versions = results.versions.iter().map(|(name, version)| format!("{name} {version}"));
    let _ = writeln!(
        page,
        "</ul>\n<p>{}. Linux {}. Made by <code>{}</code> in {:.0} s.</p>\n</footer>",
        escape(&versions.collect::<Vec<_>>().join(" · ")),
        escape(&results.machine.kernel),
        escape(&results.command),
        results.seconds,
    );
}
