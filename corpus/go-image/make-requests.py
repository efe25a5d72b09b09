"""Makes the requests of go-image: a line of steps and a PNG or JPEG file. The pictures are painted here: train has
hills, tiles and charts, test skies, bubbles and a plan. PNGs use each row filter; JPEGs are baseline ones, written by the
encoder below, with and without subsampled colour."""

import math
import pathlib
import random
import struct
import zlib


def hills(rng, x, y, w, h, s):
    ridge = h * (0.5 + 0.2 * math.sin(x / s[0]) + 0.1 * math.sin(x / s[1]))
    return (60 + y * 120 // h, 120 + y * 90 // h, 200) if y < ridge else (40 + int(ridge) % 60, 90 + (x + y) % 23 + rng.randint(0, 12), 50)


def tiles(rng, x, y, w, h, s):
    size = 8 + int(s[0]) % 9
    k = (x // size * 7 + y // size * 13) % 5
    return [(240, 230, 200), (200, 60, 40), (30, 60, 120), (250, 250, 250), (90, 140, 90)][k] if x % size and y % size else (80, 80, 80)


def chart(rng, x, y, w, h, s):
    if x % 40 == 0 or y % 30 == 0:
        return (210, 210, 210)
    bar = h * (0.3 + 0.6 * abs(math.sin(x // 10 * s[0])))
    return (70, 130, 180) if h - y < bar and x % 10 > 2 else (255, 255, 255)


def sky(rng, x, y, w, h, s):
    cloud = sum(math.sin(x / (s[0] * k) + k) * math.cos(y / (s[1] * k) - k * 2) / k for k in (1, 2, 3, 5))
    light = max(0, min(90, int(cloud * 60)))
    return (min(255, 110 + light + y * 60 // h + rng.randint(0, 3)), min(255, 150 + light + y * 30 // h), min(255, 225 + light // 3))


def bubbles(rng, x, y, w, h, s):
    colour = (20, 30, 45)
    for k in range(7):
        cx, cy, r = (s[0] * 97 * (k + 1)) % w, (s[1] * 61 * (k + 2)) % h, 6 + s[0] * (k + 1) % (h / 4)
        d = math.hypot(x - cx, y - cy)
        if d < r:
            glow = int(255 * (1 - d / r))
            colour = (min(255, colour[0] + glow * (k % 3) // 2), min(255, colour[1] + glow * (k % 2)), min(255, colour[2] + glow // 2))
    return colour


def plan(rng, x, y, w, h, s):
    room = (int(x * s[0]) // 90 + int(y * s[1]) // 110) % 4
    wall = int(x * s[0]) % 90 < 4 or int(y * s[1]) % 110 < 5
    return (25, 25, 30) if wall else [(255, 252, 240), (230, 240, 250), (240, 225, 225), (225, 240, 225)][room] if (x + y) % 9 else (180, 180, 170)


def paint(rng, kind, w, h):
    scales = (rng.uniform(2, 9), rng.uniform(2, 9))
    return [[kind(rng, x, y, w, h, scales) for x in range(w)] for y in range(h)]


def png(rows, mode):
    """mode: rgb, rgba or gray. The row filters take turns."""
    step = {"rgb": 3, "rgba": 4, "gray": 1}[mode]
    width, last, data = len(rows[0]), bytes(len(rows[0]) * step), bytearray()
    for y, row in enumerate(rows):
        line = bytearray()
        for x, (r, g, b) in enumerate(row):
            line += bytes([(r * 3 + g * 6 + b) // 10]) if step == 1 else bytes([r, g, b] if step == 3 else [r, g, b, 255 - (x * y) % 97])
        kind = y % 5
        data.append(kind)
        for i, value in enumerate(line):
            a, b, c = line[i - step] if i >= step else 0, last[i], last[i - step] if i >= step else 0
            paeth = min((a, b, c), key=lambda v, t=a + b - c: abs(t - v))
            data.append((value - [0, a, b, (a + b) // 2, paeth][kind]) & 255)
        last = bytes(line)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, len(rows), 8, {"rgb": 2, "rgba": 6, "gray": 0}[mode], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(data), 9)) + chunk(b"IEND", b"")


ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, (i // 8 if (i // 8 + i % 8) % 2 else i % 8)))
COSINES = [[math.cos((2 * x + 1) * u * math.pi / 16) * (math.sqrt(0.125) if u == 0 else 0.5) for x in range(8)] for u in range(8)]


class Bits:
    def __init__(self):
        self.out, self.value, self.count = bytearray(), 0, 0

    def put(self, value, count):
        self.value, self.count = self.value << count | value, self.count + count
        while self.count >= 8:
            byte = self.value >> (self.count - 8) & 255
            self.out += b"\xff\x00" if byte == 255 else bytes([byte])
            self.count -= 8
        self.value &= (1 << self.count) - 1


def jpeg(rows, coarse, subsampled):
    """A baseline JPEG whose quantisation grows with the frequency, by `coarse`; Huffman codes of one length a table."""
    height, width = len(rows), len(rows[0])
    tables = [[min(255, 2 + (i // 8 + i % 8) * coarse // 2 + coarse) for i in ZIGZAG], [min(255, 3 + (i // 8 + i % 8) * coarse + coarse) for i in ZIGZAG]]
    planes = [[[0.0] * width for _ in range(height)] for _ in range(3)]
    for y, row in enumerate(rows):
        for x, (r, g, b) in enumerate(row):
            planes[0][y][x] = 0.299 * r + 0.587 * g + 0.114 * b - 128
            planes[1][y][x] = -0.168736 * r - 0.331264 * g + 0.5 * b
            planes[2][y][x] = 0.5 * r - 0.418688 * g - 0.081312 * b
    # 12 categories of DC in 4 bits; the AC symbols: frequent ones in 4 and 5 bits, the others in 12.
    short = [0x00, 0x01, 0x02, 0x11, 0x03, 0x12, 0x21, 0x04]
    middle = [0x31, 0x41, 0x13, 0x22, 0xF0, 0x05, 0x51, 0x61]
    rest = [run << 4 | size for run in range(16) for size in range(1, 11) if run << 4 | size not in short + middle]
    counts_ac = [0, 0, 0, 8, 0, 8, 0, 0, 0, 0, 0, len(rest), 0, 0, 0, 0]
    codes, code, at, symbols = {}, 0, 0, short + middle + rest
    for length, count in enumerate(counts_ac, 1):
        for symbol in symbols[at:at + count]:
            codes[symbol] = (code, length)
            code += 1
        at, code = at + count, code << 1
    bits, last = Bits(), [0, 0, 0]

    def sample(plane, x, y, scale):
        return plane[min(y * scale, height - 1)][min(x * scale, width - 1)]

    def amount(value):
        size = abs(value).bit_length()
        return size, value if value >= 0 else value + (1 << size) - 1

    def block(c, bx, by, scale):
        pixels = [[sample(planes[c], bx + x, by + y, scale) for x in range(8)] for y in range(8)]
        half = [[sum(row[x] * COSINES[u][x] for x in range(8)) for u in range(8)] for row in pixels]
        whole = [sum(half[y][u] * COSINES[v][y] for y in range(8)) for v in range(8) for u in range(8)]
        values = [round(whole[i] / q) for i, q in zip(ZIGZAG, tables[c > 0])]
        size, extra = amount(values[0] - last[c])
        last[c] = values[0]
        bits.put(size, 4)
        bits.put(extra, size)
        run = 0
        end = max((i for i in range(1, 64) if values[i]), default=0)
        for value in values[1:end + 1]:
            if value == 0:
                run += 1
                continue
            while run > 15:
                bits.put(*codes[0xF0])
                run -= 16
            size, extra = amount(value)
            bits.put(*codes[run << 4 | size])
            bits.put(extra, size)
            run = 0
        if end < 63:
            bits.put(*codes[0])

    unit = 16 if subsampled else 8
    for my in range(0, height, unit):
        for mx in range(0, width, unit):
            for by in range(my, my + unit, 8):
                for bx in range(mx, mx + unit, 8):
                    block(0, bx, by, 1)
            for c in (1, 2):
                block(c, mx * 8 // unit, my * 8 // unit, unit // 8)
    bits.put(127, 7)

    def segment(marker, body):
        return bytes([255, marker]) + struct.pack(">H", len(body) + 2) + body

    return b"\xff\xd8" + b"".join([
        segment(0xDB, bytes([0, *tables[0]])), segment(0xDB, bytes([1, *tables[1]])),
        segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x22 if subsampled else 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])),
        segment(0xC4, bytes([0x00, 0, 0, 0, 12, *[0] * 12, *range(12)])), segment(0xC4, bytes([0x10, *counts_ac, *symbols])),
        segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    ]) + bytes(bits.out) + b"\xff\xd9"


# name: seed, what is painted, width, height, file, steps
REQUESTS = {
    "train": {
        "hills-smaller": (1, hills, 200, 130, lambda p: jpeg(p, 6, True), "size=90x60 sharpen=1 jpeg=80"),
        "tiles-palette": (2, tiles, 150, 110, lambda p: png(p, "rgb"), "crop=10,10,120,90 colours=64 png=good"),
        "chart-gray": (3, chart, 240, 150, lambda p: png(p, "gray"), "gray invert blur=1 png=fast"),
        "hills-framed": (4, hills, 120, 90, lambda p: jpeg(p, 12, False), "levels=20,220 frame=9 jpeg=60"),
        "chart-turned": (5, chart, 160, 100, lambda p: png(p, "rgba"), "turn size=130x200 png=best"),
        "dots": (6, tiles, 9, 7, lambda p: png(p, "rgb"), "turn png=none"),
    },
    "test": {
        "sky-thumbnail": (21, sky, 330, 230, lambda p: jpeg(p, 8, True), "size=140x97 levels=10,240 sharpen=2 jpeg=75"),
        "bubbles-poster": (22, bubbles, 170, 210, lambda p: jpeg(p, 10, False), "crop=5,15,160,180 colours=125 png=good"),
        "plan-enlarged": (23, plan, 210, 140, lambda p: png(p, "rgb"), "turn size=200x300 gray colours=2 png=best"),
        "plan-framed": (24, plan, 230, 160, lambda p: png(p, "rgba"), "blur=3 frame=14 jpeg=88"),
        "icon": (25, bubbles, 24, 24, lambda p: png(p, "rgba"), "invert size=48x48 png=fast"),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, kind, width, height, file, steps) in requests.items():
        rng = random.Random(seed)
        (folder / f"{name}.bin").write_bytes(steps.encode() + b"\n" + file(paint(rng, kind, width, height)))
