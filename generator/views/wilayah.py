"""Which satker serve a region: the list of all regions, and a region's page, need by need and group by group.

A satker serves the regions that its record names; one that names the province serves them all. Nothing else is known
of authority: `ditawarkan` says who usually gives a type, and serves only to say whom one can ask.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from generator.portal import LayananCard, Portal, Satuan
from generator.records.acuan import JenisLayanan, Kebutuhan, Kelompok, Wilayah
from generator.views.rows import STATUS, Row
from generator.views.satker import unit_row
from generator.views.tiles import Tile, legend, per_region, tiles

PROVINCE: Final = "18"
OFFICES: Final = 3  # of one type in one region; more are a link to the type's page
_DINAS: Final = ("DK", "DP")  # between them the level of education decides whom to ask

Link = tuple[str, str]  # words, address from the root


@dataclass(frozen=True, slots=True)
class Served:
    """A type of service behind a need. `rows` are the services of it that serve the region, its own satker's first.

    `more` counts those beyond the first. `ask` are satker of the region that usually give the type and have not
    published it: where others have, only dinas; `elsewhere` counts satker of other regions that have.
    """

    kind: JenisLayanan
    rows: tuple[Row, ...]
    more: int
    ask: tuple[Link, ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a region has for a need; `count` are all services that serve it."""

    need: Kebutuhan
    kinds: tuple[Served, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A type that some satker of the region offers, and by whom.

    Where one service alone answers it, `facts` says how long, how much and how, and the page leads straight to it;
    `total` counts the satker anywhere that offer the type.
    """

    kind: JenisLayanan
    offices: tuple[Link, ...]
    contoh: bool
    facts: tuple[str, ...] | None
    total: int


@dataclass(frozen=True, slots=True)
class WilayahView:
    """All that the page says; `province` holds the satker that serve the whole province."""

    region: Wilayah
    answers: tuple[Answer, ...]
    offices: tuple[Row, ...]
    province: tuple[Row, ...]
    groups: tuple[tuple[Kelompok, tuple[Offer, ...]], ...]
    count: int


def wilayah_view(portal: Portal, code: str) -> WilayahView:
    """The view of one region."""
    region = portal.acuan.wilayah[code]
    local = local_to(portal, code)
    wide = [] if code == PROVINCE else local_to(portal, PROVINCE)
    slugs = {unit.slug for unit in local}
    groups = []
    for group in portal.acuan.kelompok:
        offers = tuple(
            offer
            for kind in portal.acuan.jenis.values()
            if kind.kelompok == group.kode and (offer := _offer(portal, kind, slugs))
        )
        if offers:
            groups.append((group, offers))
    return WilayahView(
        region=region,
        answers=tuple(_answer(portal, need, (*local, *wide)) for need in portal.acuan.kebutuhan),
        offices=tuple(unit_row(portal, unit) for unit in local),
        province=tuple(unit_row(portal, unit) for unit in wide),
        groups=tuple(groups),
        count=sum(len(portal.per_satker.get(slug, ())) for slug in slugs),
    )


def local_to(portal: Portal, code: str) -> list[Satuan]:
    """The satker whose records name this very region."""
    return [unit for unit in portal.satker.values() if code in unit.data.wilayah]


def givers(portal: Portal, code: str) -> set[str]:
    """The satker that give a type today."""
    return {card.satker for card in _given(portal, code)}


def _given(portal: Portal, code: str) -> list[LayananCard]:
    return list(portal.berjalan(portal.per_jenis.get(code, ())))


def _answer(portal: Portal, need: Kebutuhan, units: Sequence[Satuan]) -> Answer:
    kinds = tuple(_served(portal, portal.acuan.jenis[code], units) for code in need.jenis)
    return Answer(need, kinds, sum(len(kind.rows) + kind.more for kind in kinds))


def _served(portal: Portal, kind: JenisLayanan, units: Sequence[Satuan]) -> Served:
    """A type for the region that these satker serve, in the order in which they are asked."""
    order = {unit.slug: place for place, unit in enumerate(units)}
    cards = [card for card in _given(portal, kind.kode) if card.satker in order]
    cards.sort(key=lambda card: order[card.satker])
    giving = {card.satker for card in cards}
    silent = [
        unit
        for unit in units
        if unit.slug not in giving
        and unit.data.jenis in kind.ditawarkan
        and (not giving or unit.data.jenis in _DINAS)
    ]
    return Served(
        kind=kind,
        rows=tuple(_row(portal, card) for card in cards[:OFFICES]),
        more=len(cards[OFFICES:]),
        ask=tuple((unit.data.sebutan, f"satker/{unit.slug}/") for unit in silent[:OFFICES]),
        elsewhere=len(givers(portal, kind.kode) - giving),
    )


def _row(portal: Portal, card: LayananCard) -> Row:
    facts = (portal.satker[card.satker].data.sebutan, STATUS.get(portal.keadaan(card), ""), *card.facts)
    return Row(card.nama, card.address, "", tuple(fact for fact in facts if fact), card.contoh)


def _offer(portal: Portal, kind: JenisLayanan, slugs: Collection[str]) -> Offer | None:
    cards = [card for card in _given(portal, kind.kode) if card.satker in slugs]
    if not cards:
        return None
    offices = {
        card.satker: (portal.satker[card.satker].data.sebutan, card.address) for card in reversed(cards)
    }
    return Offer(
        kind,
        tuple(offices.values())[::-1][:OFFICES],
        all(card.contoh for card in cards),
        cards[0].facts if len(cards) == 1 else None,
        len(givers(portal, kind.kode)),
    )


# All regions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A region in the list: its satker, the services that they give, and how many of these are samples.

    `online` are known to be had online, wholly or partly; of `unknown` the channel is not known.
    """

    region: Wilayah
    satker: int
    services: int
    samples: int
    online: int
    unknown: int


@dataclass(frozen=True, slots=True)
class RegionsView:
    """The tile map and the same in a table; `count` services in all, `samples` of them samples."""

    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    count: int
    samples: int


def regions_view(portal: Portal) -> RegionsView:
    """All regions with what their own satker give."""
    cards = list(portal.berjalan(portal.layanan.values()))
    counts = per_region(portal, cards)
    samples = per_region(portal, (card for card in cards if card.contoh))
    online = per_region(portal, (card for card in cards if card.cara in ("daring", "hibrida")))
    unknown = per_region(portal, (card for card in cards if not card.cara))
    map_ = tiles(portal, counts)
    return RegionsView(
        tiles=map_,
        legend=legend(map_),
        lines=tuple(
            Line(
                region,
                len(local_to(portal, code := region.kode)),
                counts[code],
                samples[code],
                online[code],
                unknown[code],
            )
            for region in portal.acuan.wilayah_urut
        ),
        count=len(cards),
        samples=sum(card.contoh for card in cards),
    )
