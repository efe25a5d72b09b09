"""Makes requests/: tables of invented measurements."""

import math
import pathlib
import random


def flowers(rng, rows, columns, kinds):
    """Classes are clouds around a middle each; some overlap."""
    names = rng.sample("rose tulip aster lily iris poppy daisy violet".split(), kinds)
    middles = {name: [rng.uniform(-3, 3) for _ in range(columns)] for name in names}
    table = []
    for _ in range(rows):
        name = rng.choice(names)
        table.append([f"{rng.gauss(m, 1.1):.3f}" for m in middles[name]] + [name])
    return [f"c{i}" for i in range(columns)] + ["kind"], table


def loans(rng, rows, columns, _):
    """Yes or no by a rule with exceptions."""
    table = []
    for _ in range(rows):
        x = [rng.gauss(0, 1) for _ in range(columns)]
        score = x[0] * 1.5 - x[1] + x[2] * x[3] + math.sin(2 * x[0]) + rng.gauss(0, 0.4)
        table.append([f"{20 + 8 * v:.2f}" for v in x] + ["yes" if score > 0.2 else "no"])
    return [f"f{i}" for i in range(columns)] + ["paid"], table


def prices(rng, rows, columns, _):
    weights = [rng.uniform(-2, 3) for _ in range(columns)]
    table = []
    for _ in range(rows):
        x = [rng.uniform(0, 10) for _ in range(columns)]
        price = 20 + sum(a * b for a, b in zip(weights, x)) + (8 if x[0] > 6 and x[1] < 4 else 0) + 3 * math.sin(x[2]) + rng.gauss(0, 0.5)
        table.append([f"{v:.2f}" for v in x] + [f"{price:.2f}"])
    return [f"p{i}" for i in range(columns)] + ["price"], table


def request(seed, models, kind, rows, asked, columns, kinds=0):
    rng = random.Random(seed)
    header, table = kind(rng, rows + asked, columns, kinds)
    for row in rng.sample(table, asked):
        row[-1] = "?" + row[-1]
    return [f"model {model}" for model in models] + ["data", ",".join(header)] + [",".join(row) for row in table]


REQUESTS = {
    "train": {
        "flowers": request(1, ["forest 12 6", "neighbours 5", "bayes", "clusters 4"], flowers, 120, 30, 5, 4),
        "loans": request(2, ["forest 10 7", "tree 6", "logistic"], loans, 150, 40, 6),
        "prices": request(3, ["forest 8 6", "linear", "ridge", "neighbours 4"], prices, 140, 30, 5),
        "boosted": request(4, ["boost 10 3", "linear"], prices, 120, 25, 4),
        "logistic": request(5, ["logistic", "bayes"], flowers, 140, 30, 4, 3),
        "clusters": request(6, ["clusters 3", "clusters 5", "tree 4"], flowers, 150, 20, 6, 5),
    },
    "test": {
        "garden": request(91, ["forest 30 8", "tree 8", "neighbours 7", "bayes", "clusters 6"], flowers, 360, 90, 7, 6),
        "credit": request(92, ["forest 25 9", "logistic", "tree 5", "neighbours 9"], loans, 420, 100, 8),
        "houses": request(93, ["forest 12 8", "boost 16 4", "linear", "ridge", "neighbours 6"], prices, 330, 80, 6),
        "herbs": request(94, ["logistic", "bayes", "clusters 4", "clusters 9"], flowers, 500, 60, 9, 4),
        "tiny-flat": request(95, ["linear", "forest 3 3"], prices, 20, 5, 3),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n")
