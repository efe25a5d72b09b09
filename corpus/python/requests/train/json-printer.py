# A printer and a reader for JSON, and what the built-in module says to it.
import json


def text_of(value, indent=0):
    pad = "  " * (indent + 1)
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        out = []
        for c in value:
            out.append({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c, c))
        return '"' + "".join(out) + '"'
    if isinstance(value, dict):
        if not value:
            return "{}"
        lines = ["%s%s: %s" % (pad, text_of(key), text_of(value[key], indent + 1)) for key in sorted(value)]
        return "{\n" + ",\n".join(lines) + "\n" + "  " * indent + "}"
    if not value:
        return "[]"
    return "[\n" + ",\n".join(pad + text_of(item, indent + 1) for item in value) + "\n" + "  " * indent + "]"


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in " \n\t\r":
            self.at += 1

    def take(self, what):
        self.skip()
        if self.text.startswith(what, self.at):
            self.at += len(what)
            return True
        return False

    def value(self):
        if self.take("{"):
            result = {}
            if self.take("}"):
                return result
            while True:
                key = self.value()
                self.take(":")
                result[key] = self.value()
                if not self.take(","):
                    self.take("}")
                    return result
        if self.take("["):
            result = []
            if self.take("]"):
                return result
            while True:
                result.append(self.value())
                if not self.take(","):
                    self.take("]")
                    return result
        if self.take('"'):
            return self.string()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.take(word):
                return meaning
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-0123456789.eE":
            self.at += 1
        number = self.text[start : self.at]
        return float(number) if "." in number or "e" in number else int(number)

    def string(self):
        out = []
        while self.text[self.at] != '"':
            c = self.text[self.at]
            if c == "\\":
                self.at += 1
                c = {"n": "\n", "t": "\t"}.get(self.text[self.at], self.text[self.at])
            out.append(c)
            self.at += 1
        self.at += 1
        return "".join(out)


def depth(value):
    if isinstance(value, dict):
        return 1 + max([0] + [depth(item) for item in value.values()])
    if isinstance(value, list):
        return 1 + max([0] + [depth(item) for item in value])
    return 0


orders = []
for i in range(12):
    orders.append({
        "id": 1000 + i * 37,
        "paid": i % 3 != 0,
        "who": {"name": "customer %d" % (i * i % 23), "note": 'said "yes"\n\ttwice' if i % 4 == 0 else None},
        "lines": [{"article": chr(97 + (i + j) % 26) * 3, "count": j + 1, "price": (i * 7 + j * 11) % 50 / 4} for j in range(i % 5)],
    })
text = text_of({"orders": orders, "empty": [[], {}], "deep": [[[[[1]]]]]})
print(text[:700])
print(len(text), text.count("\n"))
again = Reader(text).value()
print(again["orders"] == orders, depth(again), text_of(again) == text)
print(json.loads(text) == again)
print(json.loads(json.dumps(orders)) == orders)
print(sum(line["count"] * line["price"] for order in again["orders"] if order["paid"] for line in order["lines"]))
