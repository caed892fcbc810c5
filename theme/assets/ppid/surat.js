// A letter that writes itself while its form is filled in, and what is already published about what is asked. Nothing
// of it leaves the page until the visitor sends it.
import { address, element, engine } from "../search/site.js";

const PAUSE = 400, FEWEST = 2, SHOWN = 3;

export function letter(root) {
  const form = root.querySelector("form"), fields = form.elements, dots = new Map();
  const [sent, published] = [root.querySelector("[data-serah]"), root.querySelector("[data-sudah]")];
  const unsent = [...sent.childNodes].map((node) => node.cloneNode(true));
  let timer, turn = 0;

  const chosen = () => root.querySelector(`[data-jenis=${fields.surat.value}] .letter`);
  const valueOf = (name) => {
    if (name === "tanggal") return new Date().toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
    if (name === "satker") return fields.satker.value && fields.satker.selectedOptions[0].text;
    return fields[name].value.trim();
  };

  function write() {
    for (const part of root.querySelectorAll("[data-untuk], [data-jenis]")) {
      part.hidden = (part.dataset.untuk ?? part.dataset.jenis) !== fields.surat.value;
    }
    for (const place of root.querySelectorAll("[data-isi]")) {
      if (!dots.has(place)) dots.set(place, place.textContent);
      place.textContent = valueOf(place.dataset.isi) || dots.get(place);
    }
    hand();
  }

  // The ways to hand the letter in are those that the satker's record names.
  function hand() {
    const { surel, wa, ...forms } = fields.satker.selectedOptions[0].dataset, formulir = forms[fields.surat.value], text = chosen().innerText.replace(/\n{3,}/g, "\n\n").trim();
    const subject = text.split("\n")[0].replace(/^Hal: /, "");
    const ways = {
      formulir,
      surel: surel && `mailto:${surel}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`,
      wa: wa && `https://wa.me/${wa}?text=${encodeURIComponent(text)}`,
    };
    for (const link of root.querySelectorAll("[data-kirim]")) {
      const href = ways[link.dataset.kirim];
      link.hidden = !href;
      if (href) link.href = href; else link.removeAttribute("href");
    }
    const slug = fields.satker.value;
    if (!slug) return sent.replaceChildren(...unsent.map((node) => node.cloneNode(true)));
    const page = element("a", { href: new URL(`../satker/${slug}/`, location.href).href }, fields.satker.selectedOptions[0].text);
    sent.replaceChildren(formulir || surel || wa ? "Atau antarkan sendiri: " : "Saluran daringnya belum diisi satker; serahkan langsung. Keterangannya: ", page, ".");
  }

  // Perhaps it need not be asked for.
  async function suggest() {
    const mine = ++turn, question = fields.informasi.value.trim();
    const { rows } = question.split(/\s+/).length < FEWEST ? { rows: [] } : await engine.search(question, { limit: SHOWN }).catch(() => ({ rows: [] }));
    if (mine !== turn) return;
    const links = rows.map((row) => element("li", {}, element("a", { href: address(row) }, row.title)));
    published.replaceChildren(...(links.length ? ["Mungkin sudah ada di portal ini:", element("ul", {}, ...links)] : []));
  }

  form.oninput = ({ target }) => {
    write();
    if (target !== fields.informasi) return;
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  };
  form.onsubmit = () => false;
  // A satker's own page leads here with the letter and the satker chosen.
  const asked = new URLSearchParams(location.search);
  for (const name of ["surat", "satker"]) if (asked.has(name)) fields[name].value = asked.get(name);
  if (fields.satker.selectedIndex < 0) fields.satker.value = "";
  if (!fields.surat.value) fields.surat[0].checked = true;
  write();
}
