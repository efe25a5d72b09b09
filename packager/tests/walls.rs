//! What stands around a machine's QEMU, as the kernel tells it of a machine that runs.

mod support;

use std::fs;

use preheat_packager::{Standing, Template, Wall};
use support::{LIMIT, cache, hypervisor, image, request};

/// A field of /proc/PID/status.
fn status(pid: u32, field: &str) -> String {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{field}:")));
    line.unwrap_or_else(|| panic!("{field} in {text}")).trim().to_owned()
}

/// Soft and hard limit of a resource.
fn limit(pid: u32, name: &str) -> [String; 2] {
    let text = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let mut words = line.split_whitespace().map(str::to_owned);
    [words.next().unwrap(), words.next().unwrap()]
}

fn namespace(pid: &str, name: &str) -> String {
    fs::read_link(format!("/proc/{pid}/ns/{name}")).unwrap().display().to_string()
}

/// Whether a wall is there; what this system does not give is said and not looked for.
fn stands(walls: &Standing, wall: Wall) -> bool {
    match walls.missing(wall) {
        None => true,
        Some(error) => {
            println!("skipped: this system does not give {}: {error}", wall.name());
            false
        }
    }
}

#[test]
fn a_machine_is_shut_in() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let template = Template::open(image, &hypervisor, &cache()).unwrap();
    let mut machine = template.clone_machine().unwrap();
    // It runs inside its walls.
    let answer = machine.request(&request("inside"), LIMIT).unwrap();
    assert_eq!(answer.stdout, b"INSIDE");
    let walls = *machine.walls().unwrap();
    let pid = machine.pid();

    assert_eq!(status(pid, "NoNewPrivs"), "1");
    assert_eq!(status(pid, "Seccomp"), "2", "QEMU's own filter");
    assert_eq!(status(pid, "CapEff"), "0000000000000000");
    assert_eq!(status(pid, "CapPrm"), "0000000000000000");
    assert_eq!(status(pid, "CapInh"), "0000000000000000");
    assert_eq!(status(pid, "Groups"), "");
    if stands(&walls, Wall::User) {
        let uids = status(pid, "Uid");
        let ids: Vec<u32> = uids.split_whitespace().map(|id| id.parse().unwrap()).collect();
        let root = rustix::process::geteuid().is_root();
        assert!(ids.iter().all(|id| *id == ids[0]), "{uids}");
        assert!(!root || ids[0] >= 65534, "{uids}");
        let mut other = template.clone_machine().unwrap();
        other.ping(LIMIT).unwrap();
        assert!(!root || status(other.pid(), "Uid") != uids, "each has its own");
    }
    for (wall, name) in [
        (Wall::Network, "net"),
        (Wall::Ipc, "ipc"),
        (Wall::Mounts, "mnt"),
        (Wall::Processes, "pid"),
    ] {
        if stands(&walls, wall) {
            assert_ne!(namespace(&pid.to_string(), name), namespace("self", name), "{name}");
        }
    }
    if stands(&walls, Wall::Limits) {
        assert_eq!(limit(pid, "Max core file size"), ["0", "0"]);
        assert_eq!(limit(pid, "Max file size"), ["0", "0"], "a clone writes no file");
        assert_eq!(limit(pid, "Max open files"), ["512", "512"]);
        let space: u64 = limit(pid, "Max address space")[1].parse().unwrap();
        assert!(space < 8 << 30, "{space}");
        if walls.missing(Wall::User).is_none() {
            assert_eq!(limit(pid, "Max processes")[1], "512");
        }
    }
}

#[test]
fn what_this_system_gives_is_told() {
    let Some(hypervisor) = hypervisor() else { return };
    let walls = hypervisor.walls().unwrap();
    let text = walls.to_string();
    println!("{text}");
    for wall in Wall::ALL {
        assert!(text.contains(wall.name()), "{text}");
    }
}
