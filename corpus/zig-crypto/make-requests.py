"""Makes the requests of zig-crypto: jobs with texts of seeded words. Train and test have other names, words, lengths and
mixtures of jobs."""

import pathlib
import random

NAMES = {"train": "ada ben cleo dan eva".split(), "test": "münch-7 Ω o'brien 0x51 straßburg-node zed".split()}
WORDS = {
    "train": "the parcel is ready for you at the counter until friday please bring this letter".split(),
    "test": "überweisung 4711 EUR an konto /dev/null {\"id\":17} κλειδί signed-off-by: rev-2 ~ 100% 🔑 transfer".split(),
}
HASHES = ("sha256", "sha3", "blake2", "blake3", "mac")

# name: seed, jobs with their numbers, shortest and longest text in bytes
REQUESTS = {
    "train": {
        "digests": (1, {"sha256": 4, "sha3": 4, "blake2": 4, "blake3": 4, "mac": 3}, 100, 3000),
        "signatures": (2, {"sign": 5, "ecdsa": 3}, 20, 400),
        "parcels": (3, {"seal": 8, "gcm": 4}, 200, 4000),
        "accounts": (4, {"password": 3, "mac": 5}, 8, 30),
        "handshake": (5, {"agree": 5, "sign": 2, "seal": 5, "sha256": 3}, 10, 600),
        "one-digest": (6, {"blake3": 1}, 5, 10),
    },
    "test": {
        "ledger": (41, {"sha256": 12, "blake3": 12, "sign": 7, "sha3": 8}, 300, 2500),
        "archive": (42, {"gcm": 3, "seal": 14, "blake2": 10, "mac": 6}, 500, 9000),
        "sessions": (43, {"agree": 9, "ecdsa": 5, "mac": 6, "seal": 6}, 12, 900),
        "logins": (44, {"password": 5, "sign": 3, "sha3": 6}, 6, 80),
        "receipt": (45, {"ecdsa": 1}, 30, 40),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, jobs, low, high) in requests.items():
        rng = random.Random(seed)
        lines = []
        for job in [job for job, count in jobs.items() for _ in range(count)]:
            length, text = rng.randint(low, high), ""
            while len(text.encode()) < length:
                text += rng.choice(WORDS[split]) + rng.choice([" ", " ", ", ", "; "])
            lines.append(f"{job} {rng.choice(NAMES[split])} {text.strip()}\n")
        rng.shuffle(lines)
        (folder / f"{name}.txt").write_text("".join(lines), encoding="utf-8")
