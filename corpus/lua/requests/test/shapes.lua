-- Classes that inherit, operators as metamethods, functions with any number of arguments, varied sorting.
local Shape = {}
Shape.__index = Shape
local function class(parent)
  local c = setmetatable({}, { __index = parent })
  c.__index, c.__lt, c.__tostring, c.__add = c, parent.__lt, parent.__tostring, parent.__add
  c.new = function(...)
    local self = setmetatable({}, c)
    self:init(...)
    return self
  end
  return c
end
function Shape:area() return 0 end
function Shape:scaled(factor) error("not for plain shapes") end
Shape.__lt = function(a, b) return a:area() < b:area() end
Shape.__tostring = function(s) return string.format("%s(%.2f)", s.kind, s:area()) end

local Box, Disc, Group = class(Shape), class(Shape), class(Shape)
function Box:init(w, h) self.w, self.h, self.kind = w, h, w == h and "square" or "box" end
function Box:area() return self.w * self.h end
function Box:scaled(factor) return Box.new(self.w * factor, self.h * factor) end
function Disc:init(r) self.r, self.kind = r, "disc" end
function Disc:area() return 3.14159265 * self.r * self.r end
function Disc:scaled(factor) return Disc.new(self.r * factor) end
function Group:init(...) self.parts, self.kind = { ... }, "group" end
function Group:area()
  local sum = 0
  for _, part in ipairs(self.parts) do sum = sum + part:area() end
  return sum
end
function Group:scaled(factor) return Group.new(table.unpack(map(self.parts, function(p) return p:scaled(factor) end))) end
local add = function(a, b) return Group.new(a, b) end
Box.__add, Disc.__add, Group.__add = add, add, add

local number = random(161803)
local function make(depth)
  local what = number(depth > 0 and 4 or 2)
  if what == 0 then return Box.new(1 + number(9), 1 + number(9)) end
  if what == 1 then return Disc.new(1 + number(5)) end
  return make(depth - 1) + make(depth - 1) + make(depth - 2)
end
local shapes = {}
for i = 1, 420 do shapes[i] = make(3):scaled(1 + number(30) / 10) end
table.sort(shapes)
for i = 1, #shapes, 42 do print(i, tostring(shapes[i])) end
local kinds = {}
local function visit(shape)
  kinds[shape.kind] = (kinds[shape.kind] or 0) + 1
  for _, part in ipairs(shape.parts or {}) do visit(part) end
end
for _, shape in ipairs(shapes) do visit(shape) end
for _, kind in ipairs(sorted_keys(kinds)) do print(kind, kinds[kind]) end
local function total(first, ...)
  if not first then return 0 end
  return first:area() + total(...)
end
printf("%.3f %.3f", total(table.unpack(shapes, 1, 100)), select("#", table.unpack(shapes, 1, 200)))
