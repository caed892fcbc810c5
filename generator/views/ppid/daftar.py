"""Public information in lists: of all satker, of a category, of one satker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from generator.portal import BeritaCard, Portal
from generator.ppid import DikCard, DipCard
from generator.records.dip import BENTUK, KATEGORI, PASAL, RINCIAN
from generator.views.lists import PART, Parts
from generator.views.ppid.at import At
from generator.views.rows import Row, berita_row
from generator.wording import bulan, daftar, tanggal

DIP: Final = "ppid/dip/"
CRUMBS: Final = (("Informasi publik", "ppid/"),)
ADDRESS: Final = {name: f"ppid/{name.replace('_', '-')}/" for name in KATEGORI}
OPENED: Final = "informasi_dinyatakan_terbuka"  # the rubric of what was excluded once
LEADS: Final = {
    "berkala": "Yang wajib diumumkan satker tanpa diminta, paling sedikit setiap enam bulan.",
    "serta_merta": "Yang dapat mengancam hajat hidup orang banyak dan ketertiban umum. Wajib diumumkan tanpa ditunda.",
    "setiap_saat": "Yang harus siap diberikan bila Anda memintanya.",
}


class Choice(NamedTuple):
    """A filter: its facet in the search, its name, the words for all of it, and each value with words and a count."""

    name: str
    title: str
    every: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class DipRow:
    """An information in a table. `satker` is empty in the satker's own list."""

    nomor: str
    judul: str
    address: str
    satker: str
    kategori: str
    penguasa: str
    dibuat: str
    bentuk: str
    retensi: str
    usang: bool
    contoh: bool


@dataclass(frozen=True, slots=True)
class DipListView:
    """`/ppid/dip/` and its parts."""

    title: str
    description: str
    rows: tuple[DipRow, ...]
    total: int
    parts: Parts
    choices: tuple[Choice, ...]
    offices: tuple[tuple[str, str, int], ...]
    silent: int
    all_samples: bool
    path: str = ""
    contoh: bool = False


def dip_list_view(at: At) -> DipListView:
    """A part of the list of all public information."""
    portal = at.portal
    cards = tuple(portal.dip.values())
    parts = Parts.of(len(cards), at.part, DIP)
    return DipListView(
        title="Daftar Informasi Publik",
        description="Informasi yang dikuasai satker dan boleh diketahui siapa saja.",
        rows=tuple(
            dip_row(portal, card, number, office=True)
            for number, card in enumerate(parts.cut(cards), (at.part - 1) * PART + 1)
        ),
        total=len(cards),
        parts=parts,
        choices=choices(portal, cards, kategori=True),
        offices=tuple(
            (portal.satker[slug].data.sebutan, f"{DIP}{slug}/", len(portal.dip_per_satker.get(slug, ())))
            for slug in portal.satker
            if slug in portal.dip_per_satker
        ),
        silent=sum(slug not in portal.dip_per_satker for slug in portal.satker),
        all_samples=bool(cards) and all(card.contoh for card in cards),
    )


def dip_row(portal: Portal, card: DipCard, number: int, *, office: bool) -> DipRow:
    """An information in a table; with `office` its satker is named."""
    return DipRow(
        nomor=str(number),
        judul=card.judul,
        address=card.address,
        satker=portal.satker[card.satker].data.sebutan if office else "",
        kategori=KATEGORI[card.kategori],
        penguasa=card.pejabat_penguasa,
        dibuat=made(card.waktu),
        bentuk=forms(card.bentuk),
        retensi=card.retensi,
        usang=card.usang_pada(portal.today.toordinal()),
        contoh=card.contoh,
    )


def made(when: str) -> str:
    """`Juli 2026` or `2025`, of a day in ISO 8601 or a year."""
    if len(when) < 5:
        return when
    day = date.fromisoformat(when)
    return bulan(day.year, day.month)


def forms(names: Sequence[str]) -> str:
    """`Cetak, digital`."""
    words = [BENTUK[name] for name in names]
    return ", ".join([*words[:1], *(word.lower() for word in words[1:])])


def choices(portal: Portal, cards: Iterable[DipCard], *, kategori: bool) -> tuple[Choice, ...]:
    """The filters of a list of these cards; without `kategori` all are of one category."""
    offices: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for card in cards:
        offices[card.satker] += 1
        kinds[card.kategori] += 1
        if card.tahun:
            years[card.tahun] += 1
    found = [
        satker_choice(portal, offices),
        *([kategori_choice(kinds)] if kategori else []),
        Choice(
            "tahun",
            "Tahun",
            "Semua tahun",
            tuple((str(year), str(year), years[year]) for year in sorted(years, reverse=True)),
        ),
    ]
    return tuple(found)


def satker_choice(portal: Portal, counts: Mapping[str, int]) -> Choice:
    """The filter by satker."""
    named = ((slug, portal.satker[slug].data.sebutan, count) for slug, count in counts.items())
    return Choice(
        "satker", "Satker", "Semua satker", tuple(sorted(named, key=lambda each: each[1].casefold()))
    )


def kategori_choice(counts: Mapping[str, int]) -> Choice:
    """The filter by category, in the order of the law."""
    return Choice(
        "kategori",
        "Kategori",
        "Semua kategori",
        tuple((name, words, counts[name]) for name, words in KATEGORI.items() if counts.get(name)),
    )


# A category ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KategoriView:
    """`/ppid/berkala/` and the like: rows under their rubrics. `current` are announcements in force."""

    title: str
    description: str
    lead: str
    pasal: str
    kategori: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    missing: tuple[str, ...]
    total: int
    parts: Parts
    choices: tuple[Choice, ...]
    opened: tuple[Row, ...]
    current: tuple[Row, ...]
    path: str = ""
    contoh: bool = False


def by_rubric(portal: Portal, kategori: str) -> tuple[DipCard, ...]:
    """The cards of a category in the order of its rubrics, then of the satker."""
    order = list(RINCIAN[kategori])
    return tuple(
        sorted(portal.dip_per_kategori.get(kategori, ()), key=lambda card: order.index(card.rincian))
    )


def kategori_view(at: At) -> KategoriView:
    """A part of a category."""
    portal, kategori = at.portal, at.subject
    cards = by_rubric(portal, kategori)
    parts = Parts.of(len(cards), at.part, ADDRESS[kategori])
    groups: dict[str, list[Row]] = {}
    for card in parts.cut(cards):
        groups.setdefault(card.sebutan_rincian, []).append(information_row(portal, card, office=True))
    present = {card.rincian for card in cards}
    return KategoriView(
        title=f"Informasi {KATEGORI[kategori].lower()}",
        description=f"{LEADS[kategori]} {PASAL[kategori]}.",
        lead=LEADS[kategori],
        pasal=PASAL[kategori],
        kategori=kategori,
        groups=tuple((title, tuple(rows)) for title, rows in groups.items()),
        missing=tuple(words for name, words in RINCIAN[kategori].items() if name not in present),
        total=len(cards),
        parts=parts,
        choices=choices(portal, cards, kategori=False),
        opened=tuple(opened_row(portal, card, office=True) for card in opened(portal))
        if kategori == "setiap_saat"
        else (),
        current=tuple(berita_row(portal, card, office=True) for card in in_force(portal))
        if kategori == "serta_merta"
        else (),
    )


def in_force(portal: Portal) -> tuple[BeritaCard, ...]:
    """The immediate announcements in force today."""
    day = portal.today.toordinal()
    return tuple(card for card in portal.berita if card.berlaku_pada(day))


def opened(portal: Portal, slug: str = "") -> tuple[DikCard, ...]:
    """What was excluded once and has become open by itself, of all satker or of one."""
    cards = portal.dik_per_satker.get(slug, ()) if slug else portal.dik.values()
    return tuple(card for card in cards if portal.terbuka(card))


def information_row(portal: Portal, card: DipCard, *, office: bool) -> Row:
    """An information in a list; with `office` its satker is named."""
    facts = (
        portal.satker[card.satker].data.sebutan if office else "",
        made(card.waktu),
        forms(card.bentuk),
        "lebih dari 6 bulan" if card.usang_pada(portal.today.toordinal()) else "",
    )
    return Row(card.judul, card.address, card.ringkasan, tuple(fact for fact in facts if fact), card.contoh)


def opened_row(portal: Portal, card: DikCard, *, office: bool) -> Row:
    """An exclusion that has ended: it leads to where one asks for it; with `office` its satker is named."""
    ended = f"terbuka setelah {tanggal(date.fromordinal(card.sampai))}"
    named = (portal.satker[card.satker].data.sebutan,) if office else ()
    facts = (*named, ended, "dahulu dikecualikan")
    return Row(card.uraian, f"ppid/satker/{card.satker}/#minta", "", facts, card.contoh)


# A satker's own list ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LampiranRow:
    """An information with all columns of the list, as the annex of a decree has them.

    On the screen also its rubric, the day of its renewal, and whether it can be opened at once.
    """

    row: DipRow
    ringkasan: str
    penanggung_jawab: str
    waktu_tempat: str
    rincian: str
    diperbarui: str
    dibuka: bool


@dataclass(frozen=True, slots=True)
class LampiranView:
    """`/ppid/dip/<satker>/`: the whole list of a satker, by category."""

    title: str
    description: str
    slug: str
    nama: str
    sebutan: str
    ppid: str
    groups: tuple[tuple[str, str, str, tuple[LampiranRow, ...]], ...]
    total: int
    opened: tuple[Row, ...]
    path: str
    contoh: bool


def lampiran_view(at: At) -> LampiranView:
    """The list of one satker."""
    portal, slug = at.portal, at.subject
    cards = portal.dip_per_satker.get(slug, ())
    unit = portal.satker[slug].data
    ordered = [card for name in KATEGORI for card in cards if card.kategori == name]
    numbered = [(card, number) for number, card in enumerate(ordered, 1)]
    groups = (
        (
            name.replace("_", "-"),
            words,
            PASAL[name],
            tuple(_annex(portal, card, n) for card, n in numbered if card.kategori == name),
        )
        for name, words in KATEGORI.items()
    )
    profile = portal.ppid.get(slug)
    return LampiranView(
        title=f"Daftar Informasi Publik {unit.sebutan}",
        description=f"Daftar Informasi Publik {unit.nama}: {daftar([words.lower() for words in KATEGORI.values()])}.",
        slug=slug,
        nama=unit.nama,
        sebutan=unit.sebutan,
        ppid=profile.ppid if profile else "",
        groups=tuple(group for group in groups if group[3]),
        total=len(cards),
        opened=tuple(opened_row(portal, card, office=False) for card in opened(portal, slug)),
        path=cards[0].path if cards else "",
        contoh=bool(cards) and all(card.contoh for card in cards),
    )


def _annex(portal: Portal, card: DipCard, number: int) -> LampiranRow:
    when = tanggal(date.fromisoformat(card.waktu)) if len(card.waktu) > 4 else card.waktu
    return LampiranRow(
        row=dip_row(portal, card, number, office=False),
        ringkasan=card.ringkasan,
        penanggung_jawab=card.penanggung_jawab,
        waktu_tempat=", ".join(part for part in (when, card.tempat) if part),
        rincian=card.sebutan_rincian,
        diperbarui=tanggal(date.fromordinal(card.diperbarui)) if card.diperbarui else "",
        dibuka=bool(card.berkas or card.url),
    )
