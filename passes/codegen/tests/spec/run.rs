//! The suite at every setting, and by the interpreter.

use preheat_formats::CpuLevel;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_loader::Setting;

use crate::engine::Engine;
use crate::files::{judge, supported};
use crate::script::run_file;

fn run(engine: &Engine, what: &str) {
    let tally = judge(&supported(), |file| run_file(file, engine));
    tally.report(what);
    assert!(tally.held > 50_000, "only {} assertions were judged", tally.held);
}

fn run_suite(setting: Setting) {
    run(&Engine::compiled(setting), &setting.to_string());
}

/// At the level of this processor.
fn run_here(opt: OptLevel) {
    run_suite(Setting::new(opt, CpuLevel::of_this_machine().expect("it runs v2 code at least")));
}

#[test]
fn not_optimised_for_v2() {
    run_suite(Setting::PLAIN);
}

#[test]
fn optimised_for_v2() {
    run_suite(Setting::new(OptLevel::O3, CpuLevel::V2));
}

#[test]
fn not_optimised_for_this_processor() {
    run_here(OptLevel::O0);
}

#[test]
fn by_cranelift_not_optimised() {
    run_suite(Setting::PLAIN.with(Backend::Cranelift));
}

#[test]
fn by_cranelift_for_v2() {
    run_suite(Setting::new(OptLevel::O3, CpuLevel::V2).with(Backend::Cranelift));
}

#[test]
fn by_cranelift_for_this_processor() {
    let level = CpuLevel::of_this_machine().expect("it runs v2 code at least");
    run_suite(Setting::new(OptLevel::O3, level).with(Backend::Cranelift));
}

#[test]
fn at_o1() {
    run_here(OptLevel::O1);
}

#[test]
fn at_o2() {
    run_here(OptLevel::O2);
}

#[test]
fn at_o3() {
    run_here(OptLevel::O3);
}

#[test]
fn interpreted() {
    run(&Engine::Interpreted, "the interpreter");
}
