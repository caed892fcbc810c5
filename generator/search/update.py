"""A whole index, and what one change rewrites of it. The files after any changes equal those of a whole index."""

from __future__ import annotations

import marshal
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple

from generator.search import files
from generator.search.constants import LEVEL
from generator.search.documents import Levels
from generator.search.encode import Step, patched, postings
from generator.search.invert import Analyser
from generator.search.place import SLOTS, Shelf, bases, shelf_of

_MOST: Final[int] = LEVEL["most"]


@dataclass(slots=True)
class State:
    """What an index knows of itself between two builds. The caller keeps it, as plain values.

    A record lies in `records` as bytes, since a change opens only a few; of all, it needs the cards.
    """

    schema: bytes = b""
    records: dict[str, bytes] = field(default_factory=dict)
    cards: dict[str, files.Card] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    postings: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # records that have the word
    shorts: dict[str, int] = field(default_factory=dict)  # records that have it in a short field
    steps: dict[str, Step] = field(default_factory=dict)
    spread: files.Spread = field(default_factory=files.Spread)
    digests: dict[str, bytes] = field(default_factory=dict)

    def plain(self) -> tuple[Any, ...]:
        """The state as values that marshal takes."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        given["shelves"] = {name: (shelf.pages, shelf.places) for name, shelf in self.shelves.items()}
        given["spread"] = tuple(self.spread)
        return tuple(given.values())

    def record(self, key: str) -> Levels | None:
        """The levels of a record, or None where there is none."""
        packed = self.records.get(key)
        return Levels(*marshal.loads(packed)) if packed is not None else None

    def row(self, key: str) -> tuple[str, str, str, str]:
        """What a page shows of a record that is there."""
        record = self.record(key)
        assert record is not None
        return record.row

    def put(self, key: str, levels: Levels | None) -> None:
        """Keeps the levels of a record, or forgets it."""
        if levels is None:
            self.records.pop(key, None)
            self.cards.pop(key, None)
        else:
            self.records[key] = marshal.dumps(tuple(levels))
            self.cards[key] = (levels.columns, levels.row[3])


def state_of(plain: tuple[Any, ...]) -> State:
    """The state of which `State.plain` made the values."""
    state = State(*plain)
    state.shelves = {name: Shelf(*shelf) for name, shelf in plain[3].items()}
    state.spread = files.Spread(*state.spread)
    return state


class Change(NamedTuple):
    """The state after a change, the files to write, and the names of those to delete."""

    state: State
    written: dict[str, bytes]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """A record before and after, with its number; None where it is not."""

    before: tuple[int, Levels] | None
    after: tuple[int, Levels] | None


def build(levels: Iterable[Levels], analyser: Analyser) -> Change:
    """The whole index. The order of the levels does not matter. Raises ValueError where two have one key."""
    state = State(analyser.schema.digest())
    keys: dict[str, list[str]] = defaultdict(list)
    counts, shorts = Counter[str](), Counter[str]()
    for each in levels:
        if each.key in state.records:
            raise ValueError(f"two documents of one key: {each.key!r}")
        state.put(each.key, each)
        keys[each.shelf].append(each.key)
        counts.update(each.words.split())
        shorts.update(each.short.split())
    state.counts, state.shorts = dict(counts), dict(shorts)
    state.shelves = {name: shelf_of(keys[name]) for name in sorted(keys)}
    written, state.postings = _inverted(state)
    return _finished(state, analyser, written, state.postings)


def update(state: State, changed: Mapping[str, Levels | None], analyser: Analyser) -> Change:
    """The index with some records changed, added, or (None) taken away. The given state is used up.

    Where a shelf before the last has more or fewer pages than it had, the numbers after it are others: then all files
    are made anew, from the levels that are known.
    Raises ValueError for another schema: the levels of all records are then to be made anew.
    """
    if state.schema != analyser.schema.digest():
        raise ValueError("the state is of another schema")
    before = {key: state.record(key) for key in changed}
    real = {key: levels for key, levels in changed.items() if before[key] != levels}
    shelves = _shelves_with(state, before, real)
    if _numbers_shift(state.shelves, shelves):
        return _again(state, real, analyser)
    moves = list(_moves(state, real, shelves))
    stale = _patched(state.postings, moves)
    for move in moves:
        _count(state, move.before, -1)
        _count(state, move.after, 1)
    for key, levels in real.items():
        state.put(key, levels)
    state.shelves = shelves
    pages = {number // SLOTS for move in moves for number, _ in filter(None, (move.before, move.after))}
    written = dict(files.page_files(state.row, shelves, pages))
    gone = {files.name_of_page(page) for page in pages} - written.keys()
    return _finished(state, analyser, written, stale, gone)


def _again(state: State, changed: Mapping[str, Levels | None], analyser: Analyser) -> Change:
    """The whole index from known levels; written is only what differs from before."""
    for key, levels in changed.items():
        state.put(key, levels)
    old = state.digests
    new, written, _ = build(filter(None, map(state.record, list(state.records))), analyser)
    return Change(
        new,
        {name: content for name, content in written.items() if old.get(name) != new.digests[name]},
        tuple(sorted(old.keys() - new.digests.keys())),
    )


def _shelves_with(
    state: State, known: Mapping[str, Levels | None], changed: Mapping[str, Levels | None]
) -> dict[str, Shelf]:
    """The shelves after the change; those that nothing enters or leaves are the same values."""
    keys: dict[str, set[str]] = {}
    for key, levels in changed.items():
        before = known[key]
        if before is not None and levels is not None and before.shelf == levels.shelf:
            continue
        for name in {each.shelf for each in (before, levels) if each is not None}:
            if name not in keys:
                keys[name] = set(state.shelves[name].places) if name in state.shelves else set()
        if before is not None:
            keys[before.shelf].discard(key)
        if levels is not None:
            keys[levels.shelf].add(key)
    shelves = {**state.shelves, **{name: shelf_of(inside) for name, inside in keys.items()}}
    return {name: shelves[name] for name in sorted(shelves) if shelves[name].places}


def _numbers_shift(before: Mapping[str, Shelf], after: Mapping[str, Shelf]) -> bool:
    """Whether a shelf that stays begins at another number."""
    old, new = bases(before), bases(after)
    return any(old[name] != new[name] for name in old.keys() & new.keys())


def _moves(
    state: State, changed: Mapping[str, Levels | None], shelves: Mapping[str, Shelf]
) -> Iterator[_Move]:
    """Each record whose levels or number are others now."""
    old_bases, new_bases = bases(state.shelves), bases(shelves)
    touched = {name for name, shelf in shelves.items() if state.shelves.get(name) is not shelf}
    keys = set(changed)
    for name in touched:
        old = state.shelves[name].places if name in state.shelves else {}
        keys.update(key for key, place in shelves[name].places.items() if old.get(key) != place)
    for key in sorted(keys):
        before = state.record(key)
        after = changed.get(key, before)
        yield _Move(
            (old_bases[before.shelf] + state.shelves[before.shelf].places[key], before) if before else None,
            (new_bases[after.shelf] + shelves[after.shelf].places[key], after) if after else None,
        )


def _inverted(state: State) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of all pages, and the posting of every term."""
    by_level: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(_MOST)]
    rows: dict[str, tuple[str, str, str, str]] = {}
    starts = bases(state.shelves)
    for name, shelf in state.shelves.items():
        base = starts[name]
        for key, place in sorted(shelf.places.items(), key=lambda each: each[1]):
            record = state.record(key)
            assert record is not None
            rows[key] = record.row
            number = base + place
            for numbers, stems in zip(by_level, record.stems, strict=True):
                for stem in stems.split():
                    numbers[stem].append(number)
    return dict(files.page_files(rows.__getitem__, state.shelves)), postings(by_level)


def _patched(known: dict[str, str], moves: Iterable[_Move]) -> set[str]:
    """Brings the postings up to date; the terms whose postings are others now."""
    before = {said for move in moves for said in _said(move.before)}
    after = {said for move in moves for said in _said(move.after)}
    patches: dict[str, dict[int, tuple[set[int], set[int]]]] = defaultdict(dict)
    for which, changes in enumerate((before - after, after - before)):
        for term, above, number in changes:
            patches[term].setdefault(above, (set(), set()))[which].add(number)
    for term, patch in patches.items():
        text = patched(known.get(term, ""), patch)
        if text:
            known[term] = text
        else:
            del known[term]
    return set(patches)


def _said(record: tuple[int, Levels] | None) -> Iterator[tuple[str, int, int]]:
    """Term, place of its level from the highest, and number, of all that a record says."""
    if record is not None:
        number, levels = record
        for above, stems in enumerate(levels.stems):
            for term in stems.split():
                yield term, above, number


def _count(state: State, record: tuple[int, Levels] | None, by: int) -> None:
    """Counts the words of a record in, or out."""
    if record is None:
        return
    for counts, words in ((state.counts, record[1].words), (state.shorts, record[1].short)):
        for word in words.split():
            left = counts.get(word, 0) + by
            if left:
                counts[word] = left
            else:
                del counts[word]


def _finished(
    state: State,
    analyser: Analyser,
    written: dict[str, bytes],
    stale: Iterable[str],
    gone: Iterable[str] = (),
) -> Change:
    """Brings terms, columns and core up to date; `written` are pages already made, `stale` terms with new postings."""
    spread = files.spread_of(state.postings)
    written.update(files.term_files(state.postings, spread, state.spread, stale))
    written.update(files.column_files(state.cards, state.shelves, analyser.schema))
    state.steps = files.vocabulary(len(state.records), state.counts, state.shorts, state.steps, analyser)
    of_words = dict(files.word_files(analyser.schema, state.counts, state.steps, analyser))
    written |= of_words
    removed = {*gone, *(files.names_of_terms(state.spread) - files.names_of_terms(spread))}
    removed.update(name for name in state.digests if name.startswith(("v/", "n/")) and name not in of_words)
    state.spread = spread
    for name in removed:
        state.digests.pop(name, None)
    old = dict(state.digests)
    state.digests.update((name, files.digest_of(content)) for name, content in written.items())
    core = files.core_file(len(state.records), spread, state.steps, analyser, state.digests)
    written[files.CORE] = core
    state.digests[files.CORE] = files.digest_of(core)
    differing = {name: content for name, content in written.items() if old.get(name) != state.digests[name]}
    return Change(state, differing, tuple(sorted(removed)))
