local names = { "Ada", "Grace", "Barbara" }
for i, name in ipairs(names) do print(i, "Hello, " .. name .. "!") end
