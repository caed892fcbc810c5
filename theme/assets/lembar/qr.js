// A QR code (ISO/IEC 18004) of a page's address: byte mode, error correction M, versions 1 to 10, so at most 213 bytes.
// Modules are kept in one list, row by row; 1 is dark.

// Of each version at level M: check bytes in a block, and how many blocks (table 9).
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];

// Where a mask turns a module over (table 10).
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => x * y % 2 + x * y % 3 === 0,
  (x, y) => (x * y % 2 + x * y % 3) % 2 === 0,
  (x, y) => ((x + y) % 2 + x * y % 3) % 2 === 0,
];

// The code as a drawing, with the four light modules around it that a reader needs.
export function code(text) {
  const rows = matrix(text), size = rows.length + 8;
  const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index + 4} ${y + 4}h${run.length}v1h-${run.length}z`));
  const place = document.createElement("div");
  place.innerHTML = `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="Kode QR ke halaman ini" shape-rendering="crispEdges"><path d="${runs.join("")}"/></svg>`;
  return place.firstChild;
}

// The rows of the code as strings of 0 and 1, in the smallest version that holds the text.
export function matrix(text) {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= CHECKS.length; version++) {
    const frame = framed(version);
    const free = frame.fixed.filter((is) => !is).length;
    const words = encoded(bytes, version, free >> 3);
    if (words) return best(frame, words);
  }
  throw new RangeError(`${bytes.length} bytes are too many for a code`);
}

const binary = (number, length) => number.toString(2).padStart(length, "0");

// Bytes of the code in the order in which they are placed, or null where they are too many.
function encoded(bytes, version, total) {
  const checks = CHECKS[version - 1], blocks = BLOCKS[version - 1];
  const room = total - checks * blocks;
  let bits = `0100${binary(bytes.length, version < 10 ? 8 : 16)}${bytes.map((byte) => binary(byte, 8)).join("")}`;
  if (bits.length > room * 8) return null;
  bits += "0".repeat(Math.min(4, room * 8 - bits.length));
  const data = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/g).map((byte) => parseInt(byte, 2));
  for (let i = 0; data.length < room; i++) data.push(i % 2 ? 17 : 236);

  // The last blocks are one byte longer where the data do not divide evenly.
  const short = Math.floor(room / blocks), even = blocks - room % blocks;
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i++) parts.push(data.slice(at, at += short + (i >= even)));
  return [...woven(parts), ...woven(parts.map((part) => remainder(part, checks)))];
}

// The first of each, then the second of each, and so on.
function woven(parts) {
  const longest = Math.max(...parts.map((part) => part.length));
  return Array.from({ length: longest }, (_, i) => parts.map((part) => part[i])).flat().filter((byte) => byte !== undefined);
}

// Multiplication in the field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1.
function times(a, b) {
  let product = 0;
  for (; b; b >>= 1, a = a << 1 ^ (a >> 7) * 0x11d) if (b & 1) product ^= a;
  return product;
}

// Reed-Solomon's check bytes: the remainder of the data over (x - 1)(x - 2)(x - 4)…
function remainder(data, count) {
  const divisor = Array(count).fill(0);
  divisor[count - 1] = 1;
  for (let i = 0, root = 1; i < count; i++, root = times(root, 2)) divisor.forEach((factor, j) => { divisor[j] = times(factor, root) ^ (divisor[j + 1] ?? 0); });
  const rest = Array(count).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((each, i) => { rest[i] ^= times(each, factor); });
  }
  return rest;
}

// What is dark whatever the text is, and which modules that fixes. Formats are fixed here and written with the mask.
function framed(version) {
  const size = version * 4 + 17;
  const dark = Array(size * size).fill(0), fixed = Array(size * size).fill(false);
  const set = (x, y, is) => { dark[y * size + x] = Number(is); fixed[y * size + x] = true; };
  for (let i = 0; i < size; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }

  // Square rings around a centre; a finder's light border may lie outside.
  const rings = (x, y, reach, light) => {
    for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) {
      if (x + dx >= 0 && x + dx < size && y + dy >= 0 && y + dy < size) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  };
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4]);

  // Smaller squares where lines of centres cross, but in the corners of the finders.
  const last = size - 7, centres = version === 1 ? [] : version < 7 ? [6, last] : [6, version * 2 + 8, last];
  for (const x of centres) for (const y of centres) {
    const cornered = (x === 6 || x === last) && (y === 6 || y === last);
    if (!cornered || x + y === 2 * last) rings(x, y, 2, [1]);
  }

  for (const [x, y] of formats(size).flat()) set(x, y, false);
  set(8, size - 8, true);
  if (version > 6) for (let i = 0, bits = checked(version, 12, 0x1f25); i < 18; i++) {
    const a = size - 11 + i % 3, b = Math.floor(i / 3);
    set(a, b, bits >> i & 1);
    set(b, a, bits >> i & 1);
  }
  return { size, dark, fixed };
}

// A number followed by its check bits: the remainder over a polynomial (BCH).
function checked(number, length, polynomial) {
  let rest = number;
  for (let i = 0; i < length; i++) rest = rest << 1 ^ (rest >> length - 1) * polynomial;
  return number << length | rest;
}

// Where each of the 15 bits of the format stands, from the lowest, twice.
function formats(size) {
  const bits = Array.from({ length: 15 }, (_, i) => i);
  return [
    bits.map((i) => i < 6 ? [8, i] : i < 8 ? [8, i + 1] : i === 8 ? [7, 8] : [14 - i, 8]),
    bits.map((i) => i < 8 ? [size - 1 - i, 8] : [8, size - 15 + i]),
  ];
}

// The bytes set into the frame under the mask that disturbs a reader least.
function best({ size, dark, fixed }, words) {
  const bits = words.map((word) => binary(word, 8)).join("");
  const plain = [...dark];
  let next = 0;
  // Up and down in columns of two, from the right; column 6 belongs to the timing.
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) for (const x of [right, right - 1]) {
      const at = (up ? size - 1 - i : i) * size + x;
      if (!fixed[at]) plain[at] = Number(bits[next++] ?? 0);
    }
  }
  const tried = MASKS.map((turns, mask) => {
    const made = plain.map((is, at) => is ^ (!fixed[at] && turns(at % size, Math.floor(at / size))));
    // Level M is 00 in the two bits before the mask's three.
    const format = checked(mask, 10, 0x537) ^ 0x5412;
    for (const places of formats(size)) places.forEach(([x, y], i) => { made[y * size + x] = format >> i & 1; });
    const rows = Array.from({ length: size }, (_, y) => made.slice(y * size, (y + 1) * size).join(""));
    return { rows, penalty: penalty(rows) };
  });
  return tried.reduce((a, b) => b.penalty < a.penalty ? b : a).rows;
}

// The four features of table 11: long runs, blocks, what looks like a finder, and more of one colour than of the other.
function penalty(rows) {
  const columns = rows.map((_, x) => rows.map((row) => row[x]).join(""));
  let sum = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...`0000${line}0000`.matchAll(/00001011101|1011101(?=0000)/g)].length;
  }
  rows.slice(1).forEach((row, y) => {
    for (let x = 1; x < row.length; x++) if (new Set([row[x], row[x - 1], rows[y][x], rows[y][x - 1]]).size === 1) sum += 3;
  });
  const dark = rows.join("").replaceAll("0", "").length / rows.length ** 2;
  return sum + 10 * Math.floor(Math.abs(dark * 100 - 50) / 5);
}
