// A service in one message, taken from its page, and a text to be copied by hand.
const MOST = 600; // characters: what a phone shows of a message before "Baca selengkapnya"

const all = (selector) => [...document.querySelectorAll(selector)];
const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();

// Cut at a word, and it shows.
function cut(text, most) {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\s\S*$/, "")}…`;
}

// An element's text without its notes, and the notes by themselves.
function parts(element) {
  const copy = element.cloneNode(true);
  const notes = [...copy.querySelectorAll("small")].map((note) => { note.remove(); return plain(note); });
  return [plain(copy), notes.join(", ")];
}

function fact(row) {
  const [value, note] = parts(row.querySelector("dd"));
  return `${plain(row.querySelector("dt"))}: ${cut(value, 80)}${note ? ` (${cut(note, 60)})` : ""}`;
}

// What to bring in the condition that is chosen: as many things as fit, and how many more there are.
function toBring(fits) {
  const items = all("#bawa .check > li").filter((item) => !item.closest("[hidden]")).map((item) => cut(parts(item)[0], 90));
  const [condition] = all("#bawa .variants > section:not([hidden]) > h3");
  const title = `${plain(document.querySelector("#bawa h2"))}${condition ? ` (${plain(condition)})` : ""}:`;
  if (!items.length) return [`${title} ${plain(document.querySelector("#bawa > p"))}`];
  for (let count = items.length; count > 0; count--) {
    const more = items.length - count;
    const list = [title, ...items.slice(0, count).map((item) => `- ${item}`), ...(more ? [`dan ${more} lainnya`] : [])];
    if (fits(list)) return list;
  }
  return [`${title} ${items.length} hal`];
}

// The message. WhatsApp sets what stands between asterisks in bold; the address comes last and is never cut.
export function message(address) {
  const lines = [];
  const fits = (more) => [...lines, ...more, "", address].join("\n").length <= MOST;
  const add = (...more) => { if (fits(more)) lines.push(...more); };
  add(`*${cut(plain(document.querySelector("h1")).replaceAll("*", ""), 160)}*`);
  add(cut(plain(document.querySelector(".head .over")), 130));
  if (all(".head .contoh").length) add("CONTOH untuk menguji portal, bukan layanan nyata.");
  for (const notice of all(".notice p:first-child")) add(cut(plain(notice), 160));
  // Of an ended service neither cost nor requirements hold.
  if (!all(".notice.bad").length) {
    all(".facts > div").slice(0, 3).forEach((row, i) => add(...(i ? [] : [""]), fact(row)));
    add("", ...toBring((list) => fits(["", ...list])));
  }
  return [...lines, "", address].join("\n");
}

// A text that the clipboard did not take, chosen and ready to be copied by hand.
export function show(text) {
  const dialog = document.createElement("dialog");
  dialog.innerHTML = "<form method=dialog><label>Peramban tidak mengizinkan penyalinan. Salin teks ini sendiri:<textarea class=field readonly></textarea></label><button class=btn>Tutup</button></form>";
  const area = dialog.querySelector("textarea");
  area.value = text;
  area.rows = Math.min(text.split("\n").length + 2, 14);
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
  area.select();
  area.scrollTop = 0;
}
