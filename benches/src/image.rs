//! The image that is measured: the Markdown program's, warmed with its first training requests.

use preheat_formats::CpuLevel;
use preheat_formats::protocol::{Limits, Mode};
use preheat_packager::{ArtifactFile, Hypervisor, ImageBuilder, Kernel, Memory, Program as Guest};
use preheat_pipeline::agent;
use preheat_pipeline::stages::Compiled;

use crate::Outcome;
use crate::program::{Program, request};

/// Training requests that the machine answers before it is saved.
const WARM_UP: usize = 8;

/// What both machines and this host can run: the same code is measured in the ones and on the other.
pub fn level(hypervisor: &Hypervisor) -> Outcome<CpuLevel> {
    Ok(hypervisor.guest_level().min(CpuLevel::of_this_machine()?))
}

/// What to build the image from: an artifact that serves and perhaps one that counts, for one level.
pub fn builder(
    program: &Program,
    level: CpuLevel,
    serves: &Compiled,
    counts: Option<&Compiled>,
) -> Outcome<ImageBuilder> {
    let packed = |made: &Compiled| ArtifactFile { level, path: made.path.clone() };
    Ok(ImageBuilder {
        module: program.input.digest,
        artifacts: vec![packed(serves)],
        instrumented: counts.map(packed),
        program: Guest {
            name: program.input.program(),
            args: vec![],
            env: vec![],
            limits: Limits::default(),
        },
        agent: agent::find()?,
        kernel: Kernel::find()?,
        warm_up: program
            .train
            .iter()
            .take(WARM_UP)
            .map(|file| request(file.stdin.clone(), Mode::Serve))
            .collect(),
        memory: Memory::default(),
        notary: None,
    })
}
