;; A small callee in a loop; what it computes goes on in the middle of the caller's block.
;; plan: sum(20)
;; run: sum(4) = 20
;; run: sum(0) = 0
(module
  (func $square (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const -10))
      (else (i32.mul (local.get 0) (local.get 0)))))
  (func (export "sum") (param $n i32) (result i32)
    (local $s i32)
    (block $done
      (loop $again
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $s (i32.add (local.get $s) (call $square (i32.sub (local.get $n) (i32.const 1)))))
        (local.set $s (i32.add (local.get $s) (i32.const 4)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $again)))
    (local.get $s)))
