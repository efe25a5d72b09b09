//! What stands in a counted loop: random statements and expressions over memory, the counter, constants,
//! parameters and values that the loop carries. How the loop counts, and the module around it, are made by
//! `loops`.

mod addresses;
mod floats;
mod integers;
mod statements;
mod vectors;

use std::collections::BTreeSet;

use wasm_encoder::{BlockType, Ieee32, Ieee64, Instruction as I, ValType};

use crate::arrays::{
    Array, DST, N, PARAMS, SOURCE, SRC, SRC_AT, TAB, TABLE, TARGET, X, Y, arg, store,
};
use crate::random::Random;

pub const EXTREMES: [i64; 22] = [
    0,
    1,
    -1,
    2,
    3,
    7,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    -0x80,
    -0x8000,
    i64::MAX,
    i64::MIN,
    0x0101_0101_0101_0101,
];

/// How an index may lie.
#[derive(Clone, Copy, PartialEq)]
enum Range {
    /// The counter itself: within the array.
    Plain,
    /// Small and not negative.
    Small,
    /// Small, perhaps negative.
    Signed,
}

pub struct Counter {
    pub local: u32,
    pub ty: ValType,
    /// By which the plain index grows from round to round.
    pub step: i32,
    /// Whether the counter itself is an index; else it may be any number.
    pub index: bool,
}

/// A function's code and what it is made from.
pub struct Body {
    pub random: Random,
    pub code: Vec<I<'static>>,
    pub locals: Vec<ValType>,
    pub features: BTreeSet<&'static str>,
    pub counter: Counter,
    /// Labels that are open.
    pub labels: u32,
    /// How many were open outside of the loop.
    pub exit: u32,
    /// Accumulators and carried values, which become the result.
    pub carried: Vec<(u32, ValType)>,
    /// Pointers of their own: the local, and how far it goes in a round.
    pub pointers: Vec<(u32, Array, i32)>,
    /// Which copy of the body this is, in a loop that is unrolled by hand.
    pub copy: u32,
    /// What locals the first copy took, and how many of them this copy took.
    pub taken: Vec<u32>,
    pub cursor: usize,
    /// How deep the next expression may be.
    depth: u32,
}

impl Body {
    pub fn new(random: Random) -> Body {
        Body {
            random,
            code: vec![],
            locals: vec![],
            features: BTreeSet::new(),
            counter: Counter { local: 0, ty: ValType::I32, step: 1, index: true },
            labels: 0,
            exit: 0,
            carried: vec![],
            pointers: vec![],
            copy: 0,
            taken: vec![],
            cursor: 0,
            depth: 0,
        }
    }

    pub fn local(&mut self, ty: ValType) -> u32 {
        self.locals.push(ty);
        (PARAMS.len() + self.locals.len() - 1) as u32
    }

    /// A local that all copies of the body share.
    fn shared(&mut self, ty: ValType) -> u32 {
        self.cursor += 1;
        if let Some(&local) = self.taken.get(self.cursor - 1) {
            return local;
        }
        let local = self.local(ty);
        self.taken.push(local);
        local
    }

    pub fn put(&mut self, code: &[I<'static>]) {
        self.code.extend_from_slice(code);
    }

    pub fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.random.below(from.len() as u64) as usize].clone()
    }

    fn percent(&mut self, share: u64) -> bool {
        self.random.percent(share)
    }

    /// One statement.
    pub fn statement(&mut self) {
        self.depth = self.random.below(4) as u32;
        match self.random.below(20) {
            0..=5 => self.store(),
            7..=11 => self.reduce(),
            12 => self.condition(),
            13 => self.search(),
            14 => self.recurrence(),
            15 => self.histogram(),
            16 => self.vectors(),
            6 | 17 => self.product(),
            18 => self.inner(),
            _ => self.idiom(),
        }
    }

    fn constant(&mut self) -> i64 {
        if self.percent(60) {
            return self.pick(&EXTREMES);
        }
        let shift = self.random.below(64);
        let value = (self.random.next() >> shift) as i64;
        if self.percent(30) { value.wrapping_neg() } else { value }
    }

    pub fn counter32(&mut self) {
        self.put(&[I::LocalGet(self.counter.local)]);
        if self.counter.ty == ValType::I64 {
            self.put(&[I::I32WrapI64]);
        }
    }

    fn counter64(&mut self) {
        self.put(&[I::LocalGet(self.counter.local)]);
        if self.counter.ty == ValType::I32 {
            let operation = self.random.below(2) as usize;
            self.put(&[[I::I64ExtendI32S, I::I64ExtendI32U][operation].clone()]);
        }
    }

    pub fn open(&mut self, label: I<'static>) {
        self.labels += 1;
        self.put(&[label]);
    }

    pub fn close(&mut self) {
        self.labels -= 1;
        self.put(&[I::End]);
    }
}
