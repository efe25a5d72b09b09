;; A callee that calls another one, twice in a row, with several results; both are copied.
;; plan: f(3), f(4), f(5)
;; run: f(10) = 58
(module
  (func $both (param i32 i32) (result i32 i32)
    (i32.add (local.get 0) (i32.const 1))
    (i32.mul (local.get 1) (i32.const 2)))
  (func $twice (param i32) (result i32)
    (call $both (local.get 0) (local.get 0))
    (call $both)
    (i32.add))
  (func (export "f") (param i32) (result i32)
    (local $i i32) (local $s i32)
    (loop $again
      (local.set $s (call $twice (local.get 0)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 10))))
    (i32.add (local.get $s) (i32.const 6))))
