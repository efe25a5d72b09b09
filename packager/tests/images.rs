//! Image files: whole or refused, described by their manifest, clean for QEMU's own tools.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use preheat_formats::manifest::StateRecord;
use preheat_formats::seal::{SEAL_LEN, Seal};
use preheat_formats::{CpuLevel, Digest, manifest};
use preheat_packager::{Error, Hypervisor, Image, Stage};
use support::{agent, builder, hypervisor, image};

#[test]
fn an_image_is_clean_and_described() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let check = Command::new("qemu-img").args(["check", "-f", "qcow2"]).arg(image.path()).output();
    let check = check.expect("qemu-img is installed beside QEMU");
    let report = String::from_utf8_lossy(&check.stdout);
    assert!(check.status.success() && report.contains("No errors"), "{report}");

    let length = fs::metadata(image.path()).unwrap().len();
    let mut shown = image.manifest().clone();
    assert_eq!(shown.qcow2_len % 65536, 0);
    assert!(length > shown.qcow2_len && length < shown.qcow2_len + 65536);
    assert_eq!(shown.machine.qemu_version, hypervisor.qemu().version().to_string());
    // What differs with the kernel, the agent and the QEMU that are installed.
    let nothing = Digest([0; 32]);
    assert!(shown.state.len > 1 << 20, "a machine was saved: {:?}", shown.state);
    shown.state = StateRecord { digest: nothing, len: 0 };
    shown.qcow2_len = 0;
    for file in [&mut shown.kernel, &mut shown.initramfs] {
        assert!(file.len > 100_000, "{file:?}");
        (file.digest, file.len) = (nothing, 0);
        let version = file.origin.split_whitespace().last().unwrap().to_owned();
        file.origin = file.origin.replace(&version, "VERSION");
    }
    shown.machine.qemu_version = "7.2.0".into();
    let version = hypervisor.qemu().version();
    assert_eq!(shown.machine.machine_type, format!("pc-q35-{}.{}", version.major, version.minor));
    shown.machine.machine_type = "pc-q35-7.2".into();
    if hypervisor.kvm() == &preheat_packager::KvmProbe::Works {
        println!("the golden manifest is one under TCG: not compared");
        return;
    }
    let kernel = shown.kernel.origin.split_whitespace().next().unwrap().to_owned();
    insta::assert_snapshot!(shown.to_json().replace(&kernel, "KERNEL"));
}

/// A failure at any stage leaves the folder as it was.
#[test]
fn a_build_that_fails_leaves_nothing() {
    let Some(hypervisor) = hypervisor() else { return };
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.qcow2");
    let build = |change: &dyn Fn(&mut preheat_packager::ImageBuilder)| {
        let mut builder = builder(folder.path(), agent());
        change(&mut builder);
        let mut stages = Vec::new();
        let error = builder.build(&hypervisor, &output, &mut |stage| stages.push(stage));
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "artifact.preheat")
            .collect();
        assert_eq!(left, Vec::<String>::new());
        (error.unwrap_err(), stages)
    };

    let (error, _) = build(&|builder| builder.artifacts.clear());
    assert!(matches!(error, Error::Artifacts), "{error}");
    let (error, _) = build(&|builder| builder.artifacts.push(builder.artifacts[0].clone()));
    assert!(matches!(error, Error::Artifacts), "{error}");
    let (error, _) = build(&|builder| builder.memory = preheat_packager::Memory(16));
    assert!(error.to_string().contains("16 MiB is too small"), "{error}");
    let (error, _) = build(&|builder| builder.agent = "/usr/bin/env".into());
    assert!(error.to_string().contains("crt-static"), "{error}");
    let (error, _) = build(&|builder| {
        let path = folder.path().join("artifact.preheat");
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        builder.artifacts[0].path = path;
    });
    assert!(error.to_string().contains("artifact.preheat: "), "{error}");
    if hypervisor.kvm() != &preheat_packager::KvmProbe::Works {
        let (error, _) = build(&|builder| builder.artifacts[0].level = CpuLevel::V4);
        assert!(error.to_string().contains("--target-cpu x86-64-v3"), "{error}");
    }
    // Dies in the guest, while the disk is half made.
    let (error, stages) = build(&|builder| builder.warm_up = vec![support::request("?panic")]);
    assert!(error.to_string().contains("asked to panic"), "{error}");
    assert_eq!(stages.last(), Some(&Stage::WarmUp { number: 1, of: 1 }));
}

fn refused(path: &Path, content: &[u8]) -> String {
    fs::write(path, content).unwrap();
    Image::open(path).unwrap_err().to_string()
}

#[test]
fn what_is_not_whole_is_refused() {
    let Some(hypervisor) = hypervisor() else { return };
    let whole = fs::read(image(&hypervisor).path()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("image.qcow2");

    for length in [0, 63, 64, 4096, whole.len() - 1] {
        let message = refused(&path, &whole[..length]);
        assert!(message.contains("trailer is missing"), "{length}: {message}");
    }
    let mut longer = whole[..1000].to_vec();
    longer.extend_from_slice(&whole[whole.len() - SEAL_LEN..]);
    assert!(refused(&path, &longer).contains("truncated image"));

    let places = [0, 100_000, whole.len() / 2, whole.len() - SEAL_LEN - 1];
    for at in places {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        let message = refused(&path, &damaged);
        assert!(message.contains("does not match its digest"), "{at}: {message}");
    }
    let mut other = whole.clone();
    let version = other.len() - SEAL_LEN + 8;
    other[version] = 99;
    assert!(refused(&path, &other).contains("format version 99"));
    assert!(Image::open(&folder.path().join("none")).unwrap_err().to_string().contains("none"));
}

/// Writes an image that differs from a good one only in its manifest, rightly sealed.
fn with_manifest(
    image: &Image,
    path: &Path,
    change: impl FnOnce(&mut manifest::Manifest),
) -> Image {
    let mut manifest = image.manifest().clone();
    change(&mut manifest);
    let mut payload = fs::read(image.path()).unwrap();
    payload.truncate(image.manifest().qcow2_len as usize);
    payload.extend_from_slice(manifest.to_json().as_bytes());
    let seal = Seal { payload_len: payload.len() as u64, digest: Digest::of(&payload) };
    payload.extend_from_slice(&manifest::KIND.seal(seal));
    fs::write(path, payload).unwrap();
    Image::open(path).unwrap()
}

/// Whoever can sign such an image could have saved another machine as well. It is one more thing that has to
/// be right.
#[test]
fn a_saved_machine_that_is_not_the_one_of_the_manifest_is_not_loaded() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("image.qcow2");
    let other = with_manifest(&image, &path, |it| it.state.digest = Digest([1; 32]));
    let cache = folder.path().join("cache");
    let error = preheat_packager::Template::open(other.into(), &hypervisor, &cache).unwrap_err();
    assert!(error.to_string().contains("saved machine does not match its digest"), "{error}");
    assert_eq!(fs::read_dir(cache.join("templates")).unwrap().count(), 1, "only the lock");
}

#[test]
fn a_state_that_cannot_load_here_is_refused() {
    let Some(hypervisor) = hypervisor() else { return };
    let image = image(&hypervisor);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("image.qcow2");
    let cache = folder.path().join("cache");
    let message = |hypervisor: &Hypervisor, image: Image| {
        let image = std::sync::Arc::new(image);
        preheat_packager::Template::open(image, hypervisor, &cache).unwrap_err().to_string()
    };

    let newer = with_manifest(&image, &path, |it| it.machine.qemu_version = "99.0.0".into());
    assert!(message(&hypervisor, newer).contains("saved by QEMU 99.0.0"));
    let gone = with_manifest(&image, &path, |it| it.machine.machine_type = "pc-q35-0.1".into());
    assert!(
        gone.boot_cold(&hypervisor, &cache).is_err_and(|error| {
            error.to_string().contains("needs the machine type pc-q35-0.1")
        })
    );
    assert!(message(&hypervisor, gone).contains("pc-q35-0.1"));
    if hypervisor.kvm() != &preheat_packager::KvmProbe::Works {
        let kvm = with_manifest(&image, &path, |it| {
            it.machine.accelerator = manifest::Accelerator::Kvm;
        });
        assert!(message(&hypervisor, kvm).contains("saved under KVM"));
        let wide = with_manifest(&image, &path, |it| it.level = CpuLevel::V4);
        let error = wide.boot_cold(&hypervisor, &cache).map(drop).unwrap_err();
        assert!(error.to_string().contains("AVX-512"), "{error}");
    }
    // The kernel on the disk is not the one that the manifest promises.
    let kernel = with_manifest(&image, &path, |it| it.kernel.digest = Digest([1; 32]));
    let error = kernel.boot_cold(&hypervisor, &cache).map(drop).unwrap_err();
    assert!(error.to_string().contains("does not match its digest"), "{error}");
}
