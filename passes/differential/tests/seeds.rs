//! A fixed number of seeds, always the same ones: what `make fuzz` looks for without end.

use std::path::PathBuf;

use preheat_differential::campaign::Campaign;

/// Enough to meet every kind of instruction, and done in about a minute on two processors.
const SEEDS: u64 = 400;

#[test]
fn random_modules_do_as_in_wasmtime() {
    let campaign = Campaign {
        program: PathBuf::from(env!("CARGO_BIN_EXE_preheat-fuzz")),
        workers: std::thread::available_parallelism().map_or(1, usize::from),
        first: 1,
        seeds: Some(SEEDS),
        time: None,
    };
    let summary = campaign.run(|_| ()).expect("workers start");
    println!("judged: random modules: {summary}");
    for (seed, report) in &summary.findings {
        println!("seed {seed}: {report}");
    }
    assert!(summary.findings.is_empty(), "{summary}; preheat-fuzz --seed N --seeds 1 says more");
    assert_eq!(summary.cases, SEEDS);
    assert!(summary.open * 10 < SEEDS, "{} of {SEEDS} modules say nothing", summary.open);
    assert!(summary.trapped * 2 < summary.steps, "most calls trap");
    assert!(summary.steps > 10 * SEEDS, "hardly anything was compared");
}
