//! Options of `preheat bench`. The measuring is another program's, `preheat-bench`, which reads the same
//! options: it brings peers along that nobody needs who only compiles.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::shared::{World, parse_seconds};

/// Measure programs: our code beside other runtimes and native code, in turns, every response checked.
///
/// Without PROGRAMS all of the corpus, and what a server promises: loading, warm requests, machines, large
/// inputs. A module from outside comes with folders of requests, one file each. If it imports bench.start
/// and bench.end, the time between them is what counts, and without folders one run is one sample.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  preheat bench                                        # everything, under 20 minutes
  preheat bench --quick --html bench.html              # a selection, 3 minutes
  preheat bench markdown sqlite --engines specialised,wasmtime,v8
  preheat bench --class image --save today.json --previous yesterday.json --html bench.html
  preheat bench app.wasm --train requests/train --test requests/test
  preheat bench quicksort.wasm --dir data::. --train-dir other-data::.

Exit codes:
  0    measured; with --check, nothing got worse
  1    a wrong response, an engine that failed, or with --check something that got worse
  2    wrong use, or an input that cannot be used")]
pub struct Bench {
    /// Programs of the corpus by name, or modules by path
    #[arg(value_name = "PROGRAM|IN.wasm")]
    pub programs: Vec<String>,
    /// Who runs them [default: all that are here]
    #[arg(long, value_name = "ENGINES", value_delimiter = ',', value_enum)]
    pub engines: Vec<Engine>,
    /// Only programs of these classes
    #[arg(long, value_name = "CLASSES", value_delimiter = ',', value_enum)]
    pub class: Vec<Class>,
    /// Only a selection of the corpus, and fewer rounds
    #[arg(long)]
    pub quick: bool,
    /// At most so many rounds [default: 15, quick: 7]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(5..=1000))]
    pub rounds: Option<u32>,
    /// No new round of a program after S seconds, once there are five [default: 4, quick: 2]
    #[arg(long, value_name = "S", value_parser = parse_seconds)]
    pub time: Option<f64>,
    /// Take code from the store where it is there; how long it took to compile is then not told
    #[arg(long)]
    pub stored: bool,
    /// Folder of the corpus [default: that of the sources]
    #[arg(long, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
    /// List the programs of the corpus and do nothing
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub outside: Outside,
    #[command(flatten)]
    pub report: Report,
    /// Arguments of a module from outside
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

/// About a module from outside.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "A module from outside")]
pub struct Outside {
    /// Folder of requests that the profile is made of, one file each
    #[arg(long, value_name = "DIR")]
    pub train: Option<PathBuf>,
    /// Folder of requests to measure
    #[arg(long, value_name = "DIR")]
    pub test: Option<PathBuf>,
    /// What each response has to be: files called as the requests, with any ending [default: what the
    /// first engine answers]
    #[arg(long, value_name = "DIR")]
    pub expected: Option<PathBuf>,
    #[command(flatten)]
    pub world: World,
    /// What the program sees instead of --dir when the profile is made; repeatable
    #[arg(long, value_name = "HOST[::GUEST]")]
    pub train_dir: Vec<String>,
    /// Likewise, instead of --env
    #[arg(long, value_name = "K=V")]
    pub train_env: Vec<String>,
}

/// What becomes of the results.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Results")]
pub struct Report {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
    /// Also write the JSON to a file
    #[arg(long, value_name = "OUT.json")]
    pub save: Option<PathBuf>,
    /// Also draw a page of it, complete in one file
    #[arg(long, value_name = "OUT.html")]
    pub html: Option<PathBuf>,
    /// Also write the tables as Markdown
    #[arg(long, value_name = "OUT.md")]
    pub markdown: Option<PathBuf>,
    /// Earlier results, for the page's history; repeatable, oldest first
    #[arg(long, value_name = "IN.json")]
    pub previous: Vec<PathBuf>,
    /// Do not measure: take the results from a file
    #[arg(long, value_name = "IN.json")]
    pub from: Option<PathBuf>,
    /// Compare with a baseline, and fail if ratios or counts of instructions got worse
    #[arg(long, value_name = "BASELINE.json", conflicts_with_all = ["from", "programs"])]
    pub check: Option<PathBuf>,
    /// Write a new baseline for --check
    #[arg(long, value_name = "BASELINE.json", conflicts_with_all = ["from", "programs", "check"])]
    pub baseline: Option<PathBuf>,
}

/// Who runs the code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lowercase")]
pub enum Engine {
    /// Ours, LLVM at -O3 without a profile
    Generic,
    /// Ours, with the plan that the training requests lead to
    Specialised,
    /// Ours, the quick tier alone
    Cranelift,
    /// The wasmtime crate, Cranelift optimising for speed
    Wasmtime,
    /// V8, in node
    V8,
    /// The same source compiled for this processor: clang -O3 -march=native, rustc
    Native,
}

impl Engine {
    pub const ALL: [Engine; 6] = [
        Engine::Generic,
        Engine::Specialised,
        Engine::Cranelift,
        Engine::Wasmtime,
        Engine::V8,
        Engine::Native,
    ];

    /// As people see it.
    pub fn title(self) -> &'static str {
        match self {
            Engine::Generic => "Preheat generic",
            Engine::Specialised => "Preheat specialised",
            Engine::Cranelift => "Preheat Cranelift",
            Engine::Wasmtime => "wasmtime",
            Engine::V8 => "V8",
            Engine::Native => "native",
        }
    }

    /// In narrow columns.
    pub fn short(self) -> &'static str {
        match self {
            Engine::Generic => "generic",
            Engine::Specialised => "specialised",
            Engine::Cranelift => "Cranelift",
            other => other.title(),
        }
    }

    pub fn is_ours(self) -> bool {
        matches!(self, Engine::Generic | Engine::Specialised | Engine::Cranelift)
    }

    /// Those that run WebAssembly and are not ours.
    pub fn is_peer(self) -> bool {
        matches!(self, Engine::Wasmtime | Engine::V8)
    }
}

/// What kind of work a program of the corpus does.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lowercase")]
pub enum Class {
    Text,
    Data,
    Image,
    Compression,
    Crypto,
    Numeric,
    Ml,
    Interpreter,
    Database,
    Other,
}

impl Class {
    pub const ALL: [Class; 10] = [
        Class::Text,
        Class::Data,
        Class::Image,
        Class::Compression,
        Class::Crypto,
        Class::Numeric,
        Class::Ml,
        Class::Interpreter,
        Class::Database,
        Class::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Class::Text => "text",
            Class::Data => "data",
            Class::Image => "image",
            Class::Compression => "compression",
            Class::Crypto => "crypto",
            Class::Numeric => "numeric",
            Class::Ml => "ml",
            Class::Interpreter => "interpreter",
            Class::Database => "database",
            Class::Other => "other",
        }
    }
}
