"""Makes src/vocabulary.txt: the tokens of a byte pair encoding, trained on texts of the kinds that the requests have. One
token in a line, its bytes in hexadecimal digits, in the order of their making; the single bytes come first.

    cd corpus/tokenizer && python3 -I make-vocabulary.py
"""

import collections
import importlib.util
import pathlib
import re
import sys

TOKENS = 720


def pieces(text):
    """As src/main.rs cuts texts: words with the blank before them, numbers of up to three digits, runs of the rest."""
    return re.findall(r" ?[^\W\d_]+|\d{1,3}| ?(?:[^\w\s]|_)+|\s+", text)


def train(counts):
    words = {tuple(bytes([byte]) for byte in piece.encode()): count for piece, count in counts.items()}
    tokens = [bytes([byte]) for byte in range(256)]
    while len(tokens) < TOKENS:
        pairs = collections.Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        tokens.append(best[0] + best[1])
        merged = collections.Counter()
        for word, count in words.items():
            out, at = [], 0
            while at < len(word):
                if word[at : at + 2] == best:
                    out.append(tokens[-1])
                    at += 2
                else:
                    out.append(word[at])
                    at += 1
            merged[tuple(out)] += count
        words = merged
    return tokens


def main():
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("requests", "make-requests.py")
    requests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(requests)
    counts = collections.Counter()
    for kind in requests.KINDS:
        maker = requests.Maker("vocabulary", kind)
        counts.update(pieces(maker.text(kind, 30000)))
    pathlib.Path("src/vocabulary.txt").write_text("".join(token.hex() + "\n" for token in train(counts)))


main()
