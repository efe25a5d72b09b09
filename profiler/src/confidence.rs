//! How sure a counted probability is.
//!
//! The interval is Wilson's (E. B. Wilson, "Probable inference, the law of succession, and statistical
//! inference", 1927), which stays inside 0 to 1 and is sound for few counts. It takes each count for an
//! independent draw. Counts of one request are not quite that, so with few requests the truth is less
//! sure than it says.

use serde::Serialize;

/// The 97.5 % point of the normal distribution: 95 % lie within ± this.
const Z: f64 = 1.959_963_984_540_054;

/// A probability with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    pub probability: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// From so many successes in so many trials. Without trials, anything between 0 and 1.
    pub fn of(successes: u64, trials: u64) -> Estimate {
        if trials == 0 {
            return Estimate { probability: 0.0, low: 0.0, high: 1.0 };
        }
        let n = trials as f64;
        let p = successes.min(trials) as f64 / n;
        let spread = Z * Z / n;
        let centre = (p + spread / 2.0) / (1.0 + spread);
        let half = Z * (p * (1.0 - p) / n + spread / (4.0 * n)).sqrt() / (1.0 + spread);
        Estimate { probability: p, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
    }

    /// Half the width of the interval.
    pub fn uncertainty(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// A part of a whole, 0 to 1; 0 of nothing.
pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part.min(whole) as f64 / whole as f64 }
}

/// For files: six digits are more than is known, and a person can read them.
pub fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-5, "{found} is not {expected}");
    }

    #[test]
    fn interval_agrees_with_published_examples() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let estimate = Estimate::of(successes, trials);
            close(estimate.low, low);
            close(estimate.high, high);
        }
    }

    #[test]
    fn absurd_counts_stay_between_0_and_1() {
        for (successes, trials) in
            [(0, 0), (5, 0), (u64::MAX, 1), (u64::MAX, u64::MAX), (0, u64::MAX), (1, u64::MAX)]
        {
            let e = Estimate::of(successes, trials);
            assert!(0.0 <= e.low && e.low <= e.high && e.high <= 1.0, "{e:?}");
            assert!((0.0..=1.0).contains(&e.probability), "{e:?}");
        }
    }
}
