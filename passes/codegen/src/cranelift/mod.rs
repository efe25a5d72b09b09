//! The Cranelift emitter: a plain walk over the IR of some functions, giving code for the linker. It is
//! the quick tier: it compiles many times faster than LLVM, to slower code. It adds no meaning of its
//! own; what an operation does is WebAssembly's, and how code and agent speak is
//! `preheat_formats::abi`'s.
//!
//! Traps are `ud2` and division instructions that the artifact lists; accesses of memory trap by
//! the reservation's guard pages. Where code ends up lying is [`crate::link`]'s.

mod call;
mod code;
mod cold;
mod error;
mod function;
mod limit;
mod memory;
mod numeric;
mod probe;
mod setting;
mod simd;
mod size;
mod table;
mod target;
mod thunk;
mod writer;

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::UserFuncName;
use cranelift_codegen::{CodegenError, Context};
use preheat_formats::artifact::Tier;
use preheat_passes::ir::FuncId;

pub use error::EmitError;
pub(crate) use setting::Setting;
use size::Size;
pub(crate) use target::Targets;

use crate::object::{ENTRY_PREFIX, FUNC_PREFIX, Object, Owner};
use crate::timing::Stage;

/// Version of the library in use.
pub(crate) fn version() -> &'static str {
    cranelift_codegen::VERSION
}

/// Compiles some functions, with the entries of those that have one.
pub(crate) fn emit(setting: &Setting, funcs: &[FuncId]) -> Result<Object, EmitError> {
    let object = Object { tier: Some(Tier::Cranelift), ..Object::default() };
    let mut worker = Worker { setting, context: Context::new(), object };
    for &func in funcs {
        worker.function(func)?;
        if setting.facts.module.has_entry(func) {
            worker.entry(func)?;
        }
    }
    Ok(worker.object)
}

/// Compiles one function after the other; Cranelift's working memory is used again.
struct Worker<'a> {
    setting: &'a Setting<'a>,
    context: Context,
    object: Object,
}

impl Worker<'_> {
    fn function(&mut self, func: FuncId) -> Result<(), EmitError> {
        let setting = self.setting;
        self.start(func);
        let body = setting.module.funcs[func.index()].body.as_ref();
        let code = &mut self.context.func;
        let size = setting.timings.measure(Stage::CraneliftBuild, || match body {
            Some(body) => function::emit(setting, code, func, body),
            None => thunk::emit_import(setting, code, func).map(|()| Size::SMALL),
        })?;
        limit::check_size(size, &setting.module.funcs[func.index()].name)?;
        self.finish(Owner::Func(func), format!("{FUNC_PREFIX}{}", func.0), func, size)
    }

    fn entry(&mut self, func: FuncId) -> Result<(), EmitError> {
        self.start(func);
        thunk::emit_entry(self.setting, &mut self.context.func, func)?;
        self.finish(Owner::Entry(func), format!("{ENTRY_PREFIX}{}", func.0), func, Size::SMALL)
    }

    fn start(&mut self, func: FuncId) {
        self.context.clear();
        self.context.func.name = UserFuncName::user(writer::FUNCTIONS, func.0);
    }

    fn finish(
        &mut self,
        owner: Owner,
        symbol: String,
        func: FuncId,
        size: Size,
    ) -> Result<(), EmitError> {
        let name = || self.setting.module.funcs[func.index()].name.clone();
        let target = self.setting.targets.of(size);
        let compiled = self.setting.timings.measure(Stage::CraneliftGenerate, || {
            self.context.compile(target, &mut ControlPlane::default())
        });
        if let Err(error) = compiled {
            return Err(match error.inner {
                reason @ (CodegenError::CodeTooLarge | CodegenError::ImplLimitExceeded) => {
                    EmitError::TooLarge { name: name(), reason }
                }
                reason => EmitError::Codegen { name: name(), reason: reason.to_string() },
            });
        }
        let code = self.context.compiled_code().expect("compiled just now");
        code::add(&mut self.object, owner, symbol, code, &self.context.func)
            .map_err(|what| EmitError::Reference { name: name(), what })
    }
}
