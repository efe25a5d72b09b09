"""Makes requests/: orders with invented passwords and texts."""

import pathlib
import random

SYLLABLES = "an be cor da el fi gra hum in jo kal lu me nor op pu ras sol ti ur ve wo ya zen".split()


def text(rng, size):
    out = []
    while sum(map(len, out)) + len(out) < size:
        out.append("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))))
    return " ".join(out)[:size]


def key(rng, name, how):
    return f"key {name} {how}|{text(rng, 16)}|{text(rng, rng.randint(8, 40))}"


def orders(seed, keys, seals, sizes, macs, digests):
    """`seals`: how many of each cipher; `sizes`: of the texts."""
    rng = random.Random(seed)
    names = [name for name, _ in keys]
    rest = []
    for cipher, count in seals.items():
        rest += [f"seal {cipher} {rng.choice(names)}|to {text(rng, 12)}|{text(rng, rng.randint(*sizes))}" for _ in range(count)]
    rest += [f"mac {rng.choice(names)}|{text(rng, rng.randint(*sizes))}" for _ in range(macs)]
    rest += [f"digest {rng.choice([256, 512])}|{text(rng, rng.randint(*sizes))}" for _ in range(digests)]
    rng.shuffle(rest)
    return [key(rng, name, how) for name, how in keys] + rest


REQUESTS = {
    "train": {
        "letters": orders(1, [("home", "pbkdf2 2000"), ("work", "pbkdf2 1500")], {"aes": 20, "chacha": 20}, (50, 900), 10, 10),
        "scrypt-login": orders(2, [("user", "scrypt 9 8 1")], {"chacha": 4}, (20, 200), 2, 2),
        "aes-bulk": orders(3, [("disk", "pbkdf2 500")], {"aes": 12}, (1000, 3000), 0, 3),
        "chacha-bulk": orders(4, [("disk", "pbkdf2 500")], {"chacha": 12}, (1000, 3000), 0, 3),
        "digests": orders(5, [("log", "pbkdf2 100")], {}, (10, 1500), 20, 25),
        "many-keys": orders(6, [(f"k{i}", f"pbkdf2 {300 + 77 * i}") for i in range(8)] + [("s", "scrypt 7 4 2")], {"aes": 8, "chacha": 8}, (0, 100), 8, 4),
    },
    "test": {
        "mailbag": orders(21, [("north", "pbkdf2 14000"), ("south", "scrypt 10 8 1")], {"aes": 30, "chacha": 30}, (100, 700), 12, 12),
        "vault": orders(22, [("door", "scrypt 11 8 2")], {"aes": 6, "chacha": 2}, (30, 300), 2, 0),
        "archive": orders(23, [("box", "pbkdf2 12000"), ("lid", "scrypt 9 8 1")], {"aes": 9, "chacha": 9}, (4000, 6000), 4, 4),
        "doormen": orders(24, [(f"guest{i}", f"pbkdf2 {2000 + 371 * i}") for i in range(12)], {"aes": 3}, (10, 80), 9, 3),
        "tiny-note": orders(25, [("me", "pbkdf2 50")], {"chacha": 1}, (30, 40), 1, 1),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
