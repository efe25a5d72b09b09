;; Reaches what it says cannot be reached.
;; Expected: exit code 134, "unreachable" in $give_up.
(module
  (memory (export "memory") 1)
  (func $give_up (param $x i32) (result i32)
    (if (i32.eqz (local.get $x)) (then unreachable))
    (local.get $x))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $give_up (i32.load (i32.const 64))))))
