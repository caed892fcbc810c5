"""Raw entries to drafts: keys by which an entry is known again, clean words, absolute links, dates.

Which of an entry's own names can be trusted is judged by the feed as a whole: where guids repeat or lack, links are
taken, and where those do, title and date. Knows identity and cleaning; judges nothing and masks nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from generator import prose
from generator.feeds.dates import Confidence, moment
from generator.feeds.values import Draft, Parsed, Raw
from generator.records.umpan import POLICIES, Policy, worse

MOST_TITLE: Final = 300
MOST_AUTHOR: Final = 120
MOST_CATEGORIES: Final = 10
MOST_CATEGORY: Final = 60
MOST_EXCERPT: Final = 600
MOST_HTML: Final = 150_000  # characters of a body; nh3 needs time that grows faster than its text
MOST_LINK: Final = 2000
MOST_GUID: Final = 500
MOST_DATE: Final = 120
UNTITLED: Final = "Tanpa judul"
_TOLERATED: Final = 0.05  # of a feed's entries may have a guid that is not theirs alone
# Controls, halves of pairs, marks that turn the direction of text, and the tag characters, which are never seen.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_EMAIL: Final = re.compile(r"[(<\[]?[^\s@()<>\[\]]+@[^\s@()<>\[\]]+[)>\]]?")
_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(r"utm_[a-z_]+(?:=|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Names:
    """What an entry may be called: guid and link in their normal form, the key by title and date, and that with link.

    The last is for namesakes of one day: two of a feed that are both called Pengumuman.
    """

    guid: str
    link: str
    content: str
    precise: str

    def by(self, policy: Policy) -> tuple[str, ...]:
        """The names that a policy trusts, best first; the last two are never empty."""
        return (self.guid, self.link, self.content, self.precise)[POLICIES.index(policy) :]


def drafts(
    parsed: Parsed, *, feed_url: str, zone: tzinfo, now: datetime, policy: Policy = "guid"
) -> tuple[Draft, ...]:
    """The entries of a feed in its order, each once, under the given policy or the worse one that the feed needs.

    `policy` is `guid`, `tautan` or `isi`. No two drafts have the same key. `aliases` are what the entry may be called
    elsewhere, as given and in normal form, with http and https, as long as no other entry of the feed goes by it and
    the policy trusts it.
    """
    entries = _folded(parsed.entries)
    site = _link(parsed.link, feed_url) or feed_url
    known = [(entry, _link(entry.link, site)) for entry in entries]
    trusted = worse(policy, policy_of(entries))
    names = [_names(entry, link) for entry, link in known]
    holders = Counter(name for one in names for name in set(one.by("guid")) - {""})
    made: dict[str, Draft] = {}
    for (entry, link), one in zip(known, names, strict=True):
        told = one.by(trusted)
        key = next((name for name in told if name and holders[name] == 1), told[-1])
        aliases = _aliases((entry.guid, link), one, trusted, holders, key)
        made.setdefault(key, _draft(entry, key, aliases, link=link, site=site, zone=zone, now=now))
    return tuple(made.values())


def policy_of(entries: Sequence[Raw]) -> Policy:
    """By what the entries of a feed can be told apart: `guid`, else `tautan`, else `isi`.

    More than 5 % empty or repeated guids are no guids, and then likewise links. An entry that merely stands twice in
    the feed counts once.
    """
    folded = _folded(entries)
    if _is_telling([normal(entry.guid) for entry in folded]):
        return "guid"
    if _is_telling([normal(entry.link) for entry in folded]):
        return "tautan"
    return "isi"


def normal(name: str) -> str:
    """A guid or link so that two spellings of one are equal.

    Of an address: https, host in small letters, no slash at the end, no utm parameters. Other parameters stay, since
    `?p=123` is all there is of many an address. What is longer than 500 characters becomes its sha256.
    """
    name = _words(name, MOST_GUID + 1)
    if len(name) > MOST_GUID:
        return hashlib.sha256(name.encode()).hexdigest()
    if not re.match(r"https?://", name, re.IGNORECASE):
        return name
    try:
        parts = urlsplit(name)
        port = parts.port
    except ValueError:  # a port that is no number, a [ without ]
        return name
    who, at, _ = parts.netloc.rpartition("@")
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        host += f":{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    path = parts.path.rstrip("/") or ("/" if query else "")
    return urlunsplit(("https", who + at + host, path, query, parts.fragment))


def content_key(title: str, date_text: str, link: str = "") -> str:
    """The key of last resort: 64 hexadecimal digits of a clean title and the date as the feed writes it.

    The link stands in where there is no date. When a policy becomes `isi`, entries that were archived under their guid
    or link are found again by `content_key(judul, teks_tanggal, tautan)`.
    """
    return _digest(title, date_text or normal(link))


def excerpt(text: str) -> str:
    """The beginning of a text, at most 600 characters, cut between words and then ended by `…`."""
    return _shortened(text, MOST_EXCERPT)


def _folded(entries: Sequence[Raw]) -> list[Raw]:
    """The entries without those that repeat another: same guid, link, title and date. The first stays."""
    seen: dict[tuple[str, ...], Raw] = {}
    for entry in entries:
        seen.setdefault((normal(entry.guid), normal(entry.link), _title(entry), _date_text(entry)), entry)
    return list(seen.values())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_telling(names: Sequence[str]) -> bool:
    """Whether the names tell entries apart: at most 5 % of them are empty or were there before."""
    told = len(set(names) - {""})
    return len(names) - told <= _TOLERATED * len(names)


def _names(entry: Raw, link: str) -> _Names:
    content = content_key(_title(entry), _date_text(entry), link)
    return _Names(normal(entry.guid), normal(link), content, _digest(content, normal(link)))


def _aliases(
    given: tuple[str, str], names: _Names, policy: Policy, holders: Counter[str], key: str
) -> tuple[str, ...]:
    """What else the entry may be called, from its guid and link as given; nothing that could be another's."""
    found: dict[str, None] = {}
    pairs = list(zip(given, (names.guid, names.link), strict=True))[POLICIES.index(policy) :]
    for as_given, name in pairs:
        if holders[name] != 1:
            continue
        if len(spelt := _words(as_given, MOST_LINK)) <= MOST_GUID:
            found[spelt] = None
        found[name] = None
        if name.startswith("https://"):
            found["http" + name.removeprefix("https")] = None
    if key == names.content:
        found[names.precise] = None  # its key as soon as the feed has a namesake
    found.pop(key, None)
    return tuple(found)


def _draft(
    entry: Raw, key: str, aliases: tuple[str, ...], *, link: str, site: str, zone: tzinfo, now: datetime
) -> Draft:
    raw, clean, text = _body(entry, base=link or site)
    date, confidence, date_text = _date(entry, zone, now)
    return Draft(
        key=key,
        aliases=aliases,
        link=link,
        title=_title(entry) or _shortened(text, 80) or UNTITLED,
        author=_author(entry.author),
        categories=_categories(entry.categories),
        html=clean,
        text=text,
        date=date,
        date_confidence=confidence,
        date_text=date_text,
        raw_html=raw,
    )


def _body(entry: Raw, *, base: str) -> tuple[str, str, str]:
    """The body as given, as clean HTML and as text: the content, or the summary where the content says nothing."""
    tried = [raw[:MOST_HTML] for raw in (entry.content, entry.summary) if raw.strip()]
    for raw in tried:
        # Composed before it is cleaned: a combining mark behind a > would take the tag with it.
        clean = _UNSEEN.sub("", prose.foreign(unicodedata.normalize("NFC", raw), base=base))
        if text := _words(prose.plain(clean)):
            return raw, clean, text
    return tried[0] if tried else "", "", ""


def _date(entry: Raw, zone: tzinfo, now: datetime) -> tuple[str, Confidence, str]:
    """The first of the entry's dates that is one, and its text; with none, the text that could not be read."""
    given = [
        words for words in (_words(entry.published, MOST_DATE), _words(entry.updated, MOST_DATE)) if words
    ]
    for words in given:
        date, confidence = moment(words, zone=zone, now=now)
        if date:
            return date, confidence, words
    return "", "tidak_ada", given[0] if given else ""


def _link(address: str, base: str) -> str:
    """The address in full, or nothing where it is not plain http or https with a host and without a name to log in."""
    address = re.sub(r"[\t\r\n]", "", address.strip()).replace(" ", "%20")
    if not address:
        return ""
    try:
        full = urljoin(base, address)
        parts = urlsplit(full)
        hostname, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or "@" in parts.netloc or port == 0:
        return ""
    if not re.fullmatch(r"[\w.:-]+", hostname or ""):
        return ""
    if len(full) > MOST_LINK or _UNSEEN.search(full) or re.search(r"[\s<>\"\\]", full):
        return ""
    return full


def _date_text(entry: Raw) -> str:
    return _words(entry.published, MOST_DATE) or _words(entry.updated, MOST_DATE)


def _title(entry: Raw) -> str:
    return _shortened(_words(prose.plain(entry.title[: 10 * MOST_TITLE])), MOST_TITLE)


def _author(given: str) -> str:
    """The name, without the address that RSS wants beside it: a person's address is not ours to spread."""
    words = _EMAIL.sub(" ", _words(prose.plain(given[:1000])))
    return _shortened(_words(words.replace("()", " ").strip(" ,;()<>")), MOST_AUTHOR)


def _categories(given: Sequence[str]) -> tuple[str, ...]:
    """At most ten, each once whatever the size of its letters."""
    found: dict[str, str] = {}
    for one in given[: 10 * MOST_CATEGORIES]:
        words = _shortened(_words(prose.plain(one[:1000])), MOST_CATEGORY)
        if words:
            found.setdefault(words.casefold(), words)
    return tuple(found.values())[:MOST_CATEGORIES]


def _words(text: str, most: int = MOST_HTML) -> str:
    """Text in composed form on one line, without what cannot be seen, cut at a number of characters."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text[: 4 * most])).split())[:most]


def _shortened(text: str, most: int) -> str:
    """At most so many characters, the last of them `…` where something was left out, at a word if there is one near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if not text[most - 1].isspace() and (space := cut.rfind(" ")) > most // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:–-") + "…"
