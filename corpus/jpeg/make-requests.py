"""Makes the requests: a line that says which thumbnails, and a JPEG file. The pictures are drawn here, and a small
encoder writes them: baseline, the tables of the standard's annex K, with gray or colour, whole or halved chroma,
restart markers or none.

The sets differ in pictures, sizes, qualities and thumbnails.
"""

import math
import operator
import pathlib
import random
import struct

LIGHT = [16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
         18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99]
CHROMA = [17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66] + [99] * 38
ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8))
COSINE = [[(math.sqrt(0.125) if u == 0 else 0.5) * math.cos((2 * x + 1) * u * math.pi / 16) for x in range(8)] for u in range(8)]

# Each code table: how many codes of each length there are, and their symbols.
DC = [([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], list(range(12))), ([0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], list(range(12)))]


def plain_table():
    """A table for the other coefficients that holds every symbol: the usual ones short, the rest with 8 to 13 bits."""
    usual = [0x01, 0x02, 0x00, 0x03, 0x11, 0x04, 0x21, 0x12]
    rest = [run * 16 + size for size in range(1, 11) for run in range(16) if run * 16 + size not in usual] + [0xF0]
    return [0, 2, 1, 2, 2, 1, 0, 4, 10, 20, 30, 40, 50, 0, 0, 0], usual + rest


AC = plain_table()


def codes(table):
    counts, symbols = table
    out, code, at = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for symbol in symbols[at : at + count]:
            out[symbol] = (code, length)
            code += 1
        at += count
        code <<= 1
    assert at == len(symbols)
    return out


class Bits:
    def __init__(self):
        self.out, self.value, self.count = bytearray(), 0, 0

    def put(self, value, count):
        self.value, self.count = self.value << count | value, self.count + count
        while self.count >= 8:
            self.count -= 8
            byte = self.value >> self.count & 255
            self.out.append(byte)
            if byte == 255:
                self.out.append(0)
        self.value &= (1 << self.count) - 1

    def align(self):
        if self.count:
            self.put((1 << 8 - self.count) - 1, 8 - self.count)


def transformed(block, table):
    """Quantised coefficients, in zigzag order, of 8 rows of 8 samples."""
    rows = [[sum(map(operator.mul, row, cosine)) for cosine in COSINE] for row in block]
    columns = [[sum(map(operator.mul, column, cosine)) for cosine in COSINE] for column in zip(*rows)]
    return [round(columns[i % 8][i // 8] / table[i]) for i in ZIGZAG]


def put_block(bits, block, before, dc, ac):
    def signed(value, size):
        bits.put(value if value >= 0 else value + (1 << size) - 1, size)

    difference = block[0] - before
    size = abs(difference).bit_length()
    bits.put(*dc[size])
    signed(difference, size)
    run = 0
    last = max((i for i in range(1, 64) if block[i]), default=0)
    for value in block[1 : last + 1]:
        if value == 0:
            run += 1
            continue
        while run > 15:
            bits.put(*ac[0xF0])
            run -= 16
        size = abs(value).bit_length()
        bits.put(*ac[run * 16 + size])
        signed(value, size)
        run = 0
    if last < 63:
        bits.put(*ac[0])
    return block[0]


def halved(plane):
    return [[(a[x] + a[x + 1] + b[x] + b[x + 1]) / 4 for x in range(0, len(a) - 1, 2)] for a, b in zip(plane[::2], plane[1::2])]


def jpeg(planes, quality, half=True, restart=0):
    """`planes`: one of gray, or Y, Cb and Cr, as rows of numbers around 0; both sides multiples of 16."""
    height, width = len(planes[0]), len(planes[0][0])
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    tables = [[max(1, min(255, (value * scale + 50) // 100)) for value in table] for table in (LIGHT, CHROMA)]
    half = half and len(planes) == 3
    file = b"\xff\xd8"

    def segment(marker, data):
        return struct.pack(">BBH", 255, marker, len(data) + 2) + data

    for number, table in enumerate(tables[: len(planes)]):
        file += segment(0xDB, bytes([number] + [table[i] for i in ZIGZAG]))
    parts = b"".join(bytes([n + 1, 0x22 if half and n == 0 else 0x11, min(n, 1)]) for n in range(len(planes)))
    file += segment(0xC0, struct.pack(">BHHB", 8, height, width, len(planes)) + parts)
    for number, (counts, symbols) in [(0x00, DC[0]), (0x01, DC[1]), (0x10, AC), (0x11, AC)]:
        file += segment(0xC4, bytes([number, *counts, *symbols]))
    if restart:
        file += segment(0xDD, struct.pack(">H", restart))
    file += segment(0xDA, bytes([len(planes)]) + b"".join(bytes([n + 1, min(n, 1) * 0x11]) for n in range(len(planes))) + b"\0\x3f\0")

    dc, ac, bits = [codes(DC[0]), codes(DC[1])], codes(AC), Bits()
    planes = [planes[0], *map(halved, planes[1:])] if half else planes
    before, step, count = [0] * len(planes), 16 if half else 8, 0
    for top in range(0, height, step):
        for left in range(0, width, step):
            if restart and count and count % restart == 0:
                bits.align()
                bits.out += bytes([255, 0xD0 + (count // restart - 1) % 8])
                before = [0] * len(planes)
            count += 1
            for n, plane in enumerate(planes):
                side = 2 if half and n == 0 else 1
                y0, x0 = (top, left) if side == 2 or not half else (top // 2, left // 2)
                for y in range(y0, y0 + 8 * side, 8):
                    for x in range(x0, x0 + 8 * side, 8):
                        block = transformed([row[x : x + 8] for row in plane[y : y + 8]], tables[min(n, 1)])
                        before[n] = put_block(bits, block, before[n], dc[min(n, 1)], ac)
    bits.align()
    return file + bytes(bits.out) + b"\xff\xd9"


def split(pixels):
    """Y, Cb and Cr of rows of (red, green, blue)."""
    return [
        [[a * r + b * g + c * bl + d for r, g, bl in row] for row in pixels]
        for a, b, c, d in [(0.299, 0.587, 0.114, -128), (-0.168736, -0.331264, 0.5, 0), (0.5, -0.418688, -0.081312, 0)]
    ]


def clamp(value):
    return max(0, min(255, int(value)))


def surface(r, width, height, grain, grains):
    """Smooth hills and valleys of brightness, with grains."""
    grid = [[r.randint(20, 235) for _ in range(width // grain + 2)] for _ in range(height // grain + 2)]
    out = []
    for y in range(height):
        gy, fy = y // grain, y % grain / grain
        blend = [a * (1 - fy) + b * fy for a, b in zip(grid[gy], grid[gy + 1])]
        out.append([blend[x // grain] * (1 - x % grain / grain) + blend[x // grain + 1] * (x % grain / grain) + r.uniform(-grains, grains) for x in range(width)])
    return out


def landscape(r, width, height, grains):
    """A sky, a ridge, fields with rows, and a house."""
    ridge, level = [], height * 0.4
    for _ in range(width):
        level = max(height * 0.2, min(height * 0.6, level + r.uniform(-2, 2)))
        ridge.append(level)
    rough = surface(r, width, height, 24, grains)
    hx, hy, size = r.randint(width // 5, width // 2), int(height * 0.72), height // 6

    def pixel(x, y):
        light = (rough[y][x] - 128) / 5
        if abs(x - hx) < size and 0 <= y - hy < size:
            window = (x - hx) % 14 < 6 and (y - hy) % 12 < 7
            return (60, 70, 90) if window else (190 + light, 90 + light, 70)
        if y < ridge[x]:
            return (110 + y / 3 + light, 160 + y / 4 + light, 240)
        if y < height * 0.68:
            return (60 + light, 100 + light + (y - ridge[x]) / 3, 70)
        return (170 + light + 30 * ((x + y) // 9 % 2), 150 + light, 60)

    return [[tuple(map(clamp, pixel(x, y))) for x in range(width)] for y in range(height)]


def fruit(r, width, height, count, grains):
    """Shaded balls on a table."""
    ground = surface(r, width, height, 40, grains)
    out = [[(clamp(90 + v / 4), clamp(70 + v / 5), clamp(50 + v / 6)) for v in row] for row in ground]
    for _ in range(count):
        cx, cy, size = r.randrange(width), r.randrange(height), r.randint(height // 12, height // 5)
        colour = [r.randint(40, 255) for _ in range(3)]
        for y in range(max(0, cy - size), min(height, cy + size)):
            for x in range(max(0, cx - size), min(width, cx + size)):
                distance = ((x - cx) ** 2 + (y - cy) ** 2) / (size * size)
                if distance < 1:
                    light = 1 - distance * 0.7 + (cx - x + cy - y) / size / 6
                    out[y][x] = tuple(clamp(c * light) for c in colour)
    return out


def page(r, width, height):
    """A scanned page: dark strokes on light paper, gray."""
    out = surface(r, width, height, 64, 3)
    out = [[100 + value / 20 for value in row] for row in out]
    for top in range(12, height - 12, 14):
        x = 14
        while x < width - 24 and r.random() < 0.96:
            for _ in range(r.randint(2, 8)):
                for _ in range(3):
                    y0, dx = top + r.randint(0, 6), r.randint(0, 4)
                    for k in range(4):
                        if x + dx < width:
                            out[min(height - 1, y0 + k)][x + dx] = -90
                x += 6
            x += 6
    return out


def requests():
    r = random.Random(41)
    yield "train/farm", "160 120 80 plain | 64 64 70 plain", jpeg(split(landscape(r, 320, 240, 8)), 75)
    yield "train/apples", "200 200 85 fine", jpeg(split(fruit(r, 256, 256, 14, 6)), 85, half=False)
    yield "train/letter", "240 320 60 optimized | 120 160 60 optimized", jpeg([page(r, 336, 448)], 70, restart=40)
    yield "train/portrait", "90 90 75 progressive", jpeg(split(fruit(r, 192, 288, 5, 20)), 60)
    yield "train/stone", "128 96 90 plain | 128 96 30 plain", jpeg([surface(r, 256, 192, 16, 12)], 90)
    yield "train/meadow", "300 220 78 progressive | 150 110 78 plain | 48 48 60 plain", jpeg(split(landscape(r, 352, 256, 3)), 50, restart=8)
    r = random.Random(42)
    yield "test/coast", "400 300 82 plain | 200 150 75 plain | 100 75 70 plain | 32 32 60 plain", jpeg(split(landscape(r, 480, 352, 14)), 80)
    yield "test/bowl", "240 400 88 fine | 120 200 70 progressive", jpeg(split(fruit(r, 320, 480, 30, 10)), 65, restart=20)
    yield "test/contract", "420 560 50 progressive", jpeg([page(r, 464, 608)], 60)
    yield "test/gallery-wall", "256 256 72 optimized | 80 80 50 optimized", jpeg(split(fruit(r, 400, 400, 60, 4)), 92, half=False)
    yield "test/badge", "40 40 80 plain", jpeg(split(fruit(r, 64, 48, 3, 2)), 80)
    yield "test/clouds", "512 200 65 plain", jpeg([surface(r, 384, 272, 48, 5)], 45, restart=3)


for path, wishes, file in requests():
    target = pathlib.Path("requests", path + ".jpg")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(wishes.encode() + b"\n" + file)
