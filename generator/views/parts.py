"""Live parts of hand-written pages: home, the lists of types, satker, regions and newest news, counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from generator.portal import Portal
from generator.records.acuan import JENIS_SATKER, SASARAN, JenisLayanan, Kebutuhan, Kelompok, Wilayah
from generator.views.lists import Month, months
from generator.views.rows import Row, berita_row
from generator.views.satker import unit_row
from generator.wording import angka, waktu

NEWEST: Final = 20
RIGHTS: Final = (  # what the law gives everybody, by the type of service through which it is asked for
    ("INF-01", "Meminta informasi publik", "Dijawab paling lambat 10 hari kerja (UU 14/2008 Pasal 22)"),
    ("INF-03", "Mengadu atau memberi saran", "Saluran tiap satker dan SP4N-LAPOR!"),
)


@dataclass(frozen=True, slots=True)
class KindLine:
    """A type in a list, with how many satker offer it."""

    kind: JenisLayanan
    offices: int


@dataclass(frozen=True, slots=True)
class NeedLine:
    """An entrance “Saya perlu…” and where it leads: its only type, or the first of several."""

    need: Kebutuhan
    kinds: tuple[JenisLayanan, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the tile map: `step` 0 to 4 (0: none), row and column from 1."""

    region: Wilayah
    count: int
    step: int


def opening(portal: Portal, now: datetime) -> dict[str, Any]:
    """The opening of home."""
    return {"satker": len(portal.satker)}


def home(portal: Portal, now: datetime) -> dict[str, Any]:
    """The body of home."""
    kinds = portal.acuan.jenis
    tiles = _tiles(portal)
    return {
        "needs": tuple(
            NeedLine(need, tuple(kinds[code] for code in need.jenis)) for need in portal.acuan.kebutuhan
        ),
        "kinds": len(kinds),
        "audiences": tuple((value.replace("_", "-"), words) for value, words in SASARAN.items()),
        "regions": tuple(region for region in portal.acuan.wilayah.values() if region.jenis != "provinsi"),
        "tiles": tiles,
        "legend": _legend(tiles),
        "all_samples": bool(portal.layanan) and all(card.contoh for card in portal.layanan.values()),
        "has_samples": any(card.contoh for card in portal.layanan.values()),
        "news": tuple(berita_row(portal, card, office=True) for card in portal.berita[:4]),
        "rights": tuple(
            (words, f"layanan/{kinds[code].slug}/", gloss) for code, words, gloss in RIGHTS if code in kinds
        ),
    }


def _tiles(portal: Portal) -> tuple[Tile, ...]:
    counts = {
        code: sum(
            len(portal.per_satker.get(slug, ()))
            for slug, unit in portal.satker.items()
            if code in unit.data.wilayah
        )
        for code in portal.acuan.wilayah
    }
    ranked = sorted(
        counts[code]
        for code, region in portal.acuan.wilayah.items()
        if region.jenis != "provinsi" and counts[code]
    )
    edges = [ranked[len(ranked) * quarter // 4] for quarter in (1, 2, 3)] if ranked else [1, 1, 1]
    return tuple(
        Tile(region, counts[code], 0 if not counts[code] else 1 + sum(counts[code] > edge for edge in edges))
        for code, region in sorted(portal.acuan.wilayah.items(), key=lambda item: item[1].petak)
    )


def _legend(tiles: tuple[Tile, ...]) -> tuple[tuple[int, str], ...]:
    """For each step that occurs outside the province the span of its counts in words."""
    lines = []
    for step in range(1, 5):
        counts = [tile.count for tile in tiles if tile.step == step and tile.region.jenis != "provinsi"]
        if counts:
            low, high = min(counts), max(counts)
            lines.append((step, angka(low) if low == high else f"{angka(low)}–{angka(high)}"))
    return tuple(lines)


def kinds_by_group(portal: Portal, now: datetime) -> dict[str, Any]:
    """All types, group by group."""
    groups: list[tuple[Kelompok, tuple[KindLine, ...]]] = []
    for group in portal.acuan.kelompok:
        kinds = [kind for kind in portal.acuan.jenis.values() if kind.kelompok == group.kode]
        groups.append((group, tuple(_kind_line(portal, kind) for kind in kinds)))
    return {"groups": tuple(groups), "kinds": len(portal.acuan.jenis)}


def kinds_by_letter(portal: Portal, now: datetime) -> dict[str, Any]:
    """All types under the letters of their names and popular names."""
    letters: dict[str, list[tuple[str, KindLine]]] = {}
    for kind in portal.acuan.jenis.values():
        line = _kind_line(portal, kind)
        for name in dict.fromkeys((kind.nama, *kind.nama_populer)):
            letters.setdefault(name[0].upper(), []).append((name, line))
    return {
        "letters": tuple(
            (letter, tuple(sorted(lines, key=lambda line: line[0].casefold())))
            for letter, lines in sorted(letters.items())
        )
    }


def _kind_line(portal: Portal, kind: JenisLayanan) -> KindLine:
    return KindLine(kind, portal.offices.get(kind.kode, 0))


def newest_news(portal: Portal, now: datetime) -> dict[str, Any]:
    """The newest twenty news items under their months, and every month."""
    all_months = [month for month in months(portal).values() if not month.satker]
    shown: list[tuple[str, tuple[Row, ...]]] = []
    left = NEWEST
    for month in all_months:
        if left <= 0:
            break
        shown.append(
            (month.title, tuple(berita_row(portal, card, office=True) for card in month.cards[:left]))
        )
        left -= len(month.cards)
    return {
        "shown": tuple(shown),
        "months": tuple(all_months),
        "total": len(portal.berita),
        "years": _years(all_months),
    }


def _years(all_months: list[Month]) -> tuple[tuple[int, tuple[Month, ...]], ...]:
    years: dict[int, list[Month]] = {}
    for month in all_months:
        years.setdefault(month.year, []).append(month)
    return tuple((year, tuple(group)) for year, group in years.items())


def satker_by_kind(portal: Portal, now: datetime) -> dict[str, Any]:
    """All satker, kind by kind."""
    return {
        "groups": tuple(
            (
                words,
                tuple(unit_row(portal, unit) for unit in portal.satker.values() if unit.data.jenis == kind),
            )
            for kind, words in JENIS_SATKER.items()
            if any(unit.data.jenis == kind for unit in portal.satker.values())
        )
    }


def regions(portal: Portal, now: datetime) -> dict[str, Any]:
    """All regions with the number of their services."""
    return {"tiles": tuple(sorted(_tiles(portal), key=lambda tile: tile.region.kode))}


def figures(portal: Portal, now: datetime) -> dict[str, Any]:
    """What the portal holds, and when it was built."""
    return {
        "built": waktu(now),
        "satker": len(portal.satker),
        "services": len(portal.layanan),
        "sample_services": sum(card.contoh for card in portal.layanan.values()),
        "kinds": len(portal.acuan.jenis),
        "news": len(portal.berita),
        "regions": len(portal.acuan.wilayah),
    }


def search(portal: Portal, now: datetime) -> dict[str, Any]:
    """The search form."""
    return {}


PARTS: Final[dict[str, Callable[[Portal, datetime], dict[str, Any]]]] = {
    "pembuka": opening,
    "beranda": home,
    "layanan-kelompok": kinds_by_group,
    "layanan-a-z": kinds_by_letter,
    "berita-terbaru": newest_news,
    "satker-daftar": satker_by_kind,
    "wilayah-daftar": regions,
    "tentang-angka": figures,
    "cari": search,
}
