//! The code of a few programs does not run more instructions than `benches/baseline.json` says, and answers
//! as expected: generic, specialised, Cranelift's. `make bench-check` compares ratios too; those are too
//! noisy for a test.

use std::path::Path;

use preheat_benches::baseline::{Baseline, Instructions, LEVEL, PROGRAMS, Verdict, count};
use preheat_benches::callgrind;
use preheat_benches::program::{Program, corpus};
use preheat_pipeline::keys::Keys;
use preheat_pipeline::observer::Nobody;
use preheat_pipeline::store::Store;

#[test]
fn the_code_runs_no_more_instructions_than_before() {
    if !callgrind::is_here() {
        println!("skipped: valgrind is not installed");
        return;
    }
    let missing = LEVEL.missing_here();
    if !missing.is_empty() {
        println!(
            "skipped: {LEVEL}, for which instructions are counted, is not here: {}",
            missing.join(", ")
        );
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline.json");
    let baseline = Baseline::read(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::of(
        folder.path().join("store"),
        Keys::at(&folder.path().join("keys")),
        &Nobody::watching(),
    )
    .unwrap();
    let mut instructions = Instructions::new();
    for name in PROGRAMS {
        let program = Program::read(&corpus(), name).unwrap();
        instructions.insert(name.to_owned(), count(&program, &store).unwrap());
    }
    let findings = baseline.compare_instructions(&instructions);
    assert!(findings.len() >= PROGRAMS.len(), "{findings:?}");
    let worse: Vec<_> =
        findings.iter().filter(|finding| finding.verdict == Verdict::Worse).collect();
    assert!(
        worse.is_empty(),
        "{worse:#?}; if it has to be: preheat bench --baseline {}",
        path.display()
    );
}
