; opt -passes=slp-vectorizer -mcpu=x86-64-v3: see slp-use-before-definition.md.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define void @wasm.0(ptr noundef nonnull align 4096 captures(none) initializes((6816, 6824)) %0) #0 {
  %2 = getelementptr nusw nuw i8, ptr %0, i64 432
  %3 = load i64, ptr %2, align 16
  %4 = call i64 @llvm.abs.i64(i64 %3, i1 false)
  %5 = and i64 %4, %3
  %6 = getelementptr nusw nuw i8, ptr %0, i64 456
  %7 = load i64, ptr %6, align 8
  %8 = call i64 @llvm.smax.i64(i64 %3, i64 %7)
  %9 = select i1 false, i64 %8, i64 1
  %10 = xor i64 %9, %5
  %11 = getelementptr nusw nuw i8, ptr %0, i64 440
  %12 = load i64, ptr %11, align 8
  %13 = call i64 @llvm.abs.i64(i64 %12, i1 false)
  %14 = and i64 %13, %12
  %15 = getelementptr nusw nuw i8, ptr %0, i64 512
  %16 = load i64, ptr %15, align 512
  %17 = call i64 @llvm.smax.i64(i64 %12, i64 %16)
  %18 = select i1 false, i64 %17, i64 1
  %19 = xor i64 %18, %14
  %20 = getelementptr nusw nuw i8, ptr %0, i64 448
  %21 = load i64, ptr %20, align 64
  %22 = call i64 @llvm.abs.i64(i64 %21, i1 false)
  %23 = and i64 %22, %21
  %24 = getelementptr nusw nuw i8, ptr %0, i64 464
  %25 = load i64, ptr %24, align 16
  %26 = call i64 @llvm.smax.i64(i64 %21, i64 %25)
  %27 = select i1 false, i64 %26, i64 1
  %28 = xor i64 %27, %23
  %29 = call i64 @llvm.abs.i64(i64 %7, i1 false)
  %30 = and i64 %29, %7
  %31 = call i64 @llvm.smax.i64(i64 %7, i64 %12)
  %32 = select i1 false, i64 %31, i64 1
  %33 = xor i64 %32, %30
  %34 = call i64 @llvm.abs.i64(i64 %25, i1 false)
  %35 = and i64 %34, %25
  %36 = getelementptr nusw nuw i8, ptr %0, i64 552
  %37 = load i64, ptr %36, align 8
  %38 = call i64 @llvm.smax.i64(i64 %25, i64 %37)
  %39 = select i1 false, i64 %38, i64 1
  %40 = xor i64 %39, %35
  %41 = getelementptr nusw nuw i8, ptr %0, i64 472
  %42 = load i64, ptr %41, align 8
  %43 = call i64 @llvm.abs.i64(i64 %42, i1 false)
  %44 = and i64 %43, %42
  %45 = getelementptr nusw nuw i8, ptr %0, i64 488
  %46 = load i64, ptr %45, align 8
  %47 = call i64 @llvm.smax.i64(i64 %42, i64 %46)
  %48 = select i1 false, i64 %47, i64 1
  %49 = xor i64 %48, %44
  %50 = getelementptr nusw nuw i8, ptr %0, i64 480
  %51 = load i64, ptr %50, align 32
  %52 = call i64 @llvm.abs.i64(i64 %51, i1 false)
  %53 = and i64 %52, %51
  %54 = getelementptr nusw nuw i8, ptr %0, i64 536
  %55 = load i64, ptr %54, align 8
  %56 = call i64 @llvm.smax.i64(i64 %51, i64 %55)
  %57 = select i1 false, i64 %56, i64 1
  %58 = xor i64 %57, %53
  %59 = call i64 @llvm.abs.i64(i64 %46, i1 false)
  %60 = getelementptr nusw nuw i8, ptr %0, i64 504
  %61 = load i64, ptr %60, align 8
  %62 = call i64 @llvm.smax.i64(i64 %46, i64 %61)
  %63 = select i1 false, i64 %62, i64 1
  %64 = xor i64 %63, %59
  %65 = getelementptr nusw nuw i8, ptr %0, i64 496
  %66 = load i64, ptr %65, align 16
  %67 = call i64 @llvm.abs.i64(i64 %66, i1 false)
  %68 = and i64 %67, %66
  %69 = select i1 false, i64 %66, i64 1
  %70 = xor i64 %69, %68
  %71 = call i64 @llvm.abs.i64(i64 %61, i1 false)
  %72 = and i64 %71, %61
  %73 = xor i64 %72, %21
  %74 = call i64 @llvm.abs.i64(i64 %16, i1 false)
  %75 = and i64 %74, %16
  %76 = xor i64 %75, 1
  %77 = getelementptr nusw nuw i8, ptr %0, i64 520
  %78 = load i64, ptr %77, align 8
  %79 = call i64 @llvm.abs.i64(i64 %78, i1 false)
  %80 = and i64 %79, %78
  %81 = getelementptr nusw nuw i8, ptr %0, i64 528
  %82 = load i64, ptr %81, align 16
  %83 = xor i64 %80, %82
  %84 = call i64 @llvm.abs.i64(i64 %82, i1 false)
  %85 = xor i64 %84, 1
  %86 = call i64 @llvm.abs.i64(i64 %55, i1 false)
  %87 = xor i64 %86, 1
  %88 = getelementptr nusw nuw i8, ptr %0, i64 544
  %89 = load i64, ptr %88, align 32
  %90 = call i64 @llvm.abs.i64(i64 %89, i1 false)
  %91 = and i64 %90, %89
  %92 = select i1 false, i64 %89, i64 1
  %93 = xor i64 %92, %91
  %94 = call i64 @llvm.abs.i64(i64 %37, i1 false)
  %95 = and i64 %94, %37
  %96 = call i64 @llvm.smax.i64(i64 %37, i64 %51)
  %97 = xor i64 %96, %95
  %98 = add i64 %76, %10
  %99 = add i64 %98, %19
  %100 = add i64 %99, %28
  %101 = add i64 %100, %33
  %102 = add i64 %101, %40
  %103 = add i64 %102, %49
  %104 = add i64 %103, %97
  %105 = add i64 %104, %87
  %106 = add i64 %105, %58
  %107 = add i64 %106, %73
  %108 = add i64 %107, %64
  %109 = add i64 %108, %70
  %110 = add i64 %109, %83
  %111 = add i64 %110, %85
  %112 = add i64 %111, %93
  store i64 %112, ptr null, align 32
  ret void
}

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.abs.i64(i64, i1 immarg) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smax.i64(i64, i64) #2

; uselistorder directives
uselistorder ptr @llvm.abs.i64, { 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 }
uselistorder ptr @llvm.smax.i64, { 8, 7, 6, 5, 4, 3, 2, 1, 0 }

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "disable-tail-calls"="true" "no-builtin-strlen" "no-builtin-wcslen" "probe-stack"="inline-asm" "target-cpu"="x86-64-v3" "tune-cpu"="generic" }
attributes #1 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
