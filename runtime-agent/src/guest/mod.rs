//! The agent as PID 1 of a guest ([`preheat_formats::guest`]): makes the machine usable, takes the
//! best artifact for its processor, and serves over the virtio-serial port until it is told to shut
//! down. It never returns: its end is the machine's.

mod machine;
mod port;

use std::fs;
use std::path::Path;

use preheat_formats::CpuLevel;
use preheat_formats::guest::{ArtifactEntry, DISK_MOUNT, SETTINGS, Settings};
use preheat_formats::protocol::{FromAgent, write_frame};

use crate::error::{AgentError, Result};
use crate::sandbox::Demand;
use crate::serve::pool::Start;
use crate::serve::server::{End, ServeOptions, Server};
use crate::wasi::Environment;
use port::Port;

/// Runs the guest; powers off at the end.
pub fn main() -> ! {
    if let Err(error) = machine::set_up_console().and_then(|()| serve()) {
        eprintln!("preheat: {error}");
    }
    machine::power_off()
}

fn serve() -> Result<()> {
    machine::mount_kernel_file_systems()?;
    machine::load_modules()?;
    let port = Port::open()?;
    match serve_over(&port) {
        Ok(()) => Ok(()),
        Err(error) => {
            // Best effort: the console gets the message as well.
            let _ = write_frame(&port, &FromAgent::Failed(error.to_string()));
            Err(error)
        }
    }
}

fn serve_over(port: &Port) -> Result<()> {
    machine::mount_disk()?;
    let mut server = Server::start(options()?)?;
    let mut on_ping = |entropy: [u8; 32], unix_time_ns: u64| {
        // A clone that keeps its parent's random state or clock is worse than none.
        if let Err(error) =
            machine::add_entropy(&entropy).and_then(|()| machine::set_clock(unix_time_ns))
        {
            eprintln!("preheat: {error}");
            machine::power_off();
        }
    };
    port.wait_for_host();
    write_frame(port, &FromAgent::Ready(server.ready()))?;
    loop {
        match server.answer_frames(port, port, None, &mut on_ping) {
            Ok(End::Shutdown) => return Ok(()),
            Ok(End::Closed) => port.wait_for_host(),
            // A host that went away in the middle of a frame is gone, not wrong.
            Err(AgentError::Protocol(_)) if port.take_hang_up() => port.wait_for_host(),
            Err(error) => return Err(error),
        }
    }
}

fn options() -> Result<ServeOptions> {
    let disk = Path::new(DISK_MOUNT);
    let path = disk.join(SETTINGS);
    let bad = |what: String| AgentError::Usage(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(&path).map_err(|error| bad(error.to_string()))?;
    let settings: Settings = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    let artifact =
        best(&settings.artifacts).ok_or_else(|| bad(no_artifact(&settings.artifacts)))?;
    // An instrumented artifact that this machine cannot run is refused when it is asked for.
    let instrumented = settings.instrumented.as_ref().map(|entry| disk.join(&entry.path));
    Ok(ServeOptions {
        artifact: disk.join(&artifact.path),
        instrumented,
        start: Start::Warm,
        environment: Environment {
            args: [settings.program].into_iter().chain(settings.args).collect(),
            env: settings.env,
            ..Environment::default()
        },
        limits: settings.limits,
        demand: Demand::Tell,
    })
}

/// The artifact of the highest level that this processor has.
fn best(artifacts: &[ArtifactEntry]) -> Option<&ArtifactEntry> {
    artifacts
        .iter()
        .filter(|entry| entry.level.missing_here().is_empty())
        .max_by_key(|entry| entry.level)
}

fn no_artifact(artifacts: &[ArtifactEntry]) -> String {
    let there: Vec<&str> = artifacts.iter().map(|entry| entry.level.name()).collect();
    let lowest = artifacts.iter().map(|entry| entry.level).min().unwrap_or(CpuLevel::V2);
    format!(
        "no artifact for this processor: there are [{}], and it lacks {}",
        there.join(", "),
        lowest.missing_here().join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_level_that_runs_here_is_taken() {
        let entry = |level: CpuLevel| ArtifactEntry { level, path: level.name().into() };
        let all: Vec<ArtifactEntry> = CpuLevel::ALL.into_iter().map(entry).collect();
        let here = CpuLevel::of_this_machine().ok();
        assert_eq!(best(&all).map(|entry| entry.level), here);
        assert_eq!(best(&[]), None);
        assert!(no_artifact(&all).contains("there are [x86-64-v2, x86-64-v3, x86-64-v4]"));
    }
}
