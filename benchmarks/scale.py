"""Builds a portal of 50,000 records and checks every page of it: `python benchmarks/scale.py --records 50000`.

What must be there is worked out from the records' own text, not by the generator. Stops with exit 1 where a link or
an anchor leads nowhere, a page is missing, is more than there should be or cannot be reached from home by links, a
list is too large or does not hold every record of its own once, or the sitemap is not the pages that may be found.
"""

from __future__ import annotations

import argparse
import gzip
import html
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import same
import yaml
from run import CORES, environment, write

from generator.records.acuan import SASARAN
from generator.records.layanan import CARA

HERE = Path(__file__).resolve().parent
PART = 50  # entries of a part of a list
NEWEST = 20  # news of a front page
LIMIT = 64 * 1024  # bytes of a list page
NAMED = 20  # faults that are named; the rest are counted
IN_SITEMAP = 50_000  # addresses of one file, by the protocol
ROOM = 48 * 1024  # bytes that a record takes with its pages, generously
LISTS = ("list of services", "type of service", "month of news", "front of news", "ways to services")

LINK = re.compile(rb'<a\s(?:[^<>]*?\s)?href="([^"]*)"')
TARGET = re.compile(rb'\s(?:href|src|action)="([^"]*)"')
ROW = re.compile(rb'<(?:p class="title"|th scope="row")><a href="([^"]*)"')
ID = re.compile(rb'\sid="([^"]*)"')
CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')
REFRESH = re.compile(rb'http-equiv="refresh" content="0; url=([^"]*)"')
HIDDEN = b'<meta name="robots" content="noindex">'
FIELD = re.compile(r"^(jenis|cara_layanan|sasaran|tanggal|contoh): (.*)$", re.MULTILINE)


# What must be there, from the records ---------------------------------------------------------------------------


@dataclass(slots=True)
class Expected:
    """Every list by its address with the records that it must hold, those by day, and which records are samples."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    dated: set[str] = field(default_factory=set)
    fronts: dict[str, list[str]] = field(default_factory=dict)
    records: set[str] = field(default_factory=set)
    samples: set[str] = field(default_factory=set)

    def parts(self, address: str) -> list[str]:
        """The addresses of a list's parts. Dated ones count from the oldest, and the newest stands at the list's own."""
        count = max(1, -(-len(self.lists[address]) // PART))
        numbers = range(1, count) if address in self.dated else range(2, count + 1)
        return [address, *(f"{address}bagian/{number}/" for number in numbers)]


def expected(portal: Path) -> Expected:
    """Reads every record's few lines that lists depend on."""
    found = Expected()
    kinds = {kind["kode"]: kind for kind in _yaml(portal / "satker/_acuan/jenis_layanan.yml")["jenis"]}
    regions = _yaml(portal / "satker/_acuan/wilayah.yml")["wilayah"]
    slugs = {region["kode"]: region["slug"] for region in regions}
    units = {path.parent.name: _yaml(path) for path in portal.glob("satker/*/satker.yml")}
    addresses = [
        *(f"layanan/{kind['slug']}/" for kind in kinds.values()),
        *(f"layanan/menurut/satker/{slug}/" for slug in units),
        *(f"layanan/menurut/wilayah/{slug}/" for slug in slugs.values()),
        *(_facet("sasaran", value) for value in SASARAN),
        *(_facet("cara", value) for value in CARA),
    ]
    found.lists = {address: [] for address in addresses}
    for path in portal.glob("satker/*/layanan/*.yml"):
        slug = path.parts[-3]
        regional = [slugs[code] for code in units[slug]["wilayah"]]
        _service(found, path, kinds, regional)
    for path in portal.glob("satker/*/berita/*.md"):
        _news(found, path)
    _newest_first(found)
    return found


def _service(found: Expected, path: Path, kinds: dict[str, dict[str, Any]], regions: list[str]) -> None:
    fields = dict(FIELD.findall(path.read_text(encoding="utf-8")))
    slug, kind = path.parts[-3], kinds[fields["jenis"]]
    address = f"satker/{slug}/layanan/{path.stem}/"
    _record(found, address, fields)
    audiences = fields["sasaran"].strip("[]").split(", ") if "sasaran" in fields else kind.get("sasaran", ())
    for name in (
        f"layanan/{kind['slug']}/",
        f"layanan/menurut/satker/{slug}/",
        *(f"layanan/menurut/wilayah/{region}/" for region in regions),
        *(_facet("sasaran", value) for value in audiences),
        _facet("cara", fields["cara_layanan"]),
    ):
        found.lists[name].append(address)


def _news(found: Expected, path: Path) -> None:
    fields = dict(FIELD.findall(path.read_text(encoding="utf-8").split("---\n", 2)[1]))
    slug = path.parts[-3]
    address = f"satker/{slug}/berita/{path.stem}/"
    _record(found, address, fields)
    year, month, day = fields["tanggal"].split("-")
    owners = {"berita/": "", f"berita/{fields['jenis'].replace('_', '-')}/": "front"}
    owners[f"satker/{slug}/berita/"] = "front"
    for owner, front in owners.items():
        name = f"{owner}{year}/{month}/"
        found.dated.add(name)
        found.lists.setdefault(name, []).append(address)
        if front:
            found.fronts.setdefault(owner, []).append(f"{year}-{month}-{day} {address}")


def _record(found: Expected, address: str, fields: dict[str, str]) -> None:
    found.records.add(address)
    if fields.get("contoh") == "true":
        found.samples.add(address)


def _newest_first(found: Expected) -> None:
    """What a front page shows: the newest day first, of one day by address."""
    for owner, entries in found.fronts.items():
        days = sorted({entry[:10] for entry in entries}, reverse=True)
        by_day = {day: sorted(entry[11:] for entry in entries if entry[:10] == day) for day in days[:NEWEST]}
        found.fronts[owner] = [address for day in days[:NEWEST] for address in by_day[day]][:NEWEST]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _facet(name: str, value: str) -> str:
    return f"layanan/menurut/{name}/{value.replace('_', '-')}/"


# What is there, page by page ------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What one page says. Pages are numbers; `anchors` are places on other pages that it leads to."""

    number: int
    size: int
    hidden: bool
    moved: bool
    links: array[int]
    rows: array[int]
    checked: int
    anchors: set[tuple[int, str]]
    faults: list[str]


class Site:
    """A built site: its files by address, each with a number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = sorted(_addresses(folder))
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.pages = [
            number for number, name in enumerate(self.names) if name.endswith(("/", ".html")) or not name
        ]

    def bytes_of(self, number: int) -> bytes:
        """What a server gives for an address."""
        name = self.names[number]
        return (self.folder / (f"{name}index.html" if name.endswith("/") or not name else name)).read_bytes()

    def read(self, number: int) -> Seen:
        """Reads one page and follows its links one step."""
        page, address = self.bytes_of(number), self.names[number]
        ids = Counter(ID.findall(page))
        faults = [f"{address}: id {name.decode()} stands {n} times" for name, n in ids.items() if n > 1]
        refresh = REFRESH.search(page)
        targets = {*TARGET.findall(page), *([refresh[1]] if refresh else ())}
        met: dict[bytes, int] = {}
        anchors: set[tuple[int, str]] = set()
        for raw in targets:
            target, fragment = self._target(address, raw)
            if target is None:
                continue
            met[raw] = self.numbers.get(target, -1)
            if met[raw] < 0:
                faults.append(f"{address}: {raw.decode()} leads nowhere")
            elif fragment and met[raw] != number:
                anchors.add((met[raw], fragment))
            elif fragment and fragment.encode() not in ids:
                faults.append(f"{address}: no place {raw.decode()}")
        faults += self._canonical(address, page, refresh)
        return Seen(
            number,
            len(page),
            HIDDEN in page,
            bool(refresh),
            array("l", sorted({met[raw] for raw in set(LINK.findall(page)) if met.get(raw, -1) >= 0})),
            array("l", [met.get(raw, -1) for raw in ROW.findall(page)]),
            len(met),
            anchors,
            faults,
        )

    def _target(self, address: str, raw: bytes) -> tuple[str | None, str]:
        """The address inside the site that a link means, or None for one that leads out of it; and the place there."""
        link, _, fragment = html.unescape(raw.decode()).partition("#")
        link = link.partition("?")[0]
        if link.startswith(corpus.SITE_URL):
            return link.removeprefix(corpus.SITE_URL), fragment
        if re.match(r"[a-z][a-z+.-]*:", link):
            return None, ""
        if link.startswith("/"):
            return link[1:], fragment
        if address == "404.html" and link:
            return f"{address}/{link}", fragment  # served anywhere, it may not say where from
        folders = address.split("/")[:-1]
        parts = link.split("/")
        while parts and parts[0] in (".", ".."):
            if parts.pop(0) == "..":
                folders = folders[:-1] if folders else ["outside"]
        return ("/".join([*folders, *parts]) if link else address), fragment

    def _canonical(self, address: str, page: bytes, refresh: re.Match[bytes] | None) -> Iterator[str]:
        """A page names its own address as the one to keep, a redirect the one that it leads to."""
        wanted = self._target(address, refresh[1])[0] if refresh else address
        said = CANONICAL.search(page)
        if said is None or html.unescape(said[1].decode()) != f"{corpus.SITE_URL}{wanted}":
            yield f"{address}: its canonical address is {said[1].decode() if said else 'missing'}"


def _addresses(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            yield re.sub(r"(^|/)index\.html$", r"\1", path.relative_to(folder).as_posix())


_SITE: list[Site] = []  # handed to the workers by fork


def _read(number: int) -> Seen:
    return _SITE[0].read(number)


def read_all(site: Site) -> list[Seen]:
    """Every page, read by all cores."""
    _SITE[:] = [site]
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        return sorted(pool.imap_unordered(_read, site.pages, chunksize=100))


# The checks -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Check:
    """Looks at everything and gathers what does not hold."""

    site: Site
    seen: dict[int, Seen]
    due: Expected
    kinds: dict[int, str]
    faults: list[str] = field(default_factory=list)
    clicks: dict[int, int] = field(default_factory=dict)

    def all(self) -> None:
        """Every check."""
        for page in self.seen.values():
            self.faults += page.faults
        self.anchors()
        self.presence()
        self.contents()
        self.fronts()
        self.reach()
        self.sizes()
        self.sitemap()
        self.archives()

    def anchors(self) -> None:
        """Places on other pages that links lead to."""
        wanted = defaultdict(set)
        for page in self.seen.values():
            for number, fragment in page.anchors:
                wanted[number].add(fragment)
        for number, fragments in wanted.items():
            ids = {name.decode() for name in ID.findall(self.site.bytes_of(number))}
            self.faults += [f"{self.site.names[number]}: no place #{name}" for name in fragments - ids]

    def presence(self) -> None:
        """Every record and every part of a list, and no part or month more."""
        listed = {part for address in self.due.lists for part in self.due.parts(address)}
        wanted = listed | self.due.records | set(self.due.fronts)
        self.faults += [f"{address}: missing" for address in wanted if address not in self.site.numbers]
        there = {
            self.site.names[number]
            for number, kind in self.kinds.items()
            if kind
            in ("service", "news", "list of services", "type of service", "month of news", "front of news")
        }
        self.faults += [f"{address}: no list or record stands behind it" for address in there - wanted]

    def contents(self) -> None:
        """The parts of a list hold every record of its own once, none more than fifty."""
        for address, due in self.due.lists.items():
            held: Counter[str] = Counter()
            for part in self.due.parts(address):
                rows = self._rows(part)
                held.update(rows)
                if len(rows) > PART:
                    self.faults.append(f"{part}: {len(rows)} entries")
            if odd := (held - Counter(due)) + (Counter(due) - held):
                self.faults.append(f"{address}: {len(odd)} records not once, such as {next(iter(odd))}")

    def fronts(self) -> None:
        """A front page shows the newest in their order; that of events has an order of its own."""
        for address, due in self.due.fronts.items():
            if address != "berita/agenda/" and self._rows(address) != due:
                self.faults.append(f"{address}: not the newest {NEWEST} news")

    def _rows(self, address: str) -> list[str]:
        """The records that stand in a list's rows; beside them a list may name types and satker."""
        page = self.seen.get(self.site.numbers.get(address, -1))
        names = [self.site.names[number] for number in page.rows if number >= 0] if page else []
        return [name for name in names if name in self.due.records]

    def reach(self) -> None:
        """Every page from home by links alone; only the 404 page and redirects stand apart."""
        home = self.site.numbers.get("", -1)
        if home < 0:
            self.faults.append("the home page is missing")
            return
        self.clicks, edge, depth = {home: 0}, [home], 0
        while edge:
            depth += 1
            further = {number for page in edge for number in self.seen[page].links if number in self.seen}
            edge = [number for number in further if number not in self.clicks]
            self.clicks |= dict.fromkeys(edge, depth)
        for number, page in self.seen.items():
            if number not in self.clicks and not page.moved and self.site.names[number] != "404.html":
                self.faults.append(f"{self.site.names[number]}: no links lead there from home")

    def sizes(self) -> None:
        """A list may not grow with the number of records."""
        for number, page in self.seen.items():
            if self.kinds[number] in LISTS and page.size > LIMIT:
                self.faults.append(f"{self.site.names[number]}: {page.size:,} bytes, more than {LIMIT:,}")

    def sitemap(self) -> None:
        """Its files hold every page that may be found, once; samples may not be."""
        for address in self.due.records & set(self.site.numbers):
            if self.seen[self.site.numbers[address]].hidden != (address in self.due.samples):
                self.faults.append(f"{address}: whether search engines may have it is not as the record says")
        found: Counter[str] = Counter()
        for name in self._sitemap_files():
            addresses = self._addresses_in(name)
            found.update(addresses)
            if len(addresses) > IN_SITEMAP:
                self.faults.append(f"{name}: {len(addresses):,} addresses")
        due = Counter(
            f"{corpus.SITE_URL}{self.site.names[number]}"
            for number, page in self.seen.items()
            if not page.hidden
        )
        if odd := (found - due) + (due - found):
            self.faults.append(f"sitemap: {len(odd)} addresses not once, such as {next(iter(odd))}")

    def _sitemap_files(self) -> list[str]:
        names = [address.removeprefix(corpus.SITE_URL) for address in self._addresses_in("sitemap.xml")]
        return names if any(name.endswith(".xml") for name in names) else ["sitemap.xml"]

    def _addresses_in(self, name: str) -> list[str]:
        number = self.site.numbers.get(name)
        if number is None:
            self.faults.append(f"{name}: missing")
            return []
        return [
            html.unescape(text)
            for text in re.findall(r"<loc>(.*?)</loc>", self.site.bytes_of(number).decode())
        ]

    def archives(self) -> None:
        """The months of the feed hold every news item that may leave the portal, once."""
        held: Counter[str] = Counter()
        for name, number in self.site.numbers.items():
            if name.startswith("umpan/arsip/"):
                held.update(re.findall(r"<entry><id>(.*?)</id>", self.site.bytes_of(number).decode()))
        news = {address for address in self.due.records - self.due.samples if "/berita/" in address}
        due = Counter(f"{corpus.SITE_URL}{address}" for address in news)
        if odd := (held - due) + (due - held):
            self.faults.append(f"feed: {len(odd)} items not once in its archives, such as {next(iter(odd))}")


def kind_of(address: str, written: set[str]) -> str:
    """What a page is, by its address."""
    if address in written:
        return "hand-written"
    return next((name for name, pattern in same.KINDS if pattern.fullmatch(address)), "other")


def table(check: Check) -> list[str]:
    """For each kind of page how many there are, the largest, and how far from home the furthest is."""
    groups = defaultdict(list)
    for number, kind in check.kinds.items():
        groups[kind].append(check.seen[number])
    lines = [
        "| pages | number | largest, bytes | gzip | which | clicks from home, at most |",
        "| --- | ---: | ---: | ---: | --- | ---: |",
    ]
    for kind, pages in sorted(groups.items(), key=lambda item: -len(item[1])):
        largest = max(pages, key=lambda page: page.size)
        packed = len(gzip.compress(check.site.bytes_of(largest.number)))
        clicks = max(
            (check.clicks[page.number] for page in pages if page.number in check.clicks), default="none"
        )
        lines.append(
            f"| {kind} | {len(pages):,} | {largest.size:,} | {packed:,} "
            f"| `/{check.site.names[largest.number]}` | {clicks} |"
        )
    return lines


# From corpus to verdict -----------------------------------------------------------------------------------------


@contextmanager
def folder_for(kept: Path | None, records: int) -> Iterator[Path]:
    """The folder that is to be kept, or a temporary one: in memory where there is room for all of it twice."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    memory = Path("/dev/shm")
    fits = memory.is_dir() and shutil.disk_usage(memory).free > 2 * ROOM * records
    with tempfile.TemporaryDirectory(dir=memory if fits else None) as folder:
        yield Path(folder)


def build(folder: Path, records: int, seed: int) -> float:
    """Makes portal and site; the seconds that the build alone took."""
    corpus.make(folder / "portal", records=records, seed=seed, few_samples=True)
    command = [sys.executable, "-m", "generator.cli", "build", "-C", str(folder / "portal")]
    started = time.perf_counter()
    done = subprocess.run(
        [*command, "--site-dir", str(folder / "site")],
        cwd=HERE.parent,
        env=environment(folder),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def check(folder: Path) -> Check:
    """Reads the whole site and checks it."""
    site = Site(folder / "site")
    seen = {page.number: page for page in read_all(site)}
    written = same.hand_written(folder / "portal")
    kinds = {number: kind_of(site.names[number], written) for number in seen}
    found = Check(site, seen, expected(folder / "portal"), kinds)
    found.all()
    return found


def report(found: Check, records: int, built: float, seconds: float) -> str:
    """The part of the README between its markers."""
    links = sum(page.checked for page in found.seen.values())
    head = (
        f"{datetime.now(UTC):%Y-%m-%d}, {CORES} cores, {platform.python_implementation()} "
        f"{platform.python_version()}: `python benchmarks/scale.py --records {records}`. {records:,} records, "
        f"{len(found.seen):,} pages, {links:,} links. Built in {built:.0f} s, checked in {seconds:.0f} s: "
        f"{len(found.faults)} faults."
    )
    named = ["", *(f"- {fault}" for fault in sorted(found.faults)[:NAMED])] if found.faults else []
    return "\n".join([head, "", *table(found), *named, ""])


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="make portal and site in this folder, and leave them there")
    parser.add_argument("--again", type=Path, help="only check what --keep has left in this folder")
    parser.add_argument("--dry", action="store_true", help="print the table, leave README.md as it is")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with folder_for(options.again or options.keep, options.records) as folder:
        built = 0.0 if options.again else build(folder, options.records, options.seed)
        started = time.perf_counter()
        found = check(folder)
        text = report(found, len(found.due.records), built, time.perf_counter() - started)
    print(text)
    if not (options.dry or options.again):
        write("scale", text)
    if found.faults:
        raise SystemExit(f"{len(found.faults)} faults")


if __name__ == "__main__":
    main()
