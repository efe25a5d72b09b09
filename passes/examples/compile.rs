//! Compiles a module and says how long it took and how large the code is:
//! `cargo run --release -p preheat-passes --example compile -- IN.wasm OUT.preheat [O0..O3] [LEVEL] [BACKEND]`

use std::time::Instant;

use preheat_formats::CpuLevel;
use preheat_passes::compile::{Backend, CompileOptions, OptLevel, compile};
use preheat_passes::decode::decode;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, output, rest @ ..] = &args[..] else {
        return Err(
            "usage: compile IN.wasm OUT.preheat [O0..O3] [x86-64-v2..v4] [llvm|cranelift]".into()
        );
    };
    let wanted = rest.first().map_or("O3", String::as_str);
    let opt = OptLevel::ALL.into_iter().find(|opt| opt.name() == wanted).ok_or("no such level")?;
    let level = rest.get(1).map_or(Ok(CpuLevel::V3), |level| level.parse())?;

    let wasm = std::fs::read(input)?;
    let start = Instant::now();
    let module = decode(&wasm)?;
    let decoded = start.elapsed();
    let wanted = rest.get(2).map_or("llvm", String::as_str);
    let backend = Backend::ALL.into_iter().find(|backend| backend.name() == wanted);
    let backend = backend.ok_or("no such backend")?;
    let options =
        CompileOptions { backend, level, opt, plan: None, counters: None, progress: &|_| {} };
    let artifact = compile(&module, &wasm, &options)?;
    let compiled = start.elapsed() - decoded;
    println!(
        "{input}: {} bytes, {} functions; decoded in {decoded:.1?}, compiled in {compiled:.1?} \
         to {} bytes",
        wasm.len(),
        module.funcs.len(),
        artifact.len()
    );
    std::fs::write(output, artifact)?;
    Ok(())
}
