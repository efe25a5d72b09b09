# Queens that do not attack each other, three ways; and all orders of a few things.
def place(size, row, columns, up, down, board):
    if row == size:
        yield tuple(board)
        return
    for column in range(size):
        if column not in columns and row + column not in up and row - column not in down:
            board.append(column)
            yield from place(size, row + 1, columns | {column}, up | {row + column}, down | {row - column}, board)
            board.pop()


def count(size, columns=0, up=0, down=0):
    full = (1 << size) - 1
    if columns == full:
        return 1
    number = 0
    free = full & ~(columns | up | down)
    while free:
        bit = free & -free
        free ^= bit
        number += count(size, columns | bit, (up | bit) << 1, (down | bit) >> 1)
    return number


def permutations(things):
    if not things:
        yield []
    for i, thing in enumerate(things):
        for rest in permutations(things[:i] + things[i + 1 :]):
            yield [thing] + rest


for board in place(5, 0, set(), set(), set(), []):
    print(board)
boards = list(place(6, 0, set(), set(), set(), []))
for column in boards[0]:
    print("." * column + "Q" + "." * (5 - column))
print("sizes:", [(size, count(size)) for size in range(1, 8)])
fine = 0
for order in permutations(list(range(6))):
    if len({i + c for i, c in enumerate(order)}) == 6 == len({i - c for i, c in enumerate(order)}):
        fine += 1
print("by trying all orders of six:", fine)
print(" ".join("".join(order) for order in permutations(["a", "b", "c", "d"])))
