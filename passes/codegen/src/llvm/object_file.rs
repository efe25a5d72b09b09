//! Reads an ELF object of LLVM's in the linker's terms. What it cannot say in them is an error of ours, said
//! so.

use std::collections::HashMap;

use object::read::elf::ElfFile64;
use object::read::{Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget};
use object::{RelocationFlags, SectionFlags, SectionIndex, SymbolIndex, SymbolKind, elf};
use preheat_formats::artifact::Tier;
use preheat_passes::ir::FuncId;

use super::error::EmitError;
use crate::object::{
    ENTRY_PREFIX, FUNC_PREFIX, Kind, Object, Owner, Relocation, Section, Symbol, Target,
};

/// Reads an object of LLVM's.
pub(super) fn read(bytes: &[u8]) -> Result<Object, EmitError> {
    let file: ElfFile64 = ElfFile64::parse(bytes)?;
    let mut object = Object { tier: Some(Tier::Llvm), ..Object::default() };
    // Their numbers in the file.
    let mut numbers: Vec<SectionIndex> = vec![];
    for section in file.sections() {
        let name = section.name()?;
        let Some(kind) = kind(name, section.flags(), section.size())? else { continue };
        numbers.push(section.index());
        object.sections.push(Section {
            name: name.to_owned(),
            kind,
            align: section.align().max(1),
            data: section.data()?.to_vec(),
            relocations: vec![],
            traps: vec![],
            pieces: vec![],
        });
    }
    let position = |index: SectionIndex| numbers.iter().position(|&number| number == index);
    // Position by number, so that large objects are not searched for every relocation.
    let by_number: HashMap<usize, usize> =
        numbers.iter().enumerate().map(|(at, number)| (number.0, at)).collect();

    for symbol in file.symbols() {
        let section = symbol.section_index().and_then(position);
        let (Some(section), true) = (section, !symbol.is_local() || named_code(&symbol)) else {
            continue;
        };
        object.symbols.push(Symbol {
            name: symbol.name()?.to_owned(),
            section,
            offset: symbol.address(),
            len: symbol.size(),
            is_code: symbol.kind() == SymbolKind::Text,
        });
    }
    for (at, &number) in numbers.iter().enumerate() {
        let read = file.section_by_index(number)?;
        object.sections[at].relocations =
            relocations(&file, &read, &object.sections[at].name, &DISTANCES, &by_number)?;
    }
    if let Some(read) = file.section_by_name(LINES) {
        object.lines = Some(Section {
            name: LINES.to_owned(),
            kind: Kind::Constants,
            align: 1,
            data: read.data()?.to_vec(),
            relocations: relocations(&file, &read, LINES, &ADDRESSES, &by_number)?,
            traps: vec![],
            pieces: vec![],
        });
    }
    Ok(object)
}

/// What may be in code and constants: distances, since an artifact runs wherever it is mapped.
const DISTANCES: [elf::RelocationType; 2] = [elf::R_X86_64_PC32, elf::R_X86_64_PLT32];
/// What may be in a line table, which is read here and nowhere else.
const ADDRESSES: [elf::RelocationType; 2] = [elf::R_X86_64_64, elf::R_X86_64_32];

/// DWARF's line table, in which the emitter tells where code comes from.
const LINES: &str = ".debug_line";

fn relocations<'d>(
    file: &ElfFile64<'d>,
    section: &impl object::read::ObjectSection<'d>,
    name: &str,
    wanted: &[elf::RelocationType],
    by_number: &HashMap<usize, usize>,
) -> Result<Vec<Relocation>, EmitError> {
    let bad = |r_type| EmitError::Relocation { section: name.to_owned(), r_type };
    section
        .relocations()
        .map(|(offset, relocation)| {
            let RelocationFlags::Elf { r_type } = relocation.flags() else { return Err(bad(0)) };
            if !wanted.contains(&r_type) {
                return Err(bad(r_type.0));
            }
            let RelocationTarget::Symbol(symbol) = relocation.target() else {
                return Err(bad(r_type.0));
            };
            let target = target(file, symbol, by_number)?;
            Ok(Relocation { offset, target, addend: relocation.addend() })
        })
        .collect()
}

fn named_code<'d>(symbol: &impl object::read::ObjectSymbol<'d>) -> bool {
    symbol.kind() == SymbolKind::Text && symbol.size() > 0
}

fn target(
    file: &ElfFile64,
    symbol: SymbolIndex,
    sections: &HashMap<usize, usize>,
) -> Result<Target, EmitError> {
    let symbol = file.symbol_by_index(symbol)?;
    let name = symbol.name().unwrap_or_default();
    match symbol.section_index() {
        None => Ok(Target::Named(name.to_owned().into())),
        Some(index) => match sections.get(&index.0) {
            Some(&section) => Ok(Target::Here { section, offset: symbol.address() }),
            None => Err(EmitError::LeftOut(name.to_owned())),
        },
    }
}

/// What a section is for; none if the artifact has no use for it.
fn kind(name: &str, flags: SectionFlags, size: u64) -> Result<Option<Kind>, EmitError> {
    let SectionFlags::Elf { sh_flags, .. } = flags else {
        return Err(EmitError::Section(name.to_owned()));
    };
    let has = |flag: elf::SectionFlags| sh_flags.0 & flag.0 != 0;
    let unused = [".eh_frame", ".note", ".comment", ".llvm"];
    if size == 0 || !has(elf::SHF_ALLOC) || unused.iter().any(|prefix| name.starts_with(prefix)) {
        return Ok(None);
    }
    if has(elf::SHF_EXECINSTR) {
        return Ok(Some(Kind::Code(owner(name)?)));
    }
    if has(elf::SHF_TLS) || has(elf::SHF_WRITE) && !name.starts_with(".data.rel.ro") {
        return Err(EmitError::Section(name.to_owned()));
    }
    Ok(Some(Kind::Constants))
}

fn owner(section: &str) -> Result<Owner, EmitError> {
    let unknown = || EmitError::Section(section.to_owned());
    let name = section.strip_prefix(".text.").ok_or_else(unknown)?;
    let number = |text: &str| text.parse().map(FuncId).map_err(|_| unknown());
    if name.starts_with("support.") {
        return Ok(Owner::Support);
    }
    if let Some(text) = name.strip_prefix(FUNC_PREFIX) {
        return Ok(Owner::Func(number(text)?));
    }
    match name.strip_prefix(ENTRY_PREFIX) {
        Some(text) => Ok(Owner::Entry(number(text)?)),
        None => Err(unknown()),
    }
}
