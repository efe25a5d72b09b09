-- Conway's game on a torus, and a count of how often each neighbourhood is seen.
local width, height, generations = 72, 48, 45
local number = random(1729)
local cells = {}
for y = 0, height - 1 do
  cells[y] = {}
  for x = 0, width - 1 do cells[y][x] = number(3) == 0 and 1 or 0 end
end
local histogram = {}
for i = 0, 8 do histogram[i] = 0 end
for generation = 1, generations do
  local after = {}
  for y = 0, height - 1 do
    local above, here, below, row = cells[(y - 1) % height], cells[y], cells[(y + 1) % height], {}
    for x = 0, width - 1 do
      local left, right = (x - 1) % width, (x + 1) % width
      local near = above[left] + above[x] + above[right] + here[left] + here[right] + below[left] + below[x] + below[right]
      histogram[near] = histogram[near] + 1
      row[x] = (near == 3 or near == 2 and here[x] == 1) and 1 or 0
    end
    after[y] = row
  end
  cells = after
  if generation % 15 == 0 then
    local alive = 0
    for y = 0, height - 1 do for x = 0, width - 1 do alive = alive + cells[y][x] end end
    printf("generation %d: %d alive", generation, alive)
  end
end
for y = 0, 9 do
  local line = {}
  for x = 0, width - 1 do line[#line + 1] = cells[y][x] == 1 and "#" or "." end
  print(table.concat(line))
end
for i = 0, 8 do printf("%d: %d", i, histogram[i]) end
