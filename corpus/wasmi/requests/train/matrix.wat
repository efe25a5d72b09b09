;; fuel 9000000
;; call product 8 3 0.5
;; call product 24 4 1.25
;; call product 44 11 2
(module (memory 8) 
  (global $seed (mut i32) (i32.const 1))
  (func $random (result i32)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
    (i32.shr_u (global.get $seed) (i32.const 8)))

  (func (export "product") (param $n i32) (param $s i32) (param $scale f64) (result f64)
    (local $i i32) (local $j i32) (local $k i32) (local $sum f64) (local $trace f64)
    (global.set $seed (local.get $s))
    (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (i32.mul (local.get $n) (local.get $n))))
      (f64.store (i32.add (i32.const 0) (i32.shl (local.get $i) (i32.const 3))) (f64.convert_i32_s (i32.rem_u (call $random) (i32.const 100))))
      (f64.store (i32.add (i32.const 131072) (i32.shl (local.get $i) (i32.const 3))) (f64.convert_i32_s (i32.rem_u (call $random) (i32.const 100))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (local.get $n)))
      (local.set $j (i32.const 0))
    (block $jsend (loop $js
      (br_if $jsend (i32.ge_s (local.get $j) (local.get $n)))
      (local.set $sum (f64.const 0))(local.set $k (i32.const 0))
    (block $ksend (loop $ks
      (br_if $ksend (i32.ge_s (local.get $k) (local.get $n)))
      (local.set $sum (f64.add (local.get $sum)
        (f64.mul (f64.load (i32.add (i32.const 0) (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n)) (local.get $k)) (i32.const 3)))) (f64.load (i32.add (i32.const 131072) (i32.shl (i32.add (i32.mul (local.get $k) (local.get $n)) (local.get $j)) (i32.const 3)))))))
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br $ks)))
      (if (i32.eq (local.get $i) (local.get $j)) (then (local.set $trace (f64.add (local.get $trace) (local.get $sum)))))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $js)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))
    (f64.mul (local.get $trace) (local.get $scale))))
