# shellcheck shell=bash disable=SC2154
lz4=${source[0]}/lz4-sys-1.11.1+lz4-1.10.0/liblz4/lib
compile -std=c11 -I"$lz4" src/main.c "$lz4"/{lz4,lz4hc,lz4frame,xxhash}.c -o "$out"
