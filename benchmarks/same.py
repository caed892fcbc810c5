"""Whether two sites have the same pages: `python benchmarks/same.py OURS THEIRS PORTAL`; stops where they have not.

A list of news counts its parts from the oldest in our site and from the newest in Hugo's, so a part is looked for at
the address of its turn. Hand-written pages are in ours alone.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HANDFUL = 20  # bytes by which the median record page may differ
FILES = ("robots.txt", "sitemap.xml", "umpan/berita.xml")  # those for programs that Hugo makes too
PART = re.compile(r"^(.*/\d{4}/\d{2}/)(?:bagian/(\d+)/)?$")
KINDS = (  # what a page is, by its address
    ("service", re.compile(r"satker/[^/]+/layanan/[^/]+/")),
    ("news", re.compile(r"satker/[^/]+/berita/(?!\d{4}/)[^/]+/")),
    ("month of news", re.compile(r".*/\d{4}/\d{2}/(?:bagian/\d+/)?")),
    ("front of news", re.compile(r"(?:satker/[^/]+/berita|berita/[^/]+)/")),
    ("ways to services", re.compile(r"layanan/menurut/(?:[^/]+/)?")),
    ("list of services", re.compile(r"layanan/menurut/.*")),
    ("type of service", re.compile(r"layanan/[^/]+/(?:bagian/\d+/)?")),
    ("redirect", re.compile(r"satker/[^/]+/layanan/")),
    ("satker", re.compile(r"satker/[^/]+/")),
    ("region", re.compile(r"wilayah/[^/]+/")),
    ("event for calendars", re.compile(r".*\.ics")),
    ("file for programs", re.compile("|".join(map(re.escape, FILES)))),
)


@dataclass(slots=True)
class Line:
    """What is said of one kind of page: how many, how many equal byte for byte, and how many bytes theirs has more."""

    count: int = 0
    equal: int = 0
    more: list[int] = field(default_factory=list)


def addresses(site: Path) -> set[str]:
    """Every page, by its folder, and every file for programs that both sites have."""
    found = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    kept = (name for name in found if name.endswith((".html", ".ics")) or name in FILES)
    return {re.sub(r"(^|/)index\.html$", r"\1", name) for name in kept if name != "umpan/agenda.ics"}


def hand_written(portal: Path) -> set[str]:
    """The addresses of the pages in content/, which Hugo is not given."""
    names = (path.relative_to(portal / "content").as_posix() for path in portal.glob("content/**/*.md"))
    bare = (re.sub(r"(^|/)index\.md$", r"\1", name) for name in names)
    return {"404.html" if name == "404.md" else re.sub(r"\.md$", "/", name) for name in bare}


def pairs(ours: Path, theirs: Path, portal: Path) -> Iterator[tuple[str, str]]:
    """Each address of ours with its one of theirs. Stops where one of both sites has a page more."""
    mine, other = addresses(ours) - hand_written(portal), addresses(theirs)
    parts: dict[str, int] = defaultdict(int)
    for address in mine:
        if found := PART.match(address):
            parts[found[1]] += 1
    met = {address: _met(address, parts) for address in mine}
    if odd := sorted(set(met.values()) ^ other):
        raise SystemExit(f"{len(odd)} pages are in one of both sites only, such as {', '.join(odd[:5])}")
    yield from sorted(met.items())


def _met(address: str, parts: dict[str, int]) -> str:
    found = PART.match(address)
    if not found or not found[2]:
        return address
    return f"{found[1]}bagian/{parts[found[1]] + 1 - int(found[2])}/"


def lines(ours: Path, theirs: Path, portal: Path) -> dict[str, Line]:
    """What is said of each kind of page."""
    found: dict[str, Line] = defaultdict(Line)
    for mine, other in pairs(ours, theirs, portal):
        kind = next(name for name, pattern in KINDS if pattern.fullmatch(mine))
        a, b = (_bytes(site, name) for site, name in ((ours, mine), (theirs, other)))
        line = found[kind]
        line.count += 1
        line.equal += a == b
        line.more.append(len(b) - len(a))
    return found


def _bytes(site: Path, address: str) -> bytes:
    path = site / address
    return (path / "index.html" if path.is_dir() else path).read_bytes()


def agree(ours: Path, theirs: Path, portal: Path) -> str:
    """What is said of each kind of page, as a table. Stops where the median record page differs by more than a little."""
    found = lines(ours, theirs, portal)
    rows = [
        "| pages | number | equal | bytes more in Hugo's: median | least | most |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind, line in sorted(found.items(), key=lambda item: -item[1].count):
        middle = round(statistics.median(line.more))
        if kind in ("service", "news") and abs(middle) > HANDFUL:
            raise SystemExit("\n".join([*rows, f"pages of kind “{kind}” differ by {middle} bytes"]))
        spread = f"{middle} | {min(line.more)} | {max(line.more)}"
        rows.append(f"| {kind} | {line.count:,} | {line.equal:,} | {spread} |")
    return "\n".join([*rows, ""])


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ours", type=Path)
    parser.add_argument("theirs", type=Path)
    parser.add_argument("portal", type=Path)
    options = parser.parse_args()
    print(agree(options.ours, options.theirs, options.portal), end="")


if __name__ == "__main__":
    main()
