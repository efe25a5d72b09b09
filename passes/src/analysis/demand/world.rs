//! Made-up contents of memory and of what comes from elsewhere, and small changes of them.

use crate::interpret::Bits;
use crate::ir::{ValType, Value};

/// A byte of memory. In the program it is the same by name; in a world, whatever it is called, it has the
/// name that was met first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Byte {
    pub memory: u32,
    pub addr: Value,
    pub offset: u64,
}

/// Made-up contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    Random(u64),
    Every(u8),
    /// One of the others for each address and each input.
    Mixed(u64),
}

impl Pattern {
    /// That of one place.
    fn at(self, place: u64) -> Pattern {
        const EVERY: [u8; 3] = [0, 0x3f, 0xff];
        match self {
            Pattern::Mixed(seed) => {
                let any = mixed(mixed(seed) ^ place);
                let every = EVERY.get((any % 4) as usize);
                every.map_or(Pattern::Random(seed), |&byte| Pattern::Every(byte))
            }
            other => other,
        }
    }
}

/// What parameters of the body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Params {
    /// Anything, like other values from elsewhere.
    Open,
    /// 0 of its type.
    Zero,
    /// All bits are ones; of a float -1, since nobody passes a NaN.
    Ones,
}

/// What is so before the effect.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub pattern: Pattern,
    pub params: Params,
    /// Contents that are laid down.
    pub bytes: Vec<(Byte, u8)>,
    pub inputs: Vec<(Value, Bits)>,
}

/// The one difference to a world.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    Byte(Byte, u8),
    Input(Value, Bits),
}

impl World {
    pub fn new(pattern: Pattern, params: Params) -> World {
        World { pattern, params, bytes: vec![], inputs: vec![] }
    }

    pub fn byte(&self, byte: Byte) -> u8 {
        let laid = self.bytes.iter().find(|(at, _)| *at == byte);
        let place = u64::from(byte.memory) << 32 | u64::from(byte.addr.0);
        let pattern = self.pattern.at(place ^ byte.offset & !7);
        laid.map(|(_, content)| *content).unwrap_or_else(|| match pattern {
            Pattern::Every(content) => content,
            Pattern::Random(seed) | Pattern::Mixed(seed) => {
                mixed(mixed(seed ^ place) ^ byte.offset) as u8
            }
        })
    }

    pub fn input(&self, value: Value) -> Bits {
        let laid = self.inputs.iter().find(|(of, _)| *of == value);
        let pattern = self.pattern.at(!u64::from(value.0));
        laid.map(|(_, content)| *content).unwrap_or_else(|| match pattern {
            Pattern::Every(content) => Bits::from_le_bytes([content; 16]),
            Pattern::Random(seed) | Pattern::Mixed(seed) => {
                let low = mixed(mixed(!seed) ^ u64::from(value.0));
                Bits::from(mixed(low)) << 64 | Bits::from(low)
            }
        })
    }
}

/// So many bytes, the first one lowest.
pub(super) fn read(world: &World, change: Option<Change>, first: Byte, bytes: u32) -> Bits {
    (0..bytes).fold(0, |all, index| {
        let byte = Byte { offset: first.offset.wrapping_add(index.into()), ..first };
        let flipped = match change {
            Some(Change::Byte(changed, flip)) if changed == byte => flip,
            _ => 0,
        };
        all | Bits::from(world.byte(byte) ^ flipped) << (8 * index)
    })
}

impl Change {
    /// The same place, changed by this; by 0: in any way.
    pub fn by(self, flip: u8, pattern: Pattern) -> Change {
        let any = match pattern {
            Pattern::Random(seed) | Pattern::Mixed(seed) => mixed(seed),
            Pattern::Every(content) => mixed(content.into()),
        };
        match self {
            Change::Byte(byte, _) => {
                Change::Byte(byte, if flip == 0 { any as u8 | 1 } else { flip })
            }
            Change::Input(value, _) => {
                let all = Bits::from(any) << 64 | Bits::from(any) | 1;
                Change::Input(value, if flip == 0 { all } else { 1 })
            }
        }
    }

    pub fn of(self, value: Value) -> Bits {
        match self {
            Change::Input(changed, by) if changed == value => by,
            _ => 0,
        }
    }
}

pub(super) fn ones(ty: ValType) -> Bits {
    match ty {
        ValType::F32 => (-1f32).to_bits().into(),
        ValType::F64 => (-1f64).to_bits().into(),
        _ => Bits::MAX,
    }
}

/// A number from a number, as if by chance (SplitMix64: Steele, Lea and Flood 2014).
pub(super) fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}
