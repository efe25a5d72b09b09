//! Random valid modules with everything that Preheat supports, which end: `wasm-smith` makes them from a
//! seed. Shapes that it hardly ever makes have generators of their own.

use arbitrary::Unstructured;
use wasm_smith::{Config, MemoryOffsetChoices, Module};

use crate::nan::canonicalize;
use crate::random::Random;

/// How much of a module there may be. Smaller sizes of the same seed are tried when one does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub funcs: usize,
    pub instructions: usize,
    /// Of random input to the generator.
    pub bytes: usize,
}

/// Loop rounds and calls of an instance before it traps.
const FUEL: u32 = 500;

/// What modules may import.
const IMPORTS: &str = r#"(module
    (import "host" "nothing" (func))
    (import "host" "number" (func (param i32) (result i64)))
    (import "host" "many" (func (param f64 i32 i64 f32) (result i32 f64)))
    (import "host" "vector" (func (param v128 i32) (result v128)))
    (import "host" "extern" (func (param externref) (result externref i32)))
    (import "host" "long" (func (param i32 i64 i32 i64 i32 i64 i32 i64 i32 i64) (result i64 i64 i64 i64)))
)"#;

/// The size that a seed has by itself.
pub fn size_of(seed: u64) -> Size {
    let mut random = Random::new(seed, "size");
    Size {
        funcs: 1 + random.below(8) as usize,
        instructions: random.pick(&[20, 60, 120, 250]),
        bytes: random.pick(&[1 << 10, 4 << 10, 16 << 10]),
    }
}

/// The sizes to try when a module differs, the smallest first. A seed gives another module at another size,
/// so that this is a search, not a descent.
pub fn smaller(seed: u64) -> Vec<Size> {
    let original = size_of(seed);
    let mut sizes = vec![];
    for bytes in [128, 256, 512, 1 << 10, 4 << 10] {
        for instructions in [3, 6, 12, 25, 50, 100] {
            for funcs in [1, 2, 4] {
                sizes.push(Size { funcs, instructions, bytes });
            }
        }
    }
    sizes.retain(|size| {
        size.bytes <= original.bytes
            && size.instructions <= original.instructions
            && size.funcs <= original.funcs
    });
    sizes
}

/// The module of a seed.
pub fn module(seed: u64, size: Size) -> Vec<u8> {
    let mut random = Random::new(seed, "module");
    // The generator may give up on what it was given, rarely.
    loop {
        let bytes = random.bytes(size.bytes);
        let mut input = Unstructured::new(&bytes);
        if let Ok(mut module) = Module::new(config(seed, size), &mut input) {
            module.ensure_termination(FUEL).expect("no body is made of invalid bytes");
            return canonicalize(&module.to_bytes());
        }
    }
}

fn config(seed: u64, size: Size) -> Config {
    let mut random = Random::new(seed, "config");
    let simd = random.percent(60);
    Config {
        available_imports: Some(wat_of_imports()),
        export_everything: true,
        // What bits a NaN has is not part of the semantics. It leaves some out; `nan` does the rest.
        canonicalize_nans: true,
        disallow_traps: random.percent(60),
        allow_floats: random.percent(90),
        simd_enabled: simd,
        relaxed_simd_enabled: simd && random.percent(60),
        tail_call_enabled: random.percent(35),
        bulk_memory_enabled: true,
        reference_types_enabled: random.percent(80),
        multi_value_enabled: random.percent(80),
        extended_const_enabled: true,
        saturating_float_to_int_enabled: true,
        sign_extension_ops_enabled: true,
        max_funcs: size.funcs + 8,
        min_funcs: 1,
        max_instructions: size.instructions,
        max_imports: 8,
        max_types: 12,
        max_globals: 8,
        max_memories: random.pick(&[1, 1, 2, 3]),
        min_memories: random.pick(&[0, 1, 1, 1]),
        max_memory32_bytes: 20 << 16,
        memory_max_size_required: true,
        memory_offset_choices: MemoryOffsetChoices(94, 5, 1),
        max_tables: random.pick(&[0, 1, 2]),
        max_table_elements: 40,
        table_max_size_required: true,
        max_data_segments: 6,
        max_element_segments: 6,
        max_elements: 12,
        const_expr_fuel: 6,
        generate_custom_sections: false,
        // Not supported.
        exceptions_enabled: false,
        gc_enabled: false,
        memory64_enabled: false,
        threads_enabled: false,
        compact_imports_enabled: false,
        custom_page_sizes_enabled: false,
        custom_descriptors_enabled: false,
        wide_arithmetic_enabled: false,
        shared_everything_threads_enabled: false,
        ..Config::default()
    }
}

fn wat_of_imports() -> Vec<u8> {
    preheat_loader::wasm(IMPORTS)
}
