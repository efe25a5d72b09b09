//! What runs the suite's modules: code, compiled with one setting, or the interpreter of the IR.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use preheat_formats::Trap;
use preheat_loader::{Artifact, Bits, HostFunction, Setting, try_build};
use preheat_passes::interpret::{self, Ending, Limits, Memory};
use preheat_passes::ir::{ExportItem, FuncId, Module};

pub type Outcome = Result<Vec<Bits>, Trap>;

/// What an imported function does.
pub type Import = Rc<dyn Fn(&[Bits]) -> Outcome>;

pub enum Engine {
    Compiled(Setting, Cache),
    Interpreted,
}

/// What was compiled already, by its digest: many modules stand in several files.
#[derive(Default)]
pub struct Cache(Mutex<HashMap<preheat_formats::Digest, Arc<Artifact>>>);

/// A module with its state.
pub trait Instance {
    /// Calls an exported function.
    fn call(&mut self, name: &str, args: &[Bits]) -> Outcome;

    /// The value of a global, by its number.
    fn global(&self, index: u32) -> Bits;
}

impl Engine {
    pub fn compiled(setting: Setting) -> Engine {
        Engine::Compiled(setting, Cache::default())
    }

    /// Instantiates a module, with a function for each import.
    pub fn instantiate(
        &self,
        wasm: &[u8],
        module: &Module,
        imports: Vec<Import>,
    ) -> Result<Box<dyn Instance>, Trap> {
        match self {
            Engine::Interpreted => interpreted(module, imports),
            Engine::Compiled(setting, cache) => {
                let artifact = cache.artifact(wasm, module, *setting);
                if let Some(trap) = artifact.meta.instantiation_trap {
                    return Err(trap);
                }
                let host = imports.into_iter().enumerate().map(|(index, import)| {
                    let params = module.func_type(FuncId(index as u32)).params.len();
                    host_function(import, params)
                });
                let instance = preheat_loader::Instance::try_load(&artifact, host.collect())?;
                Ok(Box::new(Compiled(instance)))
            }
        }
    }
}

impl Cache {
    fn artifact(&self, wasm: &[u8], module: &Module, setting: Setting) -> Arc<Artifact> {
        let lock = || self.0.lock().expect("no thread panics");
        if let Some(artifact) = lock().get(&module.digest) {
            return artifact.clone();
        }
        let file = try_build(wasm, setting, None).unwrap_or_else(|error| panic!("{error}"));
        let artifact = Arc::new(Artifact::open(file));
        lock().insert(module.digest, artifact.clone());
        artifact
    }
}

struct Compiled(Box<preheat_loader::Instance>);

impl Instance for Compiled {
    fn call(&mut self, name: &str, args: &[Bits]) -> Outcome {
        self.0.call(name, args)
    }

    fn global(&self, index: u32) -> Bits {
        self.0.global(index)
    }
}

fn host_function(import: Import, params: usize) -> HostFunction {
    Rc::new(move |_, slots| {
        let args: Vec<Bits> = slots[..params].iter().map(|slot| slot.0).collect();
        for (slot, result) in slots.iter_mut().zip(import(&args)?) {
            slot.0 = result;
        }
        Ok(())
    })
}

struct Interpreted<H>(interpret::Instance<'static, H>);

impl<H: interpret::Host> Instance for Interpreted<H> {
    fn call(&mut self, name: &str, args: &[Bits]) -> Outcome {
        self.0.call(name, args).map_err(trap)
    }

    fn global(&self, index: u32) -> Bits {
        self.0.global(preheat_passes::ir::GlobalId(index))
    }
}

fn interpreted(module: &Module, imports: Vec<Import>) -> Result<Box<dyn Instance>, Trap> {
    // It stays until the test ends; modules of the suite are small.
    let module: &'static Module = Box::leak(Box::new(module.clone()));
    let call = move |func: FuncId, args: &[Bits], _: &mut [Memory]| {
        imports[func.index()](args).map_err(Ending::Trap)
    };
    let instance = interpret::Instance::new(module, call, Limits::default()).map_err(trap)?;
    Ok(Box::new(Interpreted(instance)))
}

fn trap(ending: Ending) -> Trap {
    match ending {
        Ending::Trap(trap) => trap,
        other => panic!("{other}"),
    }
}

/// The number of an exported global.
pub fn exported_global(module: &Module, name: &str) -> Option<u32> {
    let export = module.exports.iter().find(|export| export.name == name)?;
    match export.item {
        ExportItem::Global(global) => Some(global.0),
        _ => None,
    }
}
