/* Does many rounds of small work over records, lists, strings, arrays and numbers.
 *
 * Request: lines `ROUNDS SEED KIND...`; KIND is a name in work.c, or `all`. A round does each kind once, in the order
 * given; a kind may be given more than once. The state is made anew, from the seed, for each line.
 * Requests are written by hand.
 * Response: for each line counters, checksums of the state, and the records that are first in the list. */
#include "request.h"
#include "work.h"

#define fail(...) fail_as("dhrystone", __VA_ARGS__)

static void show(const World *world) {
    static const char *const states[STATES] = {"idle", "ready", "running", "blocked", "done"};
    uint32_t list = 0, names = 0;
    for (const Record *record = world->first; record; record = record->next) {
        list = list * 31 + (uint32_t)(record->priority * STATES + record->state) + record->visits;
        names = names * 31 + (uint32_t)digest(record->name, strlen(record->name));
    }
    printf("  equal %u, smaller %u, moves %u, sum %u\n", world->equal, world->smaller, world->moves, world->sum);
    printf("  list %08x, names %08x, table %08x, grid %08x\n", list, names, (uint32_t)digest(world->table, sizeof world->table),
           (uint32_t)digest(world->grid, sizeof world->grid));
    const Record *record = world->first;
    for (int i = 0; i < 3; i++, record = record->next) {
        printf("  %s: %s, priority %d, visits %u\n", record->name, states[record->state], record->priority, record->visits);
    }
}

int main(void) {
    static World world;
    size_t size;
    char *cursor = read_request(&size), *line;
    while ((line = next_line(&cursor))) {
        const Work *mix[32];
        int rounds, used, kinds = 0;
        unsigned seed;
        printf("%s\n", line);
        if (sscanf(line, "%d %u%n", &rounds, &seed, &used) != 2 || rounds < 0) {
            fail("a line is ROUNDS SEED KIND..., not '%s'", line);
        }
        for (char *word = strtok(line + used, " "); word; word = strtok(NULL, " ")) {
            int found = 0;
            for (int i = 0; i < work_count; i++) {
                if (!strcmp(word, works[i].name) || !strcmp(word, "all")) {
                    if (kinds == 32) {
                        fail("a mix has no more than 32 kinds");
                    }
                    mix[kinds++] = &works[i];
                    found = 1;
                }
            }
            if (!found) {
                fail("no work is called '%s'", word);
            }
        }
        build_world(&world, seed);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < kinds; i++) {
                mix[i]->step(&world, round);
            }
        }
        show(&world);
    }
    return 0;
}
