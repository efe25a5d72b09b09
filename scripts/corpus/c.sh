# shellcheck shell=bash
# C and C++ programs. corpus/NAME/build.sh says which files make the program; it is the same for both targets and finds
#   $out                where the program goes
#   ${source[0]}, ...   the unpacked archives of sources.lock, in its order
#   $work               an empty folder for what it makes on the way
#   $target             wasm or native
#   compile ARGS...     the C compiler with the flags of the target, at -O3; compile_cxx for C++
# and includes c/, what these programs share, before anything else.
# It runs in the program's folder.

# root, corpus, build and target are rebuild-corpus's; out, source and the functions are for build.sh.
# shellcheck disable=SC2154,SC2034,SC2317
build_c() {
    local name=$1 out=$2 work=$build/c/$target/$1 source=() folder
    if [[ -f $corpus/$name/sources.lock ]]; then
        folder=$(sources "$name")
        mapfile -t source <<<"$folder"
    fi
    rm -rf "$work"
    mkdir -p "$work"
    (
        set -euo pipefail
        cd "$corpus/$name"
        # Messages may hold paths of sources; they must not depend on where those lie.
        # Programs answer the same on both targets: nothing becomes one fused multiplication and addition.
        flags=(-O3 -DNDEBUG -ffp-contract=off -Wno-unused-command-line-argument "-I$root/scripts/corpus/c"
            "-ffile-prefix-map=$build=/build" "-ffile-prefix-map=$root=/preheat")
        if [[ $target == native ]]; then
            flags+=(-march=native)
            compile() { clang-22 "${flags[@]}" "$@" -lm; }
            compile_cxx() { clang++-22 "${flags[@]}" "$@" -lm; }
        else
            # wasi-libc has no setjmp, signals or mmap of its own: what is in compat/ and these libraries stands in.
            # The linker's own stack of 64 KB is too small for interpreters. The name section stays.
            flags+=(--target=wasm32-wasi -Wno-deprecated -isystem "$root/scripts/corpus/compat" -D_WASI_EMULATED_SIGNAL
                -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_MMAN)
            libraries=(-lwasi-emulated-signal -lwasi-emulated-process-clocks -lwasi-emulated-getpid -lwasi-emulated-mman
                "-Wl,--strip-debug,-z,stack-size=1048576")
            compile() { clang-22 "${flags[@]}" "$@" "${libraries[@]}"; }
            # Debian's libc++ for WASI is built without exceptions.
            compile_cxx() { clang++-22 "${flags[@]}" -fno-exceptions "$@" "${libraries[@]}"; }
        fi
        # shellcheck source=/dev/null
        source ./build.sh
    )
}
