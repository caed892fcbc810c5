"""The letter by which information is asked for, in a real browser: it writes itself, and stays on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from portals import shared
from served import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(shared(tmp_path_factory)) as found:
        yield found


def test_a_letter_writes_itself_and_nothing_of_it_leaves_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}ppid/surat/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Kepada satker").select_option("unila")
    page.get_by_label("Informasi yang Anda minta").fill("laporan keuangan <b>2025</b>")
    page.get_by_label("Nama Anda").fill("Pemohon Contoh")

    letter = page.locator(".letter:visible")
    expect(letter).to_have_count(1)
    expect(letter).to_contain_text("Yth. PPID Universitas Lampung")
    expect(letter).to_contain_text("Informasi yang diminta: laporan keuangan <b>2025</b>")
    page.get_by_role("button", name="Salin surat").click()
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert "Pemohon Contoh" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_text("Keberatan", exact=True).click()
    page.get_by_label("Alasan keberatan").select_option(index=3)
    expect(letter).to_contain_text("Yth. Atasan PPID Universitas Lampung")
    expect(letter).to_contain_text("Alasan keberatan: permohonan tidak ditanggapi")
    assert [url for url in asked if "Pemohon" in url or "keuangan" in url] == []
    assert page.evaluate("Object.values(localStorage).join()").count("Pemohon") == 0
    context.close()


def test_a_letter_names_what_is_already_published(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}ppid/surat/")
    page.get_by_label("Informasi yang Anda minta").fill("data mutu pendidikan")

    expect(page.get_by_text("Mungkin sudah ada di portal ini:")).to_be_visible()
    expect(page.locator("[data-sudah] a").first).to_have_attribute("href", re.compile("mutu-pendidikan"))
    page.close()


def test_without_scripts_the_letters_are_there_to_be_filled_in_by_hand(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ppid/surat/")

    expect(page.get_by_role("heading", name="Surat permohonan", exact=True)).to_be_visible()
    expect(page.get_by_text("Alasan keberatan: ………")).to_be_visible()
    expect(page.get_by_label("Kepada satker")).to_be_hidden()
    context.close()
