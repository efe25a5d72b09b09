"""Makes requests/train and requests/test: prose, conversations, code, tables and other languages, cut into tokens.

    cd corpus/tokenizer && python3 -I make-requests.py
"""

import pathlib
import random

KINDS = ("prose", "talk", "code", "table", "foreign")
SUBJECTS = "the machine,a sailor,our neighbour,the old library,every student,a quiet village,the committee,my sister,the river,an engineer,the river bank,this letter,the gardener,a stranger".split(",")
VERBS = "believes in,waits for,has forgotten,describes,repairs,looked after,would rather keep,is measuring,cannot understand,brought back,walks towards,wrote about,measured,questions".split(",")
OBJECTS = "the missing documents,a better answer,the harbour,two hundred letters,nothing in particular,the same problem,an unusual collection,the weather,the bridge over the river,whatever remains,its own reflection,the northern railway".split(",")
WHEN = "in the morning,after a while,without hesitation,as far as anyone knows,until the evening,for the first time,because of the rain,more often than not,on Thursday,although nobody asked,at the end of the year".split(",")
# Only for tests: what the vocabulary was not made from.
LATER = {
    "subjects": "an astronomer,the orchestra,one of the twins,their landlord,the lighthouse keeper".split(","),
    "verbs": "celebrates,has been translating,dismantled,hesitates over,photographed".split(","),
    "objects": "a forgotten melody,the eclipse,copper and tin,several umbrellas,the longest staircase,an empty theatre".split(","),
    "names": "renderer segment palette frontier checksum".split(),
}
FOREIGN = {
    "de": "der Überblick über die Größe,eine Straße nach Süden,während des Frühstücks,hätte längst geöffnet,für möglichst viele,das Gemüse".split(","),
    "es": "el año pasado,una canción sencilla,mañana por la tarde,según el señor,también había niños,la estación".split(","),
    "ru": "вечером на берегу,большая старая книга,никто не ответил,через пять минут,новая дорога,они говорили".split(","),
    "el": "το μικρό σπίτι,καλημέρα σε όλους,η θάλασσα,χωρίς απάντηση".split(","),
    "ja": "静かな朝,新しい本を読む,駅の前で待つ,ありがとう".split(","),
}
NAMES = "count index buffer result value offset length parser writer table cache session token input".split()


class Maker:
    def __init__(self, use, seed):
        self.r = random.Random(f"tokenizer {use} {seed}")
        later = LATER if use == "test" else dict.fromkeys(LATER, [])
        self.subjects, self.verbs = SUBJECTS + later["subjects"], VERBS + later["verbs"]
        self.objects, self.names = OBJECTS + later["objects"], NAMES + later["names"]
        # A word now and then that the vocabulary has never seen.
        self.coined = ["".join(self.r.choice("bdfgklmnprstvz") + self.r.choice("aeiou") for _ in range(self.r.randint(2, 5))) for _ in range(40)]

    def sentence(self):
        r = self.r
        parts = [r.choice(self.subjects), r.choice(self.verbs), r.choice(self.objects)]
        if r.random() < 0.5:
            parts.insert(r.choice([0, 3]), r.choice(WHEN))
        if r.random() < 0.2:
            parts.append(r.choice(["called", "near", "like"]) + " " + r.choice(self.coined).title())
        text = " ".join(parts)
        return text[0].upper() + text[1:] + r.choice([".", ".", ".", "!", "?", "; " + r.choice(WHEN) + "."])

    def prose(self):
        return " ".join(self.sentence() for _ in range(self.r.randint(2, 7))) + "\n\n"

    def talk(self):
        r = self.r
        line = f"<|{r.choice(['user', 'assistant', 'system'])}|> {self.sentence()} {r.choice(['😀', ':-)', 'OK...', '👍🏽', 'hm', ''])}"
        return line + r.choice(["", f" {r.randint(1, 10**6):,}", f" (see https://{r.choice(self.coined)}.example/{r.randint(1, 99)})"]) + "\n"

    def code(self):
        r = self.r
        a, b, c = (r.choice(self.names) for _ in range(3))
        return r.choice([
            f"    let mut {a}_{b} = self.{c}.get({r.randint(0, 255)}).unwrap_or_default();\n",
            f"    if {a} >= {b}.len() || {c} == 0x{r.getrandbits(16):04x} {{\n        return Err(Error::new(\"{a} of {b}\"));\n    }}\n",
            f"pub fn {a}_{b}(&self, {c}: &mut Vec<u8>) -> Result<usize, Error> {{\n",
            f"    for ({a}, {b}) in {c}.iter().enumerate() {{\n        // {self.sentence()}\n    }}\n",
            "}\n\n",
            f"    assert_eq!({a}({r.randint(1, 999)}), Some({r.randint(-99, 99)}));\n",
        ])

    def table(self):
        r = self.r
        return f"{r.randint(1, 99999)}\t{r.choice(self.coined)}\t{r.uniform(-1000, 1000):.{r.randint(1, 5)}f}\t20{r.randint(10, 29)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}\t{r.choice(['yes', 'no', 'n/a', ''])}\n"

    def foreign(self):
        r = self.r
        texts = FOREIGN[r.choice(sorted(FOREIGN))]
        return " ".join(r.choice(texts) for _ in range(r.randint(2, 6))) + r.choice([". ", "! ", " — ", "。\n", "\n"])

    def text(self, kind, size):
        out = ""
        while len(out) < size:
            out += getattr(self, kind)()
        return out.strip("\n") + "\n"


def write(name, settings, *texts):
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(settings + "\n" + "\n=== \n".join(texts), encoding="utf-8")


def main():
    m = Maker("train", 1)
    write("train/article", "chunk=120 overlap=20 show=40 sizes=60,200,400", m.text("prose", 16000))
    m = Maker("train", 2)
    write("train/conversations", "chunk=60 overlap=5 show=12 sizes=40,100", *(m.text("talk", 2500) for _ in range(6)))
    m = Maker("train", 3)
    write("train/source", "chunk=200 overlap=50 show=30 sizes=100,150,300,500", m.text("code", 14000))
    m = Maker("train", 4)
    write("train/measurements", "chunk=500 overlap=0 show=20", m.text("table", 12000))
    m = Maker("train", 5)
    write("train/languages", "chunk=90 overlap=9 show=25 sizes=30,60,250", m.text("foreign", 6000), m.text("prose", 3000))
    m = Maker("train", 6)
    write("train/line", "chunk=5 overlap=1 show=99", m.sentence() + "\n")

    m = Maker("test", 1)
    write("test/novel", "chunk=150 overlap=30 show=60 sizes=50,80,100,120,200,250,300,400,512,1000", m.text("prose", 80000))
    m = Maker("test", 2)
    write("test/mixture", "chunk=80 overlap=10 show=8 sizes=40,60,120,200,300,450,700", *(m.text(m.r.choice(KINDS), m.r.randint(500, 5000)) for _ in range(16)))
    m = Maker("test", 3)
    write("test/repository", "chunk=256 overlap=64 show=50 sizes=96,128,160,192,320,384,512,768", m.text("code", 45000), m.text("table", 20000))
    m = Maker("test", 4)
    write("test/letters", "chunk=64 overlap=16 show=16 sizes=32,48,96,128,150,180,210,500", *(m.text("foreign", 5000) + m.text("talk", 4000) for _ in range(5)))
    m = Maker("test", 5)
    write("test/word", "chunk=3 overlap=0 show=9", m.coined[0] + "\n")


if __name__ == "__main__":
    main()
