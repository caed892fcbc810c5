"""Text of a document with its places, and the personal numbers in it.

Knows how cells stand beside each other and what the head of a column says of the numbers below it; knows no format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from generator import privacy

Fault = Literal["pindai", "sandi", "rusak", "besar", "lama", "memori", "berhenti", "banyak", "sisipan"]
CHANCE: Final[tuple[Fault, ...]] = ("lama", "memori", "berhenti")  # what another machine may not say
LONGEST_NAME: Final = 40  # letters of a sheet's or a part's name that a message repeats
_TOGETHER: Final = 100  # paragraphs that are searched as one text: a name may stand above its number
_WIDTH: Final = 1024  # columns of a table whose heads are remembered
_HEAD: Final = 40  # letters of the longest text that counts as the head of a column
_AMOUNT: Final = re.compile(
    r"\b(?:jumlah|total|pagu|anggaran|realisasi|nilai|harga|biaya|saldo|rp|rupiah|alokasi|sisa|target)\b",
    re.IGNORECASE,
)
_UNPRINTABLE: Final = re.compile(r"[^\w .,()&+/-]")


class Found(NamedTuple):
    """A personal number: the line (CSV; else 1), field and place where it stands, its kind, and a masked preview."""

    line: int
    field: str
    place: str
    kind: privacy.Kind
    preview: str


class Piece(NamedTuple):
    """A text that has a place: a cell, a paragraph, a page. `number` says that a program holds it as a number."""

    place: str
    text: str
    number: bool = False


class Passage(NamedTuple):
    """Pieces that are searched together, set apart by `joint`; `field` names them in messages and exemptions."""

    field: str
    pieces: tuple[Piece, ...]
    joint: str = "\n"
    line: int = 1


class DamageError(Exception):
    """Something of the document cannot be read; says which fault, and of which pages where only some."""

    def __init__(self, fault: Fault, pages: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.pages = pages


def shown(name: str) -> str:
    """A name from a document as a message may show it: on one line, short, without a personal number."""
    text = _UNPRINTABLE.sub("", " ".join(privacy.masked(name)[0].split()))
    return text[:LONGEST_NAME].strip() or "tanpa nama"


def found(passage: Passage) -> Iterator[Found]:
    """The personal numbers of a passage, in their order."""
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for piece, following in pairwise((*passage.pieces, None)):
        assert piece
        joint = passage.joint if following else ""
        if following and len(piece.text) == len(following.text) == 1:
            joint = " "  # the boxes of a form, with one figure in each
        starts.append(length)
        parts += (piece.text, joint)
        length += len(piece.text) + len(joint)
    text = "".join(parts)
    if not privacy.MANY_DIGITS.search(text):
        return  # most of all passages
    for finding in privacy.findings(text):
        piece = passage.pieces[bisect_right(starts, finding.start) - 1]
        yield Found(passage.line, passage.field, piece.place, finding.kind, finding.preview)


class Prose:
    """Gathers paragraphs of one field into passages."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._pieces: list[Piece] = []

    def add(self, piece: Piece) -> Iterator[Passage]:
        """Takes a paragraph; gives a passage when enough have come together."""
        self._pieces.append(piece)
        if len(self._pieces) >= _TOGETHER:
            yield from self.rest()

    def rest(self) -> Iterator[Passage]:
        """What has not been given yet."""
        if self._pieces:
            yield Passage(self._field, tuple(self._pieces))
        self._pieces = []


class Table:
    """Rows of cells to passages; remembers of each column whether its head says what its numbers are.

    A program that keeps a NISN or a telephone number as a number has lost its zeros: under such a head they are put
    back. A number under any other head is an amount and gets its thousands, so that it is taken for nothing else.
    """

    def __init__(self, field: str) -> None:
        self._field = field
        self._heads: dict[int, str] = {}

    def row(self, cells: Iterable[tuple[int, Piece]], *, line: int = 1) -> Passage:
        """A row of cells, each with the number of its column."""
        pieces = [
            piece._replace(text=self._read(column, piece)) for column, piece in cells if piece.text.strip()
        ]
        return Passage(self._field, tuple(pieces), " | ", line)

    def _read(self, column: int, piece: Piece) -> str:
        text = piece.text.strip()
        head = self._heads.get(column, "")
        if not text.isdecimal():
            if len(text) <= _HEAD and column < _WIDTH and not re.search(r"\d{4}", text) and _tells(text):
                self._heads[column] = text
                return text
            return f"{head}: {text}" if head and len(text) < 100 else text
        of = privacy.speaks_of(head)
        if of == "nisn":
            return f"{head}: {text.zfill(10)}"
        if of == "telepon":
            return f"{head}: 0{text}" if text.startswith("8") else f"{head}: {text}"
        if len(text) != 16 and (piece.number or _AMOUNT.search(head)):
            return f"{int(text):,}" if len(text) < 100 else ""
        return f"{head}: {text}" if head and len(text) > 1 else text


@lru_cache(4096)  # the same few texts stand in a column again and again
def _tells(text: str) -> bool:
    return privacy.speaks_of(text) is not None or bool(_AMOUNT.search(text))


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as people write them: `1-3, 7`; after ten groups, dots."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1][1:] = [number]
        else:
            groups.append([number])
    parts = ["-".join(map(str, group)) for group in groups[:10]]
    return ", ".join([*parts, *(["…"] if len(groups) > 10 else [])])
