"""Tables that an item of public information offers, as its page shows them: the cells, and a chart where one is due.

A chart is drawn where the rows are years, or kabupaten and kota: no other order of rows is known to mean anything.
What a file does not say is nowhere taken for zero. Formats are read in `papers`, what cells mean is told in `cells`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator.papers.contents import ENDINGS, Contents, contents
from generator.papers.grid import Grid
from generator.papers.kept import kept_contents
from generator.portal import Portal
from generator.records.acuan import Wilayah
from generator.views.cells import SHARE, TOTAL, Column, Field, Sheet, fields_of, name_of, sheet_of
from generator.wording import kapital

SHOWN: Final = 100  # rows of a table; the file has all
MOST_SERIES: Final = 3
ROOM: Final = 42  # letters of numbers that fit beside each other over the columns of a phone
_FEWEST_MARKS: Final = 2
_FEWEST_REGIONS: Final = 3
_NOTHING, _WHOLE = Decimal(0), Decimal(100)
_FLATTEST: Final = 20  # times that a series may be lower than another on the same scale
_FAULTS: Final = {
    "rusak": "berkasnya tidak dapat dibaca portal",
    "sandi": "berkasnya dikunci dengan sandi",
    "kosong": "tidak ada tabel di dalamnya",
}
_TOO_MUCH: Final = "isinya terlalu besar"
_KIND: Final = re.compile(r"\b(?:kabupaten|kab|kota|administrasi|adm)\b\.?|[^a-z]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn for a row: `begin` and `end` are per cent of the field, None where the file has no number.

    `words` is the number as people read it, empty where there is none.
    """

    name: str
    words: str = ""
    begin: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers, drawn. `zero` is where nothing lies, in per cent of the field; `unit` is in words or empty.

    `is_share` says that the field stands for a whole.
    """

    name: str
    unit: str
    zero: float
    marks: tuple[Mark, ...]
    is_share: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the rows without a number."""
        return tuple(mark.name for mark in self.marks if mark.end is None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: of years or of regions, upright (columns) or lying (bars).

    `is_shared` says that all series are drawn to one scale, `left_out` how many columns of numbers are not drawn,
    `without_totals` that rows of sums stand in the table alone, `letters` how long the longest number is in words.
    """

    of_years: bool
    is_upright: bool
    series: tuple[Series, ...]
    is_shared: bool
    left_out: int
    without_totals: bool
    letters: int

    @property
    def is_together(self) -> bool:
        """Whether all series are drawn in one list, a bar of each beside a row's name."""
        return self.is_shared and not self.is_upright and len(self.series) > 1


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of a file as its page shows it; where it cannot be shown, `fault` says why and the rest is empty.

    `rows` are at most SHOWN of `total` (of at least so many, where there are `more`); a number is written as Indonesians
    write it, and is empty where the file has none. `key` is the column by which a row is known; `addresses` are those
    of its rows that are regions. `above` and `below` are lines of the file around the table.
    """

    file: str
    caption: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: int = 0
    total: int = 0
    more: bool = False
    left_out: int = 0
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    chart: Chart | None = None
    fault: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether the file has more rows than are shown."""
        return self.more or self.total > len(self.rows)


def data_tables(
    folder: Path, names: Sequence[str], portal: Portal, *, kept: Path | None = None
) -> tuple[DataTable, ...]:
    """The tables of those files in a satker's folder berkas/ that can hold any, in their order; of others nothing.

    A CSV or XLSX is taken apart in a child process, or not again where the folder `kept` remembers its content. A
    workbook gives a table for each sheet that has one; a file that cannot be read gives one that has a `fault` and no
    rows.
    """
    regions = _regions(portal)
    return tuple(
        table
        for name in names
        if name.endswith(ENDINGS)
        for table in _of_file(
            folder / name, kept_contents(kept, folder / name) if kept else contents(folder / name), regions
        )
    )


def _of_file(path: Path, read: Contents, regions: Mapping[str, Wilayah]) -> Iterator[DataTable]:
    title = _title(path)
    if read.fault:
        yield DataTable(path.name, title, fault=_FAULTS.get(read.fault, _TOO_MUCH))
        return
    sheets = [(grid, sheet) for grid in read.grids if (sheet := sheet_of(grid))]
    wide = [pair for pair in sheets if len(pair[1].heads) > 1]  # a sheet of notes beside a table is none
    sheets = wide or sheets
    if not sheets:
        yield DataTable(path.name, title, fault=_FAULTS["kosong"])
    for grid, sheet in sheets:
        caption = f"{title}, lembar {grid.title}" if len(sheets) > 1 and grid.title else title
        yield _table(path.name, caption, grid, sheet, regions)


def _title(path: Path) -> str:
    """A file's name as words: `jumlah-siswa.csv` is `Jumlah siswa`."""
    return kapital(" ".join(re.split(r"[-_.\s]+", path.stem)).strip()) or path.name


def _table(name: str, caption: str, grid: Grid, sheet: Sheet, regions: Mapping[str, Wilayah]) -> DataTable:
    fields = fields_of(sheet)
    key = _key(fields)
    table = DataTable(
        file=name,
        caption=caption,
        columns=tuple(field.column for field in fields),
        rows=tuple(zip(*(field.words for field in fields), strict=True))[:SHOWN],
        key=key,
        total=sheet.total,
        more=grid.more,
        left_out=grid.left_out,
        above=sheet.above,
        below=sheet.below,
        addresses=tuple(
            f"wilayah/{region.slug}/" if (region := _region(cell, regions)) else ""
            for cell in fields[key].words[:SHOWN]
        ),
    )
    if table.is_cut:
        return table  # half of the rows would be a wrong picture
    return replace(table, chart=_chart(fields, key, regions))


# Regions, and what a row is known by --------------------------------------------------------------------------


def _key(fields: Sequence[Field]) -> int:
    """The column by which a row is known: the first that is no running number or code, and not the same throughout."""
    for at, field in enumerate(fields):
        is_same = len(field.words) > 1 and len(set(field.words)) == 1
        if not is_same and (field.years or not field.column.is_code):
            return at
    return 0


def _regions(portal: Portal) -> dict[str, Wilayah]:
    return {
        _bare(region.nama): region for region in portal.acuan.wilayah.values() if region.jenis != "provinsi"
    }


def _bare(name: str) -> str:
    """A region's name without what kind it is, in small letters alone: `Kab. Tulang Bawang` is `tulangbawang`."""
    return _KIND.sub("", name.lower())


def _region(name: str, regions: Mapping[str, Wilayah]) -> Wilayah | None:
    return regions.get(_bare(name))


# From a table to its chart ------------------------------------------------------------------------------------


_Place = tuple[str, int | None]  # what a mark is called, and the row that has its number, if any


def _chart(fields: Sequence[Field], key: int, regions: Mapping[str, Wilayah]) -> Chart | None:
    """The chart of a whole table, if its rows are years or regions and a column counts something."""
    of = fields[key]
    places = [at for at, word in enumerate(of.words) if not TOTAL.fullmatch(word)]
    rows = _years(of, places) if of.years else _known_regions(of, places, regions)
    counted = [
        field
        for at, field in enumerate(fields)
        if at != key
        and sum(field.numbers[place] is not None for place in places if field.numbers) >= _FEWEST_MARKS
    ]
    if not rows or not counted:
        return None
    drawn = counted[:MOST_SERIES]
    return _drawn(
        drawn,
        rows,
        of_years=bool(of.years),
        left_out=len(counted) - len(drawn),
        without_totals=len(places) < len(of.words),
    )


def _years(of: Field, places: Sequence[int]) -> list[_Place]:
    """The rows of years in their order, with those between that the table does not have where they are few.

    Nothing where a year has several rows.
    """
    own: dict[int, _Place] = {of.years[at]: (of.words[at], at) for at in places}
    if len(own) < len(places):
        return []
    years = sorted(own)
    if years[-1] - years[0] + 1 > 2 * len(years):
        return [own[year] for year in years]
    return [own.get(year, (str(year), None)) for year in range(years[0], years[-1] + 1)]


def _known_regions(of: Field, places: Sequence[int], regions: Mapping[str, Wilayah]) -> list[_Place]:
    """The rows in the file's order if they are kabupaten and kota, each once; one in five may be another place."""
    found = [(_region(of.words[at], regions), at) for at in places]
    known = sum(region is not None for region, _ in found)
    names = [region.sebutan if region else of.words[at] for region, at in found]
    if known < _FEWEST_REGIONS or 5 * (len(found) - known) > len(found) or len(set(names)) < len(names):
        return []
    return list(zip(names, places, strict=True))


def _drawn(
    fields: Sequence[Field], rows: Sequence[_Place], *, of_years: bool, left_out: int, without_totals: bool
) -> Chart:
    values = [[field.numbers[at] if at is not None else None for _, at in rows] for field in fields]
    scales = [_scale(each, field.unit) for each, field in zip(values, fields, strict=True)]
    is_shared = len({field.unit for field in fields}) == 1 and _are_alike(scales)
    if is_shared:
        scales = [(min(low for low, _ in scales), max(high for _, high in scales))] * len(scales)
    series = tuple(
        _series(field, rows, each, scale) for field, each, scale in zip(fields, values, scales, strict=True)
    )
    letters = max(len(mark.words) for each in series for mark in each.marks)
    return Chart(
        of_years=of_years,
        is_upright=of_years and len(rows) * (letters + 1) <= ROOM,
        series=series,
        is_shared=is_shared,
        left_out=left_out,
        without_totals=without_totals,
        letters=letters,
    )


def _scale(values: Iterable[Decimal | None], unit: str) -> tuple[Decimal, Decimal]:
    """The least and the most that the field reaches: nothing lies within, and a share is seen of the whole."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=_NOTHING), max(known, default=_NOTHING)
    low, high = min(low, _NOTHING), max(high, _NOTHING)
    if unit == SHARE and low >= 0 and high <= _WHOLE:
        return _NOTHING, _WHOLE
    return low, high


def _are_alike(scales: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether one scale for all leaves each of them to be seen."""
    spans = [high - low for low, high in scales]
    return max(spans) <= _FLATTEST * min(spans)


def _series(
    field: Field, rows: Sequence[_Place], values: Sequence[Decimal | None], scale: tuple[Decimal, Decimal]
) -> Series:
    low, high = scale
    width = float(high - low) or 1.0
    zero = round(100 * abs(float(low)) / width, 1)
    marks = []
    for (name, at), value in zip(rows, values, strict=True):
        if value is None or at is None:
            marks.append(Mark(name))
            continue
        place = round(100 * float(value - low) / width, 1)
        marks.append(Mark(name, field.words[at], min(zero, place), max(zero, place)))
    is_share = field.unit == SHARE and scale == (_NOTHING, _WHOLE)
    return Series(name_of(field.column.head), field.unit, zero, tuple(marks), is_share)
