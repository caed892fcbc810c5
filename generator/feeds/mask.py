"""Stage of the aggregator: personal data in an entry are masked before anything is kept.

An archive in public git forgets nothing. Knows HTML as text; what is personal data, privacy knows.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator import privacy
from generator.feeds.values import Draft


def with_clean_names(draft: Draft) -> Draft:
    """The draft without personal data in its addresses: they would enter an archive that forgets nothing."""
    names = (draft.key, draft.link, *draft.aliases)
    if not any(map(privacy.findings, names)):
        return draft
    key = draft.key
    if privacy.findings(key):
        key = f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
    return replace(
        draft,
        key=key,
        link="" if privacy.findings(draft.link) else draft.link,
        aliases=tuple(alias for alias in draft.aliases if not privacy.findings(alias)),
    )


def with_personal_data(draft: Draft) -> Draft:
    """The draft with NIK, NISN and private numbers masked in all that is shown, and their kinds in `masked`.

    `key`, `aliases` and `link` stay: the entry is known again by them. `raw_html` stays for the judge; it is not kept.
    """
    kinds: set[str] = set(draft.masked)

    def clean(text: str) -> str:
        result, found = privacy.masked(text)
        kinds.update(found)
        return result

    markup, found = _masked_html(draft.html)
    kinds.update(found)
    shown = replace(
        draft,
        title=clean(draft.title),
        text=clean(draft.text),
        author=clean(draft.author),
        categories=tuple(clean(category) for category in draft.categories),
        html=markup,
    )
    return replace(shown, masked=tuple(sorted(kinds)))


_TAG: Final = re.compile(r"<[^<>]*>|&[#\w]{1,32};")
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


def _masked_html(markup: str) -> tuple[str, tuple[str, ...]]:
    """Clean HTML with the personal numbers masked in what a reader sees, also across tags, and in attributes.

    Tags are only ever given a word without quotes and brackets, and text loses only digits, so that no tag breaks.
    """
    kinds: set[str] = set()
    while True:
        seen = _seen(markup)
        found = privacy.findings("".join(piece.text for piece in seen))
        if not found:
            break
        kinds.update(finding.kind for finding in found)
        markup = _without(markup, seen, found)
    return _TAG.sub(lambda tag: _masked_tag(tag.group(), kinds), markup), tuple(sorted(kinds))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that a reader sees without a break, and where it stands in the markup; an entity is one letter there."""

    text: str
    start: int
    end: int


def _seen(markup: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    for match in _TAG.finditer(markup):
        pieces.append(_Piece(markup[place : match.start()], place, match.start()))
        place = match.end()
        token = match.group()
        name = re.match(r"</?([a-zA-Z0-9]+)", token)
        if token.startswith("&"):
            pieces.append(_Piece(html.unescape(token)[:1], match.start(), place))
        elif not name or name.group(1).lower() not in _INLINE:
            pieces.append(_Piece("\n", place, place))  # a block begins on a new line
    return [*pieces, _Piece(markup[place:], place, len(markup))]


def _without(markup: str, seen: Sequence[_Piece], found: Sequence[privacy.Finding]) -> str:
    """The markup with a mask where each finding begins, and nothing where it goes on after a tag."""
    parts: list[str] = []
    place = at = index = 0
    for finding in found:
        mask: str = privacy.MASKS[finding.kind]
        while at < finding.end:
            piece = seen[index]
            start, end = max(finding.start, at) - at, min(finding.end, at + len(piece.text)) - at
            if start < end:
                whole = piece.end - piece.start != len(piece.text)
                first, last = (piece.start, piece.end) if whole else (piece.start + start, piece.start + end)
                parts += (markup[place:first], mask)
                place, mask = last, ""
            if at + len(piece.text) > finding.end:
                break  # the next finding may begin in this piece
            at += len(piece.text)
            index += 1
    return "".join([*parts, markup[place:]])


def _masked_tag(tag: str, kinds: set[str]) -> str:
    while found := privacy.findings(tag):
        kinds.update(finding.kind for finding in found)
        tag = privacy.replaced(tag, found, lambda _: "disamarkan")
    return tag
