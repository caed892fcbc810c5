"""The portal in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling, the policy holds, scripts only help.

Every page of this repository's portal and the edges of another are opened; `PAGES` names one of each kind for what
is about the kind.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import edges
import pytest
from browser import axe
from playwright.sync_api import Browser, Page, Route
from portals import build, shared
from served import served

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
    "berita menurut jenis": "berita/pengumuman/",
    "agenda": "berita/agenda/",
    "berita satker": "satker/unila/berita/",
    "serta-merta": "satker/disdikbud-pesisir-barat/berita/loket-dialihkan-selama-pemadaman-terencana/",
    "daftar satker": "satker/",
    "daftar wilayah": "wilayah/",
    "menurut": "layanan/menurut/",
    "menurut satker": "layanan/menurut/satker/unila/",
    "pengaduan": "pengaduan/",
    "peta situs": "peta-situs/",
    "integrasi": "integrasi/",
    "status": "status/",
    "tampilan": "tampilan/",
    "batas waktu": "ppid/batas-waktu/",
    "panduan": "panduan/layanan/",
    "informasi publik": "ppid/",
    "istilah": "ppid/istilah/",
    "surat": "ppid/surat/",
    "daftar informasi publik": "ppid/dip/",
    "daftar sebagai lampiran": "ppid/dip/lpmp-lampung/",
    "informasi menurut tahun": "ppid/dip/polinela/pendaftar-dan-diterima/",
    "informasi menurut wilayah": "ppid/dip/kantor-bahasa-lampung/peserta-menurut-wilayah/",
    "kategori": "ppid/setiap-saat/",
    "dikecualikan": "ppid/dikecualikan/",
    "laporan": "ppid/laporan/",
    "laporan setahun": "ppid/laporan/lpmp-lampung/2025/",
    "daftar jawaban": "ppid/jawaban/",
    "jawaban": "ppid/jawaban/unila/sebaran-nilai/",
    "ppid satker": "ppid/satker/lpmp-lampung/",
    "ppid satker kosong": "ppid/satker/disdikbud-mesuji/",
    "daftar maklumat": "maklumat/",
    "maklumat": "maklumat/lpmp-lampung/",
    "daftar bukti": "ppid/bukti/",
    "bukti": "ppid/bukti/lpmp-lampung/",
    "tentang": "tentang/",
    "cari": "cari/",
    "tidak ada": "404.html",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's portal on the day when its sample announcement is in force."""
    return shared(tmp_path_factory)


@pytest.fixture(scope="session")
def edge_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = edges.portal(tmp_path_factory.mktemp("tepi"))
    build(root)
    return root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def edge_address(edge_site: Path) -> Iterator[str]:
    with served(edge_site) as found:
        yield found


@pytest.fixture(scope="session")
def kinds(address: str, edge_address: str) -> list[str]:
    """One page of each kind, and the edges."""
    return [*(address + path for path in PAGES.values()), *(edge_address + path for path in edges.PAGES)]


@pytest.fixture(scope="session")
def everything(site: Path, address: str, edge_address: str) -> list[str]:
    """Every page of the portal but those that only lead on, and the edges."""
    return [*(address + path for path in pages_of(site)), *(edge_address + path for path in edges.PAGES)]


def pages_of(site: Path) -> list[str]:
    return [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text()
    ]


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


PARTS = 4  # of the pages, so that processes can share them
OPENED = "document.querySelectorAll('details').forEach(d => d.open = true)"

# What is wrong with a page: axe's rules with the elements that break them, or what was tried.
Wrong = dict[str, axe.Found]


def violations(
    browser: Browser, urls: list[str], width: int, *, judged: set[str] | None = None, **options: Any
) -> Wrong:
    """What axe finds on each page with every fold open, and which pages scroll sideways there or at 320 px."""
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 844}, **options)
    page.add_init_script(path=axe.SCRIPT)
    wrong = {}
    widths = [width, 320]
    for url in urls:
        page.goto(url)
        page.evaluate(OPENED)
        found = []
        for each in dict.fromkeys(widths):
            resized(page, each)
            if each == width:
                found += axe.violations(page, judged=judged)
            if sideways(page):
                found.append((f"sideways at {each}", []))
        widths.reverse()  # the next page begins at the size at which this one has ended
        if found:
            wrong[url] = found
    page.close()
    return wrong


def resized(page: Page, width: int) -> None:
    """To set a size that the page has takes as long as to set another."""
    if not page.viewport_size or page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 844})


def sideways(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_no_violation_on_any_page_and_none_scrolls_sideways(
    browser: Browser, everything: list[str], part: int
) -> None:
    assert violations(browser, everything[part::PARTS], 390, judged=set()) == {}


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifted += each.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""


def late(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


@pytest.mark.parametrize(
    "name", ["beranda", "layanan", "jenis", "berita", "daftar layanan", "tampilan", "surat"]
)
def test_nothing_jumps_when_scripts_come_late(browser: Browser, address: str, name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(SHIFTS)
    page.route("**/ultra.js*", late)
    page.goto(address + PAGES[name])
    page.wait_for_timeout(400)

    assert page.evaluate("shifted") < 0.02
    page.close()


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


def test_the_html_of_every_page_is_valid(site: Path, edge_site: Path) -> None:
    # Off in htmlvalidate.json: matters of taste, and two that do not fit: a scrolling table is a named region
    # without being a section of the text, and the region select acts at once, without a button.
    command = [str(HERE / "node_modules/.bin/html-validate"), "--config", str(HERE / "htmlvalidate.json")]

    result = subprocess.run([*command, str(site), str(edge_site)], capture_output=True, text=True)

    assert result.stdout + result.stderr == ""


# By keyboard and without scripts ------------------------------------------------------------------------------


def test_by_keyboard_and_without_scripts_a_person_comes_from_home_to_what_to_bring(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address, width=1280, java_script_enabled=False)

    for wanted in ("Pindah sekolah", "Kota Metro", "Yang perlu dibawa"):
        tabbed_to(page, wanted)
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    assert page.url.endswith("#bawa")
    assert page.locator("#bawa").is_visible()
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_by_keyboard_and_without_scripts_region_and_need_lead_to_what_to_bring(
    browser: Browser, address: str, width: int
) -> None:
    page = opened(browser, address, width=width, java_script_enabled=False)

    for wanted in (
        "Satker mana yang melayani saya?",
        "Kota Metro",
        "Pindah sekolah 4 layanan",  # opens in its place
        "Rekomendasi pindah sekolah masuk SD dan SMP",
    ):
        tabbed_to(page, wanted)
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    page.wait_for_url("**/satker/disdikbud-metro/layanan/pindah-sekolah-masuk/")
    assert page.locator("#bawa").get_by_role("heading", name="Yang perlu dibawa").is_visible()
    page.close()


def test_each_step_says_where_one_is_and_leads_back(browser: Browser, address: str) -> None:
    page = opened(browser, address + "wilayah/metro/", java_script_enabled=False)
    assert page.get_by_role("heading", name="Langkah 2 dari 2").is_visible()

    page.get_by_role("link", name="Ganti wilayah").click()

    page.wait_for_url("**/wilayah/")
    assert page.get_by_role("heading", name="Langkah 1 dari 2").is_visible()
    assert not page.locator("[data-ingat]").is_visible()
    page.close()


def test_the_region_chosen_last_is_offered_first(browser: Browser, address: str) -> None:
    page = opened(browser, address + "wilayah/", width=1280)
    assert not page.locator("[data-ingat]").is_visible()
    page.locator(".tiles a", has_text="Metro").click()
    page.wait_for_url("**/wilayah/metro/")

    page.goto(address + "wilayah/")
    page.get_by_role("link", name="Lanjut dengan Kota Metro").click()

    page.wait_for_url("**/wilayah/metro/")
    page.goto(address)
    assert page.locator("#wilayah").input_value() == "metro"
    page.close()


def test_a_link_that_is_no_region_is_not_remembered(browser: Browser, address: str) -> None:
    page = opened(browser, address, width=1280)

    page.get_by_role("link", name="Angka yang sama dalam tabel").click()

    page.wait_for_url("**/wilayah/#tabel")
    assert page.evaluate("localStorage.wilayah ?? null") is None
    page.close()


def test_a_type_leads_to_its_need_in_the_region_that_is_chosen(browser: Browser, address: str) -> None:
    page = opened(browser, address + "layanan/pindah-sekolah-masuk/", width=1280)
    page.locator("#wilayah").select_option("way-kanan")

    page.get_by_role("link", name="Satker yang melayani Kab. Way Kanan").click()

    page.wait_for_url("**/wilayah/way-kanan/#pindah-sekolah")
    assert page.locator("#pindah-sekolah").is_visible()
    page.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_stop_of_the_keyboard_is_seen_and_named_and_the_policy_holds_meanwhile(
    browser: Browser, address: str, part: int
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    wrong = {}
    for name, path in list(PAGES.items())[part::PARTS]:
        resized(page, 390)
        page.goto(address + path)
        found = [*stops(page), *focused(page)]
        missed = page.evaluate(MISSED)
        resized(page, 1280)
        for stop in [*found, *focused(page)]:
            if not stop["seen"] or not stop["name"]:
                wrong[f"{name}: {stop['html']}"] = stop
        assert missed == [], (
            "what the key reaches does not take the focus by itself, so 1280 has not been seen"
        )
    page.close()

    assert wrong == {}
    assert said == []


STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const look = getComputedStyle(e.matches(".pills input") ? e.nextElementSibling : e);
  const named = e.ariaLabel || e.labels?.[0]?.textContent || e.textContent || e.placeholder
    || document.getElementById(e.getAttribute("aria-labelledby"))?.textContent;
  return {
    html: e.outerHTML.slice(0, 90), text: e.textContent.trim(), name: (named || "").trim(),
    seen: look.outlineStyle !== "none" && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
# The end is where nothing has the focus, or the first stop has it again.
KEPT = f"""() => {{
  const stop = {STOP};
  window.kept = [];
  window.reached = new Set();
  addEventListener("keyup", () => {{
    const e = document.activeElement;
    kept.push(reached.values().next().value === e ? null : stop());
    reached.add(e);
  }});
}}"""
FOCUSED = f"""() => {{
  const stop = {STOP};
  window.focused = new Set();
  return [...document.querySelectorAll("body *")].flatMap((e) => {{
    e.focus({{ focusVisible: true }});
    if (document.activeElement !== e || (e.tabIndex < 0 && !reached.has(e))) return [];
    focused.add(e);
    return [stop()];
  }});
}}"""
MISSED = """() => [...reached].filter((e) => e !== document.body && !focused.has(e) && e.isConnected)
  .map((e) => e.outerHTML.slice(0, 90))"""
ENOUGH = 400
AT_ONCE = 10  # presses between two questions to the page, each of which takes as long as a press


def stops(page: Page) -> list[dict[str, Any]]:
    """Where the Tab key stops, from the top of the page to its end, or to what is enough of a list from A to Z."""
    page.evaluate(KEPT)
    kept: list[dict[str, Any] | None] = []
    while None not in kept and len(kept) < ENOUGH:
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        kept = page.evaluate("kept")
    return [stop for stop in kept[: kept.index(None) if None in kept else None] if stop]


def focused(page: Page) -> list[dict[str, Any]]:
    """What takes the focus of what the key can reach, which at another width may be more; far quicker than by key."""
    found: list[dict[str, Any]] = page.evaluate(FOCUSED)
    return found


def tabbed_to(page: Page, text: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and text == (page.locator(":focus").inner_text() or "").strip():
            return
    raise AssertionError(f"the keyboard does not reach {text}")


# As people set their devices -----------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_stands_however_the_device_is_set(
    browser: Browser, kinds: list[str], part: int
) -> None:
    """In one visit, since to come takes as long as to look: wide and narrow, light and dark, large and wide text,
    forced colours, no motion.
    """
    page = browser.new_page(bypass_csp=True, viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    page.add_init_script(path=axe.SCRIPT)
    wrong = {}
    for url in kinds[part::PARTS]:
        resized(page, 1280)
        page.goto(url)
        if found := [*as_people_set_it(page), *violations_wide_and_dark(page)]:
            wrong[url] = found
    page.close()

    assert wrong == {}


SETTINGS = (
    (1280, "style", "font-size: 200%"),  # WCAG 1.4.4
    (390, "style", "font-size: 200%"),
    (320, "data-jarak", "lebih-renggang"),  # WCAG 1.4.12, on the page Tampilan
)


def as_people_set_it(page: Page) -> axe.Found:
    found = unseen_or_moving(page)
    for width, name, value in SETTINGS:
        resized(page, width)
        page.evaluate("([name, value]) => document.documentElement.setAttribute(name, value)", [name, value])
        if sideways(page):
            found.append((f"sideways at {width} with {value}", []))
        page.evaluate("(name) => document.documentElement.removeAttribute(name)", name)
    return found


def unseen_or_moving(page: Page) -> axe.Found:
    """With forced colours grounds and shadows are gone: what is filled elsewhere must be outlined then."""
    moving = page.evaluate(MOVING)
    page.emulate_media(forced_colors="active")
    edgeless = page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none")
    return [(what, elements) for what, elements in (("moves", moving), ("no edge", edgeless)) if elements]


def violations_wide_and_dark(page: Page) -> axe.Found:
    """What axe finds at the width of a desk, and of the rules about colours in the dark, at both widths."""
    page.evaluate(OPENED)
    resized(page, 1280)
    found = axe.violations(page)
    if sideways(page):
        found.append(("sideways at 1280", []))
    page.emulate_media(color_scheme="dark")
    for width in (1280, 390):
        resized(page, width)
        found += [(f"{rule} in the dark", nodes) for rule, nodes in axe.violations(page, only=axe.COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


EDGELESS = """() => [...document.querySelectorAll(".btn, .pills span, input:not(.pills input), select, textarea")]
  .filter((e) => e.checkVisibility() && e.type !== "hidden" && parseFloat(getComputedStyle(e).borderTopWidth) === 0)
  .map((e) => e.outerHTML.slice(0, 90))"""
MOVING = """() => [...document.querySelectorAll("*")]
  .map((e) => [e, getComputedStyle(e)])
  .filter(([, look]) => parseFloat(look.transitionDuration) || look.animationName !== "none" || look.scrollBehavior === "smooth")
  .map(([e]) => e.outerHTML.slice(0, 90))"""
