"""Checking: one clear Indonesian message a mistake, all of them in one run, each at its place."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from generator.records.layanan import Layanan
from generator.records.satker import Skm, Unsur
from generator.sources import File, Kind, Source, Stamp
from generator.stages import read, validate

BASE = """\
nama: Legalisir ijazah
jenis: IJZ-01
cara_layanan: daring
sasaran: [umum]
untuk_siapa: Warga
persyaratan:
  - syarat: ijazah_asli
jangka_waktu: {nilai: 2, satuan: hari_kerja}
biaya_tarif: 0
diperbarui: 2026-10-01
ditinjau: 2027-10-01
url_daring: https://contoh.invalid/layanan
contoh: true
"""
WRONG = {
    "nama": ["", "[a]", "{a: b}"],
    "jenis": ["IJZ-1", "ijz-01", "[IJZ-01]", "{a: b}"],
    "cara_layanan": ["daringg", "Daring", "[daring]", "{a: b}"],
    "sasaran": ["umum", "[semua]", "{a: b}", "[[umum]]"],
    "untuk_siapa": ["[a]", "{a: b}"],
    "persyaratan": [
        "teks",
        "[{}]",
        "[{syarat: Ijazah}]",
        "[{syarat: a, teks: b}]",
        "[{kondisi: a}]",
        "[{kondisi: a, butir: []}]",
    ],
    "jangka_waktu": [
        "2",
        "{nilai: dua, satuan: hari}",
        "{nilai: 2}",
        "{nilai: 0, satuan: hari}",
        "{nilai: 2, satuan: minggu}",
    ],
    "biaya_tarif": ["gratis", "{jumlah: Rp5000}", "[{}]", "{jumlah: -1}", "{jumlah: 1.000}"],
    "diperbarui": ["1 Oktober 2026", "2026-02-30", "2026-13-01", "01-10-2026", "2028-01-01", "1593475200"],
    "ditinjau": ["besok", "2026-1-1", "[2026-01-01]"],
    "url_daring": [
        "javascript:alert(1)",
        "http://",
        "contoh.go.id",
        "https://a@b.id/",
        "https://b.id/a b",
        "data:text/html,x",
    ],
    "contoh": ["mungkin", "[true]", "1"],
    "tidak_ada": ["a"],
}
CASES = [(field, value) for field, values in WRONG.items() for value in values]
LINE = re.compile(r"satker/a/layanan/b\.yml:\d+:\d+: (galat|peringatan) [A-Z]+-\d\d( [a-z0-9_.]+)?: .+")


def checked(text: str, kind: Kind = "layanan") -> tuple[object, list[str]]:
    file = File(f"satker/a/{kind}/b.yml", kind, "a", "b", Stamp(0, 0, 0))
    source = read.source(file, text.encode())
    assert isinstance(source, Source)
    record, problems = validate.record(source, b"")
    return record, [str(problem) for problem in problems]


def errors(text: str) -> list[str]:
    return [line for line in checked(text)[1] if ": galat " in line]


def test_the_base_record_is_right() -> None:
    assert errors(BASE) == []


@pytest.mark.parametrize(("field", "value"), CASES)
def test_a_wrong_value_is_named_with_its_place(field: str, value: str) -> None:
    text = re.sub(rf"^{field}:.*(\n  .*)*", f"{field}: {value}", BASE, flags=re.MULTILINE)
    if field not in BASE:
        text = BASE + f"{field}: {value}\n"

    found = errors(text)

    assert found
    assert all(LINE.fullmatch(line) for line in found), found


def test_every_mistake_is_told_in_one_run() -> None:
    found = errors("nma: a\njenis: IJZ-1\ncara_layanan: darin\nditinjau: besok\n")

    codes = sorted(re.findall(r"galat (\S+)", " ".join(found)))
    assert codes == ["ISI-01", "ISI-02", "ISI-03", "ISI-06", "ISI-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nma: a", "2:1: galat ISI-02 nma: kunci tidak dikenal; maksud Anda “nama”?"),
        ("cara_layanan: daringg", "2:1: galat ISI-03 cara_layanan: harus salah satu dari tatap_muka, daring, hibrida; ditemukan “daringg”; maksud Anda “daring”?"),
        ("biaya_tarif:\n  jumlah: gratis", "3:3: galat ISI-05 biaya_tarif.jumlah: harus bilangan bulat, ditemukan “gratis”; tulis angka saja tanpa Rp dan titik, dan 0 bila tanpa biaya"),
        ("ditinjau: 2026-02-30", "2:1: galat ISI-06 ditinjau: tanggal “2026-02-30” tidak ada di kalender"),
    ],
)  # fmt: skip
def test_a_message_says_what_is_wrong_what_was_found_and_what_is_right(text: str, expected: str) -> None:
    assert f"satker/a/layanan/b.yml:{expected}" in errors(f"jenis: IJZ-01\n{text}\nnama: x\n")


@pytest.mark.parametrize("change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "# catatan\n" + t, lambda t: "\n".join(reversed(BASE.replace("persyaratan:\n  - syarat: ijazah_asli", "persyaratan: [{syarat: ijazah_asli}]").splitlines())), lambda t: t.replace("Warga", "'Warga'"), lambda t: t.replace("daring\n", '"daring"\n')])  # fmt: skip
def test_another_way_to_write_the_same_is_no_mistake(change: object) -> None:
    assert callable(change)
    assert errors(change(BASE)) == []


def test_short_forms_mean_the_long_ones() -> None:
    short = Layanan.model_validate(
        {
            "nama": "a",
            "jenis": "IJZ-01",
            "biaya_tarif": "0",
            "sistem_mekanisme_prosedur": ["x"],
            "status": "aktif",
        }
    )
    long = Layanan.model_validate(
        {"nama": "a", "jenis": "IJZ-01", "biaya_tarif": [{"jumlah": "0"}], "sistem_mekanisme_prosedur": [{"judul": "x"}], "status": {"keadaan": "aktif"}}
    )  # fmt: skip

    assert short == long


@pytest.mark.parametrize(
    ("score", "value", "grade"),
    [("4", "100.00", "A"), ("3.5324", "88.31", "A"), ("3.5323", "88.31", "A"), ("3.532", "88.30", "B"), ("3.06", "76.50", "C"), ("2.6", "65.00", "C"), ("1", "25.00", "D")],
)  # fmt: skip
def test_the_survey_is_rounded_before_it_is_graded(score: str, value: str, grade: str) -> None:
    survey = Skm.model_validate(
        {"tahun": "2025", "responden": "10", "unsur": dict.fromkeys(Unsur.model_fields, score)}
    )

    assert (survey.nilai, survey.mutu[0]) == (Decimal(value), grade)
