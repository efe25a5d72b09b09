//! A program to measure: its module, training requests, other test requests, expected responses. Either of
//! the corpus (`corpus/NAME/program.toml`) or a module from outside.

use std::path::{Path, PathBuf};

use preheat_cli::progress::terminal;
use preheat_formats::protocol::{Limits, Mode, Outcome as Ending, Request, Response};
use preheat_pipeline::agent::Start;
use preheat_pipeline::world::World;

pub use preheat_cli::cli::bench::Class;
use preheat_pipeline::counting::{RequestFile, request_files};
use preheat_pipeline::module::Input;
use serde::Deserialize;

use crate::Outcome;
use crate::engine::WorldOf;

/// `program.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What it does, in one line.
    pub title: String,
    pub class: Class,
    pub language: String,
    /// Name and version of what it is built from; none if all of it was written here.
    pub packages: Vec<String>,
    pub licence: String,
    /// Which function of scripts/corpus builds it.
    pub build: String,
    /// Whether its source is also built for this processor.
    pub native: bool,
    /// What else rustc is told for that.
    pub native_flags: Option<String>,
    /// Why not.
    pub native_reason: Option<String>,
    /// The ending of its responses' files.
    pub response: Option<String>,
    /// In the small selection of `preheat bench --quick`.
    #[serde(default)]
    pub quick: bool,
}

pub struct Program {
    pub name: String,
    /// None for a module from outside.
    pub settings: Option<Settings>,
    pub input: Input,
    pub train: Vec<RequestFile>,
    pub test: Vec<TestRequest>,
    /// What the program sees, also on training requests unless it is `train_world`.
    pub world: World,
    pub train_world: World,
    pub args: Vec<String>,
    /// Where the profile comes from, for people.
    pub trained_on: &'static str,
    /// Where its native build would be.
    pub native: Option<PathBuf>,
}

pub struct TestRequest {
    pub name: String,
    pub request: Request,
    /// None for a module from outside: the first engine that answers says what is expected of the others.
    pub expected: Option<Expected>,
}

/// A response that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub stdout: Vec<u8>,
    pub exit: u32,
}

/// The repository's corpus.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("corpus")
}

/// The names of the corpus's programs, sorted.
pub fn names(corpus: &Path) -> Outcome<Vec<String>> {
    let folder = std::fs::read_dir(corpus)
        .map_err(|error| format!("{}: {error}; name the corpus with --corpus", corpus.display()))?;
    let mut names = Vec::new();
    for entry in folder {
        let entry = entry?;
        if entry.path().join("program.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    if names.is_empty() {
        return Err(format!("{}: no programs in it", corpus.display()).into());
    }
    Ok(names)
}

impl Settings {
    pub fn read(corpus: &Path, name: &str) -> Outcome<Settings> {
        let path = corpus.join(name).join("program.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| {
            format!("there is no program `{name}`: {}: {error}", path.display())
        })?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }
}

impl Program {
    /// Reads a program of the corpus.
    pub fn read(corpus: &Path, name: &str) -> Outcome<Program> {
        let settings = Settings::read(corpus, name)?;
        let folder = corpus.join(name);
        let ending = settings.response.as_deref().unwrap_or("txt");
        let test = request_files(&folder.join("requests/test"))?
            .into_iter()
            .map(|file| {
                let name = stem(&file.path);
                let path = folder.join(format!("expected/{name}.{ending}"));
                let stdout =
                    std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                let expected = Some(Expected { stdout, exit: 0 });
                Ok(TestRequest { name, request: request(file.stdin, Mode::Serve), expected })
            })
            .collect::<Outcome<_>>()?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| corpus.with_file_name("target"), PathBuf::from);
        Ok(Program {
            input: Input::open(&folder.join(format!("{name}.wasm")), &terminal())?,
            train: request_files(&folder.join("requests/train"))?,
            test,
            world: World::default(),
            train_world: World::default(),
            args: Vec::new(),
            trained_on: "its training requests",
            native: settings.native.then(|| target.join("corpus/native").join(name)),
            name: name.to_owned(),
            settings: Some(settings),
        })
    }

    /// The Markdown renderer.
    pub fn markdown() -> Outcome<Program> {
        Program::read(&corpus(), "markdown")
    }

    pub fn class(&self) -> Class {
        self.settings.as_ref().map_or(Class::Other, |settings| settings.class)
    }

    /// What its test requests see.
    pub fn seen(&self) -> WorldOf<'_> {
        WorldOf { program: &self.name, world: &self.world, args: &self.args }
    }

    /// One run without stdin has nothing after a warm point.
    pub fn profile_start(&self) -> Start {
        match &self.train[..] {
            [only] if only.stdin.is_empty() => Start::Fresh,
            _ => Start::Warm,
        }
    }

    /// The test request whose size is nearest to this.
    pub fn test_of_size(&self, bytes: usize) -> &TestRequest {
        let distance = |test: &&TestRequest| test.request.stdin.len().abs_diff(bytes);
        self.test.iter().min_by_key(distance).expect("the corpus has test requests")
    }
}

/// A file's name without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A request with this stdin and time enough for the slowest engine.
pub fn request(stdin: Vec<u8>, mode: Mode) -> Request {
    let limits = Limits { time_ms: 600_000, ..Limits::default() };
    Request { stdin, args: None, env: None, limits, mode }
}

/// A wrong answer ends a measurement.
pub fn check(what: &str, test: &TestRequest, response: &Response) -> Outcome<()> {
    let Some(expected) = &test.expected else { return Ok(()) };
    if response.outcome == Ending::Exit(expected.exit) && response.stdout == expected.stdout {
        return Ok(());
    }
    let ending = &response.outcome;
    Err(format!("{what}: a wrong response to {} ({ending:?})", test.name).into())
}
