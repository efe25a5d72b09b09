;; A sum of 16 terms, at which LLVM 22.1.8 itself ends by a signal at x86-64-v3, O2 and O3 (docs/LLVM.md).
(module (memory (export "memory") 2) (func (export "f") (local i64 i64) (i64.store (i32.const 6816) (i64.add
(i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add (i64.add
(i64.add (i64.xor (i64.and (i64.load (i32.const 432)) (select (i64.sub (i64.const 0) (i64.load (i32.const 432)))
(i64.load (i32.const 432)) (i64.lt_s (i64.load (i32.const 432)) (i64.const 0)))) (select (select (i64.load
(i32.const 432)) (i64.load (i32.const 456)) (i64.gt_s (i64.load (i32.const 432)) (i64.load (i32.const 456))))
(i64.const 1) (i64.le_s (i64.load (i32.const 312)) (i64.const -2)))) (i64.xor (i64.and (i64.load (i32.const 440))
(select (i64.sub (i64.const 0) (i64.load (i32.const 440))) (i64.load (i32.const 440)) (i64.lt_s (i64.load (i32.const
440)) (i64.const 0)))) (select (select (i64.load (i32.const 440)) (i64.load (i32.const 512)) (i64.gt_s (i64.load
(i32.const 440)) (i64.load (i32.const 512)))) (i64.const 1) (i64.le_s (i64.load (i32.const 368)) (i64.const -2)))))
(i64.xor (i64.and (i64.load (i32.const 448)) (select (i64.sub (i64.const 0) (i64.load (i32.const 448))) (i64.load
(i32.const 448)) (i64.lt_s (i64.load (i32.const 448)) (i64.const 0)))) (select (select (i64.load (i32.const 448))
(i64.load (i32.const 464)) (i64.gt_s (i64.load (i32.const 448)) (i64.load (i32.const 464)))) (i64.const 1) (i64.le_s
(i64.load (i32.const 320)) (i64.const -2))))) (i64.xor (i64.and (i64.load (i32.const 456)) (select (i64.sub
(i64.const 0) (i64.load (i32.const 456))) (i64.load (i32.const 456)) (i64.lt_s (i64.load (i32.const 456)) (i64.const
0)))) (select (select (i64.load (i32.const 456)) (i64.load (i32.const 440)) (i64.gt_s (i64.load (i32.const 456))
(i64.load (i32.const 440)))) (i64.const 1) (i64.le_s (i64.load (i32.const 296)) (i64.const -2))))) (i64.xor (i64.and
(i64.load (i32.const 464)) (select (i64.sub (i64.const 0) (i64.load (i32.const 464))) (i64.load (i32.const 464))
(i64.lt_s (i64.load (i32.const 464)) (i64.const 0)))) (select (select (i64.load (i32.const 464)) (i64.load
(i32.const 552)) (i64.gt_s (i64.load (i32.const 464)) (i64.load (i32.const 552)))) (i64.const 1) (i64.le_s (i64.load
(i32.const 408)) (i64.const -2))))) (i64.xor (i64.and (i64.load (i32.const 472)) (select (i64.sub (i64.const 0)
(i64.load (i32.const 472))) (i64.load (i32.const 472)) (i64.lt_s (i64.load (i32.const 472)) (i64.const 0)))) (select
(select (i64.load (i32.const 472)) (i64.load (i32.const 488)) (i64.gt_s (i64.load (i32.const 472)) (i64.load
(i32.const 488)))) (i64.const 1) (i64.le_s (i64.load (i32.const 344)) (i64.const -2))))) (i64.xor (i64.and (i64.load
(i32.const 480)) (select (i64.sub (i64.const 0) (i64.load (i32.const 480))) (i64.load (i32.const 480)) (i64.lt_s
(i64.load (i32.const 480)) (i64.const 0)))) (select (select (i64.load (i32.const 480)) (i64.load (i32.const 536))
(i64.gt_s (i64.load (i32.const 480)) (i64.load (i32.const 536)))) (i64.const 1) (i64.le_s (i64.load (i32.const 392))
(i64.const -2))))) (i64.xor (select (i64.sub (i64.const 0) (i64.load (i32.const 488))) (i64.load (i32.const 488))
(i64.lt_s (i64.load (i32.const 488)) (i64.const 0))) (select (select (i64.load (i32.const 488)) (i64.load (i32.const
504)) (i64.gt_s (i64.load (i32.const 488)) (i64.load (i32.const 504)))) (i64.const 1) (i64.le_s (i64.load (i32.const
360)) (i64.const -2))))) (i64.xor (i64.and (i64.load (i32.const 496)) (select (i64.sub (i64.const 0) (i64.load
(i32.const 496))) (i64.load (i32.const 496)) (i64.lt_s (i64.load (i32.const 496)) (i64.const 0)))) (select (i64.load
(i32.const 496)) (i64.const 1) (i64.le_s (i64.load (i32.const 352)) (i64.const -2))))) (i64.xor (i64.and (i64.load
(i32.const 504)) (select (i64.sub (i64.const 0) (i64.load (i32.const 504))) (i64.load (i32.const 504)) (i64.lt_s
(i64.load (i32.const 504)) (i64.const 0)))) (i64.load (i32.const 448)))) (i64.xor (i64.and (i64.load (i32.const
512)) (select (i64.sub (i64.const 0) (i64.load (i32.const 512))) (i64.load (i32.const 512)) (i64.lt_s (i64.load
(i32.const 512)) (i64.const 0)))) (i64.const 1))) (i64.xor (i64.and (i64.load (i32.const 520)) (select (i64.sub
(i64.const 0) (i64.load (i32.const 520))) (i64.load (i32.const 520)) (i64.lt_s (i64.load (i32.const 520)) (i64.const
0)))) (i64.load (i32.const 528)))) (i64.xor (select (i64.sub (i64.const 0) (i64.load (i32.const 528))) (i64.load
(i32.const 528)) (i64.lt_s (i64.load (i32.const 528)) (i64.const 0))) (i64.const 1))) (i64.xor (select (i64.sub
(i64.const 0) (i64.load (i32.const 536))) (i64.load (i32.const 536)) (i64.lt_s (i64.load (i32.const 536)) (i64.const
0))) (i64.const 1))) (i64.xor (i64.and (i64.load (i32.const 544)) (select (i64.sub (i64.const 0) (i64.load
(i32.const 544))) (i64.load (i32.const 544)) (i64.lt_s (i64.load (i32.const 544)) (i64.const 0)))) (select (i64.load
(i32.const 544)) (i64.const 1) (i64.le_s (i64.load (i32.const 376)) (i64.const -2))))) (i64.xor (i64.and (i64.load
(i32.const 552)) (select (i64.sub (i64.const 0) (i64.load (i32.const 552))) (i64.load (i32.const 552)) (i64.lt_s
(i64.load (i32.const 552)) (i64.const 0)))) (select (i64.load (i32.const 552)) (i64.load (i32.const 480)) (i64.gt_s
(i64.load (i32.const 552)) (i64.load (i32.const 480)))))))))
