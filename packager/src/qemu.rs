//! The QEMU that is installed: where it is, its version, and the machine types that it knows.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;

use crate::error::Error;

const PROGRAM: &str = "qemu-system-x86_64";

/// QEMU's version. A saved machine loads into the same or a newer release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QemuVersion {
    pub major: u32,
    pub minor: u32,
    pub micro: u32,
}

impl QemuVersion {
    /// Whether a machine saved by `saved` loads here. Micro releases keep the format of states.
    pub fn loads_from(&self, saved: &QemuVersion) -> bool {
        (self.major, self.minor) >= (saved.major, saved.minor)
    }
}

impl fmt::Display for QemuVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.micro)
    }
}

/// The text was not three numbers with dots between.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a QEMU version")]
pub struct BadQemuVersion(String);

impl FromStr for QemuVersion {
    type Err = BadQemuVersion;

    fn from_str(text: &str) -> Result<QemuVersion, BadQemuVersion> {
        let bad = || BadQemuVersion(text.to_owned());
        let mut numbers = text.split('.').map(|part| part.parse().map_err(|_| bad()));
        let mut next = || numbers.next().unwrap_or_else(|| Err(bad()));
        let version = QemuVersion { major: next()?, minor: next()?, micro: next()? };
        if text.split('.').count() == 3 { Ok(version) } else { Err(bad()) }
    }
}

#[derive(Debug, Clone)]
pub struct Qemu {
    path: PathBuf,
    version: QemuVersion,
    machine_types: Vec<String>,
}

impl Qemu {
    /// Finds QEMU on the `PATH` and asks it what it is (about 40 ms).
    pub fn find() -> Result<Qemu, Error> {
        let path = find_program(PROGRAM)
            .ok_or(Error::ToolMissing { tool: PROGRAM, package: "qemu-system-x86" })?;
        // Both at the same time; most of it is QEMU's own start.
        let version = ask(&path, &["--version"])?;
        let types = ask(&path, &["-machine", "help"])?;
        let (version, types) = (finish(version)?, finish(types)?);
        let version = version
            .split_whitespace()
            .find_map(|word| word.parse().ok())
            .ok_or_else(|| unusable(format!("it gives its version as `{}`", version.trim())))?;
        let machine_types = types
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| name.starts_with("pc-q35-"))
            .map(str::to_owned)
            .collect();
        Ok(Qemu { path, version, machine_types })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn version(&self) -> QemuVersion {
        self.version
    }

    pub fn has_machine_type(&self, name: &str) -> bool {
        self.machine_types.iter().any(|known| known == name)
    }

    /// The machine type that new images get: this version's own q35.
    pub fn machine_type(&self) -> Result<String, Error> {
        let name = format!("pc-q35-{}.{}", self.version.major, self.version.minor);
        if self.has_machine_type(&name) {
            Ok(name)
        } else {
            Err(unusable(format!("it has no machine type {name}")))
        }
    }
}

/// Where a program is, as a shell would find it.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn ask(path: &Path, args: &[&str]) -> Result<std::process::Child, Error> {
    Command::new(path)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| unusable(error.to_string()))
}

fn finish(child: std::process::Child) -> Result<String, Error> {
    let output = child.wait_with_output().map_err(|error| unusable(error.to_string()))?;
    if !output.status.success() {
        return Err(unusable(output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn unusable(what: String) -> Error {
    Error::ToolUnusable { tool: PROGRAM, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_three_numbers() {
        let version: QemuVersion = "7.2.22".parse().unwrap();
        assert_eq!(version.to_string(), "7.2.22");
        for bad in ["7.2", "7.2.x", "7.2.22.1", "", "QEMU"] {
            assert!(bad.parse::<QemuVersion>().is_err(), "{bad}");
        }
    }

    #[test]
    fn states_load_into_the_same_or_a_newer_release() {
        let version = |text: &str| text.parse::<QemuVersion>().unwrap();
        assert!(version("7.2.1").loads_from(&version("7.2.22")));
        assert!(version("10.0.0").loads_from(&version("7.2.22")));
        assert!(!version("7.1.9").loads_from(&version("7.2.0")));
    }
}
