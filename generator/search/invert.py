"""A document to its levels: how strongly each stem stands for it. Knows no other document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from generator.search.constants import LEVEL, QUESTION_WORDS, STOP_WORDS, roots
from generator.search.documents import Document, Field, Levels, Schema
from generator.search.stem import Stemmer
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


class Analyser:
    """Makes levels of documents by one schema; remembers stems, so one is made for many documents."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        known = roots()
        known |= unexplained(schema, Stemmer(known))
        self.stems = Stemmer(known, schema.protected)
        self._stems_of_bodies = Stemmer(known, schema.protected)
        self._stems_of_bodies.update(dict.fromkeys(STOP_WORDS, ""))  # in a body they say nothing

    def levels(self, document: Document) -> Levels:
        """What the index keeps of the document. Raises KeyError for a kind or field that the schema has not."""
        short: dict[str, None] = {}  # a set in the order of the text
        weights = self._weights(document, short)
        told = words(document.body)
        counts = Counter(map(self._stems_of_bodies.__getitem__, told))
        counts.pop("", None)
        by_level: list[list[str]] = [[] for _ in range(_MOST + 1)]
        by_level[_MOST] = sorted(self._names(document) - weights.keys() - counts.keys())
        for stem, weight in weights.items():
            by_level[_level(weight, counts.pop(stem, 0))].append(stem)
        for level in range(1, _BODY_MOST):
            by_level[level] += [stem for stem, count in counts.items() if count == level]
        by_level[_BODY_MOST] += [stem for stem, count in counts.items() if count >= _BODY_MOST]
        return Levels(
            document.key,
            document.shelf or document.kind,
            self._columns(document),
            (document.title, document.url, document.summary, document.date),
            " ".join(short | dict.fromkeys(told)),
            " ".join(short),
            tuple([" ".join(stems) for stems in by_level[:0:-1]]),
        )

    def _weights(self, document: Document, short: dict[str, None]) -> dict[str, float]:
        """Each stem of the short fields with its weights added up; collects their words."""
        factor = self.schema.kinds[document.kind].fields
        for name in document.fields:
            self.schema.fields[name]  # a field that nobody weighs would silently not be found
        weights: dict[str, float] = {}
        for name, field in self.schema.fields.items():
            for stem, weight in self._best_line(document.fields.get(name, ""), field, short).items():
                weights[stem] = weights.get(stem, 0.0) + weight * factor
        return weights

    def _best_line(self, text: str, field: Field, short: dict[str, None]) -> dict[str, float]:
        """Each stem of a field with what it weighs in the shortest line that has it."""
        best: dict[str, float] = {}
        for line in text.split("\n"):
            found = words(line)
            weight = field.weight / (_FIXED + _BY_LENGTH * len(found) / field.usual)
            short.update(dict.fromkeys(found))
            for word in found:
                stem = self.stems[word]
                best[stem] = max(best.get(stem, 0.0), weight)
        return best

    def _names(self, document: Document) -> set[str]:
        """A term for each name of several words: its stems joined, in the order of the alphabet."""
        names = set()
        for name, text in document.fields.items():
            for line in text.split("\n") if self.schema.fields[name].names else ():
                stems = {self.stems[word] for word in words(line) if word not in _SILENT}
                if len(stems) > 1:
                    names.add("".join(sorted(stems))[:LONGEST])
        return names

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
