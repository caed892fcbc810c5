"""Lists of services, and how a long list is cut into parts of fifty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from generator.portal import LayananCard, Portal
from generator.records.acuan import SASARAN
from generator.records.layanan import CARA
from generator.views.rows import Row, layanan_row

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
    short: str = ""

    @property
    def address(self) -> str:
        """The list's address from the root."""
        return f"layanan/menurut/{self.name}/{self.slug}/"


def facets(portal: Portal) -> dict[str, Facet]:
    """Every list of services by its address; an empty one is there too, for its address is known."""
    found = [
        Facet("satker", slug, slug, unit.data.nama, portal.per_satker.get(slug, ()), portal.sebutan(slug))
        for slug, unit in portal.satker.items()
    ]
    for region in portal.acuan.wilayah_urut:
        code = region.kode
        local = (
            portal.per_satker.get(slug, ())
            for slug, unit in portal.satker.items()
            if code in unit.data.wilayah
        )
        cards = tuple(card for cards in local for card in cards)
        found.append(Facet("wilayah", code, region.slug, region.nama, cards, region.sebutan))
    audiences: dict[str, list[LayananCard]] = {value: [] for value in SASARAN}
    channels: dict[str, list[LayananCard]] = {value: [] for value in CARA}
    for card in portal.layanan.values():
        for value in audience(portal, card):
            audiences[value].append(card)
        if card.cara:
            channels[card.cara].append(card)
    for value, words in SASARAN.items():
        found.append(Facet("sasaran", value, value.replace("_", "-"), words, tuple(audiences[value])))
    for value, words in CARA.items():
        found.append(Facet("cara", value, value.replace("_", "-"), words, tuple(channels[value])))
    return {facet.address: facet for facet in found}


def audience(portal: Portal, card: LayananCard) -> tuple[str, ...]:
    """Whom a service is for: what it says itself, else what its type says."""
    return card.sasaran or portal.acuan.jenis[card.jenis].sasaran


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of services, or of a month's news."""

    title: str
    lead: str
    crumbs: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    unit: str
    total: int
    parts: Parts
    description: str
    neighbours: tuple[tuple[str, str], ...] = ()


FACETS: Final[dict[str, str]] = {
    "satker": "Satker",
    "wilayah": "Wilayah",
    "sasaran": "Sasaran",
    "cara": "Cara layanan",
}
_FACET_LEAD: Final[dict[str, str]] = {
    "satker": "Semua layanan satker ini di portal.",
    "wilayah": "Layanan satker yang melayani wilayah ini.",
    "sasaran": "Layanan bagi {}.",
    "cara": "Layanan yang diberikan secara {}.",
}


def facet_view(portal: Portal, facet: Facet, part: int) -> ListView:
    """One part of a list of services."""
    parts = Parts.of(len(facet.cards), part, facet.address)
    lead = _FACET_LEAD[facet.name].format(facet.title.lower())
    office = facet.name != "satker"
    return ListView(
        title=facet_title(facet),
        lead=lead,
        crumbs=(
            ("Layanan", "layanan/"),
            (f"Menurut {FACETS[facet.name].lower()}", f"layanan/menurut/{facet.name}/"),
        ),
        rows=tuple(layanan_row(portal, card, office=office) for card in parts.cut(facet.cards)),
        unit="layanan",
        total=len(facet.cards),
        parts=parts,
        description=lead,
    )


def facet_title(facet: Facet) -> str:
    """What a list of services is called."""
    if facet.name in ("satker", "wilayah"):
        return f"Layanan {facet.title}"
    return f"Layanan: {facet.title.lower()}"


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a list, and how many entries the list has. `value` is what a filter of the search calls it."""

    title: str
    address: str
    count: int
    current: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class WaysView:
    """The values of one facet, or of all: `/layanan/menurut/<name>/`, `/layanan/menurut/`."""

    title: str
    lead: str
    crumbs: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str, tuple[Way, ...]], ...]
    has_samples: bool


def ways_view(facets: Mapping[str, Facet], name: str) -> WaysView:
    """Every value of the facet `name`, or of all facets where that is empty."""
    names = (name,) if name else tuple(FACETS)
    return WaysView(
        title=f"Layanan menurut {FACETS[name].lower()}" if name else "Layanan menurut…",
        lead="Jumlah layanan yang sudah diterbitkan di portal ini.",
        crumbs=(("Layanan", "layanan/"),) + ((("Menurut…", "layanan/menurut/"),) if name else ()),
        groups=tuple((each, FACETS[each], ways(facets, each)) for each in names),
        has_samples=any(card.contoh for facet in facets.values() for card in facet.cards),
    )


def filters(portal: Portal, facets: Mapping[str, Facet]) -> tuple[tuple[str, str, tuple[Way, ...]], ...]:
    """Every facet with its name, its title and its values as the search has them: ended services are in none."""
    open_ones = {card.id for card in portal.berjalan(portal.layanan.values())}
    found: dict[str, list[Way]] = {name: [] for name in FACETS}
    for facet in facets.values():
        count = sum(card.id in open_ones for card in facet.cards)
        if count:
            found[facet.name].append(Way(facet.short or facet.title, facet.address, count, value=facet.value))
    return tuple(
        (name, FACETS[name], tuple(sorted(values, key=lambda way: -way.count)))
        for name, values in found.items()
    )


def ways(facets: Mapping[str, Facet], name: str) -> tuple[Way, ...]:
    """Every value of one facet."""
    found = [
        Way(facet.title, facet.address, len(facet.cards)) for facet in facets.values() if facet.name == name
    ]
    if name == "satker":
        found.sort(key=lambda way: way.title.casefold())
    return tuple(found)
