// Numbers: typed arrays, products of matrices, a power method.
const size = 36, a = new Float64Array(size * size), b = new Float64Array(size * size);
for (let i = 0; i < size * size; i++) { a[i] = (i * 37 % 101) / 101; b[i] = (i * 53 % 97) / 97; }
function multiply(x, y) {
  const r = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += x[i * size + k] * y[k * size + j];
      r[i * size + j] = sum;
    }
  return r;
}
const c = multiply(multiply(a, b), a);
let v = new Float64Array(size).fill(1), value = 0;
for (let step = 0; step < 12; step++) {
  const w = v.map((_, i) => v.reduce((s, x, j) => s + a[i * size + j] * x, 0));
  value = Math.sqrt(w.reduce((s, x) => s + x * x, 0));
  v = w.map(x => x / value);
}
print(c[5].toFixed(4), c[size * size - 1].toFixed(4), value.toFixed(5));
