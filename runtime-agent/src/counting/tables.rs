//! Shared tables of counts with bounded size: values by site, paths by slot, host calls by import.
//!
//! One process writes at a time (instrumented requests run one after the other) and the others look when
//! it has ended, so relaxed atomics are enough. A process killed between two writes loses at most
//! the occurrence that it was counting.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use rustix::io::Errno;

use crate::mapping::{Access, Mapping, Sharing};

/// Different values that a site tells apart at a time.
pub const VALUES_PER_SITE: usize = 16;
/// Value, count (0 is a free place), and how much of the count may be other values'.
const VALUE_WORDS: usize = 3;
/// All occurrences, then values.
const SITE_WORDS: usize = 1 + VALUE_WORDS * VALUES_PER_SITE;
/// Different (slot, path) pairs in all; a power of two.
const PATH_ENTRIES: usize = 1 << 18;
/// slot + 1 (0 is free), path, count.
const PATH_WORDS: usize = 3;
/// Looked at before an insertion gives up.
const PROBES: usize = 64;

/// Zero-initialised numbers shared with forked processes.
#[derive(Debug)]
pub(super) struct SharedWords {
    mapping: Mapping,
    len: usize,
}

impl SharedWords {
    pub fn new(len: usize) -> Result<SharedWords, Errno> {
        let mapping = Mapping::anonymous(8 * len, Access::ReadWrite, Sharing::Shared)?;
        Ok(SharedWords { mapping, len })
    }

    pub fn get(&self) -> &[AtomicU64] {
        // SAFETY: `len` aligned words of zeroed shared memory, only ever accessed atomically.
        unsafe { std::slice::from_raw_parts(self.mapping.start().cast(), self.len) }
    }

    /// All zero again, and the memory back to the system.
    pub fn clear(&self) {
        let start = self.mapping.start().cast();
        // SAFETY: our own mapping; shared anonymous pages read as zero afterwards.
        let removed =
            unsafe { libc::madvise(start, self.mapping.addresses().len(), libc::MADV_REMOVE) };
        if removed != 0 {
            self.get().iter().for_each(|word| word.store(0, Relaxed));
        }
    }
}

fn add(word: &AtomicU64) {
    word.store(word.load(Relaxed).saturating_add(1), Relaxed);
}

/// The most frequent values of each site, by Space-Saving (Metwally, Agrawal, El Abbadi: ICDT 2005). Exact as long as
/// a site sees no more than [`VALUES_PER_SITE`] different ones; beyond that a new value takes the place, and the count, of
/// the least frequent one, and how much of its count may be others' is kept as well. So a value that makes up more than
/// one of [`VALUES_PER_SITE`] parts of all is there, whenever it came first.
#[derive(Debug)]
pub struct ValueCounts(SharedWords);

impl ValueCounts {
    pub fn new(sites: usize) -> Result<ValueCounts, Errno> {
        SharedWords::new(SITE_WORDS * sites).map(ValueCounts)
    }

    /// The number of all occurrences, and the values.
    fn site(&self, site: u32) -> Option<(&AtomicU64, &[[AtomicU64; VALUE_WORDS]])> {
        let words = self.0.get().get(SITE_WORDS * site as usize..)?;
        let (all, values) = words.get(..SITE_WORDS)?.split_first()?;
        Some((all, values.as_chunks().0))
    }

    pub fn count(&self, site: u32, value: u64) {
        let Some((all, values)) = self.site(site) else { return };
        add(all);
        // A free place has the least count.
        let mut least = &values[0];
        for place in values {
            let [known, count, _] = place;
            let times = count.load(Relaxed);
            if times > 0 && known.load(Relaxed) == value {
                return add(count);
            }
            if times < least[1].load(Relaxed) {
                least = place;
            }
        }
        let [known, count, others] = least;
        let before = count.load(Relaxed);
        known.store(value, Relaxed);
        others.store(before, Relaxed);
        count.store(before.saturating_add(1), Relaxed);
    }

    /// Values with how often they were seen at least, and how many occurrences were, or may have been, of others.
    pub fn read(&self, site: u32) -> (Vec<(u64, u64)>, u64) {
        let Some((all, values)) = self.site(site) else { return (Vec::new(), 0) };
        let values = values.iter().map(|place| place.each_ref().map(|word| word.load(Relaxed)));
        let values: Vec<(u64, u64)> = values
            .map(|[value, count, others]| (value, count.saturating_sub(others)))
            .filter(|(_, sure)| *sure > 0)
            .collect();
        let sure = values.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        (values, all.load(Relaxed).saturating_sub(sure))
    }

    pub fn clear(&self) {
        self.0.clear();
    }
}

/// Runs of paths: a hash table over all slots. When it is full, runs of new paths are only counted as
/// lost, by slot.
#[derive(Debug)]
pub struct PathCounts {
    entries: SharedWords,
    lost: SharedWords,
}

impl PathCounts {
    pub fn new(slots: usize) -> Result<PathCounts, Errno> {
        let entries = if slots == 0 { 0 } else { PATH_WORDS * PATH_ENTRIES };
        Ok(PathCounts { entries: SharedWords::new(entries)?, lost: SharedWords::new(slots)? })
    }

    pub fn count(&self, slot: u32, path: u64) {
        let Some(lost) = self.lost.get().get(slot as usize) else { return };
        let (entries, _) = self.entries.get().as_chunks::<PATH_WORDS>();
        let key = u64::from(slot) + 1;
        let hash = (path ^ key.rotate_left(40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let first = (hash >> 40) as usize;
        for probe in 0..PROBES {
            let [owner, number, count] = &entries[(first + probe) % PATH_ENTRIES];
            if owner.load(Relaxed) == 0 {
                number.store(path, Relaxed);
                owner.store(key, Relaxed);
            }
            if owner.load(Relaxed) == key && number.load(Relaxed) == path {
                return add(count);
            }
        }
        add(lost);
    }

    /// Calls back with every (slot, path, count).
    pub fn read(&self, mut each: impl FnMut(u32, u64, u64)) {
        let (entries, _) = self.entries.get().as_chunks::<PATH_WORDS>();
        for [owner, path, count] in entries {
            if let Some(slot) = owner.load(Relaxed).checked_sub(1) {
                each(slot as u32, path.load(Relaxed), count.load(Relaxed));
            }
        }
    }

    /// Runs of a slot that found no place.
    pub fn lost(&self, slot: u32) -> u64 {
        self.lost.get().get(slot as usize).map_or(0, |lost| lost.load(Relaxed))
    }

    pub fn clear(&self) {
        self.entries.clear();
        self.lost.clear();
    }
}

/// Calls of each imported function.
#[derive(Debug)]
pub struct CallCounts(SharedWords);

impl CallCounts {
    pub fn new(imports: usize) -> Result<CallCounts, Errno> {
        SharedWords::new(imports).map(CallCounts)
    }

    pub fn count(&self, import: u32) {
        if let Some(count) = self.0.get().get(import as usize) {
            add(count);
        }
    }

    pub fn read(&self, import: usize) -> u64 {
        self.0.get().get(import).map_or(0, |count| count.load(Relaxed))
    }

    pub fn clear(&self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_up_to_sixteen() {
        let counts = ValueCounts::new(2).unwrap();
        for value in 0..16 {
            (0..=value).for_each(|_| counts.count(1, value));
        }
        let (values, other) = counts.read(1);
        assert_eq!(values, (0..16).map(|value| (value, value + 1)).collect::<Vec<_>>());
        assert_eq!(other, 0);
        assert_eq!(counts.read(0), (vec![], 0));
        counts.clear();
        assert_eq!(counts.read(1), (vec![], 0));
        counts.count(7, 1); // no such site: ignored
    }

    #[test]
    fn frequent_values_are_found_whenever_they_come_first() {
        let counts = ValueCounts::new(1).unwrap();
        let mut seen = std::collections::BTreeMap::new();
        let mut all = 0;
        let mut see = |value: u64| {
            counts.count(0, value);
            *seen.entry(value).or_insert(0_u64) += 1;
            all += 1;
        };
        // Many that come once, and among the later ones two that come often.
        (0..500).for_each(&mut see);
        for value in 500..2000 {
            see(value);
            see(if value % 3 == 0 { 7_000_000 } else { 8_000_000 });
        }
        let (values, other) = counts.read(0);
        let of = |wanted: u64| values.iter().find(|(value, _)| *value == wanted).map(|(_, n)| *n);
        assert!(of(7_000_000).unwrap() > 400 && of(8_000_000).unwrap() > 900, "{values:?}");
        // What is said of a value is never too much, and all of it together is all.
        assert!(values.iter().all(|(value, count)| count <= &seen[value]));
        assert_eq!(values.iter().map(|(_, count)| count).sum::<u64>() + other, all);
    }

    #[test]
    fn paths_are_told_apart_by_slot_and_number_and_losses_are_counted() {
        let counts = PathCounts::new(2).unwrap();
        for round in 0..3 {
            for path in 0..1000 {
                counts.count(round % 2, path);
            }
        }
        let mut sums = [0, 0];
        counts.read(|slot, _, count| sums[slot as usize] += count);
        assert_eq!(sums, [2000, 1000]);
        assert_eq!(counts.lost(0), 0);
        for path in 0..2 * PATH_ENTRIES as u64 {
            counts.count(1, path);
        }
        let mut sum = 0;
        counts.read(|slot, _, count| sum += if slot == 1 { count } else { 0 });
        assert!(counts.lost(1) > 0);
        assert_eq!(sum + counts.lost(1), 1000 + 2 * PATH_ENTRIES as u64);
    }
}
