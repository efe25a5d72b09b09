// Queens on boards, with bits.
function queens(all, columns, left, right) {
  if (columns === all) return 1;
  let found = 0;
  for (let free = all & ~(columns | left | right); free; free &= free - 1) {
    const bit = free & -free;
    found += queens(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return found;
}
for (let n = 4; n <= 8; n++) print(n, queens((1 << n) - 1, 0, 0, 0));
