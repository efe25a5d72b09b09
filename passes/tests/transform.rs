//! Each file of `transform/NAME` is a program for the step NAME. Its lines `;; plan: f(3), g()` say which
//! calls the plan has seen, and `;; run: f(3) = 7` what it must give (`= trap NAME` if it traps): by the
//! interpreter, before and after. What the step decided and what changed is a snapshot.

mod support;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use preheat_formats::CpuLevel;
use preheat_passes::annotate::annotate;
use preheat_passes::decode::decode;
use preheat_passes::interpret::counting::Counting;
use preheat_passes::interpret::{Bits, Ending, Instance, Limits, Memory};
use preheat_passes::ir::{FuncId, Module};
use preheat_passes::text::body_to_string;
use preheat_passes::transform::{Policy, STEPS, Selection, transform};
use preheat_passes::verify::verify;
use similar::TextDiff;

/// Integers in, integers out.
struct Call {
    text: String,
    name: String,
    args: Vec<Bits>,
}

fn call(text: &str) -> Call {
    let (name, args) = text.trim().strip_suffix(')').and_then(|t| t.split_once('(')).expect(text);
    let number = |text: &str| text.trim().parse::<i64>().expect(text) as u32;
    let args = args.split(',').filter(|arg| !arg.trim().is_empty()).map(number);
    Call {
        text: text.trim().into(),
        name: name.trim().into(),
        args: args.map(Bits::from).collect(),
    }
}

/// What stands in lines that start so.
fn lines<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    let key = format!(";; {key}:");
    text.lines().filter_map(|line| line.trim().strip_prefix(&key)).map(str::trim).collect()
}

/// Imports answer with what they were given last.
fn echo(_: FuncId, args: &[Bits], _: &mut [Memory]) -> Result<Vec<Bits>, Ending> {
    Ok(args.last().copied().into_iter().collect())
}

/// The answer in the words of the files.
fn answer(module: &Module, call: &Call) -> String {
    let mut instance = Instance::new(module, echo, Limits::default()).expect("it starts");
    match instance.call(&call.name, &call.args) {
        Ok(results) => {
            let numbers: Vec<String> =
                results.iter().map(|r| (*r as u32 as i32).to_string()).collect();
            numbers.join(" ")
        }
        Err(Ending::Trap(trap)) => format!("trap {}", trap.name()),
        Err(other) => panic!("{other}"),
    }
}

/// Everything that is to be seen of one file.
fn report(step: &str, text: &str) -> String {
    let original = decode(&wat::parse_str(text).expect("the test's own text is right")).unwrap();
    let mut counting = Instance::new(&original, Counting::new(echo), Limits::default()).unwrap();
    for text in lines(text, "plan").iter().flat_map(|line| line.split("),")) {
        let text = format!("{})", text.trim().trim_end_matches(')'));
        let call = call(&text);
        let _ = counting.call(&call.name, &call.args);
    }
    let plan = counting.host.plan(&original, CpuLevel::V2);
    let mut annotated = original.clone();
    annotate(&plan, &mut annotated);

    let selection = Selection::only(&[step]).unwrap().checked();
    let mut module = Cow::Borrowed(&annotated);
    let decisions = transform(&mut module, selection, &Policy::default()).unwrap();
    verify(&module).unwrap();
    let runs = lines(text, "run");
    assert!(!runs.is_empty(), "it says what it gives");
    for run in &runs {
        let (called, expected) = run.split_once('=').expect(run);
        let call = call(called);
        assert_eq!(answer(&original, &call), expected.trim(), "before: {}", call.text);
        assert_eq!(answer(&module, &call), expected.trim(), "after: {}", call.text);
    }
    // The first decisions are the same, whatever is forbidden after them; none are no change.
    let all = decisions.iter().filter(|decision| decision.taken).count() as u32;
    for count in 0..=all {
        let mut halved = Cow::Borrowed(&annotated);
        let some =
            transform(&mut halved, selection.first(Some(count)), &Policy::default()).unwrap();
        let taken = some.iter().filter(|decision| decision.taken);
        let first = decisions.iter().filter(|decision| decision.taken).take(count as usize);
        assert!(taken.eq(first), "{count} of {all}");
        assert_eq!(count == 0, matches!(halved, Cow::Borrowed(_)));
        for run in &runs {
            let (called, expected) = run.split_once('=').expect(run);
            assert_eq!(answer(&halved, &call(called)), expected.trim(), "{count}: {called}");
        }
    }

    let mut out = String::new();
    for decision in &decisions {
        let place = decision.place;
        let word = if decision.taken { "takes" } else { "declines" };
        writeln!(
            out,
            "{word} {} in f{} at f{} b{} {}: {} (count {}, growth {})",
            decision.what,
            place.within,
            place.func,
            place.block,
            place.inst,
            decision.why,
            decision.count.map_or("?".into(), |count| count.to_string()),
            decision.growth,
        )
        .unwrap();
    }
    for (func, function, before) in annotated.bodies() {
        let after = module.funcs[func.index()].body.as_ref().unwrap();
        let (before, after) = (body_to_string(before), body_to_string(after));
        if before != after {
            let diff = TextDiff::from_lines(&before, &after);
            writeln!(out, "\n{func} {}\n{}", function.name, diff.unified_diff().context_radius(2))
                .unwrap();
        }
    }
    out
}

fn files(step: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transform").join(step);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "wat"));
    files.sort();
    files
}

#[test]
fn steps_do_what_their_files_say() {
    for step in STEPS {
        let files = files(step.name);
        assert!(!files.is_empty(), "{} has no files", step.name);
        for path in files {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let report = report(step.name, &text);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(Path::new("transform").join(step.name));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(name, report));
        }
    }
}
