"""Excluded information: what is kept back, on which ground, what the test found, and until when.

It tells of what is excluded and never what it holds. What has ended by itself is told as open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.portal import Portal
from generator.ppid import DikCard
from generator.records.dik import HURUF, Dik, sebutan_dasar
from generator.views.lists import Parts
from generator.views.ppid.at import At
from generator.wording import daftar, kapital, tanggal

ADDRESS: Final = "ppid/dikecualikan/"


@dataclass(frozen=True, slots=True)
class Pengecualian:
    """An exclusion as the page tells it. `state` is berlaku, segera or terbuka."""

    record: Dik
    satker: str
    satker_address: str
    dasar: str
    state: str
    period: str
    tested: str
    set_at: str


@dataclass(frozen=True, slots=True)
class DikView:
    """`/ppid/dikecualikan/` and its parts; `groups` are (satker, address, exclusions)."""

    title: str
    description: str
    groups: tuple[tuple[str, str, tuple[Pengecualian, ...]], ...]
    opened: int
    total: int
    grounds: tuple[tuple[str, str, int], ...]
    parts: Parts
    all_samples: bool
    path: str = ""
    contoh: bool = False


def dik_view(at: At) -> DikView:
    """A part of the list of all satker."""
    cards = tuple(at.portal.dik.values())
    parts = Parts.of(len(cards), at.part, ADDRESS)
    groups: dict[tuple[str, str], list[Pengecualian]] = {}
    for each in exclusions(at, parts.cut(cards)):
        groups.setdefault((each.satker, each.satker_address), []).append(each)
    return DikView(
        title="Informasi yang dikecualikan",
        description="Apa yang tidak dibuka satker, alasannya menurut undang-undang, dan sampai kapan.",
        groups=tuple((name, address, tuple(found)) for (name, address), found in groups.items()),
        opened=sum(at.portal.terbuka(card) for card in cards),
        total=len(cards),
        grounds=tuple(_grounds(at.portal)),
        parts=parts,
        all_samples=bool(cards) and all(card.contoh for card in cards),
    )


def _grounds(portal: Portal) -> Iterator[tuple[str, str, int]]:
    """Every letter of Pasal 17 with its words, and how many exclusions in force rest on it."""
    in_force = [card for card in portal.dik.values() if not portal.terbuka(card)]
    for letter, words in HURUF.items():
        yield letter, words, sum(any(ground[0] == letter for ground in card.dasar) for card in in_force)


def exclusions(at: At, cards: Iterable[DikCard]) -> Iterator[Pengecualian]:
    """Exclusions in full."""
    for card in cards:
        data = at.record(card.id).data
        assert isinstance(data, Dik)
        yield Pengecualian(
            record=data,
            satker=at.portal.satker[card.satker].data.sebutan,
            satker_address=f"ppid/satker/{card.satker}/",
            dasar=kapital(daftar([sebutan_dasar(ground) for ground in card.dasar])),
            state=state_of(at.portal, card),
            period=_period(card),
            tested=tanggal(data.uji_konsekuensi.tanggal),
            set_at=", ".join(
                part
                for part in (
                    data.tempat_penetapan or "",
                    tanggal(data.tanggal_penetapan) if data.tanggal_penetapan else "",
                )
                if part
            ),
        )


def state_of(portal: Portal, card: DikCard) -> str:
    """`terbuka` when its period has ended, `segera` when it ends within 30 working days, else `berlaku`."""
    if portal.terbuka(card):
        return "terbuka"
    return "segera" if portal.segera_berakhir(card) else "berlaku"


def _period(card: DikCard) -> str:
    until = f"sampai {tanggal(date.fromordinal(card.sampai))}" if card.sampai else ""
    return ", ".join(part for part in (card.jangka_waktu, until) if part)
