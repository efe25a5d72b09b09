;; Divides the smallest integer by -1.
;; Expected: exit code 134, "integer overflow" in $divide.
(module
  (memory (export "memory") 1)
  (func $divide (param $x i32) (result i32)
    (i32.div_s (i32.add (local.get $x) (i32.const 0x80000000)) (i32.const -1)))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $divide (i32.load (i32.const 64))))))
