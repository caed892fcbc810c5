"""Writes satker/_acuan/hari_libur.yml anew from the PyPI package `holidays`: how, says docs/hari-libur.md.

Run by hand in an environment of its own: the portal does not depend on the package, and no build runs this.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

HEAD: Final = """\
# Hari libur nasional dan cuti bersama Indonesia, dipakai menghitung hari kerja di /ppid/batas-waktu/.
# Ditulis docs/hari_libur.py; cara membuatnya lagi ada di docs/hari-libur.md. Yang dibetulkan dengan tangan diberi
# sumber di sini. perkiraan: true berarti tanggalnya dihitung dan belum ditetapkan; tahun yang cuti bersamanya belum
# diketahui disebut di tanpa_cuti_bersama.
sumber:
  - untuk: [hari_libur]
    judul: "Paket Python holidays {version}, data Indonesia (MIT)"
    url: https://pypi.org/project/holidays/{version}/
    catatan: "Sumber kedua: tidak kami bandingkan dengan naskah keputusan pemerintahnya. Nama hari menurut paket itu"
tahun: [{years}]
tanpa_cuti_bersama: [{bare}]
hari_libur:
"""


class Day(NamedTuple):
    """A day off as the file has it."""

    day: date
    name: str
    joint: bool
    estimated: bool


def written(days: Iterable[Day], years: range, version: str) -> str:
    """The whole file; a year without any cuti bersama is one whose cuti bersama nobody has set yet."""
    days = sorted(days)
    known = {day.day.year for day in days if day.joint}
    head = HEAD.format(
        version=version,
        years=", ".join(map(str, years)),
        bare=", ".join(str(year) for year in years if year not in known),
    )
    return head + "".join(f"  - {{{_fields(day)}}}\n" for day in days)


def _fields(day: Day) -> str:
    name = day.name if re.fullmatch(r"[A-Za-z][\w ()/.-]*", day.name) else json.dumps(day.name)
    kind = "cuti_bersama" if day.joint else "libur_nasional"
    return f"tanggal: {day.day}, nama: {name}, jenis: {kind}" + (", perkiraan: true" if day.estimated else "")


def asked(years: range) -> Iterable[Day]:
    """What the package knows: its public holidays, then what the government adds as cuti bersama."""
    from holidays import country_holidays

    label = " (perkiraan)"
    days: dict[date, Day] = {}
    for category in ("public", "government"):
        for day, name in country_holidays("ID", years=years, language="id", categories=category).items():
            joint = category == "government"
            days.setdefault(
                day, Day(day, name.replace(label, "").replace("; ", " dan "), joint, label in name)
            )
    return days.values()


def main() -> None:
    """`python docs/hari_libur.py 2024 2028`: the first year and the last."""
    import holidays

    first, last = map(int, sys.argv[1:3])
    years = range(first, last + 1)
    sys.stdout.write(written(asked(years), years, holidays.__version__))


if __name__ == "__main__":
    main()
