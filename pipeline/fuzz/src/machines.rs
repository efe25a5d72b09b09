//! What comes from images and from QEMU: trailer and manifest, the disk inside, and the monitor's answers.

use preheat_formats::manifest::KIND;
use preheat_formats::protocol::{ToAgent, read_frame};
use preheat_formats::seal::SEAL_LEN;
use preheat_formats::signature::{PublicKey, Signature, append};
use preheat_packager::{Image, QemuVersion, parsers};

use crate::memory_file::MemoryFile;
use crate::verdict::Verdict;

/// Not one that holds; who opens an image asks that later.
const EXAMPLE: Signature = Signature { key: PublicKey([7; 32]), bytes: [9; 64] };

/// Opens an image: as it is, and with the trailer that belongs to its content.
pub fn image(bytes: &[u8]) -> Verdict {
    let _ = Image::open(&MemoryFile::of(bytes).path());
    let payload = match bytes.split_last_chunk::<SEAL_LEN>() {
        Some((payload, trailer)) if trailer.ends_with(&KIND.magic) => payload,
        _ => bytes,
    };
    let sealed = KIND.append_trailer(payload.to_vec());
    let file = MemoryFile::of(&sealed);
    let image = Image::open(&file.path());
    // Who signed it changes nothing of what it is.
    let signed = MemoryFile::of(&append(sealed, &[], EXAMPLE));
    let same = Image::open(&signed.path());
    assert_eq!(image.is_ok(), same.is_ok());
    assert!(same.is_ok_and(|image| image.signature() == Some(&EXAMPLE)) == image.is_ok());
    if let Ok(image) = &image {
        let _ = image.manifest().to_json();
        let _ = image.manifest().machine.qemu_version.parse::<QemuVersion>();
    }
    Verdict::of(&image)
}

/// Reads the saved machine and the warm-up requests from the disk of an image.
pub fn disk(bytes: &[u8]) -> Verdict {
    let file = MemoryFile::of(bytes);
    if let Ok(state) = parsers::saved_state(&file.0, "warm") {
        assert!(state.len <= bytes.len() as u64);
    }
    let Ok(frames) = parsers::boot_file(&file.0, "rehearsal") else { return Verdict::Refused };
    let _ = read_frame::<ToAgent>(&frames[..]);
    Verdict::Accepted
}

/// Takes what QEMU says.
pub fn monitor(bytes: &[u8]) -> Verdict {
    Verdict::of(&parsers::monitor(bytes))
}
