//! Where each section goes: code by heat, so that what runs together lies together and what never ran
//! is not even paged in; then constants.

use std::collections::HashMap;

use preheat_formats::Trap;
use preheat_formats::abi::HOST_PAGE;
use preheat_formats::plan::Heat;
use preheat_passes::ir::FuncId;

use super::error::LinkError;
use super::placed::{Placed, TEXT_ADDRESS};
use crate::object::{Kind, Object, Owner};

/// Bytes at the start of `.text` that only trap: a null reference called by mistake ends there.
const GUARD: [u8; 16] = {
    const TRAP: u8 = Trap::NullFunctionReference as u8;
    [
        0x67, 0x0f, 0xb9, 0x40, TRAP, 0x67, 0x0f, 0xb9, 0x40, TRAP, 0x67, 0x0f, 0xb9, 0x40, TRAP,
        PADDING,
    ]
};

/// `int3`, between functions.
const PADDING: u8 = 0xcc;

pub(super) struct Layout {
    /// Address of each section of each object.
    pub addresses: Vec<Vec<u64>>,
    pub text_len: u64,
    pub rodata_address: u64,
    pub rodata_len: u64,
    /// By ascending offset.
    pub code: Vec<Placed>,
}

/// What orders code: support routines, hot, warm, entries, cold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Support,
    Hot,
    Warm,
    Entries,
    Cold,
}

pub(super) fn place(
    objects: &[Object],
    order: &[(FuncId, Heat)],
    func_count: usize,
) -> Result<Layout, LinkError> {
    let mut addresses: Vec<Vec<u64>> =
        objects.iter().map(|object| vec![0; object.sections.len()]).collect();
    let text_len = place_code(objects, order, &mut addresses);
    if text_len > i32::MAX as u64 {
        return Err(LinkError::TooLarge(text_len));
    }
    let rodata_address = (TEXT_ADDRESS + text_len).next_multiple_of(HOST_PAGE);
    // The function references come first, where `.rodata` begins; never empty, so that the segment is not.
    let mut end = rodata_address + 8 * func_count.max(2) as u64;
    for (object, places) in objects.iter().zip(&mut addresses) {
        for (section, place) in object.sections.iter().zip(places) {
            if section.kind == Kind::Constants {
                *place = end.next_multiple_of(section.align);
                end = *place + section.data.len() as u64;
            }
        }
    }
    let code = placed_code(objects, &addresses);
    let rodata_len = end - rodata_address;
    Ok(Layout { addresses, text_len, rodata_address, rodata_len, code })
}

/// Gives each section of code its address and returns the length of all of it.
fn place_code(objects: &[Object], order: &[(FuncId, Heat)], addresses: &mut [Vec<u64>]) -> u64 {
    let ranks: HashMap<FuncId, (usize, Heat)> =
        order.iter().enumerate().map(|(rank, &(func, heat))| (func, (rank, heat))).collect();
    let key = |owner: Owner| match owner {
        Owner::Support => (Zone::Support, 0),
        Owner::Entry(func) => (Zone::Entries, ranks[&func].0),
        Owner::Func(func) => match ranks[&func] {
            (rank, Heat::Hot) => (Zone::Hot, rank),
            (rank, Heat::Warm) => (Zone::Warm, rank),
            (rank, Heat::Cold) => (Zone::Cold, rank),
        },
    };
    let mut sections = vec![];
    for (number, object) in objects.iter().enumerate() {
        for (position, section) in object.sections.iter().enumerate() {
            if let Kind::Code(owner) = section.kind {
                sections.push((key(owner), number, position));
            }
        }
    }
    sections.sort();
    let mut end = TEXT_ADDRESS + GUARD.len() as u64;
    let mut zone = Zone::Support;
    for (key, number, position) in sections {
        let section = &objects[number].sections[position];
        let first_cold = key.0 == Zone::Cold && zone != Zone::Cold;
        zone = key.0;
        let align = if first_cold { HOST_PAGE } else { section.align.max(16) };
        let place = end.next_multiple_of(align);
        addresses[number][position] = place;
        end = place + section.data.len() as u64;
    }
    end - TEXT_ADDRESS
}

/// The symbols of code; of several at one place, the longest name ("memmove", not "memcpy").
fn placed_code(objects: &[Object], addresses: &[Vec<u64>]) -> Vec<Placed> {
    let mut code = vec![];
    for (object, addresses) in objects.iter().zip(addresses) {
        for symbol in object.symbols.iter().filter(|symbol| symbol.is_code && symbol.len > 0) {
            if let Kind::Code(owner) = object.sections[symbol.section].kind {
                code.push(Placed {
                    owner,
                    symbol: symbol.name.clone(),
                    tier: matches!(owner, Owner::Func(_)).then_some(object.tier).flatten(),
                    // In range, since `.text` is below 2 GiB.
                    offset: (addresses[symbol.section] - TEXT_ADDRESS + symbol.offset) as u32,
                    len: symbol.len as u32,
                });
            }
        }
    }
    code.sort_by_key(|code| (code.offset, std::cmp::Reverse(code.symbol.len())));
    code.dedup_by_key(|code| code.offset);
    code
}

pub(super) fn text(objects: &[Object], layout: &Layout) -> Vec<u8> {
    let mut text = vec![PADDING; layout.text_len as usize];
    text[..GUARD.len()].copy_from_slice(&GUARD);
    fill(objects, layout, &mut text, TEXT_ADDRESS, |kind| kind != Kind::Constants);
    text
}

pub(super) fn rodata(objects: &[Object], layout: &Layout) -> Vec<u8> {
    let mut rodata = vec![0; layout.rodata_len as usize];
    let address = layout.rodata_address;
    fill(objects, layout, &mut rodata, address, |kind| kind == Kind::Constants);
    rodata
}

fn fill(
    objects: &[Object],
    layout: &Layout,
    out: &mut [u8],
    start: u64,
    wanted: impl Fn(Kind) -> bool,
) {
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for (section, address) in object.sections.iter().zip(addresses) {
            if wanted(section.kind) {
                let at = (address - start) as usize;
                out[at..at + section.data.len()].copy_from_slice(&section.data);
            }
        }
    }
}
