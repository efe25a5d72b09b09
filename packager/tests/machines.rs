//! Machines from a real image in a real QEMU, with the echo agent in the guest.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use preheat_formats::signature::{Claim, Signature};
use preheat_formats::{Digest, PublicKey, artifact};
use preheat_packager::{Cache, Error, Machine, Notary, Pool, Template};
use support::{ARTIFACT, LIMIT, cache, hypervisor, image, request};

fn ask(machine: &mut Machine, stdin: &str) -> Vec<u8> {
    machine.request(&request(stdin), LIMIT).unwrap().stdout
}

fn text(machine: &mut Machine, stdin: &str) -> String {
    String::from_utf8(ask(machine, stdin)).unwrap()
}

#[test]
fn cold_clone_and_pooled_give_the_same_answers() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let start = Instant::now();
    let mut cold = image.boot_cold(&hypervisor, &cache()).unwrap();
    let template = Template::open(Arc::clone(&image), &hypervisor, &cache()).unwrap();
    let mut clone = template.clone_machine().unwrap();
    let pool = Pool::new(template, 1).unwrap();
    pool.await_full(LIMIT).unwrap();
    let mut pooled = pool.take().unwrap();
    println!("started in {:?}", start.elapsed());

    // More than one buffer of the port and of ours, to see that frames survive being cut.
    let long = "a line of text, many times\n".repeat(20_000);
    for stdin in ["what is this", "", "?args", long.as_str()] {
        let answer = ask(&mut cold, stdin);
        assert!(answer == ask(&mut clone, stdin), "clone, {} bytes", stdin.len());
        assert!(answer == ask(&mut pooled, stdin), "pooled, {} bytes", stdin.len());
    }
    assert_eq!(text(&mut clone, "what is this"), "WHAT IS THIS");
    assert_eq!(text(&mut clone, "?args"), "--loud two words");
    let whole = artifact::KIND.append_trailer(ARTIFACT.to_vec());
    assert_eq!(ask(&mut clone, "?artifact"), whole, "the artifact on the disk");
    assert_eq!(clone.export_profile(LIMIT).unwrap(), b"no profile");
    assert!(matches!(clone.stats(LIMIT), Err(Error::Refused(_))));
    assert!(cold.console().contains("program echo is ready"));
    cold.shutdown(LIMIT).unwrap();
}

#[test]
fn clones_differ_in_random_state_and_know_the_time() {
    let Some(hypervisor) = hypervisor() else { return };
    let template = Template::open(image(&hypervisor), &hypervisor, &cache()).unwrap();
    let pool = Pool::new(template.clone(), 2).unwrap();
    pool.await_full(LIMIT).unwrap();
    // The time of those that wait must be put right when they are taken.
    std::thread::sleep(Duration::from_millis(1500));
    let mut machines = vec![
        template.clone_machine().unwrap(),
        template.clone_machine().unwrap(),
        pool.take().unwrap(),
        pool.take().unwrap(),
    ];
    let random: BTreeSet<String> =
        machines.iter_mut().map(|machine| text(machine, "?random")).collect();
    assert_eq!(random.len(), machines.len(), "{random:?}");
    for machine in &mut machines {
        let there: u64 = text(machine, "?time").parse().unwrap();
        let here = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        assert!(here.abs_diff(there) <= 1, "{there} there, {here} here");
    }
}

#[test]
fn a_machine_that_dies_hangs_or_is_killed_is_noticed() {
    let Some(hypervisor) = hypervisor() else { return };
    let template = Template::open(image(&hypervisor), &hypervisor, &cache()).unwrap();

    let mut panics = template.clone_machine().unwrap();
    let error = panics.request(&request("?panic"), LIMIT).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, Error::MachineEnded { during: "a request", .. }), "{message}");
    assert!(message.contains("echo-agent: asked to panic"), "{message}");
    assert!(matches!(panics.ping(LIMIT), Err(Error::Spoiled)));

    let mut hangs = template.clone_machine().unwrap();
    hangs.ping(LIMIT).unwrap();
    let error = hangs.request(&request("?hang"), Duration::from_millis(200)).unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    // A late answer must not be taken for that of another request.
    assert!(matches!(hangs.request(&request("next"), LIMIT), Err(Error::Spoiled)));

    let pool = Pool::new(template, 1).unwrap();
    pool.await_full(LIMIT).unwrap();
    let mut taken = pool.take().unwrap();
    kill(taken.pid());
    let error = taken.request(&request("anyone?"), LIMIT).unwrap_err();
    assert!(matches!(error, Error::MachineEnded { .. }), "{error}");
}

fn kill(pid: u32) {
    let pid = rustix::process::Pid::from_raw(pid as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

#[test]
fn a_damaged_template_is_made_again() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let cache = tempfile::tempdir().unwrap();
    drop(Template::open(Arc::clone(&image), &hypervisor, cache.path()).unwrap());
    let folder = cache.path().join("templates");
    let listing = |folder: &Path| -> BTreeSet<_> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let before = listing(&folder);
    assert_eq!(before.len(), 4, "memory, state, record, lock: {before:?}");
    let memory = before.iter().find(|path| path.extension().unwrap() == "memory").unwrap();
    let mut damaged = std::fs::read(memory).unwrap();
    damaged[1 << 20..][..4096].fill(0xee);
    std::fs::write(memory, &damaged).unwrap();
    let template = Template::open(image, &hypervisor, cache.path()).unwrap();
    assert_eq!(text(&mut template.clone_machine().unwrap(), "fine"), "FINE");
    assert_eq!(listing(&folder), before);
    assert!(std::fs::read(memory).unwrap() != damaged, "the damaged memory is in use");
}

/// Signs like somebody of this name; nobody else's signatures are its own.
#[derive(Debug)]
struct Somebody(u8);

impl Notary for Somebody {
    fn sign(&self, claim: &Claim<'_>) -> Result<Option<Signature>, String> {
        let Digest(half) = Digest::of(&[claim.message(), vec![self.0]].concat());
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&half);
        Ok(Some(Signature { key: PublicKey([self.0; 32]), bytes }))
    }

    fn is_own(&self, claim: &Claim<'_>, signature: &Signature) -> bool {
        self.sign(claim) == Ok(Some(*signature))
    }
}

/// A machine's state is as good as code: what somebody else left in the cache, or nobody signed, is made
/// again.
#[test]
fn a_template_is_used_only_by_who_signed_it() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let folder = tempfile::tempdir().unwrap();
    let record = || {
        let files = std::fs::read_dir(folder.path().join("templates")).unwrap();
        let mut records = files.map(|entry| entry.unwrap().path());
        let record = records.find(|path| path.extension().is_some_and(|kind| kind == "json"));
        std::fs::read_to_string(record.unwrap()).unwrap()
    };
    let open = |notary: Option<u8>| {
        let cache = match notary {
            Some(name) => Cache::signed(folder.path(), Arc::new(Somebody(name))),
            None => Cache::at(folder.path()),
        };
        let template = Template::open(Arc::clone(&image), &hypervisor, cache).unwrap();
        assert_eq!(template.remark(), None);
        record()
    };
    assert!(open(None).contains("\"signature\":null"));
    let first = open(Some(1));
    assert!(first.contains(&PublicKey([1; 32]).to_string()), "{first}");
    assert_eq!(open(Some(1)), first, "one's own is used");
    assert!(open(Some(2)).contains(&PublicKey([2; 32]).to_string()), "another makes it again");
}

/// Where nothing can be written, what is there is used, and what is not is made for this once.
#[test]
fn a_cache_that_cannot_be_written_costs_time_and_nothing_else() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    // A file where the folder would have to be: that refuses root as well.
    let file = tempfile::NamedTempFile::new().unwrap();
    let template = Template::open(Arc::clone(&image), &hypervisor, file.path()).unwrap();
    let remark = template.remark().unwrap().to_owned();
    assert!(remark.contains("is not kept") && remark.contains("templates"), "{remark}");
    assert_eq!(text(&mut template.clone_machine().unwrap(), "fine"), "FINE");
}
