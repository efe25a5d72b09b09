# A calculator: names, functions, and numbers with any number of digits; recursive descent over a list of tokens.
class Problem(Exception):
    pass


def tokens_of(line):
    found, i = [], 0
    while i < len(line):
        c = line[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c.isalpha():
            start = i
            while i < len(line) and (line[i].isdigit() or line[i].isalpha()):
                i += 1
            word = line[start:i]
            found.append(("number", int(word)) if word.isdigit() else ("name", word))
        else:
            found.append(("sign", c))
            i += 1
    found.append(("end", None))
    return found


class Calculator:
    def __init__(self):
        self.names = {}
        self.tokens, self.at = [], 0

    def next(self, kind, value=None):
        found, content = self.tokens[self.at]
        if found == kind and (value is None or content in value):
            self.at += 1
            return True
        return False

    def last(self):
        return self.tokens[self.at - 1][1]

    def line(self, text):
        self.tokens, self.at = tokens_of(text), 0
        target = None
        if self.tokens[0][0] == "name" and self.tokens[1] == ("sign", "="):
            target, self.at = self.tokens[0][1], 2
        value = self.sum()
        if not self.next("end"):
            raise Problem("what is '%s'?" % self.tokens[self.at][1])
        if target:
            self.names[target] = value
        return value

    def sum(self):
        value = self.product()
        while self.next("sign", "+-"):
            value = value + self.product() if self.last() == "+" else value - self.product()
        return value

    def product(self):
        value = self.power()
        while self.next("sign", "*/%"):
            sign, other = self.last(), self.power()
            if sign == "*":
                value *= other
            elif other == 0:
                raise Problem("division by zero")
            elif sign == "/":
                value //= other
            else:
                value %= other
        return value

    def power(self):
        value = self.one()
        if self.next("sign", "^"):
            exponent = self.power()
            if exponent < 0 or exponent > 1000:
                raise Problem("exponent %d" % exponent)
            value = value**exponent
        return value

    def one(self):
        if self.next("sign", "-"):
            return -self.one()
        if self.next("sign", "("):
            value = self.sum()
            if not self.next("sign", ")"):
                raise Problem("no ')'")
            return value
        if self.next("number"):
            return self.last()
        if self.next("name"):
            name = self.last()
            if self.next("sign", "("):
                return self.function(name)
            if name not in self.names:
                raise Problem("no '%s'" % name)
            return self.names[name]
        raise Problem("a value is missing")

    def function(self, name):
        values = [self.sum()]
        while self.next("sign", ","):
            values.append(self.sum())
        if not self.next("sign", ")"):
            raise Problem("no ')' after %s" % name)
        known = {"max": max, "min": min, "sum": lambda *all: sum(all), "digits": lambda n: sum(map(int, str(abs(n))))}
        if name not in known:
            raise Problem("no function '%s'" % name)
        return known[name](*values)


LINES = """
1 + 2 * 3
(1 + 2) * 3
x = 7
y = x ^ 2 ^ 2 - 1
max(x, y, 3 * 4) % 1000
-x ^ 2
2 ^ 100 / 3 ^ 20
digits(2 ^ 500)
z + 1
10 / (x - 7)
(1 + 2
3 $ 4
sqrt(4)
sum(1, 2, 3, min(4, 5), -6)
2 ^ 2000
"""

calculator = Calculator()
good = bad = 0
for line in LINES.strip().split("\n"):
    try:
        print("%-28s %d" % (line, calculator.line(line)))
        good += 1
    except Problem as problem:
        print("%-28s problem: %s" % (line, problem))
        bad += 1
print(good, "good,", bad, "bad")
calculator.line("a = 1")
for i in range(90):
    calculator.line("a = (a * %d + %d) %% (2 ^ 61 - 1) + max(a / 3, %d)" % (i * 17 + 3, i, i * i))
print(calculator.names["a"])
