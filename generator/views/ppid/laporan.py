"""The yearly reports of information service: one of a satker, and all over the years and satker.

Samples are never added to real figures: a sum is of real reports, or, where there is none, of samples and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.portal import Portal, Satuan
from generator.ppid import LaporanCard
from generator.records.dik import sebutan_dasar
from generator.records.laporan import Laporan
from generator.views.ppid.at import At
from generator.views.ppid.dip import Unduhan, downloads
from generator.wording import daftar, kapital

ADDRESS: Final = "ppid/laporan/"
PASAL: Final = "UU 14/2008 Pasal 12"


class Hasil(NamedTuple):
    """What became of requests: (mark of the chart, words, count); of them all `total` were received."""

    total: int
    shares: tuple[tuple[str, str, int], ...]


def outcome(received: int, full: int, part: int, refused: int) -> Hasil:
    """What became of requests; those without an answer are told apart."""
    open_ = received - full - part - refused
    shares = (
        ("c1", "dikabulkan seluruhnya", full),
        ("c2", "dikabulkan sebagian", part),
        ("c3", "ditolak", refused),
        ("un", "tanpa hasil yang tercatat", open_),
    )
    return Hasil(received, tuple(share for share in shares if share[2] > 0))


def outcome_of(cards: Iterable[LaporanCard]) -> Hasil:
    """What became of the requests of several reports together."""
    found = list(cards)
    return outcome(
        sum(card.diterima for card in found),
        sum(card.dikabulkan_penuh for card in found),
        sum(card.dikabulkan_sebagian for card in found),
        sum(card.ditolak for card in found),
    )


class Row(NamedTuple):
    """A report in a table; the mean is in working days and may be empty."""

    satker: str
    address: str
    card: LaporanCard
    mean: str


@dataclass(frozen=True, slots=True)
class Tahunan:
    """A year: the sum of its reports, a row each, and which satker with a list have given none."""

    tahun: int
    hasil: Hasil
    contoh: bool
    count: int
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LaporanListView:
    """`/ppid/laporan/`; `most` is the largest sum of a year, to draw years in proportion."""

    title: str
    description: str
    years: tuple[Tahunan, ...]
    most: int
    all_samples: bool
    path: str = ""
    contoh: bool = False


def laporan_list_view(at: At) -> LaporanListView:
    """All reports, the newest year first."""
    portal = at.portal
    cards = tuple(portal.laporan.values())
    years = tuple(_year(portal, year) for year in sorted({card.tahun for card in cards}, reverse=True))
    return LaporanListView(
        title="Laporan layanan informasi publik",
        description="Berapa permohonan informasi yang diterima, dikabulkan, dan ditolak tiap satker, dan berapa lama dijawab.",
        years=years,
        most=max((year.hasil.total for year in years), default=0),
        all_samples=bool(cards) and all(card.contoh for card in cards),
    )


def _year(portal: Portal, year: int) -> Tahunan:
    cards = [card for card in portal.laporan.values() if card.tahun == year]
    real = [card for card in cards if not card.contoh]
    told = {card.satker for card in cards}
    return Tahunan(
        tahun=year,
        hasil=outcome_of(real or cards),
        contoh=not real,
        count=len(real or cards),
        rows=tuple(_rows(portal, cards)),
        missing=tuple(
            (portal.satker[slug].data.sebutan, f"ppid/satker/{slug}/")
            for slug in portal.dip_per_satker
            if slug not in told
        ),
    )


def _rows(portal: Portal, cards: Iterable[LaporanCard]) -> Iterator[Row]:
    for card in cards:
        yield Row(
            portal.satker[card.satker].data.sebutan, card.address, card, card.rata_rata.replace(".", ",")
        )


@dataclass(frozen=True, slots=True)
class LaporanView:
    """`/ppid/laporan/<satker>/<tahun>/`."""

    record: Laporan
    satker: Satuan
    title: str
    description: str
    path: str
    contoh: bool
    hasil: Hasil
    mean: str
    reasons: tuple[tuple[str, int], ...]
    files: tuple[Unduhan, ...]
    years: tuple[tuple[int, str], ...]


def laporan_view(at: At) -> LaporanView:
    """The view of one report."""
    record = at.record(at.subject)
    data, slug = record.data, record.file.satker
    assert isinstance(data, Laporan)
    unit = at.portal.satker[slug]
    mean = data.rata_rata_waktu_hari_kerja
    return LaporanView(
        record=data,
        satker=unit,
        title=f"Laporan layanan informasi {data.tahun}, {unit.data.sebutan}",
        description=f"Permohonan informasi publik yang diterima {unit.data.nama} tahun {data.tahun} dan hasilnya.",
        path=record.file.path,
        contoh=data.contoh,
        hasil=outcome(
            data.permohonan_diterima, data.dikabulkan_penuh, data.dikabulkan_sebagian, data.ditolak
        ),
        mean="" if mean is None else str(mean).replace(".", ","),
        reasons=tuple(_reasons(data)),
        files=tuple(downloads(at.portal, slug, (data.berkas,) if data.berkas else ())),
        years=tuple((card.tahun, card.address) for card in at.portal.laporan_per_satker.get(slug, ())),
    )


def _reasons(data: Laporan) -> Iterator[tuple[str, int]]:
    for reason in data.alasan_penolakan:
        grounds = daftar([sebutan_dasar(ground) for ground in reason.dasar])
        legal = f"UU 14/2008 Pasal 17 {grounds}" if grounds else ""
        yield kapital("; ".join(part for part in (reason.alasan or "", legal) if part)), reason.jumlah
