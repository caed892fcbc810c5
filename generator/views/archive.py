"""News in lists: months of all, of one kind or of one satker, the newest of each, and the events to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from generator.portal import BeritaCard, EntriCard, Kabar, Portal
from generator.records.berita import JENIS_BERITA
from generator.views.lists import ListView, Parts, Way
from generator.views.rows import Row, agenda_row, kabar_row
from generator.wording import bulan

NEWEST: Final = 20  # news on a front page; all of them stand in its months
COMING: Final = 50  # events on the front page of events
KIND_LEADS: Final[dict[str, str]] = {
    "berita": "Kabar dari semua satker.",
    "pengumuman": "Pengumuman dari semua satker.",
    "agenda": "Kegiatan semua satker, yang terdekat di atas.",
    "siaran_pers": "Siaran pers dari semua satker.",
    "serta_merta": "Informasi yang wajib diumumkan seketika karena dapat mengancam hajat hidup orang banyak "
    "dan ketertiban umum (UU 14/2008 Pasal 10).",
}


@dataclass(frozen=True, slots=True)
class Month:
    """A month of news: of all, of one kind or of one satker, whose names are empty for all."""

    year: int
    month: int
    owner: str
    kind: str
    satker: str
    cards: tuple[Kabar, ...]

    @property
    def address(self) -> str:
        """The list's address from the root."""
        return f"{self.owner}{self.year:04}/{self.month:02}/"

    @property
    def title(self) -> str:
        """`Juni 2020`."""
        return bulan(self.year, self.month)


@dataclass(frozen=True, slots=True)
class Front:
    """The front page of a kind's or a satker's news: `/berita/<kind>/`, `/satker/<slug>/berita/`."""

    address: str
    kind: str
    satker: str
    cards: tuple[Kabar, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """Every list of news by address, and the months of all news, newest first."""

    fronts: Mapping[str, Front]
    months: Mapping[str, Month]
    all: tuple[Month, ...]


def archive(portal: Portal) -> Archive:
    """All lists of a portal's news."""
    every = tuple(_months(portal.kabar, "berita/"))
    fronts = []
    for kind in JENIS_BERITA:
        cards = portal.kabar_per_jenis.get(kind, ())
        address = front_of_kind(kind)
        fronts.append(Front(address, kind, "", cards, tuple(_months(cards, address, kind=kind))))
    for slug, cards in portal.kabar_per_satker.items():
        address = front_of_satker(slug)
        fronts.append(Front(address, "", slug, cards, tuple(_months(cards, address, satker=slug))))
    months = {month.address: month for month in every}
    months |= {month.address: month for front in fronts for month in front.months}
    return Archive({front.address: front for front in fronts if front.cards}, months, every)


def front_of_kind(kind: str) -> str:
    """The address of a kind's front page."""
    return f"berita/{kind.replace('_', '-')}/"


def front_of_satker(slug: str) -> str:
    """The address of a satker's front page of news."""
    return f"satker/{slug}/berita/"


def _months(cards: Iterable[Kabar], owner: str, *, kind: str = "", satker: str = "") -> Iterator[Month]:
    """The months of some news items, which stand newest first."""
    groups: dict[tuple[int, int], list[Kabar]] = {}
    for card in cards:
        day = card.hari
        groups.setdefault((day.year, day.month), []).append(card)
    for (year, month), group in groups.items():
        yield Month(year, month, owner, kind, satker, tuple(group))


# Pages --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways into the news that stand beside a list: kinds, satker, months by year."""

    kinds: tuple[Way, ...]
    satker: tuple[Way, ...]
    years: tuple[tuple[int, tuple[Way, ...]], ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    """A front page: rows under headings, and the ways on."""

    title: str
    lead: str
    crumbs: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    ways: Ways
    calendar: str


def front_view(portal: Portal, front: Front, *, calendar: str) -> FrontView:
    """The view of a front page. `calendar` is the address of the file of all events, or empty."""
    crumbs: tuple[tuple[str, str], ...]
    if front.satker:
        name = portal.satker[front.satker].data
        lead = f"Berita, pengumuman, dan agenda {name.nama}."
        crumbs = (("Satker", "satker/"), (name.sebutan, f"satker/{front.satker}/"))
        ways = Ways((), (), years_of(front.months))
    else:
        lead = KIND_LEADS[front.kind]
        crumbs = (("Berita", "berita/"),)
        ways = Ways(kinds(portal, front.kind), (), years_of(front.months))
    events = front.kind == "agenda"
    return FrontView(
        title=front_title(portal, front),
        lead=lead,
        crumbs=crumbs,
        groups=_events(portal, front) if events else newest(portal, front.cards, office=not front.satker),
        ways=ways,
        calendar=calendar if events else "",
    )


def front_title(portal: Portal, front: Front) -> str:
    """What a front page is called."""
    if front.satker:
        return f"Berita {portal.satker[front.satker].data.sebutan}"
    return JENIS_BERITA[front.kind]


def newest(
    portal: Portal, cards: Sequence[Kabar], *, office: bool
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The newest news under their months."""
    shown: dict[str, list[Row]] = {}
    for card in newest_of(cards):
        shown.setdefault(bulan(card.hari.year, card.hari.month), []).append(
            kabar_row(portal, card, office=office)
        )
    return tuple((title, tuple(rows)) for title, rows in shown.items())


def newest_of(cards: Iterable[Kabar]) -> tuple[Kabar, ...]:
    """The newest; what was already old when its feed was first read is no news, and stands in its month."""
    fresh = (card for card in cards if not (isinstance(card, EntriCard) and card.susulan))
    return tuple(islice(fresh, NEWEST))


def shown_on(front: Front, portal: Portal) -> tuple[Kabar, ...]:
    """The cards that a front page shows."""
    if front.kind != "agenda":
        return newest_of(front.cards)
    return (*portal.agenda[:COMING], *_past(portal, front))


def _past(portal: Portal, front: Front) -> tuple[BeritaCard, ...]:
    day = portal.today.toordinal()
    events = (card for card in front.cards if isinstance(card, BeritaCard))
    over = sorted((card for card in events if card.lewat_pada(day)), key=lambda card: -card.selesai)
    return tuple(over[:NEWEST])


def _events(portal: Portal, front: Front) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    groups = (("Yang akan datang", portal.agenda[:COMING]), ("Yang sudah lewat", _past(portal, front)))
    return tuple((title, tuple(agenda_row(portal, card) for card in cards)) for title, cards in groups)


def kinds(portal: Portal, current: str = "") -> tuple[Way, ...]:
    """The kinds of news that there are."""
    return tuple(
        Way(words, front_of_kind(kind), len(cards), kind == current, kind)
        for kind, words in JENIS_BERITA.items()
        if (cards := portal.kabar_per_jenis.get(kind, ()))
    )


def offices(portal: Portal) -> tuple[Way, ...]:
    """The satker that have news, those with most first."""
    found = [
        Way(portal.satker[slug].data.sebutan, front_of_satker(slug), len(cards), value=slug)
        for slug, cards in portal.kabar_per_satker.items()
    ]
    return tuple(sorted(found, key=lambda way: (-way.count, way.title.casefold())))


def years_of(months: Sequence[Month]) -> tuple[tuple[int, tuple[Way, ...]], ...]:
    """The months under their years."""
    years: dict[int, list[Way]] = {}
    for month in months:
        years.setdefault(month.year, []).append(Way(month.title, month.address, len(month.cards)))
    return tuple((year, tuple(ways)) for year, ways in years.items())


def neighbours_of(archive: Archive, month: Month) -> tuple[Month, ...]:
    """The months with news before and after this one, of the same list."""
    if month.kind or month.satker:
        owner = archive.fronts[month.owner].months
    else:
        owner = archive.all
    place = owner.index(month)
    return (*owner[place + 1 : place + 2], *owner[max(0, place - 1) : place])


def month_view(portal: Portal, month: Month, part: int, neighbours: Sequence[Month] = ()) -> ListView:
    """One part of a month's news."""
    parts = Parts.of(len(month.cards), part, month.address, newest_first=True)
    owner = portal.satker[month.satker].data if month.satker else None
    crumbs: tuple[tuple[str, str], ...] = (("Berita", "berita/"),)
    if owner:
        name, lead = "Berita", f"Berita {owner.nama}."
        crumbs = (("Satker", "satker/"), (owner.sebutan, f"satker/{month.satker}/"), ("Berita", month.owner))
    elif month.kind:
        name, lead = JENIS_BERITA[month.kind], KIND_LEADS[month.kind]
        if month.kind == "agenda":
            lead = "Kegiatan yang diumumkan pada bulan ini, dengan waktunya sendiri."
        crumbs = (*crumbs, (name, month.owner))
    else:
        name, lead = "Berita", "Berita semua satker."
    return ListView(
        title=f"{name} {month.title}",
        lead=lead,
        crumbs=crumbs,
        rows=tuple(
            agenda_row(portal, card)
            if month.kind == "agenda" and isinstance(card, BeritaCard)
            else kabar_row(portal, card, office=owner is None)
            for card in parts.cut(month.cards)
        ),
        unit="agenda" if month.kind == "agenda" else "berita",
        total=len(month.cards),
        parts=parts,
        description=f"{lead} {month.title}.",
        neighbours=tuple((other.title, other.address) for other in neighbours),
    )
