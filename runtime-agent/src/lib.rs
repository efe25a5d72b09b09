//! The agent: loads artifacts, owns their memories, tables, traps and WASI, brings programs to their
//! warm point, serves requests from there, and exports profiles. It compiles nothing and knows no
//! virtual machine but the one it may be PID 1 of.
//!
//! ```no_run
//! use preheat_formats::protocol::Limits;
//! use preheat_runtime_agent::sandbox::Demand;
//! use preheat_runtime_agent::{Environment, ServeOptions, Server, Start};
//!
//! let environment = Environment { args: vec!["markdown".into()], ..Environment::default() };
//! let mut server = Server::start(ServeOptions {
//!     artifact: "markdown.preheat".into(),
//!     instrumented: None,
//!     start: Start::Warm,
//!     environment,
//!     limits: Limits::default(),
//!     demand: Demand::Tell,
//! })?;
//! server.serve(std::io::stdin(), std::io::stdout(), None, &mut |_entropy, _unix_time_ns| {})?;
//! # Ok::<(), preheat_runtime_agent::AgentError>(())
//! ```

mod artifact;
mod builtins;
pub mod cli;
mod counting;
mod error;
mod file_limit;
pub mod guest;
mod host;
mod instance;
mod mapping;
mod marks;
mod memory;
mod run;
pub mod sandbox;
mod serve;
mod socket;
mod stack;
mod stop;
mod table;
mod traps;
pub mod wasi;

pub use artifact::Artifact;
pub use error::AgentError;
pub use file_limit::DEFAULT_MAX_FILES;
pub use instance::{Ending, Instance};
pub use serve::pool::Start;
pub use serve::server::{End, ServeOptions, Server};
pub use wasi::{Environment, Preopen};
