//! How to compile a module, and the name in the store of what comes out.

use std::time::Duration;

use preheat_formats::artifact::{Flavour as Made, Meta};
use preheat_formats::plan::Plan;
use preheat_formats::recipe::{self, Backend, OptLevel};
use preheat_formats::{CpuLevel, Digest};
use preheat_passes::instrument::Detail;
use preheat_passes::transform::Selection;

use crate::error::Error;
use crate::store::Key;

/// What to compile a module into.
#[derive(Debug, Clone, Copy)]
pub enum Flavour<'a> {
    Generic,
    Specialised(&'a Plan),
    Instrumented(&'a Detail),
}

/// How to compile a module.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    pub flavour: Flavour<'a>,
    pub backend: Backend,
    pub level: CpuLevel,
    pub opt: OptLevel,
    /// Transformations that may run, where there is a plan.
    pub steps: Selection,
    /// Processor time that was given for it, where somebody gave one: LLVM then gets what it has time for.
    pub processor: Option<Duration>,
}

impl<'a> Recipe<'a> {
    /// Code that counts. It runs rarely, so it has to be there soon.
    pub fn counting(detail: &'a Detail, level: CpuLevel) -> Recipe<'a> {
        let flavour = Flavour::Instrumented(detail);
        Recipe {
            flavour,
            backend: Backend::Cranelift,
            level,
            opt: OptLevel::O1,
            steps: Selection::NONE,
            processor: None,
        }
    }

    /// What `preheat compile` makes without a profile.
    pub fn generic(level: CpuLevel) -> Recipe<'static> {
        let flavour = Flavour::Generic;
        Recipe {
            flavour,
            backend: Backend::Mixed,
            level,
            opt: OptLevel::O3,
            steps: Selection::ALL,
            processor: None,
        }
    }

    /// What an artifact says that it was made by, for a level.
    pub fn again(made: &'a recipe::Recipe, level: CpuLevel) -> Recipe<'a> {
        let flavour = made.plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
        // Of a step that is not known here any more nobody can say what it did.
        let steps = Selection::only(&made.steps).unwrap_or_default();
        let steps = steps.first(made.decisions);
        Recipe { flavour, backend: made.backend, level, opt: made.opt, steps, processor: None }
    }

    /// The name in the store of what this makes of a module. All that it consists of goes in.
    pub(crate) fn key(&self, module: &Digest) -> Result<Key, Error> {
        // Whoever adds to it has to say here what it means for the code.
        let Recipe { flavour, backend, level, opt, steps, processor } = self;
        let flavour_has_steps = matches!(flavour, Flavour::Specialised(_));
        let flavour = match flavour {
            Flavour::Generic => "generic".to_owned(),
            Flavour::Specialised(plan) => format!("specialised with plan {}", plan.digest()),
            Flavour::Instrumented(Detail::None) => "instrumented".to_owned(),
            Flavour::Instrumented(Detail::All) => "instrumented, all in detail".to_owned(),
            Flavour::Instrumented(Detail::Only(funcs)) => {
                // A module may have a million functions.
                let functions = Digest::of(format!("{funcs:?}").as_bytes());
                format!("instrumented, in detail functions {functions}")
            }
        };
        let processor = match processor {
            Some(time) if *backend != Backend::Cranelift => format!("{time:?}"),
            _ => "as needed".to_owned(),
        };
        let steps = match flavour_has_steps {
            true => steps_in_words(*steps),
            false => "none".to_owned(),
        };
        let inputs: [(&str, &dyn std::fmt::Display); 7] = [
            ("module", module),
            ("level", level),
            ("opt", &opt.name()),
            ("backend", &backend.name()),
            ("steps", &steps),
            ("processor", &processor),
            ("flavour", &flavour),
        ];
        Key::new("artifact", &inputs)
    }

    /// Whether what an artifact says of itself is what this makes of a module.
    pub(crate) fn made(&self, module: &Digest, meta: &Meta) -> bool {
        let flavour = match self.flavour {
            Flavour::Generic => Made::Generic,
            Flavour::Specialised(plan) => Made::Specialised { plan: plan.digest() },
            Flavour::Instrumented(_) => Made::Instrumented,
        };
        (meta.module, meta.level, meta.flavour) == (*module, self.level, flavour)
    }
}

/// All that a selection changes in the code. (Whether bodies are checked does not.)
fn steps_in_words(steps: Selection) -> String {
    let names = steps.names().join(" ");
    match steps.decisions {
        Some(count) => format!("{names}, the first {count} decisions"),
        None => names,
    }
}
