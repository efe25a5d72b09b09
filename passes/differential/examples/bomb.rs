//! scratch
use preheat_formats::CpuLevel;
use preheat_passes::compile::*;
use preheat_passes::timing::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let wasm = if let Some(name) = args[1].strip_prefix("shape:") {
        let f: Vec<&str> = name.split(',').collect();
        let shape = preheat_differential::bombs::SHAPES
            .iter()
            .find(|s| format!("{:?}", s.0) == f[0])
            .unwrap();
        let num = |i: usize, d: u32| f.get(i).map_or(d, |x| x.parse().unwrap());
        preheat_differential::bombs::bomb(shape.0, num(1, shape.2.0), num(2, shape.2.1))
    } else {
        std::fs::read(&args[1]).unwrap()
    };
    println!("{} bytes of module", wasm.len());
    let backend = match &*args[2] {
        "llvm" => Backend::Llvm,
        "cranelift" => Backend::Cranelift,
        _ => Backend::Mixed,
    };
    let timings = Timings::default();
    let rss = || {
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            / 1024
    };
    let module = timings.measure(Stage::Decode, || preheat_passes::decode::decode(&wasm));
    let module = match module {
        Ok(m) => m,
        Err(e) => {
            println!("{}: refused {e} in {:?}", args[1], timings.spent(Stage::Decode));
            return;
        }
    };
    let (mut values, mut blocks, mut params, mut args_, mut insts) = (0, 0, 0, 0, 0);
    for (_, _, b) in module.bodies() {
        values += b.values.len();
        blocks += b.blocks.len();
        for k in &b.blocks {
            params += k.params.len();
            insts += k.insts.len();
            for e in k.term.edges() {
                args_ += e.args.len();
            }
        }
    }
    println!(
        "{} {}: values {values} blocks {blocks} params {params} args {args_} insts {insts}; decode {:.2}s rss {} MB",
        args[1],
        args[2],
        timings.spent(Stage::Decode).unwrap().cpu as f64 / 1e9,
        rss()
    );
    if args.get(3).is_some_and(|x| x == "verify") {
        let t = std::time::Instant::now();
        for _ in 0..1 {
            preheat_passes::verify::verify(&module).unwrap();
        }
        println!("  verify {:?}", t.elapsed());
    }
    let result = compile(
        &module,
        &wasm,
        &CompileOptions {
            processor: None,
            backend,
            level: CpuLevel::V3,
            opt: OptLevel::O2,
            plan: None,
            counters: None,
            progress: &|_| {},
            timings: &timings,
        },
    );
    print!("  ");
    for &s in Stage::ALL {
        if let Some(t) = timings.spent(s) {
            print!("{} {:.2}, ", s.name(), t.cpu as f64 / 1e9);
        }
    }
    let t = rustix_cpu();
    match result {
        Ok(f) => println!("OK {} bytes, cpu {:.2}, rss {} MB", f.len(), t, rss()),
        Err(e) => println!("ERR {e}, cpu {:.2}, rss {} MB", t, rss()),
    }
    if let Some(out) = args.get(4) {
        let _ = out;
    }
}
fn rustix_cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.rsplit(')').next().unwrap().split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0
}
