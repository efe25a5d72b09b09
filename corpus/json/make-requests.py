"""Makes requests/train and requests/test: a document, patches to it and queries, as the settings of each say.

    cd corpus/json && python3 -I make-requests.py
"""

import json
import pathlib
import random

SYLLABLES = "ba co du fe gi ha jo ku le mi no pu ra se ti vo wa xe yu zo bran mont dell fjor qua".split()


def word(r, low=2, high=4):
    return "".join(r.choice(SYLLABLES) for _ in range(r.randint(low, high)))


def sentence(r, low=3, high=12):
    words = [word(r) for _ in range(r.randint(low, high))]
    if r.random() < 0.2:
        words[r.randrange(len(words))] = r.choice(['"quoted"', "tab\there", "größer", "naïve", "日本", "back\\slash", "🙂"])
    return " ".join(words).capitalize() + "."


def price(r, high=500):
    return round(r.uniform(1, high), 2)


def shop(r, size):
    """Orders with lines."""
    return {
        "shop": word(r).title(),
        "currency": r.choice(["EUR", "CHF", "SEK"]),
        "orders": {
            f"o{1000 + i}": {
                "customer": {"name": f"{word(r).title()} {word(r).title()}", "city": word(r).title(), "vip": r.random() < 0.2},
                "state": r.choice(["open", "paid", "sent", "back"]),
                "lines": [
                    {"sku": f"{word(r)}-{r.randint(1, 99)}", "count": r.randint(1, 9), "price": price(r)}
                    for _ in range(r.randint(1, 5))
                ],
                "note": sentence(r) if r.random() < 0.4 else None,
            }
            for i in range(size)
        },
    }


def shop_patch(r, document):
    orders = document["orders"]
    key = r.choice(sorted(orders))
    match r.randrange(4):
        case 0:
            return {"orders": {key: {"state": r.choice(["paid", "sent", "back"])}}}
        case 1:
            return {"orders": {key: {"note": sentence(r), "customer": {"vip": True, "since": r.randint(1990, 2024)}}}}
        case 2:
            lines = [{"sku": word(r), "count": r.randint(1, 3), "price": price(r)}]
            return {"orders": {key: {"lines": lines}, f"n{r.randint(1, 999)}": {"state": "open", "lines": lines}}}
        case _:
            return {"orders": {key: {"note": None}}, "currency": r.choice(["EUR", "DKK"])}


SHOP_QUERIES = [
    {"path": "orders.*.lines[*].price", "op": "sum"},
    {"path": "orders.*.lines[*].count", "op": "mean"},
    {"path": "orders.*", "op": "group", "by": "state"},
    {"path": "orders[state=\"open\"].lines[price>300].sku"},
    {"path": "orders.*.customer[city>\"S\"].name", "op": "count"},
    {"path": "**.sku", "op": "count"},
]


def sensors(r, size):
    """Stations, each with series of numbers."""
    return {
        "network": word(r),
        "stations": [
            {
                "id": i,
                "name": word(r).title(),
                "at": [round(r.uniform(-180, 180), 5), round(r.uniform(-90, 90), 5)],
                "unit": r.choice(["C", "hPa", "mm"]),
                "values": [r.choice([round(r.gauss(12, 9), 2), r.randint(-5, 40), r.gauss(0, 1) * 1e-7, r.gauss(0, 1)]) for _ in range(r.randint(4, 40))],
            }
            for i in range(size)
        ],
        "status": {},
    }


def sensors_patch(r, document):
    i = r.randrange(len(document["stations"]))
    return {"status": {f"s{i}": {"alive": r.random() < 0.9, "battery": round(r.random(), 3), "seen": r.randint(10**9, 2 * 10**9)}}}


SENSOR_QUERIES = [
    {"path": "stations[*].values[*]", "op": "mean"},
    {"path": "stations[*].values[*]", "op": "min"},
    {"path": "stations[unit=\"C\"].values[*]", "op": "max"},
    {"path": "stations[*]", "op": "group", "by": "unit"},
    {"path": "stations[id<5].at"},
    {"path": "status.*.battery", "op": "mean"},
]


def tree(r, depth, width=4):
    """A deep configuration."""
    if depth == 0:
        return r.choice([r.randint(0, 10**6), r.random(), sentence(r, 1, 4), r.random() < 0.5, None, [word(r), word(r)], {}])
    return {word(r, 1, 3): tree(r, depth - 1 if r.random() < 0.85 else 0, width) for _ in range(r.randint(2, width + 1))}


def tree_patch(r, document):
    keys, at = [], document
    while isinstance(at, dict) and at and (not keys or r.random() < 0.8):
        keys.append(r.choice(sorted(at)))
        at = at[keys[-1]]
    patch = r.choice([None, word(r), r.randint(-99, 99), {word(r): tree(r, 1)}])
    for key in reversed(keys):
        patch = {key: patch}
    return patch


TREE_QUERIES = [
    {"path": "**", "op": "count"},
    {"path": "**[0]", "op": "distinct"},
    {"path": "*.*.*", "op": "sum"},
    {"path": "**.ba"},
]


def articles(r, size):
    """A list of texts."""
    return {
        "title": sentence(r),
        "articles": [
            {
                "id": f"{r.getrandbits(64):016x}",
                "author": r.choice(["ina", "olaf", "ümit", "zoë"]),
                "tags": r.sample(SYLLABLES, r.randint(0, 4)),
                "body": "\n".join(sentence(r, 5, 20) for _ in range(r.randint(1, 5))),
                "likes": r.randint(0, 5000),
            }
            for _ in range(size)
        ],
        "pinned": {},
    }


def articles_patch(r, document):
    article = r.choice(document["articles"])
    return {"pinned": {article["id"]: r.choice([None, {"by": article["author"], "text": sentence(r)}])}}


ARTICLE_QUERIES = [
    {"path": "articles[*]", "op": "group", "by": "author"},
    {"path": "articles[*].tags[*]", "op": "distinct"},
    {"path": "articles[likes>4500].id"},
    {"path": "articles[*].likes", "op": "mean"},
    {"path": "pinned.*.text"},
]


def write(name, r, settings, queries, document, patch, patches):
    lines = [json.dumps({**settings, "queries": queries}), json.dumps(document, indent=r.choice([None, 1, 2]), ensure_ascii=r.random() < 0.3)]
    lines += [json.dumps(patch(r, document), ensure_ascii=r.random() < 0.3) for _ in range(patches)]
    path = pathlib.Path("requests", name + ".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    r = random.Random("json train")
    write("train/shop-small", r, {"pretty": True, "verify": True, "document": True}, SHOP_QUERIES, shop(r, 12), shop_patch, 60)
    write("train/shop-day", r, {"verify": True, "history": True}, SHOP_QUERIES, shop(r, 50), shop_patch, 100)
    write("train/stations", r, {"verify": True}, SENSOR_QUERIES, sensors(r, 40), sensors_patch, 80)
    write("train/stations-history", r, {"history": True, "pretty": True}, SENSOR_QUERIES[:3], sensors(r, 20), sensors_patch, 150)
    write("train/configuration", r, {"verify": True, "document": True, "pretty": True}, TREE_QUERIES, tree(r, 5), tree_patch, 120)
    write("train/articles", r, {"verify": True}, ARTICLE_QUERIES, articles(r, 40), articles_patch, 60)
    write("train/notes", r, {"document": True}, ARTICLE_QUERIES[1:4], articles(r, 9), articles_patch, 5)

    r = random.Random("json test")
    write("test/shop-year", r, {"verify": True}, SHOP_QUERIES[1:], shop(r, 150), shop_patch, 70)
    write("test/weather", r, {"verify": True, "pretty": True}, SENSOR_QUERIES[::-1], sensors(r, 90), sensors_patch, 60)
    write("test/deep-tree", r, {"verify": True, "history": True, "document": True}, TREE_QUERIES, tree(r, 6), tree_patch, 140)
    write("test/magazine", r, {"pretty": True}, ARTICLE_QUERIES[::2] + SHOP_QUERIES[:1], articles(r, 110), articles_patch, 130)
    write("test/two-orders", r, {"pretty": True, "document": True}, SHOP_QUERIES, shop(r, 2), shop_patch, 3)


main()
