// The words that are nearest to a misspelled one; the engine loads this where a question needs it.

const mask = (word) => [...word].reduce((bits, letter) => bits | 1 << letter.charCodeAt(0) % 32, 0);
const ones = (bits) => bits && 1 + ones(bits & bits - 1);

// How far apart two words are: Damerau and Levenshtein, with prices.
function measure({ cost: { near, swap, first }, letters }) {
  const alike = new Set(letters.flatMap(([a, b]) => [a + b, b + a]));
  const lone = (word, i) => word[i] === "h" || word[i] === word[i - 1] ? near : 1;
  return (a, b, most) => {
    let before, above = [0];
    for (let j = 0; j < b.length; j++) above.push(above[j] + lone(b, j));
    for (let i = 0; i < a.length; i++) {
      const row = [above[0] + lone(a, i)];
      for (let j = 0; j < b.length; j++) {
        const change = a[i] === b[j] ? 0 : alike.has(a[i] + b[j]) ? near : 1;
        row.push(Math.min(above[j] + change, above[j + 1] + lone(a, i), row[j] + lone(b, j),
          change && a[i] === b[j - 1] && a[i - 1] === b[j] ? before[j - 1] + swap : Infinity));
      }
      if (Math.min(...row) > most) return Infinity;
      [before, above] = [above, row];
    }
    return above[b.length] + (a[0] === b[0] ? 0 : first);
  };
}

// Of the words of a list those at most so far apart, the likeliest first; gain says how much likelier a word is than
// others at its distance, and bound how far apart it may be at most.
export function nearest(word, list, most, ask, gain, bound) {
  const found = [], own = mask(word), distance = measure(ask);
  for (const other of list) {
    if (Math.abs(other.length - word.length) > most * 2 || ones(own ^ mask(other)) > most * 4) continue;
    const apart = distance(word, other, most);
    if (apart <= bound(other)) found.push({ other, apart, rank: apart - gain(other) });
  }
  return found.sort((a, b) => a.rank - b.rank || (a.other < b.other ? -1 : 1)).slice(0, ask.near_most);
}
