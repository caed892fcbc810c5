"""The cells of published tables: read as programs write them, nothing computed, and files made to do harm bounded."""

import datetime
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import papers
import pytest

from generator.papers import child, contents, kept, workbook
from generator.papers.contents import Contents
from generator.papers.grid import KEPT, MOST_COLUMNS, MOST_LETTERS, Grid
from generator.papers.office import Budget

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def read(path: Path, content: bytes) -> Contents:
    """What the child says, in this process."""
    path.write_bytes(content)
    return contents.understood(json.dumps(child.shown(path)).encode())


def csv(tmp_path: Path, content: bytes | str) -> Grid:
    found = read(tmp_path / "a.csv", content if isinstance(content, bytes) else content.encode())
    assert not found.fault
    return found.grids[0]


def xlsx(tmp_path: Path, content: bytes) -> tuple[Grid, ...]:
    found = read(tmp_path / "a.xlsx", content)
    assert not found.fault
    return found.grids


def saved(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def rows_of(*rows: Sequence[Any]) -> bytes:
    """A workbook with one sheet of these rows, written by hand."""
    return with_sheet("".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows))


def cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def with_sheet(rows: str, after: str = "", before: str = "") -> bytes:
    made = SHEET.format(f"{before}<sheetData>{rows}</sheetData>{after}")
    return papers.with_parts(papers.xlsx({"Data": [["x"]]}), {"xl/worksheets/sheet1.xml": made.encode()})


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_of_any_program_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "Wilayah|Jumlah\r\nPringsewu – café|12\r\n".replace("|", separator)
    text = text if encoding != "cp1252" else text.replace("–", "-")

    found = csv(tmp_path, text.encode(encoding))

    assert ("Wilayah", "Jumlah") == found.rows[0]
    assert found.rows[1][0].endswith("café")  # type: ignore[union-attr]
    assert 2 == found.total


def test_a_decimal_comma_is_not_taken_for_the_separator(tmp_path: Path) -> None:
    found = csv(tmp_path, "Tahun;Nilai\n2019;1,5\n2020;2,5\n")

    assert (("Tahun", "Nilai"), ("2019", "1,5"), ("2020", "2,5")) == found.rows


def test_quoted_cells_over_lines_and_the_line_of_the_separator(tmp_path: Path) -> None:
    found = csv(tmp_path, 'sep=;\nNama;Isi\n"a;b";"dua\nbaris"\n\n\n;\nc;d\n')

    assert (("Nama", "Isi"), ("a;b", "dua baris"), (), ("c", "d")) == found.rows
    assert 3 == found.total


def test_numbers_of_a_sheet_stay_numbers_and_texts_texts(tmp_path: Path) -> None:
    (found,) = xlsx(tmp_path, papers.xlsx({"Data": [["Kode", "Jumlah"], ["007", 0.1 + 0.2], ["1.5", 1e6]]}))

    assert ("007", Decimal("0.3")) == found.rows[1]
    assert ("1.5", Decimal(1000000)) == found.rows[2]
    assert "Data" == found.title


def test_a_formula_is_its_stored_value_and_nothing_is_computed(tmp_path: Path) -> None:
    stored = '<row r="1"><c r="A1"><f>6*7</f><v>41</v></c><c r="B1" t="str"><f>WEBSERVICE("http://a")</f><v>isi</v></c>'
    (found,) = xlsx(tmp_path, with_sheet(stored + '<c r="C1"><f>1+1</f></c><c r="D1"><v>5</v></c></row>'))

    assert ((Decimal(41), "isi", "", Decimal(5)),) == found.rows


def test_dates_percents_and_decimals_are_shown_as_the_sheet_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    formats = [
        "0%",
        "0.0%",
        "#,##0.00",
        "d mmm yyyy",
        "mmm-yy",
        "yyyy",
        "hh:mm",
        '"Rp"#,##0',
        "General",
        "0.0",
    ]
    day = datetime.datetime(2026, 3, 9, 13, 30)  # noqa: DTZ001 - a sheet knows no zone
    values = [0.5, 0.125, 1234.5, day, day, day, day, 1500, 1 / 3, 2]
    sheet.append(values)
    for at, form in enumerate(formats):
        sheet.cell(1, at + 1).number_format = form

    (found,) = xlsx(tmp_path, saved(book))

    assert (
        "50%", "12,5%", Decimal("1234.50"), "9\u00a0Maret\u00a02026", "Maret 2026", "2026", "13.30",
        Decimal(1500), Decimal("0.3333"), Decimal("2.0"),
    ) == found.rows[0]  # fmt: skip


def test_merged_cells_are_repeated_below_and_told_beside(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Judul"], [], ["Tahun", "Siswa", None], [None, "L", "P"], [2024, 1, 2]):
        sheet.append(row)
    for ref in ("A1:C1", "A3:A4", "B3:C3"):
        sheet.merge_cells(ref)

    (found,) = xlsx(tmp_path, saved(book))

    assert (
        ("Judul", "", ""),
        (),
        ("Tahun", "Siswa", ""),
        ("Tahun", "L", "P"),
        (Decimal(2024), Decimal(1), Decimal(2)),
    ) == found.rows
    assert {(0, 0, 1, 3), (2, 0, 2, 1), (2, 1, 1, 2)} == set(map(tuple, found.spans))


def test_what_a_spreadsheet_hides_is_not_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["a", "rahasia", "c"], [1, 2, 3], [4, 5, 6]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Tersembunyi").sheet_state = "hidden"

    (found,) = xlsx(tmp_path, saved(book))

    assert (("a", "c"), (Decimal(1), Decimal(3))) == found.rows
    assert 2 == found.total


def test_a_hundred_thousand_rows_are_counted_and_few_are_kept(tmp_path: Path) -> None:
    rows = "".join(f"<row><c><v>{number}</v></c><c><v>2</v></c></row>" for number in range(100_000))
    for found in (
        csv(tmp_path, "".join(f"{number};2\n" for number in range(100_000))),
        *xlsx(tmp_path, with_sheet(rows)),
    ):
        assert (KEPT, 100_000, False) == (len(found.rows), found.total, found.more)


def test_beyond_a_million_rows_no_more_are_counted(tmp_path: Path) -> None:
    found = csv(tmp_path, "1\n" * 1_000_100)

    assert (1_000_000, True) == (found.total, found.more)


def test_wide_tables_and_long_cells_are_cut(tmp_path: Path) -> None:
    wide = ";".join(f"k{number}" for number in range(MOST_COLUMNS + 7))
    found = csv(tmp_path, f"{wide}\n{'huruf ' * 1000};2\n")

    assert (MOST_COLUMNS, 7) == (len(found.rows[0]), found.left_out)
    assert isinstance(found.rows[1][0], str)
    assert MOST_LETTERS >= len(found.rows[1][0])
    assert found.rows[1][0].endswith("…")


def test_a_merge_of_the_whole_sheet_and_absurd_numbers_do_no_harm(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="kacau"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1E+99999999</v></c><c r="B1" s="9999"><v>nan</v></c><c r="ZZZ1"><v>1</v></c></row>'
    (found,) = xlsx(tmp_path, with_sheet(rows, merges, '<cols><col min="1" max="x" hidden="0"/></cols>'))

    assert ("1E+99999999", "nan") == found.rows[0][:2]


def test_a_bomb_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound itself is that of the scan (`test_papers`); here a lower one, which is sooner reached."""
    monkeypatch.setattr(workbook, "Budget", lambda: Budget(4 << 20))
    blanks = b"<worksheet>" + b" " * (5 << 20)
    made = papers.with_parts(papers.xlsx({"Data": [["x"]]}), {"xl/worksheets/sheet1.xml": blanks})

    assert len(made) < 1 << 16
    assert Contents(fault="besar") == read(tmp_path / "a.xlsx", made)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\3\4", "rusak"),
        (papers.xlsx({"Data": [["x"]]})[:-100], "rusak"),
        (papers.word(["Bukan tabel"]), "rusak"),
        (with_sheet("<!DOCTYPE a><row/>"), "rusak"),
    ],
)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, content: bytes, fault: str) -> None:
    assert Contents(fault=fault) == read(tmp_path / "a.xlsx", content)


def test_an_entity_is_refused_before_it_exists(tmp_path: Path) -> None:
    declared = b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + SHEET.format("<sheetData/>").encode()
    made = papers.with_parts(papers.xlsx({"Data": [["x"]]}), {"xl/worksheets/sheet1.xml": declared})

    assert "rusak" == read(tmp_path / "a.xlsx", made).fault


def test_a_child_reads_and_one_without_memory_or_time_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")

    assert (("a", "b"), ("1", "2")) == contents.contents(path).grids[0].rows
    assert "lama" == contents.contents(path, seconds=0).fault
    assert "rusak" == contents.contents(tmp_path / "tidak-ada.csv").fault
    path.write_text("a;b\n" * 2_000_000)
    assert contents.contents(path, megabytes=1).fault in ("memori", "berhenti")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]\n",
        b'{"lembar": [[1]], "galat": ""}\n',
        b'{"lembar": [["", [[[]]], 1, 0, 0, []]], "galat": ""}\n',
        b'{"lembar": [["", [[["1E+999999999"]]], 1, 0, 0, []]], "galat": ""}\n',
        b'{"lembar": [["", [[["NaN"]]], 1, 0, 0, []]], "galat": ""}\n',
    ],
)
def test_an_answer_without_its_shape_is_a_fault(said: bytes) -> None:
    assert Contents(fault="berhenti") == contents.understood(said)


def test_a_table_is_opened_once_for_each_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def counted(path: Path) -> bytes:
        asked.append(path)
        return contents.asked(path)

    monkeypatch.setattr(kept, "asked", counted)
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")

    first = kept.kept_contents(tmp_path / "tabel", path)
    assert first == kept.kept_contents(tmp_path / "tabel", path)
    assert [path] == asked

    path.write_text("a;b\n1;3\n")
    assert first != kept.kept_contents(tmp_path / "tabel", path)
    assert [path, path] == asked
    assert "rusak" == kept.kept_contents(tmp_path / "tabel", tmp_path / "tidak-ada.csv").fault
