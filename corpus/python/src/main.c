/* MicroPython as a WASI program.
 *
 * Request: a Python program.
 * Response: what it prints. An exception that it does not catch is told on stderr, with exit code 1.
 *
 * Programs have the builtins and the modules array, cmath, collections, errno, heapq, io, json, math, random, re and
 * struct; no files, no clock. What Python code raises can be caught. An exception that C code raises ends the program,
 * and so does one that would have to pass through C code, as out of a generator: there is no setjmp.
 * The engine is started before stdin is read. */
#include "request.h"
#include <errno.h>
#include "py/compile.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/pystack.h"
#include "py/runtime.h"

static char heap[32 << 20], frames[256 << 10];

int garbage;

void write_output(const char *text, size_t size) { fwrite(text, 1, size, stdout); }

static void write_error(void *unused, const char *text, size_t size) {
    (void)unused;
    fwrite(text, 1, size, stderr);
}

/* Where MicroPython would jump to a handler, it ends. */
void nlr_jump(void *exception) {
    static const mp_print_t errors = {NULL, write_error};
    fflush(stdout);
    mp_obj_print_exception(&errors, MP_OBJ_FROM_PTR(exception));
    exit(1);
}

/* Called inside of an allocation, when there have been many since the last time. Makes the loop of instructions do it
 * at its next jump. */
void gc_collect(void) {
    garbage = 1;
    MP_STATE_MEM(gc_alloc_amount) = 0;
}

/* All that lives is reachable from MicroPython's own state and from its frames, unless C code waits for this loop. */
void collect_garbage(void) {
    if (!MP_STATE_THREAD(nlr_top)->prev) {
        garbage = 0;
        gc_collect_start();
        gc_collect_end();
    }
}

mp_lexer_t *mp_lexer_new_from_file(qstr name) {
    mp_raise_msg_varg(&mp_type_ImportError, MP_ERROR_TEXT("no module named '%q'"), name);
}

/* The module io, which json needs, has this. */
static mp_obj_t no_files(size_t count, const mp_obj_t *arguments, mp_map_t *named) { mp_raise_OSError(ENOENT); }
MP_DEFINE_CONST_FUN_OBJ_KW(mp_builtin_open_obj, 1, no_files);

int main(void) {
    mp_cstack_init_with_sp_here(768 << 10);
    mp_pystack_init(frames, frames + sizeof frames);
    gc_init(heap, heap + sizeof heap);
    mp_init();
    MP_STATE_MEM(gc_alloc_threshold) = (2 << 20) / MICROPY_BYTES_PER_GC_BLOCK;

    size_t size;
    const char *text = read_request(&size);
    qstr name = qstr_from_str("request.py");
    mp_lexer_t *lexer = mp_lexer_new_from_str_len(name, text, size, 0);
    mp_parse_tree_t tree = mp_parse(lexer, MP_PARSE_FILE_INPUT);
    mp_call_function_0(mp_compile(&tree, name, false));
    fflush(stdout);
    return 0;
}
