/* The state that the work is on, and the kinds of work. */
#ifndef WORK_H
#define WORK_H

#include <stdint.h>

typedef enum { IDLE, READY, RUNNING, BLOCKED, DONE, STATES } State;

typedef struct Record {
    struct Record *next;
    State state;
    int priority;
    char name[32];
    uint32_t visits;
} Record;

enum { RECORDS = 40, TABLE = 24 };

typedef struct {
    Record records[RECORDS], *first;
    int table[TABLE], grid[TABLE][TABLE];
    uint32_t equal, smaller, moves, sum, random;
} World;

typedef struct {
    const char *name;
    void (*step)(World *world, int round);
} Work;

extern const Work works[];
extern const int work_count;

void build_world(World *world, uint32_t seed);

#endif
