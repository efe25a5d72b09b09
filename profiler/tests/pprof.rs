//! pprof files: what they hold, and that pprof itself reads them where it is installed.

mod support;

use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use preheat_formats::profile::Profile;
use preheat_passes::ir::Module;
use preheat_profiler::pprof::PprofProfile;
use preheat_profiler::to_pprof;
use prost::Message;
use support::{Walks, example, example_profile, module};

fn decoded(module: &Module, profile: &Profile) -> PprofProfile {
    let file = to_pprof(module, profile).expect("it fits");
    assert_eq!(file[..2], [0x1f, 0x8b], "gzip");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&file[..]).read_to_end(&mut bytes).expect("gzip");
    let message = PprofProfile::decode(&bytes[..]).expect("a message");
    check(&message);
    message
}

/// What pprof demands of a profile.
fn check(message: &PprofProfile) {
    assert_eq!(message.string_table[0], "");
    let text = |at: i64| message.string_table.get(at as usize).expect("a string");
    let ids = |ids: Vec<u64>| {
        let set: HashSet<u64> = ids.iter().copied().collect();
        assert!(set.len() == ids.len() && !set.contains(&0), "ids are unique and not 0");
        set
    };
    let functions = ids(message.function.iter().map(|f| f.id).collect());
    let mappings = ids(message.mapping.iter().map(|m| m.id).collect());
    let locations = ids(message.location.iter().map(|l| l.id).collect());
    for function in &message.function {
        assert!(!text(function.name).is_empty());
    }
    for location in &message.location {
        assert!(mappings.contains(&location.mapping_id));
        assert!(location.line.iter().all(|line| functions.contains(&line.function_id)));
        let mapping = message.mapping.iter().find(|m| m.id == location.mapping_id);
        assert!(
            mapping.is_some_and(|m| (m.memory_start..m.memory_limit).contains(&location.address))
        );
    }
    for sample in &message.sample {
        assert_eq!(sample.value.len(), message.sample_type.len());
        assert!(!sample.location_id.is_empty());
        assert!(sample.location_id.iter().all(|id| locations.contains(id)));
    }
}

/// Values by stack of function names, leaf first.
fn by_stack(message: &PprofProfile) -> BTreeMap<Vec<String>, Vec<i64>> {
    let name = |location: u64| {
        let location = message.location.iter().find(|l| l.id == location).expect("a location");
        let id = location.line[0].function_id;
        let function = message.function.iter().find(|f| f.id == id).expect("a function");
        message.string_table[function.name as usize].clone()
    };
    let mut stacks: BTreeMap<Vec<String>, Vec<i64>> = BTreeMap::new();
    for sample in &message.sample {
        let stack = sample.location_id.iter().map(|id| name(*id)).collect();
        let sum = stacks.entry(stack).or_insert_with(|| vec![0; sample.value.len()]);
        sum.iter_mut().zip(&sample.value).for_each(|(sum, value)| *sum += value);
    }
    stacks
}

#[test]
fn samples_are_blocks_under_their_callers() {
    let module = example();
    let profile = example_profile(&module);
    let message = decoded(&module, &profile);
    let types: Vec<&str> =
        message.sample_type.iter().map(|t| &*message.string_table[t.r#type as usize]).collect();
    assert_eq!(types, ["samples", "instructions"]);
    let stacks: Vec<String> = by_stack(&message)
        .into_iter()
        .map(|(stack, values)| format!("{} {values:?}", stack.join(" < ")))
        .collect();
    insta::assert_snapshot!(stacks.join("\n"));
}

#[test]
fn work_is_shared_among_callers_and_none_is_lost() {
    let module = module(
        "(module (func $leaf) (func $often (call $leaf)) (func $seldom (call $leaf))
            (func $self (param i32) (if (local.get 0) (then (call $self (i32.const 0))))))",
    );
    let mut walks = Walks::new(&module);
    walks.walk(0, &[0], 103);
    walks.walk(1, &[0], 70);
    walks.walk(2, &[0], 30);
    walks.walk(3, &[0, 1, 3], 10);
    let stacks = by_stack(&decoded(&module, &walks.profile));
    let of = |stack: &[&str]| stacks[&stack.iter().map(|s| s.to_string()).collect::<Vec<_>>()][0];
    // 70 and 30 of 103 entries are called; 3 came from elsewhere.
    assert_eq!((of(&["leaf", "often"]), of(&["leaf", "seldom"]), of(&["leaf"])), (70, 30, 3));
    assert_eq!(of(&["self"]), 30, "recursion is not unrolled");
    let total: i64 = stacks.values().map(|values| values[0]).sum();
    assert_eq!(total, 103 + 70 + 30 + 30);
}

#[test]
fn same_profile_gives_same_bytes() {
    let module = example();
    let profile = example_profile(&module);
    assert_eq!(to_pprof(&module, &profile), to_pprof(&module, &profile));
}

#[test]
fn pprof_reads_it() {
    let pprof = std::env::var_os("PREHEAT_PPROF").unwrap_or("pprof".into());
    let module = example();
    let file = to_pprof(&module, &example_profile(&module)).expect("it fits");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("example.pb.gz");
    std::fs::write(&path, file).expect("a temporary file");
    let run = std::process::Command::new(&pprof)
        .args(["-top", "-sample_index=samples"])
        .arg(&path)
        .env("PPROF_TMPDIR", dir.path())
        .output();
    let output = match run {
        Ok(output) if output.status.success() => output,
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("example.pb.gz") => {
            // Debian's `google-pprof` and other programs of this name read another format.
            println!("skipped: {} is not Go's pprof", pprof.to_string_lossy());
            return;
        }
        Ok(output) => panic!("pprof refused it: {}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: no pprof here (go install github.com/google/pprof@latest)");
            return;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("render") && text.contains("upper"), "{text}");
}
