;; Traps while it is instantiated: its data does not fit.
;; Expected: exit code 134, "out of bounds memory access".
(module
  (memory (export "memory") 1)
  (data (i32.const 65530) "too long to fit")
  (func (export "_start")))
