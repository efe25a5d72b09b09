//! Which LLVM is trusted: only versions that were tested, since each has faults of its own (docs/LLVM.md).
//!
//! The list is `passes/codegen/llvm-versions`, which `scripts/check-llvm` reads too. Who links which library
//! is the build's business; here the one that is loaded is looked at.

/// One version a line, lines with `#` are comments.
const TESTED: &str = include_str!("../llvm-versions");

/// Names one more version, for who tests it.
const TRIED: &str = "PREHEAT_TRY_LLVM";

/// The loaded LLVM was not tested.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "LLVM {found} is loaded, and Preheat was tested with {tested} only: another one may compile programs \
     wrongly. Install a tested one (scripts/setup), use --backend cranelift, or set {TRIED}={found} to test \
     this one (docs/LLVM.md)"
)]
pub struct UntestedLlvm {
    found: String,
    tested: String,
}

/// Refuses the loaded LLVM if it was not tested.
pub(crate) fn check_loaded() -> Result<(), UntestedLlvm> {
    let tried = std::env::var(TRIED).ok();
    check(&crate::llvm::version(), tried.as_deref())
}

fn check(found: &str, tried: Option<&str>) -> Result<(), UntestedLlvm> {
    if tried == Some(found) || tested().any(|version| version == found) {
        return Ok(());
    }
    let tested = tested().collect::<Vec<_>>().join(", ");
    Err(UntestedLlvm { found: found.into(), tested })
}

fn tested() -> impl Iterator<Item = &'static str> {
    TESTED.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_were_not_tested_are_refused() {
        for version in ["22.1.7", "22.1.9", "22.1.80", "22.1", "23.1.0", "", "# comment"] {
            let error = check(version, None).expect_err(version);
            assert!(error.to_string().contains("was tested with 22.1.8 only"), "{error}");
        }
        assert_eq!(check("22.1.8", None), Ok(()));
    }

    #[test]
    fn one_that_is_named_is_tried_and_no_other() {
        assert_eq!(check("23.1.0", Some("23.1.0")), Ok(()));
        assert!(check("23.1.1", Some("23.1.0")).is_err());
        assert!(check("23.1.1", Some("1")).is_err());
        assert_eq!(check("22.1.8", Some("23.1.0")), Ok(()));
    }

    #[test]
    fn the_loaded_one_was_tested() {
        assert_eq!(check_loaded(), Ok(()));
    }
}
