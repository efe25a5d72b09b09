//! How much machine code an ELF file holds: artifacts and native programs alike.

use object::Object;
use object::read::ObjectSegment;

/// The size of the segments that can be executed. None if it is not an ELF file.
pub fn code_bytes(file: &[u8]) -> Option<u64> {
    let file = object::File::parse(file).ok()?;
    let executable = |flags| match flags {
        object::SegmentFlags::Elf { p_flags, .. } => p_flags.contains(object::elf::PF_X),
        _ => false,
    };
    let segments = file.segments().filter(|segment| executable(segment.flags()));
    Some(segments.filter_map(|segment| segment.data().ok()).map(|data| data.len() as u64).sum())
}
