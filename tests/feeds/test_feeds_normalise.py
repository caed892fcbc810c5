"""Entries made normal: the same entry has the same key, and nothing hostile is left in what is kept."""

import re
import time
from dataclasses import asdict
from datetime import datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.feeds.decode import decoded
from generator.feeds.normalise import content_key, drafts, excerpt, normal, policy_of
from generator.feeds.parse import parse
from generator.feeds.values import Draft, Parsed, Raw
from generator.prose import foreign, plain
from generator.records.umpan import Policy, entry_id
from generator.wording import WIB

NOW = datetime(2026, 11, 24, 12, tzinfo=WIB)
FEED = "https://kampus.ac.id/feed/"
DATE = "Sel, 24 Nov 2026 08:00:00 WIB"


def raw(number: int = 1, **fields: object) -> Raw:
    given = {
        "guid": f"https://kampus.ac.id/?p={number}",
        "link": f"https://kampus.ac.id/berita/{number}/",
        "title": f"Judul {number}",
        "author": "Humas",
        "categories": ("Berita",),
        "summary": "",
        "content": f"<p>Isi {number}</p>",
        "published": DATE,
        "updated": "",
    }
    return Raw(**(given | fields))  # type: ignore[arg-type]


def all_of(*entries: Raw, policy: Policy = "guid", link: str = "https://kampus.ac.id/") -> tuple[Draft, ...]:
    parsed = Parsed("Kabar", link, "id", entries, "feedparser")
    return drafts(parsed, feed_url=FEED, zone=WIB, now=NOW, policy=policy)


def one(**fields: object) -> Draft:
    (draft,) = all_of(raw(**fields))  # type: ignore[arg-type]
    return draft


def seven_of_100(**alike: object) -> list[Raw]:
    return [raw(n, **(alike if n < 7 else {})) for n in range(100)]


def test_an_entry_becomes_a_draft() -> None:
    expected = Draft(
        key="https://kampus.ac.id/?p=1",
        aliases=(
            "http://kampus.ac.id/?p=1",
            "https://kampus.ac.id/berita/1/",
            "https://kampus.ac.id/berita/1",
            "http://kampus.ac.id/berita/1",
        ),
        link="https://kampus.ac.id/berita/1/",
        title="Judul 1",
        author="Humas",
        categories=("Berita",),
        html="<p>Isi 1</p>",
        text="Isi 1",
        date="2026-11-24T08:00:00+07:00",
        date_confidence="lengkap",
        date_text=DATE,
        raw_html="<p>Isi 1</p>",
    )

    assert expected == one()


# Identity


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://kampus.ac.id/?p=123", "https://kampus.ac.id/?p=123"),
        ("http://kampus.ac.id/?p=123", "https://kampus.ac.id/?p=123"),
        ("HTTP://Kampus.AC.ID?p=123", "https://kampus.ac.id/?p=123"),
        ("https://kampus.ac.id:443/a/", "https://kampus.ac.id/a"),
        ("https://kampus.ac.id:8443/A", "https://kampus.ac.id:8443/A"),
        ("https://kampus.ac.id/", "https://kampus.ac.id"),
        ("https://kampus.ac.id./a?utm_source=x&b=2&utm_medium=y#c", "https://kampus.ac.id/a?b=2#c"),
        ("https://kampus.ac.id/a?UTM_Source=x", "https://kampus.ac.id/a"),
        ("http://[2001:DB8::1]:80/a", "https://[2001:db8::1]/a"),
        (" 123 \n", "123"),
        ("tag:kampus.ac.id,2026:A/", "tag:kampus.ac.id,2026:A/"),
        ("https://kampus.ac.id:x/a", "https://kampus.ac.id:x/a"),
        ("https://[kampus/a", "https://[kampus/a"),
        ("", ""),
    ],
)
def test_two_spellings_of_a_name_are_one(name: str, expected: str) -> None:
    assert expected == normal(name)


def test_a_name_without_end_is_shortened_to_its_digest() -> None:
    assert [64, 64, 2] == [
        *(len(normal("x" * 501 + end)) for end in "ab"),
        len({normal("x" * 400 + end) for end in "ab"}),
    ]


def test_a_guid_that_only_changed_scheme_is_the_same_entry() -> None:
    before = all_of(*(raw(n, guid=f"http://kampus.ac.id/?p={n}") for n in range(20)))
    after = all_of(*(raw(n, guid=f"https://kampus.ac.id/?p={n}") for n in range(20)))

    assert [draft.key for draft in before] == [draft.key for draft in after]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "https://kampus.ac.id/?p=1"),
        ({"guid": ""}, "https://kampus.ac.id/berita/1"),
        ({"guid": "", "link": ""}, content_key("Judul 1", DATE)),
        ({"guid": " ", "link": "javascript:alert(1)"}, content_key("Judul 1", DATE)),
        ({"guid": "", "link": "", "published": ""}, content_key("Judul 1", "")),
    ],
)
def test_the_key_is_the_guid_else_the_link_else_title_and_date(fields: dict[str, str], key: str) -> None:
    assert key == one(**fields).key


@pytest.mark.parametrize(
    ("policy", "key", "aliases"),
    [
        ("tautan", "https://kampus.ac.id/berita/1", 2),
        ("isi", content_key("Judul 1", DATE), 1),
    ],
)
def test_a_policy_that_degraded_stays_so(policy: Policy, key: str, aliases: int) -> None:
    (draft,) = all_of(raw(), policy=policy)

    assert (key, aliases) == (draft.key, len(draft.aliases))


@pytest.mark.parametrize(
    ("fields", "policy"),
    [
        ({}, "guid"),
        ({"guid": ""}, "tautan"),
        ({"guid": "https://kampus.ac.id/"}, "tautan"),
        ({"link": ""}, "guid"),
        ({"guid": "", "link": ""}, "isi"),
        ({"guid": "x", "link": "https://kampus.ac.id"}, "isi"),
    ],
)
def test_over_5_percent_without_a_guid_of_their_own_degrade_the_policy(
    fields: dict[str, str], policy: str
) -> None:
    assert policy == policy_of(seven_of_100(**fields))


def test_5_percent_without_a_guid_are_borne() -> None:
    assert "guid" == policy_of([raw(n, guid="" if n < 5 else str(n)) for n in range(100)])


def test_an_entry_that_stands_twice_is_one_and_no_reason_to_degrade() -> None:
    entries = [raw(n // 2) for n in range(20)]

    assert ("guid", 10) == (policy_of(entries), len(all_of(*entries)))


def test_a_feed_that_needs_a_worse_policy_gets_it() -> None:
    keys = [draft.key for draft in all_of(*(raw(n, guid="sama") for n in range(5)))]

    assert [f"https://kampus.ac.id/berita/{n}" for n in range(5)] == keys


def test_no_alias_could_be_another_entrys() -> None:
    found = all_of(*(raw(n, guid="sama" if n < 2 else str(n)) for n in range(50)))

    names = [name for draft in found for name in {draft.key, *draft.aliases}]
    assert (50, len(set(names))) == (len(found), len(names))


def test_namesakes_of_one_day_are_two_entries() -> None:
    alike = [raw(n, guid="", title="Pengumuman", published="24/11/2026") for n in (1, 2)]

    assert 2 == len({draft.key for draft in all_of(*alike, policy="isi")})


def test_an_entry_is_known_again_when_its_namesake_leaves_or_comes() -> None:
    alike = [raw(n, guid="", title="Pengumuman", published="24/11/2026") for n in (1, 2)]

    both = all_of(*alike, policy="isi")
    (alone,) = all_of(alike[0], policy="isi")

    assert both[0].key in alone.aliases
    assert both[1].key not in {alone.key, *alone.aliases}


def test_the_same_key_of_another_source_is_another_entry() -> None:
    ids = [entry_id(source, "1") for source in ("https://a.id/feed", "https://b.id/feed")]

    assert ["f55f65d76c24feb6", 16] == [entry_id("https://a.id/feed", "k"), len(ids[0])]
    assert ids[0] != ids[1]


# Links and dates


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/berita/1", "https://kampus.ac.id/berita/1"),
        ("berita/1", "https://kampus.ac.id/berita/1"),
        ("//lain.id/1", "https://lain.id/1"),
        ("http://lain.id/1?a=1&b=2#c", "http://lain.id/1?a=1&b=2#c"),
        (" https://kampus.ac.id/surat edaran.pdf\n", "https://kampus.ac.id/surat%20edaran.pdf"),
        ("java\nscript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,<script>1</script>", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://kampus.ac.id/a", ""),
        ("mailto:a@kampus.ac.id", ""),
        ("https://nama:sandi@kampus.ac.id/", ""),
        ("https://bank.id@kampus.ac.id/", ""),
        ("https:///a", "https://kampus.ac.id/a"),
        ("https://[::1/a", ""),
        ("https://kampus.ac.id:99999/a", ""),
        ('https://kampus.ac.id/"onmouseover="alert(1)', ""),
        ("https://kampus.ac.id\\@jahat.id/", ""),
        ("https://kampus.ac.id/\u202egpj.exe", ""),
        ("https://kampus.ac.id/" + "a" * 3000, ""),
    ],
)
def test_a_link_is_whole_and_http_or_none(link: str, expected: str) -> None:
    assert expected == one(link=link).link


@pytest.mark.parametrize("site", ["", "javascript:alert(1)", "kabar", "data:,x"])
def test_a_feed_without_a_site_of_its_own_resolves_against_its_address(site: str) -> None:
    (draft,) = all_of(raw(link="/berita/1"), link=site)

    assert "https://kampus.ac.id/berita/1" == draft.link


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        (DATE, "2026-11-25", ("2026-11-24T08:00:00+07:00", "lengkap", DATE)),
        ("", "2026-11-23", ("2026-11-23T00:00:00+07:00", "tanpa_jam", "2026-11-23")),
        ("0000-00-00", "2026-11-23", ("2026-11-23T00:00:00+07:00", "tanpa_jam", "2026-11-23")),
        ("kemarin\u202e", "", ("", "tidak_ada", "kemarin")),
        ("", "", ("", "tidak_ada", "")),
    ],
)
def test_the_date_is_the_first_that_can_be_read(
    published: str, updated: str, expected: tuple[str, str, str]
) -> None:
    draft = one(published=published, updated=updated)

    assert expected == (draft.date, draft.date_confidence, draft.date_text)


# Words


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kata &amp; data", "Kata & data"),
        ("Kata &amp;amp; data", "Kata &amp; data"),
        ("<b>PPDB</b> 2026<br>dibuka", "PPDB 2026 dibuka"),
        ("5 < 7 dan 8 > 6", "5 < 7 dan 8 > 6"),
        ("Judul<script>alert(1)</script>", "Judul"),
        ("<img src=x onerror=alert(1)>Judul", "Judul"),
        ("a\u202eb\u2066c\u200fd\u061ce\x07f\x9bg", "abcdefg"),
        ("a&#x202e;b", "ab"),
        ("satu\n\n\tdua\u00a0tiga", "satu dua tiga"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("x\U000e0041y", "xy"),
        ("a" * 300, "a" * 300),
        ("kata " * 100, "kata " * 59 + "kata…"),
        ("", "Isi 1"),
        ("<svg onload=alert(1)>", "Isi 1"),
    ],
)
def test_a_title_is_short_harmless_text(title: str, expected: str) -> None:
    assert expected == one(title=title).title


def test_an_entry_that_says_nothing_is_untitled() -> None:
    assert "Tanpa judul" == one(title="", content="").title


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Humas", "Humas"),
        ("humas@kampus.ac.id (Humas &amp; Protokol)", "Humas & Protokol"),
        ("Humas <humas@kampus.ac.id>", "Humas"),
        ("Humas (humas@kampus.ac.id)", "Humas"),
        ("humas@kampus.ac.id", ""),
        ("<script>alert(1)</script>Ani", "Ani"),
        ("a" * 121, "a" * 119 + "…"),
    ],
)
def test_an_author_is_a_name(author: str, expected: str) -> None:
    assert expected == one(author=author).author


def test_categories_are_few_short_and_different() -> None:
    given = ("Berita", "BERITA", " ", "<i>PPDB</i>", "c" * 61, *(f"k{n}" for n in range(20)))

    expected = ("Berita", "PPDB", "c" * 59 + "…", *(f"k{n}" for n in range(7)))

    assert expected == one(categories=given).categories


@pytest.mark.parametrize(
    ("content", "summary", "text"),
    [
        ("<p>isi</p>", "ringkas", "isi"),
        ("", "ringkas", "ringkas"),
        ("<img src=x>", "ringkas", "ringkas"),
        ("<img src=x>", "", ""),
        ("<ul><li>satu<li>dua</ul>tiga&amp;amp;", "", "satu dua tiga&amp;"),
        ("a\u202eb<script>x</script>", "", "ab"),
    ],
)
def test_the_text_is_the_contents_or_the_summarys(content: str, summary: str, text: str) -> None:
    assert text == one(content=content, summary=summary).text


def test_what_was_hidden_stays_for_the_judge() -> None:
    hidden = '<p>Isi</p><div style="display:none"><a href="//judi.example/">slot</a></div>'

    assert hidden == one(content=hidden).raw_html


def test_links_of_a_body_are_resolved_against_the_entry() -> None:
    draft = one(content='<a href="lampiran.pdf">unduh</a>')

    assert 'href="https://kampus.ac.id/berita/1/lampiran.pdf"' in draft.html


def test_a_combining_mark_takes_no_tag_with_it() -> None:
    assert ("<p>\u0338x</p>", "\u0338x") == (
        one(content="<p>&#x338;x</p>").html,
        one(content="<p>&#x338;x").text,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 600, "a" * 600),
        ("a" * 601, "a" * 599 + "…"),
        ("kata " * 200, "kata " * 119 + "kata…"),
        ("x" * 590 + ", " + "y" * 50, "x" * 590 + "…"),
        ("", ""),
    ],
)
def test_an_excerpt_ends_between_words(text: str, expected: str) -> None:
    assert expected == excerpt(text)


# Hostile text, from bytes to draft

SCRIPT = "<script>alert(1)</script>"
PAYLOADS = [
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href=' data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x' onclick=alert(1)>x</a>",
    "<form action=//jahat.id><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<p style='position:fixed' class=x id=isi>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<style>*{display:none}</style><link rel=stylesheet href=//jahat.id>",
    "<meta http-equiv=refresh content='0;url=//jahat.id'><base href=//jahat.id>",
    "<object data=//jahat.id></object><embed src=//jahat.id>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
    "<b\x00 onclick=alert(1)>x</b>",
    "<b/onclick=alert(1)//>x</b>",
    "<!--><script>alert(1)</script>-->",
    "<a href='https://a.id/\"onmouseover=\"alert(1)'>x</a>",
    "\u202e<b>x</b>",
]
ELEMENTS = {
    *("p", "br", "ul", "ol", "li", "blockquote", "em", "strong", "b", "i", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ADDRESS = re.compile(r"(https?://[^\s\"<>@]+|mailto:[^\s\"<>]+)", re.IGNORECASE)


def dangers(html: str) -> list[str]:
    """Elements, attributes and addresses of the HTML that no text of others may have."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend([tag] if tag not in ELEMENTS else [])
            if tag == "a":
                rest = dict(attrs)
                href = rest.pop("href", None)
                found.extend([] if rest == {"rel": "nofollow noopener ugc"} else [str(rest)])
                found.extend([] if href is None or ADDRESS.fullmatch(href) else [href])
            else:
                found.extend(name for name, _ in attrs)

        def handle_comment(self, data: str) -> None:
            found.append(data)

        def unknown_decl(self, data: str) -> None:
            found.append(data)

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


FORMS = {
    "rss": "<rss><channel><item><title>{0}</title><link>{0}</link><guid>{0}</guid><author>{0}</author>"
    "<category>{0}</category><pubDate>{0}</pubDate><description>{0}</description></item></channel></rss>",
    "type text": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>{0}</id><title type="text">{0}</title>'
    '<link href="{0}"/><author><name>{0}</name></author><summary type="text">{0}</summary></entry></feed>',
    "type html": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>{0}</id><title type="html">{0}</title>'
    '<link href="{0}"/><category term="{0}"/><content type="html">{0}</content></entry></feed>',
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_feed_ends_harmless(form: str, payload: str) -> None:
    body = decoded(FORMS[form].format(escaped(payload)).encode(), "")

    (draft,) = drafts(parse(body), feed_url=FEED, zone=WIB, now=NOW)

    words = (draft.title, draft.author, draft.text, *draft.categories)
    assert ([], True) == (dangers(draft.html), draft.link == "" or ADDRESS.fullmatch(draft.link) is not None)
    assert [] == [word for word in words if "\u202e" in word or ("alert" in word and "<script" in word)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_xhtml_that_is_hostile_ends_harmless(payload: str) -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title type="xhtml"><div '
        f'xmlns="http://www.w3.org/1999/xhtml">{payload}</div></title><content type="xhtml"><div '
        f'xmlns="http://www.w3.org/1999/xhtml">{payload}</div></content></entry></feed>'
    )

    found = drafts(parse(decoded(body.encode(), "")), feed_url=FEED, zone=WIB, now=NOW)

    assert [] == [danger for draft in found for danger in dangers(draft.html)]


@given(
    st.lists(
        st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=9), st.sampled_from("<>\"'=/&;")), max_size=9
    )
)
@settings(deadline=None)
def test_no_text_raises_and_all_of_it_ends_harmless(pieces: list[str]) -> None:
    text = "".join(pieces)

    (draft,) = all_of(Raw(text, text, text, text, (text,), text, text, text, text))

    assert [] == dangers(draft.html)
    assert asdict(draft)["masked"] == ()


# HTML of others

WITHOUT_ADDRESS = '<a rel="nofollow noopener ugc">a</a><a rel="nofollow noopener ugc">b</a>'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<h2>Syarat</h2><p>a</p>", "<p><strong>Syarat</strong></p><p>a</p>"),
        ("<h1 id=x>a<em>b</em></h1>", "<p><strong>a<em>b</em></strong></p>"),
        ("<div class=x>a <span style=y>b</span></div>", "a b"),
        ("<table border=1><tr><td colspan=2>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<img src=https://a.id/a.png>a<video src=x></video>", "a"),
        ("a<!-- b -->c", "ac"),
        ("<script>a</script><style>b</style>c", "c"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
        (
            '<a href="https://a.id/?b=1&amp;c=2" title=x target=_blank>a</a>',
            '<a href="https://a.id/?b=1&amp;c=2" rel="nofollow noopener ugc">a</a>',
        ),
        ('<a href="mailto:a@b.id">a</a>', '<a href="mailto:a@b.id" rel="nofollow noopener ugc">a</a>'),
        ('<a href="tel:1">a</a><a href="/b">b</a>', WITHOUT_ADDRESS),
        ('<a href="https://a@b.id/">a</a><a href="https://[b/">b</a>', WITHOUT_ADDRESS),
        ("&lt;b&gt; &amp;amp; <", "&lt;b&gt; &amp;amp; &lt;"),
        ("", ""),
    ],
)
def test_html_of_others_passes_an_allow_list(given: str, expected: str) -> None:
    assert expected == foreign(given)


def test_a_relative_link_is_resolved_where_there_is_a_base() -> None:
    clean = foreign('<a href="../b">b</a>', base="https://a.id/x/y")

    assert '<a href="https://a.id/b" rel="nofollow noopener ugc">b</a>' == clean


def test_an_address_that_cannot_be_resolved_is_left_out() -> None:
    clean = foreign('<a href="http://[c">c</a>', base="https://a.id/")

    assert '<a rel="nofollow noopener ugc">c</a>' == clean


@pytest.mark.parametrize(
    "payload",
    [
        *PAYLOADS,
        "<h3>a<p>b</h3>",
        "<h2><ul><li><h4>x",
        "<h1><table><td><h2>y",
        "<a href='//x'><table><a href='//y'>z",
    ],
)
def test_cleaning_twice_changes_nothing(payload: str) -> None:
    once = foreign(payload)

    assert ([], once) == (dangers(once), foreign(once))


KINDS = ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 16_000,
        "<div>" * 30_000,
        "<p>" + "".join(f"<b x={n}>" for n in range(5000)) + "</p>" + "<p>x</p>" * 9000,
        "<p>" + "".join(f"<b x='>'y={n}>" for n in range(2500)) + "</p>" + "<p>x</p>" * 9000,
        "<p>" + "".join(f"<{kind}>" * 3 for kind in KINDS) + "</p>" + "<p>x" * 19_000,
        "<span>" * 1990 + "</q>" * 30_000,
        "<" * 150_000,
        "<b " * 1900 + "x" * 140_000,
    ],
)
def test_html_made_to_choke_a_parser_is_cleaned_in_time(html: str) -> None:
    begin = time.process_time()

    text = plain(foreign(html))

    assert (True, True) == (time.process_time() - begin < 3, len(text) <= len(html))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>c<br>d", "a b c d"),
        ("a<b>b</b>c", "abc"),
        ("&lt;b&gt;&amp;lt;&nbsp;x", "<b>&lt; x"),
        ("<script>a</script><style>b</style><title>c</title>d", "d"),
        ("<table><tr><td>a<td>b", "a b"),
        ("a <b", "a"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_plain_text_is_the_words_of_html(html: str, text: str) -> None:
    assert text == plain(html)
