//! A v128 as lanes: taking it apart and putting it together. Lane 0 is in the lowest bits.

use super::bits::{Bits, Number};

/// How many lanes of this type a vector has.
pub fn count<T: Number>() -> usize {
    128 / T::WIDTH
}

pub fn lane<T: Number>(vector: Bits, index: usize) -> T {
    T::of(vector >> (T::WIDTH * index))
}

/// The vector with one lane replaced.
pub fn with_lane<T: Number>(vector: Bits, index: usize, value: T) -> Bits {
    build(|i| if i == index { value } else { lane(vector, i) })
}

/// The vector of which this is lane i.
pub fn build<T: Number>(lane: impl Fn(usize) -> T) -> Bits {
    (0..count::<T>()).fold(0, |vector, i| vector | lane(i).bits() << (T::WIDTH * i))
}

/// Lane by lane.
pub fn map<A: Number, R: Number>(a: Bits, f: impl Fn(A) -> R) -> Bits {
    build(|i| f(lane(a, i)))
}

/// Lane by lane, of two vectors.
pub fn zip<A: Number, R: Number>(a: Bits, b: Bits, f: impl Fn(A, A) -> R) -> Bits {
    build(|i| f(lane(a, i), lane(b, i)))
}

/// Lane by lane, of three vectors.
pub fn zip3<A: Number, R: Number>(a: Bits, b: Bits, c: Bits, f: impl Fn(A, A, A) -> R) -> Bits {
    build(|i| f(lane(a, i), lane(b, i), lane(c, i)))
}

/// Which lanes fulfil a condition: all ones or zero in each. `A` may be a float, `M` is the integer as wide.
pub fn mask<A: Number, M: Number>(a: Bits, b: Bits, f: impl Fn(&A, &A) -> bool) -> Bits {
    build(|i| M::of(if f(&lane(a, i), &lane(b, i)) { Bits::MAX } else { 0 }))
}

/// Whether a condition holds for all lanes.
pub fn all<A: Number>(a: Bits, f: impl Fn(A) -> bool) -> bool {
    (0..count::<A>()).all(|i| f(lane(a, i)))
}

/// The highest bits of all lanes, that of lane 0 lowest.
pub fn bitmask<A: Number>(a: Bits) -> Bits {
    let sign = |i: usize| (a >> (A::WIDTH * (i + 1) - 1)) & 1;
    (0..count::<A>()).fold(0, |mask, i| mask | sign(i) << i)
}
