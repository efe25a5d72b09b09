target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"
define void @f(ptr noalias %s, ptr noalias %d) {
  %p0 = getelementptr i16, ptr %s, i64 0
  %v0 = load i16, ptr %p0, align 2
  %e0 = sext i16 %v0 to i64
  %c0 = uitofp i64 %e0 to float
  %q0 = getelementptr float, ptr %d, i64 0
  store float %c0, ptr %q0, align 4
  %p1 = getelementptr i16, ptr %s, i64 1
  %v1 = load i16, ptr %p1, align 2
  %e1 = sext i16 %v1 to i64
  %c1 = uitofp i64 %e1 to float
  %q1 = getelementptr float, ptr %d, i64 1
  store float %c1, ptr %q1, align 4
  %p2 = getelementptr i16, ptr %s, i64 2
  %v2 = load i16, ptr %p2, align 2
  %e2 = sext i16 %v2 to i64
  %c2 = uitofp i64 %e2 to float
  %q2 = getelementptr float, ptr %d, i64 2
  store float %c2, ptr %q2, align 4
  %p3 = getelementptr i16, ptr %s, i64 3
  %v3 = load i16, ptr %p3, align 2
  %e3 = sext i16 %v3 to i64
  %c3 = uitofp i64 %e3 to float
  %q3 = getelementptr float, ptr %d, i64 3
  store float %c3, ptr %q3, align 4
ret void
}
