//! `preheat image`: artifact to machine image. An instrumented artifact of the same module goes in as well,
//! so that requests can be counted inside machines. An artifact for more than machines have here is compiled
//! again for what they have.

use std::path::Path;

use preheat_formats::CpuLevel;
use preheat_formats::artifact::KIND as ARTIFACT;
use preheat_formats::protocol::{Limits, Mode, Request};
use preheat_packager::{
    ArtifactFile as Packed, Hypervisor, ImageBuilder, Kernel, Memory, Program, Stage,
};
use preheat_passes::instrument::Detail;
use preheat_pipeline::Error;
use preheat_pipeline::agent;
use preheat_pipeline::artifact::ArtifactFile;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::held::Held;
use preheat_pipeline::inputs;
use preheat_pipeline::module::Input;
use preheat_pipeline::recipe::Recipe;
use preheat_pipeline::stages::{self, Compiled};
use preheat_pipeline::store::Store;
use serde_json::json;

use crate::cli::Image;
use crate::output::{self, print, say};
use crate::progress::{Progress, terminal};

pub fn run(options: &Image) -> Result<u8, Error> {
    let watching = terminal();
    let store = Store::open(&watching)?;
    let file = inputs::read(&options.input, &inputs::ARTIFACT)?;
    let given = store.keys().admit(&options.trust.given(), &options.input, ARTIFACT, file)?.sealed;
    let held = Held::of(&given)?;
    let artifact = ArtifactFile::from_bytes(&options.input, given)?;
    let hypervisor = Hypervisor::find()?;
    options.walls.demand(&hypervisor)?;
    super::boot::say_how_machines_run(&hypervisor);
    let input = Input::new(&options.input, artifact.module()?.to_vec(), &watching);
    let machines = hypervisor.guest_level();
    let again = compiled_again(&store, &artifact, &input, machines)?;
    let level = artifact.meta().level.min(machines);
    let packed = |path: &Path| Packed { level, path: path.to_owned() };
    let counting = Recipe::counting(&Detail::All, level);
    let instrumented = stages::artifact(&store, &input, &counting, &Budget::default())?;
    let warm_up = options
        .warm_with
        .iter()
        .map(|path| {
            let stdin = inputs::read(path, &inputs::REQUEST)?;
            let limits = Limits::default();
            Ok(Request { stdin, args: None, env: None, limits, mode: Mode::Serve })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let env = options.env.iter().map(|entry| variable(entry)).collect::<Result<_, Error>>()?;
    let builder = ImageBuilder {
        module: artifact.meta().module,
        artifacts: vec![packed(again.as_ref().map_or(&held.path(), |again| &again.path))],
        instrumented: Some(packed(&instrumented.path)),
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
        notary: Some(store.keys().clone()),
    };
    let progress = Progress::start("");
    let image =
        builder.build(&hypervisor, &options.output, &mut |stage| progress.say(describe(stage)))?;
    drop(progress);
    store.keys().say_unsigned(&options.output, &*watching)?;
    let manifest = image.manifest();
    if options.json {
        let mut json = serde_json::to_value(manifest).expect("a manifest has only string keys");
        json["compiled_again"] = again
            .map(|again| json!({ "from": artifact.meta().level, "from_store": again.found() }))
            .into();
        print(format_args!("{json:#}\n"))?;
    } else {
        print(format_args!(
            "{}: {} of disk and state, {} MiB machine ({}), warm after {} requests\n",
            options.output.display(),
            output::bytes(manifest.qcow2_len),
            manifest.machine.memory_mib,
            manifest.machine.machine_type,
            manifest.warmed_with,
        ))?;
    }
    Ok(0)
}

/// The artifact's module compiled in the same way for what machines have, if the artifact is for more; and
/// says so.
fn compiled_again(
    store: &Store,
    artifact: &ArtifactFile,
    input: &Input,
    machines: CpuLevel,
) -> Result<Option<Compiled>, Error> {
    let given = artifact.meta().level;
    if given <= machines {
        return Ok(None);
    }
    let path = input.path.display();
    let Some(mut made) = artifact.recipe()? else {
        let what = format!(
            "it is for {given} and machines have {machines} here, and it does not say how to compile it again: \
             compile its module with --target-cpu {machines}"
        );
        return Err(Error::Input { path: input.path.clone(), what });
    };
    if let Some(plan) = &mut made.plan {
        // As it is when the profile is given for this level.
        plan.level = machines;
    }
    let again =
        stages::artifact(store, input, &Recipe::again(&made, machines), &Budget::default())?;
    let how = if again.found() { "taken from the store" } else { "compiled again" };
    say(format_args!("{path} is for {given}, and machines have {machines} here: {how} for that"));
    Ok(Some(again))
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
