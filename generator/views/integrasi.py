"""The integration map: the obstacles that the founding meeting named, measured by the portal's own records.

Every measure is a table, shown on the page beside a chart of the same numbers and given as CSV. Samples are counted
apart and never added to real records; what is not known has a row or a column of its own. Services that have ended
are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.portal import BeritaCard, LayananCard, Portal
from generator.records.acuan import JenisLayanan
from generator.records.layanan import CARA, KOMPONEN
from generator.records.satker import INTEGRASI, Ult
from generator.views.layanan import TERMS
from generator.views.status import feed_rows
from generator.views.tiles import Tile, legend, per_region, tiles

MEETING: Final = (
    "lpmp-lampung/berita/rapat-pembentukan-ultra"  # the news that names obstacles and willingness
)
WILLING: Final = 57  # per cent of the invited participants, at least: its own words
SHOWN: Final = 8  # types in the chart; the table has all
ULT: Final = {"ada": "Ada", "belum": "Belum ada", "belum_diketahui": "Belum diketahui"}
FEEDS: Final = {  # a satker's feed in one word, from the standings of the status page
    "hidup": "Hidup",
    "bermasalah": "Bermasalah",
    "belum": "Belum pernah dibaca",
    "tanpa": "Alamat umpan belum diketahui",
}
_ALIVE: Final = {"lancar": "hidup", "lama": "hidup", "belum": "belum", "tanpa": "tanpa"}
WAYS: Final = {way: CARA[way] for way in ("tatap_muka", "hibrida", "daring")} | {"": "Belum diisi satker"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its key for programs, what people read, and where its name leads.

    `short` is what the page calls it where the whole name, which stands in the CSV, would be long.
    """

    key: str
    cells: tuple[str | int, ...]
    address: str = ""
    contoh: bool = False
    short: str = ""

    @property
    def name(self) -> str:
        """What the page calls it."""
        return self.short or str(self.cells[0])


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Where real and sample rows may stand in it (`mixed`), its CSV says of each row which it is."""

    name: str
    title: str
    key: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    mixed: bool = False

    @property
    def numeric(self) -> tuple[bool, ...]:
        """For each column of the page whether it holds a number."""
        return tuple(
            any(isinstance(line.cells[index], int) for line in self.lines) for index in range(len(self.head))
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The head of the CSV."""
        return (self.key, *self.head, *(("Contoh",) if self.mixed else ()))

    @property
    def rows(self) -> Iterator[tuple[str | int, ...]]:
        """The rows of the CSV."""
        for line in self.lines:
            sample = (("ya" if line.contoh else "tidak"),) if self.mixed else ()
            yield (line.key, *line.cells, *sample)


@dataclass(frozen=True, slots=True)
class Shared:
    """A type that several satker offer. `codes` are the requirements that any of those who filled them in asks for.

    `shared` of them all ask for; `own` counts requirements in their own words, which cannot be compared.
    """

    kind: JenisLayanan
    satker: int
    filled: int
    shared: int
    codes: int
    own: int

    @property
    def percent(self) -> int | None:
        """How far the requirements agree; None where fewer than two satker tell them by code."""
        if self.filled < 2 or not self.codes:
            return None
        return (200 * self.shared + self.codes) // (2 * self.codes)


@dataclass(frozen=True, slots=True)
class Group:
    """Real services or samples: never both. `ways` are (key, words, count), `filled` one count a component."""

    contoh: bool
    count: int
    ways: tuple[tuple[str, str, int], ...]
    filled: tuple[int, ...]
    kinds: tuple[Shared, ...]

    @property
    def online(self) -> int:
        """Services that are known to be had online, wholly or partly."""
        return sum(count for key, _, count in self.ways if key in ("hibrida", "daring"))

    @property
    def unknown(self) -> int:
        """Services whose channel is not known."""
        return sum(count for key, _, count in self.ways if not key)

    @property
    def mean(self) -> float:
        """How many of the 14 components a service has filled in on average."""
        return sum(self.filled) / self.count if self.count else 0.0

    @property
    def compared(self) -> tuple[Shared, ...]:
        """The types of the chart."""
        return tuple(kind for kind in self.kinds if kind.percent is not None)[:SHOWN]


@dataclass(frozen=True, slots=True)
class Threads:
    """A thread a satker, as paths over a field 10 high and `width` wide: yes, no, not known."""

    width: int
    yes: str
    no: str
    unknown: str


@dataclass(frozen=True, slots=True)
class IntegrasiView:
    """All that the page says. `ult`, `feeds` and `willing` count real satker by their words."""

    today: date
    satker: int
    sample_satker: int
    ult: Mapping[str, int]
    ult_threads: Threads
    since: tuple[tuple[str, str, str], ...]
    feeds: Mapping[str, int]
    feed_threads: Threads
    real: Group
    samples: Group
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, str], ...]
    tables: Mapping[str, Table]
    components: tuple[str, ...]
    meeting: BeritaCard | None
    percent: int
    willing: Mapping[str, int]


def integrasi_view(portal: Portal) -> IntegrasiView:
    """The view of the page."""
    real, samples = services(portal)
    units = [unit for unit in portal.satker.values() if not unit.data.contoh]
    feeds = _feeds(portal)
    map_ = tiles(portal, per_region(portal, real), samples=per_region(portal, samples))
    meeting = met(portal)
    return IntegrasiView(
        today=portal.today,
        satker=len(units),
        sample_satker=len(portal.satker) - len(units),
        ult=_counted(ULT, [unit.data.ult.status for unit in units]),
        ult_threads=_threads([unit.data.ult.status for unit in units], yes=("ada",), no=("belum",)),
        since=tuple(
            (
                portal.sebutan(unit.slug),
                f"satker/{unit.slug}/",
                f"sejak {unit.data.ult.sejak}" if unit.data.ult.sejak else "",
            )
            for unit in units
            if unit.data.ult.status == "ada"
        ),
        feeds=_counted(FEEDS, [feeds[unit.slug] for unit in units]),
        feed_threads=_threads([feeds[unit.slug] for unit in units], yes=("hidup",), no=("bermasalah",)),
        real=_group(portal, real, contoh=False),
        samples=_group(portal, samples, contoh=True),
        tiles=map_,
        legend=legend(map_),
        tables={name: make(portal) for name, make in TABLES.items()},
        components=TERMS,
        meeting=meeting,
        percent=WILLING,
        willing=_counted(INTEGRASI, [unit.data.integrasi.status for unit in units]),
    )


def services(portal: Portal) -> tuple[list[LayananCard], list[LayananCard]]:
    """The services that are given: real ones, and samples or those of a sample satker."""
    real: list[LayananCard] = []
    samples: list[LayananCard] = []
    for card in portal.berjalan(portal.layanan.values()):
        (samples if card.contoh or portal.satker[card.satker].data.contoh else real).append(card)
    return real, samples


def met(portal: Portal) -> BeritaCard | None:
    """The news of the founding meeting: what was said there is shown only beside its source."""
    return next((card for card in portal.berita if card.id == MEETING), None)


def _counted(words: Mapping[str, str], found: Sequence[str]) -> dict[str, int]:
    counts = Counter(found)
    return {key: counts[key] for key in words}


def _feeds(portal: Portal) -> dict[str, str]:
    """Each satker's feed in one word: one that lives is enough, and one in trouble says more than one never read."""
    found: dict[str, set[str]] = {}
    for row in feed_rows(portal):
        found.setdefault(row.satker, set()).add(_ALIVE.get(row.standing, "bermasalah"))
    return {slug: next(word for word in FEEDS if word in words) for slug, words in found.items()}


def _threads(found: Sequence[str], *, yes: Sequence[str], no: Sequence[str]) -> Threads:
    """The threads, the known ones first."""
    counts = Counter(found)
    first = sum(counts[word] for word in yes)
    second = first + sum(counts[word] for word in no)

    def paths(begin: int, end: int) -> str:
        return "".join(f"M{4 * place + 2} 0v10" for place in range(begin, end))

    return Threads(4 * len(found), paths(0, first), paths(first, second), paths(second, len(found)))


def _group(portal: Portal, cards: Sequence[LayananCard], *, contoh: bool) -> Group:
    ways = Counter(card.cara for card in cards)
    return Group(
        contoh=contoh,
        count=len(cards),
        ways=tuple((key, words, ways[key]) for key, words in WAYS.items()),
        filled=tuple(sum(card.terisi >> bit & 1 for card in cards) for bit in range(len(KOMPONEN))),
        kinds=tuple(_kinds(portal, cards)),
    )


def _kinds(portal: Portal, cards: Sequence[LayananCard]) -> list[Shared]:
    """The types that two satker or more offer among these services; those of most satker first."""
    offered: dict[str, dict[str, list[LayananCard]]] = {}
    for card in cards:
        offered.setdefault(card.jenis, {}).setdefault(card.satker, []).append(card)
    kinds = [
        _shared(portal.acuan.jenis[code], list(units.values()))
        for code, units in offered.items()
        if len(units) > 1
    ]
    return sorted(
        kinds,
        key=lambda kind: (-kind.satker, -1 if kind.percent is None else -kind.percent, kind.kind.nama),
    )


def _shared(kind: JenisLayanan, units: Sequence[Sequence[LayananCard]]) -> Shared:
    asked = [
        {code for card in cards for code in card.syarat}
        for cards in units
        if any(card.syarat or card.syarat_lain for card in cards)
    ]
    return Shared(
        kind=kind,
        satker=len(units),
        filled=len(asked),
        shared=len(set.intersection(*asked)) if asked else 0,
        codes=len(set().union(*asked)),
        own=sum(len(card.syarat_lain) for cards in units for card in cards),
    )


# One function a table ----------------------------------------------------------------------------------------


def _by_ult(portal: Portal) -> Table:
    return Table(
        name="ult",
        title="Satker dan unit layanan terpadunya",
        key="Kode",
        head=("Satker", "ULT", "Sejak"),
        lines=tuple(
            Line(
                slug,
                (
                    unit.data.nama,
                    ULT[unit.data.ult.status],
                    _since(unit.data.ult),
                ),
                f"satker/{slug}/",
                unit.data.contoh,
                portal.sebutan(slug),
            )
            for slug, unit in sorted(
                portal.satker.items(), key=lambda item: list(ULT).index(item[1].data.ult.status)
            )
        ),
        mixed=True,
    )


def _since(ult: Ult) -> str:
    if ult.status == "belum":
        return "Belum ada"
    return str(ult.sejak or "Belum diketahui")


def _by_feed(portal: Portal) -> Table:
    feeds = _feeds(portal)
    return Table(
        name="umpan",
        title="Satker dan umpan beritanya",
        key="Kode",
        head=("Satker", "Umpan berita"),
        lines=tuple(
            Line(
                slug,
                (unit.data.nama, FEEDS[feeds[slug]]),
                f"satker/{slug}/",
                unit.data.contoh,
                portal.sebutan(slug),
            )
            for slug, unit in sorted(
                portal.satker.items(), key=lambda item: list(FEEDS).index(feeds[item[0]])
            )
        ),
        mixed=True,
    )


def _by_way(portal: Portal) -> Table:
    real, samples = (Counter(card.cara for card in cards) for cards in services(portal))
    return Table(
        name="cara",
        title="Layanan menurut cara",
        key="Kode",
        head=("Cara", "Layanan nyata", "Contoh"),
        lines=tuple(
            Line(key or "belum_diisi", (words, real[key], samples[key])) for key, words in WAYS.items()
        ),
    )


def _by_component(portal: Portal) -> Table:
    real_cards, sample_cards = services(portal)
    real, samples = _group(portal, real_cards, contoh=False), _group(portal, sample_cards, contoh=True)
    return Table(
        name="komponen",
        title="Layanan yang mengisi tiap komponen standar",
        key="Kode",
        head=("Komponen", "Nyata terisi", "Contoh terisi"),
        lines=(
            Line("semua", ("Semua layanan", real.count, samples.count)),
            *(
                Line(name, (TERMS[index], real.filled[index], samples.filled[index]))
                for index, name in enumerate(KOMPONEN)
            ),
        ),
    )


def _by_kind(portal: Portal) -> Table:
    real, samples = services(portal)
    return Table(
        name="syarat",
        title="Kesamaan syarat pada jenis yang ditawarkan beberapa satker",
        key="Kode",
        head=(
            "Jenis layanan",
            "Satker",
            "Mengisi syarat",
            "Kode bersama",
            "Semua kode",
            "Kesamaan (%)",
            "Syarat dengan kata sendiri",
        ),
        lines=tuple(
            Line(
                shared.kind.kode,
                (
                    shared.kind.nama,
                    shared.satker,
                    shared.filled,
                    shared.shared,
                    shared.codes,
                    "Belum dapat dihitung" if shared.percent is None else shared.percent,
                    shared.own,
                ),
                f"layanan/{shared.kind.slug}/",
                contoh,
            )
            for contoh, cards in ((False, real), (True, samples))
            for shared in _kinds(portal, cards)
        ),
        mixed=True,
    )


def _by_region(portal: Portal) -> Table:
    real, samples = (per_region(portal, cards) for cards in services(portal))
    regions = sorted(
        portal.acuan.wilayah_urut,
        key=lambda region: (region.jenis != "provinsi", -real[region.kode], -samples[region.kode]),
    )
    return Table(
        name="wilayah",
        title="Layanan menurut wilayah satkernya",
        key="Kode Kemendagri",
        head=("Wilayah", "Layanan nyata", "Contoh"),
        lines=tuple(
            Line(
                region.kode,
                (
                    "Tingkat provinsi" if region.jenis == "provinsi" else region.sebutan,
                    real[region.kode],
                    samples[region.kode],
                ),
                f"wilayah/{region.slug}/",
            )
            for region in regions
        ),
    )


def _willing(portal: Portal) -> Table:
    """What the participants answered, in the words of the news; the table is empty where it is not there."""
    lines = (
        Line("bersedia", ("Bersedia mengintegrasikan layanannya", f"tidak kurang dari {WILLING}%")),
        Line("perlu_koordinasi", ("Perlu berkoordinasi dengan atasan", "sisanya")),
        Line("keberatan", ("Keberatan atau menolak", "tidak ada")),
    )
    return Table(
        name="kesediaan",
        title="Jawaban peserta rapat 30 Juni 2020",
        key="Kode",
        head=("Jawaban", "Peserta yang diundang"),
        lines=lines if met(portal) else (),
    )


TABLES: Final[Mapping[str, Callable[[Portal], Table]]] = {
    "wilayah": _by_region,
    "ult": _by_ult,
    "syarat": _by_kind,
    "cara": _by_way,
    "komponen": _by_component,
    "umpan": _by_feed,
    "kesediaan": _willing,
}
