"""Makes the requests: scripts for the store, with keys, values and mixtures of commands that are made here.

Training: a session store, a word list, a journal, bulk loads. Test: an inventory, a cache with much deletion, a larger
bulk load, long values, a very short one.
"""

import pathlib
import random


def sessions(r, users, steps):
    """Small values that change often, few of which live long."""
    for step in range(steps):
        key = f"session:{r.randrange(users):04}"
        match r.random():
            case x if x < 0.55:
                yield f"put {key} user{r.randrange(users)} step{step} {r.choice(['web', 'phone', 'desk'])}"
            case x if x < 0.8:
                yield f"get {key}"
            case x if x < 0.92:
                yield f"del {key}"
            case x if x < 0.96:
                yield f"word {r.choice(['web', 'phone', 'desk'])} 5"
            case _:
                yield r.choice(["commit", "commit", "undo"])
    yield "sum session: session;"


def dictionary(r, count):
    """A list of words with made-up explanations; asked by beginnings."""
    syllables = "ba ce do fu gi ha je ki lo mu na pe qui ro su ta ve wo xi zu".split()
    for _ in range(count):
        word = "".join(r.choice(syllables) for _ in range(r.randint(2, 4)))
        yield f"put {word} {r.choice(['a', 'the', 'some'])} {r.choice(syllables)} {r.choice(['bird', 'stone', 'river', 'tool', 'game'])}"
    yield "commit"
    for start in syllables[:12]:
        yield f"scan {start} {start}~ 4"
        yield f"last {start} {start}~ 2"
    yield "words a z"
    yield "drop ha he"
    yield "word bird 8"
    yield "commit"


def journal(r, days, of_each):
    """Entries in the order of time, then questions about spans and the removal of the oldest."""
    for day in range(days):
        for number in range(of_each):
            yield f"put log/{day:03}/{number:02} {r.choice(['start', 'stop', 'warn', 'fail'])} host{r.randrange(20)} code{r.randrange(100)}"
        if day % 5 == 4:
            yield "commit"
    for _ in range(days // 4):
        a = r.randrange(days)
        yield f"sum log/{a:03} log/{min(days, a + r.randint(1, 9)):03}"
    yield f"drop log/000 log/{days // 3:03}"
    yield "word fail 10"
    yield "words host0 host3"
    yield "commit"
    yield "last log/ log0 6"


def bulk(r, parts):
    """Loads of generated values, with spans that are dropped in between."""
    for prefix, count in parts:
        yield f"fill {prefix} {count} {r.randrange(1, 1 << 40)}"
        low = r.randrange(0, 800_000)
        yield f"sum {prefix} {prefix}~"
        yield f"drop {prefix}{low:06} {prefix}{low + r.randint(10_000, 150_000):06}"
        yield f"scan {prefix}{low - low // 3:06} {prefix}~ 5"
        yield r.choice(["commit", "commit", "undo"])
    yield "words a z"
    yield "word fjord 6"
    yield "sum ! ~"


def inventory(r, shelves, moves):
    """Shelves with goods that move from one to the other."""
    goods = "bolt nut washer rivet clamp hinge spring gasket lever pulley".split()
    for shelf in range(shelves):
        yield f"put shelf.{shelf:03}.{r.choice('xyz')} {' '.join(sorted(r.sample(goods, r.randint(1, 4))))}"
    yield "commit"
    for move in range(moves):
        a = f"shelf.{r.randrange(shelves):03}.{r.choice('xyz')}"
        b = f"shelf.{r.randrange(shelves):03}.{r.choice('xyz')}"
        yield f"get {a}"
        yield f"del {a}" if r.random() < 0.4 else f"put {a} {r.choice(goods)} moved{move % 17}"
        yield f"put {b} {' '.join(sorted(r.sample(goods, 2)))}"
        if move % 40 == 39:
            yield f"word {r.choice(goods)} 4"
            yield "undo" if move % 120 == 119 else "commit"
    yield "words a z"
    yield "sum shelf. shelf/"


def letters(r, count, long):
    """Long values: each has many words for the index."""
    vocabulary = [a + b + c for a in "bdfgk" for b in "aeiou" for c in ("l", "n", "rt", "st")]
    for number in range(count):
        yield f"put letter-{number * 7919 % 1000:03} {' '.join(r.choice(vocabulary) for _ in range(r.randint(long // 2, long)))}"
        if number % 30 == 29:
            yield "commit"
    for word in r.sample(vocabulary, 12):
        yield f"word {word} 3"
    yield "drop letter-2 letter-5"
    yield "words ba bi"
    yield "sum letter letter~"


SHORT = ["put a 1", "put b two words", "get a", "get b", "get c", "undo", "get a", "put z last", "commit", "scan a zz 9"]


def requests():
    r = random.Random(8)
    yield "train/sessions", sessions(r, 300, 1200)
    yield "train/dictionary", dictionary(r, 500)
    yield "train/journal", journal(r, 60, 12)
    yield "train/bulk", bulk(r, [("k", 700), ("key:", 500), ("user/", 600)])
    yield "train/notes", letters(r, 60, 12)
    yield "train/first-steps", ["put x 1", "commit", "get x", "del x", "get x"]
    r = random.Random(9)
    yield "test/inventory", inventory(r, 160, 700)
    yield "test/cache", sessions(r, 60, 2400)
    yield "test/large-load", bulk(r, [("a", 1500), ("row-", 1100), ("z:", 900), ("a", 300)])
    yield "test/letters", letters(r, 150, 36)
    yield "test/glossary", dictionary(r, 1100)
    yield "test/short", SHORT


for path, lines in requests():
    file = pathlib.Path("requests", path + ".kv")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n")
