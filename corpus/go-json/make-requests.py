"""Makes the requests of go-json: settings, then orders, from seeded lists of words. Train and test have other shops,
other products, other sizes and other ways of writing JSON."""

import json
import pathlib
import random

FIRST = {
    "train": "Ada Bo Carla Dmitri Eve Farid Greta Hugo Ines Jonas Kemal Lena Marta Nils Olga".split(),
    "test": "Agnès Bjørn Chiara Đorđe Élodie Fatma Günter Hélène İpek José Kōji Łucja Mårten Nuño Øyvind".split(),
}
LAST = {
    "train": "Abel Brand Costa Dietrich Egger Fischer Gold Hartmann Iversen Jung Keller Lorenz Moser".split(),
    "test": "O'Neill Peña Quist Rønne Šimić Təşkin Ünal Vögeli Wójcik Xhaka Yıldız Zoë-Martin".split(),
}
DOMAINS = {
    "train": ["post.example", "mail.example", "works.example", "uni.example"],
    "test": ["Letters.example", "nord.example", "atelier.example", "fab.example", "klinik.example", "mail.example"],
}
THINGS = {
    "train": "lamp chair kettle shelf mirror carpet clock basket pillow bench".split(),
    "test": "gear bearing valve flange rotor gasket piston spindle washer bracket coupling bushing".split(),
}
KINDS = {
    "train": "small large round folding wooden white".split(),
    "test": "M4 M6 hardened steel \"special\" <left> & right nickel".split(),
}
CITIES = {
    "train": [("Basel", "CH"), ("Graz", "AT"), ("Lyon", "FR"), ("Turin", "IT"), ("Bonn", "DE")],
    "test": [("Malmö", "SE"), ("Łódź", "PL"), ("Århus", "DK"), ("Tromsø", "NO"), ("Kraków", "PL"), ("Tartu", "EE"), ("Špindlerův Mlýn", "CZ")],
}
WORDS = {
    "train": "please leave it with the neighbour ring twice gift wrap call before noon thank you no plastic".split(),
    "test": "Lieferung an Tor 3 – bitte anrufen \t ünverpackt 🎁 « urgent » avant midi réf. n° 展示 パーツ \\ back / slash".split(" "),
}


def order(rng, split, number, year, rich):
    customer_first, customer_last = rng.choice(FIRST[split]), rng.choice(LAST[split])
    lines = []
    for _ in range(rng.randint(1, 3 + rich)):
        thing, kind = rng.choice(THINGS[split]), rng.choice(KINDS[split])
        price = rng.randint(95, 89900)
        line = {
            "sku": f"{thing[:3].upper()}-{rng.randint(100, 999)}",
            "name": f"{kind} {thing}",
            "quantity": rng.choice([1, 1, 1, 2, 2, 3, 5, 12]),
            "price": price if rng.random() < 0.4 else f"EUR {price // 100}.{price % 100:02}",
        }
        if rng.random() < 0.3:
            line["discount_percent"] = rng.choice([2.5, 5, 7.25, 10, 12.5, 33.33])
        if rich and rng.random() < 0.4:
            line["options"] = {"colour": rng.choice(["red", "blau", "grün", None]), "engraved": rng.random() < 0.5, "size": rng.randint(1, 60) / 4}
        if rich > 1 and rng.random() < 0.5:
            line["weights"] = {"net": rng.randint(10, 90000) / 1000, "gross": rng.randint(90000, 120000) / 1e3, "tare": 1.5e-3}
        lines.append(line)
    result = {
        "id": f"{split[:2]}-{year}-{number:05}",
        "placed": f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "customer": {
            "name": f"{customer_first} {customer_last}",
            "email": f"c{rng.randint(10, 99)}@{rng.choice(DOMAINS[split])}",
            "tier": rng.choice(["basic", "basic", "plus", "gold"]),
            "tags": rng.sample(["new", "returning", "b2b", "newsletter", "late-payer", "vip"], rng.randint(0, 3)),
        },
        "lines": lines,
    }
    if rng.random() < 0.7:
        city, country = rng.choice(CITIES[split])
        result["shipping"] = {
            "street": f"{rng.choice(LAST[split])}weg {rng.randint(1, 140)}",
            "city": city,
            "country": country,
            "place": [rng.randint(40_000_000, 69_000_000) / 1e6, rng.randint(-5_000_000, 27_000_000) / 1e6],
        }
    if rng.random() < 0.2 + 0.2 * rich:
        result["note"] = " ".join(rng.choice(WORDS[split]) for _ in range(rng.randint(3, 12 + 10 * rich)))
    if rich and rng.random() < 0.3:
        result["extra"] = {"campaign": rng.choice(["spring", "retour", None]), "steps": [rng.randint(1, 9) for _ in range(5)], "trace": {"b": [True, False, {}], "a": -1.25e10}}
    return result


# name: seed, orders, how rich they are, json.dumps settings, the report's settings
PLAIN, COMPACT, PRETTY = {}, {"separators": (",", ":"), "ensure_ascii": False}, {"indent": 2, "ensure_ascii": False}
REQUESTS = {
    "train": {
        "one-order": (1, 1, 0, PLAIN, {"group_by": "tier", "sort_by": "amount", "echo_every": 1, "indent": " "}),
        "week": (2, 50, 0, COMPACT, {"group_by": "tag", "sort_by": "orders", "limit": 4, "echo_every": 20}),
        "month": (3, 110, 0, PLAIN, {"group_by": "country", "sort_by": "amount", "limit": 3, "echo_every": 25, "indent": "\t"}),
        "gold-customers": (4, 70, 1, COMPACT, {"group_by": "domain", "sort_by": "largest", "tiers": ["gold", "plus"], "echo_every": 10}),
        "pretty-printed": (5, 40, 1, PRETTY, {"group_by": "month", "sort_by": "key", "echo_every": 7, "indent": "  "}),
        "full-orders": (6, 45, 2, PLAIN, {"group_by": "month", "sort_by": "amount", "limit": 6, "echo_every": 6}),
        "no-orders": (7, 0, 0, PLAIN, {"group_by": "tag", "sort_by": "key"}),
    },
    "test": {
        "spare-parts": (21, 190, 1, COMPACT, {"group_by": "tag", "sort_by": "amount", "limit": 5, "echo_every": 12, "indent": "  "}),
        "workshop": (22, 85, 2, PLAIN, {"group_by": "domain", "sort_by": "orders", "limit": 3, "echo_every": 8}),
        "indented-export": (23, 70, 2, {"indent": 4}, {"group_by": "country", "sort_by": "key", "echo_every": 15, "indent": " "}),
        "basic-tier": (24, 240, 0, COMPACT, {"group_by": "month", "sort_by": "largest", "tiers": ["basic"], "echo_every": 9}),
        "few": (25, 4, 2, PLAIN, {"group_by": "tier", "sort_by": "amount", "echo_every": 2, "indent": "    "}),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, count, rich, style, settings) in requests.items():
        rng = random.Random(seed)
        year = rng.randint(2024, 2031)
        values = [{"title": name.replace("-", " "), **settings}]
        values += [order(rng, split, number, year, rich) for number in range(1, count + 1)]
        (folder / f"{name}.json").write_text("".join(json.dumps(value, **style) + "\n" for value in values), encoding="utf-8")
