"""The portal's own news as RSS 2.0, for readers and for other sites.

Times come from the items, never from the clock: the same news give the same bytes.
"""

from __future__ import annotations

from datetime import datetime, time
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.config import Config
from generator.portal import BeritaCard, Portal
from generator.records.berita import JENIS_BERITA
from generator.wording import WIB

ADDRESS = "umpan/berita.xml"
MOST = 50  # items; older ones stand in the months of /berita/
_ATOM = "http://www.w3.org/2005/Atom"


def shown(portal: Portal) -> tuple[BeritaCard, ...]:
    """The newest items; samples do not leave the portal."""
    return tuple([card for card in portal.berita if not card.contoh][:MOST])


def rss(config: Config, portal: Portal) -> bytes:
    """The feed. Needs the portal's `site_url`, for a feed is read far from it."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = SubElement(root, "channel")
    _text(channel, "title", f"Berita {config.site_name}")
    _text(channel, "link", f"{config.site_url}berita/")
    _text(channel, "description", "Berita, pengumuman, agenda, dan siaran pers satker di portal ini.")
    _text(channel, "language", "id")
    href = config.site_url + ADDRESS
    SubElement(channel, "atom:link", {"href": href, "rel": "self", "type": "application/rss+xml"})
    cards = shown(portal)
    if cards:
        _text(channel, "lastBuildDate", _moment(cards[0]))
    for card in cards:
        _item(channel, config, portal, card)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _item(channel: Element, config: Config, portal: Portal, card: BeritaCard) -> None:
    item = SubElement(channel, "item")
    address = config.site_url + card.address
    _text(item, "title", card.judul)
    _text(item, "link", address)
    SubElement(item, "guid", {"isPermaLink": "true"}).text = address
    _text(item, "pubDate", _moment(card))
    _text(item, "category", JENIS_BERITA[card.jenis])
    _text(item, "category", portal.satker[card.satker].data.sebutan)
    if card.ringkasan:
        _text(item, "description", card.ringkasan)


def _moment(card: BeritaCard) -> str:
    """The item's day as RFC 822 wants it; the record knows no hour, so it is midnight in WIB."""
    return format_datetime(datetime.combine(card.hari, time(), WIB))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
