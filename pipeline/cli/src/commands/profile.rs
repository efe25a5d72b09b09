//! `preheat profile`: runs requests in instrumented code and writes what was counted.

use std::path::PathBuf;
use std::time::Duration;

use preheat_formats::protocol::Outcome;
use preheat_formats::shown::shown;
use preheat_pipeline::Error;
use preheat_pipeline::agent::Start;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::counting::{self, Counting, RequestFile};
use preheat_pipeline::error;
use preheat_pipeline::module::Input;
use preheat_pipeline::store::Store;

use crate::cli::Profile;
use crate::output::{self, path_json, print, say};
use crate::progress::terminal;

pub fn run(options: &Profile) -> Result<u8, Error> {
    let input = Input::open(&options.input, &terminal())?;
    let (start, requests) = match &options.requests {
        Some(folder) => (Start::Warm, counting::request_files(folder)?),
        // One run and no request: nothing would come after a warm point.
        None => {
            let run = RequestFile { path: PathBuf::from("the run"), stdin: Vec::new() };
            (Start::Fresh, vec![run])
        }
    };
    let time = Duration::from_secs_f64(options.timeout);
    let counting = Counting {
        input: &input,
        requests: &requests,
        start,
        world: &options.world.seen(),
        args: &options.args,
        timeout: time,
        budget: Budget { time: Some(time), ..options.budget.budget() },
    };
    let counted = counting.run(&Store::open(&terminal())?)?;
    for (path, outcome) in &counted.failures {
        say(format_args!("{}: {} (counted all the same)", path.display(), describe(outcome)));
    }
    error::write(&options.output, &counted.profile.to_bytes())?;

    let profile = &counted.profile;
    if options.json {
        let json = serde_json::json!({
            "profile": path_json(&options.output),
            "module": profile.module,
            "requests": requests.len(),
            "failed": counted.failures.len(),
            "functions": profile.functions.len(),
        });
        print(format_args!("{json}\n"))?;
    } else {
        print(format_args!(
            "{}: {} requests, {} functions entered, {} a request (instrumented)\n",
            options.output.display(),
            requests.len(),
            profile.functions.len(),
            output::nanoseconds(profile.requests.wall_ns.mean().unwrap_or(0)),
        ))?;
    }
    Ok(0)
}

/// How a request ended, for people.
pub fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Exit(code) => format!("exit code {code}"),
        Outcome::Trap { trap, function: Some(function) } => {
            format!("trap: {} in {}", trap.name(), shown(function))
        }
        Outcome::Trap { trap, function: None } => format!("trap: {}", trap.name()),
        Outcome::TimeLimit => "stopped at its time limit".into(),
        Outcome::OutputLimit => "stopped at its output limit".into(),
        Outcome::Died { signal: Some(signal) } => format!("its process died by signal {signal}"),
        Outcome::Died { signal: None } => "its process died".into(),
    }
}
