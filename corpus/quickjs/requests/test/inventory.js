// JSON in, changes, JSON out; sorting by several keys.
let seed = 99;
const next = n => (seed = (seed * 48271) % 2147483647) % n;
const document = JSON.stringify(Array.from({ length: 450 }, (_, i) => ({
  sku: `P-${1000 + next(9000)}`, stock: next(60), place: { hall: next(5), shelf: String.fromCharCode(65 + next(20)) },
  tags: Array.from({ length: next(4) }, () => ["heavy", "fragile", "new", "old \"stock\""][next(4)]), price: next(90000) / 100,
})));
const items = JSON.parse(document);
const low = items.filter(item => item.stock < 12).map(({ sku, stock, ...rest }) => ({ sku, missing: 12 - stock, ...rest }));
low.sort((a, b) => a.place.hall - b.place.hall || a.place.shelf.localeCompare(b.place.shelf) || b.missing - a.missing || (a.sku < b.sku ? -1 : 1));
print(document.length, low.length);
print(JSON.stringify(low.slice(0, 3), null, 1));
const halls = items.reduce((m, { place: { hall }, price, stock }) => m.set(hall, (m.get(hall) ?? 0) + price * stock), new Map());
for (const hall of [...halls.keys()].sort()) print(hall, halls.get(hall).toFixed(2));
const again = items.map(item => ({ ...item, tags: [...new Set(item.tags)].sort(), price: item.price.toFixed(1) }));
print(JSON.stringify(again).length, JSON.stringify(again.at(-1)));
