# shellcheck shell=bash disable=SC2154
zlib=${source[0]}/libz-sys-1.1.31/src/zlib
compile -std=c11 -I"$zlib" src/main.c "$zlib"/{adler32,crc32,deflate,inflate,inffast,inftrees,trees,zutil}.c -o "$out"
