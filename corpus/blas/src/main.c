/* Calls routines of linear algebra.
 *
 * Request: lines `ROUTINE KEY=VALUE...`; ROUTINE is one in blas.h, as sdot or dgemm. Keys: m, n, k (sizes), trans, transb,
 * uplo, side, diag (letters), incx, incy (strides of vectors), pad (how much longer columns are than they need be), seed,
 * times. Operands are made from the seed; between two calls elements and factors change.
 * Requests are written by hand.
 * Response: for each line what the calls gave, added up, and weighted sums over the vectors and the matrix that they may
 * have changed. */
#include "blas.h"
#include "request.h"

#define fail(...) fail_as("blas", __VA_ARGS__)

enum { COPY, SWAP, SCAL, AXPY, ROT, DOT, NRM2, ASUM, IAMAX, GEMV, GER, SYMV, TRSV, GEMM, SYRK, TRSM, ROUTINES };

static const char *const names[ROUTINES] = {"copy", "swap",  "scal", "axpy", "rot",  "dot",  "nrm2", "asum",
                                            "iamax", "gemv", "ger",  "symv", "trsv", "gemm", "syrk", "trsm"};

typedef struct {
    int routine, m, n, k, incx, incy, pad, times;
    char trans, transb, uplo, side, diag;
    uint32_t seed;
} Request;

static uint32_t state;

/* From -1 to 1. */
static double real(void) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) / 8388608.0 - 1.0;
}

static void *memory(int n, size_t size) {
    void *bytes = calloc(n, size);
    if (!bytes) {
        fail("no memory left");
    }
    return bytes;
}

#define REAL float
#define NAME(routine) s##routine
#define CASE run_single
#include "cases.h"
#undef REAL
#undef NAME
#undef CASE
#define REAL double
#define NAME(routine) d##routine
#define CASE run_double
#include "cases.h"

static int number(const char *key, const char *value, long least, long most) {
    char *end;
    long result = strtol(value, &end, 10);
    if (end == value || *end || result < least || result > most) {
        fail("%s is a number from %ld to %ld, not '%s'", key, least, most, value);
    }
    return (int)result;
}

static int stride(const char *key, const char *value) {
    int result = number(key, value, -16, 16);
    if (result == 0) {
        fail("%s cannot be 0", key);
    }
    return result;
}

static char letter(const char *key, const char *value, const char *choice) {
    if (!*value || value[1] || !strchr(choice, *value)) {
        fail("%s is one letter of %s, not '%s'", key, choice, value);
    }
    return *value;
}

static void set(Request *q, const char *key, const char *value) {
    if (!strcmp(key, "m")) q->m = number(key, value, 1, 2000);
    else if (!strcmp(key, "n")) q->n = number(key, value, 1, 2000);
    else if (!strcmp(key, "k")) q->k = number(key, value, 1, 2000);
    else if (!strcmp(key, "incx")) q->incx = stride(key, value);
    else if (!strcmp(key, "incy")) q->incy = stride(key, value);
    else if (!strcmp(key, "pad")) q->pad = number(key, value, 0, 64);
    else if (!strcmp(key, "times")) q->times = number(key, value, 0, 1000000);
    else if (!strcmp(key, "seed")) q->seed = number(key, value, 0, 1000000);
    else if (!strcmp(key, "trans")) q->trans = letter(key, value, "NT");
    else if (!strcmp(key, "transb")) q->transb = letter(key, value, "NT");
    else if (!strcmp(key, "uplo")) q->uplo = letter(key, value, "UL");
    else if (!strcmp(key, "side")) q->side = letter(key, value, "LR");
    else if (!strcmp(key, "diag")) q->diag = letter(key, value, "NU");
    else fail("there is no key '%s'", key);
}

int main(void) {
    size_t size;
    char *cursor = read_request(&size), *line;
    while ((line = next_line(&cursor))) {
        Request q = {.routine = 0, .m = 1, .n = 1, .k = 1, .incx = 1, .incy = 1, .times = 1,
                     .trans = 'N', .transb = 'N', .uplo = 'U', .side = 'L', .diag = 'N'};
        printf("%s: ", line);
        char *word = strtok(line, " "), *value;
        if (!word || (*word != 's' && *word != 'd')) {
            fail("a line begins with a routine: s for float or d for double, and its name");
        }
        while (q.routine < ROUTINES && strcmp(names[q.routine], word + 1)) {
            q.routine++;
        }
        if (q.routine == ROUTINES) {
            fail("there is no routine '%s'", word);
        }
        char type = *word;
        while ((word = strtok(NULL, " "))) {
            if (!(value = strchr(word, '='))) {
                fail("'%s' is not KEY=VALUE", word);
            }
            *value++ = 0;
            set(&q, word, value);
        }
        (type == 's' ? run_single : run_double)(&q);
    }
    return 0;
}
