//! The command line: names, help and examples. What a command does is in `commands`.

pub mod bench;
mod shared;

use std::path::PathBuf;
use std::time::Duration;

use bytesize::ByteSize;
use clap::{Args, Parser, Subcommand};
use preheat_formats::PublicKey;
use preheat_formats::recipe::Backend;

pub use shared::{Code, CompileBudget, MachineWalls, TargetCpu, Trust, World};
use shared::{parse_backend, parse_seconds};

use crate::progress::Speech;

/// Exit codes, said in every help.
const EXIT_CODES: &str = "\
Exit codes:
  0    done; run and boot give the program's own code
  1    Preheat itself failed
  2    wrong use, or an input that cannot be used
  124  the program was stopped at its time limit
  134  the program trapped; the trap and the wasm function are named on stderr
  139  the program's process died otherwise, which is no fault of the program's: stderr says of what";

/// Takes a WebAssembly program, learns from requests what it does, and prepares for the next ones.
#[derive(Debug, Parser)]
#[command(name = "preheat", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub talk: Talk,
    #[command(subcommand)]
    pub command: Command,
}

/// How much is said besides results and errors.
#[derive(Debug, Clone, Copy, Args)]
pub struct Talk {
    /// Say nothing about work that takes long
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Where stderr is no terminal, say every S seconds how far such work is
    #[arg(long, global = true, value_name = "S", value_parser = parse_seconds, default_value = "5")]
    pub progress_every: f64,
}

impl Talk {
    pub fn speech(self) -> Speech {
        if self.quiet {
            return Speech::Quiet;
        }
        Speech::Every(Duration::from_secs_f64(self.progress_every))
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Compile(Compile),
    Run(Run),
    Profile(Profile),
    Merge(Merge),
    Report(Report),
    Image(Image),
    Boot(Boot),
    Keys(Keys),
    Store(Store),
    Bench(Box<bench::Bench>),
    Doctor(Doctor),
    Completions(Completions),
}

/// Compile a module to native code.
///
/// The same input is compiled once: the result is kept in the store and found again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat compile app.wasm                        # app.preheat, for this processor
  preheat compile app.wasm --profile app.profile -o app.preheat
  preheat compile app.wasm --target-cpu x86-64-v2 --opt 1
  preheat compile app.wasm --backend cranelift --timings    # quick code, and where the time goes")]
pub struct Compile {
    /// The module: WebAssembly with WASI preview 1; docs/SEMANTICS.md has the features
    #[arg(value_name = "IN.wasm")]
    pub input: PathBuf,
    /// Where the artifact goes [default: the input with the ending .preheat]
    #[arg(short, long, value_name = "OUT.preheat")]
    pub output: Option<PathBuf>,
    /// Specialise for what this profile has seen
    #[arg(long, value_name = "P")]
    pub profile: Option<PathBuf>,
    #[command(flatten)]
    pub code: Code,
    #[command(flatten)]
    pub budget: CompileBudget,
    /// Say how long each stage takes; compiles even what the store has
    #[arg(long)]
    pub timings: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Run a module or an artifact as a program: its stdin, stdout and stderr are yours.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  preheat run app.wasm < request.txt
  preheat run app.preheat --dir . --env LANG=C --timeout 5 -- --verbose in.txt

{EXIT_CODES}"))]
pub struct Run {
    #[arg(value_name = "IN.wasm|IN.preheat")]
    pub input: PathBuf,
    /// Who compiles a module: llvm, cranelift or mixed [default: what `preheat compile` has made with its
    /// defaults if it has been, else cranelift, which is soonest]
    #[arg(long, value_name = "BACKEND", value_parser = parse_backend)]
    pub backend: Option<Backend>,
    /// What the program is called, its args[0] [default: the file's name without its ending]
    #[arg(long, value_name = "NAME")]
    pub argv0: Option<String>,
    #[command(flatten)]
    pub world: World,
    #[command(flatten)]
    pub budget: CompileBudget,
    /// Stop the program after S seconds, compiling included; exit code 124
    #[arg(long, value_name = "S", value_parser = parse_seconds)]
    pub timeout: Option<f64>,
    /// Let linear memory grow to MIB mebibytes at the most
    #[arg(long, value_name = "MIB")]
    pub max_memory: Option<u32>,
    /// Let the program have N files open at once at the most [default: 1024]
    #[arg(long, value_name = "N")]
    pub max_files: Option<u64>,
    #[command(flatten)]
    pub trust: Trust,
    /// Arguments of the program
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

/// Learn from requests what a module really does.
///
/// Each file of the requests' folder is one request's stdin, in the order of their names; without a folder
/// the program runs once without stdin. Requests run twice: once to find the hot functions, once to
/// count everything about those.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat profile app.wasm --requests training/ -o app.profile
  preheat profile app.wasm -o app.profile --dir . -- convert in.png    # one run")]
pub struct Profile {
    #[arg(value_name = "IN.wasm")]
    pub input: PathBuf,
    /// Folder of requests, one file each
    #[arg(long, value_name = "DIR")]
    pub requests: Option<PathBuf>,
    #[command(flatten)]
    pub world: World,
    #[command(flatten)]
    pub budget: CompileBudget,
    /// Where the profile goes
    #[arg(short, long, value_name = "OUT.profile")]
    pub output: PathBuf,
    /// Stop a request after S seconds, and as well compiling and the way to the warm point
    #[arg(long, value_name = "S", value_parser = parse_seconds, default_value = "60")]
    pub timeout: f64,
    /// Print a summary as JSON
    #[arg(long)]
    pub json: bool,
    /// Arguments of the program
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

/// Add up profiles of one module, as from several hosts or several sets of requests.
///
/// Counts add up, so the order does not matter, and what was merged can be merged again. Says of each
/// profile how much of what it counted the sum has in the same shares: 100 % if all are alike.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat merge host-a.profile host-b.profile -o app.profile
  preheat merge collected/*.profile -o app.profile && preheat compile app.wasm --profile app.profile")]
pub struct Merge {
    #[arg(value_name = "IN.profile", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where the sum goes
    #[arg(short, long, value_name = "OUT.profile")]
    pub output: PathBuf,
    /// Print a summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Say what is in a profile, plan, artifact or image, and why.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat report app.profile
  preheat report app.qcow2 --json
  preheat report app.profile --pprof app.pb.gz     # for pprof and speedscope
  preheat report app.profile --plan app.plan && preheat report app.plan")]
pub struct Report {
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// The module of a profile; needed only if it was profiled on another machine
    #[arg(long, value_name = "IN.wasm")]
    pub module: Option<PathBuf>,
    /// Also write a profile in pprof's format
    #[arg(long, value_name = "OUT.pb.gz")]
    pub pprof: Option<PathBuf>,
    /// Also write a profile's code-path probability map as Graphviz DOT
    #[arg(long, value_name = "OUT.dot")]
    pub map: Option<PathBuf>,
    /// Also write the plan that a profile leads to, as JSON
    #[arg(long, value_name = "OUT.plan")]
    pub plan: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Bake an artifact into a machine image, saved warm.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat image app.preheat -o app.qcow2
  preheat image app.preheat --warm-with training/a.txt --warm-with training/b.txt -o app.qcow2")]
pub struct Image {
    #[arg(value_name = "IN.preheat")]
    pub input: PathBuf,
    /// A request to answer before the machine is saved; repeatable
    #[arg(long, value_name = "REQUEST")]
    pub warm_with: Vec<PathBuf>,
    /// Where the image goes
    #[arg(short, long, value_name = "OUT.qcow2")]
    pub output: PathBuf,
    /// Memory of the machine in MiB
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    pub memory: u32,
    /// Set an environment variable of the program; repeatable
    #[arg(long, value_name = "K=V")]
    pub env: Vec<String>,
    #[command(flatten)]
    pub walls: MachineWalls,
    #[command(flatten)]
    pub trust: Trust,
    /// Print the manifest as JSON
    #[arg(long)]
    pub json: bool,
    /// Arguments of the program
    #[arg(last = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

/// Answer one request, read from stdin, in a clone of an image's machine.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  preheat boot app.qcow2 < request > response
  preheat boot app.qcow2 --cold < request          # boot the kernel instead of loading the warm state
  preheat boot app.qcow2 --profile app.profile < request

{EXIT_CODES}"))]
pub struct Boot {
    #[arg(value_name = "IN.qcow2")]
    pub input: PathBuf,
    /// Boot from the start instead of from the saved state
    #[arg(long)]
    pub cold: bool,
    /// Count what the request does, inside the machine, and write it here
    #[arg(long, value_name = "P")]
    pub profile: Option<PathBuf>,
    /// Stop the request after S seconds; exit code 124
    #[arg(long, value_name = "S", value_parser = parse_seconds, default_value = "60")]
    pub timeout: f64,
    #[command(flatten)]
    pub walls: MachineWalls,
    #[command(flatten)]
    pub trust: Trust,
}

/// Show and change whose files are used here.
///
/// Artifacts and images are native code and machine states: whoever uses one trusts its maker. So what is
/// made here is signed, with a key that is made when it is first needed, and what comes from elsewhere is
/// used only if its maker is trusted. Without a command, the own public key and the trusted ones are listed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat keys                                      # the first is this user's own
  preheat keys trust ed25519:4f2a… --name 'the build server'
  preheat keys distrust ed25519:4f2a…")]
pub struct Keys {
    #[command(subcommand)]
    pub command: Option<KeysCommand>,
    /// Print as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Use what this key signs from now on
    Trust {
        key: PublicKey,
        /// What you call its owner
        #[arg(long)]
        name: Option<String>,
    },
    /// Use what this key signs no more
    Distrust { key: PublicKey },
}

/// Show, check and tidy what is kept.
///
/// Compiled code and machines' templates are kept, so that nothing is made twice. All of it can be removed at
/// any time: it is made again when it is needed. When the store is larger than $PREHEAT_STORE_LIMIT (5GiB if
/// that is not set), what is least useful goes by itself; what somebody uses stays.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  preheat store ls
  preheat store gc --max-size 1GB                   # 0 removes all that nobody uses
  preheat store verify --remove")]
pub struct Store {
    #[command(subcommand)]
    pub command: StoreCommand,
    /// Print as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// List what is kept, what was used last first
    Ls,
    /// Remove what is least useful, until the store is no larger than it may be
    Gc {
        /// How large the store may be after that [default: its limit]
        #[arg(long, value_name = "SIZE")]
        max_size: Option<ByteSize>,
        /// Only say what would be removed
        #[arg(long)]
        dry_run: bool,
    },
    /// Read all that is kept and compare it with its digests and signatures; exit code 1 if something is
    /// wrong
    Verify {
        /// Remove what is wrong; exit code 0 then
        #[arg(long)]
        remove: bool,
    },
}

/// Say what this machine offers and what is missing.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  preheat completions bash > ~/.local/share/bash-completion/completions/preheat")]
pub struct Completions {
    pub shell: clap_complete::Shell,
}
