//! How long compiling takes: the two emitters on a real module, and inputs larger than any real one. Each
//! compilation is a process of its own, `preheat compile --timings`, as a user would run it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use crate::Outcome;
use crate::large::{self, Shape};
use crate::samples::Samples;

/// One compilation.
#[derive(Debug, Clone, Copy)]
pub struct Compilation {
    /// Processor time of all its threads.
    pub processor: Duration,
    pub peak_memory: u64,
    pub artifact_bytes: u64,
}

/// What `preheat compile --json --timings` prints, as far as it is needed.
#[derive(Deserialize)]
struct Printed {
    bytes: u64,
    peak_memory_bytes: u64,
    timings: Vec<PrintedStage>,
}

#[derive(Deserialize)]
struct PrintedStage {
    /// None for tasks of a stage.
    seconds: Option<f64>,
    processor_seconds: f64,
}

/// Compiles with the `preheat` beside this program.
pub fn compile(module: &Path, backend: &str) -> Outcome<Compilation> {
    let preheat = std::env::current_exe()?.with_file_name("preheat");
    let folder = tempfile::Builder::new().prefix("preheat-compiling-").tempdir()?;
    let output = Command::new(&preheat)
        .args(["compile", "--json", "--timings", "--backend", backend])
        .arg(module)
        .arg("-o")
        .arg(folder.path().join("out.preheat"))
        .env("PREHEAT_STORE", folder.path().join("store"))
        .output()
        .map_err(|error| format!("{}: {error}", preheat.display()))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("compiling {} failed: {stderr}", module.display()).into());
    }
    let printed: Printed = serde_json::from_slice(&output.stdout)?;
    let whole = printed.timings.iter().filter(|stage| stage.seconds.is_some());
    Ok(Compilation {
        processor: Duration::from_secs_f64(whole.map(|stage| stage.processor_seconds).sum()),
        peak_memory: printed.peak_memory_bytes,
        artifact_bytes: printed.bytes,
    })
}

/// Processor time of both emitters for one module, in turns.
pub struct Emitters {
    pub llvm: Samples,
    pub cranelift: Samples,
}

pub fn emitters(module: &Path, runs: usize) -> Outcome<Emitters> {
    let mut emitters = Emitters { llvm: Samples::default(), cranelift: Samples::default() };
    for _ in 0..runs {
        emitters.llvm.add(compile(module, "llvm")?.processor);
        emitters.cranelift.add(compile(module, "cranelift")?.processor);
    }
    Ok(emitters)
}

/// A large input and how it compiled.
pub struct Large {
    pub what: String,
    pub wasm_bytes: u64,
    pub backend: &'static str,
    pub compilation: Compilation,
}

/// Inputs of growing size, so that growth can be seen: a real module repeated, up to 20 MB, by Cranelift; and
/// functions of each shape, up to 1 MB, with LLVM as the backend.
pub fn large_inputs(module: &Path) -> Outcome<Vec<Large>> {
    const COPIES: [u32; 3] = [1, 10, 58];
    const FUNCTION_BYTES: [usize; 2] = [250_000, 1_000_000];
    let folder = tempfile::Builder::new().prefix("preheat-large-").tempdir()?;
    let mut inputs: Vec<(String, PathBuf, &'static str)> = vec![];
    let mut add = |what: String, wasm: Vec<u8>, backend| -> Outcome<()> {
        let path = folder.path().join(format!("{}.wasm", inputs.len()));
        std::fs::write(&path, wasm)?;
        inputs.push((what, path, backend));
        Ok(())
    };
    let wasm = std::fs::read(module)?;
    for copies in COPIES {
        add(format!("{copies} × Markdown"), large::repeated(&wasm, copies)?, "cranelift")?;
    }
    for shape in Shape::ALL {
        for bytes in FUNCTION_BYTES {
            let name = format!("one function: {}", shape.name());
            add(name, large::function(shape, bytes), "llvm")?;
        }
    }
    let mut done = vec![];
    for (what, path, backend) in inputs {
        let compilation = compile(&path, backend)?;
        let wasm_bytes = std::fs::metadata(&path)?.len();
        done.push(Large { what, wasm_bytes, backend, compilation });
    }
    Ok(done)
}
