//! Every reader of outside bytes, on the seeds and on mutations of them: the same ones each time, so that a
//! failure can be looked into. What it finds is little beside an hour of libFuzzer (`make fuzz-parsers`), but
//! it is always run, and the seeds hold everything that was ever found. `PREHEAT_MUTATIONS=100` tries a
//! hundred times as many.

mod allocator;
mod mutate;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use preheat_fuzz_parsers::{TARGETS, Target, Verdict};

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let entries = std::fs::read_dir(&folder).expect("every target has seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).expect("readable"))).collect()
}

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    let seeds = seeds(name);
    for (path, bytes) in &seeds {
        let verdict = run(target, bytes, &path.display().to_string());
        // Seeds that are valid must stay so, or all mutations end at the first check.
        let valid =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("valid-"));
        assert!(!valid || verdict == Verdict::Accepted, "{} is refused", path.display());
    }
    let times =
        std::env::var("PREHEAT_MUTATIONS").map_or(1, |times| times.parse().expect("a number"));
    for (number, (path, bytes)) in seeds.iter().enumerate() {
        let other = &seeds[(number + 1) % seeds.len()].1;
        for round in 0..target.mutations * times {
            let mutant = mutate::mutant(bytes, other, round);
            run(target, &mutant, &format!("{} mutated, round {round}", path.display()));
        }
    }
}

fn run(target: &Target, bytes: &[u8], what: &str) -> Verdict {
    catch_unwind(|| (target.body)(bytes)).unwrap_or_else(|_| {
        let kept = std::env::temp_dir().join(format!("preheat-{}-failure", target.name));
        std::fs::write(&kept, bytes).expect("the failing bytes are kept");
        panic!("{} fails on {what}; its bytes are in {}", target.name, kept.display());
    })
}

macro_rules! replay {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed_and_is_a_program_of_libfuzzer() {
            let names = TARGETS.map(|target| target.name);
            assert_eq!(names, [$(stringify!($name)),*]);
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz_targets");
            names.iter().for_each(|name| assert!(folder.join(format!("{name}.rs")).is_file()));
        }
    };
}

replay!(module artifact sections profile plan planned image disk protocol monitor boot);
