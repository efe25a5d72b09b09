//! Artifacts: the ELF file as a whole, and the sections inside one that is sound.

use preheat_formats::FormatError;
use preheat_formats::abi::{HOST_PAGE, WASM_PAGE};
use preheat_formats::artifact::{self as format, KIND};
use preheat_formats::artifact_index::{ArtifactIndex, Holds};
use preheat_formats::seal::SEAL_LEN;
use preheat_formats::signature::{PublicKey, Signature, append};

use crate::elf;
use crate::verdict::Verdict;

/// Reads an artifact: as it is, and with the trailer that belongs to its content.
pub fn artifact(bytes: &[u8]) -> Verdict {
    let _ = ArtifactIndex::read(bytes);
    let payload = match bytes.split_last_chunk::<SEAL_LEN>() {
        Some((payload, trailer)) if trailer.ends_with(&KIND.magic) => payload,
        _ => bytes,
    };
    let sealed = KIND.append_trailer(payload.to_vec());
    // Whatever is signed, and by whom: it is the same artifact.
    let signed = append(sealed.clone(), bytes.get(..64).unwrap_or(b""), EXAMPLE);
    let verdict = use_artifact(&sealed);
    assert_eq!(use_artifact(&signed), verdict);
    verdict
}

/// Not a signature that holds; readers of artifacts do not ask.
const EXAMPLE: Signature = Signature { key: PublicKey([7; 32]), bytes: [9; 64] };

/// Reads the sections of a sound file: each is a length of two bytes and that many bytes (or what is left),
/// in the order of [`elf::CODED`].
pub fn sections(bytes: &[u8]) -> Verdict {
    use_artifact(&KIND.append_trailer(elf::of_sections(&elf::split(bytes))))
}

fn use_artifact(file: &[u8]) -> Verdict {
    let Ok(index) = ArtifactIndex::read(file) else { return Verdict::Refused };
    check_promises(&index, file.len() as u64);
    let _ = format::trap_at(&file[index.section(format::TRAPS).unwrap_or_default()], 16);
    let rest = [
        index.functions(file).map(drop),
        index.blocks(file).map(drop),
        index.counter_map(file).map(drop),
        index.recipe(file).map(drop),
    ];
    Verdict::of(&rest.into_iter().collect::<Result<(), FormatError>>())
}

/// What the agent relies on when it maps a file and makes an instance, said once more.
fn check_promises(index: &ArtifactIndex, len: u64) {
    let mut free_from = 0;
    for segment in &index.segments {
        assert!(segment.at.start.is_multiple_of(HOST_PAGE) && free_from <= segment.at.start);
        assert!(segment.offset.is_multiple_of(HOST_PAGE));
        assert!(segment.offset + (segment.at.end - segment.at.start) <= len);
        free_from = segment.at.end.next_multiple_of(HOST_PAGE);
    }
    let first = index.segments.first().expect("a segment");
    assert!(free_from - first.at.start <= (2 << 30) + HOST_PAGE);
    let text = &index.text;
    let code = index.segments.iter().find(|segment| segment.at.contains(&text.start));
    assert!(text.is_empty() || code.is_some_and(|code| code.holds == Holds::Code));

    let meta = &index.meta;
    assert!(meta.layout.total_len() < 1 << 31);
    assert_eq!(meta.layout.memories as usize, meta.memories.len());
    let image = index.section(format::IMAGE).unwrap_or_default();
    for run in &meta.image {
        assert!(
            (run.address + run.len)
                <= u64::from(meta.memories[run.memory as usize].min) * WASM_PAGE
        );
        assert!(run.offset + run.len <= image.len() as u64 && run.len.is_multiple_of(HOST_PAGE));
    }
    let tables = index.section(format::TABLES).unwrap_or_default();
    for run in &meta.entries {
        let table = &meta.tables[run.table as usize];
        assert!(u64::from(run.first) + u64::from(run.count) <= u64::from(table.min));
        assert!(run.offset + 8 * u64::from(run.count) <= tables.len() as u64);
    }
    let segments = index.section(format::SEGMENTS).unwrap_or_default();
    for range in meta.data.iter().chain(&meta.elements) {
        assert!(range.offset + range.len <= segments.len() as u64);
    }
}
