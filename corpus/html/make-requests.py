"""Makes requests/train and requests/test: pages with the faults that people make, and rules for what is in them.

    cd corpus/html && python3 -I make-requests.py
"""

import pathlib
import random

WORDS = {
    "train": "lorry apple south mirror basket yellow engine summer ladder planet butter copper".split(),
    "test": "violet harbor pencil orange tunnel velvet marble ginger saddle wander cactus ribbon".split(),
}


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"html {kind} {seed}")

    def word(self):
        return self.r.choice(WORDS[self.kind])

    def text(self, low=2, high=12):
        words = [self.word() for _ in range(self.r.randint(low, high))]
        if self.r.random() < 0.4:
            words.insert(1, self.r.choice(["&amp;", "&nbsp;", "&copy", "&eacute;t&eacute;", "&#8364;", "<b>bold", "<i>x</i>", "a < b", "&unknown;", "</b>", "Ünïcode", "<font color=red>red</font>"]))
        return " ".join(words)

    def link(self):
        return f'<a href="{self.r.choice(["/", "http://", "https://", "#", "mailto:"])}{self.word()}.{self.word()}?q={self.r.randint(1, 99)}&x=1"{self.r.choice(["", " rel=nofollow", " class=ext target=_blank"])}>{self.text(1, 3)}</a>'

    def close(self, tag):
        return "" if self.r.random() < 0.35 else f"</{tag}>"

    def article(self, n):
        r = self.r
        parts = [f'<div class="post {r.choice(["new", "old", "new hot"])}" id=p{n} data-n="{n}"><h{r.randint(1, 4)}>{self.text(2, 5)}' + self.close("h2")]
        for _ in range(r.randint(1, 5)):
            parts.append(f"<p{r.choice(['', ' class=lead', ' align=center'])}>{self.text(5, 25)} {self.link()} {self.text(1, 8)}" + self.close("p"))
        if r.random() < 0.5:
            parts.append("<ul>" + "".join(f"<li>{self.text(1, 4)}{self.close('li')}" for _ in range(r.randint(1, 6))) + "</ul>")
        if r.random() < 0.4:
            parts.append(f'<img src={self.word()}.png alt="{self.word()}" width={r.randint(10, 900)}><br/><hr>')
        if r.random() < 0.2:
            parts.append(f"<script>if (a < b && c > d) document.write('<p>{self.word()}</p>')</script><!-- {self.word()} -- -->")
        return "\n".join(parts) + self.close("div")

    def table(self, rows):
        r = self.r
        out = [f"<table border=1 class={self.word()}><caption>{self.text(1, 3)}<tr><th>{self.word()}<th>{self.word()}<th>{self.word()}"]
        for n in range(rows):
            out.append(f"<tr class={'even' if n % 2 else 'odd'}><td>{self.text(1, 2)}<td align=right>{r.randint(0, 9999)}{self.close('td')}<td>{r.choice(['', self.link(), '<em>none</em>'])}")
            if r.random() < 0.1:
                out.append(f"<b>stray {self.word()}</b>")
        return "\n".join(out) + "</table>"

    def form(self, fields):
        r = self.r
        out = [f"<form action=/{self.word()} method={r.choice(['get', 'POST'])}>"]
        for n in range(fields):
            out.append(r.choice([
                f'<label for=f{n}>{self.word()}</label><input id=f{n} name={self.word()} type={r.choice(["text", "checkbox", "hidden"])} value="{self.word()}" {r.choice(["", "checked", "disabled"])}>',
                f"<select name={self.word()}><option value=1>{self.word()}<option selected>{self.word()}<optgroup label=x><option>{self.word()}</select>",
                f"<textarea name={self.word()}>\n{self.word()} <b>&lt;</b></textarea>",
            ]))
        return "\n".join(out) + "<button>go</form>"

    def nested(self, depth):
        r = self.r
        if depth == 0:
            return self.text(2, 6)
        tag = r.choice(["div", "span", "b", "i", "blockquote", "section", "p", "a"])
        return f"<{tag} class='l{depth} {self.word()}'>" + " ".join(self.nested(depth - 1) for _ in range(r.randint(1, 3))) + self.close(tag)

    def page(self, *parts):
        head = f"<!DOCTYPE html><html lang=en><head><title>{self.text(2, 5)}</title><meta charset=utf-8><style>p > a {{ color: red }}</style>"
        return head + f"<body bgcolor=white onload='x()'><ul id=menu>{''.join('<li>' + self.link() for _ in range(7))}</ul>\n" + "\n".join(parts) + "\n</body></html>"


def write(name, rules, page):
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rules) + "\n\n" + page + "\n", encoding="utf-8")


BLOG = ["count div.post p", "text 3 .post > h2, .post > h3", "attribute href 5 div.new a[rel=nofollow]", "tally class div[class]", "remove script, style", "html 2 .post li:first-child", "count p:not(.lead) a[href^=http]", "page"]
TABLES = ["table table", "count tr.odd > td:nth-child(2)", "text 4 caption", "remove tr.even", "attribute href 4 td a", "tally align td", "page"]
FORMS = ["tally type input", "attribute value 9 input[type=hidden]", "text 5 option:nth-child(2)", "count form > select ~ input", "html 1 textarea", "remove label", "page"]
NEST = ["count .l1", "count div div span", "text 2 blockquote .l2", "count section > :first-child", "remove .l2:nth-child(3) i", "html 1 .l2:last-child", "page"]

MORE = ["count :not(a):not(b) > :is(a, b, i):nth-of-type(odd)", "tally class [class~=l2], [class*=e]", "count div *:nth-last-child(2n+1) + :not(p)", "text 2 [class]:has(> b)", "count * > * > * :first-of-type"]
LESS = ["count li ~ li > a[href*='.']:not([rel])", "count :is(p, td, li, div) :only-child", "tally href a[href^='#'][href$='x=1']", "text 2 :is(.odd, .lead):nth-child(2n)", "count :has(img, em) > *", "remove :is(i, em, font)"]


def main():
    m = Maker("train", 1)
    write("train/blog", BLOG + MORE[:3], m.page(*(m.article(n) for n in range(70))))
    m = Maker("train", 2)
    write("train/blog-links", ["attribute href 9 a[href*='?q=1']", "tally rel a", "count #menu > li > a", "count a b, a i", *LESS[:4], "page"], m.page(*(m.article(n) for n in range(40))))
    m = Maker("train", 3)
    write("train/tables", TABLES + MORE[1:], m.page(*(m.table(25) for _ in range(5))))
    m = Maker("train", 4)
    write("train/forms", LESS[:2] + FORMS + MORE[3:], m.page(*(m.form(12) for _ in range(12))))
    m = Maker("train", 5)
    write("train/nested", MORE + NEST, m.page(*(m.nested(5) for _ in range(10))))
    m = Maker("train", 6)
    write("train/scrap", ["text 9 p", "page"], "<p>one<p>two<b>three<p>four</b>five")

    m = Maker("test", 1)
    write("test/magazine", BLOG[::-1] + MORE[::-1] + LESS + ["count .post.hot > p + p", "text 4 .lead", "count body > div div", "tally data-n .post[id$='7']", "page"], m.page(*(m.article(n) for n in range(110))))
    m = Maker("test", 2)
    write("test/lists", ["count tr:nth-child(3n+1) > td:last-child", "tally class tr", "count td:empty", "text 6 td[align=right]:nth-child(2)", "html 2 table b", "remove td a", *LESS, *TABLES[2:], *MORE[:4], "table table." + m.word(), "count table tr td em"], m.page(*(m.table(60) for _ in range(9))))
    m = Maker("test", 3)
    write("test/office", FORMS + MORE[2:] + BLOG[:4] + LESS[:5] + ["attribute name 9 select, textarea", "tally method form", "count input:not([disabled])", "page"], m.page(*(m.form(15) + m.article(n) for n in range(36))))
    m = Maker("test", 4)
    write("test/deep", MORE + LESS + NEST + ["count *", "count p p, a a", "text 3 span > i", "count .l4 ~ .l4", "tally class a", "page"], m.page(*(m.nested(7) for _ in range(5))))
    m = Maker("test", 5)
    write("test/note", ["text 3 i, b", "html 1 body", "page"], "<title>Note<p>x</title><b>un<i>fold</b>ed</i> <table><td>cell<p>para</table>")


main()
