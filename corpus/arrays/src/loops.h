#ifndef LOOPS_H
#define LOOPS_H

/* The arrays that every loop works on, all of the same length. `at` is a permutation of 0 to n - 1. */
typedef struct {
    int n;
    double *a, *b, *c, *d;
    float *f, *g, *h;
    int *i, *j, *k, *at;
    unsigned char *p, *q;
} Arrays;

typedef struct {
    const char *name;
    double (*run)(Arrays *);
} Loop;

extern const Loop loops[];
extern const int loop_count;

#endif
