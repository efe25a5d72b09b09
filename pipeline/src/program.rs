//! Whether a module is a program that the agent can start: it imports only what there is, and has a start.
//! Found out before the module is compiled, which can take minutes. The agent checks again, for it may be
//! given any artifact.

use std::fmt;

use preheat_formats::imports::{self, START, WASI};
use preheat_formats::types::FuncType;
use preheat_passes::ir::{ExportItem, FuncId, FuncImport, Module};

/// So many imports or exports are named; of more, the number is told.
const NAMED: usize = 5;
/// So many characters of a name or type are shown.
const LONGEST: usize = 80;

/// Why a module cannot be run as a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAProgram {
    /// Imports that there are not, or not with this type.
    imports: Vec<Import>,
    start: Option<NoStart>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Import {
    module: String,
    name: String,
    ty: FuncType,
    /// The type that it would have to have, if there is such a function.
    expected: Option<FuncType>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum NoStart {
    /// Nothing has this name; the functions that are exported instead.
    Missing(Vec<String>),
    Type(FuncType),
    NotAFunction,
}

/// Checks a module, before it is compiled.
pub fn check(module: &Module) -> Result<(), NotAProgram> {
    let found = NotAProgram { imports: wrong_imports(module), start: missing_start(module) };
    if found.imports.is_empty() && found.start.is_none() { Ok(()) } else { Err(found) }
}

fn wrong_imports(module: &Module) -> Vec<Import> {
    let wrong = |(func, import): (FuncId, &FuncImport)| {
        let ty = module.func_type(func);
        let expected = imports::offered(&import.module, &import.name);
        (expected.as_ref() != Some(ty)).then(|| Import {
            module: import.module.clone(),
            name: import.name.clone(),
            ty: ty.clone(),
            expected,
        })
    };
    (0..).map(FuncId).zip(&module.imports).filter_map(wrong).collect()
}

fn missing_start(module: &Module) -> Option<NoStart> {
    match module.exports.iter().find(|export| export.name == START).map(|export| export.item) {
        Some(ExportItem::Func(func)) => {
            let ty = module.func_type(func);
            (*ty != imports::nothing()).then(|| NoStart::Type(ty.clone()))
        }
        Some(_) => Some(NoStart::NotAFunction),
        None => {
            let functions =
                module.exports.iter().filter(|export| matches!(export.item, ExportItem::Func(_)));
            Some(NoStart::Missing(functions.map(|export| export.name.clone()).collect()))
        }
    }
}

impl fmt::Display for NotAProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unknown, other): (Vec<&Import>, Vec<&Import>) =
            self.imports.iter().partition(|import| import.expected.is_none());
        let mut wrong = Vec::new();
        if !unknown.is_empty() {
            wrong.push(format!(
                "it imports {}, and there are only WASI preview 1 (`{WASI}`), `preheat.ready`, `bench.start` and \
                 `bench.end`",
                list(&unknown, |import| import.to_string())
            ));
        }
        if !other.is_empty() {
            let list = list(&other, |import| {
                let expected = import.expected.as_ref().map(FuncType::to_string);
                format!("{import}, which is {}", short(&expected.unwrap_or_default()))
            });
            wrong.push(format!("it imports {list}"));
        }
        match &self.start {
            None => {}
            Some(NoStart::Missing(others)) if others.is_empty() => {
                wrong.push(format!("it exports no function `{START}`, nor any other"));
            }
            Some(NoStart::Missing(others)) => {
                let others = list(others, |name| format!("`{}`", short(name)));
                wrong.push(format!("it exports no function `{START}`, only {others}"));
            }
            Some(NoStart::Type(ty)) => {
                let (found, right) = (short(&ty.to_string()), imports::nothing());
                wrong.push(format!("its `{START}` is {found}, and has to be {right}"));
            }
            Some(NoStart::NotAFunction) => wrong.push(format!("its `{START}` is not a function")),
        }
        write!(f, "cannot be run: {}; {}", wrong.join("; "), self.advice())
    }
}

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = format!("{}.{}", self.module, self.name);
        write!(f, "`{}` {}", short(&name), short(&self.ty.to_string()))
    }
}

/// Which imports a maker's modules have, and what to do instead.
type Maker = (fn(&Import) -> bool, &'static str);

/// The first that knows one of the imports counts.
const MAKERS: [Maker; 7] = [
    (
        |import| import.module == "wbg" || import.module.contains("wbindgen"),
        "it was made for JavaScript by wasm-bindgen: build it for wasm32-wasip1, without wasm-bindgen",
    ),
    (
        |import| import.module == "go" || import.module == "gojs",
        "it was made for JavaScript by Go: build it with GOOS=wasip1 GOARCH=wasm",
    ),
    (
        |import| {
            let of_emscripten =
                ["emscripten_", "_emscripten_", "_embind_", "__syscall_", "invoke_"];
            let minified = import.module == "a" && import.name.len() <= 2;
            minified || of_emscripten.iter().any(|start| import.name.starts_with(start))
        },
        "it was made for JavaScript by Emscripten: link it with -sSTANDALONE_WASM, or build it with wasi-sdk",
    ),
    (
        |import| import.module == "wasi_unstable",
        "it was made for an older WASI: build it for wasm32-wasip1, with a newer compiler",
    ),
    (
        |import| import.module.starts_with("wasi:"),
        "it is a part of a component (WASI preview 2): build it for wasm32-wasip1",
    ),
    (
        |import| import.module == "wasi" || import.module.starts_with("wasix"),
        "it was made for threads or WASIX: build it for wasm32-wasip1",
    ),
    (
        |import| import.module == "env",
        "what comes from `env` its linker did not find, or another host brings it: build it for wasm32-wasip1, with \
         all its libraries",
    ),
];

impl NotAProgram {
    fn advice(&self) -> &'static str {
        let made = |(makes, _): &&Maker| self.imports.iter().any(makes);
        match MAKERS.iter().find(made) {
            Some((_, advice)) => advice,
            None if self.start.is_some() => {
                "build it for wasm32-wasip1 as a program with a `main`, not as a library or reactor"
            }
            None => "build it for wasm32-wasip1",
        }
    }
}

/// `a, b and 3 more`
fn list<T>(items: &[T], name: impl Fn(&T) -> String) -> String {
    let mut text: Vec<String> = items.iter().take(NAMED).map(name).collect();
    if items.len() > NAMED {
        text.push(format!("{} more", items.len() - NAMED));
    }
    match text.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => text.concat(),
    }
}

/// What a module calls something may be long, and hold anything.
fn short(text: &str) -> String {
    let mut chars = text.chars();
    let mut start: String = chars.by_ref().take(LONGEST).flat_map(char::escape_debug).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests {
    use preheat_passes::decode::decode;

    use super::*;

    fn refusal(text: &str) -> String {
        let module = decode(&wat::parse_str(text).unwrap()).unwrap();
        check(&module).map_or_else(|refused| refused.to_string(), |()| "none".into())
    }

    #[test]
    fn programs_pass() {
        let program = r#"(module
            (import "wasi_snapshot_preview1" "fd_seek" (func (param i32 i64 i32 i32) (result i32)))
            (import "preheat" "ready" (func))
            (func (export "_start")))"#;
        assert_eq!(refusal(program), "none");
    }

    #[test]
    fn what_is_there_and_what_there_would_have_to_be_is_said() {
        let wrong_type = r#"(module
            (import "wasi_snapshot_preview1" "proc_exit" (func (param i64)))
            (func (export "_start") (param i32) (result i32) (local.get 0)))"#;
        assert_eq!(
            refusal(wrong_type),
            "cannot be run: it imports `wasi_snapshot_preview1.proc_exit` (i64) -> (), which is (i32) -> (); its \
             `_start` is (i32) -> (i32), and has to be () -> (); build it for wasm32-wasip1 as a program with a \
             `main`, not as a library or reactor"
        );
        let many: String =
            (0..7).map(|n| format!(r#"(import "env" "f{n}" (func (param i32)))"#)).collect();
        assert_eq!(
            refusal(&format!(r#"(module {many} (func (export "go")) (func (export "on")))"#)),
            "cannot be run: it imports `env.f0` (i32) -> (), `env.f1` (i32) -> (), `env.f2` (i32) -> (), `env.f3` \
             (i32) -> (), `env.f4` (i32) -> () and 2 more, and there are only WASI preview 1 \
             (`wasi_snapshot_preview1`), `preheat.ready`, `bench.start` and `bench.end`; it exports no function \
             `_start`, only `go` and `on`; what comes from `env` its linker did not find, or another host brings \
             it: build it for wasm32-wasip1, with all its libraries"
        );
        let library = r#"(module (memory (export "_start") 1))"#;
        assert!(
            refusal(library).contains("its `_start` is not a function"),
            "{}",
            refusal(library)
        );
        assert!(refusal("(module)").contains("no function `_start`, nor any other"));
    }

    #[test]
    fn makers_are_told_by_what_they_import() {
        for (module, name, word) in [
            ("wbg", "__wbg_log_1", "wasm-bindgen"),
            ("gojs", "runtime.wasmExit", "GOOS=wasip1"),
            ("env", "emscripten_resize_heap", "Emscripten"),
            ("a", "b", "Emscripten"),
            ("wasi_unstable", "fd_read", "older WASI"),
            ("wasi:cli/stdout@0.2.0", "get-stdout", "preview 2"),
            ("wasi", "thread-spawn", "threads"),
            ("wasi_snapshot_preview1", "sock_open", "wasm32-wasip1"),
        ] {
            let text =
                format!(r#"(module (import "{module}" "{name}" (func)) (func (export "_start")))"#);
            assert!(refusal(&text).contains(word), "{module}.{name}: {}", refusal(&text));
        }
    }

    #[test]
    fn names_cannot_take_over_a_terminal_or_fill_it() {
        let long = "x".repeat(10_000);
        let text =
            format!(r#"(module (import "env" "\1b[2J{long}" (func)) (func (export "\0a{long}")))"#);
        let message = refusal(&text);
        assert!(!message.contains(['\x1b', '\n']) && message.len() < 700, "{message}");
    }
}
