//! Who asked, as far as whoever serves must know.

use std::os::fd::BorrowedFd;

/// Where an answer goes: if nobody is left to read it, the request is stopped. None if that cannot be seen
/// there.
pub type Client<'a> = Option<BorrowedFd<'a>>;
