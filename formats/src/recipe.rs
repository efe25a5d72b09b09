//! How a module was compiled, for everything but the processor level: who makes the code, how hard it works,
//! and the plan. An artifact holds it, so that its module can be compiled in the same way for another level.

use serde::{Deserialize, Serialize};

use crate::plan::Plan;

/// What [`crate::artifact::RECIPE`] holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    pub backend: Backend,
    pub opt: OptLevel,
    /// What it was specialised with.
    pub plan: Option<Plan>,
    /// Names of the transformations that were to run.
    pub steps: Vec<String>,
    /// No more of their decisions were taken than this.
    pub decisions: Option<u32>,
}

/// How hard LLVM works.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum OptLevel {
    O0,
    O1,
    O2,
    #[default]
    O3,
}

impl OptLevel {
    pub const ALL: [OptLevel; 4] = [OptLevel::O0, OptLevel::O1, OptLevel::O2, OptLevel::O3];

    /// `O0` to `O3`.
    pub fn name(self) -> &'static str {
        match self {
            OptLevel::O0 => "O0",
            OptLevel::O1 => "O1",
            OptLevel::O2 => "O2",
            OptLevel::O3 => "O3",
        }
    }
}

/// Who makes machine code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Backend {
    /// All by LLVM, however long it takes. (Functions that are too much for it are Cranelift's, and so are
    /// modules with tail calls.)
    #[default]
    Llvm,
    /// Code in a tenth of the time or less. Of the optimisation levels it knows none and full.
    Cranelift,
    /// The best code within a budget of LLVM's time, which few modules exceed: Cranelift for what a plan
    /// calls cold and, beyond the budget, for what is least likely to be hot; LLVM for the rest.
    Mixed,
}

impl Backend {
    pub const ALL: [Backend; 3] = [Backend::Llvm, Backend::Cranelift, Backend::Mixed];

    /// `llvm`, `cranelift` or `mixed`.
    pub fn name(self) -> &'static str {
        match self {
            Backend::Llvm => "llvm",
            Backend::Cranelift => "cranelift",
            Backend::Mixed => "mixed",
        }
    }
}
