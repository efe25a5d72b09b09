-- What the scripts of this program take for granted.

-- The keys of a table in an order that does not depend on where things lie in memory.
function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if type(a) == type(b) then return a < b end
    return type(a) < type(b)
  end)
  return keys
end

-- A source of numbers that is the same everywhere: random(seed)(n) is a whole number from 0 to n - 1.
function random(seed)
  local state = seed
  return function(n)
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % n
  end
end

function map(list, f)
  local result = {}
  for i = 1, #list do result[i] = f(list[i], i) end
  return result
end

function split(text, separator)
  local parts, from = {}, 1
  while true do
    local first, last = text:find(separator, from, true)
    if not first then break end
    parts[#parts + 1] = text:sub(from, first - 1)
    from = last + 1
  end
  parts[#parts + 1] = text:sub(from)
  return parts
end

function printf(format, ...) print(string.format(format, ...)) end
