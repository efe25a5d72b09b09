"""Makes requests/train and requests/test: documents of made-up words, the frequent ones short, and queries for them.

    cd corpus/search && python3 -I make-requests.py
"""

import pathlib
import random

SOUNDS = {
    "train": ("b br c d f g gl h l m n p pr s st t v w".split(), "a e i o u ea ou".split(), "ck ll m n nd r rt s t".split()),
    "test": ("b cr ch d dr f g h j k l m n pl r sh sp tr w".split(), "a e i o u ee ai".split(), "d ft g lk m n nk p rn sh x".split()),
}
ENDINGS = {
    "english": ["", "", "", "s", "ed", "ing", "ly", "ness", "ation", "ful"],
    "german": ["", "", "en", "er", "ung", "ungen", "lich", "keit", "isch", "ö"],
    "spanish": ["", "o", "a", "os", "ción", "mente", "ando", "aron", "idad", "ñas"],
}


class Maker:
    def __init__(self, kind, seed, language, size):
        self.r = random.Random(f"search {kind} {seed}")
        first, middle, last = SOUNDS[kind]
        stem = lambda n: "".join(self.r.choice(first) + self.r.choice(middle) for _ in range(n)) + self.r.choice(last)
        self.stems = [stem(1 + (i > 30) * self.r.randint(0, 2)) for i in range(size)]
        self.endings = ENDINGS[language]
        self.settings = f"language={language} "
        # Zipf's law.
        self.weights = [1 / (i + 2) for i in range(size)]

    def words(self, count):
        return [stem + self.r.choice(self.endings) for stem in self.r.choices(self.stems, self.weights, k=count)]

    def sentence(self):
        return " ".join(self.words(self.r.randint(4, 15))).capitalize() + self.r.choice([".", ".", "!", ", 1984.", "; (x-1)."])

    def documents(self, count, sentences):
        return [(" ".join(self.words(3)).title(), "\n".join(self.sentence() for _ in range(self.r.randint(1, sentences)))) for _ in range(count)]

    def misspell(self, word):
        r, at = self.r, self.r.randrange(len(word))
        return r.choice([word[:at] + word[at + 1 :], word[:at] + r.choice("aeiourst") + word[at:], word[:at] + r.choice("aeiourst") + word[at + 1 :], word[:at] + word[at : at + 2][::-1] + word[at + 2 :]]) or "x"

    def query(self, documents, kinds):
        r, parts = self.r, []
        text = r.choice(documents)[1].replace("\n", " ").split(" ")
        for _ in range(r.randint(1, 4)):
            at = r.randrange(len(text))
            word = "".join(c for c in text[at] if c.isalnum()) or "a"
            match r.choice(kinds):
                case "word":
                    parts.append(r.choice(["", "", "", "+", "-"]) + word)
                case "prefix":
                    parts.append(word[: r.randint(1, 4)] + "*")
                case "one":
                    parts.append(self.misspell(word) + "~1")
                case "two":
                    parts.append(r.choice(["", "+"]) + self.misspell(self.misspell(word)) + "~2")
                case "phrase":
                    parts.append('"' + " ".join(text[at : at + r.randint(2, 3)]).replace('"', "") + '"')
        return " ".join(parts)


def write(name, maker, limit, count, sentences, queries, kinds=("word", "word", "prefix", "one", "two", "phrase")):
    documents = maker.documents(count, sentences)
    lines = [maker.settings + f"limit={limit}"]
    lines += ["? " + maker.query(documents, kinds) for _ in range(queries)]
    lines += [f"= {title}\n{text}" for title, text in documents]
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    write("train/library", Maker("train", 1, "english", 900), 3, 120, 5, 80)
    write("train/library-exact", Maker("train", 2, "english", 500), 5, 80, 4, 50, ("word", "phrase"))
    write("train/misspelt", Maker("train", 3, "english", 1500), 2, 60, 6, 100, ("one", "two", "two"))
    write("train/german", Maker("train", 4, "german", 800), 4, 60, 8, 60)
    write("train/beginnings", Maker("train", 5, "spanish", 600), 3, 50, 6, 60, ("prefix", "prefix", "word"))
    write("train/few", Maker("train", 6, "english", 40), 9, 4, 2, 5)

    write("test/archive", Maker("test", 1, "english", 1400), 3, 220, 7, 150)
    write("test/typing", Maker("test", 2, "german", 2200), 2, 110, 6, 220, ("one", "two", "prefix", "two"))
    write("test/quotes", Maker("test", 3, "spanish", 700), 4, 190, 7, 110, ("phrase", "word", "phrase"))
    write("test/many-small", Maker("test", 4, "english", 1000), 2, 500, 1, 130)
    write("test/one-document", Maker("test", 5, "german", 60), 3, 1, 3, 6)


main()
