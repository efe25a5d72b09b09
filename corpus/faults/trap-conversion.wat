;; Converts a NaN to an integer.
;; Expected: exit code 134, "invalid conversion to integer" in $convert.
(module
  (memory (export "memory") 1)
  (func $convert (param $x i32) (result i32)
    (i32.trunc_f64_s (f64.div (f64.convert_i32_u (local.get $x)) (f64.const 0))))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $convert (i32.load (i32.const 64))))))
