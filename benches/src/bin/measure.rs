//! `make bench`: the numbers that Preheat promises, measured: how long compiling takes, how long an artifact takes
//! to load, a request in a warm process, and machines each way. With `--json` for machines.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use preheat_benches::code::serve;
use preheat_benches::compiling::{self, Large};
use preheat_benches::machines::Machines;
use preheat_benches::program::{Program, corpus, request};
use preheat_benches::samples::{Samples, ratio};
use preheat_benches::{Outcome, image};
use preheat_formats::protocol::Outcome as Ending;
use preheat_packager::Hypervisor;
use preheat_pipeline::output::{Table, bytes, nanoseconds};
use preheat_pipeline::progress::Progress;
use preheat_pipeline::stages::{self, Compiled, Input, Recipe};
use preheat_pipeline::store::Store;
use serde_json::json;

/// Measures compiling, loading, warm requests and starting machines.
#[derive(Parser)]
struct Options {
    /// How often each machine is started
    #[arg(long, default_value_t = 10)]
    starts: usize,
    /// How often a request is sent to a warm process
    #[arg(long, default_value_t = 1000)]
    requests: usize,
    /// How often a module is compiled by each emitter
    #[arg(long, default_value_t = 3)]
    compilations: usize,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// One line of the result.
struct Line {
    what: &'static str,
    /// Of the artifact, in bytes.
    size: Option<u64>,
    /// In words, and as a check.
    target: &'static str,
    samples: Samples,
    reached: bool,
}

fn main() -> std::process::ExitCode {
    match measure(&Options::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("preheat-measure: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn measure(options: &Options) -> Outcome<()> {
    let store = Store::open()?;
    let hypervisor = Hypervisor::find()?;
    let program = Program::markdown()?;
    let progress = Progress::start("compiling");
    let emitters = compiling::emitters(&program.input.path, options.compilations)?;
    progress.say("compiling large inputs");
    let large = compiling::large_inputs(&program.input.path, &|done, of| progress.set(done, of))?;
    drop(progress);
    let artifact = compile(&store, &program.input, &hypervisor)?;
    let mebibyte = compile(&store, &large_module()?, &hypervisor)?;
    let quick = ratio(emitters.llvm.median(), emitters.cranelift.median()) >= 8.0;
    let compiling =
        |what, target, samples, reached| Line { what, size: None, target, samples, reached };
    let mut lines = vec![
        compiling("compile Markdown, LLVM at -O3 (processor)", "", emitters.llvm, true),
        compiling("compile Markdown, Cranelift (processor)", "LLVM / 8", emitters.cranelift, quick),
        load_times("load an artifact of 1 MB", "under 1 ms", &mebibyte)?,
        load_times("load the Markdown artifact", "", &artifact)?,
    ];
    lines.extend(request_times(&store, &hypervisor, options.requests)?);
    lines.extend(machine_times(&program, &artifact, &hypervisor, options.starts)?);
    print(options, &lines, &large);
    Ok(())
}

fn compile(store: &Store, input: &Input, hypervisor: &Hypervisor) -> Outcome<Compiled> {
    let level = hypervisor.guest_level();
    Ok(stages::artifact(store, input, &Recipe::generic(level))?)
}

/// A program whose artifact is about 1 MB: what it holds lies in it twice, as module and as memory image.
fn large_module() -> Outcome<Input> {
    let mut state = 1u32;
    let data: String = (0..470_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            format!("\\{:02x}", state >> 24)
        })
        .collect();
    let text = format!(
        r#"(module
          (import "wasi_snapshot_preview1" "fd_read"
            (func $fd_read (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 9)
          (data (i32.const 65536) "{data}")
          (func (export "_start")
            (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))))"#
    );
    Ok(Input::new(Path::new("large.wasm"), wat::parse_str(text)?))
}

/// From opening the artifact to its first instruction, as agents tell it.
fn load_times(what: &'static str, target: &'static str, artifact: &Compiled) -> Outcome<Line> {
    let mut samples = Samples::default();
    for _ in 0..21 {
        let ready = serve(&artifact.path, "program")?.ready();
        samples.add(Duration::from_nanos(ready.load_ns));
    }
    let reached = samples.median() < Duration::from_millis(1);
    let size = artifact.file.len() as u64;
    Ok(Line { what, size: Some(size), target, samples, reached })
}

/// Whole round trips to an agent: the request goes in, a process runs the program, the response comes
/// out. One program waits for its request in a warm process, the other starts afresh each time.
fn request_times(store: &Store, hypervisor: &Hypervisor, count: usize) -> Outcome<Vec<Line>> {
    let programs = [
        ("request to a warm process", "ok", &b"ok\n"[..]),
        ("request that starts an empty program", "empty", &b""[..]),
    ];
    let mut agents = Vec::new();
    for (what, name, expected) in programs {
        let input = Input::open(&corpus().join(format!("{name}/{name}.wasm")))?;
        let compiled = compile(store, &input, hypervisor)?;
        agents.push((what, serve(&compiled.path, name)?, expected, Samples::default()));
    }
    for run in 0..count + 20 {
        for (what, agent, expected, samples) in &mut agents {
            let start = Instant::now();
            let response = agent.request(&request(Vec::new()))?;
            let took = start.elapsed();
            if response.outcome != Ending::Exit(0) || response.stdout != *expected {
                return Err(format!("{what}: a wrong response: {response:?}").into());
            }
            if run >= 20 {
                samples.add(took);
            }
        }
    }
    let line = |(what, _, _, samples): (_, _, _, Samples)| Line {
        what,
        size: None,
        target: "under 1 ms",
        reached: samples.median() < Duration::from_millis(1),
        samples,
    };
    Ok(agents.into_iter().map(line).collect())
}

fn machine_times(
    program: &Program,
    artifact: &Compiled,
    hypervisor: &Hypervisor,
    starts: usize,
) -> Outcome<Vec<Line>> {
    let folder = tempfile::Builder::new().prefix("preheat-measure-").tempdir()?;
    let builder = image::builder(program, hypervisor.guest_level(), artifact, None)?;
    let progress = Progress::start("building the image");
    let built = builder.build(hypervisor, &folder.path().join("markdown.qcow2"), &mut |_| {})?;
    let cache = folder.path().join("machines");
    let machines = Machines::prepare(Arc::new(built), hypervisor, &cache)?;
    progress.say("starting machines each way");
    let test = program.test_of_size(1000);
    let times = machines.start_times(test, starts, &mut |done| progress.set(done, starts))?;
    let cold = times.cold.median();
    let line = |what, target, samples: Samples, factor| Line {
        what,
        size: None,
        target,
        reached: ratio(cold, samples.median()) >= factor,
        samples,
    };
    Ok(vec![
        line("first response of a cold machine", "", times.cold, 0.0),
        line("first response of a clone", "cold / 10", times.clone, 10.0),
        line("first response of a pooled clone", "cold / 100", times.pooled, 100.0),
    ])
}

fn print(options: &Options, lines: &[Line], large: &[Large]) {
    let nanos = |duration: Duration| duration.as_nanos() as u64;
    if options.json {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| {
                json!({
                    "what": line.what,
                    "artifact_bytes": line.size,
                    "target": line.target,
                    "reached": line.reached,
                    "runs": line.samples.count(),
                    "median_ns": nanos(line.samples.median()),
                    "p99_ns": nanos(line.samples.quantile(0.99)),
                })
            })
            .collect();
        let large: Vec<_> = large.iter().map(large_json).collect();
        println!("{}", json!({ "measurements": lines, "large_inputs": large }));
        return;
    }
    let mut table = Table::new(&["what", ">median", ">p99", ">runs", "target", "reached"]);
    for line in lines {
        let reached = match (line.target, line.reached) {
            ("", _) => "",
            (_, true) => "yes",
            (_, false) => "NO",
        };
        let size = line.size.map(|size| format!(" ({})", bytes(size))).unwrap_or_default();
        table.row([
            format!("{}{size}", line.what),
            nanoseconds(nanos(line.samples.median())),
            nanoseconds(nanos(line.samples.quantile(0.99))),
            line.samples.count().to_string(),
            line.target.into(),
            reached.into(),
        ]);
    }
    println!("{table}");
    print!("{}", large_table(large));
}

/// Compiling is linear if what a megabyte takes does not grow with the size.
fn large_table(large: &[Large]) -> Table {
    let titles =
        ["large input", ">size", "backend", ">processor", ">for each MB", ">memory", ">artifact"];
    let mut table = Table::new(&titles);
    for Large { what, wasm_bytes, backend, compilation } in large {
        let megabytes = *wasm_bytes as f64 / 1e6;
        let each = compilation.processor.div_f64(megabytes);
        table.row([
            what.clone(),
            bytes(*wasm_bytes),
            (*backend).to_owned(),
            nanoseconds(compilation.processor.as_nanos() as u64),
            nanoseconds(each.as_nanos() as u64),
            bytes(compilation.peak_memory),
            bytes(compilation.artifact_bytes),
        ]);
    }
    table
}

fn large_json(large: &Large) -> serde_json::Value {
    json!({
        "what": large.what,
        "wasm_bytes": large.wasm_bytes,
        "backend": large.backend,
        "processor_ns": large.compilation.processor.as_nanos() as u64,
        "peak_memory_bytes": large.compilation.peak_memory,
        "artifact_bytes": large.compilation.artifact_bytes,
    })
}
