"""The search in a real browser: what is typed is found, kept in the address, reached by keyboard and said aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browser import axe
from playwright.sync_api import Browser, Dialog, Page, expect
from portals import REPO, shared
from served import served

from generator.editing import queries

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal under a path, as a project of GitHub Pages lies."""
    site = shared(tmp_path_factory)
    with served(site.parent) as found:
        yield f"{found}{site.name}/"


@pytest.fixture
def allowed() -> list[str]:
    """What the browser's console may say in a test that breaks something."""
    return []


@pytest.fixture
def page(browser: Browser, allowed: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert [fault for fault in faults if not any(map(fault.startswith, allowed))] == []


def titles(page: Page) -> list[str]:
    return page.locator("[data-hasil] .title").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_typing_shows_results_and_the_address_keeps_the_question(page: Page, address: str) -> None:
    page.goto(f"{address}cari/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ijasah hilang")

    expect(page.get_by_role("status")).to_contain_text("hasil")
    expect(page.locator(".maybe")).to_contain_text("Menampilkan hasil untuk ijazah; cari persis “ijasah”")
    assert "Surat keterangan pengganti ijazah hilang atau rusak" in titles(page)[:3]
    assert "ijazah" in page.locator(".rows mark").all_inner_texts()
    page.wait_for_url("**q=ijasah*")
    before = titles(page)
    page.reload()
    expect(page.locator(".rows .title").first).to_have_text(before[0])
    assert titles(page) == before


def test_a_row_says_why_it_was_found_with_a_sentence_of_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?q=kepolisian")

    expect(page.locator(".rows li").nth(2)).to_be_visible()
    for row in page.locator(".rows li").all()[:2]:
        expect(row.locator("mark").first).to_have_text(re.compile("polisi"))


def test_just_what_was_written_can_be_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?q=ijasah%20hilang")
    page.get_by_role("link", name="cari persis").click()

    page.wait_for_url("**%22ijasah%22*")
    expect(page.locator(".maybe")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_have_value('"ijasah" hilang')


def test_filters_narrow_are_kept_in_the_address_and_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?q=legalisir%20ijazah")
    expect(page.get_by_role("status")).to_contain_text("hasil")
    total = page.get_by_role("status").text_content() or ""
    page.get_by_text("Saring hasil").click()
    box = page.get_by_role("group", name="Wilayah").get_by_role("checkbox", name="Kab. Lampung Utara")
    count = int(box.locator("xpath=..").locator("small").inner_text())
    box.check()

    expect(page.get_by_role("status")).to_contain_text(f"{count} hasil")
    assert asked(page)["wilayah"] == ["18.03"]
    expect(
        page.get_by_role("group", name="Wilayah").get_by_role("checkbox", name="Kab. Lampung Utara")
    ).to_be_focused()
    page.get_by_role("button", name="Hapus saringan Kab. Lampung Utara").click()
    expect(page.get_by_role("status")).to_have_text(total)
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text(f"{count} hasil")
    expect(
        page.get_by_role("group", name="Wilayah").get_by_role("checkbox", name="Kab. Lampung Utara")
    ).to_be_checked()


def test_newest_first_and_pages_are_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?isi=berita")
    expect(page.get_by_role("status")).to_contain_text("hasil")
    page.get_by_role("button", name="terbaru").click()
    page.wait_for_url("**urut=terbaru*")
    first = titles(page)
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_text("Halaman 2 dari")).to_be_visible()

    assert asked(page) == {"isi": ["berita"], "urut": ["terbaru"], "hal": ["2"]}
    assert not set(first) & set(titles(page))
    expect(page.get_by_role("status").get_by_role("heading")).to_be_focused()


def test_a_word_that_stands_nowhere_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?q=legalisir%20ijazah%20qqzzq")

    expect(page.get_by_text("Tidak ada di halaman mana pun: “qqzzq”.")).to_be_visible()
    assert "Legalisir ijazah" in titles(page)[0]


def test_nothing_found_says_so_and_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}cari/?q=qqqxyz%20zzzkkk&wilayah=18.72")

    expect(page.get_by_role("status")).to_contain_text("Tidak ada yang cocok dengan “qqqxyz zzzkkk”")
    expect(page.get_by_text("Saringan “Kota Metro” juga membatasi hasil")).to_be_visible()
    expect(page.get_by_role("heading", name="Yang sering dicari")).to_be_visible()
    expect(page.get_by_role("link", name="diminta kepada satkernya")).to_be_visible()
    page.get_by_role("link", name="hapus saringan").click()
    expect(page.get_by_text("juga membatasi hasil")).to_have_count(0)


QUESTIONS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%", "%00%F0", "__proto__", "constructor",
    "a" * 5000, "日本語 العربية", "'; drop", "\\", "<b>ijazah</b> hilang", "“ijazah”", "toString valueOf hasOwnProperty",
)  # fmt: skip


def test_whatever_is_asked_it_is_only_text(page: Page, address: str) -> None:
    dialogs: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    for question in QUESTIONS:
        page.goto(f"{address}cari/?q={quote(question)}")

        expect(page.get_by_role("status"), question).not_to_be_empty()
        assert dialogs == [], question
        assert page.locator(".live img, .live script, .rows b").count() == 0, question


def test_the_home_page_suggests_and_the_keyboard_chooses(page: Page, address: str) -> None:
    page.goto(address)
    field = page.get_by_role("searchbox")
    field.focus()
    field = page.get_by_role("combobox", name="Apa yang Anda perlukan?")
    field.press_sequentially("pindah")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("listbox").get_by_role("option").count() <= 7
    expect(page.get_by_role("listbox").get_by_role("option").last).to_have_text("Cari “pindah” di semua isi")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    expect(chosen).to_contain_text("Pindah sekolah")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press_sequentially(" sekolah")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/layanan/pindah-sekolah-*/")


def test_ctrl_k_opens_the_search_from_any_page(page: Page, address: str) -> None:
    page.goto(f"{address}satker/unila/")
    page.keyboard.press("Control+k")

    page.wait_for_url("**/cari/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_nothing_of_the_search_is_loaded_until_it_is_used(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [path for path in loaded if "search/" in path or "cari/indeks" in path] == []
    page.get_by_role("searchbox").focus()
    page.get_by_role("combobox", name="Apa yang Anda perlukan?").press_sequentially("ukbi")
    expect(page.get_by_role("listbox")).to_be_visible()

    assert any("cari/indeks/core.json" in path for path in loaded)


def test_the_questions_are_answered_in_the_browser_too(page: Page, address: str) -> None:
    asked = [each for each in queries.read(REPO / "tests/search/pertanyaan.yml") if each.part == "setel"]
    page.goto(f"{address}cari/")
    expect(page.get_by_role("searchbox")).to_be_focused()  # by the page's script, so the engine is there
    found = page.evaluate(
        """async (questions) => {
          const loaded = performance.getEntriesByType("resource").find((each) => each.name.includes("/site.js"));
          const { engine } = await import(loaded.name);
          const answers = [];
          for (const question of questions) {
            const { rows, total } = await engine.search(question, { limit: 3 });
            answers.push([rows.map((row) => row.url), total]);
          }
          return answers;
        }""",
        [question.text for question in asked],
    )
    answers = [
        queries.Answer(question, tuple(addresses), total, ())
        for question, (addresses, total) in zip(asked, found, strict=True)
    ]

    assert queries.share(answers) >= 0.95


def test_an_index_that_cannot_be_had_is_said(page: Page, allowed: list[str], address: str) -> None:
    page.route("**/cari/indeks/**", lambda route: route.fulfill(status=404))
    page.goto(f"{address}cari/?q=ijazah")

    expect(page.get_by_role("status")).to_contain_text("Pencarian tidak dapat dimuat")
    expect(page.get_by_role("heading", name="Yang sering dicari")).to_be_visible()
    allowed.append("Failed to load resource")


def test_links_of_a_list_become_filters_of_it(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}layanan/")
    boxes = page.get_by_role("group", name="Cara layanan").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    assert not any("search/" in path or "cari/indeks" in path for path in loaded)
    count = int(boxes.first.locator("xpath=..").locator("small").inner_text())
    boxes.first.check()

    expect(page.get_by_role("status")).to_contain_text(f"{count} layanan")
    expect(page.get_by_role("heading", name="Ijazah dan dokumen kelulusan")).to_be_hidden()
    assert list(asked(page)) == ["cara"]
    assert len(titles(page)) == min(count, 20)
    page.get_by_role("group", name="Wilayah").get_by_role("checkbox", name="Kota Metro").check()
    expect(page.get_by_role("status")).not_to_contain_text(f"{count} layanan")
    assert asked(page)["wilayah"] == ["18.72"]
    for button in page.get_by_role("button", name="Hapus saringan").all()[::-1]:
        button.click()
    expect(page.get_by_role("heading", name="Ijazah dan dokumen kelulusan")).to_be_visible()
    assert asked(page) == {}
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("layanan")


def test_a_filtered_list_can_be_passed_on_and_closes_its_filters_on_a_phone(page: Page, address: str) -> None:
    page.goto(f"{address}berita/?berita=agenda")
    expect(page.get_by_role("status")).to_contain_text("berita")
    page.get_by_text("Jenis, satker, dan bulan").click()
    box = page.get_by_role("group", name="Jenis").get_by_role("checkbox", name="Agenda")
    expect(box).to_be_checked()
    count = box.locator("xpath=..").locator("small").inner_text()
    expect(page.get_by_role("status")).to_contain_text(f"{count} berita")
    page.get_by_role("button", name="Tampilkan hasilnya").click()

    expect(box).to_be_hidden()
    expect(page.get_by_role("status").get_by_role("heading")).to_be_focused()


def test_a_list_whose_index_cannot_be_had_says_so_and_stays(
    page: Page, allowed: list[str], address: str
) -> None:
    page.route("**/cari/indeks/**", lambda route: route.fulfill(status=404))
    page.goto(f"{address}berita/?berita=agenda")

    expect(page.get_by_role("status")).to_contain_text("tidak dapat dimuat")
    expect(page.locator("[data-cari-lain] .rows li").first).to_be_visible()
    allowed.append("Failed to load resource")


def test_without_scripts_the_filters_of_a_list_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}layanan/")
    page.get_by_role("group", name="Sasaran").get_by_role("link").first.click()

    assert "/layanan/menurut/sasaran/" in page.url
    context.close()


def test_without_scripts_the_form_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill("ijazah")
    page.get_by_role("button", name="Cari").click()

    expect(page.get_by_role("link", name="layanan dari A sampai Z").first).to_be_visible()
    expect(page.get_by_role("link", name="peta situs").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(
    ("path", "filters"),
    [
        ("cari/?q=ijasah%20hilang&sasaran=siswa_orang_tua", "Saring hasil"),
        ("layanan/?cara=daring", "Satker, wilayah, sasaran, dan cara"),
        ("berita/?satker=unila", "Jenis, satker, dan bulan"),
    ],
)
def test_results_fit_and_break_no_rule_of_accessibility(
    browser: Browser, address: str, path: str, filters: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, bypass_csp=True)
    page.add_init_script(path=axe.SCRIPT)
    page.goto(f"{address}{path}")
    expect(page.locator("[data-hasil] .rows li").first).to_be_visible()
    if width < 960:
        page.get_by_text(filters).click()

    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
