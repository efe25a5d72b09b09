# shellcheck shell=bash
# Zig programs: src/main.zig, on Zig's standard library alone. The compiler is PyPI's ziglang, the same for WebAssembly
# and for this processor.

# shellcheck disable=SC2154  # corpus, build and target are rebuild-corpus's
build_zig() {
    local name=$1 out=$2 zig cache=$build/zig flags=(-O ReleaseFast)
    zig=$(from_pypi ziglang)/zig
    if [[ $target == native ]]; then
        flags+=(-target native -mcpu=native -fstrip)
    else
        flags+=(-target wasm32-wasi -mcpu=generic)
    fi
    (
        cd "$corpus/$name" || exit
        "$zig" build-exe "${flags[@]}" --name "$name" "-femit-bin=$out" --cache-dir "$cache" --global-cache-dir "$cache" src/main.zig
    )
    # DWARF would be most of the file and hold paths of the machine that built it; the names stay.
    [[ $target == native ]] || llvm-strip-22 --strip-debug "$out"
}
