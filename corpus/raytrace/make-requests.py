"""Makes requests/: invented scenes."""

import math
import pathlib
import random


def line(verb, *numbers):
    return " ".join([verb] + [f"{number:g}" for number in (round(number, 3) for number in numbers)])


def colour(rng):
    return [rng.uniform(0.15, 0.95) for _ in range(3)]


def floor(size, y=0):
    return [line("triangle", -size, y, -size, -size, y, size, size, y, -size), line("triangle", size, y, size, size, y, -size, -size, y, size)]


def spheres(rng, count, mirror):
    lines = [line("camera", 2, 3, -9, 0, 1, 0, 1.5), line("sky", 0.5, 0.7, 1), line("light", -6, 9, -6, 0.9, 0.85, 0.8), line("material", 0.6, 0.6, 0.55, 0, 0.1)]
    lines += floor(12)
    for _ in range(count):
        radius = rng.uniform(0.15, 0.7)
        lines.append(line("material", *colour(rng), rng.uniform(0, 0.8), rng.choice([0, 0, mirror])))
        lines.append(line("sphere", rng.uniform(-4, 4), radius, rng.uniform(-4, 6), radius))
    return lines


def terrain(rng, size):
    """Hills of triangles around a lake that mirrors."""
    waves = [(rng.uniform(0.2, 0.9), rng.uniform(0.2, 0.9), rng.uniform(0, 6), rng.uniform(0.3, 0.9)) for _ in range(4)]

    def corner(i, j):
        x, z = i - size / 2, j - size / 4
        return x, sum(h * math.sin(a * x + b * z + c) for a, b, c, h in waves), z

    lines = [line("camera", 0, 4, -size * 0.6, 0, 0, 2, 1.3), line("sky", 0.8, 0.7, 0.6), line("light", 20, 18, -8, 1, 0.9, 0.7)]
    lines += [line("material", 0.1, 0.2, 0.4, 0.5, 0.6)] + floor(size, -0.4)
    for i in range(size):
        for j in range(size):
            a, b, c, d = corner(i, j), corner(i + 1, j), corner(i, j + 1), corner(i + 1, j + 1)
            if (i + j) % 5 == 0:
                lines.append(line("material", *(part * rng.uniform(0.8, 1.2) for part in (0.3, 0.5, 0.2)), 0, 0))
            lines += [line("triangle", *a, *b, *c), line("triangle", *b, *d, *c)]
    return lines


def room(rng, lamps):
    """Walls, boxes, several lamps."""
    lines = [line("camera", 0, 2.5, -7.5, 0, 2, 0, 1.2), line("sky", 0.3, 0.3, 0.35)]
    for _ in range(lamps):
        lines.append(line("light", rng.uniform(-3, 3), 4.5, rng.uniform(-3, 3), *(0.9 / lamps for _ in range(3))))
    lines += [line("material", 0.8, 0.8, 0.75, 0, 0)] + floor(8) + [line("material", 0.7, 0.3, 0.25, 0, 0.05)]
    lines += [line("triangle", -4, 0, 8, -4, 0, -8, -4, 5, 0), line("triangle", 4, 0, 8, 4, 0, -8, 4, 5, 0), line("triangle", -8, 0, 4, 8, 0, 4, 0, 9, 4)]
    for _ in range(7):
        lines.append(line("material", *colour(rng), 0.4, rng.choice([0, 0.3, 0.8])))
        x, z, w, h = rng.uniform(-3, 3), rng.uniform(-2, 3), rng.uniform(0.3, 0.8), rng.uniform(0.4, 2)
        p = [(x + a * w, y, z + b * w) for y in (0, h) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        for a, b, c, d in ((0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7), (4, 5, 6, 7)):
            lines += [line("triangle", *p[a], *p[b], *p[c]), line("triangle", *p[a], *p[c], *p[d])]
        lines.append(line("sphere", x, h + w * 0.7, z, w * 0.7))
    return lines


def request(seed, size, scene, *settings):
    return [line("size", *size)] + scene(random.Random(seed), *settings)


REQUESTS = {
    "train": {
        "spheres": request(1, (64, 48, 2), spheres, 30, 0.4),
        "mirrors": request(2, (48, 36, 2), spheres, 15, 0.9),
        "hills": request(3, (64, 36, 2), terrain, 12),
        "room": request(4, (48, 48, 2), room, 2),
        "smooth": request(5, (32, 24, 4), spheres, 20, 0.3),
        "lamps": request(6, (40, 30, 1), room, 6),
    },
    "test": {
        "crowd": request(81, (96, 72, 3), spheres, 150, 0.5),
        "valley": request(82, (108, 64, 3), terrain, 19),
        "parlour": request(83, (72, 72, 3), room, 4),
        "marbles": request(84, (56, 42, 5), spheres, 60, 0.85),
        "tiny-view": request(85, (16, 12, 1), spheres, 4, 0.5),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
