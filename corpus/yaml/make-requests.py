"""Makes requests/train and requests/test: settings of services, of pipelines and of games as people write YAML, and
overlays for their environments.

    cd corpus/yaml && python3 -I make-requests.py
"""

import pathlib
import random

SYLLABLES = {
    "train": "ka bel tro min sa dor vu lin pe rast".split(),
    "test": "go fir ne plu wos tam il cre hud oss".split(),
}


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"yaml {kind} {seed}")

    def word(self):
        return "".join(self.r.choice(SYLLABLES[self.kind]) for _ in range(self.r.randint(2, 3)))

    def scalar(self):
        r = self.r
        return r.choice([
            str(r.randint(-99, 99999)), f"{r.uniform(-9, 99):.3f}", r.choice(["true", "false"]), self.word(), self.word(), self.word(),
            f'"{self.word()}: \\"{self.word()}\\" # no comment"', f"'it''s {self.word()}'", f"{self.word()} {self.word()}  # {self.word()}", f"0x{r.randint(0, 65535):x}",
            f"{r.randint(1, 9)}e{r.randint(1, 9)}", "~", f"größe {self.word()}", f"{r.randint(2000, 2030)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
        ])

    def inner(self, depth, indent):
        """Members of a mapping, in lines."""
        r, pad, lines, names = self.r, "  " * indent, [], set()
        for _ in range(r.randint(2, 5)):
            name = self.word()
            if name in names:
                continue
            names.add(name)
            match r.randrange(7) if depth else 0:
                case 1 | 2:
                    lines += [f"{pad}{name}:", *self.inner(depth - 1, indent + 1)]
                case 3:
                    lines += [f"{pad}{name}:", *(f"{pad}  - {self.scalar()}" for _ in range(r.randint(1, 4)))]
                case 4:
                    lines.append(f"{pad}{name}: {{{self.word()}: {r.randint(0, 99)}, {self.word()}-x: [{self.word()}, {r.randint(0, 9)}, \"{self.word()}\"]}}")
                case 5:
                    lines += [f"{pad}{name}: {r.choice(['|', '>', '|-', '>-'])}", *(f"{pad}    {self.word()} {self.word()}" for _ in range(r.randint(1, 4)))]
                case 6:
                    lines.append(f"{pad}{name}:")
                    for _ in range(r.randint(1, 3)):
                        lines += [f"{pad}- id: {r.randint(1, 999)}", f"{pad}  name: {self.word()}", f"{pad}  when: {self.scalar()}"]
                case _:
                    lines.append(f"{pad}{name}: {self.scalar()}")
        return lines

    def base(self, services, depth):
        lines = ["# made for a test", "defaults: &defaults", "  retries: 3", f"  labels: {{team: {self.word()}, tier: 2}}", "  ports: [80, 443]", "services:"]
        self.names = [f"{self.word()}-{n}" for n in range(services)]
        for name in self.names:
            lines += [f"  {name}:", "    image: " + self.word() + ":1.2", "    ports:", f"      - {self.r.randint(1, 65535)}", f"      - {self.r.randint(1, 65535)}", "    settings:", *self.inner(depth, 3)]
            if self.r.random() < 0.5:
                lines.append("    common: *defaults")
        return lines

    def overlay(self):
        r, lines = self.r, ["services:"]
        for name in r.sample(self.names, r.randint(1, max(1, len(self.names) // 3))):
            lines.append(f"  {name}:" + r.choice(["", " ~"]))
            if not lines[-1].endswith("~"):
                lines += [f"    image: {self.word()}:{r.randint(1, 9)}", "    +ports:", f"      - {r.randint(1, 65535)}", "    settings:", *self.inner(1, 3)]
        return lines + [r.choice(["defaults:\n  retries: 5", f"stage: {self.word()}", "defaults: ~", f"+notes:\n  - {self.scalar()}"])]


def write(name, maker, settings, services, depth, overlays):
    documents = [[settings], maker.base(services, depth), *(maker.overlay() for _ in range(overlays))]
    path = pathlib.Path("requests", name + ".yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\n" + "\n---\n".join("\n".join(lines) for lines in documents) + "\n", encoding="utf-8")


def main():
    write("train/cluster", Maker("train", 1), "format: yaml\nshow: 1", 30, 2, 8)
    write("train/cluster-json", Maker("train", 2), "format: json\nshow: 2", 20, 2, 10)
    write("train/pipeline", Maker("train", 3), "{format: yaml, show: 0}", 12, 3, 15)
    write("train/deep", Maker("train", 4), "format: json", 6, 5, 8)
    write("train/stages", Maker("train", 5), "show: 3", 8, 1, 25)
    write("train/little", Maker("train", 6), "show: 9", 1, 1, 2)

    write("test/company", Maker("test", 1), "{show: 1}", 70, 2, 12)
    write("test/regions", Maker("test", 2), "show: 1\nformat: json", 35, 3, 18)
    write("test/nested", Maker("test", 3), "format: yaml\nshow: 1", 12, 6, 14)
    write("test/branches", Maker("test", 4), "format: json\nshow: 2", 22, 1, 60)
    write("test/single", Maker("test", 5), "format: json\nshow: 5", 2, 2, 3)


main()
