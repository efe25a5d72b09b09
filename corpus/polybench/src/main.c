/* Kernels over matrices, in the manner of the PolyBench suite, written anew.
 *
 * Requests, by hand: lines `KERNEL SIZE STEPS SEED`; matrices have SIZE x SIZE elements, filled from the seed. STEPS counts the
 * sweeps of stencils; the other kernels are run as often, each time on what the last left in the inputs.
 * Response: for each line the sum of the results and one element, to six digits. */
#include <math.h>

#include "request.h"

#define fail(...) fail_as("polybench", __VA_ARGS__)

typedef struct {
    int n;
    double *a, *b, *c, *d, *x, *y, *z;
} Data;

#define A(i, j) a[(i) * n + (j)]
#define B(i, j) b[(i) * n + (j)]
#define C(i, j) c[(i) * n + (j)]
#define D(i, j) d[(i) * n + (j)]
#define OPEN int n = m->n; double *restrict a = m->a, *restrict b = m->b, *restrict c = m->c, *restrict d = m->d, \
    *restrict x = m->x, *restrict y = m->y, *restrict z = m->z; (void)a, (void)b, (void)c, (void)d, (void)x, (void)y, (void)z

static void gemm(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) C(i, j) *= 0.8;
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) C(i, j) += 1.1 * A(i, k) * B(k, j);
    }
}

static void two_products(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            D(i, j) = 0;
            for (int k = 0; k < n; k++) D(i, j) += 0.5 * A(i, k) * B(k, j);
        }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            C(i, j) *= 0.3;
            for (int k = 0; k < n; k++) C(i, j) += D(i, k) * B(k, j);
        }
}

static void syrk(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) C(i, j) *= 0.6;
        for (int k = 0; k < n; k++)
            for (int j = 0; j <= i; j++) C(i, j) += 0.7 * A(i, k) * A(j, k);
    }
}

static void trmm(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            for (int k = i + 1; k < n; k++) C(i, j) += A(k, i) * C(k, j) * 0.01;
            C(i, j) *= 0.9;
        }
}

static void atax(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) y[i] = 0;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) sum += A(i, j) * x[j];
        for (int j = 0; j < n; j++) y[j] += A(i, j) * sum;
        c[i] = sum;
    }
    for (int i = 0; i < n; i++) x[i] = 0.5 * x[i] + y[i] / (n * n);
}

static void bicg(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) y[i] = 0;
    for (int i = 0; i < n; i++) {
        z[i] = 0;
        for (int j = 0; j < n; j++) {
            y[j] += x[i] * A(i, j);
            z[i] += A(i, j) * x[j];
        }
    }
    for (int i = 0; i < n; i++) c[i] = y[i] - z[i], x[i] = x[i] * 0.9 + c[i] / n;
}

static void gesummv(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) {
        double s = 0, t = 0;
        for (int j = 0; j < n; j++) {
            s += A(i, j) * x[j];
            t += B(i, j) * x[j];
        }
        c[i] = 1.5 * s + 1.2 * t;
    }
    for (int i = 0; i < n; i++) x[i] = c[i] / n;
}

static void rank_two(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) C(i, j) = A(i, j) + x[i] * y[j] + z[i] * x[j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) z[i] += 0.01 * C(j, i) * y[j];
}

static void jacobi(Data *m) {
    OPEN;
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++) C(i, j) = 0.2 * (A(i, j) + A(i, j - 1) + A(i, j + 1) + A(i - 1, j) + A(i + 1, j));
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++) A(i, j) = 0.2 * (C(i, j) + C(i, j - 1) + C(i, j + 1) + C(i - 1, j) + C(i + 1, j));
}

static void seidel(Data *m) {
    OPEN;
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            C(i, j) = (C(i - 1, j - 1) + C(i - 1, j) + C(i - 1, j + 1) + C(i, j - 1) + C(i, j) + C(i, j + 1) + C(i + 1, j - 1) +
                       C(i + 1, j) + C(i + 1, j + 1)) / 9.0;
}

static void waves(Data *m) {
    OPEN;
    for (int i = 1; i < n; i++)
        for (int j = 0; j < n; j++) A(i, j) -= 0.5 * (C(i, j) - C(i - 1, j));
    for (int i = 0; i < n; i++)
        for (int j = 1; j < n; j++) B(i, j) -= 0.5 * (C(i, j) - C(i, j - 1));
    for (int i = 0; i < n - 1; i++)
        for (int j = 0; j < n - 1; j++) C(i, j) -= 0.7 * (B(i, j + 1) - B(i, j) + A(i + 1, j) - A(i, j));
}

/* A matrix that can be factored: what is on its diagonal outweighs the rest of its row. */
static void dominant(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) C(i, j) = i == j ? n + A(i, i) : (A(i, j) + A(j, i)) / 2;
}

static void lu(Data *m) {
    dominant(m);
    OPEN;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++) C(i, j) -= C(i, k) * C(k, j);
            C(i, j) /= C(j, j);
        }
        for (int j = i; j < n; j++)
            for (int k = 0; k < i; k++) C(i, j) -= C(i, k) * C(k, j);
    }
    A(0, 0) += 0.1;
}

static void cholesky(Data *m) {
    dominant(m);
    OPEN;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++) C(i, j) -= C(i, k) * C(j, k);
            C(i, j) /= C(j, j);
        }
        for (int k = 0; k < i; k++) C(i, i) -= C(i, k) * C(i, k);
        C(i, i) = sqrt(C(i, i));
    }
    A(1, 1) += 0.1;
}

static void triangular(Data *m) {
    dominant(m);
    OPEN;
    for (int i = 0; i < n; i++) {
        double sum = x[i];
        for (int j = 0; j < i; j++) sum -= C(i, j) * y[j];
        y[i] = sum / C(i, i);
    }
    for (int i = 0; i < n; i++) x[i] += y[n - 1 - i], C(0, i) = y[i];
}

static void covariance(Data *m) {
    OPEN;
    for (int j = 0; j < n; j++) {
        x[j] = 0;
        for (int i = 0; i < n; i++) x[j] += A(i, j);
        x[j] /= n;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) D(i, j) = A(i, j) - x[j];
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += D(k, i) * D(k, j);
            C(i, j) = C(j, i) = sum / (n - 1);
        }
    A(1, 0) += 0.5;
}

static void shortest_paths(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) C(i, j) = i == j ? 0 : floor(A(i, j) * 500 + 600);
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) C(i, j) = C(i, j) < C(i, k) + C(k, j) ? C(i, j) : C(i, k) + C(k, j);
    A(0, 1) += 0.3;
}

static void alignment(Data *m) {
    OPEN;
    for (int i = 0; i < n; i++) C(i, 0) = C(0, i) = -2.0 * i;
    for (int i = 1; i < n; i++)
        for (int j = 1; j < n; j++) {
            double best = C(i - 1, j - 1) + ((int)(x[i] * 4) == (int)(y[j] * 4) ? 3 : -1);
            double gap = (C(i - 1, j) > C(i, j - 1) ? C(i - 1, j) : C(i, j - 1)) - 2;
            C(i, j) = best > gap ? best : gap;
        }
    for (int i = 1; i < n; i++) x[i - 1] = x[i];
}

static const struct {
    const char *name;
    void (*run)(Data *);
} kernels[] = {
    {"gemm", gemm}, {"2mm", two_products}, {"syrk", syrk}, {"trmm", trmm}, {"atax", atax}, {"bicg", bicg},
    {"gesummv", gesummv}, {"rank-two", rank_two}, {"jacobi", jacobi}, {"seidel", seidel}, {"waves", waves}, {"lu", lu},
    {"cholesky", cholesky}, {"triangular", triangular}, {"covariance", covariance}, {"shortest-paths", shortest_paths},
    {"alignment", alignment},
};

static double *filled(int count, uint32_t *state) {
    double *values = malloc(count * sizeof(double));
    if (!values) {
        fail("no memory left");
    }
    for (int i = 0; i < count; i++) {
        *state = *state * 1664525 + 1013904223;
        values[i] = (*state >> 8) / 8388608.0 - 1.0;
    }
    return values;
}

int main(void) {
    size_t size;
    char *cursor = read_request(&size), *line;
    while ((line = next_line(&cursor))) {
        char name[32];
        int n, steps, which = -1;
        uint32_t seed;
        if (sscanf(line, "%31s %d %d %u", name, &n, &steps, &seed) != 4 || n < 2 || n > 1000 || steps < 0) {
            fail("a line is KERNEL SIZE STEPS SEED, with a size from 2 to 1000, not '%s'", line);
        }
        for (int i = 0; i < (int)(sizeof kernels / sizeof *kernels); i++) {
            if (strcmp(kernels[i].name, name) == 0) {
                which = i;
            }
        }
        if (which < 0) {
            fail("no kernel is called '%s'", name);
        }
        int all = n * n;
        Data m = {n, filled(all, &seed), filled(all, &seed), filled(all, &seed), filled(all, &seed),
                  filled(n, &seed), filled(n, &seed), filled(n, &seed)};
        for (int step = 0; step < steps; step++) {
            kernels[which].run(&m);
        }
        double sum = 0;
        for (int i = 0; i < all; i++) {
            sum += m.c[i] * (1 + i % 7);
        }
        printf("%-15s %4d x %4d: sum %.6g, middle %.6g\n", name, n, steps, sum, m.c[n / 2 * n + n / 2]);
        double *arrays[] = {m.a, m.b, m.c, m.d, m.x, m.y, m.z};
        for (int i = 0; i < 7; i++) {
            free(arrays[i]);
        }
    }
    return 0;
}
