;; Tail calls: of the caller, whose place the callee takes, and of the callee, which become calls.
;; plan: f(9), g(9)
;; run: f(3) = 13
;; run: g(3) = 26
;; run: g(0) = 20
(module
  (type $unary (func (param i32) (result i32)))
  (table funcref (elem $add))
  (func $add (param i32) (result i32) (i32.add (local.get 0) (i32.const 10)))
  (func $to_add (param i32) (result i32) (return_call $add (local.get 0)))
  (func $through (param i32) (result i32)
    (return_call_indirect (type $unary) (local.get 0) (i32.const 0)))
  (func (export "f") (param i32) (result i32) (return_call $to_add (local.get 0)))
  (func (export "g") (param i32) (result i32)
    (i32.add (call $to_add (local.get 0)) (call $through (local.get 0)))))
