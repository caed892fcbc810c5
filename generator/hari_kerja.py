"""Working days: Monday to Friday without public holidays and cuti bersama.

Knows a calendar and nothing of any law. UU 14/2008 counts in hari kerja and does not say, as far as it was read,
whether cuti bersama is one; so a deadline also says where it lies if it is. `theme/assets/ppid/hari_kerja.js` counts
the same in the browser, and `tests/tenggat/vectors.json` holds both to the same days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
MAY_MOVE: Final = DAY  # an estimated day may come a day earlier or later than the list says


class Libur(NamedTuple):
    """A day off."""

    tanggal: date
    nama: str
    cuti_bersama: bool = False
    perkiraan: bool = False


@dataclass(frozen=True, slots=True)
class Kalender:
    """Days off in order, of `tahun`; of those in `tanpa_cuti_bersama` only the public holidays are known."""

    libur: Mapping[date, Libur]
    tahun: frozenset[int]
    tanpa_cuti_bersama: frozenset[int]


@dataclass(frozen=True, slots=True)
class Batas:
    """The last day of a deadline, and what is to be said of it.

    `dilewati` are days off from Monday to Friday. `bila_cuti_dihitung` is the last day if cuti bersama are working
    days. What makes the day uncertain is inherited by a deadline that counts on from this one.
    """

    hari: date
    bila_cuti_dihitung: date
    dilewati: tuple[Libur, ...]
    perkiraan: tuple[Libur, ...]
    tahun_tanpa_daftar: tuple[int, ...]
    tahun_tanpa_cuti: tuple[int, ...]


def batas(sejak: date | Batas, count: int, kalender: Kalender) -> Batas:
    """The deadline `count` working days after a day; that day is not counted, whether it is one or not."""
    before = sejak if isinstance(sejak, Batas) else Batas(sejak, sejak, (), (), (), ())
    first, last = before.hari + DAY, _after(before.hari, count, kalender, joint=True)
    years = range(first.year, last.year + 1)
    return Batas(
        last,
        _after(before.bila_cuti_dihitung, count, kalender, joint=False),
        tuple(
            off
            for off in kalender.libur.values()
            if first <= off.tanggal <= last and off.tanggal.weekday() < SATURDAY
        ),
        _union(
            before.perkiraan,
            tuple(
                off
                for off in kalender.libur.values()
                if off.perkiraan and first - MAY_MOVE <= off.tanggal <= last + MAY_MOVE
            ),
        ),
        _years(before.tahun_tanpa_daftar, years, set(years) - kalender.tahun),
        _years(before.tahun_tanpa_cuti, years, kalender.tanpa_cuti_bersama),
    )


def _after(day: date, count: int, kalender: Kalender, *, joint: bool) -> date:
    """The day after so many working days; with `joint`, cuti bersama are days off."""
    while count:
        day += DAY
        off = kalender.libur.get(day)
        if day.weekday() < SATURDAY and (off is None or (off.cuti_bersama and not joint)):
            count -= 1
    return day


def sebelum(day: date, count: int, kalender: Kalender) -> date:
    """The day that lies `count` working days before another, where cuti bersama are days off: so it never comes late."""
    while count:
        day -= DAY
        count -= day.weekday() < SATURDAY and day not in kalender.libur
    return day


def _union(before: tuple[Libur, ...], here: tuple[Libur, ...]) -> tuple[Libur, ...]:
    return (*before, *(off for off in here if off not in before))


def _years(before: tuple[int, ...], years: range, wanted: frozenset[int] | set[int]) -> tuple[int, ...]:
    return (*before, *(year for year in years if year in wanted and year not in before))
