;; Grows its memory, and writes to each new page, until no more is given: 256 MiB.
;; Expected: output "stopped\n", exit code 0; with --max-memory, less is given, or the request is ended.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1 4096)
  (data (i32.const 64) "stopped\n")
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
  (func $fill (export "_start")
    (local $page i32)
    (loop $more
      (local.set $page (memory.grow (i32.const 1)))
      (if (i32.ne (local.get $page) (i32.const -1))
        (then
          (i32.store (i32.shl (local.get $page) (i32.const 16)) (i32.const 1))
          (br $more))))
    (call $write (i32.const 64) (i32.const 8))))
