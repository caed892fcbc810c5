"""Rows of lists: what a list says of a service, a news item or a type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.portal import BeritaCard, EntriCard, Kabar, LayananCard, Portal
from generator.records.berita import JENIS_BERITA
from generator.records.layanan import KOMPONEN
from generator.wording import NBSP, WORD_JOINER, daftar, jam, tanggal, tanggal_lengkap


@dataclass(frozen=True, slots=True)
class Row:
    """A title that is a link, an excerpt, and facts that stand in one line.

    `address` is seen from the root, a whole one where `outside` says so, and empty where there is nothing to link to.
    """

    title: str
    address: str
    excerpt: str
    meta: tuple[str, ...]
    contoh: bool
    outside: bool = False


STATUS = {"dibatasi": "dibatasi", "tutup_sementara": "tutup sementara", "dihentikan": "dihentikan"}


def layanan_row(portal: Portal, card: LayananCard, *, office: bool) -> Row:
    """A service in a list; with `office` its satker is named."""
    facts = [
        portal.satker[card.satker].data.sebutan if office else "",
        STATUS.get(portal.keadaan(card), ""),
        *card.facts,
        f"standar {card.terisi.bit_count()}/{len(KOMPONEN)}",
    ]
    return Row(card.nama, card.address, card.ringkasan, tuple(fact for fact in facts if fact), card.contoh)


def kabar_row(portal: Portal, card: Kabar, *, office: bool) -> Row:
    """A news item or an entry of a feed in a list; with `office` its satker is named."""
    return (
        berita_row(portal, card, office=office) if isinstance(card, BeritaCard) else entri_row(portal, card)
    )


def entri_row(portal: Portal, card: EntriCard) -> Row:
    """An entry of a feed: it leads to its satker's own site, and says so."""
    facts = [tanggal(card.hari), "situs asal", portal.satker[card.satker].data.sebutan]
    if card.juga:
        facts.append(f"juga dimuat di {daftar([portal.sebutan(slug) for slug in card.juga])}")
    if card.tanpa_tautan:
        facts.append("tautan dimatikan: situsnya diduga diretas")
    address = "" if card.tanpa_tautan else card.tautan
    return Row(card.judul, address, card.ringkasan, tuple(facts), card.contoh, outside=True)


def berita_row(portal: Portal, card: BeritaCard, *, office: bool) -> Row:
    """A news item in a list; with `office` its satker is named."""
    facts = [tanggal(card.hari), JENIS_BERITA[card.jenis]]
    if card.jenis == "agenda":  # the day that matters is its own, not that of the announcement
        facts = [f"Agenda {tanggal(date.fromordinal(card.mulai))}"]
    if office:
        facts.append(portal.satker[card.satker].data.sebutan)
    return Row(card.judul, card.address, card.ringkasan, tuple(facts), card.contoh)


def agenda_row(portal: Portal, card: BeritaCard) -> Row:
    """An event in a list: when and where it is, instead of the day on which it was announced."""
    facts = (when(card.begin, card.end), card.tempat, portal.satker[card.satker].data.sebutan)
    return Row(card.judul, card.address, card.ringkasan, tuple(fact for fact in facts if fact), card.contoh)


def when(begin: date, end: date | None) -> str:
    """`Selasa, 1 Desember 2026 pukul 09.00–12.00 WIB`; `… sampai …` over several days."""
    if isinstance(begin, datetime) and isinstance(end, datetime) and begin.date() == end.date():
        hours = f"{jam(begin.time())}–{WORD_JOINER}{jam(end.time())}"
        return f"{tanggal_lengkap(begin.date())} pukul{NBSP}{hours}{NBSP}WIB"
    words = _moment(begin)
    return f"{words} sampai {_moment(end)}" if end and end != begin else words


def _moment(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{tanggal_lengkap(moment.date())} pukul{NBSP}{jam(moment.time())}{NBSP}WIB"
    return tanggal_lengkap(moment)
