;; Traps while it is instantiated, in its start function.
;; Expected: exit code 134, "unreachable" in $prepare.
(module
  (memory (export "memory") 1)
  (func $prepare unreachable)
  (start $prepare)
  (func (export "_start")))
