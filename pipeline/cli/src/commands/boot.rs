//! `preheat boot`: one request, answered by a machine of an image.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use preheat_formats::manifest::KIND;
use preheat_formats::protocol::{Limits, Mode, Outcome, Request, Response};
use preheat_packager::{Cache, Hypervisor, Image, Template};
use preheat_pipeline::Error;
use preheat_pipeline::error;
use preheat_pipeline::inputs;
use preheat_pipeline::serves::Serves;
use preheat_pipeline::store::Store;

use super::profile::describe;
use crate::cli::Boot;
use crate::exit;
use crate::output::{pass, say};
use crate::progress::{Progress, terminal};

pub fn run(options: &Boot) -> Result<u8, Error> {
    let progress = Progress::start("verifying the image");
    let image = Arc::new(Image::open(&options.input)?);
    let store = Store::open(&terminal())?;
    let (digest, signature) = (image.digest(), image.signature());
    store.keys().admit_digest(&options.trust.given(), &options.input, KIND, digest, signature)?;
    let stdin = inputs::read_from(std::io::stdin(), Path::new("stdin"), &inputs::REQUEST)?;
    let hypervisor = Hypervisor::find()?;
    options.walls.demand(&hypervisor)?;
    progress.say("starting a machine");
    let cache = store.machines();
    let mut machine = if options.cold {
        image.boot_cold(&hypervisor, &cache)?
    } else {
        let cache = Cache::signed(&cache, store.keys().clone());
        let template = Template::open(image, &hypervisor, cache)?;
        if let Some(remark) = template.remark() {
            say(remark);
        }
        if template.was_made() {
            store.keep_within_limit();
        }
        template.clone_machine()?
    };
    progress.say("waiting for the response");
    let time = Duration::from_secs_f64(options.timeout);
    let request = Request {
        stdin,
        args: None,
        env: None,
        limits: Limits { time_ms: time.as_millis() as u64, ..Limits::default() },
        mode: if options.profile.is_some() { Mode::Count } else { Mode::Serve },
    };
    let response = machine.serve(&request)?;
    if let Some(path) = &options.profile {
        error::write(path, &machine.export()?.to_bytes())?;
    }
    drop(progress);
    pass_on(&response)
}

/// Says once, to a person only, when machines run slower than they could.
pub fn say_how_machines_run(hypervisor: &Hypervisor) {
    if let Some(note) = hypervisor.note().filter(|_| std::io::stderr().is_terminal()) {
        say(note);
    }
}

/// Writes what the program wrote, and gives the exit code for how it ended.
fn pass_on(response: &Response) -> Result<u8, Error> {
    pass(&response.stdout)?;
    // Where stderr cannot be written there is nobody to tell.
    let _ = std::io::stderr().write_all(&response.stderr);
    let code = match response.outcome {
        // A native program's code is cut to a byte as well.
        Outcome::Exit(code) => return Ok(code as u8),
        Outcome::Trap { .. } => exit::TRAP,
        Outcome::TimeLimit => exit::TIMEOUT,
        Outcome::Died { signal: Some(_) } => exit::DIED,
        Outcome::OutputLimit | Outcome::Died { signal: None } => exit::OUR_FAILURE,
    };
    say(describe(&response.outcome));
    Ok(code)
}
