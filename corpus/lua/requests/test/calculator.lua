-- A little language: takes expressions apart, parses them, simplifies, derives and evaluates them.
local function tokens(text)
  local list, at = {}, 1
  while true do
    at = text:find("%S", at)
    if not at then break end
    local word = text:match("^%d+%.?%d*", at) or text:match("^%a+", at) or text:sub(at, at)
    list[#list + 1] = word
    at = at + #word
  end
  return list
end

local strength = { ["+"] = 1, ["-"] = 1, ["*"] = 2, ["/"] = 2, ["^"] = 3 }
local function parse(text)
  local list, at = tokens(text), 1
  local expression
  local function atom()
    local token = list[at]
    at = at + 1
    if token == "(" then
      local inner = expression(0)
      at = at + 1
      return inner
    elseif token == "-" then
      return { op = "-", { value = 0 }, expression(2) }
    end
    local value = tonumber(token)
    return value and { value = value } or { name = token }
  end
  function expression(minimum)
    local left = atom()
    while list[at] and strength[list[at]] and strength[list[at]] > minimum do
      local op = list[at]
      at = at + 1
      left = { op = op, left, expression(op == "^" and strength[op] - 1 or strength[op]) }
    end
    return left
  end
  return expression(0)
end

local apply = {
  ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end,
  ["*"] = function(a, b) return a * b end, ["/"] = function(a, b) return b == 0 and 0 or a / b end,
  ["^"] = function(a, b) local r = 1 for _ = 1, b do r = r * a end return r end,
}
local function constant(value) return { value = value } end
local function simple(node)
  if not node.op then return node end
  local a, b, op = simple(node[1]), simple(node[2]), node.op
  if a.value and b.value then return constant(apply[op](a.value, b.value)) end
  if op == "+" and a.value == 0 then return b end
  if (op == "+" or op == "-") and b.value == 0 then return a end
  if op == "*" and (a.value == 0 or b.value == 0) then return constant(0) end
  if op == "*" and a.value == 1 then return b end
  if (op == "*" or op == "/" or op == "^") and b.value == 1 then return a end
  return { op = op, a, b }
end
local function derive(node, name)
  if node.value then return constant(0) end
  if node.name then return constant(node.name == name and 1 or 0) end
  local a, b, op = node[1], node[2], node.op
  local da, db = derive(a, name), derive(b, name)
  if op == "+" or op == "-" then return { op = op, da, db } end
  local product = { op = "*", da, b }
  if op == "*" then return { op = "+", product, { op = "*", a, db } } end
  if op == "/" then
    return { op = "/", { op = "-", product, { op = "*", a, db } }, { op = "^", b, constant(2) } }
  end
  return { op = "*", { op = "*", b, { op = "^", a, constant(b.value - 1) } }, da }
end
local function show(node)
  if node.value then return string.format("%g", node.value) end
  if node.name then return node.name end
  return "(" .. show(node[1]) .. " " .. node.op .. " " .. show(node[2]) .. ")"
end
local function compile(node)
  if node.value then local value = node.value return function() return value end end
  if node.name then local name = node.name return function(scope) return scope[name] end end
  local f, a, b = apply[node.op], compile(node[1]), compile(node[2])
  return function(scope) return f(a(scope), b(scope)) end
end

local sources = {
  "x", "3 + 4 * x - 2", "(x + 1) * (x - 1) / 2", "x ^ 3 - 2 * x ^ 2 + x - 7", "-(x + y) * 2.5 + x ^ 2 * y",
  "1 / (1 + x ^ 2)", "(x + 2) ^ 4 * (y - 3) ^ 2", "x * y / (x + y + 1)", "((x - 1) * (x - 2) * (x - 3)) / (y + 10)",
}
for index, source in ipairs(sources) do
  local tree = simple(parse(source))
  local first = simple(derive(tree, "x"))
  local second = simple(derive(first, "y"))
  local f, df, ddf = compile(tree), compile(first), compile(second)
  local sums = { 0, 0, 0 }
  for x = 0, 17 do
    for y = 1, 9 do
      local scope = { x = x / 4, y = y / 2 + index }
      sums[1], sums[2], sums[3] = sums[1] + f(scope), sums[2] + df(scope), sums[3] + ddf(scope)
    end
  end
  print(source)
  print("   d/dx = " .. show(first):sub(1, 110))
  printf("   sums %.4f %.4f %.4f", sums[1], sums[2], sums[3])
end
