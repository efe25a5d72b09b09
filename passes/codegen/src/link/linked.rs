//! What linking gives: code and constants with all references resolved, and who lies where.

use std::collections::HashMap;

use preheat_formats::abi::FuncRef;
use preheat_formats::artifact::{FuncRecord, TrapSite};
use preheat_passes::ir::{FuncId, Module};

use super::error::LinkError;
use super::placed::Placed;
use crate::object::{Owner, Piece};

/// Code and constants, all references resolved.
pub(crate) struct Linked {
    pub text: Vec<u8>,
    pub rodata: Vec<u8>,
    pub rodata_address: u64,
    /// Instructions that raise a trap without saying which, by ascending offset.
    pub traps: Vec<TrapSite>,
    /// By ascending offset.
    pub code: Vec<Placed>,
    pub(super) pieces: Vec<Piece>,
    pub(super) offsets: HashMap<Owner, u32>,
    pub(super) func_refs: Vec<Option<u32>>,
}

impl Linked {
    /// Offset in `.text` of the entry of an exported or start function.
    pub fn entry(&self, func: FuncId) -> Result<u32, LinkError> {
        self.offsets.get(&Owner::Entry(func)).copied().ok_or(LinkError::NoCode(func.0))
    }

    /// The reference to a function, as tables hold it.
    pub fn func_ref(&self, func: FuncId) -> Result<FuncRef, LinkError> {
        let offset = self.offsets.get(&Owner::Func(func)).ok_or(LinkError::NoCode(func.0))?;
        let ty = self.func_refs[func.index()].ok_or(LinkError::NoCode(func.0))?;
        Ok(FuncRef::new(*offset, ty))
    }

    /// What lies where, for people: every function's code, cut where other functions were inlined into
    /// it.
    pub fn records(&self, module: &Module) -> Vec<FuncRecord> {
        self.code.iter().flat_map(|code| self.pieces(code, module)).collect()
    }

    fn pieces(&self, code: &Placed, module: &Module) -> Vec<FuncRecord> {
        let Owner::Func(owner) = code.owner else {
            let (offset, len) = (code.offset, code.len);
            return vec![FuncRecord {
                offset,
                len,
                func: None,
                name: code.name(module),
                tier: None,
            }];
        };
        let end = code.offset + code.len;
        let mut pieces: Vec<FuncRecord> = Vec::new();
        let mut add = |start: u32, end: u32, func: FuncId| match pieces.last_mut() {
            // Only the first may be empty: a function is found by where it starts.
            Some(_) if start >= end => {}
            Some(last) if last.func == Some(func.0) => last.len = end - last.offset,
            _ => {
                let name = module.funcs[func.index()].name.clone();
                pieces.push(FuncRecord {
                    offset: start,
                    len: end - start,
                    func: Some(func.0),
                    name,
                    tier: code.tier,
                });
            }
        };
        let mut at = code.offset;
        add(at, at, owner);
        let first = self.pieces.partition_point(|piece| piece.end <= at);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.start < end) {
            let start = piece.start.max(at);
            add(at, start, owner);
            at = piece.end.min(end).max(start);
            add(start, at, piece.func);
        }
        add(at, end, owner);
        pieces
    }
}
