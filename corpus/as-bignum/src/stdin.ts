/** All of stdin as bytes. */
export function readAll(): Uint8Array {
  let buffer = new ArrayBuffer(1 << 16);
  let length = 0;
  while (true) {
    if (length == buffer.byteLength) {
      const larger = new ArrayBuffer(2 * length);
      memory.copy(changetype<usize>(larger), changetype<usize>(buffer), length);
      buffer = larger;
    }
    const count = process.stdin.read(buffer, length);
    if (count <= 0) break;
    length += count;
  }
  return Uint8Array.wrap(buffer, 0, length);
}

/** All of stdin as text. */
export function readText(): string {
  const bytes = readAll();
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
}
