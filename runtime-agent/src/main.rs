//! `preheat-agent`: the command on a host, PID 1 in a guest.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::process::id() == 1 {
        preheat_runtime_agent::guest::main()
    }
    preheat_runtime_agent::cli::main()
}
