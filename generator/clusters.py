"""The same story from several satker: which entries of feeds tell it, and which of them leads.

Derived at every build and never stored. Two entries are one story when they lead to the same page, or when their
titles are nearly the same within seven days and their texts share most of their words. A title that says nothing
("Pengumuman") never joins anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from generator.portal import EntriCard

DAYS: Final = 7
ALIKE_TITLES: Final = 0.8  # share of common words in both
ALIKE_TEXTS: Final = 0.6  # Jaccard of the words of the excerpts
TELLING: Final = 3  # words that a title must have to say anything
_WORD: Final = re.compile(r"[^\W_]{2,}")
_EMPTY: Final = frozenset(
    [
        "agenda",
        "artikel",
        "berita",
        "dan",
        "di",
        "info",
        "informasi",
        "kegiatan",
        "ke",
        "oleh",
        "pada",
        "pengumuman",
        "rilis",
        "tahun",
        "terbaru",
        "undangan",
        "untuk",
        "yang",
    ]
)


def clusters(cards: Sequence[EntriCard], hosts: Mapping[str, str]) -> dict[str, tuple[EntriCard, ...]]:
    """Every story of more than one satker: the leading entry's id with the others, the oldest first.

    `hosts` are the satker's own hosts: an entry whose link leads to its own satker's site leads its story.
    """
    groups = _Groups(len(cards))
    for pairs in (_same_link(cards), _same_story(cards)):
        for one, other in pairs:
            groups.join(one, other)
    found = {}
    for members in groups.all():
        stories = [cards[index] for index in members]
        if len({card.satker for card in stories}) > 1:
            leader, *others = sorted(stories, key=_rank(hosts))
            found[leader.id] = tuple(others)
    return found


def _rank(hosts: Mapping[str, str]) -> Callable[[EntriCard], tuple[bool, int, str]]:
    """The owner of the link first, then the oldest."""

    def rank(card: EntriCard) -> tuple[bool, int, str]:
        own = hosts.get(card.satker, "")
        return not own or urlsplit(card.tautan).hostname != own, card.tanggal, card.id

    return rank


class _Groups:
    """Sets of numbers that grow together (union-find)."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        self.parent[self.root(one)] = self.root(other)

    def all(self) -> Iterator[list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.parent)):
            groups[self.root(number)].append(number)
        for members in groups.values():
            if len(members) > 1:
                yield members


def _same_link(cards: Sequence[EntriCard]) -> Iterator[tuple[int, int]]:
    seen: dict[str, int] = {}
    for number, card in enumerate(cards):
        if card.tautan:
            yield number, seen.setdefault(card.tautan, number)


def _same_story(cards: Sequence[EntriCard]) -> Iterator[tuple[int, int]]:
    """Pairs of different satker with nearly the same title; only titles that share a rare word are compared."""
    titles = [frozenset(words(card.judul)) - _EMPTY for card in cards]
    shelves: dict[str, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        if len(title) >= TELLING:
            for word in sorted(title, key=lambda word: (-len(word), word))[:3]:
                shelves[word].append(number)
    for shelf in shelves.values():
        shelf.sort(key=lambda number: cards[number].tanggal)
        for place, one in enumerate(shelf):
            for other in shelf[place + 1 :]:
                if cards[other].tanggal - cards[one].tanggal > DAYS:
                    break
                if cards[one].satker != cards[other].satker and _alike(cards, titles, one, other):
                    yield one, other


def _alike(cards: Sequence[EntriCard], titles: Sequence[frozenset[str]], one: int, other: int) -> bool:
    if _jaccard(titles[one], titles[other]) < ALIKE_TITLES:
        return False
    texts = frozenset(words(cards[one].ringkasan)), frozenset(words(cards[other].ringkasan))
    return not (texts[0] and texts[1]) or _jaccard(*texts) >= ALIKE_TEXTS


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(text.casefold())
