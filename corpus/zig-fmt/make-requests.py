"""Makes the requests of zig-fmt: Zig source from a grammar of ours, written as carelessly as one likes. Train and test
have other words, other mixtures of declarations, other depths and other carelessness."""

import pathlib
import random

WORDS = {
    "train": "count index buffer length queue node parent child weight total offset limit token cache entry".split(),
    "test": "pixel stride shader frame packet header checksum socket route lane window column ledger amount rate epoch vertex".split(),
}
TYPES = {"train": "u8|u32|usize|bool|[]const u8|?*Node|[4]u16|i64".split("|"), "test": "f32|u16|i128|anyerror!void|*const Frame|[:0]u8|?[]const Packet|@Vector(4,f32)|std.ArrayList(u8)".split("|")}
TEXTS = {"train": ['"ready"', '"not found: {s}"', '"\\n"'], "test": ['"größe \\u{2192} {d}"', '"C:\\\\frames"', '"\\x7f end"', '"{any},{}"']}


class Source:
    def __init__(self, rng, split, mess):
        self.rng, self.split, self.mess = rng, split, mess

    def word(self):
        name = self.rng.choice(WORDS[self.split])
        return name if self.rng.random() < 0.6 else name + self.rng.choice(WORDS[self.split]).capitalize()

    def title(self):
        return self.word().capitalize()

    def type(self):
        return self.rng.choice(TYPES[self.split])

    def gap(self):
        """Where a space may be."""
        return self.rng.choice(["", " ", " ", "  ", "\t"]) if self.rng.random() < self.mess else " "

    def end(self):
        """Where a line may end."""
        if self.rng.random() < 0.06:
            return self.gap() + "// " + " ".join(self.word() for _ in range(self.rng.randint(1, 7))) + "\n"
        return self.rng.choice(["", "\n", "\n\n\n", "   \n\t"]) if self.rng.random() < self.mess else "\n"

    def several(self, make, low, high, sep=","):
        parts = [make() for _ in range(self.rng.randint(low, high))]
        text = (sep + self.gap()).join(parts)
        return text + ("," if sep == "," and parts and self.rng.random() < 0.3 else "")

    def expression(self, depth=3):
        rng, g = self.rng, self.gap
        if depth <= 0 or rng.random() < 0.25:
            return rng.choice([self.word, lambda: str(rng.randint(0, 9999)), lambda: rng.choice(TEXTS[self.split]), lambda: f"0x{rng.randint(0, 65535):X}",
                               lambda: f"{self.word()}.{self.word()}", lambda: f".{self.word()}", lambda: f"'{rng.choice('abcxyz')}'"])()
        e = lambda: self.expression(depth - 1)
        kind = rng.randint(0, 11)
        if kind <= 3:
            operator = rng.choice(["+", "-", "*", "+%", "<<", "|", "&", "==", "++", "<", ">=", " and ", " or ", " orelse "])
            space = rng.choice(["", " ", "  "]) if rng.random() < self.mess else " "
            return f"({e()}{space}{operator}{space}{e()})"
        if kind == 4:
            return f"{self.word()}.{self.word()}({self.several(e, 0, 4)})"
        if kind == 5:
            return f"@{rng.choice(['intCast', 'as', 'min', 'sizeOf'])}({self.several(e, 1, 2)})"
        if kind == 6:
            return f"{self.word()}[{e()}{rng.choice(['', '..', '..' + self.word()])}]"
        if kind == 7:
            return f".{{{g()}{self.several(lambda: f'.{self.word()}{g()}={g()}{e()}', 1, 5)}{g()}}}"
        if kind == 8:
            return f"if{g()}({e()}){g()} {e()} else {e()}"
        if kind == 9:
            return f"try {self.word()}({self.several(e, 0, 3)})"
        if kind == 10:
            return f"&[_]{rng.choice(['u8', 'u16'])}{{{self.several(lambda: str(rng.randint(0, 255)), 3, 14)}}}"
        return f"({e()}){rng.choice(['.?', '.*', ''])}"

    def statement(self, depth):
        rng, g = self.rng, self.gap
        kind = rng.randint(0, 9)
        if kind <= 2 or depth <= 0:
            return f"{rng.choice(['const', 'var'])} {self.word()}{g()}:{g()}{self.type()}{g()}={g()}{self.expression()};"
        if kind == 3:
            return f"{self.word()}{g()}{rng.choice(['=', '+=', '*=', '|=', '<<='])}{g()}{self.expression()};"
        if kind == 4:
            return f"if{g()}({self.expression(2)}){g()}{self.block(depth - 1)}" + (f"{g()}else {self.block(depth - 1)}" if rng.random() < 0.5 else "")
        if kind == 5:
            return f"for{g()}({self.word()}.items,{g()}0..){g()}|{self.word()},{g()}i|{g()}{self.block(depth - 1)}"
        if kind == 6:
            return f"while{g()}({self.word()}.next()){g()}|{self.word()}|{g()}:{g()}({self.word()}{g()}+={g()}1){g()}{self.block(depth - 1)}"
        if kind == 7:
            prongs = self.several(lambda: f"{rng.choice(['.' + self.word(), str(rng.randint(0, 99)), '1...9', '.a,' + g() + '.b'])}{g()}=>{g()}{self.expression(2)}", 1, 5)
            return f"switch{g()}({self.word()}){g()}{{{self.end()}{prongs.rstrip(',')},{self.end()}else{g()}=>{g()}{{}},}}"
        if kind == 8:
            return f"{rng.choice(['defer', 'errdefer'])} {self.word()}.deinit({self.word()});"
        return f"return {self.expression()};"

    def block(self, depth):
        return "{" + self.end() + self.end().join(self.statement(depth) for _ in range(self.rng.randint(1, 5))) + self.end() + "}"

    def function(self, depth):
        g = self.gap
        head = "/// " + " ".join(self.word() for _ in range(6)) + ".\n" if self.rng.random() < 0.4 else ""
        return f"{head}{self.rng.choice(['', 'pub ', 'pub inline '])}fn {self.word()}({self.several(lambda: f'{self.word()}{g()}:{g()}{self.type()}', 0, 5)}){g()}{self.rng.choice(['void', 'usize', '!void', '?u32'])}{g()}{self.block(depth)}"

    def container(self, depth):
        g = self.gap
        fields = (",\n" if self.rng.random() < 0.5 else ",").join(f"{self.word()}{g()}:{g()}{self.type()}" + (f"{g()}={g()}{self.expression(1)}" if self.rng.random() < 0.4 else "") for _ in range(self.rng.randint(2, 9)))
        methods = self.end().join(self.function(depth) for _ in range(self.rng.randint(0, 3)))
        return f"{self.rng.choice(['', 'pub '])}const {self.title()}{g()}={g()}{self.rng.choice(['struct', 'packed struct', 'extern struct', 'union(enum)'])}{g()}{{{self.end()}{fields},\n{methods}{self.end()}}};"

    def file(self, size, depth, weights):
        makers = [lambda: self.function(depth), lambda: self.container(depth), lambda: f"test \"{self.word()}\"{self.gap()}{self.block(depth)}",
                  lambda: f"const {self.word()}{self.gap()}={self.gap()}enum{{{self.several(self.word, 3, 12)}}};", lambda: f"const {self.word()}{self.gap()}={self.gap()}{self.expression(5)};"]
        text = '//! A file of ours.\nconst std=@import("std");\n'
        while len(text) < size:
            text += self.rng.choices(makers, weights)[0]() + "\n" + self.end()
        return text


# name: seed, bytes, depth of blocks, carelessness, how many functions, containers, tests, enums, constants
REQUESTS = {
    "train": {
        "functions": (1, 20000, 3, 0.5, (6, 1, 1, 1, 1)), "structs": (2, 16000, 2, 0.3, (1, 6, 0, 2, 1)), "tests": (3, 12000, 2, 0.7, (1, 0, 5, 1, 2)),
        "tidy": (4, 24000, 3, 0.02, (3, 2, 1, 1, 1)), "constants": (5, 8000, 1, 0.5, (0, 0, 0, 3, 6)), "tiny": (6, 80, 1, 0.9, (1, 0, 0, 0, 0)),
    },
    "test": {
        "renderer": (31, 52000, 3, 0.4, (4, 4, 1, 1, 2)), "protocol": (32, 40000, 4, 0.6, (5, 2, 2, 1, 1)), "nearly-tidy": (33, 48000, 2, 0.06, (3, 3, 2, 1, 1)),
        "tables": (34, 36000, 1, 0.3, (1, 3, 0, 4, 6)), "one-function": (35, 300, 3, 0.8, (1, 0, 0, 0, 0)),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, size, depth, mess, weights) in requests.items():
        (folder / f"{name}.zig").write_text(Source(random.Random(seed), split, mess).file(size, depth, weights), encoding="utf-8")
