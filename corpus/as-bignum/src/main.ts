// Answers questions about numbers. Reads from stdin a question a line and writes an answer a line:
//
//     prime N        is N, below 2^63, a prime? (Miller and Rabin)
//     next N         the first prime after N
//     factor N       its prime factors (Pollard's rho)
//     power B E M    B^E modulo M
//     root N         the integer square root of N, below 2^120
//     fibonacci N    the N-th Fibonacci number, N up to 180

import { u128 } from "as-bignum/assembly";
import { readText } from "./stdin";

const small: u64[] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
/** Enough to be certain below 2^64 (Jim Sinclair's). */
const bases: u64[] = [2, 325, 9375, 28178, 450775, 9780504, 1795265022];

function multiply(a: u64, b: u64, modulus: u64): u64 {
  return (u128.fromU64(a) * u128.fromU64(b) % u128.fromU64(modulus)).lo;
}

function power(base: u64, exponent: u64, modulus: u64): u64 {
  let result: u64 = 1 % modulus;
  base %= modulus;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = multiply(result, base, modulus);
    base = multiply(base, base, modulus);
  }
  return result;
}

function isPrime(n: u64): bool {
  if (n < 2) return false;
  for (let i = 0; i < small.length; i++) {
    if (n % small[i] == 0) return n == small[i];
  }
  const shift = ctz(n - 1);
  const odd = (n - 1) >> shift;
  for (let i = 0; i < bases.length; i++) {
    if (bases[i] % n == 0) continue;
    let x = power(bases[i], odd, n);
    let witness = x != 1 && x != n - 1;
    for (let k: u64 = 1; witness && k < shift; k++) {
      x = multiply(x, x, n);
      if (x == n - 1) witness = false;
    }
    if (witness) return false;
  }
  return true;
}

function gcd(a: u64, b: u64): u64 {
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

function divisor(n: u64): u64 {
  if (n % 2 == 0) return 2;
  for (let c: u64 = 1; ; c++) {
    let slow: u64 = 2;
    let fast: u64 = 2;
    let found: u64 = 1;
    while (found == 1) {
      slow = (multiply(slow, slow, n) + c) % n;
      fast = (multiply(fast, fast, n) + c) % n;
      fast = (multiply(fast, fast, n) + c) % n;
      found = gcd(slow > fast ? slow - fast : fast - slow, n);
    }
    if (found != n) return found;
  }
  // Not reached.
  return n;
}

function factors(n: u64, found: u64[]): void {
  if (n == 1) return;
  if (isPrime(n)) {
    found.push(n);
    return;
  }
  const part = divisor(n);
  factors(part, found);
  factors(n / part, found);
}

function root(n: u128): u128 {
  let low = u128.Zero;
  let high = u128.One << 61;
  while (low < high) {
    const middle = (low + high + u128.One) >> 1;
    if (middle * middle <= n) low = middle;
    else high = middle - u128.One;
  }
  return low;
}

function fibonacci(n: i32): u128 {
  let a = u128.Zero;
  let b = u128.One;
  for (let i = 0; i < n; i++) {
    const sum = a + b;
    a = b;
    b = sum;
  }
  return a;
}

function answer(words: string[]): string {
  if (words.length < 2) return "?";
  const n = U64.parseInt(words[1]);
  if (words[0] == "prime") return isPrime(n) ? "yes" : "no";
  if (words[0] == "next") {
    let next = n + 1;
    while (!isPrime(next)) next++;
    return next.toString();
  }
  if (words[0] == "factor" && n > 0) {
    const found: u64[] = [];
    factors(n, found);
    found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return found.join(" ");
  }
  if (words[0] == "power" && words.length == 4) return power(n, U64.parseInt(words[2]), U64.parseInt(words[3])).toString();
  if (words[0] == "root") return root(u128.fromString(words[1])).toString();
  if (words[0] == "fibonacci") return fibonacci(<i32>n).toString();
  return "?";
}

const lines = readText().split("\n");
let response = "";
for (let i = 0; i < lines.length; i++) {
  if (lines[i] == "") continue;
  const text = answer(lines[i].split(" "));
  if (text == "?") {
    process.stderr.write(`as-bignum: line ${i + 1} is no question\n`);
    process.exit(1);
  }
  response += `${text}\n`;
}
process.stdout.write(response);
