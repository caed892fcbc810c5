"""Rows of lists: what a list says of a service, a news item or a type."""

from __future__ import annotations

from dataclasses import dataclass

from generator.portal import BeritaCard, LayananCard, Portal
from generator.records.berita import JENIS_BERITA
from generator.records.layanan import CARA, KOMPONEN
from generator.wording import tanggal


@dataclass(frozen=True, slots=True)
class Row:
    """A title that is a link, an excerpt, and facts that stand in one line."""

    title: str
    address: str
    excerpt: str
    meta: tuple[str, ...]
    contoh: bool


STATUS = {"dibatasi": "dibatasi", "tutup_sementara": "tutup sementara", "dihentikan": "dihentikan"}


def layanan_row(portal: Portal, card: LayananCard, *, office: bool) -> Row:
    """A service in a list; with `office` its satker is named."""
    facts = [
        portal.satker[card.satker].data.sebutan if office else "",
        STATUS.get(portal.keadaan(card), ""),
        card.waktu,
        card.biaya[:1].lower() + card.biaya[1:] if card.biaya.startswith("T") else card.biaya,
        CARA.get(card.cara, "").lower(),
        f"standar {card.terisi.bit_count()}/{len(KOMPONEN)}",
    ]
    return Row(card.nama, card.address, card.ringkasan, tuple(fact for fact in facts if fact), card.contoh)


def berita_row(portal: Portal, card: BeritaCard, *, office: bool) -> Row:
    """A news item in a list; with `office` its satker is named."""
    facts = [tanggal(card.hari), JENIS_BERITA[card.jenis]]
    if office:
        facts.append(portal.satker[card.satker].data.sebutan)
    return Row(card.judul, card.address, card.ringkasan, tuple(facts), card.contoh)
