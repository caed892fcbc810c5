"""axe over a page that is open, with the colours of each look judged once instead of on every page that shows it.

Of axe's rules colour contrast alone takes as long as all others together. What it says of a text depends on how the
text and all that lies behind it are set, not on what is said; so pages that show no look which was not judged before
are spared it. Every other rule sees every page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
COLOURS = [CONTRAST, "link-in-text-block"]  # the only rules that a change of the colours can break

Found = list[tuple[str, list[str]]]

# Without preload axe does not fetch style sheets and media once more, which none of these rules asks for here.
RUN = """([runOnly, off]) => axe.run(document, {
  runOnly, rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])),
  resultTypes: ["violations"], preload: false,
}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]))"""

# The looks of the texts that are seen: what axe reads of a text's own style, and below it that of every ancestor which
# adds something. A text of one letter, or of a control that cannot be used, is none that axe judges.
LOOKS = r"""() => {
  const TEXT = ["color", "fontSize", "fontWeight", "textShadow", "webkitTextStroke", "textDecorationLine"];
  const GROUND = ["backgroundColor", "backgroundImage", "opacity", "position", "zIndex", "transform", "filter",
    "mixBlendMode", "clipPath", "maskImage"];
  const PLAIN = "rgba(0, 0, 0, 0)|none|1|static|auto|none|none|normal|none|none";
  const known = new Map([[null, ["", ""]]]);
  const seen = new Set();
  for (const e of document.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const [look, above] = known.get(e.parentElement);
    const text = TEXT.map((name) => style[name]).join("|");
    const ground = GROUND.map((name) => style[name]).join("|");
    const usable = (e.control ?? e).matches(":disabled, [aria-disabled=true]") ? "disabled" : "";
    const own = text === above && ground === PLAIN && !usable ? look : `${look}>${text}|${ground}|${usable}`;
    known.set(e, [own, text]);
    const said = [...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? n.data : " ")).join("");
    if ((/[\p{L}\p{N}]{2}/u.test(said) || e.matches("input, select, textarea"))
      && e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) seen.add(own);
  }
  return [...seen];
}"""


def violations(page: Page, *, judged: set[str] | None = None, only: list[str] = TAGS) -> Found:
    """What axe finds; with `judged` it leaves out contrast where every look is in there, else adds the page's."""
    looks = set(page.evaluate(LOOKS)) if judged is not None else set()
    known = judged is not None and looks <= judged
    found: list[list[Any]] = page.evaluate(RUN, [only, [CONTRAST] if known else []])
    if judged is not None:
        judged |= looks
    return [(rule, nodes[:3]) for rule, nodes in found]
