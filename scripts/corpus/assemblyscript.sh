# shellcheck shell=bash
# AssemblyScript programs: src/main.ts, and packages of npm that are written in it. The compiler and the packages are
# those of assemblyscript/package-lock.json. There is nothing to build for a processor: AssemblyScript knows only
# WebAssembly.

# shellcheck disable=SC2154  # root, corpus, build and target are rebuild-corpus's
build_assemblyscript() {
    local name=$1 out=$2 lock=$root/scripts/corpus/assemblyscript digest modules
    digest=$(sha256sum "$lock/package-lock.json")
    modules=$build/tools/npm-${digest:0:12}
    if [[ ! -f $modules/complete ]]; then
        mkdir -p "$modules"
        cp "$lock/package.json" "$lock/package-lock.json" "$modules/"
        (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --silent)
        touch "$modules/complete"
    fi
    # The options that the shim's own asconfig.json has; --debug is what keeps the names, and changes nothing of the code.
    # It wants the folder of the library to be a relative one.
    local shim=$modules/node_modules/@assemblyscript/wasi-shim options=(-O3 --debug --exportStart _start) use
    options+=(--lib "$(realpath --relative-to="$corpus/$name" "$shim/assembly")" --use ASC_WASI=1)
    for use in abort trace seed console crypto performance process Date; do
        options+=(--use "$use=wasi_$use")
    done
    (
        cd "$corpus/$name" || exit
        node "$modules/node_modules/assemblyscript/bin/asc.js" src/main.ts "${options[@]}" \
            --path "$modules/node_modules" --outFile "$out"
    )
}
