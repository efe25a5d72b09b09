;; Never ends.
;; Expected: with a timeout, exit code 124.
(module
  (memory (export "memory") 1)
  (func $spin
    (loop $again
      (i32.store (i32.const 64) (i32.add (i32.load (i32.const 64)) (i32.const 1)))
      (br $again)))
  (func (export "_start") (call $spin)))
