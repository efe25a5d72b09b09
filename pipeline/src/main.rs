//! The `preheat` command; everything is in the library.

fn main() -> std::process::ExitCode {
    preheat_pipeline::main()
}
