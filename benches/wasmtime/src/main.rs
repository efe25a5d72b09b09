//! Runs the requests of one module in wasmtime, and times each: from the instantiation to the end of the
//! program. What it says and hears is described in `benches/src/engines/runner.rs`, whose other side this is.
//! Only this program links wasmtime, so that nothing else has to wait for it to compile.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::json;
use wasmtime::{Config, Engine, InstancePre, Linker, Module, OptLevel, Result, Store, bail};
use wasmtime_wasi::p1::{self, WasiP1Ctx};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

/// As much as Preheat lets a request write.
const MAX_OUTPUT: usize = 64 << 20;

/// Runs the requests of a module in wasmtime; for `preheat bench`.
#[derive(Parser)]
struct Options {
    module: PathBuf,
    #[arg(long)]
    program: String,
    #[arg(long, value_name = "HOST::GUEST")]
    dir: Vec<String>,
    #[arg(long, value_name = "K=V")]
    env: Vec<String>,
    #[arg(last = true)]
    args: Vec<String>,
}

/// What host functions work on.
struct World {
    wasi: WasiP1Ctx,
    started: Option<Instant>,
    marked: Arc<AtomicU64>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::Speed);
    let engine = Engine::new(&config)?;
    let wasm = std::fs::read(&options.module)?;
    let (start, processor) = (Instant::now(), processor_time());
    let compiled = Module::new(&engine, &wasm)?;
    let (compile, compile_processor) = (start.elapsed(), processor_time() - processor);
    let (module, load) = load(&engine, &compiled)?;
    let instance = linker(&engine)?.instantiate_pre(&module)?;
    let mut out = io::stdout().lock();
    put(
        &mut out,
        json!({
            "compile_ns": compile.as_nanos() as u64,
            "compile_processor_ns": compile_processor.as_nanos() as u64,
            "load_ns": load.as_nanos() as u64,
            "code_bytes": module.text().len(),
        })
        .to_string()
        .as_bytes(),
    )?;
    out.flush()?;
    let mut requests = io::stdin().lock();
    while let Some(request) = take(&mut requests)? {
        serve(&options, &instance, request, &mut out)?;
    }
    Ok(())
}

/// What a server would do with a module that was compiled before: opens it from a file.
fn load(engine: &Engine, compiled: &Module) -> Result<(Module, Duration)> {
    let mut file = tempfile::tempfile()?;
    file.write_all(&compiled.serialize()?)?;
    let start = Instant::now();
    // SAFETY: this very engine has just written it, and it has no name by which others could change it.
    let module = unsafe { Module::deserialize_open_file(engine, file)? };
    Ok((module, start.elapsed()))
}

fn linker(engine: &Engine) -> Result<Linker<World>> {
    let mut linker = Linker::new(engine);
    p1::add_to_linker_sync(&mut linker, |world: &mut World| &mut world.wasi)?;
    linker.func_wrap("preheat", "ready", || {})?;
    linker.func_wrap("bench", "start", |mut caller: wasmtime::Caller<'_, World>| {
        caller.data_mut().started = Some(Instant::now());
    })?;
    linker.func_wrap("bench", "end", |mut caller: wasmtime::Caller<'_, World>| {
        let world = caller.data_mut();
        if let Some(started) = world.started.take() {
            let took = (started.elapsed().as_nanos() as u64).max(1);
            world.marked.fetch_add(took, Ordering::Relaxed);
        }
    })?;
    Ok(linker)
}

fn serve(
    options: &Options,
    instance: &InstancePre<World>,
    stdin: Vec<u8>,
    out: &mut impl Write,
) -> Result<()> {
    let stdout = MemoryOutputPipe::new(MAX_OUTPUT);
    let marked = Arc::new(AtomicU64::new(0));
    let wasi = wasi(options, stdin, stdout.clone())?;
    let world = World { wasi, started: None, marked: marked.clone() };
    let start = Instant::now();
    let mut store = Store::new(instance.module().engine(), world);
    let ending = instance.instantiate(&mut store).and_then(|instance| {
        instance.get_typed_func::<(), ()>(&mut store, "_start")?.call(&mut store, ())
    });
    let wall_ns = start.elapsed().as_nanos() as u64;
    let (exit, failure) = match ending {
        Ok(()) => (Some(0), None),
        Err(error) => match error.downcast_ref::<I32Exit>() {
            Some(exit) => (Some(exit.0), None),
            None => (None, Some(format!("{error:#}"))),
        },
    };
    let report = json!({
        "wall_ns": wall_ns,
        "marked_ns": marked.load(Ordering::Relaxed),
        "exit": exit,
        "failure": failure,
    });
    put(out, report.to_string().as_bytes())?;
    put(out, &stdout.contents())?;
    Ok(out.flush()?)
}

fn wasi(options: &Options, stdin: Vec<u8>, stdout: MemoryOutputPipe) -> Result<WasiP1Ctx> {
    let mut builder = WasiCtxBuilder::new();
    builder.arg(&options.program).args(&options.args);
    builder.stdin(MemoryInputPipe::new(stdin)).stdout(stdout);
    for variable in &options.env {
        let Some((key, value)) = variable.split_once('=') else {
            bail!("--env {variable}: expected K=V")
        };
        builder.env(key, value);
    }
    for dir in &options.dir {
        let (host, guest) = dir.split_once("::").unwrap_or((dir, dir));
        builder.preopened_dir(host, guest, FsPerms::ReadWrite)?;
    }
    Ok(builder.build_p1())
}

/// Of all threads of this process.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Writes a length and as many bytes.
fn put(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads a length and as many bytes; None at the end.
fn take(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}
