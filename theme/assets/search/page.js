// Results, on the page of the search or in a list whose filters are its links (data-cari names what is fixed): what is
// asked stands in the address, and every change of it is shown.
import { address, element, engine, isOutside, labelOf, marked, typePage } from "./site.js";

const VALUES = 5, PAUSE = 120, EXCERPTS = 4, LENGTH = 180;
const find = (selector) => document.querySelector(selector);
const number = new Intl.NumberFormat("id-ID");

// The sentence of a page with most of the marked words, cut around them.
async function sentenceOf(url, marks) {
  const answer = await fetch(url);
  if (!answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let best = "", most = 0;
  for (const part of page.querySelectorAll("main :is(p, li, dd, td, h2, h3)")) {
    for (const sentence of part.textContent.split(/(?<=[.!?])\s/)) {
      const hits = new Set(engine.marked(sentence, marks).filter(([, hit]) => hit).map(([word]) => word.toLowerCase())).size;
      if (hits > most) [best, most] = [sentence.replace(/\s+/g, " ").trim(), hits];
    }
  }
  if (best.length <= LENGTH) return best;
  const at = engine.marked(best, marks).reduce(([seen, place], [piece, hit]) => [seen + piece.length, hit && place < 0 ? seen : place], [0, -1])[1];
  const from = Math.max(0, at - LENGTH / 3);
  return `${from ? "… " : ""}${best.slice(from, from + LENGTH).replace(from ? /^\S*\s/ : /^/, "").replace(/\s\S*$/, "")} …`;
}

// `first` is the filter that was set before this was there: a box, a list to choose from, or the field for words.
export function results(root, first) {
  const form = root.querySelector("form:has([name=q])") ?? find("form.search"), input = form?.elements.q, others = document.querySelectorAll("[data-cari-lain]"), panel = root.querySelector("[data-hasil]");
  const [list, heading, chips, pages, advice] = [".rows", "h2", ".chips", ".pages", "[data-saran]"].map((s) => panel.querySelector(s));
  const maybe = find(".maybe"), sort = panel.querySelector(".sort p"), groups = [...root.querySelectorAll("[data-saring]")];
  const names = groups.map((group) => group.dataset.saring), bar = root.querySelector(".facets"), fold = bar.previousElementSibling;
  const { cari, urut = "relevance", satuan = "hasil", mata = cari ? "" : "isi" } = root.dataset, fixed = {}, ROWS = cari ? 20 : 10;
  for (const [name, value] of new URLSearchParams(cari)) fixed[name] = [value];
  let turn = 0, timer;

  const state = () => {
    const given = new URLSearchParams(location.search);
    const facets = {};
    for (const name of names) facets[name] = given.get(name)?.split(",").filter(Boolean) ?? [];
    const q = given.get("q") ?? "";
    return { q, facets, order: given.get("urut") === "terbaru" ? "date" : q ? "relevance" : urut, page: Math.max(1, parseInt(given.get("hal"), 10) || 1) };
  };

  const query = ({ q, facets, order, page }) => {
    const given = new URLSearchParams();
    if (q) given.set("q", q);
    for (const name of names) if (facets[name].length) given.set(name, facets[name].join(","));
    if (order === "date" && urut !== "date") given.set("urut", "terbaru");
    if (page > 1) given.set("hal", page);
    const text = String(given).replaceAll("%2C", ",");
    return text ? `?${text}` : location.pathname;
  };

  function go(change, { replace = false } = {}) {
    history[replace ? "replaceState" : "pushState"](null, "", query({ ...state(), page: 1, ...change }));
    return show();
  }

  function toggle(name, value) {
    const { facets } = state(), values = facets[name];
    facets[name] = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
    return go({ facets });
  }

  // What a filter says that was just set.
  function heed({ type, name, value }) {
    if (type === "checkbox") return toggle(name, value);
    if (type === "select-one") return go({ facets: { ...state().facets, [name]: value ? [value] : [] } });
    return go({ q: value }, { replace: true });
  }

  // A later question makes the answer to an earlier one stale.
  async function show() {
    const mine = ++turn, now = state();
    const chosen = names.flatMap((name) => now.facets[name].map((value) => [name, value]));
    const asked = now.q.trim() || chosen.length;
    if (!asked) rest();
    if (!asked && !cari) return;
    panel.ariaBusy = "true";
    const found = await Promise.all([
      engine.search(now.q, {
        facets: { ...now.facets, ...fixed }, order: now.order.includes(" ") ? now.order.split(" ") : now.order,
        limit: asked ? ROWS : 0, from: (now.page - 1) * ROWS,
      }),
      engine.labels(),
    ]).catch(() => null);
    if (mine !== turn) return;
    panel.ariaBusy = null;
    if (!found) return failed();
    const [answer, labels] = found, label = (name, value) => labelOf(labels, name, value);
    if (asked) fill(now, answer, label, chosen);
    for (const group of groups) facet(group, now, answer, label);
    fold.querySelector("small").textContent = chosen.length ? `${chosen.length} aktif` : "";
  }

  // Nothing is asked: what stands there without the search.
  function rest() {
    panel.hidden = true;
    if (!cari) root.hidden = true;
    instead(true);
  }

  function instead(shown) {
    for (const part of others) part.hidden = !shown;
  }

  function failed() {
    root.hidden = panel.hidden = false;
    instead(true);
    heading.textContent = "Pencarian tidak dapat dimuat. Periksa sambungan internet, lalu coba lagi.";
    for (const part of [list, chips]) part.replaceChildren();
    for (const part of [sort, pages, maybe, advice, chips, !cari && root.querySelector(".side")]) if (part) part.hidden = true;
  }

  function fill(now, answer, label, chosen) {
    root.hidden = panel.hidden = false;
    instead(!cari && !answer.total);
    if (!cari) root.querySelector(".side").hidden = !answer.unfiltered;
    if (!cari) document.title = document.title.replace(/^.*?(?= · )/, now.q ? `${now.q}, hasil pencarian` : "Cari");
    if (maybe) corrections(now, answer);
    said(now, answer, label, chosen);
    if (sort) sort.hidden = !answer.total;
    for (const button of sort?.children ?? []) button.ariaPressed = String((button.dataset.urut === "terbaru") === (now.order === "date"));
    chips.hidden = !chosen.length;
    chips.replaceChildren(...chosen.map(([name, value]) => chip(name, value, label)));
    list.replaceChildren(...answer.rows.map((row) => item(row, answer.marks, label)));
    if (now.q) excerpts(answer);
    paging(now, answer);
  }

  // What was read otherwise than it was written, and the way to ask for just what was written.
  function corrections(now, { corrections: found }) {
    maybe.hidden = !found.length;
    if (!found.length) return;
    const exact = found.reduce((text, { from }) => text.replace(new RegExp(`(?<![\\p{L}\\p{N}"])${from}(?![\\p{L}\\p{N}"])`, "giu"), '"$&"'), now.q);
    const href = query({ ...now, q: exact, page: 1 });
    maybe.replaceChildren("Menampilkan hasil untuk ", element("b", {}, found.map(({ to }) => to).join(" ")), "; ",
      element("a", { href, "data-tetap": "" }, `cari persis “${found.map(({ from }) => from).join(" ")}”`));
  }

  function said(now, { total, shown, missing }, label, chosen) {
    advice.hidden = total > 0 && !missing.length;
    if (total) {
      advice.textContent = `Tidak ada di halaman mana pun: ${missing.map((word) => `“${word}”`).join(", ")}.`;
      heading.textContent = `${number.format(total)} ${satuan}`;
      heading.append(element("span", { class: "vh" }, now.q ? ` untuk ${now.q}` : ""));
      if (shown < total) heading.append(element("span", { class: "vh" }, `, ${shown} baris`));
      return;
    }
    heading.textContent = now.q ? `Tidak ada yang cocok dengan “${now.q}”` : "Tidak ada yang cocok dengan saringan ini";
    const hints = [];
    const words = now.q.trim().split(/\s+/);
    if (words.length > 1) {
      const short = words.reduce((a, b) => (b.length > a.length ? b : a));
      hints.push("Coba kata yang lebih pendek, misalnya ", element("a", { href: query({ ...now, q: short, page: 1 }), "data-tetap": "" }, short), ", atau periksa ejaannya. ");
    } else if (now.q) hints.push("Periksa ejaannya, atau coba kata lain. ");
    if (chosen.length) {
      const empty = Object.fromEntries(names.map((name) => [name, []]));
      const told = chosen.map(([name, value]) => `“${label(name, value)}”`).join(" dan ");
      hints.push(`Saringan ${told} juga membatasi hasil: `, element("a", { href: query({ ...now, facets: empty, page: 1 }), "data-tetap": "" }, "hapus saringan"), ".");
    }
    advice.replaceChildren(...hints);
  }

  function chip(name, value, label) {
    const button = element("button", { type: "button", "aria-label": `Hapus saringan ${label(name, value)}` }, label(name, value), element("span", { "aria-hidden": "true" }, "×"));
    button.onclick = () => toggle(name, value).then(() => heading.focus());
    return button;
  }

  function item(row, marks, label) {
    const [excerpt, facts = ""] = row.summary.split("\n");
    const rel = isOutside(row) ? "nofollow noopener ugc" : null;
    const link = element("a", { href: address(row), rel }, ...marked(row.title, marks));
    const made = element("li", {}, element("p", { class: "title" }, link));
    const eye = mata === "isi" ? row.kind : row.facets[mata]?.[0];
    if (eye) made.prepend(element("p", { class: "eye" }, label(mata, eye)));
    if (excerpt) made.append(element("p", {}, ...marked(excerpt, marks)));
    const meta = element("p", { class: "meta" });
    if (row.facets.contoh?.length) meta.append(element("span", { class: "contoh" }, "Contoh"), " ");
    meta.append(facts);
    if (row.others) meta.append(facts && " · ", element("a", { href: typePage(row) }, `dan ${number.format(row.others)} layanan serupa`));
    if (meta.childNodes.length) made.append(meta);
    return made;
  }

  // Where neither title nor summary holds a word of the question, a sentence of the page itself says why it was found.
  async function excerpts({ rows, marks }) {
    const mine = turn, items = [...list.children];
    const silent = rows.flatMap((row, i) => items[i].querySelector("mark") || isOutside(row) ? [] : [[row, items[i]]]);
    await Promise.all(silent.slice(0, EXCERPTS).map(async ([row, shown]) => {
      const sentence = await sentenceOf(address(row), marks).catch(() => "");
      if (!sentence || mine !== turn) return;
      const old = shown.querySelector("p:not([class])"), made = element("p", {}, ...marked(sentence, marks));
      if (old) old.replaceWith(made); else shown.querySelector(".title").after(made);
    }));
  }

  function facet(group, now, { counts }, label) {
    const name = group.dataset.saring, own = now.facets[name], found = counts.get(name) ?? new Map();
    const values = [...new Set([...found.keys(), ...own])].map((value) => [value, found.get(value) ?? 0, label(name, value)]);
    if (group.options) return options(group, values, own);
    values.sort((a, b) => own.includes(b[0]) - own.includes(a[0]) || b[1] - a[1] || (a[2] < b[2] ? -1 : 1));
    group.hidden = values.length < 2 && !own.length;
    const boxes = values.map(([value, count, text]) => {
      const box = element("input", { type: "checkbox", name, value });
      box.checked = own.includes(value);
      return element("label", {}, box, element("span", {}, text), element("small", {}, number.format(count)));
    });
    const first = Math.max(VALUES, own.length), title = group.firstElementChild, open = group.querySelector("details")?.open;
    const focused = document.activeElement?.name === name ? document.activeElement.value : null;
    group.replaceChildren(title, element("div", {}, ...boxes.slice(0, first)));
    if (boxes.length > first) {
      group.append(element("details", { open: open ? "" : null },
        element("summary", {}, `Semua ${boxes.length} ${title.textContent.toLowerCase()}`), element("div", {}, ...boxes.slice(first))));
    }
    if (focused !== null) [...group.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }

  // Years from the newest, all else by its words.
  function options(select, values, [own = ""]) {
    const order = new Intl.Collator("id", { numeric: true }).compare, turn = select.name === "tahun" ? -1 : 1;
    values.sort((a, b) => turn * order(a[2], b[2]));
    select.replaceChildren(select.options[0], ...values.map(([value, count, text]) => new Option(`${text} (${number.format(count)})`, value)));
    select.value = own;
  }

  function paging(now, { shown }) {
    const last = Math.ceil(shown / ROWS), [before, words, after] = pages.children;
    pages.hidden = last < 2;
    words.textContent = `Halaman ${now.page} dari ${last}`;
    before.hidden = now.page < 2;
    after.hidden = now.page >= last;
    const turned = (page) => go({ page }).then(() => { heading.focus(); panel.scrollIntoView(); });
    before.onclick = () => turned(now.page - 1);
    after.onclick = () => turned(now.page + 1);
  }

  const written = () => { if (input) input.value = state().q; };

  heading.tabIndex = -1;
  if (!input || first !== input) written(); // what is being typed stays
  if (input) {
    input.oninput = () => { clearTimeout(timer); timer = setTimeout(() => go({ q: input.value }, { replace: true }), PAUSE); };
    form.onsubmit = (event) => { event.preventDefault(); clearTimeout(timer); go({ q: input.value }); };
  }
  root.onchange = ({ target }) => { if (target !== input) heed(target); };
  for (const each of root.querySelectorAll("form")) each.onsubmit ??= () => false;
  for (const button of sort?.children ?? []) button.onclick = () => go({ order: button.dataset.urut ? "date" : urut });
  const shut = element("button", { type: "button", class: "btn only-phone" }, "Tampilkan hasilnya");
  shut.onclick = () => { fold.open = false; heading.focus(); panel.scrollIntoView(); };
  bar.append(shut);
  // Links to other questions stay on the page.
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-tetap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    written();
    show().then(() => heading.focus());
  });
  addEventListener("popstate", () => { written(); show(); });
  if (input && !cari && !input.value) {
    input.focus();
    engine.labels().catch(() => {}); // while the question is being typed
  }
  if (first) heed(first); else show();
}
