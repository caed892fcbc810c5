"""A run as a whole: from sources that answer on the loopback to the archive and the closing table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feeds import server as answers
from feeds.server import Server, serving

from generator.feeds import archive, report, run
from generator.feeds.fetch import Limits
from generator.feeds.run import Line, Settings
from generator.feeds.values import Source

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LIMITS = Limits(connect_s=2, read_s=2, total_s=4, pause=(0, 0))


def feed(*items: tuple[int, str], link: str = "https://contoh.example/") -> bytes:
    entries = "".join(
        f"<item><title>{title}</title><link>{link}?p={number}</link><guid>{link}?p={number}</guid>"
        f"<pubDate>Mon, {number:02} Nov 2026 08:00:00 +0700</pubDate>"
        f"<description>Isi kabar nomor {number}.</description></item>"
        for number, title in items
    )
    head = f"<title>Contoh</title><link>{link}</link><description>Kabar</description><language>id</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def ran(
    root: Path,
    server: Server,
    *,
    now: datetime = NOW,
    paths: tuple[str, ...] = ("/umpan",),
    dry: bool = False,
    released: Mapping[str, Mapping[str, str]] = {},
) -> tuple[Line, ...]:
    sources = [
        Source(slug, server.url(path)) for slug, path in zip(("alfa", "beta", "gama"), paths, strict=False)
    ]
    cache = root / ".cache/ultra"
    settings = Settings(
        root, cache, "uji/1", at_once=True, dry=dry, allow=server.allow, limits=LIMITS, apart_s=0
    )
    return run.run(settings, sources, now=now, released=released)


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted((root / "satker").rglob("*.json"))}


def test_new_entries_are_kept_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    with serving({"/umpan": answers.ok(feed((2, "Satu"), (3, "Dua")))}) as server:
        (line,) = ran(tmp_path, server)
        before = contents(tmp_path)
        (again,) = ran(tmp_path, server, now=NOW + timedelta(hours=4))

    assert ("dibaca", 2, 0, 0) == (line.answer, line.new, line.changed, line.held)
    assert {entry.judul for entry in archive.read(tmp_path, "alfa").entries.values()} == {"Satu", "Dua"}
    assert ("tidak berubah", 0, 0) == (again.answer, again.new, again.changed)
    assert before == contents(tmp_path)


def test_an_edit_becomes_a_version_and_what_left_the_feed_stays(tmp_path: Path) -> None:
    with serving({"/umpan": answers.ok(feed((2, "Satu"), (3, "Dua")))}) as server:
        ran(tmp_path, server)
        server.answers["/umpan"] = answers.ok(feed((3, "Dua, diperbarui")))
        (line,) = ran(tmp_path, server, now=NOW + timedelta(hours=4))

    entries = archive.read(tmp_path, "alfa").entries.values()
    assert (0, 1) == (line.new, line.changed)
    assert {entry.judul: len(entry.versi) for entry in entries} == {"Satu": 0, "Dua, diperbarui": 1}


def test_one_source_that_fails_harms_no_other(tmp_path: Path) -> None:
    with serving(
        {"/a": answers.ok(feed((2, "Satu"))), "/b": answers.status(500), "/c": answers.ok(b"<html>")}
    ) as server:
        lines = ran(tmp_path, server, paths=("/a", "/b", "/c"))

    assert [line.fault for line in sorted(lines, key=lambda line: line.satker)] == [False, True, True]
    assert len(archive.read(tmp_path, "alfa").entries) == 1
    fault = next(iter(archive.read(tmp_path, "beta").state.sumber.values())).gangguan
    assert fault is not None
    assert (fault.kode, fault.kali) == ("server", 1)


def test_a_bug_of_ours_is_one_sources_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("rahasia")

    with serving({"/umpan": answers.ok(feed((2, "Satu")))}) as server:
        monkeypatch.setattr("generator.feeds.run.normalise.drafts", broken)
        (line,) = ran(tmp_path, server)

    assert line.fault
    assert "rahasia" not in line.detail
    fault = next(iter(archive.read(tmp_path, "alfa").state.sumber.values())).gangguan
    assert fault is not None
    assert fault.kode == "internal"


def test_an_archive_that_cannot_be_read_stops_the_run(tmp_path: Path) -> None:
    path = tmp_path / "satker/alfa/umpan/keadaan.json"
    path.parent.mkdir(parents=True)
    path.write_text("{rusak")

    with serving({"/umpan": answers.ok(feed((2, "Satu")))}) as server, pytest.raises(archive.ArchiveError):
        ran(tmp_path, server)
    assert path.read_text() == "{rusak"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    with serving({"/umpan": answers.ok(feed((2, "Satu")))}) as server:
        (line,) = ran(tmp_path, server, dry=True)

    assert line.new == 1
    assert not list(tmp_path.rglob("*"))


def test_spam_is_held_trips_the_breaker_and_stays_held(tmp_path: Path) -> None:
    spam = tuple(
        (number, f"Situs slot gacor maxwin {number} daftar sekarang slot88") for number in range(2, 9)
    )
    with serving({"/umpan": answers.ok(feed(*spam))}) as server:
        (line,) = ran(tmp_path, server)
        server.answers["/umpan"] = answers.ok(feed((9, "Pendaftaran dibuka"), *spam))
        ran(tmp_path, server, now=NOW + timedelta(hours=4))

    found = archive.read(tmp_path, "alfa")
    assert line.held == 7
    assert next(iter(found.state.sumber.values())).pemutus
    assert {entry.keadaan for entry in found.entries.values()} == {"karantina"}


def test_a_release_counts_once(tmp_path: Path) -> None:
    spam = tuple(
        (number, f"Situs slot gacor maxwin {number} daftar sekarang slot88") for number in range(2, 9)
    )
    more = tuple((number, f"Situs togel gacor maxwin {number} daftar togel88") for number in range(10, 17))
    with serving({"/umpan": answers.ok(feed(*spam))}) as server:
        lifted = {"alfa": {server.url("/umpan"): NOW.date().isoformat()}}
        ran(tmp_path, server)
        server.answers["/umpan"] = answers.ok(feed((9, "Pendaftaran dibuka"), *spam))
        ran(tmp_path, server, now=NOW + timedelta(hours=1), released=lifted)
        released = {entry.judul: entry.keadaan for entry in archive.read(tmp_path, "alfa").entries.values()}
        server.answers["/umpan"] = answers.ok(feed(*more, (9, "Pendaftaran dibuka"), *spam))
        ran(tmp_path, server, now=NOW + timedelta(hours=2), released=lifted)
        server.answers["/umpan"] = answers.ok(feed((17, "Jadwal ujian"), *more))
        ran(tmp_path, server, now=NOW + timedelta(hours=3), released=lifted)

    found = archive.read(tmp_path, "alfa")
    assert released["Pendaftaran dibuka"] == "terbit"
    assert next(iter(found.state.sumber.values())).pemutus
    assert {entry.judul: entry.keadaan for entry in found.entries.values()}["Jadwal ujian"] == "karantina"


def test_personal_data_never_enter_the_archive(tmp_path: Path) -> None:
    nik = "18" + "71" + "05" + "410105" + "0001"
    body = feed((2, f"Pengumuman {nik}")).replace(b"?p=2</link>", f"?nik={nik}</link>".encode())
    with serving({"/umpan": answers.ok(body)}) as server:
        (line,) = ran(tmp_path, server)

    assert line.held == 1
    assert not [path for path, content in contents(tmp_path).items() if nik.encode() in content]


def test_what_feeds_say_is_never_printed(tmp_path: Path) -> None:
    with serving({"/umpan": answers.ok(feed((2, "::error::jahat")))}) as server:
        lines = ran(tmp_path, server)

    assert "::error" not in "\n".join([*report.table(lines), report.summary(lines)])
    assert "1 umpan ditanya; 1 entri baru, 0 ditahan, 0 umpan gagal" == report.total(lines)


def test_a_feed_that_is_gone_is_looked_for_on_its_home_page(tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/baru/feed/">'
    home = f"<!doctype html><html><head>{link}</head><body>Beranda</body></html>".encode()
    with serving({"/": answers.ok(home)}) as server:
        (line,) = ran(tmp_path, server)

    assert line.fault
    assert f"kini situsnya menunjuk ke {server.url('/baru/feed/')}" in line.detail


def test_a_feed_that_moved_for_good_is_followed_and_its_new_address_told(tmp_path: Path) -> None:
    with serving(
        {"/umpan": answers.redirect("/baru", 301), "/baru": answers.ok(feed((2, "Satu")))}
    ) as server:
        told = [ran(tmp_path, server, now=NOW + timedelta(days=days))[0].detail for days in (0, 3, 6, 7)]

    assert told == ["", "", "", f"kini situsnya menunjuk ke {server.url('/baru')}"]
