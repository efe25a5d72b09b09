;; Divides by zero.
;; Expected: exit code 134, "integer divide by zero" in $divide.
(module
  (memory (export "memory") 1)
  (func $divide (param $x i32) (result i32)
    (i32.div_u (i32.const 7) (local.get $x)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $divide (i32.load (i32.const 64))))))
