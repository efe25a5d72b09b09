//! `preheat image`: artifact to machine image. An instrumented artifact of the same module goes in as
//! well, so that requests can be counted inside machines.

use preheat_formats::protocol::{Limits, Mode, Request};
use preheat_packager::{
    ArtifactFile as Packed, Hypervisor, ImageBuilder, Kernel, Memory, Program, Stage,
};
use preheat_passes::instrument::Detail;

use crate::agent;
use crate::artifact::ArtifactFile;
use crate::cli::Image;
use crate::error::{self, Error};
use crate::output;
use crate::progress::Progress;
use crate::stages::{self, Input, Recipe};
use crate::store::Store;

pub fn run(options: &Image) -> Result<u8, Error> {
    let artifact = ArtifactFile::open(&options.input)?;
    let hypervisor = Hypervisor::find()?;
    super::boot::say_how_machines_run(&hypervisor);
    let level = artifact.meta().level;
    let input = Input::new(&options.input, artifact.module()?.to_vec());
    let counting = Recipe::counting(&Detail::All, level);
    let instrumented = stages::artifact(&Store::open()?, &input, &counting)?;
    let warm_up = options
        .warm_with
        .iter()
        .map(|path| {
            let stdin = error::read(path)?;
            let limits = Limits::default();
            Ok(Request { stdin, args: None, env: None, limits, mode: Mode::Serve })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let env = options.env.iter().map(|entry| variable(entry)).collect::<Result<_, Error>>()?;
    let builder = ImageBuilder {
        module: artifact.meta().module,
        artifacts: vec![Packed { level, path: options.input.clone() }],
        instrumented: Some(Packed { level, path: instrumented.path }),
        program: Program {
            name: input.program(),
            args: options.args.clone(),
            env,
            // The request brings its own time limit.
            limits: Limits { time_ms: 0, ..Limits::default() },
        },
        agent: agent::find()?,
        kernel: Kernel::find()?,
        warm_up,
        memory: Memory(options.memory),
    };
    let progress = Progress::start("");
    let image =
        builder.build(&hypervisor, &options.output, &mut |stage| progress.say(describe(stage)))?;
    drop(progress);
    let manifest = image.manifest();
    if options.json {
        println!("{}", manifest.to_json());
    } else {
        println!(
            "{}: {} of disk and state, {} MiB machine ({}), warm after {} requests",
            options.output.display(),
            output::bytes(manifest.qcow2_len),
            manifest.machine.memory_mib,
            manifest.machine.machine_type,
            manifest.warmed_with,
        );
    }
    Ok(0)
}

fn variable(entry: &str) -> Result<(String, String), Error> {
    entry
        .split_once('=')
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .ok_or_else(|| Error::Usage(format!("--env {entry}: write NAME=VALUE")))
}

pub fn describe(stage: Stage) -> String {
    match stage {
        Stage::Collect => "collecting artifacts, agent and kernel".into(),
        Stage::WriteDisk => "writing the disk".into(),
        Stage::Boot => "booting the machine up to its warm point".into(),
        Stage::WarmUp { number, of } => format!("answering warm-up request {number} of {of}"),
        Stage::Save => "saving the machine's state".into(),
        Stage::Seal => "sealing the image".into(),
    }
}
