"""Makes the requests: facts of programs that are made up here, and questions.

Training: lists and boxes, a tree of classes, layers of calls, a chain of moves. Test: a graph of objects with many
fields, plug-ins, larger layers, a long pipe of data, three facts.
"""

import pathlib
import random


def boxes(r, variables, objects, statements):
    """Variables that are moved, stored and loaded at random."""
    v = lambda: f"v{r.randrange(variables)}"
    for n in range(objects):
        yield f"new {v()} obj{n}"
    for _ in range(statements):
        match r.randrange(5):
            case 0:
                yield f"store {v()} {r.choice(['next', 'item', 'left'])} {v()}"
            case 1:
                yield f"load {v()} {v()} {r.choice(['next', 'item', 'left'])}"
            case _:
                a = r.randrange(variables)
                yield f"move v{a} v{max(0, a - r.randint(1, 12))}"
    for n in r.sample(range(variables), min(variables, 15)):
        yield f"points v{n}?"
        yield f"alias v{n}?"
    yield "sizes?"


def classes(r, kinds, methods, functions, calls):
    """Objects of classes with methods; what is called follows from what variables point to."""
    for kind in range(kinds):
        yield f"new make{kind} Kind{kind}"
        for method in range(methods):
            if r.random() < 0.7:
                yield f"method Kind{kind} m{method} Kind{kind}.m{method}"
    for function in range(functions):
        yield f"move local{function} {r.choice(['make', 'local']) }{r.randrange(min(kinds, function + 1))}"
        for _ in range(calls):
            caller = r.choice([f"f{function}", f"Kind{r.randrange(kinds)}.m{r.randrange(methods)}"])
            if r.random() < 0.6:
                yield f"invoke {caller} local{r.randrange(functions)} m{r.randrange(methods)}"
            else:
                yield f"call {caller} f{r.randrange(functions)}"
    yield "root f0"
    for n in r.sample(range(functions), min(functions, 10)):
        yield f"calls f{n}?"
        yield f"callers f{n}?"
        yield f"points local{n}?"
    yield "dead?"
    yield "sizes?"


def layers(r, depth, width, of_each):
    """Functions in layers that call the next layers, and a few that call back."""
    for layer in range(depth - 1):
        for n in range(width):
            for _ in range(r.randint(1, of_each)):
                yield f"call L{layer}.{n} L{min(depth - 1, layer + r.randint(1, 3))}.{r.randrange(width)}"
    for _ in range(depth // 3):
        yield f"call L{r.randrange(depth)}.{r.randrange(width)} L{r.randrange(depth)}.{r.randrange(width)}"
    for n in range(3):
        yield f"root L0.{n}"
    for _ in range(14):
        yield f"calls L{r.randrange(depth // 2)}.{r.randrange(width)}?"
        yield f"callers L{r.randrange(depth // 2, depth)}.{r.randrange(width)}?"
    yield "dead?"
    yield "sizes?"


def pipe(r, stages, items):
    """Buffers that hand what they hold to the next."""
    for n in range(items):
        yield f"new in{n % 7} packet{n}"
    for n in range(7):
        yield f"store stage0 slot{n % 3} in{n}"
    for stage in range(stages):
        yield f"new stage{stage} buffer{stage}"
        for slot in range(3):
            yield f"load t{stage}.{slot} stage{stage} slot{slot}"
            if r.random() < 0.8:
                yield f"store stage{stage + 1} slot{r.randrange(3)} t{stage}.{slot}"
            if r.random() < 0.1 and stage:
                yield f"move stage{stage - 1} stage{stage}"
    for stage in range(0, stages, max(1, stages // 12)):
        yield f"points t{stage}.1?"
    yield "alias t0.0?"
    yield "points nothing?"
    yield "sizes?"


def requests():
    r = random.Random(50)
    yield "train/boxes", boxes(r, 90, 30, 260)
    yield "train/classes", classes(r, 12, 5, 40, 3)
    yield "train/layers", layers(r, 14, 12, 3)
    yield "train/pipe", pipe(r, 40, 25)
    yield "train/dense-boxes", boxes(r, 40, 25, 200)
    yield "train/one-call", ["call a b", "call b c", "root a", "calls a?", "dead?"]
    r = random.Random(51)
    yield "test/objects", boxes(r, 150, 45, 440)
    yield "test/plug-ins", classes(r, 40, 8, 220, 4)
    yield "test/deep-layers", layers(r, 32, 22, 3)
    yield "test/long-pipe", pipe(r, 300, 150)
    yield "test/three-facts", ["new a thing", "move b a", "move c b", "points c?", "alias a?", "sizes?"]


for path, lines in requests():
    file = pathlib.Path("requests", path + ".facts")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n")
