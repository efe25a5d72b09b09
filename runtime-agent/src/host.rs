//! The agent's side of an instance: what its builtins and host functions work on, and how a request
//! asks to end. Compiled code reaches it through [`preheat_formats::abi::HOST`].

use std::sync::Arc;

use preheat_formats::Trap;
use preheat_formats::abi::{HOST, Slot, UNWIND};
use preheat_formats::artifact::{ExportItem, Import, Meta};
use preheat_formats::imports;
use preheat_formats::types::FuncType;

use crate::counting::Counts;
use crate::marks::Marks;
use crate::memory::Memories;
use crate::stop::{Stop, TrapSite};
use crate::table::Table;
use crate::wasi::{self, Wasi};

/// Offset from `M` of the stack pointer of the last builtin call; ours, in the fixed header.
pub const BUILTIN_SP: i32 = -56;

/// What to do at the warm point; returns in the process that goes on with the program.
pub type WarmPoint = Box<dyn FnOnce(&mut Host) -> Result<(), Stop>>;

/// See the module's documentation.
pub struct Host {
    pub memories: Memories,
    pub tables: Vec<Table>,
    /// Passive data segments; dropped ones are empty.
    pub data: Vec<&'static [u8]>,
    pub elements: Vec<Vec<u64>>,
    /// Instrumented artifacts only.
    pub counts: Option<Arc<Counts>>,
    pub wasi: Option<Wasi>,
    pub warm_point: Option<WarmPoint>,
    pub marks: Marks,
    imports: Vec<HostFunction>,
    /// The memory that WASI works on: the one exported as "memory".
    wasi_memory: usize,
    stop: Option<Stop>,
}

/// What an import is bound to.
#[derive(Clone, Copy)]
enum HostFunction {
    Wasi(&'static wasi::Function),
    /// `bench.start`: what follows is to be timed.
    MarkStart,
    /// `bench.end`
    MarkEnd,
    /// `preheat.ready`: the warm point.
    Ready,
}

/// Why an import cannot be bound.
pub enum Unbound {
    Unknown,
    Type(FuncType),
}

impl Host {
    pub fn new(meta: &Meta, limit: u64) -> Result<Host, (usize, Unbound)> {
        let bind = |(index, import)| bind(import).map_err(|unbound| (index, unbound));
        Ok(Host {
            memories: Memories { all: Vec::new(), limit },
            tables: Vec::new(),
            data: Vec::new(),
            elements: Vec::new(),
            counts: None,
            wasi: None,
            warm_point: None,
            marks: Marks::default(),
            imports: meta.imports.iter().enumerate().map(bind).collect::<Result<_, _>>()?,
            wasi_memory: exported_memory(meta),
            stop: None,
        })
    }

    /// The host of a running instance.
    ///
    /// # Safety
    /// `m` is the `M` of an instance whose code has called us and waits; no other reference is in use.
    pub unsafe fn of<'a>(m: *mut u8) -> &'a mut Host {
        // SAFETY: the header below M holds the pointer that `Instance` put there.
        unsafe { &mut **m.offset(HOST as isize).cast::<*mut Host>() }
    }

    /// Ends the request when the current builtin returns.
    pub fn end(&mut self, m: *mut u8, stop: Stop) {
        self.stop = Some(stop);
        // SAFETY: the header lies below M.
        unsafe { *m.offset(UNWIND as isize).cast::<u64>() = 1 };
    }

    /// Ends the request with a trap at the place from which the current builtin was called.
    pub fn trap(&mut self, m: *mut u8, trap: Trap) {
        // SAFETY: the thunk stored its stack pointer, at which its return address lies.
        let back = unsafe {
            let sp = *m.offset(BUILTIN_SP as isize).cast::<*const usize>();
            if sp.is_null() { 0 } else { *sp }
        };
        self.end(m, Stop::Trap(TrapSite { trap, pc: back.saturating_sub(1), caller: 0 }));
    }

    pub fn take_stop(&mut self) -> Option<Stop> {
        self.stop.take()
    }

    /// Calls an imported function.
    ///
    /// # Safety
    /// As for [`Host::of`]; `slots` has room for the function's parameters and results.
    pub unsafe fn call(&mut self, import: u32, slots: *mut Slot) -> Result<(), Stop> {
        if let Some(counts) = &self.counts {
            counts.host_calls.count(import);
        }
        let function = match self.imports[import as usize] {
            HostFunction::MarkStart => {
                self.marks.start();
                return Ok(());
            }
            HostFunction::MarkEnd => {
                self.marks.end();
                return Ok(());
            }
            HostFunction::Ready => return self.reach_warm_point(),
            HostFunction::Wasi(function) => function,
        };
        let mut args = [Slot(0); wasi::MAX_PARAMS];
        let args = &mut args[..function.params.len()];
        for (index, arg) in args.iter_mut().enumerate() {
            // SAFETY: the caller promises that many slots.
            *arg = unsafe { *slots.add(index) };
        }
        let bytes: &mut [u8] = match self.memories.all.get(self.wasi_memory) {
            // SAFETY: code waits, and the slice ends with this call.
            Some(memory) => unsafe { memory.bytes() },
            None => &mut [],
        };
        if self.warm_point.is_some() && wasi::waits_for_stdin(function, bytes, args) {
            self.reach_warm_point()?;
        }
        let Some(wasi) = &mut self.wasi else {
            return Err(Stop::Failed("the program called WASI before it was set up".into()));
        };
        if let Some(result) = wasi.call(function, bytes, args)? {
            // SAFETY: the caller promises room for the result.
            unsafe { *slots = Slot(u128::from(result as u32)) };
        }
        Ok(())
    }

    fn reach_warm_point(&mut self) -> Result<(), Stop> {
        match self.warm_point.take() {
            Some(warm_point) => warm_point(self),
            None => Ok(()),
        }
    }
}

/// A module without that export is given its first memory.
fn exported_memory(meta: &Meta) -> usize {
    let exported = meta.exports.iter().find_map(|export| match export.item {
        ExportItem::Memory(index) if export.name == "memory" => Some(index as usize),
        _ => None,
    });
    exported.unwrap_or(0)
}

fn bind(import: &Import) -> Result<HostFunction, Unbound> {
    let (module, name) = (import.module.as_str(), import.name.as_str());
    let expected = imports::offered(module, name).ok_or(Unbound::Unknown)?;
    if import.ty != expected {
        return Err(Unbound::Type(expected));
    }
    match (module, name) {
        ("bench", "start") => Ok(HostFunction::MarkStart),
        ("bench", "end") => Ok(HostFunction::MarkEnd),
        ("preheat", "ready") => Ok(HostFunction::Ready),
        (_, name) => wasi::find(name).map(HostFunction::Wasi).ok_or(Unbound::Unknown),
    }
}
