"""Makes the requests of zig-deflate: levels, then files of several kinds. Train: letters, tables, code; test: other words
and shapes of those, and bitmaps, logs and bytes that nothing can pack."""

import pathlib
import random

WORDS = {
    "train": "garden window letter summer bridge market orange silver winter paper river stone candle morning".split(),
    "test": "Anlage Störung Messwert Pumpe valve pressure turbine sensor offline kritisch Wartung calibrated drift Schicht".split(),
}


def letter(rng, split, size):
    return " ".join(rng.choice(WORDS[split]) + rng.choice(["", "", "", ",", ".\n"]) for _ in range(size // 7)).encode()


def table(rng, split, size):
    rows, total = [], 0
    value = rng.randint(100, 900)
    while total < size:
        value += rng.randint(-9, 9)
        rows.append(f"{len(rows):05};{rng.choice(WORDS[split])};{value / 10:.1f};{rng.choice(['ok', 'ok', 'ok', 'late'])}\n")
        total += len(rows[-1])
    return "".join(rows).encode()


def code(rng, split, size):
    text = ""
    while len(text) < size:
        a, b = rng.choice(WORDS[split]), rng.choice(WORDS[split])
        text += f"static int {a}_{b}(const struct {a} *{b}, int n)\n{{\n    for (int i = 0; i < n; i++)\n        {b}->{a}[i] += {rng.randint(0, 99)};\n    return n;\n}}\n\n"
    return text.encode()


def bitmap(rng, split, size):
    width = rng.choice([64, 96, 160])
    return bytes((x * y // 40 + (x ^ y) // 16 * rng.randint(0, 1)) & 255 for y in range(size // width) for x in range(width))


def log(rng, split, size):
    text, clock = "", rng.randint(0, 80000)
    while len(text) < size:
        clock += rng.randint(1, 40)
        text += f"2031-06-{clock // 86400 + 1:02}T{clock // 3600 % 24:02}:{clock // 60 % 60:02}:{clock % 60:02}Z {rng.choice(['INFO', 'WARN', 'INFO'])} {rng.choice(WORDS[split])}[{rng.randint(1, 40)}]: {rng.choice(WORDS[split])}={rng.randint(0, 5000)}\n"
    return text.encode()


def noise(rng, split, size):
    return rng.randbytes(size)


def runs(rng, split, size):
    out = b""
    while len(out) < size:
        out += bytes([rng.choice(b"\0\1\xff ab")]) * rng.choice([1, 2, 5, 300, 2000])
    return out[:size]


# name: seed, levels, files
REQUESTS = {
    "train": {
        "letters": (1, "1 6", [(letter, 14000), (letter, 6000)]),
        "tables": (2, "4 9", [(table, 16000), (table, 9000)]),
        "code": (3, "6 7", [(code, 9000), (code, 12000), (code, 4000)]),
        "mixed": (4, "2 5 8", [(letter, 5000), (table, 6000), (runs, 9000), (noise, 3000)]),
        "one-small": (5, "6", [(letter, 120)]),
        "runs": (6, "3 6", [(runs, 20000)]),
    },
    "test": {
        "plant-logs": (51, "1 6 9", [(log, 38000), (log, 22000), (table, 12000)]),
        "images": (52, "4 6", [(bitmap, 45000), (bitmap, 30000), (runs, 16000)]),
        "sources": (53, "5 7 9", [(code, 30000), (code, 11000), (letter, 9000), (code, 800), (letter, 5000)]),
        "backup": (54, "2 6 8", [(noise, 16000), (table, 30000), (log, 15000), (bitmap, 12000), (letter, 17000)]),
        "note": (55, "9", [(letter, 700)]),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, levels, files) in requests.items():
        rng = random.Random(seed)
        request = levels.encode() + b"\n"
        for number, (make, size) in enumerate(files, 1):
            body = make(rng, split, size)
            request += f"file {name}/{number}-{make.__name__}.dat {len(body)}\n".encode() + body
        (folder / f"{name}.bin").write_bytes(request)
