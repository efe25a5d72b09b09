/* WASI has no setjmp without WebAssembly's exceptions. Programs of the corpus use it for errors only, and their requests
 * raise none: an error ends the program. */
#ifndef PREHEAT_CORPUS_SETJMP_H
#define PREHEAT_CORPUS_SETJMP_H

typedef int jmp_buf[1];
typedef int sigjmp_buf[1];
#define setjmp(buffer) ((void)(buffer), 0)
#define _setjmp(buffer) setjmp(buffer)
#define sigsetjmp(buffer, mask) ((void)(mask), setjmp(buffer))
#define longjmp(buffer, value) ((void)(buffer), (void)(value), __builtin_trap())
#define _longjmp(buffer, value) longjmp(buffer, value)
#define siglongjmp(buffer, value) longjmp(buffer, value)

#endif
