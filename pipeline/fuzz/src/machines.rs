//! What comes from images and from QEMU: trailer and manifest, the disk inside, and the monitor's answers.

use preheat_formats::manifest::KIND;
use preheat_formats::protocol::{ToAgent, read_frame};
use preheat_formats::seal::SEAL_LEN;
use preheat_packager::{Image, QemuVersion, parsers};

use crate::Verdict;
use crate::memory_file::MemoryFile;

/// Opens an image: as it is, and with the trailer that belongs to its content.
pub fn image(bytes: &[u8]) -> Verdict {
    let _ = Image::open(&MemoryFile::of(bytes).path());
    let payload = match bytes.split_last_chunk::<SEAL_LEN>() {
        Some((payload, trailer)) if trailer.ends_with(&KIND.magic) => payload,
        _ => bytes,
    };
    let file = MemoryFile::of(&KIND.append_trailer(payload.to_vec()));
    let image = Image::open(&file.path());
    if let Ok(image) = &image {
        let _ = image.manifest().to_json();
        let _ = image.manifest().machine.qemu_version.parse::<QemuVersion>();
    }
    Verdict::of(&image)
}

/// Reads the warm-up requests from the disk of an image.
pub fn disk(bytes: &[u8]) -> Verdict {
    let file = MemoryFile::of(bytes);
    let Ok(frames) = parsers::boot_file(&file.0, "rehearsal") else { return Verdict::Refused };
    let _ = read_frame::<ToAgent>(&frames[..]);
    Verdict::Accepted
}

/// Takes what QEMU says.
pub fn monitor(bytes: &[u8]) -> Verdict {
    Verdict::of(&parsers::monitor(bytes))
}
