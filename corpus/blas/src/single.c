/* The routines for float. */
#include "blas.h"
#define REAL float
#define NAME(routine) s##routine
#define FABS __builtin_fabsf
#define SQRT __builtin_sqrtf
#include "routines.h"
