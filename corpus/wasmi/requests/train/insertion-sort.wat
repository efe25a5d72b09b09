;; fuel 9000000
;; call sort 60 5
;; call sort 350 77
;; call sort 700 9
(module (import "host" "log" (func $log (param i64))) (memory 1) 
  (global $seed (mut i32) (i32.const 1))
  (func $random (result i32)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.shr_u (global.get $seed) (i32.const 8)))

  (func (export "sort") (param $n i32) (param $s i32) (result i32 i32)
    (local $i i32) (local $j i32) (local $v i32) (local $moves i32)
    (global.set $seed (local.get $s))
    (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (local.get $n)))
      (i32.store (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2))) (call $random))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (local.set $i (i32.const 1))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (local.get $n)))
      (local.set $v (i32.load (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2)))))
      (local.set $j (local.get $i))
      (block $placed (loop $down
        (br_if $placed (i32.eqz (local.get $j)))
        (br_if $placed (i32.le_s (i32.load (i32.add (i32.const 60) (i32.shl (local.get $j) (i32.const 2)))) (local.get $v)))
        (i32.store (i32.add (i32.const 64) (i32.shl (local.get $j) (i32.const 2))) (i32.load (i32.add (i32.const 60) (i32.shl (local.get $j) (i32.const 2)))))
        (local.set $moves (i32.add (local.get $moves) (i32.const 1)))
        (local.set $j (i32.sub (local.get $j) (i32.const 1)))
        (br $down)))
      (i32.store (i32.add (i32.const 64) (i32.shl (local.get $j) (i32.const 2))) (local.get $v))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (call $log (i64.extend_i32_s (i32.load (i32.const 64))))
    (i32.load (i32.add (i32.const 64) (i32.shl (i32.shr_u (local.get $n) (i32.const 1)) (i32.const 2))))
    (local.get $moves)))
