//! The grammar of the names of vector instructions, `shape.operation`: shape and operation are taken
//! from the name, which keeps some 250 instructions to one line for each kind.

/// How a vector is divided into lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub kind: Kind,
    /// Width of a lane in bits.
    pub bits: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Float,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Signed,
    Unsigned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Low,
    High,
}

pub const BYTES: Shape = Shape { kind: Kind::Int, bits: 8 };
pub const FLOATS: Shape = Shape { kind: Kind::Float, bits: 32 };
pub const DOUBLES: Shape = Shape { kind: Kind::Float, bits: 64 };

impl Shape {
    /// From "i16x8"; none for "v128".
    pub fn parse(text: &str) -> Option<Shape> {
        let kind = match text.as_bytes().first()? {
            b'i' => Kind::Int,
            b'f' => Kind::Float,
            _ => return None,
        };
        let bits = text[1..].split('x').next()?.parse().ok()?;
        Some(Shape { kind, bits })
    }

    pub fn lanes(self) -> u32 {
        128 / self.bits
    }

    /// The shape with lanes of half the width.
    pub fn narrower(self) -> Shape {
        Shape { bits: self.bits / 2, ..self }
    }

    /// The shape with lanes of twice the width.
    pub fn wider(self) -> Shape {
        Shape { bits: 2 * self.bits, ..self }
    }
}

/// "i16x8.extend_low_i8x16_s" → ("i16x8", "extend_low_i8x16_s").
pub fn split(name: &str) -> (&str, &str) {
    name.split_once('.').expect("every vector instruction is named shape.operation")
}

/// The sign that an operation's name ends with.
pub fn sign(operation: &str) -> Sign {
    if operation.ends_with("_u") { Sign::Unsigned } else { Sign::Signed }
}

pub fn half(operation: &str) -> Half {
    if operation.contains("_high_") { Half::High } else { Half::Low }
}
