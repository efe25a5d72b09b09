;; Writes before its first read: what is written then belongs to every response.
;; Expected: output "before\nafter\n" for each request.
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "before\nafter\n")
  ;; Reads up to $len bytes of stdin; 0 at its end. Any error ends the program with code 1.
  (func $read (param $at i32) (param $len i32) (result i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $len))
    (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))
      (then (call $proc_exit (i32.const 1))))
    (i32.load (i32.const 8)))
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
  ;; Reads stdin to its end and says how long it was.
  (func $drain (result i32)
    (local $got i32)
    (local $sum i32)
    (loop $more
      (local.set $got (call $read (i32.const 4096) (i32.const 60000)))
      (local.set $sum (i32.add (local.get $sum) (local.get $got)))
      (br_if $more (local.get $got)))
    (local.get $sum))
  (func (export "_start")
    (call $write (i32.const 64) (i32.const 7))
    (drop (call $drain))
    (call $write (i32.const 71) (i32.const 6))))
