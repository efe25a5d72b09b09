//! What is kept of a case that differs: the smallest module of its seed that still does, with a report.

use std::path::{Path, PathBuf};

use crate::campaign::Worker;
use crate::case::Verdict;
use crate::request::Request;

/// Looks for a smaller module of the same seed that differs as well.
pub fn minimise(
    program: &Path,
    original: Request,
    report: String,
) -> std::io::Result<(Request, String)> {
    let mut worker = Worker::new(program);
    for part in original.kind.parts(original.seed) {
        let request = Request { part, ..original };
        if let Verdict::Differ(report) = worker.ask(request)? {
            return Ok((request, report));
        }
    }
    Ok((original, report))
}

/// Writes `KIND-SEED.wasm`, `.wat` and `.txt` to a folder; gives the path of the report.
pub fn save(folder: &Path, request: Request, report: &str) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let Request { kind, seed, part } = request;
    let path = |extension: &str| folder.join(format!("{kind}-{seed}.{extension}"));
    let wasm = request.module();
    std::fs::write(path("wasm"), &wasm)?;
    let text = wasmprinter::print_bytes(&wasm)
        .unwrap_or_else(|error| format!(";; it cannot be printed: {error}\n"));
    std::fs::write(path("wat"), text)?;
    let report = format!(
        "{kind}, seed {seed}, {part}\nagain: preheat-fuzz --kind {kind} --seed {seed} --seeds 1\n\n{report}"
    );
    std::fs::write(path("txt"), report)?;
    Ok(path("txt"))
}
