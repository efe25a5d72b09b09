;; Does nothing: for the time that everything around a program takes. It never reads, so it has no warm point
;; before its end.
(module
  (memory (export "memory") 1)
  (func (export "_start")))
