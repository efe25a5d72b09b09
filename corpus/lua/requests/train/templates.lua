-- Fills templates, wraps paragraphs, draws a table: strings in, strings out.
local template = [[
Dear {title} {name},
your order {order:05d} of {count} {item}{plural} has left our {place}. It weighs {weight:.2f} kg.
{note}
]]
local function fill(text, values)
  return (text:gsub("{(%w+):?([^}]*)}", function(key, format)
    local value = values[key]
    if format ~= "" then return string.format("%" .. format, value) end
    return tostring(value)
  end))
end
local function wrap(text, width)
  local lines, line = {}, ""
  for word in text:gmatch("%S+") do
    if #line + #word + 1 > width and line ~= "" then
      lines[#lines + 1] = line
      line = word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return lines
end
local number = random(2024)
local names = { "Abel", "Brandt", "Cruz", "Dahl", "Ekman", "Faber" }
local items = { "lamp", "chair", "basket", "kettle" }
local lines, widths = {}, {}
for order = 1, 220 do
  local count = 1 + number(5)
  local letter = fill(template, {
    title = number(2) == 0 and "Ms" or "Mr", name = names[1 + number(#names)], order = order * 17, count = count,
    item = items[1 + number(#items)], plural = count > 1 and "s" or "", place = "store " .. number(9),
    weight = count * (number(400) + 30) / 100, note = string.rep("Thank you for waiting. ", 1 + number(4)),
  })
  for _, line in ipairs(wrap(letter, 30 + number(30))) do
    lines[#lines + 1] = line
    widths[#line] = (widths[#line] or 0) + 1
  end
end
print(#lines, #table.concat(lines, "\n"))
for i = 1, 12 do print("| " .. lines[i] .. string.rep(" ", 62 - #lines[i]) .. " |") end
for _, width in ipairs(sorted_keys(widths)) do
  if width % 7 == 0 then printf("%2d %s", width, string.rep("*", widths[width] // 8)) end
end
