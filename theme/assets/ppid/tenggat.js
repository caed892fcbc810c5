// The table of deadlines counted from the visitor's own day. Steps and days off are read from the page's tables.
import { chain, doubts, inFull, iso, notes, numbered } from "./hari_kerja.js";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function daysOff() {
  const tables = all("[data-libur] [data-tahun]");
  const days = tables.flatMap((table) => all("tbody tr", table)).map((row) => ({
    day: numbered(row.querySelector("time").dateTime),
    name: row.querySelector("span").textContent,
    joint: "cuti" in row.dataset,
    guess: "perkiraan" in row.dataset,
  }));
  days.sort((a, b) => a.day - b.day);
  const years = (from) => new Set(from.map((table) => Number(table.dataset.tahun)));
  return {
    off: new Map(days.map((each) => [each.day, each])),
    years: years(tables),
    bare: years(tables.filter((table) => "tanpaCuti" in table.dataset)),
  };
}

function element(name, text, className = "") {
  return Object.assign(document.createElement(name), { textContent: text, className });
}

export function start(part) {
  const { kejadian, hari } = part.querySelector("form").elements;
  const [said, wrong, caption, save] = ["output", "#salah", "caption", "[data-ics]"].map((each) => part.querySelector(each));
  const rows = all("tbody tr", part);
  const steps = rows.map(({ dataset }) => ({ code: dataset.langkah, count: Number(dataset.hari), branch: "cabang" in dataset }));
  const calendar = daysOff();
  let found = [];

  // Each date with its notes, in the second cell; steps that are over are hidden.
  function show() {
    const option = kejadian.selectedOptions[0];
    found = chain(steps, option.dataset.langkah, "panjang" in option.dataset, numbered(hari.value), calendar);
    const title = `${option.text}: ${inFull(numbered(hari.value))}`;
    caption.textContent = title;
    rows.forEach((row, i) => {
      const due = found[i - rows.length + found.length];
      row.hidden = !due;
      if (!due) return;
      const date = inFull(due.day), unsure = doubts(due, due.before);
      const parts = [due.sure ? element("b", date) : date, ...notes(due).map((note) => element("small", note))];
      if (unsure.length) parts.push(element("span", "dapat bergeser", "state warn"), ...unsure.map((note) => element("small", note)));
      row.cells[1].replaceChildren(...parts.flatMap((each) => [each, " "]));
    });
    const first = rows.at(-found.length).cells[0].firstChild.textContent.trim();
    said.textContent = `${first}: paling lambat ${inFull(found[0].day)}.`;
  }

  // A date that is only half typed is empty: what was found for the last whole one stays, and nothing is told off yet.
  function changed({ type }) {
    const fits = hari.validity.valid;
    if (fits || type === "change") {
      wrong.hidden = fits;
      hari.ariaInvalid = String(!fits);
    }
    save.disabled = !fits;
    if (fits) show();
    else said.textContent = "";
  }

  save.onclick = async () => {
    const { calendar: written } = await import("./ics.js");
    const events = found.map((due) => {
      const [step, , time, law] = rows.find((row) => row.dataset.langkah === due.code).cells;
      const [name, who] = [...step.childNodes].map((node) => node.textContent.trim());
      const condition = due.sure ? [] : ["Hanya bila langkah sebelumnya selesai tepat pada hari terakhirnya."];
      return {
        id: due.code,
        date: iso(due.day),
        title: `Paling lambat: ${name} (${who})`,
        text: [`${time.textContent}. ${law.textContent}.`, `${caption.textContent}.`, ...condition, ...notes(due), ...doubts(due), "Dihitung sendiri di perangkat, bukan keputusan."].join("\n"),
      };
    });
    const address = location.href.replace(/[?#].*/, "");
    const file = new Blob([written(events, new Date(), location.hostname, address)], { type: "text/calendar" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "batas-waktu.ics" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // Today is the visitor's own, not that of the build.
  const now = new Date();
  hari.value ||= iso(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5);
  kejadian.onchange = hari.onchange = hari.oninput = changed;
  part.querySelector("form").onsubmit = () => false;
  changed({ type: "change" });
}
