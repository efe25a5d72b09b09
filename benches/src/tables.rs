//! Results as tables, whoever shows them: the terminal, `docs/RESULTS.md`, the page.

use preheat_cli::output::{bytes, nanoseconds};

use crate::engine::Engine;
use crate::results::{Measured, Ran, Results, Services, Verdict};
use crate::samples::Estimate;

/// One table.
pub struct Sheet {
    pub title: String,
    /// What has to be known to read it.
    pub note: String,
    /// Titles of the columns; numbers, which are aligned to the right, start with `>`.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// All tables that there is something to say in.
pub fn sheets(results: &Results) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    if let Some(reference) = results.reference() {
        sheets.push(means(results, reference));
        sheets.push(speed(results, reference));
        sheets.push(compiling(results));
        sheets.push(costs(results));
    }
    if let Some(services) = &results.services {
        sheets.push(promises(services));
        sheets.push(large(services));
    }
    sheets
}

/// What tables do not say.
pub fn notes(results: &Results) -> Vec<String> {
    let mut notes = Vec::new();
    for program in results.programs.iter().filter(|program| program.language.is_none()) {
        let timed = match program.between_marks {
            true => "timed between bench.start and bench.end",
            false => "timed from the instantiation to the end",
        };
        notes.push(format!(
            "{}: profile from {}; responses compared with {}; {timed}.",
            program.name, program.trained_on, program.checked_against
        ));
    }
    // One line for each reason.
    let mut absent: Vec<(Engine, &str, Vec<&str>)> = Vec::new();
    for program in &results.programs {
        for (engine, why) in &program.absent {
            match absent.iter_mut().find(|(other, reason, _)| other == engine && reason == why) {
                Some((_, _, programs)) => programs.push(&program.name),
                None => absent.push((*engine, why, vec![&program.name])),
            }
        }
    }
    for (engine, why, programs) in absent {
        notes.push(format!("Not run by {}: {} ({why}).", engine.title(), programs.join(", ")));
    }
    notes
}

/// "1.23× ±0.04", with the larger side of the interval.
pub fn estimate(estimate: Estimate) -> String {
    let error = (estimate.high - estimate.median).max(estimate.median - estimate.low);
    format!("{:.2}× ±{error:.2}", estimate.median)
}

/// Seconds as people read them.
pub fn seconds(seconds: f64) -> String {
    nanoseconds((seconds * 1e9) as u64)
}

/// What is not there.
const NOTHING: &str = "–";

fn shown(value: Option<f64>) -> String {
    value.map_or(NOTHING.into(), seconds)
}

fn columns(first: &[&str], engines: &[Engine]) -> Vec<String> {
    let engines = engines.iter().map(|engine| format!(">{}", engine.short()));
    first.iter().map(|title| (*title).to_owned()).chain(engines).collect()
}

fn speed(results: &Results, reference: Engine) -> Sheet {
    let compared = results.compared();
    let time = format!(">{}", reference.short());
    let rows = results.worst_first().into_iter().map(|program| {
        let verdict = match program.verdict(reference) {
            Some(Verdict::Lost) => "lost",
            Some(Verdict::Even) => "even",
            Some(Verdict::Won) | None => "",
        };
        let ours = shown(program.time(reference).map(|time| time.median));
        let cells = compared.iter().map(|engine| match program.ratio(*engine, reference) {
            Some(ratio) => estimate(ratio),
            None if program.engines.contains_key(engine) => "too short".into(),
            None => NOTHING.into(),
        });
        let language = program.language.clone().unwrap_or_default();
        [program.name.clone(), program.class.name().into(), language, verdict.into(), ours]
            .into_iter()
            .chain(cells)
            .collect()
    });
    Sheet {
        title: "Each program, worst first".into(),
        note: format!(
            "All its test requests together in {}, and how many times as long the others take. \
             Lost: another runtime is faster; even: too near to tell.",
            reference.title()
        ),
        columns: columns(&["program", "class", "language", "", &time], &compared),
        rows: rows.collect(),
    }
}

fn means(results: &Results, reference: Engine) -> Sheet {
    let compared = results.compared();
    let classes = results.classes().into_iter().map(Some);
    // One class is all.
    let kinds: Vec<_> =
        if classes.len() == 1 { vec![None] } else { [None].into_iter().chain(classes).collect() };
    let rows = kinds.into_iter().map(|class| {
        let of_class = |program: &&Measured| class.is_none_or(|class| program.class == class);
        let count = results.programs.iter().filter(of_class).count();
        let cells = compared.iter().map(|engine| {
            results.mean(*engine, class).map_or(NOTHING.into(), |(mean, _)| estimate(mean))
        });
        let name = class.map_or("all", |class| class.name());
        [name.to_owned(), count.to_string()].into_iter().chain(cells).collect()
    });
    Sheet {
        title: format!("How many times as long as {}", reference.title()),
        note: format!("Geometric means over programs. Above 1, {} is faster.", reference.title()),
        columns: columns(&["class", ">programs"], &compared),
        rows: rows.collect(),
    }
}

fn compiling(results: &Results) -> Sheet {
    let engines: Vec<Engine> = Engine::ALL
        .into_iter()
        .filter(|engine| *engine != Engine::Native && results.ran(*engine))
        .collect();
    let mut titles = vec!["program".to_owned(), ">wasm".to_owned()];
    titles.extend(engines.iter().map(|engine| format!(">{}", engine.short())));
    let coded: Vec<Engine> = Engine::ALL
        .into_iter()
        .filter(|engine| *engine != Engine::V8 && results.ran(*engine))
        .collect();
    titles.extend(coded.iter().map(|engine| format!(">{} code", engine.short())));
    let rows = results.programs.iter().map(|program| {
        let ran = |engine: &Engine| program.engines.get(engine);
        let times =
            engines.iter().map(|engine| shown(ran(engine).and_then(|ran| ran.compile_seconds)));
        let sizes = coded
            .iter()
            .map(|engine| ran(engine).and_then(|ran| ran.code_bytes).map_or(NOTHING.into(), bytes));
        [program.name.clone(), bytes(program.wasm_bytes)]
            .into_iter()
            .chain(times)
            .chain(sizes)
            .collect()
    });
    Sheet {
        title: "Compiling".into(),
        note: "Time until all code is there, on all cores, and the size of the machine code. V8's is its \
               quick tier; it goes on while the program runs. Native code holds what the program \
               links, and is built elsewhere."
            .into(),
        columns: titles,
        rows: rows.collect(),
    }
}

fn costs(results: &Results) -> Sheet {
    let engines: Vec<Engine> = Engine::ALL
        .into_iter()
        .filter(|engine| *engine != Engine::Native && results.ran(*engine))
        .collect();
    let mut columns: Vec<String> =
        ["program", ">profiling", ">counting", ">load", ">warm p50", ">warm p99"]
            .map(str::to_owned)
            .to_vec();
    columns.extend(engines.iter().map(|engine| format!(">{} peak", engine.short())));
    let rows = results.programs.iter().map(|program| {
        let costs = &program.costs;
        let load = program.engines.get(&Engine::Specialised).and_then(|ran| ran.load_seconds);
        let warm =
            |value| if costs.warm == Some(false) { "no warm point".into() } else { shown(value) };
        let peak = |engine: &Engine| {
            let peak = program.engines.get(engine).and_then(|ran: &Ran| ran.peak_memory_bytes);
            peak.map_or(NOTHING.into(), bytes)
        };
        [
            program.name.clone(),
            shown(costs.profiling),
            costs.counting.map_or(NOTHING.into(), |ratio| format!("{ratio:.2}×")),
            shown(load),
            warm(costs.warm_p50),
            warm(costs.warm_p99),
        ]
        .into_iter()
        .chain(engines.iter().map(peak))
        .collect()
    });
    Sheet {
        title: "Being prepared, and memory".into(),
        note: "Profiling: all training requests, counted twice, with the compiling for that unless it was in the store. Counting: how many times as \
               long requests take in code that counts edges. Load: the specialised artifact, up to its \
               first instruction. Warm: round trips of test requests to the process that waits at the \
               warm point. Peak: the most memory resident in the process that ran the requests; wasmtime \
               and V8 also hold the compiler."
            .into(),
        columns,
        rows: rows.collect(),
    }
}

fn promises(services: &Services) -> Sheet {
    let rows = services.lines.iter().map(|line| {
        let reached = match (line.target.as_str(), line.reached) {
            ("", _) => "",
            (_, true) => "yes",
            (_, false) => "NO",
        };
        let size = line.bytes.map(|size| format!(" ({})", bytes(size))).unwrap_or_default();
        vec![
            format!("{}{size}", line.what),
            seconds(line.median_seconds),
            seconds(line.p99_seconds),
            line.runs.to_string(),
            line.target.clone(),
            reached.into(),
        ]
    });
    Sheet {
        title: "What a server promises".into(),
        note: String::new(),
        columns: ["what", ">median", ">p99", ">runs", "target", "reached"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

fn large(services: &Services) -> Sheet {
    let rows = services.large.iter().map(|input| {
        vec![
            input.what.clone(),
            bytes(input.wasm_bytes),
            input.backend.clone(),
            seconds(input.processor_seconds),
            seconds(input.processor_seconds / (input.wasm_bytes as f64 / 1e6)),
            bytes(input.peak_memory_bytes),
            bytes(input.artifact_bytes),
        ]
    });
    Sheet {
        title: "Compiling inputs larger than any real one".into(),
        note: "Compiling is linear if what a megabyte takes does not grow with the size.".into(),
        columns: [
            "input",
            ">size",
            "backend",
            ">processor",
            ">for each MB",
            ">memory",
            ">artifact",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}
