//! The linker: puts the sections of our own objects in their places, resolves what they say of each
//! other, and knows afterwards where everything lies. It accepts only what the emitters produce; any
//! other symbol or relocation is an error of ours, said so.
//!
//! The file that holds the result is `elf`'s; what an instance starts with, `instance`'s.

pub(crate) mod elf;
mod error;
pub(crate) mod instance;
mod layout;
mod linked;
mod pieces;
mod placed;
mod relocate;
mod table_image;

use preheat_formats::artifact::TrapSite;
use preheat_formats::plan::Heat;
use preheat_passes::ir::FuncId;

use crate::object::Object;
pub use error::LinkError;
pub(crate) use linked::Linked;
use placed::TEXT_ADDRESS;

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
        pieces: pieces::pieces(objects, &layout)?,
        func_refs: func_refs.to_vec(),
    };
    for (index, ty) in func_refs.iter().enumerate() {
        if ty.is_some() {
            let reference = linked.func_ref(FuncId(index as u32))?;
            let at = 8 * index;
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
