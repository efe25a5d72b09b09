/* The routines for double. */
#include "blas.h"
#define REAL double
#define NAME(routine) d##routine
#define FABS __builtin_fabs
#define SQRT __builtin_sqrt
#include "routines.h"
