-- Writes nested tables as text in the manner of JSON, reads them back, and compares.
local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t" }
local function write(value, out)
  local kind = type(value)
  if kind == "table" then
    if #value > 0 or next(value) == nil then
      out[#out + 1] = "["
      for i, item in ipairs(value) do
        if i > 1 then out[#out + 1] = "," end
        write(item, out)
      end
      out[#out + 1] = "]"
    else
      out[#out + 1] = "{"
      for i, key in ipairs(sorted_keys(value)) do
        if i > 1 then out[#out + 1] = "," end
        write(key, out)
        out[#out + 1] = ":"
        write(value[key], out)
      end
      out[#out + 1] = "}"
    end
  elseif kind == "string" then
    out[#out + 1] = '"' .. value:gsub('["\\\n\t]', escapes) .. '"'
  else
    out[#out + 1] = tostring(value)
  end
end

local function read(text, at)
  at = text:find("%S", at)
  local c = text:sub(at, at)
  if c == "{" or c == "[" then
    local result, close = {}, c == "{" and "}" or "]"
    at = at + 1
    while text:sub(at, at) ~= close do
      local key, value
      if c == "{" then
        key, at = read(text, at)
        at = at + 1
      else
        key = #result + 1
      end
      value, at = read(text, at)
      result[key] = value
      if text:sub(at, at) == "," then at = at + 1 end
    end
    return result, at + 1
  elseif c == '"' then
    local parts, from = {}, at + 1
    while true do
      local stop = text:find('["\\]', from)
      parts[#parts + 1] = text:sub(from, stop - 1)
      if text:sub(stop, stop) == '"' then return table.concat(parts), stop + 1 end
      local escaped = text:sub(stop + 1, stop + 1)
      parts[#parts + 1] = escaped == "n" and "\n" or escaped == "t" and "\t" or escaped
      from = stop + 2
    end
  end
  local word = text:match("^[%w.+-]+", at)
  local value
  if word == "true" or word == "false" then value = word == "true" else value = tonumber(word) end
  return value, at + #word
end

local number = random(5)
local function person(i)
  return {
    id = i, name = "person \"" .. i .. "\"", active = number(2) == 0, score = number(1000) / 8,
    tags = map({ "a", "b\tc", "d\\e" }, function(tag) return tag .. number(4) end),
    address = { street = "Line " .. number(50) .. "\nRow", code = 1000 + number(9000), parts = {} },
  }
end
local people = {}
for i = 1, 160 do people[i] = person(i) end
local out = {}
write(people, out)
local text = table.concat(out)
local back = read(text, 1)
local again = {}
write(back, again)
print(#text, table.concat(again) == text)
print(text:sub(1, 180))
local sum = 0
for _, p in ipairs(back) do sum = sum + p.score * (p.active and 1 or -1) + p.address.code end
printf("%.3f", sum)
