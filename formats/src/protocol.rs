//! The frames between an agent and whoever sends it requests: the same over virtio-serial, a Unix
//! socket or pipes.
//!
//! A frame is a 16-byte header and a payload: `"PHFR"`, u32 payload length (at most
//! [`MAX_PAYLOAD`]), u64 BLAKE3-64 of the payload, all little-endian; the payload is a postcard
//! [`ToAgent`] or [`FromAgent`]. One request is answered before the next is read.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::trap::Trap;

pub const MAGIC: [u8; 4] = *b"PHFR";
pub const HEADER_LEN: usize = 16;
/// Longest payload: 64 MiB of request or response and some room for the rest.
pub const MAX_PAYLOAD: u32 = (64 << 20) + (1 << 16);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToAgent {
    /// Answered with `Pong`. Also what a clone is sent first: it makes the new machine different from its
    /// siblings (random state) and right about the time.
    Ping {
        entropy: [u8; 32],
        unix_time_ns: u64,
    },
    Request(Request),
    /// Answered with `Profile`: what was counted since the last export.
    ExportProfile,
    /// Answered with `Stats`.
    Stats,
    /// The agent ends; in a guest the machine powers off.
    Shutdown,
    /// Answered with `Events`: what has happened since the last time.
    Events,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    #[serde(with = "serde_bytes")]
    pub stdin: Vec<u8>,
    /// Arguments after the program's name. None: those of the agent's settings, which is what the warm
    /// process was started with; others are served by a process that starts afresh.
    pub args: Option<Vec<String>>,
    /// Likewise.
    pub env: Option<Vec<(String, String)>>,
    pub limits: Limits,
    pub mode: Mode,
}

/// Which artifact serves a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    #[default]
    Serve,
    /// The instrumented one, whose counts the next `ExportProfile` returns.
    Count,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall time; 0 is none.
    pub time_ms: u64,
    /// Linear memory; 0 is only the module's own maximum.
    pub memory_bytes: u64,
    /// Of stdout and stderr together.
    pub output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time_ms: 60_000, memory_bytes: 0, output_bytes: 64 << 20 }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromAgent {
    /// Sent once, when requests can be served.
    Ready(Ready),
    Pong,
    Response(Response),
    /// A profile file.
    Profile(#[serde(with = "serde_bytes")] Vec<u8>),
    Stats(Stats),
    /// The frame could not be served; the agent goes on.
    Refused(String),
    /// The agent cannot go on.
    Failed(String),
    Events(Events),
}

/// What has happened besides answers, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    pub list: Vec<Event>,
    /// Older ones, which were not kept.
    pub dropped: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// By the agent's clock.
    pub unix_time_ms: u64,
    pub what: Happening,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// The process at the warm point is gone, and what was counted since the last export with it, if its artifact counts.
    WarmProcessLost { why: String },
    /// Another one took its place.
    WarmProcessRestarted,
    /// A message could not be served.
    Refused { why: String },
    /// A request was stopped at a limit.
    LimitHit(Hit),
}

/// A limit of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hit {
    Time,
    Output,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// Whether the program was run up to its warm point. Otherwise each request starts it afresh.
    pub warm: bool,
    /// From opening the artifact to its first instruction, without the fork in between.
    pub load_ns: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    pub outcome: Outcome,
    #[serde(with = "serde_bytes")]
    pub stdout: Vec<u8>,
    #[serde(with = "serde_bytes")]
    pub stderr: Vec<u8>,
    pub usage: Usage,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The program's own exit code.
    Exit(u32),
    /// `function` is the wasm function that trapped, if known.
    Trap {
        trap: Trap,
        function: Option<String>,
    },
    TimeLimit,
    OutputLimit,
    /// The process ended in a way it should not: by this signal, or without a word.
    Died {
        signal: Option<i32>,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub wall_ns: u64,
    pub cpu_ns: u64,
    pub memory_bytes: u64,
    pub peak_rss_bytes: u64,
    /// Wall time between the program's calls of `bench.start` and `bench.end`, all pairs together; 0 without
    /// any.
    pub marked_ns: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    pub requests: u64,
    pub failed: u64,
    pub resident_bytes: u64,
}

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolError {
    #[error("the other side closed the connection")]
    Closed,
    #[error("cannot transfer a frame: {0}")]
    Io(#[from] io::Error),
    #[error("bad frame: {0}")]
    Malformed(String),
}

/// Writes one frame. One `write_all`, so that a frame on a stream device goes out in one piece.
pub fn write_frame(mut to: impl Write, message: &impl Serialize) -> Result<(), ProtocolError> {
    to.write_all(&encode(message)?)?;
    to.flush()?;
    Ok(())
}

/// Header and payload of one frame.
pub fn encode(message: &impl Serialize) -> Result<Vec<u8>, ProtocolError> {
    let mut frame = postcard::to_extend(message, vec![0; HEADER_LEN])
        .map_err(|error| ProtocolError::Malformed(error.to_string()))?;
    let (header, payload) = frame.split_at_mut(HEADER_LEN);
    if payload.len() > MAX_PAYLOAD as usize {
        return Err(ProtocolError::Malformed(format!(
            "{} bytes are over the limit of {MAX_PAYLOAD}",
            payload.len()
        )));
    }
    header[0..4].copy_from_slice(&MAGIC);
    header[4..8].copy_from_slice(&(payload.len() as u32).to_le_bytes());
    header[8..16].copy_from_slice(&checksum(payload));
    Ok(frame)
}

/// Reads one frame. Lengths are checked before memory is set aside; `Closed` only between frames.
pub fn read_frame<M: DeserializeOwned>(mut from: impl Read) -> Result<M, ProtocolError> {
    let mut header = [0; HEADER_LEN];
    let mut filled = 0;
    while filled < HEADER_LEN {
        match from.read(&mut header[filled..]) {
            Ok(0) if filled == 0 => return Err(ProtocolError::Closed),
            Ok(0) => return Err(ProtocolError::Malformed("cut off in its header".into())),
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    if header[0..4] != MAGIC {
        return Err(ProtocolError::Malformed("no frame starts here".into()));
    }
    let len = u32::from_le_bytes(header[4..8].try_into().expect("four bytes"));
    if len > MAX_PAYLOAD {
        return Err(ProtocolError::Malformed(format!(
            "{len} bytes are over the limit of {MAX_PAYLOAD}"
        )));
    }
    let mut payload = Vec::new();
    from.take(u64::from(len)).read_to_end(&mut payload)?;
    if payload.len() != len as usize {
        return Err(ProtocolError::Malformed("cut off in its payload".into()));
    }
    if header[8..16] != checksum(&payload) {
        return Err(ProtocolError::Malformed("its content does not match its checksum".into()));
    }
    postcard::from_bytes(&payload).map_err(|error| ProtocolError::Malformed(error.to_string()))
}

fn checksum(payload: &[u8]) -> [u8; 8] {
    crate::Digest::of(payload).0[..8].try_into().expect("eight bytes")
}
