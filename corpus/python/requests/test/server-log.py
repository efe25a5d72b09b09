# What happened on a server: lines are made, parsed with a pattern, and summed up by address, path and hour.
import re

PATHS = ("/", "/index", "/search", "/cart", "/cart/pay", "/images/logo", "/help", "/missing")
STATUS = (200, 200, 200, 200, 304, 200, 200, 404, 500, 200, 302)


def noise(seed):
    while True:
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        yield seed >> 16


def make_lines(number):
    random = noise(2024)
    time = 0
    for i in range(number):
        time += next(random) % 80
        client = "10.0.%d.%d" % (next(random) % 3, next(random) % 12 + 1)
        path = PATHS[min(next(random) % 8, next(random) % 8)]
        status = 404 if path == "/missing" else STATUS[next(random) % 11]
        yield "{} [{:02d}:{:02d}:{:02d}] GET {} {} {}".format(
            client, time // 3600 % 24, time // 60 % 60, time % 60, path, status, next(random) % 9000 + 100
        )


class Entry:
    pattern = re.compile(r"^([0-9.]+) \[(\d+):(\d+):(\d+)\] ([A-Z]+) (\S+) (\d+) (\d+)$")

    def __init__(self, line):
        match = Entry.pattern.match(line)
        self.client = match.group(1)
        self.second = int(match.group(2)) * 3600 + int(match.group(3)) * 60 + int(match.group(4))
        self.path = match.group(6)
        self.status, self.size = int(match.group(7)), int(match.group(8))

    @property
    def failed(self):
        return self.status >= 400


def grouped(entries, key):
    groups = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return sorted(groups.items())


lines = list(make_lines(1000))
print(lines[0])
print(lines[-1])
entries = [Entry(line) for line in lines]
print(len(entries), "entries,", sum(e.size for e in entries), "bytes,", sum(1 for e in entries if e.failed), "failed")
print()
for path, members in grouped(entries, lambda e: e.path):
    sizes = sorted(e.size for e in members)
    middle = sizes[len(sizes) // 2]
    print(f"{path:<14}{len(members):>5}{sum(sizes):>10}{middle:>7}{100 * sum(e.failed for e in members) / len(members):>8.1f}%")
print()
for hour, members in grouped(entries, lambda e: e.second // 3600):
    print("%02d h %s %d" % (hour, "=" * (len(members) // 3), len(members)))
print()
clients = grouped(entries, lambda e: e.client)
clients.sort(key=lambda item: (-sum(e.size for e in item[1]), item[0]))
for client, members in clients[:6]:
    visits = 1
    for before, after in zip(members, members[1:]):
        if after.second - before.second > 900:
            visits += 1
    print("%-10s %3d requests in %d visits" % (client, len(members), visits))
steps = {}
for client, members in clients:
    for before, after in zip(members, members[1:]):
        step = before.path, after.path
        steps[step] = steps.get(step, 0) + 1
for (before, after), times in sorted(steps.items(), key=lambda item: (-item[1], item[0]))[:7]:
    print(f"{before} -> {after}: {times}")
