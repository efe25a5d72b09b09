//! A C program with tables that are read at `i & mask`, as checksums and framing do, says the same whoever
//! compiles it. (`masks/mask2.c`, by clang -Os: where LLVM goes wrong is docs/LLVM.md's, and smaller programs
//! are in `passes/codegen/tests/compile/llvm_faults.rs`.)

mod support;

use preheat_formats::CpuLevel;
use support::{ok, preheat, root, stdout};

const RIGHT: &str =
    "mask 3501825028\nmask3 151354581\ndot 30192169456 dot8 63172944 cnt 32 ring 494000\n";

#[test]
fn every_compiler_at_every_level_says_the_same() {
    let scratch = tempfile::tempdir().unwrap();
    let module = root().join("pipeline/cli/tests/masks/mask2-Os.wasm");
    let artifact = scratch.path().join("mask2.preheat");
    for level in CpuLevel::ALL.into_iter().filter(|level| level.missing_here().is_empty()) {
        for (backend, opt) in [("llvm", "1"), ("llvm", "2"), ("llvm", "3"), ("cranelift", "3")] {
            let mut compile = preheat(["compile", "--backend", backend, "--opt", opt, "-o"]);
            compile.arg(&artifact).arg(&module).args(["--target-cpu", level.name()]);
            ok(compile);
            let mut run = preheat(["run"]);
            run.arg(&artifact);
            assert_eq!(stdout(&ok(run)), RIGHT, "{backend} at -O{opt} for {level}");
        }
    }
}
