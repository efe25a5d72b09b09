//! How results look, as the profiler's reports do, and where they go: results to stdout, remarks and errors
//! to stderr, both without what a terminal would obey. Nothing here ends the process: a stream may be full,
//! and its reader may have gone.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use preheat_formats::shown::shown_lines;

pub use preheat_profiler::explain::{Table, bytes, percent, time as nanoseconds};

use preheat_pipeline::Error;

/// Prints a result.
pub fn print(text: impl Display) -> Result<(), Error> {
    pass(shown_lines(&text.to_string()).as_bytes())
}

/// Passes on to stdout what a program wrote, as it is. If nobody reads it any more, that is no error: they
/// have read what they wanted.
pub fn pass(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("stdout"), error })
        }
        _ => Ok(()),
    }
}

/// Says something beside the result. Where stderr cannot be written there is nobody to tell.
pub fn say(text: impl Display) {
    let line = format!("preheat: {text}");
    let _ = writeln!(io::stderr(), "{}", shown_lines(&line));
}

/// A path as JSON has it; it need not be Unicode.
pub fn path_json(path: &Path) -> serde_json::Value {
    path.to_string_lossy().into()
}
