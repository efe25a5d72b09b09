//! What all code needs that is emitted with Cranelift: a place to insert at, names of other code,
//! signatures, calls of the agent, and what kind of memory an access goes to.

use std::collections::HashMap;

use cranelift_codegen::cursor::{Cursor as _, FuncCursor};
use cranelift_codegen::ir::{
    self as clif, AbiParam, AliasRegionData, Endianness, ExtFuncData, ExternalName, FuncRef,
    Function, GlobalValueData, InsertBuilder, InstBuilder as _, MemFlagsData, SigRef, Signature,
    SourceLoc, StackSlot, StackSlotData, StackSlotKind, TrapCode, Type, UserExternalName, types,
};
use cranelift_codegen::isa::CallConv;
use preheat_formats::Trap;
use preheat_formats::abi::{self, BUILTIN_COUNT, Builtin};
use preheat_passes::ir::{FuncId, FuncType, Region, TypeId, ValType};

use super::setting::Setting;
use crate::object::{FUNC_REFS, TEXT_BASE};

/// Namespace of names that are numbers of wasm functions.
pub(super) const FUNCTIONS: u32 = 0;
/// Namespace of names that are positions in [`SYMBOLS`].
const OTHERS: u32 = 1;

/// What else code refers to.
pub(super) const SYMBOLS: [&str; 4] = [TEXT_BASE, FUNC_REFS, "memmove", "memset"];

/// A position in [`SYMBOLS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    TextBase = 0,
    FuncRefs = 1,
}

/// A routine of C that the artifact brings: `fn(pointer, pointer or byte, length) -> pointer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Routine {
    Move = 2,
    Set = 3,
}

/// How memory of each kind is accessed. Kinds never overlap, which Cranelift is told by regions of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flags([MemFlagsData; Region::ALL.len()]);

impl Flags {
    fn new(func: &mut Function) -> Flags {
        let regions = &mut func.dfg.alias_regions;
        let mut number = 0;
        // Linear memory is unaligned and may trap, ours is not.
        let any = MemFlagsData::new().with_endianness(Endianness::Little);
        let ours = any.with_notrap().with_aligned();
        Flags(Region::ALL.map(|region| {
            let flags = match region {
                Region::Memory => any,
                Region::Constant => return ours.with_readonly().with_can_move(),
                Region::MemorySize
                | Region::Globals
                | Region::TableDescriptors
                | Region::TableEntries
                | Region::Segments
                | Region::Counters
                | Region::Slots => ours,
            };
            number += 1;
            let data = AliasRegionData { user_id: number, description: region.name().into() };
            flags.with_alias_region(Some(regions.insert(data)))
        }))
    }

    pub fn of(&self, region: Region) -> MemFlagsData {
        self.0[region as usize]
    }
}

/// The other function that code comes from ([`Writer::come_from`]).
pub(super) fn func_at(location: SourceLoc) -> Option<FuncId> {
    (!location.is_default()).then(|| FuncId(location.bits()))
}

pub(super) struct Writer<'c> {
    pub setting: &'c Setting<'c>,
    pub at: FuncCursor<'c>,
    pub flags: Flags,
    callees: HashMap<FuncId, FuncRef>,
    signatures: HashMap<TypeId, SigRef>,
    builtins: [Option<SigRef>; BUILTIN_COUNT],
    routines: [Option<FuncRef>; SYMBOLS.len()],
}

impl<'c> Writer<'c> {
    pub fn new(setting: &'c Setting<'c>, func: &'c mut Function) -> Writer<'c> {
        let flags = Flags::new(func);
        Writer {
            setting,
            at: FuncCursor::new(func),
            flags,
            callees: HashMap::new(),
            signatures: HashMap::new(),
            builtins: [None; BUILTIN_COUNT],
            routines: [None; SYMBOLS.len()],
        }
    }

    pub fn ins(&mut self) -> InsertBuilder<'_, &mut FuncCursor<'c>> {
        self.at.ins()
    }

    /// A new block behind all others.
    pub fn new_block(&mut self) -> clif::Block {
        let block = self.at.func.dfg.make_block();
        self.at.func.layout.append_block(block);
        block
    }

    pub fn position(&mut self, block: clif::Block) {
        self.at.goto_bottom(block);
    }

    /// From now on instructions come from another function than this one, or from this one again.
    pub fn come_from(&mut self, other: Option<FuncId>) {
        let location = other.map_or(SourceLoc::default(), |func| SourceLoc::new(func.0));
        self.at.set_srcloc(location);
    }

    pub fn type_of(&self, value: clif::Value) -> Type {
        self.at.func.dfg.value_type(value)
    }

    pub fn iconst(&mut self, ty: Type, bits: u64) -> clif::Value {
        self.ins().iconst(ty, bits as i64)
    }

    /// Zero-extended to i64; a 64-bit value as it is.
    pub fn widened(&mut self, value: clif::Value) -> clif::Value {
        if self.type_of(value) == types::I64 {
            return value;
        }
        self.ins().uextend(types::I64, value)
    }

    pub fn callee(&mut self, func: FuncId) -> FuncRef {
        if let Some(&known) = self.callees.get(&func) {
            return known;
        }
        let signature = self.signature(self.setting.module.funcs[func.index()].ty);
        let callee = self.import(UserExternalName::new(FUNCTIONS, func.0), signature);
        self.callees.insert(func, callee);
        callee
    }

    /// How functions of this type are called.
    pub fn signature(&mut self, ty: TypeId) -> SigRef {
        let (at, setting) = (&mut self.at, self.setting);
        *self.signatures.entry(ty).or_insert_with(|| {
            at.func.import_signature(signature(setting, &setting.module.types[ty.index()]))
        })
    }

    fn import(&mut self, name: UserExternalName, signature: SigRef) -> FuncRef {
        let name = ExternalName::user(self.at.func.declare_imported_user_function(name));
        let data = ExtFuncData { name, signature, colocated: true, patchable: false };
        self.at.func.import_function(data)
    }

    /// Address of one of our symbols, plus an offset.
    pub fn address_of(&mut self, place: Place, offset: i64) -> clif::Value {
        let name = UserExternalName::new(OTHERS, place as u32);
        let name = ExternalName::user(self.at.func.declare_imported_user_function(name));
        let symbol = self.at.func.create_global_value(GlobalValueData::Symbol {
            name,
            offset: offset.into(),
            colocated: true,
            tls: false,
        });
        self.ins().symbol_value(types::I64, symbol)
    }

    /// Calls a routine of C.
    pub fn call_routine(&mut self, routine: Routine, args: [clif::Value; 3]) {
        let callee = self.routines[routine as usize].unwrap_or_else(|| {
            let mut signature = Signature::new(CallConv::SystemV);
            signature.params.extend(args.map(|arg| AbiParam::new(self.type_of(arg))));
            signature.returns.push(AbiParam::new(types::I64));
            let signature = self.at.func.import_signature(signature);
            self.import(UserExternalName::new(OTHERS, routine as u32), signature)
        });
        self.routines[routine as usize] = Some(callee);
        self.ins().call(callee, &args);
    }

    /// Calls the agent through the builtin table; the result, if it has one.
    pub fn call_builtin(
        &mut self,
        m: clif::Value,
        builtin: Builtin,
        args: &[clif::Value],
        result: Option<Type>,
    ) -> Option<clif::Value> {
        let constant = self.flags.of(Region::Constant);
        let table = self.ins().load(types::I64, constant, m, abi::BUILTINS);
        let code = self.ins().load(types::I64, constant, table, 8 * builtin as i32);
        let args: Vec<clif::Value> = std::iter::once(m).chain(args.iter().copied()).collect();
        let signature = self.builtins[builtin as usize].unwrap_or_else(|| {
            let mut signature = Signature::new(CallConv::SystemV);
            signature.params.extend(args.iter().map(|&arg| AbiParam::new(self.type_of(arg))));
            signature.returns.extend(result.map(AbiParam::new));
            self.at.func.import_signature(signature)
        });
        self.builtins[builtin as usize] = Some(signature);
        let call = self.ins().call_indirect(signature, code, &args);
        self.at.func.dfg.inst_results(call).first().copied()
    }

    /// Room on the stack for so many 16-byte slots.
    pub fn stack_slots(&mut self, count: usize) -> StackSlot {
        let size = 16 * count as u32;
        let data = StackSlotData::new(StackSlotKind::ExplicitSlot, size, 4);
        self.at.func.create_sized_stack_slot(data)
    }

    /// Reads a value from the `index`-th slot.
    pub fn load_slot(&mut self, ty: ValType, slots: clif::Value, index: usize) -> clif::Value {
        let flags = self.flags.of(Region::Slots);
        self.ins().load(value_type(ty), flags, slots, 16 * index as i32)
    }

    pub fn store_slot(&mut self, value: clif::Value, slots: clif::Value, index: usize) {
        let flags = self.flags.of(Region::Slots);
        self.ins().store(flags, value, slots, 16 * index as i32);
    }
}

/// How Cranelift sees values of a type; vectors by their bytes.
pub(super) fn value_type(ty: ValType) -> Type {
    match ty {
        ValType::I32 => types::I32,
        ValType::I64 | ValType::FuncRef | ValType::ExternRef => types::I64,
        ValType::F32 => types::F32,
        ValType::F64 => types::F64,
        ValType::V128 => types::I8X16,
    }
}

/// M, a pointer to slots for the results if there are several, then the parameters. One result is
/// returned as in C.
pub(super) fn signature(setting: &Setting, ty: &FuncType) -> Signature {
    let mut signature = Signature::new(setting.convention());
    let pointers = if ty.results.len() > 1 { 2 } else { 1 };
    let pointers = std::iter::repeat_n(types::I64, pointers);
    let params = pointers.chain(ty.params.iter().copied().map(value_type));
    signature.params.extend(params.map(AbiParam::new));
    if let [result] = ty.results[..] {
        signature.returns.push(AbiParam::new(value_type(result)));
    }
    signature
}

pub(super) fn trap_code(trap: Trap) -> TrapCode {
    TrapCode::unwrap_user(trap as u8)
}
