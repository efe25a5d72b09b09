names = ["Ada", "Grace", "Barbara"]
for i, name in enumerate(names, 1):
    print(f"{i}. Good morning, {name}!", "*" * len(name))
print(sorted(names, key=len), "Grace" in names)
