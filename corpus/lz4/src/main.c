/* Packs a file of pages with LZ4, the way a database or a cache does before it writes them.
 *
 * Request: settings, one on a line, an empty line, the file's bytes.
 *     page BYTES             pages are packed one by one
 *     fast ACCELERATION...   with LZ4's fast compressor
 *     thorough LEVEL...      with its HC compressor, 2 to 12
 *     chained LEVEL...       as a frame whose blocks may refer to those before, 3 to 12 (a lower level gives other
 *                            bytes where words have 64 bits)
 *     reads COUNT            pages are read back in a scattered order as often as this
 * Response: for each way what it came to, a digest of what was packed, and one of what was read back. */
#include "request.h"
#include "lz4.h"
#include "lz4frame.h"
#include "lz4hc.h"
#include "xxhash.h"

#define fail(...) fail_as("lz4", __VA_ARGS__)

typedef struct {
    const char *bytes;
    size_t size, page, pages;
} File;

/* One slot for each page, as large as a page can become. */
typedef struct {
    char *bytes;
    size_t slot;
    int *sizes;
} Packed;

static size_t page_size(const File *file, size_t page) {
    size_t left = file->size - page * file->page;
    return left < file->page ? left : file->page;
}

static void *memory(size_t size) {
    void *bytes = malloc(size ? size : 1);
    if (!bytes) {
        fail("no memory left");
    }
    return bytes;
}

static void report(const char *way, int level, size_t size, uint64_t packed, uint64_t back, size_t stored) {
    printf("%-8s %3d: %8zu bytes, digest %016llx, back %016llx, %zu pages not smaller\n", way, level, size,
           (unsigned long long)packed, (unsigned long long)back, stored);
}

static void pages(const File *file, Packed *packed, char *page, const char *way, int level, int thorough, size_t reads) {
    XXH64_state_t *hash = XXH64_createState();
    size_t total = 0, stored = 0;
    XXH64_reset(hash, 0);
    for (size_t i = 0; i < file->pages; i++) {
        const char *from = file->bytes + i * file->page;
        char *to = packed->bytes + i * packed->slot;
        int size = page_size(file, i);
        int made = thorough ? LZ4_compress_HC(from, to, size, packed->slot, level)
                            : LZ4_compress_fast(from, to, size, packed->slot, level);
        if (made <= 0) {
            fail("page %zu cannot be packed", i);
        }
        packed->sizes[i] = made;
        total += made;
        stored += made >= size;
        XXH64_update(hash, to, made);
    }
    uint64_t written = XXH64_digest(hash);

    XXH64_reset(hash, 0);
    uint32_t scatter = 12345;
    for (size_t i = 0; file->pages && i < reads; i++) {
        scatter = scatter * 1664525 + 1013904223;
        size_t at = (scatter >> 8) % file->pages;
        int size = LZ4_decompress_safe(packed->bytes + at * packed->slot, page, packed->sizes[at], file->page);
        if (size != (int)page_size(file, at) || memcmp(page, file->bytes + at * file->page, size) != 0) {
            fail("page %zu comes back changed", at);
        }
        XXH64_update(hash, page, size);
    }
    report(way, level, total, written, XXH64_digest(hash), stored);
    XXH64_freeState(hash);
}

static void chained(const File *file, int level) {
    LZ4F_preferences_t preferences = {0};
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    preferences.frameInfo.blockMode = LZ4F_blockLinked;
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    preferences.compressionLevel = level;
    size_t bound = LZ4F_compressFrameBound(file->size, &preferences);
    char *frame = memory(bound), *back = memory(file->size);
    size_t size = LZ4F_compressFrame(frame, bound, file->bytes, file->size, &preferences);
    LZ4F_dctx *reader;
    if (LZ4F_isError(size) || LZ4F_isError(LZ4F_createDecompressionContext(&reader, LZ4F_VERSION))) {
        fail("the frame cannot be made");
    }
    for (size_t taken = 0, made = 0; taken < size;) {
        /* As from a network: a few thousand bytes at a time. */
        size_t in = size - taken < 4000 ? size - taken : 4000, out = file->size - made;
        if (LZ4F_isError(LZ4F_decompress(reader, back + made, &out, frame + taken, &in, NULL))) {
            fail("the frame cannot be read");
        }
        taken += in;
        made += out;
    }
    if (memcmp(back, file->bytes, file->size) != 0) {
        fail("the frame comes back changed");
    }
    report("chained", level, size, XXH64(frame, size, 0), XXH64(back, file->size, 0), 0);
    LZ4F_freeDecompressionContext(reader);
    free(frame);
    free(back);
}

int main(void) {
    size_t size, page = 4096, reads = 0;
    char *request = read_request(&size), *cursor = request, *line;
    char *fast = "", *thorough = "", *frames = "";
    while ((line = next_line(&cursor)) && *line) {
        if (strncmp(line, "fast ", 5) == 0) {
            fast = line + 5;
        } else if (strncmp(line, "thorough ", 9) == 0) {
            thorough = line + 9;
        } else if (strncmp(line, "chained ", 8) == 0) {
            frames = line + 8;
        } else if (sscanf(line, "page %zu", &page) != 1 && sscanf(line, "reads %zu", &reads) != 1) {
            fail("unknown setting '%s'", line);
        }
    }
    if (page < 1 || page > 65536) {
        fail("a page has 1 to 65536 bytes");
    }
    File file = {cursor, size - (cursor - request), page, 0};
    file.pages = (file.size + page - 1) / page;
    Packed packed = {0};
    packed.slot = LZ4_compressBound(page);
    packed.bytes = memory(file.pages * packed.slot);
    packed.sizes = memory(file.pages * sizeof(int));
    char *room = memory(page);

    printf("%zu bytes, %zu pages of %zu, digest %016llx\n", file.size, file.pages, page,
           (unsigned long long)XXH64(file.bytes, file.size, 0));
    for (char *end; *fast; fast = end) {
        pages(&file, &packed, room, "fast", strtol(fast, &end, 10), 0, reads);
    }
    for (char *end; *thorough; thorough = end) {
        pages(&file, &packed, room, "thorough", strtol(thorough, &end, 10), 1, reads);
    }
    for (char *end; *frames; frames = end) {
        chained(&file, strtol(frames, &end, 10));
    }
    return 0;
}
