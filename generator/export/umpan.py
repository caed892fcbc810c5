"""The portal's news as feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, for all, by satker and by kind.

Beside them the sources as OPML 2.0, and every month as an Atom archive (RFC 5005). Times come from the items, never
from the clock: the same news give the same bytes. Samples do not leave the portal, and an entry of a source that may
be hacked does not either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import format_datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.config import Config
from generator.portal import BeritaCard, EntriCard, Kabar, Portal, moment
from generator.records.berita import JENIS_BERITA
from generator.wording import WIB, bulan

ADDRESS: Final = "umpan/berita.xml"  # the feed of all news, which every page names
OPML: Final = "umpan/satker.opml"
MOST: Final = 50  # items; older ones stand in the archives
FORMATS: Final = (".xml", ".atom.xml", ".json")
_ATOM: Final = "http://www.w3.org/2005/Atom"
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed in three formats. `stem` is its address without the ending, `page` the page that it is the feed of.

    `archive` is the address of the newest archive that goes on where the feed ends, or empty.
    """

    stem: str
    title: str
    page: str
    cards: tuple[Kabar, ...]
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    """A month of all news, and the archives before and after it."""

    address: str
    year: int
    month: int
    cards: tuple[Kabar, ...]
    before: str
    after: str


def stem_of(kind: str, satker: str) -> str:
    """The address of a kind's or a satker's feed without its ending; of all news where both are empty."""
    if satker:
        return f"umpan/satker/{satker}"
    return f"umpan/jenis/{kind.replace('_', '-')}" if kind else "umpan/berita"


def channels(config: Config, portal: Portal, months: Mapping[str, Archived]) -> dict[str, Channel]:
    """Every feed by its address; a satker or kind without an item has none. `months` are the portal's archives."""
    name, newest = config.site_name, max(months, default="")
    found = [Channel(stem_of("", ""), f"Berita {name}", "berita/", _shown(portal.kabar), newest)]
    for kind, words in JENIS_BERITA.items():
        slug = kind.replace("_", "-")
        cards = _shown(portal.kabar_per_jenis.get(kind, ()))
        found.append(Channel(stem_of(kind, ""), f"{words} {name}", f"berita/{slug}/", cards))
    for slug, unit in portal.satker.items():
        cards = _shown(portal.kabar_per_satker.get(slug, ()))
        page = f"satker/{slug}/berita/"
        found.append(Channel(stem_of("", slug), f"Berita {unit.data.sebutan}, {name}", page, cards))
    return {
        channel.stem + ending: channel
        for channel in found
        if channel.cards or channel.stem == "umpan/berita"
        for ending in FORMATS
    }


def archives(portal: Portal) -> dict[str, Archived]:
    """Every month of news by the address of its archive."""
    months: dict[tuple[int, int], list[Kabar]] = {}
    for card in portal.kabar:
        if _may_leave(card):
            months.setdefault((card.hari.year, card.hari.month), []).append(card)
    names = {key: f"umpan/arsip/{key[0]:04}-{key[1]:02}.atom.xml" for key in months}
    order = sorted(months)
    return {
        names[key]: Archived(
            names[key],
            *key,
            tuple(months[key]),
            before=names[order[place - 1]] if place else "",
            after=names[order[place + 1]] if place + 1 < len(order) else "",
        )
        for place, key in enumerate(order)
    }


def _shown(cards: Sequence[Kabar]) -> tuple[Kabar, ...]:
    """The newest that may leave; what was old when its feed was first read is no news."""
    fresh = (c for c in cards if _may_leave(c) and not (isinstance(c, EntriCard) and c.susulan))
    return tuple(card for card, _ in zip(fresh, range(MOST), strict=False))


def _may_leave(card: Kabar) -> bool:
    return not card.contoh and not (isinstance(card, EntriCard) and card.tanpa_tautan)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as all formats need it. `published` and `updated` are aware moments."""

    id: str
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    author: str
    satker: str
    source: str
    categories: tuple[str, ...]


def _items(config: Config, portal: Portal, cards: Sequence[Kabar]) -> Iterator[_Item]:
    host = config.site_url.split("/")[2]
    for card in cards:
        unit = portal.satker[card.satker].data
        if isinstance(card, BeritaCard):
            url = config.site_url + card.address
            when = _aware(card.hari)
            kinds = (JENIS_BERITA[card.jenis],)
            yield _Item(url, url, card.judul, card.ringkasan, when, when, "", unit.sebutan, "", kinds)
        else:
            when = _aware(moment(card.waktu))
            yield _Item(
                id=f"tag:{host},2026:{card.id}",
                url=card.tautan,
                title=card.judul,
                summary=card.ringkasan,
                published=when,
                updated=_aware(moment(card.diubah)) if card.diubah else when,
                author=card.penulis,
                satker=unit.sebutan,
                source=card.umpan,
                categories=card.kategori,
            )


def _aware(day: date) -> datetime:
    """The moment; a day without an hour is its midnight in WIB, and an hour without a zone is WIB's."""
    if not isinstance(day, datetime):
        return datetime.combine(day, time(), WIB)
    return day if day.tzinfo else day.replace(tzinfo=WIB)


# RSS 2.0 ------------------------------------------------------------------------------------------------------


def rss(config: Config, portal: Portal, channel: Channel) -> bytes:
    """The feed as RSS 2.0."""
    root = Element(
        "rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    )
    top = SubElement(root, "channel")
    _text(top, "title", channel.title)
    _text(top, "link", config.site_url + channel.page)
    _text(top, "description", f"{channel.title}: yang terbaru dari portal dan dari situs satker.")
    _text(top, "language", "id")
    href = f"{config.site_url}{channel.stem}.xml"
    SubElement(top, "atom:link", {"href": href, "rel": "self", "type": "application/rss+xml"})
    items = list(_items(config, portal, channel.cards))
    if items:
        _text(top, "lastBuildDate", format_datetime(max(item.updated for item in items)))
    for item in items:
        _rss_item(top, item)
    return _packed(root)


def _rss_item(top: Element, item: _Item) -> None:
    element = SubElement(top, "item")
    _text(element, "title", item.title)
    _text(element, "link", item.url)
    SubElement(element, "guid", {"isPermaLink": "true" if item.id == item.url else "false"}).text = item.id
    _text(element, "pubDate", format_datetime(item.published))
    _text(element, "dc:creator", ", ".join(name for name in (item.author, item.satker) if name))
    for name in item.categories:
        _text(element, "category", name)
    if item.source:
        SubElement(element, "source", {"url": item.source}).text = item.satker
    if item.summary:
        _text(element, "description", item.summary)


# Atom ---------------------------------------------------------------------------------------------------------


def atom(config: Config, portal: Portal, channel: Channel) -> bytes:
    """The feed as Atom; that of all news leads to the newest archive."""
    own = f"{config.site_url}{channel.stem}.atom.xml"
    links = {"prev-archive": channel.archive}
    return _atom(config, portal, channel.title, own, channel.page, channel.cards, links)


def atom_archive(config: Config, portal: Portal, month: Archived) -> bytes:
    """A month as an archive document (RFC 5005, section 4)."""
    own = config.site_url + month.address
    title = f"Berita {config.site_name}, {bulan(month.year, month.month)}"
    links = {"current": "umpan/berita.atom.xml", "prev-archive": month.before, "next-archive": month.after}
    page = f"berita/{month.year:04}/{month.month:02}/"
    return _atom(config, portal, title, own, page, month.cards, links, archive=True)


def _atom(
    config: Config,
    portal: Portal,
    title: str,
    own: str,
    page: str,
    cards: Sequence[Kabar],
    links: Mapping[str, str],
    *,
    archive: bool = False,
) -> bytes:
    spaces = {"xmlns": _ATOM, "xml:lang": "id"} | ({"xmlns:fh": _HISTORY} if archive else {})
    root = Element("feed", spaces)
    items = list(_items(config, portal, cards))
    _text(root, "id", own)
    _text(root, "title", title)
    _text(root, "updated", max((item.updated for item in items), default=_EPOCH).isoformat())
    author = SubElement(root, "author")
    _text(author, "name", config.site_name)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": config.site_url + page})
    for relation, address in links.items():
        if address:
            SubElement(root, "link", {"rel": relation, "href": config.site_url + address})
    if archive:
        SubElement(root, "fh:archive")
    for item in items:
        _atom_entry(root, item)
    return _packed(root)


_EPOCH: Final = datetime(2020, 6, 30, tzinfo=WIB)  # the founding meeting: what an empty feed says of its age


def _atom_entry(root: Element, item: _Item) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "published", item.published.isoformat())
    _text(entry, "updated", item.updated.isoformat())
    author = SubElement(entry, "author")
    _text(author, "name", item.author or item.satker)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": item.url})
    for name in item.categories:
        SubElement(entry, "category", {"term": name})
    if item.summary:
        _text(entry, "summary", item.summary)
    if item.source:
        source = SubElement(entry, "source")
        _text(source, "id", item.source)
        _text(source, "title", item.satker)
        _text(source, "updated", item.updated.isoformat())
        SubElement(source, "link", {"rel": "self", "href": item.source})


# JSON Feed and OPML -------------------------------------------------------------------------------------------


def json_feed(config: Config, portal: Portal, channel: Channel) -> bytes:
    """The feed as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": config.site_url + channel.page,
        "feed_url": f"{config.site_url}{channel.stem}.json",
        "language": "id",
        "items": [_json_item(item) for item in _items(config, portal, channel.cards)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: _Item) -> dict[str, object]:
    found: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary or item.title,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in (item.author, item.satker) if name],
        "tags": list(item.categories),
    }
    if item.source:
        found["_sumber"] = {"umpan": item.source, "satker": item.satker}
    return found


def opml(config: Config, portal: Portal) -> bytes:
    """The satker's own feeds as OPML 2.0, for readers that would rather ask them themselves."""
    root = Element("opml", {"version": "2.0"})
    _text(SubElement(root, "head"), "title", f"Umpan satker di {config.site_name}")
    body = SubElement(root, "body")
    for feed in portal.feeds:
        unit = portal.satker[feed.satker].data
        title = feed.data.judul or unit.sebutan
        outline = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.data.url}
        SubElement(body, "outline", outline | ({"htmlUrl": unit.situs} if unit.situs else {}))
    if not portal.feeds:  # OPML wants at least one: the portal's own
        SubElement(
            body, "outline", {"type": "rss", "text": config.site_name, "xmlUrl": config.site_url + ADDRESS}
        )
    return _packed(root)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _packed(root: Element) -> bytes:
    return _HEAD + tostring(root, encoding="unicode").encode() + b"\n"
