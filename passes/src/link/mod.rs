//! The linker: puts the sections of our own objects in their places, resolves what they say of each
//! other, and knows afterwards where everything lies. It accepts only what the emitters produce; any
//! other section, symbol or relocation is an error of ours, said so.
//!
//! The file that holds the result is `elf`'s; what an instance starts with, `instance`'s.

pub(crate) mod elf;
pub(crate) mod instance;
mod layout;
pub(crate) mod object;
mod origin;
mod relocate;
mod table_image;

use std::collections::HashMap;

use preheat_formats::abi::FuncRef;
use preheat_formats::artifact::{FuncRecord, Tier, TrapSite};
use preheat_formats::plan::Heat;

use crate::ir::{FuncId, Module};
pub(crate) use object::Object;
use origin::Origin;

/// Address of `.text` in the artifact, the same as its place in the file.
pub(crate) const TEXT_ADDRESS: u64 = 4096;

/// What was wrong with the objects.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("an object cannot be read: {0}")]
    Object(#[from] ::object::read::Error),
    #[error("the ELF file cannot be written: {0}")]
    Write(#[from] ::object::write::Error),
    #[error("section {0} has a kind that no artifact holds")]
    Section(String),
    #[error("symbol {0} is not defined: LLVM's code calls something that Preheat does not bring")]
    Undefined(String),
    #[error("symbol {0} is defined twice")]
    Duplicate(String),
    #[error("relocation of type {r_type} in {section}: only PC-relative ones can be resolved")]
    Relocation { section: String, r_type: u32 },
    #[error("a relocation in {section} reaches further than 2 GiB")]
    Range { section: String },
    #[error("a line table cannot be read: {0}")]
    Lines(#[from] gimli::Error),
    #[error("function {0} has no code")]
    NoCode(u32),
    #[error("code of {0} bytes is more than the 2 GiB that an artifact can hold")]
    TooLarge(u64),
}

/// Whose code a section is, from the names that the emitter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    Support,
    Func(FuncId),
    Entry(FuncId),
}

/// A piece of code and where it lies in `.text`.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub owner: Owner,
    pub symbol: String,
    /// Who made it; none for support routines and entries.
    pub tier: Option<Tier>,
    pub offset: u32,
    pub len: u32,
}

/// Code and constants, all references resolved.
pub(crate) struct Linked {
    pub text: Vec<u8>,
    pub rodata: Vec<u8>,
    pub rodata_address: u64,
    /// Instructions that raise a trap without saying which, by ascending offset.
    pub traps: Vec<TrapSite>,
    /// By ascending offset.
    pub code: Vec<Placed>,
    origins: Vec<Origin>,
    offsets: HashMap<Owner, u32>,
    func_refs: Vec<Option<u32>>,
}

/// Links `objects`. Code lies in the given order; `func_refs` has the type number of every function
/// to which references exist.
pub(crate) fn link(
    objects: &[Object],
    order: &[(FuncId, Heat)],
    func_refs: &[Option<u32>],
) -> Result<Linked, LinkError> {
    let layout = layout::place(objects, order, func_refs.len())?;
    let mut linked = Linked {
        text: layout::text(objects, &layout),
        rodata: layout::rodata(objects, &layout),
        rodata_address: layout.rodata_address,
        offsets: layout.code.iter().map(|code| (code.owner, code.offset)).collect(),
        code: layout.code.clone(),
        traps: trap_sites(objects, &layout),
        origins: origin::origins(objects, &layout)?,
        func_refs: func_refs.to_vec(),
    };
    for (index, ty) in func_refs.iter().enumerate() {
        if ty.is_some() {
            let reference = linked.func_ref(FuncId(index as u32))?;
            let at = layout.func_refs as usize + 8 * index;
            linked.rodata[at..at + 8].copy_from_slice(&reference.0.to_le_bytes());
        }
    }
    relocate::apply(objects, &layout, &mut linked)?;
    Ok(linked)
}

/// Where sections say that they trap, as offsets in `.text`.
fn trap_sites(objects: &[Object], layout: &layout::Layout) -> Vec<TrapSite> {
    let mut sites = vec![];
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for (section, &address) in object.sections.iter().zip(addresses) {
            // In range, since `.text` is below 2 GiB.
            let start = (address - TEXT_ADDRESS) as u32;
            let moved = |site: &TrapSite| TrapSite { offset: start + site.offset, ..*site };
            sites.extend(section.traps.iter().map(moved));
        }
    }
    sites.sort_by_key(|site| site.offset);
    sites
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
        let first = self.origins.partition_point(|origin| origin.end <= at);
        for origin in self.origins[first..].iter().take_while(|origin| origin.start < end) {
            let start = origin.start.max(at);
            add(at, start, owner);
            at = origin.end.min(end).max(start);
            add(start, at, origin.func);
        }
        add(at, end, owner);
        pieces
    }
}

impl Placed {
    fn name(&self, module: &Module) -> String {
        match self.owner {
            Owner::Func(func) => module.funcs[func.index()].name.clone(),
            Owner::Entry(func) => format!("entry of {}", module.funcs[func.index()].name),
            Owner::Support => self.symbol.clone(),
        }
    }
}
