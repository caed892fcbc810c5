"""The rows of a CSV file, as the programs of offices write it: with commas, semicolons or tabs, in UTF-8 or not."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from generator.papers.passages import DamageError, Passage, Piece, Table

_SEPARATORS: Final = ";,\t|"
_SAMPLE: Final = 20_000  # letters by which the separator is told


def passages(content: bytes) -> Iterator[Passage]:
    """A passage a row, with the line where it begins. Raises DamageError."""
    text = _decoded(content)
    table = Table("isi")
    csv.field_size_limit(len(text) + 1)
    separator = max(_SEPARATORS, key=text[:_SAMPLE].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begin = 1
    try:
        for row in rows:
            cells = [(number, Piece(f"kolom {number + 1}", cell)) for number, cell in enumerate(row)]
            yield table.row(cells, line=begin)
            begin = rows.line_num + 1
    except csv.Error as error:
        raise DamageError("rusak") from error


def _decoded(content: bytes) -> str:
    """By its mark, else UTF-8, else the letters of Windows in Western Europe, in which every byte is something."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
