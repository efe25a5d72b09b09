//! `make demo`: the whole way with the Markdown renderer. Compile, learn from its training requests,
//! specialise, build the image, and answer its test requests from clones; then tables of how long
//! each way took. Every response is compared with the expected one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use preheat_benches::code::Code;
use preheat_benches::engines::Served;
use preheat_benches::machines::{Machines, StartTimes};
use preheat_benches::program::{Expected, Program, TestRequest};
use preheat_benches::samples::{Estimate, geometric_mean, ratio};
use preheat_benches::{Outcome, image};
use preheat_cli::describe_stage;
use preheat_cli::output::{Table, bytes, nanoseconds};
use preheat_cli::progress::{Progress, terminal};
use preheat_formats::protocol::Mode;
use preheat_formats::recipe::Backend;
use preheat_packager::Hypervisor;
use preheat_passes::instrument::Detail;
use preheat_pipeline::agent::Start;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::counting::Counting;
use preheat_pipeline::recipe::{Flavour, Recipe};
use preheat_pipeline::stages::{self, Compiled};
use preheat_pipeline::store::Store;
use preheat_pipeline::world::World;

/// Machines are started so often each way.
const STARTS: usize = 5;
/// Each test request is sent so often to each artifact.
const RUNS: usize = 15;

fn main() -> std::process::ExitCode {
    match demo() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("preheat-demo: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn demo() -> Outcome<()> {
    let start = Instant::now();
    let store = Store::open(&terminal())?;
    let hypervisor = Hypervisor::find()?;
    let program = Program::markdown()?;
    println!(
        "The program: {}, a Markdown renderer of {} ({} training requests, {} other test requests)",
        program.input.path.display(),
        bytes(program.input.wasm.len() as u64),
        program.train.len(),
        program.test.len(),
    );
    if let Some(note) = hypervisor.note() {
        println!("{note}.");
    }
    println!();

    let level = image::level(&hypervisor)?;
    let generic = step("compile", || {
        let made =
            stages::artifact(&store, &program.input, &Recipe::generic(level), &Budget::default())?;
        Ok((format!("generic code for {level}, {}", bytes(made.file.len() as u64)), made))
    })?;
    let profile = step("profile", || {
        let counting = Counting {
            input: &program.input,
            requests: &program.train,
            start: Start::Warm,
            world: &World::default(),
            args: &[],
            timeout: Duration::from_secs(60),
            budget: Budget::default(),
        };
        let counted = counting.run(&store)?;
        let entered = counted.profile.functions.len();
        let text = format!("{} requests counted, {entered} functions entered", program.train.len());
        Ok((text, counted.profile))
    })?;
    let specialised = step("specialise", || {
        let plan = stages::plan_of(&profile, program.input.module()?, level)?;
        let flavour = Flavour::Specialised(&plan);
        let recipe = Recipe { flavour, backend: Backend::Mixed, ..Recipe::generic(level) };
        let made = stages::artifact(&store, &program.input, &recipe, &Budget::default())?;
        let hot = plan.functions.iter().filter(|f| f.heat == preheat_formats::plan::Heat::Hot);
        Ok((format!("{} hot functions, {}", hot.count(), bytes(made.file.len() as u64)), made))
    })?;
    let folder = tempfile::Builder::new().prefix("preheat-demo-").tempdir()?;
    let built = step("image", || {
        let output = folder.path().join("markdown.qcow2");
        let counting = Recipe::counting(&Detail::All, level);
        let counts = stages::artifact(&store, &program.input, &counting, &Budget::default())?;
        let builder = image::builder(&program, level, &specialised, Some(&counts))?;
        let progress = Progress::start("");
        let image = builder.build(&hypervisor, &output, &mut |stage| {
            progress.say(describe_stage(stage));
        })?;
        drop(progress);
        let manifest = image.manifest();
        let text = format!(
            "{} of qcow2, {} MiB machine saved warm after {} requests",
            bytes(manifest.qcow2_len),
            manifest.machine.memory_mib,
            manifest.warmed_with
        );
        Ok((text, Arc::new(image)))
    })?;
    let cache = folder.path().join("machines");
    let machines = step("template", || {
        let machines = Machines::prepare(built, &hypervisor, &cache)?;
        Ok(("a template, and a pool of 2 clones".to_owned(), machines))
    })?;
    step("answer", || {
        let progress = Progress::start("answering test requests");
        let total = 3 * program.test.len();
        let count = machines.check_all(&program, &mut |done| progress.set(done, total))?;
        Ok((format!("{count} responses, each as expected, byte for byte"), ()))
    })?;

    let test = program.test_of_size(1000);
    let times = {
        let progress = Progress::start("starting machines each way");
        machines.start_times(test, STARTS, &mut |done| progress.set(done, STARTS))?
    };
    println!("\nFrom a request of {} to its response", bytes(test.request.stdin.len() as u64));
    print!("{}", start_table(&times));

    let both = {
        let _progress = Progress::start("comparing generic and specialised code");
        compare(&program, generic, specialised)?
    };
    println!("\nProcessor time outside the machine, on requests that the profile has not seen");
    print!("{}", code_table(&program, &both));
    if let Some(doubt) = doubt(&both) {
        println!("{doubt}");
    }
    println!("\nAll of it took {:.0} s.", start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs a step and prints what it did and how long it took.
fn step<T>(name: &str, run: impl FnOnce() -> Outcome<(String, T)>) -> Outcome<T> {
    let start = Instant::now();
    let (text, value) = run()?;
    println!("{name:<10}  {:>6.1} s  {text}", start.elapsed().as_secs_f64());
    Ok(value)
}

fn start_table(times: &StartTimes) -> Table {
    let mut table =
        Table::new(&["machine", ">median", ">fastest", ">slowest", ">runs", ">against cold"]);
    let cold = times.cold.median();
    let ways =
        [("cold boot", &times.cold), ("clone", &times.clone), ("pooled clone", &times.pooled)];
    for (name, samples) in ways {
        table.row([
            name.to_owned(),
            time(samples.median()),
            time(samples.quantile(0.0)),
            time(samples.quantile(1.0)),
            samples.count().to_string(),
            format!("{:.0} ×", ratio(cold, samples.median())),
        ]);
    }
    table
}

/// What one artifact took for each request, round after round.
struct Taken {
    served: Served,
    /// Of the processor, by request and round, in seconds.
    processor: Vec<Vec<f64>>,
    /// On the clock, all together.
    wall: f64,
}

impl Taken {
    fn start(program: &Program, engine: Compiled) -> Outcome<Taken> {
        let code = Code { compiled: engine, time: None };
        let served = Served::start(&code, &program.seen(), Start::Warm, Mode::Serve)?;
        Ok(Taken { served, processor: vec![Vec::new(); program.test.len()], wall: 0.0 })
    }

    fn run(&mut self, index: usize, test: &TestRequest) -> Outcome<()> {
        let (run, usage) = self.served.run_with_usage(&test.request.stdin)?;
        let answer = run.exit.map(|exit| Expected { stdout: run.stdout, exit });
        if test.expected.is_some() && answer != test.expected {
            return Err(format!("request {} was answered wrongly", test.name).into());
        }
        self.processor[index].push(usage.cpu_ns as f64 / 1e9);
        self.wall += usage.wall_ns as f64 / 1e9;
        Ok(())
    }

    /// All requests of each round together.
    fn rounds(&self) -> Vec<f64> {
        (0..RUNS).map(|round| self.processor.iter().map(|times| times[round]).sum()).collect()
    }

    fn sum(&self) -> f64 {
        self.rounds().iter().sum()
    }
}

/// Sends every test request to warm processes of both artifacts, now one first and now the other, so that
/// what else the machine does falls on both alike. What is compared is time of the processor.
fn compare(program: &Program, generic: Compiled, specialised: Compiled) -> Outcome<[Taken; 2]> {
    let mut both = [Taken::start(program, generic)?, Taken::start(program, specialised)?];
    // Caches are warm before it counts.
    for taken in &mut both {
        for test in &program.test {
            taken.served.run_with_usage(&test.request.stdin)?;
        }
    }
    for round in 0..RUNS {
        for (index, test) in program.test.iter().enumerate() {
            for turn in 0..2 {
                both[(round + index + turn) % 2].run(index, test)?;
            }
        }
    }
    Ok(both)
}

fn code_table(program: &Program, [generic, specialised]: &[Taken; 2]) -> Table {
    let mut table = Table::new(&["request", ">size", ">generic", ">specialised", ">faster by"]);
    let mut ratios = Vec::new();
    for (index, test) in program.test.iter().enumerate() {
        let median = |taken: &Taken| {
            let seconds = Estimate::of(&taken.processor[index]).map_or(0.0, |time| time.median);
            Duration::from_secs_f64(seconds)
        };
        let (generic, specialised) = (median(generic), median(specialised));
        let faster = ratio(generic, specialised);
        ratios.push(faster);
        table.row([
            test.name.clone(),
            bytes(test.request.stdin.len() as u64),
            time(generic),
            time(specialised),
            format!("{faster:.2} ×"),
        ]);
    }
    let mean = format!("{:.2} ×", geometric_mean(&ratios));
    table.row(["geometric mean".into(), String::new(), String::new(), String::new(), mean]);
    table
}

/// How far the comparison can be believed, if that is not far.
fn doubt(both: &[Taken; 2]) -> Option<String> {
    /// Of the time on the clock, during which a request's process ran.
    const LEAST_RUNNING: f64 = 0.8;
    let [generic, specialised] = both;
    let pairs = generic.rounds().into_iter().zip(specialised.rounds());
    let ratios: Vec<f64> = pairs.map(|(generic, specialised)| generic / specialised).collect();
    let estimate = Estimate::of(&ratios)?;
    let running = both.iter().map(Taken::sum).sum::<f64>()
        / both.iter().map(|taken| taken.wall).sum::<f64>().max(1e-9);
    let (low, high) = (estimate.low, estimate.high);
    if low < 1.0 && high > 1.0 && high - low > 0.05 {
        return Some(format!(
            "This machine is too busy to tell: the ratio of a round lies between {low:.2} and {high:.2}."
        ));
    }
    (running < LEAST_RUNNING).then(|| {
        format!(
            "This machine is busy: requests waited {:.0} % of their time for a processor, which is not counted here.",
            100.0 * (1.0 - running)
        )
    })
}

fn time(duration: Duration) -> String {
    nanoseconds(duration.as_nanos() as u64)
}
