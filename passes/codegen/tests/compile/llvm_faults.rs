//! Programs that some version of LLVM compiles wrongly, each with the right values; docs/LLVM.md lists the
//! faults.
//!
//! A program has the shape that its fault needs, not more. All are tried by both emitters, at every
//! optimisation and at every level that this machine has. What random programs find is the campaign's.

use std::process::Command;

use preheat_formats::CpuLevel;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_loader::{Bits, Instance, Setting};

/// Every emitter, optimisation and level of this machine.
fn every_setting() -> Vec<Setting> {
    let here = CpuLevel::ALL.into_iter().filter(|level| level.missing_here().is_empty());
    let of = |level| OptLevel::ALL.map(|opt| Setting::new(opt, level));
    let llvm: Vec<Setting> = here.flat_map(of).collect();
    let both = |setting: &Setting| [*setting, setting.with(Backend::Cranelift)];
    llvm.iter().flat_map(both).collect()
}

/// Bytes that follow no pattern.
fn noise(len: usize) -> Vec<u8> {
    let next = |state: &mut u64| {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((*state >> 56) as u8)
    };
    std::iter::repeat_n((), len).scan(1, |state, ()| next(state)).collect()
}

/// Calls `f` of a module that starts with noise in its memory; what it must have made of it is compared.
#[track_caller]
fn check_memory(text: &str, args: &[Bits], right: impl Fn(&mut [u8])) {
    let noise = noise(0x10000);
    let mut expected = noise.clone();
    right(&mut expected);
    for setting in every_setting() {
        let mut instance = Instance::new(text, setting);
        instance.memory().copy_from_slice(&noise);
        instance.call("f", args).unwrap_or_else(|trap| panic!("{setting}: {trap:?}"));
        let differs = expected.iter().zip(instance.memory().iter()).position(|(a, b)| a != b);
        assert_eq!(differs, None, "{setting}: where memory differs first");
    }
}

/// Calls `f` of a module that starts with noise in its memory; its results are compared.
#[track_caller]
fn check_results(text: &str, args: &[Bits], right: impl Fn(&[u8]) -> Vec<Bits>) {
    let noise = noise(0x10000);
    let expected = right(&noise);
    for setting in every_setting() {
        let mut instance = Instance::new(text, setting);
        instance.memory().copy_from_slice(&noise);
        assert_eq!(instance.call("f", args), Ok(expected.clone()), "{setting}");
    }
}

/// A loop over $i below $n in 64 bits, with an i32 $s as its result.
fn summing_loop(step: &str) -> String {
    format!(
        "(module (memory (export \"memory\") 1)
         (func (export \"f\") (param $n i64) (result i32) (local $i i64) (local $s i32)
            (loop $l
                (local.set $s (i32.add (local.get $s) {step}))
                (br_if $l (i64.lt_u
                    (local.tee $i (i64.add (local.get $i) (i64.const 1))) (local.get $n))))
            (local.get $s)))"
    )
}

const BYTE: &str = "(i32.load8_u offset=4096 (i32.wrap_i64 (local.get $i)))";

fn masked(offset: u32, mask: u32) -> String {
    format!(
        "(i32.load8_u offset={offset}
            (i32.and (i32.wrap_i64 (local.get $i)) (i32.const {mask})))"
    )
}

/// llvm-project #215690.
#[test]
fn a_key_at_a_masked_index_starts_again() {
    let text = summing_loop(&format!("(i32.xor {BYTE} {})", masked(1024, 3)));
    for n in [1u32, 63, 64, 251, 4001] {
        check_results(&text, &[n.into()], |memory| {
            let term = |i: usize| u32::from(memory[4096 + i] ^ memory[1024 + (i & 3)]);
            vec![(0..n as usize).map(term).sum::<u32>().into()]
        });
    }
}

/// llvm-project #215690, in place.
#[test]
fn a_buffer_is_masked_with_a_short_key() {
    let address = "(i32.wrap_i64 (local.get $i))";
    let key = masked(1024, 3);
    let text = format!(
        "(module (memory (export \"memory\") 1)
         (func (export \"f\") (param $n i64) (local $i i64)
            (loop $l
                (i32.store8 offset=8192 {address} (i32.xor {BYTE} {key}))
                (br_if $l (i64.lt_u
                    (local.tee $i (i64.add (local.get $i) (i64.const 1))) (local.get $n))))))"
    );
    check_memory(&text, &[3001], |memory| {
        (0..3001).for_each(|i| memory[8192 + i] = memory[4096 + i] ^ memory[1024 + (i & 3)]);
    });
}

/// llvm-project #215690, with products of bytes.
#[test]
fn a_dot_product_with_a_short_table() {
    let text = summing_loop(&format!("(i32.mul {BYTE} {})", masked(1024, 15)));
    check_results(&text, &[4000], |memory| {
        let term = |i: usize| u32::from(memory[4096 + i]) * u32::from(memory[1024 + (i & 15)]);
        vec![(0..4000).map(term).sum::<u32>().into()]
    });
}

/// llvm-project #215690, with products of 64 bits.
#[test]
fn a_dot_product_with_a_short_table_of_words() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $n i64) (result i64) (local $i i64) (local $s i64)
            (loop $l
                (local.set $s (i64.add (local.get $s) (i64.mul
                    (i64.load8_u offset=4096 (i32.wrap_i64 (local.get $i)))
                    (i64.load32_u offset=1024 (i32.shl
                        (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 15)) (i32.const 2))))))
                (br_if $l (i64.lt_u
                    (local.tee $i (i64.add (local.get $i) (i64.const 1))) (local.get $n))))
            (local.get $s)))";
    check_results(text, &[4000], |memory| {
        let word = |at: usize| u32::from_le_bytes(memory[at..at + 4].try_into().unwrap());
        let term = |i: usize| u64::from(memory[4096 + i]) * u64::from(word(1024 + 4 * (i & 15)));
        vec![(0..4000).map(term).sum::<u64>().into()]
    });
}

/// llvm-project #215690, counting.
#[test]
fn bytes_equal_to_those_of_a_short_table_are_counted() {
    let text = summing_loop(&format!("(i32.eq {BYTE} {})", masked(1024, 7)));
    check_results(&text, &[4000], |memory| {
        let equal = (0..4000).filter(|i| memory[4096 + i] == memory[1024 + (i & 7)]);
        vec![equal.count() as Bits]
    });
}

/// llvm-project #215690, with nothing but the table.
#[test]
fn a_short_table_is_summed_over_and_over() {
    for mask in [1, 3, 7, 15, 31, 63, 127, 255] {
        let text = summing_loop(&masked(1024, mask));
        check_results(&text, &[4000], |memory| {
            let term = |i: usize| u32::from(memory[1024 + (i & mask as usize)]);
            vec![(0..4000).map(term).sum::<u32>().into()]
        });
    }
}

/// The high part of products of 16-bit numbers, in 64 bits.
#[derive(Clone, Copy)]
struct Product {
    /// `s` or `u`: how the numbers are loaded.
    numbers: &'static str,
    /// `s` or `u`: how the product is shifted.
    shift: &'static str,
    amount: u32,
}

impl Product {
    fn all() -> impl Iterator<Item = Product> {
        let kinds = [("s", "s"), ("s", "u"), ("u", "s"), ("u", "u")];
        let amounts = [15, 16, 17, 20, 24, 31, 32, 33, 40, 47, 48, 63];
        kinds.into_iter().flat_map(move |(numbers, shift)| {
            amounts.map(|amount| Product { numbers, shift, amount })
        })
    }

    fn of(self, a: [u8; 2], b: [u8; 2]) -> [u8; 2] {
        let wide = |bytes| match self.numbers {
            "s" => i64::from(i16::from_le_bytes(bytes)),
            _ => i64::from(u16::from_le_bytes(bytes)),
        };
        let product = wide(a) * wide(b);
        let shifted = match self.shift {
            "s" => product >> self.amount,
            _ => (product as u64 >> self.amount) as i64,
        };
        (shifted as i16).to_le_bytes()
    }

    /// Stores the product of what lies at two addresses.
    fn store(self, to: &str, a: &str, b: &str) -> String {
        let Product { numbers, shift, amount } = self;
        format!(
            "(i64.store16 {to} (i64.shr_{shift} (i64.mul
                (i64.load16_{numbers} {a}) (i64.load16_{numbers} {b})) (i64.const {amount})))"
        )
    }

    fn right(self, memory: &mut [u8], count: usize) {
        for at in (0..2 * count).step_by(2) {
            let number = |base: usize| [memory[base + at], memory[base + at + 1]];
            let product = self.of(number(128), number(0x4000));
            memory[0x8000 + at..][..2].copy_from_slice(&product);
        }
    }
}

/// llvm-project #218844, by the vectoriser of straight-line code.
#[test]
fn high_parts_of_neighbouring_products() {
    for product in Product::all() {
        let lane = |at| {
            let constant = |base: u32| format!("(i32.const {})", base + at);
            product.store(&constant(0x8000), &constant(128), &constant(0x4000))
        };
        let lanes: String = (0..16).step_by(2).map(lane).collect();
        let text = format!("(module (memory (export \"memory\") 1) (func (export \"f\") {lanes}))");
        check_memory(&text, &[], |memory| product.right(memory, 8));
    }
}

/// llvm-project #218844, by the vectoriser of loops.
#[test]
fn high_parts_of_products_in_a_loop() {
    for product in Product::all() {
        let [to, a, b] = [0x8000, 128, 0x4000]
            .map(|base| format!("(i32.add (local.get $at) (i32.const {base}))"));
        let text = format!(
            "(module (memory (export \"memory\") 1)
             (func (export \"f\") (param $end i32) (local $at i32)
                (loop $l
                    {}
                    (br_if $l (i32.lt_u
                        (local.tee $at (i32.add (local.get $at) (i32.const 2))) (local.get $end))))))",
            product.store(&to, &a, &b)
        );
        check_memory(&text, &[2 * 1003], |memory| product.right(memory, 1003));
    }
}

/// llvm-project #218844, as it was found: by a counter and a number that does not change.
#[test]
fn high_parts_of_the_multiples_of_a_number() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $p i64) (local $c i64) (local $a i32)
            (local.set $p (i64.extend8_s (local.get $p)))
            (local.set $a (i32.const 1024))
            (loop $l
                (i64.store16 (local.get $a)
                    (i64.shr_s (i64.mul (local.get $c) (local.get $p)) (i64.const 20)))
                (local.set $a (i32.add (local.get $a) (i32.const 2)))
                (br_if $l (i64.ne
                    (local.tee $c (i64.add (local.get $c) (i64.const 1))) (i64.const 100))))))";
    for p in [-102i64, -1, 0, 77] {
        check_memory(text, &[Bits::from(p as u64)], |memory| {
            for c in 0..100 {
                let high = ((c * p) >> 20) as i16;
                memory[1024 + 2 * c as usize..][..2].copy_from_slice(&high.to_le_bytes());
            }
        });
    }
}

/// llvm-project #109279: a tail call with more parameters on the stack than its caller has, on a path of its
/// own.
#[test]
fn a_tail_call_on_another_path_leaves_the_stack_alone() {
    let params = "i64 ".repeat(30);
    let args = "(local.get $n) ".repeat(30);
    let outer = "i64 ".repeat(40);
    let numbers = "(i64.const 0x414141414141) ".repeat(40);
    let text = format!(
        "(module
        (global $never (mut i64) (i64.const 0))
        (table 3 funcref) (elem (i32.const 0) $inner $big $outer)
        (func $inner (param $n i64) (result i64)
            (if (i64.ne (global.get $never) (i64.const 0))
                (then (return_call_indirect (param {params}) (result i64) {args} (i32.const 1))))
            (global.set $never (i64.sub (global.get $never) (i64.const 0)))
            (if (i64.eqz (local.get $n)) (then (return (i64.const 7))))
            (return_call $inner (i64.sub (local.get $n) (i64.const 1))))
        (func $big (param {params}) (result i64) (local.get 29))
        (func $outer (param {outer}) (result i64)
            (i64.add (call $inner (i64.const 1)) (i64.const 1)))
        (func (export \"f\") (result i64)
            (global.set $never (i64.const 0))
            (call_indirect (param {outer}) (result i64) {numbers} (i32.const 2))))"
    );
    for setting in every_setting() {
        let mut instance = Instance::new(&text, setting);
        assert_eq!(instance.call1("f", &[]), Ok(8), "{setting}");
    }
}

/// llvm-project #199224: arguments on the stack of a guaranteed tail call.
#[test]
fn a_tail_call_passes_all_its_parameters() {
    for count in [5, 6, 7, 8, 9, 13, 40] {
        let params = "i64 ".repeat(count);
        let numbers: String = (0..count).map(|i| format!("(i64.const {}) ", i * i + 1)).collect();
        let sum: String = (1..count)
            .map(|i| format!("(local.get {i}) (i64.mul) (i64.add (i64.const 3)) "))
            .collect();
        let zeros = "(i64.const 0) ".repeat(count);
        let text = format!(
            "(module (table funcref (elem $last))
            (func $last (param {params}) (result i64) (local.get 0) {sum})
            (func $middle (param {params}) (result i64)
                (return_call_indirect (param {params}) (result i64) {numbers} (i32.const 0)))
            (func (export \"f\") (result i64) (call $middle {zeros})))"
        );
        let step = |sum: u64, i: u64| sum.wrapping_mul(i * i + 1).wrapping_add(3);
        let right = (1..count as u64).fold(1, step);
        for setting in every_setting() {
            let mut instance = Instance::new(&text, setting);
            assert_eq!(instance.call1("f", &[]), Ok(right.into()), "{count}: {setting}");
        }
    }
}

/// llvm-project #198220: what a comparison finds in each lane is used by itself.
#[test]
fn lanes_of_a_sign_mask_are_used_one_by_one() {
    let lane = |lane: u32| {
        format!(
            "(select (i32.load offset=256 (i32.const {})) (i32.const {lane})
                (i32x4.extract_lane {lane} (local.get $negative)))",
            4 * lane
        )
    };
    let lanes: String = (0..4).map(lane).collect();
    let text = format!(
        "(module (memory (export \"memory\") 1)
         (func (export \"f\") (param $at i32) (result i32 i32 i32 i32) (local $negative v128)
            (local.set $negative
                (i32x4.lt_s (v128.load (local.get $at)) (v128.const i64x2 0 0)))
            (v128.store (i32.const 512) (v128.bitselect (v128.load (i32.const 256))
                (v128.load (i32.const 272)) (local.get $negative)))
            {lanes}))"
    );
    for at in [0, 12, 100, 244] {
        check_results(&text, &[at], |memory| {
            let word = |at: usize| u32::from_le_bytes(memory[at..at + 4].try_into().unwrap());
            let negative = |lane: usize| word(at as usize + 4 * lane) >> 31 == 1;
            let right = |lane| if negative(lane) { word(256 + 4 * lane) } else { lane as u32 };
            (0..4).map(|lane| right(lane).into()).collect()
        });
    }
}

/// llvm-project #198220: what is done for negative numbers only, and may trap, in a loop.
#[test]
fn divisions_by_negative_numbers_only() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $end i32) (local $at i32) (local $by i64)
            (loop $l
                (local.set $by (i64.load offset=1024 (local.get $at)))
                (i64.store offset=8192 (local.get $at)
                    (if (result i64) (i64.lt_s (local.get $by) (i64.const 0))
                        (then (i64.div_s (i64.const 0x123456789abcdef) (local.get $by)))
                        (else (local.get $by))))
                (br_if $l (i32.lt_u
                    (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))))";
    check_memory(text, &[8 * 125], |memory| {
        for at in (0..8 * 125).step_by(8) {
            let by = i64::from_le_bytes(memory[1024 + at..][..8].try_into().unwrap());
            let right = if by < 0 { 0x0123_4567_89ab_cdef / by } else { by };
            memory[8192 + at..][..8].copy_from_slice(&right.to_le_bytes());
        }
    });
}

/// llvm-project #157929.
#[test]
fn signs_are_copied_under_a_condition() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $end i32) (local $at i32) (local $sign f32)
            (loop $l
                (local.set $sign (f32.load offset=4096 (local.get $at)))
                (f32.store offset=16384 (local.get $at) (select
                    (f32.copysign (f32.load (local.get $at)) (local.get $sign))
                    (local.get $sign)
                    (i32.gt_s (i32.load offset=8192 (local.get $at)) (i32.const 7))))
                (br_if $l (i32.lt_u
                    (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end))))))";
    check_memory(text, &[4 * 251], |memory| {
        for at in (0..4 * 251).step_by(4) {
            let word = |at: usize| u32::from_le_bytes(memory[at..at + 4].try_into().unwrap());
            let (number, sign) = (word(at), word(4096 + at));
            let copied = number & 0x7fff_ffff | sign & 0x8000_0000;
            let right = if word(8192 + at) as i32 > 7 { copied } else { sign };
            memory[16384 + at..][..4].copy_from_slice(&right.to_le_bytes());
        }
    });
}

/// llvm-project #207231: loops that LLVM replaces by a table.
#[test]
fn checksums_bit_by_bit() {
    let text = "(module (memory (export \"memory\") 1)
        (func $up (param $crc i32) (param $data i32) (result i32) (local $i i32)
            (loop $l
                (local.set $crc (i32.and (i32.const 0xffff) (select
                    (i32.xor (i32.shl (local.get $crc) (i32.const 1)) (i32.const 0x1021))
                    (i32.shl (local.get $crc) (i32.const 1))
                    (i32.and (i32.xor (local.get $crc) (local.get $data)) (i32.const 0x8000)))))
                (local.set $data (i32.and (i32.const 0xff) (i32.shl (local.get $data) (i32.const 1))))
                (br_if $l (i32.lt_u
                    (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))))
            (local.get $crc))
        (func $down (param $crc i32) (param $data i32) (result i32) (local $i i32)
            (loop $l
                (local.set $crc (select
                    (i32.xor (i32.shr_u (local.get $crc) (i32.const 1)) (i32.const 0xedb88320))
                    (i32.shr_u (local.get $crc) (i32.const 1))
                    (i32.and (i32.xor (local.get $crc) (local.get $data)) (i32.const 1))))
                (local.set $data (i32.shr_u (local.get $data) (i32.const 1)))
                (br_if $l (i32.lt_u
                    (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8))))
            (local.get $crc))
        (func (export \"f\") (param $end i32) (result i32 i32)
            (local $at i32) (local $up i32) (local $down i32)
            (loop $l
                (local.set $up (call $up (local.get $up) (i32.load8_u (local.get $at))))
                (local.set $down (call $down (local.get $down) (i32.load8_u (local.get $at))))
                (br_if $l (i32.lt_u
                    (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
            (local.get $up) (local.get $down)))";
    let up = |crc: u32, byte: u8| {
        let step = |(crc, data): (u32, u32), _| {
            let poly = if (crc ^ data) & 0x8000 != 0 { 0x1021 } else { 0 };
            ((crc << 1 ^ poly) & 0xffff, data << 1 & 0xff)
        };
        (0..8).fold((crc, u32::from(byte)), step).0
    };
    let down = |crc: u32, byte: u8| {
        let step = |(crc, data): (u32, u32), _| {
            let poly = if (crc ^ data) & 1 != 0 { 0xedb8_8320 } else { 0 };
            (crc >> 1 ^ poly, data >> 1)
        };
        (0..8).fold((crc, u32::from(byte)), step).0
    };
    check_results(text, &[1000], |memory| {
        let bytes = || memory[..1000].iter().copied();
        vec![bytes().fold(0, up).into(), bytes().fold(0, down).into()]
    });
}

/// llvm-project #186922; the slot lies apart, and then among what is copied and where it is copied to.
#[test]
fn values_that_go_through_a_slot_are_copied() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $slot i32) (param $end i32) (local $at i32)
            (loop $l
                (i32.store (local.get $slot) (i32.load (local.get $at)))
                (i32.store8 offset=4 (local.get $slot) (i32.const 1))
                (i32.store offset=4096 (local.get $at) (i32.load (local.get $slot)))
                (br_if $l (i32.lt_u
                    (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end))))))";
    for slot in [0x8000usize, 40, 4136, 4133] {
        check_memory(text, &[slot as Bits, 4 * 67], |memory| {
            for at in (0..4 * 67).step_by(4) {
                memory.copy_within(at..at + 4, slot);
                memory[slot + 4] = 1;
                memory.copy_within(slot..slot + 4, 4096 + at);
            }
        });
    }
}

/// llvm-project #209159.
#[test]
fn the_largest_number_is_found_in_the_rest_too() {
    let text = "(module (memory (export \"memory\") 1)
        (func (export \"f\") (param $largest i32) (param $end i32) (result f32)
            (local $at i32) (local $max f32)
            (i32.store8 (local.get $largest) (i32.const 127))
            (local.set $max (f32.const -inf))
            (loop $l
                (local.set $max (f32.max (local.get $max)
                    (f32.convert_i32_s (i32.shr_s (i32.load8_s (local.get $at)) (i32.const 1)))))
                (br_if $l (i32.lt_u
                    (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
            (local.get $max)))";
    for end in [30u32, 63, 64, 65, 1003] {
        check_results(text, &[(end - 1).into(), end.into()], |_| vec![63f32.to_bits().into()]);
    }
}

/// Found by random programs: LLVM ends by a signal.
#[test]
fn a_sum_of_many_terms_is_compiled() {
    for setting in every_setting() {
        let mut instance = Instance::new(include_str!("llvm_faults/reduction.wat"), setting);
        assert_eq!(instance.call("f", &[]), Ok(vec![]), "{setting}");
    }
}

/// Found by random loops: LLVM ends by a signal. By name of the operation that only makes a NaN quiet.
#[test]
fn pairs_of_floats_are_made_quiet() {
    let pairs = |f: &str| {
        let stores: String = (0..2)
            .map(|lane| {
                let single = format!("(f32.load offset={} (i32.const 0))", 4 * lane);
                let double = format!("(f64.promote_f32 {single})");
                let value = f.replace("SINGLE", &single).replace("DOUBLE", &double);
                format!("(f32.store offset={} (i32.const 0) {value})", 64 + 4 * lane)
            })
            .collect();
        format!("(module (memory (export \"memory\") 1) (func (export \"f\") {stores}))")
    };
    let zero = "(f32.const 0)";
    for operation in [
        format!("(f32.sub SINGLE {zero})"),
        "(f32.mul SINGLE (f32.const 1))".into(),
        "(f32.div (f32.const 0.5) (f32.mul SINGLE (f32.const -1)))".into(),
        "(f32.demote_f64 DOUBLE)".into(),
        format!("(f32.add (f32.load offset=128 {}) (f32.sub SINGLE {zero}))", "(i32.const 0)"),
    ] {
        let text = pairs(&operation);
        let mut expected: Option<Vec<u8>> = None;
        for setting in every_setting() {
            let mut instance = Instance::new(&text, setting);
            // A signalling NaN, and a number.
            instance.memory()[..4].copy_from_slice(&0x7fa0_0000u32.to_le_bytes());
            instance.memory()[4..8].copy_from_slice(&1.5f32.to_le_bytes());
            assert_eq!(instance.call("f", &[]), Ok(vec![]), "{setting}");
            let memory = instance.memory();
            assert_eq!(memory[66] & 0x40, 0x40, "{operation}, {setting}: {:x?}", &memory[64..68]);
            let found = memory[68..72].to_vec();
            assert_eq!(*expected.get_or_insert(found.clone()), found, "{operation}, {setting}");
        }
    }
}

/// Found by random straight-line code, in 22.1.8.
#[test]
fn unsigned_numbers_that_are_narrow_with_their_sign_become_floats() {
    let conversions: [(&str, &str, u32, u32); 4] = [
        ("f32.store", "f32.convert_i64_u", 4, 2),
        ("f64.store", "f64.convert_i64_u", 8, 2),
        ("f32.store", "f32.convert_i64_u", 4, 1),
        ("f64.store", "f64.convert_i64_u", 8, 1),
    ];
    for (store, convert, to, from) in conversions {
        let load = if from == 2 { "i64.load16_s" } else { "i64.load8_s" };
        let stores: String = (0..8)
            .map(|lane| {
                let (at, of) = (1024 + lane * to, lane * from);
                format!("({store} offset={at} (local.get $p) ({convert} ({load} offset={of} (local.get $p))))")
            })
            .collect();
        let text = format!(
            "(module (memory (export \"memory\") 1) (func (export \"f\") (param $p i32) {stores}))"
        );
        check_memory(&text, &[0], |memory| {
            for lane in 0..8usize {
                let at = lane * from as usize;
                let number = match from {
                    2 => i64::from(i16::from_le_bytes([memory[at], memory[at + 1]])),
                    _ => i64::from(memory[at] as i8),
                } as u64;
                let to_at = 1024 + lane * to as usize;
                match to {
                    4 => memory[to_at..to_at + 4].copy_from_slice(&(number as f32).to_le_bytes()),
                    _ => memory[to_at..to_at + 8].copy_from_slice(&(number as f64).to_le_bytes()),
                }
            }
        });
    }
}

/// `scripts/check-llvm` keeps to the same list as the program.
#[test]
fn setup_refuses_an_llvm_that_was_not_tested() {
    let check = |version: &str, tried: Option<&str>| {
        let mut script =
            Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/check-llvm"));
        script.arg(version).env_remove("PREHEAT_TRY_LLVM");
        if let Some(tried) = tried {
            script.env("PREHEAT_TRY_LLVM", tried);
        }
        let output = script.output().expect("the script is there");
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    let loaded = preheat_codegen::compile::llvm_version();
    let loaded = loaded.strip_prefix("LLVM ").unwrap();
    assert_eq!(check(loaded, None), (true, String::new()));
    for version in ["22.1", "22.1.80", "23.1.0"] {
        let (accepted, message) = check(version, None);
        assert!(!accepted, "{version}");
        assert!(message.contains(&format!("LLVM {version} is installed")), "{message}");
        assert!(message.contains("docs/LLVM.md"), "{message}");
        assert!(check(version, Some(version)).0, "{version}");
        assert!(!check(version, Some(loaded)).0, "{version}");
    }
}
