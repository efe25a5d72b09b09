;; Reads at the far end of what an address and an offset can say, beyond 8 GiB.
;; Expected: exit code 134, "out of bounds memory access" in $peek.
(module
  (memory (export "memory") 1)
  (func $peek (param $x i32) (result i32)
    (i32.load offset=0xffffffff (i32.sub (local.get $x) (i32.const 1))))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $peek (i32.load (i32.const 64))))))
