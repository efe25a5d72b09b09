//! How often something happened while requests were counted.

use std::fmt;
use std::iter::Sum;
use std::num::NonZeroU64;

/// A number of times, or that nobody knows. What was never taken is [`Count::known`] 0, which is much to
/// know.
///
/// One more than the number is kept, so that it takes no more room than that: there is one for each edge.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Count(Option<NonZeroU64>);

impl Count {
    pub const UNKNOWN: Count = Count(None);

    pub fn known(times: u64) -> Count {
        Count(NonZeroU64::new(times.saturating_add(1)))
    }

    pub fn get(self) -> Option<u64> {
        self.0.map(|one_more| one_more.get() - 1)
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.get() {
            Some(times) => write!(f, "{times}"),
            None => f.write_str("?"),
        }
    }
}

/// Unknown if one of them is.
impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(mut counts: I) -> Count {
        let sum = counts.try_fold(0_u64, |sum, count| Some(sum.saturating_add(count.get()?)));
        sum.map_or(Count::UNKNOWN, Count::known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_as_large_as_its_number_and_none_is_lost() {
        assert_eq!(size_of::<Count>(), 8);
        for times in [0, 1, 7, u64::MAX - 1] {
            assert_eq!(Count::known(times).get(), Some(times));
        }
        assert_eq!(Count::known(u64::MAX).get(), Some(u64::MAX - 1));
        assert_eq!(Count::default().get(), None);
        assert_eq!([1, 2].map(Count::known).into_iter().sum::<Count>(), Count::known(3));
        assert_eq!([Count::known(1), Count::UNKNOWN].into_iter().sum::<Count>(), Count::UNKNOWN);
        assert_eq!(std::iter::empty::<Count>().sum::<Count>(), Count::known(0));
    }
}
