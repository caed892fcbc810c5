"""A demonstration without a network: sample feeds from this package, fetched into a throw-away copy of the portal.

Shows an aggregation, a quarantine that trips the breaker, a feed that fails and one that is no feed. The entries are
marked as samples, and the real archive is never touched.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from generator.config import HOUSE

HOST = "127.0.0.1"
_SOUND = (
    "Jadwal layanan loket selama libur",
    "Pelatihan menulis ringkasan yang mudah dipahami",
    "Formulir permohonan informasi tersedia di loket",
)
_SPAM = tuple(f"Situs slot gacor maxwin {number} daftar slot88" for number in range(1, 8))


@dataclass(frozen=True, slots=True)
class Sample:
    """A feed of the demonstration: its path, and what the server answers."""

    path: str
    status: int
    body: bytes


def samples(now: datetime) -> tuple[Sample, ...]:
    """A sound feed, one of a site that was broken into, one that fails, and a page that is no feed."""
    page = b"<!doctype html><html><head><title>Contoh</title></head><body>Beranda contoh</body></html>"
    return (
        Sample("/lancar.xml", 200, _rss("lancar", _SOUND, now)),
        Sample("/diretas.xml", 200, _rss("diretas", _SPAM, now)),
        Sample("/rusak.xml", 500, b""),
        Sample("/halaman", 200, page),
    )


def _rss(name: str, titles: Sequence[str], now: datetime) -> bytes:
    site = f"https://{name}.contoh.example/"  # .example never leads anywhere (RFC 2606)
    items = "".join(
        f"<item><title>{escape(f'Contoh: {title}')}</title><link>{site}?p={number}</link>"
        f"<guid>{site}?p={number}</guid><pubDate>{format_datetime(now - timedelta(days=number))}</pubDate>"
        f"<description>Entri contoh nomor {number}; tidak pernah terbit di mana pun.</description></item>"
        for number, title in enumerate(titles, 1)
    )
    head = f"<title>Umpan contoh</title><link>{site}</link><description>Contoh</description><language>id</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@contextmanager
def served(feeds: Sequence[Sample]) -> Iterator[int]:
    """A server of ours on the loopback that answers with the samples; gives its port."""
    answers = {feed.path: feed for feed in feeds}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed = answers.get(self.path, Sample(self.path, 404, b""))
            self.send_response(feed.status)
            self.send_header(
                "Content-Type", "application/rss+xml" if feed.path.endswith("xml") else "text/html"
            )
            self.send_header("Content-Length", str(len(feed.body)))
            self.end_headers()
            self.wfile.write(feed.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's own name
            """Says nothing: the closing table does."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def copy(root: Path, target: Path, port: int, feeds: Sequence[Sample]) -> tuple[str, ...]:
    """A copy of the portal whose first satker name the sample feeds, without its archive; gives those satker."""
    for name in ("mkdocs.yml", "content", "satker", "theme"):
        place = root / name if (root / name).exists() else HOUSE / name
        if place.is_dir():
            shutil.copytree(place, target / name, ignore=shutil.ignore_patterns("umpan"))
        else:
            shutil.copy(place, target / name)
    chosen = sorted(path.parent.name for path in (target / "satker").glob("*/satker.yml"))[: len(feeds)]
    for slug, feed in zip(chosen, feeds, strict=False):
        path = target / "satker" / slug / "satker.yml"
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{text}\numpan:\n  - url: http://{HOST}:{port}{feed.path}\n", encoding="utf-8")
    return tuple(chosen)


def marked(target: Path) -> int:
    """Marks every entry of the copy's archive as a sample; gives how many there are."""
    count = 0
    for path in sorted(target.glob("satker/*/umpan/*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(
            json.dumps(data | {"contoh": True}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )
        count += 1
    return count
