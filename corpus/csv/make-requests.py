"""Makes requests/train and requests/test: tables of shops, of measurements and of people, with reports on them.

    cd corpus/csv && python3 -I make-requests.py
"""

import csv
import io
import pathlib
import random

SYLLABLES = {
    "train": "ka lo mi ru te vo na pi so gu".split(),
    "test": "br ee na to sch ul we ri cho dam fe".split(),
}


class Maker:
    def __init__(self, kind, seed):
        self.kind = kind
        self.r = random.Random(f"csv {kind} {seed}")

    def word(self):
        return "".join(self.r.choice(SYLLABLES[self.kind]) for _ in range(self.r.randint(2, 4)))

    def words(self, count):
        return sorted({self.word() for _ in range(count)})

    def orders(self, rows, people, cities):
        r = self.r
        names = [f"{self.word().title()} {self.word().title()}" for _ in range(people)]
        goods, cities = self.words(12), self.words(cities)
        orders = [["number", "person", "article", "state", "year", "count", "price", "remark"]]
        for number in range(rows):
            remark = r.choice(["", "", "", 'says "thanks"', "one, two", "line\nbreak", self.word()])
            orders.append([number + 1, r.choice(names + ["nobody"]), r.choice(goods), r.choice(["open", "paid", "back"]),
                           r.randint(2018, 2023), r.randint(1, 12), f"{r.uniform(1, 400):.2f}" if r.random() < 0.97 else "", remark])
        persons = [["person", "city", "born", "rank"]]
        persons += [[name, r.choice(cities), r.randint(1940, 2005), r.choice("ABC")] for name in names]
        return {"orders": orders, "persons": persons}

    def series(self, rows, stations):
        r = self.r
        names = [f"{self.word()}-{n}" for n in range(stations)]
        table = [["station", "month", "hour", "kind", "value", "quality"]]
        for _ in range(rows):
            kind = r.choice(["wind", "rain", "heat"])
            value = {"wind": r.expovariate(0.2), "rain": max(0.0, r.uniform(-20, 30)), "heat": r.uniform(-15, 35)}[kind]
            table.append([r.choice(names), r.randint(1, 12), r.randint(0, 23), kind, f"{value:.{r.randint(0, 4)}f}", r.choice(["good", "good", "poor", ""])])
        places = [["station", "land", "height"]] + [[name, r.choice(["north", "south", "islands"]), r.randint(-3, 2900)] for name in names[: stations - 1]]
        return {"series": table, "places": places}

    def people(self, rows):
        r = self.r
        table = [["name", "team", "role", "since", "hours", "pay"]]
        teams = self.words(7)
        for _ in range(rows):
            table.append([f"{self.word()} {self.word()}", r.choice(teams), r.choice(["lead", "maker", "guest"]), r.randint(1995, 2024), r.choice([20, 30, 38.5, 40]), r.randint(20000, 90000)])
        return {"people": table}


def write(name, settings, steps, tables):
    separator = {"tab": "\t"}.get(text := settings.split("separator=")[1].split()[0], text)
    parts = [settings, *steps]
    for table, rows in tables.items():
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
        parts += [f"--- {table}", out.getvalue().rstrip("\n")]
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def main():
    m = Maker("train", 1)
    write("train/orders", "separator=, precision=2 lines=30", [
        "join persons person", "derive total = price * count",
        "group city sum(total) mean(price) count", "group article,state median(price) distinct(person)",
        "cube state,year,rank,city sum(total) max(price)", "cube article,count median(price)", "sort -total,number 10",
    ], m.orders(700, 40, 9))
    m = Maker("train", 2)
    write("train/orders-open", "separator=; precision=3 lines=100", [
        "where state = open", "derive total = count * price", "where total > 300", "join persons person",
        "group person sum(total) count min(year) max(year)", "cube city,article,year,rank count mean(total)", "sort person,-year,number 25",
    ], m.orders(900, 25, 6))
    m = Maker("train", 3)
    write("train/weather", "separator=tab precision=4 lines=60", [
        "cube station,month,kind,quality mean(value) min(value) max(value) count", "join places station", "where quality != poor",
        "group land,kind median(value) count", "group height max(value)", "sort -value 5",
    ], m.series(500, 4))
    m = Maker("train", 4)
    write("train/people", "separator=, precision=1 lines=50", [
        "derive hourly = pay / hours", "group team,role mean(hourly) median(pay) count", "cube team,role,hours sum(pay)", "sort team,-pay 12",
    ], m.people(400))
    m = Maker("train", 5)
    write("train/people-few", "separator=; precision=0", ["group role count", "sort name 3"], m.people(5))

    m = Maker("test", 1)
    write("test/orders-large", "separator=; precision=2 lines=90", [
        "derive total = price * count", "group year,state sum(total) median(total)", "join persons person",
        "cube state,rank,year,city,article sum(total) count", "group article distinct(city) mean(born)", "where total > 2500", "sort city,-total 30",
    ], m.orders(1000, 60, 7))
    m = Maker("test", 2)
    write("test/stations", "separator=, precision=3 lines=70", [
        "join places station", "cube land,kind,quality,month,station mean(value) median(value)", "where kind = rain",
        "group station,hour max(value)", "derive feet = height * 3.28084", "group land max(feet) min(feet)", "sort -value,month 20",
    ], m.series(1300, 9))
    m = Maker("test", 3)
    write("test/staff", "separator=tab precision=2 lines=120", [
        "derive hourly = pay / hours", "cube team,role,since,hours mean(hourly) distinct(name) median(pay)", "cube hours,since,team max(hourly) min(name)", "where since < 2010",
        "group team min(name) max(name) median(hourly)", "derive raise = pay + 1500", "sort -raise,name 15",
    ], m.people(800))
    m = Maker("test", 4)
    write("test/articles", "separator=, precision=2 lines=55", [
        "join persons person", "group article,city,rank sum(count) mean(price) min(person)", "where price < 200",
        "group remark count distinct(article)", "cube article,year,state,rank,city count median(price)", "cube remark,count,born sum(price)", "sort article,price,number 40",
    ], m.orders(900, 90, 20))
    m = Maker("test", 5)
    write("test/one-row", "separator=, precision=5", ["derive x = count / price", "cube state,year sum(x)", "sort -x 9"], m.orders(1, 1, 1))


main()
