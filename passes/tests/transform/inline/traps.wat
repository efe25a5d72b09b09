;; A callee that traps, one that never returns, and one that nobody calls.
;; plan: f(1), f(2), g(1)
;; run: f(8) = 12
;; run: f(0) = trap integer divide by zero
;; run: g(1) = 3
;; run: g(0) = trap unreachable
(module
  (func $divide (param i32) (result i32) (i32.div_u (i32.const 100) (local.get 0)))
  (func $never (result i32) (unreachable))
  (func $unused (result i32) (i32.const 5))
  (func (export "f") (param i32) (result i32)
    (if (i32.eq (local.get 0) (i32.const 77)) (then (return (call $unused))))
    (call $divide (local.get 0)))
  (func (export "g") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.const 3))
      (else (call $never)))))
