# Sudoku: sets of candidates as bits; singles first, then trying the cell with the fewest candidates.
def puzzle(seed, given):
    """A full grid with its digits, rows and columns mixed, of which some cells are kept."""

    def chance(limit):
        nonlocal seed
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        return (seed >> 12) % limit

    def mixed(things):
        things = list(things)
        for i in range(len(things) - 1, 0, -1):
            j = chance(i + 1)
            things[i], things[j] = things[j], things[i]
        return things

    digits = mixed("123456789")
    rows = [band * 3 + i for band in mixed(range(3)) for i in mixed(range(3))]
    columns = [stack * 3 + i for stack in mixed(range(3)) for i in mixed(range(3))]
    cells = [digits[(row * 3 + row // 3 + column) % 9] for row in rows for column in columns]
    for cell in mixed(range(81))[given:]:
        cells[cell] = "."
    return "".join(cells)


def peers_of(cell):
    row, column = cell // 9, cell % 9
    found = set()
    for i in range(9):
        found.add(row * 9 + i)
        found.add(i * 9 + column)
        found.add((row // 3 * 3 + i // 3) * 9 + column // 3 * 3 + i % 3)
    found.remove(cell)
    return sorted(found)


PEERS = [peers_of(cell) for cell in range(81)]
BITS = [0] * 512
for bits in range(1, 512):
    BITS[bits] = BITS[bits & (bits - 1)] + 1


class Grid:
    def __init__(self):
        self.candidates = [511] * 81
        self.trials = 0

    def fix(self, cell, bit):
        """Puts a digit into a cell and takes it from the others; False if one of them has none left."""
        self.candidates[cell] = bit
        work = [cell]
        while work:
            cell = work.pop()
            bit = self.candidates[cell]
            for peer in PEERS[cell]:
                old = self.candidates[peer]
                if old & bit:
                    new = old & ~bit
                    if not new:
                        return False
                    self.candidates[peer] = new
                    if BITS[new] == 1:
                        work.append(peer)
        return True

    def solve(self):
        best, cell = 10, None
        for i, bits in enumerate(self.candidates):
            if 1 < BITS[bits] < best:
                best, cell = BITS[bits], i
        if cell is None:
            return True
        before = list(self.candidates)
        for digit in range(9):
            if before[cell] >> digit & 1:
                self.trials += 1
                if self.trials > 200:
                    return False
                if self.fix(cell, 1 << digit) and self.solve():
                    return True
                self.candidates = list(before)
        return False

    def __str__(self):
        rows = []
        for row in range(9):
            digits = ""
            for column in range(9):
                bits = self.candidates[row * 9 + column]
                digits += str(len(bin(bits)) - 2) if BITS[bits] == 1 else "."
                if column in (2, 5):
                    digits += "|"
            rows.append(digits)
            if row in (2, 5):
                rows.append("---+---+---")
        return "\n".join(rows)


for number, given in enumerate((36, 31, 28, 25, 23, 30, 26)):
    grid = Grid()
    text = puzzle(77 + number, given)
    print(text)
    fine = all(grid.fix(cell, 1 << int(c) - 1) for cell, c in enumerate(text) if c != ".")
    left = sum(1 for bits in grid.candidates if BITS[bits] > 1)
    solved = fine and grid.solve()
    print(f"puzzle {number}: {left} cells open after the given ones, {grid.trials} trials, {'solved' if solved else 'given up'}")
    if number % 3 == 0:
        print(grid)
    else:
        print(str(grid).split()[0], "...", str(grid).split()[-1])
