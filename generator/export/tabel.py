"""Tables as CSV for spreadsheets: UTF-8 with its mark, commas, and no cell that a program would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a cell begins with that a spreadsheet would run


def written(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table's bytes; the mark at the front is what makes Excel read UTF-8."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow([_defused(cell) for cell in head])
    table.writerows([_defused(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _defused(cell: str | int) -> str | int:
    """A text that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
