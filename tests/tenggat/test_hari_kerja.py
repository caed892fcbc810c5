"""One file of cases, worked by hand, holds the build and the browser to the same working days."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.hari_kerja import Kalender, Libur, batas
from generator.views.ppid.tenggat import KEJADIAN, LANGKAH, rantai
from generator.wording import tanggal_lengkap

FOLDER = Path(__file__).parent
NODE = Path(sys.executable).parent / "node"
VECTORS: dict[str, Any] = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))
_GIVEN = VECTORS["kalender"]
CALENDAR = Kalender(
    {
        date.fromisoformat(day): Libur(date.fromisoformat(day), name, kind == "cuti_bersama", guess)
        for day, name, kind, guess in _GIVEN["hari_libur"]
    },
    frozenset(_GIVEN["tahun"]),
    frozenset(_GIVEN["tanpa_cuti_bersama"]),
)


@pytest.mark.parametrize("case", VECTORS["batas"], ids=lambda case: case["nama"])
def test_a_deadline(case: dict[str, Any]) -> None:
    due = batas(date.fromisoformat(case["sejak"]), case["hari_kerja"], CALENDAR)

    found = {
        "batas": str(due.hari),
        "bila_cuti_dihitung": str(due.bila_cuti_dihitung),
        "dilewati": [str(off.tanggal) for off in due.dilewati],
        "perkiraan": [str(off.tanggal) for off in due.perkiraan],
        "tahun_tanpa_daftar": list(due.tahun_tanpa_daftar),
        "tahun_tanpa_cuti": list(due.tahun_tanpa_cuti),
    }
    assert {key: case[key] for key in found} == found


@pytest.mark.parametrize("case", VECTORS["rantai"], ids=lambda case: case["kejadian"])
def test_a_chain_of_deadlines(case: dict[str, Any]) -> None:
    event = next(event for event in KEJADIAN if event.kode == case["kejadian"])

    found = list(rantai(event, date.fromisoformat(case["hari"]), CALENDAR))

    assert case["batas"] == [str(line.batas.hari) for line in found]
    assert case["pasti"] == [line.pasti for line in found]
    assert case["keterangan"] in (None, [list(line.keterangan) for line in found])
    assert case["peringatan"] == [list(line.peringatan) for line in found]


@pytest.mark.parametrize(("day", "words"), VECTORS["kata"])
def test_a_day_in_words(day: str, words: str) -> None:
    assert words == tanggal_lengkap(date.fromisoformat(day))


def test_the_browser_agrees_with_the_vectors() -> None:
    steps = [{"code": step.kode, "count": step.hari, "branch": step.cabang} for step in LANGKAH]
    events = {event.kode: [event.langkah, event.diperpanjang] for event in KEJADIAN}

    done = subprocess.run(
        [NODE, FOLDER / "vectors.mjs"],
        input=json.dumps([VECTORS, steps, events]),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert "" == done.stdout + done.stderr


def test_what_makes_a_day_uncertain_is_inherited() -> None:
    over_an_estimate = batas(date(2027, 3, 1), 10, CALENDAR)

    later = batas(over_an_estimate, 10, CALENDAR)

    assert [date(2027, 3, 10), date(2027, 3, 11)] == [off.tanggal for off in later.perkiraan]
    assert [date(2027, 3, 25), date(2027, 3, 26)] == [off.tanggal for off in later.dilewati]


def test_no_day_is_a_working_day_twice_or_never() -> None:
    """From any day, one more working day is a later day; and none between is one."""
    for number in range(date(2026, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        day = date.fromordinal(number)
        first, second = batas(day, 1, CALENDAR).hari, batas(day, 2, CALENDAR).hari

        assert day < first < second == batas(first, 1, CALENDAR).hari
        assert first.weekday() < 5
        assert first not in CALENDAR.libur
