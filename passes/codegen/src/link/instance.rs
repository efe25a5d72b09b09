//! What an instance starts with: globals, tables and memory as the module's initialisers leave them,
//! worked out here so that the agent only maps and copies. Also the parts of an artifact that only
//! describe: imports, exports, the block map.

use std::collections::BTreeMap;

use preheat_formats::Trap;
use preheat_formats::abi::{FuncRef, HOST_PAGE, WASM_PAGE};
use preheat_formats::artifact::{
    self, BlockRecord, EntryRun, FuncBlocks, GlobalMeta, ImageRun, Import, MemoryMeta,
    SegmentRange, TableMeta,
};
use preheat_passes::block_hash::block_hashes;
use preheat_passes::ir::{Const, ConstExpr, DataKind, ElementKind, ExportItem, Module, Op};

use super::error::LinkError;
use super::linked::Linked;
use super::table_image::TableImage;

const PAGE: usize = HOST_PAGE as usize;

/// The pages of a memory that a segment touches, by number.
type Pages = BTreeMap<usize, Box<[u8; PAGE]>>;

pub(crate) struct InitialState {
    pub globals: Vec<GlobalMeta>,
    pub tables: Vec<u8>,
    pub entry_runs: Vec<EntryRun>,
    pub image_runs: Vec<ImageRun>,
    pub image: Vec<u8>,
    pub segments: Vec<u8>,
    pub data: Vec<SegmentRange>,
    pub elements: Vec<SegmentRange>,
    pub trap: Option<Trap>,
}

/// Runs the module's initialisers in the specification's order: globals, element segments, data
/// segments. The first segment that does not fit ends it with a trap.
pub(crate) fn initial_state(module: &Module, linked: &Linked) -> Result<InitialState, LinkError> {
    let constants = Constants::evaluate(module, linked)?;
    let mut tables = TableImage::default();
    let mut pages = vec![Pages::new(); module.memories.len()];
    let trap = constants
        .apply_elements(module, &mut tables)?
        .or_else(|| constants.apply_data(module, &mut pages));
    let (image_runs, image) = image(&pages);
    let (entry_runs, tables) = tables.finish();

    let mut state = InitialState {
        globals: constants.globals(module),
        tables,
        entry_runs,
        image_runs,
        image,
        segments: vec![],
        data: vec![],
        elements: vec![],
        trap,
    };
    for data in &module.data {
        let bytes: &[u8] = match data.kind {
            DataKind::Passive => &data.bytes,
            DataKind::Active { .. } => &[],
        };
        state.data.push(append(&mut state.segments, bytes));
    }
    state.segments.resize(state.segments.len().next_multiple_of(8), 0);
    for element in &module.elements {
        let bytes = match element.kind {
            ElementKind::Passive => constants.entries(&element.items)?,
            ElementKind::Active { .. } | ElementKind::Declared => vec![],
        };
        let bytes: Vec<u8> = bytes.iter().flat_map(|entry| entry.to_le_bytes()).collect();
        state.elements.push(append(&mut state.segments, &bytes));
    }
    Ok(state)
}

fn append(to: &mut Vec<u8>, bytes: &[u8]) -> SegmentRange {
    let range = SegmentRange { offset: to.len() as u64, len: bytes.len() as u64 };
    to.extend_from_slice(bytes);
    range
}

/// Values of constant expressions, as bits, low bytes first.
struct Constants<'l> {
    linked: &'l Linked,
    globals: Vec<u128>,
}

impl<'l> Constants<'l> {
    fn evaluate(module: &Module, linked: &'l Linked) -> Result<Constants<'l>, LinkError> {
        let mut constants = Constants { linked, globals: vec![] };
        for global in &module.globals {
            let value = constants.value(&global.init)?;
            constants.globals.push(value);
        }
        Ok(constants)
    }

    fn value(&self, expr: &ConstExpr) -> Result<u128, LinkError> {
        Ok(match *expr {
            ConstExpr::Const(Const::I32(bits) | Const::F32(bits)) => u128::from(bits),
            ConstExpr::Const(Const::I64(bits) | Const::F64(bits)) => u128::from(bits),
            ConstExpr::Const(Const::V128(bits)) => bits,
            ConstExpr::RefNull => u128::from(FuncRef::NULL.0),
            ConstExpr::RefFunc(func) => u128::from(self.linked.func_ref(func)?.0),
        })
    }

    fn globals(&self, module: &Module) -> Vec<GlobalMeta> {
        let values = self.globals.iter();
        let meta = |(global, &init): (&preheat_passes::ir::Global, _)| GlobalMeta {
            ty: global.ty,
            mutable: global.mutable,
            init,
        };
        module.globals.iter().zip(values).map(meta).collect()
    }

    fn entries(&self, items: &[ConstExpr]) -> Result<Vec<u64>, LinkError> {
        // References have 64 bits.
        items.iter().map(|item| Ok(self.value(item)? as u64)).collect()
    }

    /// Offset of an active segment; an i32.
    fn offset(&self, expr: &ConstExpr) -> Result<usize, LinkError> {
        Ok(self.value(expr)? as u32 as usize)
    }

    fn apply_elements(
        &self,
        module: &Module,
        tables: &mut TableImage,
    ) -> Result<Option<Trap>, LinkError> {
        for element in &module.elements {
            let ElementKind::Active { table, offset } = &element.kind else { continue };
            let (start, entries) = (self.offset(offset)?, self.entries(&element.items)?);
            if start + entries.len() > module.tables[table.index()].min as usize {
                return Ok(Some(Trap::TableOutOfBounds));
            }
            // It fits, so its place has 32 bits.
            tables.lay(*table, start as u32, entries.into_iter().map(FuncRef));
        }
        Ok(None)
    }

    /// Lays data segments over pages of zeros. Only pages that some segment touches exist.
    fn apply_data(&self, module: &Module, pages: &mut [Pages]) -> Option<Trap> {
        for data in &module.data {
            let DataKind::Active { memory, offset } = &data.kind else { continue };
            let size = u64::from(module.memories[memory.index()].min) * WASM_PAGE;
            // An offset is an i32, so it names no function and cannot fail.
            let start = self.offset(offset).unwrap_or(usize::MAX);
            if start.saturating_add(data.bytes.len()) as u64 > size {
                return Some(Trap::MemoryOutOfBounds);
            }
            let pages = &mut pages[memory.index()];
            let mut at = start;
            let mut rest = &data.bytes[..];
            while !rest.is_empty() {
                let within = at % PAGE;
                let (now, later) = rest.split_at(rest.len().min(PAGE - within));
                let page = pages.entry(at / PAGE).or_insert_with(|| Box::new([0; PAGE]));
                page[within..within + now.len()].copy_from_slice(now);
                at += now.len();
                rest = later;
            }
        }
        None
    }
}

/// Pages that are not all zero, neighbours joined to runs.
fn image(memories: &[Pages]) -> (Vec<ImageRun>, Vec<u8>) {
    let mut runs: Vec<ImageRun> = vec![];
    let mut bytes = vec![];
    for (memory, pages) in (0..).zip(memories) {
        for (&number, page) in pages.iter().filter(|(_, page)| page.iter().any(|&byte| byte != 0)) {
            let address = (number * PAGE) as u64;
            let offset = bytes.len() as u64;
            match runs.last_mut() {
                Some(run) if run.memory == memory && run.address + run.len == address => {
                    run.len += HOST_PAGE;
                }
                _ => runs.push(ImageRun { memory, address, offset, len: HOST_PAGE }),
            }
            bytes.extend_from_slice(&page[..]);
        }
    }
    (runs, bytes)
}

pub(crate) fn imports(module: &Module) -> Vec<Import> {
    let types = module.funcs.iter().map(|func| &module.types[func.ty.index()]);
    let import =
        |(import, ty): (&preheat_passes::ir::FuncImport, &preheat_passes::ir::FuncType)| Import {
            module: import.module.clone(),
            name: import.name.clone(),
            ty: ty.clone(),
        };
    module.imports.iter().zip(types).map(import).collect()
}

pub(crate) fn tables(module: &Module) -> Vec<TableMeta> {
    module.tables.iter().map(|table| TableMeta { min: table.min, max: table.max }).collect()
}

pub(crate) fn memories(module: &Module) -> Vec<MemoryMeta> {
    let meta =
        |memory: &preheat_passes::ir::Memory| MemoryMeta { min: memory.min, max: memory.max };
    module.memories.iter().map(meta).collect()
}

pub(crate) fn exports(
    module: &Module,
    linked: &Linked,
) -> Result<Vec<artifact::Export>, LinkError> {
    let export = |export: &preheat_passes::ir::Export| {
        let item = match export.item {
            ExportItem::Func(func) => artifact::ExportItem::Func {
                ty: module.func_type(func).clone(),
                entry: linked.entry(func)?,
            },
            ExportItem::Memory(memory) => artifact::ExportItem::Memory(memory.0),
            ExportItem::Global(global) => artifact::ExportItem::Global(global.0),
            ExportItem::Table(table) => artifact::ExportItem::Table(table.0),
        };
        Ok(artifact::Export { name: export.name.clone(), item })
    };
    module.exports.iter().map(export).collect()
}

/// Identity and place of every block. Probes are not counted: they are not the module's.
pub(crate) fn block_map(module: &Module) -> Vec<FuncBlocks> {
    use rayon::prelude::*;
    let bodies: Vec<_> = module.bodies().collect();
    let blocks = |(func, _, body): &(preheat_passes::ir::FuncId, _, &preheat_passes::ir::Body)| {
        let record = |(block, hash): (&preheat_passes::ir::Block, _)| BlockRecord {
            hash,
            wasm_offset: block.wasm_offset,
            insts: 1 + block.insts.iter().filter(|inst| !matches!(inst.op, Op::Probe(_))).count()
                as u32,
        };
        let blocks = body.blocks.iter().zip(block_hashes(module, body)).map(record).collect();
        FuncBlocks { func: func.0, blocks }
    };
    bodies.par_iter().map(blocks).collect()
}
