;; fuel 9000000
;; call primes 1000
;; call primes 40000
;; call primes 130000
(module (import "host" "log" (func $log (param i64))) (memory 4)
  (func (export "primes") (param $n i32) (result i32)
    (local $i i32) (local $j i32) (local $count i32)
    (memory.fill (i32.const 0) (i32.const 0) (local.get $n))
    (local.set $i (i32.const 2))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (local.get $n)))
      (if (i32.eqz (i32.load8_u (local.get $i))) (then
        (local.set $count (i32.add (local.get $count) (i32.const 1)))
        (local.set $j (i32.shl (local.get $i) (i32.const 1)))
        (block $done (loop $strike
          (br_if $done (i32.ge_u (local.get $j) (local.get $n)))
          (i32.store8 (local.get $j) (i32.const 1))
          (local.set $j (i32.add (local.get $j) (local.get $i)))
          (br $strike)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (call $log (i64.extend_i32_s (local.get $count)))
    (local.get $count)))
