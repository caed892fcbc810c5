"""The sheets of an xlsx as a spreadsheet shows them: no hidden sheet, row or column, dates and percents in words.

Reads the parts as `office` does, which searches them and leaves nothing out. A formula is its stored value; nothing is
computed. Knows parts, elements and styles; knows nothing of what a table means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from generator.papers.grid import MOST_COLUMNS, Cell, Gathering, Grid
from generator.papers.office import (
    Attributes,
    Budget,
    Elements,
    Rows,
    column_of,
    looked_up,
    opened,
    read_part,
    strings_of,
    titles_of,
)
from generator.papers.passages import DamageError
from generator.wording import bulan, jam, tanggal

MOST_SHEETS: Final = 5
_MOST_STYLES: Final = 10_000
_BUILT_IN: Final = {  # ISO/IEC 29500-1, 18.8.30: formats that a workbook names without writing them out
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_UNREAD: Final = re.compile(
    r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.'
)  # of a format: quoted, in brackets, escaped, padding
_DECIMALS: Final = 4  # of a number whose format does not say how many
_DIGITS: Final = 15  # what a program holds exactly of a number
_SPAN: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class _Format(NamedTuple):
    """How a style writes a number: `date`, `month`, `year`, `time`, `percent` or nothing of these; decimals or -1."""

    kind: str = ""
    decimals: int = -1


class _Book(NamedTuple):
    """What all sheets share. `since` is the day before day 1."""

    strings: list[str]
    formats: list[_Format]
    since: date


def grids(content: bytes) -> Iterator[Grid]:
    """The sheets that show, in the order of their tabs. Raises DamageError."""
    with opened(content) as package:
        budget = Budget()
        entries = {entry.filename: entry for entry in package.infolist()}
        if "xl/workbook.xml" not in entries:
            raise DamageError("rusak")
        titles = titles_of(package, entries.values(), budget)
        hidden: set[str] = set()
        is_1904: list[bool] = []

        def of_book(name: str, attributes: Attributes) -> None:
            if name == "sheet" and attributes.get("state", "visible") != "visible":
                hidden.add(attributes.get("name", ""))
            elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                is_1904.append(True)

        list(read_part(package, entries["xl/workbook.xml"], Elements(of_book), budget))
        styles = _Styles()
        if "xl/styles.xml" in entries:
            list(read_part(package, entries["xl/styles.xml"], Elements(styles.seen), budget))
        strings = strings_of(package, entries.values(), budget)
        book = _Book(strings, styles.formats, date(1904, 1, 1) if is_1904 else date(1899, 12, 30))
        shown = [(part, title) for part, title in titles.items() if title not in hidden and part in entries]
        for part, title in shown[:MOST_SHEETS]:
            sheet = _Shown(title, book)
            for _ in read_part(package, entries[part], sheet, budget):
                pass
            yield sheet.gathering.grid()


class _Shown(Rows):
    """The rows of a sheet, gathered."""

    def __init__(self, title: str, book: _Book) -> None:
        super().__init__()
        self.gathering = Gathering(title)
        self._book = book
        self._cells: list[tuple[int, Cell]] = []
        self._hidden_columns: set[int] = set()
        self._is_hidden = False
        self._before = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "col" and _is_on(attributes.get("hidden")):
            first, last = (int(attributes.get(key, "0")[:6]) - 1 for key in ("min", "max"))
            self._hidden_columns.update(range(max(0, first), min(last + 1, 2 * MOST_COLUMNS)))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        super().start(name, attributes)

    def _merge(self, ref: str) -> None:
        if match := _SPAN.fullmatch(ref):
            left, right = (self._place(column_of(match[group])) for group in (1, 3))
            self.gathering.merge(int(match[2]), left, int(match[4]), right)

    def begin_row(self, attributes: Attributes) -> None:
        if self.row > self._before + 1:
            self.gathering.row(self._before + 1, ())  # a sheet leaves out the rows in which nothing is
        self._before = self.row
        self._cells = []
        self._is_hidden = _is_on(attributes.get("hidden"))

    def cell(self, column: int, kind: str, style: str, value: str) -> None:
        if not value or self._is_hidden or column in self._hidden_columns or self.gathering.is_over:
            return
        if self.gathering.is_full:
            self._cells.append((0, "x"))  # that there is something is all that counts
        else:
            self._cells.append((self._place(column), self._cell(kind, style, value)))

    def _place(self, column: int) -> int:
        """The column's number among those that show."""
        return column - sum(each < column for each in self._hidden_columns)

    def _cell(self, kind: str, style: str, value: str) -> Cell:
        if kind == "s":
            return looked_up(self._book.strings, value)
        if kind == "b":
            return "ya" if value == "1" else "tidak"
        if kind != "n":
            return value
        return _number(value, self._format(style), self._book.since)

    def _format(self, style: str) -> _Format:
        known = self._book.formats
        return known[int(style)] if style.isdecimal() and int(style[:6]) < len(known) else _Format()

    def end_row(self) -> None:
        if not self._is_hidden:
            self.gathering.row(self.row, self._cells)
        self._cells = []

    def beside(self, text: str) -> None:
        pass  # what stands above and below printed pages


class _Styles:
    """The formats of a workbook's styles, by the number that a cell names."""

    def __init__(self) -> None:
        self.formats: list[_Format] = []
        self._codes = dict(_BUILT_IN)
        self._is_of_cells = False

    def seen(self, name: str, attributes: Attributes) -> None:
        """An element of the part: formats stand before the styles that use them."""
        number = attributes.get("numFmtId", "")[:6]
        if name in ("cellXfs", "cellStyles", "dxfs"):
            self._is_of_cells = name == "cellXfs"
        elif name == "numFmt" and number.isdecimal() and len(self._codes) < _MOST_STYLES:
            self._codes[int(number)] = attributes.get("formatCode", "")[:200]
        elif name == "xf" and self._is_of_cells and len(self.formats) < _MOST_STYLES:
            self.formats.append(_format(self._codes.get(int(number), "") if number.isdecimal() else ""))


def _format(code: str) -> _Format:
    first = _UNREAD.sub("", code).split(";")[0].lower()
    decimals = len(match[1]) if (match := re.search(r"\.([0#?]+)", first)) else 0 if "0" in first else -1
    if "%" in first:
        return _Format("percent", decimals)
    if "general" in first or not re.search("[dmyhs]", first):
        return _Format("", decimals)
    if "d" in first:
        return _Format("date")
    if re.search("[hs]", first):
        return _Format("time")
    return _Format("month" if "m" in first else "year")


def _number(value: str, form: _Format, since: date) -> Cell:
    """A stored number as it is shown; one that is no number, or out of all measure, as it is stored."""
    try:
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > 2 * _DIGITS:
            return value
        if form.kind not in ("", "percent"):
            return _moment(number, form.kind, since)
        return _rounded(number * 100, form.decimals, "%") if form.kind else _rounded(number, form.decimals)
    except (InvalidOperation, ValueError, OverflowError):
        return value


def _rounded(number: Decimal, decimals: int, sign: str = "") -> Cell:
    """A number with as many decimals as its format shows, or with no more than it has where the format is silent."""
    rounded = round(number, min(decimals, _DECIMALS) if decimals >= 0 else _DECIMALS)
    if decimals < 0:
        rounded = rounded.normalize()
    plain = Decimal(f"{rounded:f}")
    return f"{plain:f}{sign}".replace(".", ",") if sign else plain


def _moment(number: Decimal, kind: str, since: date) -> str:
    """A day, or a time of it, from the days since the first of all."""
    if kind == "time":
        minutes = round(number % 1 * 24 * 60) % (24 * 60)
        return jam(time(minutes // 60, minutes % 60))
    day = since + timedelta(days=int(number))
    if kind == "year":
        return str(day.year)
    return bulan(day.year, day.month) if kind == "month" else tanggal(day)


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
