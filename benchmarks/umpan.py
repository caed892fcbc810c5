"""How long a whole fetch takes: 21 sources of 50 entries, each on a port of its own, twice.

    .venv/bin/python benchmarks/umpan.py

The second run is answered with 304 and may write nothing but `cek.json`. Goals: ten seconds and 300 MB for the first.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from feeds.server import conditional, serving  # noqa: E402  # the server of the tests

from generator.feeds import run  # noqa: E402
from generator.feeds.values import Source  # noqa: E402

SOURCES, ENTRIES = 21, 50
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
WORDS = [
    "jadwal",
    "pendaftaran",
    "pelatihan",
    "guru",
    "sekolah",
    "dinas",
    "loket",
    "formulir",
    "syarat",
    "berkas",
    "layanan",
    "perpustakaan",
    "ujian",
]


def feed(number: int) -> bytes:
    """A feed of filler: words from a list, no fact in it."""
    items = "".join(
        f"<item><title>{' '.join(WORDS[(entry + step) % len(WORDS)] for step in range(6))} {entry}</title>"
        f"<link>https://s{number}.example/?p={entry}</link><guid>https://s{number}.example/?p={entry}</guid>"
        f"<pubDate>{(NOW - timedelta(hours=entry)):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<description>{' '.join(WORDS * 20)}</description></item>"
        for entry in range(ENTRIES)
    )
    head = f"<title>S{number}</title><link>https://s{number}.example/</link><language>id</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def main() -> int:
    """Runs both and prints a line each; 1 where the second wrote something else."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        servers = [
            stack.enter_context(serving({"/umpan": conditional(feed(n), f'"{n}"')})) for n in range(SOURCES)
        ]
        sources = [Source(f"satker-{n:02}", server.url("/umpan")) for n, server in enumerate(servers)]
        allow = frozenset().union(*(server.allow for server in servers))
        settings = run.Settings(root, root / ".cache/ultra", "uji/1", at_once=True, allow=allow)
        first = timed(settings, sources, NOW)
        before = contents(root)
        second = timed(settings, sources, NOW + timedelta(hours=6))
        changed = {path for path, content in contents(root).items() if before.get(path) != content}
    memory = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ) / 1024
    print(
        f"{SOURCES} sources of {ENTRIES} entries: first {first:.1f} s, with 304 {second:.1f} s, at most {memory:.0f} MiB"
    )
    print(f"changed by the second run: {', '.join(sorted(changed)) or 'nothing'}")
    return 0 if changed <= {".cache/ultra/umpan/cek.json"} else 1


def timed(settings: run.Settings, sources: list[Source], now: datetime) -> float:
    started = time.perf_counter()
    lines = run.run(settings, sources, now=now, released={})
    assert not any(line.fault for line in lines), lines
    return time.perf_counter() - started


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
