/* The loops. Each is what somebody would write without a thought of vectors, and returns what a caller would want to
 * know: a sum, an extreme, a count, or an element far behind. */
#include "loops.h"

#include <stddef.h>

/* Streams. */
static double copy(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->b[i]; return x->a[x->n / 2]; }
static double scale(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = 0.75 * x->b[i]; return x->a[x->n / 3]; }
static double triad(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->b[i] + 1.25 * x->c[i]; return x->a[x->n - 1]; }
static double triad_float(Arrays *x) { for (int i = 0; i < x->n; i++) x->f[i] = x->g[i] + 0.5f * x->h[i]; return x->f[x->n - 1]; }
static double add_int(Arrays *x) { for (int i = 0; i < x->n; i++) x->i[i] = x->j[i] + x->k[i]; return x->i[x->n - 1]; }
static double shift_mask(Arrays *x) { for (int i = 0; i < x->n; i++) x->i[i] = ((unsigned)x->j[i] >> 3 ^ x->k[i]) & 0xffff; return x->i[x->n - 2]; }
static double axpy(Arrays *x) { for (int i = 0; i < x->n; i++) x->d[i] += 0.001 * x->c[i]; return x->d[x->n / 2]; }
static double polynomial(Arrays *x) { for (int i = 0; i < x->n; i++) { double v = x->b[i]; x->a[i] = ((0.1 * v - 0.4) * v + 0.7) * v + 0.2; } return x->a[x->n / 2]; }
static double divide(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->b[i] / (x->c[i] + 2.0); return x->a[x->n / 4]; }
static double root(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = __builtin_sqrt(x->b[i] + 1.0); return x->a[x->n / 5]; }

/* Reductions. */
static double sum_int(Arrays *x) { unsigned s = 0; for (int i = 0; i < x->n; i++) s += (unsigned)x->j[i]; return s; }
static double sum_squares(Arrays *x) { unsigned s = 0; for (int i = 0; i < x->n; i++) s += (unsigned)x->j[i] * (unsigned)x->j[i]; return s; }
static double sum_double(Arrays *x) { double s = 0; for (int i = 0; i < x->n; i++) s += x->b[i]; return s; }
static double dot(Arrays *x) { double s = 0; for (int i = 0; i < x->n; i++) s += x->b[i] * x->c[i]; return s; }
static double dot_float(Arrays *x) { float s = 0; for (int i = 0; i < x->n; i++) s += x->g[i] * x->h[i]; return s; }
static double sum_of_four(Arrays *x) {
    double s = 0, t = 0, u = 0, v = 0;
    for (int i = 0; i + 3 < x->n; i += 4) { s += x->b[i]; t += x->b[i + 1]; u += x->b[i + 2]; v += x->b[i + 3]; }
    return s + t + u + v;
}
static double maximum(Arrays *x) { double m = x->b[0]; for (int i = 1; i < x->n; i++) if (x->b[i] > m) m = x->b[i]; return m; }
static double minimum_int(Arrays *x) { int m = x->j[0]; for (int i = 1; i < x->n; i++) m = x->j[i] < m ? x->j[i] : m; return m; }
static double place_of_maximum(Arrays *x) { int m = 0; for (int i = 1; i < x->n; i++) if (x->c[i] > x->c[m]) m = i; return m; }
static double xor_all(Arrays *x) { int s = 0; for (int i = 0; i < x->n; i++) s ^= x->k[i]; return s; }

/* Conditionals. */
static double clamp(Arrays *x) { for (int i = 0; i < x->n; i++) { double v = x->b[i]; x->a[i] = v < -0.5 ? -0.5 : v > 0.5 ? 0.5 : v; } return x->a[x->n / 2]; }
static double choose(Arrays *x) { for (int i = 0; i < x->n; i++) { if (x->b[i] > x->c[i]) x->a[i] = x->b[i] * 2.0; else x->a[i] = x->c[i] - 1.0; } return x->a[x->n / 2]; }
static double store_some(Arrays *x) { for (int i = 0; i < x->n; i++) if (x->j[i] > 0) x->i[i] = x->k[i] + 7; return x->i[x->n / 2]; }
static double count_above(Arrays *x) { int s = 0; for (int i = 0; i < x->n; i++) s += x->b[i] > 0.25; return s; }
static double sum_positive(Arrays *x) { unsigned s = 0; for (int i = 0; i < x->n; i++) if (x->j[i] > 0) s += (unsigned)x->j[i]; return s; }
static double pack(Arrays *x) { int m = 0; for (int i = 0; i < x->n; i++) if (x->b[i] > 0) x->a[m++] = x->b[i]; return m; }
static double find(Arrays *x) { for (int i = 0; i < x->n; i++) if (x->j[i] == 12345) return i; return -1; }

/* Strides, reversal, neighbours. */
static double every_second(Arrays *x) { for (int i = 0; i < x->n; i += 2) x->a[i] = x->b[i] + x->c[i]; return x->a[x->n / 2 & ~1]; }
static double every_fifth(Arrays *x) { int s = 0; for (int i = 0; i < x->n; i += 5) s += x->j[i] & 0xff; return s; }
static double pairs(Arrays *x) { for (int i = 0; i < x->n / 2; i++) { x->a[i] = x->b[2 * i] * x->c[2 * i] - x->b[2 * i + 1] * x->c[2 * i + 1]; } return x->a[x->n / 4]; }
static double interleave(Arrays *x) { for (int i = 0; i < x->n / 2; i++) { x->f[2 * i] = x->g[i]; x->f[2 * i + 1] = x->h[i]; } return x->f[x->n / 2]; }
static double reverse(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->b[x->n - 1 - i]; return x->a[x->n / 3]; }
static double three_points(Arrays *x) { for (int i = 1; i < x->n - 1; i++) x->a[i] = 0.25 * x->b[i - 1] + 0.5 * x->b[i] + 0.25 * x->b[i + 1]; return x->a[x->n / 2]; }
static double five_points(Arrays *x) { for (int i = 2; i < x->n - 2; i++) x->f[i] = (x->g[i - 2] + x->g[i - 1] + x->g[i] + x->g[i + 1] + x->g[i + 2]) * 0.2f; return x->f[x->n / 2]; }
static double unrolled(Arrays *x) {
    for (int i = 0; i + 3 < x->n; i += 4) {
        x->a[i] = x->b[i] + x->c[i];
        x->a[i + 1] = x->b[i + 1] + x->c[i + 1];
        x->a[i + 2] = x->b[i + 2] + x->c[i + 2];
        x->a[i + 3] = x->b[i + 3] + x->c[i + 3];
    }
    return x->a[x->n / 2];
}
static double rows(Arrays *x) {
    double s = 0;
    int width = 32;
    for (int y = 0; y < x->n / width; y++) { double r = 0; for (int i = 0; i < width; i++) r += x->b[y * width + i]; x->a[y] = r; s += r; }
    return s;
}
static double columns(Arrays *x) {
    int width = 32;
    for (int i = 0; i < width; i++) x->a[i] = 0;
    for (int y = 0; y < x->n / width; y++) for (int i = 0; i < width; i++) x->a[i] += x->b[y * width + i];
    return x->a[7];
}

/* Recurrences. */
static double prefix(Arrays *x) { for (int i = 1; i < x->n; i++) x->a[i] = x->a[i - 1] * 0.5 + x->b[i]; return x->a[x->n - 1]; }
static double running_sum(Arrays *x) { unsigned s = 0; for (int i = 0; i < x->n; i++) { s += (unsigned)x->j[i]; x->i[i] = (int)s; } return x->i[x->n - 1]; }
static double far_back(Arrays *x) { for (int i = 8; i < x->n; i++) x->a[i] = x->a[i - 8] * 0.5 + x->b[i]; return x->a[x->n - 1]; }
static double smooth(Arrays *x) { double s = x->b[0]; for (int i = 0; i < x->n; i++) { s = 0.9 * s + 0.1 * x->b[i]; x->a[i] = s; } return s; }
static double two_before(Arrays *x) { double s = 0, last = 0; for (int i = 0; i < x->n; i++) { s += x->b[i] * last; last = x->c[i]; } return s; }

/* Indirect. */
static double gather(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->b[x->at[i]]; return x->a[x->n / 2]; }
static double scatter(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[x->at[i]] = x->b[i] + 1.0; return x->a[x->n / 2]; }
static double gather_sum(Arrays *x) { unsigned s = 0; for (int i = 0; i < x->n; i++) s += (unsigned)x->j[x->at[i]] >> 4; return s; }
static double histogram(Arrays *x) { for (int i = 0; i < 256 && i < x->n; i++) x->i[i] = 0; for (int i = 0; i < x->n; i++) x->i[x->p[i] % x->n]++; return x->i[77 % x->n]; }

/* Mixed types and bytes. */
static double widen(Arrays *x) { for (int i = 0; i < x->n; i++) x->a[i] = x->j[i] * 0.5; return x->a[x->n / 2]; }
static double narrow(Arrays *x) { for (int i = 0; i < x->n; i++) x->i[i] = (int)(x->b[i] * 1000.0); return x->i[x->n / 2]; }
static double blend(Arrays *x) { for (int i = 0; i < x->n; i++) x->q[i] = (unsigned char)((x->p[i] * 77 + x->q[i] * 179) >> 8); return x->q[x->n / 2]; }
static double difference(Arrays *x) { int s = 0; for (int i = 0; i < x->n; i++) { int v = x->p[i] - x->q[i]; s += v < 0 ? -v : v; } return s; }
static double saturate(Arrays *x) { for (int i = 0; i < x->n; i++) { int v = x->p[i] + x->q[i]; x->q[i] = v > 255 ? 255 : v; } return x->q[x->n / 3]; }

const Loop loops[] = {
    {"copy", copy}, {"scale", scale}, {"triad", triad}, {"triad-float", triad_float}, {"add-int", add_int},
    {"shift-mask", shift_mask}, {"axpy", axpy}, {"polynomial", polynomial}, {"divide", divide}, {"root", root},
    {"sum-int", sum_int}, {"sum-squares", sum_squares}, {"sum-double", sum_double}, {"dot", dot}, {"dot-float", dot_float},
    {"sum-of-four", sum_of_four}, {"maximum", maximum}, {"minimum-int", minimum_int}, {"place-of-maximum", place_of_maximum},
    {"xor-all", xor_all}, {"clamp", clamp}, {"choose", choose}, {"store-some", store_some}, {"count-above", count_above},
    {"sum-positive", sum_positive}, {"pack", pack}, {"find", find}, {"every-second", every_second},
    {"every-fifth", every_fifth}, {"pairs", pairs}, {"interleave", interleave}, {"reverse", reverse},
    {"three-points", three_points}, {"five-points", five_points}, {"unrolled", unrolled}, {"rows", rows},
    {"columns", columns}, {"prefix", prefix}, {"running-sum", running_sum}, {"far-back", far_back}, {"smooth", smooth},
    {"two-before", two_before}, {"gather", gather}, {"scatter", scatter}, {"gather-sum", gather_sum},
    {"histogram", histogram}, {"widen", widen}, {"narrow", narrow}, {"blend", blend}, {"difference", difference},
    {"saturate", saturate},
};
const int loop_count = sizeof loops / sizeof *loops;
