//! Loading an artifact: code is mapped, and state made as the artifact says that it starts.

use preheat_formats::Trap;
use preheat_formats::{abi, artifact};

use crate::activation::stack_limit;
use crate::artifact::Artifact;
use crate::builtins::TABLE;
use crate::instance::{HostFunction, Instance};
use crate::mapping::{Access, Mapping};
use crate::memory::Memory;
use crate::settings::Setting;

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
            builtins: Box::new(TABLE),
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
