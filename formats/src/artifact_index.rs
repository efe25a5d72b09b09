//! Where everything lies in an artifact file: reads its ELF headers and its [`Meta`] and checks every offset
//! in them against the file, so that whoever uses them need not. Mapping the code and making an instance of
//! it is the agent's.

use std::ops::Range;

use goblin::elf::{Elf, header, program_header};
use serde::de::DeserializeOwned;

use crate::abi::{HOST_PAGE, WASM_PAGE};
use crate::artifact::{
    self, CounterMap, ExportItem, FuncBlocks, FuncRecord, KIND, Meta, PathStore, TrapSite,
};
use crate::decision::Decision;
use crate::recipe::Recipe;
use crate::seal::{FormatError, SEAL_LEN};

/// Most address space that code and constants may take: what a 32-bit displacement reaches.
const MAX_CODE_SPAN: u64 = 1 << 31;
/// Most bytes of globals, tables, memories' descriptors and counters; offsets from `M` are 32-bit.
const MAX_STATE: u64 = 1 << 30;
/// Most memories that a module may have, as engines agree on; each takes 8 GiB of addresses.
const MAX_MEMORIES: usize = 100;
/// Wasm pages of the largest memory.
pub const MAX_PAGES: u32 = 65536;
/// Most entries that a table may have, whatever its own maximum.
pub const MAX_TABLE: u32 = 10_000_000;

/// The sections that are read where they lie in the file.
const IN_THE_FILE: [&str; 11] = [
    artifact::IMAGE,
    artifact::TABLES,
    artifact::SEGMENTS,
    artifact::META,
    artifact::TRAPS,
    artifact::FUNCS,
    artifact::BLOCKS,
    artifact::MODULE,
    artifact::RECIPE,
    artifact::DECISIONS,
    artifact::COUNTERS,
];

/// What an artifact file holds, and where. Ranges of sections are of bytes of the file.
#[derive(Debug)]
pub struct ArtifactIndex {
    pub meta: Meta,
    /// By ascending address; at least one, on pages of their own, spanning at most 2 GiB.
    pub segments: Vec<Segment>,
    /// Addresses of `.text`, which lies in one executable segment.
    pub text: Range<u64>,
    sections: [Option<Range<usize>>; IN_THE_FILE.len()],
}

/// A loadable segment: its addresses, and where in the file they start. Both are page aligned.
#[derive(Debug)]
pub struct Segment {
    pub at: Range<u64>,
    pub offset: u64,
    pub holds: Holds,
}

/// What may be done with a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Read.
    Constants,
    /// Read and executed.
    Code,
}

impl ArtifactIndex {
    /// Checks a file with its trailer whole, digest first.
    pub fn read(file: &[u8]) -> Result<ArtifactIndex, FormatError> {
        let payload = KIND.strip_trailer(file)?;
        ArtifactIndex::of_payload(payload).map_err(malformed)
    }

    /// Checks a payload with its trailer whose digest was found right before.
    pub fn of_whole(sealed: &[u8]) -> Result<ArtifactIndex, FormatError> {
        let payload =
            sealed.len().checked_sub(SEAL_LEN).ok_or(FormatError::NoTrailer(KIND.name))?;
        ArtifactIndex::of_payload(&sealed[..payload]).map_err(malformed)
    }

    fn of_payload(payload: &[u8]) -> Result<ArtifactIndex, String> {
        let elf = Elf::parse(payload).map_err(|error| format!("not a readable ELF: {error}"))?;
        let shape = (elf.header.e_machine, elf.header.e_type, elf.is_64, elf.little_endian);
        if shape != (header::EM_X86_64, header::ET_DYN, true, true) {
            return Err("not a shared object for x86-64".into());
        }
        let segments = segments(&elf, payload.len())?;
        let text = text(&elf, &segments)?;
        let sections = sections(&elf, payload.len())?;
        let meta = range_of(&sections, artifact::META).ok_or_else(|| missing(artifact::META))?;
        let meta = decode(&payload[meta], artifact::META)?;
        let index = ArtifactIndex { meta, segments, text, sections };
        index.check_meta()?;
        Ok(index)
    }

    /// Where a section lies in the file, or none if there is no such section.
    pub fn section(&self, name: &str) -> Option<Range<usize>> {
        range_of(&self.sections, name)
    }

    /// Content of a section that must be there. `file` is what the index was read from, here and below.
    pub fn content<'a>(&self, file: &'a [u8], name: &str) -> Result<&'a [u8], FormatError> {
        let range = self.section(name).ok_or_else(|| missing(name));
        let outside = || format!("section {name} lies outside the file");
        range.and_then(|range| file.get(range).ok_or_else(outside)).map_err(malformed)
    }

    /// The functions by their code.
    pub fn functions(&self, file: &[u8]) -> Result<Vec<FuncRecord>, FormatError> {
        self.decoded(file, artifact::FUNCS)
    }

    /// The block map.
    pub fn blocks(&self, file: &[u8]) -> Result<Vec<FuncBlocks>, FormatError> {
        self.decoded(file, artifact::BLOCKS)
    }

    /// How to compile it again, if it says so.
    pub fn recipe(&self, file: &[u8]) -> Result<Option<Recipe>, FormatError> {
        self.section(artifact::RECIPE).map(|_| self.decoded(file, artifact::RECIPE)).transpose()
    }

    /// What transformations decided about it.
    pub fn decisions(&self, file: &[u8]) -> Result<Vec<Decision>, FormatError> {
        let there = self.section(artifact::DECISIONS);
        there.map_or(Ok(Vec::new()), |_| self.decoded(file, artifact::DECISIONS))
    }

    /// How to read the counters, if it is instrumented.
    pub fn counter_map(&self, file: &[u8]) -> Result<Option<CounterMap>, FormatError> {
        if self.section(artifact::COUNTERS).is_none() {
            return Ok(None);
        }
        let map = self.decoded(file, artifact::COUNTERS)?;
        check_counters(&map, self.meta.layout.counters).map_err(malformed)?;
        Ok(Some(map))
    }

    fn decoded<T: DeserializeOwned>(&self, file: &[u8], name: &str) -> Result<T, FormatError> {
        decode(self.content(file, name)?, name).map_err(malformed)
    }

    fn check_meta(&self) -> Result<(), String> {
        let meta = &self.meta;
        let text_len = self.text.end - self.text.start;
        let is_code = |offset: u32| offset != 0 && u64::from(offset) < text_len;
        let inside = |name: &str, offset: u64, len: u64| {
            let section = self.section(name).unwrap_or_default();
            offset.checked_add(len).is_some_and(|end| end <= section.len() as u64)
        };

        let layout = &meta.layout;
        let descriptors: u64 =
            [layout.globals, layout.tables, layout.memories].map(u64::from).iter().sum();
        let state = 16 * descriptors + 8 * u64::from(layout.counters);
        ensure(state <= MAX_STATE, "its globals, tables, memories and counters are too large")?;
        ensure(layout.globals as usize == meta.globals.len(), "number of globals")?;
        ensure(layout.tables as usize == meta.tables.len(), "number of tables")?;
        ensure(layout.memories as usize == meta.memories.len(), "number of memories")?;
        ensure(meta.memories.len() <= MAX_MEMORIES, "it has too many memories")?;
        let sites = self.section(artifact::TRAPS).unwrap_or_default();
        ensure(sites.len().is_multiple_of(TrapSite::LEN), "the list of trap sites")?;
        ensure(
            layout.counters == 0 || self.section(artifact::COUNTERS).is_some(),
            "it has counters and no map of them",
        )?;
        for memory in &meta.memories {
            let max = memory.max.unwrap_or(MAX_PAGES);
            ensure(memory.min <= MAX_PAGES && memory.min <= max, "limits of a memory")?;
        }
        for run in &meta.image {
            let aligned = (run.address | run.offset | run.len).is_multiple_of(HOST_PAGE);
            let memory = meta.memories.get(run.memory as usize);
            let size = memory.map_or(0, |memory| u64::from(memory.min) * WASM_PAGE);
            let fits = run.address.checked_add(run.len).is_some_and(|end| end <= size);
            let whole = inside(artifact::IMAGE, run.offset, run.len);
            ensure(memory.is_some() && aligned && fits && whole, "a run of the memory image")?;
        }
        for table in &meta.tables {
            let max = table.max.unwrap_or(u32::MAX);
            ensure(table.min <= max && table.min <= MAX_TABLE, "limits of a table")?;
        }
        for run in &meta.entries {
            let end = run.first.checked_add(run.count);
            let table = meta.tables.get(run.table as usize);
            let fits = table.is_some_and(|table| end.is_some_and(|end| end <= table.min));
            let whole = inside(artifact::TABLES, run.offset, 8 * u64::from(run.count));
            ensure(fits && whole, "entries of a table")?;
        }
        for data in &meta.data {
            ensure(inside(artifact::SEGMENTS, data.offset, data.len), "a data segment")?;
        }
        for elements in &meta.elements {
            let whole = elements.len.is_multiple_of(8);
            let holds = whole && inside(artifact::SEGMENTS, elements.offset, elements.len);
            ensure(holds, "an element segment")?;
        }
        for export in &meta.exports {
            let holds = match export.item {
                ExportItem::Func { entry, .. } => is_code(entry),
                ExportItem::Memory(index) => index < layout.memories,
                ExportItem::Global(index) => index < layout.globals,
                ExportItem::Table(index) => index < layout.tables,
            };
            ensure(holds, "an export")?;
        }
        ensure(meta.start.is_none_or(is_code), "the start function")
    }
}

fn malformed(what: String) -> FormatError {
    FormatError::Malformed { kind: KIND.name, what }
}

fn missing(name: &str) -> String {
    format!("it has no section {name}")
}

fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn decode<T: DeserializeOwned>(bytes: &[u8], name: &str) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| format!("section {name} cannot be read: {error}"))
}

fn segments(elf: &Elf, len: usize) -> Result<Vec<Segment>, String> {
    let mut segments = Vec::new();
    for header in &elf.program_headers {
        match header.p_type {
            program_header::PT_LOAD => segments.push(segment(header, len)?),
            program_header::PT_DYNAMIC | program_header::PT_INTERP => {
                return Err("it asks for a dynamic linker, which artifacts must not".into());
            }
            _ => {}
        }
    }
    segments.sort_by_key(|segment| segment.at.start);
    let pages = |at: &Range<u64>| at.start / HOST_PAGE..at.end.div_ceil(HOST_PAGE);
    if segments.windows(2).any(|pair| pages(&pair[0].at).end > pages(&pair[1].at).start) {
        return Err("its loadable segments overlap".into());
    }
    match (segments.first(), segments.last()) {
        (Some(first), Some(last)) if last.at.end - first.at.start <= MAX_CODE_SPAN => Ok(segments),
        (Some(_), Some(_)) => Err("its loadable segments span more than 2 GiB".into()),
        _ => Err("it has no loadable segment".into()),
    }
}

fn segment(header: &program_header::ProgramHeader, len: usize) -> Result<Segment, String> {
    let holds = match header.p_flags {
        program_header::PF_R => Holds::Constants,
        flags if flags == program_header::PF_R | program_header::PF_X => Holds::Code,
        flags => return Err(format!("a segment has flags {flags:#x}; only r and rx are known")),
    };
    file_range(header.p_offset, header.p_filesz, len, "a segment")?;
    let aligned =
        header.p_vaddr.is_multiple_of(HOST_PAGE) && header.p_offset.is_multiple_of(HOST_PAGE);
    // Rounding its end up to a page must not overflow either.
    match header.p_vaddr.checked_add(header.p_filesz) {
        Some(end) if aligned && header.p_filesz == header.p_memsz && end < 1 << 63 => {
            Ok(Segment { at: header.p_vaddr..end, offset: header.p_offset, holds })
        }
        _ => Err("a segment is not page aligned or not all in the file".into()),
    }
}

fn text(elf: &Elf, segments: &[Segment]) -> Result<Range<u64>, String> {
    let text = elf.section_headers.iter().find(|header| name_of(elf, header) == artifact::TEXT);
    let text = text.ok_or_else(|| missing(artifact::TEXT))?;
    let at = match text.sh_addr.checked_add(text.sh_size) {
        Some(end) if text.sh_addr.is_multiple_of(HOST_PAGE) => text.sh_addr..end,
        _ => return Err(".text is not page aligned".into()),
    };
    let holds_text = |segment: &Segment| {
        segment.holds == Holds::Code && segment.at.start <= at.start && at.end <= segment.at.end
    };
    if segments.iter().any(holds_text) {
        Ok(at)
    } else {
        Err(".text is in no executable segment".into())
    }
}

fn sections(elf: &Elf, len: usize) -> Result<[Option<Range<usize>>; IN_THE_FILE.len()], String> {
    let mut sections = [const { None }; IN_THE_FILE.len()];
    for header in &elf.section_headers {
        let name = name_of(elf, header);
        let Some(known) = IN_THE_FILE.iter().position(|known| *known == name) else { continue };
        let range = file_range(header.sh_offset, header.sh_size, len, &format!("section {name}"))?;
        if sections[known].replace(range).is_some() {
            return Err(format!("it has two sections {name}"));
        }
    }
    let image = range_of(&sections, artifact::IMAGE).unwrap_or_default();
    if !image.is_empty() && !(image.start as u64).is_multiple_of(HOST_PAGE) {
        return Err(format!("section {} is not page aligned", artifact::IMAGE));
    }
    Ok(sections)
}

fn name_of<'a>(elf: &Elf<'a>, header: &goblin::elf::SectionHeader) -> &'a str {
    elf.shdr_strtab.get_at(header.sh_name).unwrap_or_default()
}

fn range_of(sections: &[Option<Range<usize>>], name: &str) -> Option<Range<usize>> {
    let known = IN_THE_FILE.iter().position(|known| *known == name)?;
    sections[known].clone()
}

fn file_range(offset: u64, size: u64, len: usize, name: &str) -> Result<Range<usize>, String> {
    match offset.checked_add(size) {
        Some(end) if end <= len as u64 => Ok(offset as usize..end as usize),
        _ => Err(format!("{name} lies outside the file")),
    }
}

fn check_counters(map: &CounterMap, counters: u32) -> Result<(), String> {
    let sound = map.counters == counters
        && map.functions.iter().all(|function| {
            let blocks = function.blocks.len() as u32;
            function.entry < counters
                && function
                    .edges
                    .iter()
                    .all(|edge| edge.counter < counters && edge.from < blocks && edge.to < blocks)
                && function.paths.is_none_or(|paths| match paths.store {
                    PathStore::Counters { first } => u64::from(first)
                        .checked_add(paths.total)
                        .is_some_and(|end| end <= u64::from(counters)),
                    PathStore::Slot(slot) => slot < map.path_slots,
                })
        });
    ensure(sound, "its counter map does not fit its counters")
}
