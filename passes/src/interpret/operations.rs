//! What every instruction does that neither calls nor counts (core specification, "Instructions").

use preheat_formats::Trap;

use super::bits::{Bits, Number};
use super::memory::range;
use super::table::{NULL, Ref, func_ref};
use super::{Instance, lanes, scalar, vector};
use crate::ir::simd::{LoadLane, Simd, SimdLoad, StoreLane};
use crate::ir::{MemoryId, Op, TableId, Value};

impl<H> Instance<'_, H> {
    /// Everything that neither calls nor counts; gives the result if there is one.
    pub(super) fn operation(
        &mut self,
        op: &Op,
        get: impl Fn(Value) -> Bits,
    ) -> Result<Option<Bits>, Trap> {
        // An address, an index or a length.
        let at = |value: Value| get(value) as u64;
        Ok(Some(match op {
            Op::Const(value) => value.bits(),
            Op::Unary(op, a) => scalar::unary(*op, get(*a))?,
            Op::Binary(op, a, b) => scalar::binary(*op, get(*a), get(*b))?,
            Op::Select { cond, on_true, on_false } => {
                get(if get(*cond) != 0 { *on_true } else { *on_false })
            }
            Op::Simd(op) => return self.vector_operation(op, get),

            Op::Load { op, memory, addr, offset } => {
                self.memories[memory.index()].load(*op, at(*addr) + offset)?
            }
            Op::Store { op, memory, addr, value, offset } => {
                self.memories[memory.index()].store(*op, at(*addr) + offset, get(*value))?;
                return Ok(None);
            }
            Op::MemorySize(memory) => self.memories[memory.index()].pages().bits(),
            Op::MemoryGrow(memory, delta) => {
                self.memories[memory.index()].grow(u32::of(get(*delta))).bits()
            }
            Op::MemoryCopy { to, from, dst, src, len } => {
                let from = &self.memories[from.index()];
                let bytes = from.bytes()[from.range(at(*src), at(*len))?].to_vec();
                self.write_memory(*to, at(*dst), &bytes)?;
                return Ok(None);
            }
            Op::MemoryFill { memory, dst, byte, len } => {
                let byte = u8::of(get(*byte));
                self.memories[memory.index()].fill(at(*dst), byte, at(*len))?;
                return Ok(None);
            }
            Op::MemoryInit { memory, data, dst, src, len } => {
                let data = self.data[data.index()];
                let source = range(data.len(), at(*src), at(*len));
                self.write_memory(
                    *memory,
                    at(*dst),
                    &data[source.ok_or(Trap::MemoryOutOfBounds)?],
                )?;
                return Ok(None);
            }
            Op::DataDrop(data) => {
                self.data[data.index()] = &[];
                return Ok(None);
            }

            Op::GlobalGet(global) => self.globals[global.index()],
            Op::GlobalSet(global, value) => {
                self.globals[global.index()] = get(*value);
                return Ok(None);
            }

            Op::RefNull => Bits::from(NULL),
            Op::RefFunc(func) => Bits::from(func_ref(*func)),
            Op::RefIsNull(value) => Bits::from(get(*value) as Ref == NULL),
            Op::TableGet(table, index) => {
                let entry = self.tables[table.index()].get(get(*index));
                Bits::from(entry.ok_or(Trap::TableOutOfBounds)?)
            }
            Op::TableSet(table, index, value) => {
                self.tables[table.index()].set(get(*index), get(*value) as Ref)?;
                return Ok(None);
            }
            Op::TableSize(table) => self.tables[table.index()].entries.len() as Bits,
            Op::TableGrow(table, value, delta) => {
                let table = &mut self.tables[table.index()];
                table.grow(get(*value) as Ref, u32::of(get(*delta))).bits()
            }
            Op::TableFill { table, dst, value, len } => {
                let table = &mut self.tables[table.index()];
                let target = table.range(at(*dst), at(*len))?;
                table.entries[target].fill(get(*value) as Ref);
                return Ok(None);
            }
            Op::TableCopy { to, from, dst, src, len } => {
                let from = &self.tables[from.index()];
                let entries = from.entries[from.range(at(*src), at(*len))?].to_vec();
                self.write_table(*to, at(*dst), &entries)?;
                return Ok(None);
            }
            Op::TableInit { table, elem, dst, src, len } => {
                let entries = &self.elements[elem.index()];
                let source = range(entries.len(), at(*src), at(*len));
                let entries = entries[source.ok_or(Trap::TableOutOfBounds)?].to_vec();
                self.write_table(*table, at(*dst), &entries)?;
                return Ok(None);
            }
            Op::ElemDrop(elem) => {
                self.elements[elem.index()] = vec![];
                return Ok(None);
            }

            Op::Call { .. } | Op::CallIndirect { .. } | Op::Probe(_) => {
                unreachable!("calls and probes are not done here")
            }
        }))
    }

    fn write_memory(&mut self, memory: MemoryId, at: u64, bytes: &[u8]) -> Result<(), Trap> {
        let memory = &mut self.memories[memory.index()];
        let target = memory.range(at, bytes.len() as u64)?;
        memory.bytes_mut()[target].copy_from_slice(bytes);
        Ok(())
    }

    fn write_table(&mut self, table: TableId, at: u64, entries: &[Ref]) -> Result<(), Trap> {
        let table = &mut self.tables[table.index()];
        let target = table.range(at, entries.len() as u64)?;
        table.entries[target].copy_from_slice(entries);
        Ok(())
    }

    fn vector_operation(
        &mut self,
        op: &Simd,
        get: impl Fn(Value) -> Bits,
    ) -> Result<Option<Bits>, Trap> {
        Ok(Some(match op {
            Simd::Unary(op, a) => vector::unary(*op, get(*a)),
            Simd::Binary(op, a, b) => vector::binary(*op, get(*a), get(*b)),
            Simd::Ternary(op, a, b, c) => vector::ternary(*op, get(*a), get(*b), get(*c)),
            Simd::Bitselect { on_one, on_zero, mask } => {
                vector::bitselect(get(*on_one), get(*on_zero), get(*mask))
            }
            Simd::Shuffle { lanes, a, b } => vector::shuffle(lanes, get(*a), get(*b)),
            Simd::ExtractLane { op, lane, vector } => {
                vector::extract_lane(*op, usize::from(*lane), get(*vector))
            }
            Simd::ReplaceLane { op, lane, vector, value } => {
                vector::replace_lane(*op, usize::from(*lane), get(*vector), get(*value))
            }
            Simd::Load { op, memory, addr, offset } => {
                self.load_vector(*op, *memory, get(*addr) as u64 + offset)?
            }
            Simd::Store { memory, addr, value, offset } => {
                let at = get(*addr) as u64 + offset;
                self.memories[memory.index()].write(at, 16, get(*value))?;
                return Ok(None);
            }
            Simd::LoadLane { op, memory, addr, offset, lane, vector } => {
                let (lane, vector) = (usize::from(*lane), get(*vector));
                let at = get(*addr) as u64 + offset;
                let memory = &self.memories[memory.index()];
                match op {
                    LoadLane::V128Load8Lane => {
                        lanes::with_lane(vector, lane, u8::of(memory.read(at, 1)?))
                    }
                    LoadLane::V128Load16Lane => {
                        lanes::with_lane(vector, lane, u16::of(memory.read(at, 2)?))
                    }
                    LoadLane::V128Load32Lane => {
                        lanes::with_lane(vector, lane, u32::of(memory.read(at, 4)?))
                    }
                    LoadLane::V128Load64Lane => {
                        lanes::with_lane(vector, lane, u64::of(memory.read(at, 8)?))
                    }
                }
            }
            Simd::StoreLane { op, memory, addr, offset, lane, vector } => {
                let (lane, vector) = (usize::from(*lane), get(*vector));
                let at = get(*addr) as u64 + offset;
                let memory = &mut self.memories[memory.index()];
                match op {
                    StoreLane::V128Store8Lane => memory.write(at, 1, vector >> (8 * lane))?,
                    StoreLane::V128Store16Lane => memory.write(at, 2, vector >> (16 * lane))?,
                    StoreLane::V128Store32Lane => memory.write(at, 4, vector >> (32 * lane))?,
                    StoreLane::V128Store64Lane => memory.write(at, 8, vector >> (64 * lane))?,
                }
                return Ok(None);
            }
        }))
    }

    fn load_vector(&self, op: SimdLoad, memory: MemoryId, at: u64) -> Result<Bits, Trap> {
        use SimdLoad::*;
        let read = |len| self.memories[memory.index()].read(at, len);
        Ok(match op {
            V128Load => read(16)?,
            V128Load8x8S => vector::widened(read(8)?, |x: i8| i16::from(x)),
            V128Load8x8U => vector::widened(read(8)?, |x: u8| u16::from(x)),
            V128Load16x4S => vector::widened(read(8)?, |x: i16| i32::from(x)),
            V128Load16x4U => vector::widened(read(8)?, |x: u16| u32::from(x)),
            V128Load32x2S => vector::widened(read(8)?, |x: i32| i64::from(x)),
            V128Load32x2U => vector::widened(read(8)?, |x: u32| u64::from(x)),
            V128Load8Splat => vector::splat::<u8>(read(1)?),
            V128Load16Splat => vector::splat::<u16>(read(2)?),
            V128Load32Splat => vector::splat::<u32>(read(4)?),
            V128Load64Splat => vector::splat::<u64>(read(8)?),
            V128Load32Zero => read(4)?,
            V128Load64Zero => read(8)?,
        })
    }
}
