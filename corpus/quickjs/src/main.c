/* QuickJS as a WASI program.
 *
 * Request: a script in JavaScript.
 * Response: what it prints with `print`, which takes any number of values. What it throws is told on stderr, with exit
 * code 1.
 *
 * The engine and its global objects are made before stdin is read. Scripts must not ask for the time or for random
 * numbers: their responses have to be the same each time. */
#include "quickjs.h"
#include "request.h"

#define fail(...) fail_as("quickjs", __VA_ARGS__)

static JSValue print(JSContext *context, JSValueConst self, int count, JSValueConst *values) {
    (void)self;
    for (int i = 0; i < count; i++) {
        size_t size;
        const char *text = JS_ToCStringLen(context, &size, values[i]);
        if (!text) {
            return JS_EXCEPTION;
        }
        if (i > 0) {
            putchar(' ');
        }
        fwrite(text, 1, size, stdout);
        JS_FreeCString(context, text);
    }
    putchar('\n');
    return JS_UNDEFINED;
}

int main(void) {
    JSRuntime *runtime = JS_NewRuntime();
    JSContext *context = runtime ? JS_NewContext(runtime) : NULL;
    if (!context) {
        fail("no memory left");
    }
    JS_SetMaxStackSize(runtime, 0);
    JSValue global = JS_GetGlobalObject(context);
    JS_SetPropertyStr(context, global, "print", JS_NewCFunction(context, print, "print", 1));
    JS_FreeValue(context, global);

    size_t size;
    char *script = read_request(&size);
    JSValue result = JS_Eval(context, script, size, "script", JS_EVAL_TYPE_GLOBAL);
    if (JS_IsException(result)) {
        fflush(stdout);
        const char *message = JS_ToCString(context, JS_GetException(context));
        fail("%s", message ? message : "an exception without a message");
    }
    fflush(stdout);
    /* The process ends: its memory is not given back piece by piece. */
    return 0;
}
