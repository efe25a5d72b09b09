"""Makes the requests: records as stores keep them, one on a line.

Train: orders as JSON, visits with addresses, readings of sensors, short messages, a word list.
Test: events as JSON, key=value lines, tab separated measurements, notes, hashes; other words, sizes and settings.
"""

import json
import pathlib
import random

LETTERS = {"train": ("bcdfglmnprst", "aeiou"), "test": ("dhjklmnrstvz", "aeioy")}


def words(rng, group, count):
    consonants, vowels = LETTERS[group]
    return ["".join(rng.choice(consonants) + rng.choice(vowels) + rng.choice(["", "", "n", "r"])
                    for _ in range(rng.choice([1, 2, 2, 3]))) for _ in range(count)]


def pick(rng, items):
    return items[min(int(rng.paretovariate(0.8)) - 1, len(items) - 1)]


def text(rng, vocabulary, low, high):
    return " ".join(pick(rng, vocabulary) for _ in range(rng.randint(low, high)))


def orders(rng, vocabulary, count):
    for number in range(count):
        yield json.dumps({
            "order": 700000 + number * 3, "customer": f"{pick(rng, vocabulary)}.{rng.randrange(900)}",
            "lines": [{"sku": f"{pick(rng, vocabulary).upper()}-{rng.randrange(40)}", "count": rng.randint(1, 9),
                       "price": rng.randrange(199, 20000) / 100} for _ in range(rng.randint(1, 4))],
            "state": rng.choice(["paid", "paid", "sent", "open", "returned"])})


def events(rng, vocabulary, count):
    clock = 1_731_000_000_000
    for _ in range(count):
        clock += rng.randrange(4000)
        event = {"ts": clock, "type": pick(rng, vocabulary), "session": f"{rng.randrange(1 << 20):05x}"}
        for _ in range(rng.randint(1, 5)):
            event[pick(rng, vocabulary)] = rng.choice([True, False, None, rng.randrange(5000), pick(rng, vocabulary)])
        yield json.dumps(event, separators=(",", ":"))


def visits(rng, vocabulary, count):
    pages = ["/".join(["https://example.org", *[pick(rng, vocabulary) for _ in range(rng.randint(1, 4))]]) for _ in range(90)]
    for number in range(count):
        yield f"{number * 7 + rng.randrange(7)} {pick(rng, pages)}?q={pick(rng, vocabulary)}&page={rng.randrange(9)} {rng.randrange(3000)}ms"


def readings(rng, vocabulary, count, separator, digits):
    values = [rng.uniform(5, 500) for _ in range(8)]
    for row in range(count):
        values = [value + rng.gauss(0, 0.02 * abs(value) + 0.1) for value in values]
        yield separator.join([str(row * 15), vocabulary[row % 5], *(f"{value:.{digits}f}" for value in values)])


def pairs(rng, vocabulary, count):
    for _ in range(count):
        yield " ".join(f"{pick(rng, vocabulary)}={rng.choice([str(rng.randrange(100)), pick(rng, vocabulary)])}"
                       for _ in range(rng.randint(3, 12)))


def save(group, name, settings, records):
    path = pathlib.Path("requests") / group / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} {value}" for key, value in settings.items()] + ["", *records]
    path.write_text("\n".join(lines) + "\n")


rng = random.Random(31)
some = words(rng, "train", 500)
save("train", "orders", {"levels": "1 3 6", "block": 16, "dictionary": 40}, orders(rng, some, 260))
save("train", "visits", {"levels": "3 9", "block": 64, "dictionary": 0, "read": 5}, visits(rng, some, 500))
save("train", "readings", {"levels": "1 5 12", "block": 32, "dictionary": 20, "read": 3}, readings(rng, some, 340, ",", 2))
save("train", "messages", {"levels": "3 19", "block": 8, "dictionary": 60}, (text(rng, some, 3, 20) for _ in range(280)))
save("train", "words", {"levels": "-3 2 7", "block": 200}, sorted(set(words(rng, "train", 1500))))
save("train", "one-block", {"levels": "4 10 15", "block": 400}, pairs(rng, some, 300))

rng = random.Random(62)
other = words(rng, "test", 900)
save("test", "events", {"levels": "1 3 6 9", "block": 24, "dictionary": 100, "read": 2}, events(rng, other, 1000))
save("test", "settings", {"levels": "3 5 13", "block": 128, "dictionary": 30, "read": 9}, pairs(rng, other, 1300))
save("test", "measurements", {"levels": "2 4 8 -1", "block": 48, "dictionary": 48}, readings(rng, other, 900, "\t", 3))
save("test", "notes", {"levels": "3 7 17", "block": 10, "dictionary": 200, "read": 4}, (text(rng, other, 2, 40) for _ in range(500)))
save("test", "hashes", {"levels": "1 9", "block": 40}, (f"{rng.getrandbits(128):032x} {rng.choice(other)}" for _ in range(120)))
