//! Code between compiled functions and the agent: entries, which the agent calls, and the bodies of
//! imported functions, which call the agent. Both pass values in 16-byte slots.

use cranelift_codegen::ir::{self as clif, AbiParam, Function, InstBuilder as _, Signature, types};
use cranelift_codegen::isa::CallConv;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::FuncId;

use super::error::EmitError;
use super::setting::Setting;
use super::writer::{Writer, signature};

/// The code of an imported function: asks the agent to call the host.
pub(super) fn emit_import(
    setting: &Setting,
    function: &mut Function,
    func: FuncId,
) -> Result<(), EmitError> {
    let ty = setting.module.func_type(func);
    function.signature = signature(setting, ty);
    let mut code = Writer::new(setting, function);
    let params = start(&mut code);
    let (m, results, args) = split(&params, ty.results.len());

    let room = code.stack_slots(ty.params.len().max(ty.results.len()).max(1));
    let slots = code.ins().stack_addr(types::I64, room, 0);
    for (index, &arg) in args.iter().enumerate() {
        code.store_slot(arg, slots, index);
    }
    let import = code.iconst(types::I32, u64::from(func.0));
    code.call_builtin(m, Builtin::HostCall, &[import, slots], None);
    let values: Vec<clif::Value> =
        ty.results.iter().enumerate().map(|(i, &ty)| code.load_slot(ty, slots, i)).collect();
    match results {
        None => {
            code.ins().return_(&values);
        }
        Some(results) => {
            for (index, &value) in values.iter().enumerate() {
                code.store_slot(value, results, index);
            }
            code.ins().return_(&[]);
        }
    }
    Ok(())
}

/// The entry of a function: `fn(M, slots)`. Arguments are read before results are written to the same
/// slots.
pub(super) fn emit_entry(
    setting: &Setting,
    function: &mut Function,
    func: FuncId,
) -> Result<(), EmitError> {
    let ty = setting.module.func_type(func);
    function.signature = Signature::new(CallConv::SystemV);
    function.signature.params.extend([AbiParam::new(types::I64); 2]);
    let mut code = Writer::new(setting, function);
    let params = start(&mut code);
    let (m, slots) = (params[0], params[1]);

    let mut args = vec![m];
    if ty.results.len() > 1 {
        args.push(slots);
    }
    for (index, &param) in ty.params.iter().enumerate() {
        let arg = code.load_slot(param, slots, index);
        args.push(arg);
    }
    let callee = code.callee(func);
    let call = code.ins().call(callee, &args);
    if let Some(&result) = code.at.func.dfg.inst_results(call).first() {
        code.store_slot(result, slots, 0);
    }
    code.ins().return_(&[]);
    Ok(())
}

/// Begins the first block; its parameters are the function's.
pub(super) fn start(code: &mut Writer) -> Vec<clif::Value> {
    let block = code.new_block();
    code.position(block);
    let types: Vec<_> = code.at.func.signature.params.iter().map(|p| p.value_type).collect();
    types.into_iter().map(|ty| code.at.func.dfg.append_block_param(block, ty)).collect()
}

/// Parameters as [`signature`] has them: M, the place for several results, the arguments.
pub(super) fn split(
    params: &[clif::Value],
    results: usize,
) -> (clif::Value, Option<clif::Value>, &[clif::Value]) {
    let (m, rest) = params.split_first().expect("M is the first parameter of all code");
    match rest {
        [results_at, args @ ..] if results > 1 => (*m, Some(*results_at), args),
        args => (*m, None, args),
    }
}
