//! The agent's protocol, both ways.

use std::fmt::Debug;
use std::io::Cursor;

use preheat_formats::Digest;
use preheat_formats::protocol::{FromAgent, HEADER_LEN, MAGIC, ToAgent, encode, read_frame};
use preheat_packager::parsers;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::verdict::Verdict;

/// Reads frames: the bytes as they come, and as the payload of a frame that is sound otherwise.
pub fn protocol(bytes: &[u8]) -> Verdict {
    let payload = match bytes.split_first_chunk::<HEADER_LEN>() {
        Some((header, payload)) if header.starts_with(&MAGIC) => payload,
        _ => bytes,
    };
    let frame = framed(payload);
    let mut verdict = Verdict::Refused;
    for stream in [bytes, &frame, &[&frame, bytes].concat()] {
        if read_all::<ToAgent>(stream) + read_all::<FromAgent>(stream) > 0 {
            verdict = Verdict::Accepted;
        }
        let _ = parsers::port(stream);
    }
    verdict
}

/// Frames that could be read before one that could not.
fn read_all<M: DeserializeOwned + Serialize + PartialEq + Debug>(stream: &[u8]) -> usize {
    let mut from = Cursor::new(stream);
    let mut frames = 0;
    while let Ok(message) = read_frame::<M>(&mut from) {
        let again = encode(&message).expect("what was in a frame fits one");
        assert_eq!(read_frame::<M>(&again[..]).expect("our own frame"), message);
        frames += 1;
    }
    frames
}

fn framed(payload: &[u8]) -> Vec<u8> {
    let mut frame = MAGIC.to_vec();
    frame.extend((payload.len() as u32).to_le_bytes());
    frame.extend(&Digest::of(payload).0[..8]);
    frame.extend(payload);
    frame
}
