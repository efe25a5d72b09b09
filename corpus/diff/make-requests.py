"""Makes requests/train and requests/test: texts of several kinds, each in some versions that a hand of chance has edited.

    cd corpus/diff && python3 -I make-requests.py
"""

import pathlib
import random

WORDS = {
    "train": "river stone under light carry often paper green window early answer garden simple turn broken hold".split(),
    "test": "harbour cloud behind slowly measure silver letter corner winter gather honest floor voice empty drift lamp".split(),
}


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"diff {kind} {seed}")

    def word(self):
        return self.r.choice(WORDS[self.kind]) + self.r.choice(["", "", "", "s", "ed", "ly", "é", "ß"])

    def name(self):
        return "_".join(self.r.choice(WORDS[self.kind]) for _ in range(self.r.randint(1, 2)))

    def prose(self, count):
        lines = []
        for _ in range(count):
            lines.append(" ".join(self.word() for _ in range(self.r.randint(4, 14))).capitalize() + "." if self.r.random() < 0.9 else "")
        return lines

    def code(self, count):
        r, lines = self.r, []
        while len(lines) < count:
            lines.append(f"fn {self.name()}({self.name()}: u32) -> u32 {{")
            for _ in range(r.randint(2, 8)):
                lines.append(r.choice([f"    let {self.name()} = {self.name()} + {r.randint(0, 99)};", f"    if {self.name()} > {r.randint(0, 9)} {{", "    }", f"    {self.name()}({self.name()});", "", "    // " + " ".join(self.word() for _ in range(5))]))
            lines += ["}", ""]
        return lines[:count]

    def config(self, count):
        return [f"{self.name()}.{self.name()} = {self.r.choice(['true', 'false', str(self.r.randint(0, 9999)), repr(self.word())])}" if self.r.random() < 0.9 else f"[{self.name()}]" for _ in range(count)]

    def table(self, count):
        return [",".join([str(1000 + n), self.word(), f"{self.r.uniform(0, 99):.2f}", self.r.choice("XYZ")]) for n in range(count)]

    def edit(self, lines, edits):
        """Another version: lines changed in a word, inserted, deleted, moved as blocks."""
        r, lines = self.r, list(lines)
        for _ in range(edits):
            at = r.randrange(len(lines))
            match r.randrange(7):
                case 0 | 1 | 2:
                    words = lines[at].split(" ")
                    words[r.randrange(len(words))] = self.word()
                    lines[at] = " ".join(words)
                case 3:
                    lines[at:at] = [" ".join(self.word() for _ in range(r.randint(2, 9))) for _ in range(r.randint(1, 4))]
                case 4:
                    del lines[at : at + r.randint(1, 3)]
                    lines = lines or ["nothing"]
                case 5:
                    block = lines[at : at + r.randint(2, 12)]
                    del lines[at : at + len(block)]
                    to = r.randint(0, len(lines))
                    lines[to:to] = block
                case 6:
                    lines[at] = lines[at].swapcase() if r.random() < 0.5 else "  " + lines[at]
        return lines

    def versions(self, lines, count, edits):
        all = [lines]
        for _ in range(count - 1):
            all.append(self.edit(all[-1], edits))
        return all


def write(name, parts):
    """Parts: settings, or the lines of a text."""
    out, number = [], 0
    for part in parts:
        if isinstance(part, str):
            out.append("=== settings " + part)
        else:
            number += 1
            out += [f"=== text version-{number}", *part]
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def main():
    m = Maker("train", 1)
    write("train/code", ["algorithm=myers context=3 all=yes", *m.versions(m.code(200), 4, 20)])
    m = Maker("train", 2)
    write("train/code-patience", ["algorithm=patience context=2 words=yes all=yes", *m.versions(m.code(150), 3, 30)])
    m = Maker("train", 3)
    a, b, c = m.versions(m.prose(60), 3, 14)
    write("train/letter", ["by=words algorithm=myers", a, b, "by=chars", c])
    m = Maker("train", 4)
    a, b, c = m.versions(m.config(220), 3, 35)
    write("train/settings", ["algorithm=lcs context=1", a, b, "algorithm=myers words=yes all=yes", c])
    m = Maker("train", 5)
    write("train/table", ["context=0", *m.versions(m.table(300), 3, 60)])
    m = Maker("train", 6)
    write("train/strangers", ["algorithm=myers context=1", m.prose(140), m.prose(120)])
    write("train/same", [["one", "two"], ["one", "two"], ["one", "2"]])

    m = Maker("test", 1)
    write("test/program", ["algorithm=myers context=4 words=yes all=yes", *m.versions(m.code(270), 5, 30)])
    m = Maker("test", 2)
    a, b, c = m.versions(m.prose(95), 3, 26)
    write("test/novel", ["by=chars algorithm=myers", a, b, "by=words", c])
    m = Maker("test", 3)
    a, b, c, d = m.versions(m.config(280), 4, 40)
    write("test/machine", ["algorithm=patience context=2", a, b, "algorithm=lcs all=yes", c, "algorithm=myers words=yes context=0", d])
    m = Maker("test", 4)
    write("test/unrelated", ["algorithm=myers context=0", m.code(260), m.config(190), "algorithm=lcs context=2", "algorithm=myers all=yes", m.table(200), m.prose(60)])
    m = Maker("test", 5)
    write("test/haiku", ["by=words", *m.versions(m.prose(3), 3, 2)])


main()
