//! Runs a guest program in a sandbox. Reads a module of WebAssembly text, whose first comments say what is to be called:
//!
//!     ;; fuel 5000000          each of the following calls may use so much
//!     ;; call NAME ARGUMENT... calls an exported function with integers or decimal fractions, as its type asks for
//!     (module ...)
//!
//! and writes for each call what the guest told the host (its import `host.log`, of an i64), then the results or the
//! trap, and the fuel used. The guest keeps its memory from call to call. wat makes the binary, wasmi runs it.

use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::process::ExitCode;

use wasmi::{
    Caller, Config, Engine, Error, Extern, Func, Instance, Module, Store, TrapCode, Val, ValType,
};

/// What the guest told since the last call, as text.
type Log = String;

fn main() -> ExitCode {
    let mut config = Config::default();
    config.consume_fuel(true);
    let engine = Engine::new(&config);
    let mut request = String::new();
    if let Err(error) = io::stdin().read_to_string(&mut request) {
        eprintln!("wasmi: stdin cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    match run(&engine, &request) {
        Ok(response) => match io::stdout().write_all(response.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("wasmi: stdout cannot be written: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("wasmi: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(engine: &Engine, request: &str) -> Result<String, String> {
    let binary = wat::parse_str(request).map_err(|error| error.to_string())?;
    let module = Module::new(engine, &binary).map_err(|error| error.to_string())?;
    let mut response = format!("module of {} bytes\n", binary.len());

    let mut store = Store::new(engine, Log::new());
    let mut fuel = 1_000_000;
    refuel(&mut store, fuel)?;
    let instance = instantiate(&mut store, &module)?;
    for line in request.lines().map_while(|line| line.strip_prefix(";;")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["fuel", amount] => {
                fuel = amount.parse().map_err(|_| format!("'{amount}' is no amount of fuel"))?;
            }
            ["call", name, arguments @ ..] => {
                refuel(&mut store, fuel)?;
                let outcome = call(&mut store, &instance, name, arguments)?;
                let used = fuel - store.get_fuel().map_err(|error| error.to_string())?;
                response += &std::mem::take(store.data_mut());
                let arguments = arguments.join(", ");
                let _ = writeln!(response, "{name}({arguments}) {outcome}; fuel {used}");
            }
            _ => {}
        }
    }
    Ok(response)
}

fn refuel(store: &mut Store<Log>, fuel: u64) -> Result<(), String> {
    store.set_fuel(fuel).map_err(|error| error.to_string())
}

/// The only thing that a guest can have of this host is its log.
fn instantiate(store: &mut Store<Log>, module: &Module) -> Result<Instance, String> {
    let log = Func::wrap(&mut *store, |mut caller: Caller<'_, Log>, value: i64| {
        let _ = writeln!(caller.data_mut(), "  log {value}");
    });
    let mut imports = Vec::new();
    for import in module.imports() {
        match (import.module(), import.name()) {
            ("host", "log") => imports.push(Extern::Func(log)),
            (module, name) => return Err(format!("there is no {module}.{name} to import")),
        }
    }
    Instance::new(store, module, &imports).map_err(|error| error.to_string())
}

/// The results, or the trap that ended the call: both are answers.
fn call(
    store: &mut Store<Log>,
    instance: &Instance,
    name: &str,
    words: &[&str],
) -> Result<String, String> {
    let function = instance
        .get_func(&*store, name)
        .ok_or_else(|| format!("the guest exports no function '{name}'"))?;
    let ty = function.ty(&*store);
    if ty.params().len() != words.len() {
        return Err(format!("'{name}' takes {} arguments", ty.params().len()));
    }
    let arguments = (ty.params().iter().zip(words))
        .map(|(ty, word)| argument(*ty, word).ok_or_else(|| format!("'{word}' is no {ty:?}")))
        .collect::<Result<Vec<Val>, String>>()?;
    let mut results: Vec<Val> = ty.results().iter().map(|ty| Val::default_for_ty(*ty)).collect();
    match function.call(&mut *store, &arguments, &mut results) {
        Ok(()) => Ok(format!("= {}", results.iter().map(show).collect::<Vec<_>>().join(", "))),
        Err(error) => Ok(format!("trapped: {}", reason(&error))),
    }
}

fn argument(ty: ValType, word: &str) -> Option<Val> {
    match ty {
        ValType::I32 => word.parse().ok().map(Val::I32),
        ValType::I64 => word.parse().ok().map(Val::I64),
        ValType::F64 => word.parse::<f64>().ok().map(|value| Val::F64(value.into())),
        _ => None,
    }
}

fn show(value: &Val) -> String {
    match value {
        Val::I32(value) => value.to_string(),
        Val::I64(value) => value.to_string(),
        Val::F64(value) => format!("{:.6}", f64::from(*value)),
        other => format!("a {:?}", other.ty()),
    }
}

fn reason(error: &Error) -> String {
    match error.as_trap_code() {
        Some(TrapCode::OutOfFuel) => "the fuel is used up".to_owned(),
        Some(code) => code.trap_message().to_owned(),
        None => error.to_string(),
    }
}
