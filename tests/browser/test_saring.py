"""Lists of public information in a real browser: filtered in place, in an address; without scripts the lists serve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from portals import shared
from pypdf import PdfReader
from served import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(shared(tmp_path_factory)) as found:
        yield found


def opened(browser: Browser, url: str, *, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(url)
    return page


def test_the_list_is_narrowed_in_place_and_its_address_can_be_passed_on(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}ppid/dip/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    table, heading = page.locator("table.dip"), page.locator("[data-hasil] h2")
    expect(table).to_be_visible()
    assert [url for url in asked if "indeks" in url] == []  # nothing is loaded before a filter is set

    page.get_by_label("Satker").select_option("unila")
    expect(heading).to_have_text("16 informasi")
    expect(table).to_be_hidden()
    page.get_by_label("Kategori").select_option("setiap_saat")
    expect(heading).to_have_text("6 informasi")
    page.get_by_label("Kata").fill("rencana strategis")
    expect(heading).to_contain_text("1 informasi")
    expect(page.locator("[data-hasil] .rows .eye")).to_have_text("Setiap saat")
    assert page.url.endswith("/ppid/dip/?q=rencana+strategis&satker=unila&kategori=setiap_saat")

    other = opened(browser, page.url, width=390)
    expect(other.locator("[data-hasil] h2")).to_contain_text("1 informasi")
    expect(other.get_by_label("Kata")).to_have_value("rencana strategis")
    expect(other.locator(".fold small").first).to_have_text("2 aktif")
    other.close()

    page.get_by_label("Kata").fill("")
    page.get_by_label("Kategori").select_option("")
    page.get_by_label("Satker").select_option("")
    expect(table).to_be_visible()
    assert page.url.endswith("/ppid/dip/")
    page.close()


def test_no_letter_is_lost_that_is_typed_while_the_search_comes(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}ppid/dip/")
    page.get_by_label("Kata").press_sequentially("anggaran", delay=60)

    expect(page.locator("[data-hasil] h2")).to_contain_text("untuk anggaran")
    expect(page.get_by_label("Kata")).to_have_value("anggaran")
    page.close()


def test_a_category_and_the_answers_keep_what_is_fixed(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}ppid/serta-merta/?satker=unila")
    expect(page.locator("[data-hasil] h2")).to_have_text("2 informasi")
    page.goto(f"{address}ppid/jawaban/?satker=unila")
    expect(page.locator("[data-hasil] h2")).to_have_text("2 jawaban")
    page.close()


def test_without_scripts_the_lists_are_there_and_no_filter_is(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ppid/dip/")

    expect(page.locator("table.dip")).to_be_visible()
    expect(page.locator("form.fields")).to_be_hidden()
    page.get_by_role("link", name="Unila").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftar Informasi Publik")
    expect(page.get_by_role("row")).to_have_count(16 + 3)
    context.close()


def test_a_satker_leads_to_the_letter_with_itself_and_its_own_form(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}ppid/satker/unila/", width=390)
    page.get_by_role("link", name="Susun surat keberatan").click()

    expect(page.locator("[data-jenis=permohonan]")).to_be_hidden()
    expect(page.locator("[data-jenis=keberatan]")).to_contain_text("Yth. Atasan PPID Universitas Lampung")
    expect(page.get_by_role("link", name="Buka formulir satker")).to_have_attribute(
        "href", "https://contoh.invalid/unila/ppid/keberatan/"
    )
    page.get_by_text("Permohonan informasi", exact=True).click()
    expect(page.get_by_role("link", name="Buka formulir satker")).to_have_attribute(
        "href", re.compile("/permohonan/$")
    )
    page.close()


def test_a_list_prints_as_the_annex_of_a_decree_and_a_pledge_as_one_poster(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(browser, f"{address}ppid/dip/lpmp-lampung/")
    page.pdf(path=tmp_path / "lampiran.pdf", prefer_css_page_size=True)
    page.goto(f"{address}maklumat/lpmp-lampung/")
    page.pdf(path=tmp_path / "poster.pdf", prefer_css_page_size=True)
    page.close()
    annex, poster = PdfReader(tmp_path / "lampiran.pdf"), PdfReader(tmp_path / "poster.pdf")
    words = "".join(sheet.extract_text() for sheet in annex.pages)

    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in annex.pages)
    assert len(annex.pages) <= 2
    assert re.search(r"Lampiran.*Nomor.*Tanggal", words, re.DOTALL)
    assert "Ditetapkan di" in words
    assert "Cetak sebagai lampiran" not in words
    assert len(poster.pages) == 1
    assert poster.pages[0].mediabox.width < poster.pages[0].mediabox.height
