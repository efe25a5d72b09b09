//! Linear memory: every width of load and store, bounds, growth, and loops that become calls of the
//! copying routines.

use preheat_formats::Trap;
use preheat_formats::abi::WASM_PAGE;
use preheat_formats::artifact;
use preheat_loader::*;
use preheat_passes::ir::{LoadOp, StoreOp, ValType};
use proptest::prelude::*;

/// Bytes in memory, and whether the sign fills the rest.
fn width(name: &str, whole: usize) -> (usize, bool) {
    let access = name.rsplit_once("load").or(name.rsplit_once("store")).unwrap().1;
    let bits: String = access.chars().take_while(char::is_ascii_digit).collect();
    (bits.parse().map_or(whole, |bits: usize| bits / 8), name.ends_with("_s"))
}

fn size(ty: ValType) -> usize {
    if matches!(ty, ValType::I32 | ValType::F32) { 4 } else { 8 }
}

fn accesses(offset: u32) -> String {
    let load = |op: &LoadOp| {
        let (name, result) = (op.name(), op.result());
        format!(
            r#"(func (export "{name}") (param i32) (result {result})
                ({name} offset={offset} (local.get 0)))
            (func (export "{name} unused") (param i32) (drop ({name} offset={offset} (local.get 0))))"#
        )
    };
    let store = |op: &StoreOp| {
        let (name, operand) = (op.name(), op.operand());
        format!(
            r#"(func (export "{name}") (param i32 {operand})
                ({name} offset={offset} (local.get 0) (local.get 1)))"#
        )
    };
    let functions: String =
        LoadOp::ALL.iter().map(load).chain(StoreOp::ALL.iter().map(store)).collect();
    format!("(module (memory 1) {functions})")
}

#[test]
fn loads_and_stores_of_every_width() {
    for setting in settings() {
        for offset in [0, 3, 4096, 65530, 0x7fff_ffff, u32::MAX] {
            let mut instance = Instance::new(&accesses(offset), setting);
            for (at, byte) in instance.memory().iter_mut().enumerate() {
                *byte = (at * 37 + at / 256) as u8 | 0x80;
            }
            for addr in [0, 1, 5, 1000, 65528, 65529, 65535, 65536, 0x8000_0000, u32::MAX] {
                check_accesses(&mut instance, addr, offset);
            }
        }
    }
}

fn check_accesses(instance: &mut Instance, addr: u32, offset: u32) {
    let start = addr as usize + offset as usize;
    let before = instance.memory().to_vec();
    for op in LoadOp::ALL {
        let whole = size(op.result());
        let (bytes, signed) = width(op.name(), whole);
        let expected =
            before.get(start..start + bytes).ok_or(Trap::MemoryOutOfBounds).map(|found| {
                let mut value = [if signed && found[bytes - 1] >= 0x80 { 0xff } else { 0 }; 8];
                value[..bytes].copy_from_slice(found);
                value[whole..].fill(0);
                u128::from(u64::from_le_bytes(value))
            });
        let found = instance.call1(op.name(), &[addr.into()]);
        assert_eq!(found, expected, "{} at {addr}+{offset}", op.name());
        let unused = instance.call(&format!("{} unused", op.name()), &[addr.into()]);
        assert_eq!(unused.map(|_| ()), expected.map(|_| ()), "{} unused", op.name());
    }
    for op in StoreOp::ALL {
        let (bytes, _) = width(op.name(), size(op.operand()));
        let value = 0x7ff4_5678_7fa0_def1u64;
        let outcome = instance.call(op.name(), &[addr.into(), value.into()]);
        let mut expected = before.clone();
        match expected.get_mut(start..start + bytes) {
            Some(place) => {
                place.copy_from_slice(&value.to_le_bytes()[..bytes]);
                assert_eq!(outcome, Ok(vec![]));
            }
            None => assert_eq!(outcome, Err(Trap::MemoryOutOfBounds)),
        }
        assert!(instance.memory() == expected, "{} at {addr}+{offset}", op.name());
        instance.memory().copy_from_slice(&before);
    }
}

#[test]
fn memory_grows_within_its_limit() {
    let text = r#"(module (memory 1 3)
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "size") (result i32) (memory.size))
        (func (export "both") (result i32)
            (i32.add (i32.mul (memory.size) (i32.const 100))
                (i32.add (i32.mul (memory.grow (i32.const 1)) (i32.const 10)) (memory.size))))
        (func (export "touch") (param i32) (i32.store (local.get 0) (i32.const 7))))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        let page = u128::from(WASM_PAGE);
        assert_eq!(instance.call("touch", &[page]), Err(Trap::MemoryOutOfBounds));
        assert_eq!(instance.call1("both", &[]), Ok(112));
        assert_eq!(instance.call("touch", &[page]), Ok(vec![]));
        assert_eq!(instance.call1("grow", &[2]), Ok(u128::from(u32::MAX)));
        assert_eq!(instance.call1("grow", &[1]), Ok(2));
        assert_eq!(instance.call1("size", &[]), Ok(3));
    }
}

const LOOPS: &str = r#"(module (memory 2)
    (func (export "copy up") (param $d i32) (param $s i32) (param $n i32) (local $i i32)
        (if (local.get $n) (then (loop $l
            (i32.store8 (i32.add (local.get $d) (local.get $i))
                (i32.load8_u (i32.add (local.get $s) (local.get $i))))
            (br_if $l (i32.lt_u
                (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))))
    (func (export "copy down") (param $d i32) (param $s i32) (param $n i32)
        (if (local.get $n) (then (loop $l
            (local.set $n (i32.sub (local.get $n) (i32.const 1)))
            (i32.store8 (i32.add (local.get $d) (local.get $n))
                (i32.load8_u (i32.add (local.get $s) (local.get $n))))
            (br_if $l (local.get $n))))))
    (func (export "words") (param $d i32) (param $s i32) (param $n i32)
        (local.set $n (i32.shr_u (local.get $n) (i32.const 2)))
        (if (local.get $n) (then (loop $l
            (i32.store (local.get $d) (i32.load (local.get $s)))
            (local.set $d (i32.add (local.get $d) (i32.const 4)))
            (local.set $s (i32.add (local.get $s) (i32.const 4)))
            (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))))
    (func (export "fill") (param $d i32) (param $byte i32) (param $n i32) (local $i i32)
        (if (local.get $n) (then (loop $l
            (i32.store8 (i32.add (local.get $d) (local.get $i)) (local.get $byte))
            (br_if $l (i32.lt_u
                (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n)))))))
    (func (export "builtins") (param $d i32) (param $s i32) (param $n i32)
        (memory.copy (local.get $d) (local.get $s) (local.get $n))
        (memory.fill (local.get $s) (i32.const 0x1ab) (i32.const 3))))"#;

/// What the loops mean, step by step.
fn reference(name: &str, memory: &mut [u8], d: usize, s: usize, n: usize) {
    match name {
        "copy up" => (0..n).for_each(|i| memory[d + i] = memory[s + i]),
        "copy down" => (0..n).rev().for_each(|i| memory[d + i] = memory[s + i]),
        "words" => (0..n / 4).for_each(|i| memory.copy_within(s + 4 * i..s + 4 * i + 4, d + 4 * i)),
        "fill" => memory[d..d + n].fill(s as u8),
        _ => {
            memory.copy_within(s..s + n, d);
            memory[s..s + 3].fill(0xab);
        }
    }
}

/// The address space that loops work on: near 2¹⁶, so that also wrapping sums would show.
const SPAN: usize = 30_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..Default::default() })]
    #[test]
    fn loops_copy_and_fill_also_where_ranges_overlap(
        runs in prop::collection::vec((0..5usize, 0..SPAN, -300..300isize, 0..700usize), 200),
        far in prop::collection::vec((0..5usize, 0..SPAN, 0..SPAN, 0..12_000usize), 20),
    ) {
        let near = runs.into_iter().map(|(which, d, distance, n)| {
            (which, d, d.saturating_add_signed(distance), n)
        });
        let runs: Vec<_> = near.chain(far).collect();
        for setting in settings() {
            let mut instance = Instance::new(LOOPS, setting);
            for (at, byte) in instance.memory().iter_mut().enumerate() {
                *byte = (at * 31 + at / 199) as u8;
            }
            let mut expected = instance.memory().to_vec();
            for &(which, d, s, n) in &runs {
                let name = ["copy up", "copy down", "words", "fill", "builtins"][which];
                reference(name, &mut expected, d, s, n);
                let args = [d as u128, s as u128, n as u128];
                prop_assert_eq!(instance.call(name, &args), Ok(vec![]));
                prop_assert!(instance.memory() == expected, "{} {} {} {}", name, d, s, n);
            }
        }
    }
}

/// An address is 32 bits: a loop that wraps starts again at 0, and does not run on above 2³².
#[test]
fn addresses_in_loops_wrap() {
    for setting in settings() {
        let mut instance = Instance::new(LOOPS, setting);
        let start = u32::MAX - 99;
        assert_eq!(
            instance.call("fill", &[start.into(), 1, 300]),
            Err(Trap::MemoryOutOfBounds),
            "it starts outside"
        );
        assert_eq!(instance.call("fill", &[131_000, 1, 300]), Err(Trap::MemoryOutOfBounds));
    }
}

type Move = unsafe extern "C" fn(*mut u8, *const u8, usize) -> *mut u8;
type Set = unsafe extern "C" fn(*mut u8, i32, usize) -> *mut u8;
type Compare = unsafe extern "C" fn(*const u8, *const u8, usize) -> i32;

#[test]
fn support_routines_do_as_in_c() {
    let artifact = Artifact::build("(module)", Setting::PLAIN);
    let instance = Instance::load(&artifact, vec![]);
    // SAFETY: the routines have these types in C.
    let (copy, set, compare) = unsafe {
        (
            std::mem::transmute::<*const u8, Move>(instance.routine(&artifact, "memmove")),
            std::mem::transmute::<*const u8, Set>(instance.routine(&artifact, "memset")),
            std::mem::transmute::<*const u8, Compare>(instance.routine(&artifact, "memcmp")),
        )
    };
    let original: Vec<u8> = (0..40_000u32).map(|at| (at * 7 + at / 251) as u8).collect();
    let lengths = (0..300).chain([511, 1024, 4095, 4096, 4097, 9000]);
    for len in lengths {
        for (d, s) in [
            (0, 20_000),
            (20_001, 3),
            (100, 101),
            (101, 100),
            (64, 0),
            (0, 64),
            (7, 90),
            (33, 0),
            (5, 5),
            (0, 4090),
        ] {
            let (mut found, mut expected) = (original.clone(), original.clone());
            expected.copy_within(s..s + len, d);
            // SAFETY: both ranges lie in the vector.
            let back = unsafe { copy(found.as_mut_ptr().add(d), found.as_ptr().add(s), len) };
            assert_eq!(back, found[d..].as_mut_ptr());
            assert!(found == expected, "memmove of {len} bytes from {s} to {d}");
        }
        for d in [0, 1, 15, 4093] {
            let (mut found, mut expected) = (original.clone(), original.clone());
            expected[d..d + len].fill(0xc3);
            // SAFETY: the range lies in the vector.
            let back = unsafe { set(found.as_mut_ptr().add(d), 0x1c3, len) };
            assert_eq!(back, found[d..].as_mut_ptr());
            assert!(found == expected, "memset of {len} bytes at {d}");
        }
        let mut other = original.clone();
        // SAFETY: both vectors are longer.
        assert_eq!(unsafe { compare(original.as_ptr(), other.as_ptr(), len) }, 0);
        if len > 0 {
            other[len - 1] = other[len - 1].wrapping_add(1);
            let expected = original[len - 1].cmp(&other[len - 1]) as i32;
            // SAFETY: both vectors are longer.
            let found = unsafe { compare(original.as_ptr(), other.as_ptr(), len) };
            assert_eq!(found.signum(), expected, "memcmp of {len} bytes");
        }
    }
    assert!(artifact.section(artifact::RODATA).is_some());
}
