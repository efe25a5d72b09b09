//! What the emission of one unit shares: the LLVM module, its types, the functions declared so far,
//! attributes, and small helpers over LLVM's builder.

use std::cell::RefCell;
use std::collections::HashMap;

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::builder::Builder;
use inkwell::context::Context;
use inkwell::intrinsics::Intrinsic;
use inkwell::module::{Linkage, Module as LlvmModule};
use inkwell::targets::TargetMachine;
use inkwell::types::{
    BasicMetadataTypeEnum, BasicType, BasicTypeEnum, FloatType, FunctionType, IntType, PointerType,
};
use inkwell::values::{
    AsValueRef, BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, FunctionValue, GlobalValue,
    IntValue, PointerValue,
};
use inkwell::{AddressSpace, GlobalVisibility};
use llvm_sys::core::LLVMBuildGEPWithNoWrapFlags;
use llvm_sys::{LLVMGEPFlagNUSW, LLVMGEPFlagNUW};
use preheat_formats::CpuLevel;
use preheat_formats::plan::Heat;
use preheat_formats::recipe::OptLevel;
use preheat_passes::ir::{FuncId, FuncType, Module, Region, ValType};

use super::alias::AliasTags;
use super::error::EmitError;
use super::lines::Lines;
use super::unit::{Effort, Scope, Unit};
use crate::emit::Facts;
use crate::object::FUNC_PREFIX;

pub(super) struct UnitState<'a, 'ctx> {
    pub ir: &'a Module,
    pub facts: &'a Facts,
    pub level: CpuLevel,
    pub context: &'ctx Context,
    pub module: LlvmModule<'ctx>,
    pub builder: Builder<'ctx>,
    pub lines: Lines<'ctx>,
    pub alias: AliasTags<'ctx>,
    pub i1: IntType<'ctx>,
    pub i8: IntType<'ctx>,
    pub i16: IntType<'ctx>,
    pub i32: IntType<'ctx>,
    pub i64: IntType<'ctx>,
    pub f32: FloatType<'ctx>,
    pub f64: FloatType<'ctx>,
    pub ptr: PointerType<'ctx>,
    scopes: HashMap<FuncId, Scope>,
    functions: RefCell<HashMap<FuncId, FunctionValue<'ctx>>>,
    intrinsics: RefCell<HashMap<(&'static str, usize), FunctionValue<'ctx>>>,
    attributes: Vec<Attribute>,
}

impl<'a, 'ctx> UnitState<'a, 'ctx> {
    pub fn new(
        context: &'ctx Context,
        machine: &TargetMachine,
        ir: &'a Module,
        facts: &'a Facts,
        unit: &Unit,
        level: CpuLevel,
    ) -> Result<UnitState<'a, 'ctx>, EmitError> {
        let module = context.create_module("unit");
        module.set_triple(&machine.get_triple());
        module.set_data_layout(&machine.get_target_data().get_data_layout());
        let lines = Lines::new(context, &module);
        Ok(UnitState {
            ir,
            facts,
            level,
            context,
            module,
            builder: context.create_builder(),
            lines,
            alias: AliasTags::new(context),
            i1: context.bool_type(),
            i8: context.i8_type(),
            i16: context.i16_type(),
            i32: context.i32_type(),
            i64: context.i64_type(),
            f32: context.f32_type(),
            f64: context.f64_type(),
            ptr: context.ptr_type(AddressSpace::default()),
            scopes: unit.funcs.iter().copied().zip(unit.scopes.iter().copied()).collect(),
            functions: RefCell::default(),
            intrinsics: RefCell::default(),
            attributes: code_attributes(context, unit.effort),
        })
    }

    pub fn value_type(&self, ty: ValType) -> Result<BasicTypeEnum<'ctx>, EmitError> {
        Ok(match ty {
            ValType::I32 => self.i32.into(),
            ValType::I64 | ValType::FuncRef | ValType::ExternRef => self.i64.into(),
            ValType::F32 => self.f32.into(),
            ValType::F64 => self.f64.into(),
            ValType::V128 => self.i8.vec_type(16).into(),
        })
    }

    /// The type of the code of a wasm function: M, a place for results if there are several, then its
    /// parameters.
    pub fn function_type(&self, ty: &FuncType) -> Result<FunctionType<'ctx>, EmitError> {
        let mut params: Vec<BasicMetadataTypeEnum> = vec![self.ptr.into()];
        if ty.results.len() > 1 {
            params.push(self.ptr.into());
        }
        for &param in &ty.params {
            params.push(self.value_type(param)?.into());
        }
        Ok(match ty.results[..] {
            [result] => self.value_type(result)?.fn_type(&params, false),
            _ => self.context.void_type().fn_type(&params, false),
        })
    }

    /// The code of a wasm function, declared on first use.
    pub fn function(&self, func: FuncId) -> Result<FunctionValue<'ctx>, EmitError> {
        if let Some(&function) = self.functions.borrow().get(&func) {
            return Ok(function);
        }
        let symbol = format!("{}{}", FUNC_PREFIX, func.0);
        let function = self.declare(&symbol, self.function_type(self.ir.func_type(func))?);
        match self.scopes.get(&func) {
            Some(Scope::Unit) => function.set_linkage(Linkage::Internal),
            Some(Scope::Module) | None => {}
        }
        if self.scopes.contains_key(&func) {
            function.set_section(Some(&format!(".text.{symbol}")));
        }
        self.set_heat(func, function);
        self.functions.borrow_mut().insert(func, function);
        Ok(function)
    }

    /// Declares hidden code of ours that takes M first.
    pub fn declare(&self, symbol: &str, ty: FunctionType<'ctx>) -> FunctionValue<'ctx> {
        let function = self.module.add_function(symbol, ty, None);
        function.as_global_value().set_visibility(GlobalVisibility::Hidden);
        for &attribute in &self.attributes {
            function.add_attribute(AttributeLoc::Function, attribute);
        }
        // M is the start of a mapping.
        for (name, value) in [("nonnull", 0), ("noundef", 0), ("align", 4096)] {
            function
                .add_attribute(AttributeLoc::Param(0), enum_attribute(self.context, name, value));
        }
        function
    }

    fn set_heat(&self, func: FuncId, function: FunctionValue<'ctx>) {
        let known = &self.ir.funcs[func.index()];
        let names: &[&str] = match known.heat {
            Heat::Hot => &["hot"],
            Heat::Warm => &[],
            Heat::Cold => &["cold"],
        };
        for name in names {
            function.add_attribute(AttributeLoc::Function, enum_attribute(self.context, name, 0));
        }
        if self.scopes.contains_key(&func)
            && let Some(entries) = known.entries.get()
        {
            super::profile::set_entry_count(self.context, function, entries);
        }
    }

    /// A hidden constant that the linker defines.
    pub fn linker_constant(&self, symbol: &str, ty: impl BasicType<'ctx>) -> GlobalValue<'ctx> {
        self.module.get_global(symbol).unwrap_or_else(|| {
            let global = self.module.add_global(ty, None, symbol);
            global.set_visibility(GlobalVisibility::Hidden);
            global.set_constant(true);
            global
        })
    }

    /// Calls an LLVM intrinsic that is overloaded on one type (or on none).
    pub fn intrinsic(
        &self,
        name: &'static str,
        overload: Option<BasicTypeEnum<'ctx>>,
        args: &[BasicMetadataValueEnum<'ctx>],
    ) -> Result<Option<BasicValueEnum<'ctx>>, EmitError> {
        self.intrinsic_of(name, overload.as_slice(), args)
    }

    /// Calls an LLVM intrinsic that is overloaded on these types.
    pub fn intrinsic_of(
        &self,
        name: &'static str,
        overloads: &[BasicTypeEnum<'ctx>],
        args: &[BasicMetadataValueEnum<'ctx>],
    ) -> Result<Option<BasicValueEnum<'ctx>>, EmitError> {
        Ok(self.intrinsic_call(name, overloads, args)?.try_as_basic_value().basic())
    }

    /// The same; gives the call itself.
    pub fn intrinsic_call(
        &self,
        name: &'static str,
        overloads: &[BasicTypeEnum<'ctx>],
        args: &[BasicMetadataValueEnum<'ctx>],
    ) -> Result<CallSiteValue<'ctx>, EmitError> {
        // The first type tells the variants of an intrinsic apart, except for conversions, which
        // have the second in their name.
        let key = (name, overloads.iter().fold(0, |key, ty| key * 31 + type_key(*ty)));
        let known = self.intrinsics.borrow().get(&key).copied();
        let function = match known {
            Some(function) => function,
            None => {
                let intrinsic = Intrinsic::find(name).ok_or(EmitError::NoIntrinsic(name))?;
                let function = intrinsic
                    .get_declaration(&self.module, overloads)
                    .ok_or(EmitError::NoIntrinsic(name))?;
                self.intrinsics.borrow_mut().insert(key, function);
                function
            }
        };
        Ok(self.builder.build_call(function, args, "")?)
    }

    /// `base + offset`, of which the caller knows that as numbers from 0 to 2⁶⁴ the sum does not wrap,
    /// and that offset is below 2⁶³. That is all LLVM is told: the result may be any address.
    pub fn offset_up(
        &self,
        base: PointerValue<'ctx>,
        offset: IntValue<'ctx>,
    ) -> PointerValue<'ctx> {
        let mut index = [offset.as_value_ref()];
        // SAFETY: the builder is positioned whenever instructions are emitted; base, offset and type
        // belong to its context; the call reads one index.
        unsafe {
            PointerValue::new(LLVMBuildGEPWithNoWrapFlags(
                self.builder.as_mut_ptr(),
                inkwell::types::AsTypeRef::as_type_ref(&self.i8),
                base.as_value_ref(),
                index.as_mut_ptr(),
                1,
                c"".as_ptr(),
                LLVMGEPFlagNUSW | LLVMGEPFlagNUW,
            ))
        }
    }

    /// The place of an argument or result among [`preheat_formats::abi::Slot`]s.
    pub fn slot(&self, slots: PointerValue<'ctx>, index: usize) -> PointerValue<'ctx> {
        self.offset_up(slots, self.i64.const_int(16 * index as u64, false))
    }

    /// `base + offset`, a place in the instance header.
    pub fn header(
        &self,
        m: PointerValue<'ctx>,
        offset: i32,
    ) -> Result<PointerValue<'ctx>, EmitError> {
        let offset = self.i64.const_int(i64::from(offset) as u64, true);
        // SAFETY: a GEP without `inbounds` only adds; its operands belong to the builder's context.
        Ok(unsafe { self.builder.build_gep(self.i8, m, &[offset], "")? })
    }

    pub fn load(
        &self,
        ty: impl BasicType<'ctx>,
        at: PointerValue<'ctx>,
        align: u32,
        region: Region,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let value = self.builder.build_load(ty, at, "")?;
        let load = inkwell::values::BasicValue::as_instruction_value(&value)
            .expect("a load is an instruction");
        load.set_alignment(align)?;
        self.alias.mark(load, region)?;
        Ok(value)
    }

    /// Returns from a function, whose results go to `places` if there are several.
    pub fn build_return(
        &self,
        results: &[BasicValueEnum<'ctx>],
        places: Option<PointerValue<'ctx>>,
    ) -> Result<(), EmitError> {
        match (results, places) {
            ([result], _) => self.builder.build_return(Some(result))?,
            (_, None) => self.builder.build_return(None)?,
            (_, Some(places)) => {
                for (index, &result) in results.iter().enumerate() {
                    self.store(self.slot(places, index), result, 16, Region::Slots)?;
                }
                self.builder.build_return(None)?
            }
        };
        Ok(())
    }

    pub fn store(
        &self,
        at: PointerValue<'ctx>,
        value: BasicValueEnum<'ctx>,
        align: u32,
        region: Region,
    ) -> Result<(), EmitError> {
        let store = self.builder.build_store(at, value)?;
        store.set_alignment(align)?;
        self.alias.mark(store, region)?;
        Ok(())
    }
}

fn type_key(ty: BasicTypeEnum) -> usize {
    match ty {
        BasicTypeEnum::IntType(ty) => ty.get_bit_width() as usize,
        BasicTypeEnum::FloatType(ty) => 1000 + ty.get_bit_width() as usize,
        BasicTypeEnum::VectorType(ty) => {
            10_000 * ty.get_size() as usize + type_key(ty.get_element_type())
        }
        _ => 0,
    }
}

pub(super) fn enum_attribute(context: &Context, name: &str, value: u64) -> Attribute {
    context.create_enum_attribute(Attribute::get_named_enum_kind_id(name), value)
}

/// Attributes of all code.
fn code_attributes(context: &Context, effort: Effort) -> Vec<Attribute> {
    let strings = [
        // A large frame touches every page, so that it cannot jump over the guard page.
        ("probe-stack", "inline-asm"),
        // Idioms that would call routines we do not link in.
        ("no-builtin-strlen", ""),
        ("no-builtin-wcslen", ""),
        ("tune-cpu", "generic"),
        // Endless recursion must meet the stack's end, not become a loop.
        ("disable-tail-calls", "true"),
    ];
    let mut attributes: Vec<Attribute> =
        strings.iter().map(|(key, value)| context.create_string_attribute(key, value)).collect();
    let mut enums = vec!["nounwind"];
    match effort {
        Effort::Level(OptLevel::O0) => enums.extend(["noinline", "optnone"]),
        Effort::Level(_) => {}
        Effort::Size => enums.extend(["optsize", "minsize"]),
    }
    attributes.extend(enums.into_iter().map(|name| enum_attribute(context, name, 0)));
    attributes
}
