# shellcheck shell=bash disable=SC2154
fairymax=${source[0]}/fairymax-5.0b
# It reads behind the end of the pieces' values (w), which colours have moved past 16; so there are as many as it reads.
sed 's/^w\[16\]=/w[32]=/' "$fairymax/fairymax.c" >"$work/fairymax.c"
# The engine is written for compilers of its time: its hash keys overflow, and tables are read across their types.
compile -std=gnu89 -w -fwrapv -fno-strict-aliasing -I"$work" --embed-dir="$fairymax/data" src/main.c -o "$out"
