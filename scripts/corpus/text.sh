# shellcheck shell=bash
# Programs in WebAssembly's text form. Those of corpus/faults are assembled by the tests that use them.

# shellcheck disable=SC2154  # corpus is rebuild-corpus's
build_text() {
    wat2wasm --debug-names "$corpus/$1/$1.wat" -o "$2"
}
