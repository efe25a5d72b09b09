-- Shortest ways through a street map: a graph of tables, a queue with priorities, closures for the costs.
local Queue = {}
Queue.__index = Queue
function Queue.new() return setmetatable({ keys = {}, items = {}, n = 0 }, Queue) end
function Queue:add(key, item)
  self.n = self.n + 1
  local keys, items, i = self.keys, self.items, self.n
  while i > 1 and keys[i >> 1] > key do
    keys[i], items[i] = keys[i >> 1], items[i >> 1]
    i = i >> 1
  end
  keys[i], items[i] = key, item
end
function Queue:take()
  local keys, items, n = self.keys, self.items, self.n
  local key, item, last_key, last_item = keys[1], items[1], keys[n], items[n]
  keys[n], items[n], self.n = nil, nil, n - 1
  n = n - 1
  local i = 1
  while 2 * i <= n do
    local child = 2 * i
    if child < n and keys[child + 1] < keys[child] then child = child + 1 end
    if keys[child] >= last_key then break end
    keys[i], items[i] = keys[child], items[child]
    i = child
  end
  if n > 0 then keys[i], items[i] = last_key, last_item end
  return key, item
end

local width, height, number = 38, 30, random(271828)
local streets = {}
local function place(x, y) return y * width + x end
for y = 0, height - 1 do
  for x = 0, width - 1 do
    local here = {}
    streets[place(x, y)] = here
    local function street(nx, ny)
      if nx >= 0 and nx < width and ny >= 0 and ny < height and number(10) > 1 then
        here[#here + 1] = { to = place(nx, ny), length = 5 + number(60), slope = number(9) - 4, toll = number(12) == 0 }
      end
    end
    street(x + 1, y) street(x - 1, y) street(x, y + 1) street(x, y - 1)
    if number(25) == 0 then street(number(width), number(height)) end
  end
end

local function routes(from, cost)
  local distance, before, done, queue = { [from] = 0 }, {}, {}, Queue.new()
  queue:add(0, from)
  while queue.n > 0 do
    local so_far, at = queue:take()
    if not done[at] then
      done[at] = true
      for _, street in ipairs(streets[at]) do
        local now = so_far + cost(street)
        if not distance[street.to] or now < distance[street.to] then
          distance[street.to], before[street.to] = now, at
          queue:add(now, street.to)
        end
      end
    end
  end
  return distance, before
end

local costs = {
  shortest = function(street) return street.length end,
  easiest = function(street) return street.length + math.max(0, street.slope) ^ 2 * 3 end,
  cheapest = function(street) return street.length // 4 + (street.toll and 250 or 0) end,
}
for _, name in ipairs(sorted_keys(costs)) do
  for _, from in ipairs { place(0, 0), place(20, 11) } do
    local distance, before = routes(from, costs[name])
    local farthest, sum, reached = from, 0, 0
    for at = 0, width * height - 1 do
      local far = distance[at]
      if far then
        reached, sum = reached + 1, sum + far
        if far > distance[farthest] then farthest = at end
      end
    end
    local steps, at = {}, farthest
    while at do
      table.insert(steps, 1, string.format("%d/%d", at % width, at // width))
      at = before[at]
    end
    printf("%s from %d: %d reached, sum %d, farthest %d at %d", name, from, reached, sum, distance[farthest], farthest)
    print("  " .. table.concat(steps, " ", 1, math.min(14, #steps)) .. (#steps > 14 and " ..." or ""))
  end
end
