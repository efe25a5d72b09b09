//! A module from outside as a program to measure: which requests it gets, what it sees, where its profile
//! comes from.

use std::path::{Path, PathBuf};

use preheat_cli::cli::bench::{Bench, Outside};
use preheat_cli::progress::terminal;
use preheat_formats::protocol::Mode;
use preheat_pipeline::counting::{RequestFile, request_files};
use preheat_pipeline::module::Input;
use preheat_pipeline::world::World;
use wasmparser::{Parser, Payload};

use crate::program::{Expected, Program, TestRequest, request, stem};
use crate::{Misuse, Outcome};

/// Whether a word of the command line names a file and not a program of the corpus.
pub fn is_path(word: &str) -> bool {
    word.contains('/') || word.ends_with(".wasm")
}

/// The module's program, with what the options say about it.
pub fn program(path: &Path, options: &Bench) -> Outcome<Program> {
    let outside = &options.outside;
    let input = Input::open(path, &terminal())?;
    input.module()?;
    if outside.test.is_none() && !has_marks(&input.wasm)? {
        let what = format!(
            "{}: it does not import bench.start and bench.end, so requests are needed: --test DIR",
            path.display()
        );
        return Err(Misuse(what).into());
    }
    let test = tests(outside)?;
    let trains_elsewhere = !outside.train_dir.is_empty() || !outside.train_env.is_empty();
    let world = outside.world.seen();
    let train_world = World {
        dir: instead(&outside.train_dir, &world.dir),
        env: instead(&outside.train_env, &world.env),
        ..world.clone()
    };
    let (train, trained_on) = match &outside.train {
        Some(folder) => (request_files(folder)?, "the training requests"),
        None => {
            let same = |test: &TestRequest| RequestFile {
                path: PathBuf::from(&test.name),
                stdin: test.request.stdin.clone(),
            };
            let source = if trains_elsewhere {
                "runs with other folders or variables"
            } else {
                "the same inputs that are measured"
            };
            (test.iter().map(same).collect(), source)
        }
    };
    Ok(Program {
        name: stem(path),
        settings: None,
        input,
        train,
        test,
        world,
        train_world,
        args: options.args.clone(),
        trained_on,
        native: None,
    })
}

/// The files of the folder, or one run without stdin.
fn tests(outside: &Outside) -> Outcome<Vec<TestRequest>> {
    let Some(folder) = &outside.test else {
        let request = request(Vec::new(), Mode::Serve);
        let expected = outside.expected.as_deref().map(only_file).transpose()?;
        return Ok(vec![TestRequest { name: "the run".into(), request, expected }]);
    };
    let tests = request_files(folder)?.into_iter().map(|file| {
        let name = stem(&file.path);
        let expected = match &outside.expected {
            None => None,
            Some(folder) => Some(response(folder, &name)?),
        };
        Ok(TestRequest { name, request: request(file.stdin, Mode::Serve), expected })
    });
    tests.collect()
}

/// The response of the one run.
fn only_file(folder: &Path) -> Outcome<Expected> {
    match &request_files(folder)?[..] {
        [only] => Ok(Expected { stdout: only.stdin.clone(), exit: 0 }),
        _ => Err(Misuse(format!(
            "{}: there is one run, so there has to be one expected response",
            folder.display()
        ))
        .into()),
    }
}

fn response(folder: &Path, name: &str) -> Outcome<Expected> {
    let found = request_files(folder)?.into_iter().find(|file| stem(&file.path) == name);
    match found {
        Some(file) => Ok(Expected { stdout: file.stdin, exit: 0 }),
        None => Err(Misuse(format!("{}: no response for request {name}", folder.display())).into()),
    }
}

fn instead(own: &[String], others: &[String]) -> Vec<String> {
    if own.is_empty() { others.to_vec() } else { own.to_vec() }
}

/// Whether the module marks the part to time.
pub fn has_marks(wasm: &[u8]) -> Outcome<bool> {
    let mut found = (false, false);
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::ImportSection(imports) = payload? else { continue };
        for import in imports.into_imports() {
            let import = import?;
            match (import.module, import.name) {
                ("bench", "start") => found.0 = true,
                ("bench", "end") => found.1 = true,
                _ => {}
            }
        }
    }
    Ok(found.0 && found.1)
}
