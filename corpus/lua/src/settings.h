/* Seen by every file of Lua before its own first line. */

/* The order of `pairs` must not depend on the time or on addresses. */
#define luai_makeseed(state) 20250101u

/* Without setjmp no script can catch an error; one that raises it ends the program, after its message. Coroutines
 * need the same and are not offered. */
#define LUAI_THROW(state, handler) preheat_stop(state)
#define LUAI_TRY(state, handler, action) { action }
#define luai_jmpbuf int
struct lua_State;
_Noreturn void preheat_stop(struct lua_State *state);
