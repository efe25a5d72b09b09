;; Of WebAssembly 3.0, and refused by name: exceptions.
(module
  (tag $e (param i32))
  (func (export "throw") (block (result i32) (try_table (catch $e 0) (throw $e (i32.const 1))) (i32.const 2)) (drop)))
