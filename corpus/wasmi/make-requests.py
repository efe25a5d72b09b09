"""Makes requests/: guest programs in WebAssembly text, written here, and calls with other sizes and seeds."""

import pathlib
import random

RANDOM = """
  (global $seed (mut i32) (i32.const 1))
  (func $random (result i32)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.shr_u (global.get $seed) (i32.const 8)))
"""


def loop(variable, start, end, body):
    """A counted loop that is not entered if there is nothing to count."""
    label = variable + "s"
    return f"""(local.set ${variable} {start})
    (block ${label}end (loop ${label}
      (br_if ${label}end (i32.ge_s (local.get ${variable}) {end}))
      {body}
      (local.set ${variable} (i32.add (local.get ${variable}) (i32.const 1)))
      (br ${label})))"""


def at(base, index, shift=2):
    return f"(i32.add (i32.const {base}) (i32.shl {index} (i32.const {shift})))"


I, J, K, N = (f"(local.get ${name})" for name in "ijkn")
ZERO, ONE = "(i32.const 0)", "(i32.const 1)"
LOG = '(import "host" "log" (func $log (param i64)))'

INSERTION = f"""(module {LOG} (memory 1) {RANDOM}
  (func (export "sort") (param $n i32) (param $s i32) (result i32 i32)
    (local $i i32) (local $j i32) (local $v i32) (local $moves i32)
    (global.set $seed (local.get $s))
    {loop("i", ZERO, N, f"(i32.store {at(64, I)} (call $random))")}
    {loop("i", ONE, N, f'''(local.set $v (i32.load {at(64, I)}))
      (local.set $j {I})
      (block $placed (loop $down
        (br_if $placed (i32.eqz {J}))
        (br_if $placed (i32.le_s (i32.load {at(60, J)}) (local.get $v)))
        (i32.store {at(64, J)} (i32.load {at(60, J)}))
        (local.set $moves (i32.add (local.get $moves) (i32.const 1)))
        (local.set $j (i32.sub {J} (i32.const 1)))
        (br $down)))
      (i32.store {at(64, J)} (local.get $v))''')}
    (call $log (i64.extend_i32_s (i32.load (i32.const 64))))
    (i32.load {at(64, "(i32.shr_u (local.get $n) (i32.const 1))")})
    (local.get $moves)))
"""

QUICKSORT = f"""(module {LOG} (memory 2) {RANDOM}
  (func $quick (param $low i32) (param $high i32)
    (local $i i32) (local $j i32) (local $pivot i32) (local $v i32)
    (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
    (local.set $pivot (i32.load {at(64, "(local.get $high)")}))
    (local.set $i (local.get $low))
    {loop("j", "(local.get $low)", "(local.get $high)", f'''(local.set $v (i32.load {at(64, J)}))
      (if (i32.lt_s (local.get $v) (local.get $pivot)) (then
        (i32.store {at(64, J)} (i32.load {at(64, I)}))
        (i32.store {at(64, I)} (local.get $v))
        (local.set $i (i32.add {I} (i32.const 1)))))''')}
    (i32.store {at(64, "(local.get $high)")} (i32.load {at(64, I)}))
    (i32.store {at(64, I)} (local.get $pivot))
    (call $quick (local.get $low) (i32.sub {I} (i32.const 1)))
    (call $quick (i32.add {I} (i32.const 1)) (local.get $high)))
  (func (export "sort") (param $n i32) (param $s i32) (result i32 i32 i32)
    (local $i i32)
    (global.set $seed (local.get $s))
    {loop("i", ZERO, N, f"(i32.store {at(64, I)} (call $random))")}
    (call $quick (i32.const 0) (i32.sub {N} (i32.const 1)))
    (i32.load (i32.const 64))
    (i32.load {at(64, "(i32.shr_u (local.get $n) (i32.const 1))")})
    (i32.load {at(60, N)})))
"""

SIEVE = f"""(module {LOG} (memory 4)
  (func (export "primes") (param $n i32) (result i32)
    (local $i i32) (local $j i32) (local $count i32)
    (memory.fill (i32.const 0) (i32.const 0) {N})
    {loop("i", "(i32.const 2)", N, f'''(if (i32.eqz (i32.load8_u {I})) (then
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (local.set $j (i32.shl {I} (i32.const 1)))
        (block $done (loop $strike
          (br_if $done (i32.ge_u {J} {N}))
          (i32.store8 {J} (i32.const 1))
          (local.set $j (i32.add {J} {I}))
          (br $strike)))))''')}
    (call $log (i64.extend_i32_s (local.get $count)))
    (local.get $count)))
"""

CELL = "(i32.add (i32.mul (local.get ${}) (local.get $n)) (local.get ${}))"
MATRIX = f"""(module (memory 8) {RANDOM}
  (func (export "product") (param $n i32) (param $s i32) (param $scale f64) (result f64)
    (local $i i32) (local $j i32) (local $k i32) (local $sum f64) (local $trace f64)
    (global.set $seed (local.get $s))
    {loop("i", ZERO, f"(i32.mul {N} {N})", f'''(f64.store {at(0, I, 3)} (f64.convert_i32_s (i32.rem_u (call $random) (i32.const 100))))
      (f64.store {at(131072, I, 3)} (f64.convert_i32_s (i32.rem_u (call $random) (i32.const 100))))''')}
    {loop("i", ZERO, N, loop("j", ZERO, N, "(local.set $sum (f64.const 0))" + loop("k", ZERO, N, f'''(local.set $sum (f64.add (local.get $sum)
        (f64.mul (f64.load {at(0, CELL.format("i", "k"), 3)}) (f64.load {at(131072, CELL.format("k", "j"), 3)}))))''') + f'''
      (if (i32.eq {I} {J}) (then (local.set $trace (f64.add (local.get $trace) (local.get $sum)))))'''))}
    (f64.mul (local.get $trace) (local.get $scale))))
"""

QUEENS = """(module
  (func $place (param $all i32) (param $columns i32) (param $left i32) (param $right i32) (result i32)
    (local $free i32) (local $bit i32) (local $count i32)
    (if (i32.eq (local.get $columns) (local.get $all)) (then (return (i32.const 1))))
    (local.set $free (i32.and (local.get $all) (i32.xor (i32.const -1)
      (i32.or (local.get $columns) (i32.or (local.get $left) (local.get $right))))))
    (block $done (loop $next
      (br_if $done (i32.eqz (local.get $free)))
      (local.set $bit (i32.and (local.get $free) (i32.sub (i32.const 0) (local.get $free))))
      (local.set $free (i32.xor (local.get $free) (local.get $bit)))
      (local.set $count (i32.add (local.get $count) (call $place (local.get $all)
        (i32.or (local.get $columns) (local.get $bit))
        (i32.shl (i32.or (local.get $left) (local.get $bit)) (i32.const 1))
        (i32.shr_u (i32.or (local.get $right) (local.get $bit)) (i32.const 1)))))
      (br $next)))
    (local.get $count))
  (func (export "queens") (param $n i32) (result i32)
    (call $place (i32.sub (i32.shl (i32.const 1) (local.get $n)) (i32.const 1)) (i32.const 0) (i32.const 0) (i32.const 0))))
"""


def hashing(text):
    """FNV-1a of a text that is the guest's data, over and over with the last hash as the start."""
    return f"""(module {LOG} (memory 1) (data (i32.const 0) "{text}")
  (func (export "hash") (param $rounds i32) (result i64)
    (local $i i32) (local $j i32) (local $h i64)
    (local.set $h (i64.const -3750763034362895579))
    {loop("j", ZERO, "(local.get $rounds)", loop("i", ZERO, f"(i32.const {len(text)})", f'''(local.set $h (i64.mul
        (i64.xor (local.get $h) (i64.load8_u {I})) (i64.const 1099511628211)))''') + "(call $log (local.get $h))")}
    (local.get $h)))
"""


def machine(text):
    """Counts words, numbers and lines with a state machine: a table of branches for the state."""
    return f"""(module (memory 1) (data (i32.const 0) "{text}")
  (func (export "scan") (param $rounds i32) (result i32 i32)
    (local $i i32) (local $j i32) (local $c i32) (local $state i32) (local $words i32) (local $numbers i32)
    {loop("j", ZERO, "(local.get $rounds)", loop("i", ZERO, f"(i32.const {len(text)})", f'''(local.set $c (i32.load8_u {I}))
      (block $next (block $number (block $word (block $blank
        (br_table $blank $word $number (local.get $state)))
        (if (i32.ge_u (local.get $c) (i32.const 97)) (then
          (local.set $words (i32.add (local.get $words) (i32.const 1))) (local.set $state (i32.const 1)) (br $next)))
        (if (i32.ge_u (local.get $c) (i32.const 48)) (then
          (local.set $numbers (i32.add (local.get $numbers) (i32.const 1))) (local.set $state (i32.const 2))))
        (br $next))
        (if (i32.eq (local.get $c) (i32.const 32)) (then (local.set $state (i32.const 0))))
        (br $next))
        (if (i32.eq (local.get $c) (i32.const 32)) (then (local.set $state (i32.const 0)))))''') + "(local.set $state (i32.const 0))")}
    (local.get $words) (local.get $numbers)))
"""


def text(seed, size):
    rng = random.Random(seed)
    words = ["".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 9))) if rng.random() < 0.7
             else str(rng.randint(1, 99999)) for _ in range(size)]
    return " ".join(words)


REQUESTS = {
    "train": {
        "insertion-sort": (INSERTION, 9000000, ["sort 60 5", "sort 350 77", "sort 700 9"]),
        "sieve": (SIEVE, 9000000, ["primes 1000", "primes 40000", "primes 130000"]),
        "matrix": (MATRIX, 9000000, ["product 8 3 0.5", "product 24 4 1.25", "product 44 11 2"]),
        "queens": (QUEENS, 9000000, ["queens 4", "queens 6", "queens 9"]),
        "hash": (hashing(text(1, 120)), 2000000, ["hash 3", "hash 60"]),
        "fuel-ends": (SIEVE, 20000, ["primes 100", "primes 60000", "primes 500000"]),
    },
    "test": {
        "quicksort": (QUICKSORT, 30000000, ["sort 500 21", "sort 9000 8", "sort 16000 123"]),
        "queens-ten": (QUEENS, 30000000, ["queens 5", "queens 8", "queens 10", "queens 11"]),
        "scanner": (machine(text(7, 400)), 40000000, ["scan 1", "scan 250"]),
        "matrix-large": (MATRIX, 40000000, ["product 33 91 0.75", "product 72 17 3.5"]),
        "hash-tiny": (hashing(text(9, 12)), 100000, ["hash 2", "hash 5"]),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, (guest, fuel, calls) in requests.items():
        head = [f";; fuel {fuel}", *(f";; call {line}" for line in calls)]
        (path / f"{name}.wat").write_text("\n".join(head) + "\n" + guest)
