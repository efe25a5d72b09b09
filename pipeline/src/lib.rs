//! The pipeline behind the `preheat` command: it wires the stages of the other rooms together, keeps
//! what they make in a content-addressed store, and tells people about it. How code is compiled,
//! counted, planned or packaged, the other rooms know.

pub mod agent;
pub mod artifact;
pub mod beside;
pub mod cli;
mod commands;
pub mod error;
pub mod held;
pub mod keys;
pub mod output;
pub mod ownership;
pub mod program;
pub mod progress;
pub mod stages;
pub mod store;
mod timings;

pub use commands::describe_stage;
pub use error::Error;

/// Runs the command line of this process and gives its exit code.
pub fn main() -> std::process::ExitCode {
    let command = <cli::Cli as clap::Parser>::parse();
    progress::choose(command.talk.speech());
    let checked = preheat_formats::cpu::lowered_to().map_err(Error::from);
    match checked.and_then(|_| commands::run(command)) {
        Ok(code) => std::process::ExitCode::from(code),
        Err(error) => {
            eprintln!("preheat: {error}");
            std::process::ExitCode::from(error.exit_code())
        }
    }
}
