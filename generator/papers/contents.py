"""Has the sheets of a table read in a child process, so that a page can show them.

What cannot be read within the limits is a fault in one word, never an exception. Knows nothing of records and pages.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from generator.confined import Child
from generator.papers.grid import Cell, Grid, Span
from generator.papers.passages import CHANCE, Fault

ENDINGS: Final = (".csv", ".xlsx")
SECONDS: Final = 60
MEGABYTES: Final = 768  # as for the scan, which opens the same documents
_MOST_ANSWER: Final = 8 << 20
_DIGITS: Final = 40
_CHILD: Final = "from generator.papers.child import show; show()"


class Contents(NamedTuple):
    """The sheets of a table, or the fault for which there are none (`passages.Fault`)."""

    grids: tuple[Grid, ...] = ()
    fault: str = ""

    @property
    def lasts(self) -> bool:
        """Whether the same bytes always give the same: not what the machine's speed or memory has decided."""
        return self.fault not in CHANCE


def contents(path: Path, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Contents:
    """What a CSV or XLSX holds."""
    return understood(asked(path, seconds=seconds, megabytes=megabytes))


def asked(path: Path, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    """What a child says of a CSV or XLSX; where it said nothing, why."""
    try:
        with Child(_CHILD, json.dumps(str(path)).encode(), str(seconds), str(megabytes)) as child:
            said = child.answer(_line, seconds=seconds)
    except OSError:
        return _silent("berhenti")
    return said if said.endswith(b"\n") else _silent("lama" if child.is_over else "berhenti")


def _silent(fault: Fault) -> bytes:
    return json.dumps({"lembar": [], "galat": fault}).encode()


def _line(pipe: IO[bytes]) -> bytes:
    return pipe.readline(_MOST_ANSWER)


def understood(said: bytes) -> Contents:
    """A child's answer. It was in hostile hands: what does not have the shape is a fault."""
    try:
        value = json.loads(said)
        return Contents(tuple(_grid(*sheet) for sheet in value["lembar"]), str(value["galat"]))
    except (ArithmeticError, ValueError, TypeError, KeyError, LookupError, RecursionError):
        return Contents(fault="berhenti")


def _grid(title: str, rows: Any, total: int, more: bool, left_out: int, spans: Any) -> Grid:
    return Grid(
        title=str(title),
        rows=tuple(tuple(map(_cell, row)) for row in rows),
        total=int(total),
        more=bool(more),
        left_out=int(left_out),
        spans=tuple(Span(*map(int, span)) for span in spans),
    )


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value
    number = Decimal(value[0])
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise ValueError("no number that a sheet would hold")  # its digits could fill the memory
    return number
