"""The feeds that feedparser's authors have collected since 2002 (its source package, BSD-2-Clause, licence inside)."""

from __future__ import annotations

import io
import re
import tarfile
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from generator.feeds.classify import is_feed
from generator.feeds.decode import decoded
from generator.feeds.judge import judge
from generator.feeds.mask import with_personal_data
from generator.feeds.normalise import drafts
from generator.feeds.parse import parse
from generator.wording import WIB

COLLECTED = Path(__file__).parent / "feedparser-6.0.14.tar.xz"
NOW = datetime(2026, 11, 1, 8, tzinfo=WIB)
# Microsoft's Channel Definition Format of 1997 is no feed here, and an entry that never ends is not taken.
OTHERWISE = frozenset(
    {
        "illformed/rss_incomplete_cdata.xml",
        "wellformed/base/cdf_item_abstract_xml_base.xml",
        "wellformed/cdf/item_abstract_map_description.xml",
        "wellformed/cdf/item_abstract_map_summary.xml",
        "wellformed/cdf/item_href_map_link.xml",
        "wellformed/cdf/item_href_map_links.xml",
        "wellformed/cdf/item_lastmod.xml",
        "wellformed/cdf/item_lastmod_parsed.xml",
        "wellformed/cdf/item_title.xml",
    }
)


def collected() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(COLLECTED) as files:
        for member in files:
            if member.name.endswith(".xml") and (file := files.extractfile(member)):
                yield member.name.removeprefix("tests/"), file.read()


@pytest.fixture(scope="module")
def feeds() -> dict[str, bytes]:
    return dict(collected())


def content_type(body: bytes) -> str:
    """What a server is to say of the feed: its authors wrote it into a comment."""
    found = re.search(rb"^Content-type:[ \t]*([^\r\n]*)", body, re.IGNORECASE | re.MULTILINE)
    return found[1].decode("latin-1").strip() if found else ""


def test_as_many_entries_as_feedparser_finds(feeds: dict[str, bytes]) -> None:
    different = set()
    entries = 0
    for name, body in feeds.items():
        label = content_type(body)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of feedparser's own
            theirs = feedparser.parse(io.BytesIO(body), response_headers={"content-type": label})
        ours = parse(decoded(body, label))
        entries += len(ours.entries)
        if len(theirs.entries) != len(ours.entries):
            different.add(name)
    assert different == OTHERWISE
    assert (len(feeds), entries) == (2233, 1198)


def test_every_entry_can_be_made_normal_and_judged(feeds: dict[str, bytes]) -> None:
    for body in feeds.values():
        parsed = parse(decoded(body, content_type(body)))
        made = drafts(parsed, feed_url="https://contoh.example/umpan", zone=WIB, now=NOW, policy="guid")
        assert len(made) <= len(parsed.entries)
        for draft in map(with_personal_data, made):
            assert judge(draft, source_host="contoh.example").state in ("terbit", "tinjau", "karantina")


def test_each_is_known_for_a_feed(feeds: dict[str, bytes]) -> None:
    with_entries = {name for name, body in feeds.items() if parse(decoded(body, content_type(body))).entries}
    assert {name for name in with_entries if not is_feed(feeds[name])} == set()
