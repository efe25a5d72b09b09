//! The `preheat` command; everything is in the library.

#[global_allocator]
static ALLOCATOR: preheat_pipeline::exhaustion::Allocator = preheat_pipeline::exhaustion::Allocator;

fn main() -> std::process::ExitCode {
    preheat_pipeline::main()
}
