"""Makes requests/: openings from which the engine goes on against itself, endgames with pieces at random places, mates
to be found, and chess variants; for test other openings, endgames, variants and depths than for training."""

import pathlib
import random


def opening(moves, depth, plies):
    return ["force", f"sd {depth}", *moves.split(), *["go"] * plies]


def variant(name, moves, depth, plies):
    return [f"variant {name}", *opening(moves, depth, plies)]


def analysis(positions, depth, plies=1):
    lines = [f"sd {depth}"]
    for fen in positions:
        lines += ["new", "easy", f"setboard {fen}", *["go"] * plies]
    return lines


def in_check(board, king, attackers):
    """Whether pawns, rooks or the king of the other side attack the king: all that endgames() places."""
    row, column = king
    for piece, (r, c) in attackers:
        up = -1 if piece == "P" else 1  # row 0 is Black's side: a white pawn attacks the row above it
        if piece in "Pp" and row == r + up and abs(column - c) == 1:
            return True
        if piece in "Kk" and max(abs(row - r), abs(column - c)) <= 1:
            return True
        if piece in "Rr" and (row == r or column == c):
            return True
    return False


def endgame(rng, pawns, rooks):
    """A position in which neither king is attacked, not even through other pieces."""
    while True:
        pieces = ["K", "k", *"Pp" * pawns, *"Rr" * rooks]
        places = rng.sample([(row, column) for row in range(8) for column in range(8)], len(pieces))
        if any(piece in "Pp" and row in (0, 7) for piece, (row, _) in zip(pieces, places)):
            continue
        board = dict(zip(places, pieces))
        sides = [[(piece, place) for place, piece in board.items() if piece.isupper() == white] for white in (True, False)]
        if not in_check(board, places[0], sides[1]) and not in_check(board, places[1], sides[0]):
            break
    rows = []
    for row in range(8):
        text = "".join(board.get((row, column), "1") for column in range(8))
        for length in range(8, 1, -1):
            text = text.replace("1" * length, str(length))
        rows.append(text)
    return "/".join(rows) + f" {rng.choice('wb')} - - 0 1"


def endgames(seed, count, pawns, rooks):
    rng = random.Random(seed)
    return [endgame(rng, pawns, rooks) for _ in range(count)]


MATES_TRAIN = [
    "6k1/5ppp/8/8/8/8/5PPP/3R2K1 w - - 0 1",
    "7k/6pp/8/6N1/8/1Q6/6PP/6K1 w - - 0 1",
    "8/8/8/8/8/5k2/3q4/5K2 b - - 0 1",
    "3k4/8/3K4/8/8/8/8/R7 w - - 0 1",
]
MATES_TEST = [
    "5rk1/5pp1/7p/8/3B4/6R1/1Q3PPP/6K1 w - - 0 1",
    "7k/5Q2/8/8/2r5/8/6q1/K6R b - - 0 1",
    "r4rk1/ppp2ppp/8/4n3/6q1/8/PPP2P1P/R1Q2R1K b - - 0 1",
    "8/8/8/8/1k6/8/2K5/7Q w - - 0 1",
]

REQUESTS = {
    "train": {
        "italian": opening("e2e4 e7e5 g1f3 b8c6 f1c4 f8c5", 4, 2),
        "queens-gambit": opening("d2d4 d7d5 c2c4 e7e6 b1c3 g8f6 c1g5 f8e7", 4, 1),
        "sicilian": opening("e2e4 c7c5 g1f3 d7d6 d2d4 c5d4 f3d4 g8f6 b1c3 a7a6", 4, 3),
        "pawn-endings": analysis(endgames(1, 3, 4, 0), 7, 2),
        "rook-endings": analysis(endgames(2, 3, 3, 1), 5, 2),
        "mates": analysis(MATES_TRAIN, 5),
        "knightmate": variant("knightmate", "e2e4 e7e5", 4, 6),
        "wrong-moves": ["force", "sd 4", "e2e5", "e2e4", "d7d4", "castle", "e7e5", "e1e3", "hint", "go"],
    },
    "test": {
        "spanish": opening("e2e4 e7e5 g1f3 b8c6 f1b5 a7a6 b5a4 g8f6 e1g1", 5, 3),
        "kings-indian": opening("d2d4 g8f6 c2c4 g7g6 b1c3 f8g7 e2e4 d7d6", 4, 1),
        "endings": analysis(endgames(3, 2, 5, 0) + endgames(4, 1, 2, 2), 6, 1),
        "mates-deeper": analysis(MATES_TEST, 6),
        "shatranj": variant("shatranj", "e2e3 d7d6 g1f3", 5, 6),
        "first-move": opening("", 3, 1),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join([*lines, "quit"]) + "\n")
