//! Machines that are dropped are gone. Alone in its file: it looks at all children of its process.

mod support;

use std::collections::BTreeSet;

use preheat_packager::{Pool, Template};
use support::{LIMIT, cache, hypervisor, image};

#[test]
fn nothing_of_a_dropped_machine_remains() {
    let Some(hypervisor) = hypervisor() else { return };
    let template = Template::open(image(&hypervisor), &hypervisor, &cache()).unwrap();
    let pool = Pool::new(template.clone(), 2).unwrap();
    pool.await_full(LIMIT).unwrap();
    let mut machine = template.clone_machine().unwrap();
    machine.ping(LIMIT).unwrap();
    let ours = children();
    assert!(ours.len() >= 3, "{ours:?}");
    drop((machine, pool));
    assert_eq!(children(), BTreeSet::new());
}

/// Process ids of our children, zombies included.
fn children() -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for task in std::fs::read_dir("/proc/self/task").unwrap() {
        let list = task.unwrap().path().join("children");
        let list = std::fs::read_to_string(list).unwrap_or_default();
        found.extend(list.split_whitespace().map(|pid| pid.parse::<u32>().unwrap()));
    }
    found
}
