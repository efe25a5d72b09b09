//! LLVM's own switches for what is wrong in it, or of no use here, and can be left out.

use llvm_sys::support::LLVMParseCommandLineOptions;

const SWITCHES: [&std::ffi::CStr; 3] = [
    // The SLP vectoriser uses values before their definition when it fills up rows of instructions of which
    // some are missing.
    c"-slp-copyable-elements=0",
    // The x86 back end makes a branch of a conditional move from memory, and loads only if the move is taken:
    // the trap of a load out of bounds would be lost.
    c"-x86-cmov-converter-force-mem-operand=0",
    // Where a debugger finds variables, of which our code has none: looking for them takes 5 % of the time of
    // generating code, and the older way to look sees at once that there is nothing.
    c"-experimental-debug-variable-locations=false",
];

/// To be called once, before LLVM works.
pub(in crate::llvm) fn set_switches() {
    let arguments: Vec<_> =
        std::iter::once(c"preheat").chain(SWITCHES).map(|text| text.as_ptr()).collect();
    // SAFETY: as many strings as are said, each ending with 0; LLVM copies what it keeps.
    unsafe {
        LLVMParseCommandLineOptions(arguments.len() as i32, arguments.as_ptr(), std::ptr::null());
    }
}
