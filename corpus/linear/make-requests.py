"""Makes requests/: invented measurements, nets and systems."""

import pathlib
import random


def matrix(name, rows):
    return f"matrix {name} {len(rows)} {len(rows[0])} " + " ".join(f"{value:.3f}" for row in rows for value in row)


def dense(rng, rows, columns, diagonal=0.0):
    return [[rng.gauss(0, 1) + (diagonal if i == j else 0) for j in range(columns)] for i in range(rows)]


def systems(seed, sizes):
    rng, lines = random.Random(seed), []
    for index, size in enumerate(sizes):
        lines += [matrix(f"a{index}", dense(rng, size, size, 4)), matrix(f"b{index}", dense(rng, size, 2)), f"solve a{index} b{index}"]
    return lines


def nets(seed, sizes):
    rng, lines = random.Random(seed), []
    for index, (wide, high) in enumerate(sizes):
        load = [[rng.uniform(0, 2)] for _ in range(wide * high)]
        lines += [f"mesh m{index} {wide} {high} {rng.uniform(0.5, 9):.2f}", matrix(f"load{index}", load), f"positive m{index} load{index}", f"vibrations m{index}"]
    return lines


def fits(seed, tables):
    rng, lines = random.Random(seed), []
    for index, (rows, columns) in enumerate(tables):
        truth = [rng.uniform(-3, 3) for _ in range(columns)]
        a = dense(rng, rows, columns)
        b = [[sum(x * t for x, t in zip(row, truth)) + rng.gauss(0, 0.2)] for row in a]
        lines += [matrix(f"a{index}", a), matrix(f"b{index}", b), f"fit a{index} b{index}", f"gram g{index} a{index}", f"vibrations g{index}"]
    return lines


def pictures(seed, tables):
    """Nearly of low rank, as pictures and ratings are."""
    rng, lines = random.Random(seed), []
    for index, (rows, columns, rank) in enumerate(tables):
        left, right = dense(rng, rows, rank), dense(rng, rank, columns)
        a = [[sum(x * r[j] for x, r in zip(row, right)) + rng.gauss(0, 0.1) for j in range(columns)] for row in left]
        lines += [matrix(f"a{index}", a), f"parts a{index} {rank}", f"parts a{index} {max(1, rank // 2)}"]
    return lines


def dynamics(seed, sizes):
    rng, lines = random.Random(seed), []
    for index, size in enumerate(sizes):
        lines += [matrix(f"a{index}", dense(rng, size, size)), f"roots a{index}", f"product s{index} a{index} a{index}", f"roots s{index}"]
    return lines


REQUESTS = {
    "train": {
        "systems": systems(1, [8, 20, 30]),
        "nets": nets(2, [(5, 6), (7, 7)]),
        "fits": fits(3, [(60, 5), (80, 12)]),
        "pictures": pictures(4, [(24, 30, 3), (30, 20, 5)]) + ["mesh plate 5 6 1.5", "parts plate 4"],
        "dynamics": dynamics(5, [6, 16, 24]),
        "mixed": systems(6, [12]) + nets(7, [(4, 4)]) + dynamics(8, [5]),
    },
    "test": {
        "circuits": systems(71, [80, 60, 100, 9]),
        "roof": nets(72, [(15, 14), (9, 9), (16, 10), (12, 6)]),
        "survey": fits(73, [(350, 20), (180, 40)]),
        "ratings": pictures(74, [(90, 90, 6), (80, 60, 9)]) + ["mesh plate 10 9 2.5", "parts plate 20"],
        "swings": dynamics(75, [64, 56, 48, 40, 15]),
        "tiny-three": systems(76, [3]),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
