//! `preheat doctor`: what this machine offers, and what is missing.

use preheat_formats::{CpuLevel, cpu};
use preheat_packager::{Host, Hypervisor, KvmProbe, TCG_LEVEL};
use preheat_pipeline::Error;
use preheat_pipeline::agent;
use preheat_pipeline::keys::Keys;
use preheat_pipeline::store::Store;
use serde_json::json;

use crate::cli::Doctor;
use crate::output::{Table, bytes, print};
use crate::progress::terminal;

/// One thing that was looked at.
struct Finding {
    name: String,
    state: State,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// Preheat works without it, only slower or with less.
    Limited,
    Missing,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Good => "ok",
            State::Limited => "limited",
            State::Missing => "MISSING",
        }
    }
}

pub fn run(options: &Doctor) -> Result<u8, Error> {
    let findings = inspect();
    let missing = findings.iter().any(|finding| finding.state == State::Missing);
    if options.json {
        let list: Vec<_> = findings
            .iter()
            .map(|f| json!({ "name": f.name, "state": f.state.word().to_lowercase(), "text": f.text }))
            .collect();
        print(format_args!("{}\n", json!({ "ok": !missing, "findings": list })))?;
    } else {
        let mut table = Table::new(&["what", "state", "found"]);
        for finding in findings {
            table.row([finding.name, finding.state.word().into(), finding.text]);
        }
        print(table)?;
    }
    Ok(u8::from(missing))
}

/// What stands between a machine's QEMU and this host; nothing if there is no QEMU.
fn machine_walls() -> Option<(State, String)> {
    let standing = match Hypervisor::find().ok()?.walls() {
        Ok(standing) => standing,
        Err(error) => return Some((State::Missing, error.to_string())),
    };
    let all = standing.all_missing().next().is_none();
    let text = format!("{standing}; system calls are filtered by QEMU's own sandbox");
    Some((if all { State::Good } else { State::Limited }, text))
}

/// The user's keys, none of which is made for this.
fn keys() -> (State, String) {
    let keys = Keys::of_user();
    let look = || -> Result<String, Error> {
        let folder = keys.folder()?;
        let own = match keys.public_if_made()? {
            Some(key) => key.to_string(),
            None => "none yet, made when it is needed".into(),
        };
        let trusted = folder.trusted()?.len();
        Ok(format!("{}; own: {own}; {trusted} trusted", folder.path().display()))
    };
    match look() {
        Ok(text) => (State::Good, text),
        Err(error @ Error::NoKey(_)) => (State::Limited, error.to_string()),
        Err(error) => (State::Missing, error.to_string()),
    }
}

fn inspect() -> Vec<Finding> {
    let host = Host::inspect();
    let mut findings = Vec::new();
    let mut add = |name: &str, state, text: String| {
        findings.push(Finding { name: name.to_owned(), state, text });
    };

    match &host.level {
        Ok(level) => {
            let next = CpuLevel::ALL.into_iter().find(|next| next > level);
            let text = match (cpu::lowered_to(), next) {
                (Ok(Some(_)), _) => format!("{level}, because {} says so", cpu::SETTING),
                (_, Some(next)) => {
                    format!("{level}; for {next} it lacks {}", next.missing_here().join(", "))
                }
                (_, None) => level.to_string(),
            };
            add("processor", State::Good, text);
        }
        Err(error) => add("processor", State::Missing, error.to_string()),
    }
    match preheat_codegen::compile::check_llvm() {
        Ok(()) => add("compiler", State::Good, preheat_codegen::compile::llvm_version()),
        Err(error) => add("compiler", State::Missing, error.to_string()),
    }
    match agent::find() {
        Ok(path) => add("agent", State::Good, path.display().to_string()),
        Err(error) => add("agent", State::Missing, error.to_string()),
    }
    match agent::walls() {
        Ok(walls) => {
            for wall in walls {
                let state = if wall.holds { State::Good } else { State::Limited };
                add(&format!("wall: {}", wall.wall), state, wall.text);
            }
        }
        // Said above.
        Err(Error::NoAgent { .. }) => {}
        Err(error) => add("walls", State::Missing, error.to_string()),
    }
    match &host.qemu {
        Ok(qemu) => {
            let text = format!("{} at {}", qemu.version(), qemu.path().display());
            add("QEMU", State::Good, text);
        }
        Err(error) => add("QEMU", State::Missing, error.to_string()),
    }
    match &host.qemu_img {
        Some(path) => add("qemu-img", State::Good, path.display().to_string()),
        None => add("qemu-img", State::Limited, "not installed; only used to check images".into()),
    }
    match &host.kvm {
        KvmProbe::Works => add("KVM", State::Good, "it runs a guest's code".into()),
        other => {
            let text = format!(
                "{other}; machines run emulated (TCG), which is slower and has {TCG_LEVEL} at most"
            );
            add("KVM", State::Limited, text);
        }
    }
    match &host.kernel {
        Ok(kernel) => add("guest kernel", State::Good, kernel.origin()),
        Err(error) => add("guest kernel", State::Missing, error.to_string()),
    }
    if let Some((state, text)) = machine_walls() {
        add("machine walls", state, text);
    }
    let (state, text) = keys();
    add("keys", state, text);
    match Store::open(&terminal()) {
        Ok(store) => {
            let (taken, limit) = (bytes(store.bytes()), bytes(store.limit()));
            let text = format!("{}; {taken} of at most {limit}", store.root().display());
            add("store", State::Good, text);
        }
        Err(error) => add("store", State::Missing, error.to_string()),
    }
    findings
}
