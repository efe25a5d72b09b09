//! What LLVM may know about memory: the regions that a wasm instance consists of never overlap, and
//! some of them never change. Told as type-based alias metadata, one scalar type per region.

use inkwell::context::Context;
use inkwell::values::{InstructionValue, InstructionValueError, MetadataValue};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// Linear memory.
    Memory,
    /// The word that holds the current size of linear memory.
    MemorySize,
    Globals,
    /// Address and length of tables.
    TableDescriptors,
    TableEntries,
    Counters,
    /// Arguments and results of entries and host calls.
    Slots,
    /// What stays the same from the first instruction on: the builtin table, constants.
    Constant,
}

const REGIONS: [(Region, &str); 8] = [
    (Region::Memory, "memory"),
    (Region::MemorySize, "memory size"),
    (Region::Globals, "globals"),
    (Region::TableDescriptors, "table descriptors"),
    (Region::TableEntries, "table entries"),
    (Region::Counters, "counters"),
    (Region::Slots, "slots"),
    (Region::Constant, "constant"),
];

/// The access tags of one LLVM context.
pub(super) struct AliasTags<'ctx> {
    tags: [MetadataValue<'ctx>; REGIONS.len()],
    tbaa: u32,
    invariant_load: u32,
    nothing: MetadataValue<'ctx>,
}

impl<'ctx> AliasTags<'ctx> {
    pub fn new(context: &'ctx Context) -> AliasTags<'ctx> {
        let zero = context.i64_type().const_zero();
        let root = context.metadata_node(&[context.metadata_string("preheat").into()]);
        let tags = REGIONS.map(|(_, name)| {
            let name = context.metadata_string(name);
            let region = context.metadata_node(&[name.into(), root.into(), zero.into()]);
            context.metadata_node(&[region.into(), region.into(), zero.into()])
        });
        AliasTags {
            tags,
            tbaa: context.get_kind_id("tbaa"),
            invariant_load: context.get_kind_id("invariant.load"),
            nothing: context.metadata_node(&[]),
        }
    }

    /// Marks a load or store as one of `region`.
    pub fn mark(
        &self,
        access: InstructionValue<'ctx>,
        region: Region,
    ) -> Result<(), InstructionValueError> {
        let index = REGIONS.iter().position(|(other, _)| *other == region);
        let index = index.expect("REGIONS lists every region");
        access.set_metadata(self.tags[index], self.tbaa)?;
        if region == Region::Constant {
            access.set_metadata(self.nothing, self.invariant_load)?;
        }
        Ok(())
    }
}
