/* Basic linear algebra as the reference BLAS has it: matrices lie in columns, `ld` elements from one to the next;
 * vectors have strides, and those with a negative one are walked from their end. Flags are letters: trans N or T,
 * uplo U or L, side L or R, diag N or U (ones, not stored). Names begin with s for float and d for double. */
#ifndef BLAS_H
#define BLAS_H

#define DECLARE(R, p)                                                                                                  \
    void p##copy(int n, const R *x, int incx, R *y, int incy);                                                         \
    void p##swap(int n, R *x, int incx, R *y, int incy);                                                               \
    void p##scal(int n, R alpha, R *x, int incx);                                                                      \
    void p##axpy(int n, R alpha, const R *x, int incx, R *y, int incy);                                                \
    void p##rot(int n, R *x, int incx, R *y, int incy, R c, R s);                                                      \
    R p##dot(int n, const R *x, int incx, const R *y, int incy);                                                       \
    R p##nrm2(int n, const R *x, int incx);                                                                            \
    R p##asum(int n, const R *x, int incx);                                                                            \
    int p##iamax(int n, const R *x, int incx);                                                                         \
    void p##gemv(char trans, int m, int n, R alpha, const R *a, int lda, const R *x, int incx, R beta, R *y, int incy); \
    void p##ger(int m, int n, R alpha, const R *x, int incx, const R *y, int incy, R *a, int lda);                     \
    void p##symv(char uplo, int n, R alpha, const R *a, int lda, const R *x, int incx, R beta, R *y, int incy);        \
    void p##trsv(char uplo, char trans, char diag, int n, const R *a, int lda, R *x, int incx);                        \
    void p##gemm(char transa, char transb, int m, int n, int k, R alpha, const R *a, int lda, const R *b, int ldb,     \
                 R beta, R *c, int ldc);                                                                               \
    void p##syrk(char uplo, char trans, int n, int k, R alpha, const R *a, int lda, R beta, R *c, int ldc);            \
    void p##trsm(char side, char uplo, char trans, char diag, int m, int n, R alpha, const R *a, int lda, R *b, int ldb);

DECLARE(float, s)
DECLARE(double, d)

#endif
