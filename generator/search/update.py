"""A whole index, and what one change rewrites of it. The files after any changes equal those of a whole index."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import repeat
from typing import Any, Final, NamedTuple

from generator.search import files
from generator.search.constants import LEVEL
from generator.search.documents import Levels
from generator.search.encode import Step, levels_of, postings
from generator.search.invert import Analyser
from generator.search.place import SLOTS, Shelf, bases, shelf_of

_MOST: Final[int] = LEVEL["most"]


@dataclass(slots=True)
class State:
    """What an index knows of itself between two builds. The caller keeps it, as plain values."""

    schema: bytes = b""
    records: dict[str, Levels] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    postings: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # records that have the word
    shorts: dict[str, int] = field(default_factory=dict)  # records that have it in a short field
    steps: dict[str, Step] = field(default_factory=dict)
    cuts: list[str] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)

    def plain(self) -> tuple[Any, ...]:
        """The state as values that marshal takes."""
        return (
            self.schema,
            [tuple(each) for each in self.records.values()],
            {name: (shelf.pages, dict(shelf.places)) for name, shelf in self.shelves.items()},
            *(getattr(self, each.name) for each in fields(self)[3:]),
        )


def state_of(plain: tuple[Any, ...]) -> State:
    """The state of which `State.plain` made the values."""
    schema, records, shelves, *rest = plain
    return State(
        schema,
        {each[0]: Levels(*each) for each in records},
        {name: Shelf(pages, places) for name, (pages, places) in shelves.items()},
        *rest,
    )


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
    for each in levels:
        if each.key in state.records:
            raise ValueError(f"two documents of one key: {each.key!r}")
        state.records[each.key] = each
        keys[each.shelf].append(each.key)
    state.shelves = {name: shelf_of(keys[name]) for name in sorted(keys)}
    state.postings = _inverted(state)
    counted, counted_short = Counter[str](), Counter[str]()
    for each in state.records.values():
        counted.update(each.words.split())
        counted_short.update(each.short.split())
    state.counts, state.shorts = dict(counted), dict(counted_short)
    written = dict(files.page_files(state.records, state.shelves))
    return _finished(state, analyser, written, state.postings)


def update(state: State, changed: Mapping[str, Levels | None], analyser: Analyser) -> Change:
    """The index with some records changed, added, or (None) taken away. The given state is used up.

    Where a shelf before the last has more or fewer pages than it had, the numbers after it are others: then all files
    are made anew, from the levels that are known.
    Raises ValueError for another schema: the levels of all records are then to be made anew.
    """
    if state.schema != analyser.schema.digest():
        raise ValueError("the state is of another schema")
    real = {key: levels for key, levels in changed.items() if state.records.get(key) != levels}
    shelves = _shelves_with(state, real)
    if _numbers_shift(state.shelves, shelves):
        return _again(state, real, analyser)
    moves = list(_moves(state, real, shelves))
    stale = _patched(state.postings, moves)
    for move in moves:
        if move.before:
            _count(state, move.before[1], -1)
        if move.after:
            _count(state, move.after[1], 1)
    _replace(state.records, real)
    state.shelves = shelves
    pages = {number // SLOTS for move in moves for number, _ in filter(None, (move.before, move.after))}
    written = dict(files.page_files(state.records, shelves, pages))
    gone = {files.name_of_page(page) for page in pages} - written.keys()
    return _finished(state, analyser, written, stale, gone)


def _again(state: State, changed: Mapping[str, Levels | None], analyser: Analyser) -> Change:
    """The whole index from known levels; written is only what differs from before."""
    records = dict(state.records)
    _replace(records, changed)
    old = state.digests
    new, written, _ = build(records.values(), analyser)
    return Change(
        new,
        {name: content for name, content in written.items() if old.get(name) != new.digests[name]},
        tuple(sorted(old.keys() - new.digests.keys())),
    )


def _replace(records: dict[str, Levels], changed: Mapping[str, Levels | None]) -> None:
    for key, levels in changed.items():
        if levels is None:
            records.pop(key, None)
        else:
            records[key] = levels


def _shelves_with(state: State, changed: Mapping[str, Levels | None]) -> dict[str, Shelf]:
    """The shelves after the change; those that nothing enters or leaves are the same values."""
    keys: dict[str, set[str]] = {}
    for key, levels in changed.items():
        before = state.records.get(key)
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
        before = state.records.get(key)
        after = changed.get(key, before)
        yield _Move(
            (old_bases[before.shelf] + state.shelves[before.shelf].places[key], before) if before else None,
            (new_bases[after.shelf] + shelves[after.shelf].places[key], after) if after else None,
        )


def _inverted(state: State) -> dict[str, str]:
    """The posting of every term."""
    by_level: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(_MOST)]
    starts = bases(state.shelves)
    for name, shelf in state.shelves.items():
        base = starts[name]
        for key, place in sorted(shelf.places.items(), key=lambda each: each[1]):
            number = base + place
            for numbers, stems in zip(by_level, state.records[key].stems, strict=True):
                # numbers[stem].append(number) for each stem, without a step of Python's a stem
                deque(map(list.append, map(numbers.__getitem__, stems.split()), repeat(number)), maxlen=0)
    return postings(by_level)


def _patched(postings: dict[str, str], moves: Iterable[_Move]) -> set[str]:
    """Brings the postings up to date; the terms whose postings are others now."""
    patches: dict[str, dict[int, int]] = defaultdict(dict)
    for move in moves:
        for term, number, _ in _said(move.before):
            patches[term][number] = 0
    for move in moves:
        for term, number, level in _said(move.after):
            patches[term][number] = level
    stale = set()
    for term, patch in patches.items():
        old = postings.get(term, "")
        new = _patched_posting(old, patch)
        if new == old:
            continue
        stale.add(term)
        if new:
            postings[term] = new
        else:
            del postings[term]
    return stale


def _said(record: tuple[int, Levels] | None) -> Iterator[tuple[str, int, int]]:
    """Term, number and level of all that a record says."""
    if record is not None:
        number, levels = record
        for above, stems in enumerate(levels.stems):
            for term in stems.split():
                yield term, number, _MOST - above


def _patched_posting(text: str, patch: Mapping[int, int]) -> str:
    by_level = levels_of(text)
    by_level += [[] for _ in range(_MOST - len(by_level))]
    for above, numbers in enumerate(by_level):
        added = [number for number, level in patch.items() if level == _MOST - above]
        if added or not patch.keys().isdisjoint(numbers):
            by_level[above] = sorted([*added, *(number for number in numbers if number not in patch)])
    return postings({"": numbers} if numbers else {} for numbers in by_level).get("", "")


def _count(state: State, record: Levels, by: int) -> None:
    """Counts the words of a record in, or out."""
    for counts, words in ((state.counts, record.words), (state.shorts, record.short)):
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
    terms = sorted(state.postings)
    firsts = files.cuts(terms, state.postings)
    written.update(files.term_files(terms, state.postings, firsts, state.cuts, stale))
    written.update(files.column_files(state.records, state.shelves, analyser.schema))
    removed = {*gone, *(files.name_of_terms(first) for first in set(state.cuts) - set(firsts))}
    state.cuts = firsts
    state.steps = files.vocabulary(state.counts, state.shorts, state.steps, analyser)
    for name in removed:
        state.digests.pop(name, None)
    old = dict(state.digests)
    state.digests.update((name, files.digest_of(content)) for name, content in written.items())
    core = files.core_file(len(state.records), state.cuts, state.counts, state.steps, analyser, state.digests)
    written[files.CORE] = core
    state.digests[files.CORE] = files.digest_of(core)
    differing = {name: content for name, content in written.items() if old.get(name) != state.digests[name]}
    return Change(state, differing, tuple(sorted(removed)))
