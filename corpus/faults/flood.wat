;; Writes without end.
;; Expected: ended by a limit of output, by a timeout, or because nobody reads any more.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
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
  (func (export "_start")
    (loop $more
      (call $write (i32.const 64) (i32.const 65472))
      (br $more))))
