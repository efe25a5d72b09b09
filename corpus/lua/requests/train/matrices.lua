-- Multiplies matrices and solves a system of equations by elimination.
local function matrix(rows, columns, f)
  local m = {}
  for i = 1, rows do
    local row = {}
    for j = 1, columns do row[j] = f(i, j) end
    m[i] = row
  end
  return m
end

local function multiply(a, b)
  local n, inner, columns = #a, #b, #b[1]
  return matrix(n, columns, function(i, j)
    local sum, row = 0.0, a[i]
    for k = 1, inner do sum = sum + row[k] * b[k][j] end
    return sum
  end)
end

local function solve(a, right)
  local n = #a
  for column = 1, n do
    local best = column
    for row = column + 1, n do
      if math.abs(a[row][column]) > math.abs(a[best][column]) then best = row end
    end
    a[column], a[best] = a[best], a[column]
    right[column], right[best] = right[best], right[column]
    for row = column + 1, n do
      local factor = a[row][column] / a[column][column]
      for k = column, n do a[row][k] = a[row][k] - factor * a[column][k] end
      right[row] = right[row] - factor * right[column]
    end
  end
  local x = {}
  for row = n, 1, -1 do
    local sum = right[row]
    for k = row + 1, n do sum = sum - a[row][k] * x[k] end
    x[row] = sum / a[row][row]
  end
  return x
end

local number = random(99)
for _, n in ipairs { 4, 12, 40 } do
  local a = matrix(n, n, function(i, j) return number(19) - 9 + (i == j and 20 or 0) end)
  local b = matrix(n, n, function() return number(7) - 3 end)
  local c = multiply(multiply(a, b), b)
  local trace = 0
  for i = 1, n do trace = trace + c[i][i] end
  local x = solve(a, map(b[1], function(value) return value * 1.5 end))
  local norm = 0
  for i = 1, n do norm = norm + x[i] * x[i] end
  printf("n = %2d: trace %.1f, |x|^2 = %.6f, x[1] = %.6f", n, trace, norm, x[1])
end
