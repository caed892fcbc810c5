"""The evidence pack: what the monitoring of openness looks at, the page that proves it, and when it was last verified.

The six indicators and their weights are those told of the monitoring of 2025; the points below each are those of a
ministry's own form, put under them by this portal. What a static portal cannot prove is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeVar

from generator.portal import Portal
from generator.ppid import DikCard, DipCard, JawabanCard, LaporanCard
from generator.records.dip import RINCIAN
from generator.records.ppid import STANDAR
from generator.views.ppid.at import At
from generator.views.ppid.daftar import DIP
from generator.wording import tanggal

ADDRESS: Final = "ppid/bukti/"
Counted = TypeVar("Counted", DipCard, DikCard, LaporanCard, JawabanCard)


class Bukti(NamedTuple):
    """What is there of a point: its state (ada, sebagian, belum), what was counted, and the page that proves it.

    `verified` is the ordinal of the day on which the satker verified it, the oldest where there are several records, 0
    where it did not verify all.
    """

    state: str
    words: str
    address: str
    verified: int
    contoh: bool


class Butir(NamedTuple):
    """A point of the monitoring."""

    kode: str
    nama: str
    check: Callable[[Portal, str], Bukti]


class Indikator(NamedTuple):
    """An indicator with its weight in per cent and its points."""

    nama: str
    bobot: int
    butir: tuple[Butir, ...]


# What is checked ----------------------------------------------------------------------------------------------


def _home(slug: str, anchor: str = "") -> str:
    return f"ppid/satker/{slug}/{anchor}"


def _counted(cards: Iterable[Counted]) -> tuple[Counted, ...]:
    """The real ones, and only where there is none the samples: they are never counted together."""
    found = tuple(cards)
    return tuple(card for card in found if not card.contoh) or found


def _in_list(slug: str, kategori: str, cards: Sequence[DipCard]) -> str:
    """Where these stand in the satker's own list; without any, where its page says so."""
    if not cards:
        return _home(slug, "#daftar")
    return f"{DIP}{slug}/" + (f"#{kategori.replace('_', '-')}" if kategori else "")


def _of_cards(cards: Sequence[DipCard], found: int, wanted: int, words: str, address: str) -> Bukti:
    state = "belum" if not found else "ada" if found >= wanted else "sebagian"
    verified = min((card.diverifikasi for card in cards), default=0)
    return Bukti(state, words, address, verified, any(card.contoh for card in cards))


def _cards(portal: Portal, slug: str, kategori: str) -> tuple[DipCard, ...]:
    return _counted(card for card in portal.dip_per_satker.get(slug, ()) if card.kategori == kategori)


def _rubrics(kategori: str) -> Callable[[Portal, str], Bukti]:
    """How many rubrics of a category have an information."""

    def check(portal: Portal, slug: str) -> Bukti:
        cards = _cards(portal, slug, kategori)
        there = {card.rincian for card in cards}
        missing = [words for code, words in RINCIAN[kategori].items() if code not in there]
        words = f"{len(there)} dari {len(RINCIAN[kategori])} rincian" if cards else ""
        if there and missing:
            words += f"; belum: {', '.join(missing)}".lower()
        return _of_cards(cards, len(there), len(RINCIAN[kategori]), words, _in_list(slug, kategori, cards))

    return check


def _immediate(portal: Portal, slug: str) -> Bukti:
    """One information is enough: what must be announced at once cannot be there on all topics."""
    cards = _cards(portal, slug, "serta_merta")
    words = f"{len(cards)} informasi" if cards else ""
    return _of_cards(cards, len(cards), 1, words, _in_list(slug, "serta_merta", cards))


def _fresh(portal: Portal, slug: str) -> Bukti:
    cards = _cards(portal, slug, "berkala")
    fresh = sum(card.segar_sampai > 0 and not card.usang_pada(portal.today.toordinal()) for card in cards)
    words = f"{fresh} dari {len(cards)} berumur paling lama 6 bulan" if cards else ""
    return _of_cards(cards, fresh, len(cards), words, _in_list(slug, "berkala", cards))


def _reachable(portal: Portal, slug: str) -> Bukti:
    cards = _counted(portal.dip_per_satker.get(slug, ()))
    found = sum(bool(card.berkas or card.url) for card in cards)
    words = f"{found} dari {len(cards)} dapat langsung dibuka" if cards else ""
    return _of_cards(cards, found, len(cards), words, _in_list(slug, "", cards))


def _list(portal: Portal, slug: str) -> Bukti:
    cards = _counted(portal.dip_per_satker.get(slug, ()))
    words = f"{len(cards)} informasi" if cards else ""
    return _of_cards(cards, len(cards), 1, words, _in_list(slug, "", cards))


def _excluded(portal: Portal, slug: str) -> Bukti:
    cards = _counted(card for card in portal.dik_per_satker.get(slug, ()) if not portal.terbuka(card))
    sample = any(card.contoh for card in cards)
    state = "ada" if cards else "belum"
    return Bukti(
        state, f"{len(cards)} pengecualian" if cards else "", _home(slug, "#dikecualikan"), 0, sample
    )


def _of_profile(
    portal: Portal, slug: str, parts: Sequence[tuple[str, bool]], anchor: str, address: str = ""
) -> Bukti:
    """What of these parts a profile has; its words name what is missing."""
    card = portal.ppid.get(slug)
    missing = [name for name, there in parts if not there]
    state = "ada" if not missing else "belum" if len(missing) == len(parts) else "sebagian"
    words = f"belum: {', '.join(missing)}" if state == "sebagian" else ""
    verified = card.diverifikasi if card else 0
    return Bukti(state, words, address or _home(slug, anchor), verified, bool(card and card.contoh))


def _officials(portal: Portal, slug: str) -> Bukti:
    card = portal.ppid.get(slug)
    parts = [
        ("PPID", bool(card)),
        ("atasan PPID", bool(card and card.atasan_ppid)),
        ("Komisi Informasi", bool(card and card.komisi_informasi)),
    ]
    return _of_profile(portal, slug, parts, "#petugas")


def _form(name: str, words: str) -> Callable[[Portal, str], Bukti]:
    def check(portal: Portal, slug: str) -> Bukti:
        card = portal.ppid.get(slug)
        return _of_profile(portal, slug, [(words, bool(card and getattr(card, name)))], "#minta")

    return check


def _desk(portal: Portal, slug: str) -> Bukti:
    card = portal.ppid.get(slug)
    parts = [
        ("meja layanan", bool(card and card.bertempat)),
        ("jam layanan", bool(card and card.berjam)),
        ("saluran", bool(card and card.bersaluran)),
    ]
    return _of_profile(portal, slug, parts, "#petugas")


def _standards(portal: Portal, slug: str) -> Bukti:
    card = portal.ppid.get(slug)
    found = len(card.standar) if card else 0
    state = "belum" if not found else "ada" if found == len(STANDAR) else "sebagian"
    words = f"{found} dari {len(STANDAR)} standar"
    verified = card.diverifikasi if card else 0
    return Bukti(state, words, _home(slug, "#standar"), verified, bool(card and card.contoh))


def _pledge(portal: Portal, slug: str) -> Bukti:
    card = portal.ppid.get(slug)
    parts = [("maklumat", bool(card and card.bermaklumat))]
    return _of_profile(portal, slug, parts, "", f"maklumat/{slug}/")


def _heard(portal: Portal, slug: str) -> Bukti:
    card = portal.ppid.get(slug)
    parts = [("suara atau video", bool(card and card.terdengar))]
    return _of_profile(portal, slug, parts, "", f"maklumat/{slug}/")


def _report(portal: Portal, slug: str) -> Bukti:
    """The report of last year; an older one is not enough."""
    cards = _counted(portal.laporan_per_satker.get(slug, ()))
    due = portal.today.year - 1
    found = next((card for card in cards if card.tahun == due), None)
    if found:
        return Bukti("ada", f"laporan {due}", found.address, found.diverifikasi, found.contoh)
    if cards:
        newest = cards[0]
        words = f"terakhir {newest.tahun}"
        return Bukti("sebagian", words, newest.address, newest.diverifikasi, newest.contoh)
    return Bukti("belum", "", _home(slug, "#laporan"), 0, contoh=False)


def _answers(portal: Portal, slug: str) -> Bukti:
    cards = _counted(portal.jawaban_per_satker.get(slug, ()))
    sample = any(card.contoh for card in cards)
    state = "ada" if cards else "belum"
    return Bukti(state, f"{len(cards)} jawaban" if cards else "", _home(slug, "#jawaban"), 0, sample)


def _body(portal: Portal, slug: str) -> Bukti:
    """The profile of the body itself, as its own page has it."""
    data = portal.satker[slug].data
    parts = [
        ("alamat", bool(data.alamat)),
        ("tugas dan fungsi", bool(data.profil)),
        ("struktur", bool(data.struktur)),
        ("pejabat", bool(data.penanggung_jawab or data.pelaksana)),
    ]
    missing = [name for name, there in parts if not there]
    state = "ada" if not missing else "belum" if len(missing) == len(parts) else "sebagian"
    words = f"belum: {', '.join(missing)}" if state == "sebagian" else ""
    verified = data.diverifikasi.tanggal.toordinal() if data.diverifikasi else 0
    return Bukti(state, words, f"satker/{slug}/#profil", verified, data.contoh)


def _survey(portal: Portal, slug: str) -> Bukti:
    data = portal.satker[slug].data
    newest = max((year.tahun for year in data.skm), default=0)
    verified = data.diverifikasi.tanggal.toordinal() if data.diverifikasi else 0
    words = f"survei {newest}" if newest else ""
    state = "belum" if not newest else "ada" if newest >= portal.today.year - 1 else "sebagian"
    return Bukti(state, words, f"satker/{slug}/#kinerja", verified, data.contoh)


INDIKATOR: Final = (
    Indikator(
        "Jenis informasi",
        40,
        (
            Butir("berkala", "Informasi berkala lengkap", _rubrics("berkala")),
            Butir("setiap-saat", "Informasi setiap saat lengkap", _rubrics("setiap_saat")),
            Butir("serta-merta", "Informasi serta-merta", _immediate),
            Butir("profil", "Profil badan publik", _body),
        ),
    ),
    Indikator(
        "Digitalisasi",
        20,
        (
            Butir("permohonan", "Formulir permohonan daring", _form("url_permohonan", "formulir permohonan")),
            Butir("keberatan", "Formulir keberatan daring", _form("url_keberatan", "formulir keberatan")),
            Butir("berkas", "Informasi dapat langsung dibuka", _reachable),
        ),
    ),
    Indikator("Kualitas informasi", 10, (Butir("mutakhir", "Informasi berkala mutakhir", _fresh),)),
    Indikator(
        "Pelayanan informasi",
        10,
        (
            Butir("laporan", "Laporan layanan informasi tahun lalu", _report),
            Butir("jawaban", "Jawaban yang diumumkan", _answers),
            Butir("survei", "Hasil survei kepuasan masyarakat", _survey),
        ),
    ),
    Indikator(
        "Komitmen organisasi",
        10,
        (
            Butir("pejabat", "PPID, atasannya, dan Komisi Informasi yang berwenang", _officials),
            Butir("standar", "Tujuh standar layanan informasi", _standards),
            Butir("maklumat", "Maklumat pelayanan informasi", _pledge),
        ),
    ),
    Indikator(
        "Sarana dan prasarana",
        10,
        (
            Butir("dip", "Daftar informasi publik", _list),
            Butir("dik", "Daftar informasi yang dikecualikan", _excluded),
            Butir("meja", "Meja, jam, dan saluran layanan informasi", _desk),
            Butir("suara", "Maklumat dalam suara atau video", _heard),
        ),
    ),
)
POINTS: Final = sum(len(indicator.butir) for indicator in INDIKATOR)


# Pages --------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A point with what is there of it."""

    butir: Butir
    bukti: Bukti
    verified: str


@dataclass(frozen=True, slots=True)
class BuktiView:
    """`/ppid/bukti/<satker>/`."""

    title: str
    description: str
    path: str
    contoh: bool
    slug: str
    nama: str
    sebutan: str
    groups: tuple[tuple[Indikator, tuple[Line, ...]], ...]
    there: int
    samples: int
    points: int


def bukti_view(at: At) -> BuktiView:
    """The evidence of one satker."""
    unit = at.portal.satker[at.subject]
    groups = tuple((indicator, tuple(_lines(at.portal, at.subject, indicator))) for indicator in INDIKATOR)
    found = [line.bukti for _, lines in groups for line in lines if line.bukti.state == "ada"]
    return BuktiView(
        title=f"Bukti keterbukaan {unit.data.sebutan}",
        description=f"Apa yang dinilai dalam pemantauan keterbukaan informasi, dan halaman {unit.data.nama} yang membuktikannya.",
        path="",
        contoh=False,
        slug=at.subject,
        nama=unit.data.nama,
        sebutan=unit.data.sebutan,
        groups=groups,
        there=sum(not each.contoh for each in found),
        samples=sum(
            line.bukti.contoh and line.bukti.state != "belum" for _, lines in groups for line in lines
        ),
        points=POINTS,
    )


def _lines(portal: Portal, slug: str, indicator: Indikator) -> Iterator[Line]:
    for point in indicator.butir:
        found = point.check(portal, slug)
        day = tanggal(date.fromordinal(found.verified)) if found.verified else ""
        yield Line(point, found, day)


class Summary(NamedTuple):
    """A point over all satker, or a satker over all points: how many are there, really and in samples."""

    name: str
    address: str
    there: int
    part: int
    samples: int


@dataclass(frozen=True, slots=True)
class BuktiListView:
    """`/ppid/bukti/`."""

    title: str
    description: str
    indicators: tuple[tuple[Indikator, tuple[Summary, ...]], ...]
    offices: tuple[Summary, ...]
    satker: int
    points: int
    has_samples: bool
    path: str = ""
    contoh: bool = False


def bukti_list_view(at: At) -> BuktiListView:
    """Every point with how many satker have it, and every satker with how many points it has."""
    portal = at.portal
    found = {
        (slug, point.kode): point.check(portal, slug)
        for slug in portal.satker
        for indicator in INDIKATOR
        for point in indicator.butir
    }
    indicators = tuple(
        (
            indicator,
            tuple(
                _summary(point.nama, "", [found[slug, point.kode] for slug in portal.satker])
                for point in indicator.butir
            ),
        )
        for indicator in INDIKATOR
    )
    offices = tuple(
        _summary(
            unit.data.sebutan,
            f"{ADDRESS}{slug}/",
            [each for (owner, _), each in found.items() if owner == slug],
        )
        for slug, unit in portal.satker.items()
    )
    return BuktiListView(
        title="Bukti keterbukaan informasi",
        description="Apa yang dinilai dalam pemantauan keterbukaan informasi publik, dan halaman yang membuktikannya.",
        indicators=indicators,
        offices=tuple(sorted(offices, key=lambda office: office.name.casefold())),
        satker=len(portal.satker),
        points=POINTS,
        has_samples=any(each.contoh and each.state != "belum" for each in found.values()),
    )


def _summary(name: str, address: str, found: Sequence[Bukti]) -> Summary:
    return Summary(
        name,
        address,
        sum(each.state == "ada" and not each.contoh for each in found),
        sum(each.state == "sebagian" and not each.contoh for each in found),
        sum(each.state != "belum" and each.contoh for each in found),
    )
