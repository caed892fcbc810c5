"""The list of public holidays: how it is checked, how it is made anew, what the page says of it."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest
from portal_on_disk import acuan, source
from portals import NOW, REPO, build, portal

from generator.records.acuan import DaftarHariLibur
from generator.sources import Source
from generator.stages import validate

FILE = REPO / "satker/_acuan/hari_libur.yml"
PATH = "satker/_acuan/hari_libur.yml"
GIVEN = """\
tahun: [2026, 2027]
tanpa_cuti_bersama: [2027]
hari_libur:
  - {tanggal: 2026-01-01, nama: Tahun Baru Masehi, jenis: libur_nasional}
  - {tanggal: 2026-12-24, nama: Cuti Bersama Hari Raya Natal, jenis: cuti_bersama}
  - {tanggal: 2027-03-10, nama: Hari Raya Idul Fitri, jenis: libur_nasional, perkiraan: true}
"""


def checked(text: str) -> tuple[DaftarHariLibur | None, list[str]]:
    """The list beside the repository's own reference data, and what is said of it."""
    names = ("wilayah", "jenis_layanan", "kebutuhan")
    files = {name: (REPO / f"satker/_acuan/{name}.yml").read_bytes() for name in names}
    read = {
        name: source(content, f"satker/_acuan/{name}.yml")
        for name, content in (files | {"hari_libur": text.encode()}).items()
    }
    made, problems = validate.acuan({name: item for name, item in read.items() if isinstance(item, Source)})
    days = made.hari_libur if made else None
    return days, [str(problem).removeprefix(f"{PATH}:") for problem in problems]


def test_days_are_kept_with_what_is_known_of_their_years() -> None:
    made, said = checked(GIVEN)

    assert [] == said
    assert made is not None
    calendar = made.kalender
    assert (frozenset({2026, 2027}), frozenset({2027})) == (calendar.tahun, calendar.tanpa_cuti_bersama)
    assert [(False, False), (True, False), (False, True)] == [
        (off.cuti_bersama, off.perkiraan) for off in calendar.libur.values()
    ]


def test_every_mistake_is_named_with_its_line() -> None:
    _, said = checked(
        "tahun: [2027, 2026, 2030]\n"
        "tanpa_cuti_bersama: [2026, 2031]\n"
        "hari_libur:\n"
        "  - {tanggal: 2027-05-01, nama: Hari Buruh, jenis: libur_nasional}\n"
        "  - {tanggal: 2027-05-01, nama: Hari Buruh, jenis: libur_nasional}\n"
        "  - {tanggal: 2026-12-24, nama: Natal, jenis: cuti_bersama}\n"
        "  - {tanggal: 2028-01-01, nama: Tahun Baru, jenis: libur_nasional}\n"
    )

    assert [
        "1:15: galat ISI-11 tahun.2: harus urut dan sekali saja, ditemukan 2026 setelah 2027",
        "1:21: galat ISI-11 tahun.3: 2030 tidak punya satu hari libur pun; isi, atau hapus tahun ini",
        "2:28: galat ISI-11 tanpa_cuti_bersama.2: 2031 tidak ada di isian tahun",
        "6:40: galat ISI-11 hari_libur.3.jenis: cuti bersama, padahal 2026 ada di isian tanpa_cuti_bersama",
        "7:6: galat ISI-11 hari_libur.4.tanggal: tahun “2028-01-01” tidak ada di isian tahun; tambahkan di sana bila lengkap",
        "5:6: galat ISI-11 hari_libur.2.tanggal: “2027-05-01” ditulis dua kali; gabungkan namanya, atau hapus salah satu",
        "6:6: galat ISI-11 hari_libur.3.tanggal: harus urut menurut tanggal, ditemukan “2026-12-24” setelah “2027-05-01”",
    ] == said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{tanggal: 2026-02-30, nama: A, jenis: cuti_bersama}", "ISI-06 hari_libur.1.tanggal"),
        ("{tanggal: 2026-01-01, nama: A, jenis: libur}", "ISI-03 hari_libur.1.jenis"),
        ("{tanggal: 2026-01-01, jenis: cuti_bersama}", "ISI-01 hari_libur.1.nama"),
        (
            "{tanggal: 2026-01-01, nama: A, jenis: cuti_bersama, perkiraan: mungkin}",
            "ISI-03 hari_libur.1.perkiraan",
        ),
    ],
)
def test_a_field_that_is_wrong_is_named(line: str, expected: str) -> None:
    _, said = checked(f"tahun: [2026]\nhari_libur:\n  - {line}\n")

    assert [expected] == [" ".join(each.split()[2:4]).rstrip(":") for each in said]


def test_the_list_of_the_repository_knows_its_years() -> None:
    days = acuan().hari_libur

    assert (2024, 2025, 2026, 2027, 2028) == days.tahun
    assert {2028} == set(days.tahun) - {
        day.tanggal.year for day in days.hari_libur if day.jenis == "cuti_bersama"
    }
    assert days.sumber[0].url


def test_the_recipe_writes_the_file_as_it_stands() -> None:
    """So that a new release of the package changes only the lines of days that it changes."""
    recipe = runpy.run_path(str(REPO / "docs/hari_libur.py"))
    data = acuan().hari_libur
    days = [
        recipe["Day"](day.tanggal, day.nama, day.jenis == "cuti_bersama", day.perkiraan)
        for day in data.hari_libur
    ]
    version = str(data.sumber[0].url).split("/")[-2]

    text = recipe["written"](days, range(data.tahun[0], data.tahun[-1] + 1), version)

    assert text == FILE.read_text(encoding="utf-8")


def test_the_recipe_quotes_a_name_that_yaml_would_read_otherwise() -> None:
    recipe = runpy.run_path(str(REPO / "docs/hari_libur.py"))
    day = recipe["Day"](date(2026, 1, 1), "Nuzululqur'an: satu, dua", False, False)

    made, said = checked(recipe["written"]([day], range(2026, 2027), "1"))

    assert [] == said
    assert made is not None
    assert "Nuzululqur'an: satu, dua" == made.hari_libur[0].nama


def test_without_the_list_the_page_says_that_only_weekends_were_skipped(tmp_path: Path) -> None:
    root = portal(tmp_path / "portal")
    (root / PATH).unlink()

    build(root)

    page = (root / "site/ppid/batas-waktu/index.html").read_text()
    assert "Hari libur 2026 tidak ada dalam daftar; hanya Sabtu dan Minggu yang dilewati." in page
    assert "Senin,\u00a023\u00a0Maret\u00a02026".replace(",\u00a0", ", ") in page
    assert "Hari libur 2026 tidak ada dalam daftar: hanya Sabtu dan Minggu yang dilewati." in page


def test_a_new_year_makes_the_page_anew_and_a_new_day_does_not(tmp_path: Path) -> None:
    root = portal(tmp_path / "portal")
    page = root / "site/ppid/batas-waktu/index.html"
    build(root)
    before = page.stat().st_ino

    build(root, now=NOW.replace(day=25))
    same = page.stat().st_ino
    build(root, now=NOW.replace(year=2027))

    assert before == same
    assert "Hari libur 2026" in page.read_text()


def test_the_page_shows_this_year_and_the_next_first(tmp_path: Path) -> None:
    root = portal(tmp_path / "portal")

    build(root, now=NOW.replace(year=2028))

    page = (root / "site/ppid/batas-waktu/index.html").read_text()
    near, _, others = page.partition("<details>")
    assert 'data-tahun="2028" data-tanpa-cuti' in near
    assert "Hari libur 2029 tidak ada dalam daftar" in near
    assert ["2024", "2025", "2026", "2027"] == [each[:4] for each in others.split("<summary>Hari libur ")[1:]]
