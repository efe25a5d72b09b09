// Regular expressions and strings: takes text apart, counts, and puts it together in other ways.
const stems = ["wind", "field", "tower", "paper", "ocean", "candle"], ends = ["", "s", "ed", "ing", "-like"];
let text = "", n = 3;
for (let i = 0; i < 1400; i++) {
  n = (n * 7919 + 104729) % 99991;
  text += stems[n % 6] + ends[(n >> 3) % 5] + (n % 11 == 0 ? ". " : n % 7 == 0 ? ", " : " ");
}
const counts = {};
for (const [word] of text.matchAll(/[a-z]+(?:-[a-z]+)?/g)) counts[word] = (counts[word] || 0) + 1;
for (const word of Object.keys(counts).sort().slice(0, 12)) print(`${word}: ${counts[word]}`);
print(text.split(/[.] /).map(s => s.trim().length).join(",").slice(0, 200));
print(text.replace(/(\w+)ing\b/g, (_, stem) => stem.toUpperCase()).slice(0, 160));
