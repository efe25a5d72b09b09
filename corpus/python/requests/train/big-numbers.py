# Integers of many digits: factorials, Fibonacci numbers, roots, greatest common divisors, other bases.
def factorial(n):
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


def fibonacci(n):
    if n == 0:
        return 0, 1
    a, b = fibonacci(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


def root(n, k):
    x = 1 << (len(bin(n)) // k + 1)
    while True:
        y = ((k - 1) * x + n // x ** (k - 1)) // k
        if y >= x:
            return x
        x = y


def gcd(a, b):
    steps = 0
    while b:
        a, b = b, a % b
        steps += 1
    return a, steps


def in_base(n, base):
    digits = ""
    while n:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[n % base] + digits
        n //= base
    return digits


for n in (10, 25, 60, 200):
    text = str(factorial(n))
    print(f"{n}! = {text[:40]}{'...' if len(text) > 40 else ''} ({len(text)} digits, sum {sum(int(c) for c in text)})")
for n in (50, 300, 2000):
    text = str(fibonacci(n)[0])
    print(f"fib({n}) = {text[:30]}... {len(text)}")
print(root(2 * 10**120, 2))
print(root(7 * 10**150, 3))
print(gcd(factorial(40) + 1, fibonacci(300)[0]), gcd(fibonacci(180)[0], fibonacci(240)[0]))
print(in_base(3**150, 36), in_base(10**30, 2))
print(hex(2**100 - 1), pow(7, 10**20, 10**25 + 13), -(10**20) // 7, -(10**20) % 7)
x = 1
for i in range(300):
    x = (x * x + i) % (2**127 - 1)
print(x, x >> 60, x & 0xFFFFFFFF, x ^ (1 << 100), ~x)
print([n for n in range(1, 200) if str(2**n)[0] == "7"])
