//! Where the time of loading goes: `cargo run --release --example load_steps -- ARTIFACT`.

use std::path::Path;
use std::time::Instant;

use preheat_runtime_agent::wasi::stdio::{Input, Output, Stdio};
use preheat_runtime_agent::{Artifact, Environment, Instance, wasi::Wasi};

fn main() {
    let path = std::env::args().nth(1).expect("an artifact");
    let mut best = [u128::MAX; 4];
    let mut first = None;
    for _ in 0..50 {
        let start = Instant::now();
        let artifact = Artifact::open(Path::new(&path)).expect("sound");
        let opened = start.elapsed().as_micros();
        let start = Instant::now();
        let instance = Instance::new(artifact, 0).expect("sound");
        let made = start.elapsed().as_micros();
        let start = Instant::now();
        let stdio = Stdio::new(Input::Own, Output::Own);
        let wasi = Wasi::new(&Environment::default(), stdio).expect("no directories");
        let wasi_made = start.elapsed().as_micros();
        let start = Instant::now();
        drop(wasi);
        drop(instance);
        let times = [opened, made, wasi_made, start.elapsed().as_micros()];
        first.get_or_insert(times);
        best = std::array::from_fn(|index| best[index].min(times[index]));
    }
    for (what, times) in [("first", first.unwrap_or(best)), ("least", best)] {
        let [open, instance, wasi, drop] = times;
        println!("{what}: open {open} µs, instance {instance} µs, wasi {wasi} µs, drop {drop} µs");
    }
}
