//! Samples of a quantity and what can be said of them: medians, and how sure they are.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Durations of the same thing, measured several times.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    pub fn add(&mut self, sample: Duration) {
        self.0.push(sample);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The sample below which `part` (0 to 1) of them lie.
    pub fn quantile(&self, part: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let last = sorted.len().saturating_sub(1);
        sorted.get((part * last as f64).round() as usize).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.quantile(0.5)
    }
}

/// A median, and an interval that holds the true one with a probability of at least 95 %. With fewer than six
/// samples no interval is that sure; it is then their range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// The interval lies between two of the samples by their order, so that nothing is assumed about how they
    /// are distributed: how many of n samples lie below the true median is binomial.
    pub fn of(samples: &[f64]) -> Option<Estimate> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let median = match n {
            0 => return None,
            odd if odd % 2 == 1 => sorted[n / 2],
            _ => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
        };
        // The most samples that may be left out at each end.
        let mut left_out = 0;
        let mut tail = 0.0;
        for k in 0..n / 2 {
            tail += binomial(n, k) * 0.5f64.powi(n as i32);
            if 2.0 * tail > 0.05 {
                break;
            }
            left_out = k;
        }
        Some(Estimate { median, low: sorted[left_out], high: sorted[n - 1 - left_out] })
    }

    /// The geometric mean of several, with an interval for it if their errors are independent. It is about
    /// these things, not about others that might have been measured.
    pub fn geometric_mean(all: &[Estimate]) -> Option<Estimate> {
        if all.is_empty() {
            return None;
        }
        let count = all.len() as f64;
        let mean = all.iter().map(|estimate| estimate.median.ln()).sum::<f64>() / count;
        let squares = |side: fn(&Estimate) -> f64| {
            let error = |estimate: &Estimate| (side(estimate) / estimate.median).ln().powi(2);
            all.iter().map(error).sum::<f64>().sqrt() / count
        };
        let (below, above) = (squares(|estimate| estimate.low), squares(|estimate| estimate.high));
        Some(Estimate { median: mean.exp(), low: (mean - below).exp(), high: (mean + above).exp() })
    }
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
}

/// How many times as long `slow` takes as `fast`.
pub fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64().max(1e-9)
}

/// The mean of ratios.
pub fn geometric_mean(ratios: &[f64]) -> f64 {
    let sum: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (sum / ratios.len().max(1) as f64).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_samples() {
        let mut samples = Samples::default();
        for ms in [5, 1, 3, 2, 4] {
            samples.add(Duration::from_millis(ms));
        }
        assert_eq!(samples.median(), Duration::from_millis(3));
        assert_eq!(samples.quantile(0.0), Duration::from_millis(1));
        assert_eq!(samples.quantile(1.0), Duration::from_millis(5));
        assert_eq!(Samples::default().median(), Duration::ZERO);
    }

    #[test]
    fn the_geometric_mean_of_a_ratio_and_its_inverse_is_one() {
        assert!((geometric_mean(&[4.0, 0.25]) - 1.0).abs() < 1e-12);
        let both = [4.0, 0.25].map(|median| Estimate { median, low: median, high: median });
        let mean = Estimate::geometric_mean(&both).unwrap();
        assert!((mean.median - 1.0).abs() < 1e-12 && (mean.low - 1.0).abs() < 1e-12);
    }

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Ranks for a 95 % interval of the median: 6 samples 1 and 6, 11 samples 2 and 10, 21 samples 6 and
        // 16.
        for (count, low, high) in
            [(5, 1, 5), (6, 1, 6), (8, 1, 8), (9, 2, 8), (11, 2, 10), (21, 6, 16)]
        {
            let samples: Vec<f64> = (1..=count).rev().map(f64::from).collect();
            let estimate = Estimate::of(&samples).unwrap();
            assert_eq!((estimate.low, estimate.high), (f64::from(low), f64::from(high)), "{count}");
            assert_eq!(estimate.median, f64::from(count + 1) / 2.0);
        }
        assert_eq!(Estimate::of(&[]), None);
    }

    #[test]
    fn an_outlier_does_not_move_the_estimate() {
        let mut samples = vec![1.0; 10];
        samples.push(1000.0);
        let estimate = Estimate::of(&samples).unwrap();
        assert_eq!(estimate, Estimate { median: 1.0, low: 1.0, high: 1.0 });
    }
}
