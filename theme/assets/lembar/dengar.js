// Reads a page aloud with the voices of the device: what is seen of its head and body, in the order of the page.
const BLOCKS = "h1, h2, h3, h4, p, li, dl > div, tr, [open] > summary, .pills :checked + span, figure, pre";
const SILENT = "nav, aside, thead, .actions, .ask, #lain, [data-js], [aria-hidden=true]";

let turn = 0, button = null, spoken = null, timer;

// Starts or stops.
export async function toggle(pressed) {
  if (button) return stop();
  button = pressed;
  button.textContent = "Berhenti";
  const mine = ++turn;
  speechSynthesis.cancel();
  const voice = await voiceOf();
  if (mine === turn) say(texts(document.querySelector("main")).flatMap(pieces), voice, mine);
}

function stop(words) {
  turn++;
  clearTimeout(timer);
  speechSynthesis.cancel();
  if (!button) return;
  const pressed = button;
  button = null;
  pressed.textContent = words ?? "Dengarkan";
  if (words) setTimeout(() => { if (button !== pressed) pressed.textContent = "Dengarkan"; }, 4000);
}
addEventListener("pagehide", () => stop());

// One piece after another: what was stopped in between does not go on. `spoken` keeps the piece from being collected,
// which would lose its end. A device without any voice says nothing at all, not even that it failed.
function say([piece, ...rest], voice, mine) {
  if (!piece) return stop();
  spoken = new SpeechSynthesisUtterance(piece);
  spoken.voice = voice;
  spoken.lang = voice?.lang ?? "id-ID";
  const failed = () => { if (mine === turn) stop("Suara tidak tersedia"); };
  timer = setTimeout(failed, 8000);
  spoken.onstart = () => clearTimeout(timer);
  spoken.onend = () => { clearTimeout(timer); if (mine === turn) say(rest, voice, mine); };
  spoken.onerror = failed;
  speechSynthesis.speak(spoken);
}

// The best voice there is: Indonesian (Android still says "in"), else Malay; one of the device before one from elsewhere.
// Chrome knows its voices only after a while.
async function voiceOf() {
  if (!speechSynthesis.getVoices().length) await new Promise((done) => { speechSynthesis.onvoiceschanged = done; setTimeout(done, 1000); });
  const voices = speechSynthesis.getVoices();
  const rank = ({ lang, localService }) => ["ms", "in", "id"].indexOf(lang.slice(0, 2).toLowerCase()) * 2 + localService;
  return voices.filter((voice) => rank(voice) >= 0).sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

// What is read of each part, without what was read before: time and cost stand twice on a page.
export function texts(main) {
  const blocks = [...main.querySelectorAll(BLOCKS)].filter((block) => !block.closest(SILENT) && !block.parentElement.closest(BLOCKS) && seen(block));
  const before = new Set();
  const fresh = blocks.map((block) => [Number(block.tagName.match(/^H(\d)/)?.[1] ?? 9), words(block)]).filter(([, text]) => {
    const key = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    return key && !before.has(key) && before.add(key);
  });
  // A heading is not read where nothing of its part is.
  return fresh.filter(([level], i) => level === 9 || level < fresh[i + 1]?.[0]).map(([, text]) => text);
}

// checkVisibility knows what a closed fold hides; boxes are what older browsers know.
function seen(block) {
  return block.checkVisibility?.() ?? block.getClientRects().length > 0;
}

function words(block) {
  const text = (element) => element?.innerText.trim() ?? "";
  if (block.matches("figure")) return spelt(`Gambar: ${block.querySelector("img")?.alt ?? ""}\n${text(block.querySelector("figcaption"))}`);
  if (block.matches("tr")) return spelt([...block.cells].map(text).join(": "));
  if (block.matches("div")) return spelt(`${text(block.querySelector("dt"))}: ${text(block.querySelector("dd"))}`);
  return spelt(text(block));
}

// As a voice says it: a new line is a pause, a dash between two days or numbers is "sampai", and capitals are no abbreviation.
function spelt(text) {
  return text
    .replace(/([.,:;!?])?\s*\n\s*(\p{Ll})?/gu, (_, sign, small) => `${sign ?? (small ? "," : ".")} ${small ?? ""}`)
    .replace(/(\S)–(?=\S)/g, "$1 sampai ")
    .replace(/\bKab\. /g, "Kabupaten ")
    .replaceAll(" · ", ", ")
    .replaceAll("CONTOH", "Contoh")
    .trim();
}

// Chrome falls silent some 15 seconds into a text, so none has more than 160 characters: cut where a sentence ends,
// else at a comma, else between words.
export function pieces(text) {
  return text.match(/.{1,160}$|.{1,160}[.!?;](?=\s)|.{1,160}[,:](?=\s)|.{1,160}(?=\s)|.{1,160}/gs).map((piece) => piece.trim()).filter(Boolean);
}
