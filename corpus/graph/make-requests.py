"""Makes requests/: streets, links, dependencies and networks, all invented."""

import pathlib
import random


def streets(rng, wide, high):
    """A grid of crossings with gaps; both directions, not always of the same cost."""
    edges = []
    for y in range(high):
        for x in range(wide):
            for nx, ny in ((x + 1, y), (x, y + 1)):
                if nx < wide and ny < high and rng.random() < 0.9:
                    here, there, cost = y * wide + x, ny * wide + nx, rng.randint(1, 90)
                    edges.append((here, there, cost))
                    if rng.random() < 0.85:
                        edges.append((there, here, cost + rng.randint(0, 5)))
    return edges


def links(rng, nodes, count):
    """Pages: new ones point to those that have many links already."""
    targets, edges = [0], []
    for page in range(1, nodes):
        for _ in range(count):
            to = rng.choice(targets)
            edges.append((page, to, rng.randint(1, 9)))
            targets.append(to)
            if rng.random() < 0.15:
                edges.append((to, page, rng.randint(1, 9)))
        targets.append(page)
    return edges


def dependencies(rng, nodes, count):
    """No cycles: packages need earlier ones."""
    names = list(range(nodes))
    rng.shuffle(names)
    return [(names[b], names[rng.randrange(b)], rng.randint(1, 20)) for b in range(1, nodes) for _ in range(rng.randint(1, count))]


def network(rng, nodes, count):
    edges = []
    for _ in range(count):
        a, b = rng.sample(range(nodes), 2)
        edges.append((a, b, rng.randint(1, 50)))
    return edges + [(nodes - 1, 0, 1), (0, nodes - 1, 1)]


def groups(rng, nodes, count):
    """Friends: dense inside of a group, sparse between."""
    edges = []
    for a in range(nodes):
        for b in range(a + 1, nodes):
            if rng.random() < (0.45 if a % count == b % count else 0.02):
                edges.append((a, b, rng.randint(1, 9)))
    return edges + [(nodes - 1, 0, 1)]


def request(seed, kind, size, questions):
    rng = random.Random(seed)
    edges = kind(rng, *size)
    nodes = max(max(a, b) for a, b, _ in edges) + 1
    lines = ["edge %d %d %d" % edge for edge in edges]
    for question in questions:
        verb, arguments, count = (question.split() + ["", "1"])[:3] if len(question.split()) == 3 else (question, "", 1)
        for _ in range(int(count)):
            lines.append(" ".join([verb] + [str(rng.randrange(nodes)) for _ in range(int(arguments or 0))]))
    return lines


ALL = ["components", "tree", "matching", "bridges", "colours"]
REQUESTS = {
    "train": {
        "town": request(1, streets, (22, 16), ["distances 1 9", "path 2 8", "tree", "bridges", "components"]),
        "links": request(2, links, (150, 4), ["rank 20", "components", "dominators 1 2", "feedback"]),
        "packages": request(3, dependencies, (300, 6), ["order", "components", "distances 1 3", "dominators 1 3"]),
        "pipes": request(4, network, (120, 900), ["flow 2 9", "components", "path 2 9", "colours"]),
        "friends": request(5, groups, (90, 5), ["cliques", "matching", "colours", "tree"]),
        "everything": request(6, network, (70, 240), ALL + ["order", "rank 10", "flow 2 2", "dominators 1 1", "cliques", "feedback", "path 2 3", "distances 1 3"]),
        "village": request(7, streets, (9, 12), ["path 2 4", "flow 2 2", "matching", "bridges"]),
    },
    "test": {
        "city": request(31, streets, (48, 40), ["distances 1 24", "path 2 16", "tree", "bridges", "components", "feedback"]),
        "web": request(32, links, (260, 5), ["rank 70", "components", "dominators 1 9", "feedback", "distances 1 12"]),
        "registry": request(33, dependencies, (1300, 7), ["order", "components", "distances 1 40", "dominators 1 40", "tree"]),
        "water": request(34, network, (260, 2600), ["flow 2 30", "path 2 24", "colours", "components"]),
        "school": request(35, groups, (230, 6), ["cliques", "matching", "colours", "tree", "bridges"]),
        "tiny-all": request(36, network, (12, 30), ALL + ["order", "rank 5", "flow 2 1", "dominators 1 1", "cliques", "feedback", "path 2 2", "distances 1 1"]),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
