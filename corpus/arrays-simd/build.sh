# shellcheck shell=bash disable=SC2154
# The sources of `arrays`; what differs is that the producer's compiler may use vectors of 128 bits.
simd=()
[[ $target == native ]] || simd=(-msimd128)
compile -std=c11 "${simd[@]}" ../arrays/src/main.c ../arrays/src/loops.c -o "$out"
