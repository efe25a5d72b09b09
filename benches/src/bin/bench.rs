//! `preheat bench` becomes this program: it reads the same options, measures, and says what came out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use preheat_benches::baseline::{self, Baseline, Instructions, Verdict};
use preheat_benches::code::Source;
use preheat_benches::engine::Engine;
use preheat_benches::measure::Method;
use preheat_benches::program::{self, Program, Settings};
use preheat_benches::race::Length;
use preheat_benches::results::{Results, VERSION};
use preheat_benches::{
    Misuse, Outcome, callgrind, environment, markdown, outside, page, services, terminal,
};
use preheat_cli::cli::bench::{Bench, Report};
use preheat_cli::cli::{Talk, TargetCpu};
use preheat_cli::output::{Table, bytes};
use preheat_cli::progress::{Progress, choose, terminal};
use preheat_formats::CpuLevel;
use preheat_pipeline::error::write;
use preheat_pipeline::store::Store;

#[derive(Parser)]
#[command(name = "preheat bench", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    bench: Bench,
    #[command(flatten)]
    talk: Talk,
}

fn main() -> ExitCode {
    let Cli { bench, talk } = Cli::parse();
    choose(talk.speech());
    match run(&bench) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("preheat: {error}");
            ExitCode::from(exit_code(error.as_ref()))
        }
    }
}

/// Wrong use is told from failure.
fn exit_code(error: &(dyn std::error::Error + 'static)) -> u8 {
    if error.is::<Misuse>() {
        return 2;
    }
    error.downcast_ref::<preheat_pipeline::Error>().map_or(1, preheat_cli::exit_code)
}

fn run(options: &Bench) -> Outcome<ExitCode> {
    let corpus = options.corpus.clone().unwrap_or_else(program::corpus);
    if options.list {
        list(&corpus)?;
        return Ok(ExitCode::SUCCESS);
    }
    let report = &options.report;
    if let Some(path) = &report.baseline {
        write_baseline(options, &corpus, path)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(path) = &report.check {
        return check(options, &corpus, path);
    }
    let results = match &report.from {
        Some(path) => Results::read(path)?,
        None => measure(options, &corpus)?,
    };
    show(&results, report)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes what is asked for, and prints.
fn show(results: &Results, report: &Report) -> Outcome<()> {
    let json = || serde_json::to_string_pretty(results);
    if let Some(path) = &report.save {
        write(path, json()?.as_bytes())?;
    }
    if let Some(path) = &report.markdown {
        write(path, markdown::text(results).as_bytes())?;
    }
    if let Some(path) = &report.html {
        let previous = report.previous.iter().map(|path| Results::read(path));
        let previous: Vec<Results> = previous.collect::<Outcome<_>>()?;
        write(path, page::html(results, &previous).as_bytes())?;
    }
    if report.json {
        println!("{}", json()?);
    } else {
        print!("{}", terminal::text(results));
    }
    Ok(())
}

/// Measures the few programs of a baseline, by what is compared.
fn measure_few(options: &Bench, corpus: &Path) -> Outcome<(Results, Instructions)> {
    if !callgrind::is_here() {
        return Err("valgrind is not installed: scripts/setup installs it".into());
    }
    let mut instructions = Instructions::new();
    {
        let store = Store::open(&terminal())?;
        let progress = Progress::start("counting instructions");
        for (index, name) in baseline::PROGRAMS.into_iter().enumerate() {
            progress.set(index, baseline::PROGRAMS.len());
            let program = Program::read(corpus, name)?;
            instructions.insert(name.to_owned(), baseline::count(&program, &store)?);
        }
    }
    let few = Bench {
        programs: baseline::PROGRAMS.map(str::to_owned).to_vec(),
        engines: baseline::ENGINES.to_vec(),
        stored: true,
        ..options.clone()
    };
    Ok((measure(&few, corpus)?, instructions))
}

fn write_baseline(options: &Bench, corpus: &Path, path: &Path) -> Outcome<()> {
    let (results, instructions) = measure_few(options, corpus)?;
    let baseline = Baseline::new(Some(&results), &instructions);
    write(path, (serde_json::to_string_pretty(&baseline)? + "\n").as_bytes())?;
    println!("{}: a new baseline of {} programs", path.display(), baseline.programs.len());
    Ok(())
}

fn check(options: &Bench, corpus: &Path, path: &Path) -> Outcome<ExitCode> {
    let baseline = Baseline::read(path)?;
    let (results, instructions) = measure_few(options, corpus)?;
    let mut findings = baseline.compare_instructions(&instructions);
    findings.extend(baseline.compare_ratios(&results));
    let mut table = Table::new(&["program", "what", ">baseline", ">now", "verdict"]);
    for finding in &findings {
        let number = |value: f64| match value {
            large if large > 1000.0 => format!("{value:.0}"),
            _ => format!("{value:.2}×"),
        };
        table.row([
            finding.program.clone(),
            finding.what.clone(),
            number(finding.baseline),
            number(finding.now),
            match finding.verdict {
                Verdict::Worse => "WORSE".into(),
                Verdict::Same => "same".into(),
                Verdict::Better => "better".into(),
            },
        ]);
    }
    print!("{table}");
    let count = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    let (worse, better) = (count(Verdict::Worse), count(Verdict::Better));
    println!("\n{worse} worse, {better} better, of {}", findings.len());
    if better > 0 && worse == 0 {
        println!("If that is to stay: preheat bench --baseline {}", path.display());
    }
    Ok(if worse == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(corpus: &Path) -> Outcome<()> {
    let mut table =
        Table::new(&["program", "class", "language", ">wasm", "what it does", "built from"]);
    let mut sum = 0;
    for name in program::names(corpus)? {
        let settings = Settings::read(corpus, &name)?;
        let module = corpus.join(&name).join(format!("{name}.wasm"));
        let size = std::fs::metadata(&module)
            .map_err(|error| format!("{}: {error}", module.display()))?
            .len();
        sum += size;
        table.row([
            name,
            settings.class.name().into(),
            settings.language,
            bytes(size),
            settings.title,
            settings.packages.join(", "),
        ]);
    }
    print!("{table}");
    println!("\n{} together", bytes(sum));
    Ok(())
}

/// What is measured, and how.
fn measure(options: &Bench, corpus: &Path) -> Outcome<Results> {
    let start = Instant::now();
    let mut programs = programs(options, corpus)?;
    let level = TargetCpu::Native.level()?;
    let store = Store::open(&terminal())?;
    let engines = match &options.engines[..] {
        [] => Engine::ALL.to_vec(),
        some => some.to_vec(),
    };
    let (rounds, time) = if options.quick { (7, 2.0) } else { (15, 4.0) };
    let method = Method {
        engines: &engines,
        length: Length {
            rounds: options.rounds.map_or(rounds, |rounds| rounds as usize),
            time: Duration::from_secs_f64(options.time.unwrap_or(time)),
        },
        store: &store,
        level,
        source: if options.stored { Source::Store } else { Source::Compiler },
    };
    // First: starting a machine forks, which takes longer the more memory this process has after all the
    // compiling.
    let services = if is_everything(options) {
        let progress = Progress::start("services");
        Some(services::measure(&store, &|doing| progress.say(doing))?)
    } else {
        None
    };
    let progress = Progress::start("measuring");
    let count = programs.len();
    let mut measured = Vec::new();
    for (index, program) in programs.iter_mut().enumerate() {
        progress.set(index, count);
        measured.push(method.measure(program, &|doing| progress.say(doing))?);
    }
    Ok(results(start, level, measured, services))
}

fn results(
    start: Instant,
    level: CpuLevel,
    programs: Vec<preheat_benches::results::Measured>,
    services: Option<preheat_benches::results::Services>,
) -> Results {
    Results {
        version: VERSION,
        date: environment::now(),
        command: command(),
        seconds: start.elapsed().as_secs_f64(),
        machine: environment::machine(level),
        versions: environment::versions(),
        programs,
        services,
    }
}

/// What was typed.
fn command() -> String {
    let args: Vec<String> = std::env::args().skip(1).collect();
    ["preheat bench"].into_iter().map(str::to_owned).chain(args).collect::<Vec<_>>().join(" ")
}

/// No choice was made.
fn is_everything(options: &Bench) -> bool {
    options.programs.is_empty() && options.class.is_empty() && !options.quick
}

/// The programs that are asked for.
fn programs(options: &Bench, corpus: &Path) -> Outcome<Vec<Program>> {
    let (outside, named): (Vec<&String>, Vec<&String>) =
        options.programs.iter().partition(|word| outside::is_path(word));
    if outside.is_empty() && (options.outside.test.is_some() || options.outside.train.is_some()) {
        return Err(
            Misuse("--train and --test are for a module from outside: name one".into()).into()
        );
    }
    let mut programs = Vec::new();
    for path in &outside {
        programs.push(outside::program(&PathBuf::from(path), options)?);
    }
    let all =
        if named.is_empty() && !outside.is_empty() { vec![] } else { program::names(corpus)? };
    for name in &named {
        if !all.contains(name) {
            let what = format!("there is no program `{name}` in the corpus: see --list");
            return Err(Misuse(what).into());
        }
    }
    for name in all {
        let settings = Settings::read(corpus, &name)?;
        let wanted = (named.is_empty() || named.contains(&&name))
            && (options.class.is_empty() || options.class.contains(&settings.class))
            && (!options.quick || !named.is_empty() || settings.quick);
        if wanted {
            programs.push(Program::read(corpus, &name)?);
        }
    }
    if programs.is_empty() {
        return Err(Misuse("no program is of that kind: see --list".into()).into());
    }
    Ok(programs)
}
