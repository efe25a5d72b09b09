/* A chess engine. Reads commands of the protocol of XBoard, one a line, to which the engine, H.G. Muller's Fairy-Max,
 * answers what it always does: for each search the depth, score, time, nodes and line of play, then its move. As
 *
 *     variant knightmate         another game of the engine's fmax.ini; without it, chess
 *     sd 6                       think to this depth; without it, 4
 *     setboard FEN               a position (castling: pieces on their first squares may, whatever the FEN says)
 *     e2e4                       a move
 *     go                         the engine moves now, and from then on for that side
 *     quit                       must be the last line
 *
 * The engine's file is part of the program, its clock stands still, and its hash table has 2^16 entries. What comes
 * before the request's first line (the game's tables, the hash table, see `prelude`) is done before stdin is read. */
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

/* A new game, an hour for each move, a depth for want of another one, no thinking while others move, and all that the
 * search finds. */
static const char prelude[] = "new\nst 3600\nsd 4\neasy\npost\n";

static const unsigned char games[] = {
#embed "fmax.ini"
};

/* Lines for the engine that are not from stdin: the prelude, and what a `setboard` was translated to. */
static char pending_text[2048];
static const char *pending = prelude;

/* Fairy-Max knows no FEN, only the older `edit`: colour by colour, a line for each piece, as "Ke1". */
static void edit_from_fen(const char *fen) {
    char *end = pending_text;
    const char *side = strchr(fen, ' ');
    end += sprintf(end, "%s\nedit\n#\n", side && side[1] == 'b' ? "black" : "white");
    for (int black = 0; black < 2; black++) {
        int file = 0, rank = 8;
        for (const char *at = fen; at != side && *at && *at != '\n'; at++) {
            if (*at == '/') {
                file = 0;
                rank--;
            } else if (isdigit((unsigned char)*at)) {
                file += *at - '0';
            } else if (!isalpha((unsigned char)*at) || file > 7 || rank < 1) {
                fprintf(stderr, "chess: this is no position: %s", fen);
                exit(1);
            } else {
                if (!!islower((unsigned char)*at) == black) {
                    end += sprintf(end, "%c%c%d\n", toupper((unsigned char)*at), 'a' + file, rank);
                }
                file++;
            }
        }
        end += sprintf(end, black ? ".\n" : "c\n");
    }
    pending = pending_text;
}

/* The engine's fgets. */
static char *next_line(char *line, int size, FILE *input) {
    if (!*pending) {
        char *read = fgets(line, size, input);
        if (!read || strncmp(line, "setboard ", 9) != 0) {
            return read;
        }
        edit_from_fen(line + 9);
    }
    size_t length = strcspn(pending, "\n") + 1;
    memcpy(line, pending, length);
    line[length] = 0;
    pending += length;
    return line;
}

static FILE *open_file(const char *name, const char *mode) {
    int is_ini = *mode == 'r' && !strcmp(name, "./fmax.ini");
    return is_ini ? fmemopen((void *)games, sizeof games, "r") : NULL;
}

static int stopped_clock(struct timeval *now, void *zone) {
    *now = (struct timeval){0};
    return 0;
}

static clock_t no_time_used(struct tms *used) {
    *used = (struct tms){0};
    return 0;
}

#define main fairymax
#define fgets next_line
#define fopen open_file
#define gettimeofday stopped_clock
#define times no_time_used
/* stdin and stdout stay as they are: nobody waits for each answer. */
#define setvbuf(...) ((void)0)
#define fflush(stream) ((void)0)
#include "fairymax.c"
#undef main

int main(void) {
    char *arguments[] = {"fairymax", "16", NULL};
    if (fairymax(2, arguments) != 0) {
        fprintf(stderr, "chess: the request ends without 'quit'\n");
        return 1;
    }
    return 0;
}
