/* The routines, for either type: REAL is the type, NAME gives a routine's name for it. No guard: included once for each.
 * Like the reference, most have a loop of their own for strides of one. */

/* Where a vector begins. */
#define START(n, inc) ((inc) < 0 ? (1 - (n)) * (inc) : 0)
#define A(i, j) a[(i) + (j) * lda]
#define B(i, j) b[(i) + (j) * ldb]
#define C(i, j) c[(i) + (j) * ldc]

/* Level 1: vectors. */

void NAME(copy)(int n, const REAL *x, int incx, REAL *y, int incy) {
    if (incx == 1 && incy == 1) {
        for (int i = 0; i < n; i++) y[i] = x[i];
        return;
    }
    for (int i = 0, ix = START(n, incx), iy = START(n, incy); i < n; i++, ix += incx, iy += incy) y[iy] = x[ix];
}

void NAME(swap)(int n, REAL *x, int incx, REAL *y, int incy) {
    for (int i = 0, ix = START(n, incx), iy = START(n, incy); i < n; i++, ix += incx, iy += incy) {
        REAL saved = x[ix];
        x[ix] = y[iy];
        y[iy] = saved;
    }
}

void NAME(scal)(int n, REAL alpha, REAL *x, int incx) {
    if (incx == 1) {
        for (int i = 0; i < n; i++) x[i] *= alpha;
        return;
    }
    for (int i = 0; i < n; i++) x[i * incx] *= alpha;
}

void NAME(axpy)(int n, REAL alpha, const REAL *x, int incx, REAL *y, int incy) {
    if (alpha == 0) return;
    if (incx == 1 && incy == 1) {
        for (int i = 0; i < n; i++) y[i] += alpha * x[i];
        return;
    }
    for (int i = 0, ix = START(n, incx), iy = START(n, incy); i < n; i++, ix += incx, iy += incy) y[iy] += alpha * x[ix];
}

void NAME(rot)(int n, REAL *x, int incx, REAL *y, int incy, REAL c, REAL s) {
    for (int i = 0, ix = START(n, incx), iy = START(n, incy); i < n; i++, ix += incx, iy += incy) {
        REAL turned = c * x[ix] + s * y[iy];
        y[iy] = c * y[iy] - s * x[ix];
        x[ix] = turned;
    }
}

REAL NAME(dot)(int n, const REAL *x, int incx, const REAL *y, int incy) {
    REAL sum = 0;
    if (incx == 1 && incy == 1) {
        /* By five, as the reference does. */
        int rest = n % 5;
        for (int i = 0; i < rest; i++) sum += x[i] * y[i];
        for (int i = rest; i < n; i += 5) {
            sum += x[i] * y[i] + x[i + 1] * y[i + 1] + x[i + 2] * y[i + 2] + x[i + 3] * y[i + 3] + x[i + 4] * y[i + 4];
        }
        return sum;
    }
    for (int i = 0, ix = START(n, incx), iy = START(n, incy); i < n; i++, ix += incx, iy += incy) sum += x[ix] * y[iy];
    return sum;
}

/* Scaled, so that no square overflows. */
REAL NAME(nrm2)(int n, const REAL *x, int incx) {
    REAL scale = 0, squares = 1;
    for (int i = 0; i < n; i++) {
        REAL size = FABS(x[i * incx]);
        if (size == 0) continue;
        if (scale < size) {
            squares = 1 + squares * (scale / size) * (scale / size);
            scale = size;
        } else {
            squares += (size / scale) * (size / scale);
        }
    }
    return scale * SQRT(squares);
}

REAL NAME(asum)(int n, const REAL *x, int incx) {
    REAL sum = 0;
    for (int i = 0; i < n; i++) sum += FABS(x[i * incx]);
    return sum;
}

int NAME(iamax)(int n, const REAL *x, int incx) {
    int best = 0;
    for (int i = 1; i < n; i++) {
        if (FABS(x[i * incx]) > FABS(x[best * incx])) best = i;
    }
    return best;
}

/* Level 2: a matrix and vectors. */

/* y = beta y. Zero clears y whatever it held. */
static void scale_vector(int n, REAL beta, REAL *y, int incy) {
    if (beta == 1) return;
    for (int i = 0, iy = START(n, incy); i < n; i++, iy += incy) y[iy] = beta == 0 ? 0 : beta * y[iy];
}

void NAME(gemv)(char trans, int m, int n, REAL alpha, const REAL *a, int lda, const REAL *x, int incx, REAL beta, REAL *y,
                int incy) {
    int lenx = trans == 'N' ? n : m, leny = trans == 'N' ? m : n;
    int jx = START(lenx, incx), jy = START(leny, incy);
    scale_vector(leny, beta, y, incy);
    if (trans == 'N') {
        for (int j = 0; j < n; j++, jx += incx) {
            REAL factor = alpha * x[jx];
            if (incy == 1) {
                for (int i = 0; i < m; i++) y[i] += factor * A(i, j);
            } else {
                for (int i = 0, iy = jy; i < m; i++, iy += incy) y[iy] += factor * A(i, j);
            }
        }
    } else {
        for (int j = 0; j < n; j++, jy += incy) {
            REAL sum = 0;
            if (incx == 1) {
                for (int i = 0; i < m; i++) sum += A(i, j) * x[i];
            } else {
                for (int i = 0, ix = jx; i < m; i++, ix += incx) sum += A(i, j) * x[ix];
            }
            y[jy] += alpha * sum;
        }
    }
}

void NAME(ger)(int m, int n, REAL alpha, const REAL *x, int incx, const REAL *y, int incy, REAL *a, int lda) {
    for (int j = 0, jy = START(n, incy); j < n; j++, jy += incy) {
        if (y[jy] == 0) continue;
        REAL factor = alpha * y[jy];
        if (incx == 1) {
            for (int i = 0; i < m; i++) A(i, j) += x[i] * factor;
        } else {
            for (int i = 0, ix = START(m, incx); i < m; i++, ix += incx) A(i, j) += x[ix] * factor;
        }
    }
}

void NAME(symv)(char uplo, int n, REAL alpha, const REAL *a, int lda, const REAL *x, int incx, REAL beta, REAL *y, int incy) {
    int kx = START(n, incx), ky = START(n, incy);
    scale_vector(n, beta, y, incy);
    for (int j = 0; j < n; j++) {
        REAL factor = alpha * x[kx + j * incx], sum = 0;
        int from = uplo == 'U' ? 0 : j + 1, to = uplo == 'U' ? j : n;
        for (int i = from; i < to; i++) {
            y[ky + i * incy] += factor * A(i, j);
            sum += A(i, j) * x[kx + i * incx];
        }
        y[ky + j * incy] += factor * A(j, j) + alpha * sum;
    }
}

void NAME(trsv)(char uplo, char trans, char diag, int n, const REAL *a, int lda, REAL *x, int incx) {
    int kx = START(n, incx);
    /* An upper matrix is solved from its end, and so is the transpose of a lower one. */
    int backwards = (uplo == 'U') == (trans == 'N');
    for (int step = 0; step < n; step++) {
        int j = backwards ? n - 1 - step : step, jx = kx + j * incx;
        int from = uplo == 'U' ? 0 : j + 1, to = uplo == 'U' ? j : n;
        if (trans == 'N') {
            if (x[jx] == 0) continue;
            if (diag == 'N') x[jx] /= A(j, j);
            REAL factor = x[jx];
            if (incx == 1) {
                for (int i = from; i < to; i++) x[i] -= factor * A(i, j);
            } else {
                for (int i = from; i < to; i++) x[kx + i * incx] -= factor * A(i, j);
            }
        } else {
            REAL rest = x[jx];
            for (int i = from; i < to; i++) rest -= A(i, j) * x[kx + i * incx];
            x[jx] = diag == 'N' ? rest / A(j, j) : rest;
        }
    }
}

/* Level 3: matrices. */

void NAME(gemm)(char transa, char transb, int m, int n, int k, REAL alpha, const REAL *a, int lda, const REAL *b, int ldb,
                REAL beta, REAL *c, int ldc) {
    for (int j = 0; j < n; j++) {
        if (transa == 'N') {
            scale_vector(m, beta, &C(0, j), 1);
            for (int l = 0; l < k; l++) {
                REAL factor = alpha * (transb == 'N' ? B(l, j) : B(j, l));
                for (int i = 0; i < m; i++) C(i, j) += factor * A(i, l);
            }
            continue;
        }
        for (int i = 0; i < m; i++) {
            REAL sum = 0;
            if (transb == 'N') {
                for (int l = 0; l < k; l++) sum += A(l, i) * B(l, j);
            } else {
                for (int l = 0; l < k; l++) sum += A(l, i) * B(j, l);
            }
            C(i, j) = alpha * sum + (beta == 0 ? 0 : beta * C(i, j));
        }
    }
}

void NAME(syrk)(char uplo, char trans, int n, int k, REAL alpha, const REAL *a, int lda, REAL beta, REAL *c, int ldc) {
    for (int j = 0; j < n; j++) {
        int from = uplo == 'U' ? 0 : j, to = uplo == 'U' ? j + 1 : n;
        if (trans == 'N') {
            scale_vector(to - from, beta, &C(from, j), 1);
            for (int l = 0; l < k; l++) {
                REAL factor = alpha * A(j, l);
                for (int i = from; i < to; i++) C(i, j) += factor * A(i, l);
            }
        } else {
            for (int i = from; i < to; i++) {
                REAL sum = 0;
                for (int l = 0; l < k; l++) sum += A(l, i) * A(l, j);
                C(i, j) = alpha * sum + (beta == 0 ? 0 : beta * C(i, j));
            }
        }
    }
}

void NAME(trsm)(char side, char uplo, char trans, char diag, int m, int n, REAL alpha, const REAL *a, int lda, REAL *b,
                int ldb) {
    int backwards = (uplo == 'U') == (trans == 'N');
    if (side == 'L') {
        for (int j = 0; j < n; j++) {
            scale_vector(m, alpha, &B(0, j), 1);
            NAME(trsv)(uplo, trans, diag, m, a, lda, &B(0, j), 1);
        }
        return;
    }
    /* B's columns depend on each other as the elements of one row do, in the other direction. */
    for (int step = 0; step < n; step++) {
        int j = backwards ? step : n - 1 - step;
        int from = backwards ? 0 : j + 1, to = backwards ? j : n;
        scale_vector(m, alpha, &B(0, j), 1);
        for (int l = from; l < to; l++) {
            REAL factor = trans == 'N' ? A(l, j) : A(j, l);
            for (int i = 0; i < m; i++) B(i, j) -= factor * B(i, l);
        }
        if (diag == 'N') NAME(scal)(m, 1 / A(j, j), &B(0, j), 1);
    }
}
