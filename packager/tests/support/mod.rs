//! What the tests with real machines share: the echo agent, and one image of it. Building an image boots a
//! machine, so it is kept in cargo's folder for tests, under a digest of all that it depends on.

#![allow(dead_code)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use preheat_formats::protocol::{Limits, Mode, Request};
use preheat_formats::{CpuLevel, Digest, artifact};
use preheat_packager::{
    ArtifactFile, Host, Hypervisor, Image, ImageBuilder, Kernel, Memory, Program,
};

pub const LIMIT: Duration = Duration::from_secs(60);
pub const ARTIFACT: &[u8] = b"native code of some program";
pub const WARM_UP: &str = "hello";

/// QEMU and a kernel, or none, with a word why the test is skipped.
pub fn hypervisor() -> Option<Hypervisor> {
    let host = Host::inspect();
    if let Some(missing) = [host.qemu.err(), host.kernel.err()].into_iter().flatten().next() {
        println!("skipped: {missing}");
        return None;
    }
    Some(Hypervisor::find().expect("QEMU was found just now"))
}

/// The echo agent, built for it static; cargo does nothing when it is up to date.
pub fn agent() -> PathBuf {
    const TARGET: &str = "x86_64-unknown-linux-gnu";
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["build", "--locked", "-p", "preheat-echo-agent", "--target", TARGET])
        .env("RUSTFLAGS", "-C target-feature=+crt-static")
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    target.join(TARGET).join("debug/preheat-echo-agent")
}

/// A folder for files that tests may leave for the next run.
pub fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("packager")
}

pub fn cache() -> PathBuf {
    kept().join("cache")
}

/// Describes the test image; its artifact is only bytes, which the echo agent does not run.
pub fn builder(folder: &Path, agent: PathBuf) -> ImageBuilder {
    let path = folder.join("artifact.preheat");
    fs::write(&path, artifact::KIND.append_trailer(ARTIFACT.to_vec())).unwrap();
    ImageBuilder {
        module: Digest::of(b"module"),
        artifacts: vec![ArtifactFile { level: CpuLevel::V3, path }],
        instrumented: None,
        program: Program {
            name: "echo".into(),
            args: vec!["--loud".into(), "two words".into()],
            env: vec![("A".into(), "1".into())],
            limits: Limits::default(),
        },
        agent,
        kernel: Kernel::find().unwrap(),
        warm_up: vec![request(WARM_UP)],
        memory: Memory(128),
        notary: None,
    }
}

/// The image that all tests use, made by whoever needs it first.
pub fn image(hypervisor: &Hypervisor) -> Arc<Image> {
    let folder = kept();
    fs::create_dir_all(&folder).unwrap();
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let agent = agent();
    let mut inputs = [fs::read(&agent).unwrap(), format!("{hypervisor:?}").into()].concat();
    for folder in ["src", "src/machine", "src/walls", "tests/support"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        files.sort();
        inputs.extend(files.iter().flat_map(|file| fs::read(file).unwrap()));
    }
    let path = folder.join(format!("{}.qcow2", Digest::of(&inputs).short()));
    if !path.exists() {
        for old in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if old.extension().is_some_and(|kind| kind == "qcow2") {
                fs::remove_file(old).unwrap();
            }
        }
        let _ = fs::remove_dir_all(cache());
        builder(&folder, agent).build(hypervisor, &path, &mut |_| ()).unwrap();
    }
    Arc::new(Image::open(&path).unwrap())
}

pub fn request(stdin: &str) -> Request {
    Request {
        stdin: stdin.into(),
        args: None,
        env: None,
        limits: Limits::default(),
        mode: Mode::Serve,
    }
}
