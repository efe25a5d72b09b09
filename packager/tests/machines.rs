//! Machines from a real image in a real QEMU, with the echo agent in the guest.

mod support;

use std::sync::Arc;
use std::time::Instant;

use preheat_packager::{Image, Machine, Pool, Template};
use support::{LIMIT, cache, hypervisor, image, request};

fn ask(machine: &mut Machine, stdin: &str) -> String {
    let response = machine.request(&request(stdin), LIMIT).unwrap();
    String::from_utf8(response.stdout).unwrap()
}

#[test]
fn every_kind_of_machine_gives_the_same_answer() {
    let Some(hypervisor) = hypervisor() else { return };
    let t=Instant::now();
    let image = image(&hypervisor);
    println!("image {:?}", t.elapsed());
    let t=Instant::now();
    let mut cold = image.boot_cold(&hypervisor, &cache()).unwrap();
    println!("{}", ask(&mut cold, "what"));
    println!("cold {:?}", t.elapsed());
    drop(cold);
    let t=Instant::now();
    let mut cold = image.boot_cold(&hypervisor, &cache()).unwrap();
    println!("{}", ask(&mut cold, "what"));
    println!("cold {:?}", t.elapsed());
    println!("{}", cold.console());
    let t=Instant::now();
    let template = Template::open(Arc::clone(&image), &hypervisor, &cache()).unwrap();
    println!("template {:?}", t.elapsed());
    let t=Instant::now();
    let template = Template::open(Arc::clone(&image), &hypervisor, &cache()).unwrap();
    println!("template2 {:?}", t.elapsed());
    for _ in 0..10 {
    let t=Instant::now();
    let mut clone = template.clone_machine().unwrap();
    println!("{}", ask(&mut clone, "what"));
    println!("clone {:?}", t.elapsed());
    }
    let pool = Pool::new(template, 4).unwrap();
    pool.await_full(LIMIT).unwrap();
    for _ in 0..10 {
    pool.await_full(LIMIT).unwrap();
    let t=Instant::now();
    let mut pooled = pool.take().unwrap();
    println!("{}", ask(&mut pooled, "what"));
    println!("pooled {:?}", t.elapsed());
    let t=Instant::now();
    ask(&mut pooled, "what");
    println!("again {:?}", t.elapsed());
    }
}
