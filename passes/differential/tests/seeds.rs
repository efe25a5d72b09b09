//! A fixed number of seeds of each kind, always the same ones: what `make fuzz` looks for without end.

use std::path::PathBuf;

use preheat_differential::campaign::{AtFindings, Campaign, Summary};
use preheat_differential::kind::Kind;

fn judge(kind: Kind, seeds: u64) -> Summary {
    let summary = run(kind, seeds);
    assert!(summary.open * 10 < seeds, "{} of {seeds} modules say nothing", summary.open);
    assert!(summary.trapped * 2 < summary.steps, "most calls trap");
    assert!(summary.steps > 10 * seeds, "hardly anything was compared");
    summary
}

fn run(kind: Kind, seeds: u64) -> Summary {
    let campaign = Campaign {
        program: PathBuf::from(env!("CARGO_BIN_EXE_preheat-fuzz")),
        workers: std::thread::available_parallelism().map_or(1, usize::from),
        kinds: vec![kind],
        at_findings: AtFindings::Stop,
        first: 1,
        seeds: Some(seeds),
        time: None,
    };
    let summary = campaign.run(|_| ()).expect("workers start");
    println!("judged: {kind}: {summary}");
    for finding in &summary.findings {
        println!("{finding:?}");
    }
    assert!(
        summary.findings.is_empty(),
        "{summary}; preheat-fuzz --kind {kind} --seed N --seeds 1 says more"
    );
    assert_eq!(summary.cases, seeds);
    summary
}

/// Of each shape about one, by every backend.
#[test]
fn small_modules_that_are_much_work_compile_or_are_refused_with_little_time_and_memory() {
    run(Kind::Bombs, 30);
}

/// Enough to meet every kind of instruction, and done in about a minute on two processors.
#[test]
fn random_modules_do_as_in_wasmtime() {
    judge(Kind::Random, 400);
}

/// What LLVM's vectorisers see: 2 of 17 modules differed before the faults of LLVM 22.1.8 were mended.
#[test]
fn random_modules_do_as_in_wasmtime_with_counted_loops() {
    judge(Kind::Loops, 120);
}

#[test]
fn random_modules_do_as_in_wasmtime_with_tail_calls() {
    judge(Kind::TailCalls, 300);
}

/// What LLVM's vectoriser of straight-line code sees: in 22.1.8 it takes `f32.convert_i64_u` of a number of
/// 16 bits with its sign for a conversion of 32 bits, which one module in eight shows.
#[test]
fn random_modules_do_as_in_wasmtime_with_straight_line_code() {
    judge(Kind::StraightLine, 80);
}

/// Large frames, signatures, tables of branches, many memories, deep nesting.
#[test]
fn random_modules_do_as_in_wasmtime_with_large_shapes() {
    judge(Kind::Shapes, 24);
}

/// Whether a run traps does not depend on who needs the value of the access. One function in ten differed
/// when this was written.
#[test]
fn random_modules_trap_as_in_wasmtime_when_nobody_needs_the_value() {
    judge(Kind::Traps, 40);
}
