"""The values that go in: documents, and the schema that says what their fields, kinds and facets weigh."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from generator.search.constants import ASK, FILES, FORMAT, LEVEL


@dataclass(frozen=True, slots=True)
class Field:
    """A short field: what a word in it weighs when a line of it is as long as usual, in words.

    Where its lines are `names`, a question that is one of them, in any order of words, ranks the document higher.
    """

    weight: float
    usual: int
    names: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of documents. `fields` multiplies what its short fields weigh, `asked` counts when a question is asked.

    With `lift` a document stands for its group: it is found with the best of it, at that share of its score.
    """

    weight: float = 1.0
    fields: float = 1.0
    asked: float = 1.0
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Schema:
    """What holds for all documents. A change of it makes the whole index anew.

    `fields` are those that a document may have, by name; `facets` are labels by value by facet. `follows` names for a
    facet the one that decides it (region: satker), which saves its column. `curated` are texts whose words are right
    and wanted, so corrections lead to them; what no root explains in them is a root. `protected` words are never
    stemmed. `synonyms` lead from a word or phrase of a question to others. `places` are words or phrases that favour
    a value of a facet: {"pringsewu": ("region", "18.10")}. `subjects` are words that say what a question is about: with
    one of them it is answered though most of its other words are unknown.
    """

    fields: Mapping[str, Field]
    kinds: Mapping[str, Kind]
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)
    curated: tuple[str, ...] = ()
    protected: frozenset[str] = frozenset()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()

    def digest(self) -> bytes:
        """16 bytes that stand for the schema and the engine's constants. The order of fields and facets counts."""
        plain = [
            FORMAT,
            [ASK, LEVEL, FILES],
            [(name, each.weight, each.usual, each.names) for name, each in self.fields.items()],
            [
                (name, each.weight, each.fields, each.asked, each.lift)
                for name, each in sorted(self.kinds.items())
            ],
            [(name, sorted(labels.items())) for name, labels in self.facets.items()],
            sorted(self.follows.items()),
            self.curated,
            sorted(self.protected),
            sorted(self.synonyms.items()),
            sorted(self.places.items()),
            self.subjects,
        ]
        return blake2b(json.dumps(plain).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found.

    `fields` are the short ones of the schema; a field of several names has one a line, and the best line counts.
    `date` is ISO (yyyy-mm-dd) or empty. Documents of one `shelf` lie together (a type of service, a month of news);
    shelves are in the order of their names, so that a new month is appended. Results of one `group` are one row.
    """

    key: str
    kind: str
    url: str
    title: str
    summary: str = ""
    date: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    shelf: str = ""


class Levels(NamedTuple):
    """What the index keeps of a document, from this document and the schema alone; `tuple(levels)` is plain.

    `columns` are the values of kind, of each facet in the schema's order, and of the group. `row` is title, address,
    summary, date. `words` are the different words of all, `short` those of the short fields, `stems` the different
    stems by level, the highest first; all with blanks between.
    """

    key: str
    shelf: str
    columns: tuple[tuple[str, ...], ...]
    row: tuple[str, str, str, str]
    words: str
    short: str
    stems: tuple[str, ...]
