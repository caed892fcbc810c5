"""Files for programs: robots.txt, sitemap, feed and calendar say what the pages say, and nothing of samples."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import portals
import pytest
from icalendar import Calendar
from portals import ADDRESS, AGENDA, BERITA, NOW, build, files, write

from generator.export import sitemap, umpan

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
REAL = BERITA.replace("contoh: true\n", "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = portals.portal(tmp_path / "portal")
    portals.settle(made)
    return made


def locations(content: bytes) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(content).iter(f"{SITEMAP}loc")]


def page_of(address: str) -> str:
    path = address.removeprefix(ADDRESS)
    return f"{path}index.html" if not path or path.endswith("/") else path


def is_indexed(page: bytes) -> bool:
    return b'content="noindex"' not in page


# Sitemap and robots.txt ---------------------------------------------------------------------------------------


def test_the_sitemap_names_every_page_that_may_be_indexed_and_no_other(root: Path) -> None:
    write(root, "satker/alfa/berita/nyata.md", REAL.format(title="Nyata", day="2026-11-02", body="Isi."))
    build(root)
    made = files(root / "site")

    named = sorted(page_of(address) for address in locations(made["sitemap.xml"]))

    assert named == sorted(name for name, page in made.items() if name.endswith(".html") and is_indexed(page))
    assert {"index.html", "satker/alfa/berita/nyata/index.html"} <= set(named)
    assert not {"404.html", "satker/alfa/layanan/legalisir/index.html"} & set(named)


def test_the_sitemap_tells_the_day_of_a_record(root: Path) -> None:
    write(root, "satker/alfa/berita/nyata.md", REAL.format(title="Nyata", day="2026-11-02", body="Isi."))
    build(root)

    assert (
        "alfa/berita/nyata/</loc><lastmod>2026-11-02</lastmod></url>"
        in (root / "site/sitemap.xml").read_text()
    )


def test_above_its_limit_the_sitemap_is_an_index_of_parts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    whole = locations((root / "site/sitemap.xml").read_bytes())
    monkeypatch.setattr(sitemap, "MOST", 30)

    build(root, full=True)
    made = files(root / "site")
    parts = [page_of(address) for address in locations(made["sitemap.xml"])]

    assert parts == [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    assert len(parts) > 2
    assert [address for part in parts for address in locations(made[part])] == whole


def test_the_limit_is_the_protocols() -> None:
    assert (1, 3, 50_000) == (
        len(sitemap.file_names(50_000)),
        len(sitemap.file_names(50_001)),
        len(sitemap.share([("", 0)] * 50_001, 1)),
    )


def test_robots_may_read_everything(root: Path) -> None:
    build(root)

    text = (root / "site/robots.txt").read_text()

    assert text == f"User-agent: *\nDisallow:\n\nSitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address_there_is_nothing_that_would_need_one(root: Path) -> None:
    portals.settle(root, "")
    build(root)
    made = files(root / "site")

    assert made["robots.txt"] == b"User-agent: *\nDisallow:\n"
    assert not {"sitemap.xml", umpan.ADDRESS, umpan.OPML} & set(made)
    assert not [name for name, page in made.items() if name.endswith(".html") and b"rss+xml" in page]


# What pages say of themselves ---------------------------------------------------------------------------------


def test_each_page_names_its_address_and_the_feed(root: Path) -> None:
    build(root)

    for name, page in files(root / "site").items():
        if not name.endswith(".html"):
            continue
        text = page.decode()
        own = ADDRESS + name.removesuffix("index.html")
        if moved := re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', text):
            own = urljoin(own, moved[1])  # the page that it leads to is the one to be known
        assert f'<link rel="canonical" href="{own}">' in text, name
        assert f'<meta property="og:url" content="{own}">' in text, name
        found = re.search(
            r'<link rel="alternate" href="([./]*/)umpan/berita.xml" type="application/rss', text
        )
        assert found, name


def test_pages_of_a_satker_and_of_a_kind_name_their_own_feeds(root: Path) -> None:
    write(root, "satker/alfa/berita/nyata.md", REAL.format(title="Nyata", day="2026-11-02", body="Isi."))
    build(root)

    for page, stem in (
        ("satker/alfa", "umpan/satker/alfa"),
        ("satker/alfa/berita", "umpan/satker/alfa"),
        ("berita/berita", "umpan/jenis/berita"),
    ):
        text = (root / f"site/{page}/index.html").read_text()
        assert re.search(rf'href="[./]+{stem}\.xml" type="application/rss\+xml"', text), page
        assert re.search(rf'href="[./]+{stem}\.atom\.xml" type="application/atom\+xml"', text), page
        assert (root / f"site/{stem}.json").is_file()
    assert "umpan/satker/beta" not in (root / "site/satker/beta/index.html").read_text()


def test_a_news_item_is_an_article_with_its_day_and_picture(root: Path) -> None:
    picture = "gambar: {berkas: loket.png, alt: Loket}\n---"
    text = REAL.format(title="Nyata", day="2026-11-02", body="Isi.").replace("\n---", f"\n{picture}", 1)
    write(root, "satker/alfa/berita/nyata.md", text)
    (root / "satker/alfa/berkas").mkdir()
    (root / "satker/alfa/berkas/loket.png").write_bytes(
        (portals.REPO / "satker/disdikbud-metro/berkas/loket-antrean.png").read_bytes()
    )
    build(root)

    page = (root / "site/satker/alfa/berita/nyata/index.html").read_text()
    plain = (root / "site/satker/alfa/index.html").read_text()

    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="article:published_time" content="2026-11-02">' in page
    assert f'<meta property="og:image" content="{ADDRESS}satker/alfa/berkas/loket.png.webp">' in page
    assert f'<meta property="og:image" content="{ADDRESS}assets/bagikan.png">' in plain
    assert (root / "site/assets/bagikan.png").read_bytes().startswith(b"\x89PNG")


def test_a_sample_says_so_where_its_link_is_passed_on(root: Path) -> None:
    build(root)

    page = (root / "site/satker/alfa/layanan/legalisir/index.html").read_text()

    assert '<meta property="og:title" content="Contoh: Legalisir' in page


# Feed ---------------------------------------------------------------------------------------------------------


def items(root: Path) -> list[dict[str, str]]:
    found = ElementTree.parse(root / "site" / umpan.ADDRESS).getroot()
    return [{child.tag: child.text or "" for child in item} for item in found.iter("item")]


def test_the_feed_holds_the_news_and_no_sample(root: Path) -> None:
    write(
        root,
        "satker/alfa/berita/nyata.md",
        REAL.format(title='"A & B <i>"', day="2026-11-02", body="Isi."),
    )
    build(root)

    (item,) = items(root)

    assert ("A & B <i>", f"{ADDRESS}satker/alfa/berita/nyata/", item["link"]) == (
        item["title"],
        item["link"],
        item["guid"],
    )
    assert parsedate_to_datetime(item["pubDate"]).isoformat() == "2026-11-02T00:00:00+07:00"


def test_the_feed_ends_after_fifty_items_and_starts_with_the_newest(root: Path) -> None:
    for number in range(60):
        day = date(2026, 9, 1) + timedelta(days=number)
        write(root, f"satker/alfa/berita/n{number}.md", REAL.format(title=f"N{number}", day=day, body="Isi."))
    build(root)

    assert [item["title"] for item in items(root)] == [f"N{number}" for number in range(59, 9, -1)]


def test_the_same_news_give_the_same_feed_on_another_day(root: Path) -> None:
    write(root, "satker/alfa/berita/nyata.md", REAL.format(title="Nyata", day="2026-11-02", body="Isi."))
    build(root)
    before = (root / "site" / umpan.ADDRESS).read_bytes()

    build(root, now=NOW + timedelta(days=3), full=True)

    assert before == (root / "site" / umpan.ADDRESS).read_bytes()


# Calendar -----------------------------------------------------------------------------------------------------


def events(content: bytes) -> list[dict[str, object]]:
    found = Calendar.from_ical(content.decode())
    return [{name: event.decoded(name) for name in event} for event in found.walk("VEVENT")]


def test_an_event_goes_into_a_calendar(root: Path) -> None:
    text = AGENDA.format(title="Rapat; a, b", begin="2026-12-08 09.00").replace(
        "jenis: agenda\n", "jenis: agenda\nselesai: 2026-12-08 12.00\ntempat: Daring\nringkasan: Ringkas.\n"
    )
    write(root, "satker/alfa/berita/rapat.md", text)
    build(root)

    (event,) = events((root / "site/satker/alfa/berita/rapat/agenda.ics").read_bytes())

    assert event["DTSTART"] == datetime(2026, 12, 8, 2, tzinfo=UTC)
    assert event["DTEND"] == datetime(2026, 12, 8, 5, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"], event["DESCRIPTION"]) == (
        "Rapat; a, b",
        "Daring",
        "Ringkas.",
    )
    assert event["URL"] == f"{ADDRESS}satker/alfa/berita/rapat/"


def test_whole_days_end_on_the_day_after_the_last(root: Path) -> None:
    text = AGENDA.format(title="Rapat", begin="2026-12-08").replace("mulai:", "selesai: 2026-12-10\nmulai:")
    write(root, "satker/alfa/berita/rapat.md", text)
    build(root)

    (event,) = events((root / "site/satker/alfa/berita/rapat/agenda.ics").read_bytes())

    assert (date(2026, 12, 8), date(2026, 12, 11)) == (event["DTSTART"], event["DTEND"])


def test_lines_are_folded_and_end_as_the_format_wants(root: Path) -> None:
    write(root, "satker/alfa/berita/rapat.md", AGENDA.format(title="Rapat " * 30, begin="2026-12-08"))
    build(root)

    content = (root / "site/satker/alfa/berita/rapat/agenda.ics").read_bytes()

    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_sample_event_says_so_and_stays_out_of_the_common_calendar(root: Path) -> None:
    sample = AGENDA.format(title="Latihan", begin="2026-12-08").replace("mulai:", "contoh: true\nmulai:")
    write(root, "satker/alfa/berita/latihan.md", sample)
    write(root, "satker/alfa/berita/rapat.md", AGENDA.format(title="Rapat", begin="2026-12-09"))
    write(root, "satker/alfa/berita/lewat.md", AGENDA.format(title="Lewat", begin="2026-11-23"))
    build(root)

    (own,) = events((root / "site/satker/alfa/berita/latihan/agenda.ics").read_bytes())
    common = events((root / "site/umpan/agenda.ics").read_bytes())

    assert ("CONTOH: Latihan", ["Rapat"]) == (own["SUMMARY"], [event["SUMMARY"] for event in common])


def test_without_a_coming_event_there_is_no_common_calendar_and_no_link_to_it(root: Path) -> None:
    write(root, "satker/alfa/berita/lewat.md", AGENDA.format(title="Lewat", begin="2026-11-23"))
    build(root)

    assert not (root / "site/umpan/agenda.ics").exists()
    assert ".ics" not in (root / "site/berita/agenda/index.html").read_text()
