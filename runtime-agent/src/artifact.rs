//! Opening an artifact: the whole file is checked against its digest, then every offset that will be
//! used against the file ([`ArtifactIndex`]). Nothing of a file is used before. Mapping its code is here;
//! making an instance of it is [`crate::instance`]'s business.
//!
//! A file must not be changed in place while it is open (replace it by renaming): its pages are mapped.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Instant;

use preheat_formats::abi::{HOST_PAGE, WASM_PAGE};
use preheat_formats::artifact::{self, CounterMap, ExportItem, FuncRecord, Meta, TrapSite};
use preheat_formats::artifact_index::{ArtifactIndex, Holds, Segment};
use preheat_formats::seal::SEAL_LEN;
use preheat_formats::signature::{BLOCK_LEN, tail_len};
use preheat_formats::types::FuncType;
use preheat_formats::{CpuLevel, FormatError};

use crate::error::{AgentError, Result};
use crate::mapping::{Access, Mapping, Sharing};

/// 2 GiB of code at the most, a module, and the pages of some memories.
const MOST_BYTES: u64 = 16 << 30;
const ELF_MAGIC: [u8; 4] = *b"\x7fELF";
/// Bytes of an entry of a table.
const TABLE_ENTRY: u64 = 8;
/// Most runs of initial memory that are mapped; the system has room for some 65,000 mappings, and each run
/// makes two. Further ones are copied.
const MOST_MAPPED_RUNS: usize = 4096;

/// Opens the file of an artifact.
pub fn open_file(path: &Path) -> Result<File> {
    let read = |source: std::io::Error| AgentError::Read { path: path.to_owned(), source };
    // A pipe would have us wait for whoever writes to it.
    File::options().read(true).custom_flags(libc::O_NONBLOCK).open(path).map_err(read)
}

/// A checked artifact with its code mapped.
#[derive(Debug)]
pub struct Artifact {
    pub path: PathBuf,
    /// When opening began.
    pub opened: Instant,
    /// Until an instance was made of it.
    file: Option<File>,
    bytes: Mapping,
    _code: Mapping,
    text: Range<usize>,
    index: ArtifactIndex,
}

impl Artifact {
    pub fn open(path: &Path) -> Result<Artifact> {
        let opened = Instant::now();
        Artifact::of_file(open_file(path)?, path, opened)
    }

    /// Of an open file, which messages call by this path: it may be a copy that has no name of its own. Who
    /// signed it is not asked: whoever names a file here trusts it.
    pub fn of_file(file: File, path: &Path, opened: Instant) -> Result<Artifact> {
        let read = |source: std::io::Error| AgentError::Read { path: path.to_owned(), source };
        let status = file.metadata().map_err(read)?;
        if !status.is_file() {
            return Err(read(std::io::Error::other("it is not a file")));
        }
        check_ends(&file, status.len())
            .map_err(read)?
            .map_err(|source| AgentError::Format { path: path.to_owned(), source })?;
        let bytes = Mapping::file(&file, status.len() as usize).map_err(|e| read(e.into()))?;
        // SAFETY: a private read-only mapping of the file, which must not change (module docs).
        let whole = unsafe { bytes.bytes() };
        let index = ArtifactIndex::read(whole)
            .map_err(|source| AgentError::Format { path: path.to_owned(), source })?;
        check_level(path, index.meta.level)?;
        let (code, base) =
            map_code(&file, &index.segments).map_err(AgentError::system("map code"))?;
        let start = code.start() as usize + (index.text.start - base) as usize;
        let text = start..start + (index.text.end - index.text.start) as usize;
        Ok(Artifact {
            path: path.to_owned(),
            opened,
            file: Some(file),
            bytes,
            _code: code,
            text,
            index,
        })
    }

    pub fn meta(&self) -> &Meta {
        &self.index.meta
    }

    /// Addresses of the mapped code.
    pub fn text(&self) -> Range<usize> {
        self.text.clone()
    }

    /// Entry of the exported function with this name, if its type is this.
    pub fn entry(&self, name: &str, of_type: &FuncType) -> Option<u32> {
        self.index.meta.exports.iter().find(|export| export.name == name).and_then(|export| {
            match &export.item {
                ExportItem::Func { ty, entry } if ty == of_type => Some(*entry),
                _ => None,
            }
        })
    }

    /// Refuses a limit, in bytes and 0 for none, below what all memories and tables start with.
    pub fn check_memory_limit(&self, limit: u64) -> Result<()> {
        let needed = self.initial_bytes();
        if limit == 0 || needed <= limit {
            return Ok(());
        }
        Err(AgentError::MemoryLimit { path: self.path.clone(), limit, needed })
    }

    /// Bytes by which memories and tables may grow under a limit, 0 for none.
    pub fn growth(&self, limit: u64) -> Option<u64> {
        (limit > 0).then(|| limit.saturating_sub(self.initial_bytes()))
    }

    fn initial_bytes(&self) -> u64 {
        let meta = &self.index.meta;
        let memories = meta.memories.iter().map(|memory| u64::from(memory.min) * WASM_PAGE);
        let tables = meta.tables.iter().map(|table| u64::from(table.min) * TABLE_ENTRY);
        memories.chain(tables).sum()
    }

    /// Initial entries of all tables, little-endian.
    pub fn tables(&self) -> &[u8] {
        self.section(artifact::TABLES)
    }

    /// Passive data and element segments.
    pub fn segments(&self) -> &[u8] {
        self.section(artifact::SEGMENTS)
    }

    /// The instructions that raise a trap when they fault, [`TrapSite`]s as they are in the file.
    pub fn trap_sites(&self) -> &[[u8; TrapSite::LEN]] {
        self.section(artifact::TRAPS).as_chunks().0
    }

    /// Puts the runs of a memory's initial content in their places; the memory starts at `memory_at`. They
    /// are mapped, and copied where mappings would be too many.
    pub fn place_image(&self, memory: usize, space: &Mapping, memory_at: usize) -> Result<()> {
        let image = self.index.section(artifact::IMAGE).unwrap_or_default();
        let closed = || AgentError::Internal("an artifact's file is closed already".into());
        let file = self.file.as_ref().ok_or_else(closed)?;
        for (index, run) in self.index.meta.image.iter().enumerate() {
            if run.memory as usize != memory {
                continue;
            }
            let start = memory_at + run.address as usize;
            let to = start..start + run.len as usize;
            let from = image.start + run.offset as usize;
            if index < MOST_MAPPED_RUNS {
                space
                    .place_file(to, Access::ReadWrite, file, from as u64)
                    .map_err(AgentError::system("map the memory image"))?;
            } else {
                space.fill(to, &self.bytes()[from..from + run.len as usize]);
            }
        }
        Ok(())
    }

    /// Closes its file, of which everything is mapped once an instance was made.
    pub fn close_file(&mut self) {
        self.file = None;
    }

    /// The functions by their code, to explain where something happened. Decoded anew each time.
    pub fn functions(&self) -> Result<Vec<FuncRecord>> {
        self.index.functions(self.bytes()).map_err(|source| self.bad(source))
    }

    /// How to read the counters, if it is instrumented.
    pub fn counter_map(&self) -> Result<Option<CounterMap>> {
        self.index.counter_map(self.bytes()).map_err(|source| self.bad(source))
    }

    fn bad(&self, source: FormatError) -> AgentError {
        AgentError::Format { path: self.path.clone(), source }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: a private read-only mapping of a file that must not change (module docs).
        unsafe { self.bytes.bytes() }
    }

    /// Nothing if there is no such section.
    fn section(&self, name: &str) -> &[u8] {
        &self.bytes()[self.index.section(name).unwrap_or_default()]
    }
}

/// Looks at a file's first and last bytes, before all of it is read. Who signed it is not asked: whoever
/// names a file to this program trusts it.
fn check_ends(file: &File, len: u64) -> std::io::Result<Result<(), FormatError>> {
    let kind = artifact::KIND.name;
    let behind = match signed_len(file, len)? {
        Ok(behind) => behind,
        Err(error) => return Ok(Err(error)),
    };
    let Some(payload) =
        len.checked_sub(SEAL_LEN as u64 + behind).filter(|len| *len >= ELF_MAGIC.len() as u64)
    else {
        return Ok(Err(FormatError::NoTrailer(kind)));
    };
    let (mut first, mut trailer) = (ELF_MAGIC, [0; SEAL_LEN]);
    file.read_exact_at(&mut first, 0)?;
    file.read_exact_at(&mut trailer, payload)?;
    let seal = match artifact::KIND.read_trailer(&trailer) {
        Err(error) => return Ok(Err(error)),
        Ok(seal) => seal,
    };
    let malformed = |what: String| Ok(Err(FormatError::Malformed { kind, what }));
    if seal.payload_len != payload {
        return Ok(Err(FormatError::Truncated { kind, found: payload, needed: seal.payload_len }));
    }
    if len > MOST_BYTES {
        return malformed(format!("its {len} bytes are over the limit of {MOST_BYTES}"));
    }
    if first != ELF_MAGIC {
        return malformed("not a readable ELF: it does not start as one".into());
    }
    Ok(Ok(()))
}

/// Bytes of who made the file, behind its seal.
fn signed_len(file: &File, len: u64) -> std::io::Result<Result<u64, FormatError>> {
    let Some(at) = len.checked_sub(BLOCK_LEN as u64) else { return Ok(Ok(0)) };
    let mut last = [0; BLOCK_LEN];
    file.read_exact_at(&mut last, at)?;
    Ok(tail_len(&last))
}

fn check_level(path: &Path, level: CpuLevel) -> Result<()> {
    let missing = level.missing_here();
    if missing.is_empty() {
        return Ok(());
    }
    Err(AgentError::Cpu { path: path.to_owned(), level, missing })
}

/// Maps all segments into one range, at the distances that they have in the file's own addresses;
/// also gives the file's address of the first byte.
fn map_code(file: &File, segments: &[Segment]) -> Result<(Mapping, u64), rustix::io::Errno> {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Err(rustix::io::Errno::INVAL);
    };
    let base = first.at.start;
    let span = last.at.end.next_multiple_of(HOST_PAGE) - base;
    let code = Mapping::anonymous(span as usize, Access::None, Sharing::Private)?;
    for segment in segments {
        let start = (segment.at.start - base) as usize;
        let end = (segment.at.end - base) as usize;
        // The last page's rest is whatever follows in the file; code does not look at it.
        let end = end.next_multiple_of(HOST_PAGE as usize);
        let access = match segment.holds {
            Holds::Constants => Access::Read,
            Holds::Code => Access::ReadExecute,
        };
        code.place_file(start..end, access, file, segment.offset)?;
    }
    Ok((code, base))
}
