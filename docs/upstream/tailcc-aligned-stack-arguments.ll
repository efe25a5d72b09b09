; llc -O2, link, run: ends with a segmentation fault; see tailcc-aligned-stack-arguments.md.
target triple = "x86_64-unknown-linux-gnu"

; One vector and one integer do not fit into registers.
define tailcc i64 @callee(i64, i64, i64, i64, i64, i64, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, <4 x i32>, i64 %last) noinline {
  ret i64 %last
}

define tailcc i64 @middle(i64 %a, <4 x i32> %v) noinline {
  %r = tail call tailcc i64 @callee(i64 %a, i64 %a, i64 %a, i64 %a, i64 %a, i64 %a, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, <4 x i32> %v, i64 %a)
  ret i64 %r
}

define i32 @main() {
  %r = call tailcc i64 @middle(i64 0, <4 x i32> zeroinitializer)
  %code = trunc i64 %r to i32
  ret i32 %code
}
