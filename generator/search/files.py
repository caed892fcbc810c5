"""The state of an index to its files. `docs/pencarian.md` specifies them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any, Final, NamedTuple

from generator.search.constants import ASK, FILES, FORMAT, QUESTION_WORDS, STOP_WORDS
from generator.search.documents import Schema
from generator.search.encode import Step, bucket, front_coded, gaps, letter, step
from generator.search.invert import Analyser, curated_words
from generator.search.place import SLOTS, Shelf, bases
from generator.search.words import words

CORE: Final = "core.json"
_COLUMNS: Final = "col.json"
_DATES: Final = "date.json"
_TERMS: Final[int] = FILES["terms_a_file"]
_MOST_FILES: Final[int] = FILES["most_files"]
_WORDS: Final[int] = FILES["words_a_file"]
_KEY: Final[int] = ASK["key"]
_ALONE_OVER: Final[int] = FILES["alone_over"]
_FROM: Final[list[list[float]]] = FILES["vocabulary_from"]
_CLASSES: Final[list[int]] = FILES["classes"]
_DIGIT: Final = "0"  # stands for all words that begin with a digit
_CURATED: Final = "_"  # and this for the curated words of any letter

Card = tuple[tuple[tuple[str, ...], ...], str]  # what the columns need of a record: its values and its date


class Spread(NamedTuple):
    """How terms lie in files: so many files of many terms, and the terms whose posting is a file of its own."""

    files: int = 0
    alone: tuple[str, ...] = ()


def name_of_terms(number: int) -> str:
    """A file of many terms."""
    return f"t/{number}.json"


def name_of_term(term: str) -> str:
    """The file of one term; the underscore keeps con and aux legal on Windows, and numbers apart."""
    return f"t/{term}_.json"


def name_of_words(number: int) -> str:
    """A file of words whose first letters say it."""
    return f"v/{number}.json"


def name_of_initial(initial: str) -> str:
    """The file of all words that begin with a letter, for what is near a misspelled one."""
    return f"n/{initial}.json"


def name_of_page(page: int) -> str:
    """The file of the rows on a page, counted over all shelves."""
    return f"d/{page}.json"


def spread_of(postings: Mapping[str, str]) -> Spread:
    """How these terms lie in files. Nearly always as before, so that few files change."""
    alone = sorted(term for term, posting in postings.items() if len(posting) > _ALONE_OVER)
    return Spread(_files_for(len(postings) - len(alone), _TERMS), tuple(alone))


def _files_for(count: int, each: int) -> int:
    """As few files, a power of two, as hold so many on the average, within what a site should have to carry."""
    files = 1
    while files * each < count and files < _MOST_FILES:
        files *= 2
    return files


def term_files(
    postings: Mapping[str, str], spread: Spread, old: Spread, changed: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """The files of terms that differ from those spread as `old`, where the postings of `changed` are others now."""
    alone = set(spread.alone)
    stale = {*changed, *alone.symmetric_difference(old.alone)}
    same = spread.files == old.files
    inside: dict[int, list[str]] = {
        number: []
        for number in ({bucket(term, spread.files) for term in stale} if same else range(spread.files))
    }
    for term in postings:
        if term not in alone and (number := bucket(term, spread.files)) in inside:
            inside[number].append(term)
    for number, terms in inside.items():
        yield name_of_terms(number), packed({term: postings[term] for term in sorted(terms)})
    for term in alone & stale:
        yield name_of_term(term), packed({term: postings[term]})


def names_of_terms(spread: Spread) -> set[str]:
    """The names of all files of terms."""
    return {*map(name_of_terms, range(spread.files)), *map(name_of_term, spread.alone)}


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


def word_files(
    schema: Schema, counts: Mapping[str, int], steps: Mapping[str, Step], analyser: Analyser
) -> Iterator[tuple[str, bytes]]:
    """The vocabulary, with what words and phrases lead to beside themselves: what a question needs of it is little.

    Its words stand once more by their initials: those near a misspelled one mostly share it.
    """
    curated = curated_words(schema.curated)
    leads = _leads(schema, counts, analyser)
    pieces: list[tuple[list[str], dict[str, list[str]]]] = [([], {}) for _ in range(_pieces(schema, steps))]
    for word in steps:
        pieces[_piece(word, len(pieces))][0].append(word)
    for phrase, ways in sorted(leads.items()):
        pieces[_piece(phrase.split()[0], len(pieces))][1][phrase] = ways
    for number, (inside, led) in enumerate(pieces):
        plain = _plain_words(inside, counts, steps, curated)
        yield name_of_words(number), packed(plain | ({"leads": led} if led else {}))
    for initial, inside in _by_initial(steps, curated).items():
        yield name_of_initial(initial), packed(_plain_words(inside, counts, steps, curated))


def _plain_words(
    inside: Sequence[str], counts: Mapping[str, int], steps: Mapping[str, Step], curated: Collection[str]
) -> dict[str, Any]:
    """Sorted words, how common each is, and its way to its stem."""
    ways = sorted({steps[word] for word in inside})
    letters = {way: letter(index) for index, way in enumerate(ways)}
    grades = [
        chr(65 + bisect_right(_CLASSES, counts[word]) + (word in curated) * (len(_CLASSES) + 1))
        for word in inside
    ]
    return {
        "words": front_coded(inside),
        "classes": "".join(grades),
        "ways": ways,
        "steps": "".join([letters[steps[word]] for word in inside]),
    }


def _by_initial(steps: Mapping[str, Step], curated: Collection[str]) -> dict[str, list[str]]:
    """The words by their first letter, and the curated ones of all letters: the last resort of a correction."""
    found = {initial: list(inside) for initial, inside in groupby(steps, _initial)}
    also = [word for word in steps if word in curated]
    return found | ({_CURATED: also} if also else {})


def _initial(word: str) -> str:
    return _DIGIT if word < "a" else word[0]


def _piece(word: str, pieces: int) -> int:
    return bucket(word[:_KEY], pieces)


def _pieces(schema: Schema, steps: Mapping[str, Step]) -> int:
    return _files_for(len(steps) + len(schema.synonyms) + len(schema.places), _WORDS)


def _leads(schema: Schema, counts: Mapping[str, int], analyser: Analyser) -> dict[str, list[str]]:
    """For each phrase the terms of its synonyms, with bars between, and where it is a place facet and value of that.

    Words that stand in no record, as they are or as their stem, lead nowhere and are left out, as is a second way to
    the same stems.
    """
    terms: dict[str, dict[tuple[str, ...], None]] = {}
    for name, others in sorted(schema.synonyms.items()):
        own, *ways = [tuple(words(each)) for each in (name, *others)]
        known = terms.setdefault(" ".join(own), {})
        for meant in ways:
            stems = tuple([analyser.stems[word] for word in meant])
            if all(word in counts or stem in counts for word, stem in zip(meant, stems, strict=True)):
                known[stems] = None
        known.pop(tuple([analyser.stems[word] for word in own]), None)
    leads = {phrase: ["|".join(map(" ".join, sorted(filter(None, ways))))] for phrase, ways in terms.items()}
    for name, place in sorted(schema.places.items()):
        phrase = " ".join(words(name))
        leads[phrase] = [leads.get(phrase, [""])[0], *place]
    return {phrase: ways for phrase, ways in leads.items() if phrase and ways != [""]}


def core_file(
    count: int, spread: Spread, steps: Mapping[str, Step], analyser: Analyser, digests: Mapping[str, bytes]
) -> bytes:
    """What the engine reads first: how to read a question, and where everything is."""
    schema = analyser.schema
    firsts = {words(phrase)[0] for phrase in (*schema.synonyms, *schema.places) if words(phrase)}
    return packed(
        {
            "format": FORMAT,
            "hash": _joined(digests),
            "count": count,
            "kinds": {
                name: [kind.weight, kind.asked, kind.lift] for name, kind in sorted(schema.kinds.items())
            },
            "facets": {name: dict(sorted(labels.items())) for name, labels in schema.facets.items()},
            "subjects": sorted({analyser.stems[word] for word in schema.subjects}),
            "ask": ASK,
            "terms": spread.files,
            "alone": front_coded(spread.alone),
            "pieces": _pieces(schema, steps),
            "initials": "".join(_by_initial(steps, curated_words(schema.curated))),
            "openers": " ".join(sorted(firsts & (STOP_WORDS | QUESTION_WORDS))),
        }
    )


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
