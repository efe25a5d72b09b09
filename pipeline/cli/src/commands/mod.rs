//! The commands, one file each.

mod bench;
mod boot;
mod compile;
mod doctor;
mod image;
mod keys;
mod merge;
mod profile;
mod report;
mod run;
mod store;

pub use image::describe as describe_stage;

use clap::CommandFactory;

use crate::cli::{Cli, Command};
use crate::output::pass;
use preheat_pipeline::Error;

/// Runs a command and gives its exit code.
pub fn run(cli: Cli) -> Result<u8, Error> {
    match cli.command {
        Command::Compile(options) => compile::run(&options),
        Command::Run(options) => run::run(&options),
        Command::Profile(options) => profile::run(&options),
        Command::Merge(options) => merge::run(&options),
        Command::Report(options) => report::run(&options),
        Command::Image(options) => image::run(&options),
        Command::Boot(options) => boot::run(&options),
        Command::Keys(options) => keys::run(&options),
        Command::Store(options) => store::run(&options),
        Command::Bench(_) => bench::run(),
        Command::Doctor(options) => doctor::run(&options),
        Command::Completions(options) => {
            let mut command = Cli::command();
            let mut script = Vec::new();
            clap_complete::generate(options.shell, &mut command, "preheat", &mut script);
            pass(&script)?;
            Ok(0)
        }
    }
}
