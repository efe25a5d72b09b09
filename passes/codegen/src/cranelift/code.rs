//! Compiled code in the linker's terms: one section for each function, with what it refers to and where
//! it may trap. Constants and jump tables lie behind the code that uses them.

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::ir::{ExternalName, Function, TrapCode, UserExternalName};
use cranelift_codegen::{CompiledCode, FinalizedMachReloc, FinalizedRelocTarget};
use preheat_formats::Trap;
use preheat_formats::artifact::TrapSite;
use preheat_passes::ir::FuncId;

use super::writer::{self, SYMBOLS};
use crate::object::{Kind, Object, Owner, Piece, Relocation, Section, Symbol, Target};

/// Adds the code of one function; fails with what it refers to if that cannot be linked.
pub(super) fn add(
    object: &mut Object,
    owner: Owner,
    name: String,
    code: &CompiledCode,
    func: &Function,
) -> Result<(), String> {
    let buffer = &code.buffer;
    let relocations = buffer.relocs().iter().map(|reloc| relocation(reloc, func));
    let relocations = relocations.collect::<Result<Vec<_>, _>>()?;
    let traps = buffer
        .traps()
        .iter()
        .filter_map(|site| Some(TrapSite { offset: site.offset, trap: trap(site.code)? }))
        .collect();
    let pieces = buffer.get_srclocs_sorted().iter().filter_map(|code| {
        let func = writer::func_at(code.loc)?;
        Some(Piece { start: code.start, end: code.end, func })
    });
    let pieces = pieces.collect();
    object.symbols.push(Symbol {
        name: name.clone(),
        section: object.sections.len(),
        offset: 0,
        len: u64::from(buffer.total_size()),
        is_code: true,
    });
    object.sections.push(Section {
        name,
        kind: Kind::Code(owner),
        align: u64::from(buffer.alignment),
        data: buffer.data().to_vec(),
        relocations,
        traps,
        pieces,
    });
    Ok(())
}

fn relocation(reloc: &FinalizedMachReloc, func: &Function) -> Result<Relocation, String> {
    let FinalizedRelocTarget::ExternalName(ExternalName::User(name)) = reloc.target else {
        return Err(format!("{:?}", reloc.target));
    };
    let target = match func.params.user_named_funcs()[name] {
        UserExternalName { namespace: writer::FUNCTIONS, index } => {
            Target::Code(Owner::Func(FuncId(index)))
        }
        UserExternalName { index, .. } => Target::Named(SYMBOLS[index as usize].into()),
    };
    match reloc.kind {
        Reloc::X86CallPCRel4 | Reloc::X86PCRel4 => {
            Ok(Relocation { offset: u64::from(reloc.offset), target, addend: reloc.addend })
        }
        other => Err(format!("a relocation {other}")),
    }
}

/// What a place that Cranelift lists raises; none for accesses of memory, which are found by their
/// address.
fn trap(code: TrapCode) -> Option<Trap> {
    match code {
        TrapCode::HEAP_OUT_OF_BOUNDS => None,
        TrapCode::STACK_OVERFLOW => Some(Trap::StackOverflow),
        TrapCode::INTEGER_OVERFLOW => Some(Trap::IntegerOverflow),
        TrapCode::INTEGER_DIVISION_BY_ZERO => Some(Trap::IntegerDivideByZero),
        TrapCode::BAD_CONVERSION_TO_INTEGER => Some(Trap::InvalidConversionToInteger),
        code => Trap::from_code(code.as_raw().get()),
    }
}
