//! The processor that a guest sees, written out feature by feature. `max` and `host` mean something else on
//! each machine, and named models ask TCG for features that it leaves out with a warning; a saved state needs
//! a processor that is the same everywhere. `enforce` makes QEMU refuse to start when a feature cannot be
//! given.

use preheat_formats::CpuLevel;
use preheat_formats::manifest::Accelerator;

const V2: &[&str] = &["cx16", "lahf-lm", "popcnt", "pni", "ssse3", "sse4.1", "sse4.2"];
const V3: &[&str] = &["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"];
/// Not part of the level, but the processors that have it have these too. Measured: without xsaveopt, Linux
/// 6.12 hangs at its start under TCG.
const BESIDE_V3: &[&str] = &["xsaveopt", "fsgsbase", "smep"];
const V4: &[&str] = &["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

/// The highest level that QEMU's own emulation has.
pub const TCG_LEVEL: CpuLevel = CpuLevel::V3;

/// What features are added to: the least of QEMU's processors.
pub(crate) const CPU: &str = "qemu64-v1,";

/// QEMU's `-cpu` argument for a level.
pub(crate) fn cpu_model(level: CpuLevel, accelerator: Accelerator) -> String {
    let mut features = V2.to_vec();
    if level >= CpuLevel::V3 {
        features.extend(V3);
        features.extend(BESIDE_V3);
    }
    if level >= CpuLevel::V4 {
        features.extend(V4);
    }
    match accelerator {
        // Random numbers from the first moment: without them a guest waits for its own entropy.
        Accelerator::Tcg => features.push("rdrand"),
        Accelerator::Kvm => {
            features.extend(["x2apic", "tsc-deadline"]);
            if std::arch::is_x86_feature_detected!("rdrand") {
                features.push("rdrand");
            }
        }
    }
    let features: String = features.iter().map(|feature| format!("{feature}=on,")).collect();
    format!("{CPU}{features}svm=off,enforce")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_written_out() {
        assert_eq!(
            cpu_model(CpuLevel::V2, Accelerator::Tcg),
            "qemu64-v1,cx16=on,lahf-lm=on,popcnt=on,pni=on,ssse3=on,sse4.1=on,sse4.2=on,rdrand=on,svm=off,enforce"
        );
        assert!(cpu_model(CpuLevel::V3, Accelerator::Tcg).contains("avx2=on"));
        assert!(!cpu_model(CpuLevel::V3, Accelerator::Tcg).contains("avx512"));
        assert!(cpu_model(CpuLevel::V4, Accelerator::Kvm).contains("avx512vl=on"));
    }
}
