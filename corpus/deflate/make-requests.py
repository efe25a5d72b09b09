"""Makes requests/: kinds of files that servers and archivers compress, all of them made up here."""

import json
import math
import pathlib
import random
import struct

SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo an el in or us ist ent ung tri sta plo gra".split()


def words(rng, count):
    known = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(count)]
    weights = [1 / (1 + rank) for rank in range(count)]
    return lambda n: rng.choices(known, weights, k=n)


def prose(rng, size):
    some, text, length = words(rng, 600), [], 0
    while length < size:
        sentence = " ".join(some(rng.randint(4, 18))).capitalize() + rng.choice([". ", ". ", "? ", "!\n\n"])
        text.append(sentence)
        length += len(sentence)
    return "".join(text).encode()[:size]


def log(rng, size):
    some, lines, time, length = words(rng, 80), [], 1_700_000_000_000, 0
    while length < size:
        time += rng.randint(1, 4000)
        level = rng.choice(["INFO", "INFO", "INFO", "WARN", "DEBUG", "ERROR"])
        line = f"{time} {level:5} [{'.'.join(some(2))}] {' '.join(some(5))} id={rng.getrandbits(32):08x} took={rng.randint(0, 900)}ms\n"
        lines.append(line)
        length += len(line)
    return "".join(lines).encode()[:size]


def table(rng, size):
    some, lines, length, number = words(rng, 40), ["id,name,city,amount,ratio,open\n"], 0, rng.randint(1, 9999)
    while length < size:
        number += rng.randint(1, 3)
        line = f"{number},{some(1)[0]},{some(1)[0]},{rng.randint(0, 100000) / 100:.2f},{rng.random():.5f},{rng.choice('yn')}\n"
        lines.append(line)
        length += len(line)
    return "".join(lines).encode()[:size]


def objects(rng, size):
    some, items, length = words(rng, 120), [], 0
    while length < size:
        item = {"id": rng.getrandbits(24), "tags": some(rng.randint(0, 5)), "title": " ".join(some(6)),
                "where": {"x": round(rng.uniform(-180, 180), 4), "y": round(rng.uniform(-90, 90), 4)}, "active": rng.random() < 0.7}
        items.append(item)
        length += len(json.dumps(item))
    return json.dumps(items, indent=1).encode()[:size]


def picture(rng, size):
    """Rows of a PNG before compression: a byte for the filter (sub), then differences of RGB."""
    width = 160
    waves = [(rng.uniform(0.01, 0.2), rng.uniform(0.01, 0.2), rng.uniform(0, 6), rng.uniform(10, 60)) for _ in range(4)]
    out, y = bytearray(), 0
    while len(out) < size:
        out.append(1)
        before = [0, 0, 0]
        for x in range(width):
            value = 128 + sum(h * math.sin(a * x + b * y + c) for a, b, c, h in waves)
            colour = [int(value * part) + rng.randint(0, 2) & 255 for part in (1, 0.8, 0.5)]
            out += bytes((new - old) & 255 for new, old in zip(colour, before))
            before = colour
        y += 1
    return bytes(out[:size])


def icon(rng, size):
    """Few colours in large areas."""
    width, out = 256, bytearray(size)
    for _ in range(40):
        left, top, wide, high, colour = rng.randrange(width), rng.randrange(size // width + 1), rng.randint(2, 90), rng.randint(1, 40), rng.randrange(12)
        for row in range(top, top + high):
            start = row * width + left
            out[start:start + wide] = bytes([colour]) * len(out[start:start + wide])
    return bytes(out[:size])


def records(rng, size):
    out, key = bytearray(), 1000
    while len(out) < size:
        key += rng.randint(1, 40)
        out += struct.pack("<IHHfB3x", key, rng.randint(0, 12), rng.getrandbits(16), rng.randint(0, 400) / 4, rng.choice([0, 1, 255]))
    return bytes(out[:size])


def noise(rng, size):
    return rng.randbytes(size)


def code(rng, size):
    some, lines, length, depth = words(rng, 90), [], 0, 0
    while length < size:
        names = some(4)
        line = rng.choice(["let {} = {}({}, {});", "if {} < {} {{", "return {} + {} * {};", "// {} {} {} {}", "{}.{}[{}] = {};"]).format(*names)
        lines.append("    " * depth + line + "\n")
        length += len(lines[-1])
        if line.endswith("{"):
            depth += 1
        elif depth and rng.random() < 0.4:
            depth -= 1
            lines.append("    " * depth + "}\n")
    return "".join(lines).encode()[:size]


REQUESTS = {
    "train": [
        ("prose-best", "levels 6 9; strategies default; format zlib", prose, 22_000, 11),
        ("log-levels", "levels 1 3 6; strategies default; format raw", log, 40_000, 12),
        ("table-some", "levels 2 5 8; strategies default filtered; format zlib", table, 16_000, 13),
        ("picture-strategies", "levels 6; strategies default filtered huffman rle; format zlib", picture, 24_000, 14),
        ("objects-fast", "levels 1 4; strategies default; format raw", objects, 30_000, 15),
        ("records-fixed", "levels 4 7; strategies default fixed; format raw", records, 12_000, 16),
        ("noise-stored", "levels 0 6; strategies default; format zlib", noise, 6_000, 17),
        ("code-best", "levels 9 10; strategies default; format zlib", code, 9_000, 18),
    ],
    "test": [
        ("page-all-levels", "levels 1 2 3 4 5 6 7 8 9 10; strategies default filtered; format zlib", prose, 26_000, 91),
        ("journal", "levels 1 6 9; strategies default filtered; format raw", log, 64_000, 92),
        ("icon-strategies", "levels 2 4 6 8 9 10; strategies default filtered huffman rle fixed; format zlib", icon, 56_000, 93),
        ("photo", "levels 6 9; strategies filtered default; format zlib", picture, 56_000, 94),
        ("catalogue", "levels 1 2 3 4 5 6 7 8 9; strategies default fixed; format raw", objects, 56_000, 95),
        ("tiny-snippet", "levels 1 9; strategies default fixed; format zlib", code, 300, 96),
    ],
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, settings, kind, size, seed in requests:
        (path / f"{name}.bin").write_bytes(settings.encode() + b"\n" + kind(random.Random(seed), size))
