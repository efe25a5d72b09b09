//! The `preheat` command: arguments, terminal, progress, exit codes. How anything is done, the rooms below
//! know.

// Streams may be full or closed: `output` writes to them.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod cli;
mod commands;
mod exit;
pub mod output;
pub mod progress;
mod timings;

pub use commands::describe_stage;
pub use exit::code_of as exit_code;
use preheat_pipeline::Error;

/// Runs the command line of this process and gives its exit code.
pub fn main() -> std::process::ExitCode {
    // A file that may not become larger is an error for whoever writes it, not the end of the process.
    // SAFETY: a plain system call, before anything else runs.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    let command = match <cli::Cli as clap::Parser>::try_parse() {
        Ok(command) => command,
        Err(answer) => return answered(&answer),
    };
    progress::choose(command.talk.speech());
    let checked = preheat_formats::cpu::lowered_to().map_err(Error::from);
    match checked.and_then(|_| commands::run(command)) {
        Ok(code) => std::process::ExitCode::from(code),
        Err(error) => {
            output::say(&error);
            std::process::ExitCode::from(exit_code(&error))
        }
    }
}

/// Says what the command line's parser has to say: help, the version, or what is wrong.
fn answered(answer: &clap::Error) -> std::process::ExitCode {
    let written = answer.print();
    let gone = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    match written {
        Err(error) if !answer.use_stderr() && !gone(&error) => {
            let error = Error::Write { path: "stdout".into(), error };
            output::say(&error);
            std::process::ExitCode::from(exit_code(&error))
        }
        _ => std::process::ExitCode::from(answer.exit_code() as u8),
    }
}
