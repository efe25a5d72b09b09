//! Opening an artifact: the whole file is checked against its digest, then every offset that will be
//! used against the file. Nothing of a file is used before. Mapping its code is here too; making an
//! instance of it is [`crate::instance`]'s business.
//!
//! A file must not be changed in place while it is open (replace it by renaming): its pages are mapped.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use goblin::elf::{Elf, header, program_header};
use preheat_formats::CpuLevel;
use preheat_formats::abi::{HOST_PAGE, WASM_PAGE};
use preheat_formats::artifact::{self, CounterMap, ExportItem, FuncRecord, Meta, TrapSite};
use preheat_formats::types::FuncType;
use serde::de::DeserializeOwned;

use crate::error::{AgentError, Result};
use crate::mapping::{Access, Mapping, Sharing};

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

/// A checked artifact with its code mapped.
#[derive(Debug)]
pub struct Artifact {
    pub path: PathBuf,
    pub meta: Meta,
    /// When opening began.
    pub opened: Instant,
    file: File,
    bytes: Mapping,
    _code: Mapping,
    text: Range<usize>,
    sections: Sections,
}

/// Where things lie in the file.
#[derive(Debug, Default)]
struct Sections {
    image: Range<usize>,
    tables: Range<usize>,
    segments: Range<usize>,
    meta: Range<usize>,
    funcs: Range<usize>,
    traps: Range<usize>,
    counters: Option<Range<usize>>,
}

/// A loadable segment: addresses and the file range that goes there.
struct Load {
    at: Range<u64>,
    offset: u64,
    access: Access,
}

impl Artifact {
    pub fn open(path: &Path) -> Result<Artifact> {
        let opened = Instant::now();
        let read = |source: std::io::Error| AgentError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        let status = file.metadata().map_err(read)?;
        if !status.is_file() {
            return Err(read(std::io::Error::other("it is not a file")));
        }
        let bytes = Mapping::file(&file, status.len() as usize).map_err(|e| read(e.into()))?;
        // SAFETY: a private read-only mapping of the file, which must not change (module docs).
        let whole = unsafe { bytes.bytes() };
        let payload = artifact::KIND
            .strip_trailer(whole)
            .map_err(|source| AgentError::Format { path: path.to_owned(), source })?;

        let malformed = |what: String| AgentError::Artifact { path: path.to_owned(), what };
        let elf = Elf::parse(payload).map_err(|e| malformed(format!("not a readable ELF: {e}")))?;
        let (loads, text_section, sections) = layout(&elf, payload.len()).map_err(malformed)?;
        let meta: Meta = decode(payload, &sections.meta, artifact::META).map_err(malformed)?;
        check_level(path, meta.level)?;
        check_meta(&meta, &sections, (text_section.end - text_section.start) as u32)
            .map_err(malformed)?;
        let (code, base) = map_code(&file, &loads).map_err(AgentError::system("map code"))?;
        let start = code.start() as usize + (text_section.start - base) as usize;
        let text = start..start + (text_section.end - text_section.start) as usize;
        Ok(Artifact {
            path: path.to_owned(),
            meta,
            opened,
            file,
            bytes,
            _code: code,
            text,
            sections,
        })
    }

    /// Gives it another name in messages.
    pub fn called(mut self, path: &Path) -> Artifact {
        self.path = path.to_owned();
        self
    }

    /// Addresses of the mapped code.
    pub fn text(&self) -> Range<usize> {
        self.text.clone()
    }

    /// Entry of the exported function with this name, if its type is this.
    pub fn entry(&self, name: &str, of_type: &FuncType) -> Option<u32> {
        self.meta.exports.iter().find(|export| export.name == name).and_then(|export| match &export
            .item
        {
            ExportItem::Func { ty, entry } if ty == of_type => Some(*entry),
            _ => None,
        })
    }

    /// Refuses a limit, in bytes and 0 for none, below what all memories start with.
    pub fn check_memory_limit(&self, limit: u64) -> Result<()> {
        let needed =
            self.meta.memories.iter().map(|memory| u64::from(memory.min) * WASM_PAGE).sum();
        if limit == 0 || needed <= limit {
            return Ok(());
        }
        Err(AgentError::MemoryLimit { path: self.path.clone(), limit, needed })
    }

    /// Initial entries of all tables, little-endian.
    pub fn tables(&self) -> &[u8] {
        self.section(&self.sections.tables)
    }

    /// Passive data and element segments.
    pub fn segments(&self) -> &[u8] {
        self.section(&self.sections.segments)
    }

    /// The instructions that raise a trap when they fault, [`TrapSite`]s as they are in the file.
    pub fn trap_sites(&self) -> &[[u8; TrapSite::LEN]] {
        self.section(&self.sections.traps).as_chunks().0
    }

    /// Maps the runs of a memory's initial content to their places; the memory starts at `memory_at`.
    pub fn place_image(&self, memory: usize, space: &Mapping, memory_at: usize) -> Result<()> {
        for run in self.meta.image.iter().filter(|run| run.memory as usize == memory) {
            let start = memory_at + run.address as usize;
            let offset = self.sections.image.start as u64 + run.offset;
            space
                .place_file(start..start + run.len as usize, Access::ReadWrite, &self.file, offset)
                .map_err(AgentError::system("map the memory image"))?;
        }
        Ok(())
    }

    /// The functions by their code, to explain where something happened. Decoded anew each time.
    pub fn functions(&self) -> Result<Vec<FuncRecord>> {
        decode(self.payload(), &self.sections.funcs, artifact::FUNCS).map_err(|what| self.bad(what))
    }

    /// How to read the counters, if it is instrumented.
    pub fn counter_map(&self) -> Result<Option<CounterMap>> {
        let Some(range) = &self.sections.counters else { return Ok(None) };
        let map: CounterMap =
            decode(self.payload(), range, artifact::COUNTERS).map_err(|what| self.bad(what))?;
        check_counters(&map, self.meta.layout.counters).map_err(|what| self.bad(what))?;
        Ok(Some(map))
    }

    fn bad(&self, what: String) -> AgentError {
        AgentError::Artifact { path: self.path.clone(), what }
    }

    fn payload(&self) -> &[u8] {
        // SAFETY: a private read-only mapping of a file that must not change (module docs).
        unsafe { self.bytes.bytes() }
    }

    fn section(&self, range: &Range<usize>) -> &[u8] {
        &self.payload()[range.clone()]
    }
}

fn decode<T: DeserializeOwned>(
    payload: &[u8],
    range: &Range<usize>,
    name: &str,
) -> Result<T, String> {
    postcard::from_bytes(&payload[range.clone()])
        .map_err(|error| format!("section {name} cannot be read: {error}"))
}

fn check_level(path: &Path, level: CpuLevel) -> Result<()> {
    let missing = level.missing_here();
    if missing.is_empty() {
        return Ok(());
    }
    Err(AgentError::Cpu { path: path.to_owned(), level, missing })
}

/// Loadable segments in ascending order, addresses of `.text`, and the other sections.
fn layout(elf: &Elf, len: usize) -> Result<(Vec<Load>, Range<u64>, Sections), String> {
    let shape = (elf.header.e_machine, elf.header.e_type, elf.is_64, elf.little_endian);
    if shape != (header::EM_X86_64, header::ET_DYN, true, true) {
        return Err("not a shared object for x86-64".into());
    }
    let mut loads = Vec::new();
    for segment in &elf.program_headers {
        match segment.p_type {
            program_header::PT_LOAD => loads.push(load(segment, len)?),
            program_header::PT_DYNAMIC | program_header::PT_INTERP => {
                return Err("it asks for a dynamic linker, which artifacts must not".into());
            }
            _ => {}
        }
    }
    loads.sort_by_key(|load| load.at.start);
    if loads.windows(2).any(|pair| pages(&pair[0].at).end > pages(&pair[1].at).start) {
        return Err("its loadable segments overlap".into());
    }

    let mut sections = Sections::default();
    let mut text = None;
    for section in &elf.section_headers {
        let name = elf.shdr_strtab.get_at(section.sh_name).unwrap_or_default();
        let range = || file_range(section.sh_offset, section.sh_size, len, name);
        match name {
            artifact::TEXT => {
                let end = section.sh_addr.checked_add(section.sh_size);
                text = end.map(|end| section.sh_addr..end);
            }
            artifact::IMAGE => sections.image = range()?,
            artifact::TABLES => sections.tables = range()?,
            artifact::SEGMENTS => sections.segments = range()?,
            artifact::META => sections.meta = range()?,
            artifact::FUNCS => sections.funcs = range()?,
            artifact::TRAPS => sections.traps = range()?,
            artifact::COUNTERS => sections.counters = Some(range()?),
            _ => {}
        }
    }
    let text = text.ok_or("it has no .text")?;
    let holds_text = |load: &Load| {
        load.access == Access::ReadExecute && load.at.start <= text.start && text.end <= load.at.end
    };
    if !text.start.is_multiple_of(HOST_PAGE) || text.end - text.start >= MAX_CODE_SPAN {
        return Err(".text is not page aligned or too large".into());
    }
    if !loads.iter().any(holds_text) {
        return Err(".text is in no executable segment".into());
    }
    if !(sections.image.start as u64).is_multiple_of(HOST_PAGE) && !sections.image.is_empty() {
        return Err(format!("section {} is not page aligned", artifact::IMAGE));
    }
    Ok((loads, text, sections))
}

fn load(segment: &program_header::ProgramHeader, len: usize) -> Result<Load, String> {
    let access = match segment.p_flags {
        program_header::PF_R => Access::Read,
        flags if flags == program_header::PF_R | program_header::PF_X => Access::ReadExecute,
        flags => return Err(format!("a segment has flags {flags:#x}; only r and rx are known")),
    };
    file_range(segment.p_offset, segment.p_filesz, len, "a segment")?;
    let end = segment.p_vaddr.checked_add(segment.p_filesz);
    match end {
        Some(end)
            if segment.p_filesz == segment.p_memsz
                && segment.p_vaddr.is_multiple_of(HOST_PAGE)
                && segment.p_offset.is_multiple_of(HOST_PAGE) =>
        {
            Ok(Load { at: segment.p_vaddr..end, offset: segment.p_offset, access })
        }
        _ => Err("a segment is not page aligned or not all in the file".into()),
    }
}

fn file_range(offset: u64, size: u64, len: usize, name: &str) -> Result<Range<usize>, String> {
    match offset.checked_add(size) {
        Some(end) if end <= len as u64 => Ok(offset as usize..end as usize),
        _ => Err(format!("{name} lies outside the file")),
    }
}

fn pages(range: &Range<u64>) -> Range<u64> {
    range.start / HOST_PAGE..range.end.div_ceil(HOST_PAGE)
}

/// Maps all segments into one range, at the distances that they have in the file's own addresses;
/// also gives the file's address of the first byte.
fn map_code(file: &File, loads: &[Load]) -> Result<(Mapping, u64), rustix::io::Errno> {
    let (Some(first), Some(last)) = (loads.first(), loads.last()) else {
        return Err(rustix::io::Errno::INVAL);
    };
    let base = first.at.start;
    let span = last.at.end.next_multiple_of(HOST_PAGE) - base;
    if span > MAX_CODE_SPAN {
        return Err(rustix::io::Errno::FBIG);
    }
    let code = Mapping::anonymous(span as usize, Access::None, Sharing::Private)?;
    for load in loads {
        let start = (load.at.start - base) as usize;
        let end = (load.at.end - base) as usize;
        // The last page's rest is whatever follows in the file; code does not look at it.
        let end = end.next_multiple_of(HOST_PAGE as usize);
        code.place_file(start..end, load.access, file, load.offset)?;
    }
    Ok((code, base))
}

fn check_meta(meta: &Meta, sections: &Sections, text_len: u32) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    let inside = |range: &Range<usize>, offset: u64, len: u64| {
        offset.checked_add(len).is_some_and(|end| end <= range.len() as u64)
    };
    let is_code = |offset: u32| offset != 0 && offset < text_len;

    let layout = &meta.layout;
    let descriptors = [layout.globals, layout.tables, layout.memories].map(u64::from);
    let state = 16 * descriptors.iter().sum::<u64>() + 8 * u64::from(layout.counters);
    ensure(state <= MAX_STATE, "its globals, tables, memories and counters are too large")?;
    ensure(layout.globals as usize == meta.globals.len(), "number of globals")?;
    ensure(layout.tables as usize == meta.tables.len(), "number of tables")?;
    ensure(layout.memories as usize == meta.memories.len(), "number of memories")?;
    ensure(meta.memories.len() <= MAX_MEMORIES, "it has too many memories")?;
    ensure(sections.traps.len().is_multiple_of(TrapSite::LEN), "the list of trap sites")?;
    ensure(
        (layout.counters > 0) <= sections.counters.is_some(),
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
        ensure(
            aligned && fits && inside(&sections.image, run.offset, run.len),
            "a run of the memory image",
        )?;
    }
    for table in &meta.tables {
        let max = table.max.unwrap_or(u32::MAX);
        let len = u64::from(table.min) * 8;
        ensure(table.min <= max && table.min <= MAX_TABLE, "limits of a table")?;
        ensure(inside(&sections.tables, table.offset, len), "entries of a table")?;
    }
    for data in &meta.data {
        ensure(inside(&sections.segments, data.offset, data.len), "a data segment")?;
    }
    for elements in &meta.elements {
        let whole = elements.len.is_multiple_of(8);
        ensure(
            whole && inside(&sections.segments, elements.offset, elements.len),
            "an element segment",
        )?;
    }
    for export in &meta.exports {
        let holds = match &export.item {
            ExportItem::Func { entry, .. } => is_code(*entry),
            ExportItem::Memory(index) => *index < layout.memories,
            ExportItem::Global(index) => *index < layout.globals,
            ExportItem::Table(index) => *index < layout.tables,
        };
        ensure(holds, "an export")?;
    }
    ensure(meta.start.is_none_or(is_code), "the start function")
}

fn check_counters(map: &CounterMap, counters: u32) -> Result<(), String> {
    use preheat_formats::artifact::PathStore;
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
    if sound { Ok(()) } else { Err("its counter map does not fit its counters".into()) }
}
