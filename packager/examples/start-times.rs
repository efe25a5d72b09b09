//! Measures how long an image takes from start to its first response: cold, as a clone, from the pool. Prints
//! medians and how many times as quick as a cold boot.
//!
//!     cargo run --release -p preheat-packager --example start-times -- IMAGE.qcow2 REQUEST [ROUNDS]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use preheat_formats::protocol::{Limits, Mode, Request};
use preheat_packager::{Error, Hypervisor, Image, Machine, Pool, Template};

const LIMIT: Duration = Duration::from_secs(120);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(image), Some(request)) = (args.next(), args.next()) else {
        return Err("usage: start-times IMAGE.qcow2 REQUEST [ROUNDS]".into());
    };
    let rounds = args.next().map_or(Ok(10), |text| text.parse())?;
    let stdin = std::fs::read(request)?;
    let (limits, mode) = (Limits::default(), Mode::Serve);
    let request = Request { stdin, args: None, env: None, limits, mode };
    let hypervisor = Hypervisor::find()?;
    if let Some(note) = hypervisor.note() {
        println!("{note}");
    }
    let image = Arc::new(Image::open(Path::new(&image))?);
    let cache = std::env::temp_dir().join(format!("preheat-start-times-{}", std::process::id()));
    let result = measure(&image, &hypervisor, &cache, &request, rounds);
    let _ = std::fs::remove_dir_all(&cache);
    Ok(result?)
}

fn measure(
    image: &Arc<Image>,
    hypervisor: &Hypervisor,
    cache: &Path,
    request: &Request,
    rounds: usize,
) -> Result<(), Error> {
    // The kernel is unpacked once, which is not part of a boot.
    drop(image.boot_cold(hypervisor, cache)?);
    let cold = median(rounds, request, || image.boot_cold(hypervisor, cache))?;
    show("cold boot", cold, cold);
    let start = Instant::now();
    let template = Template::open(Arc::clone(image), hypervisor, cache)?;
    println!("{:<12} {:>9.2} ms (once)", "template", start.elapsed().as_secs_f64() * 1e3);
    let clone = median(rounds, request, || template.clone_machine())?;
    show("clone", clone, cold);
    let pool = Pool::new(template, 2)?;
    let mut pooled = Vec::new();
    for _ in 0..rounds {
        pool.await_full(LIMIT)?;
        pooled.push(time(request, || pool.take())?);
    }
    pooled.sort();
    show("pooled", pooled[rounds / 2], cold);
    Ok(())
}

fn median(
    rounds: usize,
    request: &Request,
    start: impl Fn() -> Result<Machine, Error>,
) -> Result<Duration, Error> {
    let mut times = Vec::new();
    for _ in 0..rounds {
        times.push(time(request, &start)?);
    }
    times.sort();
    Ok(times[rounds / 2])
}

/// The machine is dropped after the clock has stopped.
fn time(
    request: &Request,
    start: impl FnOnce() -> Result<Machine, Error>,
) -> Result<Duration, Error> {
    let begin = Instant::now();
    let mut machine = start()?;
    machine.request(request, LIMIT)?;
    Ok(begin.elapsed())
}

fn show(what: &str, took: Duration, cold: Duration) {
    let ratio = cold.as_secs_f64() / took.as_secs_f64();
    println!("{what:<12} {:>9.2} ms   {ratio:>6.1} x", took.as_secs_f64() * 1e3);
}
