"""Makes requests/train and requests/test: rules, and logs of several kinds, some in other languages than English.

    cd corpus/regex && python3 -I make-requests.py
"""

import pathlib
import random

VERBS = {
    "train": "started stopped opened closed queued rejected resumed loaded flushed".split(),
    "test": "accepted dropped mounted renewed parsed skipped drained expired synced retried".split(),
}
NOUNS = {
    "train": "session worker cache socket index bucket lease shard cursor token".split(),
    "test": "channel replica journal ticket volume stream fiber queue quota parcel".split(),
}
FOREIGN = {
    "train": ["Verbindung verloren: Gerät nicht gefunden", "über die Grenze", "fichier introuvable à côté", "größe überschritten"],
    "test": ["соединение закрыто", "ошибка чтения файла", "niño añadió el año", "Ärger mit Öl und Übermaß", "zażółć gęślą jaźń"],
}


class Log:
    def __init__(self, kind, seed):
        self.r = random.Random(f"regex {kind} {seed}")
        self.kind = kind

    def ip(self):
        return ".".join(str(self.r.randint(1, 260 if self.r.random() < 0.03 else 254)) for _ in range(4))

    def date(self):
        return f"{self.r.randint(2001, 2031)}-{self.r.randint(1, 13):02}-{self.r.randint(1, 28):02}"

    def time(self):
        return f"{self.r.randint(0, 23):02}:{self.r.randint(0, 59):02}:{self.r.randint(0, 59):02}"

    def name(self):
        return "".join(self.r.choice("bcdfglmnprstvz") + self.r.choice("aeiou") for _ in range(self.r.randint(2, 4)))

    def mail(self):
        return f"{self.name()}{self.r.choice(['.', '+', '_', ''])}{self.name()}@{self.name()}.{self.r.choice(['org', 'example', 'co.test'])}"

    def path(self):
        return "/" + "/".join(self.name() for _ in range(self.r.randint(1, 5))) + self.r.choice(["", ".html", ".css", ".png", "/"])

    def uuid(self):
        x = f"{self.r.getrandbits(128):032x}"
        return f"{x[:8]}-{x[8:12]}-{x[12:16]}-{x[16:20]}-{x[20:]}"

    def service(self):
        r = self.r
        level = r.choice(["DEBUG", "INFO", "INFO", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "note"])
        text = f"{r.choice(NOUNS[self.kind])} {r.choice(VERBS[self.kind])}"
        rest = r.choice([
            f"id={self.uuid()}",
            f"in {r.randint(1, 9000)} ms",
            f"user={self.mail()} took={r.randint(1, 9000)}ms",
            f"path={self.path()} size={r.randint(1, 10**7)}",
            f'reason="{self.name()} \\"{self.name()}\\" {self.name()}"',
            f"peer {self.ip()}:{r.randint(1, 65535)}",
            r.choice(FOREIGN[self.kind]),
        ])
        return f"{self.date()} {self.time()}.{r.randint(0, 999):03} {level:5} [{self.name()}-{r.randint(1, 32)}] {text} {rest}"

    def access(self):
        r = self.r
        return (f'{self.ip()} - {r.choice(["-", self.name()])} [{self.date()}T{self.time()}Z] "{r.choice(["GET", "GET", "POST", "PUT", "HEAD"])} '
                f'{self.path()}?{self.name()}={r.randint(1, 999)} HTTP/1.1" {r.choice([200, 200, 200, 204, 301, 304, 404, 500, 503])} '
                f'{r.randint(0, 60000)} "https://{self.name()}.example{self.path()}" "{r.choice(["Agent", "Robot", "Reader"])}/{r.randint(1, 9)}.{r.randint(0, 20)}"')

    def kernel(self):
        r = self.r
        return r.choice([
            f"[{r.uniform(0, 9999):12.6f}] {self.name()}{r.randint(0, 3)}: link {r.choice(['up', 'down'])}, {r.choice([10, 100, 1000])} Mbps",
            f"[{r.uniform(0, 9999):12.6f}] {self.name()} 0000:{r.randint(0, 255):02x}:{r.randint(0, 31):02x}.{r.randint(0, 7)}: [{r.getrandbits(16):04x}:{r.getrandbits(16):04x}] type 00",
            f"[{r.uniform(0, 9999):12.6f}] {self.name()}[{r.randint(1, 32768)}]: segfault at {r.getrandbits(40):x} ip {r.getrandbits(48):016x} error {r.randint(4, 6)}",
        ])

    def prose(self):
        r = self.r
        words = [r.choice(VERBS[self.kind] + NOUNS[self.kind] + ["the", "a", "of", "and", "to", "in"]) for _ in range(r.randint(6, 18))]
        if r.random() < 0.3:
            words.insert(3, r.choice([self.mail(), f"https://{self.name()}.test{self.path()}", r.choice(FOREIGN[self.kind]), f"{r.uniform(-99, 99):.3e}"]))
        if r.random() < 0.1:
            words.insert(5, words[4])
        return " ".join(words).capitalize() + "."

    def lines(self, count, *makers):
        return "\n".join(self.r.choice(makers)(self) for _ in range(count))


def write(name, rules, text):
    path = pathlib.Path("requests", name + ".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rules) + "\n\n" + text + "\n", encoding="utf-8")


def main():
    write("train/service", [
        r"count \b%{level}\b",
        r"tally \b(%{level})\b",
        r"tally \[(\w+)-\d+\]",
        r"sum took=(\d+)ms",
        r"list 5 user=(?P<user>[^@\s]+)@(?P<host>\S+) took=(?P<ms>\d+)",
        r"replace %{mail} => <mail>",
        r"replace (?P<a>\d+)\.(\d+)\.\d+\.\d+:(?P<port>\d+) => $a.$2.x.x port $port",
        r"list 3 ^%{date} %{time} (?:ERROR|FATAL) .*$",
        r"split ^%{date}",
    ], Log("train", 1).lines(220, Log.service))
    write("train/access", [
        r'tally "(GET|POST|PUT|HEAD) ',
        r'tally " (\d{3}) ',
        r'sum " \d{3} (\d+) ',
        r'list 4 ^(?P<ip>%{ip}) .*"(?P<verb>\w+) (?P<path>[^ ?]+)[^"]*" (?P<status>5\d\d)',
        r"count \.(?:png|css)\b",
        r"replace ^%{ip} => 0.0.0.0",
        r"tally https://(\w+)\.example",
    ], Log("train", 2).lines(160, Log.access))
    write("train/kernel", [
        r"count link (?:up|down)",
        r"tally (\w+)\[\d+\]: segfault",
        r"list 6 (?P<bus>[0-9a-f]{2}):(?P<slot>[0-9a-f]{2})\.(?P<function>[0-7]): \[(?P<vendor>[0-9a-f]{4}):",
        r"replace ^\[\s*(\d+)\.\d+\] => [$1]",
        r"sum ^\[(\d+)\]",
    ], Log("train", 3).lines(200, Log.kernel))
    write("train/prose", [
        r"count (?i)\bthe\b",
        r"count \b\w{9,}\b",
        r"tally \b(\w+)\b",
        r"list 5 %{url}|%{mail}",
        r"replace \b([A-Z])(\w+) => $2$1",
        r"replace \s+ =>  ",
        r"split [.!?]\s",
    ], Log("train", 4).lines(120, Log.prose))
    write("train/mixed", [
        r"count %{ip}",
        r"count %{quoted}",
        r"count (?i)größe|GERÄT|À CÔTÉ",
        r"tally (%{date})",
        r"replace %{uuid} => {id}",
        r"replace (?P<q>%{quoted}) => `${q}`",
    ], Log("train", 5).lines(100, Log.service, Log.access, Log.kernel, Log.prose))
    write("train/few", [r"list 9 (a+)(b)?", r"replace b+ => <$0>"], "aab b\nbbb aaaa ab")

    write("test/service-week", [
        r"tally \d (%{level})\s+\[",
        r"tally \] (\w+ \w+)",
        r"sum in (\d+) ms",
        r"sum size=(\d+)",
        r"list 8 ^(?P<date>%{date}) (?P<time>%{time}) (?P<level>ERROR|FATAL)\s+\[(?P<thread>[^\]]+)\] (?P<what>.*)$",
        r"list 4 reason=(%{quoted})",
        r"replace %{uuid} => #",
        r"replace ([\w.+-])[\w.+-]*@([\w.-]+) => $1***@$2",
        r"count path=%{path}",
        r"split \s*\[\w+-\d+\]\s*",
    ], Log("test", 1).lines(420, Log.service))
    write("test/web", [
        r'tally "(?:GET|HEAD) (/\w+)',
        r'list 6 "(?P<method>[A-Z]+) (?P<path>\S+?)\?(?P<key>\w+)=(?P<value>\d{3}) HTTP/1\.\d" (?P<status>[345]\d\d) (?P<bytes>\d+)',
        r'tally "(\w+/\d+)\.\d+"$',
        r"sum \?\w+=(\d+)",
        r"count (?i)(?:agent|ROBOT)/[1-5]\.",
        r"replace \[(\d+)-(\d+)-(\d+)T([\d:]+)Z\] => [$3.$2.$1 $4]",
        r"replace %{url} => -",
        r"tally ^(\d+)\.",
    ], Log("test", 2).lines(300, Log.access))
    write("test/foreign", [
        r"tally (\b\w*ие?\b|\b\w*ño\b)",
        r"count (?i)ОШИБКА|ärger",
        r"list 7 (?P<first>\w+) (?P<second>\w*[а-яёżółćęśąń]\w*)",
        r"tally ^(\w+)",
        r"replace [^\x00-\x7f]+ => ?",
        r"split \W+",
    ], Log("test", 3).lines(260, Log.prose, Log.service))
    write("test/machines", [
        r"list 9 (?P<name>\w+)\[(?P<pid>\d+)\]: segfault at (?P<at>[0-9a-f]+) ip 0*(?P<ip>[0-9a-f]+) error (?P<error>\d)",
        r"tally : link \w+, (\d+) Mbps",
        r"tally ([0-9a-f]{4}):[0-9a-f]{4}\] type",
        r"count %{number}",
        r"replace \b0+([0-9a-f]+)\b => 0x$1",
        r"count ^\[.{12}\] \S+: link up, 1000? Mbps$",
        r"replace %{ip}|%{uuid} => _",
    ], Log("test", 4).lines(340, Log.kernel, Log.kernel, Log.access))
    write("test/short", [r"count o", r"list 3 (\w)(\w)?", r"replace (?P<l>l+) => ${l}${l}"], "hello world\n")


main()
