//! A program of the corpus: its module, training requests, other test requests, expected responses.

use std::path::{Path, PathBuf};

use preheat_formats::protocol::{Limits, Mode, Outcome as Ending, Request, Response};
use preheat_pipeline::stages::{Input, RequestFile, request_files};

use crate::Outcome;

pub struct Program {
    pub input: Input,
    pub train: Vec<RequestFile>,
    pub test: Vec<TestRequest>,
}

pub struct TestRequest {
    pub name: String,
    pub request: Request,
    pub expected: Vec<u8>,
}

/// The repository's corpus.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("corpus")
}

impl Program {
    /// Reads the Markdown renderer.
    pub fn markdown() -> Outcome<Program> {
        let folder = corpus().join("markdown");
        let test = request_files(&folder.join("requests/test"))?
            .into_iter()
            .map(|file| {
                let name = file.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let expected = std::fs::read(folder.join(format!("expected/{name}.html")))?;
                Ok(TestRequest { name, request: request(file.stdin), expected })
            })
            .collect::<Outcome<_>>()?;
        Ok(Program {
            input: Input::open(&folder.join("markdown.wasm"))?,
            train: request_files(&folder.join("requests/train"))?,
            test,
        })
    }

    /// The test request whose size is nearest to this.
    pub fn test_of_size(&self, bytes: usize) -> &TestRequest {
        let distance = |test: &&TestRequest| test.request.stdin.len().abs_diff(bytes);
        self.test.iter().min_by_key(distance).expect("the corpus has test requests")
    }
}

/// A request with this stdin and the usual limits.
pub fn request(stdin: Vec<u8>) -> Request {
    Request { stdin, args: None, env: None, limits: Limits::default(), mode: Mode::Serve }
}

/// A wrong answer ends a measurement.
pub fn check(what: &str, test: &TestRequest, response: &Response) -> Outcome<()> {
    if response.outcome == Ending::Exit(0) && response.stdout == test.expected {
        return Ok(());
    }
    let ending = &response.outcome;
    Err(format!("{what}: a wrong response to {}.md ({ending:?})", test.name).into())
}
