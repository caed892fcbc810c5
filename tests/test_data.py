"""Tables of public information as a page shows them: what counts as year, region and number, what is drawn and what
never is; and the macro that sets them, in the generator's own templates."""

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import papers
import pytest
from portals import NOW, REPO

from generator import pipeline
from generator.cache import Memory
from generator.documents import Documents
from generator.papers import child, contents
from generator.papers.grid import MOST_COLUMNS
from generator.portal import Portal
from generator.stages import read
from generator.stages.render import environment
from generator.views import data
from generator.views.data import SHOWN, Chart, DataTable, Series, data_tables
from generator.work import Work

YEARS = "Tahun;Pendaftar (orang);Diterima (orang)\n2021;1000;400\n2022;1200;\n2023;1100;500\n"
REGIONS = "No;Kab./Kota;Peserta\n1;Kab. Mesuji;5\n2;Kota Metro;20\n3;Bandar Lampung;10\n4;Jumlah;35\n"


@pytest.fixture(scope="module")
def portal() -> Portal:
    work = Work(pipeline.configured(REPO), Memory(), now=NOW, shells=dict, jobs=1)
    assert work.read_acuan(read.tree(REPO))
    work.assemble({}, Documents())
    return work.portal


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are read as the child reads them, without starting one each time."""
    monkeypatch.setattr(contents, "asked", lambda path, **_: json.dumps(child.shown(path)).encode())


def tables(
    portal: Portal, folder: Path, text: str | bytes, name: str = "jumlah-siswa.csv"
) -> list[DataTable]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(data_tables(folder, [name], portal))


def table(portal: Portal, folder: Path, text: str | bytes, name: str = "jumlah-siswa.csv") -> DataTable:
    (only,) = tables(portal, folder, text, name)
    return only


def drawn(portal: Portal, folder: Path, text: str) -> Chart:
    chart = table(portal, folder, text).chart
    assert chart
    return chart


def words(series: Series) -> list[tuple[str, str]]:
    return [(mark.name, mark.words) for mark in series.marks]


# The table ----------------------------------------------------------------------------------------------------


def test_a_table_has_its_heads_rows_and_a_name(portal: Portal, tmp_path: Path) -> None:
    found = table(portal, tmp_path, "Kegiatan;Jumlah\nLokakarya;1200\nKunjungan;-3,5\n")

    assert ("Jumlah siswa", "jumlah-siswa.csv", "") == (found.caption, found.file, found.fault)
    assert ["Kegiatan", "Jumlah"] == [column.head for column in found.columns]
    assert [False, True] == [column.is_number for column in found.columns]
    assert (("Lokakarya", "1.200"), ("Kunjungan", "\u22123,5")) == found.rows
    assert (2, False, None) == (found.total, found.is_cut, found.chart)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["1.234,5", "2"], ["1.234,5", "2"]),
        (["1234.5", "2"], ["1.234,5", "2"]),
        (["1,234.5", "2"], ["1.234,5", "2"]),
        (["1.234", "12.345.678"], ["1.234", "12.345.678"]),
        (["1.234", "12.5"], ["1,234", "12,5"]),  # the second tells that the point is a decimal one
        (["0.125", "2"], ["0,125", "2"]),
        (["Rp1.000.000", "Rp 500"], ["Rp1.000.000", "Rp500"]),
        (["12,5%", "3 %"], ["12,5%", "3%"]),
        (["+5", "\u22127"], ["5", "\u22127"]),
        (["5", "-"], ["5", ""]),
        (["5", "n/a"], ["5", ""]),
        (["5", "#DIV/0!"], ["5", ""]),
    ],
)
def test_numbers_are_known_however_they_are_written(
    portal: Portal, tmp_path: Path, cells: Sequence[str], shown: Sequence[str]
) -> None:
    found = table(portal, tmp_path, "Apa;Berapa\n" + "".join(f"x;{cell}\n" for cell in cells))

    assert found.columns[1].is_number
    assert list(shown) == [row[1] for row in found.rows]


@pytest.mark.parametrize(
    "cells", [["1.23.4", "2"], ["sekitar 5", "2"], ["2026-01-02", "2026-02-02"], ["-", ""]]
)
def test_other_cells_stay_as_they_are(portal: Portal, tmp_path: Path, cells: Sequence[str]) -> None:
    found = table(portal, tmp_path, "Apa;Berapa\n" + "".join(f"x;{cell}\n" for cell in cells))

    assert not found.columns[1].is_number
    assert list(cells) == [row[1] for row in found.rows]


@pytest.mark.parametrize(
    "head", ["No", "No.", "Nomor urut", "Kode wilayah", "NPSN", "Peringkat", "#", "Tahun berdiri"]
)
def test_codes_and_ordinals_are_neither_grouped_nor_drawn(portal: Portal, tmp_path: Path, head: str) -> None:
    found = table(portal, tmp_path, f"Kabupaten;{head}\nMesuji;2001\nMetro;2002\nPringsewu;2009\n")

    assert (False, True) == (found.columns[1].is_number, found.columns[1].is_code)
    assert ["2001", "2002", "2009"] == [row[1] for row in found.rows]
    assert found.chart is None


def test_a_title_above_notes_below_and_a_line_of_numbers_are_not_rows(portal: Portal, tmp_path: Path) -> None:
    text = (
        "CONTOH: judul;;\n;;\nWilayah;L;P\n(1);(2);(3)\nA;1;2\nB;3;4\n;;\nSumber: contoh;;\nCatatan: dua;;\n"
    )
    found = table(portal, tmp_path, text)

    assert (("CONTOH: judul",), ("Sumber: contoh", "Catatan: dua")) == (found.above, found.below)
    assert (("A", "1", "2"), ("B", "3", "4")) == found.rows
    assert 2 == found.total


def test_a_last_row_without_its_number_is_a_row(portal: Portal, tmp_path: Path) -> None:
    assert (("A", "1"), ("B", "")) == table(portal, tmp_path, "Wilayah;Jumlah\nA;1\nB;\n").rows


def test_a_head_over_two_lines_is_joined(portal: Portal, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Wilayah", "Siswa", None], [None, "L", "P"], ["A", 1, 2]):
        sheet.append(row)
    for ref in ("A1:A2", "B1:C1"):
        sheet.merge_cells(ref)
    book.save(tmp_path / "buku.xlsx")

    (found,) = data_tables(tmp_path, ["buku.xlsx"], portal)

    assert ["Wilayah", "Siswa, L", "Siswa, P"] == [column.head for column in found.columns]
    assert (("A", "1", "2"),) == found.rows


def test_each_sheet_with_a_table_is_one_and_notes_are_none(portal: Portal, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Apa", "Berapa"], ["x", 1]]
    made = papers.xlsx({"Satu": rows, "Keterangan": [["Dibuat-buat"], ["semua"]], "Dua": rows})

    found = tables(portal, tmp_path, made, "data-contoh.xlsx")

    assert ["Data contoh, lembar Satu", "Data contoh, lembar Dua"] == [each.caption for each in found]


def test_only_the_first_rows_are_shown_and_all_are_counted(portal: Portal, tmp_path: Path) -> None:
    text = "Tahun;Jumlah\n" + "".join(f"{1990 + row % 110};{row}\n" for row in range(2000))
    found = table(portal, tmp_path, text)

    assert (100, 2000, True, None) == (len(found.rows), found.total, found.is_cut, found.chart)


def test_what_cannot_be_shown_says_why(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "kosong.csv").write_bytes(b"\n")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK")

    found = data_tables(tmp_path, ["surat.pdf", "kosong.csv", "rusak.xlsx"], portal)

    assert [
        ("kosong.csv", "tidak ada tabel di dalamnya", ()),
        ("rusak.xlsx", "berkasnya tidak dapat dibaca portal", ()),
    ] == [(each.file, each.fault, each.rows) for each in found]


# The chart ----------------------------------------------------------------------------------------------------


def test_years_are_drawn_with_what_is_missing_missing(portal: Portal, tmp_path: Path) -> None:
    chart = drawn(portal, tmp_path, YEARS)

    assert (True, True, True) == (chart.of_years, chart.is_upright, chart.is_shared)
    first, second = chart.series
    assert ("Pendaftar", "orang") == (first.name, first.unit)
    assert [("2021", "1.000"), ("2022", "1.200"), ("2023", "1.100")] == words(first)
    assert (("2022",), None) == (second.missing, second.marks[1].end)
    assert [100.0, 33.3] == [first.marks[1].end, second.marks[0].end]


def test_a_year_that_the_table_leaves_out_has_its_place(portal: Portal, tmp_path: Path) -> None:
    (series,) = drawn(portal, tmp_path, "Tahun;Jumlah\n2023;3\n2020;1\n2021;2\nJumlah;6\n").series

    assert [("2020", "1"), ("2021", "2"), ("2022", ""), ("2023", "3")] == words(series)


def test_negative_numbers_lie_on_the_other_side_of_nothing(portal: Portal, tmp_path: Path) -> None:
    (series,) = drawn(portal, tmp_path, "Tahun;Pertumbuhan (%)\n2021;5\n2022;-5\n2023;0\n").series

    assert (50.0, "persen", False) == (series.zero, series.unit, series.is_share)
    assert [(50.0, 100.0), (0.0, 50.0), (50.0, 50.0)] == [(mark.begin, mark.end) for mark in series.marks]


def test_a_share_is_seen_of_the_whole(portal: Portal, tmp_path: Path) -> None:
    (series,) = drawn(portal, tmp_path, "Tahun;Lulus\n2021;40%\n2022;50%\n").series

    assert ("persen", True, 50.0) == (series.unit, series.is_share, series.marks[1].end)


@pytest.mark.parametrize(
    "text",
    [
        "Tahun ajaran;Siswa\n2021/2022;5\n2022/23;6\n",
        "Tahun (contoh);Siswa\n2021;5\n2022;6\n",
        "T.A.;Siswa\n2021;5\n2023;6\n",
        "Periode;Siswa\n2021;5\n2022;6\n2023;7\n",
        "No;Tahun;Siswa\n1;2021;5\n2;2022;6\n",
        "Provinsi;Tahun;Siswa\nLampung;2021;5\nLampung;2022;6\n",
    ],
)
def test_years_are_known(portal: Portal, tmp_path: Path, text: str) -> None:
    chart = drawn(portal, tmp_path, text)

    assert (True, ["Siswa"]) == (chart.of_years, [series.name for series in chart.series])


@pytest.mark.parametrize(
    "text",
    [
        "Daya tampung;Siswa\n2000;5\n2010;6\n2020;7\n",  # four digits, but nothing says years
        "Tahun;Siswa\n2021;5\n2021;6\n2022;7\n",  # several rows a year
        "Tahun;Siswa\n1021;5\n1022;6\n",
        "Tahun;Siswa\n2021;5\n2022;sedikit\n",  # nothing to draw
        "Tahun;NPSN\n2021;10800001\n2022;10800002\n",
        "Tahun;Siswa\n2021;5\n2022;\n",  # one mark is no picture
        "Sekolah;Tahun berdiri;Siswa\nA;2001;5\nB;2002;6\n",  # rows are schools
        "Kecamatan;Siswa\nMetro Pusat;1\nMetro Utara;2\nMetro Barat;3\n",
        "Kabupaten;Siswa\nMesuji;1\nMetro;2\n",  # two
        "Kabupaten;Siswa\nMesuji;1\nMesuji;2\nMetro;3\nPringsewu;4\n",  # several rows a region
        "Kabupaten;Siswa\nMesuji;1\nKab. Mesuji;2\nMetro;3\nPringsewu;4\n",
        "Kabupaten;Siswa\nMesuji;1\nMetro;2\nPringsewu;3\nOgan Ilir;4\n",  # one in four is none of ours
    ],
)
def test_look_alikes_are_not_drawn(portal: Portal, tmp_path: Path, text: str) -> None:
    assert table(portal, tmp_path, text).chart is None


def test_regions_are_drawn_as_the_file_has_them_without_the_sum(portal: Portal, tmp_path: Path) -> None:
    found = table(portal, tmp_path, REGIONS)

    assert found.chart
    (series,) = found.chart.series
    assert [("Kab. Mesuji", "5"), ("Kota Metro", "20"), ("Kota Bandar Lampung", "10")] == words(series)
    assert (False, False, True) == (found.chart.of_years, found.chart.is_upright, found.chart.without_totals)
    assert ("wilayah/mesuji/", "wilayah/metro/", "wilayah/bandar-lampung/", "") == found.addresses
    assert 1 == found.key


@pytest.mark.parametrize("name", ["{}", "Kab. {}", "KABUPATEN {}", "Kab.{}", "1807 {}", " {} "])
def test_regions_are_known_however_they_are_called(portal: Portal, tmp_path: Path, name: str) -> None:
    names = [
        name.format(each) for each in ("Way Kanan", "Tulangbawang", "Tulang Bawang Barat", "lampung  timur")
    ]
    found = table(portal, tmp_path, "Wilayah;Siswa\n" + "".join(f"{each};1\n" for each in names))

    assert [
        f"wilayah/{slug}/" for slug in ("way-kanan", "tulang-bawang", "tulang-bawang-barat", "lampung-timur")
    ] == list(found.addresses)
    assert found.chart


def test_years_as_heads_are_series_of_regions(portal: Portal, tmp_path: Path) -> None:
    text = "Wilayah;2021;2022;2023;2024\nMesuji;1;2;3;4\nMetro;1;2;3;4\nPringsewu;1;2;3;4\n"
    chart = drawn(portal, tmp_path, text)

    assert (["2021", "2022", "2023"], 1, True) == (
        [series.name for series in chart.series],
        chart.left_out,
        chart.is_together,
    )


def test_series_of_different_kinds_have_scales_of_their_own(portal: Portal, tmp_path: Path) -> None:
    for text in ("Tahun;A (orang);B (%)\n2021;5;10\n2022;6;20\n", "Tahun;A;B\n2021;5;1000\n2022;6;2000\n"):
        chart = drawn(portal, tmp_path, text)
        assert (False, False) == (chart.is_shared, chart.is_together)


def test_what_would_not_fit_beside_each_other_lies(portal: Portal, tmp_path: Path) -> None:
    many = "".join(f"{year};{year}\n" for year in range(2010, 2020))
    for rows in (many, "2021;1250000000\n2022;1300000000\n2023;1\n2024;2\n"):
        assert not drawn(portal, tmp_path, "Tahun;Jumlah\n" + rows).is_upright


# The macro ----------------------------------------------------------------------------------------------------


class Shape(HTMLParser):
    """The elements of a fragment, each closed where it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def rendered(view: DataTable) -> tuple[str, Shape]:
    template = environment(pipeline.configured(REPO)).from_string(
        '{% from "partials/data.html" import data_table %}{{ data_table(view, "../") }}'
    )
    html = template.render(view=view)
    shape = Shape()
    shape.feed(html)
    assert [] == shape.open
    assert "style=" not in html
    return html, shape


def test_a_table_is_named_focusable_and_has_scopes(portal: Portal, tmp_path: Path) -> None:
    html, shape = rendered(table(portal, tmp_path, REGIONS))

    (box,) = [attributes for _, attributes in shape.seen if attributes.get("class") == "scroll"]
    assert {"class": "scroll", "role": "region", "aria-label": "Jumlah siswa", "tabindex": "0"} == box
    assert "<caption>Jumlah siswa</caption>" in html
    assert '<th scope="col">Kab./Kota</th><th scope="col" class="num">Peserta</th>' in html
    assert (
        '<td>1</td><th scope="row"><a href="../wilayah/mesuji/">Kab. Mesuji</a></th><td class="num">5</td>'
        in html
    )
    assert "Baris jumlah hanya ada di tabel." in html
    assert html.index("<svg") < html.index("<table")


def test_drawings_hold_marks_alone_and_are_hidden_from_readers(portal: Portal, tmp_path: Path) -> None:
    for text in (
        YEARS,
        REGIONS,
        "Tahun;A;B\n" + "".join(f"{year};{year};-5\n" for year in range(2001, 2020)),
    ):
        html, shape = rendered(table(portal, tmp_path, text))
        assert all(each.get("aria-hidden") == "true" for tag, each in shape.seen if tag == "svg")
        assert not re.search(r"<svg[^>]*>[^<]*(?:<path[^>]*/>)*[^<]+</svg>", html)
        assert "None" not in html


def test_what_is_missing_is_said_and_dashed(portal: Portal, tmp_path: Path) -> None:
    html, _ = rendered(table(portal, tmp_path, YEARS))

    assert '<td class="num"><span class="kosong">tidak diisi</span></td>' in html
    assert "tidak diisi: 2022" in html
    assert 1 == html.count('class="un"')
    assert "Skala semua grafik sama." in html


def test_series_together_have_a_legend(portal: Portal, tmp_path: Path) -> None:
    html, _ = rendered(
        table(portal, tmp_path, "Wilayah;A (orang);B (orang)\nMesuji;1;2\nMetro;3;\nPringsewu;4;5\n")
    )

    assert '<li><i class="c1"></i>A, dalam orang</li><li><i class="c2"></i>B, dalam orang</li>' in html
    assert '<ol class="lying of2">' in html
    assert '<b><i class="vh">B: </i><span class="kosong">tidak diisi</span></b>' in html


def test_a_long_table_says_how_many_rows_it_has(portal: Portal, tmp_path: Path) -> None:
    html, _ = rendered(table(portal, tmp_path, "A;B\n" + "x;y\n" * 1234))

    assert "100 baris pertama dari 1.234; selengkapnya di berkasnya." in html


def test_a_table_that_cannot_be_shown_is_one_sentence(portal: Portal, tmp_path: Path) -> None:
    html, shape = rendered(table(portal, tmp_path, b"PK", "rusak.xlsx"))

    assert "Isi rusak.xlsx tidak ditampilkan di sini: berkasnya tidak dapat dibaca portal." in html
    assert ["div", "p"] == [tag for tag, _ in shape.seen]


def test_text_of_a_file_is_text(portal: Portal, tmp_path: Path) -> None:
    html, _ = rendered(table(portal, tmp_path, "<b>A</b>;B\n<script>x</script>;=cmd()\n"))

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_sample_tables_are_what_they_are_for(portal: Portal) -> None:
    samples = {
        path.name: data_tables(path.parent, [path.name], portal)
        for path in sorted(REPO.glob("satker/*/berkas/contoh-*"))
    }

    charts = {name: [each.chart for each in found] for name, found in samples.items()}
    assert charts["contoh-pendaftar-per-tahun.csv"][0]
    assert charts["contoh-pendaftar-per-tahun.csv"][0].of_years
    assert charts["contoh-peserta-per-wilayah.csv"][0]
    assert not charts["contoh-peserta-per-wilayah.csv"][0].of_years
    assert [None] == charts["contoh-permohonan-per-kecamatan.xlsx"] == charts["contoh-tarif-sewa.csv"]
    assert all(each.rows and not each.fault for found in samples.values() for each in found)


def test_the_example_of_the_guide_is_drawn(portal: Portal, tmp_path: Path) -> None:
    guide = (REPO / "content" / "panduan" / "ppid.md").read_text(encoding="utf-8")
    section = guide.partition("### Tabel pada informasi")[2]
    example = re.search(r"^```text\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert example

    chart = drawn(portal, tmp_path, example[1])

    assert (True, [("Pendaftar", ()), ("Diterima", ("2024",))]) == (
        chart.of_years,
        [(series.name, series.missing) for series in chart.series],
    )
    assert f"Hanya {SHOWN} baris dan {MOST_COLUMNS} kolom pertama" in section


def test_tables_are_kept_where_a_folder_is_given(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(YEARS)

    first = data.data_tables(tmp_path, ["a.csv"], portal, kept=tmp_path / "tabel")

    assert 1 == len(list((tmp_path / "tabel").iterdir()))
    assert first == data.data_tables(tmp_path, ["a.csv"], portal, kept=tmp_path / "tabel")
