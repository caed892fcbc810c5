// The portal's index for the engine, and pieces that the results and the suggestions share.
import { open } from "./engine.js";

const ROOT = new URL("../../", import.meta.url);
const INDEX = new URL("cari/indeks/", ROOT);

export const engine = open(async (name, fresh) => {
  const answer = await fetch(new URL(name, INDEX), fresh ? { cache: "no-cache" } : {});
  return answer.ok ? answer.text() : null;
});

// An entry of a feed lies elsewhere; all other addresses are seen from the portal's root.
export const address = (row) => new URL(row.url, ROOT).href;
export const isOutside = (row) => !address(row).startsWith(ROOT.href);
export const typePage = (row) => new URL(`layanan/${row.group}/`, ROOT).href;

// A facet's value in words; a value that somebody wrote into the address by hand stands for itself.
export const labelOf = (labels, name, value) => Object.hasOwn(labels[name] ?? {}, value) ? labels[name][value] : value;

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The text with what was found in it marked; words beside each other become one mark.
export function marked(text, marks, name = "mark") {
  const pieces = [];
  for (const [piece, isMarked] of engine.marked(text, marks)) {
    const [last, gap] = [pieces.at(-2), pieces.at(-1)];
    if (isMarked && last?.[1] && /^\s+$/.test(gap[0])) {
      pieces.pop();
      last[0] += gap[0] + piece;
    } else pieces.push([piece, isMarked]);
  }
  return pieces.map(([piece, isMarked]) => isMarked ? element(name, {}, piece) : piece);
}
