;; fuel 9000000
;; call queens 4
;; call queens 6
;; call queens 9
(module
  (func $place (param $all i32) (param $columns i32) (param $left i32) (param $right i32) (result i32)
    (local $free i32) (local $bit i32) (local $count i32)
    (if (i32.eq (local.get $columns) (local.get $all)) (then (return (i32.const 1))))
    (local.set $free (i32.and (local.get $all) (i32.xor (i32.const -1)
      (i32.or (local.get $columns) (i32.or (local.get $left) (local.get $right))))))
    (block $done (loop $next
      (br_if $done (i32.eqz (local.get $free)))
      (local.set $bit (i32.and (local.get $free) (i32.sub (i32.const 0) (local.get $free))))
      (local.set $free (i32.xor (local.get $free) (local.get $bit)))
      (local.set $count (i32.add (local.get $count) (call $place (local.get $all)
        (i32.or (local.get $columns) (local.get $bit))
        (i32.shl (i32.or (local.get $left) (local.get $bit)) (i32.const 1))
        (i32.shr_u (i32.or (local.get $right) (local.get $bit)) (i32.const 1)))))
      (br $next)))
    (local.get $count))
  (func (export "queens") (param $n i32) (result i32)
    (call $place (i32.sub (i32.shl (i32.const 1) (local.get $n)) (i32.const 1)) (i32.const 0) (i32.const 0) (i32.const 0))))
