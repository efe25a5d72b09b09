//! The contract between compiled code and the agent that runs it: calling convention, the instance
//! header, and the agent's builtins. System V x86-64 throughout.
//!
//! **The instance.** One mapping. `M`, the address of byte 0 of linear memory 0, is the first argument of
//! every compiled function, and wasm parameters follow in order. One result returns in a register as in C. A
//! function with several has a parameter more, directly after `M`: a pointer to one [`Slot`] for each result,
//! to which it writes them. At and above `M` lie 8 GiB + 64 KiB of reserved addresses, of which the current
//! memory is accessible; since an effective address is at most 2³³ + 16, no access can leave the reservation,
//! and one past the current size faults. Below `M`, at fixed negative offsets, lies the *instance header*;
//! its fixed part is below ([`MEMORY_BYTES`] and the other offsets), the rest depends on the module
//! ([`InstanceLayout`]). Every further memory has a reservation of the same size elsewhere; the header says
//! where ([`MemoryDescriptor`]).
//!
//! **Tail calls.** In an artifact whose module has tail calls, wasm functions call each other by a convention
//! of their emitter in which a tail call needs no stack; so one emitter compiles all of it. In others the
//! convention is C's, and functions of different emitters call each other. Entries are always C's.
//!
//! **Traps.** Compiled code raises a trap with `ud1 code(%eax), %eax` (bytes `67 0F B9 40 code`, LLVM's
//! `llvm.ubsantrap`), where code is a [`crate::Trap`]; or with an instruction that always or sometimes faults
//! (`ud2`, a division) and is listed in the artifact ([`crate::artifact::TRAPS`]). A fault inside a
//! reservation is `MemoryOutOfBounds`, one in the stack's guard page is `StackOverflow`.
//!
//! **Entries.** For each exported function (and the start function) the artifact has an *entry*:
//! `extern "C" fn(M, slots: *mut Slot)`, which reads its arguments from `slots[0..params]` and
//! writes its results to `slots[0..results]`.
//!
//! **Builtins.** Code calls the agent through the table whose address is in the header at
//! [`BUILTINS`]: `call [table + 8 * builtin]`. Every builtin takes `M` first, uses only register
//! arguments, and may end the request instead of returning (trap or exit).

use serde::{Deserialize, Serialize};

/// WebAssembly's page size.
pub const WASM_PAGE: u64 = 65536;
/// Addresses reserved from `M` upwards.
pub const RESERVATION: u64 = (8 << 30) + WASM_PAGE;
/// Host page size; segments, counters and images are aligned to it.
pub const HOST_PAGE: u64 = 4096;

/// Offset from `M`: current size of memory 0 in bytes, u64.
pub const MEMORY_BYTES: i32 = -8;
/// Offset from `M`: address of the builtin table.
pub const BUILTINS: i32 = -16;
/// Offset from `M`: lowest stack address at which a builtin may still be called, u64.
pub const STACK_LIMIT: i32 = -24;
/// Offset from `M`: the agent's own pointer.
pub const HOST: i32 = -32;
/// Offset from `M`: the agent's stack pointer at the entry, u64.
pub const SAVED_SP: i32 = -40;
/// Offset from `M`: non-zero when a builtin asks to end the request instead of returning, u64.
pub const UNWIND: i32 = -48;
/// Bytes below `M` that hold the fixed part of the header.
pub const FIXED_HEADER: u32 = 256;

/// An argument or result of an entry or of a host call: 16 bytes, little-endian, narrow values in
/// the low bytes, the rest unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(16))]
pub struct Slot(pub u128);

/// A function reference as code sees it, also the content of a funcref table entry: bits 0–31 are the
/// offset of the function's code from the start of `.text` (never 0), bits 32–63 the artifact's
/// type number. 0 is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(transparent)]
pub struct FuncRef(pub u64);

impl FuncRef {
    pub const NULL: FuncRef = FuncRef(0);

    pub fn new(code_offset: u32, type_number: u32) -> FuncRef {
        FuncRef(u64::from(code_offset) | u64::from(type_number) << 32)
    }
}

/// A table as code sees it: 16 bytes in the instance header.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct TableDescriptor {
    /// The entries, 8 bytes each: [`FuncRef`] bits or externref bits.
    pub entries: *mut u64,
    /// Current number of entries.
    pub len: u64,
}

/// A memory other than the first, as code sees it: 16 bytes in the instance header.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct MemoryDescriptor {
    /// Address of its byte 0, the same for as long as the instance lives.
    pub base: *mut u8,
    /// Current size in bytes.
    pub bytes: u64,
}

/// What code may ask of the agent. The number is the index in the builtin table. All values are
/// passed as C `u64`, `u32` or pointers in the order given, after `M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Builtin {
    /// `(import: u32, slots: *mut Slot)`: calls the import-th imported function.
    HostCall = 0,
    /// `(memory: u32, delta: u32) -> u32`: memory.grow in wasm pages; old size, or -1.
    MemoryGrow = 1,
    /// `(memories: u32, dst: u32, src: u32, len: u32)`; memories = dst memory | src memory << 16; may
    /// trap.
    MemoryCopy = 2,
    /// `(memory: u32, dst: u32, byte: u32, len: u32)`; may trap.
    MemoryFill = 3,
    /// `(memory: u32, segment: u32, dst: u32, src: u32, len: u32)`; may trap.
    MemoryInit = 4,
    /// `(segment: u32)`.
    DataDrop = 5,
    /// `(table: u32, value: u64, delta: u32) -> u32`: old size, or -1.
    TableGrow = 6,
    /// `(tables: u32, dst: u32, src: u32, len: u32)`; tables = dst table | src table << 16; may trap.
    TableCopy = 7,
    /// `(table: u32, segment: u32, dst: u32, src: u32, len: u32)`; may trap.
    TableInit = 8,
    /// `(segment: u32)`.
    ElemDrop = 9,
    /// `(table: u32, dst: u32, value: u64, len: u32)`; may trap.
    TableFill = 10,
    /// Instrumented code only. `(site: u32, value: u64)`: one more occurrence of value at a site.
    CountValue = 11,
    /// Instrumented code only. `(slot: u32, path: u64)`: one more run of a path.
    CountPath = 12,
    /// `(a: u32, b: u32, c: u32) -> u32`: bits of the f32 `a * b + c`, rounded once. For processors without
    /// FMA.
    Fma32 = 13,
    /// `(a: u64, b: u64, c: u64) -> u64`: the same for f64.
    Fma64 = 14,
}

/// Number of entries in the builtin table.
pub const BUILTIN_COUNT: usize = 15;

/// Where a module's own state lies below `M`. From `M` downwards: the fixed header, globals (16 bytes each,
/// first nearest to `M`), tables (16 bytes each, likewise), memories from the second on (likewise), padding
/// to a host page; then counters (8 bytes each, ascending, starting on a host page) and padding to a host
/// page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceLayout {
    pub globals: u32,
    pub tables: u32,
    /// All memories of the module, the first included.
    pub memories: u32,
    pub counters: u32,
}

impl InstanceLayout {
    /// Offset from `M` of global `index`, 16-aligned.
    pub fn global(&self, index: u32) -> i32 {
        debug_assert!(index < self.globals);
        -((FIXED_HEADER + 16 * (index + 1)) as i32)
    }

    /// Offset from `M` of the descriptor of table `index`.
    pub fn table(&self, index: u32) -> i32 {
        debug_assert!(index < self.tables);
        -((FIXED_HEADER + 16 * (self.globals + index + 1)) as i32)
    }

    /// Offset from `M` of the descriptor of memory `index`, which is not the first.
    pub fn memory(&self, index: u32) -> i32 {
        debug_assert!(0 < index && index < self.memories);
        -((FIXED_HEADER + 16 * (self.globals + self.tables + index)) as i32)
    }

    /// Offset from `M` of counter `index`, an u64.
    pub fn counter(&self, index: u32) -> i32 {
        self.counters_start() + 8 * index as i32
    }

    /// Offset from `M` of the first counter; host page aligned.
    pub fn counters_start(&self) -> i32 {
        -((self.state_len() + self.counters_len()) as i32)
    }

    /// Bytes of header, globals, tables and memories, whole host pages.
    pub fn state_len(&self) -> u64 {
        let descriptors =
            u64::from(self.globals) + u64::from(self.tables) + u64::from(self.memories.max(1) - 1);
        (u64::from(FIXED_HEADER) + 16 * descriptors).next_multiple_of(HOST_PAGE)
    }

    /// Bytes of counters, whole host pages.
    pub fn counters_len(&self) -> u64 {
        (8 * u64::from(self.counters)).next_multiple_of(HOST_PAGE)
    }

    /// Bytes below `M` in all, whole host pages.
    pub fn total_len(&self) -> u64 {
        self.state_len() + self.counters_len()
    }
}
