// Whole numbers of any length, and a sieve.
let f = 1n;
for (let i = 2n; i <= 160n; i++) f *= i;
print(String(f).length, f % 1000000007n, String(f).slice(0, 40));
let a = 0n, b = 1n;
for (let i = 0; i < 700; i++) [a, b] = [b, a + b];
print(a.toString(36));
const composite = new Uint8Array(40000);
let primes = 0, sum = 0;
for (let n = 2; n < composite.length; n++)
  if (!composite[n]) { primes++; sum += n; for (let m = n * n; m < composite.length; m += n) composite[m] = 1; }
print(primes, sum);
