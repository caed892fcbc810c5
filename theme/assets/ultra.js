// What scripts add to pages that are complete without them; what they remember stays on the device.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const load = (key) => { try { return JSON.parse(localStorage[key]); } catch { return null; } };
const save = (key, value) => { try { localStorage[key] = JSON.stringify(value); } catch { /* refused */ } };

// Tampilan comes first: the module is async, so this may precede the first paint.
const look = { ...load("tampilan") };
Object.assign(document.documentElement.dataset, look);

function tampilan() {
  for (const input of all("[data-tampilan] input")) {
    input.checked = (look[input.name] ?? "") === input.value;
    input.onchange = () => {
      look[input.name] = document.documentElement.dataset[input.name] = input.value;
      save("tampilan", look);
    };
  }
}

// "Di halaman ini": current is the last part that begins above the upper third of the window.
function contents() {
  const links = all(".toc a[href^='#']");
  const targets = links.map((link) => document.getElementById(link.hash.slice(1)));
  const watcher = new IntersectionObserver(() => {
    const current = targets.findLastIndex((part) => part?.getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link, i) => { link.ariaCurrent = i === Math.max(current, 0) ? "location" : null; });
  }, { rootMargin: "0px 0px -67%" });
  for (const part of targets) if (part) watcher.observe(part);
}

// Ticks of the checklist, per page.
function ticks() {
  const boxes = all(".check input");
  const ticked = load(location.pathname) ?? [];
  for (const box of boxes) {
    box.checked = ticked.includes(box.value);
    box.onchange = () => save(location.pathname, boxes.filter((b) => b.checked).map((b) => b.value));
  }
}

// Requirements by condition: sections one below another become pills that show one at a time.
function variants() {
  for (const group of all("[data-varian]")) {
    const sections = all(":scope > section", group);
    const pills = document.createElement("fieldset");
    pills.className = "pills";
    pills.innerHTML = `<legend></legend><div>${"<label><input type=radio><span></span></label>".repeat(sections.length)}</div>`;
    pills.firstChild.textContent = group.dataset.varian;
    all("input", pills).forEach((radio, i) => {
      radio.name = group.dataset.varian;
      radio.nextSibling.textContent = sections[i].querySelector("h3").textContent;
      radio.onchange = () => sections.forEach((section, j) => { section.hidden = i !== j; });
      radio.checked = i === 0;
      sections[i].hidden = i > 0;
    });
    group.classList.add("live");
    group.prepend(pills);
  }
}

// The clipboard must be asked within the press, so it is given what may still be loading; an older browser waits for it.
// What it refuses is shown to be copied by hand.
async function copy(text) {
  try {
    const { clipboard } = navigator;
    const blob = async () => new Blob([await text], { type: "text/plain" });
    await (window.ClipboardItem ? clipboard.write([new ClipboardItem({ "text/plain": blob() })]) : clipboard.writeText(await text));
    return "Tersalin";
  } catch {
    (await import("./lembar/salin.js")).show(await text);
  }
}

// A button does what it says, and for two seconds says what came of it.
function press(selector, act) {
  for (const button of all(selector)) {
    const name = button.textContent;
    button.ariaLive = "polite";
    button.onclick = async () => {
      const said = await act(button).catch(() => "Gagal dimuat");
      if (!said) return;
      button.textContent = said;
      setTimeout(() => { button.textContent = name; }, 2000);
    };
  }
}

// Copied, read aloud, on paper: each is loaded when it is asked for.
function sheet() {
  const address = () => document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*/, "");
  press("[data-salin]", ({ dataset }) => copy(dataset.salin ? document.querySelector(dataset.salin).innerText.trim() : location.href));
  press("[data-pesan]", () => copy(import("./lembar/salin.js").then(({ message }) => message(address()))));
  press("[data-dengar]", async (button) => {
    // WebKit lets a page speak later if it has begun within the press.
    speechSynthesis.speak(new SpeechSynthesisUtterance(""));
    (await import("./lembar/dengar.js")).toggle(button);
  });
  for (const button of all("[data-dengar]")) button.hidden = !window.speechSynthesis;
  const slip = document.querySelector(".slip");
  if (!slip) return press("[data-cetak]", async () => print());
  let drawn;
  const draw = () => drawn ??= import("./lembar/qr.js").then(({ code }) => slip.append(code(address()))).catch(() => { drawn = null; });
  // No print waits for what beforeprint loads: so the first key of Ctrl+P already draws.
  addEventListener("beforeprint", draw);
  addEventListener("keydown", (event) => { if (event.ctrlKey || event.metaKey) draw(); });
  press("[data-cetak]", () => draw().then(() => print()));
}

// The visitor's region: remembered, marked in comparisons, opened from home.
function region() {
  for (const select of all("select[data-wilayah]")) {
    const rows = all("tr[data-wilayah]");
    const answer = select.form.querySelector("output");
    const on = document.querySelector("a[data-wilayah]");
    const [steps, words] = [on?.href, on?.textContent];
    const mark = () => {
      for (const row of rows) {
        const own = row.dataset.wilayah === select.value;
        row.classList.toggle("own", own);
        row.querySelector("th small").hidden = !own;
      }
      const missing = select.value && !rows.some((row) => row.dataset.wilayah === select.value);
      const name = select.selectedOptions[0].text;
      if (answer) answer.textContent = missing ? `${name} ${select.form.dataset.tanpa}` : "";
      if (!on) return;
      on.href = select.value ? `${steps}${select.value}/${on.dataset.wilayah}` : steps;
      on.textContent = select.value ? `Satker yang melayani ${name}` : words;
    };
    select.value = load("wilayah") ?? "";
    if (!select.value) select.selectedIndex = 0;
    mark();
    select.onchange = () => { save("wilayah", select.value); mark(); };
    select.form.onsubmit = () => {
      if (select.value) location.href = `${select.form.action}${select.value}/`;
      return false;
    };
  }
}

// In a list that can be filtered, links to narrower lists become boxes that narrow this one; others have fields.
function filters(page, show) {
  for (const link of all("[data-saring] a[data-nilai]", page)) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: link.dataset.nilai });
    box.name = link.closest("[data-saring]").dataset.saring;
    const label = document.createElement("label");
    label.append(box, ...link.childNodes);
    link.replaceWith(label);
  }
  if (location.search) show();
  else page.addEventListener("input", ({ target }) => show(target), { once: true });
}

// A region chosen by its link is remembered too; the list of regions offers the last one first.
function regions() {
  const slug = (link) => link.pathname.split("/").at(-2);
  for (const link of all("[data-pilih] :is(.tiles, th) a")) link.addEventListener("click", () => save("wilayah", slug(link)));
  const offer = document.querySelector("[data-ingat]");
  const last = offer && all("[data-pilih] th a").find((link) => slug(link) === load("wilayah"));
  if (!last) return;
  offer.hidden = false;
  offer.firstChild.href = last.href;
  offer.firstChild.textContent = `Lanjut dengan ${last.textContent}`;
}

// The search is loaded when it is used: on its own page, or when a field is entered.
function search() {
  const page = document.querySelector("[data-cari]");
  const field = document.querySelector(".search input[name=q]");
  const show = (box) => import("./search/page.js").then(({ results }) => results(page, box));
  if (page?.dataset.cari) filters(page, show);
  else if (page) show();
  else field?.addEventListener("focus", () => import("./search/suggest.js").then(({ suggest }) => suggest(field)), { once: true });
  addEventListener("keydown", (event) => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (field) field.focus(); else location.href = document.querySelector("a[href$='cari/']").href;
  });
}

function letter() {
  const form = document.querySelector("[data-surat]");
  if (form) import("./ppid/surat.js").then(({ letter }) => letter(form));
}

// Deadlines of a request for information, on their own page.
function deadlines() {
  const part = document.querySelector("[data-tenggat]");
  if (part) import("./ppid/tenggat.js").then(({ start }) => start(part));
}

function start() {
  for (const part of [tampilan, contents, ticks, variants, sheet, region, regions, search, letter, deadlines]) part();
  for (const element of all("[data-js]")) element.hidden = false;
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
