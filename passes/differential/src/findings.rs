//! What is kept of a case that differs: the smallest module of its seed that still does, with a report.

use std::path::{Path, PathBuf};

use crate::campaign::Worker;
use crate::case::Verdict;
use crate::generate::{Size, module};
use crate::worker::Request;

/// Looks for a smaller module of the same seed that differs as well. A seed gives another module at another size, so
/// that this is a search, not a descent: all of the smaller sizes are tried, the smallest first.
pub fn minimise(program: &Path, seed: u64, report: String) -> std::io::Result<(Request, String)> {
    let original = Request::new(seed);
    let mut worker = Worker::new(program);
    for bytes in [128, 256, 512, 1 << 10, 4 << 10] {
        for instructions in [3, 6, 12, 25, 50, 100] {
            for funcs in [1, 2, 4] {
                let size = Size { funcs, instructions, bytes };
                let request = Request { seed, size };
                let smaller = bytes <= original.size.bytes
                    && instructions <= original.size.instructions
                    && funcs <= original.size.funcs;
                if !smaller {
                    continue;
                }
                if let Verdict::Differ(report) = worker.ask(request)? {
                    return Ok((request, report));
                }
            }
        }
    }
    Ok((original, report))
}

/// Writes `seed-N.wasm`, `.wat` and `.txt` to a folder; gives the path of the report.
pub fn save(folder: &Path, request: Request, report: &str) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = |extension: &str| folder.join(format!("seed-{}.{extension}", request.seed));
    let wasm = module(request.seed, request.size);
    std::fs::write(path("wasm"), &wasm)?;
    let text = wasmprinter::print_bytes(&wasm)
        .unwrap_or_else(|error| format!(";; it cannot be printed: {error}\n"));
    std::fs::write(path("wat"), text)?;
    let size = request.size;
    let report = format!(
        "seed {}, {} functions, {} instructions, {} bytes\nagain: preheat-fuzz --seed {} --seeds 1\n\n{report}",
        request.seed, size.funcs, size.instructions, size.bytes, request.seed
    );
    std::fs::write(path("txt"), report)?;
    Ok(path("txt"))
}
