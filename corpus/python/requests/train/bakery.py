# A bakery's day: customers come, wait for a counter, buy, leave; events in a heap; a report at the end.
import heapq
from collections import deque, namedtuple

Customer = namedtuple("Customer", ("number", "came", "order"))
GOODS = {"roll": 45, "bread": 380, "cake": 290, "pretzel": 120, "tart": 2150}


class Chance:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit


class Day:
    def __init__(self, counters, seed):
        self.chance = Chance(seed)
        self.events, self.waiting = [], deque((), 1000)
        self.free, self.counters = counters, counters
        self.sold = {name: 0 for name in GOODS}
        self.waits, self.served, self.longest = [], 0, 0

    def run(self, customers):
        time = 0
        for number in range(customers):
            time += 5 + self.chance.below(60)
            heapq.heappush(self.events, (time, 1, number))
        while self.events:
            time, kind, number = heapq.heappop(self.events)
            if kind == 1:
                self.waiting.append(Customer(number, time, self.order()))
                self.longest = max(self.longest, len(self.waiting))
            else:
                self.free += 1
            while self.free and self.waiting:
                self.serve(time, self.waiting.popleft())
        return time

    def order(self):
        names = sorted(GOODS)
        return [(names[self.chance.below(5)], 1 + self.chance.below(4)) for _ in range(1 + self.chance.below(3))]

    def serve(self, time, customer):
        self.free -= 1
        self.served += 1
        self.waits.append(time - customer.came)
        for name, count in customer.order:
            self.sold[name] += count
        heapq.heappush(self.events, (time + 20 + 15 * len(customer.order), 0, customer.number))


for counters in (1, 2, 3):
    day = Day(counters, 4711 + counters)
    end = day.run(130)
    waits = sorted(day.waits)
    print("counters %d: closes at %02d:%02d, served %d" % (counters, 8 + end // 3600, end // 60 % 60, day.served))
    print("  waits: median %d s, worst %d s, queue up to %d" % (waits[len(waits) // 2], waits[-1], day.longest))
    money = 0
    for name in sorted(GOODS, key=lambda name: -GOODS[name]):
        money += GOODS[name] * day.sold[name]
        print("  %-8s %4d x %6.2f" % (name, day.sold[name], GOODS[name] / 100))
    print("  {:,.2f} taken".format(money / 100))
