//! The smallest ELF file that holds given sections, as an artifact would.

use preheat_formats::artifact;

/// The sections whose content the bytes of the target `sections` give.
pub const CODED: [&str; 9] = [
    artifact::META,
    artifact::COUNTERS,
    artifact::FUNCS,
    artifact::BLOCKS,
    artifact::TRAPS,
    artifact::TABLES,
    artifact::SEGMENTS,
    artifact::IMAGE,
    artifact::RECIPE,
];

const PAGE: usize = 4096;
const TEXT_LEN: usize = PAGE;

/// Contents one after the other, each after its length in two bytes; what is missing is empty.
pub fn split(mut bytes: &[u8]) -> [&[u8]; CODED.len()] {
    CODED.map(|_| {
        let Some((len, rest)) = bytes.split_first_chunk() else { return &[][..] };
        let (content, rest) = rest.split_at(rest.len().min(u16::from_le_bytes(*len).into()));
        bytes = rest;
        content
    })
}

/// The bytes that [`split`] takes apart, if no content is longer than two bytes can say.
pub fn join(contents: [&[u8]; CODED.len()]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for content in contents {
        bytes.extend(u16::try_from(content.len()).ok()?.to_le_bytes());
        bytes.extend(content);
    }
    Some(bytes)
}

/// An ELF64 shared object for x86-64: headers, one page of code, sections on pages of their own.
pub fn of_sections(contents: &[&[u8]; CODED.len()]) -> Vec<u8> {
    let text: &[u8] = &[0xcc; TEXT_LEN];
    let all = CODED.iter().zip(contents).filter(|(_, content)| !content.is_empty());
    let all = std::iter::once((&artifact::TEXT, &text)).chain(all);
    let mut file = vec![0; PAGE];
    let mut names = vec![0];
    let mut headers = vec![0; 64];
    let mut count = 2;
    for (name, content) in all {
        let address = if *name == artifact::TEXT { PAGE as u64 } else { 0 };
        headers.extend((names.len() as u32).to_le_bytes());
        headers.extend(1u32.to_le_bytes()); // SHT_PROGBITS
        longs(&mut headers, &[0, address, file.len() as u64, content.len() as u64, 0, 1, 0]);
        names.extend(name.as_bytes());
        names.push(0);
        file.extend_from_slice(content);
        file.resize(file.len().next_multiple_of(PAGE), 0);
        count += 1;
    }
    headers.extend(0u32.to_le_bytes());
    headers.extend(3u32.to_le_bytes()); // SHT_STRTAB
    longs(&mut headers, &[0, 0, file.len() as u64, names.len() as u64, 0, 1, 0]);
    file.extend(names);
    let headers_at = file.len() as u64;
    file.extend(headers);

    let mut head = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0".to_vec();
    longs(&mut head, &[0, 64, headers_at]);
    head.extend(0u32.to_le_bytes());
    [64, 56, 1, 64, count, count - 1u16].iter().for_each(|half| head.extend(half.to_le_bytes()));
    head.extend([1, 0, 0, 0, 5, 0, 0, 0]); // PT_LOAD, read and execute
    longs(
        &mut head,
        &[PAGE as u64, PAGE as u64, PAGE as u64, TEXT_LEN as u64, TEXT_LEN as u64, 4096],
    );
    file[..head.len()].copy_from_slice(&head);
    file
}

fn longs(out: &mut Vec<u8>, values: &[u64]) {
    values.iter().for_each(|value| out.extend(value.to_le_bytes()));
}
