//! The settings that code is tried with, and compiling with one of them.

use preheat_codegen::compile::{CompileError, CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::CpuLevel;
use preheat_formats::plan::Plan;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_passes::decode::decode;
use preheat_passes::transform::Selection;

/// Who compiles, how hard, and for which processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub backend: Backend,
    pub opt: OptLevel,
    pub level: CpuLevel,
}

impl Setting {
    /// No optimisation, for any processor.
    pub const PLAIN: Setting = Setting::new(OptLevel::O0, CpuLevel::V2);

    /// With LLVM.
    pub const fn new(opt: OptLevel, level: CpuLevel) -> Setting {
        Setting { backend: Backend::Llvm, opt, level }
    }

    pub const fn with(self, backend: Backend) -> Setting {
        Setting { backend, ..self }
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} for {}", self.backend.name(), self.opt.name(), self.level)
    }
}

/// Of both emitters: no optimisation, and full optimisation for each level that this machine has.
pub fn settings() -> Vec<Setting> {
    let here = CpuLevel::ALL.into_iter().filter(|level| level.missing_here().is_empty());
    let settings: Vec<_> =
        here.map(|level| Setting::new(OptLevel::O3, level)).chain([Setting::PLAIN]).collect();
    let of = |backend| settings.iter().map(move |setting| setting.with(backend));
    of(Backend::Llvm).chain(of(Backend::Cranelift)).collect()
}

/// A module from its text.
pub fn wasm(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Compiles a valid module to an artifact file.
pub fn try_build(
    wasm: &[u8],
    setting: Setting,
    plan: Option<&Plan>,
) -> Result<Vec<u8>, CompileError> {
    let module = decode(wasm).expect("the tests' modules are valid");
    let Setting { backend, opt, level } = setting;
    let options = CompileOptions {
        processor: None,
        backend,
        level,
        opt,
        plan,
        steps: Selection::ALL,
        counters: None,
        progress: &|_| {},
        timings: &Timings::default(),
    };
    compile(&module, wasm, &options)
}
