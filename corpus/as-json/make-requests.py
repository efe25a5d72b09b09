"""Makes the requests of as-json: questions, an empty line, a document. Train holds a shop, a library and settings; test a
fleet of vehicles, measurements, and a tree, with other keys, depths and sizes."""

import json
import pathlib
import random

TRAIN = "apple basket copper dune ember forest glass harbour island jacket kettle lantern".split()
TEST = "Überlandbus Tram \"Linie 7\" naïve Zürich/HB back\\slash 東京 сеть new\nline diesel Ω-3 tab\tstop".split(" ")


def text(rng, words, low=1, high=4):
    return " ".join(rng.choice(words) for _ in range(rng.randint(low, high)))


def shop(rng, words, count):
    item = lambda: {"name": text(rng, words), "price": rng.randint(1, 99999) / 4, "stock": rng.randint(0, 500), "tags": [rng.choice(words) for _ in range(rng.randint(0, 4))]}
    return {"shop": text(rng, words), "items": [item() for _ in range(count)], "open": True, "closed": None}


def library(rng, words, count):
    book = lambda: {"title": text(rng, words, 2, 8), "year": rng.randint(1850, 2031), "loan": rng.choice([None, {"days": rng.randint(1, 60), "to": text(rng, words)}])}
    return {"shelves": {f"shelf{i}": {"books": [book() for _ in range(count // 5 + 1)], "floor": i % 3} for i in range(5)}}


def settings(rng, words, count):
    return {f"{rng.choice(words)}{i}": rng.choice([True, False, i, i / 8, text(rng, words), [1, 2, 3], {"on": False}]) for i in range(count)}


def fleet(rng, words, count):
    trip = lambda: {"from": text(rng, words, 1, 2), "km": rng.randint(1, 4000) / 8, "stops": [{"at": rng.randint(0, 86400), "n": rng.randint(-3, 60)} for _ in range(rng.randint(1, 6))]}
    return [{"id": rng.getrandbits(40), "line": text(rng, words), "electric": rng.random() < 0.5, "trips": [trip() for _ in range(rng.randint(0, 4))]} for _ in range(count)]


def readings(rng, words, count):
    return {"station": {"name": text(rng, words, 1, 3), "height": -12}, "series": {f"s{k}": [[rng.randint(0, 9999), rng.randint(-8000, 8000) / 16, None] for _ in range(count // 4)] for k in range(4)}}


def tree(rng, words, count):
    if count < 3:
        return {"leaf": text(rng, words, 0, 2), "w": count}
    left = rng.randint(1, count - 2)
    return {"w": count, "l": tree(rng, words, left), "r": tree(rng, words, count - 1 - left)}


# name: seed, what, how many, json.dumps settings, questions
SMALL = {"separators": (",", ":"), "ensure_ascii": False}
REQUESTS = {
    "train": {
        "shop": (1, shop, 60, {}, ["items.*.price", "items.*.stock", "items.*.tags.*", "open"]),
        "library": (2, library, 90, {"indent": 1}, ["shelves.*.books.*.year", "shelves.*.floor", "shelves.shelf2.books.*.title"]),
        "settings": (3, settings, 120, SMALL, ["*", "*.on", "*.*"]),
        "large-shop": (4, shop, 140, SMALL, ["items.*.name", "items.*.stock"]),
        "tiny": (5, shop, 1, {}, ["items"]),
    },
    "test": {
        "fleet": (71, fleet, 150, SMALL, ["*.line", "*.trips.*.km", "*.trips.*.stops.*.n", "*.id"]),
        "readings": (72, readings, 1500, {}, ["station.name", "station.*", "series.*.*.*", "series.s2.*.*"]),
        "tree": (73, tree, 900, SMALL, ["w", "l.r.w", "r.*.leaf", "l.l.l.w"]),
        "indented-fleet": (74, fleet, 90, {"indent": 2, "ensure_ascii": False}, ["*.trips.*.from", "*.*", "*.trips.*.stops.*.*"]),
        "small-tree": (75, tree, 12, SMALL, ["l.w"]),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, make, count, style, questions) in requests.items():
        document = json.dumps(make(random.Random(seed), TRAIN if split == "train" else TEST, count), **style)
        (folder / f"{name}.txt").write_text("\n".join(questions) + "\n\n" + document + "\n", encoding="utf-8")
