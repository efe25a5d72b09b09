//! An instance: an artifact's code and the state that it works on, laid out as the contract says. How it
//! comes to be is in [`crate::load`], how its code is called in [`crate::call`].

use std::rc::Rc;

use preheat_formats::Trap;
use preheat_formats::abi::{self, MemoryDescriptor, Slot, TableDescriptor};
use preheat_formats::artifact::{self, CounterMap, Meta};
use preheat_formats::types::ValType;

use crate::artifact::Artifact;
use crate::mapping::Mapping;
use crate::memory::Memory;

/// A host function: reads its arguments from the slots and writes its results.
pub type HostFunction = Rc<dyn Fn(&mut Instance, &mut [Slot]) -> Result<(), Trap>>;

/// A host function that does not trap.
pub fn host(function: impl Fn(&mut Instance, &mut [Slot]) + 'static) -> HostFunction {
    Rc::new(move |instance, slots| {
        function(instance, slots);
        Ok(())
    })
}

/// An argument or a result, as bits.
pub type Bits = u128;

/// What code calls its agent through.
pub type BuiltinTable = [*const (); abi::BUILTIN_COUNT];

/// Code holds its address, so it stays in its box.
pub struct Instance {
    pub meta: Meta,
    pub(crate) code: Mapping,
    /// The artifact's list of instructions that are traps when they fault.
    pub(crate) traps: Vec<u8>,
    /// The first one lies above the instance header; it is there even if the module has none.
    pub(crate) memories: Vec<Memory>,
    pub(crate) tables: Vec<Vec<u64>>,
    pub(crate) data: Vec<Vec<u8>>,
    pub(crate) elements: Vec<Vec<u64>>,
    pub(crate) builtins: Box<BuiltinTable>,
    pub(crate) host: Vec<HostFunction>,
    /// What probes reported: site and value.
    pub values: Vec<(u32, u64)>,
    /// What probes reported: slot and path.
    pub paths: Vec<(u32, u64)>,
}

impl Instance {
    /// What every compiled function gets as its first argument.
    pub(crate) fn m(&self) -> *mut u8 {
        self.memories[0].base()
    }

    pub(crate) fn write<T>(&self, offset: i32, value: T) {
        // SAFETY: the layout's offsets lie in the header, which is mapped below m, and are aligned.
        unsafe { self.m().offset(offset as isize).cast::<T>().write(value) }
    }

    fn read<T>(&self, offset: i32) -> T {
        // SAFETY: as in `write`; it is only called for integers.
        unsafe { self.m().offset(offset as isize).cast::<T>().read() }
    }

    pub(crate) fn publish_table(&mut self, index: usize) {
        let table = &mut self.tables[index];
        let descriptor = TableDescriptor { entries: table.as_mut_ptr(), len: table.len() as u64 };
        self.write(self.meta.layout.table(index as u32), descriptor);
    }

    pub(crate) fn publish_memory(&mut self, index: usize) {
        let memory = &self.memories[index];
        if index == 0 {
            self.write(abi::MEMORY_BYTES, memory.len());
        } else {
            let descriptor = MemoryDescriptor { base: memory.base(), bytes: memory.len() };
            self.write(self.meta.layout.memory(index as u32), descriptor);
        }
    }

    /// Old size in pages, or none.
    pub(crate) fn grow_memory(&mut self, index: u32, delta: u32) -> Option<u32> {
        let old = self.memories[index as usize].grow(delta)?;
        self.publish_memory(index as usize);
        Some(old)
    }

    /// Old number of entries, or none.
    pub(crate) fn grow_table(&mut self, index: u32, value: u64, delta: u32) -> Option<u32> {
        let max = self.meta.tables[index as usize].max.unwrap_or(u32::MAX).min(MOST_ENTRIES);
        let entries = &mut self.tables[index as usize];
        let old = entries.len() as u32;
        let new = old.checked_add(delta).filter(|&new| new <= max)?;
        entries.resize(new as usize, value);
        self.publish_table(index as usize);
        Some(old)
    }

    /// The content of the first memory.
    pub fn memory(&mut self) -> &mut [u8] {
        self.memory_at(0)
    }

    pub fn memory_at(&mut self, index: u32) -> &mut [u8] {
        self.memories[index as usize].bytes()
    }

    /// The entries of a table, as the code has them.
    pub fn table(&mut self, index: u32) -> &mut [u64] {
        &mut self.tables[index as usize]
    }

    pub fn global(&self, index: u32) -> Bits {
        let bits: u128 = self.read(self.meta.layout.global(index));
        bits & mask(self.meta.globals[index as usize].ty)
    }

    /// Address of code by the name of its record.
    pub fn routine(&self, artifact: &Artifact, name: &str) -> *const u8 {
        let records = artifact.records();
        let record = records.iter().find(|record| record.name == name).expect("it has a record");
        self.code.at(record.offset as usize)
    }

    pub fn counter(&self, index: u32) -> u64 {
        self.read(self.meta.layout.counter(index))
    }

    pub fn counters(&self, map: &CounterMap) -> Vec<u64> {
        (0..map.counters).map(|index| self.counter(index)).collect()
    }

    /// The trap that the instruction at an address stands for.
    pub(crate) fn trap_at(&self, address: usize) -> Option<Trap> {
        if !self.code.contains(address) {
            return None;
        }
        let offset = (address - self.code.start() as usize) as u32;
        if let Some(trap) = artifact::trap_at(&self.traps, offset) {
            return Some(trap);
        }
        // SAFETY: the mapping is longer than its content, so that five bytes can be read.
        let bytes = unsafe { (address as *const [u8; 5]).read() };
        match bytes {
            [0x67, 0x0f, 0xb9, 0x40, code] => Trap::from_code(code),
            _ => None,
        }
    }

    /// The trap for an instruction's access to an address that is not accessible.
    pub(crate) fn trap_of_access(&self, at: usize, address: usize) -> Option<Trap> {
        let reserved = self.memories.iter().any(|memory| memory.reserves(address));
        (self.code.contains(at) && reserved).then_some(Trap::MemoryOutOfBounds)
    }
}

/// More than any test asks for.
const MOST_ENTRIES: u32 = 100_000;

pub(crate) fn mask(ty: ValType) -> u128 {
    match ty {
        ValType::I32 | ValType::F32 => u128::from(u32::MAX),
        ValType::V128 => u128::MAX,
        _ => u128::from(u64::MAX),
    }
}
