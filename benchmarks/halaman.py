"""One page of each kind under Lighthouse, as on a phone, and under the W3C's checker of HTML and CSS.

    ULTRA_BROWSER=/usr/bin/chromium .venv/bin/python benchmarks/halaman.py

npm installs both into `benchmarks/node_modules`, which git ignores; the checker needs Java. Lighthouse computes what
its slow phone would take from what this machine took: the scores say more than the seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "browser"), str(HERE.parent / "tests")]
import hosted  # noqa: E402  # beside this file
from portals import REPO, build  # noqa: E402  # in tests/
from test_pages import PAGES  # noqa: E402

PACKAGES = ("lighthouse@12", "vnu-jar@24")
RUNS = 3
SCORES = ("performance", "accessibility", "best-practices", "seo")
# A sample and the pages of the search ask to be left out of search engines; Lighthouse counts that as a fault.
ALLOWED = frozenset({"is-crawlable"})
# A file has no origin that could be its own 'self', and SVG's vector-effect is no property of the checker's CSS.
UNKNOWN_TO_W3C = ("Resource violates Content Security Policy", "vector-effect")


class Measured(NamedTuple):
    """What Lighthouse says of a page: scores from 0 to 100, seconds, bytes, shift, and what it found wrong."""

    scores: tuple[int, ...]
    first_paint: float
    largest_paint: float
    blocked_ms: float
    shift: float
    kilobytes: float
    faults: frozenset[str]


def installed() -> Path:
    """The folder of the two tools, made when it is not there."""
    modules = HERE / "node_modules"
    if not all((modules / name.split("@")[0]).is_dir() for name in PACKAGES):
        print("npm memasang Lighthouse dan pemeriksa W3C …", file=sys.stderr)
        npm = shutil.which("npm", path=f"{REPO / '.venv/bin'}{os.pathsep}{os.environ['PATH']}")
        assert npm, "npm is not there; ./ultra test installs it"
        subprocess.run([npm, "install", "--silent", "--no-save", *PACKAGES], cwd=HERE, check=True)
    return modules


def lighthouse(modules: Path, url: str) -> Measured:
    """The medians of some runs."""
    reports = [_run(modules, url) for _ in range(RUNS)]
    audits = [report["audits"] for report in reports]

    def middle(name: str) -> float:
        return statistics.median(each[name]["numericValue"] for each in audits)

    return Measured(
        scores=tuple(
            round(100 * statistics.median(report["categories"][name]["score"] for report in reports))
            for name in SCORES
        ),
        first_paint=middle("first-contentful-paint") / 1000,
        largest_paint=middle("largest-contentful-paint") / 1000,
        blocked_ms=middle("total-blocking-time"),
        shift=middle("cumulative-layout-shift"),
        kilobytes=middle("total-byte-weight") / 1000,
        faults=frozenset(
            name
            for report in reports
            for kind in SCORES[1:]
            for ref in report["categories"][kind]["auditRefs"]
            if ref["weight"] and report["audits"][name := ref["id"]]["score"] == 0
        ),
    )


def _run(modules: Path, url: str) -> dict[str, Any]:
    node = [str(REPO / ".venv/bin/node"), str(modules / "lighthouse/cli/index.js"), url]
    options = ["--quiet", "--output=json", f"--only-categories={','.join(SCORES)}"]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-background-networking"
    env = {**os.environ, "CHROME_PATH": os.environ["ULTRA_BROWSER"]}
    result = subprocess.run([*node, *options, flags], env=env, check=True, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def checked(modules: Path, files: list[Path]) -> list[str]:
    """What the W3C's checker says of the files, warnings too, but for what it cannot know."""
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "gnu", "--also-check-css", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True).stderr.splitlines()
    return [line for line in said if not any(known in line for known in UNKNOWN_TO_W3C)]


def main() -> None:
    """Builds this repository's portal, and prints a row a page."""
    modules = installed()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build(REPO, site=site, full=True, searchable=True)
        said = checked(modules, [*sorted(site.rglob("*.html")), *sorted(site.glob("assets/*.css"))])
        print(f"W3C: {len(said)} on {sum(1 for _ in site.rglob('*.html'))} pages and the style sheet")
        for line in said[:20]:
            print(f"  {line.replace(folder, '')}")
        print("| page | " + " | ".join(SCORES) + " | FCP s | LCP s | TBT ms | CLS | kB | not met |")
        print("| --- |" + " ---: |" * 9 + " --- |")
        with hosted.served(site) as address:
            for name, path in PAGES.items():
                found = lighthouse(modules, address + path)
                faults = ", ".join(sorted(found.faults - ALLOWED))
                figures = (f"{found.first_paint:.1f}", f"{found.largest_paint:.1f}", f"{found.blocked_ms:.0f}", f"{found.shift:.3f}", f"{found.kilobytes:.0f}")  # fmt: skip
                print("| " + " | ".join([name, *map(str, found.scores), *figures, faults]) + " |", flush=True)


if __name__ == "__main__":
    main()
