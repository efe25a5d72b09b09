"""Makes the requests of go-regexp: rules, an empty line, a log. Train holds logs of a web server, of a mail server and
of a program; test others of the same kinds, of a build and of a database, with other words, forms and rules."""

import pathlib
import random

HOSTS = {"train": "alpha beta gamma delta".split(), "test": "fjord-01 fjord-02 tundra-17 steppe-4 delta-9".split()}
USERS = {"train": "anna ben carl dora emil".split(), "test": "mr.vole svc_backup kim.o'hara root j_doe77 guest".split()}
PATHS = {
    "train": "/ /index.html /shop/cart /shop/item/{n} /api/v1/users/{n} /img/logo.png /search?q=lamp&page={n}".split(),
    "test": "/api/v3/orders/{n}/lines /healthz /login?next=%2Fhome /static/app.{n}.js /report.pdf /wp-login.php /api/v3/tokens".split(),
}
AGENTS = {
    "train": ["Mozilla/5.0 (X11; Linux x86_64)", "curl/8.4.0", "Finder/2.1 (+http://finder.example/bot)"],
    "test": ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14_2)", "okhttp/4.12", "crawler-7 (like Finder; bot)", "-"],
}
MESSAGES = {
    "train": [
        "request took {n}ms for user={u} id={h}", "cache miss key=session:{h}", "retrying in {s}s after timeout",
        "password={h} rejected for {u}@works.example", "connected to {i}:{p}", "config reloaded: 14 keys", "WARN disk at {s}%",
    ],
    "test": [
        "job #{n} finished in {n}ms (queue=mail, worker={u})", "token: \"{h}\" expired", "peer {i}:{p} closed the stream after {s} frames",
        "ERROR: cannot open /var/lib/app/{h}.db: no such file", "panic at line {p}: index {n} out of range", "paid with {c} by {u}@klinik.example",
        "slow: {n}ms in SELECT * FROM orders WHERE id = '{h}'", "größe überschritten: {s} MiB → {p} MiB",
    ],
}


def fill(rng, split, text):
    for key, value in {
        "{n}": str(rng.randint(1, 9999)), "{s}": str(rng.randint(1, 99)), "{p}": str(rng.randint(1024, 65535)), "{h}": f"{rng.getrandbits(48):012x}",
        "{u}": rng.choice(USERS[split]), "{i}": ".".join(str(rng.randint(1, 254)) for _ in range(4)),
        "{c}": " ".join(f"{rng.randint(0, 9999):04}" for _ in range(4)),
    }.items():
        text = text.replace(key, value)
    return text


def web(rng, split):
    stamp = f"{rng.randint(1, 28):02}/{rng.choice(['Mar', 'Apr', 'Oct'])}/2031:{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02} +0100"
    return fill(rng, split, f'{{i}} - {rng.choice(["-", "-", "{u}"])} [{stamp}] "{rng.choice(["GET", "GET", "POST", "PUT"])} {rng.choice(PATHS[split])} HTTP/1.1" '
                f'{rng.choice([200, 200, 200, 301, 404, 500, 503])} {rng.randint(0, 60000)} "{rng.choice(AGENTS[split])}"')


def program(rng, split):
    stamp = f"2031-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}.{rng.randint(0, 999):03}Z"
    return fill(rng, split, f"{stamp} {rng.choice(HOSTS[split])} [{rng.choice(['http', 'auth', 'db', 'queue'])}/{rng.randint(1, 8)}] "
                f"{rng.choice(['INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'])} {rng.choice(MESSAGES[split])}")


def mail(rng, split):
    return fill(rng, split, f"Oct {rng.randint(1, 28):2} 0{rng.randint(1, 9)}:{rng.randint(10, 59)}:{rng.randint(10, 59)} {rng.choice(HOSTS[split])} smtp[{{p}}]: {{h}}: "
                f"from=<{{u}}@{rng.choice(['post', 'mail', 'works'])}.example>, to=<{{u}}@letters.example>, size={{n}}, delay={rng.randint(0, 90) / 10}, "
                f"status={rng.choice(['sent', 'sent', 'deferred', 'bounced'])} ({rng.choice(['250 OK', '450 try later', '550 unknown user'])})")


def build(rng, split):
    file = f"src/{rng.choice(['net', 'disk', 'ui/panel', 'ui/list'])}/{rng.choice(['main', 'codec', 'queue_test', 'window'])}.{rng.choice(['c', 'h', 'cc'])}"
    return fill(rng, split, rng.choice([
        f"{file}:{{s}}:{rng.randint(1, 80)}: warning: unused variable '{{u}}' [-Wunused-variable]",
        f"{file}:{{s}}:{rng.randint(1, 80)}: error: expected ';' before '{rng.choice(['}', 'return', 'int'])}'",
        f"[{{s}}%] Building CXX object CMakeFiles/app.dir/{file}.o", f"PASS {file} ({{n}} ms)", f"FAIL {file}: got 0x{{h}}, want 0x{{h}}",
    ]))


def database(rng, split):
    table = rng.choice(["orders", "customers", "stock_moves", "\"Audit Log\""])
    return fill(rng, split, f"[{{p}}] LOG:  duration: {rng.randint(1, 90000) / 1000:.3f} ms  statement: " + rng.choice([
        f"SELECT id, name FROM {table} WHERE id IN ({{n}}, {{n}}, {{s}}) ORDER BY name LIMIT {{s}}", f"UPDATE {table} SET state = 'x{{s}}', note = 'it''s {{h}}' WHERE id = {{n}}",
        f"INSERT INTO {table} (a, b, c) VALUES ({{n}}, '{{u}}', NULL), ({{n}}, '{{h}}', -1.5e3)", "BEGIN", "COMMIT",
    ]))


# name: seed, lines, what makes a line, rules
REQUESTS = {
    "train": {
        "web-access": (1, 130, [web], r"""drop "(?:GET|HEAD) /img/
fields ^(?P<client>\S+) \S+ (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>[^ ?"]+)[^"]*" (?P<status>\d{3}) (?P<bytes>\d+)
count " (\d\d)\d \d+ "
replace /(\d+)(/|\b) => /:id$2
sample 12"""),
        "service": (2, 170, [program], r"""drop \bDEBUG\b
fields ^(?P<day>\d{4}-\d\d-\d\d)T(?P<time>[\d:]+)\.\d+Z (?P<host>\w+) \[(?P<part>\w+)/\d+\] (?P<level>[A-Z]+)
replace \b[0-9a-f]{12}\b => <id>
replace (\d+)ms => ${1} ms
count (?:INFO|WARN|ERROR) (\w+ \w+)
sample 15"""),
        "mail": (3, 110, [mail], r"""fields (?P<id>[0-9a-f]{12}): from=<(?P<from>[^>]*)>, to=<(?P<to>[^>]*)>, size=(?P<size>\d+), delay=(?P<delay>[0-9.]+), status=(?P<status>sent|deferred|bounced)
count status=(\w+)
replace \((\d{3}) ([^)]*)\) => [$2: $1]
split [ ,=<>]+
sample 10"""),
        "all-kinds": (4, 150, [web, program, mail], r"""count ^(\S+)
count (?i)(timeout|rejected|deferred|bounced|error|warn)
replace \s{2,} =>  
drop ^\s*$
count \b([a-z]+)=
sample 9"""),
        "words": (5, 70, [program, mail], r"""split [^a-zA-Z]+
count \b([a-z])[a-z]*\b
replace ([a-z])([a-z]*)ed\b => ${1}${2}ing
sample 20"""),
        "one-line": (6, 1, [program], "count \\w+\nsample 1"),
    },
    "test": {
        "web-gateway": (31, 330, [web], r"""drop (?i)bot[);]
fields ^(?P<client>[\d.x]+) - (?P<user>[^ ]+) \[(?P<day>\d\d/\w{3}/\d{4}):(?P<hour>\d\d)[^\]]*\] "(?P<verb>\w+) (?P<target>\S+) HTTP/(?P<version>[\d.]+)" (?P<status>[1-5]\d\d)
count "\w+ (/[^/? "]*)
replace %([0-9A-F]{2}) => {$1}
count " ([45]\d\d) 
sample 30"""),
        "workers": (32, 390, [program], r"""fields ^(?P<month>\d{4}-\d\d)-\d\dT(?P<hour>\d\d):.*?Z (?P<host>[\w-]+) \[(?P<part>[a-z]+)/(?P<worker>\d)\] (?P<level>INFO|WARN|ERROR|DEBUG)
drop (?i)debug|^$
count (?:panic|ERROR:?) (.*)$
replace '[0-9a-f]+' => ?
replace (?:\d+)(?P<unit>ms|s| MiB) => #${unit}
count (\p{L}+)
sample 25"""),
        "compiler": (33, 380, [build], r"""fields ^(?P<file>[^:\s]+):(?P<line>\d+):(?P<column>\d+): (?P<kind>warning|error): (?P<text>.*?)(?: \[(?P<flag>-W[\w-]+)\])?$
count (\w+)\.(?:c|cc|h)\b
replace ^\[ *\d+%\] Building \w+ object => +
replace 0x0*([0-9a-f]+) => $$$1
drop ^PASS
sample 20"""),
        "statements": (34, 250, [database], r"""drop statement: (?:BEGIN|COMMIT)$
replace '(?:[^']|'')*' => ?
replace -?\b\d+(?:\.\d+)?(?:e\d+)?\b => N
replace \(N(?:, N)+\) => (N…)
count statement: ([A-Z]+ )
count (?i)\b(?:from|into|update)\s+("[^"]+"|\w+)
split \s+
sample 12"""),
        "short-mixed": (35, 12, [mail, build, database, web], r"""count [aeiou]{2,}
fields (?P<number>\d+\.\d+)
sample 3"""),
    },
}

for split, requests in REQUESTS.items():
    folder = pathlib.Path("requests", split)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seed, lines, kinds, rules) in requests.items():
        rng = random.Random(seed)
        log = "".join(rng.choice(kinds)(rng, split) + "\n" for _ in range(lines))
        (folder / f"{name}.log").write_text(f"{rules}\n\n{log}", encoding="utf-8")
