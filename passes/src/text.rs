//! The IR as text, for people and golden tests. It is only written, never read back.

use std::fmt::{Display, Write};

use crate::ir::simd::Simd;
use crate::ir::{
    Body, Const, ConstExpr, Edge, ElementKind, Hint, Module, Op, Probe, Terminator, Value,
};

/// All of a module.
pub fn module_to_string(module: &Module) -> String {
    let mut out = String::new();
    for (index, import) in module.imports.iter().enumerate() {
        let ty = module.func_type(crate::ir::FuncId(index as u32));
        line(&mut out, format_args!("import f{index} {}.{} {ty}", import.module, import.name));
    }
    for (index, memory) in module.memories.iter().enumerate() {
        let max = limit(memory.max);
        line(&mut out, format_args!("mem{index} {}..{max} pages", memory.min));
    }
    for (index, table) in module.tables.iter().enumerate() {
        let max = limit(table.max);
        line(&mut out, format_args!("table{index} {} {}..{max}", table.ty, table.min));
    }
    for (index, global) in module.globals.iter().enumerate() {
        let mutable = if global.mutable { "mut " } else { "" };
        let init = const_expr(global.init);
        line(&mut out, format_args!("g{index} {mutable}{} = {init}", global.ty));
    }
    for (index, element) in module.elements.iter().enumerate() {
        let at = match element.kind {
            ElementKind::Active { table, offset } => format!("{table}[{}]", const_expr(offset)),
            ElementKind::Passive => "passive".to_owned(),
            ElementKind::Declared => "declared".to_owned(),
        };
        let items: Vec<_> = element.items.iter().map(|item| const_expr(*item)).collect();
        line(&mut out, format_args!("elem{index} {at} = [{}]", items.join(", ")));
    }
    for (index, data) in module.data.iter().enumerate() {
        let at = match data.kind {
            crate::ir::DataKind::Active { memory, offset } => {
                format!("{memory}[{}]", const_expr(offset))
            }
            crate::ir::DataKind::Passive => "passive".to_owned(),
        };
        line(&mut out, format_args!("data{index} {at} = {} bytes", data.bytes.len()));
    }
    for export in &module.exports {
        line(&mut out, format_args!("export {:?} {:?}", export.name, export.item));
    }
    if let Some(start) = module.start {
        line(&mut out, format_args!("start {start}"));
    }
    for (func, function, body) in module.bodies() {
        let ty = module.func_type(func);
        line(&mut out, format_args!("\nfunc {func} {:?} {ty}", function.name));
        out.push_str(&body_to_string(body));
    }
    out
}

/// One body, block by block.
pub fn body_to_string(body: &Body) -> String {
    let mut out = String::new();
    for id in body.block_ids() {
        let block = body.block(id);
        let params: Vec<_> =
            block.params.iter().map(|&param| format!("{param}: {}", body.ty(param))).collect();
        line(&mut out, format_args!("{id}({}):", params.join(", ")));
        for inst in &block.insts {
            let results = match inst.results.as_slice() {
                [] => String::new(),
                results => format!("{} = ", list(results)),
            };
            line(&mut out, format_args!("    {results}{}", op(&inst.op)));
        }
        line(&mut out, format_args!("    {}", terminator(&block.term)));
    }
    out
}

fn line(out: &mut String, args: std::fmt::Arguments) {
    writeln!(out, "{args}").expect("writing to a string cannot fail");
}

fn limit(max: Option<u32>) -> String {
    max.map_or_else(String::new, |max| max.to_string())
}

fn list<T: Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn constant(value: Const) -> String {
    match value {
        Const::I32(bits) => format!("i32.const {}", bits as i32),
        Const::I64(bits) => format!("i64.const {}", bits as i64),
        Const::F32(bits) => format!("f32.const {:?} ({bits:#x})", f32::from_bits(bits)),
        Const::V128(bits) => format!("v128.const {bits:#034x}"),
        Const::F64(bits) => format!("f64.const {:?} ({bits:#x})", f64::from_bits(bits)),
    }
}

fn const_expr(expr: ConstExpr) -> String {
    match expr {
        ConstExpr::Const(value) => constant(value),
        ConstExpr::RefNull => "ref.null".to_owned(),
        ConstExpr::RefFunc(func) => format!("ref.func {func}"),
    }
}

fn op(op: &Op) -> String {
    match op {
        Op::Const(value) => constant(*value),
        Op::Unary(op, a) => format!("{} {a}", op.name()),
        Op::Binary(op, a, b) => format!("{} {a}, {b}", op.name()),
        Op::Select { cond, on_true, on_false } => format!("select {cond}, {on_true}, {on_false}"),
        Op::Load { op, memory, addr, offset } => {
            format!("{} {memory}[{addr} + {offset}]", op.name())
        }
        Op::Store { op, memory, addr, value, offset } => {
            format!("{} {memory}[{addr} + {offset}], {value}", op.name())
        }
        Op::GlobalGet(global) => format!("global.get {global}"),
        Op::GlobalSet(global, value) => format!("global.set {global}, {value}"),
        Op::Call { func, args } => format!("call {func}({})", list(args)),
        Op::CallIndirect { ty, table, index, args } => {
            format!("call_indirect {ty} {table}[{index}]({})", list(args))
        }
        Op::MemorySize(memory) => format!("memory.size {memory}"),
        Op::MemoryGrow(memory, pages) => format!("memory.grow {memory}, {pages}"),
        Op::MemoryCopy { to, from, dst, src, len } => {
            format!("memory.copy {to}[{dst}], {from}[{src}], {len}")
        }
        Op::MemoryFill { memory, dst, byte, len } => {
            format!("memory.fill {memory}[{dst}], {byte}, {len}")
        }
        Op::MemoryInit { memory, data, dst, src, len } => {
            format!("memory.init {memory}[{dst}], {data}[{src}], {len}")
        }
        Op::DataDrop(data) => format!("data.drop {data}"),
        Op::RefNull => "ref.null".to_owned(),
        Op::RefFunc(func) => format!("ref.func {func}"),
        Op::RefIsNull(value) => format!("ref.is_null {value}"),
        Op::TableGet(table, index) => format!("table.get {table}[{index}]"),
        Op::TableSet(table, index, value) => format!("table.set {table}[{index}], {value}"),
        Op::TableSize(table) => format!("table.size {table}"),
        Op::TableGrow(table, value, delta) => format!("table.grow {table}, {value}, {delta}"),
        Op::TableFill { table, dst, value, len } => {
            format!("table.fill {table}[{dst}], {value}, {len}")
        }
        Op::TableCopy { to, from, dst, src, len } => {
            format!("table.copy {to}[{dst}], {from}[{src}], {len}")
        }
        Op::TableInit { table, elem, dst, src, len } => {
            format!("table.init {table}[{dst}], {elem}[{src}], {len}")
        }
        Op::ElemDrop(elem) => format!("elem.drop {elem}"),
        Op::Simd(op) => simd(op),
        Op::Probe(probe) => self::probe(probe),
    }
}

fn simd(op: &Simd) -> String {
    match op {
        Simd::Unary(op, a) => format!("{} {a}", op.name()),
        Simd::Binary(op, a, b) => format!("{} {a}, {b}", op.name()),
        Simd::Ternary(op, a, b, c) => format!("{} {a}, {b}, {c}", op.name()),
        Simd::Bitselect { on_one, on_zero, mask } => {
            format!("v128.bitselect {on_one}, {on_zero}, {mask}")
        }
        Simd::Shuffle { lanes, a, b } => format!("i8x16.shuffle [{}] {a}, {b}", list(lanes)),
        Simd::ExtractLane { op, lane, vector } => format!("{} {vector}[{lane}]", op.name()),
        Simd::ReplaceLane { op, lane, vector, value } => {
            format!("{} {vector}[{lane}], {value}", op.name())
        }
        Simd::Load { op, memory, addr, offset } => {
            format!("{} {memory}[{addr} + {offset}]", op.name())
        }
        Simd::Store { memory, addr, value, offset } => {
            format!("v128.store {memory}[{addr} + {offset}], {value}")
        }
        Simd::LoadLane { op, memory, addr, offset, lane, vector } => {
            format!("{} {vector}[{lane}], {memory}[{addr} + {offset}]", op.name())
        }
        Simd::StoreLane { op, memory, addr, offset, lane, vector } => {
            format!("{} {memory}[{addr} + {offset}], {vector}[{lane}]", op.name())
        }
    }
}

fn probe(probe: &Probe) -> String {
    match probe {
        Probe::Count { counter } => format!("probe count {counter}"),
        Probe::SlotSet { slot, value } => format!("probe {slot} = {value}"),
        Probe::SlotAdd { slot, value } => format!("probe {slot} += {}", *value as i64),
        Probe::CountAtSlot { first, slot } => format!("probe count {first} + {slot}"),
        Probe::PathAtSlot { store, slot } => format!("probe path {store}, {slot}"),
        Probe::Value { site, value } => format!("probe value {site}, {value}"),
        Probe::SlotValue { site, slot } => format!("probe value {site}, {slot}"),
        Probe::CallTarget { site, table, index } => {
            format!("probe target {site}, {table}[{index}]")
        }
    }
}

fn terminator(term: &Terminator) -> String {
    match term {
        Terminator::Jump(to) => format!("jump {}", edge(to)),
        Terminator::Branch { cond, on_true, on_false, hint } => {
            let hint = match hint {
                None => "",
                Some(Hint::Likely) => " likely",
                Some(Hint::Unlikely) => " unlikely",
            };
            format!("branch {cond}, {}, {}{hint}", edge(on_true), edge(on_false))
        }
        Terminator::Switch { index, targets, default } => {
            let targets: Vec<_> = targets.iter().map(edge).collect();
            format!("switch {index}, [{}], {}", targets.join(", "), edge(default))
        }
        Terminator::Return(values) => format!("return {}", list(values)).trim_end().to_owned(),
        Terminator::ReturnCall { func, args } => format!("return_call {func}({})", list(args)),
        Terminator::ReturnCallIndirect { ty, table, index, args } => {
            format!("return_call_indirect {ty} {table}[{index}]({})", list(args))
        }
        Terminator::Trap(trap) => format!("trap {}", trap.name()),
    }
}

fn edge(edge: &Edge) -> String {
    let args: &[Value] = &edge.args;
    if args.is_empty() { edge.block.to_string() } else { format!("{}({})", edge.block, list(args)) }
}
