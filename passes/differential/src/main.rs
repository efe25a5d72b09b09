//! `preheat-fuzz`: runs random modules until it is stopped, or one differs. `make fuzz` starts it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use preheat_differential::campaign::{AtFindings, Campaign};
use preheat_differential::case::{Judge, Verdict};
use preheat_differential::findings::{minimise, save};
use preheat_differential::frugal;
use preheat_differential::kind::{Kind, Part};
use preheat_differential::request::Request;
use preheat_differential::worker;
use preheat_formats::recipe::Backend;

/// Compares Preheat's emitters and its interpreter with wasmtime on random modules. Ends with 1 when they
/// differ.
#[derive(Parser)]
struct Options {
    /// What modules: random, loops, straight-line, tail-calls, shapes, traps, bombs; may be given several
    /// times. By default all, in turn
    #[arg(long)]
    kind: Vec<Kind>,
    /// Go on when modules differ
    #[arg(long)]
    go_on: bool,
    /// The first seed; by default one of the time
    #[arg(long)]
    seed: Option<u64>,
    /// How many seeds; by default no end
    #[arg(long)]
    seeds: Option<u64>,
    /// Stop after so many seconds
    #[arg(long)]
    seconds: Option<u64>,
    /// Processes; by default one for each processor
    #[arg(long)]
    jobs: Option<usize>,
    /// Where modules that differ are kept
    #[arg(long, default_value = "target/fuzz")]
    folder: PathBuf,
    /// Judge this module, text or binary, as if it were the one of the kind and the seed: to make one smaller
    /// by hand
    #[arg(long, value_name = "FILE", requires = "seed", requires = "kind")]
    module: Option<PathBuf>,
    /// Only print the module of the kind and the seed
    #[arg(long, requires = "seed", requires = "kind")]
    print: bool,
    /// With `--print`: what is left of it with this function alone
    #[arg(long, value_name = "INDEX")]
    only: Option<u32>,
    /// Compile the module on stdin with little time and memory
    #[arg(long, hide = true, value_name = "BACKEND")]
    compile: Option<String>,
    /// Be a worker of such a program
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if let Some(name) = &options.compile {
        return compile(name);
    }
    let done = match &options.module {
        Some(path) => judge_file(&options, path),
        None if options.worker => worker::work().map(|()| true),
        None if options.print => print(&options),
        None => fuzz(&options),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("preheat-fuzz: {error}");
            ExitCode::from(2)
        }
    }
}

fn compile(backend: &str) -> ExitCode {
    let known = [Backend::Cranelift, Backend::Llvm, Backend::Mixed];
    let Some(backend) = known.into_iter().find(|known| known.name() == backend) else {
        eprintln!("preheat-fuzz: `{backend}` is no backend");
        return ExitCode::from(2);
    };
    match frugal::compile_here(backend) {
        Ok(code) => ExitCode::from(code as u8),
        Err(error) => {
            eprintln!("preheat-fuzz: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all agree on a module of a file.
fn judge_file(options: &Options, path: &Path) -> std::io::Result<bool> {
    let mut bytes = std::fs::read(path)?;
    if let Ok(text) = std::str::from_utf8(&bytes)
        && !bytes.starts_with(b"\0asm")
    {
        bytes = preheat_loader::wasm(text);
    }
    let (&[kind, ..], Some(seed)) = (&options.kind[..], options.seed) else { return Ok(true) };
    let verdict = worker::on_large_stack(move || {
        Judge::new().judge_module(Request::new(kind, seed), &bytes)
    })?;
    match verdict {
        Verdict::Agree(counts) => println!("all agree: {counts:?}"),
        Verdict::Open(why) => println!("nothing can be said: {why}"),
        Verdict::Differ(report) => {
            println!("{report}");
            return Ok(false);
        }
    }
    Ok(true)
}

fn print(options: &Options) -> std::io::Result<bool> {
    let (&[kind, ..], Some(seed)) = (&options.kind[..], options.seed) else { return Ok(true) };
    let part = options.only.map_or(Part::Whole, Part::Only);
    let wasm = kind.make(seed, part).wasm;
    println!("{}", wasmprinter::print_bytes(&wasm).map_err(std::io::Error::other)?);
    Ok(true)
}

/// Whether all agree.
fn fuzz(options: &Options) -> std::io::Result<bool> {
    let program = std::env::current_exe()?;
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let first = options.seed.unwrap_or_else(|| now().map_or(1, |time| time.as_millis() as u64));
    let campaign = Campaign {
        program: program.clone(),
        workers: options
            .jobs
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        kinds: if options.kind.is_empty() { Kind::ALL.to_vec() } else { options.kind.clone() },
        at_findings: if options.go_on { AtFindings::GoOn } else { AtFindings::Stop },
        first,
        seeds: options.seeds,
        time: options.seconds.map(Duration::from_secs),
    };
    eprintln!("from seed {first} on, with {} processes", campaign.workers);
    let mut told = Instant::now();
    let summary = campaign.run(|summary| {
        if told.elapsed() > Duration::from_secs(5) {
            eprintln!("{summary}");
            told = Instant::now();
        }
    })?;
    eprintln!("{summary}");
    for ((kind, party), functions) in &summary.functions_by {
        eprintln!("  {functions} {kind} by {party}");
    }
    for (request, report) in &summary.findings {
        eprintln!("{request} differs; looking for a smaller module");
        let (request, report) = minimise(&program, *request, report.clone())?;
        let path = save(&options.folder, request, &report)?;
        eprintln!("{report}\nkept: {}", path.display());
    }
    Ok(summary.findings.is_empty())
}
