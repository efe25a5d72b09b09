//! How many instructions a program's own code runs, counted by Valgrind's callgrind: the same number each
//! time, whatever else the machine does. What the agent does around it is not counted.
//!
//! The format is described in "Callgrind Format Specification" (Valgrind's manual).

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

use preheat_pipeline::agent;

use crate::Outcome;
use crate::program::TestRequest;

/// Whether Valgrind is installed.
pub fn is_here() -> bool {
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    valgrind.status().is_ok_and(|status| status.success())
}

/// Runs an artifact on a request, checks the response, and counts the instructions of the artifact's code.
pub fn instructions(artifact: &Path, program: &str, test: &TestRequest) -> Outcome<u64> {
    let folder = tempfile::Builder::new().prefix("preheat-callgrind-").tempdir()?;
    let (counts, request) = (folder.path().join("counts"), folder.path().join("request"));
    std::fs::create_dir(&counts)?;
    // Under a name that callgrind will tell, wherever it lies.
    let code = folder.path().join("program.preheat");
    std::fs::copy(artifact, &code)?;
    std::fs::write(&request, &test.request.stdin)?;
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        // The program runs in a process that the agent forks; each writes its own.
        .arg(format!("--callgrind-out-file={}/%p", counts.display()))
        .arg(agent::find()?)
        .arg("run")
        .arg(&code)
        .args(["--program", program])
        // Valgrind itself needs files and system calls at the end.
        .env("PREHEAT_WITHOUT_WALLS", WALLS)
        .stdin(std::fs::File::open(&request)?)
        .output()?;
    let place = format!("{program}, request {}, under callgrind", test.name);
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{place}: {}: {said}", output.status).into());
    }
    if test.expected.as_ref().is_some_and(|expected| expected.stdout != output.stdout) {
        return Err(format!("{place}: a wrong response").into());
    }
    let mut own = 0;
    for file in std::fs::read_dir(&counts)? {
        let sums = by_object(&std::fs::read_to_string(file?.path())?);
        let of_program = sums.iter().filter(|(object, _)| object.ends_with("/program.preheat"));
        own += of_program.map(|(_, count)| count).sum::<u64>();
    }
    if own == 0 { Err(format!("{place}: none of its code ran").into()) } else { Ok(own) }
}

/// All that the agent knows.
const WALLS: &str = "environment,privileges,limits,seccomp,landlock,namespaces";

/// Instructions by the file that holds the code, without those of what it calls.
fn by_object(counts: &str) -> HashMap<String, u64> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut sums: HashMap<String, u64> = HashMap::new();
    let mut object = "";
    let mut lines = counts.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("ob=") {
            object = resolve(name, &mut names);
        } else if let Some(name) = line.strip_prefix("cob=") {
            resolve(name, &mut names);
        } else if line.starts_with("calls=") {
            // What the next line says was spent in the callee, where it is counted.
            lines.next();
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let cost = line.split_ascii_whitespace().nth(1).and_then(|cost| cost.parse().ok());
            *sums.entry(object.to_owned()).or_default() += cost.unwrap_or(0);
        }
    }
    sums
}

/// Names are written once, as "(3) name", and later as "(3)".
fn resolve<'a>(text: &'a str, names: &mut HashMap<&'a str, &'a str>) -> &'a str {
    match text.split_once(' ') {
        Some((id, name)) => {
            names.insert(id, name);
            name
        }
        None => names.get(text).copied().unwrap_or(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_counted_where_they_run() {
        let counts = "\
version: 1
positions: line
events: Ir

ob=(1) /usr/bin/agent
fn=(1) main
0 10
cob=(2) /tmp/program.preheat
cfn=(2) start
calls=1 0
0 500
* 5
ob=(2)
fn=(2)
0 300
+3 200
ob=(1)
fn=(3) exit
-2 1
";
        let sums = by_object(counts);
        assert_eq!(sums["/usr/bin/agent"], 16);
        assert_eq!(sums["/tmp/program.preheat"], 500);
    }
}
