"""Events as iCalendar (RFC 5545): one event for a visitor's own calendar, or all that are to come.

The only importer of icalendar, and only when there is an event to write: it takes longer to load than a small portal
takes to build. Hours are written in UTC, so that no file needs a time zone of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from generator.config import Config
from generator.portal import BeritaCard, Portal
from generator.wording import WIB

ADDRESS = "umpan/agenda.ics"


def coming(portal: Portal) -> tuple[BeritaCard, ...]:
    """The events that are not over, the next one first; samples do not leave the portal."""
    return tuple(card for card in portal.agenda if not card.contoh)


def calendar(config: Config, portal: Portal, cards: Sequence[BeritaCard]) -> bytes:
    """A calendar of these events."""
    from icalendar import Calendar, Event

    found = Calendar()
    found.add("prodid", f"-//{config.site_name}//Agenda//ID")
    found.add("version", "2.0")
    for card in cards:
        event = Event()
        event.add("uid", f"{card.id}@{config.site_url.split('/')[2] if config.site_url else 'ultra'}")
        event.add("dtstamp", datetime.combine(card.hari, time(), WIB).astimezone(UTC))
        event.add("dtstart", _at(card.begin))
        if end := _end(card):
            event.add("dtend", end)
        event.add("summary", f"CONTOH: {card.judul}" if card.contoh else card.judul)
        if card.ringkasan:
            event.add("description", card.ringkasan)
        if card.tempat:
            event.add("location", card.tempat)
        if config.site_url:
            event.add("url", config.site_url + card.address)
        event.add("categories", [portal.satker[card.satker].data.sebutan])
        found.add_component(event)
    return bytes(found.to_ical())


def _at(moment: date) -> date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _end(card: BeritaCard) -> date | None:
    """The end as iCalendar counts it: the day after the last where only days are known; nothing where none is."""
    if isinstance(card.begin, datetime):
        return _at(card.end) if isinstance(card.end, datetime) else None
    last = date.fromordinal(card.selesai)
    return last + timedelta(days=1)
