//! Reads what a qcow2 file holds, the disk or a saved machine, cluster by cluster as it is asked for. What
//! the file says of itself was checked by [`crate::qcow2_header`]; compressed clusters are refused here.
//! Whatever the file claims, it takes no more memory than a first level table, which is bounded.
//!
//! Layout: QEMU's docs/interop/qcow2.rst. Numbers are big-endian.

use std::fs::File;
use std::io::{self, BufRead, Error, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

use preheat_formats::Digest;
use preheat_formats::manifest::StateRecord;

use crate::qcow2_header::{Header, Table, tables_for};

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

/// What a saved machine of this name is: the only one of the file, whose first `within` bytes are qcow2.
pub(crate) fn saved_state(file: &File, within: u64, name: &str) -> Result<StateRecord, String> {
    let header = Header::read(file, within)?;
    let len = header.only_snapshot(name)?.state_len;
    let digest = Qcow2Reader::of_state(file, &header, name)
        .and_then(|reader| Digest::of_reader(reader).map_err(unreadable))?;
    Ok(StateRecord { digest, len })
}

impl<'a> Qcow2Reader<'a> {
    /// The disk.
    pub(crate) fn open(file: &'a File) -> Result<Qcow2Reader<'a>, String> {
        let within = file.metadata().map_err(unreadable)?.len();
        let header = Header::read(file, within)?;
        let entries = header.disk_tables();
        let table = Table { entries, ..header.first_level };
        Qcow2Reader::of(file, &header, header.len, table)
    }

    /// Memory and devices of the saved machine of this name: its tables of the second level are behind those
    /// of the disk.
    fn of_state(file: &'a File, header: &Header, name: &str) -> Result<Qcow2Reader<'a>, String> {
        let snapshot = header.only_snapshot(name)?;
        let (len, before) = (snapshot.state_len, header.disk_tables());
        let entries = tables_for(len, header.cluster_bits);
        if before + entries > snapshot.first_level.entries {
            return Err("its saved machine is longer than its table".into());
        }
        let table = Table { at: snapshot.first_level.at + 8 * before, entries };
        Qcow2Reader::of(file, header, len, table)
    }

    fn of(file: &'a File, header: &Header, len: u64, at: Table) -> Result<Self, String> {
        let first_level = table(file, at.at, at.entries as usize).map_err(unreadable)?;
        Ok(Qcow2Reader {
            file,
            len,
            cluster_bits: header.cluster_bits,
            first_level,
            second_level: None,
            cluster: vec![0; 1 << header.cluster_bits],
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

fn unreadable(error: Error) -> String {
    format!("its disk cannot be read: {error}")
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
