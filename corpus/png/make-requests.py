"""Makes the requests: a line of steps and a PNG file, drawn here from shapes, gradients and noise.

The two sets differ in what is drawn, in sizes, in kinds of PNG (depth, colour, palette, interlacing, filters of rows)
and in the steps; most steps occur in both.
"""

import pathlib
import random
import struct
import zlib

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    p = a + b - c
    distances = abs(p - a), abs(p - b), abs(p - c)
    return (a, b, c)[distances.index(min(distances))]


def filtered(rows, size, filters):
    """Rows of bytes, each behind the number of its filter; filters are used in turn."""
    out, above = bytearray(), None
    for number, row in enumerate(rows):
        above = above or bytes(len(row))
        kind = filters[number % len(filters)]
        out.append(kind)
        for i, value in enumerate(row):
            a, b, c = row[i - size] if i >= size else 0, above[i], above[i - size] if i >= size else 0
            out.append((value - (0, a, b, (a + b) // 2, paeth(a, b, c))[kind]) & 255)
        above = row
    return bytes(out)


def packed(values, depth):
    """The samples of a row as bytes."""
    if depth == 16:
        return b"".join(struct.pack(">H", value) for value in values)
    if depth == 8:
        return bytes(values)
    out, each = bytearray(), 8 // depth
    for start in range(0, len(values), each):
        byte = 0
        for place, value in enumerate(values[start : start + each]):
            byte |= value << (8 - depth * (place + 1))
        out.append(byte)
    return bytes(out)


def png(pixels, colour, depth=8, palette=None, filters=(0, 1, 2, 3, 4), interlaced=False, level=9, notes=()):
    """`pixels`: rows of tuples of samples."""
    height, width = len(pixels), len(pixels[0])
    size = max(1, CHANNELS[colour] * depth // 8)
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b""
    for left, top, across, down in passes:
        part = [[sample for pixel in row[left::across] for sample in pixel] for row in pixels[top::down]]
        data += filtered([packed(row, depth) for row in part if row], size, filters)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
    for key, value in notes:
        file += chunk(b"tEXt", key + b"\0" + value)
    if palette:
        file += chunk(b"PLTE", bytes(sample for entry in palette for sample in entry[:3]))
        file += chunk(b"tRNS", bytes(entry[3] for entry in palette))
    stream = zlib.compress(data, level)
    for start in range(0, len(stream), 8192):
        file += chunk(b"IDAT", stream[start : start + 8192])
    return file + chunk(b"IEND", b"")


def clamp(value, most=255):
    return 0 if value < 0 else most if value > most else int(value)


def hills(r, width, height, layers):
    """Layers of hills under a sky."""
    base = [[(clamp(90 + 130 * y / height), clamp(140 + 80 * y / height), 235) for _ in range(width)] for y in range(height)]
    for layer in range(layers):
        colour = [clamp(r.randint(40, 170) * (1 - layer / (layers + 2))) for _ in range(3)]
        level = height * (0.35 + 0.5 * layer / layers)
        slope = 0.0
        for x in range(width):
            slope = max(-1.5, min(1.5, slope + r.uniform(-0.4, 0.4)))
            level = max(height * 0.15, min(height - 1, level + slope))
            for y in range(int(level), height):
                base[y][x] = tuple(clamp(value + (y - level) // 6) for value in colour)
    return base


def discs(r, width, height, count):
    """Overlapping discs on a plain ground, half of them see-through."""
    base = [[(250, 248, 240)] * width for _ in range(height)]
    for _ in range(count):
        cx, cy, radius = r.randrange(width), r.randrange(height), r.randint(5, max(6, width // 6))
        colour, mixed = [r.randint(20, 235) for _ in range(3)], r.random() < 0.5
        for y in range(max(0, cy - radius), min(height, cy + radius)):
            for x in range(max(0, cx - radius), min(width, cx + radius)):
                if (x - cx) ** 2 + (y - cy) ** 2 < radius * radius:
                    base[y][x] = tuple((a + b) // 2 for a, b in zip(base[y][x], colour)) if mixed else tuple(colour)
    return base


def window(r, width, height):
    """Like the picture of a program's window: bars, fields, lines of dots for text."""
    base = [[(236, 238, 241)] * width for _ in range(height)]

    def box(x0, y0, x1, y1, colour):
        for y in range(max(0, y0), min(height, y1)):
            for x in range(max(0, x0), min(width, x1)):
                base[y][x] = colour

    box(0, 0, width, 18, (52, 73, 110))
    box(0, 18, width // 4, height, (214, 219, 228))
    for line in range(24, height - 6, 9):
        x = width // 4 + 8
        while x < width - 10 and r.random() < 0.94:
            long = r.randint(2, 9)
            for letter in range(long):
                for dot in range(7):
                    px, py = x + letter * 5 + dot % 4, line + (dot * 5 + letter * 3 + long) % 7
                    if px < width - 3 and py < height:
                        base[py][px] = (40, 44, 52)
            x += long * 5 + 5
        if r.random() < 0.6:
            box(6, line, 6 + r.randint(20, max(21, width // 4 - 12)), line + 5, (150, 160, 178))
    box(width // 2, height // 2, width // 2 + 60, height // 2 + 16, (46, 160, 90))
    return base


def noise(r, width, height, grain, strength):
    """A rough surface: random values on a grid, smooth between them, grains on top."""
    across, down = width // grain + 2, height // grain + 2
    grid = [[r.randint(30, 225) for _ in range(across)] for _ in range(down)]
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            gx, fx, gy, fy = x // grain, x % grain / grain, y // grain, y % grain / grain
            top = grid[gy][gx] * (1 - fx) + grid[gy][gx + 1] * fx
            low = grid[gy + 1][gx] * (1 - fx) + grid[gy + 1][gx + 1] * fx
            row.append(clamp(top * (1 - fy) + low * fy + r.randint(-strength, strength)))
        rows.append(row)
    return rows


def weave(width, height, steps, thick):
    """Threads over and under each other, as numbers of colours."""
    return [[((x // thick + y // thick) % 2 * steps // 2 + (x * y // (thick * 7)) % (steps // 2),) for x in range(width)] for y in range(height)]


def single(rows):
    return [[(value,) for value in row] for row in rows]


def clear(rows, r):
    """An alpha channel that fades to the right, with holes."""
    width = len(rows[0])
    return [[(*pixel, 0 if (x // 11 + y // 13) % 9 == 0 else 255 - 160 * x // width) for x, pixel in enumerate(row)] for y, row in enumerate(rows)]


def shades(r, count):
    return [(r.randrange(256), r.randrange(256), r.randrange(256), r.choice([255, 255, 255, 128, 0])) for _ in range(count)]


def requests():
    r = random.Random(20)
    yield "train/hills-scaled", "scale 150 100 catmull | sharpen | write default adaptive", png(hills(r, 300, 200, 4), 2)
    yield "train/discs-blurred", "blur 3.5 | turn 90 | write fast paeth", png(discs(r, 180, 140, 25), 2, filters=(4,))
    yield "train/window-thumbnail", "thumbnail 120 80 | contrast 15 | write best sub", png(window(r, 360, 240), 2, filters=(1, 2))
    yield "train/faded-photo", "scale 260 130 triangle | flip x | brighten 14 | write default paeth", png(clear(hills(r, 200, 100, 3), r), 6)
    yield "train/rough-gray", "crop 20 10 120 110 | emboss | blur 1.2 | write default up", png(single(noise(r, 160, 130, 14, 3)), 0)
    yield "train/weave-palette", "scale 192 192 nearest | invert | write best none", png(weave(128, 128, 16, 9), 3, 4, shades(r, 16), filters=(0,))
    yield "train/icon", "scale 48 48 catmull | gray | write best adaptive", png(clear(discs(r, 64, 64, 9), r), 6, interlaced=True)
    r = random.Random(77)
    yield "test/valley-large", "scale 352 200 triangle | contrast -12 | sharpen | write default paeth", png(hills(r, 480, 300, 6), 2, filters=(2, 4, 4, 1))
    yield "test/terminal", "crop 60 0 260 220 | turn 270 | gray | thumbnail 160 190 | write best adaptive", png(window(r, 420, 220), 2, filters=(0,), notes=[(b"Title", b"A window")])
    yield "test/marbles", "flip y | blur 6 | scale 130 220 catmull | brighten -20 | write default adaptive", png(clear(discs(r, 240, 210, 60), r), 6, filters=(3, 1), interlaced=True)
    yield "test/deep-surface", "scale 150 90 catmull | emboss | turn 180 | write fast sub", png([[(value * 257 + x % 7 * 9,) for x, value in enumerate(row)] for row in noise(r, 130, 110, 25, 1)], 0, 16)
    yield "test/carpet", "scale 120 90 triangle | blur 1.4 | gray | contrast 20 | scale 220 170 catmull | write best none", png(weave(150, 120, 64, 5), 3, 8, shades(r, 64), filters=(0, 2))
    yield "test/dot", "write fast none", png([[(255, 0, 0)]], 2)


for path, steps, file in requests():
    target = pathlib.Path("requests", path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(steps.encode() + b"\n" + file)
