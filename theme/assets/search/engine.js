// The search engine: a question in, rows out. Knows no page and no network: `load(name, fresh)` gives a file's text.
// docs/pencarian.md specifies the files; their constants come with core.json.
const FORMAT = 1;
const DIGITS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((c) => !'!"\\'.includes(c)).join("");
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));
const BASE = DIGITS.length, ONE = 60, LONG = BASE - 1, TWO = ONE + (LONG - ONE) * BASE;
const SLOTS = 32, LEVELS = 8, CLASSES = 6;

class Stale extends Error {}

// ---- text, as in generator/search/words.py and encode.py

export const fold = (text) => String(text).normalize("NFKD").replace(/[\u0300-\u036f'`\u2018\u2019\u02bb\u02bc]/g, "").toLowerCase();
export const words = (text) => fold(text).match(/[a-z0-9]{1,32}/g) ?? [];

export function numbers(text) {
  const found = [];
  for (let at = 0, last = -1; at < text.length;) {
    let gap = VALUE.get(text[at++]);
    if (gap === LONG) {
      gap = TWO;
      for (const scale of [BASE * BASE, BASE, 1]) gap += VALUE.get(text[at++]) * scale;
    } else if (gap >= ONE) gap = ONE + (gap - ONE) * BASE + VALUE.get(text[at++]);
    found.push(last += gap + 1);
  }
  return found;
}

export const levels = (text) => text.split("!").map(numbers);
export const index = (letter) => VALUE.get(letter) ?? letter.charCodeAt(0) - 0x100 + BASE;

export function frontDecoded(text) {
  let before = "";
  return Array.from(text.matchAll(/([A-Z])([a-z0-9]*)/g), ([, shared, rest]) =>
    before = before.slice(0, shared.charCodeAt(0) - 65) + rest);
}

export function stem(word, way) {
  const [front, end, added] = way.split(" ");
  return added + word.slice(+front, word.length - end);
}

// The first in a sorted list that is not before the word; strings compare by code unit, and terms are ASCII.
export function position(list, word) {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (list[middle] < word) low = middle + 1; else high = middle;
  }
  return low;
}

// ---- how far apart two words are, in typing errors

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";
const mask = (word) => { let bits = 0; for (const c of word) bits |= 1 << (c.charCodeAt(0) - 97 & 31); return bits; };
const bits = (n) => { let count = 0; for (; n; n &= n - 1) count++; return count; };

export function measure(ask) {
  const { near, swap, first } = ask.cost;
  const like = new Set(ask.letters.flatMap((pair) => [pair, pair[1] + pair[0]]));
  // What a letter costs that one word has and the other has not: h, a doubled letter, and the n of ng cost less.
  const extra = (word, i) => word[i] === "h" || word[i] === word[i - 1] ? near : 1;
  return function distance(a, b, most) {
    let two, one = [0], row = [];
    for (let j = 1; j <= b.length; j++) one[j] = one[j - 1] + extra(b, j - 1);
    for (let i = 1; i <= a.length; i++, two = one, one = row, row = []) {
      row[0] = one[0] + extra(a, i - 1);
      let least = row[0];
      for (let j = 1; j <= b.length; j++) {
        const p = a[i - 1], q = b[j - 1];
        let best = one[j - 1] + (p === q ? 0 : like.has(p + q) ? near : 1);
        best = Math.min(best, one[j] + extra(a, i - 1), row[j - 1] + extra(b, j - 1));
        if (two && p === b[j - 2] && a[i - 2] === q && p !== q) best = Math.min(best, two[j - 2] + swap);
        row[j] = best;
        if (best < least) least = best;
      }
      if (least > most) return Infinity;
    }
    return one[b.length] + (a[0] === b[0] ? 0 : first);
  };
}

// ---- the vocabulary, and what the words of a question may mean

class Core {
  constructor(text) {
    Object.assign(this, JSON.parse(text));
    if (this.format !== FORMAT) throw new Error(`unknown format: ${this.format}`);
    const ask = this.ask;
    this.cuts = frontDecoded(this.cuts);
    this.list = frontDecoded(this.words);
    this.known = new Map(this.list.map((word, i) => [word, i]));
    this.masks = this.list.map(mask);
    for (const name of ["stop", "question", "weak"]) this[name] = new Set(ask[name].split(" "));
    this.phrases = new Map();
    for (const [name, put] of [["synonyms", (to) => ({ to: to.map(words).filter((t) => t.length) })], ["places", (to) => ({ place: to })]]) {
      for (const [phrase, value] of Object.entries(this[name])) {
        const key = words(phrase).join(" ");
        this.phrases.set(key, { ...this.phrases.get(key), ...put(value) });
      }
    }
    this.kinds = new Map(Object.entries(this.kinds));
    this.distance = measure(ask);
  }

  stemOf(i) { return stem(this.list[i], this.ways[index(this.steps[i])]); }
  classOf(i) { return (this.classes.charCodeAt(i) - 65) % CLASSES; }
  curated(i) { return this.classes.charCodeAt(i) - 65 >= CLASSES; }
  stemFor(word) { return this.known.has(word) ? this.stemOf(this.known.get(word)) : word; }

  // Words of the vocabulary that the word may have been meant to be, the likeliest first.
  near(word, most = this.allowed(word)) {
    const own = mask(word), found = [];
    if (!most || /^\d+$/.test(word)) return found;
    for (let i = 0; i < this.list.length; i++) {
      const other = this.list[i];
      if (Math.abs(other.length - word.length) > most * 2 || bits(own ^ this.masks[i]) > most * 4) continue;
      const d = other === word ? Infinity : this.distance(word, other, most);
      if (d > most) continue;
      const gain = (this.curated(i) ? this.ask.curated_gain : 0) + this.classOf(i) * this.ask.common_gain;
      found.push({ i, word: other, d, rank: d - gain });
    }
    return found.sort((a, b) => a.rank - b.rank || (a.word < b.word ? -1 : 1)).slice(0, this.ask.near_most);
  }

  allowed(word) {
    let most = 0;
    for (const [length, cost] of this.ask.allowed) if (word.length >= length) most = cost;
    return most;
  }

  // The word without affixes, where what is left is known.
  bare(word) {
    const { suffixes, prefixes } = this.ask, found = [];
    const without = (one) => suffixes.filter((s) => one.endsWith(s) && one.length - s.length > 2).map((s) => one.slice(0, -s.length));
    let trunks = [word, ...without(word)];
    trunks = new Set([...trunks, ...trunks.flatMap(without)]);
    for (const trunk of trunks) {
      for (const [prefix, root] of [["", ""], ...prefixes]) {
        const rest = root + trunk.slice(prefix.length);
        if (rest !== word && rest.length > 2 && trunk.startsWith(prefix) && this.known.has(rest)) found.push(rest);
      }
    }
    return found.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 2);
  }

  beginning(prefix) {
    const found = [];
    for (let i = position(this.list, prefix); this.list[i]?.startsWith(prefix); i++) if (this.list[i] !== prefix) found.push(i);
    const rank = (i) => this.classOf(i) + (this.curated(i) ? CLASSES : 0);
    return found.sort((a, b) => rank(b) - rank(a) || this.list[a].length - this.list[b].length || a - b).slice(0, this.ask.begin_most);
  }

  file(term) {
    const at = position(this.cuts, term);
    return this.cuts[at] === term ? term : this.cuts[at - 1];
  }
}

// Joins neighbours that are one curated word, and splits an unknown word that is two common ones.
function spelled(core, tokens) {
  const out = [];
  for (let i = 0; i < tokens.length; i++) {
    const here = tokens[i], joined = here.word + (tokens[i + 1]?.word ?? " ");
    const at = core.known.get(joined);
    if (at !== undefined && core.curated(at) && !here.exact) {
      out.push({ ...tokens[++i], word: joined });
      continue;
    }
    const parts = !here.exact && here.word.length > 7 && !core.known.has(here.word) && !core.bare(here.word).length && split(core, here.word);
    out.push(...parts ? parts.map((word) => ({ ...here, word })) : [here]);
  }
  return out;
}

function split(core, word) {
  let best = null, most = 0;
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)], known = parts.map((part) => core.known.get(part));
    if (known.includes(undefined)) continue;
    const common = Math.min(...known.map((i) => core.classOf(i) + (core.curated(i) ? 2 : 0)));
    if (common > most) [best, most] = [parts, common];
  }
  return best;
}

// The question as words with readings: {word, weak, readings: [{terms, weight, from?, place?}]}.
export function understood(core, question) {
  const ask = core.ask;
  let tokens = String(question).slice(0, 300).split(/"/).flatMap((part, i) => words(part).map((word) => ({ word, exact: i % 2 === 1 })));
  tokens = spelled(core, tokens.slice(0, 24));
  const open = tokens.length && /[\p{L}\p{N}]$/u.test(String(question)) ? tokens.at(-1) : null;
  const asked = tokens.some((token) => core.question.has(token.word) || core.weak.has(token.word));
  phrases(core, tokens);
  const silent = (token) => !token.exact && !token.phrases && (core.stop.has(token.word) || core.question.has(token.word));
  const telling = tokens.filter((token) => !silent(token));
  const left = telling.length ? telling : tokens;
  const strong = left.some((token) => !core.weak.has(token.word));
  const corrections = [];
  const meant = left.map((token) => {
    const readings = reading(core, token, token === open);
    const corrected = readings.find((each) => each.near);
    if (corrected) corrections.push({ from: token.word, to: corrected.near });
    return { word: token.word, weak: strong && core.weak.has(token.word), readings };
  });
  return { words: meant, asked, corrections };
}

function phrases(core, tokens) {
  for (let from = 0; from < tokens.length; from++) {
    for (let to = Math.min(tokens.length, from + 4); to > from; to--) {
      const part = tokens.slice(from, to), found = core.phrases.get(part.map((token) => token.word).join(" "));
      if (!found || part.some((token) => token.exact)) continue;
      for (const token of part) token.phrases = [...token.phrases ?? [], found];
    }
  }
}

function reading(core, token, open) {
  const { ask } = core, { word } = token, found = [];
  const add = (list, weight, more) => {
    const terms = [...new Set(list.map((each) => core.stemFor(each)))];
    if (!found.some((each) => each.terms?.join() === terms.join())) found.push({ terms, weight, ...more });
  };
  add([word], ask.same, { marks: [word] });
  if (token.exact) return found;
  for (const phrase of token.phrases ?? []) {
    if (phrase.place) found.push({ place: phrase.place, weight: ask.same });
    for (const other of phrase.to ?? []) add(other, ask.synonym);
  }
  const at = core.known.get(word);
  if (at === undefined) {
    const bare = core.bare(word);
    for (const other of bare) add([other], ask.affix);
    if (!bare.length) for (const other of core.near(word)) add([other.word], ask.near[0] - ask.near[1] * other.d, { near: other.word });
  } else if (!core.curated(at) && core.classOf(at) <= ask.rare_class) {
    const other = core.near(word, Math.min(1, core.allowed(word))).find((each) => core.curated(each.i));
    if (other) add([other.word], ask.near[0] - ask.near[1] * other.d, { near: other.word });
  }
  if (open && word.length > 1) for (const i of core.beginning(word)) add([core.list[i]], ask.begin, { begins: true });
  return found;
}

// ---- the index

class Columns {
  constructor(text) {
    const { shelves, numbers: all, columns } = JSON.parse(text);
    this.pages = shelves.flatMap(([name, count]) => Array.from({ length: count }, (_, page) => ({ name, page })));
    this.numbers = numbers(all);
    this.order = new Int32Array(this.pages.length * SLOTS).fill(-1);
    this.numbers.forEach((number, i) => { this.order[number] = i; });
    this.columns = new Map(Object.entries(columns));
    for (const column of this.columns.values()) {
      column.at = column.of ? null : Array.from(column.letters, index);
      column.map = column.of && Array.from(column.letters, index);
    }
    for (const column of this.columns.values()) {
      if (column.of) column.at = this.columns.get(column.of).at.map((value) => column.map[value]);
    }
  }

  values(name, i) { const column = this.columns.get(name); return column ? column.values[column.at[i]] : []; }
}

export function open(load) {
  let core, pending, files = new Map();

  async function fresh() {
    const text = await load("core.json", true);
    if (text == null) throw new Error("no core.json");
    if (core?.text !== text) { files = new Map(); core = new Core(text); core.text = text; }
    return core;
  }
  const ready = () => core ? Promise.resolve(core) : pending ??= fresh().finally(() => { pending = null; });

  function file(name, parse = JSON.parse) {
    const hash = core.hash;
    if (!files.has(name)) {
      files.set(name, Promise.resolve(load(`${name}?${hash}`, false)).then((text) => {
        if (text == null) throw new Stale(name);
        return parse(text);
      }).catch((error) => { files.delete(name); throw error instanceof Stale ? error : new Stale(name, { cause: error }); }));
    }
    return files.get(name);
  }

  // A missing file, or a page of another shelf, means that the site was published anew: once more with the new core.
  async function again(work) {
    await ready();
    try { return await work(); } catch (error) {
      if (!(error instanceof Stale)) throw error;
      files = new Map();
      await fresh();
      return work();
    }
  }

  const table = () => file("col.json", (text) => new Columns(text));

  async function posting(term) {
    const name = core.file(term);
    if (name === undefined) return [];
    const terms = await file(`t/${name}_.json`);
    return Object.hasOwn(terms, term) ? levels(terms[term]) : [];
  }

  async function row(number, columns) {
    const page = Math.floor(number / SLOTS);
    const content = await file(`d/${page}.json`), expected = columns.pages[page];
    if (content.shelf !== expected.name || content.page !== expected.page) throw new Stale(`d/${page}.json`);
    const found = content.rows.find(([slot]) => slot === number % SLOTS);
    if (!found) throw new Stale(`d/${page}.json`);
    const i = columns.order[number], facets = {};
    const [, title, url, summary, date] = found;
    for (const name of columns.columns.keys()) facets[name] = columns.values(name, i);
    return { number, title, url, summary, date, kind: columns.values("kind", i)[0], group: columns.values("group", i)[0] ?? "", facets };
  }

  // For each word of the question: the records that match it, by level times weight, and its idf.
  async function matched(meant, columns) {
    const { ask } = core, count = Math.max(1, columns.numbers.length);
    return Promise.all(meant.words.map(async (word) => {
      const best = new Map();
      let most = 0, placed = false;
      await Promise.all(word.readings.map(async (reading) => { reading.found = await readingOf(reading, columns); }));
      for (const { found, weight, place } of word.readings) {
        if (place) placed = true; else most = Math.max(most, found.size);
        for (const [i, level] of found) {
          const old = best.get(i);
          if (!old || old.score < level * weight) best.set(i, { score: level * weight, share: level > ask.body_level ? 1 : ask.body_share });
        }
      }
      let idf = Math.min(ask.idf_most, Math.log(1 + count / Math.max(most, 0.5)));
      if (placed) idf = Math.min(idf, ask.place_idf);
      return { best, idf: word.weak ? idf * ask.weak_gain : idf };
    }));
  }

  async function readingOf({ terms, place }, columns) {
    const found = new Map();
    if (place) {
      const [facet, value] = place;
      columns.numbers.forEach((_, i) => { if (columns.values(facet, i).includes(value)) found.set(i, core.ask.place_level); });
      return found;
    }
    const all = await Promise.all(terms.map(posting));
    all.forEach((lists, n) => {
      const here = new Map();
      lists.forEach((list, at) => {
        for (const number of list) {
          const i = columns.order[number] ?? -1;
          if (i >= 0 && (!n || found.has(i))) here.set(i, Math.min(LEVELS - at, found.get(i) ?? LEVELS));
        }
      });
      found.clear();
      for (const [i, level] of here) found.set(i, level);
    });
    return found;
  }

  // [record, score] of what is kept, before filters.
  async function scored(meant, columns) {
    const { ask } = core;
    const kind = columns.columns.get("kind");
    const weights = (kind?.values ?? []).map(([name]) => { const [weight, asked] = core.kinds.get(name) ?? [1, 1]; return weight * (meant.asked ? asked : 1); });
    if (!meant.words.length) return columns.numbers.map((_, i) => [i, weights[kind.at[i]]]);
    const found = await matched(meant, columns);
    const whole = found.reduce((sum, { idf }) => sum + idf, 0), totals = new Map();
    for (const { best, idf } of found) {
      for (const [i, { score, share }] of best) {
        const total = totals.get(i) ?? { score: 0, share: 0 };
        total.score += idf * score;
        total.share += idf * share / whole;
        totals.set(i, total);
      }
    }
    let top = 0;
    for (const { share } of totals.values()) top = Math.max(top, share);
    const least = Math.max(ask.least_share, ask.kept_share * top) - 1e-9;
    return [...totals].filter(([, { share }]) => share >= least).map(([i, { score, share }]) => [i, score * share * weights[kind.at[i]]]);
  }

  // Counts of every value of every facet (each without its own filter), and what passes all filters.
  function filtered(kept, filters, columns) {
    const names = [...columns.columns.keys()].filter((name) => name !== "group");
    const wanted = Object.entries(filters ?? {}).filter(([, values]) => values?.length).map(([name, values]) => [name, new Set(values)]);
    const counts = new Map(names.map((name) => [name, new Map()])), passed = [];
    for (const each of kept) {
      const failed = wanted.filter(([name, values]) => !columns.values(name, each[0]).some((value) => values.has(value)));
      if (!failed.length) passed.push(each);
      if (failed.length > 1) continue;
      for (const name of failed.length ? [failed[0][0]] : names) {
        const count = counts.get(name);
        if (count) for (const value of columns.values(name, each[0])) count.set(value, (count.get(value) ?? 0) + 1);
      }
    }
    return { passed, counts };
  }

  // Rows of one group whose scores are alike become one: [record, score, others].
  function grouped(ranked, columns) {
    const firsts = new Map(), rows = [];
    for (const [i, score] of ranked) {
      const group = columns.values("group", i)[0], first = group && firsts.get(group);
      if (first && score >= first[1] * (1 - core.ask.same_score)) first[2]++;
      else { const one = [i, score, 0]; rows.push(one); if (group) firsts.set(group, one); }
    }
    return rows;
  }

  async function ask(question, { facets = {}, order = "relevance", limit = 10, from = 0, group = true } = {}) {
    const meant = understood(core, question);
    const columns = await table();
    const kept = await scored(meant, columns);
    const { passed, counts } = filtered(kept, facets, columns);
    const ranks = order === "date" ? (await file("date.json")).ranks : null;
    passed.sort(ranks ? (a, b) => index(ranks[b[0]]) - index(ranks[a[0]]) || b[0] - a[0] : (a, b) => b[1] - a[1] || b[0] - a[0]);
    const all = group && order !== "date" ? grouped(passed, columns) : passed.map(([i, score]) => [i, score, 0]);
    const rows = await Promise.all(all.slice(from, from + limit).map(async ([i, score, others]) =>
      ({ ...await row(columns.numbers[i], columns), score, others })));
    return {
      rows, total: passed.length, shown: all.length, counts, corrections: corrections(meant),
      marks: marks(meant), nothing: !kept.length, unfiltered: kept.length,
    };
  }

  // Said is only a correction that found something where the word itself found less.
  const size = (reading) => reading.found?.size ?? 0;
  const corrections = (meant) => meant.words.flatMap(({ word, readings }) => {
    const near = readings.find((each) => each.near && size(each));
    return near && size(readings[0]) < size(near) ? [{ from: word, to: near.near }] : [];
  });

  // Stems and words that a page may mark: a word of a text is marked where `marked(word)` says so.
  function marks(meant) {
    const stems = new Set(meant.words.flatMap(({ readings }) => readings.flatMap(({ terms, found }) => terms && found?.size ? terms : [])));
    return [...stems].sort();
  }

  return {
    search: (question, options) => again(() => ask(question ?? "", options)),
    document: (number) => again(async () => row(number, await table())),
    labels: async () => (await ready(), new Map(Object.entries(core.facets).map(([name, labels]) => [name, new Map(Object.entries(labels))]))),
    async suggest(prefix, options) {
      await ready();
      const typed = words(prefix), last = typed.at(-1) ?? "";
      const ends = last.length > 1 ? core.beginning(last).map((i) => [...typed.slice(0, -1), core.list[i]].join(" ")) : [];
      return { words: ends, ...await this.search(prefix, { limit: 7, ...options }) };
    },
    // A text as [piece, whether it is marked], pieces in order; joined they are the text.
    marked(text, stems) {
      const wanted = new Set(stems);
      return String(text).split(/([\p{L}\p{N}\p{M}'`\u2018\u2019\u02bb\u02bc]+)/u).filter(Boolean).map((piece) =>
        [piece, words(piece).some((word) => wanted.has(core?.stemFor(word) ?? word))]);
    },
  };
}
