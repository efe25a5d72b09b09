//! `preheat bench`: becomes the program that measures, with the same arguments.

use std::os::unix::process::CommandExt;
use std::process::Command;

use preheat_pipeline::Error;
use preheat_pipeline::beside::beside;

/// Lies beside this program.
const PROGRAM: &str = "preheat-bench";

/// The options were only read to refuse wrong ones early; the other program reads them again.
pub fn run() -> Result<u8, Error> {
    let Some(path) = beside(PROGRAM) else {
        let what = format!("`preheat bench` needs {PROGRAM} beside preheat: build it with `make`");
        return Err(Error::Usage(what));
    };
    // Options of all commands may come before the command's name.
    let mut args: Vec<_> = std::env::args_os().skip(1).collect();
    if let Some(name) = args.iter().position(|arg| arg == "bench") {
        args.remove(name);
    }
    let error = Command::new(&path).args(args).exec();
    Err(Error::Start { path, error })
}
