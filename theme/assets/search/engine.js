// A question in, rows out; knows no page and no network: load(name, fresh) gives a file's text. docs/pencarian.md
// specifies the files; weights and word lists come with core.json.
const DIGITS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(i + 32)).filter((digit) => !/[!"\\]/.test(digit));
const VALUE = new Map(DIGITS.map((digit, value) => [digit, value]));
const BASE = 92, ONE = 60, LONG = 91, TWO = ONE + (LONG - ONE) * BASE;
const FORMAT = 2, SLOTS = 32, LEVELS = 8, CLASSES = 6, CURATED = "_";

export const fold = (text) =>
  String(text).normalize("NFKD").replace(/[\u0300-\u036f'`‘’ʻʼ]/g, "").toLowerCase();
export const words = (text) => fold(text).match(/[a-z0-9]{1,32}/g) ?? [];
export const levels = (text) => text.split("!").map(numbers);
export const index = (letter) => VALUE.get(letter) ?? letter.charCodeAt(0) - 256 + BASE;

export function numbers(text) {
  const found = [];
  let at = 0, last = -1;
  const digit = () => VALUE.get(text[at++]);
  while (at < text.length) {
    let gap = digit();
    if (gap === LONG) gap = TWO + (digit() * BASE + digit()) * BASE + digit();
    else if (gap >= ONE) gap = ONE + (gap - ONE) * BASE + digit();
    found.push(last += gap + 1);
  }
  return found;
}

export function frontDecoded(text) {
  let word = "";
  return Array.from(text.matchAll(/([A-Z])([a-z0-9]*)/g), ([, shared, rest]) =>
    word = word.slice(0, shared.charCodeAt(0) - 65) + rest);
}

export const stem = (word, [front, end, added]) => added + word.slice(front, word.length - end);

export function bucket(text, files) {
  let crc = -1;
  for (const letter of text) {
    crc ^= letter.charCodeAt();
    for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 && 0xedb88320);
  }
  return (~crc >>> 0) % files;
}

// The vocabulary, and what a question may mean. Both come in pieces, and a question needs few of them; what it is
// answered never depends on the pieces that others have left behind.

const initial = (word) => word < "a" ? "0" : word[0];
const setOf = (text) => new Set(text.split(" "));

function read(text, file) {
  const core = JSON.parse(text), { ask } = core, { near: little, swap, first } = ask.cost;
  if (core.format !== FORMAT) throw Error(`unknown format: ${core.format}`);
  const alone = new Set(frontDecoded(core.alone));
  const [stop, questions, weak, elsewhere] = [ask.stop, ask.question, ask.weak, ask.elsewhere].map(setOf);
  const openers = setOf(core.openers), silent = (word) => stop.has(word) || questions.has(word);
  const known = new Map(), phrases = new Map();  // of the files that were read
  const grade = (word) => known.get(word)?.grade;  // how common, with curated words above all
  const curated = (word) => grade(word) >= CLASSES;
  const stemOf = (word) => known.has(word) ? stem(word, known.get(word).way) : word;
  const allowed = (word) => ask.allowed.reduce((most, [length, cost]) => word.length >= length ? cost : most, 0);

  function learn(text) {
    const { words, classes, ways, steps, leads = {} } = JSON.parse(text), list = frontDecoded(words);
    list.forEach((word, i) => known.set(word, { grade: classes.charCodeAt(i) - 65, way: ways[index(steps[i])] }));
    for (const [phrase, [ways, ...place]] of Object.entries(leads)) {
      const found = ways ? ways.split("|").map((to) => ({ to: to.split(" ") })) : [];
      phrases.set(phrase, place[0] ? [...found, { place }] : found);
    }
    return list;
  }

  const fetched = (names) => Promise.all([...new Set(names)].map((name) => file(name, learn)));
  const nameOf = (word) => `v/${bucket(word.slice(0, ask.key), core.pieces)}.json`;
  const about = (words) => fetched(words.map(nameOf));
  const isStrange = (word) => !known.has(word) && !phrases.has(word);

  // What is to be known of words: of an unknown one also what it may be without affixes, or in two parts.
  async function meet(words) {
    await about(words);
    const strange = words.filter(isStrange);
    await about(strange.flatMap((word) => [...rests(word), ...halves(word).flatMap(([part, rest]) => known.has(part) ? rest : [])]));
  }

  // All words that begin with one of the letters.
  const beginningWith = (letters) =>
    fetched(letters.filter((letter) => core.initials.includes(letter)).map((letter) => `n/${letter}.json`));

  // The letters with which a word may begin that is this near; of those far away only curated ones are worth their bytes.
  function reach(word, most) {
    const found = [initial(word)];
    if (most >= first + little) found.push(word[0] === "h" ? word[1] : "h", ...ask.letters.flatMap(([a, b]) => a === word[0] ? b : b === word[0] ? a : []));
    return most < first + Math.min(1, swap) ? found : [...found, word[1], CURATED];
  }

  async function near(word, most, within = reach(word, most)) {
    if (!most || !/[a-z]/.test(word)) return [];
    const [{ nearest }, lists] = await Promise.all([import("./near.js"), beginningWith(within)]);
    return nearest(word, [...new Set(lists.flat())].filter((other) => other !== word && !stop.has(other) && !weak.has(other)), most, ask,
      (other) => curated(other) * ask.curated_gain + grade(other) % CLASSES * ask.common_gain,
      (other) => grade(other) < ask.rare_class ? ask.rare_near : most);
  }

  // What may be left of a word without affixes; and what of that is known.
  function rests(word) {
    const shorter = (one) => ask.suffixes.filter((end) => one.endsWith(end)).map((end) => one.slice(0, -end.length));
    const once = shorter(word), found = new Set();
    for (const trunk of [word, ...once, ...once.flatMap(shorter)]) {
      for (const [prefix, root] of [["", ""], ...ask.prefixes]) {
        const rest = root + trunk.slice(prefix.length);
        if (rest.length > 2 && rest !== word && trunk.startsWith(prefix)) found.add(rest);
      }
    }
    return [...found];
  }

  const bare = (word) => rests(word).filter((rest) => !isStrange(rest)).sort((a, b) => b.length - a.length).slice(0, 2);

  async function beginning(prefix) {
    const lists = await (prefix.length < ask.key ? beginningWith([initial(prefix)]) : about([prefix]));
    return lists.flat().filter((word) => word.startsWith(prefix) && word !== prefix).sort((a, b) => grade(b) - grade(a)).slice(0, ask.begin_most);
  }

  const joined = (tokens) => tokens.slice(1).flatMap(({ word }, i) => silent(tokens[i].word) ? [] : tokens[i].word + word);

  // Neighbours that are one curated word are joined, an unknown word that is two known ones is split.
  function spelled(tokens) {
    const out = [];
    for (let i = 0; i < tokens.length; i++) {
      const { word, exact } = tokens[i], both = word + tokens[i + 1]?.word;
      if (exact || silent(word)) out.push(tokens[i]);
      else if (curated(both)) out.push({ word: both }), i++;
      else out.push(...split(word).map((part) => ({ word: part })));
    }
    return out;
  }

  const halves = (word) => Array.from({ length: word.length - 5 }, (_, i) => [word.slice(0, i + 3), word.slice(i + 3)]);

  function split(word) {
    let best = [word], most = isStrange(word) && !bare(word)[0] ? 0 : Infinity;
    for (const parts of halves(word)) {
      const common = Math.min(...parts.map(grade));
      if (common > most) [best, most] = [parts, common];
    }
    return best;
  }

  // What a word may mean: terms that a record must have, or a place.
  async function readings({ word, exact, phrases: known_as = [] }, open) {
    const found = [];
    const add = (terms, weight, meant) => {
      if (!found.some((each) => `${each.terms}` === `${terms}`)) found.push({ terms, weight, meant });
    };
    const addNear = ({ other, apart }) => add([stemOf(other)], ask.near[0] - ask.near[1] * apart, other);
    const also = ({ to, place }) => place ? found.push({ place, weight: ask.same }) : add(to, ask.synonym);
    const away = !exact && elsewhere.has(word);
    add([away ? "" : stemOf(word)], ask.same);
    if (exact || away) return found;
    known_as.forEach(also);
    if (!known.has(word)) {
      for (const each of bare(word)) {
        add([stemOf(each)], ask.affix);
        phrases.get(each)?.forEach(also);
      }
      if (!found[1]) (await near(word, allowed(word))).forEach(addNear);
    } else if (grade(word) <= ask.rare_class) {
      const others = await near(word, Math.min(1, allowed(word)), [initial(word)]);
      others.filter(({ other }) => curated(other)).slice(0, 1).forEach(addNear);
    }
    if (open && word.length > 1) for (const each of await beginning(word)) add([stemOf(each)], ask.begin);
    return found;
  }

  async function understood(question) {
    const parts = question.slice(0, 300).split('"');
    const given = parts.flatMap((part, i) => words(part).map((word) => ({ word, exact: i % 2 > 0 }))).slice(0, 24);
    const saying = (tokens, also) => tokens.flatMap(({ word, exact }) => exact || !silent(word) || also?.has(word) ? word : []);
    await Promise.all([meet(saying(given)), about([...saying(given, openers), ...joined(given)])]);
    const tokens = spelled(given);
    await about(saying(tokens, openers));
    for (let from = 0; from < tokens.length; from++) {
      for (let to = from + 1; to <= Math.min(from + 4, tokens.length); to++) {
        const part = tokens.slice(from, to), found = phrases.get(part.map(({ word }) => word).join(" ")) ?? [];
        for (const token of part) token.phrases = [...token.phrases ?? [], ...found];
      }
    }
    const telling = tokens.filter(({ word, exact, phrases }) => exact || phrases[0] || !silent(word));
    const left = telling[0] ? telling : tokens, strong = left.some(({ word }) => !weak.has(word));
    const open = /[\p{L}\p{N}]$/u.test(question) && tokens.at(-1);
    await meet(left.map(({ word }) => word));
    const meant = await Promise.all(left.map(async (token) => ({
      word: token.word, weak: strong && weak.has(token.word), readings: await readings(token, token === open),
    })));
    const terms = meant.flatMap(({ readings: all }) => all.flatMap(({ terms: each }) => each ?? []));
    const stems = new Set(meant.map(({ readings: all }) => (all.find((each) => each.meant) ?? all[0]).terms[0]));
    return {
      asked: tokens.some(({ word }) => questions.has(word) || weak.has(word)), words: meant, terms,
      least: !terms.includes("") && core.subjects.some((term) => terms.includes(term)) ? ask.subject_share : ask.least_share,
      name: stems.size > 1 ? [...stems].sort().join("").slice(0, 32) : "",
    };
  }

  return {
    ...core, understood, kinds: new Map(Object.entries(core.kinds)),
    stems: (word) => (known.has(word) ? [word] : [word, ...rests(word)]).map(stemOf),
    fileOf: (term) => alone.has(term) ? `t/${term}_.json` : `t/${bucket(term, core.terms)}.json`,
  };
}

// The number and the values of each record, which is named by its rank among the numbers.

function table(text) {
  const { shelves, numbers: coded, columns } = JSON.parse(text), byName = new Map(Object.entries(columns));
  const pages = shelves.flatMap(([shelf, count]) => Array.from({ length: count }, (_, page) => `${shelf} ${page}`));
  const all = numbers(coded), rank = new Int32Array(pages.length * SLOTS).fill(-1);
  all.forEach((number, i) => { rank[number] = i; });
  for (const column of byName.values()) column.at = Array.from(column.letters, index);
  for (const column of byName.values()) {
    const { at, of } = column;
    if (of) column.at = byName.get(of).at.map((value) => at[value]);
  }
  const values = (name, i) => byName.has(name) ? byName.get(name).values[byName.get(name).at[i]] : [];
  return { pages, numbers: all, rank, names: [...byName.keys()], values, place: (name, i) => byName.get(name)?.at[i] ?? 0 };
}

export function open(load) {
  let core, files, ready;

  async function renew() {
    const text = await load("core.json", true);
    if (text == null) throw Error("core.json");
    files = new Map();
    core = read(text, file);
  }

  function file(name, parse = JSON.parse) {
    if (!files.has(name)) {
      files.set(name, Promise.resolve(load(`${name}?${core.hash}`, false)).then((text) => {
        if (text == null) throw Error(name);
        return parse(text);
      }));
    }
    return files.get(name);
  }

  // A missing or unexpected file means that the site was published anew: once more.
  async function current(work) {
    for (let again = 0; ; again++) {
      try {
        await (ready ??= renew());
        const columns = file("col.json", table);
        return (await Promise.all([work(columns), columns]))[0];
      } catch (error) {
        if (again) throw error;
        ready = null;
      }
    }
  }

  async function row(i, columns) {
    const number = columns.numbers[i], at = Math.floor(number / SLOTS), name = `d/${at}.json`;
    const { shelf, page, rows } = await file(name), found = rows.find(([slot]) => slot === number % SLOTS);
    if (!found || `${shelf} ${page}` !== columns.pages[at]) throw Error(name);
    const [, title, url, summary, date] = found;
    const facets = Object.fromEntries(columns.names.map((each) => [each, columns.values(each, i)]));
    return { title, url, summary, date, kind: facets.kind[0], group: facets.group[0] ?? "", facets };
  }

  // Levels of the records that have all the terms, or lie in the place.
  async function matches({ terms, place }, columns) {
    if (place) {
      return new Map(columns.numbers.flatMap((_, i) => columns.values(place[0], i).includes(place[1]) ? [[i, core.ask.place_level]] : []));
    }
    let found;
    for (const term of terms) {
      const here = new Map(), stored = term ? await file(core.fileOf(term)) : {};
      levels(Object.hasOwn(stored, term) ? stored[term] : "").forEach((list, above) => {
        for (const number of list) {
          const i = columns.rank[number];
          if (i >= 0 && (!found || found.has(i))) here.set(i, Math.min(LEVELS - above, found?.get(i) ?? LEVELS));
        }
      });
      found = here;
    }
    return found;
  }

  async function weighed(word, columns) {
    const { ask } = core, best = new Map();
    let most = 0.5, least = ask.idf_most;
    await Promise.all(word.readings.map(async (reading) => { reading.found = await matches(reading, columns); }));
    for (const { found, weight, place } of word.readings) {
      if (place) least = ask.place_idf; else most = Math.max(most, found.size);
      for (const [i, level] of found) {
        if (!(best.get(i)?.[0] >= level * weight)) best.set(i, [level * weight, ask.body_share[level - 1] ?? 1]);
      }
    }
    return { best, idf: Math.min(least, Math.log(1 + columns.numbers.length / most)) * (word.weak ? ask.weak_gain : 1) };
  }

  // [record, score] of all worth showing, before filters.
  async function scored(meant, columns) {
    const { ask, kinds } = core;
    const kindOf = (i) => kinds.get(columns.values("kind", i)[0]), kind = (i) => kindOf(i)[0] * (meant.asked ? kindOf(i)[1] : 1);
    if (!meant.words.length) return columns.numbers.map((_, i) => [i, kind(i)]);
    // All in one round trip; below they are there.
    await Promise.all([...meant.terms, meant.name].map((term) => term && file(core.fileOf(term))));
    const all = await Promise.all(meant.words.map((word) => weighed(word, columns)));
    const named = await matches({ terms: [meant.name] }, columns), final = (i) => kind(i) * (named.has(i) ? ask.name : 1);
    const whole = all.reduce((sum, { idf }) => sum + idf, 0), totals = new Map();
    let top = 0;
    for (const { best, idf } of all) {
      for (const [i, [score, share]] of best) {
        const [scores, shares] = totals.get(i) ?? [0, 0];
        totals.set(i, [scores + idf * score, shares + idf * share / whole]);
        top = Math.max(top, totals.get(i)[1]);
      }
    }
    const enough = Math.min(meant.least, all.every(({ best }) => [...best.values()].some(([, share]) => share === 1)) ? ask.found_share : 1);
    const least = Math.max(enough * Math.min(1, 3 / all.length), ask.kept_share * top) - 1e-9;
    const found = new Map(), best = new Map(), group = (i) => columns.values("group", i)[0];
    for (const [i, [score, share]] of totals) {
      if (share < least) continue;
      found.set(i, score * share * final(i));
      best.set(group(i), Math.max(found.get(i), best.get(group(i)) ?? 0));
    }
    columns.numbers.forEach((_, i) => {
      const lifted = kindOf(i)[2] * best.get(group(i));
      if (lifted > (found.get(i) ?? 0)) found.set(i, lifted);
    });
    return [...found];
  }

  // What passes all filters, and facets' counts of what passes the others.
  function filtered(kept, facets, columns) {
    const wanted = Object.entries(facets).filter(([, values]) => values.length), passed = [];
    const counts = new Map(columns.names.filter((name) => name !== "group").map((name) => [name, new Map()]));
    for (const each of kept) {
      const failed = wanted.filter(([name, values]) => !columns.values(name, each[0]).some((value) => values.includes(value)));
      if (!failed.length) passed.push(each);
      for (const [name, count] of counts) {
        if (failed.some(([other]) => other !== name)) continue;
        for (const value of columns.values(name, each[0])) count.set(value, (count.get(value) ?? 0) + 1);
      }
    }
    return { passed, counts };
  }

  // Records of one group with scores alike are one: [record, how many others].
  function grouped(ranked, columns) {
    const firsts = new Map(), shown = [];
    for (const [i, score] of ranked) {
      const [group = i] = columns.values("group", i), key = columns.values("kind", i) + group, first = firsts.get(key);
      if (first && score >= first[2] * (1 - core.ask.same_score)) first[1]++;
      else firsts.set(key, shown[shown.push([i, 0, score]) - 1]);
    }
    return shown;
  }

  async function answer(question, { facets = {}, order = "relevance", limit = 10, from = 0, group = order === "relevance" }, table) {
    const [meant, columns] = await Promise.all([core.understood(question), table]), kept = await scored(meant, columns);
    const { passed, counts } = filtered(kept, facets, columns);
    const ranks = order === "date" && (await file("date.json")).ranks, key = ([i, score]) => ranks ? index(ranks[i]) : score;
    const inOrder = Array.isArray(order) ? order : [], apart = (a, b) => (found, name) => found || columns.place(name, a) - columns.place(name, b);
    passed.sort((a, b) => inOrder.reduce(apart(a[0], b[0]), 0) || key(b) - key(a) || b[0] - a[0]);
    const shown = group ? grouped(passed, columns) : passed.map(([i]) => [i, 0]);
    const rows = await Promise.all(shown.slice(from, from + limit).map(async ([i, others]) => ({ ...await row(i, columns), others })));
    const all = meant.words.flatMap(({ readings }) => readings);
    return {
      rows, counts, missing: meant.words.flatMap(({ word, readings }) => readings.some(({ found }) => found.size) ? [] : [word]),
      total: passed.length, shown: shown.length, unfiltered: kept.length,
      marks: [...new Set(all.flatMap(({ terms, found }) => found.size && terms || []))].sort(),
      corrections: meant.words.flatMap(({ word, readings: [own, ...others] }) => {
        const near = others.find(({ meant: other, found }) => other && found.size > own.found.size && found.has(shown[0]?.[0]));
        return near ? [{ from: word, to: near.meant }] : [];
      }),
    };
  }

  return {
    search: (question, options = {}) => current((columns) => answer(`${question}`, options, columns)),
    labels: () => current(() => core.facets),
    marked: (text, marks) => text.split(/([\p{L}\p{N}\p{M}'’]+)/u).map((piece) =>
      [piece, words(piece).some((word) => core.stems(word).some((each) => marks.includes(each)))]),
  };
}
