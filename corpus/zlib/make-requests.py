"""Makes the requests: files as servers compress them before they send or store them.

Train: an access log, a page of a shop, readings as CSV, a font-like binary table, a script, noise.
Test: an error log, JSON of an interface, prices as CSV, a raw bitmap, a tiny note; other words, sizes and settings.
"""

import json
import pathlib
import random
import struct

SYLLABLES = ["an", "bel", "cor", "dra", "en", "fil", "gor", "hal", "in", "jul", "kon", "lis", "mar", "nor", "os", "pel",
             "qui", "ran", "sol", "tor", "ul", "ver", "wen", "xi", "yar", "zen"]


def words(rng, count):
    return ["".join(rng.choices(SYLLABLES, k=rng.choice([1, 2, 2, 3]))) for _ in range(count)]


def pick(rng, items):
    """Few of the items often, most of them seldom, as in language."""
    return items[min(int(rng.paretovariate(0.9)) - 1, len(items) - 1)]


def sentence(rng, vocabulary):
    text = " ".join(pick(rng, vocabulary) for _ in range(rng.randint(4, 18)))
    return text.capitalize() + rng.choice([".", ".", ".", "?", "!"])


def access_log(rng, lines):
    paths = ["/" + "/".join(words(rng, rng.randint(1, 3))) for _ in range(60)]
    hosts = [f"10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}" for _ in range(40)]
    agents = [f"{w.capitalize()}/{rng.randint(1, 90)}.0 ({v}; {x})" for w, v, x in zip(*[iter(words(rng, 24))] * 3)]
    out, second = [], 1000
    for _ in range(lines):
        second += rng.randrange(4)
        clock = f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
        out.append(f'{pick(rng, hosts)} - - [03/Mar/2025:{clock} +0000] "GET {pick(rng, paths)} HTTP/1.1" '
                   f'{rng.choice([200, 200, 200, 200, 304, 404])} {rng.randrange(40000)} "-" "{pick(rng, agents)}"')
    return "\n".join(out).encode()


def error_log(rng, lines):
    parts = words(rng, 20)
    vocabulary = words(rng, 120)
    out, micros = [], 0
    for _ in range(lines):
        micros += rng.randrange(900000)
        level = rng.choice(["WARN", "ERROR", "INFO", "INFO", "DEBUG"])
        out.append(f"{micros // 10**6:07}.{micros % 10**6:06} {level:5} [{pick(rng, parts)}::{pick(rng, parts)}] "
                   f"id={rng.getrandbits(48):012x} {sentence(rng, vocabulary)}")
        if level == "ERROR":
            for depth in range(rng.randint(2, 6)):
                out.append(f"    at {pick(rng, parts)}.{pick(rng, parts)} (line {rng.randrange(2000)}), frame {depth}")
    return "\n".join(out).encode()


def page(rng, articles):
    vocabulary = words(rng, 400)
    out = ["<!doctype html>", "<html><head><title>Shop</title></head><body>"]
    for number in range(articles):
        out.append(f'<article class="item {rng.choice(["new", "sale", "plain"])}" id="item-{number}">')
        out.append(f"  <h2>{' '.join(words(rng, 2)).title()}</h2>")
        out.append(f'  <img src="/img/{rng.getrandbits(32):08x}.jpg" width="320" height="240" alt="">')
        for _ in range(rng.randint(1, 3)):
            out.append("  <p>" + " ".join(sentence(rng, vocabulary) for _ in range(rng.randint(1, 4))) + "</p>")
        out.append(f'  <span class="price">{rng.randrange(100, 99900) / 100:.2f} EUR</span>')
        out.append("</article>")
    return "\n".join(out + ["</body></html>"]).encode()


def interface(rng, records):
    vocabulary = words(rng, 200)
    data = [{
        "id": rng.getrandbits(40), "name": " ".join(words(rng, 2)), "active": rng.random() < 0.7,
        "tags": [pick(rng, vocabulary) for _ in range(rng.randrange(6))],
        "place": {"lat": round(rng.uniform(-90, 90), 5), "lon": round(rng.uniform(-180, 180), 5)},
        "note": sentence(rng, vocabulary) if rng.random() < 0.5 else None,
    } for _ in range(records)]
    return json.dumps({"version": 3, "items": data}, indent=1).encode()


def table(rng, rows, columns, step):
    values = [rng.uniform(0, 100) for _ in range(columns)]
    out = ["time," + ",".join(words(rng, columns))]
    for row in range(rows):
        values = [value + rng.gauss(0, step) for value in values]
        out.append(f"{1700000000 + row * 60}," + ",".join(f"{value:.2f}" for value in values))
    return "\n".join(out).encode()


def outlines(rng, glyphs):
    out = bytearray()
    for glyph in range(glyphs):
        x = y = 0
        points = rng.randint(6, 40)
        out += struct.pack(">HHhh", glyph, points, rng.randrange(600), 0)
        for _ in range(points):
            x, y = x + int(rng.gauss(0, 60)), y + int(rng.gauss(0, 60))
            out += struct.pack(">Bhh", rng.choice([0, 1, 1]), x, y)
    return bytes(out)


def bitmap(rng, width, height):
    """Rows of RGB as before a PNG filter: areas of one colour with noisy edges."""
    out = bytearray()
    colours = [bytes(rng.randrange(256) for _ in range(3)) for _ in range(9)]
    edges = sorted(rng.randrange(width) for _ in range(8))
    for _ in range(height):
        edges = [min(max(edge + rng.randint(-2, 2), 0), width) for edge in edges]
        row, at = bytearray(), 0
        for edge, colour in zip(sorted(edges) + [width], colours):
            row += colour * max(edge - at, 0)
            at = max(edge, at)
        out += row
    return bytes(out)


def script(rng, functions):
    names = words(rng, 80)
    out = []
    for _ in range(functions):
        a, b, c = (pick(rng, names) for _ in range(3))
        out.append(f"export function {a}_{b}({c}, options = {{}}) {{")
        for _ in range(rng.randint(2, 7)):
            x, y = pick(rng, names), pick(rng, names)
            out.append(rng.choice([f"  const {x} = {c}.{y}({rng.randrange(100)});", f"  if (!{x}) return {y};",
                                   f"  for (const {x} of {y}) {{ {a}.push({x} + {rng.randrange(10)}); }}",
                                   f"  options.{x} ??= '{y}';"]))
        out += ["  return options;", "}", ""]
    return "\n".join(out).encode()


def save(group, name, settings, data):
    path = pathlib.Path("requests") / group / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{key} {value}\n" for key, value in settings.items()).encode() + b"\n" + data)


def ways(form, strategy, *levels):
    return " ".join(f"{form}:{strategy}:{level}" for level in levels)


rng = random.Random(1101)
save("train", "access-log", {"ways": ways("gzip", "default", 1, 6, 9), "piece": 8192}, access_log(rng, 330))
save("train", "shop-page", {"ways": ways("gzip", "default", 4, 6), "piece": 32768}, page(rng, 60))
save("train", "readings", {"ways": ways("zlib", "default", 3, 6, 8), "piece": 4096}, table(rng, 420, 7, 0.4))
save("train", "outlines", {"ways": ways("zlib", "default", 6, 9) + " zlib:filtered:6", "window": 13}, outlines(rng, 220))
save("train", "script", {"ways": ways("raw", "default", 2, 5, 7) + " raw:fixed:6", "piece": 10000}, script(rng, 120))
save("train", "noise", {"ways": "zlib:default:6 zlib:huffman:1 zlib:rle:1 raw:default:0"}, rng.randbytes(9000))

rng = random.Random(2202)
save("test", "error-log", {"ways": ways("gzip", "default", 1, 4, 6, 9), "piece": 16384}, error_log(rng, 900))
save("test", "interface", {"ways": ways("gzip", "default", 5, 6, 7) + " raw:default:1", "piece": 65536}, interface(rng, 330))
save("test", "prices", {"ways": ways("zlib", "default", 2, 6, 9) + " zlib:filtered:5", "piece": 2048, "window": 14},
     table(rng, 1500, 6, 2.5))
save("test", "bitmap", {"ways": ways("zlib", "default", 3, 6, 9) + " zlib:rle:6 zlib:filtered:8"}, bitmap(rng, 210, 150))
save("test", "note", {"ways": "gzip:default:6"}, sentence(rng, words(rng, 30)).encode())
