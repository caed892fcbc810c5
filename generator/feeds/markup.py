"""What stands in HTML from elsewhere: its links, and the words and links that a reader does not see.

Read as a browser reads it, in time linear in its length. Knows HTML as text; nothing here is cleaned or judged.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class Markup:
    """What a raw body holds: addresses of links, and the words and links that a reader does not see."""

    links: list[str] = field(default_factory=list)
    hidden_links: list[str] = field(default_factory=list)
    hidden: str = ""


_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE: Final = re.compile(r"(?<![^\s\"'/])([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_QUOTE: Final = re.compile(r">|=\s*([\"'])")
_DEPTH: Final = 500  # deeper elements are read as if they stood at this depth


def read(raw: str) -> Markup:
    """Links and hidden words of a body. Linear in its length, whatever it holds; never raises."""
    markup = Markup()
    unseen: list[str] = []
    rules: set[str] = set()
    stack: list[tuple[str, _Look]] = []
    for kind, name, content in tokens(raw):
        look = stack[-1][1] if stack else _Look()
        if kind == "text":
            if look.hidden:
                unseen.append(html.unescape(content))
        elif kind == "style":
            rules |= _hiding_rules(content)
        elif kind == "close":
            _close(stack, name)
        else:
            found = attributes(content)
            within = _look(found, name, content, look, rules)
            if address := found.get("href", ""):
                markup.links.append(address)
                if within.hidden:
                    markup.hidden_links.append(address)
            if name not in _VOID and len(stack) < _DEPTH:
                stack.append((name, within))
    markup.hidden = " ".join(" ".join(unseen).split())
    return markup


def _close(stack: list[tuple[str, _Look]], name: str) -> None:
    for index in range(len(stack) - 1, max(-1, len(stack) - 50), -1):
        if stack[index][0] == name:
            del stack[index:]
            return


def tokens(raw: str) -> Iterator[tuple[str, str, str]]:
    """Text, tags and style sheets as a browser takes them apart: quotes count only as an attribute's value."""
    place = 0
    while place < len(raw):
        start = raw.find("<", place)
        if start < 0:
            yield "text", "", raw[place:]
            return
        if start > place:
            yield "text", "", raw[place:start]
        if raw.startswith("<!--", start):
            end = raw.find("-->", start + 4)
            place = len(raw) if end < 0 else end + 3
            continue
        tag = _NAME.match(raw, start)
        if not tag:
            yield "text", "", "<"
            place = start + 1
            continue
        end = _end_of_tag(raw, tag.end())
        if end < 0:
            return  # the rest is one tag that never ends: a browser drops it
        name = tag.group(2).lower()
        yield "close" if tag.group(1) else "open", name, raw[tag.end() : end]
        place = end + 1
        if name in ("style", "script") and not tag.group(1):
            closing = re.compile(rf"</{name}", re.IGNORECASE).search(raw, place)
            stop = closing.start() if closing else len(raw)
            yield name, name, raw[place:stop]
            place = stop


def attributes(content: str) -> dict[str, str]:
    """The attributes of a tag that `tokens` gave, by name in small letters."""
    return {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(content[:20_000])}


def _end_of_tag(raw: str, place: int) -> int:
    while match := _QUOTE.search(raw, place):
        if match.group() == ">":
            return match.start()
        place = raw.find(match.group(1), match.end()) + 1
        if not place:
            return -1
    return -1


@dataclass(frozen=True, slots=True)
class _Look:
    """How an element is shown: whether at all, and on which ground its letters stand."""

    hidden: bool = False
    ground: str = "white"
    ink: str = ""


# Classes by which themes give an element a ground of its own.
_GROUND: Final = re.compile(r"background|bg-|btn|button|badge|label|cover|banner|hero|overlay")


def _look(attributes: dict[str, str], name: str, content: str, around: _Look, rules: set[str]) -> _Look:
    style = _declarations(attributes.get("style", ""))
    ground = _colour(style.get("background", style.get("background-color", attributes.get("bgcolor", ""))))
    marks = {f".{word}" for word in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    if not ground and any(_GROUND.search(mark) for mark in marks):
        ground = "?"  # the theme gives the ground by a class
    ground = ground or around.ground
    ink = _colour(style.get("color", attributes.get("color", "") if name == "font" else "")) or around.ink
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", content[:20_000])
    hidden = (
        around.hidden
        or bool(marks & rules)
        or _hides(style)
        or re.search(r"(?:^|\s)hidden(?:\s|=|/|$)", bare.lower()) is not None
        or (ink not in ("", "?") and ink == ground)
        or name == "template"
    )
    return _Look(hidden, ground, ink)


def _hiding_rules(sheet: str) -> set[str]:
    """Classes and ids that a style sheet of the body hides."""
    found: set[str] = set()
    for rule in sheet.split("}"):
        selector, _, body = rule.partition("{")
        if _hides(_declarations(body)):
            found.update(re.findall(r"[.#][\w-]+", selector[-2_000:]))
    return found


def _declarations(style: str) -> dict[str, str]:
    """The properties of a style attribute, with comments and escapes undone."""
    text = "".join(
        part.partition("*/")[2] if number else part for number, part in enumerate(style.split("/*"))
    )
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda code: chr(min(int(code.group(1), 16), 0xFFFF)), text)
    pairs = (
        part.partition(":") for part in text.lower().replace("\\", "").replace("!important", "").split(";")
    )
    return {key.strip(): value.strip() for key, _, value in pairs if value}


_HIDING: Final[dict[str, re.Pattern[str]]] = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "content-visibility": re.compile(r"hidden"),
    "mso-hide": re.compile(r"all"),
    "opacity": re.compile(r"0?\.0\d*|0%?|0\.0+"),
    "font-size": re.compile(
        r"(?:0|0?\.\d+|1(?:\.\d+)?)(?:px|pt)?|0?\.[0-2]\d*(?:r?em|%)?|0(?:r?em|%)|[0-5]%"
    ),
    "text-indent": re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}r?em|-\d{3,}%"),
    "clip": re.compile(
        r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)"
    ),
    "clip-path": re.compile(r"inset\(\s*(?:[5-9]\d|100)%.*|circle\(\s*0.*"),
    "transform": re.compile(r".*scale[xy]?\(\s*0(?:\.0\d*)?\s*[,)].*|.*translate[xy]?\([^)]*-\d{4,}.*"),
    "filter": re.compile(r".*opacity\(\s*0%?\s*\).*"),
    "color": re.compile(r"transparent|rgba\([^)]*,\s*0?\.?0+\s*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0"),
}
_FAR: Final = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}r?em|-\d{3,}(?:vw|vh|%)")
_TINY: Final = re.compile(r"[01](?:\.\d+)?(?:px|pt|r?em|%)?")


def _hides(style: dict[str, str]) -> bool:
    if any(key in _HIDING and _HIDING[key].fullmatch(value) for key, value in style.items()):
        return True
    if any(
        _FAR.fullmatch(style.get(side, ""))
        for side in ("left", "top", "right", "bottom", "margin-left", "margin-top")
    ):
        return True
    sizes = [style[key] for key in ("width", "height", "max-width", "max-height") if key in style]
    tiny = [size for size in sizes if _TINY.fullmatch(size) and not size.startswith(("1e", "1r", "1%"))]
    return bool(tiny) and (len(tiny) > 1 or "overflow" in style)


def _colour(value: str) -> str:
    """A colour by one name; whatever is nearly white is `white`. Empty where no colour is named."""
    value = value.strip().lower()
    if match := re.match(r"#([0-9a-f]{3,8})\b", value):
        digits = match.group(1)
        parts = (
            [int(c * 2, 16) for c in digits[:3]]
            if len(digits) < 6
            else [int(digits[i : i + 2], 16) for i in (0, 2, 4)]
        )
    elif match := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        parts = [int(part) for part in match.groups()]
    elif match := re.search(r"hsla?\([^)]*?(\d{1,3})%\s*[,)]", value):
        parts = [int(match.group(1)) * 255 // 100] * 3
    else:
        word = re.match(r"[a-z]+", value)
        name = word.group() if word else ""
        if name in ("inherit", "initial", "none", "unset", "currentcolor", "url", "var"):
            return "?" if name in ("url", "var") else ""
        return (
            "#000000"
            if name == "black"
            else "white"
            if name in ("snow", "ghostwhite", "ivory", "floralwhite", "whitesmoke")
            else name
        )
    if min(parts) >= 245:
        return "white"
    return "#" + "".join(f"{part:02x}" for part in parts)
