//! Reads back from an object's line table which wasm function each instruction comes from (see
//! `llvm::origin`), so that code can be told by its function even where it was inlined.

use gimli::{DebugLine, DebugLineOffset, LittleEndian};
use preheat_passes::ir::FuncId;

use super::error::LinkError;
use super::layout::Layout;
use super::placed::TEXT_ADDRESS;
use crate::object::{Object, Target, func_of_line};

/// Code from `start` to `end` (offsets in `.text`) comes from a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub start: u32,
    pub end: u32,
    pub func: FuncId,
}

/// The origins of all code, ascending; code that LLVM says nothing about has none.
pub(super) fn origins(objects: &[Object], layout: &Layout) -> Result<Vec<Origin>, LinkError> {
    let mut origins = Vec::new();
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        let Some(lines) = &object.lines else { continue };
        let mut table = lines.data.to_vec();
        for relocation in &lines.relocations {
            // Only addresses of code are relocated here; those of sections left out stay 0.
            if let Target::Here { section, offset } = &relocation.target {
                let address = addresses[*section] + offset + relocation.addend as u64;
                let at = relocation.offset as usize;
                if let Some(place) = table.get_mut(at..at + 8) {
                    place.copy_from_slice(&address.to_le_bytes());
                }
            }
        }
        read_rows(&table, &mut origins)?;
    }
    origins.sort();
    Ok(origins)
}

fn read_rows(table: &[u8], origins: &mut Vec<Origin>) -> Result<(), LinkError> {
    let section = DebugLine::new(table, LittleEndian);
    let program = section.program(DebugLineOffset(0), 8, None, None)?;
    let mut rows = program.rows();
    let mut before: Option<(u64, Option<FuncId>)> = None;
    while let Some((_, row)) = rows.next_row()? {
        let here = row.address();
        if let Some((start, Some(func))) = before
            && start >= TEXT_ADDRESS
            && start < here
        {
            // In range, since `.text` is below 2 GiB.
            let (start, end) = ((start - TEXT_ADDRESS) as u32, (here - TEXT_ADDRESS) as u32);
            match origins.last_mut() {
                Some(last) if last.end == start && last.func == func => last.end = end,
                _ => origins.push(Origin { start, end, func }),
            }
        }
        let func = row.line().and_then(|line| func_of_line(line.get()));
        before = (!row.end_sequence()).then_some((here, func));
    }
    Ok(())
}
