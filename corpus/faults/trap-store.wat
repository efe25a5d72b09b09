;; Writes four bytes of which the last lies beyond its only page; nothing of them may be written.
;; Expected: exit code 134, "out of bounds memory access" in $poke.
(module
  (memory (export "memory") 1)
  (func $poke (param $x i32) (result i32)
    (i32.store (i32.add (local.get $x) (i32.const 65533)) (i32.const 1))
    (local.get $x))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $poke (i32.load (i32.const 64))))))
