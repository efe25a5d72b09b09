//! Results as tables on a terminal. Markdown and pages are made elsewhere.

use std::fmt::Write;

use preheat_pipeline::output::{Table, bytes, nanoseconds};

use crate::engines::Engine;
use crate::results::{Measured, Ran, Results, Services};
use crate::samples::Estimate;

/// All tables that there is something to say in.
pub fn tables(results: &Results) -> String {
    let mut text = String::new();
    let Some(reference) = results.reference() else { return text };
    if !results.programs.is_empty() {
        speed(results, reference, &mut text);
        means(results, reference, &mut text);
        costs(results, &mut text);
        notes(results, &mut text);
    }
    if let Some(services) = &results.services {
        text.push_str(&promises(services));
    }
    text
}

/// 1.234 as "1.23×".
pub fn times(ratio: f64) -> String {
    format!("{ratio:.2}×")
}

/// "1.23× ±0.04", with the larger side of the interval.
pub fn estimate(estimate: Estimate) -> String {
    let error = (estimate.high - estimate.median).max(estimate.median - estimate.low);
    format!("{} ±{error:.2}", times(estimate.median))
}

/// Seconds as people read them.
pub fn seconds(seconds: f64) -> String {
    nanoseconds((seconds * 1e9) as u64)
}

fn speed(results: &Results, reference: Engine, text: &mut String) {
    let compared = results.compared();
    let title = reference.title();
    let _ = writeln!(
        text,
        "How many times as long as {title} the others take (above 1: {title} is faster), worst first"
    );
    let time = format!(">{}", reference.short());
    let mut titles = vec![">", "program", "class", time.as_str()];
    let heads: Vec<String> = compared.iter().map(|engine| format!(">{}", engine.short())).collect();
    titles.extend(heads.iter().map(String::as_str));
    titles[0] = "";
    let mut table = Table::new(&titles);
    for program in results.worst_first() {
        let ours = program.time(reference).map_or("–".into(), |time| seconds(time.median));
        let mark =
            if program.worst(reference).is_some_and(|worst| worst < 1.0) { "lost" } else { "" };
        let cells = compared.iter().map(|engine| ratio(program, *engine, reference));
        table.row(
            [mark.into(), program.name.clone(), program.class.name().into(), ours]
                .into_iter()
                .chain(cells),
        );
    }
    let _ = writeln!(text, "{table}");
}

fn ratio(program: &Measured, engine: Engine, reference: Engine) -> String {
    match program.ratio(engine, reference) {
        Some(ratio) => estimate(ratio),
        None if program.engines.contains_key(&engine) => "too short".into(),
        None => "–".into(),
    }
}

fn means(results: &Results, reference: Engine, text: &mut String) {
    let compared = results.compared();
    if compared.is_empty() {
        return;
    }
    let _ = writeln!(text, "Geometric means of the same, compared with {}", reference.title());
    let heads: Vec<String> = compared.iter().map(|engine| format!(">{}", engine.short())).collect();
    let mut titles = vec!["class", ">programs"];
    titles.extend(heads.iter().map(String::as_str));
    let mut table = Table::new(&titles);
    let classes = results.classes().into_iter().map(Some);
    for class in [None].into_iter().chain(classes) {
        let name = class.map_or("all", |class| class.name());
        let count = results
            .programs
            .iter()
            .filter(|program| class.is_none_or(|class| program.class == class))
            .count();
        let cells = compared.iter().map(|engine| {
            results.mean(*engine, class).map_or("–".into(), |(mean, _)| estimate(mean))
        });
        table.row([name.to_owned(), count.to_string()].into_iter().chain(cells));
    }
    let _ = writeln!(text, "{table}");
}

fn costs(results: &Results, text: &mut String) {
    let _ = writeln!(text, "What being prepared costs, and a request to the warm process");
    let mut table = Table::new(&[
        "program",
        ">wasm",
        ">code",
        ">generic",
        ">special.",
        ">Cranelift",
        ">wasmtime",
        ">profiling",
        ">counting",
        ">load",
        ">p50",
        ">p99",
        ">memory",
    ]);
    for program in &results.programs {
        let ran = |engine: Engine| program.engines.get(&engine);
        let compile =
            |engine| ran(engine).and_then(|ran| ran.compile_seconds).map_or("–".into(), seconds);
        let special = ran(Engine::Specialised);
        let size = |get: fn(&Ran) -> Option<u64>| special.and_then(get).map_or("–".into(), bytes);
        let costs = &program.costs;
        table.row([
            program.name.clone(),
            bytes(program.wasm_bytes),
            size(|ran| ran.code_bytes),
            compile(Engine::Generic),
            compile(Engine::Specialised),
            compile(Engine::Cranelift),
            compile(Engine::Wasmtime),
            costs.profiling.map_or("–".into(), seconds),
            costs.counting.map_or("–".into(), |ratio| format!("{ratio:.1}×")),
            special.and_then(|ran| ran.load_seconds).map_or("–".into(), seconds),
            costs.warm_p50.map_or("–".into(), seconds),
            costs.warm_p99.map_or("–".into(), seconds),
            size(|ran| ran.peak_memory_bytes),
        ]);
    }
    let _ = writeln!(text, "{table}");
}

/// What has to be known to read the tables.
fn notes(results: &Results, text: &mut String) {
    let outside = results.programs.iter().filter(|program| program.language.is_none());
    for program in outside {
        let timed = match program.between_marks {
            true => "timed between bench.start and bench.end",
            false => "timed from the instantiation to the end",
        };
        let _ = writeln!(
            text,
            "{}: profile from {}; responses compared with {}; {timed}.",
            program.name, program.trained_on, program.checked_against
        );
    }
    for program in &results.programs {
        for (engine, why) in &program.absent {
            let _ = writeln!(text, "{}: not run by {}: {why}.", program.name, engine.title());
        }
    }
    text.push('\n');
}

fn promises(services: &Services) -> String {
    let mut table = Table::new(&["what", ">median", ">p99", ">runs", "target", "reached"]);
    for line in &services.lines {
        let reached = match (line.target.as_str(), line.reached) {
            ("", _) => "",
            (_, true) => "yes",
            (_, false) => "NO",
        };
        let size = line.bytes.map(|size| format!(" ({})", bytes(size))).unwrap_or_default();
        table.row([
            format!("{}{size}", line.what),
            seconds(line.median_seconds),
            seconds(line.p99_seconds),
            line.runs.to_string(),
            line.target.clone(),
            reached.into(),
        ]);
    }
    let titles =
        ["large input", ">size", "backend", ">processor", ">for each MB", ">memory", ">artifact"];
    let mut large = Table::new(&titles);
    for input in &services.large {
        large.row([
            input.what.clone(),
            bytes(input.wasm_bytes),
            input.backend.clone(),
            seconds(input.processor_seconds),
            // Compiling is linear if this does not grow with the size.
            seconds(input.processor_seconds / (input.wasm_bytes as f64 / 1e6)),
            bytes(input.peak_memory_bytes),
            bytes(input.artifact_bytes),
        ]);
    }
    format!("{table}\n{large}")
}
