"""How the portal writes dates, hours, money, counts and durations in Indonesian (CLDR id, EYD V).

Own tables instead of a locale: `id_ID` is often not installed, and the output must be the same everywhere.
Knows nothing of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Final

WIB: Final = timezone(timedelta(hours=7), "WIB")  # Asia/Jakarta has no daylight saving time
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SMALL: Final = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
NBSP: Final = "\u00a0"
WORD_JOINER: Final = "\u2060"  # after a dash: the line does not break there


@lru_cache(maxsize=4096)
def tanggal(day: date) -> str:
    """`30 Juni 2020`, with spaces that do not break."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def tanggal_lengkap(day: date) -> str:
    """`Selasa, 30 Juni 2020`."""
    return f"{DAYS[day.weekday()]}, {tanggal(day)}"


def bulan(year: int, month: int) -> str:
    """`Juni 2020`."""
    return f"{MONTHS[month - 1]} {year}"


def jam(value: time) -> str:
    """`08.00`."""
    return f"{value.hour:02}.{value.minute:02}"


def waktu(moment: datetime) -> str:
    """`24 November 2026 pukul 06.00 WIB`."""
    local = moment.astimezone(WIB)
    return f"{tanggal(local.date())} pukul {jam(local.time())} WIB"


def angka(number: int | float | Decimal, decimals: int = 0) -> str:
    """`1.234.567` or `88,31`."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def rupiah(amount: int) -> str:
    """`Rp100.000`, or `Tidak dipungut biaya` for zero."""
    return f"Rp{angka(amount)}" if amount else "Tidak dipungut biaya"


def bilangan(count: int) -> str:
    """The count as a word up to 11 and for 12 to 20, in figures above: `tujuh`, `dua belas`, `21`."""
    if count <= 11:
        return _SMALL[count]
    if count < 20:
        return f"{_SMALL[count - 10]} belas"
    return "dua puluh" if count == 20 else angka(count)


def daftar(words: Sequence[str], last: str = "dan") -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def kapital(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def hari_bersama(hours: Sequence[str]) -> list[tuple[str, str]]:
    """Seven texts from Monday, joined where neighbours are equal: `[("Senin–Kamis", "08.00–15.00"), …]`."""
    runs: list[tuple[int, int, str]] = []
    for index, text in enumerate(hours):
        if runs and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], index, text)
        else:
            runs.append((index, index, text))
    return [(DAYS[a] if a == b else f"{DAYS[a]}–{DAYS[b]}", text) for a, b, text in runs]
