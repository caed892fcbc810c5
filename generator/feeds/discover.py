"""Which feeds a satker's site has: named by its home page, or where the common systems put them.

Proposes and never applies: whether an address is the satker's own is for a person to say. Of what the feeds hold only
counts and dates are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from generator.feeds import classify, guard, markup, normalise
from generator.feeds.decode import decoded
from generator.feeds.parse import parse_safely
from generator.feeds.values import Job, Response, Source, Verdict

MOST: Final = 8  # addresses that are tried on one site
_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
# The ends of addresses by which a link to a feed is known, in any system.
_FEED_LIKE: Final = re.compile(
    r"(?:/(?:feed|rss|atom)/?|/[\w.-]*(?:feed|rss|atom)[\w.-]*\.(?:xml|php|rss|json)|[?&](?:format=feed|feed=)[\w&=;-]*)$",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(r"comment|komentar", re.IGNORECASE)
# WordPress, Joomla, Drupal, Blogger, and what others use; in the order of how common they are among schools.
_USUAL: Final = (
    "feed/",
    "index.php?format=feed&type=rss",
    "rss.xml",
    "feeds/posts/default",
    "rss",
    "feed.xml",
)
_KEPT: Final = ":/?#[]@!$&'()*+,;=%~"  # addresses are printed: in ASCII, whatever a page writes
_HEAD_CHARACTERS: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """A feed that answers. `newest` is the day of its newest entry, ISO 8601, or empty; `foreign` that it lies on
    another host than the site.
    """

    url: str
    entries: int
    newest: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a site has; `tried` counts the addresses asked for. With a `fault` its home page was no help, and the usual
    addresses were tried, or none where the site did not answer at all.
    """

    proposals: tuple[Proposal, ...]
    tried: int
    fault: str = ""


Ask = Callable[[str], Response]


def discover(home: str, *, ask: Ask, zone: tzinfo, now: datetime) -> Found:
    """The feeds of the site at an address. `ask` fetches one address and never raises."""
    page = ask(home)
    fault = _fault(home, page)
    if page.fault:
        return Found((), 0, fault)
    named = () if fault else candidates(page.body, page.url)
    proposals, tried = _read(named, home, ask=ask, zone=zone, now=now)
    if not proposals:
        usual = [url for path in _USUAL if (url := urljoin(page.url or home, f"/{path}")) not in named]
        more, further = _read(usual[: MOST - tried], home, ask=ask, zone=zone, now=now)
        proposals, tried = more[:1], tried + further  # the others are the same feed by another address
    return Found(tuple(proposals), tried, fault)


def candidates(page: bytes, url: str) -> tuple[str, ...]:
    """The addresses that a home page names as its feeds: by `link` elements first, then by links that look so.

    Only such as could be asked; feeds of comments are left out.
    """
    text = page[:_HEAD_CHARACTERS].decode("utf-8", "replace")
    base = url
    declared: list[str] = []
    linked: list[str] = []
    for kind, name, content in markup.tokens(text):
        if kind != "open" or name not in ("a", "base", "link"):
            continue
        found = markup.attributes(content)
        try:
            address = quote(urljoin(base, found.get("href", "").strip()).partition("#")[0], safe=_KEPT)
        except ValueError:
            continue
        if name == "base":
            base = address
        elif name == "link" and "alternate" in found.get("rel", "").lower().split():
            if found.get("type", "").lower().strip() in _TYPES:
                declared.append(address)
        elif name == "a" and _FEED_LIKE.search(address):
            linked.append(address)
    return tuple(_askable(dict.fromkeys((*declared, *linked))))[:MOST]


def _askable(urls: dict[str, None]) -> Iterator[str]:
    for url in urls:
        if not guard.url_fault(url, any_port=True) and not _COMMENTS.search(url):
            yield url


def _fault(url: str, page: Response) -> str:
    """The code of what is wrong with a home page, or nothing. An ordinary page is the fault `html` of a feed."""
    source = Source("", url)
    verdict = classify.classify(Job(source, url), page, known_sha256="", fault_age_days=0, times=0)
    return verdict.code if verdict.kind == "gagal" and verdict.code not in ("html", "login") else ""


def _read(
    urls: tuple[str, ...] | list[str], home: str, *, ask: Ask, zone: tzinfo, now: datetime
) -> tuple[list[Proposal], int]:
    """Those of the addresses that are feeds, each feed once, and how many were asked."""
    found: dict[str, Proposal] = {}
    for url in urls:
        answer = ask(url)
        if answer.fault or answer.status != 200 or not classify.is_feed(answer.body):
            continue
        parsed = parse_safely(decoded(answer.body, answer.headers.get("content-type", "")))
        if isinstance(parsed, Verdict):
            continue
        made = normalise.drafts(parsed, feed_url=answer.url, zone=zone, now=now)
        newest = max((draft.date for draft in made if draft.date), default="")[:10]
        foreign = guard.same_site(_host(home), _host(answer.url), ()) == "asing"
        found.setdefault(answer.url, Proposal(answer.url, len(made), newest, foreign))
    return list(found.values()), len(urls)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
