;; Reads a table beyond its end.
;; Expected: exit code 134, "out of bounds table access" in $look.
(module
  (memory (export "memory") 1)
  (table $t 2 2 funcref)
  (func $look (param $x i32) (result i32)
    (ref.is_null (table.get $t (i32.add (local.get $x) (i32.const 2)))))
  (func (export "_start")
    ;; What is read from memory is not known when this is compiled.
    (drop (call $look (i32.load (i32.const 64))))))
