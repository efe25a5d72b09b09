"""Makes requests/: invented accounts and payments."""

import pathlib
import random

NAMES = "alma bo cleo dario edda finn greta hugo ida jon kira leo mara nils olga paul rosa sven tara udo vera willi".split()
NOTES = "rent bread coffee train books for the of last week month thanks lamp garden repair ticket lunch two three share".split()


def ledger(seed, ed25519, secp256k1, entries, forged=0.05, note=(1, 12)):
    rng = random.Random(seed)
    accounts = rng.sample(NAMES, ed25519 + secp256k1)
    lines = []
    for index, name in enumerate(accounts):
        kind = "ed25519" if index < ed25519 else "secp256k1"
        lines.append(f"{kind} {name} {' '.join(rng.choice(NOTES) for _ in range(6))} {rng.getrandbits(64):x}")
    rng.shuffle(lines)
    for _ in range(entries):
        order = "forge" if rng.random() < forged else "pay"
        words = " ".join(rng.choice(NOTES) for _ in range(rng.randint(*note)))
        lines.append(f"{order} {rng.choice(accounts)} {rng.choice(accounts)} {rng.randint(1, 50_000)} {words}")
    return lines


REQUESTS = {
    "train": {
        "ed25519-shop": ledger(1, 6, 0, 40),
        "secp256k1-shop": ledger(2, 0, 6, 30),
        "mixed": ledger(3, 4, 4, 36),
        "forgers": ledger(4, 3, 2, 24, forged=0.5),
        "long-notes": ledger(5, 2, 2, 16, note=(100, 300)),
        "accounts-only": ledger(6, 10, 8, 0),
    },
    "test": {
        "market": ledger(41, 9, 5, 90),
        "club-ed25519": ledger(42, 3, 0, 130, forged=0.1),
        "exchange-secp256k1": ledger(43, 0, 14, 60, forged=0.02),
        "minutes": ledger(44, 2, 3, 24, note=(200, 500)),
        "tiny-debt": ledger(45, 1, 1, 2, forged=0),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
