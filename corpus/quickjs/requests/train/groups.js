// Orders, grouped and summed with the methods of arrays.
let state = 12;
const random = n => (state = (state * 1103515245 + 12345) % 2147483648, Math.floor(state / 256) % n);
const goods = ["lamp", "chair", "desk", "shelf", "rug"];
const orders = Array.from({ length: 900 }, (_, id) => ({
  id, customer: "c" + random(40), item: goods[random(goods.length)], count: 1 + random(6), cents: 500 + random(20000),
}));
const byItem = new Map();
for (const { item, count, cents } of orders) {
  const group = byItem.get(item) ?? { orders: 0, sum: 0 };
  byItem.set(item, { orders: group.orders + 1, sum: group.sum + count * cents });
}
for (const [item, { orders, sum }] of [...byItem].sort()) print(item.padEnd(8), orders, (sum / 100).toFixed(2));
const best = Object.entries(orders.reduce((all, o) => ({ ...all, [o.customer]: (all[o.customer] ?? 0) + o.cents }), {}))
  .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 8);
print(JSON.stringify(best));
