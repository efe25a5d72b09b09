//! The target: which processor features each level has, in Cranelift's words, and how hard it works.

use cranelift_codegen::isa::{self, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable as _};
use preheat_formats::CpuLevel;
use preheat_formats::recipe::OptLevel;

use super::error::EmitError;
use super::size::Size;
use crate::emit::Convention;

/// Instructions of the IR from which on a function is compiled by [`Effort::Huge`].
const HUGE: usize = 200_000;
/// Instructions times values in use from which on it is too. The usual register allocator looks at all
/// pairs of values that have no register: 20,000 of them in 80,000 instructions took it 8 s.
const CROWDED: usize = 100_000_000;

/// What Cranelift tries for in a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// No optimisation.
    Quick,
    /// Redundant operations are removed and moved out of loops.
    Speed,
    /// As quick, with registers given out in one pass, so that time stays linear in size.
    Huge,
}

/// The machines that the functions of one artifact are compiled for, one for each effort.
pub(crate) struct Targets {
    level: CpuLevel,
    usual: OwnedTargetIsa,
    huge: OwnedTargetIsa,
}

impl Targets {
    pub fn new(
        level: CpuLevel,
        opt: OptLevel,
        convention: Convention,
    ) -> Result<Targets, EmitError> {
        let usual = if opt == OptLevel::O0 { Effort::Quick } else { Effort::Speed };
        Ok(Targets {
            level,
            usual: target(level, usual, convention)?,
            huge: target(level, Effort::Huge, convention)?,
        })
    }

    pub fn level(&self) -> CpuLevel {
        self.level
    }

    /// The machine for a function of this size.
    pub(super) fn of(&self, size: Size) -> &dyn isa::TargetIsa {
        let huge = size.insts >= HUGE || size.insts.saturating_mul(size.live) >= CROWDED;
        if huge { &*self.huge } else { &*self.usual }
    }
}

fn target(
    level: CpuLevel,
    effort: Effort,
    convention: Convention,
) -> Result<OwnedTargetIsa, EmitError> {
    let mut flags = settings::builder();
    let (opt_level, regalloc) = match effort {
        Effort::Quick => ("none", "backtracking"),
        Effort::Speed => ("speed", "backtracking"),
        Effort::Huge => ("none", "single_pass"),
    };
    flags.set("opt_level", opt_level)?;
    flags.set("regalloc_algorithm", regalloc)?;
    // A large frame touches every page, so that it cannot jump over the guard.
    flags.set("enable_probestack", "true")?;
    flags.set("probestack_strategy", "inline")?;
    flags.set("unwind_info", "false")?;
    if convention == Convention::Tail {
        // Cranelift's tail calls start from frames that have a frame pointer.
        flags.set("preserve_frame_pointers", "true")?;
    }
    flags.set("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" })?;

    let mut builder = isa::lookup_by_name("x86_64-unknown-linux-gnu")?;
    for feature in features(level) {
        builder.enable(feature)?;
    }
    Ok(builder.finish(settings::Flags::new(flags))?)
}

/// The features of a level that Cranelift knows of.
fn features(level: CpuLevel) -> Vec<&'static str> {
    let mut features =
        vec!["has_cmpxchg16b", "has_popcnt", "has_sse3", "has_ssse3", "has_sse41", "has_sse42"];
    if level >= CpuLevel::V3 {
        features.extend(["has_avx", "has_avx2", "has_bmi1", "has_bmi2", "has_fma", "has_lzcnt"]);
    }
    if level >= CpuLevel::V4 {
        features.extend(["has_avx512f", "has_avx512dq", "has_avx512vl"]);
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Features that an instruction may need, as the machine for a level has them.
    fn enabled(level: CpuLevel) -> Vec<&'static str> {
        let target = target(level, Effort::Speed, Convention::C).expect("the settings are known");
        let flags = target.isa_flags();
        flags
            .into_iter()
            .filter(|flag| flag.as_bool() == Some(true))
            .map(|flag| flag.name)
            .collect()
    }

    #[test]
    fn code_needs_nothing_beyond_its_level() {
        let v2 =
            ["has_sse3", "has_ssse3", "has_cmpxchg16b", "has_sse41", "has_sse42", "has_popcnt"];
        assert_eq!(sorted(enabled(CpuLevel::V2)), sorted(v2.to_vec()));
        let v3 = ["has_avx", "has_avx2", "has_fma", "has_bmi1", "has_bmi2", "has_lzcnt"];
        assert_eq!(sorted(enabled(CpuLevel::V3)), sorted([v2, v3].concat()));
        let v4 = ["has_avx512f", "has_avx512dq", "has_avx512vl"];
        let all = [&v2[..], &v3[..], &v4[..]].concat();
        assert_eq!(sorted(enabled(CpuLevel::V4)), sorted(all));
    }

    fn sorted(mut names: Vec<&'static str>) -> Vec<&'static str> {
        names.sort_unstable();
        names
    }
}
