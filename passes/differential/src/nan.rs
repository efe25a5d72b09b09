//! Makes every NaN that an instruction of a module makes the canonical one, where the generator does not see
//! to it: what bits such a NaN has is not part of the semantics, and would look like a difference.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function, Ieee32, Ieee64, Instruction, Module, ValType};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

const NAN_32: u32 = 0x7fc0_0000;
const NAN_64: u64 = 0x7ff8 << 48;

/// The same module, but for such NaNs.
pub fn canonicalize(wasm: &[u8]) -> Vec<u8> {
    let mut canonicalizer = Canonicalizer::default();
    let mut types = vec![];
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.expect("the generator's modules are valid") {
            Payload::TypeSection(reader) => {
                let params = |ty: wasmparser::FuncType| ty.params().len() as u32;
                let all = reader.into_iter_err_on_gc_types();
                types = all.map(|ty| params(ty.expect("valid"))).collect();
            }
            Payload::FunctionSection(reader) => {
                let params = reader.into_iter().map(|ty| types[ty.expect("valid") as usize]);
                canonicalizer.params = params.collect();
            }
            _ => {}
        }
    }
    let mut module = Module::new();
    let done = canonicalizer.parse_core_module(&mut module, Parser::new(0), wasm);
    done.expect("the generator's modules are valid");
    module.finish()
}

#[derive(Default)]
struct Canonicalizer {
    /// Number of parameters of each function with a body.
    params: Vec<u32>,
    done: usize,
}

/// What a made value may be.
enum Float {
    F32,
    F64,
    F32x4,
    F64x2,
}

impl Reencode for Canonicalizer {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let mut locals = vec![];
        for local in body.get_locals_reader()? {
            let (count, ty) = local?;
            locals.push((count, self.val_type(ty)?));
        }
        let first = self.params[self.done] + locals.iter().map(|(count, _)| count).sum::<u32>();
        self.done += 1;
        locals.extend([(1, ValType::F32), (1, ValType::F64), (1, ValType::V128)]);
        let mut function = Function::new(locals);
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let operator = reader.read()?;
            let made = made(&operator);
            function.instruction(&self.instruction(operator)?);
            if let Some(made) = made {
                made.canonicalize(first, &mut function);
            }
        }
        code.function(&function);
        Ok(())
    }
}

/// The floats that an instruction makes which the generator leaves as they are.
fn made(operator: &Operator) -> Option<Float> {
    use Operator::*;
    Some(match operator {
        F32DemoteF64 => Float::F32,
        F64PromoteF32 => Float::F64,
        F32x4DemoteF64x2Zero | F32x4RelaxedMadd | F32x4RelaxedNmadd | F32x4RelaxedMin
        | F32x4RelaxedMax => Float::F32x4,
        F64x2PromoteLowF32x4 | F64x2RelaxedMadd | F64x2RelaxedNmadd | F64x2RelaxedMin
        | F64x2RelaxedMax => Float::F64x2,
        _ => return None,
    })
}

impl Float {
    /// The value on the stack, or NaN if it does not equal itself. `first` is a local for each type.
    fn canonicalize(&self, first: u32, function: &mut Function) {
        use Instruction::{LocalGet, LocalTee, Select, V128Bitselect, V128Const};
        let wide = |nan: u64| i128::from(nan) << 64 | i128::from(nan);
        let nan_32 = u64::from(NAN_32) << 32 | u64::from(NAN_32);
        let (local, nan, equal, choose) = match self {
            Float::F32 => {
                (first, Instruction::F32Const(Ieee32::new(NAN_32)), Instruction::F32Eq, Select)
            }
            Float::F64 => {
                (first + 1, Instruction::F64Const(Ieee64::new(NAN_64)), Instruction::F64Eq, Select)
            }
            Float::F32x4 => {
                (first + 2, V128Const(wide(nan_32)), Instruction::F32x4Eq, V128Bitselect)
            }
            Float::F64x2 => {
                (first + 2, V128Const(wide(NAN_64)), Instruction::F64x2Eq, V128Bitselect)
            }
        };
        let compare = [LocalTee(local), nan, LocalGet(local), LocalGet(local), equal, choose];
        for instruction in &compare {
            function.instruction(instruction);
        }
    }
}

#[cfg(test)]
mod tests {
    use preheat_loader::{Artifact, Bits, Instance, Setting, try_build};

    use super::*;

    /// A NaN with a payload becomes the canonical one, and a number stays.
    #[test]
    fn made_nans_are_canonical() {
        let wasm = preheat_loader::wasm(
            r#"(module
                (func (export "promote") (param f32) (result f64) (local i32)
                    (f64.promote_f32 (local.get 0)))
                (func (export "fma") (param v128) (result v128)
                    (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0))))"#,
        );
        let load = |wasm: &[u8]| {
            let file = try_build(wasm, Setting::PLAIN, None).expect("it compiles");
            Instance::load(&Artifact::open(file), vec![])
        };
        let mut plain = load(&wasm);
        assert_eq!(plain.call1("promote", &[0xffc1_2345]), Ok(0xfff8_2468_a000_0000));
        let mut instance = load(&canonicalize(&wasm));
        let nan = Bits::from(NAN_64);
        assert_eq!(instance.call1("promote", &[0xffc1_2345]), Ok(nan));
        let half = Bits::from(0.5f32.to_bits());
        assert_eq!(instance.call1("promote", &[half]), Ok(0.5f64.to_bits().into()));
        let lanes = instance.call1("fma", &[0xffff_ffff << 64 | half]);
        assert_eq!(lanes, Ok(Bits::from(NAN_32) << 64 | Bits::from(0.75f32.to_bits())));
    }
}
