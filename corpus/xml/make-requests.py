"""Makes requests/train and requests/test: a catalogue, a feed, a book and measurements in XML, with steps for each.

    cd corpus/xml && python3 -I make-requests.py
"""

import pathlib
import random
from xml.sax.saxutils import escape, quoteattr

SYLLABLES = {
    "train": "ar bo cen dri el fo gus hal ir lon mab nor".split(),
    "test": "ac bli cum der ov fin gam hesp it lar mun pos quint".split(),
}


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"xml {kind} {seed}")

    def word(self):
        return "".join(self.r.choice(SYLLABLES[self.kind]) for _ in range(self.r.randint(1, 3)))

    def text(self, low, high):
        words = [self.word() for _ in range(self.r.randint(low, high))]
        if self.r.random() < 0.3:
            words[self.r.randrange(len(words))] = self.r.choice(["R&D", "<3", "größer", "5 > 4", "“so”", "’tis"])
        return escape(" ".join(words))

    def catalogue(self, items):
        r = self.r
        out = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!-- made for a test -->", f"<catalogue name={quoteattr(self.word())}>"]
        for shelf in range(1 + items // 12):
            out.append(f" <shelf id='s{shelf}'>")
            for _ in range(min(12, items)):
                tags = "".join(f"<tag>{self.word()}</tag>" for _ in range(r.randint(0, 3)))
                out.append(f'  <item sku="{self.word()}-{r.randint(1, 999)}" new="{r.choice(["yes", "no"])}">\n   <title>{self.text(1, 5)}</title>\n'
                           f'   <price currency="EUR">{r.uniform(1, 300):.2f}</price><stock>{r.randint(0, 60)}</stock>\n'
                           f'   <tags>{tags}</tags>{r.choice(["", "<sale/>", f"<note><![CDATA[{self.word()} < & > {self.word()}]]></note>"])}\n  </item>')
            out.append(" </shelf>")
        return "\n".join(out) + "\n</catalogue>"

    def feed(self, entries):
        r = self.r
        out = ['<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">', f"<title>{self.text(2, 4)}</title><?style plain?>"]
        for number in range(entries):
            out.append(f'<entry><id>urn:{self.kind}:{number}</id><title type="text">{self.text(2, 7)}</title><updated>20{r.randint(10, 25)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}</updated>'
                       f'<author><name>{self.word()} {self.word()}</name></author><link rel="self" href="http://{self.word()}.example/{self.word()}?a=1&amp;b={number}"/>'
                       f'<summary type="html">{self.text(8, 40)} &#8212; {self.text(1, 3)}</summary>{"".join(f"<category term={quoteattr(self.word())}/>" for _ in range(r.randint(0, 3)))}</entry>')
        return "\n".join(out) + "</feed>"

    def book(self, depth, name="part"):
        r = self.r
        if depth == 0:
            return "".join(f"<p>{self.text(5, 30)} <em>{self.text(1, 3)}</em> {self.text(3, 9)}{r.choice(['', '<br/>'])}</p><!-- {self.word()} -->" for _ in range(r.randint(1, 4)))
        inner = "".join(self.book(depth - 1, "section") for _ in range(r.randint(2, 4)))
        return f'<{name} level="{depth}" id="{self.word()}{r.randint(1, 99)}"><head>{self.text(1, 4)}</head>{inner}</{name}>'

    def samples(self, count):
        r = self.r
        out = ["<log>"]
        for _ in range(count):
            out.append(f'<sample t="{r.randint(0, 10**6)}" probe="{self.word()}"><x>{r.uniform(-9, 9):.3f}</x><y>{r.gauss(0, 50):.2f}</y><flag>{r.choice(["ok", "late", "lost"])}</flag></sample>')
        return "".join(out) + "</log>"


CATALOGUE = ["comments", "where item stock > 5", "sort item title", "scale price 119", "set item n #", "upper tag", "rename tags keywords", "drop note", "lift item stock", "indent 1"]
FEED = ["sort entry -updated", "rename entry item", "drop author", "unset summary type", "lift item id", "upper title", "comments", "where item updated > 2012-01-01"]
BOOK = ["comments", "set section n #", "rename p para", "drop br", "upper head", "unset part level", "rename em i", "indent 2"]
SAMPLES = ["sort sample @t", "where sample flag = ok", "scale x 2.5", "lift sample y", "rename sample s", "unset s probe"]
CATALOGUE_TEST = ["sort item -price", "where item @new = yes", "lift item price", "scale stock 50", "drop tags", "set shelf count #x", "rename shelf rack", "indent 3", "sort item @sku", "comments"]
FEED_TEST = ["where entry title > g", "sort entry @n", "lift entry updated", "set entry n e#", "rename summary content", "drop category", "upper name", "sort entry -title", "indent 1", "unset link rel"]
BOOK_TEST = ["upper em", "lift section head", "rename section div", "unset div level", "set p class c#", "drop em", "comments", "sort p @class", "indent 1"]
SAMPLES_TEST = ["where sample y > 0", "sort sample probe", "sort sample @probe", "scale y 1000", "rename flag state", "lift sample state", "where sample x < 5", "indent 4", "set sample i #"]


def editions(m, steps, count):
    """Editions of some of the steps, in another order; the last has all of them."""
    lines = []
    for number in range(1, count):
        lines += [f"edition {m.word()}-{number}", *m.r.sample(steps, m.r.randint(3, len(steps)))]
    return [*lines, "edition last", *steps]


def write(name, m, steps, count, document):
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(editions(m, steps, count)) + "\n\n" + document + "\n", encoding="utf-8")


def main():
    m = Maker("train", 1)
    write("train/catalogue", m, CATALOGUE, 6, m.catalogue(60))
    m = Maker("train", 2)
    write("train/catalogue-plain", m, CATALOGUE[:1] + CATALOGUE[3:7], 9, m.catalogue(48))
    m = Maker("train", 3)
    write("train/feed", m, FEED, 7, m.feed(50))
    m = Maker("train", 4)
    write("train/book", m, BOOK, 6, m.book(4))
    m = Maker("train", 5)
    write("train/samples", m, SAMPLES, 10, m.samples(150))
    m = Maker("train", 6)
    write("train/samples-twice", m, SAMPLES[::-1] + ["indent 1"], 4, m.samples(90))
    m = Maker("train", 7)
    write("train/tiny", m, ["rename c e", "upper a", "indent 2"], 1, "<a>b<c/>d &amp; e</a>")

    m = Maker("test", 1)
    write("test/warehouse", m, CATALOGUE_TEST, 9, m.catalogue(220))
    m = Maker("test", 2)
    write("test/news", m, FEED_TEST, 14, m.feed(100))
    m = Maker("test", 3)
    write("test/volume", m, BOOK_TEST, 11, m.book(4))
    m = Maker("test", 4)
    write("test/probes", m, SAMPLES_TEST, 8, m.samples(600))
    m = Maker("test", 5)
    write("test/small-feed", m, FEED_TEST[3:] + FEED[:2], 2, m.feed(3))


main()
