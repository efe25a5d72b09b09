//! What a worker is asked: who makes the module, of which seed, and which part of it is run.

use std::str::FromStr;

use crate::kind::{Kind, Part};
use crate::smith::Size;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    pub kind: Kind,
    pub seed: u64,
    pub part: Part,
}

impl Request {
    /// The whole module.
    pub fn new(kind: Kind, seed: u64) -> Request {
        Request { kind, seed, part: Part::Whole }
    }

    pub fn module(&self) -> Vec<u8> {
        self.kind.module(self.seed, self.part)
    }
}

impl std::fmt::Display for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.kind, self.seed, self.part)
    }
}

/// A line that is not one of the protocol.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no line of this protocol")]
pub struct BadLine(pub String);

impl FromStr for Request {
    type Err = BadLine;

    fn from_str(line: &str) -> Result<Request, BadLine> {
        let bad = || BadLine(line.to_owned());
        let number = |word: &str| word.parse::<u64>().map_err(|_| bad());
        let words: Vec<&str> = line.split_whitespace().collect();
        let [kind, seed, part @ ..] = &words[..] else { return Err(bad()) };
        let part = match part {
            ["whole"] => Part::Whole,
            ["only", func] => Part::Only(number(func)? as u32),
            ["sized", funcs, instructions, bytes] => Part::Sized(Size {
                funcs: number(funcs)? as usize,
                instructions: number(instructions)? as usize,
                bytes: number(bytes)? as usize,
            }),
            _ => return Err(bad()),
        };
        Ok(Request { kind: kind.parse().map_err(|_| bad())?, seed: number(seed)?, part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_back_as_they_were() {
        let size = Size { funcs: 1, instructions: 2, bytes: 3 };
        for kind in Kind::ALL {
            for part in [Part::Whole, Part::Only(7), Part::Sized(size)] {
                let request = Request { kind, seed: 12345, part };
                assert_eq!(request.to_string().parse::<Request>().unwrap(), request);
            }
        }
        for line in ["loops 1", "loops x whole", "loop 1 whole", "random 1 sized 1 2"] {
            assert!(line.parse::<Request>().is_err(), "{line}");
        }
    }
}
