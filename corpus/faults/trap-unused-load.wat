;; Reads out of bounds and does not use the value: the trap may not be optimised away.
;; Expected: exit code 134, "out of bounds memory access" in $peek.
(module
  (memory (export "memory") 1)
  (func $peek (param $x i32) (result i32)
    (drop (i64.load (i32.sub (local.get $x) (i32.const 8))))
    (i32.const 0))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $peek (i32.load (i32.const 64))))))
