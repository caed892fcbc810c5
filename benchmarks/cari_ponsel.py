"""A first and a later search on a phone's line: 200 KB a second, 150 ms, compressed as GitHub Pages does.

    ULTRA_BROWSER=/usr/bin/chromium .venv/bin/python benchmarks/cari_ponsel.py --records 10000

Counts every byte that Chromium takes, headers too, from the results page with a question in its address to the first
results and the sentences that it fetches after; then one more question on the same page.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import corpus  # noqa: E402  # beside this file
import hosted  # noqa: E402

QUESTIONS = (
    "legalisir ijazah",
    "ijasah hilang",
    "pindah sekolah",
    "berapa biaya ukbi",
    "surat aktif kuliah",
    "izin paud",
)
BYTES_A_SECOND, LATENCY_MS = 200 * 1024, 150


def asked(browser: Browser, address: str, question: str, later: str) -> tuple[float, int, int]:
    """Seconds to the first result, and bytes of the first and of a later search."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    line = context.new_cdp_session(page)
    taken: list[int] = []
    line.on("Network.loadingFinished", lambda event: taken.append(int(event["encodedDataLength"])))
    line.send("Network.enable")
    limits = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    page.goto(f"{address}tampilan/")  # the frame of all pages is there already
    page.wait_for_load_state("networkidle")
    taken.clear()
    line.send("Network.emulateNetworkConditions", limits)
    begun = time.perf_counter()
    page.goto(f"{address}cari/?q={quote(question)}")
    page.locator(".rows .title").first.wait_for()
    seconds = time.perf_counter() - begun
    page.wait_for_load_state("networkidle")
    first = sum(taken)
    taken.clear()
    page.fill("#cari-kata", later)
    page.wait_for_timeout(3000)
    after = sum(taken)
    context.close()
    return seconds, first, after


def main() -> None:
    """Makes the corpus, builds it, asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        portal, site = Path(folder, "portal"), Path(folder, "site")
        corpus.make(portal, records=options.records, seed=1, few_samples=False)
        build = [sys.executable, "-m", "generator.cli", "build", "-C", str(portal), "--site-dir", str(site)]
        subprocess.run(build, cwd=HERE.parent, check=True, capture_output=True)
        with hosted.served(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ["ULTRA_BROWSER"], args=["--no-sandbox"]
            )
            later = (*QUESTIONS[1:], QUESTIONS[0])
            answers = [asked(browser, address, *pair) for pair in zip(QUESTIONS, later, strict=True)]
            browser.close()
    for name, unit, values in zip(
        ("first result", "first search", "later search"),
        ("s", "KB", "KB"),
        zip(*answers, strict=True),
        strict=True,
    ):
        shown = [value if unit == "s" else value / 1000 for value in values]
        print(f"{name}: {statistics.median(shown):.1f} {unit} (most {max(shown):.1f})")


if __name__ == "__main__":
    main()
