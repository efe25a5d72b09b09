//! Which wasm function each instruction comes from, so that code can be told by its function even where it
//! was inlined: read back from the line tables of LLVM's objects (see `llvm::lines`), and as Cranelift's say.

use gimli::{DebugLine, DebugLineOffset, LittleEndian};
use preheat_passes::ir::FuncId;

use super::error::LinkError;
use super::layout::Layout;
use super::placed::TEXT_ADDRESS;
use crate::object::{Object, Piece, Target, func_of_line};

/// Those of all code, by offsets in `.text`, ascending. Code that nothing is said of is its owner's.
pub(super) fn pieces(objects: &[Object], layout: &Layout) -> Result<Vec<Piece>, LinkError> {
    let mut pieces = Vec::new();
    for (object, addresses) in objects.iter().zip(&layout.addresses) {
        for (section, &address) in object.sections.iter().zip(addresses) {
            pieces.extend(section.pieces.iter().map(|piece| {
                // In range, since `.text` is below 2 GiB.
                let from = (address - TEXT_ADDRESS) as u32;
                Piece { start: from + piece.start, end: from + piece.end, func: piece.func }
            }));
        }
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
        read_rows(&table, &mut pieces)?;
    }
    pieces.sort();
    Ok(pieces)
}

fn read_rows(table: &[u8], pieces: &mut Vec<Piece>) -> Result<(), LinkError> {
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
            match pieces.last_mut() {
                Some(last) if last.end == start && last.func == func => last.end = end,
                _ => pieces.push(Piece { start, end, func }),
            }
        }
        let func = row.line().and_then(|line| func_of_line(line.get()));
        before = (!row.end_sequence()).then_some((here, func));
    }
    Ok(())
}
