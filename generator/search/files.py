"""The state of an index to its files. `docs/pencarian.md` specifies them."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

from generator.search.constants import ASK, FILES, FORMAT, STOP_WORDS
from generator.search.documents import Schema
from generator.search.encode import Step, front_coded, gaps, letter, step
from generator.search.invert import Analyser, curated_words
from generator.search.place import SLOTS, Shelf, bases
from generator.search.words import words

CORE: Final = "core.json"
_COLUMNS: Final = "col.json"
_DATES: Final = "date.json"
_ONE_IN: Final[int] = FILES["cut_one_in"]
_ALONE_OVER: Final[int] = FILES["alone_over"]
_FROM: Final[list[list[float]]] = FILES["vocabulary_from"]
_CLASSES: Final[list[int]] = FILES["classes"]
_END: Final = "~"  # after every term

Card = tuple[tuple[tuple[str, ...], ...], str]  # what the columns need of a record: its values and its date


def name_of_terms(first: str) -> str:
    """The file of the terms from this one on; the underscore keeps con and aux legal on Windows."""
    return f"t/{first}_.json"


def name_of_page(page: int) -> str:
    """The file of the rows on a page, counted over all shelves."""
    return f"d/{page}.json"


def cuts(terms: Sequence[str], postings: Mapping[str, str]) -> list[str]:
    """The first term of every file, from sorted terms. A cut depends on a term and the one before, so none moves."""
    crowded = [term for term, posting in postings.items() if len(posting) > _ALONE_OVER]
    after = [terms[at] for at in (bisect_right(terms, term) for term in crowded) if at < len(terms)]
    chosen = [term for term in terms if not crc32(term.encode()) % _ONE_IN]
    return sorted({*terms[:1], *chosen, *crowded, *after})


def term_files(
    terms: Sequence[str],
    postings: Mapping[str, str],
    firsts: Sequence[str],
    old: Sequence[str],
    changed: Iterable[str],
) -> Iterator[tuple[str, bytes]]:
    """The files of terms that differ from those cut at `old`, where the postings of `changed` are others now."""
    stale = set(pairwise([*firsts, _END])) - set(pairwise([*old, _END]))
    starts = {first for first, _ in stale}
    for term in changed:
        at = bisect_right(firsts, term) - 1
        if at >= 0:
            starts.add(firsts[at])
    ends = dict(pairwise([*firsts, _END]))
    for first in sorted(starts):
        inside = terms[bisect_left(terms, first) : bisect_left(terms, ends[first])]
        yield name_of_terms(first), packed({term: postings[term] for term in inside})


def page_files(
    row_of: Callable[[str], Sequence[str]], shelves: Mapping[str, Shelf], pages: Collection[int] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The rows of the pages named, or of all; a page without a record has no file."""
    for name, base in bases(shelves).items():
        shelf = shelves[name]
        first = base // SLOTS
        on_page: dict[int, list[tuple[int, str]]] = {}
        for key, place in shelf.places.items():
            if pages is None or first + place // SLOTS in pages:
                on_page.setdefault(place // SLOTS, []).append((place % SLOTS, key))
        for page, keys in on_page.items():
            rows = [[slot, *row_of(key)] for slot, key in sorted(keys)]
            yield name_of_page(first + page), packed({"shelf": name, "page": page, "rows": rows})


def column_files(
    cards: Mapping[str, Card], shelves: Mapping[str, Shelf], schema: Schema
) -> Iterator[tuple[str, bytes]]:
    """The file of kinds, facets and groups, and that of dates: a letter a record."""
    starts = bases(shelves)
    numbered = sorted(
        (starts[name] + place, key) for name, shelf in shelves.items() for key, place in shelf.places.items()
    )
    ordered = [cards[key] for _, key in numbered]
    names = ("kind", *schema.facets, "group")
    columns = (
        dict(zip(names, zip(*(columns for columns, _ in ordered), strict=True), strict=True))
        if ordered
        else {}
    )
    yield (
        _COLUMNS,
        packed(
            {
                "shelves": [[name, shelves[name].pages] for name in starts],
                "numbers": gaps([number for number, _ in numbered]),
                "columns": {
                    name: _column(values, columns.get(schema.follows.get(name, "")), schema.follows.get(name))
                    for name, values in columns.items()
                },
            }
        ),
    )
    dates = [day for _, day in ordered]
    ranks = {day: letter(rank) for rank, day in enumerate(sorted({"", *dates}))}
    yield _DATES, packed({"ranks": "".join([ranks[day] for day in dates])})


def _column(
    values: Sequence[tuple[str, ...]], leader: Sequence[tuple[str, ...]] | None, leads: str | None
) -> dict[str, Any]:
    """The different values and a letter a record, or a letter for each value of the column that decides this one."""
    different = sorted(set(values))
    letters = {value: letter(index) for index, value in enumerate(different)}
    if leader is not None and len(pairs := dict(zip(leader, values, strict=True))) == len(
        set(zip(leader, values, strict=True))
    ):
        return {
            "values": different,
            "of": leads,
            "letters": "".join([letters[pairs[each]] for each in sorted(pairs)]),
        }
    return {"values": different, "letters": "".join([letters[value] for value in values])}


def vocabulary(
    count: int,
    counts: Mapping[str, int],
    shorts: Mapping[str, int],
    steps: Mapping[str, Step],
    analyser: Analyser,
) -> dict[str, Step]:
    """The words that the engine knows beforehand, sorted, each with the step to its stem.

    Those of short fields, and those in many of the `count` records: fewer are many where there are few. `steps` are
    known from before.
    """
    many = next(least for most, least in _FROM if count < most)
    listed = sorted(
        word for word, found in counts.items() if word in shorts or (found >= many and word not in STOP_WORDS)
    )
    return {word: steps.get(word) or step(word, analyser.stems[word]) for word in listed}


def core_file(
    count: int,
    firsts: Sequence[str],
    counts: Mapping[str, int],
    steps: Mapping[str, Step],
    analyser: Analyser,
    digests: Mapping[str, bytes],
) -> bytes:
    """What the engine reads first: how to read a question, and where the terms are."""
    schema = analyser.schema
    curated = curated_words(schema.curated)
    ways = [way for way, _ in sorted(Counter(steps.values()).items(), key=lambda each: (-each[1], each[0]))]
    letters = {way: letter(index) for index, way in enumerate(ways)}
    return packed(
        {
            "format": FORMAT,
            "hash": _joined(digests),
            "count": count,
            "kinds": {
                name: [kind.weight, kind.asked, kind.lift] for name, kind in sorted(schema.kinds.items())
            },
            "facets": {name: dict(sorted(labels.items())) for name, labels in schema.facets.items()},
            "groups": _groups(schema, counts, analyser),
            "places": {" ".join(words(name)): list(place) for name, place in sorted(schema.places.items())},
            "subjects": sorted({analyser.stems[word] for word in schema.subjects}),
            "ask": ASK,
            "cuts": front_coded(firsts),
            "words": front_coded(steps),
            "classes": "".join(
                [
                    chr(65 + bisect_right(_CLASSES, counts[word]) + (word in curated) * (len(_CLASSES) + 1))
                    for word in steps
                ]
            ),
            "ways": ways,
            "steps": "".join([letters[way] for way in steps.values()]),
        }
    )


def _groups(schema: Schema, counts: Mapping[str, int], analyser: Analyser) -> list[list[str]]:
    """Phrases of a question, and the phrases that each of them leads to beside itself; both with bars between.

    Words that stand in no record, as they are or as their stem, lead nowhere and are left out, as is a second way to
    the same stems. Phrases with the same ways share a line, since a group of ten would be ninety pairs.
    """
    sharing: dict[tuple[str, ...], list[str]] = {}
    for phrase, others in sorted(schema.synonyms.items()):
        sharing.setdefault(tuple(sorted({phrase, *others})), []).append(phrase)
    groups = []
    for everyone, phrases in sharing.items():
        kept: dict[tuple[str, ...], str] = {}
        for meant in map(words, everyone):
            stems = tuple([analyser.stems[word] for word in meant])
            if stems and all(
                word in counts or stem in counts for word, stem in zip(meant, stems, strict=True)
            ):
                kept.setdefault(stems, " ".join(meant))
        if kept:
            groups.append(["|".join(" ".join(words(each)) for each in phrases), "|".join(kept.values())])
    return groups


def digest_of(content: bytes) -> bytes:
    """Stands for the content of a file."""
    return blake2b(content, digest_size=16).digest()


def _joined(digests: Mapping[str, bytes]) -> str:
    """Stands for all files but the core, in an address."""
    parts = b"".join([name.encode() + digests[name] for name in sorted(digests) if name != CORE])
    return blake2b(parts, digest_size=8).hexdigest()


def packed(value: Any) -> bytes:
    """JSON without blanks, in UTF-8; a lone surrogate of a hostile title becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
