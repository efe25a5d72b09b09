;; Reads one byte beyond its only page.
;; Expected: exit code 134, "out of bounds memory access" in $peek.
(module
  (memory (export "memory") 1)
  (func $peek (param $x i32) (result i32)
    (i32.load8_u offset=65536 (local.get $x)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $peek (i32.load (i32.const 64))))))
