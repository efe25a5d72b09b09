;; What is called as often as anything else but is large, and what is seldom called.
;; plan: f(1), f(2)
;; run: f(3) = 27
(module
  (func $large (param i32) (result i32)
    (local $i i32)
    (local.set 0 (i32.add (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.add (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.add (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.sub (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.sub (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.sub (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (local.set 0 (i32.sub (local.get 0) (i32.mul (local.get 0) (i32.const 2))))
    (loop $again
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 20000))))
    (i32.div_s (local.get 0) (i32.const 3)))
  (func (export "f") (param i32) (result i32) (call $large (local.get 0))))
