//! What a server promises, whatever the program: how long compiling takes, how long an artifact takes to
//! load, a request in a warm process, machines started each way, and inputs that are larger than any real
//! one.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use preheat_cli::progress::terminal;
use preheat_formats::protocol::{Mode, Outcome as Ending};
use preheat_packager::Hypervisor;
use preheat_pipeline::agent::{Agent, Served, Start};
use preheat_pipeline::budget::Budget;
use preheat_pipeline::module::Input;
use preheat_pipeline::recipe::Recipe;
use preheat_pipeline::stages::{self, Compiled};
use preheat_pipeline::store::Store;
use preheat_pipeline::world::World;

use crate::compiling::{self, Large};
use crate::machines::Machines;
use crate::program::{Program, corpus, request};
use crate::results::{LargeInput, ServiceLine, Services};
use crate::samples::{Samples, ratio};
use crate::{Outcome, image};

/// How often each machine is started.
const STARTS: usize = 7;
/// How often a request is sent to a warm process.
const REQUESTS: usize = 1000;
/// How often a module is compiled by each emitter.
const COMPILATIONS: usize = 3;

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

/// Measures all of it. `say` is told what is being done.
pub fn measure(store: &Store, say: &dyn Fn(&str)) -> Outcome<Services> {
    let hypervisor = Hypervisor::find()?;
    let program = Program::markdown()?;
    say("compiling Markdown with each emitter");
    let emitters = compiling::emitters(&program.input.path, COMPILATIONS)?;
    say("compiling large inputs");
    let large = compiling::large_inputs(&program.input.path)?;
    let artifact = compile(store, &program.input, &hypervisor)?;
    let megabyte = compile(store, &large_module()?, &hypervisor)?;
    let quick = ratio(emitters.llvm.median(), emitters.cranelift.median()) >= 8.0;
    let compiling =
        |what, target, samples, reached| Line { what, size: None, target, samples, reached };
    say("loading, and requests to warm processes");
    let mut lines = vec![
        compiling("compile Markdown, LLVM at -O3 (processor)", "", emitters.llvm, true),
        compiling("compile Markdown, Cranelift (processor)", "LLVM / 8", emitters.cranelift, quick),
        load_times("load an artifact of 1 MB", "under 1 ms", &megabyte)?,
        load_times("load the Markdown artifact", "", &artifact)?,
    ];
    lines.extend(request_times(store, &hypervisor)?);
    say("starting machines each way");
    lines.extend(machine_times(&program, &artifact, &hypervisor)?);
    Ok(Services {
        lines: lines.into_iter().map(Line::result).collect(),
        large: large.into_iter().map(large_result).collect(),
    })
}

impl Line {
    fn result(self) -> ServiceLine {
        ServiceLine {
            what: self.what.to_owned(),
            bytes: self.size,
            target: self.target.to_owned(),
            reached: self.reached,
            runs: self.samples.count(),
            median_seconds: self.samples.median().as_secs_f64(),
            p99_seconds: self.samples.quantile(0.99).as_secs_f64(),
        }
    }
}

fn large_result(large: Large) -> LargeInput {
    LargeInput {
        what: large.what,
        wasm_bytes: large.wasm_bytes,
        backend: large.backend.to_owned(),
        processor_seconds: large.compilation.processor.as_secs_f64(),
        peak_memory_bytes: large.compilation.peak_memory,
        artifact_bytes: large.compilation.artifact_bytes,
    }
}

/// An agent that serves an artifact without arguments.
fn serve(artifact: &Path, program: &str) -> Outcome<Agent> {
    let world = World::default();
    Ok(Agent::start(&Served {
        artifact,
        start: Start::Warm,
        program,
        world: &world,
        args: &[],
        timeout: None,
        silent: false,
    })?)
}

fn compile(store: &Store, input: &Input, hypervisor: &Hypervisor) -> Outcome<Compiled> {
    Ok(stages::artifact(
        store,
        input,
        &Recipe::generic(image::level(hypervisor)?),
        &Budget::default(),
    )?)
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
    Ok(Input::new(Path::new("large.wasm"), wat::parse_str(text)?, &terminal()))
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
fn request_times(store: &Store, hypervisor: &Hypervisor) -> Outcome<Vec<Line>> {
    let programs = [
        ("request to a warm process", "ok", &b"ok\n"[..]),
        ("request that starts an empty program", "empty", &b""[..]),
    ];
    let mut agents = Vec::new();
    for (what, name, expected) in programs {
        let input = Input::open(&corpus().join(format!("{name}/{name}.wasm")), &terminal())?;
        let compiled = compile(store, &input, hypervisor)?;
        agents.push((what, serve(&compiled.path, name)?, expected, Samples::default()));
    }
    for run in 0..REQUESTS + 20 {
        for (what, agent, expected, samples) in &mut agents {
            let start = Instant::now();
            let response = agent.request(&request(Vec::new(), Mode::Serve))?;
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
) -> Outcome<Vec<Line>> {
    let folder = tempfile::Builder::new().prefix("preheat-bench-").tempdir()?;
    let builder = image::builder(program, image::level(hypervisor)?, artifact, None)?;
    let built = builder.build(hypervisor, &folder.path().join("markdown.qcow2"), &mut |_| {})?;
    let cache = folder.path().join("machines");
    let machines = Machines::prepare(Arc::new(built), hypervisor, &cache)?;
    let test = program.test_of_size(1000);
    let times = machines.start_times(test, STARTS, &mut |_| {})?;
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
