//! The sections of a module, read one after the other, and then its functions, in parallel.

use std::collections::HashMap;

use rayon::prelude::*;
use wasmparser::{ElementItems, FunctionBody, KnownCustom, Name, Payload, TypeRef};

use super::body::{self, BodyError};
use super::const_expr::const_expr;
use super::context::{Context, TypeTable, ref_type, val_type};
use super::error::DecodeError;
use super::limit::{Budget, TooMuch};
use crate::ir::{
    ConstExpr, Data, DataKind, Element, ElementKind, Export, ExportItem, FuncId, FuncImport,
    FuncType, Function, Global, GlobalId, Hint, Memory, MemoryId, Module, Table, TableId, TypeId,
};

/// What has been read so far; types by the module's own numbers, functions without names.
#[derive(Default)]
pub(super) struct Sections<'a> {
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

impl<'a> Sections<'a> {
    pub fn read(&mut self, payload: Payload<'a>) -> Result<(), DecodeError> {
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

    pub fn into_module(mut self, wasm: &[u8], budget: &Budget) -> Result<Module, DecodeError> {
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
                let mut decoded =
                    body::decode_body(&context, self.func_types[first + i], body, hints);
                if let Ok(body) = &mut decoded {
                    body.set_origins(FuncId((first + i) as u32));
                }
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
                Function::new(ty, name, body)
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
            order: Vec::new(),
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
