//! WebAssembly binary → IR. Everything that makes a module invalid or unsupported is found here,
//! before anything is built from it; what an instruction means is left to the emitters.
//!
//! The module is first validated whole (`wasmparser`), then read section by section ([`sections`]) and
//! function by function ([`body`], with SSA construction in [`ssa`] and tidied, [`crate::ir::tidy`]). How
//! large the IR may become is [`limit`]'s to say.

mod ahead;
mod ancestry;
mod body;
mod const_expr;
mod context;
mod error;
mod features;
mod limit;
mod sections;
mod simd;
mod ssa;

use wasmparser::Parser;

pub use error::DecodeError;
use limit::Budget;
use sections::Sections;

use crate::ir::Module;

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
