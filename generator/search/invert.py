"""A document to its levels: how strongly each stem stands for it. Knows no other document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from generator.search.constants import LEVEL, QUESTION_WORDS, STOP_WORDS, roots
from generator.search.documents import Document, Levels, Schema
from generator.search.stem import Stemmer, StemsOfBodies
from generator.search.words import LONGEST, words

_FIXED: Final[float] = LEVEL["length"][0]
_BY_LENGTH: Final[float] = LEVEL["length"][1]
_BODY: Final[float] = LEVEL["body"]
_BODY_MOST: Final[int] = LEVEL["body_most"]
_LEAST: Final[int] = LEVEL["least"]
_SPAN: Final[int] = LEVEL["span"]
_HALF: Final[float] = LEVEL["half"]
_MOST: Final[int] = LEVEL["most"]
_SILENT: Final = STOP_WORDS | QUESTION_WORDS  # what the engine leaves out of a question


class _Read(NamedTuple):
    """A short field: the weight of each stem in the shortest line that has it, its words, and terms for its names."""

    weights: Mapping[str, float]
    words: dict[str, None]
    names: tuple[str, ...]


class Analyser:
    """Makes levels of documents by one schema; remembers stems, so one is made for many documents."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        known = roots()
        known |= unexplained(schema, Stemmer(known))
        self.stems = Stemmer(known, schema.protected)
        self._stems_of_bodies = StemsOfBodies(self.stems, STOP_WORDS)
        self._read = lru_cache(maxsize=4096)(self._read_field)  # a type's names stand in each of its services

    def levels(self, document: Document) -> Levels:
        """What the index keeps of the document. Raises KeyError for a kind or field that the schema has not."""
        factor = self.schema.kinds[document.kind].fields
        short: dict[str, None] = {}  # a set in the order of the text
        weights: dict[str, float] = {}
        names: dict[str, None] = {}
        for read in self._short_fields(document):
            short |= read.words
            names |= dict.fromkeys(read.names)
            for stem, weight in read.weights.items():
                weights[stem] = weights.get(stem, 0.0) + weight * factor
        told = words(document.body)
        counts = Counter(map(self._stems_of_bodies.__getitem__, told))
        counts.pop("", None)
        by_level: list[list[str]] = [[] for _ in range(_MOST + 1)]
        by_level[_MOST] = [name for name in names if name not in weights and name not in counts]
        for stem, weight in weights.items():
            by_level[_level(weight, counts.pop(stem, 0))].append(stem)
        for stem, count in [each for each in counts.items() if each[1] > 1]:
            by_level[min(count, _BODY_MOST)].append(stem)
            del counts[stem]
        by_level[1] += counts  # nearly all of them
        return Levels(
            document.key,
            document.shelf or document.kind,
            self._columns(document),
            (document.title, document.url, document.summary, document.date),
            " ".join(short | dict.fromkeys(told)),
            " ".join(short),
            tuple([" ".join(stems) for stems in by_level[:0:-1]]),
        )

    def _short_fields(self, document: Document) -> Iterator[_Read]:
        """The short fields as read. Raises KeyError for one that nobody weighs: it would silently not be found."""
        for name in document.fields:
            self.schema.fields[name]
        for name in self.schema.fields:  # in this order, since sums of floats depend on it
            if text := document.fields.get(name):
                yield self._read(name, text)

    def _read_field(self, name: str, text: str) -> _Read:
        field = self.schema.fields[name]
        weights: dict[str, float] = {}
        short: dict[str, None] = {}
        names = []
        for line in text.split("\n"):
            found = words(line)
            weight = field.weight / (_FIXED + _BY_LENGTH * len(found) / field.usual)
            short.update(dict.fromkeys(found))
            for word in found:
                stem = self.stems[word]
                weights[stem] = max(weights.get(stem, 0.0), weight)
            telling = {self.stems[word] for word in found if word not in _SILENT}
            if field.names and len(telling) > 1:
                names.append("".join(sorted(telling))[:LONGEST])
        return _Read(weights, short, tuple(names))

    def _columns(self, document: Document) -> tuple[tuple[str, ...], ...]:
        facets = document.facets
        return (
            (document.kind,),
            *(tuple(sorted(facets.get(name, ()))) for name in self.schema.facets),
            (document.group,) if document.group else (),
        )


def unexplained(schema: Schema, stem: Stemmer) -> frozenset[str]:
    """The words of curated texts that no root explains (legalisir, dapodik): they become roots."""
    return frozenset(word for word in curated_words(schema.curated) if stem.explained(word) is None)


def curated_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of curated texts but those that say nothing."""
    return frozenset(word for text in texts for word in words(text)) - STOP_WORDS


def _level(weight: float, count: int) -> int:
    """The level of a stem in a short field, from `_LEAST` to `_MOST`: half of the span at a weight of `_HALF`."""
    strength = weight + _BODY * min(_BODY_MOST, count)
    return min(_MOST, _LEAST + int(_SPAN * strength / (strength + _HALF)))
