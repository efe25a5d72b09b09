# The game of life on a torus, Julia sets in letters, and a walk through a maze that is dug first.
from collections import deque


def neighbours(cell, width, height):
    x, y = cell
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            if dx or dy:
                yield (x + dx) % width, (y + dy) % height


def generation(alive, width, height):
    counts = {}
    for cell in alive:
        for other in neighbours(cell, width, height):
            counts[other] = counts.get(other, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in alive}


def show(alive, width, height):
    for y in range(height):
        print("".join("#" if (x, y) in alive else "." for x in range(width)))


def julia(a, b, columns, rows):
    for row in range(rows):
        line = []
        for column in range(columns):
            x, y = 3.2 * column / columns - 1.6, 2.2 * row / rows - 1.1
            n = 0
            while n < 30 and x * x + y * y < 4:
                x, y, n = x * x - y * y + a, 2 * x * y + b, n + 1
            line.append(" .:-=+*#%@"[n * 9 // 30])
        print("".join(line).rstrip())


class Maze:
    def __init__(self, width, height, seed):
        self.width, self.height, self.seed = width, height, seed
        self.open = set()
        self.dig((1, 1))

    def chance(self, limit):
        self.seed = self.seed * 48271 % 2147483647
        return self.seed % limit

    def dig(self, start):
        stack = [start]
        self.open.add(start)
        while stack:
            x, y = stack[-1]
            ways = [
                (dx, dy)
                for dx, dy in ((2, 0), (0, 2), (-2, 0), (0, -2))
                if 0 < x + dx < self.width and 0 < y + dy < self.height and (x + dx, y + dy) not in self.open
            ]
            if not ways:
                stack.pop()
                continue
            dx, dy = ways[self.chance(len(ways))]
            self.open.add((x + dx // 2, y + dy // 2))
            self.open.add((x + dx, y + dy))
            stack.append((x + dx, y + dy))

    def way(self, start, end):
        before = {start: None}
        queue = deque([start], 10000)
        while queue:
            x, y = cell = queue.popleft()
            if cell == end:
                found = []
                while cell:
                    found.append(cell)
                    cell = before[cell]
                return found
            for near in ((x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)):
                if near in self.open and near not in before:
                    before[near] = cell
                    queue.append(near)


alive = {(x + 2, y + 2) for x, y in ((1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (12, 3), (13, 3), (14, 3), (13, 5), (9, 8), (10, 8), (11, 8))}
sizes = []
for _ in range(20):
    sizes.append(len(alive))
    alive = generation(alive, 24, 14)
print(sizes)
show(alive, 24, 14)
julia(-0.8, 0.156, 46, 12)
maze = Maze(35, 19, 99)
way = set(maze.way((1, 1), (33, 17)))
for y in range(19):
    print("".join("o" if (x, y) in way else " " if (x, y) in maze.open else "#" for x in range(35)))
print(len(way), "steps,", len(maze.open), "open")
