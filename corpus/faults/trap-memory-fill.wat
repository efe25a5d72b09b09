;; Fills more than there is.
;; Expected: exit code 134, "out of bounds memory access" in $wipe.
(module
  (memory (export "memory") 1)
  (func $wipe (param $x i32) (result i32)
    (memory.fill (local.get $x) (i32.const 0) (i32.const 65537))
    (local.get $x))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $wipe (i32.load (i32.const 64))))))
