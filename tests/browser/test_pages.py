"""The portal in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling, the policy holds, scripts only help."""

from __future__ import annotations

import functools
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from portals import REPO, build

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
PAGES = {
    "beranda": "",
    "layanan": "satker/disdikbud-metro/layanan/legalisir-ijazah/",
    "biaya bertingkat": "satker/kantor-bahasa-lampung/layanan/ukbi/",
    "layanan kosong": "satker/disdikbud-lampung-tengah/layanan/legalisir-ijazah/",
    "jenis": "layanan/legalisir-ijazah-sd-smp/",
    "jenis tanpa satker": "layanan/verifikasi-keabsahan-ijazah/",
    "satker": "satker/lpmp-lampung/",
    "wilayah": "wilayah/metro/",
    "berita": "satker/lpmp-lampung/berita/rapat-pembentukan-ultra/",
    "daftar layanan": "layanan/",
    "abjad": "layanan/a-z/",
    "daftar berita": "berita/",
    "bulan": "berita/2020/06/",
    "daftar satker": "satker/",
    "daftar wilayah": "wilayah/",
    "menurut satker": "layanan/menurut/satker/unila/",
    "tentang": "tentang/",
    "cari": "cari/",
    "tidak ada": "404.html",
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("situs") / "site"
    build(REPO, site=folder, full=True)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        browser = playwright.chromium.launch(executable_path=os.environ["ULTRA_BROWSER"], args=flags)
        yield browser
        browser.close()


def opened(browser: Browser, url: str, *, width: int = 390, **options: Any) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844}, **options)
    page.goto(url)
    return page


def test_every_kind_of_page_has_an_example_that_exists(site: Path) -> None:
    missing = [
        name
        for name, path in PAGES.items()
        if not (site / (path if path.endswith("html") else path + "index.html")).is_file()
    ]

    assert missing == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(browser: Browser, address: str, width: int, scheme: str) -> None:
    axe = (HERE / "node_modules/axe-core/axe.min.js").read_text()
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    found = {}
    for name, path in PAGES.items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate(axe)
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
        if result["violations"]:
            found[name] = [
                (v["id"], [node["html"][:120] for node in v["nodes"]][:3]) for v in result["violations"]
            ]
    page.close()

    assert found == {}


def test_nothing_scrolls_sideways_on_the_narrowest_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    wide = []
    for name, path in PAGES.items():
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    page.close()

    assert wide == []


def test_the_policy_is_never_violated(browser: Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES.values():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.close()

    assert said == []


def test_a_page_reads_without_scripts(browser: Browser, address: str) -> None:
    page = opened(browser, address + PAGES["layanan"], java_script_enabled=False)

    assert page.locator("section.body, #bawa h3").first.is_visible()
    assert page.locator("#bawa h3").count() == page.locator("#bawa h3:visible").count()
    assert page.locator("button:visible").count() == 0
    page.close()


def test_with_scripts_one_variant_is_shown_and_ticks_stay(browser: Browser, address: str) -> None:
    page = opened(browser, address + PAGES["layanan"])
    page.locator("#bawa input[type=checkbox]:visible").first.check()

    page.reload()

    assert page.locator("#bawa input[type=checkbox]:visible").first.is_checked()
    assert page.locator("#bawa .check:visible").count() == 1
    page.close()


def test_the_menu_opens_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    link = page.locator("nav.nav a", has_text="Berita")
    assert not link.is_visible()

    page.locator("#menu summary").click()

    assert link.is_visible()
    page.close()


def test_the_region_select_leads_to_the_region(browser: Browser, address: str) -> None:
    page = opened(browser, address, width=1280)
    page.locator("#wilayah").select_option("metro")

    page.get_by_role("button", name="Lihat").click()

    page.wait_for_url("**/wilayah/metro/")
    page.close()


def test_the_html_is_valid(site: Path) -> None:
    # Off in htmlvalidate.json: matters of taste, and two that do not fit: a scrolling table is a named region
    # without being a section of the text, and the region select acts at once, without a button.
    paths = [str(site / (path if path.endswith("html") else path + "index.html")) for path in PAGES.values()]
    command = [
        str(HERE / "node_modules/.bin/html-validate"),
        "--config",
        str(HERE / "htmlvalidate.json"),
        *paths,
    ]

    result = subprocess.run(command, capture_output=True, text=True)

    assert result.stdout + result.stderr == ""
