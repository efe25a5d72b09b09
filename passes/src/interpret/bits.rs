//! Values as bits, and the Rust numbers that instructions see in them. What instructions do with them
//! is in [`super::scalar`] and [`super::vector`].

/// A value of any type: narrow ones in the low bits, zeros above. A funcref is the number of its function +
/// 1, an externref is whatever the host says; 0 is null for both.
pub type Bits = u128;

/// A Rust number that a value, or a lane of one, is read as.
pub trait Number: Copy + PartialOrd {
    /// Width in bits.
    const WIDTH: usize;

    /// The low bits as this number.
    fn of(bits: Bits) -> Self;

    /// Its bits, zeros above.
    fn bits(self) -> Bits;
}

macro_rules! integers {
    ($($int:ident as $unsigned:ident),*) => {$(
        impl Number for $int {
            const WIDTH: usize = $int::BITS as usize;

            fn of(bits: Bits) -> $int {
                bits as $int
            }

            fn bits(self) -> Bits {
                // By way of the unsigned type, so that no sign is extended.
                Bits::from(self as $unsigned)
            }
        }
    )*};
}

integers!(
    i8 as u8, u8 as u8, i16 as u16, u16 as u16, i32 as u32, u32 as u32, i64 as u64, u64 as u64
);

/// A float. NaNs that arithmetic makes are the canonical one, which the specification always allows.
pub trait Float: Number {
    /// The canonical NaN, with a positive sign.
    const NAN: Self;

    fn is_nan(self) -> bool;
    fn is_negative(self) -> bool;

    /// The result of arithmetic: if it is a NaN, then the canonical one.
    fn canonical(self) -> Self {
        if self.is_nan() { Self::NAN } else { self }
    }

    /// `fmin` of the specification: NaN if one is, and -0 is less than +0.
    fn minimum(self, other: Self) -> Self {
        if self.is_nan() || other.is_nan() {
            Self::NAN
        } else if self == other {
            // Equal numbers are the same, but for zeros.
            if self.is_negative() { self } else { other }
        } else if self < other {
            self
        } else {
            other
        }
    }

    /// `fmax`, likewise.
    fn maximum(self, other: Self) -> Self {
        if self.is_nan() || other.is_nan() {
            Self::NAN
        } else if self == other {
            if self.is_negative() { other } else { self }
        } else if self > other {
            self
        } else {
            other
        }
    }
}

macro_rules! floats {
    ($($float:ident as $int:ident, NaN $nan:literal;)*) => {$(
        impl Number for $float {
            const WIDTH: usize = $int::BITS as usize;

            fn of(bits: Bits) -> $float {
                $float::from_bits(bits as $int)
            }

            fn bits(self) -> Bits {
                Bits::from(self.to_bits())
            }
        }

        impl Float for $float {
            const NAN: $float = $float::from_bits($nan);

            fn is_nan(self) -> bool {
                self != self
            }

            fn is_negative(self) -> bool {
                self.is_sign_negative()
            }
        }
    )*};
}

floats! {
    f32 as u32, NaN 0x7fc0_0000;
    f64 as u64, NaN 0x7ff8_0000_0000_0000;
}
