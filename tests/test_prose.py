"""Bodies of news: Markdown becomes clean HTML, and neither of the two layers needs the other."""

import re

import comrak
import nh3
import pytest

from generator import prose as module
from generator.prose import prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "a <b onclick=alert(1)>b</b>",
    "<iframe src='https://a.id/'></iframe>",
    "<!-- --><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<form action=//a.id><button>x</button></form>",
    "<base href=//a.id/>",
    "<meta http-equiv=refresh content=0>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](berkas/a.png "onerror=alert(1)")',
    '![" onerror="alert(1)](berkas/a.png)',
    '[x](https://a.id/"onmouseover="alert(1))',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "# <script>alert(1)</script>",
    "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=y>|",
    "</title><script>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
]
ELEMENTS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul"),
    *("ol", "li", "a", "img", "div", "table", "thead", "tbody", "tr", "th", "td"),
}  # fmt: skip
HARMLESS = {
    "href",
    "title",
    "src",
    "alt",
    "loading",
    "start",
    "class",
    "id",
    "align",
    "role",
    "tabindex",
    "aria-label",
}


class Unclean:
    """A cleaner that lets all through."""

    def clean(self, html: str) -> str:
        return html


def dangers(html: str) -> list[str]:
    """Elements, attributes and addresses of the HTML that no body may have."""
    found = []
    for tag, attributes in re.findall(r"<([a-z][a-z0-9]*)((?:\s+[^<>\"]+(?:=\"[^\"]*\")?)*)\s*/?>", html):
        found += [tag] if tag not in ELEMENTS else []
        for name, value in re.findall(r"([a-z-]+)=\"([^\"]*)\"", attributes):
            found += [name] if name not in HARMLESS else []
            found += (
                [value]
                if name in ("href", "src") and re.match(r"\s*(?!https?:)[a-z]+:", value, re.IGNORECASE)
                else []
            )
    return found + re.findall(r"<(?:script|style|iframe|svg|form|base|meta)", html)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_body_becomes_harmless(body: str) -> None:
    assert [] == dangers(prose(body).html)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_body_is_harmless_without_the_cleaner(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CLEAN", Unclean())

    assert [] == dangers(re.sub(r' class="language-[^"]*"', "", prose(body).html))


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_body_is_harmless_without_the_escaping(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unescaped = comrak.RenderOptions()
    unescaped.unsafe_ = True
    monkeypatch.setattr(module, "_RENDER", unescaped)
    monkeypatch.setattr(module._Links, "_link", lambda self, address, line: address)
    monkeypatch.setattr(module._Links, "_picture", lambda self, address, alt, line: address)

    assert [] == dangers(prose(body).html)


def test_the_two_layers_are_real() -> None:
    """Were both off, a script would run: what the tests above turn off is what holds."""
    unescaped = comrak.RenderOptions()
    unescaped.unsafe_ = True

    raw = comrak.render_markdown(HOSTILE[0], module._EXTENSIONS, module._PARSE, unescaped)

    assert ("<script>", "") == (raw[:8], nh3.clean(raw).strip())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<b>tebal</b>", "<p>&lt;b&gt;tebal&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("{{ x }} {% y %} --8<-- \"z\"", "<p>{{ x }} {% y %} --8&lt;-- \"z\"</p>"),
        ("</title>", "&lt;/title&gt;"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
    ],
)  # fmt: skip
def test_what_is_no_markdown_shows_as_text(body: str, expected: str) -> None:
    assert (expected, ()) == (prose(body).html.replace("&quot;", '"'), prose(body).faults)


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://a.id/", "//a.id/"),
        *("a.html", "../x/", "https://a@b.id/", "https://a.id\\@b.id/", "mailto:", "blob:x", "about:blank"),
    ],
)  # fmt: skip
def test_a_forbidden_link_is_a_fault_and_its_text_stays(address: str) -> None:
    result = prose(f"Lihat [ini]({address}).")

    assert (["ISI-12"], "Lihat ini.") == (
        [fault.code for fault in result.faults],
        re.sub(r"<[^>]*>", "", result.html),
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.id/b?c=d&e", "https://a.id/b?c=d&amp;e"),
        ("http://a.id", "http://a.id"),
        ("mailto:a@b.id", "mailto:a@b.id"),
        ("tel:+62721123", "tel:+62721123"),
        ("/layanan/a-z/", "../../../../layanan/a-z/"),
        ("#tiga-kendala", "#isi-tiga-kendala"),
        ("berkas/maklumat.pdf", "../../berkas/maklumat.pdf"),
        ("berkas/foto.jpg", "../../berkas/foto.jpg.webp"),
    ],
)
def test_an_allowed_link_leads_on(address: str, expected: str) -> None:
    assert (f'<p><a href="{expected}">x</a></p>', ()) == (
        prose(f"[x]({address})").html,
        prose(f"[x]({address})").faults,
    )


def test_a_bare_address_becomes_a_link() -> None:
    assert '<p><a href="https://a.id/">https://a.id/</a></p>' == prose("https://a.id/").html


def test_a_picture_of_the_satker_is_lazy_and_its_small_copy() -> None:
    result = prose("![Rapat & tamu](berkas/foto.jpg)")

    assert ('<p><img src="../../berkas/foto.jpg.webp" alt="Rapat &amp; tamu" loading="lazy"></p>', ("foto.jpg",), ()) == (
        result.html,
        result.files,
        result.faults,
    )  # fmt: skip


@pytest.mark.parametrize(
    "address", ["https://a.id/x.png", "/x.png", "x.png", "berkas/x.svg", "berkas/x.pdf", "data:image/png;base64,AA=="]
)  # fmt: skip
def test_a_picture_from_elsewhere_is_a_fault(address: str) -> None:
    result = prose(f"![x]({address})")

    assert (["ISI-13"], ()) == ([fault.code for fault in result.faults], result.files)


def test_a_picture_without_words_is_a_fault() -> None:
    assert ["gambar “a.png” wajib berketerangan: ![apa yang terlihat](berkas/a.png)"] == [
        fault.message for fault in prose("![](berkas/a.png)").faults
    ]


def test_faults_know_their_line() -> None:
    body = "Satu\n\n[a](javascript:x)\n\n![b](https://a.id/b.png)\n"

    assert [(3, "ISI-12"), (5, "ISI-13")] == [(fault.line, fault.code) for fault in prose(body).faults]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Jangan javascript:x\n\n[a](javascript:x)\n", [3]),
        ("[a](javascript:x)\n\n[b](javascript:x)\n", [1, 3]),
        ("[a](<javascript:x y>)", [1]),
        ("Satu\n\n[a][b]\n\n[b]: javascript:x\n", [5]),
    ],
)
def test_a_fault_has_the_line_of_its_own_link(body: str, expected: list[int]) -> None:
    assert expected == [fault.line for fault in prose(body).faults]


def test_headings_stand_below_the_pages_own_and_have_ids_with_a_prefix() -> None:
    assert (
        '<h2 id="isi-config">__config</h2>\n<h2 id="isi-search">Search</h2>\n<h3 id="isi-tiga-kendala">Tiga <em>kendala</em>!</h3>'
        == prose("# __config\n\n## Search\n\n### Tiga *kendala*!").html
    )


def test_headings_of_the_same_words_have_ids_of_their_own() -> None:
    ids = re.findall(
        r'id="([^"]*)"', prose("## A\n\n## A\n\n## A-1\n\n## A-2\n\n## A\n\n## A-5\n\n## A-5\n\n## ☃").html
    )

    assert (8, True) == (len(set(ids)), all(name.startswith("isi-") for name in ids))


def test_the_alignment_of_a_table_is_a_class() -> None:
    html = prose("| a | b | c | d |\n| :- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |").html

    assert (
        ["left", "center", "right", "left", "center", "right"],
        "<td>4</td>" in html,
        False,
    ) == (re.findall(r'class="rata-(\w+)"', html), "<td>4</td>" in html, "style" in html or "align=" in html)


def test_an_empty_body_is_empty() -> None:
    assert ("", (), ()) == (prose("\n \n").html, prose("").files, prose("").faults)
