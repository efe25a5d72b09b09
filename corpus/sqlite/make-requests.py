"""Makes the requests: SQL scripts that create tables, fill them with generated rows and ask about them.

All names and numbers are made here. Each domain of the test set differs from those of the training set, as do the
sizes; what is asked is of the same kinds: joins, groups, windows, recursion, JSON, changes of rows, triggers.
"""

import datetime
import json
import pathlib
import random


def text(value):
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def inserts(table, rows, at_once=50):
    """INSERT statements of some rows each."""
    lines = []
    for start in range(0, len(rows), at_once):
        values = ",\n  ".join("(" + ", ".join(map(text, row)) + ")" for row in rows[start : start + at_once])
        lines.append(f"INSERT INTO {table} VALUES\n  {values};")
    return "\n".join(lines)


def day(start, offset):
    return (datetime.date.fromisoformat(start) + datetime.timedelta(days=offset)).isoformat()


def name(random, syllables):
    return "".join(random.choice(syllables) for _ in range(random.randint(2, 3))).capitalize()


NORTH = "al ber dor el fin gar hel ing jor kal lun mar nor os per ros sten tor ulv vin".split()
SOUTH = "a be chi da emi fio gio la me no pa qui ra sa to u ve zo cara lina".split()


def shop(seed, customers, orders):
    """Customers, products, orders and their lines."""
    r = random.Random(seed)
    products = [(n, name(r, NORTH), r.choice(["tools", "garden", "paint", "light"]), r.randint(99, 25000)) for n in range(1, 81)]
    people = [(n, f"{name(r, SOUTH)} {name(r, NORTH)}", r.choice(["Lund", "Bergen", "Turku", "Aarhus", "Reykir"])) for n in range(1, customers + 1)]
    heads = [(n, r.randint(1, customers), day("2021-01-01", r.randint(0, 1000)), r.choice(["paid", "paid", "paid", "open", "void"])) for n in range(1, orders + 1)]
    lines = [(head[0], r.randint(1, 80), r.randint(1, 9)) for head in heads for _ in range(r.randint(1, 4))]
    return f"""-- A hardware shop
CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, cents INT);
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer INT REFERENCES customer (id), day TEXT, state TEXT);
CREATE TABLE line (purchase INT REFERENCES purchase (id), product INT REFERENCES product (id), pieces INT);
BEGIN;
{inserts("product", products)}
{inserts("customer", people)}
{inserts("purchase", heads)}
{inserts("line", lines)}
COMMIT;
CREATE INDEX purchase_customer ON purchase (customer);
CREATE INDEX line_purchase ON line (purchase);

SELECT city, count(DISTINCT c.id) AS customers, count(DISTINCT p.id) AS purchases, sum(pieces * cents) / 100.0 AS total
FROM customer c JOIN purchase p ON p.customer = c.id JOIN line l ON l.purchase = p.id JOIN product d ON d.id = l.product
WHERE state = 'paid' GROUP BY city ORDER BY total DESC;

SELECT kind, year, month, sum(pieces) AS pieces, sum(sum(pieces)) OVER (PARTITION BY kind ORDER BY year, month) AS so_far
FROM line JOIN product ON product.id = line.product JOIN purchase ON purchase.id = line.purchase JOIN calendar USING (day)
GROUP BY kind, year, month ORDER BY kind, year, month;

WITH spent AS (
    SELECT c.id, c.name, initials(c.name) AS short, city, sum(pieces * cents) AS cents
    FROM customer c JOIN purchase p ON p.customer = c.id JOIN line l ON l.purchase = p.id JOIN product d ON d.id = l.product
    GROUP BY c.id)
SELECT * FROM (SELECT *, rank() OVER (PARTITION BY city ORDER BY cents DESC) AS place FROM spent)
WHERE place <= 3 ORDER BY city, place, id;

UPDATE product SET cents = cents * 11 / 10 WHERE kind = 'paint';
DELETE FROM line WHERE purchase IN (SELECT id FROM purchase WHERE state = 'void');
SELECT kind, count(*) AS lines, median(pieces * cents) AS middle, max(pieces * cents) AS most
FROM line JOIN product ON id = product GROUP BY kind ORDER BY kind;
"""


def readings(seed, stations, days):
    """Measurements of stations with gaps, and windows over them."""
    r = random.Random(seed)
    places = [(n, name(r, NORTH) + " " + r.choice(["hill", "harbour", "field"]), r.randint(1, 900)) for n in range(1, stations + 1)]
    rows = []
    for station, _, height in places:
        level = 12 - height / 150
        for offset in range(days):
            level += r.uniform(-1.5, 1.5)
            value = None if r.random() < 0.03 else round(level, 1)
            rows.append((station, day("2022-03-01", offset), value, r.randint(0, 40) if r.random() < 0.4 else 0))
    return f"""-- Weather stations
CREATE TABLE station (id INTEGER PRIMARY KEY, name TEXT, height INT);
CREATE TABLE reading (station INT, day TEXT, warmth REAL, rain INT, PRIMARY KEY (station, day)) WITHOUT ROWID;
{inserts("station", places)}
BEGIN;
{inserts("reading", rows, 100)}
COMMIT;

SELECT name, count(warmth) AS days, count(*) - count(warmth) AS gaps, avg(warmth) AS mean, median(warmth) AS middle, min(warmth), max(warmth)
FROM station JOIN reading ON id = station GROUP BY id ORDER BY mean, id;

SELECT station, year, month, avg(warmth) AS warmth, sum(rain) AS rain, sum(rain) - lag(sum(rain)) OVER (PARTITION BY station ORDER BY year, month) AS change
FROM reading JOIN calendar USING (day) GROUP BY station, year, month ORDER BY station, year, month;

SELECT day, station, warmth, week FROM (
    SELECT day, station, warmth, avg(warmth) OVER (PARTITION BY station ORDER BY day ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING) AS week FROM reading)
WHERE abs(warmth - week) > 2.2 ORDER BY abs(warmth - week) DESC, day, station LIMIT 25;

WITH wet AS (SELECT station, day, julianday(day) - row_number() OVER (PARTITION BY station ORDER BY day) AS run FROM reading WHERE rain > 0)
SELECT station, min(day) AS first, max(day) AS last, count(*) AS days FROM wet GROUP BY station, run HAVING days >= 5 ORDER BY days DESC, station, first;
"""


def library(seed, books, loans):
    """Loans with triggers that keep counts, then changes."""
    r = random.Random(seed)
    titles = [(n, f"The {r.choice(['silent', 'red', 'last', 'other', 'small'])} {name(r, SOUTH)}", name(r, NORTH), r.randint(1890, 2020)) for n in range(1, books + 1)]
    lent = []
    for _ in range(loans):
        out = r.randint(0, 700)
        lent.append((r.randint(1, books), r.randint(1, 90), day("2020-01-01", out), day("2020-01-01", out + r.randint(1, 60)) if r.random() < 0.9 else None))
    return f"""-- A library
CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author TEXT, year INT);
CREATE TABLE loan (book INT REFERENCES book (id), reader INT, taken TEXT, returned TEXT);
CREATE TABLE tally (book INTEGER PRIMARY KEY, times INT, days INT);
CREATE TRIGGER count_loan AFTER INSERT ON loan BEGIN
    INSERT INTO tally VALUES (new.book, 1, coalesce(julianday(new.returned) - julianday(new.taken), 0))
    ON CONFLICT (book) DO UPDATE SET times = times + 1, days = days + excluded.days;
END;
BEGIN;
{inserts("book", titles)}
{inserts("loan", lent)}
COMMIT;
SELECT author, count(*) AS books, sum(times) AS loans, sum(days) AS days FROM book JOIN tally ON book = id GROUP BY author HAVING loans > 8 ORDER BY loans DESC, author LIMIT 30;
SELECT title, count(*) AS copies, group_concat(DISTINCT year / 10 * 10 || 's') AS decades FROM book GROUP BY title HAVING copies > 2 ORDER BY copies DESC, title LIMIT 20;
SELECT upper(substr(author, 1, 3)) || '-' || substr('000' || id, -3) AS shelf, replace(title, 'The ', '') AS title FROM book WHERE title LIKE '%red%' OR author GLOB '*n' ORDER BY shelf LIMIT 40;
UPDATE loan SET returned = date(taken, '+30 days') WHERE returned IS NULL AND taken < '2021-01-01';
SELECT reader, count(*) AS out FROM loan WHERE returned IS NULL GROUP BY reader ORDER BY out DESC, reader LIMIT 12;
SELECT a.reader, b.reader, count(*) AS shared FROM loan a JOIN loan b ON a.book = b.book AND a.reader < b.reader
GROUP BY a.reader, b.reader ORDER BY shared DESC, a.reader, b.reader LIMIT 15;
DELETE FROM loan WHERE book IN (SELECT book FROM tally WHERE times < 3);
SELECT (SELECT count(*) FROM loan) AS loans, (SELECT count(*) FROM book b WHERE NOT EXISTS (SELECT 1 FROM loan WHERE loan.book = b.id)) AS idle;
"""


def roads(seed, towns, roads_of_each):
    """A network: recursion for reach and distances."""
    r = random.Random(seed)
    places = [(n, name(r, SOUTH), r.randint(100, 90000)) for n in range(1, towns + 1)]
    ways = set()
    for here in range(1, towns + 1):
        for _ in range(roads_of_each):
            there = min(towns, max(1, here + r.randint(-6, 6)))
            if here != there:
                ways.add((min(here, there), max(here, there)))
    ways = [(a, b, r.randint(3, 40)) for a, b in sorted(ways)]
    return f"""-- Towns and roads
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, people INT);
CREATE TABLE road (a INT, b INT, km INT);
{inserts("town", places)}
{inserts("road", ways)}
CREATE VIEW way AS SELECT a, b, km FROM road UNION ALL SELECT b, a, km FROM road;
CREATE TABLE step (a INT, b INT, km INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
INSERT INTO step SELECT a, b, min(km) FROM way GROUP BY a, b;

WITH RECURSIVE reach (id, hops) AS (SELECT 1, 0 UNION SELECT b, hops + 1 FROM reach JOIN step ON a = id WHERE hops < 12)
SELECT hops, count(*) AS towns FROM (SELECT id, min(hops) AS hops FROM reach GROUP BY id) GROUP BY hops ORDER BY hops;

WITH RECURSIVE far (id, km, hops) AS (SELECT 1, 0, 0 UNION SELECT b, far.km + step.km, hops + 1 FROM far JOIN step ON a = id WHERE hops < 7 AND b > id)
SELECT name, min(km) AS km, count(*) AS routes FROM far JOIN town USING (id) GROUP BY id ORDER BY min(km) DESC, id LIMIT 20;

SELECT name, people, count(*) AS roads, sum(km) AS km, (SELECT group_concat(t.name, ', ') FROM (SELECT t.name FROM step JOIN town t ON t.id = b WHERE a = town.id ORDER BY t.name) t) AS near
FROM town JOIN step ON a = town.id GROUP BY town.id ORDER BY roads DESC, people DESC LIMIT 15;

SELECT ntile, count(*), sum(people), min(people), max(people) FROM (SELECT people, ntile(5) OVER (ORDER BY people, id) AS ntile FROM town) GROUP BY ntile;
"""


def events(seed, count, kinds):
    """Documents in JSON, taken apart."""
    r = random.Random(seed)
    rows = []
    for n in range(1, count + 1):
        document = {"kind": r.choice(kinds), "user": {"id": r.randint(1, 60), "name": name(r, SOUTH)}, "ms": r.randint(1, 4000), "tags": sorted({r.choice(NORTH) for _ in range(r.randint(0, 4))})}
        rows.append((n, json.dumps(document)))
    return f"""-- Events in JSON
CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT);
BEGIN;
{inserts("event", rows, 40)}
COMMIT;
SELECT body ->> '$.kind' AS kind, count(*) AS events, avg(body ->> '$.ms') AS mean, median(body ->> '$.ms') AS middle FROM event GROUP BY kind ORDER BY kind;
SELECT tag.value AS tag, count(*) AS events, count(DISTINCT body ->> '$.user.id') AS users FROM event, json_each(body, '$.tags') AS tag GROUP BY tag ORDER BY events DESC, tag;
SELECT json_extract(body, '$.user.id') AS user, json_group_array(DISTINCT body ->> '$.kind') AS kinds, max(json_array_length(body, '$.tags')) AS tags FROM event GROUP BY user ORDER BY user LIMIT 25;
UPDATE event SET body = json_set(body, '$.slow', json('true')) WHERE body ->> '$.ms' > 3000;
SELECT count(*) AS slow, min(length(body)) AS shortest, max(length(body)) AS longest FROM event WHERE body ->> '$.slow';
CREATE INDEX event_user ON event (body ->> '$.user.id');
SELECT id, body ->> '$.ms' AS ms, sum(body ->> '$.ms') OVER (ORDER BY id) AS total FROM event WHERE body ->> '$.user.id' = 7 ORDER BY id LIMIT 20;
"""


def ledger(seed, accounts, entries):
    """Bookings made by SQL itself from a small generator of numbers."""
    return f"""-- A ledger, its entries generated here
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT CHECK (kind IN ('asset', 'income', 'expense')));
CREATE TABLE entry (id INTEGER PRIMARY KEY, debit INT, credit INT, cents INT CHECK (cents > 0), day TEXT);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {accounts})
INSERT INTO account SELECT i, printf('account %04d', i * 37 % 1000), CASE i % 3 WHEN 0 THEN 'asset' WHEN 1 THEN 'income' ELSE 'expense' END FROM n;
WITH RECURSIVE n (i, x) AS (SELECT 1, {seed} UNION ALL SELECT i + 1, (x * 1103515245 + 12345) % 2147483648 FROM n WHERE i < {entries})
INSERT INTO entry SELECT i, x / 65536 % {accounts} + 1, x / 256 % {accounts} + 1, x / 1024 % 99999 + 1, date('2023-01-01', '+' || (i * 364 / {entries}) || ' days') FROM n;
CREATE INDEX entry_day ON entry (day);
SELECT kind, count(*) AS entries, sum(cents) AS cents, avg(cents) AS mean FROM entry JOIN account ON account.id = debit GROUP BY kind ORDER BY kind;
WITH moved AS (SELECT debit AS id, cents, day FROM entry UNION ALL SELECT credit, -cents, day FROM entry)
SELECT name, sum(cents) AS balance, max(day) AS last FROM moved JOIN account USING (id) GROUP BY id ORDER BY balance DESC, id LIMIT 20;
SELECT month, count(*) AS entries, sum(cents) AS cents, first_value(sum(cents)) OVER (ORDER BY month) AS first, dense_rank() OVER (ORDER BY sum(cents)) AS place
FROM entry JOIN calendar USING (day) GROUP BY month ORDER BY month;
SELECT debit, credit, count(*) AS times, sum(cents) AS cents FROM entry GROUP BY debit, credit HAVING times > 1 ORDER BY times DESC, cents DESC, debit, credit LIMIT 20;
SELECT weekday, printf('%.2f', sum(cents) / 100.0) AS total FROM entry JOIN calendar USING (day) WHERE cents BETWEEN 1000 AND 50000 GROUP BY weekday ORDER BY weekday;
"""


def school(seed, pupils, marks):
    """Marks of pupils: ranks, averages, a table turned round."""
    r = random.Random(seed)
    subjects = ["algebra", "biology", "chemistry", "drawing", "english"]
    children = [(n, f"{name(r, NORTH)} {name(r, SOUTH)}", r.randint(5, 9), r.choice("abc")) for n in range(1, pupils + 1)]
    given = [(r.randint(1, pupils), r.choice(subjects), min(100, max(0, int(r.gauss(66, 17)))), day("2024-09-01", r.randint(0, 280))) for _ in range(marks)]
    turned = ", ".join(f"avg(mark) FILTER (WHERE subject = '{subject}') AS {subject}" for subject in subjects)
    return f"""-- A school
CREATE TABLE pupil (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, grade INT, class TEXT);
CREATE TABLE mark (pupil INT, subject TEXT, mark INT, day TEXT);
BEGIN;
{inserts("pupil", children, 30)}
{inserts("mark", given, 80)}
COMMIT;
CREATE INDEX mark_pupil ON mark (pupil, subject);
SELECT grade, class, count(DISTINCT pupil.id) AS pupils, {turned} FROM pupil JOIN mark ON pupil = pupil.id GROUP BY grade, class ORDER BY grade, class;
WITH means AS (SELECT pupil, subject, avg(mark) AS mean, count(*) AS n FROM mark GROUP BY pupil, subject)
SELECT subject, name, mean, n FROM (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY mean DESC, pupil) AS place FROM means WHERE n > 2) JOIN pupil ON id = pupil WHERE place <= 5 ORDER BY subject, place;
SELECT year, month, count(*) AS marks, percent_rank() OVER (ORDER BY count(*)) AS share, median(mark) AS middle FROM mark JOIN calendar USING (day) GROUP BY year, month ORDER BY year, month;
SELECT p.name, q.name, p.grade FROM pupil p JOIN pupil q ON p.grade = q.grade AND p.class < q.class AND substr(p.name, 1, 4) = substr(q.name, 1, 4) ORDER BY p.name, q.name, p.id, q.id LIMIT 20;
UPDATE mark SET mark = mark + 5 WHERE subject = 'chemistry' AND pupil IN (SELECT id FROM pupil WHERE grade = 7) AND mark < 90;
SELECT mark / 10 * 10 AS bucket, count(*) AS marks, substr('########################################', 1, count(*) / 12) AS bar FROM mark GROUP BY bucket ORDER BY bucket;
"""


def depot(seed, parts, moves):
    """Stock that triggers guard; upserts, updates from joins, RETURNING."""
    r = random.Random(seed)
    things = [(n, f"{name(r, SOUTH)}-{r.randint(10, 99)}", r.randint(5, 800), r.choice(["A", "B", "C", None])) for n in range(1, parts + 1)]
    log = [(r.randint(1, parts), r.choice([-1, -1, 1]) * r.randint(1, 30), r.choice(["night", "day", "late"])) for _ in range(moves)]
    return f"""-- A depot
CREATE TABLE part (id INTEGER PRIMARY KEY, code TEXT UNIQUE ON CONFLICT REPLACE, grams INT, zone TEXT);
CREATE TABLE stock (part INTEGER PRIMARY KEY, pieces INT NOT NULL DEFAULT 100);
CREATE TABLE move (part INT, pieces INT, shift TEXT);
CREATE TABLE short (part INT, wanted INT, had INT);
CREATE TRIGGER guard BEFORE INSERT ON move WHEN new.pieces < 0 AND (SELECT pieces FROM stock WHERE part = new.part) + new.pieces < 0 BEGIN
    INSERT INTO short VALUES (new.part, -new.pieces, (SELECT pieces FROM stock WHERE part = new.part));
END;
CREATE TRIGGER carry AFTER INSERT ON move BEGIN
    UPDATE stock SET pieces = max(0, pieces + new.pieces) WHERE part = new.part;
END;
BEGIN;
{inserts("part", things, 25)}
INSERT INTO stock (part) SELECT id FROM part;
{inserts("move", log, 60)}
COMMIT;
SELECT coalesce(zone, 'none') AS zone, count(*) AS parts, sum(pieces) AS pieces, sum(pieces * grams) / 1000.0 AS kg FROM part JOIN stock ON part = id GROUP BY zone ORDER BY 1;
SELECT code, count(*) AS times, sum(wanted - had) AS missing FROM short JOIN part ON id = part GROUP BY part ORDER BY missing DESC, code LIMIT 20;
SELECT shift, sum(pieces) FILTER (WHERE pieces > 0) AS into_it, -sum(pieces) FILTER (WHERE pieces < 0) AS out_of_it, count(DISTINCT part) AS parts FROM move GROUP BY shift ORDER BY shift;
UPDATE stock SET pieces = pieces + 50 FROM part WHERE part.id = stock.part AND zone = 'B' AND pieces < 40;
INSERT INTO stock VALUES (1, 7), (2, 8), (3, 9) ON CONFLICT (part) DO UPDATE SET pieces = stock.pieces + excluded.pieces RETURNING part, pieces;
SELECT part, total, pieces FROM (SELECT part, pieces, sum(pieces) OVER w AS total, row_number() OVER w AS n FROM move WINDOW w AS (PARTITION BY part ORDER BY rowid)) WHERE n = 12 ORDER BY part LIMIT 20;
SELECT hex(substr(code, 1, 2)) AS start, count(*) FROM part GROUP BY start ORDER BY 2 DESC, 1 LIMIT 10;
"""


SMALL = """CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO note (body) VALUES ('milk'), ('bread'), ('a lamp for the hall');
SELECT id, upper(body) AS body, length(body) AS length FROM note ORDER BY length DESC;
"""

TINY = """SELECT year, count(*) AS sundays FROM calendar WHERE weekday = 0 AND day LIKE '%-13' GROUP BY year ORDER BY year;
VALUES (1 + 1, 'two', 7 / 2, 7 / 2.0, x'cafe', NULL);
"""

REQUESTS = {
    "train/shop": shop(1, 150, 500),
    "train/readings": readings(2, 8, 150),
    "train/library": library(3, 200, 700),
    "train/roads": roads(4, 120, 2),
    "train/events": events(5, 350, ["open", "close", "click", "type"]),
    "train/ledger": ledger(77, 40, 4000),
    "train/notes": SMALL,
    "test/school": school(11, 180, 1500),
    "test/depot": depot(12, 150, 900),
    "test/warehouse-shop": shop(13, 60, 900),
    "test/payments": events(14, 600, ["pay", "refund", "card", "cash", "check", "void"]),
    "test/big-ledger": ledger(9001, 25, 9000),
    "test/thirteenth": TINY,
}

for path, script in REQUESTS.items():
    file = pathlib.Path("requests", path + ".sql")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script)
