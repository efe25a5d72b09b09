//! What an artifact file holds, and which inputs give none.

use preheat_codegen::compile::{CompileError, CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::artifact::{self, EntryRun, Flavour, ImageRun, SegmentRange};
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_formats::{CpuLevel, Digest, Trap};
use preheat_loader::*;
use preheat_passes::decode::decode;
use preheat_passes::transform::Selection;

const PROGRAM: &str = r#"(module
    (import "env" "log" (func $log (param i32)))
    (memory (export "memory") 2 3)
    (table 4 8 funcref)
    (global (mut i64) (i64.const -2))
    (global f32 (f32.const nan:0x200000))
    (elem (i32.const 1) $twice $log)
    (elem $passive funcref (ref.func $twice) (ref.null func))
    (data (i32.const 4090) "across two pages")
    (data (i32.const 12288) "\00\00")
    (data (i32.const 20480) "last")
    (data $passive "later")
    (func $twice (export "twice") (param i32) (result i32)
        (call $log (local.get 0))
        (i32.mul (local.get 0) (i32.const 2)))
    (func (export "init")
        (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 5))
        (table.init $passive (i32.const 0) (i32.const 0) (i32.const 2)))
)"#;

fn artifact() -> Artifact {
    Artifact::build(PROGRAM, Setting::new(OptLevel::O2, CpuLevel::V2))
}

#[test]
fn is_elf_that_needs_no_relocation() {
    let artifact = artifact();
    let elf = artifact.elf();
    assert!(elf.is_64 && elf.little_endian && elf.dynamic.is_none());
    assert_eq!(elf.header.e_type, goblin::elf::header::ET_DYN);
    assert_eq!(elf.header.e_machine, goblin::elf::header::EM_X86_64);
    assert!(elf.shdr_relocs.is_empty());
    let flags: Vec<u32> = elf.program_headers.iter().map(|header| header.p_flags).collect();
    assert_eq!(flags, [5, 4], "read+execute, read");
    for header in &elf.program_headers {
        assert_eq!((header.p_offset, header.p_vaddr), (header.p_vaddr, header.p_paddr));
        assert_eq!(header.p_vaddr % 4096, 0);
        assert!(header.p_filesz > 0 && header.p_filesz == header.p_memsz);
    }
}

#[test]
fn has_its_sections_and_no_others() {
    let artifact = artifact();
    let elf = artifact.elf();
    let names: Vec<_> = elf
        .section_headers
        .iter()
        .map(|header| elf.shdr_strtab.get_at(header.sh_name).unwrap())
        .collect();
    let expected = [
        "",
        artifact::TEXT,
        artifact::RODATA,
        artifact::IMAGE,
        artifact::TABLES,
        artifact::SEGMENTS,
        artifact::META,
        artifact::FUNCS,
        artifact::BLOCKS,
        artifact::MODULE,
        artifact::RECIPE,
        ".strtab",
        ".symtab",
        ".shstrtab",
    ];
    assert_eq!(names, expected);
    let image = elf.section_headers.iter().find(|header| header.sh_offset % 4096 == 0);
    assert!(image.is_some());
    for header in elf.section_headers.iter().filter(|header| header.sh_type == 1) {
        assert_eq!(header.sh_offset % 4096, 0, "sections of ours can be mapped");
    }
    assert_eq!(artifact.section(artifact::MODULE).unwrap(), wasm(PROGRAM));
    assert_eq!(&artifact.section(artifact::TEXT).unwrap()[..5], [0x67, 0x0f, 0xb9, 0x40, 8]);
}

#[test]
fn says_what_an_instance_starts_with() {
    let artifact = artifact();
    let meta = &artifact.meta;
    assert_eq!(meta.module, Digest::of(&wasm(PROGRAM)));
    assert_eq!((meta.flavour, meta.level), (Flavour::Generic, CpuLevel::V2));
    assert!(meta.producer.contains("LLVM 22") && meta.producer.contains("O2"));
    assert_eq!((meta.layout.globals, meta.layout.tables, meta.layout.counters), (2, 1, 0));
    assert_eq!(meta.imports[0].name, "log");
    let memory = meta.memories[0];
    assert_eq!((memory.min, memory.max), (2, Some(3)));
    assert_eq!(meta.globals[0].init, u128::from(-2i64 as u64));
    assert_eq!(meta.globals[1].init, 0x7fa0_0000, "a signalling NaN, as it was");
    let data: Vec<SegmentRange> = meta.data.clone();
    assert_eq!(data.iter().map(|data| data.len).collect::<Vec<_>>(), [0, 0, 0, 5]);
    assert_eq!(meta.elements.iter().map(|elem| elem.len).collect::<Vec<_>>(), [0, 16]);
    assert_eq!(meta.elements[1].offset % 8, 0);
    assert_eq!((meta.start, meta.instantiation_trap), (None, None));
}

/// Pages of zeros are not stored, and neighbours are one run.
#[test]
fn stores_only_pages_with_content() {
    let artifact = artifact();
    let runs = [
        ImageRun { memory: 0, address: 0, offset: 0, len: 8192 },
        ImageRun { memory: 0, address: 20480, offset: 8192, len: 4096 },
    ];
    assert_eq!(artifact.meta.image, runs);
    let image = artifact.section(artifact::IMAGE).unwrap();
    assert_eq!(image.len(), 12288);
    assert_eq!(&image[4090..4106], b"across two pages");
    assert_eq!(&image[8192..8196], b"last");
}

#[test]
fn tables_hold_references_to_code() {
    let artifact = artifact();
    let tables = artifact.section(artifact::TABLES).unwrap();
    let entries: Vec<u64> =
        tables.chunks(8).map(|entry| u64::from_le_bytes(entry.try_into().unwrap())).collect();
    // The first and the last of four are null.
    assert_eq!(artifact.meta.entries, [EntryRun { table: 0, first: 1, count: 2, offset: 0 }]);
    assert_eq!((artifact.meta.tables[0].min, entries.len()), (4, 2));
    let records = artifact.records();
    for (entry, name) in [(entries[0], "twice"), (entries[1], "env.log")] {
        let record = records.iter().find(|record| record.offset == entry as u32).unwrap();
        assert_eq!(record.name, name);
    }
    assert_ne!(entries[0] >> 32, entries[1] >> 32, "they have different types");
}

#[test]
fn records_name_all_code() {
    let artifact = artifact();
    let records = artifact.records();
    let mut end = 16;
    for record in &records {
        assert!(record.offset >= end && record.len > 0, "{record:?} overlaps");
        end = record.offset + record.len;
    }
    assert!(end as usize <= artifact.section(artifact::TEXT).unwrap().len());
    for name in ["twice", "init", "env.log", "entry of twice", "entry of init", "memmove"] {
        assert!(records.iter().any(|record| record.name == name), "no record of {name}");
    }
    let elf = artifact.elf();
    let symbols = elf.syms.iter().skip(1).map(|symbol| elf.strtab.get_at(symbol.st_name).unwrap());
    assert!(symbols.eq(records.iter().map(|record| record.name.as_str())));
}

#[test]
fn a_name_may_hold_a_zero_byte() {
    let text = r#"(module (func (export "a\00b")))"#;
    let artifact = Artifact::build(text, Setting::new(OptLevel::O3, CpuLevel::V2));
    assert!(artifact.records().iter().any(|record| record.name == "a\0b"));
}

#[test]
fn a_module_may_be_empty() {
    let artifact = Artifact::build("(module)", Setting::new(OptLevel::O3, CpuLevel::V2));
    assert_eq!(artifact.elf().program_headers.len(), 2);
    Instance::load(&artifact, vec![]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let program = format!("(module {})", many_functions(400));
    let bytes = wasm(&program);
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| try_build(&bytes, Setting::new(OptLevel::O1, CpuLevel::V3), None).unwrap())
    };
    let one = with_threads(1);
    assert!(one == with_threads(3), "the number of threads shows in the artifact");
    assert!(one == with_threads(1), "two compilations differ");
}

/// Enough code for several units.
fn many_functions(count: usize) -> String {
    let function = |number: usize| {
        let callee = (number + 1) % count;
        let steps = "(local.set 0 (i32.mul (local.get 0) (local.get 0)))".repeat(30);
        format!(
            "(func $f{number} (export \"f{number}\") (param i32) (result i32) {steps}
                (if (local.get 0) (then (local.set 0 (call $f{callee} (i32.const 0)))))
                (i32.add (local.get 0) (i32.const {number})))"
        )
    };
    (0..count).map(function).collect()
}

/// Elements are applied before data, each segment whole or not at all.
#[test]
fn a_segment_that_does_not_fit_is_a_trap() {
    let trap = |text| {
        let artifact = Artifact::build(text, Setting::PLAIN);
        (artifact.meta.instantiation_trap, artifact.meta.image.len())
    };
    let late = r#"(module (memory 1) (data (i32.const 0) "x") (data (i32.const 65535) "xy"))"#;
    assert_eq!(trap(late), (Some(Trap::MemoryOutOfBounds), 1));
    let both = r#"(module (memory 1) (table 1 funcref) (func $f)
        (data (i32.const 65536) "x") (elem (i32.const 1) $f))"#;
    assert_eq!(trap(both), (Some(Trap::TableOutOfBounds), 0));
    let empty = r#"(module (memory 1) (data (i32.const 65537) ""))"#;
    assert_eq!(trap(empty), (Some(Trap::MemoryOutOfBounds), 0));
    let edge = r#"(module (memory 1) (data (i32.const 65536) ""))"#;
    assert_eq!(trap(edge), (None, 0));
}

#[test]
fn refuses_bytes_of_another_module() {
    let module = decode(&wasm("(module)")).unwrap();
    let options = CompileOptions {
        processor: None,
        backend: Backend::Llvm,
        level: CpuLevel::V2,
        opt: OptLevel::O0,
        plan: None,
        steps: Selection::ALL,
        counters: None,
        progress: &|_| {},
        timings: &Timings::default(),
    };
    let error = compile(&module, &wasm("(module (func))"), &options).unwrap_err();
    assert!(matches!(error, CompileError::OtherModule { .. }), "{error}");
}

#[test]
fn refuses_a_table_that_would_fill_the_disk() {
    let bytes = wasm("(module (table 4000000000 funcref))");
    let error = try_build(&bytes, Setting::PLAIN, None).unwrap_err();
    assert!(matches!(error, CompileError::TableTooLarge { entries: 4_000_000_000, .. }), "{error}");
}
