//! What LLVM may know about memory: the regions that a wasm instance consists of never overlap, and
//! some of them never change. Told as type-based alias metadata, one scalar type per region.

use inkwell::context::Context;
use inkwell::values::{InstructionValue, InstructionValueError, MetadataValue};
use preheat_passes::ir::Region;

/// The access tags of one LLVM context.
pub(super) struct AliasTags<'ctx> {
    /// By region.
    tags: [MetadataValue<'ctx>; Region::ALL.len()],
    tbaa: u32,
    invariant_load: u32,
    nothing: MetadataValue<'ctx>,
}

impl<'ctx> AliasTags<'ctx> {
    pub fn new(context: &'ctx Context) -> AliasTags<'ctx> {
        let zero = context.i64_type().const_zero();
        let root = context.metadata_node(&[context.metadata_string("preheat").into()]);
        let tags = Region::ALL.map(|region| {
            let name = context.metadata_string(region.name());
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
        access.set_metadata(self.tags[region as usize], self.tbaa)?;
        if region == Region::Constant {
            access.set_metadata(self.nothing, self.invariant_load)?;
        }
        Ok(())
    }
}
