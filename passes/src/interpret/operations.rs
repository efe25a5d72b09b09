//! What every instruction does that neither calls nor counts (core specification, "Instructions"); those that
//! touch nothing are [`super::pure`]'s.

use preheat_formats::Trap;

use super::Instance;
use super::bits::{Bits, Number};
use super::memory::range;
use super::pure::{self, pure};
use super::reference::{Ref, func_ref};
use crate::ir::simd::Simd;
use crate::ir::{MemoryId, Op, TableId, Value};

impl<H> Instance<'_, H> {
    /// Everything that neither calls nor counts; gives the result if there is one.
    pub(super) fn operation(
        &mut self,
        op: &Op,
        get: impl Fn(Value) -> Bits,
    ) -> Result<Option<Bits>, Trap> {
        if let Some(result) = pure(op, &get) {
            return result.map(Some);
        }
        // An address, an index or a length.
        let at = |value: Value| get(value) as u64;
        Ok(Some(match op {
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

            Op::RefFunc(func) => Bits::from(func_ref(*func)),
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

            _ => unreachable!("calls and probes are not done here, and what is pure was before"),
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
            Simd::Load { op, memory, addr, offset } => {
                let at = get(*addr) as u64 + offset;
                let read = self.memories[memory.index()].read(at, op.bytes() as usize)?;
                pure::loaded_vector(*op, read)
            }
            Simd::Store { memory, addr, value, offset } => {
                let at = get(*addr) as u64 + offset;
                self.memories[memory.index()].write(at, 16, get(*value))?;
                return Ok(None);
            }
            Simd::LoadLane { op, memory, addr, offset, lane, vector } => {
                let (lane, vector) = (usize::from(*lane), get(*vector));
                let at = get(*addr) as u64 + offset;
                let bytes = 16 / op.lanes();
                let read = self.memories[memory.index()].read(at, usize::from(bytes))?;
                pure::with_loaded_lane(*op, lane, vector, read)
            }
            Simd::StoreLane { op, memory, addr, offset, lane, vector } => {
                let (lane, vector) = (usize::from(*lane), get(*vector));
                let at = get(*addr) as u64 + offset;
                let memory = &mut self.memories[memory.index()];
                let bytes = usize::from(16 / op.lanes());
                memory.write(at, bytes, vector >> (8 * bytes * lane))?;
                return Ok(None);
            }
            _ => unreachable!("what is pure was done before"),
        }))
    }
}
