"""The calculator of deadlines in a real browser: by keyboard, with scripts and without, and what it saves."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browser.test_pages import violations
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from portals import build, portal
from served import served

from generator.config import HOUSE
from generator.documents import assets
from generator.pipeline import configured

pytestmark = pytest.mark.browser

PAGE = "ppid/batas-waktu/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = portal(tmp_path_factory.mktemp("tenggat") / "portal")
    build(root)
    with served(root / "site") as found:
        yield found + PAGE


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a day of March 2026, late in the evening of Lampung, when elsewhere it is another day."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, timezone_id="Asia/Jakarta", locale="id-ID"
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.clock.set_fixed_time("2026-03-08T18:30:00Z")
    opened.goto(address)
    expect(opened.locator("output")).not_to_be_empty()
    yield opened
    context.close()
    assert faults == []


def dates(page: Page) -> list[str]:
    """The dates that are shown, a step each."""
    cells = page.locator("[data-tenggat] tbody tr:visible td:nth-child(2)").all_inner_texts()
    return [cell.split("\n")[0].replace("\u00a0", " ") for cell in cells]


def test_it_begins_with_the_visitors_own_today(page: Page) -> None:
    assert page.locator("#hari").input_value() == "2026-03-09"
    expect(page.locator("output")).to_have_text("Pemberitahuan tertulis: paling lambat Senin, 30 Maret 2026.")
    assert (
        page.locator("caption").first.inner_text()
        == "Permohonan diterima PPID: Senin, 9\u00a0Maret\u00a02026"
    )


def test_each_event_shows_the_steps_that_are_still_to_come(page: Page) -> None:
    shown = {}
    for event in ("permohonan", "diperpanjang", "alasan", "keberatan", "jawaban", "sengketa"):
        page.locator("#kejadian").select_option(event)
        shown[event] = dates(page)

    assert shown["permohonan"] == [
        "Senin, 30 Maret 2026",
        "Kamis, 9 April 2026",
        "Rabu, 13 Mei 2026",
        "Kamis, 2 Juli 2026",
        "Rabu, 22 Juli 2026",
        "Selasa, 11 Agustus 2026",
        "Rabu, 6 Januari 2027",
    ]
    assert shown["diperpanjang"][:3] == [*shown["permohonan"][:2], "Selasa, 26 Mei 2026"]
    assert [7, 7, 5, 4, 3, 2] == [len(each) for each in shown.values()]


def test_what_was_skipped_and_what_is_uncertain_is_said(page: Page) -> None:
    page.locator("#hari").fill("2027-03-01")

    cell = page.locator("[data-langkah=pemberitahuan] td").first
    expect(cell).to_contain_text("Selasa, 23 Maret 2027")
    expect(cell).to_contain_text("8 Maret Hari Suci Nyepi")
    expect(cell.locator(".state.warn")).to_have_text("dapat bergeser")
    expect(cell).to_contain_text("Masih perkiraan: 10 Maret Hari Raya Idul Fitri")
    expect(cell).to_contain_text("Bila cuti bersama terhitung hari kerja: Kamis, 18 Maret 2027.")

    page.locator("#hari").fill("2029-06-01")

    expect(cell).to_contain_text(
        "Hari libur 2029 tidak ada dalam daftar: hanya Sabtu dan Minggu yang dilewati."
    )


def test_a_day_that_is_none_is_said_above_the_field(page: Page) -> None:
    wrong = page.get_by_text("Pilih tanggal antara 2008 dan 2099.")
    assert not wrong.is_visible()

    page.locator("#hari").fill("1999-01-01")
    page.locator("#hari").dispatch_event("change")

    assert wrong.is_visible()
    assert page.locator("#hari").get_attribute("aria-invalid") == "true"
    assert page.get_by_role("button", name="Simpan ke kalender").is_disabled()

    page.locator("#hari").fill("2026-03-09")

    assert not wrong.is_visible()
    assert page.get_by_role("button", name="Simpan ke kalender").is_enabled()


def test_by_keyboard_a_deadline_is_found_and_saved(page: Page) -> None:
    page.locator("#kejadian").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("11112026")  # the same day in whichever order the browser asks

    expect(page.locator("output")).to_have_text("Keberatan: paling lambat Rabu, 23 Desember 2026.")

    while page.evaluate("document.activeElement.textContent") != "Simpan ke kalender":
        page.keyboard.press("Tab")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "batas-waktu.ics"


def test_the_calendar_is_valid_and_folded(page: Page, tmp_path: Path) -> None:
    page.locator("#hari").fill("2026-11-24")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan ke kalender").click()
    saved.value.save_as(tmp_path / "a.ics")
    content = (tmp_path / "a.ics").read_bytes()

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) == 75
    found = Calendar.from_ical(content.decode())
    events = [{name: event.decoded(name) for name in event} for event in found.walk("VEVENT")]
    assert not any(part.errors for part in found.walk())
    assert len({event["UID"] for event in events}) == len(events) == 7
    first, _, objection = events[:3]
    assert (date(2026, 12, 8), date(2026, 12, 9)) == (first["DTSTART"], first["DTEND"])
    assert first["SUMMARY"] == "Paling lambat: Pemberitahuan tertulis (PPID satker)"
    assert first["DESCRIPTION"].splitlines() == [
        "10 hari kerja sejak permohonan diterima. UU 14/2008 Pasal 22 ayat (7).",
        "Permohonan diterima PPID: Selasa, 24 November 2026.",
        "Dihitung sendiri di perangkat, bukan keputusan.",
    ]
    assert "Hanya bila langkah sebelumnya selesai tepat pada hari terakhirnya." in objection["DESCRIPTION"]
    assert all(event["URL"].endswith(f"/{PAGE}") for event in events)


def test_without_scripts_an_example_and_the_days_off_stand_in_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert (
        page.locator("caption").first.inner_text()
        == "Contoh: permohonan diterima Senin, 9\u00a0Maret\u00a02026"
    )
    assert dates(page)[:2] == ["Senin, 30 Maret 2026", "Kamis, 9 April 2026"]
    for article in (
        "22 ayat (7)",
        "22 ayat (8)",
        "36 ayat (1)",
        "36 ayat (2)",
        "37 ayat (2)",
        "38 ayat (1)",
        "38 ayat (2)",
    ):
        assert page.get_by_text(f"UU 14/2008 Pasal {article}").count() == 1
    assert page.locator("[data-tahun='2026'] tbody tr").count() == 25
    assert page.locator("[data-tahun='2027']").is_visible()
    assert page.locator("form[data-js], button").locator("visible=true").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_narrowest_screen(browser: Browser, address: str, scheme: str) -> None:
    """At 390 and 1280 px this page is among the kinds of test_pages.py."""
    assert violations(browser, [address], 320, color_scheme=scheme) == {}


def test_its_scripts_are_small() -> None:
    served_as = assets(configured(HOUSE))

    sizes = {
        name: len(gzip.compress(served_as[f"ppid/{name}.js"])) for name in ("hari_kerja", "tenggat", "ics")
    }

    assert max(sizes.values()) <= 2 * 1024, sizes
