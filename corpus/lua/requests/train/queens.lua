-- Places queens on boards by recursion and shows one solution.
local function solve(n, show)
  local columns, up, down, place, found = {}, {}, {}, {}, 0
  local function try(row)
    if row > n then
      found = found + 1
      if found == 1 and show then
        for _, column in ipairs(place) do print(string.rep(". ", column - 1) .. "Q " .. string.rep(". ", n - column)) end
      end
      return
    end
    for column = 1, n do
      if not columns[column] and not up[row + column] and not down[row - column] then
        columns[column], up[row + column], down[row - column], place[row] = true, true, true, column
        try(row + 1)
        columns[column], up[row + column], down[row - column] = false, false, false
      end
    end
  end
  try(1)
  return found
end
for n = 4, 7 do print(n, solve(n, n == 7)) end
