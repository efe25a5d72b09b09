//! The artifact: native code and data of one module for one processor level.
//!
//! An ELF64 shared object for x86-64 without dynamic section or relocations, followed by the trailer of
//! [`crate::seal`]. Loadable segments keep their distances, so that code reaches its constants; the
//! other sections are read where they lie in the file:
//!
//! | section | content |
//! |---|---|
//! | `.text` | code, PT_LOAD read+execute, page aligned; starts with 16 bytes that trap |
//! | `.rodata` | constants and jump tables, PT_LOAD read |
//! | `.preheat.image` | initial pages of linear memory, page aligned; see [`ImageRun`] |
//! | `.preheat.tables` | initial table entries that are not null, u64 little-endian; see [`EntryRun`] |
//! | `.preheat.segments` | bytes of passive data, then entries of passive elements (8-aligned) |
//! | `.preheat.meta` | [`Meta`], postcard |
//! | `.preheat.traps` | [`TrapSite`]s by ascending offset, 8 bytes each; only if there are any |
//! | `.preheat.funcs` | `Vec<`[`FuncRecord`]`>`, postcard, by ascending code offset; read only to explain |
//! | `.preheat.blocks` | `Vec<`[`FuncBlocks`]`>`, postcard: the block map |
//! | `.preheat.module` | the module itself, so that it can be compiled again |
//! | `.preheat.recipe` | [`crate::recipe::Recipe`], postcard: how to compile it again for another level; not in instrumented artifacts |
//! | `.preheat.counters` | [`CounterMap`], postcard, instrumented artifacts only |

use serde::{Deserialize, Serialize};

use crate::abi::InstanceLayout;
use crate::cpu::CpuLevel;
use crate::digest::Digest;
use crate::seal::Kind;
use crate::trap::Trap;
use crate::types::{FuncType, ValType};

pub const KIND: Kind = Kind { magic: *b"PREHEATA", version: 4, name: "artifact" };

/// How every ELF file starts.
pub const ELF_MAGIC: &[u8] = b"\x7fELF";

pub const TEXT: &str = ".text";
pub const RODATA: &str = ".rodata";
pub const IMAGE: &str = ".preheat.image";
pub const TABLES: &str = ".preheat.tables";
pub const SEGMENTS: &str = ".preheat.segments";
pub const META: &str = ".preheat.meta";
pub const TRAPS: &str = ".preheat.traps";
pub const FUNCS: &str = ".preheat.funcs";
pub const BLOCKS: &str = ".preheat.blocks";
pub const MODULE: &str = ".preheat.module";
pub const RECIPE: &str = ".preheat.recipe";
pub const DECISIONS: &str = ".preheat.decisions";
pub const COUNTERS: &str = ".preheat.counters";

/// Everything the agent needs before the first instruction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Digest of the module that this was compiled from.
    pub module: Digest,
    pub flavour: Flavour,
    pub level: CpuLevel,
    /// Program, version and settings that made it, for people.
    pub producer: String,
    pub layout: InstanceLayout,
    /// Imported functions, in order: the number of [`crate::abi::Builtin::HostCall`].
    pub imports: Vec<Import>,
    pub memories: Vec<MemoryMeta>,
    /// What `.preheat.image` holds.
    pub image: Vec<ImageRun>,
    pub globals: Vec<GlobalMeta>,
    pub tables: Vec<TableMeta>,
    /// What `.preheat.tables` holds. All other entries are null.
    pub entries: Vec<EntryRun>,
    /// Passive data segments (a dropped or active one is empty), ranges of `.preheat.segments`.
    pub data: Vec<SegmentRange>,
    /// Passive element segments, likewise; ranges in bytes, 8 per entry.
    pub elements: Vec<SegmentRange>,
    pub exports: Vec<Export>,
    /// Offset in `.text` of the entry of the start function.
    pub start: Option<u32>,
    /// Instantiation fails with this trap (an active segment that does not fit).
    pub instantiation_trap: Option<Trap>,
}

/// What was assumed when it was compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flavour {
    /// No profile.
    Generic,
    /// Compiled with the plan that has this digest.
    Specialised { plan: Digest },
    /// Counts what it does.
    Instrumented,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub module: String,
    pub name: String,
    pub ty: FuncType,
}

/// Limits in wasm pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryMeta {
    pub min: u32,
    pub max: Option<u32>,
}

/// A run of initial memory: `len` bytes at `offset` of `.preheat.image` go to `address` of a linear memory.
/// Address and length are whole host pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRun {
    pub memory: u32,
    pub address: u64,
    pub offset: u64,
    pub len: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlobalMeta {
    pub ty: ValType,
    pub mutable: bool,
    /// Initial value, low bytes first ([`crate::abi::Slot`]).
    pub init: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableMeta {
    pub min: u32,
    pub max: Option<u32>,
}

/// A run of initial entries: `count` of them, from byte `offset` of `.preheat.tables` on, go to a table from
/// its entry `first` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRun {
    pub table: u32,
    pub first: u32,
    pub count: u32,
    pub offset: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRange {
    pub offset: u64,
    pub len: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    pub name: String,
    pub item: ExportItem,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportItem {
    /// `entry` is the offset in `.text` of its entry.
    Func {
        ty: FuncType,
        entry: u32,
    },
    Memory(u32),
    Global(u32),
    Table(u32),
}

/// An instruction that raises a trap when it faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrapSite {
    /// Of the instruction, from the start of `.text`.
    pub offset: u32,
    pub trap: Trap,
}

impl TrapSite {
    /// Bytes of one in [`TRAPS`]: offset and number of the trap, each an u32, little-endian.
    pub const LEN: usize = 8;

    pub fn to_bytes(self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        bytes[..4].copy_from_slice(&self.offset.to_le_bytes());
        bytes[4..].copy_from_slice(&(self.trap as u32).to_le_bytes());
        bytes
    }
}

/// The trap that the instruction at an offset of `.text` raises, by the content of [`TRAPS`].
pub fn trap_at(sites: &[u8], offset: u32) -> Option<Trap> {
    let (sites, _) = sites.as_chunks::<{ TrapSite::LEN }>();
    let halves = |site: &[u8; TrapSite::LEN]| {
        let bits = u64::from_le_bytes(*site);
        (bits as u32, (bits >> 32) as u32)
    };
    let found = sites.binary_search_by_key(&offset, |site| halves(site).0).ok()?;
    Trap::from_code(u8::try_from(halves(&sites[found]).1).ok()?)
}

/// The compiler that made a piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tier {
    Cranelift,
    Llvm,
}

/// A piece of code that comes from one function. A function has several where others were inlined into
/// it, and others have pieces in it. Its first piece is where it starts, and is empty if its first
/// instruction comes from another function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuncRecord {
    /// From the start of `.text`, in bytes.
    pub offset: u32,
    pub len: u32,
    /// Index in the module; none for entries and other code of ours.
    pub func: Option<u32>,
    /// From the name section or an export; `func[N]` if it has none.
    pub name: String,
    /// None for support routines.
    pub tier: Option<Tier>,
}

/// Identity of a basic block: the first 16 bytes of a BLAKE3 over its canonical IR.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockHash(pub [u8; 16]);

impl std::fmt::Display for BlockHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for BlockHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// The blocks of one function; the position in the list is the block's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuncBlocks {
    pub func: u32,
    pub blocks: Vec<BlockRecord>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockRecord {
    pub hash: BlockHash,
    /// Where the block's code starts in the module, in bytes from its start.
    pub wasm_offset: u32,
    /// Instructions of the IR in it, terminator included.
    pub insts: u32,
}

/// How to read the counters of an instrumented artifact back into counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterMap {
    /// Version of the block hash.
    pub hash_version: u32,
    /// Number of counters in the instance header.
    pub counters: u32,
    /// Number of slots of [`crate::abi::Builtin::CountPath`].
    pub path_slots: u32,
    /// Every site of [`crate::abi::Builtin::CountValue`], by its number.
    pub sites: Vec<Site>,
    pub functions: Vec<FunctionCounters>,
}

/// A function is entered `entry` times; a block's count is the sum of the edges into it, plus `entry` for
/// block 0, which no edge enters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionCounters {
    pub func: u32,
    pub name: String,
    pub entry: u32,
    pub blocks: Vec<BlockHash>,
    pub edges: Vec<EdgeCounter>,
    pub paths: Option<PathCounters>,
}

/// `slot` is the position of the edge among its block's successors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeCounter {
    pub from: u32,
    pub slot: u32,
    pub to: u32,
    pub counter: u32,
}

/// Ball–Larus paths of a function: numbers 0 to `total` - 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathCounters {
    pub total: u64,
    pub store: PathStore,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PathStore {
    /// Path p has counter `first` + p.
    Counters { first: u32 },
    /// Counted by the agent in this slot.
    Slot(u32),
}

/// A place where values are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Site {
    pub func: u32,
    pub block: u32,
    pub kind: SiteKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SiteKind {
    /// The `inst`-th instruction of the block is an indirect call; values are function indices.
    CallTarget { inst: u32 },
    /// Value of a parameter at entry (integers as they are, zero-extended).
    Param { index: u32 },
    /// Iterations of the loop with this header, per entry of the loop.
    TripCount,
}
