"""The plan: every page of services, news, satker and regions, and every file for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.cache import digest
from generator.config import Config
from generator.export import kalender, sitemap, umpan
from generator.frame import Shell
from generator.pages.informasi import InformationPlan, moved
from generator.pages.page import SECTIONS, Page, targets_of
from generator.portal import BeritaCard, LayananCard, Portal
from generator.views.archive import Archive, archive, front_title, neighbours_of, shown_on
from generator.views.integrasi import TABLES, met
from generator.views.lists import FACETS, Facet, Parts, facet_title, facets, parts_of
from generator.views.parts import DATED, OF_THE_YEAR
from generator.views.ppid import STANDING
from generator.views.wilayah import PROVINCE, givers


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list of services and of news, and every feed of them, by address; made once a build."""

    facets: Mapping[str, Facet]
    archive: Archive
    channels: Mapping[str, umpan.Channel]
    feed_archives: Mapping[str, umpan.Archived]

    def titles(self, portal: Portal) -> dict[str, str]:
        """What the lists are called that somebody may look for by name: services by audience and way, news, PPID."""
        ways = [facet for facet in self.facets.values() if facet.name in ("sasaran", "cara")]
        found = {facet.address: facet_title(facet) for facet in ways}
        fronts = {front.address: front_title(portal, front) for front in self.archive.fronts.values()}
        return found | fronts | STANDING


def lists(config: Config, portal: Portal) -> Lists:
    """All lists of a portal; feeds need whole addresses, and wait for `site_url`."""
    months = umpan.archives(portal) if config.site_url else {}
    channels = umpan.channels(config, portal, months) if config.site_url else {}
    return Lists(facets(portal), archive(portal), channels, months)


def pages(
    config: Config, portal: Portal, lists: Lists, shells: Mapping[str, Shell], *, now: datetime, whole: bytes
) -> list[Page]:
    """Every page of the portal, and the files for programs. `whole` stands for what every page depends on."""
    plan = _Plan(config, portal, lists, whole)
    planned: dict[str, Page] = {}
    for page in (
        *plan.hand_written(shells, now),
        *plan.kinds(),
        *plan.services(),
        *plan.news(),
        *plan.members(),
        *plan.regions(),
        *plan.ways_to_services(),
        *plan.lists_of_services(),
        *plan.fronts_of_news(),
        *plan.lists_of_news(),
        *InformationPlan(portal, whole, plan.units).pages(),
        *_redirects(portal, whole),
    ):
        planned.setdefault(page.address, page)  # a former address never takes the place of a page
    found = list(planned.values())
    return [*found, *plan.calendars(), *plan.tables(), *plan.for_programs(found)]


class _Plan:
    """Works out keys. What stands for a card or a group of cards is made once and used by every page with it."""

    def __init__(self, config: Config, portal: Portal, lists: Lists, whole: bytes) -> None:
        self.config = config
        self.portal = portal
        self.lists = lists
        self.whole = whole
        self.names = {slug: portal.sebutan(slug).encode() for slug in portal.satker}
        self.shown = {card.id: self._shown(card) for card in portal.layanan.values()}
        self.offered = {slug: self._group(cards) for slug, cards in portal.per_satker.items()}
        self.fed = {channel.stem for channel in lists.channels.values()}
        self.units = digest(*(unit.digest for unit in portal.satker.values()))

    def _shown(self, card: LayananCard) -> bytes:
        """A card with what pages say of it beside its own text: the satker's name, and today's status."""
        state = b""
        if card.keadaan != "aktif":
            ahead = card.mulai > self.portal.today.toordinal()
            state = b"akan" if ahead else self.portal.keadaan(card).encode()
        return b"%b%b %b" % (card.digest, self.names[card.satker], state)

    def _group(self, cards: Sequence[LayananCard]) -> bytes:
        return digest(*(self.shown[card.id] for card in cards))

    def hand_written(self, shells: Mapping[str, Shell], now: datetime) -> Iterator[Page]:
        """A page with live parts speaks of the whole portal, and all of them are few: any change makes them anew."""
        portal = self.portal
        everything = digest(
            self.units,
            *self.offered.values(),
            *(card.digest for card in portal.kabar),
            *(card.digest for card in portal.informasi),
            *(str(feed) for feed in portal.feeds),
            str(portal.today),
        )
        for address, shell in shells.items():
            if address in SECTIONS:
                continue
            live = bool(set(shell.parts) - OF_THE_YEAR) or "opening" in shell.slots
            year = str(portal.today.year) if shell.parts else ""
            dated = now.isoformat() if DATED.intersection(shell.parts) else ""
            key = digest(self.whole, address, everything if live else year, dated)
            yield Page(address, address, "tulisan", address, 0, key, found=address != "404.html")

    def kinds(self) -> Iterator[Page]:
        portal = self.portal
        for code, kind in portal.acuan.jenis.items():
            cards = portal.per_jenis.get(code, ())
            shown = sum(1 for _ in portal.berjalan(cards))
            key = digest(self.whole, code, self._group(cards))
            for part, address in parts_of(shown, f"layanan/{kind.slug}/"):
                yield Page(address, "layanan", "jenis", code, part, key)

    def services(self) -> Iterator[Page]:
        portal = self.portal
        elsewhere = {pair: self._group(cards) for pair, cards in portal.elsewhere.items()}
        for card in portal.layanan.values():
            key = digest(
                self.whole,
                self.shown[card.id],
                portal.satker[card.satker].digest,
                b"!" if card.lewat_tinjau_pada(portal.today.toordinal()) else b"",
                str(portal.offices[card.jenis]),
                elsewhere[card.satker, card.jenis],
                *targets_of(portal, card.id),
            )
            yield Page(card.address, "layanan", "layanan", card.id, 0, key, not card.contoh, card.diperbarui)

    def news(self) -> Iterator[Page]:
        portal = self.portal
        day = portal.today.toordinal()
        for card in portal.berita:
            phase = f"{card.berlaku_pada(day)}{card.lewat_pada(day)}" if card.selesai or card.sampai else ""
            size = portal.pictures.get((card.satker, card.gambar)) if card.gambar else None
            key = digest(
                self.whole,
                card.digest,
                portal.satker[card.satker].digest,
                phase,
                str(size),
                *targets_of(portal, card.id),
            )
            yield Page(card.address, "berita", "berita", card.id, 0, key, not card.contoh, card.tanggal)

    def members(self) -> Iterator[Page]:
        for slug, unit in self.portal.satker.items():
            news = digest(*(card.digest for card in self.portal.kabar_per_satker.get(slug, ())))
            fed = str(umpan.stem_of("", slug) in self.fed)
            key = digest(self.whole, unit.digest, self.names[slug], self.offered.get(slug, b""), news, fed)
            yield Page(f"satker/{slug}/", "satker", "satker", slug, 0, key, not unit.data.contoh)

    def regions(self) -> Iterator[Page]:
        """What serves the region, and how many anywhere give each type."""
        portal = self.portal
        counts = " ".join(f"{kind}{len(givers(portal, kind))}" for kind in portal.per_jenis)
        for code, region in portal.acuan.wilayah.items():
            serving = [
                part
                for slug, unit in portal.satker.items()
                if code in unit.data.wilayah or PROVINCE in unit.data.wilayah
                for part in (unit.digest, self.offered.get(slug, b""))
            ]
            key = digest(self.whole, code, counts, *serving)
            yield Page(f"wilayah/{region.slug}/", "layanan", "wilayah", code, 0, key)

    def lists_of_services(self) -> Iterator[Page]:
        for address, facet in self.lists.facets.items():
            count = len(facet.cards)
            for part, place in parts_of(count, address):
                shown = self._group(Parts.of(count, part, address).cut(facet.cards))
                key = digest(self.whole, self.units, str(count), shown)
                yield Page(place, "layanan", "daftar", address, part, key)

    def ways_to_services(self) -> Iterator[Page]:
        samples = any(card.contoh for card in self.portal.layanan.values())
        counts = digest(
            str(samples),
            *(f"{at} {facet.title} {len(facet.cards)}" for at, facet in self.lists.facets.items()),
        )
        for name in ("", *FACETS):
            address = f"layanan/menurut/{name}/" if name else "layanan/menurut/"
            yield Page(address, "layanan", "menurut", name, 0, digest(self.whole, counts))

    def fronts_of_news(self) -> Iterator[Page]:
        """What a front page shows, and the counts of the lists that it leads to."""
        portal = self.portal
        counts = digest(*(f"{kind} {len(cards)}" for kind, cards in portal.kabar_per_jenis.items()))
        events = f"{portal.today} {bool(kalender.coming(portal))}"
        for address, front in self.lists.archive.fronts.items():
            key = digest(
                self.whole,
                self.units,
                counts,
                events if front.kind == "agenda" else "",
                str(umpan.stem_of(front.kind, front.satker) in self.fed),
                *(f"{month.address} {len(month.cards)}" for month in front.months),
                *(card.digest for card in shown_on(front, portal)),
            )
            shell = "satker" if front.satker else "berita"
            yield Page(address, shell, "kabar", address, 0, key)

    def lists_of_news(self) -> Iterator[Page]:
        for address, month in self.lists.archive.months.items():
            count = len(month.cards)
            beside = " ".join(other.address for other in neighbours_of(self.lists.archive, month))
            for part, place in parts_of(count, address, newest_first=True):
                news = Parts.of(count, part, address, newest_first=True).cut(month.cards)
                key = digest(self.whole, self.units, str(count), beside, *(card.digest for card in news))
                yield Page(place, "satker" if month.satker else "berita", "bulan", address, part, key)

    def calendars(self) -> Iterator[Page]:
        """A file for each event, for a visitor's own calendar."""
        for card in self.portal.berita:
            if card.jenis != "agenda":
                continue
            key = digest(self.whole, card.digest, self.portal.satker[card.satker].digest)
            yield Page(card.calendar, None, "acara", card.id, 0, key, found=False)

    def tables(self) -> Iterator[Page]:
        """The tables of the integration map: of the satker, of their feeds, of the meeting, else of all services."""
        portal = self.portal
        services = digest(self.whole, self.units, *self.offered.values())
        feeds = digest(self.whole, self.units, *(str(feed) for feed in portal.feeds), str(portal.today))
        keys = {
            "ult": digest(self.whole, self.units),
            "umpan": feeds,
            "kesediaan": digest(self.whole, str(met(portal) is not None)),
        }
        for name in TABLES:
            address = f"integrasi/{name}.csv"
            yield Page(address, None, "tabel", name, 0, keys.get(name, services), found=False)

    def for_programs(self, planned: Sequence[Page]) -> Iterator[Page]:
        """robots.txt, the sitemap, the feed and the calendar; what needs whole addresses waits for `site_url`."""
        portal, whole = self.portal, self.whole
        status = digest(whole, self.units, *(str(feed) for feed in portal.feeds), str(portal.today))
        shown = digest(status, *(card.digest for card in portal.kabar), *self.offered.values())
        yield Page("status/umpan.json", None, "status", "", 0, shown, found=False)
        yield Page("robots.txt", None, "robots", "", 0, whole, found=False)
        if events := kalender.coming(portal):
            key = digest(whole, self.units, *(card.digest for card in events))
            yield Page(kalender.ADDRESS, None, "kalender", "", 0, key, found=False)
        if not self.config.site_url:
            return
        yield from self.feeds()
        entries = entries_of(planned)
        files = sitemap.file_names(len(entries))
        for part, name in enumerate(files):
            share = sitemap.share(entries, part) if part else entries[: sitemap.MOST]
            key = digest(whole, str(len(files)), *(f"{address} {day}" for address, day in share))
            yield Page(name, None, "peta", name, part, key, found=False)

    def feeds(self) -> Iterator[Page]:
        """News in all formats, the archives of its months, and the list of the satker's own feeds."""
        whole = self.whole
        for address, channel in self.lists.channels.items():
            key = digest(whole, self.units, channel.archive, *(card.digest for card in channel.cards))
            yield Page(address, None, "umpan", address, 0, key, found=False)
        for address, month in self.lists.feed_archives.items():
            key = digest(whole, self.units, month.before, month.after, *(card.digest for card in month.cards))
            yield Page(address, None, "arsip", address, 0, key, found=False)
        yield Page(umpan.OPML, None, "opml", "", 0, digest(whole, self.units), found=False)


def entries_of(planned: Sequence[Page]) -> list[sitemap.Entry]:
    """What the sitemap names: every page that search engines may have, by address."""
    return sorted((page.address, page.day) for page in planned if page.found)


def _redirects(portal: Portal, whole: bytes) -> Iterator[Page]:
    """A renamed record leaves a page at each address that it had; an address cut short leads on as well."""
    pairs = [(f"satker/{slug}/layanan/", f"layanan/menurut/satker/{slug}/") for slug in portal.satker]
    cards: tuple[LayananCard | BeritaCard, ...] = (*portal.layanan.values(), *portal.berita)
    for card in cards:
        pairs += [(old, card.address) for old in card.alamat_lama]
    for unit in portal.satker.values():
        pairs += [(old, f"satker/{unit.slug}/") for old in unit.data.alamat_lama]
    for kind in portal.acuan.jenis.values():
        pairs += [(old, f"layanan/{kind.slug}/") for old in kind.alamat_lama]
    for old, target in (*pairs, *moved(portal)):
        yield Page(old.lstrip("/"), "umum", "pindah", target, 0, digest(whole, old, target), found=False)
