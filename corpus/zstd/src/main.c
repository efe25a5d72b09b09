/* Packs records with Zstandard as a store does: neighbours together in blocks, all with one dictionary, so that one
 * block can be read without the others. Then reads some records back.
 *
 * Request: settings, one on a line, an empty line, the records, one on a line.
 *     levels LEVEL...        each makes a store of its own
 *     block RECORDS          records in a block
 *     dictionary RECORDS     the dictionary is the text of as many of the first records
 *     read STEP              every STEPth record is read back on its own
 * Response: for each level the sizes, a digest of the store, and a digest of what was read. */
#define ZSTD_STATIC_LINKING_ONLY
#include "request.h"
#include "xxhash.h"
#include "zstd.h"

#define fail(...) fail_as("zstd", __VA_ARGS__)

typedef struct {
    const char *text;
    size_t size;
} Span;

typedef struct {
    size_t count, capacity;
    Span *spans;
} Spans;

static void add(Spans *list, Span span) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity * 2 + 64;
        list->spans = realloc(list->spans, list->capacity * sizeof(Span));
        if (!list->spans) {
            fail("no memory left");
        }
    }
    list->spans[list->count++] = span;
}

static size_t checked(size_t result) {
    if (ZSTD_isError(result)) {
        fail("%s", ZSTD_getErrorName(result));
    }
    return result;
}

/* The bytes of neighbouring records, with their newlines. */
static Span joined(const Spans *records, size_t first, size_t count) {
    size_t last = first + count < records->count ? first + count : records->count;
    if (first == last) {
        return (Span){"", 0};
    }
    const char *start = records->spans[first].text;
    return (Span){start, records->spans[last - 1].text + records->spans[last - 1].size + 1 - start};
}

static void store(ZSTD_CCtx *packer, ZSTD_DCtx *reader, const Spans *records, int level, size_t block, Span words, size_t step) {
    checked(ZSTD_CCtx_reset(packer, ZSTD_reset_session_and_parameters));
    checked(ZSTD_CCtx_setParameter(packer, ZSTD_c_compressionLevel, level));
    checked(ZSTD_CCtx_setParameter(packer, ZSTD_c_checksumFlag, 1));
    ZSTD_compressionParameters how = ZSTD_getCParams(level, block * 100, words.size);
    ZSTD_CDict *packing = ZSTD_createCDict_advanced(words.text, words.size, ZSTD_dlm_byRef, ZSTD_dct_rawContent, how,
                                                    ZSTD_defaultCMem);
    ZSTD_DDict *reading = ZSTD_createDDict_advanced(words.text, words.size, ZSTD_dlm_byRef, ZSTD_dct_rawContent,
                                                    ZSTD_defaultCMem);
    checked(ZSTD_CCtx_refCDict(packer, words.size ? packing : NULL));
    checked(ZSTD_DCtx_refDDict(reader, words.size ? reading : NULL));

    Spans blocks = {0};
    size_t packed = 0, longest = 0;
    XXH64_state_t *hash = XXH64_createState();
    XXH64_reset(hash, 0);
    for (size_t first = 0; first < records->count; first += block) {
        Span text = joined(records, first, block);
        size_t bound = ZSTD_compressBound(text.size);
        char *bytes = malloc(bound);
        size_t size = checked(ZSTD_compress2(packer, bytes, bound, text.text, text.size));
        XXH64_update(hash, bytes, size);
        add(&blocks, (Span){bytes, size});
        packed += size;
        longest = text.size > longest ? text.size : longest;
    }
    uint64_t stored = XXH64_digest(hash);

    XXH64_reset(hash, 0);
    char *page = malloc(longest + 1);
    size_t inside = (size_t)-1, read = 0;
    for (size_t i = 0; i < records->count; i += step) {
        Span record = records->spans[i];
        if (inside != i / block) {
            inside = i / block;
            checked(ZSTD_decompressDCtx(reader, page, longest, blocks.spans[inside].text, blocks.spans[inside].size));
        }
        const char *found = page + (record.text - records->spans[inside * block].text);
        if (memcmp(found, record.text, record.size + 1) != 0) {
            fail("record %zu comes back changed", i);
        }
        XXH64_update(hash, found, record.size);
        read++;
    }
    printf("level %3d: %6zu blocks, %8zu bytes, digest %016llx; read %zu, digest %016llx\n", level, blocks.count, packed,
           (unsigned long long)stored, read, (unsigned long long)XXH64_digest(hash));

    for (size_t i = 0; i < blocks.count; i++) {
        free((char *)blocks.spans[i].text);
    }
    free(blocks.spans);
    free(page);
    XXH64_freeState(hash);
    ZSTD_freeCDict(packing);
    ZSTD_freeDDict(reading);
}

int main(void) {
    ZSTD_CCtx *packer = ZSTD_createCCtx();
    ZSTD_DCtx *reader = ZSTD_createDCtx();

    size_t size;
    char *request = read_request(&size), *cursor = request, *line, *levels = NULL;
    size_t block = 16, dictionary = 0, step = 1;
    while ((line = next_line(&cursor)) && *line) {
        if (strncmp(line, "levels ", 7) == 0) {
            levels = line + 7;
        } else if (sscanf(line, "block %zu", &block) != 1 && sscanf(line, "dictionary %zu", &dictionary) != 1 &&
                   sscanf(line, "read %zu", &step) != 1) {
            fail("unknown setting '%s'", line);
        }
    }
    if (!levels || block < 1 || step < 1) {
        fail("settings are wrong: levels LEVEL..., block and read at least 1");
    }
    Spans records = {0};
    for (char *end, *start = cursor; (end = memchr(start, '\n', request + size - start)); start = end + 1) {
        add(&records, (Span){start, end - start});
    }
    Span words = joined(&records, 0, dictionary), all = joined(&records, 0, records.count);
    printf("%zu records, %zu bytes, dictionary of %zu bytes\n", records.count, all.size, words.size);
    for (char *word = strtok(levels, " "); word; word = strtok(NULL, " ")) {
        store(packer, reader, &records, atoi(word), block, words, step);
    }
    return 0;
}
