//! libFuzzer's way into `preheat_fuzz_parsers::monitor`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = preheat_fuzz_parsers::monitor(data);
});
