-- Counts the words of a text that is put together first, and prints the most frequent ones.
local stems = { "river", "stone", "light", "house", "garden", "winter", "letter", "bridge", "silver", "market" }
local endings = { "", "s", "ing", "ed", "less", "like" }
local next_number = random(7)
local sentences = {}
for _ = 1, 1500 do
  local words = {}
  for i = 1, 4 + next_number(9) do
    words[i] = stems[1 + next_number(1 + next_number(#stems))] .. endings[1 + next_number(#endings)]
  end
  sentences[#sentences + 1] = table.concat(words, next_number(5) == 0 and ", " or " ") .. "."
end
local text = table.concat(sentences, " ")

local counts, total = {}, 0
for word in text:gmatch("%a+") do
  word = word:lower()
  counts[word] = (counts[word] or 0) + 1
  total = total + 1
end
local ranking = sorted_keys(counts)
table.sort(ranking, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] > counts[b] end
  return a < b
end)
printf("%d characters, %d words, %d different", #text, total, #ranking)
for i = 1, 15 do printf("%2d. %-12s %5d  %5.2f %%", i, ranking[i], counts[ranking[i]], 100 * counts[ranking[i]] / total) end
