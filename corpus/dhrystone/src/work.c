/* The kinds of work. Each is a few calls of small functions, which pass values by pointer, as programs do. */
#include "work.h"

#include <stdio.h>
#include <string.h>

static uint32_t next(World *world) {
    world->random = world->random * 1664525 + 1013904223;
    return world->random >> 8;
}

void build_world(World *world, uint32_t seed) {
    memset(world, 0, sizeof *world);
    world->random = seed;
    for (int i = RECORDS - 1; i >= 0; i--) {
        Record *record = &world->records[i];
        record->next = world->first;
        world->first = record;
        record->state = next(world) % STATES;
        record->priority = next(world) % 100;
        snprintf(record->name, sizeof record->name, "SOME RECORD'S NAME, %d'%s", (int)(next(world) % 50), i % 10 == 1 ? "ST" : "TH");
    }
}

/* Records: what comes after a state, and copies of whole records. */
static int is_over(State state) { return state == DONE || state == IDLE; }

static void advance(State *state, int event) {
    switch (*state) {
    case IDLE: *state = event > 10 ? READY : IDLE; break;
    case READY: *state = event % 3 ? RUNNING : BLOCKED; break;
    case RUNNING: *state = event > 80 ? DONE : event > 40 ? BLOCKED : READY; break;
    case BLOCKED: *state = event & 1 ? READY : BLOCKED; break;
    default: *state = IDLE;
    }
}

static void copy_record(Record *to, const Record *from) {
    Record *next = to->next;
    *to = *from;
    to->next = next;
}

static void records(World *world, int round) {
    Record *record = &world->records[round % RECORDS], *other = &world->records[(round * 7 + 3) % RECORDS];
    State before = record->state;
    advance(&record->state, (round + record->priority) % 100);
    record->visits++;
    if (is_over(record->state) && record != other) {
        copy_record(other, record);
        other->priority = (other->priority + 17) % 100;
    }
    world->sum += before * STATES + record->state;
}

/* Lists: one record moves behind the first of a higher priority. */
static Record **find(Record **link, const Record *record) {
    while (*link != record) link = &(*link)->next;
    return link;
}

static void lists(World *world, int round) {
    Record *record = &world->records[round * 11 % RECORDS];
    *find(&world->first, record) = record->next;
    Record **link = &world->first;
    record->priority = (record->priority * 5 + round) % 100;
    while (*link && (*link)->priority > record->priority) {
        link = &(*link)->next;
        world->moves++;
    }
    record->next = *link;
    *link = record;
}

/* Strings: made, compared, searched, by the C library and by hand. */
static int first_difference(const char *a, const char *b) {
    int i = 0;
    while (a[i] && a[i] == b[i]) i++;
    return i;
}

static void strings(World *world, int round) {
    char text[32];
    Record *record = &world->records[round % RECORDS], *other = &world->records[round * 3 % RECORDS];
    strcpy(text, record->name);
    text[20] = '0' + round % 10;
    int order = strcmp(text, other->name);
    world->equal += order == 0;
    if (order < 0) {
        world->smaller++;
        strcpy(other->name, text);
    }
    world->sum += (uint32_t)first_difference(text, other->name) + (uint32_t)strlen(text);
    char *quote = strchr(text, '\'');
    world->sum += quote ? (uint32_t)(quote - text) : 1;
}

/* Arrays: some elements of a row and a square, as indices of each other. */
static void arrays(World *world, int round) {
    int at = round % (TABLE - 3), value = world->table[at] + 5;
    world->table[at] = value % 1000;
    world->table[at + 1] = world->table[at];
    world->table[at + 2] = at;
    for (int i = at; i <= at + 1; i++) world->grid[at][i] = (world->table[at] + i) % 777;
    world->grid[at][at]++;
    world->grid[(at + 3) % TABLE][at] = world->table[at];
}

/* Arithmetic: quotients and branches. */
static int add_two(int a, int b) { return a + 2 + b; }

static void arithmetic(World *world, int round) {
    int a = (int)(next(world) % 1000) + 1, b = round % 97 + 3, c = a * b % 1009;
    c = add_two(c, a / b) - (c % 7 > 3 ? b : -a);
    while (c > 40) c = c % 2 ? c - b : c / 2;
    world->sum += (uint32_t)(c + 10000);
}

const Work works[] = {
    {"records", records}, {"lists", lists}, {"strings", strings}, {"arrays", arrays}, {"arithmetic", arithmetic},
};
const int work_count = sizeof works / sizeof *works;
