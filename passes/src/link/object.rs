//! Emitted code in the linker's terms: sections of code and constants, symbols, relocations, places that
//! trap. An emitter of ours makes it directly; that of LLVM gives an ELF object, which is read here.

use std::borrow::Cow;

use object::read::elf::ElfFile64;
use object::read::{Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget};
use object::{RelocationFlags, SectionFlags, SectionIndex, SymbolIndex, SymbolKind, elf};

use preheat_formats::artifact::{Tier, TrapSite};

use super::{LinkError, Owner};
use crate::emit::{ENTRY_PREFIX, FUNC_PREFIX};
use crate::ir::FuncId;

#[derive(Default)]
pub(crate) struct Object {
    /// Who made it; none for support routines.
    pub tier: Option<Tier>,
    pub sections: Vec<Section>,
    pub symbols: Vec<Symbol>,
    /// The line table.
    pub lines: Option<Section>,
}

/// A section that becomes part of the artifact.
pub(crate) struct Section {
    pub name: String,
    pub kind: Kind,
    pub align: u64,
    pub data: Vec<u8>,
    pub relocations: Vec<Relocation>,
    /// Places that trap; offsets are from the start of the section.
    pub traps: Vec<TrapSite>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Code(Owner),
    Constants,
}

/// A symbol that has a name.
pub(crate) struct Symbol {
    pub name: String,
    /// Position in `sections`.
    pub section: usize,
    pub offset: u64,
    pub len: u64,
    pub is_code: bool,
}

/// The distance from a place to its target, plus `addend`, goes into the four bytes there. (In a line
/// table it is the address itself, in eight.)
pub(crate) struct Relocation {
    pub offset: u64,
    pub target: Target,
    pub addend: i64,
}

pub(crate) enum Target {
    /// A place in this object.
    Here {
        section: usize,
        offset: u64,
    },
    /// Where someone's code starts.
    Code(Owner),
    Named(Cow<'static, str>),
}

impl Object {
    /// Reads an object of LLVM's.
    pub fn parse(bytes: &[u8]) -> Result<Object, LinkError> {
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
            });
        }
        let position = |index: SectionIndex| numbers.iter().position(|&number| number == index);
        // Position by number, so that large objects are not searched for every relocation.
        let by_number: std::collections::HashMap<usize, usize> =
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
            });
        }
        Ok(object)
    }
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
    by_number: &std::collections::HashMap<usize, usize>,
) -> Result<Vec<Relocation>, LinkError> {
    let bad = |r_type| LinkError::Relocation { section: name.to_owned(), r_type };
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
    sections: &std::collections::HashMap<usize, usize>,
) -> Result<Target, LinkError> {
    let symbol = file.symbol_by_index(symbol)?;
    let name = symbol.name().unwrap_or_default();
    match symbol.section_index() {
        None => Ok(Target::Named(name.to_owned().into())),
        Some(index) => match sections.get(&index.0) {
            Some(&section) => Ok(Target::Here { section, offset: symbol.address() }),
            None => Err(LinkError::Undefined(format!("`{name}` of a section left out"))),
        },
    }
}

/// What a section is for; none if the artifact has no use for it.
fn kind(name: &str, flags: SectionFlags, size: u64) -> Result<Option<Kind>, LinkError> {
    let SectionFlags::Elf { sh_flags, .. } = flags else {
        return Err(LinkError::Section(name.to_owned()));
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
        return Err(LinkError::Section(name.to_owned()));
    }
    Ok(Some(Kind::Constants))
}

fn owner(section: &str) -> Result<Owner, LinkError> {
    let unknown = || LinkError::Section(section.to_owned());
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
