"""Feeds are found where a site names them or usually has them, and only proposed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import portals
import pytest
from feeds import server as answers
from feeds.server import RSS, Answer, Server, serving

from generator import cli
from generator.feeds import report
from generator.feeds.discover import Found, Proposal, candidates, discover
from generator.feeds.fetch import Limits, fetch
from generator.feeds.values import Job, Response, Source
from generator.wording import WIB

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LIMITS = Limits(connect_s=2, read_s=2, total_s=4, pause=(0, 0))
HOME = "https://dinas.contoh.go.id/"


def page(*lines: str) -> bytes:
    text = "<p>Selamat datang di situs contoh.</p>" * 40
    return f"<!doctype html><html><head><title>Beranda</title></head><body>{''.join(lines)}{text}</body></html>".encode()


def searched(served: Mapping[str, Answer], path: str = "/") -> tuple[Found, Server]:
    with serving(served) as server:

        def ask(url: str) -> Response:
            source = Source("", url)
            return fetch(Job(source, url), user_agent="uji/1", allow=server.allow, limits=LIMITS)

        return discover(server.url(path), ask=ask, zone=WIB, now=NOW), server


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed/">', "feed/"),
        ("<LINK REL='Alternate' TYPE='application/atom+xml' HREF=atom.xml>", "atom.xml"),
        ('<link rel="alternate" type="application/feed+json" href="//dinas.contoh.go.id/kabar.json">', "kabar.json"),
        ('<base href="/baru/"><link rel="alternate" type="application/rss+xml" href="feed">', "baru/feed"),
        ('<a href="index.php?format=feed&amp;type=rss">RSS</a>', "index.php?format=feed&type=rss"),
        ('<a href="https://dinas.contoh.go.id/berita-rss.xml#isi">Berita</a>', "berita-rss.xml"),
        ('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', ""),
        ('<link rel="alternate" type="text/html" hreflang="en" href="/en/">', ""),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed/">', ""),
        ('<a href="/berita/feedback">Umpan balik</a>', ""),
        ('<a href="javascript:feed/">x</a><a href="https://[/feed/">x</a>', ""),
        ('<a href="http://127.0.0.1:99999/feed">x</a>', ""),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/feed/"> -->', ""),
    ],
)  # fmt: skip
def test_a_home_page_names_its_feeds_in_many_ways(line: str, address: str) -> None:
    assert candidates(page(line), HOME) == ((HOME + address,) if address else ())


def test_an_address_is_told_in_ascii() -> None:
    (address,) = candidates(page('<a href="/\u202egolb/feed/">x</a>'), HOME)

    assert address.isascii()


def test_elements_come_before_links_and_each_address_once() -> None:
    home = page(
        '<a href="/rss">RSS</a>',
        '<link rel="alternate" type="application/rss+xml" href="/feed/">' * 2,
        *(f'<a href="/{number}/feed">x</a>' for number in range(30)),
    )

    found = candidates(home, HOME)

    assert found[:2] == (f"{HOME}feed/", f"{HOME}rss")
    assert len(found) == 8


@pytest.mark.parametrize(
    "body", ["<a " * 200_000, "<a href='" * 100_000, "<!--" * 200_000, "<base href=x>" * 50_000]
)
def test_a_page_made_to_be_slow_is_read_in_time(body: str) -> None:
    begun = time.perf_counter()

    candidates(body.encode(), HOME)

    assert time.perf_counter() - begun < 10


def test_what_is_named_is_read_before_it_is_proposed() -> None:
    links = '<link rel="alternate" type="application/rss+xml" href="{}">'
    home = page(*map(links.format, ("/feed/", "/rusak/", "/hilang/")))
    found, server = searched({"/": answers.ok(home), "/feed/": answers.ok(RSS), "/rusak/": answers.ok(home)})

    (feed,) = found.proposals
    assert (feed.url, feed.foreign, found.fault) == (server.url("/feed/"), False, "")
    assert feed.entries > 0
    assert found.tried == 3


def test_where_nothing_is_named_the_usual_addresses_are_tried() -> None:
    found, server = searched({"/": answers.ok(page()), "/feed/": answers.ok(RSS), "/rss": answers.ok(RSS)})

    assert [feed.url for feed in found.proposals] == [server.url("/feed/")]


def test_a_home_page_that_refuses_does_not_hide_a_feed() -> None:
    found, server = searched({"/": answers.status(403), "/feed/": answers.ok(RSS)})

    assert ("diblokir", [server.url("/feed/")]) == (found.fault, [feed.url for feed in found.proposals])


def test_a_site_that_does_not_answer_is_asked_once() -> None:
    found, _ = searched({"/": answers.reset()})

    assert found == Found((), 0, "putus")


def test_what_is_found_is_told_in_words_that_can_be_copied() -> None:
    feeds = (
        Proposal(f"{HOME}feed/", 10, "2026-11-03", foreign=False),
        Proposal("https://lain.example/f", 0, "", foreign=True),
    )

    assert report.discovered("alfa", Found(feeds, 3)) == [
        "alfa: 2 umpan ditemukan, tidak ada yang ditulis",
        "Bila benar milik satker, salin ke satker/alfa/satker.yml:",
        "umpan:",
        "  - url: https://dinas.contoh.go.id/feed/  # 10 entri, terbaru 2026-11-03",
        "  - url: https://lain.example/f  # 0 entri, di host lain: pastikan milik satker",
    ]
    assert report.discovered("alfa", Found((), 7)) == [
        "alfa: tidak ada umpan yang ditemukan; 7 alamat dicoba"
    ]


def test_the_command_proposes_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portals.portal(tmp_path)
    with serving({"/": answers.ok(page()), "/feed/": answers.ok(RSS)}) as server:
        text = portals.SATKER.format(name="Dinas alfa", region="18.02")
        portals.write(root, "satker/alfa/satker.yml", f"{text}situs: {server.url('/')}\n")
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        host, port = next(iter(server.allow))
        arguments = ["fetch", "-C", str(root), "--allow-host", f"{host}:{port}"]
        assert cli.main([*arguments, "--discover", "alfa"]) == 0
        said = capsys.readouterr().err
        assert cli.main([*arguments, "--discover", "alva"]) == 1

    assert f"  - url: {server.url('/feed/')}" in said
    assert "alfa" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_satker_without_a_site_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = portals.portal(tmp_path)
    portals.write(root, "satker/alfa/satker.yml", portals.SATKER.format(name="Dinas alfa", region="18.02"))

    assert cli.main(["fetch", "-C", str(root), "--discover", "alfa"]) == 1
    assert "belum mengisi situs" in capsys.readouterr().err
