# shellcheck shell=bash
# Rust programs: a package each, with a Cargo.lock, whose binary is called as its folder.
#
# WebAssembly: the compiler is Debian's rustc-web, whose version is known, and never the one of rustup; cargo is
# whichever comes first. Debian has no standard library for WASI, so it is built too, once for all programs.
# Native: rustup's compiler, for this processor, with the program's native_flags.

# shellcheck disable=SC2154  # root, corpus, build and target are rebuild-corpus's
build_rust() {
    local name=$1 out=$2 manifest=$corpus/$1/Cargo.toml registry
    cargo fetch --locked --quiet --manifest-path "$manifest"
    if [[ $target == native ]]; then
        (
            cd "$corpus/$name" || exit
            RUSTFLAGS="-Ctarget-cpu=native $(setting "$name" native_flags)" cargo build --locked --release --quiet --target-dir "$build/rust-native"
        )
        cp "$build/rust-native/release/$name" "$out"
        return
    fi
    local flags=(
        -Clinker=clang-22
        -Clink-self-contained=no
        # clang knows Debian's WASI C library by this older name of the same target.
        -Clink-arg=--target=wasm32-wasi
        -Lnative=/usr/lib/wasm32-wasi
        # Messages of panics hold paths of sources; they must not depend on where those lie.
        "--remap-path-prefix=$root=/preheat"
        "--remap-path-prefix=$build=/build"
    )
    for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
        flags+=("--remap-path-prefix=$registry=/crates")
    done
    local IFS=$'\x1f'
    (
        cd "$corpus/$name" || exit
        # Crates that hold C are compiled by clang with the C library of WASI.
        CARGO_ENCODED_RUSTFLAGS="${flags[*]}" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 SOURCE_DATE_EPOCH=0 \
            CC_wasm32_wasip1=clang-22 CXX_wasm32_wasip1=clang++-22 AR_wasm32_wasip1=llvm-ar-22 \
            CFLAGS_wasm32_wasip1="--target=wasm32-wasi -ffile-prefix-map=${CARGO_HOME:-$HOME/.cargo}=/cargo -ffile-prefix-map=$build=/build" \
            env -u RUSTFLAGS -u RUSTUP_TOOLCHAIN -u RUSTC_WRAPPER \
            cargo build --locked --release --quiet --target wasm32-wasip1 --target-dir "$build/rust" \
            -Zbuild-std=std,panic_abort
    )
    cp "$build/rust/wasm32-wasip1/release/$name.wasm" "$out"
}
