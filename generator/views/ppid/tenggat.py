"""The deadlines of a request for public information, and the days off with which they are counted.

UU 14/2008 counts in working days. Only what was read in its articles stands in `LANGKAH`; what had to be assumed to
count at all stands on the page. The browser takes steps and days off from the tables that are made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from generator.hari_kerja import Batas, Kalender, Libur, batas
from generator.portal import Portal
from generator.records.fields import Sumber
from generator.wording import MONTHS, NBSP, tanggal_lengkap


class Langkah(NamedTuple):
    """A step with its deadline. A branch leads on only for who says that it was taken."""

    kode: str
    nama: str
    siapa: str
    hari: int
    sejak: str
    pasal: str
    cabang: bool = False


class Kejadian(NamedTuple):
    """What has happened, and the step that counts from it."""

    kode: str
    nama: str
    langkah: str
    diperpanjang: bool = False


LANGKAH: Final = (
    Langkah("pemberitahuan", "Pemberitahuan tertulis", "PPID satker", 10, "sejak permohonan diterima", "Pasal 22 ayat (7)"),
    Langkah("perpanjangan", "Pemberitahuan bila diperpanjang", "PPID satker, dengan alasan tertulis", 7, "setelah 10 hari kerja itu", "Pasal 22 ayat (8)", cabang=True),
    Langkah("keberatan", "Keberatan", "Anda, kepada atasan PPID", 30, "sejak alasan keberatan ada", "Pasal 36 ayat (1)"),
    Langkah("tanggapan", "Jawaban atas keberatan", "atasan PPID", 30, "sejak keberatan diterima", "Pasal 36 ayat (2)"),
    Langkah("sengketa", "Sengketa informasi", "Anda, kepada Komisi Informasi", 14, "sejak jawaban atas keberatan diterima", "Pasal 37 ayat (2)"),
    Langkah("mulai", "Penyelesaian sengketa dimulai", "Komisi Informasi", 14, "sejak permohonan sengketa diterima", "Pasal 38 ayat (1)"),
    Langkah("selesai", "Penyelesaian sengketa selesai", "Komisi Informasi", 100, "sejak penyelesaian dimulai", "Pasal 38 ayat (2)"),
)  # fmt: skip
KEJADIAN: Final = (
    Kejadian("permohonan", "Permohonan diterima PPID", "pemberitahuan"),
    Kejadian("diperpanjang", "Permohonan diterima, lalu diperpanjang", "pemberitahuan", diperpanjang=True),
    Kejadian("alasan", "Ada alasan keberatan, misalnya ditolak", "keberatan"),
    Kejadian("keberatan", "Keberatan diterima atasan PPID", "tanggapan"),
    Kejadian("jawaban", "Jawaban keberatan Anda terima", "sengketa"),
    Kejadian("sengketa", "Sengketa diterima Komisi Informasi", "mulai"),
)
CONTOH: Final = date(2026, 3, 9)  # the worked example: over Nyepi, Idul Fitri and the turn of a year


class Tenggat(NamedTuple):
    """A step with its last day. `pasti` says that it is counted from the day that is known, not from another's last."""

    langkah: Langkah
    batas: Batas
    pasti: bool
    keterangan: tuple[str, ...]
    peringatan: tuple[str, ...]


class Setahun(NamedTuple):
    """The days off of a year; none where the list does not know the year."""

    tahun: int
    hari: tuple[Libur, ...]
    tanpa_cuti: bool


@dataclass(frozen=True, slots=True)
class TenggatView:
    """The calculator, which without scripts is an example."""

    kejadian: tuple[Kejadian, ...]
    mulai: date
    baris: tuple[Tenggat, ...]


@dataclass(frozen=True, slots=True)
class LiburView:
    """The days off by year, those of this year and the next before the others; and where they come from."""

    dekat: tuple[Setahun, ...]
    lain: tuple[Setahun, ...]
    sumber: tuple[Sumber, ...]


def tenggat_view(portal: Portal) -> TenggatView:
    """The example: each step counted from a stated day, not from today, so that it is the same in every build."""
    return TenggatView(KEJADIAN, CONTOH, tuple(rantai(KEJADIAN[0], CONTOH, portal.acuan.hari_libur.kalender)))


def libur_view(portal: Portal) -> LiburView:
    """Every year that the list knows, and this one and the next even where it does not."""
    data = portal.acuan.hari_libur
    calendar = data.kalender
    near = (portal.today.year, portal.today.year + 1)
    years = {
        year: Setahun(
            year,
            tuple(off for off in calendar.libur.values() if off.tanggal.year == year),
            year in calendar.tanpa_cuti_bersama,
        )
        for year in (*near, *data.tahun)
    }
    others = (years[year] for year in data.tahun if year not in near)
    return LiburView(tuple(years[year] for year in near), tuple(others), data.sumber)


def rantai(kejadian: Kejadian, hari: date, kalender: Kalender) -> Iterator[Tenggat]:
    """Every step from what has happened on a day; each but the first counts from the last day of the one before."""
    codes = [step.kode for step in LANGKAH]
    first = codes.index(kejadian.langkah)
    since: date | Batas = hari
    for number, step in enumerate(LANGKAH[first:]):
        due = batas(since, step.hari, kalender)
        sure = number == 0 or step.cabang
        yield Tenggat(step, due, sure, tuple(_notes(due)), tuple(_doubts(due, since)))
        if not step.cabang or kejadian.diperpanjang:
            since = due


def _notes(due: Batas) -> Iterator[str]:
    if due.dilewati:
        yield f"Dilewati: {_named(due.dilewati)}."
    if due.bila_cuti_dihitung != due.hari:
        yield f"Bila cuti bersama terhitung hari kerja: {tanggal_lengkap(due.bila_cuti_dihitung)}."


def _doubts(due: Batas, since: date | Batas) -> Iterator[str]:
    """What makes the day uncertain; what the step before has already said is only referred to."""
    said = since if isinstance(since, Batas) else None
    guesses = [off for off in due.perkiraan if not said or off not in said.perkiraan]
    if guesses:
        yield f"Masih perkiraan: {_named(guesses)}."
    for year in due.tahun_tanpa_cuti:
        if not said or year not in said.tahun_tanpa_cuti:
            yield f"Cuti bersama {year} belum ada dalam daftar."
    for year in due.tahun_tanpa_daftar:
        if not said or year not in said.tahun_tanpa_daftar:
            yield f"Hari libur {year} tidak ada dalam daftar: hanya Sabtu dan Minggu yang dilewati."
    if said and (said.perkiraan or said.tahun_tanpa_cuti or said.tahun_tanpa_daftar):
        yield "Ikut bergeser bila langkah sebelumnya bergeser."


def _named(days: Iterable[Libur]) -> str:
    """`20 Maret, 23 Maret Cuti Bersama Hari Raya Idul Fitri; 1 Mei Hari Buruh Internasional`."""
    names: dict[str, list[str]] = {}
    for off in days:
        names.setdefault(off.nama, []).append(f"{off.tanggal.day}{NBSP}{MONTHS[off.tanggal.month - 1]}")
    return "; ".join(f"{', '.join(dates)} {name}" for name, dates in names.items())
