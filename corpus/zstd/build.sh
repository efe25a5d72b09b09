# shellcheck shell=bash disable=SC2154
zstd=${source[0]}/zstd-sys-2.1.2+zstd.1.5.7/zstd/lib
# The decompressor's assembler for x86-64 is left out, so that both targets are made of the same C.
compile -std=c11 -I"$zstd" -I"$zstd/common" -DZSTD_DISABLE_ASM -DXXH_NAMESPACE=ZSTD_ src/main.c \
    "$zstd"/common/*.c "$zstd"/compress/*.c "$zstd"/decompress/*.c -o "$out"
