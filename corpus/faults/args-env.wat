;; Writes its arguments, then its environment, one per line.
;; Expected: for "run args-env.wat --env A=b -- x": "args-env\nx\nA=b\n" (the first line is the program's name).
(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 4)
  ;; Writes all of it, in as many calls as that takes; any error ends the program with code 1.
  (func $write (param $at i32) (param $len i32)
    (loop $more
      (if (local.get $len)
        (then
          (i32.store (i32.const 0) (local.get $at))
          (i32.store (i32.const 4) (local.get $len))
          (if (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))
            (then (call $proc_exit (i32.const 1))))
          (local.set $at (i32.add (local.get $at) (i32.load (i32.const 8))))
          (local.set $len (i32.sub (local.get $len) (i32.load (i32.const 8))))
          (br $more)))))
  ;; Writes $len bytes of strings that end with a zero, a line feed in place of each zero.
  (func $lines (param $at i32) (param $len i32)
    (local $i i32)
    (loop $more
      (if (i32.lt_u (local.get $i) (local.get $len))
        (then
          (if (i32.eqz (i32.load8_u (i32.add (local.get $at) (local.get $i))))
            (then (i32.store8 (i32.add (local.get $at) (local.get $i)) (i32.const 10))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $more))))
    (call $write (local.get $at) (local.get $len)))
  (func $check (param $errno i32)
    (if (local.get $errno) (then (call $proc_exit (i32.const 1)))))
  (func (export "_start")
    (call $check (call $args_sizes_get (i32.const 16) (i32.const 20)))
    (call $check (call $args_get (i32.const 1024) (i32.const 65536)))
    (call $lines (i32.const 65536) (i32.load (i32.const 20)))
    (call $check (call $environ_sizes_get (i32.const 16) (i32.const 20)))
    (call $check (call $environ_get (i32.const 1024) (i32.const 131072)))
    (call $lines (i32.const 131072) (i32.load (i32.const 20)))))
