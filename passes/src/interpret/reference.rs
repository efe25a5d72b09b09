//! References: of functions, and null.

use crate::ir::FuncId;

/// A reference, as in the low bits of [`super::bits::Bits`].
pub type Ref = u64;

pub const NULL: Ref = 0;

/// The reference to a function.
pub fn func_ref(func: FuncId) -> Ref {
    u64::from(func.0) + 1
}

/// The function that a funcref refers to; None for null.
pub fn referenced(reference: Ref) -> Option<FuncId> {
    Some(FuncId(reference.checked_sub(1)? as u32))
}
