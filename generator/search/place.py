"""Which number each record gets, so that one more or one less moves as few others as can be.

A number is a place on a page of a shelf, and follows from the keys on the shelf alone: the hash of a key says page and
place, and a taken place means the next free one. So an index after many changes has the numbers of a fresh one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from generator.search.constants import FILES

SLOTS: Final[int] = FILES["page_slots"]
_LOAD: Final[int] = FILES["page_load"]  # of a page on the average, at most


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many pages a shelf has, and the place of each key, counted from its first page."""

    pages: int
    places: Mapping[str, int]


def shelf_of(keys: Iterable[str]) -> Shelf:
    """The keys on as few pages, a power of two, as hold them."""
    hashed = sorted((int.from_bytes(blake2b(key.encode(), digest_size=8).digest()), key) for key in keys)
    pages = 1
    while len(hashed) > _LOAD * pages:
        pages *= 2
    while (places := _placed(hashed, pages)) is None:
        pages *= 2
    return Shelf(pages, places)


def _placed(hashed: list[tuple[int, str]], pages: int) -> dict[str, int] | None:
    """The place of each key, or None where a page is too small. The order of the hashes settles every conflict."""
    places: dict[str, int] = {}
    taken: set[int] = set()
    for number, key in hashed:
        first = number % pages * SLOTS
        wanted = number >> 32
        for step in range(SLOTS):
            place = first + (wanted + step) % SLOTS
            if place not in taken:
                break
        else:
            return None
        taken.add(place)
        places[key] = place
    return places


def bases(shelves: Mapping[str, Shelf]) -> dict[str, int]:
    """The number of the first place of each shelf, in the order of their names."""
    first: dict[str, int] = {}
    total = 0
    for name in sorted(shelves):
        first[name] = total
        total += shelves[name].pages * SLOTS
    return first
