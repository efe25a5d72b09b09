/* Calls one routine on operands made for it, for either type: REAL and NAME as in routines.h, CASE is this function's
 * name. No guard: included once for each. */

static void CASE(const Request *q) {
    int m = q->m, n = q->n, k = q->k, largest = m > n ? m : n, ld;
    largest = largest > k ? largest : k;
    ld = largest + q->pad;
    /* Routines on vectors get no matrices. */
    int order = q->routine < GEMV ? 1 : largest, room = ld * order, incx = q->incx, incy = q->incy, stride = abs(incx) > abs(incy) ? abs(incx) : abs(incy);
    int length = largest * stride;
    REAL *a = memory(room, sizeof(REAL)), *b = memory(room, sizeof(REAL)), *c = memory(room, sizeof(REAL));
    REAL *x = memory(length, sizeof(REAL)), *y = memory(length, sizeof(REAL));
    state = q->seed;
    for (int i = 0; i < room; i++) {
        a[i] = real() / largest, b[i] = real(), c[i] = real();
    }
    for (int i = 0; i < order; i++) {
        a[i + i * ld] += 2; /* so that triangles can be solved */
    }
    for (int i = 0; i < length; i++) {
        x[i] = real(), y[i] = real();
    }
    double result = 0;
    for (int round = 0; round < q->times; round++) {
        REAL alpha = round % 2 ? -0.75 : 1.25;
        x[round % length] += 0.125, b[round % room] -= 0.25;
        switch (q->routine) {
        case COPY: NAME(copy)(n, x, incx, y, incy); break;
        case SWAP: NAME(swap)(n, x, incx, y, incy); break;
        case SCAL: NAME(scal)(n, round % 2 ? 0.8 : 1.25, x, abs(incx)); break;
        case AXPY: NAME(axpy)(n, alpha, x, incx, y, incy); break;
        case ROT: NAME(rot)(n, x, incx, y, incy, 0.8, 0.6); break;
        case DOT: result += NAME(dot)(n, x, incx, y, incy); break;
        case NRM2: result += NAME(nrm2)(n, x, abs(incx)); break;
        case ASUM: result += NAME(asum)(n, x, abs(incx)); break;
        case IAMAX: result += NAME(iamax)(n, x, abs(incx)); break;
        case GEMV: NAME(gemv)(q->trans, m, n, alpha, a, ld, x, incx, 0.5, y, incy); break;
        case GER: NAME(ger)(m, n, alpha, x, incx, y, incy, c, ld); break;
        case SYMV: NAME(symv)(q->uplo, n, alpha, a, ld, x, incx, 0.5, y, incy); break;
        case TRSV:
            NAME(copy)(n, x, incx, y, incx);
            NAME(trsv)(q->uplo, q->trans, q->diag, n, a, ld, y, incx);
            break;
        case GEMM: NAME(gemm)(q->trans, q->transb, m, n, k, alpha, a, ld, b, ld, 0.5, c, ld); break;
        case SYRK: NAME(syrk)(q->uplo, q->trans, n, k, alpha, b, ld, 0.5, c, ld); break;
        case TRSM:
            NAME(copy)(room, b, 1, c, 1);
            NAME(trsm)(q->side, q->uplo, q->trans, q->diag, m, n, alpha, a, ld, c, ld);
            break;
        }
    }
    double vectors = 0, matrix = 0;
    for (int i = 0; i < length; i++) {
        vectors += (double)x[i] * (i % 7 + 1) + (double)y[i] * (i % 5 + 1);
    }
    for (int i = 0; i < room; i++) {
        matrix += (double)c[i] * (i % 11 + 1);
    }
    printf("result %.6g, vectors %.6g, matrix %.6g\n", result, vectors, matrix);
    free(a), free(b), free(c), free(x), free(y);
}
