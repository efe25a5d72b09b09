# shellcheck shell=bash disable=SC2154
compile -std=c11 -w -isystem "${source[0]}/stb-sys-0.6.0/vendor/stb" src/main.c -o "$out"
