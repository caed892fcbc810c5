"""What a search engine asks for first: robots.txt, and the sitemap in files of at most 50,000 addresses.

Format: sitemaps.org, protocol 0.9, which wants whole addresses; a portal without `site_url` has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

MOST: Final = 50_000  # addresses in one file, by the protocol
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
Entry = tuple[
    str, int
]  # an address from the root, and the ordinal of the day of its last change (0: not known)


def robots(site_url: str) -> bytes:
    """robots.txt: everything may be read, and where the sitemap lies."""
    lines = ["User-agent: *", "Disallow:"]
    if site_url:
        lines += ["", f"Sitemap: {site_url}sitemap.xml"]
    return "\n".join([*lines, ""]).encode()


def file_names(count: int) -> tuple[str, ...]:
    """The files of a sitemap of `count` addresses: one, or an index and its parts."""
    parts = -(-count // MOST)
    return (
        ("sitemap.xml", *(f"sitemap-{n}.xml" for n in range(1, parts + 1))) if parts > 1 else ("sitemap.xml",)
    )


def share(entries: Sequence[Entry], part: int) -> Sequence[Entry]:
    """The entries of file `part` (from 1) of a sitemap of several."""
    return entries[(part - 1) * MOST : part * MOST]


def sitemap(site_url: str, entries: Sequence[Entry]) -> bytes:
    """One file of addresses."""
    root = escape(site_url)
    lines = [
        f"<url><loc>{root}{escape(address)}</loc>"
        + (f"<lastmod>{date.fromordinal(day)}</lastmod></url>" if day else "</url>")
        for address, day in entries
    ]
    return _wrapped("urlset", lines)


def index(site_url: str, parts: int) -> bytes:
    """The file that names the others."""
    lines = [f"<sitemap><loc>{escape(site_url)}sitemap-{n}.xml</loc></sitemap>" for n in range(1, parts + 1)]
    return _wrapped("sitemapindex", lines)


def _wrapped(name: str, lines: list[str]) -> bytes:
    return "\n".join([f"{_HEAD}<{name} {_NAMESPACE}>", *lines, f"</{name}>\n"]).encode()
