//! What a cache keeps of machines can be listed, checked and removed at any time: it is made again.

mod support;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use preheat_formats::signature::{Claim, Signature};
use preheat_packager::kept::{What, kept};
use preheat_packager::usage::Removed;
use preheat_packager::{Cache, Notary, Template};
use support::{hypervisor, image};

/// Of whom everything is.
#[derive(Debug)]
struct Everybody;

impl Notary for Everybody {
    fn sign(&self, claim: &Claim<'_>) -> Result<Option<Signature>, String> {
        let bytes = [claim.digest.0, claim.digest.0].concat().try_into().expect("64 bytes");
        Ok(Some(Signature { key: preheat_formats::PublicKey([7; 32]), bytes }))
    }

    fn is_own(&self, claim: &Claim<'_>, signature: &Signature) -> bool {
        self.sign(claim) == Ok(Some(*signature))
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn templates_and_boot_files_are_listed_checked_and_removed() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let folder = tempfile::tempdir().unwrap();
    let cache = || Cache::signed(folder.path(), Arc::new(Everybody));
    let open = || Template::open(Arc::clone(&image), &hypervisor, cache()).unwrap();
    assert!(kept(folder.path()).is_empty());
    assert!(open().was_made() && !open().was_made());
    drop(image.boot_cold(&hypervisor, folder.path()).unwrap());

    let all = kept(folder.path());
    let of = (image.digest(), hypervisor.qemu().version().to_string());
    let template = What::Template { image: of.0, qemu: of.1 };
    let what: Vec<_> = all.iter().map(|one| one.what.clone()).collect();
    assert_eq!(what, [template, What::BootFile, What::BootFile]);
    for one in &all {
        assert_eq!(one.check(&Everybody), Ok(()));
        assert!(one.bytes > 1 << 20, "{one:?}");
    }
    // Less than the machine's memory: most of that was never touched.
    assert!(all[0].bytes < 100 << 20, "{all:?}");

    let templates = folder.path().join("templates");
    let lock = File::open(templates.join(format!("{}.lock", all[0].name))).unwrap();
    lock.lock().unwrap();
    assert_eq!(all[0].remove().unwrap(), Removed::InUse, "somebody makes or loads it");
    drop(lock);
    let damaged = templates.join(format!("{}.state", all[0].name));
    let state = fs::read(&damaged).unwrap();
    fs::write(&damaged, &state[1..]).unwrap();
    assert!(all[0].check(&Everybody).is_err());
    for one in &all {
        assert_eq!(one.remove().unwrap(), Removed::Yes);
    }
    assert!(kept(folder.path()).is_empty());
    assert!(names(&templates).is_empty() && names(&folder.path().join("boot")).is_empty());
    assert!(open().was_made());

    // What a process leaves that was killed while it removed it, or made it.
    fs::remove_file(templates.join(format!("{}.json", all[0].name))).unwrap();
    let remains = kept(folder.path());
    assert!(matches!(&remains[..], [one] if one.what == What::Remains), "{remains:?}");
    assert!(remains[0].check(&Everybody).is_err());
    assert_eq!(remains[0].remove().unwrap(), Removed::Yes);
    assert!(names(&templates).is_empty());
}

#[test]
fn whoever_waits_for_a_template_that_is_removed_makes_it() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..3 {
                    let template = Template::open(Arc::clone(&image), &hypervisor, folder.path());
                    assert_eq!(template.unwrap().remark(), None);
                    for one in kept(folder.path()) {
                        one.remove().unwrap();
                    }
                }
            });
        }
    });
}
