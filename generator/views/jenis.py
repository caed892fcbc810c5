"""A type's page: every satker that offers it, what is the same for all said once, what differs side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.portal import LayananCard, Portal
from generator.records.acuan import JenisLayanan, Kelompok
from generator.records.layanan import CARA, KOMPONEN
from generator.views.lists import Parts
from generator.wording import bilangan, daftar, kapital

Cell = str | tuple[str, ...]  # a value, or several requirements; empty where it is not known


@dataclass(frozen=True, slots=True)
class Difference:
    """A satker's row: only the columns that differ are shown; an empty value is not known."""

    office: str
    address: str
    region: str
    name: str
    contoh: bool
    closed: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class JenisView:
    """All that the page says. `ended` are services no longer given, as (name, satker, address).

    `need` is the slug of the entrance “Saya perlu…” behind which the type stands, which a region's page answers.
    """

    kind: JenisLayanan
    group: Kelompok
    sentence: str
    all_samples: bool
    samples: str
    same_heading: str
    same: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Difference, ...]
    count: int
    parts: Parts
    regions: tuple[tuple[str, str], ...]
    unpublished: str
    ended: tuple[tuple[str, str, str], ...]
    similar: tuple[JenisLayanan, ...]
    siblings: tuple[JenisLayanan, ...]
    need: str


COLUMNS = ("Waktu", "Biaya", "Cara", "Syarat tambahan", "Batas", "Standar")


def jenis_view(portal: Portal, code: str, part: int) -> JenisView:
    """The view of part `part` (from 1) of the type's comparison."""
    kind = portal.acuan.jenis[code]
    every = portal.per_jenis.get(code, ())
    cards = list(portal.berjalan(every))
    filled = [
        card for card in cards if card.waktu or card.biaya or card.cara or card.syarat or card.syarat_lain
    ]
    compares = len(filled) > 1
    shared = _shared_codes(filled) if compares else ()
    cells = {card.id: _cells(card, kind, shared) for card in cards}
    differing = _differing(filled, cells) if compares else _known(filled or cards, cells)
    parts = Parts.of(len(cards), part, f"layanan/{kind.slug}/")
    return JenisView(
        kind=kind,
        group=next(group for group in portal.acuan.kelompok if group.kode == kind.kelompok),
        sentence=_sentence(cards),
        all_samples=bool(cards) and all(card.contoh for card in cards),
        samples=_samples(cards, filled),
        same_heading="Sama di semua satker" if len(filled) == len(cards) else "Sama di satker yang mengisi",
        same=_same(filled, kind, shared) if compares else (),
        columns=tuple(_column(index, shared) for index in differing),
        rows=tuple(
            Difference(
                office=portal.sebutan(card.satker),
                address=card.address,
                region=_region(portal, card),
                name=card.nama,
                contoh=card.contoh,
                closed={"tutup_sementara": "tutup sementara", "dibatasi": "dibatasi"}.get(
                    portal.keadaan(card), ""
                ),
                cells=tuple(cells[card.id][index] for index in differing),
            )
            for card in parts.cut(cards)
        ),
        count=len(cards),
        parts=parts,
        regions=tuple(
            (region.slug, region.sebutan)
            for region in portal.acuan.wilayah_urut
            if region.jenis != "provinsi"
        )
        if len({_region(portal, card) for card in cards} - {""}) > 1
        else (),
        unpublished=_unpublished(portal, kind, cards),
        ended=tuple(
            (card.nama, portal.sebutan(card.satker), card.address)
            for card in every
            if portal.keadaan(card) == "dihentikan"
        ),
        similar=tuple(portal.acuan.jenis[other] for other in kind.mirip),
        siblings=_siblings(portal, code),
        need=next((need.slug for need in portal.acuan.kebutuhan if code in need.jenis), ""),
    )


def _siblings(portal: Portal, code: str) -> tuple[JenisLayanan, ...]:
    """The other types behind the same entrance “Saya perlu…”, which leads to its first one only."""
    others = dict.fromkeys(
        other
        for need in portal.acuan.kebutuhan
        if code in need.jenis
        for other in need.jenis
        if other != code
    )
    return tuple(portal.acuan.jenis[other] for other in others)


def _samples(cards: Sequence[LayananCard], filled: Sequence[LayananCard]) -> str:
    """How many of the records are samples where not all are, and what on the page is theirs alone."""
    count = sum(card.contoh for card in cards)
    if not count or count == len(cards):
        return ""
    words = f"{kapital(bilangan(count))} dari {bilangan(len(cards))} rekaman di halaman ini contoh."
    if all(card.contoh for card in filled):
        words += " Waktu, biaya, dan syarat di atas dan di bawah ini seluruhnya berasal dari rekaman contoh."
    return words


def _shared_codes(cards: list[LayananCard]) -> tuple[str, ...]:
    """Requirement codes that each of these services asks for; free text always counts as different."""
    common = set.intersection(*(set(card.syarat) for card in cards))
    return tuple(code for code in cards[0].syarat if code in common)


def _cells(card: LayananCard, kind: JenisLayanan, shared: tuple[str, ...]) -> tuple[Cell, ...]:
    extra = (*(kind.syarat_umum[code] for code in card.syarat if code not in shared), *card.syarat_lain)
    return (
        card.waktu,
        card.biaya,
        CARA.get(card.cara, ""),
        extra or ("tidak ada" if card.syarat else ""),
        card.batas,
        f"{card.terisi.bit_count()}/{len(KOMPONEN)}",
    )


def _differing(cards: Sequence[LayananCard], cells: Mapping[str, tuple[Cell, ...]]) -> tuple[int, ...]:
    """Columns whose cells are not all equal, or hold free text; one that nobody has filled in is left out."""
    columns = zip(*(cells[card.id] for card in cards), strict=True)
    free = any(card.syarat_lain for card in cards)
    return tuple(
        index
        for index, column in enumerate(columns)
        if len(set(column)) > 1 or (free and COLUMNS[index] == "Syarat tambahan")
    )


def _known(cards: Sequence[LayananCard], cells: Mapping[str, tuple[Cell, ...]]) -> tuple[int, ...]:
    """Columns that somebody has filled in: where there is nothing to compare, the rest says nothing."""
    columns = zip(*(cells[card.id] for card in cards), strict=True)
    return tuple(index for index, column in enumerate(columns) if any(column))


def _column(index: int, shared: Sequence[str]) -> str:
    """The column's name; without a requirement that all share, none is an additional one."""
    return "Syarat" if COLUMNS[index] == "Syarat tambahan" and not shared else COLUMNS[index]


def _same(cards: list[LayananCard], kind: JenisLayanan, shared: tuple[str, ...]) -> tuple[str, ...]:
    same = [kind.syarat_umum[code] for code in shared]
    for values, words in (
        ({card.biaya for card in cards}, "{}"),
        ({card.waktu for card in cards}, "Selesai dalam {}"),
        ({CARA.get(card.cara, "") for card in cards}, "Cara: {}"),
        ({card.batas for card in cards}, "Paling banyak {}"),
    ):
        if len(values) == 1 and (value := next(iter(values))):
            same.append(words.format(value))
    return tuple(same)


def _sentence(cards: list[LayananCard]) -> str:
    """The whole in two or three sentences: how many serve, for how much, how long, how many online."""
    if not cards:
        return ""
    count = len({card.satker for card in cards})
    sentences = [f"{kapital(bilangan(count))} satker melayani."]
    times = sorted((card.menit, card.waktu) for card in cards if card.waktu)
    span = ""
    if times:
        span = times[0][1] if times[0] == times[-1] else f"dari {times[0][1]} sampai {times[-1][1]}"
    if len(cards) > 1 and all(card.gratis for card in cards):
        sentences.append(f"Semuanya tanpa biaya{', ' + span if span else ''}.")
    elif span:
        sentences.append(f"{kapital(span)}.")
    ways = [
        f"{bilangan(number)} {words}"
        for number, words in (
            (sum(card.cara == "daring" for card in cards), "melayani sepenuhnya secara daring"),
            (sum(card.cara == "hibrida" for card in cards), "melayani sebagian secara daring"),
        )
        if number
    ]
    if ways:
        sentences.append(f"{kapital(daftar(ways))}.")
    return " ".join(sentences)


def _region(portal: Portal, card: LayananCard) -> str:
    satker = portal.satker[card.satker].data
    return portal.acuan.wilayah[satker.wilayah[0]].slug if satker.jenis == "DK" else ""


def _unpublished(portal: Portal, kind: JenisLayanan, cards: list[LayananCard]) -> str:
    """How many kabupaten and kota whose dinas could offer it have not published it here."""
    if "DK" not in kind.ditawarkan or not cards:
        return ""
    served = {_region(portal, card) for card in cards}
    missing = sum(
        region.jenis != "provinsi" and region.slug not in served for region in portal.acuan.wilayah.values()
    )
    if not missing:
        return ""
    if not served - {""}:
        return "Belum ada dinas kabupaten atau kota yang menerbitkan layanan ini di sini."
    return f"{kapital(bilangan(missing))} kabupaten atau kota lain belum menerbitkan layanan ini di sini."
