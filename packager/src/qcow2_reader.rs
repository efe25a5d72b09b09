//! Reads the disk in a qcow2 file, cluster by cluster as it is asked for. Reads what QEMU and we write (versions 2 and 3,
//! no backing file, no encryption, no compression) and refuses the rest. Whatever the file claims, it takes no
//! more memory than its first level table, which is bounded.
//!
//! Layout: QEMU's docs/interop/qcow2.rst. Numbers are big-endian.

use std::fs::File;
use std::io::{self, BufRead, Error, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

const MAGIC: [u8; 4] = *b"QFI\xfb";
/// The fixed part of both versions' headers.
const HEADER: usize = 72;
/// The smallest and largest clusters, in bits, that the format has.
const CLUSTER_BITS: std::ops::RangeInclusive<u32> = 9..=21;
/// No disk of ours is larger: artifacts of some MB and a kernel.
pub(crate) const LONGEST: u64 = 4 << 30;
/// Of version 3: the reference counts may be wrong, which does not matter to a reader. All others do.
const DIRTY: u64 = 1;
/// In entries of both tables: where in the file something lies.
const OFFSET: u64 = 0x00ff_ffff_ffff_fe00;
/// In entries of the second level: what the cluster is, if not a plain one.
const COMPRESSED: u64 = 1 << 62;
const ZERO: u64 = 1;

pub(crate) struct Qcow2Reader<'a> {
    file: &'a File,
    len: u64,
    cluster_bits: u32,
    first_level: Vec<u64>,
    /// The second level table read last: its number, and its entries.
    second_level: Option<(usize, Vec<u64>)>,
    /// The cluster read last.
    cluster: Vec<u8>,
    /// Its number.
    holds: Option<u64>,
    at: u64,
}

impl<'a> Qcow2Reader<'a> {
    pub(crate) fn open(file: &'a File) -> Result<Qcow2Reader<'a>, String> {
        let unreadable = |error: Error| format!("its disk cannot be read: {error}");
        let mut header = [0; HEADER];
        file.read_exact_at(&mut header, 0).map_err(unreadable)?;
        if header[..4] != MAGIC {
            return Err("its disk is not qcow2".into());
        }
        let version = word(&header, 4);
        let incompatible = match version {
            2 => 0,
            3 => {
                let mut features = [0; 8];
                file.read_exact_at(&mut features, HEADER as u64).map_err(unreadable)?;
                u64::from_be_bytes(features)
            }
            _ => return Err(format!("its disk has version {version} of qcow2, not 2 or 3")),
        };
        if incompatible & !DIRTY != 0 {
            return Err(format!("its disk has features {incompatible:#x} of qcow2, unknown here"));
        }
        if long(&header, 8) != 0 || word(&header, 32) != 0 {
            return Err("its disk refers to another file, or is encrypted".into());
        }
        let (cluster_bits, len) = (word(&header, 20), long(&header, 24));
        if !CLUSTER_BITS.contains(&cluster_bits) || len > LONGEST {
            return Err(format!(
                "its disk claims {len} bytes, in clusters of 2 to the power of {cluster_bits}"
            ));
        }
        // Each table of the second level fills a cluster.
        let needed = len.div_ceil(1 << (2 * cluster_bits - 3));
        if u64::from(word(&header, 36)) < needed {
            return Err("its disk is longer than its table".into());
        }
        let first_level = table(file, long(&header, 40), needed as usize).map_err(unreadable)?;
        Ok(Qcow2Reader {
            file,
            len,
            cluster_bits,
            first_level,
            second_level: None,
            cluster: vec![0; 1 << cluster_bits],
            holds: None,
            at: 0,
        })
    }

    /// Makes `cluster` the one with this number.
    fn load(&mut self, number: u64) -> io::Result<()> {
        if self.holds == Some(number) {
            return Ok(());
        }
        self.holds = None;
        match self.place_of(number)? {
            Some(offset) => self.file.read_exact_at(&mut self.cluster, offset)?,
            None => self.cluster.fill(0),
        }
        self.holds = Some(number);
        Ok(())
    }

    /// Where in the file a cluster lies; nowhere if it is all zero.
    fn place_of(&mut self, number: u64) -> io::Result<Option<u64>> {
        let in_a_table = self.cluster_bits - 3;
        let table_number = (number >> in_a_table) as usize;
        let table_at = self.first_level[table_number] & OFFSET;
        if table_at == 0 {
            return Ok(None);
        }
        if self.second_level.as_ref().is_none_or(|(known, _)| *known != table_number) {
            let entries = table(self.file, table_at, 1 << in_a_table)?;
            self.second_level = Some((table_number, entries));
        }
        let place = (number & ((1 << in_a_table) - 1)) as usize;
        let entry = self.second_level.as_ref().map_or(0, |(_, entries)| entries[place]);
        match entry & OFFSET {
            _ if entry & COMPRESSED != 0 => Err(Error::other("a cluster is compressed")),
            0 => Ok(None),
            _ if entry & ZERO != 0 => Ok(None),
            offset => Ok(Some(offset)),
        }
    }
}

fn table(file: &File, at: u64, entries: usize) -> io::Result<Vec<u64>> {
    let mut bytes = vec![0; 8 * entries];
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes.as_chunks().0.iter().map(|entry| u64::from_be_bytes(*entry)).collect())
}

fn word(header: &[u8; HEADER], at: usize) -> u32 {
    u32::from_be_bytes(std::array::from_fn(|i| header[at + i]))
}

fn long(header: &[u8; HEADER], at: usize) -> u64 {
    u64::from_be_bytes(std::array::from_fn(|i| header[at + i]))
}

impl BufRead for Qcow2Reader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.len {
            return Ok(&[]);
        }
        self.load(self.at >> self.cluster_bits)?;
        let within = (self.at & ((1 << self.cluster_bits) - 1)) as usize;
        let left = (self.len - self.at).min((self.cluster.len() - within) as u64) as usize;
        Ok(&self.cluster[within..within + left])
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
    }
}

impl Read for Qcow2Reader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(out.len());
        out[..read].copy_from_slice(&available[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl Seek for Qcow2Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
