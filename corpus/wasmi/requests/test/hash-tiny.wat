;; fuel 100000
;; call hash 2
;; call hash 5
(module (import "host" "log" (func $log (param i64))) (memory 1) (data (i32.const 0) "iefvakq krt 95446 xnffhbdeq 77389 zxdjgvhx 11497 27511 zbgwanb 64450 nxdta gkace")
  (func (export "hash") (param $rounds i32) (result i64)
    (local $i i32) (local $j i32) (local $h i64)
    (local.set $h (i64.const -3750763034362895579))
    (local.set $j (i32.const 0))
    (block $jsend (loop $js
      (br_if $jsend (i32.ge_s (local.get $j) (local.get $rounds)))
      (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (i32.const 80)))
      (local.set $h (i64.mul
        (i64.xor (local.get $h) (i64.load8_u (local.get $i))) (i64.const 1099511628211)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))(call $log (local.get $h))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $js)))
    (local.get $h)))
