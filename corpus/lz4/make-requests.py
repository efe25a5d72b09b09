"""Makes the requests: files of pages.

Train: a heap of rows, leaves of an index, text in columns, samples of sound, what cannot be packed.
Test: a heap of wider rows, documents, postings of a search index, a picture, an almost empty file; other sizes and settings.
"""

import math
import pathlib
import random
import struct

TRAIN = "amber birch cedar delta ember fjord grove haven inlet joust kayak larch maple north olive pearl quartz river".split()
TEST = "acorn basil clove dune elder fern ginger hazel iris juniper kale lotus mint nettle orchid poppy quince rose sage".split()


def rows(rng, count, names, width):
    """Fixed rows: key, flags, amount, name padded with zeros."""
    out = bytearray()
    for key in range(count):
        name = "-".join(rng.choices(names, k=rng.randint(1, 3))).encode()
        out += struct.pack(f"<IHHi{width}s", key, rng.choice([1, 1, 1, 3, 9]), rng.randrange(12), int(rng.gauss(0, 9000)), name)
    return bytes(out)


def leaves(rng, count):
    """Sorted keys with pointers, pages of 4096 bytes with a header and free space behind."""
    out, key = bytearray(), 0
    for page in range(count):
        used = rng.randint(150, 250)
        leaf = bytearray(struct.pack("<IIHH", page, page + 1, used, 0))
        for _ in range(used):
            key += rng.randint(1, 40)
            leaf += struct.pack("<QQ", key, (rng.randrange(400) << 16) | rng.randrange(120))
        out += leaf[:4096].ljust(4096, b"\0")
    return bytes(out)


def columns(rng, names, count):
    out = []
    for name in ("city", "kind", "colour"):
        weights = [1 / (rank + 1) for rank in range(len(names))]
        out.append(f"#{name}\n" + "\n".join(rng.choices(names, weights, k=count)))
    return "\n".join(out).encode()


def sound(rng, count, step):
    out, phase = bytearray(), 0.0
    for at in range(count):
        phase += step * (1 + 0.2 * math.sin(at / 900))
        out += struct.pack("<h", int(9000 * math.sin(phase) + rng.gauss(0, 8)) // 64 * 64)
    return bytes(out)


def documents(rng, names, count):
    out = []
    for number in range(count):
        out.append(f'{{"_id":"{number:08x}","kind":"{rng.choice(names)}","body":"' +
                   " ".join(rng.choices(names, k=rng.randint(5, 60))) + f'","stars":{rng.randrange(6)}}}')
    return "\n".join(out).encode()


def postings(rng, lists):
    """Differences of sorted numbers, seven bits to a byte."""
    out = bytearray()
    for _ in range(lists):
        typical = rng.choice([3, 20, 200, 3000])
        for _ in range(rng.randint(10, 400)):
            gap = int(rng.expovariate(1 / typical)) + 1
            while gap > 127:
                out.append(gap & 127 | 128)
                gap >>= 7
            out.append(gap)
        out.append(0)
    return bytes(out)


def picture(rng, width, height):
    centres = [(rng.randrange(width), rng.randrange(height), rng.randrange(16)) for _ in range(14)]
    out = bytearray()
    for y in range(height):
        for x in range(width):
            near = min(centres, key=lambda c: (c[0] - x) ** 2 + (c[1] - y) ** 2)
            out.append(near[2] * 16 + rng.choice([0, 0, 0, 0, 0, 1]))
    return bytes(out)


def save(group, name, settings, data):
    path = pathlib.Path("requests") / group / f"{name}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{key} {value}\n" for key, value in settings.items()).encode() + b"\n" + data)


rng = random.Random(404)
save("train", "heap", {"page": 4096, "fast": "1 3", "thorough": "4 9", "reads": 300}, rows(rng, 900, TRAIN, 24))
save("train", "leaves", {"page": 4096, "fast": "1", "thorough": "3", "chained": "3 6", "reads": 200}, leaves(rng, 7))
save("train", "columns", {"page": 8192, "fast": "1 8", "thorough": "9", "chained": "4", "reads": 150}, columns(rng, TRAIN, 1600))
save("train", "sound", {"page": 2048, "fast": "1", "thorough": "5 10", "reads": 100}, sound(rng, 9000, 0.031))
save("train", "random", {"page": 1024, "fast": "1 20", "thorough": "4", "reads": 100}, rng.randbytes(7000))

rng = random.Random(808)
save("test", "wide-heap", {"page": 8192, "fast": "1 2", "thorough": "4 8 10", "reads": 800}, rows(rng, 1800, TEST, 52))
save("test", "documents", {"page": 16384, "fast": "1 4", "thorough": "3 6 9", "chained": "3 5", "reads": 250},
     documents(rng, TEST, 500))
save("test", "postings", {"page": 4096, "fast": "1 2 6", "thorough": "5 9", "chained": "4 9", "reads": 900}, postings(rng, 260))
save("test", "picture", {"page": 1000, "fast": "1", "thorough": "7 12", "chained": "3", "reads": 2500}, picture(rng, 230, 190))
save("test", "almost-empty", {"page": 512, "fast": "1", "thorough": "9", "reads": 10}, b"root\0\0\0\0" + bytes(900))
