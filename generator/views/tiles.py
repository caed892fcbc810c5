"""The tile map: every region a tile at its place, in the colour of its count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.portal import LayananCard, Portal
from generator.records.acuan import Wilayah
from generator.wording import angka


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the tile map: `step` 0 to 4 (0: none) colours it; `samples` stand beside and colour nothing."""

    region: Wilayah
    count: int
    step: int
    samples: int = 0


def per_region(portal: Portal, cards: Iterable[LayananCard]) -> dict[str, int]:
    """How many of these services each region's own satker give; those of the whole province count for it alone."""
    counts = dict.fromkeys(portal.acuan.wilayah, 0)
    for card in cards:
        for code in set(portal.satker[card.satker].data.wilayah):
            counts[code] += 1
    return counts


def tiles(
    portal: Portal, counts: Mapping[str, int], *, samples: Mapping[str, int] | None = None
) -> tuple[Tile, ...]:
    """The tiles in reading order; the steps part the regions that have any into quarters, the province aside."""
    beside = samples or {}
    ranked = sorted(
        counts[code]
        for code, region in portal.acuan.wilayah.items()
        if region.jenis != "provinsi" and counts[code]
    )
    edges = [ranked[len(ranked) * quarter // 4] for quarter in (1, 2, 3)] if ranked else [1, 1, 1]
    return tuple(
        Tile(
            region,
            counts[code],
            0 if not counts[code] else 1 + sum(counts[code] > edge for edge in edges),
            beside.get(code, 0),
        )
        for code, region in sorted(portal.acuan.wilayah.items(), key=lambda item: item[1].petak)
    )


def legend(tiles: Iterable[Tile]) -> tuple[tuple[int, str], ...]:
    """For each step that occurs outside the province the span of its counts in words."""
    steps: dict[int, list[int]] = {}
    for tile in tiles:
        if tile.step and tile.region.jenis != "provinsi":
            steps.setdefault(tile.step, []).append(tile.count)
    return tuple((step, _span(min(counts), max(counts))) for step, counts in sorted(steps.items()))


def _span(low: int, high: int) -> str:
    return angka(low) if low == high else f"{angka(low)}–{angka(high)}"
