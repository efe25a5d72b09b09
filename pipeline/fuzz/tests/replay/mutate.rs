//! Damage to bytes: a few changes of the kinds that readers get wrong. The same seed and round give the same
//! damage.

/// Numbers at which readers break: ends of ranges, signs, and all of what a length can claim.
const NUMBERS: [u64; 12] = [
    0,
    1,
    7,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff,
];

/// One to four changes to `seed`; pieces may come from `other`.
pub fn mutant(seed: &[u8], other: &[u8], round: u64) -> Vec<u8> {
    let mut random = Random(round);
    let mut bytes = seed.to_vec();
    for _ in 0..1 + random.below(4) {
        change(&mut bytes, other, &mut random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.place(bytes);
    match random.below(9) {
        _ if bytes.is_empty() => bytes.push(random.next() as u8),
        0 | 1 => bytes[at] ^= 1 << random.below(8),
        2 => bytes[at] = random.next() as u8,
        3 | 4 => {
            let number = NUMBERS[random.below(NUMBERS.len())].wrapping_add(random.below(3) as u64);
            let width = [1, 2, 4, 8][random.below(4)].min(bytes.len() - at);
            bytes[at..at + width].copy_from_slice(&number.to_le_bytes()[..width]);
        }
        5 => bytes.truncate(at),
        6 => {
            let end = at + random.below(bytes.len() - at).min(64);
            bytes.drain(at..end);
        }
        7 => {
            let end = at + random.below(bytes.len() - at).min(64);
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        _ => {
            let from = random.place(other);
            let piece = &other[from..other.len().min(from + 1 + random.below(64))];
            let end = bytes.len().min(at + random.below(64));
            bytes.splice(at..end, piece.iter().copied());
        }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`; 0 if that is 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Half of the time where something other than zero is, since files of pages are mostly padding.
    fn place(&mut self, bytes: &[u8]) -> usize {
        let at = self.below(bytes.len());
        let filled = bytes[at..].iter().position(|byte| *byte != 0).map_or(at, |ahead| at + ahead);
        if self.below(2) == 0 { at } else { filled }
    }
}
