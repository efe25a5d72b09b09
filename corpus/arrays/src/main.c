/* Runs loops over arrays.
 *
 * Request: lines `LOOP LENGTH TIMES SEED`; LOOP is a name in loops.c, or `all`. Arrays are filled anew, from the seed,
 * for each line; between two rounds one element changes, so that no round is the same as the one before.
 * Requests are written by hand.
 * Response: for each line and loop what the rounds gave, added up, and a sum over all arrays that it may have changed. */
#include "loops.h"
#include "request.h"

#define fail(...) fail_as("arrays", __VA_ARGS__)

static uint32_t state;

static uint32_t next(void) {
    state = state * 1664525 + 1013904223;
    return state >> 8;
}

static double real(void) { return next() / 8388608.0 - 1.0; }

static void *memory(int n, size_t size) {
    void *bytes = calloc(n + 16, size);
    if (!bytes) {
        fail("no memory left");
    }
    return bytes;
}

static Arrays make(int n) {
    return (Arrays){n, memory(n, 8), memory(n, 8), memory(n, 8), memory(n, 8), memory(n, 4), memory(n, 4), memory(n, 4),
                    memory(n, 4), memory(n, 4), memory(n, 4), memory(n, 4), memory(n, 1), memory(n, 1)};
}

static void fill(Arrays *x) {
    for (int i = 0; i < x->n; i++) {
        x->a[i] = real(), x->b[i] = real(), x->c[i] = real(), x->d[i] = real();
        x->f[i] = real(), x->g[i] = real(), x->h[i] = real();
        x->i[i] = 0, x->j[i] = (int)(next() % 20000) - 10000, x->k[i] = next() % 5000;
        x->p[i] = next(), x->q[i] = next();
        x->at[i] = i;
    }
    for (int i = x->n - 1; i > 0; i--) {
        int other = next() % (i + 1), saved = x->at[i];
        x->at[i] = x->at[other];
        x->at[other] = saved;
    }
}

static void release(Arrays *x) {
    void *all[] = {x->a, x->b, x->c, x->d, x->f, x->g, x->h, x->i, x->j, x->k, x->at, x->p, x->q};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        free(all[i]);
    }
}

static void run(const Loop *loop, int n, int times, uint32_t seed) {
    state = seed;
    Arrays x = make(n);
    fill(&x);
    double result = 0, sum = 0;
    for (int round = 0; round < times; round++) {
        x.b[round % n] += 0.125;
        x.j[round % n] ^= 1;
        x.g[round % n] += 0.25f;
        result += loop->run(&x);
    }
    for (int i = 0; i < n; i++) {
        sum += x.a[i] + x.d[i] + x.f[i] + x.i[i] * 1e-3 + x.q[i];
    }
    printf("%-16s %6d x %4d: %.6g, arrays %.6g\n", loop->name, n, times, result, sum);
    release(&x);
}

int main(void) {
    size_t size;
    char *cursor = read_request(&size), *line;
    while ((line = next_line(&cursor))) {
        char name[32];
        int n, times, found = 0;
        unsigned seed;
        if (sscanf(line, "%31s %d %d %u", name, &n, &times, &seed) != 4 || n < 16 || n > 1 << 20 || times < 0) {
            fail("a line is LOOP LENGTH TIMES SEED, with a length from 16 to 1048576, not '%s'", line);
        }
        for (int i = 0; i < loop_count; i++) {
            if (strcmp(name, loops[i].name) == 0 || strcmp(name, "all") == 0) {
                run(&loops[i], n, times, seed);
                found = 1;
            }
        }
        if (!found) {
            fail("no loop is called '%s'", name);
        }
    }
    return 0;
}
