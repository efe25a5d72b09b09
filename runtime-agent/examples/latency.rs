//! How long an agent takes to load an artifact and to answer requests:
//! `cargo run --release --example latency -- AGENT ARTIFACT [REQUEST-FILE] [COUNT]`.
//! Prints medians and extremes; times are of this process, frames included.

use std::process::{Command, Stdio};
use std::time::Instant;

use preheat_formats::protocol::*;

fn median(mut times: Vec<u128>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
    format!(
        "least {:.1} µs, median {:.1} µs, 90 % {:.1} µs, most {:.1} µs",
        at(0.0),
        at(0.5),
        at(0.9),
        at(1.0)
    )
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let stdin = args.get(2).map_or(Vec::new(), |path| std::fs::read(path).expect("request file"));
    let count = args.get(3).map_or(200, |count| count.parse().expect("count"));
    let mut loads = Vec::new();
    let mut served = None;
    for _ in 0..20 {
        let mut child = Command::new(&args[0])
            .arg("serve")
            .arg(&args[1])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("agent");
        let (to, mut from) =
            (child.stdin.take().expect("pipe"), child.stdout.take().expect("pipe"));
        let FromAgent::Ready(ready) = read_frame(&mut from).expect("frame") else { panic!() };
        loads.push(u128::from(ready.load_ns));
        if let Some((to, _, _, mut child)) = served.replace((to, from, ready.warm, child)) {
            drop(to);
            child.wait().expect("agent");
        }
    }
    println!("load:    {}", median(loads));
    let (mut to, mut from, warm, mut child) = served.expect("one");
    let limits = Limits::default();
    let request =
        ToAgent::Request(Request { stdin, args: None, env: None, limits, mode: Mode::Serve });
    for pause_ms in [5, 0] {
        let (mut times, mut walls, mut cpus) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..count {
            std::thread::sleep(std::time::Duration::from_millis(pause_ms));
            let start = Instant::now();
            write_frame(&mut to, &request).expect("frame");
            let answer: FromAgent = read_frame(&mut from).expect("frame");
            times.push(start.elapsed().as_nanos());
            let FromAgent::Response(response) = answer else { panic!("{answer:?}") };
            walls.push(u128::from(response.usage.wall_ns));
            cpus.push(u128::from(response.usage.cpu_ns));
        }
        println!("request: {} (warm: {warm}, {pause_ms} ms apart)", median(times));
        println!("  wall:  {}\n  cpu:   {}", median(walls), median(cpus));
    }
    drop(to);
    child.wait().expect("agent");
}
