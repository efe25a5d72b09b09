//! What the agent refuses to load, and what it says.

mod support;

use preheat_formats::PublicKey;
use preheat_formats::artifact::{EntryRun, ImageRun, Import, TableMeta};
use preheat_formats::signature::{Signature, append};
use preheat_formats::types::{FuncType, ValType};
use support::*;

/// Exit code and stderr of `run`.
fn refusal(file: &[u8]) -> (Option<i32>, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.preheat");
    std::fs::write(&path, file).unwrap();
    let output = agent().arg("run").arg(&path).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), text.replace(&dir.path().display().to_string(), "DIR"))
}

fn plain() -> Parts {
    Parts::command(Code::new().finish(), &[], &[])
}

#[test]
fn a_sound_artifact_runs() {
    assert_eq!(refusal(&plain().bytes()), (Some(0), String::new()));
}

#[test]
fn every_truncation_and_every_changed_byte_is_refused() {
    let file = plain().bytes();
    for len in (0..file.len()).step_by(97) {
        let (code, text) = refusal(&file[..len]);
        assert_eq!(code, Some(2), "{len}: {text}");
        assert!(text.contains("DIR/a.preheat") && text.lines().count() == 1, "{text}");
    }
    for at in (0..file.len()).step_by(211).chain([16, file.len() - 1]) {
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        let (code, text) = refusal(&changed);
        assert_eq!(code, Some(2), "{at}: {text}");
    }
}

/// Who names a file to the agent trusts it. What is behind the seal changes nothing of what is sealed.
#[test]
fn whoever_signed_an_artifact_it_is_the_same() {
    let signature = Signature { key: PublicKey([7; 32]), bytes: [9; 64] };
    for statement in [&b""[..], b"made from something\n"] {
        let signed = append(plain().bytes(), statement, signature);
        assert_eq!(refusal(&signed), (Some(0), String::new()));
        let mut damaged = signed.clone();
        damaged[4096] ^= 1;
        assert_eq!(refusal(&damaged).0, Some(2));
        for len in [signed.len() - 1, signed.len() - 127, signed.len() - 129] {
            let (code, text) = refusal(&signed[..len]);
            assert!(code == Some(2) || len == plain().bytes().len(), "{len}: {text}");
        }
    }
}

/// Ten tables of ten million null entries each: the file holds none of them.
fn with_tables(entries: Vec<EntryRun>) -> Vec<u8> {
    let mut parts = plain();
    parts.meta.layout.tables = 10;
    parts.meta.tables = vec![TableMeta { min: 10_000_000, max: None }; 10];
    parts.meta.entries = entries;
    parts.bytes()
}

#[test]
fn null_entries_of_tables_are_not_in_the_file() {
    let file = with_tables(vec![]);
    assert!(file.len() < 100_000, "{}", file.len());
    assert_eq!(refusal(&file), (Some(0), String::new()));
}

#[test]
fn entries_outside_their_table_or_the_file_are_refused() {
    let run = EntryRun { table: 0, first: 9_999_999, count: 0, offset: 0 };
    assert_eq!(refusal(&with_tables(vec![run])).0, Some(0));
    let wrong = [
        EntryRun { table: 10, first: 0, ..run },
        EntryRun { count: 1, ..run },
        EntryRun { first: 10_000_000, count: 1, ..run },
        EntryRun { first: u32::MAX, count: 2, ..run },
        EntryRun { offset: 1, ..run },
        EntryRun { offset: u64::MAX, ..run },
    ];
    for run in wrong {
        let (code, text) = refusal(&with_tables(vec![run]));
        assert_eq!(code, Some(2), "{run:?}");
        assert!(text.contains("entries of a table"), "{run:?}: {text}");
    }
}

#[test]
fn ranges_outside_the_file_are_refused() {
    let mut parts = plain();
    parts.meta.image = vec![ImageRun { memory: 0, address: 0, offset: 1 << 40, len: 4096 }];
    let (code, text) = refusal(&parts.bytes());
    assert_eq!(code, Some(2));
    assert!(text.contains("corrupt artifact: a run of the memory image"), "{text}");

    let mut parts = plain();
    parts.meta.image = vec![ImageRun { memory: 0, address: 65536, offset: 0, len: 4096 }];
    parts.image = vec![0; 4096];
    assert!(refusal(&parts.bytes()).1.contains("a run of the memory image"));

    let mut parts = plain();
    parts.meta.start = Some(1 << 30);
    assert!(refusal(&parts.bytes()).1.contains("the start function"));

    let mut parts = plain();
    parts.meta.layout.globals = 3;
    assert!(refusal(&parts.bytes()).1.contains("number of globals"));

    let mut parts = plain();
    parts.meta.image = vec![ImageRun { memory: 1, address: 0, offset: 0, len: 4096 }];
    parts.image = vec![0; 4096];
    assert!(refusal(&parts.bytes()).1.contains("a run of the memory image"));

    let mut parts = plain();
    parts.meta.layout.memories = 2;
    assert!(refusal(&parts.bytes()).1.contains("number of memories"));
}

#[test]
fn imports_are_bound_by_name_and_type() {
    let import = |module: &str, name: &str, ty: FuncType| Import {
        module: module.into(),
        name: name.into(),
        ty,
    };
    let nothing = FuncType { params: vec![], results: vec![] };
    let run =
        |imports: &[Import]| refusal(&Parts::command(Code::new().finish(), imports, &[]).bytes());

    let known = [("bench", "start"), ("bench", "end"), ("preheat", "ready")];
    let known = known.map(|(module, name)| import(module, name, nothing.clone()));
    assert_eq!(run(&known).0, Some(0));

    let (code, text) = run(&[import("env", "puts", nothing.clone())]);
    assert_eq!(code, Some(2));
    assert!(text.contains("imports `env.puts`, which Preheat does not offer"), "{text}");

    let wrong = FuncType { params: vec![ValType::I64], results: vec![] };
    let (code, text) = run(&[import("wasi_snapshot_preview1", "proc_exit", wrong)]);
    assert_eq!(code, Some(2));
    assert!(text.contains("as a function (i64) -> (), and it is a function (i32) -> ()"), "{text}");
}

#[test]
fn a_library_without_start_is_refused() {
    let mut parts = plain();
    parts.meta.exports.clear();
    let (code, text) = refusal(&parts.bytes());
    assert_eq!(code, Some(2));
    assert!(text.contains("it exports no function `_start`"), "{text}");
}

#[test]
fn a_missing_file_is_an_input_error() {
    let output = agent().args(["run", "/nonexistent/a.preheat"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("cannot read artifact /nonexistent/a.preheat"), "{text}");
}

#[test]
fn an_artifact_of_an_older_format_is_refused_with_what_to_do() {
    let mut file = plain().bytes();
    let trailer = file.len() - 64;
    file[trailer + 8] = 1;
    let (code, text) = refusal(&file);
    assert_eq!(code, Some(2));
    assert!(text.contains("DIR/a.preheat: artifact has format version 1"), "{text}");
    assert!(text.contains("`preheat compile`"), "{text}");
}
