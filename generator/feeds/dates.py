"""Dates as feeds write them: RFC 822, ISO 8601, and Indonesian as people type it.

An own small parser, since feed libraries read WIB as UTC (seven hours in the future) and do not know Agu, Okt or Des.
Knows text and zones; knows nothing of feeds.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final, Literal

Confidence = Literal["lengkap", "tanpa_zona", "tanpa_jam", "tidak_ada"]

FIRST_YEAR: Final = 1995  # before that there were no sites of these agencies; such a date is a program's zero
_NONE: Final[tuple[str, Confidence]] = ("", "tidak_ada")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february februry feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug agt ags agst",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES: Final = {  # hours; RFC 822, 5.1, and those of Indonesia and its neighbours
    "wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "ut": 0, "z": 0, "sgt": 8, "myt": 8,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "cet": 1, "cest": 2,
}  # fmt: skip
_MONTH: Final = rf"(?<![a-z])(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_DAY: Final = r"(?<![\d:.])(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})(?![\d:]|\.\d)"
_CLOCK: Final = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_DATES: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=t\d{4}|\d{6}(?!\d)|(?!\d))",
        rf"{_DAY}(?:st|nd|rd|th)?[\s.,/-]*{_MONTH}[\s.,/-]*{_YEAR}",
        rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?[\s,]+{_YEAR}",
        # Unix `date`: the year stands last, behind the clock
        rf"{_MONTH}\s*{_DAY},?\s+(?P<rest>{_CLOCK}\s*[a-z]*\s*(?:[+-]\d{{4}})?)\s*(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})[\s.,/-]*{_MONTH}[\s.,/-]*(?P<day>\d{{1,2}})(?![\d:]|\.\d)",
        r"(?<![\d:.])(?P<day>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)",
    )
)
_TIME: Final = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|t?(?<!\d)(?P<hour2>\d{2})(?P<minute2>\d{2})(?P<second2>\d{2})?(?=z|[+-]|$)"
    r"|(?:pukul|pkl\.?|jam)\s*(?P<hour3>\d{1,2})(?![\d:]|\.\d)",
    re.ASCII,
)
# "08.00 - 10.00 WIB"; what looks like "08:00-05:00" is an offset, unless a zone of Indonesia follows.
_UNTIL: Final = re.compile(
    r"^(?:\s+-\s+|\s*(?:–|s\.?\s?/?\s?d\.?|sampai|hingga)\s*|\s*-\s*(?=\d{1,2}(?:\.|:\d{2}\s*wi)))\d{1,2}[:.]\d{2}(?!\d)",
    re.ASCII,
)
_OFFSET: Final = re.compile(
    r"(?<![a-z])(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)", re.ASCII
)
_ZONE: Final = re.compile(rf"(?<![a-z])({'|'.join(sorted(_ZONES, key=len, reverse=True))})(?![a-z])")


def moment(text: str, *, zone: tzinfo, now: datetime) -> tuple[str, Confidence]:
    """The moment that a text names, as ISO 8601 in the source's zone, and how sure it is.

    `lengkap`: it names its zone. `tanpa_zona`: the source's zone is assumed. `tanpa_jam`: midnight there. `("",
    "tidak_ada")` for what is no date, or lies before 1995 or more than a year after `now`: a wrong date is worse than
    none. Figures are day, month, year, unless only the American order is a date.
    """
    words = " ".join(unicodedata.normalize("NFKC", text[:200]).replace("\u2212", "-").lower().split())
    if len(words) > 100:
        return _NONE
    found = next((match for pattern in _DATES if (match := pattern.search(words))), None)
    if found is None:
        return _NONE
    rest = f"{words[: found.start()]} {found.groupdict().get('rest') or ''}{words[found.end() :]}"
    try:
        return _placed(_day(found, now), rest, zone, now)
    except (ValueError, OverflowError):  # 30 February, 25 o'clock, month 13
        return _NONE


def _placed(day: datetime, rest: str, zone: tzinfo, now: datetime) -> tuple[str, Confidence]:
    """The day with the clock and zone that the rest of the text names; figures left over make it no date."""
    clock = _TIME.search(rest)
    confidence: Confidence = "tanpa_jam"
    place: tzinfo = zone
    if clock:
        day += _since_midnight(clock)
        before, rest = rest[: clock.start()], rest[clock.end() :]
        rest = _UNTIL.sub("", rest, count=1)
        own, rest = _zone(rest)
        place, confidence = (own, "lengkap") if own else (zone, "tanpa_zona")
        rest = f"{before} {rest}"
    else:
        rest = _zone(rest)[1]
    if re.search(r"\d", rest):
        return _NONE
    local = day.replace(tzinfo=place).astimezone(zone)
    return (local.isoformat(), confidence) if _is_likely(local, now) else _NONE


def _day(found: re.Match[str], now: datetime) -> datetime:
    parts = found.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    if len(parts["year"]) == 2:
        year += 2000 if 2000 + year <= now.year + 1 else 1900
    if parts.get("name"):
        month = _MONTHS[parts["name"]]
    else:
        month = int(parts["month"])
        if month > 12 and day <= 12 and parts.get("mark") == "/":
            day, month = month, day  # 11/24/2026 is a date in one order only
    if not FIRST_YEAR - 1 <= year <= now.year + 2:
        raise ValueError(f"year out of range: {year}")
    return datetime(year, month, day)  # noqa: DTZ001 - its zone is found after its clock


def _since_midnight(clock: re.Match[str]) -> timedelta:
    parts = clock.groupdict()
    hour = int(parts["hour"] or parts["hour2"] or parts["hour3"])
    minute = int(parts["minute"] or parts["minute2"] or 0)
    second = min(int(parts["second"] or parts["second2"] or 0), 59)  # 60 is a leap second (RFC 3339, 5.6)
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"hour out of range: {hour}")
        hour = hour % 12 + (12 if parts["half"].startswith("p") else 0)
    if minute > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError(f"time out of range: {hour}:{minute}")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(text: str) -> tuple[tzinfo | None, str]:
    """The zone that a text names, in figures before words, and the text without it."""
    if offset := _OFFSET.search(text):
        hours, minutes = int(offset["hours"]), int(offset["minutes"] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError(f"offset out of range: {hours}:{minutes}")
        distance = timedelta(hours=hours, minutes=minutes)
        place = timezone(-distance if offset["sign"] == "-" else distance)
        return place, text[: offset.start()] + text[offset.end() :]
    if name := _ZONE.search(text):
        return timezone(timedelta(hours=_ZONES[name[1]])), text[: name.start()] + text[name.end() :]
    return None, text


def _is_likely(local: datetime, now: datetime) -> bool:
    here = now.astimezone(local.tzinfo or UTC)
    try:
        latest = here.replace(year=here.year + 1)
    except ValueError:  # 29 February
        latest = here.replace(year=here.year + 1, month=3, day=1)
    return local.year >= FIRST_YEAR and local <= latest
