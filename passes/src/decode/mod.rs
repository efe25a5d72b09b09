//! WebAssembly binary → IR. Everything that makes a module invalid or unsupported is found here,
//! before anything is built from it; what an instruction means is left to the emitters.
//!
//! The module is first validated whole (`wasmparser`), then read section by section (this file) and
//! function by function ([`body`], with SSA construction in [`ssa`] and tidying in [`tidy`]). How large the IR may become is
//! [`limit`]'s to say.

mod ahead;
mod ancestry;
mod body;
mod const_expr;
mod features;
mod limit;
mod needless;
mod simd;
mod ssa;
pub mod tidy;

use std::collections::HashMap;

use rayon::prelude::*;
use wasmparser::{ElementItems, FunctionBody, KnownCustom, Name, Parser, Payload, TypeRef};

use body::BodyError;
use const_expr::const_expr;
use limit::{Budget, TooMuch};

use crate::ir::{
    ConstExpr, Data, DataKind, Element, ElementKind, Export, ExportItem, FuncId, FuncImport,
    FuncType, Function, Global, GlobalId, Hint, Memory, MemoryId, Module, Table, TableId, TypeId,
    ValType,
};

/// Why a module was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error("not a WebAssembly module: it does not start with \\0asm")]
    NotWasm,
    #[error("a WebAssembly component, not a core module: compile for wasm32-wasip1")]
    Component,
    #[error("invalid module at byte {offset:#x}: {message}")]
    Invalid { offset: u64, message: String },
    #[error("unsupported WebAssembly feature at byte {offset:#x}: {feature} ({message})")]
    Unsupported { feature: &'static str, offset: u64, message: String },
    #[error(
        "unsupported import `{module}.{name}`: only functions can be imported, this is a {kind}"
    )]
    Import { module: String, name: String, kind: &'static str },
    #[error(
        "function {function} is too large: its {bytes} bytes of code make more than {limit} values and arguments of calls and \
         branches, which is the most that Preheat supports for them: divide it, or pass less between its blocks"
    )]
    FunctionTooLarge { function: String, bytes: u64, limit: u64 },
    #[error(
        "the module is too large: its functions make more than {limit} values and arguments of calls and branches, which is the \
         most that Preheat supports for a module of {bytes} bytes"
    )]
    ModuleTooLarge { bytes: usize, limit: u64 },
}

impl From<wasmparser::Error> for DecodeError {
    fn from(error: wasmparser::Error) -> DecodeError {
        DecodeError::Invalid { offset: error.offset(), message: error.message().to_string() }
    }
}

/// Validates and decodes a module.
pub fn decode(wasm: &[u8]) -> Result<Module, DecodeError> {
    decode_within(wasm, &Budget::new(wasm.len()))
}

fn decode_within(wasm: &[u8], budget: &Budget) -> Result<Module, DecodeError> {
    features::validate(wasm)?;
    let mut sections = Sections::default();
    for payload in Parser::new(0).parse_all(wasm) {
        sections.read(payload?)?;
    }
    sections.into_module(wasm, budget)
}

/// What has been read so far; types by the module's own numbers, functions without names.
#[derive(Default)]
struct Sections<'a> {
    types: TypeTable,
    imports: Vec<FuncImport>,
    func_types: Vec<TypeId>,
    tables: Vec<Table>,
    memories: Vec<Memory>,
    globals: Vec<Global>,
    exports: Vec<Export>,
    start: Option<FuncId>,
    elements: Vec<Element>,
    data: Vec<Data>,
    bodies: Vec<FunctionBody<'a>>,
    names: HashMap<u32, String>,
    branch_hints: HashMap<u32, body::BranchHints>,
}

/// The module's types, equal ones under one number.
#[derive(Default)]
pub(crate) struct TypeTable {
    pub types: Vec<FuncType>,
    /// The module's type index → our number.
    pub by_index: Vec<TypeId>,
    numbers: HashMap<FuncType, TypeId>,
}

impl TypeTable {
    fn add(&mut self, ty: FuncType) {
        let next = TypeId(self.types.len() as u32);
        let id = *self.numbers.entry(ty.clone()).or_insert(next);
        if id == next {
            self.types.push(ty);
        }
        self.by_index.push(id);
    }
}

/// What a body needs to know of the rest of its module.
pub(crate) struct Context<'a> {
    pub types: &'a TypeTable,
    pub func_types: &'a [TypeId],
    pub globals: &'a [Global],
    pub tables: &'a [Table],
    pub(in crate::decode) budget: &'a Budget,
}

impl<'a> Sections<'a> {
    fn read(&mut self, payload: Payload<'a>) -> Result<(), DecodeError> {
        match payload {
            Payload::TypeSection(reader) => {
                for ty in reader.into_iter_err_on_gc_types() {
                    let ty = ty?;
                    self.types.add(FuncType {
                        params: ty.params().iter().copied().map(val_type).collect(),
                        results: ty.results().iter().copied().map(val_type).collect(),
                    });
                }
            }
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    self.import(import?)?;
                }
            }
            Payload::FunctionSection(reader) => {
                for index in reader {
                    self.func_types.push(self.types.by_index[index? as usize]);
                }
            }
            Payload::TableSection(reader) => {
                for table in reader {
                    let ty = table?.ty;
                    self.tables.push(Table {
                        ty: ref_type(ty.element_type),
                        min: ty.initial as u32,
                        max: ty.maximum.map(|max| max as u32),
                    });
                }
            }
            Payload::MemorySection(reader) => {
                for memory in reader {
                    let memory = memory?;
                    self.memories.push(Memory {
                        min: memory.initial as u32,
                        max: memory.maximum.map(|max| max as u32),
                    });
                }
            }
            Payload::GlobalSection(reader) => {
                for global in reader {
                    let global = global?;
                    let init = const_expr(global.init_expr, &self.globals)?;
                    self.globals.push(Global {
                        ty: val_type(global.ty.content_type),
                        mutable: global.ty.mutable,
                        init,
                    });
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    self.exports.push(Export {
                        name: export.name.to_owned(),
                        item: export_item(export.kind, export.index),
                    });
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(FuncId(func)),
            Payload::ElementSection(reader) => {
                for element in reader {
                    self.elements.push(read_element(element?, &self.globals)?);
                }
            }
            Payload::DataSection(reader) => {
                for data in reader {
                    let data = data?;
                    let kind = match data.kind {
                        wasmparser::DataKind::Passive => DataKind::Passive,
                        wasmparser::DataKind::Active { memory_index, offset_expr } => {
                            DataKind::Active {
                                memory: MemoryId(memory_index),
                                offset: const_expr(offset_expr, &self.globals)?,
                            }
                        }
                    };
                    self.data.push(Data { kind, bytes: data.data.to_vec() });
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(names) => self.read_names(names),
                KnownCustom::BranchHints(hints) => self.read_branch_hints(hints),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, import: wasmparser::Import<'a>) -> Result<(), DecodeError> {
        let kind = match import.ty {
            TypeRef::Func(index) | TypeRef::FuncExact(index) => {
                self.func_types.push(self.types.by_index[index as usize]);
                self.imports.push(FuncImport {
                    module: import.module.to_owned(),
                    name: import.name.to_owned(),
                });
                return Ok(());
            }
            TypeRef::Table(_) => "table",
            TypeRef::Memory(_) => "memory",
            TypeRef::Global(_) => "global",
            TypeRef::Tag(_) => "tag",
        };
        Err(DecodeError::Import {
            module: import.module.to_owned(),
            name: import.name.to_owned(),
            kind,
        })
    }

    /// Names only help people: a damaged name section is ignored, as the specification asks.
    fn read_names(&mut self, names: wasmparser::NameSectionReader<'a>) {
        for subsection in names.into_iter().flatten() {
            if let Name::Function(map) = subsection {
                for naming in map.into_iter().flatten() {
                    self.names.insert(naming.index, naming.name.to_owned());
                }
            }
        }
    }

    /// Hints only help too.
    fn read_branch_hints(&mut self, hints: wasmparser::BranchHintSectionReader<'a>) {
        for function in hints.into_iter().flatten() {
            let known = self.branch_hints.entry(function.func).or_default();
            for hint in function.hints.into_iter().flatten() {
                let expected = if hint.taken { Hint::Likely } else { Hint::Unlikely };
                known.insert(hint.func_offset, expected);
            }
        }
    }

    /// A function without a name has that of its export.
    fn name_exports(&mut self) {
        for export in &self.exports {
            if let ExportItem::Func(func) = export.item {
                self.names.entry(func.0).or_insert_with(|| export.name.clone());
            }
        }
    }

    fn name_of(&self, func: u32) -> String {
        self.names.get(&func).cloned().unwrap_or_else(|| unnamed(func))
    }

    fn into_module(mut self, wasm: &[u8], budget: &Budget) -> Result<Module, DecodeError> {
        self.name_exports();
        let context = Context {
            types: &self.types,
            func_types: &self.func_types,
            globals: &self.globals,
            tables: &self.tables,
            budget,
        };
        let first = self.imports.len();
        let no_hints = body::BranchHints::new();
        let bodies = self
            .bodies
            .par_iter()
            .enumerate()
            .map(|(i, body)| {
                let hints = self.branch_hints.get(&((first + i) as u32)).unwrap_or(&no_hints);
                let decoded = body::decode_body(&context, self.func_types[first + i], body, hints);
                decoded.map_err(|error| match error {
                    BodyError::Invalid(error) => error.into(),
                    BodyError::TooMuch(TooMuch::Module { limit }) => {
                        DecodeError::ModuleTooLarge { bytes: wasm.len(), limit }
                    }
                    BodyError::TooMuch(TooMuch::Function { limit }) => {
                        let function = self.name_of((first + i) as u32);
                        DecodeError::FunctionTooLarge { function, bytes: body::len(body), limit }
                    }
                })
            })
            .collect::<Result<Vec<_>, DecodeError>>()?;

        let imported = self.imports.iter().map(|import| {
            let name = format!("{}.{}", import.module, import.name);
            (Some(name), None)
        });
        let funcs = imported
            .chain(bodies.into_iter().map(|body| (None, Some(body))))
            .zip(&self.func_types)
            .enumerate()
            .map(|(index, ((import_name, body), &ty))| {
                let name = import_name
                    .or_else(|| self.names.remove(&(index as u32)))
                    .unwrap_or_else(|| unnamed(index as u32));
                Function { ty, name, body }
            })
            .collect();
        Ok(Module {
            digest: preheat_formats::Digest::of(wasm),
            types: self.types.types,
            imports: self.imports,
            funcs,
            tables: self.tables,
            memories: self.memories,
            globals: self.globals,
            exports: self.exports,
            start: self.start,
            elements: self.elements,
            data: self.data,
        })
    }
}

fn unnamed(func: u32) -> String {
    format!("func[{func}]")
}

fn export_item(kind: wasmparser::ExternalKind, index: u32) -> ExportItem {
    use wasmparser::ExternalKind;
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => ExportItem::Func(FuncId(index)),
        ExternalKind::Table => ExportItem::Table(TableId(index)),
        ExternalKind::Memory => ExportItem::Memory(MemoryId(index)),
        ExternalKind::Global => ExportItem::Global(GlobalId(index)),
        ExternalKind::Tag => unreachable!("validated without exceptions"),
    }
}

fn read_element(element: wasmparser::Element, globals: &[Global]) -> Result<Element, DecodeError> {
    let kind = match element.kind {
        wasmparser::ElementKind::Passive => ElementKind::Passive,
        wasmparser::ElementKind::Declared => ElementKind::Declared,
        wasmparser::ElementKind::Active { table_index, offset_expr } => ElementKind::Active {
            table: TableId(table_index.unwrap_or(0)),
            offset: const_expr(offset_expr, globals)?,
        },
    };
    let items = match element.items {
        ElementItems::Functions(reader) => reader
            .into_iter()
            .map(|index| Ok(ConstExpr::RefFunc(FuncId(index?))))
            .collect::<Result<_, DecodeError>>()?,
        ElementItems::Expressions(_, reader) => {
            reader.into_iter().map(|expr| const_expr(expr?, globals)).collect::<Result<_, _>>()?
        }
    };
    Ok(Element { kind, items })
}

pub(crate) fn val_type(ty: wasmparser::ValType) -> ValType {
    match ty {
        wasmparser::ValType::I32 => ValType::I32,
        wasmparser::ValType::I64 => ValType::I64,
        wasmparser::ValType::F32 => ValType::F32,
        wasmparser::ValType::F64 => ValType::F64,
        wasmparser::ValType::V128 => ValType::V128,
        wasmparser::ValType::Ref(ty) => ref_type(ty),
    }
}

fn ref_type(ty: wasmparser::RefType) -> ValType {
    if ty.is_func_ref() { ValType::FuncRef } else { ValType::ExternRef }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{BlockType, Instruction as I};

    use super::*;

    const EMPTY: BlockType = BlockType::Empty;

    /// A module of one function `f`, ()->(), with i32 locals.
    fn module(locals: u32, code: &[I]) -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut funcs = wasm_encoder::FunctionSection::new();
        funcs.function(0);
        let mut exports = wasm_encoder::ExportSection::new();
        exports.export("f", wasm_encoder::ExportKind::Func, 0);
        let mut function = wasm_encoder::Function::new([(locals, wasm_encoder::ValType::I32)]);
        for instruction in code {
            function.instruction(instruction);
        }
        function.instruction(&I::End);
        let mut bodies = wasm_encoder::CodeSection::new();
        bodies.function(&function);
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&funcs).section(&exports).section(&bodies);
        module.finish()
    }

    /// What decoding comes to make, in the parts of [`limit`].
    fn parts(locals: u32, code: &[I]) -> u64 {
        let budget = Budget::new(1_000_000_000);
        decode_within(&module(locals, code), &budget).expect("it is within the limits");
        budget.spent()
    }

    fn change(local: u32) -> [I<'static>; 4] {
        [I::LocalGet(local), I::I32Const(1), I::I32Add, I::LocalSet(local)]
    }

    fn read_all(locals: u32) -> Vec<I<'static>> {
        (0..locals).flat_map(|local| [I::LocalGet(local), I::Drop]).collect()
    }

    fn back_if(local: u32) -> [I<'static>; 2] {
        [I::LocalGet(local), I::BrIf(0)]
    }

    /// Of twice as much text twice as much is made.
    #[track_caller]
    fn is_linear(code: impl Fn(u32) -> Vec<I<'static>>) {
        let [small, large] = [200, 400].map(|count| parts(count, &code(count)));
        assert!(large < 2 * small + small / 4, "{small} and {large}");
    }

    #[test]
    fn loops_get_no_parameters_for_what_they_do_not_write() {
        is_linear(|count| {
            let mut code = vec![I::Loop(EMPTY); count as usize];
            code.extend(read_all(count));
            for _ in 0..count {
                code.extend(back_if(0));
                code.push(I::End);
            }
            code
        });
        is_linear(|count| {
            let mut code = vec![];
            for local in 0..count {
                code.push(I::Loop(EMPTY));
                code.extend(change(local));
                code.extend(back_if(local));
                code.push(I::End);
            }
            code.extend(read_all(count));
            code
        });
    }

    #[test]
    fn loops_that_nothing_leads_back_to_get_no_parameters() {
        is_linear(|count| {
            let mut code = vec![I::Loop(EMPTY); count as usize];
            code.extend((0..count).flat_map(change));
            code.extend(vec![I::End; count as usize]);
            code
        });
    }

    #[test]
    fn what_cannot_be_reached_writes_nothing() {
        is_linear(|count| {
            let mut code = vec![I::Loop(EMPTY); count as usize];
            code.extend(read_all(count));
            for _ in 0..count {
                code.extend([I::LocalGet(1), I::If(EMPTY), I::Return]);
                code.extend((0..20).flat_map(change));
                code.push(I::End);
                code.extend(back_if(0));
                code.push(I::End);
            }
            code
        });
    }

    #[test]
    fn blocks_and_ifs_get_no_parameters_for_what_they_do_not_write() {
        is_linear(|count| {
            let mut code = (0..count).flat_map(change).collect::<Vec<_>>();
            for local in 0..count {
                code.push(I::Block(EMPTY));
                code.extend(back_if(0));
                code.extend([I::LocalGet(1), I::If(EMPTY)]);
                code.extend(change(local));
                code.extend([I::Else, I::End, I::End]);
            }
            code.extend(read_all(count));
            code
        });
    }

    #[test]
    fn locals_that_nobody_uses_cost_nothing() {
        let used = [I::LocalGet(40_000), I::Drop];
        assert_eq!(parts(50_000, &used), parts(40_001, &used));
    }

    /// A table of branches to a loop that changes very many locals: each entry passes all of them.
    #[test]
    fn a_function_that_makes_too_much_is_refused_by_its_name() {
        let mut code = vec![I::Loop(EMPTY)];
        code.extend((0..5_000).flat_map(change));
        code.extend([I::LocalGet(0), I::BrTable(vec![0; 5_000].into(), 0), I::End]);
        let wasm = module(5_000, &code);
        let refused = decode(&wasm).expect_err("25 million arguments");
        let DecodeError::FunctionTooLarge { function, limit, .. } = &refused else {
            panic!("{refused}");
        };
        assert_eq!(function, "f");
        assert!(*limit > limit::FUNCTION_PARTS && *limit < limit::FUNCTION_PARTS + 1_000_000);
        assert!(refused.to_string().starts_with("function f is too large: its "), "{refused}");
    }

    #[test]
    fn functions_that_make_too_much_together_are_refused() {
        let wasm = module(1, &[I::LocalGet(0), I::Drop]);
        let spent = parts(1, &[I::LocalGet(0), I::Drop]);
        assert!(decode_within(&wasm, &Budget::of(spent)).is_ok());
        let refused = decode_within(&wasm, &Budget::of(spent - 1));
        let limit = spent - 1;
        assert_eq!(refused.err(), Some(DecodeError::ModuleTooLarge { bytes: wasm.len(), limit }));
    }
}
