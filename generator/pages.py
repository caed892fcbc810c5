"""Which pages a portal has: every address, the view and the template behind it, and what it depends on.

A page's key stands for everything that can change its bytes. A build renders the pages whose key is not the one that
the last build remembered: so an edit, a new neighbour, a ceased one and a day that has come are one mechanism.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from generator.cache import digest
from generator.frame import Shell
from generator.portal import BeritaCard, LayananCard, Portal
from generator.views.lists import Lists, Parts, parts_of

SECTIONS: Final = ("layanan", "berita", "satker", "umum")


class Page(NamedTuple):
    """A page to be. `shell` is a section's name or a hand-written page's address."""

    address: str
    shell: str
    view: str
    subject: str
    part: int
    key: bytes


def pages(
    portal: Portal, lists: Lists, shells: Mapping[str, Shell], *, now: datetime, whole: bytes
) -> Iterator[Page]:
    """Every page of the portal. `whole` stands for what every page depends on."""
    plan = _Plan(portal, lists, whole)
    taken: set[str] = set()
    for page in (
        *plan.hand_written(shells, now),
        *plan.kinds(),
        *plan.services(),
        *plan.news(),
        *plan.members(),
        *plan.regions(),
        *plan.lists_of_services(),
        *plan.lists_of_news(),
        *_redirects(portal, whole),
    ):
        if page.address not in taken:  # a former address never takes the place of a page
            taken.add(page.address)
            yield page


class _Plan:
    """Works out keys. What stands for a card or a group of cards is made once and used by every page with it."""

    def __init__(self, portal: Portal, lists: Lists, whole: bytes) -> None:
        self.portal = portal
        self.lists = lists
        self.whole = whole
        self.names = {slug: portal.sebutan(slug).encode() for slug in portal.satker}
        self.shown = {card.id: self._shown(card) for card in portal.layanan.values()}
        self.offered = {slug: self._group(cards) for slug, cards in portal.per_satker.items()}
        self.units = digest(*(unit.digest for unit in portal.satker.values()))

    def _shown(self, card: LayananCard) -> bytes:
        """A card with what pages say of it beside its own text: the satker's name, and today's status."""
        state = b"" if card.keadaan == "aktif" else self.portal.keadaan(card).encode()
        return b"%b%b %b" % (card.digest, self.names[card.satker], state)

    def _group(self, cards: Sequence[LayananCard]) -> bytes:
        return digest(*(self.shown[card.id] for card in cards))

    def hand_written(self, shells: Mapping[str, Shell], now: datetime) -> Iterator[Page]:
        """A page with live parts is made anew by every build: some say when that was, and all are few."""
        portal = self.portal
        everything = digest(
            self.units,
            *self.offered.values(),
            *(card.digest for card in portal.berita),
            now.isoformat(),
            str(portal.today),
        )
        for address, shell in shells.items():
            if address not in SECTIONS:
                live = bool(shell.parts) or "opening" in shell.slots
                key = digest(self.whole, address, everything if live else b"")
                yield Page(address, address, "tulisan", address, 0, key)

    def kinds(self) -> Iterator[Page]:
        portal = self.portal
        for code, kind in portal.acuan.jenis.items():
            cards = portal.per_jenis.get(code, ())
            shown = sum(portal.keadaan(card) != "dihentikan" for card in cards)
            key = digest(self.whole, code, self._group(cards))
            for part, address in parts_of(shown, f"layanan/{kind.slug}/"):
                yield Page(address, "layanan", "jenis", code, part, key)

    def services(self) -> Iterator[Page]:
        portal = self.portal
        elsewhere = {pair: self._group(cards) for pair, cards in portal.elsewhere.items()}
        for card in portal.layanan.values():
            key = digest(
                self.whole,
                self.shown[card.id],
                portal.satker[card.satker].digest,
                b"!" if card.lewat_tinjau_pada(portal.today.toordinal()) else b"",
                str(portal.offices[card.jenis]),
                elsewhere[card.satker, card.jenis],
                *_targets(portal, card.id),
            )
            yield Page(card.address, "layanan", "layanan", card.id, 0, key)

    def news(self) -> Iterator[Page]:
        portal = self.portal
        day = portal.today.toordinal()
        for card in portal.berita:
            phase = f"{card.berlaku_pada(day)}{0 < card.selesai < day}" if card.selesai or card.sampai else ""
            size = portal.pictures.get((card.satker, card.gambar)) if card.gambar else None
            key = digest(
                self.whole,
                card.digest,
                portal.satker[card.satker].digest,
                phase,
                str(size),
                *_targets(portal, card.id),
            )
            yield Page(card.address, "berita", "berita", card.id, 0, key)

    def members(self) -> Iterator[Page]:
        for slug, unit in self.portal.satker.items():
            news = digest(*(card.digest for card in self.portal.berita_per_satker.get(slug, ())))
            key = digest(self.whole, unit.digest, self.names[slug], self.offered.get(slug, b""), news)
            yield Page(f"satker/{slug}/", "satker", "satker", slug, 0, key)

    def regions(self) -> Iterator[Page]:
        for code, region in self.portal.acuan.wilayah.items():
            local = [
                (unit.digest, self.offered.get(slug, b""))
                for slug, unit in self.portal.satker.items()
                if code in unit.data.wilayah or "18" in unit.data.wilayah
            ]
            key = digest(self.whole, code, *(part for pair in local for part in pair))
            yield Page(f"wilayah/{region.slug}/", "satker", "wilayah", code, 0, key)

    def lists_of_services(self) -> Iterator[Page]:
        for address, facet in self.lists.facets.items():
            count = len(facet.cards)
            for part, place in parts_of(count, address):
                shown = self._group(Parts.of(count, part, address).cut(facet.cards))
                key = digest(self.whole, self.units, str(count), shown)
                yield Page(place, "layanan", "daftar", address, part, key)

    def lists_of_news(self) -> Iterator[Page]:
        for address, month in self.lists.months.items():
            count = len(month.cards)
            for part, place in parts_of(count, address, newest_first=True):
                news = Parts.of(count, part, address, newest_first=True).cut(month.cards)
                key = digest(self.whole, self.units, str(count), *(card.digest for card in news))
                yield Page(place, "berita", "bulan", address, part, key)


def _targets(portal: Portal, id_: str) -> Iterator[bytes | str]:
    for target in portal.targets.get(id_, ()):
        yield from (target.title, target.address, target.note, target.digest)


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
