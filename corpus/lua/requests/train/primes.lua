-- Whole numbers: a sieve, powers modulo a number, greatest common divisors, perfect numbers, digits.
local limit = 30000
local composite, primes = {}, {}
for n = 2, limit do
  if not composite[n] then
    primes[#primes + 1] = n
    for multiple = n * n, limit, n do composite[multiple] = true end
  end
end
print("primes up to " .. limit, #primes, primes[#primes])

local function power(base, exponent, modulus)
  local result = 1
  while exponent > 0 do
    if exponent & 1 == 1 then result = result * base % modulus end
    base = base * base % modulus
    exponent = exponent >> 1
  end
  return result
end
local liars = 0
for n = 561, 3001, 2 do
  if composite[n] and power(2, n - 1, n) == 1 then liars = liars + 1 end
end
print("composites that look prime to base 2", liars)

local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
local coprime = 0
for a = 1, 120 do for b = 1, 120 do if gcd(a, b) == 1 then coprime = coprime + 1 end end end
printf("coprime pairs: %d, so pi is about %.4f", coprime, math.sqrt(6 * 120 * 120 / coprime))

local longest, start = 0, 0
for n = 1, 3000 do
  local x, steps = n, 0
  while x ~= 1 do
    x = x % 2 == 0 and x // 2 or 3 * x + 1
    steps = steps + 1
  end
  if steps > longest then longest, start = steps, n end
end
print("longest way to one", start, longest)
