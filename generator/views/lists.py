"""Lists of services and of news, and how a long one is cut into parts of fifty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from generator.portal import BeritaCard, LayananCard, Portal
from generator.records.acuan import SASARAN
from generator.records.layanan import CARA
from generator.views.rows import Row, berita_row, layanan_row
from generator.wording import bulan

PART: Final = 50
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a part stands among its list's parts; `address` is the list's own."""

    part: int
    count: int
    address: str
    newest_first: bool = False

    @classmethod
    def of(cls, length: int, part: int, address: str, *, newest_first: bool = False) -> Parts:
        """The parts of a list of `length` entries."""
        return cls(part, max(1, -(-length // PART)), address, newest_first)

    def cut(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries of this part. Dated lists count from the oldest, so that a new item moves no old part."""
        start = (self.part - 1) * PART
        if not self.newest_first:
            return entries[start : start + PART]
        end = len(entries) - start
        return entries[max(0, end - PART) : end]

    @property
    def main(self) -> int:
        """The part that stands at the list's own address: the newest, or the first."""
        return self.count if self.newest_first else 1

    def address_of(self, part: int) -> str:
        """The address of a part."""
        return self.address if part == self.main else f"{self.address}bagian/{part}/"

    @property
    def links(self) -> tuple[tuple[int, str], ...]:
        """Every part's number and address, in reading order."""
        numbers = range(self.count, 0, -1) if self.newest_first else range(1, self.count + 1)
        return tuple((number, self.address_of(number)) for number in numbers)


def parts_of(length: int, address: str, *, newest_first: bool = False) -> Iterator[tuple[int, str]]:
    """Every part's number and address."""
    yield from Parts.of(length, 1, address, newest_first=newest_first).links


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to list services: `/layanan/menurut/<name>/<value>/`."""

    name: str
    value: str
    slug: str
    title: str
    cards: tuple[LayananCard, ...]

    @property
    def address(self) -> str:
        """The list's address from the root."""
        return f"layanan/menurut/{self.name}/{self.slug}/"


def facets(portal: Portal) -> dict[str, Facet]:
    """Every list of services that holds at least one, by its address."""
    found = [
        Facet("satker", slug, slug, unit.data.nama, portal.per_satker.get(slug, ()))
        for slug, unit in portal.satker.items()
    ]
    for code, region in portal.acuan.wilayah.items():
        local = (
            portal.per_satker.get(slug, ())
            for slug, unit in portal.satker.items()
            if code in unit.data.wilayah
        )
        found.append(
            Facet("wilayah", code, region.slug, region.nama, tuple(card for cards in local for card in cards))
        )
    audiences: dict[str, list[LayananCard]] = {value: [] for value in SASARAN}
    ways: dict[str, list[LayananCard]] = {value: [] for value in CARA}
    for card in portal.layanan.values():
        for value in audience(portal, card):
            audiences[value].append(card)
        if card.cara:
            ways[card.cara].append(card)
    for value, words in SASARAN.items():
        found.append(Facet("sasaran", value, value.replace("_", "-"), words, tuple(audiences[value])))
    for value, words in CARA.items():
        found.append(Facet("cara", value, value.replace("_", "-"), words, tuple(ways[value])))
    return {facet.address: facet for facet in found if facet.cards or facet.name in ("satker", "sasaran")}


def audience(portal: Portal, card: LayananCard) -> tuple[str, ...]:
    """Whom a service is for: what it says itself, else what its type says."""
    return card.sasaran or portal.acuan.jenis[card.jenis].sasaran


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of services or of one month's news."""

    title: str
    lead: str
    crumbs: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    total: int
    parts: Parts
    description: str


_FACET_LEAD: Final[dict[str, str]] = {
    "satker": "Semua layanan satker ini di portal.",
    "wilayah": "Layanan satker yang melayani wilayah ini.",
    "sasaran": "Layanan bagi {}.",
    "cara": "Layanan yang diberikan secara {}.",
}


def facet_view(portal: Portal, facet: Facet, part: int) -> ListView:
    """One part of a list of services."""
    parts = Parts.of(len(facet.cards), part, facet.address)
    title = (
        f"Layanan {facet.title}" if facet.name in ("satker", "wilayah") else f"Layanan: {facet.title.lower()}"
    )
    lead = _FACET_LEAD[facet.name].format(facet.title.lower())
    office = facet.name != "satker"
    return ListView(
        title=title,
        lead=lead,
        crumbs=(("Layanan", "layanan/"),),
        rows=tuple(layanan_row(portal, card, office=office) for card in parts.cut(facet.cards)),
        total=len(facet.cards),
        parts=parts,
        description=lead,
    )


@dataclass(frozen=True, slots=True)
class Month:
    """A month of news, of one satker or of all: `/berita/<yyyy>/<mm>/`, `/satker/<slug>/berita/<yyyy>/<mm>/`."""

    year: int
    month: int
    satker: str
    cards: tuple[BeritaCard, ...]

    @property
    def address(self) -> str:
        """The list's address from the root."""
        owner = f"satker/{self.satker}/" if self.satker else ""
        return f"{owner}berita/{self.year:04}/{self.month:02}/"

    @property
    def title(self) -> str:
        """`Juni 2020`."""
        return bulan(self.year, self.month)


def months(portal: Portal) -> dict[str, Month]:
    """Every month that holds news, newest first, by its address."""
    found = list(months_of(portal.berita, ""))
    for slug, cards in portal.berita_per_satker.items():
        found += months_of(cards, slug)
    return {month.address: month for month in found}


def months_of(cards: Sequence[BeritaCard], satker: str) -> Iterator[Month]:
    """The months of some news items, which stand newest first; `satker` is empty for all satker together."""
    groups: dict[tuple[int, int], list[BeritaCard]] = {}
    for card in cards:
        day = card.hari
        groups.setdefault((day.year, day.month), []).append(card)
    for (year, month), group in groups.items():
        yield Month(year, month, satker, tuple(group))


def month_view(portal: Portal, month: Month, part: int) -> ListView:
    """One part of a month's news."""
    parts = Parts.of(len(month.cards), part, month.address, newest_first=True)
    owner = portal.satker[month.satker].data if month.satker else None
    lead = f"Berita {owner.nama}." if owner else "Berita semua satker."
    crumbs = (("Berita", "berita/"),) + (((owner.sebutan, f"satker/{month.satker}/"),) if owner else ())
    return ListView(
        title=f"Berita {month.title}",
        lead=lead,
        crumbs=crumbs,
        rows=tuple(berita_row(portal, card, office=owner is None) for card in parts.cut(month.cards)),
        total=len(month.cards),
        parts=parts,
        description=f"{lead} {month.title}.",
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list of services and every month of news, by address; made once a build."""

    facets: Mapping[str, Facet]
    months: Mapping[str, Month]


def lists(portal: Portal) -> Lists:
    """All lists of a portal."""
    return Lists(facets(portal), months(portal))
