"""Makes the requests of as-bignum: questions with seeded numbers. Train and test have other numbers, other sizes of
factors and other mixtures of questions."""

import pathlib
import random


def prime_near(rng, bits):
    """A prime of about so many bits, by Fermat's test: good enough to make questions of."""
    n = rng.getrandbits(bits) | 1 | 1 << (bits - 1)
    while any(pow(base, n - 1, n) != 1 for base in (2, 3, 5, 7)):
        n += 2
    return n


def question(rng, kind, bits):
    if kind in ("prime", "next"):
        return f"{kind} {rng.getrandbits(bits) | 1}" if rng.random() < 0.6 else f"{kind} {prime_near(rng, bits)}"
    if kind == "factor":
        return f"factor {prime_near(rng, bits // 2) * prime_near(rng, bits // 2 - 1)}" if rng.random() < 0.5 else f"factor {rng.getrandbits(bits // 2) * rng.getrandbits(bits // 2 - 2) + 2}"
    if kind == "power":
        return f"power {rng.getrandbits(bits)} {rng.getrandbits(bits)} {rng.getrandbits(bits) | 1}"
    if kind == "root":
        return f"root {rng.getrandbits(bits * 2 - 8)}"
    return f"fibonacci {rng.randint(0, 180)}"


# name: seed, bits, questions with their numbers
REQUESTS = {
    "train": {
        "primes": (1, 32, {"prime": 8, "next": 1}),
        "factors": (2, 22, {"factor": 4}),
        "powers": (3, 40, {"power": 6, "root": 8}),
        "all-kinds": (4, 26, {"prime": 3, "next": 1, "factor": 2, "power": 2, "root": 12, "fibonacci": 20}),
        "one": (5, 20, {"factor": 1}),
    },
    "test": {
        "large-primes": (61, 62, {"prime": 5}),
        "hard-factors": (62, 28, {"factor": 5}),
        "exponents": (63, 61, {"power": 9, "prime": 2}),
        "homework": (64, 30, {"root": 30, "fibonacci": 60, "factor": 3, "next": 1, "power": 5}),
        "single": (65, 24, {"next": 1}),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, bits, kinds) in requests.items():
        rng = random.Random(seed)
        order = [kind for kind, count in kinds.items() for _ in range(count)]
        rng.shuffle(order)
        (folder / f"{name}.txt").write_text("".join(question(rng, kind, bits) + "\n" for kind in order))
