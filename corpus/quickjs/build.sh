# shellcheck shell=bash disable=SC2154
quickjs=${source[0]}/rquickjs-sys-0.14.0/quickjs
compile -std=gnu23 -w -D_GNU_SOURCE -I"$quickjs" src/main.c "$quickjs"/{quickjs,libregexp,libunicode,dtoa}.c -o "$out"
