/* Lua 5.4 as a WASI program.
 *
 * Request: a script.
 * Response: what it prints. An error in it is told on stderr, with exit code 1.
 *
 * Scripts have the libraries base, string, table, math and utf8, and what prelude.lua adds; no files, no clock. The
 * libraries and the prelude are loaded before stdin is read. */
#include "request.h"
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

#define fail(...) fail_as("lua", __VA_ARGS__)

static const char prelude[] = {
#embed "prelude.lua"
};

_Noreturn void preheat_stop(struct lua_State *state) {
    const char *message = lua_tostring(state, -1);
    fail("%s", message ? message : "an error that is not a string");
}

static void run(lua_State *state, const char *text, size_t size, const char *name) {
    if (luaL_loadbufferx(state, text, size, name, "t") != LUA_OK) {
        preheat_stop(state);
    }
    lua_call(state, 0, 0);
}

int main(void) {
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},       {LUA_STRLIBNAME, luaopen_string}, {LUA_TABLIBNAME, luaopen_table},
        {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8},
    };
    lua_State *state = luaL_newstate();
    if (!state) {
        fail("no memory left");
    }
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(state, libraries[i].name, libraries[i].func, 1);
        lua_pop(state, 1);
    }
    run(state, prelude, sizeof prelude, "=prelude");

    size_t size;
    char *script = read_request(&size);
    run(state, script, size, "=script");
    fflush(stdout);
    return 0;
}
