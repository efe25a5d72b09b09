;; Calls through an index beyond the table.
;; Expected: exit code 134, "undefined element" in $dispatch.
(module
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (func $dispatch (param $x i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get $x) (i32.add (local.get $x) (i32.const 9))))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $dispatch (i32.load (i32.const 64))))))
