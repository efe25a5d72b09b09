/* How MicroPython is built: the language as on larger boards, no files, no clock, no devices, no prompt. */
#include <alloca.h>
#include <stddef.h>
#include <stdint.h>

#define MICROPY_CONFIG_ROM_LEVEL MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
typedef long mp_off_t;

/* Integers of any size; floats are doubles. */
#define MICROPY_LONGINT_IMPL MICROPY_LONGINT_IMPL_MPZ
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_DOUBLE

/* WASI has no setjmp. In this way calls between Python functions stay inside of one loop, and what one of them raises
 * is caught without it. */
#define MICROPY_NLR_SETJMP 1
#define MICROPY_STACKLESS 1
#define MICROPY_ENABLE_PYSTACK 1
#define MICROPY_STACK_CHECK 1
#define MICROPY_OPT_COMPUTED_GOTO 0

/* Garbage is collected between two instructions only: WebAssembly hides the pointers that are in C's variables. */
#define MICROPY_ENABLE_GC 1
#define MICROPY_GC_ALLOC_THRESHOLD 1
#define MICROPY_ENABLE_FINALISER 0
extern int garbage;
void collect_garbage(void);
#define MICROPY_VM_HOOK_LOOP \
    if (garbage) { \
        collect_garbage(); \
    }

void write_output(const char *text, size_t size);
#define MP_PLAT_PRINT_STRN(text, size) write_output(text, size)

#define MICROPY_ENABLE_COMPILER 1
#define MICROPY_ENABLE_SOURCE_LINE 1
#define MICROPY_ERROR_REPORTING MICROPY_ERROR_REPORTING_DETAILED
#define MICROPY_ENABLE_EXTERNAL_IMPORT 0
#define MICROPY_ENABLE_SCHEDULER 0
#define MICROPY_HELPER_REPL 0
#define MICROPY_KBD_EXCEPTION 0
#define MICROPY_READER_VFS 0
#define MICROPY_VFS 0
#define MICROPY_PY_ASYNCIO 0
#define MICROPY_PY_BINASCII 0
#define MICROPY_PY_BUILTINS_HELP 0
#define MICROPY_PY_BUILTINS_INPUT 0
#define MICROPY_PY_BUILTINS_STR_CENTER 1
#define MICROPY_PY_BUILTINS_STR_PARTITION 1
#define MICROPY_PY_BUILTINS_STR_SPLITLINES 1
#define MICROPY_PY_CRYPTOLIB 0
#define MICROPY_PY_DEFLATE 0
#define MICROPY_PY_FRAMEBUF 0
#define MICROPY_PY_GC 0
#define MICROPY_PY_HASHLIB 0
#define MICROPY_PY_IO 1
#define MICROPY_PY_IO_BUFFEREDWRITER 0
#define MICROPY_PY_MACHINE 0
#define MICROPY_PY_MATH_FACTORIAL 1
#define MICROPY_PY_MATH_SPECIAL_FUNCTIONS 1
#define MICROPY_PY_MICROPYTHON 0
#define MICROPY_PY_ONEWIRE 0
#define MICROPY_PY_OS 0
#define MICROPY_PY_PLATFORM 0
#define MICROPY_PY_SELECT 0
#define MICROPY_PY_SYS 0
#define MICROPY_PY_SYS_STDFILES 0
#define MICROPY_PY_SYS_PS1_PS2 0
#define MICROPY_PY_TIME 0
#define MICROPY_PY_UCTYPES 0
#define MICROPY_PY_VFS 0
#define MICROPY_PY_WEBSOCKET 0

#define MP_STATE_PORT MP_STATE_VM
