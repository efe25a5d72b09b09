"""Makes requests/: kinds of files that a web server sends, all of them made up here."""

import json
import pathlib
import random
import struct

SYLLABLES = "the con ver ti on mar ke lo ra ser ing pro me na tu per for com al de est ri able hand ship".split()


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


def page(rng, size):
    """HTML: the markup repeats, the words do not."""
    some, parts, length = words(rng, 400), ["<!doctype html>\n<html lang=\"en\"><head><title>Page</title></head><body>\n"], 0
    while length < size:
        tag, name = rng.choice(["p", "p", "li", "h2", "div", "td"]), some(1)[0]
        text = f'<{tag} class="{name}" id="{name}-{rng.randint(1, 99)}">{" ".join(some(rng.randint(3, 30)))}'
        if rng.random() < 0.3:
            text += f' <a href="https://www.example.com/{"/".join(some(2))}.html">{some(1)[0]}</a>'
        parts.append(f"{text}</{tag}>\n")
        length += len(parts[-1])
    return "".join(parts).encode()[:size]


def style(rng, size):
    some, parts, length = words(rng, 60), [], 0
    while length < size:
        rules = "".join(f"  {rng.choice(['color', 'background', 'border-color'])}: #{rng.getrandbits(24):06x};\n"
                        f"  {rng.choice(['margin', 'padding', 'width', 'height'])}: {rng.randint(0, 40)}px;\n" for _ in range(rng.randint(1, 3)))
        parts.append(f".{some(1)[0]} > .{some(1)[0]}:hover {{\n{rules}}}\n")
        length += len(parts[-1])
    return "".join(parts).encode()[:size]


REQUESTS = {
    "train": [
        ("prose-middle", "qualities 5 6; window 18; mode text", prose, 24_000, 31),
        ("page-fast", "qualities 1 4; window 20; mode generic", page, 36_000, 32),
        ("style-best", "qualities 9 11; window 16; mode text", style, 5_000, 33),
        ("objects-some", "qualities 3 7; window 18; mode generic", objects, 20_000, 34),
        ("table-high", "qualities 9; window 18; mode generic", table, 14_000, 35),
        ("records-font", "qualities 2 8; window 18; mode font", records, 9_000, 36),
        ("log-zero", "qualities 0 5; window 18; mode generic", log, 30_000, 37),
    ],
    "test": [
        ("portal-sweep", "qualities 0 1 2 3 4 5 6 7 8 9; window 18; mode text", page, 15_000, 61),
        ("article-best", "qualities 11; window 18; mode text", prose, 9_000, 62),
        ("feed", "qualities 4 5; window 18; mode generic", objects, 64_000, 63),
        ("theme", "qualities 9 10; window 18; mode generic", style, 7_000, 64),
        ("noise", "qualities 5; window 18; mode generic", noise, 16_000, 65),
        ("tiny-script", "qualities 5 11; window 18; mode text", code, 350, 66),
    ],
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, settings, kind, size, seed in requests:
        (path / f"{name}.bin").write_bytes(settings.encode() + b"\n" + kind(random.Random(seed), size))
