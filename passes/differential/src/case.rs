//! One seed: a module, everyone who runs it, and whether they agree.

use std::borrow::Cow;
use std::fmt::Write as _;

use preheat_codegen::compile::CompileError;
use preheat_formats::CpuLevel;
use preheat_formats::plan::Plan;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_loader::Setting;
use preheat_passes::annotate::annotate;
use preheat_passes::decode::decode;
use preheat_passes::ir::Module;
use preheat_passes::transform::{Policy, Selection, transform};
use preheat_passes::verify::verify;

use crate::frugal::{self, End};
use crate::kind::Kind;
use crate::observe::Run;
use crate::oracle::Oracle;
use crate::random::Random;
use crate::request::Request;
use crate::schedule::Schedule;
use crate::wrong_plan::wrong_plan;
use crate::{compiled, interpreted};

/// What a case has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everyone saw the same.
    Agree(Counts),
    /// Someone's stack was exhausted, or wasmtime does not take the module: nothing can be said.
    Open(String),
    /// A report for people.
    Differ(String),
}

/// How much was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// That were called.
    pub functions: usize,
    pub steps: usize,
    /// Of them, those that ended with a trap.
    pub trapped: usize,
    /// Who agreed in everything, each with its setting.
    pub parties: Vec<String>,
    /// Runs that differ in a way that is allowed.
    pub excused: usize,
}

/// Someone who runs the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    Generic(Setting),
    Planned(Setting, Planning),
    Interpreter,
    /// The interpreter, of what all transformations make of the module.
    Transformed(Planning),
}

/// Where a plan comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Planning {
    /// The module's own first run.
    True,
    /// Nothing: it has nothing to do with the module, and is made from this seed.
    Wrong(u64),
}

impl Planning {
    fn plan(self, case: &Case, level: CpuLevel) -> Option<Plan> {
        match self {
            Planning::True => {
                interpreted::true_plan(case.module, case.schedule, case.wanted, level)
            }
            Planning::Wrong(seed) => Some(wrong_plan(case.module, level, seed)),
        }
    }
}

impl std::fmt::Display for Planning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Planning::True => f.write_str("a true plan"),
            Planning::Wrong(seed) => write!(f, "wrong plan {seed}"),
        }
    }
}

/// What everybody runs.
struct Case<'a> {
    wasm: &'a [u8],
    module: &'a Module,
    schedule: &'a Schedule,
    /// What wasmtime saw.
    wanted: &'a [Run],
}

impl Party {
    /// Its name, without what is different for each module.
    fn class(&self) -> String {
        match self {
            Party::Planned(setting, _) => format!("{setting} with a plan"),
            Party::Transformed(Planning::Wrong(_)) => "the interpreter with a wrong plan".into(),
            other => other.to_string(),
        }
    }

    /// Whether any of its code is LLVM's.
    fn by_llvm(&self) -> bool {
        match self {
            Party::Generic(setting) | Party::Planned(setting, _) => {
                setting.backend != Backend::Cranelift
            }
            Party::Interpreter | Party::Transformed(_) => false,
        }
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Party::Generic(setting) => write!(f, "{setting}"),
            Party::Planned(setting, plan) => write!(f, "{setting} with {plan}"),
            Party::Interpreter => write!(f, "the interpreter"),
            Party::Transformed(plan) => write!(f, "the interpreter with {plan}"),
        }
    }
}

/// Both emitters, optimising and not, with and without plans; which levels and plans, the seed says.
///
/// Loops and straight-line code are for LLVM's vectorisers, which run from O2 on and do something else at
/// each level. Nearly all time goes into LLVM, so each module meets two of its settings, and many modules
/// meet all: one level without a plan, another one with a plan (whose cold functions are compiled as by O1,
/// for size). O2 and O3 have the same vectorisers; O1 has none, and that and O0 are what other kinds try, so
/// both are rare here.
fn parties(kind: Kind, seed: u64) -> Vec<Party> {
    use OptLevel::{O0, O1, O2, O3};
    let mut random = Random::new(seed, "parties");
    let here: Vec<CpuLevel> =
        CpuLevel::ALL.into_iter().filter(|level| level.missing_here().is_empty()).collect();
    if matches!(kind, Kind::Loops | Kind::StraightLine) {
        let (one, other) = (random.below(3) as usize, random.pick(&[1, 2]));
        let [level, planned_level] = [one, one + other].map(|turn| here[turn % 3 % here.len()]);
        let opt = random.pick(&[O3, O3, O3, O3, O3, O3, O2, O2, O1, O0]);
        let planned = Setting::new(random.pick(&[O3, O3, O2]), planned_level);
        let backend = random.pick(&[Backend::Llvm, Backend::Llvm, Backend::Llvm, Backend::Mixed]);
        let cranelift = Setting::new(random.pick(&[O0, O3]), random.pick(&here));
        let plan = random.pick(&[Planning::True, Planning::Wrong(seed)]);
        return vec![
            Party::Interpreter,
            Party::Transformed(Planning::True),
            Party::Transformed(Planning::Wrong(seed)),
            Party::Generic(cranelift.with(Backend::Cranelift)),
            Party::Generic(Setting::new(opt, level)),
            Party::Planned(planned.with(backend), plan),
        ];
    }
    let mut setting = |opts: &[OptLevel]| Setting::new(random.pick(opts), random.pick(&here));
    vec![
        Party::Interpreter,
        Party::Transformed(Planning::True),
        Party::Transformed(Planning::Wrong(seed)),
        Party::Generic(setting(&[O0]).with(Backend::Cranelift)),
        Party::Generic(setting(&[O3]).with(Backend::Cranelift)),
        Party::Generic(setting(&[O0])),
        Party::Generic(setting(&[O1, O2, O3, O3])),
        Party::Planned(setting(&[O1, O2, O3, O3]), Planning::Wrong(seed)),
        Party::Planned(setting(&[O1, O2, O3]).with(Backend::Mixed), Planning::True),
        Party::Planned(setting(&[O3]).with(Backend::Cranelift), Planning::True),
    ]
}

pub struct Judge {
    oracle: Oracle,
}

impl Judge {
    pub fn new() -> Judge {
        Judge { oracle: Oracle::new() }
    }

    /// Runs the module that is asked for; the seed says with which arguments, and against whom.
    pub fn judge(&self, request: Request) -> Verdict {
        let made = request.kind.make(request.seed, request.part);
        let verdict = self.judge_module(request, &made.wasm);
        match verdict {
            Verdict::Differ(report) if !made.features.is_empty() => {
                let features: Vec<&str> = made.features.into_iter().collect();
                Verdict::Differ(format!("{report}made of: {}\n", features.join("; ")))
            }
            other => other,
        }
    }

    /// The same with another module, which somebody made smaller by hand.
    pub fn judge_module(&self, request: Request, wasm: &[u8]) -> Verdict {
        let Request { kind, seed, .. } = request;
        if kind == Kind::Bombs {
            return compile_frugally(wasm);
        }
        let module = match decode(wasm) {
            Ok(module) => module,
            Err(error) => return Verdict::Differ(format!("decoding refuses the module: {error}")),
        };
        if let Err(error) = verify(&module) {
            return Verdict::Differ(format!("decoding gives IR that is not sound: {error:?}"));
        }
        let schedule = Schedule::new(&module, seed, kind.rounds());
        let wanted = match self.oracle.runs(wasm, &schedule) {
            Ok(runs) if runs.iter().any(Run::exhausted) => {
                return Verdict::Open("wasmtime's stack ends".into());
            }
            Ok(runs) => runs,
            Err(refused) => return Verdict::Open(refused.to_string()),
        };
        let case = Case { wasm, module: &module, schedule: &schedule, wanted: &wanted };
        let mut report = String::new();
        let mut agree = vec![];
        let mut excused = 0;
        for party in parties(kind, seed) {
            let opinion = match run_party(party, &case) {
                Ok(found) => compare(party, &wanted, &found),
                Err(error) => Opinion::Differs(format!("{party} fails: {error}")),
            };
            match opinion {
                Opinion::Agrees => agree.push(party),
                Opinion::Excused => excused += 1,
                Opinion::Open => {}
                Opinion::Differs(text) => {
                    let _ = writeln!(report, "{text}");
                }
            }
        }
        if report.is_empty() {
            return Verdict::Agree(Counts {
                functions: schedule.calls.len() / kind.rounds(),
                steps: wanted.iter().map(|run| run.steps.len()).sum(),
                trapped: wanted.iter().filter(|run| run.trapped()).count(),
                parties: agree.iter().map(Party::class).collect(),
                excused,
            });
        }
        for party in agree {
            let _ = writeln!(report, "{party} agrees with wasmtime");
        }
        Verdict::Differ(report)
    }
}

/// Whether each backend compiles or refuses a module with little time and memory.
fn compile_frugally(wasm: &[u8]) -> Verdict {
    let mut counts = Counts::default();
    let mut report = String::new();
    for backend in [Backend::Cranelift, Backend::Llvm, Backend::Mixed] {
        let name = backend.name();
        let end = std::env::current_exe()
            .and_then(|program| frugal::compile_apart(&program, backend, wasm));
        counts.steps += 1;
        match end {
            Ok(End::Compiled) => counts.parties.push(format!("{name}, compiled")),
            Ok(End::Refused(_)) => counts.parties.push(format!("{name}, refused")),
            Ok(End::Failed(why)) => {
                let _ = writeln!(report, "{name}: {why}");
            }
            Err(error) => {
                let _ = writeln!(report, "{name} cannot be started: {error}");
            }
        }
    }
    if report.is_empty() { Verdict::Agree(counts) } else { Verdict::Differ(report) }
}

impl Default for Judge {
    fn default() -> Judge {
        Judge::new()
    }
}

/// What someone's runs say.
enum Opinion {
    Agrees,
    /// Differs in a way that is allowed.
    Excused,
    /// The stack was exhausted where wasmtime's was not.
    Open,
    Differs(String),
}

fn compare(party: Party, wanted: &[Run], found: &[Run]) -> Opinion {
    let mut opinion = Opinion::Agrees;
    for (index, (wanted, found)) in wanted.iter().zip(found).enumerate() {
        if wanted == found {
            continue;
        }
        if party.by_llvm() && wanted.excuses(found) {
            opinion = Opinion::Excused;
        } else if found.exhausted() {
            return Opinion::Open;
        } else {
            let what = difference(wanted, found);
            return Opinion::Differs(format!("{party} differs in run {index}{what}"));
        }
    }
    opinion
}

fn run_party(party: Party, case: &Case) -> Result<Vec<Run>, CompileError> {
    let Case { wasm, module, schedule, wanted } = *case;
    match party {
        Party::Generic(setting) => compiled::runs(wasm, setting, None, schedule, wanted),
        Party::Planned(setting, planning) => {
            let plan = planning.plan(case, setting.level);
            compiled::runs(wasm, setting, plan.as_ref(), schedule, wanted)
        }
        Party::Interpreter => Ok(interpreted::runs(module, schedule, wanted)),
        Party::Transformed(planning) => {
            let module = transformed(module, planning.plan(case, CpuLevel::V2).as_ref())?;
            Ok(interpreted::runs(&module, schedule, wanted))
        }
    }
}

/// By all steps, each checked.
fn transformed(module: &Module, plan: Option<&Plan>) -> Result<Module, CompileError> {
    let mut module = Cow::Borrowed(module);
    if let Some(plan) = plan {
        annotate(plan, module.to_mut());
    }
    transform(&mut module, Selection::ALL.checked(), &Policy::default())?;
    Ok(module.into_owned())
}

/// Where two runs part.
fn difference(wanted: &Run, found: &Run) -> String {
    let steps = wanted.steps.iter().zip(&found.steps);
    match steps.enumerate().find(|(_, (wanted, found))| wanted != found) {
        None => format!(": {} steps, not {}", found.steps.len(), wanted.steps.len()),
        Some((index, (wanted, found))) => {
            format!(" in step {index}, {}:\n  wanted {wanted:x?}\n  found  {found:x?}", wanted.what)
        }
    }
}
