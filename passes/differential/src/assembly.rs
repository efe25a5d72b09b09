//! A module that is put together piece by piece, in any order.

use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction as I, MemorySection, MemoryType, Module, RefType, TableSection, TableType,
    TypeSection, ValType,
};

#[derive(Default)]
pub struct Assembly {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    imports: Vec<(&'static str, u32)>,
    /// Type and code; none: not yet.
    funcs: Vec<(u32, Option<Function>)>,
    tables: Vec<(u32, u32)>,
    memories: Vec<(u32, u32)>,
    globals: Vec<(ValType, ConstExpr)>,
    exports: Vec<(String, ExportKind, u32)>,
    elements: Vec<(u32, u32, Vec<u32>)>,
    data: Vec<(u32, u32, Vec<u8>)>,
    passive: Vec<Vec<u8>>,
}

impl Assembly {
    pub fn ty(&mut self, params: &[ValType], results: &[ValType]) -> u32 {
        let ty = (params.to_vec(), results.to_vec());
        let known = self.types.iter().position(|other| *other == ty);
        known.unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        }) as u32
    }

    /// A function of the host `host`; before all others.
    pub fn import(&mut self, name: &'static str, ty: u32) -> u32 {
        assert!(self.funcs.is_empty(), "imports come first");
        self.imports.push((name, ty));
        self.imports.len() as u32 - 1
    }

    /// A function that is defined later.
    pub fn declare(&mut self, ty: u32) -> u32 {
        self.funcs.push((ty, None));
        (self.imports.len() + self.funcs.len()) as u32 - 1
    }

    /// The code of a function, but for its end.
    pub fn define(&mut self, func: u32, locals: &[ValType], code: &[I<'static>]) {
        let mut function = Function::new_with_locals_types(locals.iter().copied());
        for instruction in code {
            function.instruction(instruction);
        }
        function.instruction(&I::End);
        self.funcs[func as usize - self.imports.len()].1 = Some(function);
    }

    pub fn func(&mut self, ty: u32, locals: &[ValType], code: &[I<'static>]) -> u32 {
        let func = self.declare(ty);
        self.define(func, locals, code);
        func
    }

    pub fn export(&mut self, name: &str, kind: ExportKind, index: u32) {
        self.exports.push((name.to_owned(), kind, index));
    }

    pub fn table(&mut self, min: u32, max: u32) -> u32 {
        self.tables.push((min, max));
        self.tables.len() as u32 - 1
    }

    /// In pages.
    pub fn memory(&mut self, min: u32, max: u32) -> u32 {
        self.memories.push((min, max));
        self.memories.len() as u32 - 1
    }

    pub fn global(&mut self, ty: ValType, init: ConstExpr) -> u32 {
        self.globals.push((ty, init));
        self.globals.len() as u32 - 1
    }

    /// Functions in a table from this entry on.
    pub fn elements(&mut self, table: u32, at: u32, funcs: Vec<u32>) {
        self.elements.push((table, at, funcs));
    }

    /// Bytes in a memory from this address on.
    pub fn data(&mut self, memory: u32, at: u32, bytes: Vec<u8>) {
        self.data.push((memory, at, bytes));
    }

    /// The index of a segment that is copied by instructions. Segments of these come first.
    pub fn passive(&mut self, bytes: Vec<u8>) -> u32 {
        self.passive.push(bytes);
        self.passive.len() as u32 - 1
    }

    pub fn finish(self) -> Vec<u8> {
        let mut types = TypeSection::new();
        for (params, results) in self.types {
            types.ty().function(params, results);
        }
        let mut imports = ImportSection::new();
        for &(name, ty) in &self.imports {
            imports.import("host", name, EntityType::Function(ty));
        }
        let (mut funcs, mut code) = (FunctionSection::new(), CodeSection::new());
        for (ty, function) in self.funcs {
            funcs.function(ty);
            code.function(&function.expect("what is declared is defined"));
        }
        let mut tables = TableSection::new();
        for (min, max) in self.tables {
            tables.table(TableType {
                element_type: RefType::FUNCREF,
                table64: false,
                minimum: min.into(),
                maximum: Some(max.into()),
                shared: false,
            });
        }
        let mut memories = MemorySection::new();
        for (min, max) in self.memories {
            memories.memory(MemoryType {
                minimum: min.into(),
                maximum: Some(max.into()),
                memory64: false,
                shared: false,
                page_size_log2: None,
            });
        }
        let mut globals = GlobalSection::new();
        for (val_type, init) in self.globals {
            globals.global(GlobalType { val_type, mutable: true, shared: false }, &init);
        }
        let mut exports = ExportSection::new();
        for (name, kind, index) in &self.exports {
            exports.export(name, *kind, *index);
        }
        let mut elements = ElementSection::new();
        for (table, at, funcs) in self.elements {
            let at = ConstExpr::i32_const(at as i32);
            elements.active(Some(table), &at, Elements::Functions(funcs.into()));
        }
        let count = (self.passive.len() + self.data.len()) as u32;
        let mut data = DataSection::new();
        for bytes in self.passive {
            data.passive(bytes);
        }
        for (memory, at, bytes) in self.data {
            data.active(memory, &ConstExpr::i32_const(at as i32), bytes);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&funcs).section(&tables);
        module.section(&memories).section(&globals).section(&exports).section(&elements);
        module.section(&DataCountSection { count }).section(&code).section(&data);
        module.finish()
    }
}
