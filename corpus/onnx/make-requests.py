"""Makes requests/: pictures of eight shapes on noise, drawn here. make-model.py draws what the network learns from with the
same functions and other seeds.

A request is settings, then pictures; main.rs says what they look like."""

import math
import pathlib
import random

SIZE = 20
CLASSES = ["disc", "ring", "square", "frame", "triangle", "cross", "stripes", "dots"]


def inside(kind, u, v, thick):
    """Whether a point of the shape's own square, -1 to 1, belongs to it."""
    r, m = math.hypot(u, v), max(abs(u), abs(v))
    if kind == "disc":
        return r < 1
    if kind == "ring":
        return 1 - thick < r < 1
    if kind == "square":
        return m < 0.9
    if kind == "frame":
        return 0.95 - thick < m < 0.95
    if kind == "triangle":
        return -0.8 < v < 0.9 and abs(u) < (v + 0.8) * 0.6
    if kind == "cross":
        return m < 1 and min(abs(u), abs(v)) < thick * 0.6
    if kind == "stripes":
        return m < 1 and math.sin(u * 9.5) > 0.2
    return m < 1 and math.sin(u * 8) * math.sin(v * 8) > 0.25


def draw(rng, kind, noise, small=5.0, large=8.5, turn=0.35):
    """Rows of numbers from 0 to 1."""
    radius = rng.uniform(small, large)
    x0, y0 = (rng.uniform(radius, SIZE - radius) for _ in range(2))
    angle, thick = rng.uniform(-turn, turn), rng.uniform(0.35, 0.5)
    cos, sin = math.cos(angle) / radius, math.sin(angle) / radius
    bright, dark = rng.uniform(0.6, 1), rng.uniform(0, 0.25)
    rows = []
    for y in range(SIZE):
        row = []
        for x in range(SIZE):
            dx, dy = x + 0.5 - x0, y + 0.5 - y0
            value = bright if inside(kind, dx * cos + dy * sin, dy * cos - dx * sin, thick) else dark
            row.append(min(max(value + rng.gauss(0, noise), 0), 1))
        rows.append(row)
    return rows


def text(rows):
    return "\n".join("".join(f"{round(value * 15):x}" for value in row) for row in rows) + "\n"


def request(seed, count, settings, kinds=CLASSES, noise=0.08, known=0.5, **look):
    """known: how many of the pictures come with what they are."""
    rng = random.Random(seed)
    blocks = ["".join(f"{name} {value}\n" for name, value in settings.items())]
    for _ in range(count):
        kind = rng.choice(kinds)
        title = kind if rng.random() < known else "?"
        blocks.append(title + "\n" + text(draw(rng, kind, noise, **look)))
    return "\n".join(blocks)


REQUESTS = {
    "train": {
        "mixed": lambda: request(11, 60, {"best": 2, "batch": 8}),
        "round": lambda: request(2, 40, {"best": 3, "least": 2, "batch": 16}, ["disc", "ring", "dots"]),
        "square": lambda: request(3, 40, {"batch": 10}, ["square", "frame", "stripes"], known=1),
        "noisy": lambda: request(4, 35, {"best": 8, "least": 1, "batch": 4}, noise=0.2, known=1),
        "small": lambda: request(5, 25, {"best": 2, "least": 10}, small=4.5, large=5.5),
        "turned": lambda: request(6, 30, {"best": 4, "batch": 32}, ["cross", "triangle", "frame"], turn=0.6, known=0),
        "one": lambda: request(7, 1, {"best": 8}),
    },
    "test": {
        "album": lambda: request(71, 200, {"best": 2, "least": 1, "batch": 12}),
        "scanner": lambda: request(72, 110, {"best": 3, "least": 3, "batch": 30}, noise=0.15, known=0.8),
        "angular": lambda: request(73, 80, {"batch": 6}, ["triangle", "square", "cross", "frame"], small=6, known=1),
        "single": lambda: request(74, 90, {"best": 2, "least": 20, "batch": 1}, noise=0.01, known=0.1),
        "tiny-two": lambda: request(75, 2, {"best": 5, "batch": 2}),
    },
}


def main():
    for folder, requests in REQUESTS.items():
        path = pathlib.Path("requests", folder)
        path.mkdir(parents=True, exist_ok=True)
        for name, make in requests.items():
            (path / f"{name}.txt").write_text(make())


if __name__ == "__main__":
    main()
