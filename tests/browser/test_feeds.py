"""Hostile feeds in a real browser with the page's policy switched off: nothing that a feed says ever runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape
from itertools import product
from pathlib import Path

import portals
import pytest
from playwright.sync_api import Browser
from portals import build
from served import served

from generator.feeds import archive, merge, normalise
from generator.feeds.decode import decoded
from generator.feeds.parse import parse
from generator.feeds.values import Judgement, Source
from generator.records.umpan import Asal
from generator.wording import WIB

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
RUN = "window.ran=1"
TAGS = (
    "<script>{}</script>",
    "<ScRiPt>{}</ScRiPt>",
    "<img src=x onerror={}>",
    '<img src="x" onerror="{}">',
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><mtext><img src=x onerror={}></mtext></math>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<input autofocus onfocus={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<iframe src='javascript:parent.{}'></iframe>",
    "<object data='javascript:{}'></object>",
    "<a href='javascript:{}' id=c>x</a>",
    "<form action='javascript:{}'><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<link rel=stylesheet href='javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'></noscript>",
    "<style>@import 'javascript:{}';</style>",
    "<marquee onstart={}>x</marquee>",
)
BREAKS = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</p></li></ul>{}",
    "-->{}",
    "]]>{}",
    "</script>{}",
    "\u202e{}",
    "&lt;{}",
)
LINKS = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    "java\tscript:{}",
    "data:text/html,<script>{}</script>",
    "vbscript:{}",
    'https://a.example/"onmouseover="{}',
    "https://a.example/'onclick='{}",
)
TEXTS = [form.format(tag.format(RUN)) for tag, form in product(TAGS, BREAKS)]
ADDRESSES = [link.format(RUN) for link in LINKS]


def rss(items: list[dict[str, str]]) -> bytes:
    def entry(item: dict[str, str]) -> str:
        return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in item.items())

    body = "".join(f"<item>{entry(item)}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>x</title>{body}</channel></rss>'.encode()


def atom(items: list[dict[str, str]]) -> bytes:
    def entry(item: dict[str, str], kind: str) -> str:
        title = f'<title type="{kind}">{escape(item["title"])}</title>'
        body = f'<content type="{kind}">{escape(item["description"])}</content>'
        author = f"<author><name>{escape(item['author'])}</name></author>"
        link = f'<link href="{escape(item["link"])}"/>'
        return f'<id>{escape(item["guid"])}</id>{title}{body}{author}{link}<category term="{escape(item["category"])}"/>'

    body = "".join(
        f"<entry>{entry(item, ('html', 'text')[number % 2])}</entry>" for number, item in enumerate(items)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{body}</feed>'.encode()


def json_feed(items: list[dict[str, str]]) -> bytes:
    entries = [
        {
            "id": item["guid"], "url": item["link"], "title": item["title"], "content_html": item["description"],
            "summary": item["description"], "authors": [{"name": item["author"]}], "tags": [item["category"]],
        }
        for item in items
    ]  # fmt: skip
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": entries}
    ).encode()


def hostile(start: int) -> list[dict[str, str]]:
    """A feed's worth of entries with a payload in every field."""
    return [
        {
            "title": text,
            "description": text,
            "author": text,
            "category": text,
            "guid": f"{number} {text}",
            "link": ADDRESSES[number % len(ADDRESSES)] if number % 3 else f"https://a.example/{number}",
        }
        for number, text in enumerate(TEXTS, start)
    ]


def test_nothing_that_a_feed_says_runs(browser: Browser, tmp_path: Path) -> None:
    root = portals.portal(tmp_path / "portal")
    count = 0
    for slug, write, start in (("alfa", rss, 0), ("beta", atom, 1000), ("gama", json_feed, 2000)):
        source = Source(slug, f"https://{slug}.example/umpan")
        parsed = parse(decoded(write(hostile(start)), ""))
        drafts = normalise.drafts(parsed, feed_url=source.url, zone=WIB, now=NOW)
        origin = Asal(
            umpan=source.url,
            alamat_akhir=source.url,
            waktu=NOW.isoformat(),
            sha256="0" * 64,
            pengurai=parsed.path,
        )
        made = merge.merge(
            {},
            [(draft, Judgement("terbit")) for draft in drafts],
            source=source,
            origin=origin,
            now=NOW,
            first=False,
            tripped=False,
        )
        archive.write(root, slug, made, None, archive.Archive())
        count += len(made)
    build(root)
    page = browser.new_page(bypass_csp=True)
    ran = []
    with served(root / "site") as address:
        for path in sorted((root / "site").rglob("index.html")):
            if "berita" in path.parts:
                page.goto(address + path.relative_to(root / "site").as_posix())
                for link in page.locator("main a[href^='javascript'], main a[href^='data'], #c").all():
                    link.click(timeout=500, no_wait_after=True)
                if page.evaluate("window.ran"):
                    ran.append(path.as_posix())
    page.close()

    assert count >= 700
    assert ran == []
