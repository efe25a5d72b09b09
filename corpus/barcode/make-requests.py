"""Makes the requests: how photos of codes look, and what the codes say. All texts are made here.

Training: labels, addresses of pages, numbers, dark tickets, dirty notes. Test: longer notes, other labels, codes
that are turned a lot, small codes in large number, a very large one, a single digit.
"""

import pathlib
import random

SYLLABLES = "an be cor del est fu gra hin is jul ka lor mi no ost pel qui ran sil tor ul ves".split()


def word(r):
    return "".join(r.choice(SYLLABLES) for _ in range(r.randint(1, 3)))


def labels(r, count):
    return [f"{r.choice('MQ')} {r.choice(['BOX', 'PALLET', 'CRATE'])}-{r.randrange(10**6):06}-{r.choice('ABCDEF')}" for _ in range(count)]


def pages(r, count):
    return [f"{r.choice('LM')} https://{word(r)}.example/{word(r)}/{word(r)}?id={r.randrange(10**5)}" for _ in range(count)]


def numbers(r, count):
    return [f"{r.choice('LH')} {r.randrange(10 ** r.randint(8, 60))}" for _ in range(count)]


def notes(r, count, words):
    return [f"{r.choice('LMQH')} {' '.join(word(r) for _ in range(r.randint(words // 2, words)))}." for _ in range(count)]


def requests():
    r = random.Random(31)
    yield "train/labels", "3 1 0 0 0 1", labels(r, 8)
    yield "train/pages", "4 10 1 40 5 2", pages(r, 5)
    yield "train/numbers", "2 0 1 0 0 3", numbers(r, 12)
    yield "train/tickets", "4 1 0 90 4 4", labels(r, 6)
    yield "train/dirty", "5 20 3 30 8 5", notes(r, 3, 8)
    yield "train/greeting", "6 1 0 0 0 6", ["H Good morning!"]
    r = random.Random(32)
    yield "test/notes", "3 30 -7 50 1 11", notes(r, 4, 26)
    yield "test/parcels", "3 -1 0 20 4 12", labels(r, 10)
    yield "test/leaning", "4 5 3 0 3 13", pages(r, 5)
    yield "test/many-numbers", "2 1 0 70 0 14", numbers(r, 14)
    yield "test/long", "3 40 1 10 0 15", notes(r, 1, 120)
    yield "test/one", "2 0 -1 0 0 16", ["L 1"]


for path, settings, codes in requests():
    file = pathlib.Path("requests", path + ".txt")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([settings, *codes]) + "\n")
