"""The rows of a CSV file, as the programs of offices write it: with commas, semicolons or tabs, in UTF-8 or not."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from generator.papers.grid import Gathering, Grid
from generator.papers.passages import DamageError, Passage, Piece, Table

_SEPARATORS: Final = ";,\t|"
_SAMPLE: Final = 20_000  # letters by which the separator is told


def passages(content: bytes) -> Iterator[Passage]:
    """A passage a row, with the line where it begins. Raises DamageError."""
    table = Table("isi")
    for line, row in rows(content):
        cells = [(number, Piece(f"kolom {number + 1}", cell)) for number, cell in enumerate(row)]
        yield table.row(cells, line=line)


def grids(content: bytes) -> Iterator[Grid]:
    """The rows as a page shows them, without the line by which some programs are told the separator."""
    gathering = Gathering()
    for line, row in rows(content):
        if line > 1 or not row[:1] or not row[0].lower().startswith("sep="):
            gathering.row(line, enumerate(row))
    yield gathering.grid()


def rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows as they are written, each with the line where it begins. Raises DamageError."""
    text = _decoded(content)
    csv.field_size_limit(len(text) + 1)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text[:_SAMPLE]))
    begin = 1
    try:
        for row in read:
            yield begin, row
            begin = read.line_num + 1
    except csv.Error as error:
        raise DamageError("rusak") from error


def _separator(sample: str) -> str:
    """What parts most rows into equally many cells: in `a;b` over `1,5;2,5` that is not the comma."""

    def agreement(separator: str) -> tuple[int, int]:
        with suppress(csv.Error):
            read = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
            widths = Counter(len(row) for row in read if len(row) > 1)
            if widths:
                width, count = widths.most_common(1)[0]
                return count, width
        return 0, 0

    return max(_SEPARATORS, key=agreement)


def _decoded(content: bytes) -> str:
    """By its mark, else UTF-8, else the letters of Windows in Western Europe, in which every byte is something."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
