;; Calls a function through a type that is not its own.
;; Expected: exit code 134, "indirect call type mismatch" in $dispatch.
(module
  (memory (export "memory") 1)
  (table 1 1 funcref)
  (elem (i32.const 0) $other)
  (func $other (result i64) (i64.const 1))
  (func $dispatch (param $x i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get $x) (local.get $x)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $dispatch (i32.load (i32.const 64))))))
