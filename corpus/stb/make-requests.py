"""Makes the requests: pictures that are drawn here, as PNG and PNM, and the copies that are wanted of them.

Train: discs on a gradient, stripes, a transparent badge, grey noise. Test: hills, tiles, a transparent map, text-like strokes.
"""

import math
import pathlib
import random
import struct
import zlib


def png(width, height, channels, pixels, filters):
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    rows, before, stride = bytearray(), bytes(width * channels), width * channels
    for y in range(height):
        row, kind = pixels[y * stride:(y + 1) * stride], filters[y % len(filters)]
        left = bytes(channels) + row[:-channels]
        reference = {0: bytes(stride), 1: left, 2: before, 3: bytes((a + b) // 2 for a, b in zip(left, before))}[kind]
        rows.append(kind)
        rows += bytes((a - b) & 255 for a, b in zip(row, reference))
        before = row

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")


def pnm(width, height, channels, pixels):
    return f"P{6 if channels == 3 else 5}\n{width} {height}\n255\n".encode() + pixels


def draw(width, height, colour):
    return bytes(min(max(int(value), 0), 255) for y in range(height) for x in range(width) for value in colour(x, y))


def discs(rng, size):
    all_discs = [(rng.random() * size, rng.random() * size, 5 + rng.random() * size / 5, rng.choices(range(256), k=3))
                 for _ in range(12)]

    def colour(x, y):
        for cx, cy, r, c in all_discs:
            if (x - cx) ** 2 + (y - cy) ** 2 < r * r:
                return c
        return x * 255 // size, y * 255 // size, 120
    return colour


def save(group, name, copies, image):
    path = pathlib.Path("requests") / group / f"{name}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{copy}\n" for copy in copies).encode() + b"\n" + image)


rng = random.Random(5)
save("train", "discs", ["catmull 60 60 png 0", "box 30 30 tga 0", "triangle 120 120 jpg 85"],
     png(110, 110, 3, draw(110, 110, discs(rng, 110)), [1, 2, 3]))
save("train", "stripes", ["mitchell 80 50 png 0", "cubic 40 90 tga 0"],
     pnm(120, 80, 3, draw(120, 80, lambda x, y: (255 * (x // 7 % 2), 200 * (y // 9 % 2), (x + y) % 256))))
save("train", "badge", ["catmull 48 48 png 0", "triangle 96 96 tga 0"],
     png(90, 90, 4, draw(90, 90, lambda x, y: (200, x * 2, y * 2, 255 if (x - 45) ** 2 + (y - 45) ** 2 < 1600 else 0)), [2]))
save("train", "grey", ["mitchell 50 50 png 0", "box 20 40 jpg 60"],
     pnm(100, 90, 1, draw(100, 90, lambda x, y: (128 + 60 * math.sin(x * y / 300) + rng.randrange(20),))))

rng = random.Random(77)
save("test", "hills", ["catmull 120 80 png 0", "mitchell 200 140 jpg 90", "triangle 64 64 jpg 50", "box 33 21 tga 0"],
     png(240, 160, 3, draw(240, 160, lambda x, y: (
         (150 - y // 2, 190 - y // 3, 240) if y < 60 + 20 * math.sin(x / 31) else (50 + y // 3, 130 - x // 5, 60 + (x ^ y) % 17))),
         [3, 1]))
save("test", "tiles", ["cubic 90 130 png 0", "catmull 180 180 tga 0", "triangle 150 50 jpg 75"],
     pnm(150, 150, 3, draw(150, 150, lambda x, y: ((x // 15 * 40 + y // 15 * 90) % 256, (x * y // 90) % 256, 255 * ((x // 5 + y // 5) % 2)))))
save("test", "map", ["mitchell 100 100 png 0", "catmull 256 128 png 0"],
     png(160, 120, 4, draw(160, 120, lambda x, y: (90, 140 + int(40 * math.sin(x / 9)), 80, 40 + (x * 3 + y * 5) % 200)), [1, 0, 2]))
save("test", "strokes", ["triangle 140 60 png 0", "mitchell 300 100 jpg 95", "box 70 30 tga 0"],
     pnm(220, 110, 1, draw(220, 110, lambda x, y: (20 if (x * 7 + y * 3) % 31 < 5 or (x - y) % 43 == 0 else 240,))))
save("test", "dot", ["box 1 1 png 0"], pnm(3, 3, 3, bytes(range(27))))
