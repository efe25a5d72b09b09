//! An instance: an artifact's memory, tables and globals in place, ready to run.
//!
//! One reservation holds counters, header and memory 0 ([`preheat_formats::abi`]), and each further memory
//! has one of its own; most of them is address space only. Making an instance touches a few pages; the rest
//! comes from the file as it is used.
//!
//! An instance lives at fixed addresses and survives fork: that is how requests get theirs.

use std::ops::Range;
use std::ptr;
use std::sync::Arc;

use preheat_formats::Trap;
use preheat_formats::abi::{
    BUILTINS, HOST, MEMORY_BYTES, MemoryDescriptor, RESERVATION, STACK_LIMIT, Slot, UNWIND,
    WASM_PAGE,
};
use preheat_formats::artifact::FuncRecord;
use preheat_formats::artifact_index::MAX_PAGES;
use preheat_formats::imports;

use crate::artifact::Artifact;
use crate::builtins;
use crate::counting::Counts;
use crate::error::{AgentError, Result};
use crate::host::{BUILTIN_SP, Host, Unbound};
use crate::mapping::{Access, Mapping, Sharing};
use crate::memory::Memory;
use crate::stack::{self, WasmStack};
use crate::stop::Stop;
use crate::stop::TrapSite;
use crate::table::Table;
use crate::traps::{self, Armed};

/// See the module's documentation.
pub struct Instance {
    m: *mut u8,
    host: *mut Host,
    armed: Box<Armed>,
    stack: WasmStack,
    /// The reservations of the memories.
    _space: Vec<Mapping>,
    /// Last: the host points into it.
    artifact: Artifact,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Exit(u32),
    Trap { trap: Trap, function: Option<String> },
    Failed(String),
}

impl Instance {
    /// Sets everything up. `limit` bounds all memories together, in bytes; 0 is none.
    pub fn new(mut artifact: Artifact, limit: u64) -> Result<Instance> {
        traps::install()?;
        let meta = artifact.meta();
        artifact.check_memory_limit(limit)?;
        let mut host = Host::new(meta, limit)
            .map_err(|(index, unbound)| unbound_import(&artifact, index, unbound))?;
        if let Some(map) = artifact.counter_map()? {
            host.counts = Some(Arc::new(Counts::new(&map, meta)?));
        }

        let below = meta.layout.total_len() as usize;
        let first = map_space(&artifact, below)?;
        // SAFETY: inside the mapping.
        let m = unsafe { first.start().add(below) };
        let mut space = vec![first];
        let stack = WasmStack::new().map_err(AgentError::system("map a stack"))?;
        // SAFETY: the state below M was made accessible and is ours; nothing runs yet.
        unsafe {
            write_globals(&artifact, m);
            host.memories.all = make_memories(&artifact, m, &mut space)?;
            host.tables = make_tables(&artifact, m)?;
            take_segments(&artifact, &mut host);
        }
        artifact.close_file();
        // SAFETY: the bytes are a mapping that the artifact keeps, and it outlives the record.
        let trap_sites = unsafe { &*ptr::from_ref(artifact.trap_sites()) };
        let armed = Box::new(Armed {
            m: m as usize,
            memories: host.memories.all.clone(),
            text: artifact.text(),
            trap_sites,
            guard: stack.guard(),
            stack: stack.addresses(),
            site: None.into(),
        });
        let host = Box::into_raw(Box::new(host));
        // SAFETY: as above.
        unsafe {
            field::<*const builtins::Thunk>(m, BUILTINS).write(builtins::TABLE.as_ptr());
            field::<u64>(m, STACK_LIMIT).write(stack.limit() as u64);
            field::<*mut Host>(m, HOST).write(host);
        }
        Ok(Instance { m, host, armed, stack, _space: space, artifact })
    }

    pub fn artifact(&self) -> &Artifact {
        &self.artifact
    }

    pub fn host(&mut self) -> &mut Host {
        // SAFETY: made by `new`, dropped with us; code does not run while we are borrowed.
        unsafe { &mut *self.host }
    }

    /// Shared counts, if the artifact is instrumented.
    pub fn counts(&mut self) -> Option<Arc<Counts>> {
        self.host().counts.clone()
    }

    /// The counters in the instance header, shared with forked processes.
    pub fn counters(&self) -> &[std::sync::atomic::AtomicU64] {
        let layout = &self.artifact.meta().layout;
        // SAFETY: that many zero-initialised, 8-aligned counters start there, as long as we live.
        unsafe {
            std::slice::from_raw_parts(
                self.m.offset(layout.counters_start() as isize).cast(),
                layout.counters as usize,
            )
        }
    }

    /// Calls an entry; `slots` holds its arguments and takes its results.
    fn call(&mut self, entry: u32, slots: &mut [Slot]) -> Result<(), Stop> {
        let address = self.artifact.text().start + entry as usize;
        // SAFETY: entries were checked when the artifact was opened; the stack is ours and idle, the
        // armed record lives in a box of ours.
        let how = unsafe {
            field::<u64>(self.m, UNWIND).write(0);
            field::<u64>(self.m, BUILTIN_SP).write(0);
            *self.armed.site.get() = None;
            let _disarm = traps::arm(&self.armed);
            let top = self.stack.top() as *mut u8;
            stack::enter(self.m, slots.as_mut_ptr(), address as *const u8, top)
        };
        if how == stack::RETURNED {
            return Ok(());
        }
        // SAFETY: no code runs, so no handler writes.
        let site = unsafe { *self.armed.site.get() };
        Err(match (self.host().take_stop(), site) {
            (Some(stop), _) => stop,
            (None, Some(site)) => Stop::Trap(site),
            (None, None) => Stop::Failed("the program stopped without a reason".into()),
        })
    }

    /// Runs a WASI command from its beginning: the start function, then `_start`.
    pub fn run(&mut self) -> Ending {
        let meta = self.artifact.meta();
        if let Some(trap) = meta.instantiation_trap {
            return Ending::Trap { trap, function: None };
        }
        let start = meta.start;
        let command = match self.command() {
            Ok(entry) => entry,
            Err(error) => return Ending::Failed(error.to_string()),
        };
        let mut slots = [Slot(0)];
        let result = start.map_or(Ok(()), |entry| self.call(entry, &mut slots));
        match result.and_then(|()| self.call(command, &mut slots)) {
            Ok(()) => Ending::Exit(0),
            Err(Stop::Exit(code)) => Ending::Exit(code),
            Err(Stop::Failed(what)) => Ending::Failed(what),
            Err(Stop::Trap(site)) => {
                Ending::Trap { trap: site.trap, function: self.function_at(&site) }
            }
        }
    }

    /// Entry of `_start`, or why there is none.
    pub fn command(&self) -> Result<u32> {
        self.artifact
            .entry(imports::START, &imports::nothing())
            .ok_or_else(|| AgentError::NoStart { path: self.artifact.path.clone() })
    }

    /// Name of the wasm function at the site of a trap.
    fn function_at(&self, site: &TrapSite) -> Option<String> {
        let functions = self.artifact.functions().ok()?;
        let text = self.artifact.text();
        [site.pc, site.caller.wrapping_sub(1)].into_iter().find_map(|address| {
            let offset = text.contains(&address).then(|| (address - text.start) as u32)?;
            let record = function_of(&functions, offset)?;
            record.func.map(|_| record.name.clone())
        })
    }
}

/// The function that the code at an offset belongs to.
pub fn function_of(functions: &[FuncRecord], offset: u32) -> Option<&FuncRecord> {
    let after = functions.partition_point(|record| record.offset <= offset);
    let record = functions.get(after.checked_sub(1)?)?;
    (offset - record.offset < record.len).then_some(record)
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw` in `new`; nothing else frees it.
        drop(unsafe { Box::from_raw(self.host) });
    }
}

/// A field of the instance header.
unsafe fn field<T>(m: *mut u8, offset: i32) -> *mut T {
    // SAFETY: the caller passes an `M` with its header below.
    unsafe { m.offset(offset as isize).cast() }
}

const RESERVE: &str = "reserve 8 GiB of addresses for a memory";

/// The reservation of memory 0 with counters and state accessible.
fn map_space(artifact: &Artifact, below: usize) -> Result<Mapping> {
    let counters: Range<usize> = 0..artifact.meta().layout.counters_len() as usize;
    let make = || {
        let len = below + RESERVATION as usize;
        let space = Mapping::anonymous(len, Access::None, Sharing::Private)?;
        space.place_shared(counters.clone())?;
        space.protect(counters.end..below, Access::ReadWrite)?;
        Ok::<_, rustix::io::Errno>(space)
    };
    make().map_err(AgentError::system(RESERVE))
}

/// The memories with their initial content: the first in the reservation that is there, each other in a new
/// one.
///
/// # Safety
/// The state below `m` is writable; it and the reservations outlive the memories.
unsafe fn make_memories(
    artifact: &Artifact,
    m: *mut u8,
    space: &mut Vec<Mapping>,
) -> Result<Vec<Memory>> {
    let layout = &artifact.meta().layout;
    let mut memories = Vec::new();
    for (index, meta) in artifact.meta().memories.iter().enumerate() {
        let reserve = || Mapping::anonymous(RESERVATION as usize, Access::None, Sharing::Private);
        // SAFETY: fields of the state, as the caller promises; `m` lies in the first mapping.
        let (base, size) = unsafe {
            if index == 0 {
                (m, field::<u64>(m, MEMORY_BYTES))
            } else {
                space.push(reserve().map_err(AgentError::system(RESERVE))?);
                let base = space[index].start();
                let descriptor = field::<MemoryDescriptor>(m, layout.memory(index as u32));
                (*descriptor).base = base;
                (base, &raw mut (*descriptor).bytes)
            }
        };
        let initial = u64::from(meta.min) * WASM_PAGE;
        let at = base as usize - space[index].start() as usize;
        space[index]
            .protect(at..at + initial as usize, Access::ReadWrite)
            .map_err(AgentError::system("give memory to the program"))?;
        artifact.place_image(index, &space[index], at)?;
        // SAFETY: as above; what lies in the new memory is accessible as far as its size says.
        unsafe {
            size.write(initial);
            memories.push(Memory::new(base, size, meta.max.unwrap_or(MAX_PAGES).min(MAX_PAGES)));
        }
    }
    Ok(memories)
}

/// # Safety
/// The state below `m` is writable.
unsafe fn write_globals(artifact: &Artifact, m: *mut u8) {
    for (index, global) in artifact.meta().globals.iter().enumerate() {
        let offset = artifact.meta().layout.global(index as u32);
        // SAFETY: 16 aligned bytes of the state, as the caller promises.
        unsafe { field::<[u8; 16]>(m, offset).write(global.init.to_le_bytes()) };
    }
}

/// # Safety
/// The state below `m` is writable and outlives the tables.
unsafe fn make_tables(artifact: &Artifact, m: *mut u8) -> Result<Vec<Table>> {
    let meta = artifact.meta();
    let tables = meta.tables.iter().enumerate().map(|(index, table)| {
        let offset = meta.layout.table(index as u32);
        // SAFETY: as the caller promises.
        unsafe { Table::new(table, field(m, offset)) }.map_err(AgentError::system("map a table"))
    });
    let tables = tables.collect::<Result<Vec<_>>>()?;
    for run in &meta.entries {
        let start = run.offset as usize;
        let entries = &artifact.tables()[start..start + 8 * run.count as usize];
        // SAFETY: no code runs yet.
        unsafe { tables[run.table as usize].place(run.first, entries) };
    }
    Ok(tables)
}

/// # Safety
/// The artifact outlives the host.
unsafe fn take_segments(artifact: &Artifact, host: &mut Host) {
    let segments = artifact.segments();
    // SAFETY: the bytes are a mapping that the artifact keeps, and it outlives the host.
    let segments: &'static [u8] = unsafe { &*ptr::from_ref(segments) };
    for data in &artifact.meta().data {
        host.data.push(&segments[data.offset as usize..(data.offset + data.len) as usize]);
    }
    for elements in &artifact.meta().elements {
        let bytes = &segments[elements.offset as usize..(elements.offset + elements.len) as usize];
        let (entries, _) = bytes.as_chunks::<8>();
        host.elements.push(entries.iter().map(|entry| u64::from_le_bytes(*entry)).collect());
    }
}

fn unbound_import(artifact: &Artifact, index: usize, unbound: Unbound) -> AgentError {
    let path = artifact.path.clone();
    let import = &artifact.meta().imports[index];
    let (module, name) = (import.module.clone(), import.name.clone());
    match unbound {
        Unbound::Unknown => AgentError::UnknownImport { path, module, name },
        Unbound::Type(expected) => {
            let (found, expected) = (import.ty.to_string(), expected.to_string());
            AgentError::ImportType { path, module, name, found, expected }
        }
    }
}
