// A maze is carved with a stack, then searched with a queue, and drawn.
const width = 61, height = 41, cells = Array.from({ length: height }, () => new Uint8Array(width));
let seed = 4711;
const random = n => ((seed = (seed * 16807) % 2147483647) >> 4) % n;
const ways = [[0, 2], [2, 0], [0, -2], [-2, 0]], stack = [[1, 1]];
cells[1][1] = 1;
while (stack.length) {
  const [x, y] = stack.at(-1);
  const free = ways.map(([dx, dy]) => [x + dx, y + dy]).filter(([a, b]) => cells[b]?.[a] === 0 && a > 0 && a < width - 1 && b > 0 && b < height - 1);
  if (!free.length) { stack.pop(); continue; }
  const [a, b] = free[random(free.length)];
  cells[(y + b) / 2][(x + a) / 2] = cells[b][a] = 1;
  stack.push([a, b]);
}
const distance = new Map([[width + 1, 0]]), queue = [width + 1];
for (let i = 0; i < queue.length; i++)
  for (const step of [1, -1, width, -width]) {
    const to = queue[i] + step;
    if (cells[Math.floor(to / width)][to % width] && !distance.has(to)) { distance.set(to, distance.get(queue[i]) + 1); queue.push(to); }
  }
print(queue.length, distance.get((height - 2) * width + width - 2), Math.max(...distance.values()));
for (let y = 0; y < 12; y++) print([...cells[y]].map((c, x) => c ? (distance.get(y * width + x) % 10) : "#").join(""));
