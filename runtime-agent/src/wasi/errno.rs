//! Error numbers of preview 1, as its witx file has them.

pub const SUCCESS: i32 = 0;
pub const EBADF: i32 = 8;
pub const EILSEQ: i32 = 25;
pub const EINTR: i32 = 27;
pub const EINVAL: i32 = 28;
pub const EIO: i32 = 29;
pub const EMFILE: i32 = 33;
pub const ENFILE: i32 = 41;
pub const ENOMEM: i32 = 48;
pub const EOVERFLOW: i32 = 61;
