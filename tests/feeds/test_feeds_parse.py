"""Feeds taken apart: what each format says, what is left of a broken one, and a child that may fail alone."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.feeds.decode import decoded
from generator.feeds.parse import MOST_ENTRIES, parse, parse_safely
from generator.feeds.values import Parsed, Raw, Verdict

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Kabar</title><link>https://kampus.ac.id/</link><language>id-ID</language><ttl>90</ttl>{}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id"><title>Kabar</title>
<link href="https://kampus.ac.id/"/>{}</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://kampus.ac.id/"><title>Kabar</title>
<link>https://kampus.ac.id/</link><items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>{}</rdf:RDF>"""


def raw(**fields: object) -> Raw:
    empty = dict.fromkeys(Raw.__slots__, "") | {"categories": ()}
    return Raw(**(empty | fields))  # type: ignore[arg-type]


def item(number: int, more: str = "") -> str:
    return f"<item><guid>g{number}</guid><title>Judul {number}</title>{more}</item>"


def guids(found: Parsed | Verdict) -> list[str]:
    assert isinstance(found, Parsed)
    return [entry.guid for entry in found.entries]


def test_an_rss_feed_is_given_in_its_own_words() -> None:
    body = RSS.format(
        """<item><guid isPermaLink="false">https://kampus.ac.id/?p=1</guid><link>/berita/1</link>
        <title>Kata &amp;amp; &lt;b&gt;data&lt;/b&gt;</title><author>humas@kampus.ac.id (Humas)</author>
        <category>Berita</category><category><![CDATA[PPDB & MPLS]]></category>
        <pubDate>Sel, 24 Nov 2026 08:00:00 WIB</pubDate><description>&lt;p&gt;Ringkas&lt;/p&gt;</description>
        <content:encoded><![CDATA[<p onclick="x">Isi</p><script>1</script>]]></content:encoded></item>"""
    )

    assert Parsed(
        title="Kabar",
        link="https://kampus.ac.id/",
        language="id-ID",
        entries=(
            Raw(
                guid="https://kampus.ac.id/?p=1",
                link="/berita/1",
                title="Kata &amp; <b>data</b>",
                author="humas@kampus.ac.id (Humas)",
                categories=("Berita", "PPDB & MPLS"),
                summary="<p>Ringkas</p>",
                content='<p onclick="x">Isi</p><script>1</script>',
                published="Sel, 24 Nov 2026 08:00:00 WIB",
                updated="",
            ),
        ),
        path="feedparser",
        ttl_minutes=90,
    ) == parse(body.encode())


def test_an_atom_feed_is_given_in_its_own_words() -> None:
    body = ATOM.format(
        """<entry><id>tag:kampus.ac.id,2026:1</id><link rel="self" href="https://kampus.ac.id/1.atom"/>
        <link rel="alternate" href="https://kampus.ac.id/1"/><title type="html">&lt;i&gt;Judul&lt;/i&gt;</title>
        <author><name>Humas</name></author><category term="berita" label="Berita"/>
        <published>2026-11-23T08:00:00+07:00</published><updated>2026-11-24T08:00:00+07:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Isi</p></div></content></entry>"""
    )

    assert (
        raw(
            guid="tag:kampus.ac.id,2026:1",
            link="https://kampus.ac.id/1",
            title="<i>Judul</i>",
            author="Humas",
            categories=("berita",),
            content="<p>Isi</p>",
            published="2026-11-23T08:00:00+07:00",
            updated="2026-11-24T08:00:00+07:00",
        ),
    ) == parse(body.encode()).entries


def test_an_rdf_feed_is_given_in_its_own_words() -> None:
    body = RDF.format(
        """<item rdf:about="https://kampus.ac.id/1"><title>Judul</title><link>https://kampus.ac.id/1</link>
        <dc:date>2026-11-24</dc:date><dc:creator>Humas</dc:creator></item>"""
    )

    assert (
        raw(
            guid="https://kampus.ac.id/1",
            link="https://kampus.ac.id/1",
            title="Judul",
            author="Humas",
            updated="2026-11-24",
        ),
    ) == parse(body.encode()).entries


def test_a_json_feed_is_given_in_its_own_words() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kabar",
        "home_page_url": "https://kampus.ac.id/",
        "language": "id",
        "items": [
            {
                "id": 7,
                "url": "https://kampus.ac.id/7",
                "title": "Judul",
                "content_html": "<p>Isi</p>",
                "summary": "a < b",
                "date_published": "2026-11-24T08:00:00+07:00",
                "authors": [{"name": "Humas"}, {"url": "https://kampus.ac.id/"}, 3],
                "tags": ["Berita", None, 5],
            },
            {"id": "8", "content_text": "satu < dua\ntiga", "author": {"name": "Ani"}},
            "bukan entri",
        ],
    }

    assert Parsed(
        "Kabar",
        "https://kampus.ac.id/",
        "id",
        (
            raw(
                guid="7",
                link="https://kampus.ac.id/7",
                title="Judul",
                author="Humas",
                categories=("Berita", "5"),
                summary="a &lt; b",
                content="<p>Isi</p>",
                published="2026-11-24T08:00:00+07:00",
            ),
            raw(guid="8", author="Ani", content="satu &lt; dua<br>tiga"),
        ),
        "json",
    ) == parse(json.dumps(feed).encode())


@pytest.mark.parametrize("template", [RSS, ATOM, RDF])
def test_a_feed_without_entries_is_whole_and_empty(template: str) -> None:
    found = parse(template.format("").encode())

    assert ("Kabar", (), True) == (found.title, found.entries, found.complete)


ENTRIES = {RSS: "item", RDF: "item", ATOM: "entry"}


@pytest.mark.parametrize("template", [RSS, ATOM, RDF])
@pytest.mark.parametrize("place", ["open", "in a tag", "in a comment", "in CDATA", "between", "before"])
def test_a_feed_that_broke_off_keeps_the_entries_that_closed(template: str, place: str) -> None:
    name, key = ENTRIES[template], "guid" if template == RSS else "id"
    closed = [f"<{name}><{key}>g{n}</{key}><title>t</title></{name}>" for n in (1, 2)]
    if place == "before":
        closed = []
    rest = {
        "open": f"<{name}><{key}>g3</{key}><title>Jud",
        "in a tag": f"<{name}><{key}>g3</{key}></{name}",
        "in a comment": f"<!-- <{name}><{key}>g3</{key}></{name}>",
        "in CDATA": f"<{name}><{key}>g3</{key}><title><![CDATA[</{name}>{template[-14:]}",
        "between": "\n",
        "before": "<generator>x",
    }[place]
    body = template.partition("{}")[0] + "".join(closed) + rest

    found = parse(body.encode())

    assert (["g1", "g2"][: len(closed)], "Kabar", False) == (guids(found), found.title, found.complete)


@pytest.mark.parametrize("cut", range(60, 400, 17))
def test_a_json_feed_that_broke_off_keeps_its_whole_items(cut: int) -> None:
    items = [{"id": f"g{n}", "title": 'a "items": [{', "tags": ["x"]} for n in range(9)]
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "title": "Kabar", "items": items})

    found = parse(text[:cut].encode())

    starts = [text.index(f'{{"id": "g{n}"') for n in range(9)]
    whole = sum(1 for start in starts if text.index("]}", start) + 2 <= cut)
    assert ([f"g{n}" for n in range(whole)], False) == (guids(found), found.complete)


@pytest.mark.parametrize(
    "fault", ["Kata & data", "a &nbsp; b", "a < b", "<b>tak ditutup", "</p>", "&#x1F;", "<x:y>z</x:y>"]
)
def test_a_fault_inside_a_feed_costs_no_entry(fault: str) -> None:
    body = RSS.format(item(1) + item(2, f"<description>{fault}</description>") + item(3)).encode()

    found = parse(decoded(body, ""))

    assert (["g1", "g2", "g3"], True) == (guids(found), found.complete)


def test_an_entry_that_does_not_close_before_the_end_tag_is_a_break() -> None:
    found = parse(RSS.format(item(1) + "<item><guid>g2</guid>").encode())

    assert (["g1"], False) == (guids(found), found.complete)


def test_a_warning_before_the_feed_and_a_comment_after_it_change_nothing() -> None:
    body = b"<br />\n<b>Warning</b>: x\n" + RSS.format(item(1)).encode() + b"\n<!-- cached -->"

    assert parse(RSS.format(item(1)).encode()) == parse(decoded(body, "text/xml"))


def test_tags_in_comments_and_text_are_no_entries() -> None:
    body = RSS.format(
        "<!-- <item> -->" + item(1, "<description><![CDATA[</item><item></rss>]]></description>")
    )

    found = parse(body.encode())

    assert (["g1"], True) == (guids(found), found.complete)


@pytest.mark.parametrize("is_json", [True, False])
def test_at_most_500_entries_are_read(is_json: bool) -> None:
    items = [{"id": f"g{n}"} for n in range(MOST_ENTRIES + 20)]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    body = text if is_json else RSS.format("".join(map(item, range(MOST_ENTRIES + 20))))

    found = parse(body.encode())

    assert ([f"g{n}" for n in range(500)], True) == (guids(found), found.complete)


@pytest.mark.parametrize(("ttl", "minutes"), [("60", 60), ("-5", 0), ("satu jam", 0), ("9" * 30, 0)])
def test_a_ttl_that_is_no_number_is_none(ttl: str, minutes: int) -> None:
    assert minutes == parse(RSS.replace("90", ttl).encode()).ttl_minutes


def test_entities_of_a_document_type_do_not_multiply() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><channel>{item(1, "<author>&a9;</author>")}</channel></rss>'

    found = parse_safely(body.encode())

    assert isinstance(found, Parsed)
    assert len(found.entries[0].author) < 100


def test_no_file_is_read_for_an_entity() -> None:
    body = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>{item(1, "<author>&a;</author>")}</channel></rss>'

    assert "root" not in parse(body.encode()).entries[0].author


# In a child


def test_a_child_gives_what_the_parser_gives() -> None:
    body = RSS.format(
        item(1, "<category>a</category>") + item(2, "<description>“é” 😀</description>")
    ).encode()

    assert parse(body) == parse_safely(body)


def test_half_a_pair_of_surrogates_comes_through() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a\\ud800"}]}'

    assert ["a\ufffd"] == guids(parse_safely(body))


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>x</body></html>", b'{"a": 1}', b"{", b"[" * 9999, b"{" * 9999]
)
def test_what_is_no_feed_is_told_apart(body: bytes) -> None:
    assert Verdict("gagal", "bukan-umpan") == parse_safely(body)


REPEATED = b"<!--" * 175_000


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + REPEATED,
        b"<rss><channel>&x" + REPEATED + b"</channel></rss>",
        b"<rss><channel>&x<item><title>" + REPEATED + b"--></title></item></channel></rss>",
        b"<rss><channel>&x<item><title><![CDATA[" + REPEATED + b"]]></title></item></channel></rss>",
    ],
)
def test_700_kb_of_comments_end_within_the_limit(body: bytes) -> None:
    begin = time.monotonic()

    parse_safely(body, seconds=2)

    assert time.monotonic() - begin < 4


def test_a_parser_that_is_too_slow_is_ended() -> None:
    slow = b"<rss><channel>&x" + b"<a>" * 3_000_000 + b"</channel></rss>"

    assert Verdict("gagal", "urai", "belum selesai diuraikan setelah 0.5 detik") == parse_safely(
        slow, seconds=0.5
    )


def test_a_parser_that_takes_too_much_memory_is_ended() -> None:
    found = parse_safely(RSS.format(item(1, "<a>" * 900_000)).encode(), megabytes=64)

    has_limits = find_spec("resource") is not None  # Windows has none; there the clock must do
    assert has_limits == isinstance(found, Verdict)


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '{"umpan": {}}', '{"umpan": {"entries": [{"categories": 3}]}}', "9"]
)
def test_a_child_that_answers_nonsense_is_a_fault(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr("generator.feeds.parse._CHILD", f"print({said!r}, end='')")

    found = parse_safely(b"")

    assert isinstance(found, Verdict)
    assert ("gagal", "urai") == (found.kind, found.code)


def test_a_child_that_answers_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.feeds.parse._CHILD", "while True: print('x' * 9999)")
    monkeypatch.setattr("generator.feeds.parse.MOST_ANSWER", 1 << 20)

    assert Verdict("gagal", "urai", "isi umpannya terlalu besar") == parse_safely(b"")


def test_a_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAHASIA", "x")
    monkeypatch.setattr(
        "generator.feeds.parse._CHILD",
        "import os, json; print(json.dumps({'galat': 'urai', 'rincian': os.environ.get('RAHASIA', 'kosong')}))",
    )

    assert Verdict("gagal", "urai", "kosong") == parse_safely(b"")


def test_the_parent_never_loads_the_parser() -> None:
    code = (
        "import sys; from generator.feeds.parse import parse_safely; "
        "parse_safely(b'<rss></rss>'); print('feedparser' in sys.modules)"
    )

    assert "False\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout


PIECES = st.sampled_from(
    (
        *("<rss>", "<channel>", "<item>", "<title>", "</title>", "</item>", "</channel>", "</rss>", "<feed>"),
        *(
            "<entry>",
            "</entry>",
            "</feed>",
            "<link href='x' rel='",
            "<link>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
        ),
        *(
            "&amp;",
            "&#55296;",
            "&#x",
            "<svg>",
            "</svg>",
            "<image>",
            "<content type='application/octet-stream'>",
        ),
        *("a", "{", '"items": [', "é", "<source>", "<category>", "<author>", "<guid>", "<pubDate>", "9"),
        *("<media:content>", "<georss:point>", "<!ENTITY", "</textinput>", "</link>", "</image>"),
    )
)


@given(
    st.one_of(
        st.binary(max_size=80), st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode())
    )
)
@settings(deadline=None, max_examples=200)
@pytest.mark.parametrize("first", [lambda body: body, lambda body: decoded(body, "")])
def test_no_bytes_raise(first: Callable[[bytes], bytes], body: bytes) -> None:
    assert isinstance(parse(first(b"<rss>" + body)), Parsed)
