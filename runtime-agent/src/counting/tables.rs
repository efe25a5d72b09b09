//! Shared tables of counts with bounded size: values by site, paths by slot, host calls by import.
//!
//! One process writes at a time (instrumented requests run one after the other) and the others look when
//! it has ended, so relaxed atomics are enough. A process killed between two writes loses at most
//! the occurrence that it was counting.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use rustix::io::Errno;

use crate::mapping::{Access, Mapping, Sharing};

/// Different values that a site tells apart; further ones are `other`.
pub const VALUES_PER_SITE: usize = 16;
/// `other`, then pairs of value and count; a count of 0 is a free pair.
const SITE_WORDS: usize = 1 + 2 * VALUES_PER_SITE;
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

/// Most frequent values of each site: exact for the first 16 different ones.
#[derive(Debug)]
pub struct ValueCounts(SharedWords);

impl ValueCounts {
    pub fn new(sites: usize) -> Result<ValueCounts, Errno> {
        SharedWords::new(SITE_WORDS * sites).map(ValueCounts)
    }

    fn site(&self, site: u32) -> &[AtomicU64] {
        self.0.get().get(SITE_WORDS * site as usize..).map_or(&[], |rest| &rest[..SITE_WORDS])
    }

    pub fn count(&self, site: u32, value: u64) {
        let Some((other, pairs)) = self.site(site).split_first() else { return };
        let (pairs, _) = pairs.as_chunks::<2>();
        for [known, count] in pairs {
            if count.load(Relaxed) == 0 {
                known.store(value, Relaxed);
            }
            if known.load(Relaxed) == value {
                return add(count);
            }
        }
        add(other);
    }

    /// Values with their counts, and how many occurrences were of other values.
    pub fn read(&self, site: u32) -> (Vec<(u64, u64)>, u64) {
        let Some((other, pairs)) = self.site(site).split_first() else { return (Vec::new(), 0) };
        let (pairs, _) = pairs.as_chunks::<2>();
        let pairs = pairs.iter().map(|[value, count]| (value.load(Relaxed), count.load(Relaxed)));
        (pairs.filter(|(_, count)| *count > 0).collect(), other.load(Relaxed))
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
    fn values_are_exact_up_to_sixteen_and_then_other() {
        let counts = ValueCounts::new(2).unwrap();
        for value in 0..20 {
            for _ in 0..=value {
                counts.count(1, value);
            }
        }
        let (values, other) = counts.read(1);
        assert_eq!(values, (0..16).map(|value| (value, value + 1)).collect::<Vec<_>>());
        assert_eq!(other, 17 + 18 + 19 + 20);
        assert_eq!(counts.read(0), (vec![], 0));
        counts.clear();
        assert_eq!(counts.read(1), (vec![], 0));
        counts.count(7, 1); // no such site: ignored
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
