"""A shell: a page that MkDocs made, cut at its marks into text and slots, to be filled a thousand times.

Knows marks and nothing of MkDocs: any engine that can build a page can give one. A mark is a name between two
characters of Unicode's private use area, which no template and no editor writes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

SLOTS: Final = ("base", "title", "description", "canonical", "head", "alert", "opening", "body", "foot")
LIVE: Final = re.compile(r"<!-- ultra:([a-z-]+) -->")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK: Final = re.compile(f"{_OPEN}([a-z-]+){_CLOSE}|{LIVE.pattern}")


def mark(slot: str) -> str:
    """The mark that stands for a slot in a template's output."""
    return f"{_OPEN}{slot}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class Shell:
    """Pieces of text with a slot between each two of them. A live part's slot is its name after a colon.

    `source` is the file of a hand-written page, relative to the portal.
    """

    title: str
    description: str
    section: str
    source: str
    texts: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the live parts that a hand-written page asks for."""
        return tuple(slot[1:] for slot in self.slots if slot.startswith(":"))

    def based(self, base: str) -> Shell:
        """The shell for one depth, its `base` slots filled, so that fewer are left for each page."""
        texts, slots = [self.texts[0]], []
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            if slot == "base":
                texts[-1] += base + text
            else:
                texts.append(text)
                slots.append(slot)
        return Shell(self.title, self.description, self.section, self.source, tuple(texts), tuple(slots))

    def filled(self, values: Mapping[str, str]) -> str:
        """The page. A slot without a value stays empty."""
        return "".join(self._filling(values))

    def _filling(self, values: Mapping[str, str]) -> Iterator[str]:
        yield self.texts[0]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            yield values.get(slot, "")
            yield text


def cut(page: str, *, title: str = "", description: str = "", section: str = "", source: str = "") -> Shell:
    """Cuts a page at its marks."""
    page = _squeezed(page)
    texts, slots, start = [], [], 0
    for found in _MARK.finditer(page):
        texts.append(page[start : found.start()])
        slots.append(found[1] or f":{found[2]}")
        start = found.end()
    texts.append(page[start:])
    return Shell(title, description, section, source, tuple(texts), tuple(slots))


def escaped(text: str) -> str:
    """Text for a slot that stands in an attribute or a title."""
    return html.escape(text)


def _squeezed(page: str) -> str:
    """The page without the empty lines and indentation that templates leave; once a shell, not once a page."""
    return re.sub(r"\n\s*\n+", "\n", page)
