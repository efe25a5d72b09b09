/* What the C and C++ programs of the corpus share: one request is read from stdin; what is wrong with it is told on
 * stderr, and the program ends with exit code 1. */
#ifndef PREHEAT_CORPUS_REQUEST_H
#define PREHEAT_CORPUS_REQUEST_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every program calls its own `fail`; it says who is speaking. */
__attribute__((unused, noreturn, format(printf, 2, 3))) static void fail_as(const char *program, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", program);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

/* All of stdin, with a zero byte behind it that `size` does not count. */
__attribute__((unused)) static char *read_request(size_t *size) {
    size_t capacity = 1 << 16, used = 0;
    char *text = (char *)malloc(capacity);
    while (text) {
        used += fread(text + used, 1, capacity - 1 - used, stdin);
        if (used < capacity - 1) {
            if (ferror(stdin)) {
                break;
            }
            text[used] = 0;
            *size = used;
            return text;
        }
        capacity *= 2;
        text = (char *)realloc(text, capacity);
    }
    fail_as("request", "stdin cannot be read");
}

/* The line at the cursor, which moves to the next one; null at the end. The line's newline becomes a zero byte. */
__attribute__((unused)) static char *next_line(char **cursor) {
    char *line = *cursor;
    if (*line == 0) {
        return NULL;
    }
    size_t length = strcspn(line, "\n");
    *cursor = line + length + (line[length] != 0);
    line[length] = 0;
    return line;
}

/* FNV-1a, for responses that stand for more bytes than they hold. */
__attribute__((unused)) static uint64_t digest(const void *bytes, size_t size) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
    }
    return hash;
}

#endif
