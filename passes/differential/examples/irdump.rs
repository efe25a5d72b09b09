//! scratch: digests of the IR of files and of seeds
use preheat_differential::kind::{Kind, Part};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let seeds: u64 = args[1].parse().unwrap();
    let show = |name: String, wasm: &[u8]| {
        let t = std::time::Instant::now();
        match preheat_passes::decode::decode(wasm) {
            Ok(m) => {
                let took = t.elapsed();
                let text = preheat_passes::text::module_to_string(&m);
                println!("{name} {}", preheat_formats::Digest::of(text.as_bytes()).short());
                if wasm.len() > 500_000 {
                    eprintln!("{name} {took:?}");
                }
                if let Ok(dir) = std::env::var("DUMP") {
                    std::fs::write(
                        format!("{dir}/{}", name.replace('/', "_").replace(' ', "_")),
                        text,
                    )
                    .unwrap();
                }
            }
            Err(e) => println!("{name} {e}"),
        }
    };
    for path in &args[2..] {
        show(path.clone(), &std::fs::read(path).unwrap());
    }
    for kind in Kind::ALL {
        for seed in 0..seeds {
            if kind.name() == "bombs" {
                continue;
            }
            show(format!("{kind} {seed}"), &kind.module(seed, Part::Whole));
        }
    }
}
