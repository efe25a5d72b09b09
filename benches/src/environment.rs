//! What measurements were made on, and with which versions.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use preheat_formats::CpuLevel;

use crate::engines::v8_version;
use crate::results::Machine;

pub fn machine(level: CpuLevel) -> Machine {
    let cpuinfo = read("/proc/cpuinfo");
    let meminfo = read("/proc/meminfo");
    let processor = field(&cpuinfo, "model name").unwrap_or("unknown").to_owned();
    let kibibytes = field(&meminfo, "MemTotal").and_then(|value| value.strip_suffix(" kB"));
    Machine {
        processor,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_bytes: kibibytes.and_then(|value| value.parse::<u64>().ok()).unwrap_or(0) * 1024,
        level: level.to_string(),
        kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim())
}

/// Name and version of what takes part, as far as it is here. Libraries are those of Cargo.lock.
pub fn versions() -> BTreeMap<String, String> {
    let mut versions = BTreeMap::new();
    let mut add = |name: &str, version: Option<String>| {
        if let Some(version) = version {
            versions.insert(name.to_owned(), version);
        }
    };
    add("Preheat", Some(preheat()));
    add("LLVM", Some(preheat_codegen::compile::llvm_version()));
    add("Cranelift", locked("cranelift-codegen"));
    add("wasmtime", locked("wasmtime"));
    add("V8", v8_version());
    add("clang", first_line(Command::new("clang-22").arg("--version")));
    add("rustc", first_line(Command::new("rustc").arg("--version")));
    versions
}

/// The version, and the commit if the sources are a repository.
fn preheat() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let git =
        first_line(Command::new("git").current_dir(folder).args(["rev-parse", "--short", "HEAD"]));
    match git {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    }
}

fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stderr(std::process::Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().map(|line| line.trim().to_owned()))?
}

fn locked(name: &str) -> Option<String> {
    const LOCK: &str = include_str!("../../Cargo.lock");
    let entry =
        LOCK.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")))?;
    let line = entry.lines().find_map(|line| line.strip_prefix("version = "))?;
    Some(line.trim_matches('"').to_owned())
}

/// UTC, as `2026-11-21 08:30`.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_versions_are_found() {
        assert_eq!(locked("wasmtime").as_deref(), Some("48.0.8"));
        assert_eq!(locked("no such package"), None);
    }
}
