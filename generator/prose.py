"""Markdown bodies of records: CommonMark to clean HTML, and what an editor may not link to; HTML of others, cleaned.

Raw HTML in a body is text and shows as text. Two layers keep scripts out, each good without the other: the
parser escapes HTML and we refuse schemes; nh3 then lets only a short list of elements through. Hand-written pages
are MkDocs' business, not this module's.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import chain, count
from typing import Final
from urllib.parse import urljoin

import comrak
import nh3

BASE: Final = "../../../../"  # from /satker/<slug>/berita/<slug>/ to the root
BERKAS: Final = "../../berkas/"  # from there to the satker's own files
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp")
PICTURE_SUFFIX: Final = ".webp"  # a picture is published made small, under its own name and this ending

_EXTENSIONS: Final = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_EXTENSIONS.strikethrough = True
_EXTENSIONS.autolink = True
_PARSE: Final = comrak.ParseOptions()
_RENDER: Final = comrak.RenderOptions()
_RENDER.escape = True
_RENDER.unsafe_ = (
    True  # leaves forbidden links in, so that they can be named; HTML stays escaped all the same
)

_CLEAN: Final = nh3.Cleaner(
    tags={
        "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote",
        "ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
    },
    attributes={
        "a": {"href", "title"}, "img": {"src", "alt", "title", "loading"}, "ol": {"start"},
        "th": {"class"}, "td": {"class"},
        "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A link or picture that may not stand in a body; `line` counts from 1 within the body."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as HTML to be set into a page four levels deep, the files it needs, and its faults."""

    html: str
    files: tuple[str, ...]
    faults: tuple[Fault, ...]


def prose(markdown: str, *, files: str = BERKAS) -> Prose:
    """The body as HTML. A forbidden link is a fault and loses its address; its text stays.

    `files` leads from the page to the satker's own files.
    """
    raw = comrak.render_markdown(markdown, _EXTENSIONS, _PARSE, _RENDER)
    links = _Links(markdown, files)
    linked = _LINK.sub(links.replaced, raw)
    clean = _CLEAN.clean(_with_headings(_with_classes(linked))).strip()
    return Prose(_with_scrolling_tables(clean), tuple(links.files), tuple(links.faults))


_LINK: Final = re.compile(r'<(a href|img src)="([^"]*)"(?: alt="([^"]*)")?')
_HEADING: Final = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_ALIGN: Final = re.compile(r'<(t[hd]) align="(left|center|right)"')


def _with_scrolling_tables(text: str) -> str:
    """A wide table scrolls in a box of its own, which a keyboard reaches and whose name is its alone."""
    number = count(1)
    opened = re.sub(
        "<table>",
        lambda _: f'<div class="scroll" role="region" tabindex="0" aria-label="Tabel {next(number)}"><table>',
        text,
    )
    return opened.replace("</table>", "</table></div>")


class _Links:
    """Looks at every address of a body once."""

    def __init__(self, markdown: str, folder: str) -> None:
        self.markdown = markdown
        self.folder = folder
        self.files: list[str] = []
        self.faults: list[Fault] = []
        self.passed = 0

    def replaced(self, match: re.Match[str]) -> str:
        start, escaped, alt = match.groups()
        address = html.unescape(escaped)
        line = self._line(address)
        is_picture = start == "img src"
        target = self._picture(address, alt or "", line) if is_picture else self._link(address, line)
        lazy = ' loading="lazy"' if is_picture else ""
        return f'<{start}="{html.escape(target)}"' + (f' alt="{alt or ""}"{lazy}' if is_picture else "")

    def _line(self, address: str) -> int:
        """The line of the next link to the address; links come in the order of the text."""
        for start in ("](", "](<"):
            at = self.markdown.find(start + address, self.passed)
            if at >= 0:
                self.passed = at + 1
                break
        else:
            at = max(self.markdown.find(address), 0)  # a reference at the end, or written with escapes
        return self.markdown.count("\n", 0, at) + 1

    def _fault(self, line: int, code: str, message: str) -> str:
        self.faults.append(Fault(line, code, message))
        return ""

    def _link(self, address: str, line: int) -> str:
        if address.startswith("berkas/"):
            name = address.removeprefix("berkas/")
            self.files.append(name)
            return self.folder + name + (PICTURE_SUFFIX if name.lower().endswith(PICTURES) else "")
        if address.startswith("/") and not address.startswith("//"):
            return BASE + address[1:]
        if address.startswith("#"):
            return f"#{HEADING_PREFIX}{address[1:]}"
        scheme = re.match(r"(https?://[^\s@\\]+$|mailto:[^\s]+$|tel:\+?[\d-]+$)", address, re.IGNORECASE)
        if scheme:
            return address
        return self._fault(
            line,
            "ISI-12",
            f"tautan “{address[:60]}” tidak diterima; pakai https://…, mailto:…, berkas/nama, atau alamat portal ini "
            "yang diawali garis miring",
        )

    def _picture(self, address: str, alt: str, line: int) -> str:
        name = address.removeprefix("berkas/")
        if name == address or not name.lower().endswith(PICTURES):
            return self._fault(
                line,
                "ISI-13",
                f"gambar “{address[:60]}” harus berada di folder berkas/ satker (png, jpg, atau webp)",
            )
        if not alt.strip():
            self._fault(
                line,
                "ISI-13",
                f"gambar “{name[:60]}” wajib berketerangan: ![apa yang terlihat](berkas/{name})",
            )
        self.files.append(name)
        return self.folder + name + PICTURE_SUFFIX


HEADING_PREFIX: Final = "isi-"  # so that no heading can take an id that a script or a label of ours looks for


def _with_headings(text: str) -> str:
    """Headings one level below the page's own h1, each with an id of its own."""
    taken: set[str] = set()

    def heading(match: re.Match[str]) -> str:
        level = max(2, int(match[1]))
        words = re.sub(r"<[^>]*>", "", match[2])
        slug = re.sub(r"[^a-z0-9]+", "-", html.unescape(words).lower()).strip("-") or "bagian"
        name = next(name for name in chain((slug,), (f"{slug}-{n}" for n in count(2))) if name not in taken)
        taken.add(name)
        return f'<h{level} id="{HEADING_PREFIX}{name}">{match[2]}</h{level}>'

    return _HEADING.sub(heading, text)


def _with_classes(text: str) -> str:
    """Alignment of table cells as a class: the attribute is obsolete and an inline style breaks the policy."""
    return _ALIGN.sub(r'<\1 class="rata-\2"', text)


# Text that others wrote: no picture (one on a hacked site can be swapped after review), nothing that styles, scripts
# or asks for input, no heading that would enter the outline of our page.
_FOREIGN_HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FOREIGN_TAGS: Final = {
    "p", "br", "ul", "ol", "li", "blockquote", "em", "strong", "b", "i", "a",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_WITHOUT_CONTENT: Final = {
    "script", "style", "svg", "math", "template", "noscript", "iframe", "object", "title",
}  # fmt: skip
_FOREIGN_HEADING: Final = re.compile(r"<(/?)h[1-6]>")
_ADDRESS: Final = re.compile(
    r"(?:https?://[^\s<>\"\\@/?#]+(?:[/?#][^\s<>\"\\]*)?|mailto:[^\s<>\"\\]+)", re.IGNORECASE
)
_BLOCK_TAGS: Final = {
    "p", "br", "hr", "div", "section", "ul", "ol", "li", "dt", "dd", "blockquote", "table", "tr", "th", "td",
}  # fmt: skip
_BLOCKS: Final = nh3.Cleaner(
    tags=_BLOCK_TAGS | _FOREIGN_HEADINGS,
    attributes={"*": set()},
    clean_content_tags=_WITHOUT_CONTENT,
    link_rel=None,
)
_TAG: Final = re.compile(r"<[^<>]*>")
# The HTML standard makes a parser copy every open formatting element into each following paragraph, and walk all open
# elements at many a tag: a thousand of either cost seconds and hundreds of megabytes. Three of a kind is the most it
# copies as long as they have no attributes to tell them apart.
_FORMATTING: Final = re.compile(
    r"<(big|b|code|em|font|i|nobr|strike|strong|small|s|tt|u)(?=[\s/>])[^>]*>?", re.IGNORECASE
)
_ANY_START: Final = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_NESTING_START: Final = re.compile(r"<(?!(?:p|br|hr|img|li|tr|td|th|tbody|thead)[\s/>])[a-z]", re.IGNORECASE)
_MOST_TAGS: Final = 20_000
_MOST_NESTING: Final = 2_000


def foreign(html: str, *, base: str = "") -> str:
    """HTML that is not ours, such as a feed's, through an allow-list; headings become strong paragraphs.

    Links are http, https or mailto and say `nofollow noopener ugc`; a relative one is resolved against `base`, or loses
    its address where there is none. Cleaning what is clean changes nothing.
    """

    def address(_tag: str, attribute: str, value: str) -> str | None:
        """It may not raise: nh3 would report that past its caller."""
        if attribute != "href":
            return value if attribute == "rel" else None  # nh3's own rel comes by here too
        try:
            resolved = urljoin(base, value.strip()) if base else value.strip()
        except ValueError:  # [ without ] in a host
            return None
        return resolved if _ADDRESS.fullmatch(resolved) else None

    cleaner = nh3.Cleaner(
        tags=_FOREIGN_TAGS | _FOREIGN_HEADINGS,
        attributes={"*": set(), "a": {"href"}},  # without the star nh3 lets title and lang through
        attribute_filter=address,
        clean_content_tags=_WITHOUT_CONTENT,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )
    clean = cleaner.clean(_tamed(html))
    if len(clean) > 10_000 + 5 * len(html):
        clean = cleaner.clean(_without_tags(html))  # copied formatting, see _FORMATTING
    # In clean HTML every < is a tag's. What then stands in one another's way, such as links in links, a second cleaning
    # mends; it would otherwise be the browser that does.
    lowered = _FOREIGN_HEADING.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", clean)
    return cleaner.clean(lowered).strip()


def plain(text: str) -> str:
    """The words of HTML: no tags, entities unescaped once, white space folded, blocks apart.

    What comes back is text and no longer HTML: `&lt;b&gt;` has become `<b>`, to be escaped wherever it is shown.
    """
    return " ".join(html.unescape(_TAG.sub(" ", _BLOCKS.clean(_tamed(text)))).split())


def words_of(clean: str) -> str:
    """The words of HTML that was made or cleaned here, as text; quicker than `plain`, which trusts nothing."""
    return html.unescape(_TAG.sub(" ", clean))


def _tamed(text: str) -> str:
    """The same HTML, or only its words where there are more tags than an article has and a parser would choke."""
    if sum(1 for _ in _ANY_START.finditer(text)) > _MOST_TAGS:
        return _without_tags(text)
    if sum(1 for _ in _NESTING_START.finditer(text)) > _MOST_NESTING:
        return _without_tags(text)
    return _FORMATTING.sub(r"<\1>", text)


def _without_tags(text: str) -> str:
    return re.sub(r"<[^>]*>?", " ", text)
