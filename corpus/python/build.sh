# shellcheck shell=bash disable=SC2154
micropython=${source[0]}/micropython-1.25.0
# The core without the setjmp that exceptions use (src/main.c has what stands in for it), and a few modules.
files=("$micropython"/extmod/mod{heapq,json,random,re}.c)
for file in "$micropython"/py/*.c; do
    [[ $file == */nlrsetjmp.c ]] || files+=("$file")
done
flags_here=(-std=gnu23 -w -Isrc "-I$work" "-I$micropython")

# What MicroPython's makefiles do before they compile: a table of all names in the sources, and one of the modules.
generated=$work/genhdr
mkdir -p "$generated"
printf '#define MICROPY_%s ""\n' GIT_TAG GIT_HASH BUILD_DATE >"$generated/mpversion.h"
compile "${flags_here[@]}" -DNO_QSTR -E src/main.c "${files[@]}" >"$work/all.i"
for what in qstr module root_pointer; do
    python3 "$micropython/py/makeqstrdefs.py" split $what "$work/all.i" "$work/$what" _ >/dev/null
    python3 "$micropython/py/makeqstrdefs.py" cat $what _ "$work/$what" "$work/$what.collected" >/dev/null
done
sed 's/^Q(.*)/"&"/' "$micropython/py/qstrdefs.h" "$work/qstr.collected" >"$work/names.c"
compile "${flags_here[@]}" -E "$work/names.c" | sed 's/^"\(Q(.*)\)"/\1/' >"$work/names.h"
python3 "$micropython/py/makeqstrdata.py" "$work/names.h" >"$generated/qstrdefs.generated.h"
python3 "$micropython/py/makemoduledefs.py" "$work/module.collected" >"$generated/moduledefs.h"
python3 "$micropython/py/make_root_pointers.py" "$work/root_pointer.collected" >"$generated/root_pointers.h"

compile "${flags_here[@]}" src/main.c "${files[@]}" -o "$out"
