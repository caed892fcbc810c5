"""What is done with a page: heard, sent on, printed; in a real browser, over a portal with every field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from portals import build, settle, write
from served import served
from test_golden import on_disk
from test_qr import under_each_mask

pytestmark = pytest.mark.browser

SERVICE = "satker/alfa/layanan/lengkap/"
NEWS = "satker/alfa/berita/peringatan/"
SITE = "https://ultra.example/"
MANY = """\
nama: {name}
jenis: IJZ-01
contoh: true
persyaratan:
{items}
"""
# Speech as a browser has it, without a sound: `said` keeps what was spoken; each ends at once, or never with `endless`.
SPEECH = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voice = (lang, localService) => ({ lang, localService });
const speech = {
  getVoices: () => [voice("en-US", true), voice("ms-MY", true), voice("id-ID", false), voice("id_ID", true)],
  speak(u) { if (u.text) { said.push(u); if (!window.endless) setTimeout(() => u.onend?.()); else u.onstart?.(); } },
  cancel() { window.cancelled = true; },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""
NO_SPEECH = "delete window.speechSynthesis"
REFUSED = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("lembar")
    on_disk(root)
    settle(root, SITE)
    items = "\n".join(f"  - Berkas nomor {number} yang asli dan fotokopinya" for number in range(1, 31))
    write(root, "satker/alfa/layanan/banyak.yml", MANY.format(name="Urusan *penting* banyak", items=items))
    build(root)
    with served(root / "site") as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name)


def until(page: Page, condition: str) -> None:
    """Waits for what is to become true; playwright's own waiting would be refused by the policy."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def loaded(page: Page) -> list[str]:
    """The scripts of the sheet that the page has asked for."""
    names: list[str] = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    return sorted(found[1] for name in names if (found := re.search(r"/lembar/(\w+)\.js", name)))


# Heard --------------------------------------------------------------------------------------------------------


def spoken(page: Page) -> list[str]:
    texts: list[str] = page.evaluate("said.map((utterance) => utterance.text)")
    return texts


def test_a_service_is_read_in_the_order_of_the_page_and_only_once(page: Page, address: str) -> None:
    page.add_init_script(SPEECH)
    page.goto(address + SERVICE)
    assert loaded(page) == []

    button(page, "Dengarkan").click()

    until(page, "said.at(-1)?.text.startsWith('Rekaman contoh tidak')")
    expect(button(page, "Dengarkan")).to_be_visible()
    texts = spoken(page)
    assert texts[:3] == ["Dinas Pendidikan Alfa", "Legalisir lengkap", "Contoh dengan setiap isian."]
    assert texts.count("Waktu: 2 hari kerja, sejak berkas lengkap") == 1
    bring = texts.index("Yang perlu dibawa")
    assert texts[bring : bring + 4] == [
        "Yang perlu dibawa",
        "Saya sendiri",
        "Ijazah atau STTB asli. Dikembalikan",
        "Fotokopi secukupnya",
    ]
    assert not any("Surat kuasa" in text or "Salin" in text for text in texts)
    assert loaded(page) == ["dengar"]


def test_the_best_voice_of_the_device_reads(page: Page, address: str) -> None:
    page.add_init_script(SPEECH)
    page.goto(address + NEWS)

    button(page, "Dengarkan").click()

    until(page, "said.length > 3")
    assert page.evaluate("said.every(({ lang, voice }) => lang === 'id_ID' && voice.localService)")


def test_reading_stops_when_asked_and_when_the_page_is_left(page: Page, address: str) -> None:
    page.add_init_script(SPEECH + "window.endless = true;")
    page.goto(address + SERVICE)
    button(page, "Dengarkan").focus()
    page.keyboard.press("Enter")
    until(page, "said.length === 1")

    page.keyboard.press("Enter")  # the same button, which now says Berhenti

    expect(button(page, "Dengarkan")).to_be_focused()
    page.evaluate("said[0].onend()")
    assert len(spoken(page)) == 1
    page.keyboard.press("Enter")
    expect(button(page, "Berhenti")).to_be_visible()
    until(page, "said.length === 2")
    page.evaluate("() => { cancelled = false; dispatchEvent(new PageTransitionEvent('pagehide')); }")
    assert page.evaluate("cancelled")
    expect(button(page, "Dengarkan")).to_be_visible()


def test_a_voice_that_fails_says_so(page: Page, address: str) -> None:
    page.add_init_script(SPEECH + "window.endless = true;")
    page.goto(address + SERVICE)
    button(page, "Dengarkan").click()
    until(page, "said.length === 1")

    page.evaluate("said[0].onerror()")

    expect(button(page, "Suara tidak tersedia")).to_be_visible()


def test_there_is_no_button_where_nothing_can_speak(page: Page, address: str) -> None:
    page.add_init_script(NO_SPEECH)
    page.goto(address + SERVICE)

    expect(button(page, "Cetak")).to_be_visible()
    expect(button(page, "Dengarkan")).to_have_count(0)


def test_long_texts_are_cut_at_sentences_and_none_is_lost(page: Page, address: str) -> None:
    page.goto(address + SERVICE)
    long = "Kalimat pertama ini, yang agak panjang, berakhir di sini. " * 9 + "x" * 400 + " tanpa titik"

    pieces = page.evaluate(
        f"(text) => import('{address}assets/lembar/dengar.js').then(({{ pieces }}) => pieces(text))", long
    )

    assert "".join(pieces).replace(" ", "") == long.replace(" ", "")
    assert max(map(len, pieces)) <= 160
    assert pieces[0].endswith("di sini.")


# Sent on ------------------------------------------------------------------------------------------------------


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.replace("\r\n", "\n")


def test_a_service_becomes_one_message(page: Page, address: str) -> None:
    page.goto(address + SERVICE)
    page.get_by_text("Diwakilkan").first.click()

    button(page, "Salin untuk WhatsApp").click()

    expect(button(page, "Tersalin")).to_be_visible()
    assert copied(page).split("\n") == [
        "*Legalisir lengkap*",
        "Dinas Pendidikan Alfa",
        "CONTOH untuk menguji portal, bukan layanan nyata.",
        "Dibatasi sampai 31 Desember 2026. Perbaikan gedung.",
        "Belum ditinjau lagi sejak 1 November 2026. Tanyakan dulu kepada satker sebelum berangkat.",
        "",
        "Waktu: 2 hari kerja (sejak berkas lengkap)",
        "Biaya: Tanpa biaya sampai Rp100.000",
        "Cara: Hibrida (sebagian daring)",
        "",
        "Yang perlu dibawa (Diwakilkan):",
        "- Surat kuasa, bila diwakilkan",
        "",
        f"{SITE}{SERVICE}",
    ]
    assert loaded(page) == ["salin"]


def test_a_long_list_is_cut_at_600_characters_and_the_link_never(page: Page, address: str) -> None:
    page.goto(address + "satker/alfa/layanan/banyak/")

    button(page, "Salin untuk WhatsApp").click()

    expect(button(page, "Tersalin")).to_be_visible()
    text = copied(page)
    shown = text.count("\n- ")
    assert 540 < len(text) <= 600
    assert text.startswith("*Urusan penting banyak*\n")
    assert text.endswith(f"\ndan {30 - shown} lainnya\n\n{SITE}satker/alfa/layanan/banyak/")


def test_of_an_ended_service_the_message_tells_only_that(page: Page, address: str) -> None:
    page.goto(address + "satker/beta/layanan/dihentikan/")

    button(page, "Salin untuk WhatsApp").click()

    expect(button(page, "Tersalin")).to_be_visible()
    assert "\nDihentikan" in copied(page)
    assert "Waktu:" not in copied(page)


@pytest.mark.parametrize(
    ("path", "name", "begin"),
    [(SERVICE, "Salin untuk WhatsApp", "*Legalisir lengkap*"), (NEWS, "Salin tautan", "http://127.0.0.1")],
)
def test_what_the_clipboard_refuses_is_shown_to_be_copied_by_hand(
    page: Page, address: str, path: str, name: str, begin: str
) -> None:
    page.add_init_script(REFUSED)
    page.goto(address + path)
    button(page, name).focus()

    page.keyboard.press("Enter")

    field = page.get_by_label("Salin teks ini sendiri")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()").startswith(begin)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field).to_have_count(0)
    expect(button(page, name)).to_be_focused()


# Printed ------------------------------------------------------------------------------------------------------


def printed(page: Page) -> int:
    """How many sheets the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_filled_service_is_one_sheet_with_a_code_that_leads_back(page: Page, address: str) -> None:
    page.add_init_script(
        "window.print = () => { window.asked = document.querySelectorAll('.slip svg').length }"
    )
    page.goto(address + SERVICE)
    assert loaded(page) == []

    button(page, "Cetak").click()

    until(page, "window.asked === 1")
    assert drawn(page) in under_each_mask(SITE + SERVICE)
    assert printed(page) == 1
    page.emulate_media(media="print")
    assert page.locator(".slip svg").is_visible()
    assert not page.locator(".ask, .actions, nav, .foot, #standar").locator("visible=true").count()


def drawn(page: Page) -> list[str]:
    """The rows of the code, read from its drawing."""
    drawing = page.locator(".slip svg")
    size = int((drawing.get_attribute("viewBox") or "").split()[-1]) - 8
    rows = [["0"] * size for _ in range(size)]
    path = drawing.locator("path").get_attribute("d") or ""
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        begin = int(x) - 4
        rows[int(y) - 4][begin : begin + int(length)] = "1" * int(length)
    return ["".join(row) for row in rows]


def test_the_first_key_of_a_shortcut_draws_the_code(page: Page, address: str) -> None:
    page.goto(address + SERVICE)

    page.keyboard.down("Control")

    expect(page.locator(".slip svg")).to_have_count(1)
    page.keyboard.up("Control")


def test_without_scripts_the_sheet_names_the_address_in_words(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + SERVICE)
    page.emulate_media(media="print")

    assert f"{SITE}{SERVICE}" in page.locator(".slip").inner_text()
    assert printed(page) == 1
    page.close()


# Set as one reads best ----------------------------------------------------------------------------------------


def test_size_spacing_and_colour_stay_on_the_next_page(page: Page, address: str) -> None:
    page.goto(address + "tampilan/")
    for name in ("Lebih besar", "Baris dan huruf renggang", "Gelap"):
        page.get_by_text(name, exact=True).click()

    page.goto(address + SERVICE)

    # WCAG 1.4.12: lines 1.5, letters 0.12, words 0.16, paragraphs 2 times the size of the letters
    style = page.evaluate(
        "(({ fontSize, lineHeight, letterSpacing, wordSpacing }) => [fontSize, lineHeight, letterSpacing, wordSpacing]"
        ".map(parseFloat))(getComputedStyle(document.querySelector('#untuk-siapa p')))"
    )
    size = style[0]
    assert size == pytest.approx(16 * 1.25 * 1.0625)
    assert style[1:] == pytest.approx([size * 1.9, size * 0.12, size * 0.16], abs=0.1)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.goto(address + "tampilan/")
    assert page.locator("[data-tampilan] :checked + span").all_inner_texts() == [
        "Lebih besar",
        "Baris dan huruf renggang",
        "Gelap",
    ]
