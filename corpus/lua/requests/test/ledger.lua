-- Reads a ledger in CSV with quotes, groups it by account and month, prints statements.
local number = random(314159)
local accounts = { "rent", "food", "travel", "\"gifts, other\"", "books", "repairs", "insurance" }
local rows = { "day,account,text,amount" }
for day = 1, 1700 do
  local month, date = 1 + (day // 31) % 12, 1 + day % 28
  local amount = (number(30000) - 9000) / 100
  rows[#rows + 1] = string.format("2024-%02d-%02d,%s,\"entry \"\"%d\"\" of %d\",%.2f", month, date,
    accounts[1 + number(#accounts)], day, number(500), amount)
end
local text = table.concat(rows, "\r\n") .. "\r\n"

local function records(source)
  local position = 1
  return function()
    if position > #source then return nil end
    local fields = {}
    while true do
      local field
      if source:byte(position) == 34 then
        local parts = {}
        position = position + 1
        while true do
          local quote = source:find('"', position, true)
          parts[#parts + 1] = source:sub(position, quote - 1)
          position = quote + 1
          if source:byte(position) ~= 34 then break end
          parts[#parts + 1] = '"'
          position = position + 1
        end
        field = table.concat(parts)
      else
        local stop = source:find("[,\r]", position)
        field = source:sub(position, stop - 1)
        position = stop
      end
      fields[#fields + 1] = field
      if source:sub(position, position) == "," then
        position = position + 1
      else
        position = position + 2
        return fields
      end
    end
  end
end

local months, by_account, longest = {}, {}, ""
local header = true
for record in records(text) do
  if header then
    header = false
  else
    local month, account, cents = record[1]:sub(1, 7), record[2], math.tointeger(tonumber(record[4]:gsub("%.", ""), 10))
    months[month] = months[month] or { count = 0, total = 0 }
    local group = months[month]
    group.count, group.total = group.count + 1, group.total + cents
    by_account[account] = by_account[account] or {}
    table.insert(by_account[account], cents)
    if #record[3] > #longest then longest = record[3] end
  end
end
for _, month in ipairs(sorted_keys(months)) do
  printf("%s  %4d entries %12.2f", month, months[month].count, months[month].total / 100)
end
for _, account in ipairs(sorted_keys(by_account)) do
  local amounts = by_account[account]
  table.sort(amounts)
  local sum = 0
  for _, amount in ipairs(amounts) do sum = sum + amount end
  printf("%-14s n=%d min %.2f median %.2f max %.2f sum %.2f", account, #amounts, amounts[1] / 100,
    amounts[#amounts // 2 + 1] / 100, amounts[#amounts] / 100, sum / 100)
end
print(longest)
