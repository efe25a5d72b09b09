# Digits of pi, e and the root of two, with integers of any size; what the digits look like; a public key.
def pi_digits():
    # The spigot of Gibbons.
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def arctan(inverse, unit):
    total = term = unit // inverse
    n, sign, square = 3, -1, inverse * inverse
    while term:
        term //= square
        total += sign * (term // n)
        n, sign = n + 2, -sign
    return total


def e_digits(places):
    unit = 10 ** (places + 10)
    total, term, n = 0, unit, 1
    while term:
        total += term
        term //= n
        n += 1
    return total // 10**10


def root_of(number, places):
    target = number * 10 ** (2 * places)
    x = 10 ** (places + 1)
    while True:
        y = (x + target // x) // 2
        if y >= x:
            return x
        x = y


def inverse(a, m):
    old, new, x, y = m, a, 0, 1
    while new:
        share = old // new
        old, new, x, y = new, old - share * new, y, x - share * y
    return x % m


spigot = pi_digits()
first = "".join(str(next(spigot)) for _ in range(260))
unit = 10**1210
machin = str(4 * (4 * arctan(5, unit) - arctan(239, unit)))[:1200]
print(first[:60])
print(machin[100:200], machin.startswith(first))
print(e_digits(500))
print(root_of(2, 500), root_of(3, 60))
digits = {}
for digit in machin:
    digits[digit] = digits.get(digit, 0) + 1
print(", ".join("%s: %d" % pair for pair in sorted(digits.items())))
runs = [(i, machin[i]) for i in range(len(machin) - 2) if machin[i] == machin[i + 1] == machin[i + 2]]
print("three in a row:", runs)
p, q, e = 2**127 - 1, 2**89 - 1, 65537
d = inverse(e, (p - 1) * (q - 1))
for text in ("meet me at noon", "bring the letters", "burn this", "nobody must know"):
    secret = pow(int.from_bytes(text.encode(), "big"), e, p * q)
    print(hex(secret), pow(secret, d, p * q).to_bytes(len(text), "big").decode())
