//! Modules and functions larger than any that is at hand, to see how compiling grows with size: a real module
//! repeated many times, and single functions of several shapes. What is measured on them is `scale`'s.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ElementSection, Elements, ExportKind, ExportSection, Function,
    FunctionSection, Instruction, MemArg, MemArgTarget, MemorySection, MemoryType, Module,
    TypeSection, ValType,
};
use wasmparser::{ElementItems, Parser};

/// A module with every function of `wasm` so many times: each copy calls its own functions, and all of
/// them can be reached. Only the first is ever run.
pub fn repeated(wasm: &[u8], copies: u32) -> Result<Vec<u8>, Error<Infallible>> {
    let mut module = Module::new();
    let mut repeat = Repeat { copies, copy: 0, imported: 0, defined: 0 };
    utils::parse_core_module(&mut repeat, &mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Repeat {
    copies: u32,
    /// The copy that is being written; the first is 0.
    copy: u32,
    imported: u32,
    /// Functions of one copy.
    defined: u32,
}

impl Reencode for Repeat {
    type Error = Infallible;

    fn function_index(&mut self, func: u32) -> Result<u32, Error<Infallible>> {
        Ok(if func < self.imported { func } else { func + self.copy * self.defined })
    }

    fn parse_import_section(
        &mut self,
        imports: &mut wasm_encoder::ImportSection,
        section: wasmparser::ImportSectionReader,
    ) -> Result<(), Error<Infallible>> {
        let is_function = |import: &wasmparser::Result<wasmparser::Import>| matches!(import, Ok(import) if matches!(import.ty, wasmparser::TypeRef::Func(_)));
        self.imported = section.clone().into_imports().filter(is_function).count() as u32;
        utils::parse_import_section(self, imports, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader,
    ) -> Result<(), Error<Infallible>> {
        self.defined = section.count();
        for _ in 0..self.copies {
            utils::parse_function_section(self, functions, section.clone())?;
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_export_section(self, exports, section.clone())?;
        for copy in 1..self.copies {
            self.copy = copy;
            for export in section.clone() {
                let export = export?;
                if export.kind == wasmparser::ExternalKind::Func {
                    let func = self.function_index(export.index)?;
                    exports.export(&format!("{} {copy}", export.name), ExportKind::Func, func);
                }
            }
        }
        self.copy = 0;
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        section: wasmparser::ElementSectionReader,
    ) -> Result<(), Error<Infallible>> {
        utils::parse_element_section(self, elements, section.clone())?;
        for copy in 1..self.copies {
            self.copy = copy;
            for element in section.clone() {
                let ElementItems::Functions(items) = element?.items else { continue };
                let funcs = items.into_iter().map(|func| self.function_index(func?));
                let funcs = funcs.collect::<Result<Vec<u32>, _>>()?;
                elements.passive(Elements::Functions(funcs.into()));
            }
        }
        self.copy = 0;
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader,
    ) -> Result<(), Error<Infallible>> {
        for copy in 0..self.copies {
            self.copy = copy;
            utils::parse_code_section(self, code, section.clone())?;
        }
        self.copy = 0;
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader,
    ) -> Result<(), Error<Infallible>> {
        // Names would be those of the first copy only.
        Ok(())
    }
}

/// What a large function is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Arithmetic on locals, no control flow.
    Straight,
    /// One `if` after the other, each on what was computed before.
    Branches,
    /// A loop around a switch with as many cases as fit, as in an interpreter.
    Interpreter,
    /// Loads and stores at computed addresses.
    Memory,
    /// Loops nested ten deep, one nest after the other.
    Loops,
}

impl Shape {
    pub const ALL: [Shape; 5] =
        [Shape::Straight, Shape::Branches, Shape::Interpreter, Shape::Memory, Shape::Loops];

    pub fn name(self) -> &'static str {
        match self {
            Shape::Straight => "straight line",
            Shape::Branches => "branches",
            Shape::Interpreter => "interpreter",
            Shape::Memory => "memory",
            Shape::Loops => "loops",
        }
    }
}

const LOCALS: u32 = 16;

/// A module whose one function has at least `bytes` of code, and is exported as `f` (i32) -> i32.
pub fn function(shape: Shape, bytes: usize) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut functions = FunctionSection::new();
    functions.function(0);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("f", ExportKind::Func, 0);
    let mut code = CodeSection::new();
    code.function(&body(shape, bytes));
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&memories).section(&exports).section(&code);
    module.finish()
}

fn body(shape: Shape, bytes: usize) -> Function {
    let mut body = Function::new([(LOCALS, ValType::I32)]);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    match shape {
        Shape::Interpreter => interpreter(&mut body, bytes, &mut random),
        _ => {
            while body.byte_len() < bytes {
                piece(shape, &mut body, &mut random);
            }
        }
    }
    body.instructions().local_get(1).end();
    body
}

fn piece(shape: Shape, body: &mut Function, random: &mut Random) {
    let mut code = body.instructions();
    match shape {
        Shape::Straight | Shape::Interpreter => {}
        Shape::Branches => {
            code.local_get(random.local()).i32_const(random.below(1000)).i32_lt_u();
            code.if_(BlockType::Empty);
        }
        Shape::Memory => {
            let offset = 8 * u64::from(random.local());
            let at = MemArg { offset, align: 2, target: MemArgTarget::Memory(0), ordering: None };
            let address = random.local();
            code.local_get(address).i32_const(0xfff).i32_and().i32_load(at);
            code.local_set(random.local());
            code.local_get(address).i32_const(0xff0).i32_and();
            code.local_get(random.local()).i32_store(at);
        }
        Shape::Loops => {
            const DEPTH: usize = 10;
            for _ in 0..DEPTH {
                code.loop_(BlockType::Empty);
            }
            for _ in 0..DEPTH {
                arithmetic(body, random);
                body.instructions().local_get(random.local()).br_if(0).end();
            }
            return;
        }
    }
    arithmetic(body, random);
    if shape == Shape::Branches {
        body.instruction(&Instruction::End);
    }
}

/// A local becomes a function of two others and a number.
fn arithmetic(body: &mut Function, random: &mut Random) {
    let (a, b, to) = (random.local(), random.local(), random.local());
    let mut code = body.instructions();
    code.local_get(a).local_get(b);
    match random.below(5) {
        0 => code.i32_add(),
        1 => code.i32_mul(),
        2 => code.i32_xor(),
        3 => code.i32_rotl(),
        _ => code.i32_sub(),
    };
    code.i32_const(random.below(100_000)).i32_add().local_set(to);
}

/// Each case computes something and chooses the next one.
fn interpreter(body: &mut Function, bytes: usize, random: &mut Random) {
    const CASE_BYTES: usize = 40;
    let cases = (bytes / CASE_BYTES).max(1) as u32;
    // Case i ends the block at depth i.
    let targets: Vec<u32> = (0..cases).collect();
    body.instructions().block(BlockType::Empty).loop_(BlockType::Empty);
    for _ in 0..cases {
        body.instruction(&Instruction::Block(BlockType::Empty));
    }
    body.instructions().local_get(1).br_table(targets, cases + 1);
    for case in 0..cases {
        body.instruction(&Instruction::End);
        for _ in 0..3 {
            arithmetic(body, random);
        }
        body.instructions().br(cases - case - 1);
    }
    body.instructions().end().end();
}

/// Numbers that are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as i32 % limit
    }

    fn local(&mut self) -> u32 {
        self.below(LOCALS as i32 + 1) as u32
    }
}
