/* Makes smaller and larger copies of an image, as a site does with what is uploaded to it.
 *
 * Request: lines `FILTER WIDTH HEIGHT FORMAT QUALITY`, an empty line, an image (PNG, TGA, PNM, GIF or PSD; this version
 * of stb_image cannot read a BMP from memory). FILTER: box, triangle, cubic, catmull or mitchell. FORMAT: png, tga or
 * jpg; QUALITY matters to jpg only.
 * Response: what the image is, and for each line the encoded size, the digest of the pixels and of the file, and the
 * mean of each channel after decoding it again. */
#include "request.h"

#define fail(...) fail_as("stb", __VA_ARGS__)
#define STBI_NO_STDIO
#define STBI_NO_SIMD
#define STBI_NO_THREAD_LOCALS
#define STB_IMAGE_IMPLEMENTATION
#include "stb_image.h"
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#include "stb_image_resize.h"
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include "stb_image_write.h"

typedef struct {
    unsigned char *bytes;
    size_t size, capacity;
} File;

static void append(void *context, void *bytes, int size) {
    File *file = context;
    if (file->size + size > file->capacity) {
        file->capacity = 2 * file->capacity + size;
        file->bytes = realloc(file->bytes, file->capacity);
        if (!file->bytes) {
            fail("no memory left");
        }
    }
    memcpy(file->bytes + file->size, bytes, size);
    file->size += size;
}

static int filter_called(const char *name) {
    static const char *const names[] = {"box", "triangle", "cubic", "catmull", "mitchell"};
    for (int i = 0; i < 5; i++) {
        if (strcmp(names[i], name) == 0) {
            return STBIR_FILTER_BOX + i;
        }
    }
    fail("no filter is called '%s'", name);
}

static void copy(const unsigned char *pixels, int width, int height, int channels, const char *line) {
    char filter[16], format[8];
    int w, h, quality, made;
    if (sscanf(line, "%15s %d %d %7s %d", filter, &w, &h, format, &quality) != 5 || w < 1 || h < 1 || w > 4096 || h > 4096) {
        fail("a line is FILTER WIDTH HEIGHT FORMAT QUALITY, not '%s'", line);
    }
    unsigned char *small = malloc((size_t)w * h * channels);
    int alpha = channels == 4 ? 3 : STBIR_ALPHA_CHANNEL_NONE;
    if (!small || !stbir_resize_uint8_generic(pixels, width, height, 0, small, w, h, 0, channels, alpha, 0, STBIR_EDGE_CLAMP,
                                              filter_called(filter), STBIR_COLORSPACE_LINEAR, NULL)) {
        fail("the image cannot be resized");
    }
    File file = {0};
    if (strcmp(format, "png") == 0) {
        made = stbi_write_png_to_func(append, &file, w, h, channels, small, w * channels);
    } else if (strcmp(format, "tga") == 0) {
        made = stbi_write_tga_to_func(append, &file, w, h, channels, small);
    } else if (strcmp(format, "jpg") == 0) {
        made = stbi_write_jpg_to_func(append, &file, w, h, channels, small, quality);
    } else {
        fail("no format is called '%s'", format);
    }
    int back_w, back_h, back_channels;
    unsigned char *back = made ? stbi_load_from_memory(file.bytes, file.size, &back_w, &back_h, &back_channels, channels) : NULL;
    if (!back || back_w != w || back_h != h) {
        fail("what was encoded as %s does not come back", format);
    }
    printf("%-8s %4d x %4d %s %3d: %7zu bytes, pixels %016llx, file %016llx, means", filter, w, h, format, quality, file.size,
           (unsigned long long)digest(small, (size_t)w * h * channels), (unsigned long long)digest(file.bytes, file.size));
    for (int channel = 0; channel < channels; channel++) {
        unsigned long long sum = 0;
        for (size_t i = channel; i < (size_t)w * h * channels; i += channels) {
            sum += back[i];
        }
        printf(" %.2f", (double)sum / w / h);
    }
    putchar('\n');
    stbi_image_free(back);
    free(file.bytes);
    free(small);
}

int main(void) {
    size_t size;
    char *request = read_request(&size), *cursor = request, *line, *lines[64];
    int count = 0, width, height, channels;
    while ((line = next_line(&cursor)) && *line) {
        if (count == 64) {
            fail("64 copies are the most");
        }
        lines[count++] = line;
    }
    unsigned char *pixels = stbi_load_from_memory((unsigned char *)cursor, size - (cursor - request), &width, &height, &channels, 0);
    if (!pixels) {
        fail("the image cannot be read: %s", stbi_failure_reason());
    }
    printf("%d x %d, %d channels, pixels %016llx\n", width, height, channels,
           (unsigned long long)digest(pixels, (size_t)width * height * channels));
    for (int i = 0; i < count; i++) {
        copy(pixels, width, height, channels, lines[i]);
    }
    return 0;
}
