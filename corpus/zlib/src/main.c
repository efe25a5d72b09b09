/* Compresses one file in several ways with zlib and says what came of each.
 *
 * Request: settings, one on a line, an empty line, the file's bytes.
 *     ways FORMAT:STRATEGY:LEVEL...   FORMAT: zlib, gzip or raw; STRATEGY: default, filtered, huffman, rle or fixed
 *     window BITS                     9 to 15, of the compressor's memory of what was before
 *     piece BYTES                     what is given to zlib at a time, as a stream would
 * Response: for each way the sizes, the ratio, and the CRC-32 of what was compressed and of what came back. */
#include "request.h"
#include "zlib.h"

#define fail(...) fail_as("zlib", __VA_ARGS__)

static const char *const strategies[] = {"default", "filtered", "huffman", "rle", "fixed"};

typedef struct {
    char format[8], strategy[12];
    int level, window_bits, strategy_code;
} Way;

typedef struct {
    unsigned char *bytes;
    size_t size, capacity;
} Buffer;

static Way parse_way(const char *text, int window) {
    Way way;
    int end = 0;
    if (sscanf(text, "%7[a-z]:%11[a-z]:%d%n", way.format, way.strategy, &way.level, &end) != 3 || text[end] != 0) {
        fail("a way is FORMAT:STRATEGY:LEVEL, not '%s'", text);
    }
    way.strategy_code = -1;
    for (int i = 0; i < 5; i++) {
        if (strcmp(way.strategy, strategies[i]) == 0) {
            way.strategy_code = i;
        }
    }
    if (strcmp(way.format, "zlib") == 0) {
        way.window_bits = window;
    } else if (strcmp(way.format, "gzip") == 0) {
        way.window_bits = window + 16;
    } else if (strcmp(way.format, "raw") == 0) {
        way.window_bits = -window;
    } else {
        fail("no format is called '%s'", way.format);
    }
    if (way.strategy_code < 0) {
        fail("no strategy is called '%s'", way.strategy);
    }
    return way;
}

/* Runs deflate or inflate over all of `in`, at most `piece` bytes at a time, and leaves the result in `out`. */
static void stream(z_stream *zlib, int (*step)(z_streamp, int), const Buffer *in, Buffer *out, size_t piece) {
    size_t given = 0;
    int status;
    out->size = 0;
    do {
        if (zlib->avail_in == 0 && given < in->size) {
            size_t now = in->size - given < piece ? in->size - given : piece;
            zlib->next_in = in->bytes + given;
            zlib->avail_in = now;
            given += now;
        }
        if (out->size == out->capacity) {
            out->capacity = out->capacity * 2 + 4096;
            out->bytes = realloc(out->bytes, out->capacity);
            if (!out->bytes) {
                fail("no memory left");
            }
        }
        size_t room = out->capacity - out->size < piece ? out->capacity - out->size : piece;
        zlib->next_out = out->bytes + out->size;
        zlib->avail_out = room;
        status = step(zlib, given == in->size ? Z_FINISH : Z_NO_FLUSH);
        out->size += room - zlib->avail_out;
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
            fail("zlib: %s", zlib->msg ? zlib->msg : "error");
        }
    } while (status != Z_STREAM_END);
}

int main(void) {
    /* CRC tables and the like are made on first use: use them before the request comes. */
    uLong nothing = crc32(0, NULL, 0);
    nothing = crc32(nothing, (const unsigned char *)"zlib", 4);

    Buffer file = {0}, packed = {0}, unpacked = {0};
    char *request = read_request(&file.size);
    char *cursor = request, *line, *ways = NULL;
    int window = 15;
    long piece = 16384;
    while ((line = next_line(&cursor)) && *line) {
        if (strncmp(line, "ways ", 5) == 0) {
            ways = line + 5;
        } else if (sscanf(line, "window %d", &window) != 1 && sscanf(line, "piece %ld", &piece) != 1) {
            fail("unknown setting '%s'", line);
        }
    }
    if (!ways || window < 9 || window > 15 || piece < 1) {
        fail("settings are wrong: ways FORMAT:STRATEGY:LEVEL..., window 9 to 15, piece at least 1");
    }
    file.bytes = (unsigned char *)cursor;
    file.size -= cursor - request;

    printf("file: %zu bytes, crc %08lx, adler %08lx\n", file.size, crc32(0, file.bytes, file.size),
           adler32(1, file.bytes, file.size));
    for (char *word = strtok(ways, " "); word; word = strtok(NULL, " ")) {
        Way way = parse_way(word, window);
        z_stream zlib = {0};
        if (deflateInit2(&zlib, way.level, Z_DEFLATED, way.window_bits, 8, way.strategy_code) != Z_OK) {
            fail("zlib refuses '%s' with %d bits", word, window);
        }
        stream(&zlib, deflate, &file, &packed, piece);
        deflateEnd(&zlib);

        zlib = (z_stream){0};
        if (inflateInit2(&zlib, way.window_bits) != Z_OK) {
            fail("zlib cannot undo '%s'", word);
        }
        stream(&zlib, inflate, &packed, &unpacked, piece);
        inflateEnd(&zlib);
        if (unpacked.size != file.size || memcmp(unpacked.bytes, file.bytes, file.size) != 0) {
            fail("'%s' gives another file back", word);
        }
        printf("%-20s %8zu bytes, %3zu per mille, crc %08lx, back %08lx\n", word, packed.size,
               file.size ? packed.size * 1000 / file.size : 0, crc32(0, packed.bytes, packed.size),
               crc32(0, unpacked.bytes, unpacked.size));
    }
    return 0;
}
