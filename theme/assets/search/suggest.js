// Suggestions below a search field: a combobox as WAI-ARIA's practices describe it.
import { address, element, engine, labelOf, marked } from "./site.js";

const ROWS = 6, PAUSE = 100;

export function suggest(input) {
  const list = element("ul", { class: "saran", role: "listbox", id: `${input.id}-saran`, "aria-label": "Saran" });
  list.hidden = true;
  input.parentNode.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  let turn = 0, timer, current = -1;

  function close() {
    turn++;
    list.hidden = true;
    input.ariaExpanded = "false";
    choose(-1);
  }

  // What a person has chosen is not drawn anew by an answer that comes late.
  function choose(index) {
    if (index >= 0) { turn++; clearTimeout(timer); }
    current = index;
    [...list.children].forEach((option, i) => { option.ariaSelected = String(i === index); });
    const option = list.children[index];
    if (option) input.setAttribute("aria-activedescendant", option.id); else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  async function show() {
    const mine = ++turn, typed = input.value.trim();
    if (typed.length < 2) return close();
    try {
      const [{ rows, marks }, labels] = await Promise.all([engine.search(typed, { limit: ROWS }), engine.labels()]);
      if (mine !== turn || !rows.length) return mine === turn && close();
      const options = rows.map((row) => {
        const facts = [labelOf(labels, "isi", row.kind), row.summary.split("\n")[1]?.split(" · ")[0]].filter(Boolean);
        return option(address(row), ...marked(row.title, marks, "b"), element("small", {}, facts.join(" · ")));
      });
      const all = new URL(input.form.action);
      all.searchParams.set("q", typed);
      list.replaceChildren(...options, option(all.href, `Cari “${typed}” di semua isi`));
      [...list.children].forEach((each, i) => { each.id = `${list.id}-${i}`; });
      list.hidden = false;
      input.ariaExpanded = "true";
      choose(-1);
    } catch {
      close(); // the form still leads to the results page
    }
  }

  function option(href, ...children) {
    const made = element("li", { role: "option", "aria-selected": "false" }, ...children);
    made.dataset.href = href;
    return made;
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, PAUSE); });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(current + 1 < count ? current + 1 : 0);
    else if (event.key === "ArrowUp") choose(current > 0 ? current - 1 : count - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) location.href = list.children[current].dataset.href;
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("li");
    if (chosen) location.href = chosen.dataset.href;
  });
  if (input.value) show(); else engine.labels().catch(() => {}); // while the question is being typed
}
