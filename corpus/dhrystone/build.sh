# shellcheck shell=bash disable=SC2154
compile -std=c11 src/main.c src/work.c -o "$out"
