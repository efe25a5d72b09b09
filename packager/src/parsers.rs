//! Every reader of this room that takes bytes from outside, as a plain function of the bytes: what a fuzzer
//! calls (`pipeline/fuzz`). Not for use.

use std::fs::File;
use std::io::Write;
use std::os::unix::net::UnixStream;

use preheat_formats::manifest::StateRecord;
use preheat_formats::protocol::FromAgent;

use crate::disk;
use crate::initramfs::loaded_part;
use crate::kernel;
use crate::port::Port;
use crate::qcow2_reader;
use crate::qmp::Qmp;

/// What QEMU says on its monitor: how many events and answers it holds.
pub fn monitor(said: &[u8]) -> Result<usize, String> {
    let (qemu, host) = pair()?;
    let mut qmp = Qmp::new(host).map_err(|error| error.to_string())?;
    // The answers to the first ten commands are waited for.
    let asked: Vec<_> =
        (0..10).filter_map(|_| qmp.ask("stop", serde_json::Value::Null).ok()).collect();
    feed(qemu, said, || qmp.receive().map_err(|error| error.to_string()))?;
    let answers = asked.into_iter().filter_map(|ticket| qmp.take_answer(ticket)).count();
    Ok(answers + std::iter::from_fn(|| qmp.take_event()).count())
}

/// What an agent sends through its port: all whole frames.
pub fn port(sent: &[u8]) -> Result<Vec<FromAgent>, String> {
    let (guest, host) = pair()?;
    let mut port = Port::new(host);
    let mut frames = Vec::new();
    feed(guest, sent, || {
        port.receive().map_err(|error| error.to_string())?;
        while let Some(frame) = port.take_frame().map_err(|error| error.to_string())? {
            frames.push(frame);
        }
        Ok(())
    })?;
    Ok(frames)
}

/// A file of the boot folder from the disk in a qcow2 file.
pub fn boot_file(disk: &File, name: &str) -> Result<Vec<u8>, String> {
    disk::read_boot_file(disk, name)
}

/// The saved machine of this name in a qcow2 file: its length and digest.
pub fn saved_state(disk: &File, name: &str) -> Result<StateRecord, String> {
    let len = disk.metadata().map_err(|error| error.to_string())?.len();
    qcow2_reader::saved_state(disk, len, name)
}

/// A disk's content that holds one file in its boot folder.
pub fn file_system(name: &str, content: &[u8]) -> Result<Vec<u8>, String> {
    disk::file_system(&[disk::DiskEntry::boot(name, content)])
}

/// The packed kernel in a bzImage.
pub fn packed_kernel(image: &[u8]) -> Result<&[u8], String> {
    kernel::payload(image).map_err(str::to_owned)
}

/// A packed kernel, unpacked.
pub fn kernel(packed: &[u8]) -> Result<Vec<u8>, String> {
    kernel::unpack(packed).map_err(|error| error.to_string())
}

/// What is kept of an agent's program.
pub fn agent(program: &[u8]) -> Result<Vec<u8>, String> {
    loaded_part(program).map_err(str::to_owned)
}

fn pair() -> Result<(UnixStream, UnixStream), String> {
    let make = || {
        let (outside, host) = UnixStream::pair()?;
        host.set_nonblocking(true)?;
        Ok::<_, std::io::Error>((outside, host))
    };
    make().map_err(|error| error.to_string())
}

/// Sends bytes in pieces that fit a socket, and has each of them taken.
fn feed(
    mut from: UnixStream,
    bytes: &[u8],
    mut take: impl FnMut() -> Result<(), String>,
) -> Result<(), String> {
    for piece in bytes.chunks(16384) {
        from.write_all(piece).map_err(|error| error.to_string())?;
        take()?;
    }
    drop(from);
    take()
}
