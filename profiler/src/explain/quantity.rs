//! Numbers as people read them.

use preheat_formats::profile::Summary;

use crate::confidence::Estimate;

/// 1234567 as "1,234,567".
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 0.1234 as "12.3 %".
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// "97.2 % (96.9–97.4)".
pub fn estimate(estimate: Estimate) -> String {
    let (low, high) = (estimate.low * 100.0, estimate.high * 100.0);
    format!("{} ({low:.1}–{high:.1})", percent(estimate.probability))
}

/// Nanoseconds as "1.23 ms".
pub fn time(ns: u64) -> String {
    scaled(ns, &["ns", "µs", "ms", "s"])
}

/// Bytes as "1.23 MB", in decimal units.
pub fn bytes(bytes: u64) -> String {
    scaled(bytes, &["B", "kB", "MB", "GB", "TB", "PB", "EB"])
}

fn scaled(number: u64, units: &[&str]) -> String {
    let mut scaled = number as f64;
    let mut unit = 0;
    while scaled >= 1000.0 && unit + 1 < units.len() {
        scaled /= 1000.0;
        unit += 1;
    }
    match unit {
        0 => format!("{number} {}", units[0]),
        _ if scaled < 100.0 => format!("{scaled:.2} {}", units[unit]),
        _ => format!("{scaled:.0} {}", units[unit]),
    }
}

/// About the value below which this part of all values lie. The histogram knows only bit lengths;
/// between the ends of a bucket values are taken to be spread evenly.
pub fn quantile(summary: &Summary, part: f64) -> Option<u64> {
    let total: f64 = summary.buckets.values().map(|count| *count as f64).sum();
    let (min, max) = (summary.min?, summary.max?);
    let wanted = part * total;
    let mut below = 0.0;
    for (&bits, &count) in &summary.buckets {
        let count = count as f64;
        if count > 0.0 && below + count >= wanted {
            let first = 2f64.powi(i32::from(bits) - 1);
            let value = if bits == 0 { 0.0 } else { first + first * (wanted - below) / count };
            // A cast from float saturates. A damaged summary may have min > max.
            return Some((value as u64).min(max).max(min.min(max)));
        }
        below += count;
    }
    Some(max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(percent(0.1234), "12.3 %");
        assert_eq!(time(999), "999 ns");
        assert_eq!(time(1_234_567), "1.23 ms");
        assert_eq!(time(u64::MAX), "18446744074 s");
        assert_eq!(time(2_500_000_000), "2.50 s");
        assert_eq!(time(150_000), "150 µs");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_400_000), "1.40 MB");
    }

    #[test]
    fn quantiles_lie_between_the_extremes_and_near_the_truth() {
        let mut summary = Summary::default();
        (1..=1000).for_each(|value| summary.add(value));
        let p50 = quantile(&summary, 0.5).expect("there are values");
        let p99 = quantile(&summary, 0.99).expect("there are values");
        assert!((450..=550).contains(&p50), "{p50}");
        assert!((950..=1000).contains(&p99), "{p99}");
        assert_eq!(quantile(&Summary::default(), 0.5), None);
        let damaged = Summary { min: Some(9), max: Some(3), ..summary };
        assert_eq!(quantile(&damaged, 0.5), Some(3));
    }
}
