//! The types of what instructions take and give. Who checks them is [`crate::verify`]; whoever makes
//! instructions asks for the types of their results here.

use preheat_formats::types::ValType;

use super::ids::{MemoryId, TableId, Value};
use super::module::Module;
use super::op::{Const, Op, Probe};

/// Of one instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Values that are read, with the types that they must have.
    pub operands: Vec<(Value, ValType)>,
    pub results: Results,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Results {
    Are(Vec<ValType>),
    /// One reference, of either type.
    AnyReference,
}

/// Nothing in the module has this number, or a value has a type with which the instruction means nothing.
pub type Misfit = String;

impl Const {
    pub fn ty(self) -> ValType {
        match self {
            Const::I32(_) => ValType::I32,
            Const::I64(_) => ValType::I64,
            Const::F32(_) => ValType::F32,
            Const::F64(_) => ValType::F64,
            Const::V128(_) => ValType::V128,
        }
    }
}

impl Op {
    /// What it takes and gives in a module, where values have these types.
    pub fn signature(
        &self,
        module: &Module,
        ty: impl Fn(Value) -> Option<ValType>,
    ) -> Result<Signature, Misfit> {
        use ValType::I32;
        let known = |value: &Value| ty(*value).ok_or_else(|| format!("{value} does not exist"));
        let table = |table: &TableId| {
            module.tables.get(table.index()).map(|table| table.ty).ok_or("no such table")
        };
        let memory = |memory: &MemoryId| {
            module.memories.get(memory.index()).map(drop).ok_or("no such memory")
        };
        let global = |index: usize| {
            module.globals.get(index).map(|global| global.ty).ok_or("no such global")
        };
        let zip = |values: &[Value], types: &[ValType]| -> Result<Vec<(Value, ValType)>, Misfit> {
            if values.len() != types.len() {
                let (values, types) = (values.len(), types.len());
                return Err(format!("arguments: {values} values for {types} types"));
            }
            Ok(values.iter().copied().zip(types.iter().copied()).collect())
        };
        let i32s = |values: &[Value]| values.iter().map(|value| (*value, I32)).collect();
        let gives = |operands: Vec<(Value, ValType)>, results: &[ValType]| {
            Ok(Signature { operands, results: Results::Are(results.to_vec()) })
        };
        match self {
            Op::Const(value) => gives(vec![], &[value.ty()]),
            Op::Unary(op, a) => gives(zip(&[*a], op.operands())?, &[op.result()]),
            Op::Binary(op, a, b) => gives(zip(&[*a, *b], op.operands())?, &[op.result()]),
            Op::Select { cond, on_true, on_false } => {
                let ty = known(on_true)?;
                gives(vec![(*cond, I32), (*on_true, ty), (*on_false, ty)], &[ty])
            }
            Op::Load { op, memory: id, addr, offset } => {
                memory(id)?;
                fits(*offset)?;
                gives(vec![(*addr, I32)], &[op.result()])
            }
            Op::Store { op, memory: id, addr, value, offset } => {
                memory(id)?;
                fits(*offset)?;
                gives(vec![(*addr, I32), (*value, op.operand())], &[])
            }
            Op::GlobalGet(id) => gives(vec![], &[global(id.index())?]),
            Op::GlobalSet(id, value) => gives(vec![(*value, global(id.index())?)], &[]),
            Op::Call { func, args } => {
                module.funcs.get(func.index()).ok_or("no such function")?;
                let ty = module.func_type(*func);
                gives(zip(args, &ty.params)?, &ty.results)
            }
            Op::CallIndirect { ty, table: id, index, args } => {
                table(id)?;
                let ty = module.types.get(ty.index()).ok_or("no such type")?;
                let mut operands = zip(args, &ty.params)?;
                operands.push((*index, I32));
                gives(operands, &ty.results)
            }
            Op::MemorySize(id) => {
                memory(id)?;
                gives(vec![], &[I32])
            }
            Op::MemoryGrow(id, pages) => {
                memory(id)?;
                gives(i32s(&[*pages]), &[I32])
            }
            Op::MemoryCopy { to, from, dst, src, len } => {
                memory(to)?;
                memory(from)?;
                gives(i32s(&[*dst, *src, *len]), &[])
            }
            Op::MemoryFill { memory: id, dst, byte, len } => {
                memory(id)?;
                gives(i32s(&[*dst, *byte, *len]), &[])
            }
            Op::MemoryInit { memory: id, data, dst, src, len } => {
                memory(id)?;
                module.data.get(data.index()).ok_or("no such data segment")?;
                gives(i32s(&[*dst, *src, *len]), &[])
            }
            Op::DataDrop(data) => {
                module.data.get(data.index()).ok_or("no such data segment")?;
                gives(vec![], &[])
            }
            Op::RefNull => Ok(Signature { operands: vec![], results: Results::AnyReference }),
            Op::RefFunc(func) => {
                module.funcs.get(func.index()).ok_or("no such function")?;
                gives(vec![], &[ValType::FuncRef])
            }
            Op::RefIsNull(value) => match known(value)? {
                ty @ (ValType::FuncRef | ValType::ExternRef) => gives(vec![(*value, ty)], &[I32]),
                _ => Err(format!("{value} is not a reference")),
            },
            Op::TableGet(id, index) => gives(i32s(&[*index]), &[table(id)?]),
            Op::TableSet(id, index, value) => gives(vec![(*index, I32), (*value, table(id)?)], &[]),
            Op::TableSize(id) => {
                table(id)?;
                gives(vec![], &[I32])
            }
            Op::TableGrow(id, value, delta) => {
                gives(vec![(*value, table(id)?), (*delta, I32)], &[I32])
            }
            Op::TableFill { table: id, dst, value, len } => {
                gives(vec![(*value, table(id)?), (*dst, I32), (*len, I32)], &[])
            }
            Op::TableCopy { to, from, dst, src, len } => {
                if table(to)? != table(from)? {
                    return Err("tables of different types".into());
                }
                gives(i32s(&[*dst, *src, *len]), &[])
            }
            Op::TableInit { table: id, elem, dst, src, len } => {
                table(id)?;
                module.elements.get(elem.index()).ok_or("no such element segment")?;
                gives(i32s(&[*dst, *src, *len]), &[])
            }
            Op::ElemDrop(elem) => {
                module.elements.get(elem.index()).ok_or("no such element segment")?;
                gives(vec![], &[])
            }
            Op::Simd(simd) => {
                if let Some((id, offset)) = simd.access() {
                    memory(&id)?;
                    fits(offset)?;
                }
                if simd.lane().is_some_and(|(lane, lanes)| lane >= lanes) {
                    return Err("no such lane".into());
                }
                let results: Vec<ValType> = simd.result().into_iter().collect();
                gives(simd.operands(), &results)
            }
            Op::Probe(probe) => match probe {
                Probe::Value { value, .. } => match known(value)? {
                    ty @ (I32 | ValType::I64) => gives(vec![(*value, ty)], &[]),
                    ty => Err(format!("{value} is {ty}, not an integer")),
                },
                Probe::CallTarget { table: id, index, .. } => {
                    table(id)?;
                    gives(i32s(&[*index]), &[])
                }
                Probe::Count { .. }
                | Probe::SlotSet { .. }
                | Probe::SlotAdd { .. }
                | Probe::CountAtSlot { .. }
                | Probe::PathAtSlot { .. }
                | Probe::SlotValue { .. } => gives(vec![], &[]),
            },
        }
    }
}

/// A constant offset from an address.
fn fits(offset: u64) -> Result<(), Misfit> {
    if offset <= u64::from(u32::MAX) {
        Ok(())
    } else {
        Err(format!("offset {offset} is over 2³²"))
    }
}
