# shellcheck shell=bash disable=SC2154
lua=${source[0]}/lua-src-551.1.0/lua-5.4.9
# Everything but what opens files, asks the system, or loads other modules.
compile -std=gnu23 -I"$lua" -include src/settings.h src/main.c \
    "$lua"/{lapi,lauxlib,lbaselib,lcode,lcorolib,lctype,ldebug,ldo,ldump,lfunc,lgc,llex,lmathlib,lmem}.c \
    "$lua"/{lobject,lopcodes,lparser,lstate,lstring,lstrlib,ltable,ltablib,ltm,lundump,lutf8lib,lvm,lzio}.c -o "$out"
