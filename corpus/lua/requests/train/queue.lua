-- A shop with tills, as events in a heap: classes with metatables, closures as events.
local Heap = {}
Heap.__index = Heap
function Heap.new(before) return setmetatable({ before = before, size = 0 }, Heap) end
function Heap:push(item)
  local i = self.size + 1
  self.size = i
  while i > 1 do
    local parent = i // 2
    if not self.before(item, self[parent]) then break end
    self[i] = self[parent]
    i = parent
  end
  self[i] = item
end
function Heap:pop()
  local top, last = self[1], self[self.size]
  self[self.size] = nil
  self.size = self.size - 1
  if self.size > 0 then
    local i = 1
    while true do
      local child = 2 * i
      if child > self.size then break end
      if child < self.size and self.before(self[child + 1], self[child]) then child = child + 1 end
      if not self.before(self[child], last) then break end
      self[i] = self[child]
      i = child
    end
    self[i] = last
  end
  return top
end

local function simulate(tills, customers, seed)
  local number, events, order = random(seed), nil, 0
  events = Heap.new(function(a, b) return a.time < b.time or a.time == b.time and a.order < b.order end)
  local function at(time, action)
    order = order + 1
    events:push { time = time, order = order, action = action }
  end
  local free, waiting, first, longest, waited, served = tills, {}, 1, 0, 0, 0
  local function serve(now, arrived)
    free = free - 1
    waited = waited + now - arrived
    at(now + 20 + number(90), function(time)
      free, served = free + 1, served + 1
      if first <= #waiting then
        first = first + 1
        serve(time, waiting[first - 1])
      end
    end)
  end
  local clock = 0
  for _ = 1, customers do
    clock = clock + number(40)
    at(clock, function(now)
      if free > 0 and first > #waiting then
        serve(now, now)
      else
        waiting[#waiting + 1] = now
        longest = math.max(longest, #waiting - first + 1)
      end
    end)
  end
  local last = 0
  while events.size > 0 do
    local event = events:pop()
    last = event.time
    event.action(last)
  end
  return served, last, longest, waited / customers
end

for tills = 1, 5 do
  local served, last, longest, waited = simulate(tills, 700, tills * 31)
  printf("%d tills: %d served by %d, longest queue %d, mean wait %.2f", tills, served, last, longest, waited)
end
