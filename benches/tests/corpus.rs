//! Every program of the corpus: it is whole, its training requests are not its test requests, and every
//! engine answers every request as expected. (LLVM's code for all of it takes minutes to compile: here it is
//! that of the baseline's programs, in `baseline.rs`; `make bench` checks all.)

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use preheat_benches::engine::{Ready, Run};
use preheat_benches::engines::{self, Served};
use preheat_benches::program::{Class, Program, Settings, corpus, names, stem};
use preheat_cli::cli::TargetCpu;
use preheat_codegen::timing::Timings;
use preheat_formats::protocol::Mode;
use preheat_formats::recipe::Backend;
use preheat_pipeline::agent::Start;
use preheat_pipeline::keys::Keys;
use preheat_pipeline::observer::Nobody;
use preheat_pipeline::recipe::Recipe;
use preheat_pipeline::stages;
use preheat_pipeline::store::Store;

/// No module is larger.
const LARGEST: u64 = 6_000_000;
/// All modules together.
const ALL: u64 = 60_000_000;
/// So many at least are built from published packages; the rest are kernels written here.
const PUBLISHED: usize = 40;

#[test]
fn the_corpus_is_what_it_has_to_be() {
    let names = names(&corpus()).unwrap();
    let mut classes = HashSet::new();
    let (mut sum, mut published) = (0, 0);
    for name in &names {
        let settings = Settings::read(&corpus(), name).unwrap();
        let folder = corpus().join(name);
        classes.insert(settings.class);
        let size = std::fs::metadata(folder.join(format!("{name}.wasm"))).unwrap().len();
        assert!(size <= LARGEST, "{name}: {size} bytes");
        sum += size;
        published += usize::from(!settings.packages.is_empty());
        assert!(!settings.title.is_empty(), "{name}");
        assert!(folder.join("LICENSES.txt").is_file(), "{name}: LICENSES.txt is missing");
        assert_eq!(settings.native, settings.native_reason.is_none(), "{name}: why not natively?");
        requests_differ(&folder, &settings);
    }
    assert!(published >= PUBLISHED, "{published} programs from packages");
    assert!(sum <= ALL, "{sum} bytes");
    assert_eq!(classes.len(), Class::ALL.len(), "{classes:?}");
}

/// No test request is a training request, no two requests have the same name, each has one response.
fn requests_differ(folder: &Path, settings: &Settings) {
    let files = |set: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder.join(set)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let (train, test) = (files("requests/train"), files("requests/test"));
    assert!(train.len() >= 4 && test.len() >= 3, "{}", folder.display());
    let (mut stems, mut contents) = (HashSet::new(), HashSet::new());
    for path in train.iter().chain(&test) {
        assert!(stems.insert(stem(path)), "{}: this name twice", path.display());
        assert!(
            contents.insert(std::fs::read(path).unwrap()),
            "{}: this request twice",
            path.display()
        );
        let ending = settings.response.as_deref().unwrap_or("txt");
        let response = folder.join("expected").join(format!("{}.{ending}", stem(path)));
        assert!(response.is_file(), "{}: no expected response", path.display());
    }
    assert_eq!(files("expected").len(), stems.len(), "{}: other responses", folder.display());
}

/// Sends all requests, of both sets.
fn answers(name: &str, ready: &mut dyn Ready, program: &Program) {
    let ending = Settings::read(&corpus(), name).unwrap().response.unwrap_or("txt".into());
    for request in &program.train {
        let path = corpus().join(name).join(format!("expected/{}.{ending}", stem(&request.path)));
        let expected = std::fs::read(path).unwrap();
        check(name, &stem(&request.path), ready.run(&request.stdin).unwrap(), &expected);
    }
    for test in &program.test {
        let expected = &test.expected.as_ref().unwrap().stdout;
        check(name, &test.name, ready.run(&test.request.stdin).unwrap(), expected);
    }
}

fn check(program: &str, request: &str, run: Run, expected: &[u8]) {
    assert_eq!((run.exit, run.failure), (Some(0), None), "{program}, {request}");
    assert!(run.stdout == expected, "{program}, {request}: a wrong response");
}

/// Calls this for every program, on all cores.
fn for_all(run: impl Fn(&str, &Program) + Sync) {
    let names = names(&corpus()).unwrap();
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(name) =
                    names.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    run(name, &Program::read(&corpus(), name).unwrap());
                }
            });
        }
    });
}

#[test]
fn cranelift_answers_all_requests() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::of(
        folder.path().join("store"),
        Keys::at(&folder.path().join("keys")),
        &Nobody::watching(),
    )
    .unwrap();
    let level = TargetCpu::Native.level().unwrap();
    for_all(|name, program| {
        let recipe = Recipe { backend: Backend::Cranelift, ..Recipe::generic(level) };
        let compiled =
            stages::compiled(&store, &program.input, &recipe, &Timings::default()).unwrap();
        let code = preheat_benches::code::Code { compiled, time: None };
        // At the warm point, as a server runs it: `make bench` starts afresh.
        let mut served = Served::start(&code, &program.seen(), Start::Warm, Mode::Serve).unwrap();
        assert!(served.is_warm(), "{name} has no warm point");
        answers(name, &mut served, program);
    });
}

#[test]
fn wasmtime_answers_all_requests() {
    for_all(|name, program| {
        let started = engines::start_wasmtime(&program.input.path, &program.seen()).unwrap();
        answers(name, started.expect("it is built with the tests").as_mut(), program);
    });
}
