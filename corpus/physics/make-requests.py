"""Makes requests/: invented scenes."""

import pathlib
import random

FLOOR = ["gravity 0 -9.81", "wall 0 -1 40 1 0"]


def pyramid(rng, rows):
    lines = FLOOR + [f"material 1 {rng.uniform(0.4, 0.8):.2f} 0"]
    for row in range(rows):
        for i in range(rows - row):
            lines.append(f"box {(i - (rows - row) / 2) * 1.05:.3f} {0.5 + row * 1.02:.3f} 0.5 0.5 0")
    return lines + ["material 8 0.5 0.2", f"ball -14 {rng.uniform(1, 3):.2f} 0.7", f"velocity {rng.uniform(18, 26):.2f} 3 0"]


def bin_of(rng, count):
    """Different things fall into a funnel."""
    lines = ["gravity 0 -9.81", "wall 0 -0.5 6 0.5 0", "wall -6.4 6 0.4 7 0.15", "wall 6.4 6 0.4 7 -0.15"]
    for i in range(count):
        x, y = rng.uniform(-4.5, 4.5), 1.5 + 0.28 * i
        lines.append(f"material {rng.uniform(0.5, 3):.2f} {rng.uniform(0.1, 0.9):.2f} {rng.uniform(0, 0.5):.2f}")
        size, angle = rng.uniform(0.2, 0.45), rng.uniform(0, 3)
        lines.append(rng.choice([f"ball {x:.3f} {y:.3f} {size:.3f}", f"box {x:.3f} {y:.3f} {size:.3f} {size * 0.6:.3f} {angle:.3f}",
                                 f"capsule {x:.3f} {y:.3f} {size:.3f} {size * 0.5:.3f} {angle:.3f}"]))
    return lines


def chains(rng, count, links):
    """Hanging chains that swing into each other."""
    lines, number = ["gravity 0 -9.81", "material 2 0.3 0.3"], 0
    for c in range(count):
        x, lean = c * 1.6, rng.uniform(-1, 1)
        lines += ["material 5000 0.3 0.3", f"box {x:.2f} 20 0.2 0.2 0", "material 2 0.3 0.3"]
        for link in range(links):
            lines.append(f"capsule {x + lean * 0.2 * link:.3f} {19.4 - 0.6 * link:.3f} 0.2 0.08 0")
            number += 1
            lines.append(f"hinge {number - 1} {number} 0 -0.3 0 0.3")
        lines.append(f"velocity {rng.uniform(-14, 14):.2f} 0 0")
        number += 1
    return lines + ["wall 0 -1 40 1 0"]


def billiards(rng, count):
    """No gravity, hard walls, little friction."""
    lines = ["gravity 0 0", "material 1 0.05 0.95", "wall 0 -8.5 12 0.5 0", "wall 0 8.5 12 0.5 0", "wall -12.5 0 0.5 9 0", "wall 12.5 0 0.5 9 0"]
    for i in range(count):
        lines.append(f"ball {-10 + 1.3 * (i % 16):.2f} {-6.5 + 1.2 * (i // 16):.2f} {rng.uniform(0.3, 0.5):.2f}")
        lines.append(f"velocity {rng.uniform(-9, 9):.2f} {rng.uniform(-9, 9):.2f} {rng.uniform(-3, 3):.2f}")
    return lines


def dominoes(rng, count):
    lines = FLOOR + ["material 1.5 0.4 0.05"]
    for i in range(count):
        lines.append(f"box {-15 + i * rng.uniform(0.68, 0.72):.3f} 0.9 0.1 0.9 0")
    return lines + ["ball -17 1.4 0.4", "velocity 9 0 0"]


def request(seed, scene, size, run):
    return scene(random.Random(seed), *size) + [run]


REQUESTS = {
    "train": {
        "pyramid": request(1, pyramid, (8,), "run 90 30"),
        "bin": request(2, bin_of, (40,), "run 120 40"),
        "chains": request(3, chains, (4, 8), "run 100 25"),
        "billiards": request(4, billiards, (40,), "run 150 50"),
        "dominoes": request(5, dominoes, (25,), "run 150 50"),
        "empty-world": ["gravity 0 -1.6", "ball 0 100 1", "run 200 100"],
    },
    "test": {
        "tower": request(61, pyramid, (13,), "run 130 26"),
        "skip": request(62, bin_of, (110,), "run 160 40"),
        "curtain": request(63, chains, (9, 12), "run 120 30"),
        "table": request(64, billiards, (90,), "run 240 60"),
        "row": request(65, dominoes, (38,), "run 240 40"),
        "tiny-throw": ["gravity 0 -9.81", "wall 0 -1 5 1 0.1", "box 0 3 0.5 0.3 0.4", "velocity 1 2 3", "run 60 20"],
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
