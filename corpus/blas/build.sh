# shellcheck shell=bash disable=SC2154
compile -std=c11 src/main.c src/single.c src/double.c -o "$out"
