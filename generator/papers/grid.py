"""The cells of a sheet as a page shows them: its first rows within bounds, and how many there are.

A cell is a text, or a Decimal where a program holds it as a number. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

KEPT: Final = 120  # rows that are kept: what a page shows, with the lines above it
MOST_COLUMNS: Final = 30
MOST_LETTERS: Final = 200  # of a cell
MOST_ROWS: Final = 1_000_000  # after so many they are no longer counted
MOST_MERGED: Final = 1000

_BLANKS: Final = re.compile(r"[^\S\u00a0]+")

Cell = str | Decimal
Row = tuple[Cell, ...]


class Span(NamedTuple):
    """Merged cells: the row and column of the first one, counted from 0, and how many rows and columns they cover."""

    row: int
    column: int
    rows: int
    columns: int


class Grid(NamedTuple):
    """A sheet. A row without text is empty, and two of them never follow each other; the others are equally wide.

    `total` counts the rows that have text, all of them or, where there are `more`, those that were counted;
    `left_out` the columns that are not here.
    """

    title: str
    rows: tuple[Row, ...]
    total: int
    more: bool = False
    left_out: int = 0
    spans: tuple[Span, ...] = ()


class Gathering:
    """Takes the rows of a sheet one after another and keeps what a Grid holds of them."""

    def __init__(self, title: str = "") -> None:
        self._title = title
        self._rows: list[dict[int, Cell]] = []
        self._places: dict[int, int] = {}  # where the row of a number came to stand
        self._total = 0
        self._width = 0
        self._spans: list[Span] = []

    @property
    def is_full(self) -> bool:
        """Whether no more rows are kept, so that their cells need not be understood."""
        return self._total >= KEPT

    @property
    def is_over(self) -> bool:
        """Whether rows are no longer counted."""
        return self._total >= MOST_ROWS

    def row(self, number: int, cells: Iterable[tuple[int, Cell]]) -> None:
        """A row with its number and those of its cells' columns."""
        if self.is_over:
            return
        kept = {column: cell for column, cell in cells if not isinstance(cell, str) or cell.strip()}
        if not kept:
            if self._rows and self._rows[-1] and not self.is_full:
                self._rows.append({})
            return
        self._total += 1
        self._width = max(self._width, 1 + max(kept))
        if self._total <= KEPT:
            self._places[number] = len(self._rows)
            self._rows.append(
                {column: _short(cell) for column, cell in kept.items() if column < MOST_COLUMNS}
            )

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Cells of these rows' numbers and columns are one; in the rows below the first one its text is repeated."""
        if len(self._spans) >= MOST_MERGED or top not in self._places or left >= MOST_COLUMNS:
            return
        first = self._places[top]
        below = [place for number, place in self._places.items() if top < number <= bottom]
        self._spans.append(Span(first, left, 1 + len(below), min(right, MOST_COLUMNS - 1) - left + 1))
        for place in below:
            if (cell := self._rows[first].get(left)) is not None:
                self._rows[place].setdefault(left, cell)

    def grid(self) -> Grid:
        """What was gathered."""
        width = min(self._width, MOST_COLUMNS)
        while self._rows and not self._rows[-1]:
            self._rows.pop()
        return Grid(
            title=self._title[:MOST_LETTERS],
            rows=tuple(tuple(row.get(at, "") for at in range(width)) if row else () for row in self._rows),
            total=self._total,
            more=self.is_over,
            left_out=self._width - width,
            spans=tuple(self._spans),
        )


def _short(cell: Cell) -> Cell:
    """A cell on one line, cut where it is long."""
    if isinstance(cell, Decimal):
        return cell
    text = _BLANKS.sub(" ", cell[: 4 * MOST_LETTERS]).strip()
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1].rstrip() + "…"
