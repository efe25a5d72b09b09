# How often each word, each letter and each pair of words occurs in a text.
TEXT = """
The river starts in the hills behind the mill. In spring the water is brown and fast, and the wheel
of the mill turns day and night. In summer the river is slow; children walk across it, and the wheel
stands still. The miller sits in the shade and mends his sacks. In autumn the rain comes back, first
a little, then more, and one night the people in the village hear the wheel again. They turn over in
their beds and say: the mill is running, so winter cannot be far. When the frost is hard the river
stops once more. Ice hangs from the wheel like a beard, and the miller breaks it with an axe, because
the village must have bread in winter too. So the year goes round like the wheel, and the river, which
is never the same water twice, is always the same river.
"""


def words(text):
    word = ""
    for letter in text:
        if letter.isalpha():
            word += letter.lower()
        elif word:
            yield word
            word = ""
    if word:
        yield word


def count(things):
    table = {}
    for thing in things:
        table[thing] = table.get(thing, 0) + 1
    return table


def top(table, number):
    return sorted(table.items(), key=lambda item: (-item[1], item[0]))[:number]


all_words = list(words(TEXT * 4))
table = count(all_words)
print(len(all_words), "words,", len(table), "different")
for word, times in top(table, 12):
    print("%-10s %4d %s" % (word, times, "#" * (times // 4)))

pairs = count(a + " " + b for a, b in zip(all_words, all_words[1:]))
print("pairs:", ", ".join("{} ({})".format(pair, times) for pair, times in top(pairs, 8)))

letters = count("".join(all_words))
total = sum(letters.values())
for letter in sorted(letters):
    print(f"{letter} {100 * letters[letter] / total:6.2f}%")

by_length = {}
for word in table:
    by_length.setdefault(len(word), []).append(word)
for length in sorted(by_length):
    print(length, " ".join(sorted(by_length[length])[:7]))
print("longest:", max(table, key=lambda word: (len(word), word)))
print("backwards too:", sorted(word for word in table if len(word) > 1 and "".join(reversed(word)) in table))
