//! Checks that a profile speaks of a module: same digest, same block hashes, and every function, edge,
//! path and site that it counts exists. What was resolved can be indexed without fear.

use preheat_formats::artifact::SiteKind;
use preheat_formats::profile::{FunctionProfile, Profile};
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::path_numbering::PathNumbering;
use preheat_passes::block_hash::{HASH_VERSION, block_hashes};
use preheat_passes::ir::{BlockId, Body, Callee, FuncId, Module, ValType};

use crate::error::ProfilerError;

/// A module and a profile of it that fit together.
#[derive(Debug, Clone, Copy)]
pub struct Resolved<'a> {
    module: &'a Module,
    profile: &'a Profile,
}

/// One function that was entered.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    pub func: FuncId,
    pub body: &'a Body,
    pub profile: &'a FunctionProfile,
}

/// Checks a profile against a module.
pub fn resolve<'a>(
    module: &'a Module,
    profile: &'a Profile,
) -> Result<Resolved<'a>, ProfilerError> {
    if profile.module != module.digest {
        let (profile, module) = (profile.module, module.digest);
        return Err(ProfilerError::WrongModule { profile, module });
    }
    if profile.hash_version != HASH_VERSION {
        let found = profile.hash_version;
        return Err(ProfilerError::HashVersion { found, supported: HASH_VERSION });
    }
    for (&func, function) in &profile.functions {
        fits(module, func, function).map_err(|what| ProfilerError::Misfit {
            func,
            name: function.name.clone(),
            what,
        })?;
    }
    Ok(Resolved { module, profile })
}

impl<'a> Resolved<'a> {
    pub fn module(&self) -> &'a Module {
        self.module
    }

    pub fn profile(&self) -> &'a Profile {
        self.profile
    }

    /// The functions that were entered, by index.
    pub fn functions(&self) -> impl Iterator<Item = Counted<'a>> + use<'a> {
        let module = self.module;
        self.profile.functions.iter().filter_map(move |(&func, profile)| {
            let body = module.funcs.get(func as usize)?.body.as_ref()?;
            Some(Counted { func: FuncId(func), body, profile })
        })
    }

    /// One function, if it was entered.
    pub fn function(&self, func: FuncId) -> Option<Counted<'a>> {
        let profile = self.profile.functions.get(&func.0)?;
        let body = self.module.funcs.get(func.index())?.body.as_ref()?;
        Some(Counted { func, body, profile })
    }
}

impl Counted<'_> {
    /// How often a block was run.
    pub fn count(&self, block: BlockId) -> u64 {
        self.profile.blocks.get(block.index()).map_or(0, |block| block.count)
    }

    /// How often an edge was taken.
    pub fn edge_count(&self, block: BlockId, slot: u32) -> u64 {
        self.profile.edges.get(&(block.0, slot)).map_or(0, |edge| edge.count)
    }

    /// Instructions that were run.
    pub fn instructions(&self) -> u64 {
        let blocks = self
            .body
            .block_ids()
            .map(|id| self.count(id).saturating_mul(self.body.block(id).size() as u64));
        blocks.fold(0, u64::saturating_add)
    }
}

fn fits(module: &Module, func: u32, counted: &FunctionProfile) -> Result<(), String> {
    let function = module.funcs.get(func as usize).ok_or("there is no such function")?;
    let body = function.body.as_ref().ok_or("that is an import")?;
    let hashes = block_hashes(module, body);
    if counted.blocks.len() != hashes.len() {
        return Err(format!("it has {} blocks, not {}", hashes.len(), counted.blocks.len()));
    }
    for (number, (block, hash)) in counted.blocks.iter().zip(&hashes).enumerate() {
        if block.hash != *hash {
            return Err(format!("block {number} has hash {hash}, not {}", block.hash));
        }
    }
    for (&(from, slot), edge) in &counted.edges {
        let block = body.blocks.get(from as usize).ok_or_else(|| no_block(from))?;
        let target = block.term.edges().nth(slot as usize).map(|edge| edge.block.0);
        if target != Some(edge.to) {
            return Err(format!("block {from} has no edge {slot} to block {}", edge.to));
        }
    }
    if let Some(paths) = &counted.paths {
        let total = PathNumbering::new(&Cfg::new(body)).map_or(0, |numbering| numbering.total());
        if paths.total != total {
            return Err(format!("it has {total} paths, not {}", paths.total));
        }
        if let Some((last, _)) = paths.counts.last_key_value().filter(|(last, _)| **last >= total) {
            return Err(format!("it has no path {last}"));
        }
    }
    counted.sites.keys().try_for_each(|(block, kind)| site_fits(body, *block, *kind))
}

fn site_fits(body: &Body, number: u32, kind: SiteKind) -> Result<(), String> {
    let block = body.blocks.get(number as usize).ok_or_else(|| no_block(number))?;
    let there = match kind {
        SiteKind::CallTarget { inst } => block
            .calls()
            .any(|(at, callee)| at == inst && matches!(callee, Callee::Indirect { .. })),
        SiteKind::Param { index } => {
            let param = block.params.get(index as usize).filter(|_| number == Body::ENTRY.0);
            param.is_some_and(|value| matches!(body.ty(*value), ValType::I32 | ValType::I64))
        }
        SiteKind::TripCount => true,
    };
    if there { Ok(()) } else { Err(format!("block {number} has no place for {kind:?}")) }
}

fn no_block(number: u32) -> String {
    format!("there is no block {number} in it")
}
