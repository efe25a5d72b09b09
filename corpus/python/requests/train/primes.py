# Prime numbers: a sieve, factors, gaps, and sums of two primes.
LIMIT = 12000


def sieve(limit):
    is_prime = bytearray(b"\1" * (limit + 1))
    is_prime[0] = is_prime[1] = 0
    number = 2
    while number * number <= limit:
        if is_prime[number]:
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = 0
        number += 1
    return is_prime


def factors(number):
    found = []
    divisor = 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1 if divisor == 2 else 2
    if number > 1:
        found.append(number)
    return found


def miller_rabin(number):
    if number < 2 or number % 2 == 0:
        return number == 2
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in (2, 3, 5, 7, 11, 13):
        if number == base:
            return True
        x = pow(base, odd, number)
        if x in (1, number - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % number
            if x == number - 1:
                break
        else:
            return False
    return True


table = sieve(LIMIT)
primes = [number for number in range(LIMIT + 1) if table[number]]
print(len(primes), "primes, the last ones:", primes[-6:])
gaps = {}
for small, large in zip(primes, primes[1:]):
    gaps[large - small] = gaps.get(large - small, 0) + 1
print("gaps:", sorted(gaps.items()))
print("twins:", sum(1 for p in primes if p + 2 <= LIMIT and table[p + 2]))
for number in (360, 9973, 510510, 1234321, 99999999):
    print(number, "=", " * ".join(str(factor) for factor in factors(number)))
for even in range(100, 2000, 270):
    ways = [(p, even - p) for p in primes if p <= even - p and table[even - p]]
    print(even, len(ways), ways[0], ways[-1])
print([n for n in range(2, 500) if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n], "are perfect")
print([2**n - 1 for n in range(2, 90) if table[n] and miller_rabin(2**n - 1)])
