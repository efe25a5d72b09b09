//! Resolves relocations. All are distances between places of one artifact, so that it runs wherever
//! it is mapped.

use std::collections::HashMap;

use object::elf;

use super::layout::Layout;
use super::object::{Kind, Object, Relocation, Section, Target};
use super::{LinkError, Linked, TEXT_ADDRESS};
use crate::emit::{FUNC_REFS, TEXT_BASE};

pub(super) fn apply(
    objects: &[Object],
    layout: &Layout,
    linked: &mut Linked,
) -> Result<(), LinkError> {
    let names = names(objects, layout)?;
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for (section, &address) in object.sections.iter().zip(addresses) {
            for relocation in &section.relocations {
                let target = match &relocation.target {
                    Target::Here { section, offset } => addresses[*section] + offset,
                    Target::Named(name) => *names
                        .get(name.as_str())
                        .ok_or_else(|| LinkError::Undefined(name.clone()))?,
                };
                let (start, bytes) = match section.kind {
                    Kind::Code(_) => (TEXT_ADDRESS, &mut linked.text),
                    Kind::Constants => (layout.rodata_address, &mut linked.rodata),
                };
                let place = address + relocation.offset;
                let value = value(section, relocation, target, place)?;
                let at = (place - start) as usize;
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
        }
    }
    Ok(())
}

/// The distance from `place` to the target.
fn value(
    section: &Section,
    relocation: &Relocation,
    target: u64,
    place: u64,
) -> Result<i32, LinkError> {
    let (r_type, section) = (relocation.r_type, &section.name);
    if ![elf::R_X86_64_PC32.0, elf::R_X86_64_PLT32.0].contains(&r_type) {
        return Err(LinkError::Relocation { section: section.clone(), r_type });
    }
    // Addresses are below 2³³, so nothing wraps.
    let distance = target as i64 + relocation.addend - place as i64;
    i32::try_from(distance).map_err(|_| LinkError::Range { section: section.clone() })
}

/// Addresses of all names that objects may use of each other.
fn names<'o>(objects: &'o [Object], layout: &Layout) -> Result<HashMap<&'o str, u64>, LinkError> {
    let mut names = HashMap::from([
        (TEXT_BASE, TEXT_ADDRESS),
        (FUNC_REFS, layout.rodata_address + layout.func_refs),
    ]);
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for symbol in &object.symbols {
            let address = addresses[symbol.section] + symbol.offset;
            if names.insert(&symbol.name, address).is_some() {
                return Err(LinkError::Duplicate(symbol.name.clone()));
            }
        }
    }
    Ok(names)
}
