"""A region's page: which satker serve it, and what can be done there, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.portal import Portal
from generator.records.acuan import JenisLayanan, Kelompok, Wilayah
from generator.views.rows import Row
from generator.views.satker import unit_row


@dataclass(frozen=True, slots=True)
class Need:
    """A type that some satker of the region offers, and by whom as (name, address of the service).

    Where one service alone answers it, `facts` says how long, how much and how, and the page leads straight to it;
    `total` counts the satker anywhere that offer the type.
    """

    kind: JenisLayanan
    offices: tuple[tuple[str, str], ...]
    contoh: bool
    facts: tuple[str, ...] | None
    total: int


@dataclass(frozen=True, slots=True)
class WilayahView:
    """All that the page says; `province` holds the satker that serve the whole province."""

    region: Wilayah
    offices: tuple[Row, ...]
    province: tuple[Row, ...]
    groups: tuple[tuple[Kelompok, tuple[Need, ...]], ...]
    count: int


OFFICES: Final = 3  # of one type in one region; more are a link to the type's page


def wilayah_view(portal: Portal, code: str) -> WilayahView:
    """The view of one region."""
    region = portal.acuan.wilayah[code]
    local = [unit for unit in portal.satker.values() if code in unit.data.wilayah]
    wide = [] if region.jenis == "provinsi" else [u for u in portal.satker.values() if "18" in u.data.wilayah]
    slugs = {unit.slug for unit in local}
    groups = []
    for group in portal.acuan.kelompok:
        needs = tuple(
            need
            for kind in portal.acuan.jenis.values()
            if kind.kelompok == group.kode and (need := _need(portal, kind, slugs))
        )
        if needs:
            groups.append((group, needs))
    return WilayahView(
        region=region,
        offices=tuple(unit_row(portal, unit) for unit in local),
        province=tuple(unit_row(portal, unit) for unit in wide),
        groups=tuple(groups),
        count=sum(len(portal.per_satker.get(slug, ())) for slug in slugs),
    )


def _need(portal: Portal, kind: JenisLayanan, slugs: set[str]) -> Need | None:
    cards = [
        card
        for card in portal.per_jenis.get(kind.kode, ())
        if card.satker in slugs and portal.keadaan(card) != "dihentikan"
    ]
    if not cards:
        return None
    offices = {
        card.satker: (portal.satker[card.satker].data.sebutan, card.address) for card in reversed(cards)
    }
    return Need(
        kind,
        tuple(offices.values())[::-1][:OFFICES],
        all(card.contoh for card in cards),
        cards[0].facts if len(cards) == 1 else None,
        portal.offices[kind.kode],
    )
