;; Calls through an empty entry of the table.
;; Expected: exit code 134, "uninitialized element" in $dispatch.
(module
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (func $dispatch (param $x i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get $x) (local.get $x)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $dispatch (i32.load (i32.const 64))))))
