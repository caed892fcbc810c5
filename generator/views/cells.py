"""What the cells of a published table mean: which lines are its head, which columns hold numbers, years or codes.

People write tables for people: titles stand above, sources below, heads over several lines, numbers as Indonesians or
as programs write them. What is not certain stays text. Knows grids; knows nothing of pages and charts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from generator.papers.grid import Cell, Grid, Row
from generator.wording import angka

_MOST_HEADS: Final = 3  # lines of a head in several lines
_YEARS: Final = range(1990, 2101)
_LONGEST: Final = 30  # letters of a number

# What people write where they have no number
_NONE: Final = re.compile(
    r"[-\u2013\u2014.…?]*|n/?\.?a\.?|t\.?a\.?d\.?|tidak ada data|belum ada(?: data)?|#\S+[!?]|#N/A",
    re.IGNORECASE,
)
_SIGN: Final = r"(?P<sign>[-\u2212+]?)"
_INDONESIAN: Final = re.compile(_SIGN + r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?")
_ENGLISH: Final = re.compile(_SIGN + r"(?P<whole>[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?")
_PATTERNS: Final = (_INDONESIAN, _ENGLISH)  # 1.234 is a thousand and more unless the sheet says otherwise
_MONEY: Final = re.compile(r"Rp\.?\s*(?=[-\u2212\d])", re.IGNORECASE)
_YEAR: Final = re.compile(r"(\d{4})(?:/(?:\d{4}|\d{2}))?")  # also a school year

_SAMPLE: Final = re.compile(r"\s*\(contoh\)", re.IGNORECASE)
_OF_YEARS: Final = re.compile(r"\b(?:tahun|thn|th|t\.?a)\b", re.IGNORECASE)
_ORDINAL: Final = re.compile(
    r"#.*|(?:no|nomor|nomer|id|nik|nip|nisn|npsn|nss|nuptk|npwp|rt|rw|rt/rw|peringkat|ranking|rangking|urutan|"
    r"lintang|bujur|latitude|longitude|telepon|telp|hp|sk)\b.*|.*\b(?:kode|nomor)\b.*",
    re.IGNORECASE,
)
TOTAL: Final = re.compile(
    r"(?:grand |sub ?)?(?:jumlah|total|rata-rata|rerata)\b.{0,40}|(?:provinsi |prov\. ?)?lampung|se-? ?lampung",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"(?:sumber|catatan|keterangan|ket|diunduh|dicetak)\b|\*", re.IGNORECASE)
SHARE: Final = "persen"
_UNIT: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,30})[)\]]\s*$")
_UNITS: Final = {"%": SHARE, "rp": "rupiah", "rp juta": "juta rupiah", "rp miliar": "miliar rupiah"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head as the file has it, and whether it holds numbers, or a number that nothing is to be counted of."""

    head: str
    is_number: bool = False
    is_code: bool = False


# From lines to a table ----------------------------------------------------------------------------------------


class Sheet(NamedTuple):
    """A grid taken apart: the heads of columns, the rows below them, and the lines around."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    total: int


def sheet_of(grid: Grid) -> Sheet | None:
    """The table of a grid, or nothing where it has no row below a head."""
    rows = list(grid.rows)
    below = _taken_below(rows) if not grid.more and grid.total <= len(rows) else []
    first, above = _above(rows)
    head_lines = _head_lines(grid, rows, first)
    heads = _heads(grid, first, head_lines)
    data = [row for row in rows[first + head_lines :] if row]
    if data and head_lines and _is_count(data[0]):
        data = data[1:]  # the line that numbers the columns
    if not data:
        return None
    used = [at for at, head in enumerate(heads) if head or any(_text(row[at]) for row in data)]
    around = sum(1 for row in rows if row) - len(data)
    return Sheet(
        heads=tuple(heads[at] or f"Kolom {at + 1}" for at in used),
        rows=tuple(tuple(row[at] for at in used) for row in data),
        above=above,
        below=tuple(below),
        total=grid.total - around - len(below),
    )


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:f}"


def _filled(row: Row) -> list[str]:
    return [text for cell in row if (text := _text(cell))]


def _taken_below(rows: list[Row]) -> list[str]:
    """Takes the notes off the end: lines of one cell that say what they are, or stand apart from the table."""
    for start in range(len(rows) - 1, 0, -1):
        if rows[start] and not (len(rows[start]) > 1 and len(_filled(rows[start])) == 1):
            return []  # the table ends here, and nothing stood apart from it
        is_note = rows[start] and _NOTE.match(_filled(rows[start])[0])
        if not rows[start - 1] or (is_note and len(_filled(rows[start - 1])) > 1):
            taken = [_filled(row)[0] for row in rows[start:] if row]
            del rows[start:]
            return taken
    return []


def _above(rows: Sequence[Row]) -> tuple[int, tuple[str, ...]]:
    """Where the table begins, and the titles over it: lines of one cell where the table has more."""
    lines: list[str] = []
    for at, row in enumerate(rows):
        if row and (len(row) == 1 or len(_filled(row)) > 1):
            return at, tuple(dict.fromkeys(lines))
        lines += _filled(row)
    return len(rows), ()


def _head_lines(grid: Grid, rows: Sequence[Row], first: int) -> int:
    """How many lines the head has: none where the first is all numbers, more where cells of it are merged."""
    if first >= len(rows) or all(_is_number(cell) for cell in rows[first] if _text(cell)):
        return 0
    spans = [span for span in grid.spans if span.row == first]
    deep = max((span.rows for span in spans), default=1)
    return min(max(deep, 2 if any(span.columns > 1 for span in spans) else 1), _MOST_HEADS)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, Decimal) or any(_parsed(cell, pattern) is not None for pattern in _PATTERNS)


def _heads(grid: Grid, first: int, count: int) -> list[str]:
    """The heads of columns; one in several lines is joined, the widest first."""
    width = max((len(row) for row in grid.rows), default=0)
    over = [[_text(cell) for cell in row] or [""] * width for row in grid.rows[first : first + count]]
    for span in grid.spans:
        if first <= span.row < first + len(over):
            line = over[span.row - first]
            for at in range(span.column + 1, min(span.column + span.columns, width)):
                line[at] = line[at] or line[span.column]
    return [", ".join(dict.fromkeys(line[at] for line in over if line[at])) for at in range(width)]


def _is_count(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    texts = [_text(cell).strip("()") for cell in row]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


# What cells mean ----------------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A column with its cells as they are shown; `numbers` where it has any, None for each cell without one.

    `unit` is what its head or its cells say that they are counted in, `years` the years that it holds.
    """

    column: Column
    words: tuple[str, ...]
    numbers: tuple[Decimal | None, ...] = ()
    unit: str = ""
    years: tuple[int, ...] = ()


class Number(NamedTuple):
    """A number and how it is written: with decimals, with what before and after it."""

    value: Decimal
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """`1.234,5`, `Rp1.000`, `12,5%`, with a true minus."""
        decimals = max(0, -int(self.value.as_tuple().exponent))
        sign = "\u2212" if self.value < 0 else ""
        return f"{sign}{self.before}{angka(abs(self.value), decimals)}{self.after}"


def fields_of(sheet: Sheet) -> tuple[Field, ...]:
    """The columns of a table, understood."""
    columns = list(zip(*sheet.rows, strict=True))
    patterns = _patterns(columns)
    return tuple(
        _field(head, cells, patterns, is_first=not at)
        for at, (head, cells) in enumerate(zip(sheet.heads, columns, strict=True))
    )


def _field(head: str, cells: Sequence[Cell], patterns: Sequence[re.Pattern[str]], *, is_first: bool) -> Field:
    texts = tuple(map(_text, cells))
    if years := _years(head, texts, is_first=is_first):
        return Field(Column(head, is_code=True), texts, years=years)
    numbers = next((found for pattern in patterns if (found := _numbers(cells, pattern))), None)
    if numbers is None:
        return Field(Column(head), texts)
    if _is_code(head, texts, is_first=is_first):
        return Field(Column(head, is_code=True), texts)
    return Field(
        Column(head, is_number=True),
        tuple(number.words if number else "" for number in numbers),
        tuple(number.value if number else None for number in numbers),
        _unit(head, numbers),
    )


def _patterns(columns: Sequence[Sequence[Cell]]) -> tuple[re.Pattern[str], ...]:
    """The ways of writing numbers, the one first that this sheet must follow because some column allows no other."""
    forced = {
        allowed[0]
        for cells in columns
        if len(allowed := [pattern for pattern in _PATTERNS if _numbers(cells, pattern)]) == 1
    }
    return (_ENGLISH, _INDONESIAN) if forced == {_ENGLISH} else _PATTERNS


def _numbers(cells: Sequence[Cell], pattern: re.Pattern[str]) -> tuple[Number | None, ...] | None:
    """The number of each cell, None for one without; nothing at all where a cell holds something else."""
    found: list[Number | None] = []
    for cell in cells:
        number = Number(cell) if isinstance(cell, Decimal) else _parsed(cell, pattern)
        if number is None and not _NONE.fullmatch(_text(cell)):
            return None
        found.append(number)
    return tuple(found) if any(found) else None


def _parsed(text: str, pattern: re.Pattern[str]) -> Number | None:
    """`Rp1.000.000,00`, `-12,5 %`: a number that is written as the pattern says."""
    amount, money = _MONEY.subn("", text)
    bare = amount.removesuffix("%").strip()
    if not (match := pattern.fullmatch(bare)) or len(bare) > _LONGEST:
        return None
    whole = re.sub(r"[.,]", "", match["whole"])
    value = Decimal(f"{'' if match['sign'] in ('', '+') else '-'}{whole}.{match['part'] or ''}")
    return Number(value, "Rp" if money else "", "%" if amount.endswith("%") else "")


def _years(head: str, texts: Sequence[str], *, is_first: bool) -> tuple[int, ...]:
    """The years that a column holds, 0 for a row of sums; nothing where it holds anything else.

    Four digits alone are no year: the head says so, or the table begins with years one after another.
    """
    found = [
        int(match[1]) if (match := _YEAR.fullmatch(text)) else 0 if TOTAL.fullmatch(text) else -1
        for text in texts
    ]
    known = [year for year in found if year]
    if not known or not all(year in _YEARS for year in known):
        return ()
    steps = {after - before for before, after in pairwise(known)}
    if _OF_YEARS.search(head) or (is_first and len(known) > 2 and steps in ({1}, {-1})):
        return tuple(found)
    return ()


def _is_code(head: str, texts: Sequence[str], *, is_first: bool) -> bool:
    """Whether the numbers only name or order the rows."""
    if _ORDINAL.fullmatch(_SAMPLE.sub("", head).strip()):
        return True
    if any(re.fullmatch(r"0\d+", text) for text in texts):
        return True
    return is_first and len(texts) > 1 and list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def _unit(head: str, numbers: Sequence[Number | None]) -> str:
    if match := _UNIT.search(_SAMPLE.sub("", head)):
        return _UNITS.get(match[1].strip().lower().replace(".", ""), match[1].strip())
    known = [number for number in numbers if number]
    if all(number.after for number in known):
        return SHARE
    return "rupiah" if all(number.before for number in known) else ""


def name_of(head: str) -> str:
    """A head without its unit, which is told in words."""
    is_sample = " (contoh)" if _SAMPLE.search(head) else ""
    return (_UNIT.sub("", _SAMPLE.sub("", head)).strip() or head) + is_sample
