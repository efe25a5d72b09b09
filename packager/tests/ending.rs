//! However the process that holds machines ends, nothing of them remains. The process is this test program
//! itself, started once more.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use preheat_packager::{Pool, Template};
use rustix::process::{Pid, Signal, kill_process};
use support::{LIMIT, builder, hypervisor, image};

const HOLDER: &str = "PREHEAT_TEST_HOLDS_MACHINES_IN";

#[test]
fn machines_end_with_the_process_that_holds_them() {
    if let Some(folder) = std::env::var_os(HOLDER) {
        hold_machines(Path::new(&folder));
    }
    let Some(hypervisor) = hypervisor() else { return };
    let _ = image(&hypervisor);
    for signal in [Signal::INT, Signal::KILL] {
        let folder = tempfile::tempdir().unwrap();
        let (mut holder, machines) = start_holder(folder.path());
        assert!(machines.len() >= 3, "{machines:?}");
        assert!(machines.iter().all(|pid| exists(*pid)));
        let before = files(folder.path());
        kill_process(Pid::from_child(&holder), signal).unwrap();
        holder.wait().unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while machines.iter().any(|pid| exists(*pid)) {
            if Instant::now() > deadline {
                machines.iter().for_each(|pid| kill(*pid));
                panic!("after {signal:?}: {machines:?} go on");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        // The image that was being built has left nothing, the template what it should.
        assert_eq!(files(folder.path()), before, "after {signal:?}");
        let names = before.join(" ");
        assert!(!names.contains("out.qcow2") && !names.contains("tmp"), "{names}");
    }
}

/// Holds a pool and a clone, builds another image, and says which QEMUs are its children.
fn hold_machines(folder: &Path) -> ! {
    let hypervisor = hypervisor().unwrap();
    let template = Template::open(image(&hypervisor), &hypervisor, folder).unwrap();
    let pool = Pool::new(template.clone(), 1).unwrap();
    pool.await_full(LIMIT).unwrap();
    let mut clone = template.clone_machine().unwrap();
    clone.ping(LIMIT).unwrap();
    let mut never_answered = builder(folder, support::agent());
    never_answered.warm_up = vec![support::request("?hang")];
    never_answered
        .build(&hypervisor, &folder.join("out.qcow2"), &mut |stage| {
            if let preheat_packager::Stage::WarmUp { .. } = stage {
                let children: Vec<_> = children().iter().map(u32::to_string).collect();
                println!("holding {}", children.join(" "));
                std::io::stdout().flush().unwrap();
            }
        })
        .unwrap();
    unreachable!("the warm-up request is never answered")
}

fn start_holder(folder: &Path) -> (Child, Vec<u32>) {
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "machines_end_with_the_process_that_holds_them", "--nocapture"])
        .env(HOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    for line in lines {
        if let Some(pids) = line.unwrap().strip_prefix("holding ") {
            return (holder, pids.split(' ').map(|pid| pid.parse().unwrap()).collect());
        }
    }
    panic!("the holder ended: {:?}", holder.wait());
}

fn children() -> Vec<u32> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let lists = tasks.map(|task| {
        std::fs::read_to_string(task.unwrap().path().join("children")).unwrap_or_default()
    });
    lists
        .flat_map(|list| list.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// So that a failure leaves nothing either.
fn kill(pid: u32) {
    let _ = kill_process(Pid::from_raw(pid as i32).unwrap(), Signal::KILL);
}

/// A zombie does not count: its parent is gone, and whoever adopted it may be slow to reap.
fn exists(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or("").trim_start().starts_with('Z'))
}

fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            names.push(entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    names.sort();
    names
}
