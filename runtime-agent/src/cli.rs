//! The command line of `preheat-agent` on a host. People use `preheat`, which calls this.

use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use preheat_formats::cpu;
use preheat_formats::protocol::Limits;

use crate::error::{AgentError, Result};
use crate::file_limit::DEFAULT_MAX_FILES;
use crate::run;
use crate::sandbox::{Demand, probe};
use crate::serve::limits::MAX_OUTPUT;
use crate::serve::pool::Start;
use crate::serve::server::{End, ServeOptions, Server};
use crate::socket::Socket;
use crate::wasi::{Environment, Preopen};

#[derive(Parser)]
#[command(
    name = "preheat-agent",
    version,
    about = "Runs Preheat artifacts. As PID 1 of a guest it takes no arguments.",
    after_help = "Examples:\n  \
        preheat-agent run markdown.preheat < README.md\n  \
        preheat-agent serve markdown.preheat --socket /run/markdown.sock"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs a program once, with our stdin, stdout and stderr; exits with its code (134: trap, 124: out of
    /// time, 139: its code died otherwise).
    Run {
        #[command(flatten)]
        program: Program,
    },
    /// Runs a program to its warm point and serves requests, in frames over stdin and stdout.
    Serve {
        #[command(flatten)]
        program: Program,
        /// The instrumented artifact of the same module, for requests that are to be counted.
        #[arg(long, value_name = "ARTIFACT")]
        instrumented: Option<PathBuf>,
        /// Start the program from its beginning for each request, instead of running it to its warm point
        /// ahead.
        #[arg(long)]
        fresh: bool,
        /// Listen on this Unix socket instead, one connection at a time.
        #[arg(long, value_name = "PATH")]
        socket: Option<PathBuf>,
        /// Most output of a request, stdout and stderr together; one that writes more is stopped.
        #[arg(
            long,
            value_name = "MIB",
            default_value_t = MAX_OUTPUT >> 20,
            value_parser = clap::value_parser!(u64).range(1..=MAX_OUTPUT >> 20)
        )]
        max_output: u64,
    },
    /// Shows which walls this system gives around a program's process.
    Doctor {
        /// Prints as JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
struct Program {
    /// The artifact, as `preheat compile` makes it.
    artifact: PathBuf,
    /// What to call the artifact in messages: the file that it was made from.
    #[arg(long, value_name = "PATH", hide = true)]
    called: Option<PathBuf>,
    /// The program's name, its args[0] [default: the artifact's file name without its ending].
    #[arg(long, value_name = "NAME")]
    program: Option<String>,
    /// A directory that the program may use, and the name it has there.
    #[arg(long = "dir", value_name = "HOST[::GUEST]", value_parser = preopen)]
    dirs: Vec<Preopen>,
    /// A variable in the program's environment, which is otherwise empty.
    #[arg(long, value_name = "K=V", value_parser = variable)]
    env: Vec<(String, String)>,
    /// Seconds after which the program (serve: a request) is stopped.
    #[arg(long, value_name = "S", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Most memory that the program gets, all its memories together [default: what its module says].
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=4096))]
    max_memory: Option<u64>,
    /// Most files that the program may have open at once, as far as the system's own limit (`ulimit -Hn`)
    /// goes; it gets the error `mfile` for more.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_FILES)]
    max_files: u64,
    /// Run nothing where the system does not give all walls around the program's process.
    #[arg(long)]
    require_sandbox: bool,
    /// Say nothing about walls that the system does not give.
    #[arg(long, hide = true)]
    quiet: bool,
    /// The program's arguments.
    #[arg(last = true)]
    args: Vec<String>,
}

impl Program {
    fn environment(&self) -> Environment {
        // As `preheat run` calls it.
        let stem = || {
            self.artifact.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into())
        };
        let name = self.program.clone().unwrap_or_else(stem);
        Environment {
            args: [name].into_iter().chain(self.args.iter().cloned()).collect(),
            env: self.env.clone(),
            dirs: self.dirs.clone(),
            max_files: self.max_files,
        }
    }

    fn demand(&self) -> Demand {
        match (self.require_sandbox, self.quiet) {
            (true, _) => Demand::All,
            (false, true) => Demand::Quiet,
            (false, false) => Demand::Tell,
        }
    }

    fn memory_limit(&self) -> u64 {
        self.max_memory.map_or(0, |mib| mib << 20)
    }
}

fn preopen(text: &str) -> Result<Preopen, String> {
    let (host, guest) = text.split_once("::").unwrap_or((text, text));
    if host.is_empty() || guest.is_empty() {
        return Err("expected HOST or HOST::GUEST, neither of them empty".into());
    }
    Ok(Preopen { host: host.into(), guest: guest.into() })
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.into(), value.into())),
        _ => Err("expected K=V".into()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if duration >= Duration::from_micros(1) => Ok(duration),
        _ => Err("expected a number of seconds above 0".into()),
    }
}

/// Parses the arguments and does what they say.
pub fn main() -> ExitCode {
    // A file that may not become larger is an error for whoever writes it, not the end of the process.
    // SAFETY: a plain system call, before anything else runs.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    match execute(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("preheat: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn execute(cli: Cli) -> Result<ExitCode> {
    cpu::lowered_to()?;
    match cli.command {
        Command::Run { program } => {
            let environment = program.environment();
            run::run(&run::Program {
                artifact: &program.artifact,
                called: program.called.as_deref().unwrap_or(&program.artifact),
                environment: &environment,
                memory_limit: program.memory_limit(),
                timeout: program.timeout,
                demand: program.demand(),
            })
        }
        Command::Serve { program, instrumented, fresh, socket, max_output } => {
            let limits = Limits {
                time_ms: program.timeout.map_or(0, |time| (time.as_millis() as u64).max(1)),
                memory_bytes: program.memory_limit(),
                output_bytes: max_output << 20,
            };
            let (environment, demand) = (program.environment(), program.demand());
            let artifact = program.artifact;
            let start = if fresh { Start::Fresh } else { Start::Warm };
            let options =
                ServeOptions { artifact, instrumented, start, environment, limits, demand };
            serve(options, socket.as_deref())
        }
        Command::Doctor { json } => {
            let rows = probe::rows()?;
            if json {
                let text = serde_json::to_string(&rows);
                println!("{}", text.map_err(|error| AgentError::Internal(error.to_string()))?);
            } else {
                for row in rows {
                    println!("{:<12} {}", row.wall, row.text);
                }
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn serve(options: ServeOptions, socket: Option<&Path>) -> Result<ExitCode> {
    let mut on_ping = |_entropy: [u8; 32], _unix_time_ns: u64| {};
    let Some(path) = socket else {
        let mut server = Server::start(options)?;
        let (stdin, stdout) = (io::stdin().lock(), io::stdout());
        server.serve(stdin, stdout.lock(), Some(stdout.as_fd()), &mut on_ping)?;
        return Ok(ExitCode::SUCCESS);
    };
    let socket = Socket::listen(path)?;
    let mut server = Server::start(options)?;
    loop {
        let stream = socket.accept()?;
        match server.serve(&stream, &stream, Some(stream.as_fd()), &mut on_ping) {
            Ok(End::Shutdown) => return Ok(ExitCode::SUCCESS),
            Ok(End::Closed) => {}
            // The next connection may do better.
            Err(AgentError::Protocol(error)) => eprintln!("preheat: connection ended: {error}"),
            Err(error) => return Err(error),
        }
    }
}
