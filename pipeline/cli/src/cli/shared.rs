//! Options that several commands have, and what they mean for the pipeline.

use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_formats::{CpuLevel, PublicKey};
use preheat_packager::Hypervisor;
use preheat_passes::transform::{STEPS, Selection};
use preheat_pipeline::budget::{Budget, DEFAULT_MEMORY};
use preheat_pipeline::{Error, keys, world};

/// What kind of code to make.
#[derive(Debug, Clone, Args)]
pub struct Code {
    /// Processor level: native, x86-64-v2, x86-64-v3 or x86-64-v4
    #[arg(long, value_name = "LEVEL", default_value = "native")]
    pub target_cpu: TargetCpu,
    /// Who makes the code: llvm (fastest), cranelift (soonest), or mixed: cranelift compiles what a profile
    /// calls cold, and of a very large module what is least likely to be hot; the rest is llvm's
    #[arg(long, value_name = "BACKEND", default_value = "mixed", value_parser = parse_backend)]
    pub backend: Backend,
    /// How much to optimise, 0 to 3
    #[arg(long, value_name = "0..3", default_value = "3", value_parser = parse_opt)]
    pub opt: OptLevel,
    #[command(flatten)]
    pub steps: Steps,
}

/// Which transformations a profile may lead to.
#[derive(Debug, Clone, Args)]
pub struct Steps {
    /// Transform for the profile by these steps only
    #[arg(long, value_name = "STEP,…", value_delimiter = ',', value_parser = step_names(), conflicts_with = "without")]
    pub only: Option<Vec<String>>,
    /// By all steps but these
    #[arg(long, value_name = "STEP,…", value_delimiter = ',', value_parser = step_names())]
    pub without: Vec<String>,
    /// Take only the first N decisions of all steps; which one is wrong, if one is, is found by halving N
    #[arg(long, value_name = "N")]
    pub decisions: Option<u32>,
    /// Check the code's IR after every step
    #[arg(long)]
    pub check: bool,
}

/// With what each step does, for help and completions.
fn step_names() -> PossibleValuesParser {
    PossibleValuesParser::new(
        STEPS.iter().map(|step| PossibleValue::new(step.name).help(step.title)),
    )
}

impl Steps {
    pub fn selection(&self) -> Result<Selection, Error> {
        let Steps { only, without, decisions, check } = self;
        let chosen = match only {
            Some(names) => Selection::only(names),
            None => Selection::without(without),
        };
        let chosen = chosen.map_err(|error| Error::Usage(error.to_string()))?;
        let chosen = chosen.first(*decisions);
        Ok(if *check { chosen.checked() } else { chosen })
    }
}

/// What compiling may take; beyond it LLVM gives way to Cranelift, and Cranelift to an error.
#[derive(Debug, Clone, Copy, Args)]
pub struct CompileBudget {
    /// Processor time that compiling may take, in seconds [default: 150, and 15 more for each megabyte of the
    /// module]
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_compile_seconds: Option<u32>,
    /// Memory that compiling may take, in mebibytes
    #[arg(
        long,
        value_name = "MIB",
        default_value_t = (DEFAULT_MEMORY >> 20) as u32,
        value_parser = clap::value_parser!(u32).range(64..)
    )]
    pub max_compile_memory: u32,
}

impl CompileBudget {
    pub fn budget(&self) -> Budget {
        let processor = self.max_compile_seconds.map(|seconds| Duration::from_secs(seconds.into()));
        Budget { processor, memory: u64::from(self.max_compile_memory) << 20, time: None }
    }
}

/// `native` is the highest level that this machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetCpu {
    Native,
    Level(CpuLevel),
}

impl TargetCpu {
    pub fn level(self) -> Result<CpuLevel, Error> {
        match self {
            TargetCpu::Level(level) => Ok(level),
            TargetCpu::Native => Ok(CpuLevel::of_this_machine()?),
        }
    }
}

impl std::str::FromStr for TargetCpu {
    type Err = String;

    fn from_str(text: &str) -> Result<TargetCpu, String> {
        match text {
            "native" => Ok(TargetCpu::Native),
            _ => text.parse().map(TargetCpu::Level).map_err(|_| {
                format!("`{text}` is none of native, x86-64-v2, x86-64-v3 and x86-64-v4")
            }),
        }
    }
}

pub fn parse_backend(text: &str) -> Result<Backend, String> {
    let known = Backend::ALL.into_iter().find(|backend| backend.name() == text);
    known.ok_or_else(|| format!("`{text}` is none of llvm, cranelift and mixed"))
}

fn parse_opt(text: &str) -> Result<OptLevel, String> {
    match text {
        "0" => Ok(OptLevel::O0),
        "1" => Ok(OptLevel::O1),
        "2" => Ok(OptLevel::O2),
        "3" => Ok(OptLevel::O3),
        _ => Err(format!("`{text}` is none of 0, 1, 2 and 3")),
    }
}

/// What the program sees.
#[derive(Debug, Clone, Default, Args)]
pub struct World {
    /// Let the program see a folder, under its own name or as GUEST; repeatable
    #[arg(long, value_name = "HOST[::GUEST]")]
    pub dir: Vec<String>,
    /// Set an environment variable; repeatable (nothing is inherited)
    #[arg(long, value_name = "K=V")]
    pub env: Vec<String>,
    /// Run nothing where the system does not give all walls around the program's process (`preheat doctor`)
    #[arg(long)]
    pub require_sandbox: bool,
}

impl World {
    pub fn seen(&self) -> world::World {
        let World { dir, env, require_sandbox } = self.clone();
        world::World { dir, env, require_sandbox }
    }
}

/// What has to stand around a machine's QEMU.
#[derive(Debug, Clone, Copy, Args)]
pub struct MachineWalls {
    /// Start no machine where the system does not give all walls around its QEMU (`preheat doctor`)
    #[arg(long)]
    pub require_sandbox: bool,
}

impl MachineWalls {
    /// Refuses a system that does not give what is asked for.
    pub fn demand(self, hypervisor: &Hypervisor) -> Result<(), Error> {
        if !self.require_sandbox {
            return Ok(());
        }
        let standing = hypervisor.walls()?;
        let missing: Vec<String> = standing
            .all_missing()
            .map(|(wall, error)| format!("{} ({error})", wall.name()))
            .collect();
        match missing.is_empty() {
            true => Ok(()),
            false => Err(Error::MachineWalls { missing: missing.join(", ") }),
        }
    }
}

/// Whose files are used besides the own ones.
#[derive(Debug, Clone, Default, Args)]
pub struct Trust {
    /// Use a file that this key has signed (`preheat keys` prints it where the file was made); repeatable.
    /// For always: `preheat keys trust KEY`
    #[arg(long, value_name = "KEY")]
    pub trust: Vec<PublicKey>,
    /// Use a file that nobody has signed, or somebody unknown: it is native code, and can do what it likes
    #[arg(long)]
    pub allow_unsigned: bool,
}

impl Trust {
    pub fn given(&self) -> keys::Trust {
        let Trust { trust, allow_unsigned } = self.clone();
        keys::Trust { trust, allow_unsigned }
    }
}

pub fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e9 => Ok(seconds),
        _ => Err(format!("`{text}` is not a number of seconds above 0")),
    }
}
