//! WASI preview 1: the functions of wasmtime-wasi 48 on bare memory, bound by name.
//!
//! Only [`library`], [`functions`] and the streams know the library. Its interface for this use is not
//! promised to stay, hence the exact version.
//!
//! **Fork safety.** Requests run in forks of a process that is in the middle of a host call, so whatever
//! serves WASI must not rely on other threads or a shared event loop. The library does for two things only:
//! blocking file operations, unless told that it may block the calling thread (we tell it), and timers in
//! `poll_oneoff`, which is therefore ours ([`poll`]). So is `fd_readdir`, for its speed ([`folder`]). Its
//! streams for stdin, stdout and stderr are ours too ([`stdio`]). What is left completes at once; a future
//! that does not is an error, never a wait. Its random numbers come from a generator in process memory, which
//! all forks would share, so `random_get` is ours as well and asks the kernel.

mod arguments;
mod dispatch;
mod environment;
mod errno;
mod folder;
mod functions;
mod library;
mod listing;
mod poll;
pub mod stdio;

pub use dispatch::waits_for_stdin;
pub use environment::{Environment, Preopen};
pub use functions::{Function, MAX_PARAMS, find};
pub use library::{Wasi, random_device};
