//! The `preheat` command; everything is in the library.

use preheat_pipeline::exhaustion::Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

fn main() -> std::process::ExitCode {
    preheat_cli::main()
}
