;; fuel 30000000
;; call sort 500 21
;; call sort 9000 8
;; call sort 16000 123
(module (import "host" "log" (func $log (param i64))) (memory 2) 
  (global $seed (mut i32) (i32.const 1))
  (func $random (result i32)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.shr_u (global.get $seed) (i32.const 8)))

  (func $quick (param $low i32) (param $high i32)
    (local $i i32) (local $j i32) (local $pivot i32) (local $v i32)
    (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
    (local.set $pivot (i32.load (i32.add (i32.const 64) (i32.shl (local.get $high) (i32.const 2)))))
    (local.set $i (local.get $low))
    (local.set $j (local.get $low))
    (block $jsend (loop $js
      (br_if $jsend (i32.ge_s (local.get $j) (local.get $high)))
      (local.set $v (i32.load (i32.add (i32.const 64) (i32.shl (local.get $j) (i32.const 2)))))
      (if (i32.lt_s (local.get $v) (local.get $pivot)) (then
        (i32.store (i32.add (i32.const 64) (i32.shl (local.get $j) (i32.const 2))) (i32.load (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2)))))
        (i32.store (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2))) (local.get $v))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $js)))
    (i32.store (i32.add (i32.const 64) (i32.shl (local.get $high) (i32.const 2))) (i32.load (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2)))))
    (i32.store (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2))) (local.get $pivot))
    (call $quick (local.get $low) (i32.sub (local.get $i) (i32.const 1)))
    (call $quick (i32.add (local.get $i) (i32.const 1)) (local.get $high)))
  (func (export "sort") (param $n i32) (param $s i32) (result i32 i32 i32)
    (local $i i32)
    (global.set $seed (local.get $s))
    (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (local.get $n)))
      (i32.store (i32.add (i32.const 64) (i32.shl (local.get $i) (i32.const 2))) (call $random))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (call $quick (i32.const 0) (i32.sub (local.get $n) (i32.const 1)))
    (i32.load (i32.const 64))
    (i32.load (i32.add (i32.const 64) (i32.shl (i32.shr_u (local.get $n) (i32.const 1)) (i32.const 2))))
    (i32.load (i32.add (i32.const 60) (i32.shl (local.get $n) (i32.const 2))))))
