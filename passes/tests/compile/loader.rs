//! A small loader for artifacts, for tests only: maps one into this process, calls its entries, and
//! turns traps into values. The real one is the agent's.

use std::arch::{asm, global_asm};
use std::cell::Cell;
use std::ptr::null_mut;

use preheat_formats::abi::{self, Builtin, InstanceLayout, Slot, TableDescriptor};
use preheat_formats::artifact::{self, CounterMap, ExportItem, FuncRecord, Meta};
use preheat_formats::plan::Plan;
use preheat_formats::types::ValType;
use preheat_formats::{CpuLevel, Trap};
use preheat_passes::compile::{CompileError, CompileOptions, OptLevel, compile};
use preheat_passes::decode::decode;

/// A file of which the sections can be read.
pub struct Artifact {
    pub file: Vec<u8>,
    pub meta: Meta,
}

/// The settings that code is tried with: no optimisation, and each level at full optimisation.
pub fn settings() -> Vec<(OptLevel, CpuLevel)> {
    let here = CpuLevel::ALL.into_iter().filter(|level| level.missing_here().is_empty());
    let mut settings: Vec<_> = here.map(|level| (OptLevel::O3, level)).collect();
    settings.push((OptLevel::O0, CpuLevel::V2));
    settings
}

pub fn wasm(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

pub fn try_build(
    wasm: &[u8],
    opt: OptLevel,
    level: CpuLevel,
    plan: Option<&Plan>,
) -> Result<Vec<u8>, CompileError> {
    let module = decode(wasm).expect("the tests' modules are valid");
    let options = CompileOptions { level, opt, plan, counters: None, progress: &|_| {} };
    compile(&module, wasm, &options)
}

impl Artifact {
    pub fn build(text: &str, opt: OptLevel, level: CpuLevel) -> Artifact {
        Artifact::open(try_build(&wasm(text), opt, level, None).expect("it compiles"))
    }

    pub fn open(file: Vec<u8>) -> Artifact {
        artifact::KIND.strip_trailer(&file).expect("it has a trailer");
        let mut artifact = Artifact { file, meta: placeholder() };
        artifact.meta = artifact.decoded(artifact::META);
        artifact
    }

    pub fn elf(&self) -> goblin::elf::Elf<'_> {
        let payload = artifact::KIND.strip_trailer(&self.file).expect("checked when opened");
        goblin::elf::Elf::parse(payload).expect("it is ELF")
    }

    pub fn section(&self, name: &str) -> Option<&[u8]> {
        let elf = self.elf();
        let header = elf
            .section_headers
            .iter()
            .find(|header| elf.shdr_strtab.get_at(header.sh_name) == Some(name))?;
        Some(&self.file[header.file_range().expect("it has content")])
    }

    pub fn decoded<T: serde::de::DeserializeOwned>(&self, name: &str) -> T {
        let bytes = self.section(name).unwrap_or_else(|| panic!("it has {name}"));
        postcard::from_bytes(bytes).expect("it decodes")
    }

    pub fn records(&self) -> Vec<FuncRecord> {
        self.decoded(artifact::FUNCS)
    }
}

fn placeholder() -> Meta {
    Meta {
        module: preheat_formats::Digest([0; 32]),
        flavour: artifact::Flavour::Generic,
        level: CpuLevel::V2,
        producer: String::new(),
        layout: InstanceLayout { globals: 0, tables: 0, counters: 0 },
        imports: vec![],
        memory: None,
        image: vec![],
        globals: vec![],
        tables: vec![],
        data: vec![],
        elements: vec![],
        exports: vec![],
        start: None,
        instantiation_trap: None,
    }
}

/// A host function: reads its arguments from the slots and writes its results.
pub type HostFunction = fn(&mut Instance, &mut [Slot]);

pub struct Instance {
    pub meta: Meta,
    mapping: *mut u8,
    mapping_len: usize,
    m: *mut u8,
    code: *mut u8,
    code_len: usize,
    tables: Vec<Vec<u64>>,
    data: Vec<Vec<u8>>,
    elements: Vec<Vec<u64>>,
    builtins: Box<[*const (); abi::BUILTIN_COUNT]>,
    host: Vec<HostFunction>,
    /// What probes reported: site and value.
    pub values: Vec<(u32, u64)>,
    pub paths: Vec<(u32, u64)>,
}

/// An argument or a result, as bits.
pub type Bits = u128;

impl Instance {
    pub fn new(text: &str, opt: OptLevel, level: CpuLevel) -> Box<Instance> {
        Instance::load(&Artifact::build(text, opt, level), vec![])
    }

    pub fn load(artifact: &Artifact, host: Vec<HostFunction>) -> Box<Instance> {
        Instance::try_load(artifact, host).expect("the start function returns")
    }

    /// Fails with the trap of the start function.
    pub fn try_load(artifact: &Artifact, host: Vec<HostFunction>) -> Result<Box<Instance>, Trap> {
        assert_eq!(artifact.meta.instantiation_trap, None);
        let meta = artifact.meta.clone();
        let (code, code_len) = map_code(artifact);
        let below = meta.layout.total_len() as usize;
        let mapping_len = below + abi::RESERVATION as usize;
        let mapping = map(mapping_len, libc::PROT_NONE);
        // SAFETY: inside the mapping.
        let m = unsafe { mapping.add(below) };
        protect(mapping, below, libc::PROT_READ | libc::PROT_WRITE);
        let mut instance = Box::new(Instance {
            mapping,
            mapping_len,
            m,
            code,
            code_len,
            tables: vec![],
            data: vec![],
            elements: vec![],
            builtins: Box::new(BUILTINS),
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
        let segments = artifact.section(artifact::SEGMENTS).unwrap();
        let range = |range: &artifact::SegmentRange| {
            &segments[range.offset as usize..(range.offset + range.len) as usize]
        };
        self.data = meta.data.iter().map(|data| range(data).to_vec()).collect();
        self.elements = meta.elements.iter().map(|elem| words(range(elem))).collect();
        let tables = artifact.section(artifact::TABLES).unwrap();
        for table in &meta.tables {
            let start = table.offset as usize;
            self.tables.push(words(&tables[start..start + 8 * table.min as usize]));
        }
        let host = &raw mut *self as u64;
        // SAFETY: the layout's offsets lie in the header, which is mapped.
        unsafe {
            self.write(abi::BUILTINS, self.builtins.as_ptr() as u64);
            self.write(abi::HOST, host);
            for (index, global) in meta.globals.iter().enumerate() {
                let at = self.m.offset(meta.layout.global(index as u32) as isize);
                at.cast::<u128>().write(global.init);
            }
        }
        for index in 0..self.tables.len() {
            self.publish_table(index);
        }
        if let Some(memory) = &meta.memory {
            self.set_size(u64::from(memory.min) * abi::WASM_PAGE);
        }
        let image = artifact.section(artifact::IMAGE).unwrap();
        for run in &meta.image {
            let bytes = &image[run.offset as usize..(run.offset + run.len) as usize];
            self.memory()[run.address as usize..][..bytes.len()].copy_from_slice(bytes);
        }
    }

    /// # Safety
    /// The offset is one of the header.
    unsafe fn write(&self, offset: i32, value: u64) {
        // SAFETY: the header is mapped below m.
        unsafe { self.m.offset(offset as isize).cast::<u64>().write(value) }
    }

    fn read(&self, offset: i32) -> u64 {
        // SAFETY: the header is mapped below m.
        unsafe { self.m.offset(offset as isize).cast::<u64>().read() }
    }

    fn publish_table(&mut self, index: usize) {
        let table = &mut self.tables[index];
        let descriptor = TableDescriptor { entries: table.as_mut_ptr(), len: table.len() as u64 };
        // SAFETY: the header is mapped below m.
        unsafe {
            let at = self.m.offset(self.meta.layout.table(index as u32) as isize);
            at.cast::<TableDescriptor>().write(descriptor);
        }
    }

    fn set_size(&mut self, bytes: u64) {
        protect(self.m, bytes as usize, libc::PROT_READ | libc::PROT_WRITE);
        // SAFETY: MEMORY_BYTES is an offset of the header.
        unsafe { self.write(abi::MEMORY_BYTES, bytes) }
    }

    pub fn memory(&mut self) -> &mut [u8] {
        let len = self.read(abi::MEMORY_BYTES) as usize;
        // SAFETY: so much of the reservation is mapped.
        unsafe { std::slice::from_raw_parts_mut(self.m, len) }
    }

    pub fn global(&self, index: u32) -> Bits {
        let at = self.meta.layout.global(index);
        let mask = mask(self.meta.globals[index as usize].ty);
        // SAFETY: the header is mapped below m.
        mask & unsafe { self.m.offset(at as isize).cast::<u128>().read() }
    }

    /// Address of code by the name of its record.
    pub fn routine(&self, artifact: &Artifact, name: &str) -> *const u8 {
        let records = artifact.records();
        let record = records.iter().find(|record| record.name == name).expect("it has a record");
        // SAFETY: inside the mapped code.
        unsafe { self.code.add(record.offset as usize) }
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
        catch_signals();
        let start = self.m as usize;
        RESERVATION.set((start, start + abi::RESERVATION as usize));
        let mut saved = 0u64;
        SAVED.set(&raw mut saved);
        // SAFETY: the entry's address comes from the artifact; it keeps to the C convention.
        let code = unsafe {
            test_loader_call(self.code.add(entry as usize), self.m, slots.as_mut_ptr(), &mut saved)
        };
        match code {
            0 => Ok(()),
            code => Err(Trap::from_code(code as u8).expect("a trap's number")),
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: both were mapped by us, and nothing borrows them any more.
        unsafe {
            libc::munmap(self.mapping.cast(), self.mapping_len);
            libc::munmap(self.code.cast(), self.code_len);
        }
    }
}

fn mask(ty: ValType) -> u128 {
    match ty {
        ValType::I32 | ValType::F32 => u128::from(u32::MAX),
        ValType::V128 => u128::MAX,
        _ => u128::from(u64::MAX),
    }
}

fn words(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect()
}

fn map(len: usize, protection: i32) -> *mut u8 {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a new mapping wherever there is room.
    let at = unsafe { libc::mmap(null_mut(), len, protection, flags, -1, 0) };
    assert_ne!(at, libc::MAP_FAILED);
    at.cast()
}

fn protect(at: *mut u8, len: usize, protection: i32) {
    if len > 0 {
        // SAFETY: only called on parts of our own mappings.
        assert_eq!(unsafe { libc::mprotect(at.cast(), len, protection) }, 0);
    }
}

/// Copies the loadable segments; gives the address of `.text` and the mapped length.
fn map_code(artifact: &Artifact) -> (*mut u8, usize) {
    let elf = artifact.elf();
    let start = elf.program_headers[0].p_vaddr;
    let end = elf.program_headers.iter().map(|header| header.p_vaddr + header.p_memsz).max();
    let len = (end.unwrap() - start).next_multiple_of(abi::HOST_PAGE) as usize;
    let code = map(len, libc::PROT_READ | libc::PROT_WRITE);
    for header in &elf.program_headers {
        let bytes = &artifact.file[header.file_range()];
        // SAFETY: the segment lies inside the mapping just made.
        unsafe {
            let to = code.add((header.p_vaddr - start) as usize);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
        }
    }
    protect(code, len, libc::PROT_READ | libc::PROT_EXEC);
    (code, len)
}

// Calling and coming back.

thread_local! {
    static SAVED: Cell<*mut u64> = const { Cell::new(null_mut()) };
    static RESERVATION: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
    static STACK: SignalStack = SignalStack::install();
}

unsafe extern "C" {
    fn test_loader_call(entry: *mut u8, m: *mut u8, slots: *mut Slot, saved: *mut u64) -> u64;
    fn test_loader_back();
}

global_asm!(
    ".globl test_loader_call",
    "test_loader_call:",
    "push rbp",
    "push rbx",
    "push r12",
    "push r13",
    "push r14",
    "push r15",
    "sub rsp, 8",
    "mov [rcx], rsp",
    "mov rax, rdi",
    "mov rdi, rsi",
    "mov rsi, rdx",
    "call rax",
    "xor eax, eax",
    ".globl test_loader_back",
    "test_loader_back:",
    "add rsp, 8",
    "pop r15",
    "pop r14",
    "pop r13",
    "pop r12",
    "pop rbx",
    "pop rbp",
    "ret",
);

struct SignalStack(*mut u8);

const SIGNAL_STACK: usize = 65536;

impl SignalStack {
    fn install() -> SignalStack {
        let base = map(SIGNAL_STACK, libc::PROT_READ | libc::PROT_WRITE);
        let stack = libc::stack_t { ss_sp: base.cast(), ss_flags: 0, ss_size: SIGNAL_STACK };
        // SAFETY: the stack stays mapped until this thread has put another in its place.
        assert_eq!(unsafe { libc::sigaltstack(&stack, null_mut()) }, 0);
        SignalStack(base)
    }
}

impl Drop for SignalStack {
    fn drop(&mut self) {
        let none = libc::stack_t { ss_sp: null_mut(), ss_flags: libc::SS_DISABLE, ss_size: 0 };
        // SAFETY: switched off before it is unmapped.
        unsafe {
            libc::sigaltstack(&none, null_mut());
            libc::munmap(self.0.cast(), SIGNAL_STACK);
        }
    }
}

fn catch_signals() {
    STACK.with(|_| ());
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        for signal in [libc::SIGILL, libc::SIGSEGV, libc::SIGBUS] {
            // SAFETY: a zeroed action is valid; the handler has the type that SA_SIGINFO asks for.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                action.sa_sigaction = on_signal as *const () as usize;
                action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
                assert_eq!(libc::sigaction(signal, &action, null_mut()), 0);
            }
        }
    });
}

extern "C" fn on_signal(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::ucontext_t) {
    let saved = SAVED.get();
    // SAFETY: the kernel gives valid pointers; SAVED is set for as long as code runs.
    unsafe {
        let registers = &mut (*context).uc_mcontext.gregs;
        let at = registers[libc::REG_RIP as usize] as *const [u8; 5];
        let instruction = if signal == libc::SIGILL { at.read() } else { [0; 5] };
        let (start, end) = RESERVATION.get();
        let trap = match signal {
            libc::SIGILL if instruction[..4] == [0x67, 0x0f, 0xb9, 0x40] => instruction[4],
            libc::SIGILL => libc::abort(),
            _ if (start..end).contains(&((*info).si_addr() as usize)) => {
                Trap::MemoryOutOfBounds as u8
            }
            _ => Trap::StackOverflow as u8,
        };
        if saved.is_null() {
            libc::abort();
        }
        registers[libc::REG_RSP as usize] = *saved as i64;
        registers[libc::REG_RIP as usize] = test_loader_back as *const () as i64;
        registers[libc::REG_RAX as usize] = i64::from(trap);
    }
}

fn raise(trap: Trap) -> ! {
    // SAFETY: goes back to the innermost call of an entry; the frames in between own nothing.
    unsafe {
        asm!(
            "mov rsp, {saved}",
            "jmp {back}",
            saved = in(reg) *SAVED.get(),
            back = sym test_loader_back,
            in("rax") trap as u64,
            options(noreturn),
        )
    }
}

// The builtins.

const BUILTINS: [*const (); abi::BUILTIN_COUNT] = {
    let mut table = [std::ptr::null(); abi::BUILTIN_COUNT];
    table[Builtin::HostCall as usize] = host_call as *const ();
    table[Builtin::MemoryGrow as usize] = memory_grow as *const ();
    table[Builtin::MemoryCopy as usize] = memory_copy as *const ();
    table[Builtin::MemoryFill as usize] = memory_fill as *const ();
    table[Builtin::MemoryInit as usize] = memory_init as *const ();
    table[Builtin::DataDrop as usize] = data_drop as *const ();
    table[Builtin::TableGrow as usize] = table_grow as *const ();
    table[Builtin::TableCopy as usize] = table_copy as *const ();
    table[Builtin::TableInit as usize] = table_init as *const ();
    table[Builtin::ElemDrop as usize] = elem_drop as *const ();
    table[Builtin::TableFill as usize] = table_fill as *const ();
    table[Builtin::CountValue as usize] = count_value as *const ();
    table[Builtin::CountPath as usize] = count_path as *const ();
    table
};

/// # Safety
/// `m` is an instance's, and nothing else uses that instance now.
unsafe fn instance<'i>(m: *mut u8) -> &'i mut Instance {
    // SAFETY: the header holds the instance's address.
    unsafe { &mut **m.offset(abi::HOST as isize).cast::<*mut Instance>() }
}

macro_rules! builtin {
    ($name:ident($instance:ident $(, $arg:ident: $ty:ty)*) $(-> $result:ty)? $body:block) => {
        extern "C" fn $name(m: *mut u8 $(, $arg: $ty)*) $(-> $result)? {
            // SAFETY: code passes its own M, and waits for the builtin.
            let $instance = unsafe { instance(m) };
            $body
        }
    };
}

fn slice_of<T>(all: &mut [T], start: u32, len: u32, trap: Trap) -> &mut [T] {
    match all.get_mut(start as usize..).and_then(|rest| rest.get_mut(..len as usize)) {
        Some(slice) => slice,
        None => raise(trap),
    }
}

extern "C" fn host_call(m: *mut u8, import: u32, slots: *mut Slot) {
    // SAFETY: code passes its own M, and slots for every parameter and result.
    unsafe {
        let instance = instance(m);
        let ty = &instance.meta.imports[import as usize].ty;
        let count = ty.params.len().max(ty.results.len());
        let slots = std::slice::from_raw_parts_mut(slots, count);
        let (function, saved) = (instance.host[import as usize], SAVED.get());
        function(instance, slots);
        SAVED.set(saved);
    }
}

builtin!(memory_grow(instance, delta: u32) -> u32 {
    let Some(memory) = instance.meta.memory else { return u32::MAX };
    let old = (instance.memory().len() as u64 / abi::WASM_PAGE) as u32;
    match old.checked_add(delta) {
        Some(new) if new <= memory.max.unwrap_or(65536).min(65536) => {
            instance.set_size(u64::from(new) * abi::WASM_PAGE);
            old
        }
        _ => u32::MAX,
    }
});

builtin!(memory_copy(instance, dst: u32, src: u32, len: u32) {
    let memory = instance.memory();
    slice_of(memory, src, len, Trap::MemoryOutOfBounds);
    slice_of(memory, dst, len, Trap::MemoryOutOfBounds);
    memory.copy_within(src as usize..(src + len) as usize, dst as usize);
});

builtin!(memory_fill(instance, dst: u32, byte: u32, len: u32) {
    slice_of(instance.memory(), dst, len, Trap::MemoryOutOfBounds).fill(byte as u8);
});

builtin!(memory_init(instance, segment: u32, dst: u32, src: u32, len: u32) {
    let mut data = instance.data[segment as usize].clone();
    let from = slice_of(&mut data, src, len, Trap::MemoryOutOfBounds);
    slice_of(instance.memory(), dst, len, Trap::MemoryOutOfBounds).copy_from_slice(from);
});

builtin!(data_drop(instance, segment: u32) {
    instance.data[segment as usize].clear();
});

builtin!(table_grow(instance, table: u32, value: u64, delta: u32) -> u32 {
    let max = instance.meta.tables[table as usize].max.unwrap_or(u32::MAX);
    let entries = &mut instance.tables[table as usize];
    let old = entries.len() as u32;
    match old.checked_add(delta) {
        Some(new) if new <= max.min(100_000) => {
            entries.resize(new as usize, value);
            instance.publish_table(table as usize);
            old
        }
        _ => u32::MAX,
    }
});

builtin!(table_copy(instance, tables: u32, dst: u32, src: u32, len: u32) {
    let (to, from) = ((tables & 0xffff) as usize, (tables >> 16) as usize);
    let entries = slice_of(&mut instance.tables[from], src, len, Trap::TableOutOfBounds).to_vec();
    slice_of(&mut instance.tables[to], dst, len, Trap::TableOutOfBounds).copy_from_slice(&entries);
});

builtin!(table_init(instance, table: u32, segment: u32, dst: u32, src: u32, len: u32) {
    let from = slice_of(&mut instance.elements[segment as usize], src, len, Trap::TableOutOfBounds);
    let to = slice_of(&mut instance.tables[table as usize], dst, len, Trap::TableOutOfBounds);
    to.copy_from_slice(from);
});

builtin!(elem_drop(instance, segment: u32) {
    instance.elements[segment as usize].clear();
});

builtin!(table_fill(instance, table: u32, dst: u32, value: u64, len: u32) {
    let entries = &mut instance.tables[table as usize];
    slice_of(entries, dst, len, Trap::TableOutOfBounds).fill(value);
});

builtin!(count_value(instance, site: u32, value: u64) {
    instance.values.push((site, value));
});

builtin!(count_path(instance, slot: u32, path: u64) {
    instance.paths.push((slot, path));
});
