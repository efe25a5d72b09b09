//! What a qcow2 file says of itself, checked before QEMU sees the file: QEMU does what headers say, and they
//! can name other files to open, as backing file or for the data. Only what we and our QEMU write is let
//! through: one file, nothing encrypted or compressed, and no feature or extension that is not known to be
//! harmless. Content is read by [`crate::qcow2_reader`].
//!
//! Layout: QEMU's docs/interop/qcow2.rst. Numbers are big-endian.

use std::fs::File;
use std::os::unix::fs::FileExt;

const MAGIC: [u8; 4] = *b"QFI\xfb";
/// The fixed part of version 2, and of version 3.
const HEADER_2: usize = 72;
const HEADER_3: usize = 104;
/// The smallest and largest clusters, in bits, that the format has.
const CLUSTER_BITS: std::ops::RangeInclusive<u32> = 9..=21;
/// Widths of reference counts, in bits of bits.
const REFCOUNT_ORDER: std::ops::RangeInclusive<u32> = 0..=6;
/// No disk of ours is larger: artifacts of some MB and a kernel.
pub(crate) const LONGEST: u64 = 4 << 30;
/// Bytes of a table of the first level.
const LONGEST_TABLE: u64 = 32 << 20;
/// Snapshots and bytes of their table that are read.
const MOST_SNAPSHOTS: u32 = 16;
const LONGEST_SNAPSHOT: usize = 4096;

/// Ends the list of extensions.
const END: u32 = 0;
/// Names of features, for people.
const FEATURE_NAMES: u32 = 0x6803_f857;
/// Extensions that are refused, by name.
const REFUSED: [(u32, &str); 4] = [
    (0xe279_2aca, "a backing file's format"),
    (0x2385_2875, "bitmaps"),
    (0x0537_be77, "encryption"),
    (0x4441_5441, "an external data file"),
];

/// A header that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) cluster_bits: u32,
    /// Bytes of the disk.
    pub(crate) len: u64,
    pub(crate) first_level: Table,
    pub(crate) snapshots: Vec<Snapshot>,
}

/// A table of the first level: where, and how many entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) at: u64,
    pub(crate) entries: u64,
}

/// A machine that was saved in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub(crate) name: String,
    pub(crate) first_level: Table,
    /// Bytes of memory and devices.
    pub(crate) state_len: u64,
}

impl Header {
    /// Reads the header of a file of which the first `within` bytes are qcow2. The error is a half sentence:
    /// what is wrong with the disk.
    pub(crate) fn read(file: &File, within: u64) -> Result<Header, String> {
        let source = Source { file, within };
        let head = source.at_most(0, HEADER_3)?;
        if head.len() < HEADER_2 || head[..4] != MAGIC {
            return Err("its disk is not qcow2".into());
        }
        if long(&head, 8) != 0 || word(&head, 16) != 0 {
            return Err("its disk refers to another file (a backing file)".into());
        }
        if word(&head, 32) != 0 {
            return Err("its disk is encrypted".into());
        }
        let (cluster_bits, len) = (word(&head, 20), long(&head, 24));
        if !CLUSTER_BITS.contains(&cluster_bits) || len > LONGEST {
            return Err(format!(
                "its disk claims {len} bytes, in clusters of 2 to the power of {cluster_bits}"
            ));
        }
        match word(&head, 4) {
            2 => source.check_extensions(HEADER_2, cluster_bits)?,
            3 if head.len() == HEADER_3 => source.check_version_3(&head, cluster_bits)?,
            version => {
                return Err(format!("its disk has version {version} of qcow2, not 2 or 3"));
            }
        }
        let first_level = Table { at: long(&head, 40), entries: word(&head, 36).into() };
        if first_level.entries < tables_for(len, cluster_bits) {
            return Err("its disk is longer than its table".into());
        }
        source.check_table(first_level)?;
        let refcounts = u64::from(word(&head, 56)) << cluster_bits;
        source.check_range("reference counts", long(&head, 48), refcounts)?;
        let snapshots = source.snapshots(long(&head, 64), word(&head, 60), len)?;
        Ok(Header { cluster_bits, len, first_level, snapshots })
    }

    /// The saved machine of this name, which has to be the only one.
    pub(crate) fn only_snapshot(&self, name: &str) -> Result<&Snapshot, String> {
        match &self.snapshots[..] {
            [only] if only.name == name => Ok(only),
            _ => {
                let names: Vec<_> =
                    self.snapshots.iter().map(|s| s.name.escape_debug().to_string()).collect();
                let (count, names) = (names.len(), names.join(", "));
                Err(format!(
                    "its disk holds {count} saved machines ({names}), and should hold one, `{name}`"
                ))
            }
        }
    }

    /// Tables of the second level that the disk has; the state of a snapshot comes behind them.
    pub(crate) fn disk_tables(&self) -> u64 {
        tables_for(self.len, self.cluster_bits)
    }
}

/// Tables of the second level for so many bytes; each fills a cluster.
pub(crate) fn tables_for(len: u64, cluster_bits: u32) -> u64 {
    len.div_ceil(1 << (2 * cluster_bits - 3))
}

/// The file, and how much of it is the disk.
struct Source<'a> {
    file: &'a File,
    within: u64,
}

impl Source<'_> {
    /// Bytes from here on, fewer at the end.
    fn at_most(&self, at: u64, len: usize) -> Result<Vec<u8>, String> {
        let left = self.within.saturating_sub(at).min(len as u64) as usize;
        let mut bytes = vec![0; left];
        self.file
            .read_exact_at(&mut bytes, at)
            .map_err(|error| format!("its disk cannot be read: {error}"))?;
        Ok(bytes)
    }

    fn check_version_3(&self, head: &[u8], cluster_bits: u32) -> Result<(), String> {
        for (at, which) in [(72, "incompatible"), (80, "compatible"), (88, "self-clearing")] {
            let features = long(head, at);
            if features != 0 {
                return Err(format!(
                    "its disk has {which} features {features:#x} of qcow2, which images do not have"
                ));
            }
        }
        if !REFCOUNT_ORDER.contains(&word(head, 96)) {
            return Err("its disk's reference counts have a width that there is not".into());
        }
        let header_len = word(head, 100) as usize;
        if header_len < HEADER_3 || header_len >= 1 << cluster_bits || !header_len.is_multiple_of(8)
        {
            return Err(format!("its disk's header claims {header_len} bytes"));
        }
        // What came later than version 3: the kind of compression, of which there is one without a feature
        // bit.
        let later = self.at_most(HEADER_3 as u64, header_len - HEADER_3)?;
        if later.iter().any(|byte| *byte != 0) {
            return Err("its disk's header says something that is unknown here".into());
        }
        self.check_extensions(header_len, cluster_bits)
    }

    /// Extensions follow the header and end inside its cluster.
    fn check_extensions(&self, from: usize, cluster_bits: u32) -> Result<(), String> {
        let cluster = self.at_most(0, 1 << cluster_bits)?;
        let mut at = from;
        loop {
            let Some(start) = cluster.get(at..at + 8) else {
                return Err("its disk's header does not end".into());
            };
            match (word(start, 0), word(start, 4)) {
                (END, 0) => return Ok(()),
                (FEATURE_NAMES, len) => at += 8 + (len as usize).next_multiple_of(8),
                (other, _) => {
                    let known = REFUSED.iter().find(|(id, _)| *id == other);
                    let name =
                        known.map_or_else(|| format!("{other:#x}"), |(_, name)| (*name).into());
                    return Err(format!(
                        "its disk has an extension that images do not have: {name}"
                    ));
                }
            }
        }
    }

    fn check_table(&self, table: Table) -> Result<(), String> {
        if table.entries * 8 > LONGEST_TABLE {
            return Err(format!("its disk has a table of {} entries", table.entries));
        }
        self.check_range("a table", table.at, table.entries * 8)
    }

    fn check_range(&self, what: &str, at: u64, len: u64) -> Result<(), String> {
        match at.checked_add(len) {
            Some(end) if end <= self.within => Ok(()),
            _ => Err(format!("its disk has {what} outside of the file")),
        }
    }

    fn snapshots(&self, mut at: u64, count: u32, disk: u64) -> Result<Vec<Snapshot>, String> {
        if count > MOST_SNAPSHOTS {
            return Err(format!("its disk claims to hold {count} saved machines"));
        }
        let mut found = Vec::new();
        for _ in 0..count {
            let (snapshot, len) = self.snapshot(at, disk)?;
            found.push(snapshot);
            at += (len as u64).next_multiple_of(8);
        }
        Ok(found)
    }

    /// A snapshot's record and its length.
    fn snapshot(&self, at: u64, disk: u64) -> Result<(Snapshot, usize), String> {
        const FIXED: usize = 40;
        let cut = || "its disk's list of saved machines is cut short".to_owned();
        let record = self.at_most(at, LONGEST_SNAPSHOT)?;
        if record.len() < FIXED {
            return Err(cut());
        }
        let (id, name, extra) =
            (half(&record, 12).into(), half(&record, 14).into(), word(&record, 36) as usize);
        let name_at = FIXED.saturating_add(extra).saturating_add(id);
        let more = record.get(FIXED..FIXED.saturating_add(extra)).ok_or_else(cut)?;
        let text = record.get(name_at..name_at.saturating_add(name)).ok_or_else(cut)?;
        let name = String::from_utf8(text.to_vec())
            .map_err(|_| "its disk holds a saved machine whose name is not text".to_owned())?;
        // Version 3 has it wider.
        let state_len = if extra >= 8 { long(more, 0) } else { word(&record, 32).into() };
        if extra >= 16 && long(more, 8) != disk {
            return Err("its disk had another size when the machine was saved".into());
        }
        // QEMU writes all of it: it has no holes.
        if state_len > self.within {
            return Err(format!("its disk claims a saved machine of {state_len} bytes"));
        }
        let first_level = Table { at: long(&record, 0), entries: word(&record, 8).into() };
        self.check_table(first_level)?;
        let end = name_at + text.len();
        Ok((Snapshot { name, first_level, state_len }, end))
    }
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes(std::array::from_fn(|i| bytes[at + i]))
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(std::array::from_fn(|i| bytes[at + i]))
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from_be_bytes(std::array::from_fn(|i| bytes[at + i]))
}
