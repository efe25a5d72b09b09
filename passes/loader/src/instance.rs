//! An instance: an artifact's code and the state that it works on, laid out as the contract says.

use std::rc::Rc;

use preheat_formats::Trap;
use preheat_formats::abi::{self, MemoryDescriptor, Slot, TableDescriptor};
use preheat_formats::artifact::{self, CounterMap, ExportItem, Meta};
use preheat_formats::types::ValType;

use crate::activation::{enter, stack_limit};
use crate::artifact::Artifact;
use crate::builtins;
use crate::mapping::{Access, Mapping};
use crate::memory::Memory;
use crate::settings::Setting;

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

/// Code holds its address, so it stays in its box.
pub struct Instance {
    pub meta: Meta,
    code: Mapping,
    /// The artifact's list of instructions that are traps when they fault.
    traps: Vec<u8>,
    /// The first one lies above the instance header; it is there even if the module has none.
    memories: Vec<Memory>,
    tables: Vec<Vec<u64>>,
    pub(crate) data: Vec<Vec<u8>>,
    pub(crate) elements: Vec<Vec<u64>>,
    builtins: Box<builtins::Table>,
    pub(crate) host: Vec<HostFunction>,
    /// What probes reported: site and value.
    pub values: Vec<(u32, u64)>,
    /// What probes reported: slot and path.
    pub paths: Vec<(u32, u64)>,
}

impl Instance {
    pub fn new(text: &str, setting: Setting) -> Box<Instance> {
        Instance::load(&Artifact::build(text, setting), vec![])
    }

    pub fn load(artifact: &Artifact, host: Vec<HostFunction>) -> Box<Instance> {
        Instance::try_load(artifact, host).expect("the start function returns")
    }

    /// Fails with the trap of the start function.
    pub fn try_load(artifact: &Artifact, host: Vec<HostFunction>) -> Result<Box<Instance>, Trap> {
        let meta = artifact.meta.clone();
        assert_eq!(meta.instantiation_trap, None);
        assert_eq!(meta.imports.len(), host.len(), "a host function for each import");
        let below = meta.layout.total_len() as usize;
        let first = meta.memories.first().map_or((0, Some(0)), |memory| (memory.min, memory.max));
        let mut memories = vec![Memory::new(below, first.0, first.1)];
        let others = meta.memories.iter().skip(1);
        memories.extend(others.map(|memory| Memory::new(0, memory.min, memory.max)));
        let mut instance = Box::new(Instance {
            code: map_code(artifact),
            traps: artifact.section(artifact::TRAPS).unwrap_or_default().to_vec(),
            memories,
            tables: vec![],
            data: vec![],
            elements: vec![],
            builtins: Box::new(builtins::TABLE),
            host,
            values: vec![],
            paths: vec![],
            meta,
        });
        instance.initialize(artifact);
        if let Some(start) = instance.meta.start {
            instance.enter(start, &mut [])?;
        }
        Ok(instance)
    }

    fn initialize(&mut self, artifact: &Artifact) {
        let meta = self.meta.clone();
        let segments = artifact.section(artifact::SEGMENTS).expect("every artifact has it");
        let range = |range: &artifact::SegmentRange| {
            &segments[range.offset as usize..(range.offset + range.len) as usize]
        };
        self.data = meta.data.iter().map(|data| range(data).to_vec()).collect();
        self.elements = meta.elements.iter().map(|elem| words(range(elem))).collect();
        let tables = artifact.section(artifact::TABLES).expect("every artifact has it");
        self.tables = meta.tables.iter().map(|table| vec![0; table.min as usize]).collect();
        for run in &meta.entries {
            let entries = words(&tables[run.offset as usize..][..8 * run.count as usize]);
            self.tables[run.table as usize][run.first as usize..][..entries.len()]
                .copy_from_slice(&entries);
        }
        let this = &raw mut *self as u64;
        self.write(abi::BUILTINS, self.builtins.as_ptr() as u64);
        self.write(abi::STACK_LIMIT, stack_limit());
        self.write(abi::HOST, this);
        for (index, global) in meta.globals.iter().enumerate() {
            self.write(meta.layout.global(index as u32), global.init);
        }
        for index in 0..self.tables.len() {
            self.publish_table(index);
        }
        for index in 0..self.memories.len() {
            self.publish_memory(index);
        }
        let image = artifact.section(artifact::IMAGE).expect("every artifact has it");
        for run in &meta.image {
            let bytes = &image[run.offset as usize..(run.offset + run.len) as usize];
            self.memory_at(run.memory)[run.address as usize..][..bytes.len()]
                .copy_from_slice(bytes);
        }
    }

    /// What every compiled function gets as its first argument.
    fn m(&self) -> *mut u8 {
        self.memories[0].base()
    }

    fn write<T>(&self, offset: i32, value: T) {
        // SAFETY: the layout's offsets lie in the header, which is mapped below m, and are aligned.
        unsafe { self.m().offset(offset as isize).cast::<T>().write(value) }
    }

    fn read<T>(&self, offset: i32) -> T {
        // SAFETY: as in `write`; it is only called for integers.
        unsafe { self.m().offset(offset as isize).cast::<T>().read() }
    }

    fn publish_table(&mut self, index: usize) {
        let table = &mut self.tables[index];
        let descriptor = TableDescriptor { entries: table.as_mut_ptr(), len: table.len() as u64 };
        self.write(self.meta.layout.table(index as u32), descriptor);
    }

    fn publish_memory(&mut self, index: usize) {
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

    /// Calls an exported function.
    pub fn call(&mut self, name: &str, args: &[Bits]) -> Result<Vec<Bits>, Trap> {
        let export = self.meta.exports.iter().find(|export| export.name == name);
        let item = &export.unwrap_or_else(|| panic!("no export {name}")).item;
        let ExportItem::Func { ty, entry } = item.clone() else { panic!("{name} is no function") };
        assert_eq!(ty.params.len(), args.len());
        let mut slots = vec![Slot(u128::MAX); ty.params.len().max(ty.results.len())];
        for (slot, &arg) in slots.iter_mut().zip(args) {
            *slot = Slot(arg);
        }
        self.enter(entry, &mut slots)?;
        Ok(ty.results.iter().zip(slots).map(|(&ty, slot)| slot.0 & mask(ty)).collect())
    }

    /// The one result of a call.
    pub fn call1(&mut self, name: &str, args: &[Bits]) -> Result<Bits, Trap> {
        self.call(name, args).map(|results| results[0])
    }

    fn enter(&mut self, entry: u32, slots: &mut [Slot]) -> Result<(), Trap> {
        let (code, m) = (self.code.at(entry as usize), self.m());
        // SAFETY: the entry is one of the artifact's, and the callers bring its slots.
        unsafe { enter(self, code, m, slots.as_mut_ptr()) }
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

fn mask(ty: ValType) -> u128 {
    match ty {
        ValType::I32 | ValType::F32 => u128::from(u32::MAX),
        ValType::V128 => u128::MAX,
        _ => u128::from(u64::MAX),
    }
}

fn words(bytes: &[u8]) -> Vec<u64> {
    let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("8 bytes"));
    bytes.chunks_exact(8).map(word).collect()
}

/// Copies the loadable segments to where they keep their distances; `.text` comes first.
fn map_code(artifact: &Artifact) -> Mapping {
    let elf = artifact.elf();
    let start = elf.program_headers[0].p_vaddr;
    let end = elf.program_headers.iter().map(|header| header.p_vaddr + header.p_memsz).max();
    let len = end.expect("it has code") - start;
    // A byte more, so that what looks at an instruction finds five bytes.
    let code = Mapping::new((len + 8).next_multiple_of(abi::HOST_PAGE) as usize, Access::Write);
    for header in &elf.program_headers {
        let bytes = &artifact.file[header.file_range()];
        let at = code.at((header.p_vaddr - start) as usize);
        // SAFETY: the segment lies inside the mapping just made.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len()) };
    }
    code.protect(0, (len + 8).next_multiple_of(abi::HOST_PAGE) as usize, Access::Execute);
    code
}
