; llc -O2: see tailcc-shrink-wrap.md.
target triple = "x86_64-unknown-linux-gnu"

define tailcc i64 @caller(ptr %flag, i64 %n) nounwind {
entry:
  %value = load i64, ptr %flag
  %more = icmp ne i64 %value, 0
  br i1 %more, label %many, label %few

many:
  %m = tail call tailcc i64 @many(ptr %flag, i64 %n, i64 %n, i64 %n, i64 %n, i64 %n, i64 %n, i64 %n)
  ret i64 %m

few:
  %next = sub i64 %n, 1
  %last = icmp eq i64 %n, 0
  br i1 %last, label %done, label %again

again:
  %a = musttail call tailcc i64 @few(ptr %flag, i64 %next)
  ret i64 %a

done:
  ret i64 7
}

declare tailcc i64 @many(ptr, i64, i64, i64, i64, i64, i64, i64)
declare tailcc i64 @few(ptr, i64)
