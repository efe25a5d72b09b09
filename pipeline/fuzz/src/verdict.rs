//! What became of bytes that were read.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They were read to their end and used.
    Accepted,
    /// A clear error said what is wrong.
    Refused,
}

impl Verdict {
    pub fn of<T, E>(result: &Result<T, E>) -> Verdict {
        if result.is_ok() { Verdict::Accepted } else { Verdict::Refused }
    }
}
