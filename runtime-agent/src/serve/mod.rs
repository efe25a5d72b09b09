//! Serving requests: each in a process of its own, forked from one that is ready.
//!
//! - [`server`] reads frames and hands requests to pools;
//! - [`pool`] keeps one artifact ready: a zygote at the warm point, or the freshly loaded instance;
//! - [`zygote`] runs the program to its warm point and forks there;
//! - [`supervisor`] forks one request's process ahead of time, watches it, and ends it at its limits;
//! - [`mailbox`] is the memory through which request and response pass;
//! - [`events`] keeps what has happened besides, until somebody asks;
//! - [`child`] is the request's process itself.
//!
//! Processes are plain forks of single-threaded processes. A process that uses [`server::Server`] must have
//! one thread only. Every forked process dies with its parent.

pub mod child;
mod client;
pub mod events;
pub mod limits;
pub mod mailbox;
pub mod pool;
pub mod server;
pub mod supervisor;
pub mod zygote;
