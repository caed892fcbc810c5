"""Which pages a portal has: every address, the view and the template behind it, and what it depends on.

A page's key stands for everything that can change its bytes. A build renders the pages whose key is not the one that
the last build remembered: so an edit, a new neighbour, a ceased one and a day that has come are one mechanism.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from generator.cache import digest
from generator.frame import Shell
from generator.portal import BeritaCard, LayananCard, Portal
from generator.views.layanan import is_overdue
from generator.views.lists import Parts, facets, months, parts_of

SECTIONS: Final = ("layanan", "berita", "satker", "umum")


class Page(NamedTuple):
    """A page to be. `shell` is a section's name or a hand-written page's address."""

    address: str
    shell: str
    view: str
    subject: str
    part: int
    key: bytes


def pages(portal: Portal, shells: Mapping[str, Shell], *, now: datetime, whole: bytes) -> Iterator[Page]:
    """Every page of the portal. `whole` stands for what every page depends on."""
    taken: set[str] = set()
    for page in (
        *_hand_written(portal, shells, now, whole),
        *_kinds(portal, whole),
        *_services(portal, whole),
        *_news(portal, whole),
        *_members(portal, whole),
        *_lists(portal, whole),
        *_redirects(portal, whole),
    ):
        if page.address not in taken:  # a former address never takes the place of a page
            taken.add(page.address)
            yield page


def _hand_written(portal: Portal, shells: Mapping[str, Shell], now: datetime, whole: bytes) -> Iterator[Page]:
    """A page with live parts is made anew by every build: some of them say when that was, and all are few."""
    for address, shell in shells.items():
        if address in SECTIONS:
            continue
        live = bool(shell.parts) or "opening" in shell.slots
        key = digest(whole, address, *(now.isoformat() if live else "", _everything(portal) if live else b""))
        yield Page(address, address, "tulisan", address, 0, key)


def _everything(portal: Portal) -> bytes:
    return digest(
        *(unit.digest for unit in portal.satker.values()),
        *(card.digest for card in portal.layanan.values()),
        *(card.digest for card in portal.berita),
        str(portal.today),
    )


def _kinds(portal: Portal, whole: bytes) -> Iterator[Page]:
    for code, kind in portal.acuan.jenis.items():
        cards = portal.per_jenis.get(code, ())
        shown = sum(portal.keadaan(card) != "dihentikan" for card in cards)
        key = digest(whole, code, *_standing(portal, cards))
        for part, address in parts_of(shown, f"layanan/{kind.slug}/"):
            yield Page(address, "layanan", "jenis", code, part, key)


def _standing(portal: Portal, cards: tuple[LayananCard, ...]) -> Iterator[bytes | str]:
    """Cards with what the page says of them beside their own text: the satker's name, and today's status."""
    for card in cards:
        yield card.digest
        yield portal.sebutan(card.satker)
        if card.keadaan != "aktif":
            yield portal.keadaan(card)


def _services(portal: Portal, whole: bytes) -> Iterator[Page]:
    for card in portal.layanan.values():
        key = digest(
            whole,
            card.digest,
            portal.satker[card.satker].digest,
            portal.keadaan(card) + "!" * is_overdue(card, portal.today),
            str(portal.offices[card.jenis]),
            *_standing(portal, portal.elsewhere[card.satker, card.jenis]),
            *_targets(portal, card.id),
        )
        yield Page(card.address, "layanan", "layanan", card.id, 0, key)


def _targets(portal: Portal, id_: str) -> Iterator[bytes | str]:
    for target in portal.targets.get(id_, ()):
        yield from (target.title, target.address, target.note, target.digest)


def _news(portal: Portal, whole: bytes) -> Iterator[Page]:
    day = portal.today.toordinal()
    for card in portal.berita:
        phase = f"{card.berlaku_pada(day)}{0 < card.selesai < day}" if card.selesai or card.sampai else ""
        size = portal.pictures.get((card.satker, card.gambar)) if card.gambar else None
        key = digest(
            whole,
            card.digest,
            portal.satker[card.satker].digest,
            phase,
            str(size),
            *_targets(portal, card.id),
        )
        yield Page(card.address, "berita", "berita", card.id, 0, key)


def _members(portal: Portal, whole: bytes) -> Iterator[Page]:
    for slug, unit in portal.satker.items():
        services = portal.per_satker.get(slug, ())
        key = digest(
            whole,
            unit.digest,
            *_standing(portal, services),
            "berita",
            *(card.digest for card in portal.berita_per_satker.get(slug, ())),
        )
        yield Page(f"satker/{slug}/", "satker", "satker", slug, 0, key)
    for code, region in portal.acuan.wilayah.items():
        local = [
            slug
            for slug, unit in portal.satker.items()
            if code in unit.data.wilayah or "18" in unit.data.wilayah
        ]
        key = digest(
            whole,
            code,
            *(portal.satker[slug].digest for slug in local),
            *(part for slug in local for part in _standing(portal, portal.per_satker.get(slug, ()))),
        )
        yield Page(f"wilayah/{region.slug}/", "satker", "wilayah", code, 0, key)


def _lists(portal: Portal, whole: bytes) -> Iterator[Page]:
    offices = digest(*(unit.digest for unit in portal.satker.values()))
    for address, facet in facets(portal).items():
        for part, place in parts_of(len(facet.cards), address):
            shown = Parts.of(len(facet.cards), part, address).cut(facet.cards)
            key = digest(whole, offices, str(len(facet.cards)), *_standing(portal, tuple(shown)))
            yield Page(place, "layanan", "daftar", address, part, key)
    for address, month in months(portal).items():
        for part, place in parts_of(len(month.cards), address, newest_first=True):
            news = Parts.of(len(month.cards), part, address, newest_first=True).cut(month.cards)
            key = digest(whole, offices, str(len(month.cards)), *(card.digest for card in news))
            yield Page(place, "berita", "bulan", address, part, key)


def _redirects(portal: Portal, whole: bytes) -> Iterator[Page]:
    """A renamed record leaves a page at each address that it had."""
    moved: list[tuple[str, str]] = []
    cards: tuple[LayananCard | BeritaCard, ...] = (*portal.layanan.values(), *portal.berita)
    for card in cards:
        moved += [(old, card.address) for old in card.alamat_lama]
    for unit in portal.satker.values():
        moved += [(old, f"satker/{unit.slug}/") for old in unit.data.alamat_lama]
    for kind in portal.acuan.jenis.values():
        moved += [(old, f"layanan/{kind.slug}/") for old in kind.alamat_lama]
    for old, target in moved:
        yield Page(old.lstrip("/"), "umum", "pindah", target, 0, digest(whole, old, target))
