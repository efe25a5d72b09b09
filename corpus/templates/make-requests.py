"""Makes requests/train and requests/test: templates, with the data of as many pages as the sites have.

    cd corpus/templates && python3 -I make-requests.py
"""

import json
import pathlib
import random

SYLLABLES = {
    "train": "al be cor dun el fa gro hin is jo kel lu mor na ost pel rin sa tul ven".split(),
    "test": "am bri chu da esk fi gal hou im ja kro lem mu nor op pra que rho sti ta ul wer".split(),
}

INVOICE = """{% extends "base.html" %}
{% from "parts.html" import table %}
{% block title %}{{ page.title }} - {{ site.title }}{% endblock %}
{% block main %}
<h1>{{ page.title }}</h1>
<address>{{ page.to.name }}<br>{{ page.to.street }}<br>{{ page.to.city|upper }}</address>
<p>{{ page.day|day }}, due {{ (page.day + site.terms)|day }}</p>
{{ table(site.columns, page.lines) }}
{% set sums = namespace(total=0, count=0) %}
{% for line in page.lines %}
  {% set sums.total = sums.total + line.price * line.count %}
  {% set sums.count = sums.count + line.count %}
{% endfor %}
<p>{{ sums.count }} pieces, {{ sums.total|money(site.currency) }}
{% if sums.total > 500000 %}<b>thank you very much</b>{% elif sums.total > 100000 %}thank you{% endif %}</p>
{% if page.note %}<blockquote>{{ page.note|paragraphs }}</blockquote>{% endif %}
{% endblock %}
"""

ARTICLE = """{% extends "base.html" %}
{% from "parts.html" import tags %}
{% block main %}
<article id="{{ page.title|slug }}">
<h1>{{ page.title }}</h1>
<p class="by">{{ page.author|default("nobody", true) }}, {{ page.day|day }}, {{ page.text|length // 1000 + 1 }} minutes</p>
{{ tags(page.tags) }}
{{ page.text|paragraphs }}
{% for comment in page.comments|sort(attribute="day") if not comment.hidden %}
<section class="comment{% if loop.first %} first{% endif %}">
<h4>{{ loop.index }}. {{ comment.name }} <small>{{ comment.day|day }}</small></h4>
{{ comment.text|paragraphs }}
{% if loop.previtem is defined and loop.previtem.name == comment.name %}<i>again</i>{% endif %}
</section>
{% else %}
<p>No comments.</p>
{% endfor %}
</article>
{% include "teaser.html" %}
{% endblock %}
"""

TEASER = """<aside>
{% for other in site.recent|reverse %}
  {% if other.title != page.title %}
  <a href="/{{ other.title|slug }}">{{ other.title[:24] }}</a> ({{ other.tags|join(", ") }})
  {% endif %}
{% endfor %}
</aside>
"""

CATALOGUE = """{% extends "base.html" %}
{% from "parts.html" import tree, tags %}
{% macro stars(value) %}{{ "*" * value }}{{ "." * (5 - value) }}{% endmacro %}
{% block main %}
<h1>{{ page.title|title }}</h1>
{% for group in page.items|groupby("kind") %}
<h2>{{ group.grouper }} ({{ group.list|length }})</h2>
<dl>
{% for item in group.list|sort(attribute="price") %}
<dt>{{ item.name }} {{ stars(item.stars) }}</dt>
<dd>{{ item.price|money("$") }}{% if item.stock == 0 %}, sold out{% elif item.stock < 5 %}, only {{ item.stock }}{% endif %}
{{ tags(item.tags) }}</dd>
{% endfor %}
</dl>
{% endfor %}
<p>From {{ page.items|map(attribute="price")|min|money("$") }} to {{ page.items|map(attribute="price")|max|money("$") }};
{{ page.items|selectattr("stock")|list|length }} in stock</p>
<ul class="tree">{{ tree(page.tree) }}</ul>
{% endblock %}
{% block footer %}{{ super() }} | {% for year in range(2010, 2020) %}{{ year }}{% if not loop.last %}, {% endif %}{% endfor %}{% endblock %}
"""

LETTER = """{% set greeting = {"f": "Dear Ms", "m": "Dear Mr"} %}
<p>{{ greeting[page.form]|default("Hello") }} {{ page.name|e }},</p>
{% for line in site.lines %}<p>{{ line|replace("NAME", page.name)|replace("CITY", page.city) }}</p>
{% endfor %}
{% if page.items is iterable and page.items %}
<ol>{% for item in page.items|unique %}<li value="{{ loop.revindex }}">{{ item|lower }}{% if item is startingwith("A") %}!{% endif %}</li>{% endfor %}</ol>
{% endif %}
"""

REPORT = """{% from "parts.html" import table, tree %}
<h1>{{ site.title }}</h1>
{% filter upper %}all {{ site.rows|length }} rows{% endfilter %}
{{ table(site.columns, site.rows) }}
{% for batch in site.rows|batch(7) %}<p>{% for row in batch %}{{ row.name|first }}{{ row.amount // 100 }}{{ "; " if not loop.last }}{% endfor %}</p>
{% endfor %}
<ul>{{ tree(site.tree) }}</ul>
<pre>{{ site.tree.name }}</pre>
"""


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"templates {kind} {seed}")

    def word(self):
        return "".join(self.r.choice(SYLLABLES[self.kind]) for _ in range(self.r.randint(1, 3)))

    def title(self, low=1, high=4):
        return " ".join(self.word() for _ in range(self.r.randint(low, high))).capitalize() + self.r.choice(["", "", " & Co", " für Öl", " <new>", "'s"])

    def text(self, count):
        sentence = lambda: self.title(4, 14) + "."
        return "\n\n".join(" ".join(sentence() for _ in range(self.r.randint(1, 4))) for _ in range(count))

    def tags(self):
        return [self.word() for _ in range(self.r.randint(0, 4))]

    def tree(self, depth):
        children = [self.tree(depth - 1) for _ in range(self.r.randint(1, 3))] if depth else []
        return {"name": self.title(1, 2), "children": children}

    def menu(self):
        return [{"path": "/" + self.word(), "name": self.title(1, 2)} for _ in range(self.r.randint(3, 7))]

    def invoice(self, lines):
        r = self.r
        return {
            "title": f"Invoice {r.randint(1000, 9999)}", "day": r.randint(9000, 19000),
            "to": {"name": self.title(2, 2), "street": f"{self.title(1, 1)} {r.randint(1, 99)}", "city": self.word()},
            "lines": [{"name": self.title(1, 3), "count": r.randint(1, 20), "price": r.randint(99, 99999)} for _ in range(r.randint(1, lines))],
            "note": self.text(1) if r.random() < 0.3 else None,
        }

    def article(self, paragraphs, comments):
        r = self.r
        return {
            "title": self.title(2, 6), "author": self.title(2, 2) if r.random() < 0.8 else "", "day": r.randint(9000, 19000),
            "tags": self.tags(), "text": self.text(paragraphs), "path": "/" + self.word(),
            "comments": [{"name": self.word(), "day": r.randint(9000, 19000), "text": self.text(1), "hidden": r.random() < 0.2} for _ in range(r.randint(0, comments))],
        }

    def catalogue(self, items):
        r = self.r
        kinds = [self.word() for _ in range(4)]
        return {
            "title": self.title(), "tree": self.tree(3),
            "items": [{"kind": r.choice(kinds), "name": self.title(1, 3), "price": r.randint(50, 500000), "stars": r.randint(0, 5), "stock": r.randint(0, 9), "tags": self.tags()} for _ in range(items)],
        }

    def letter(self):
        r = self.r
        return {"form": r.choice(["f", "m", "x"]), "name": self.title(1, 2), "city": self.word().title(), "items": [self.word().title() for _ in range(r.randint(0, 6))]}

    def report(self, rows):
        r = self.r
        return {
            "title": self.title(), "tree": self.tree(4),
            "columns": [{"key": "name"}, {"key": "amount", "kind": "money", "currency": "SEK"}, {"key": "day", "kind": "day", "title": "When"}, {"key": "city"}],
            "rows": [{"name": self.title(1, 2), "amount": r.randint(-10**6, 10**7), "day": r.randint(0, 30000), "city": self.word()} for _ in range(rows)],
        }


COLUMNS = [{"key": "name", "title": "Article"}, {"key": "count"}, {"key": "price", "kind": "money"}]


def write(name, templates, data):
    text = "".join(f"=== template {key}\n{template}" for key, template in templates.items())
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "=== data\n" + json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    for kind, sizes in (("train", (50, 4, 30, 4, 12, 14, 60, 90)), ("test", (64, 7, 60, 6, 30, 16, 3, 300))):
        invoices, lines, articles, comments, shelves, items, letters, rows = sizes
        m = Maker(kind, 1)
        write(f"{kind}/{'invoices' if kind == 'train' else 'invoices-year'}", {"page": INVOICE}, {
            "title": m.title(), "archive": "to.city", "menu": m.menu(), "terms": 14 if kind == "train" else 30, "currency": "€" if kind == "train" else "kr",
            "columns": COLUMNS if kind == "train" else COLUMNS[::-1], "pages": [m.invoice(lines) for _ in range(invoices)]})
        m = Maker(kind, 2)
        pages = [m.article(3, comments) for _ in range(articles)]
        write(f"{kind}/{'blog' if kind == 'train' else 'magazine'}", {"teaser": TEASER, "page": ARTICLE}, {
            "title": m.title(), "language": "de" if kind == "test" else "en", "archive": "author" if kind == "test" else "day", "menu": m.menu(),
            "recent": [{"title": page["title"], "tags": page["tags"]} for page in pages[:8]], "pages": pages})
        m = Maker(kind, 3)
        write(f"{kind}/{'catalogue' if kind == 'train' else 'warehouse'}", {"page": CATALOGUE}, {
            "title": m.title(), "archive": "title", "show": 0 if kind == "test" else 2, "pages": [m.catalogue(items) for _ in range(shelves)]})
        m = Maker(kind, 4)
        write(f"{kind}/{'letters' if kind == 'train' else 'postcards'}", {"page": LETTER}, {
            "show": 5, "lines": [m.text(1) + " NAME" for _ in range(3)] + ["In CITY, NAME & others"], "pages": [m.letter() for _ in range(letters)]})
        m = Maker(kind, 5)
        write(f"{kind}/{'report' if kind == 'train' else 'ledger'}", {"page": REPORT}, m.report(rows))
    m = Maker("train", 6)
    write("train/hello", {"page": "Hello {{ site.name }}!{% for i in range(3) %} {{ i }}{% endfor %}\n"}, {"name": m.title()})


main()
