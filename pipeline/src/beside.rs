//! Preheat's other programs, which are installed beside this one.

use std::path::PathBuf;

/// The program of this name in the folder of the one that runs. Test programs lie one folder deeper than the
/// binaries, so the folder above is looked at too.
pub fn beside(name: &str) -> Option<PathBuf> {
    let exe = std::env::current_exe().ok()?;
    exe.ancestors().skip(1).take(2).map(|folder| folder.join(name)).find(|path| path.is_file())
}
