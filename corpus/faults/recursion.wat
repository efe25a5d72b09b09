;; Calls itself without end.
;; Expected: exit code 134, "call stack exhausted" in $deeper.
(module
  (memory (export "memory") 1)
  (func $deeper (param $x i32) (result i32)
    ;; Work after the call, of a kind that no compiler can turn into a loop.
    (i32.xor (i32.rotl (call $deeper (i32.add (local.get $x) (i32.const 1))) (i32.const 3)) (local.get $x)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $deeper (i32.load (i32.const 64))))))
