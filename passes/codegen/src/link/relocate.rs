//! Resolves relocations. All are distances between places of one artifact, so that it runs wherever
//! it is mapped.

use std::collections::HashMap;

use super::error::LinkError;
use super::layout::Layout;
use super::linked::Linked;
use super::placed::TEXT_ADDRESS;
use crate::object::{FUNC_REFS, Kind, Object, Owner, Relocation, Section, TEXT_BASE, Target};

pub(super) fn apply(
    objects: &[Object],
    layout: &Layout,
    linked: &mut Linked,
) -> Result<(), LinkError> {
    let places = Places::new(objects, layout, &linked.offsets)?;
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for (section, &address) in object.sections.iter().zip(addresses) {
            for relocation in &section.relocations {
                let target = places.address(&relocation.target, addresses)?;
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
    // Addresses are below 2³³, so nothing wraps.
    let distance = target as i64 + relocation.addend - place as i64;
    i32::try_from(distance).map_err(|_| LinkError::Range { section: section.name.clone() })
}

/// Addresses of all that objects may refer to of each other.
struct Places<'o> {
    names: HashMap<&'o str, u64>,
    /// Offset in `.text` of each function and entry.
    code: &'o HashMap<Owner, u32>,
}

impl<'o> Places<'o> {
    fn new(
        objects: &'o [Object],
        layout: &Layout,
        code: &'o HashMap<Owner, u32>,
    ) -> Result<Places<'o>, LinkError> {
        let names = HashMap::from([(TEXT_BASE, TEXT_ADDRESS), (FUNC_REFS, layout.rodata_address)]);
        let mut places = Places { names, code };
        for (object, addresses) in objects.iter().zip(&layout.addresses) {
            for symbol in &object.symbols {
                let address = addresses[symbol.section] + symbol.offset;
                if places.names.insert(&symbol.name, address).is_some() {
                    return Err(LinkError::Duplicate(symbol.name.clone()));
                }
            }
        }
        Ok(places)
    }

    /// `sections` are the addresses of the sections of the object that refers to the target.
    fn address(&self, target: &Target, sections: &[u64]) -> Result<u64, LinkError> {
        match target {
            Target::Here { section, offset } => Ok(sections[*section] + offset),
            Target::Code(owner) => self
                .code
                .get(owner)
                .map(|&offset| TEXT_ADDRESS + u64::from(offset))
                .ok_or_else(|| LinkError::Undefined(format!("code of {owner:?}"))),
            Target::Named(name) => self
                .names
                .get(name.as_ref())
                .copied()
                .ok_or_else(|| LinkError::Undefined(name.to_string())),
        }
    }
}
