"""Bytes to UTF-8: the right letters whatever the labels say, and nothing around the feed."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.feeds.decode import decoded

DECLARED = b'<?xml version="1.0" encoding="utf-8"?>\n'
WORDS = "Pendaftaran “gratis” – Jum’at"


def feed(words: str, encoding: str, label: str = "") -> bytes:
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    return f"{declaration}<rss><title>{words}</title></rss>".encode(encoding)


def expected(words: str) -> bytes:
    return DECLARED + f"<rss><title>{words}</title></rss>".encode()


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (feed(WORDS, "utf-8", "iso-8859-1"), "text/xml; charset=iso-8859-1", WORDS),
        (feed(WORDS, "cp1252", "utf-8"), "text/xml; charset=utf-8", WORDS),
        (feed(WORDS, "cp1252", "iso-8859-1"), "", WORDS),
        (feed(WORDS, "cp1252"), "text/xml; charset=US-ASCII", WORDS),
        (feed("Привет, мир", "cp1251", "windows-1251"), "text/xml; charset=iso-8859-1", "Привет, мир"),
        (feed("Привет, мир", "cp1251"), 'text/xml; charset="Windows-1251"', "Привет, мир"),
        (feed("通知公告", "gbk", "gb2312"), "", "通知公告"),
        (feed(WORDS, "utf-16"), "text/xml; charset=utf-8", WORDS),
        (feed(WORDS, "utf-16-le", "utf-8"), "", WORDS),
        (feed(WORDS, "utf-16-be", "utf-8"), "", WORDS),
        (feed(WORDS, "utf-32"), "", WORDS),
        (feed(WORDS, "utf-32-be", "utf-8"), "", WORDS),
        (codecs.BOM_UTF8 + feed(WORDS, "utf-8", "windows-1252"), "", WORDS),
        (feed("caf\x92", "latin-1", "punycode"), "charset=idna", "caf’"),
        (feed("é", "cp1252", "no-such-code"), "text/xml; charset=hex", "é"),
    ],
)
def test_letters_are_right_whatever_the_labels_say(body: bytes, content_type: str, words: str) -> None:
    assert expected(words) == decoded(body, content_type)


def test_one_bad_byte_costs_one_character() -> None:
    body = feed(f"{WORDS} X {WORDS}", "utf-8", "iso-8859-1").replace(b"X", b"\xe9")

    assert expected(f"{WORDS} \ufffd {WORDS}") == decoded(body, "text/xml; charset=iso-8859-1")


@pytest.mark.parametrize(
    "junk",
    [
        b"<br />\n<b>Warning</b>: Undefined index in <b>/var/www/x.php</b> on line <b>3</b><br />\n",
        b"\xef\xbb\xbf\xef\xbb\xbf",
        b"\n\n  ",
        b"<?xml version='1.0' encoding='latin1'?>\n\n",
    ],
)
def test_what_a_server_printed_before_the_feed_is_cut(junk: bytes) -> None:
    assert expected("a") == decoded(junk + feed("a", "utf-8", "utf-8"), "")


@pytest.mark.parametrize("root", ["rss", "feed", "rdf:RDF", "atom:feed"])
def test_what_stands_after_the_end_tag_is_cut(root: str) -> None:
    body = f"<?xml version='1.0'?><{root} a='1'>x</{root} >".encode()

    assert DECLARED + body.partition(b"?>")[2] == decoded(body + b"\n<!-- cached --><script>x</script>", "")


def test_a_style_sheet_named_before_the_feed_stays() -> None:
    assert DECLARED + b'<?xml-stylesheet href="a"?><rss></rss>' == decoded(
        b'<?xml version="1.1"?>\n<?xml-stylesheet href="a"?><rss></rss>', ""
    )


@pytest.mark.parametrize(
    ("illegal", "left"),
    [
        *((character, "") for character in ("\x00", "\x08", "\x1f", "\ufffe")),
        *(
            (reference, " ")
            for reference in ("&#0;", "&#x1F;", "&#xD800;", "&#9999999999;", "&#8;", "&#xffff;")
        ),
        ("&#&#0;0;", "&# 0;"),
    ],
)
def test_characters_that_xml_forbids_are_dropped(illegal: str, left: str) -> None:
    assert expected(f"a{left}b") == decoded(feed(f"a{illegal}b", "utf-8"), "")


@pytest.mark.parametrize("legal", ["\t", "\n", "\x7f", "😀", "&#169;", "&#x0001F600;", "&amp;#0"])
def test_characters_that_xml_allows_stay(legal: str) -> None:
    assert expected(f"a{legal}b") == decoded(feed(f"a{legal}b", "utf-8"), "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1252"])
def test_json_keeps_its_text(encoding: str) -> None:
    text = '{"title": "“a” &#0;", "items": []}'

    assert text.encode() == decoded(text.encode(encoding), "application/feed+json")


@pytest.mark.parametrize("body", [b"", b"<html>x</html>", b"tidak ada umpan"])
def test_what_is_no_feed_is_left_as_it_is(body: bytes) -> None:
    assert body == decoded(body, "text/html")


def test_a_feed_that_broke_off_keeps_its_beginning() -> None:
    assert DECLARED + b"<rss><item>a" == decoded(b"warning <rss><item>a", "")


PIECES = st.sampled_from(
    (
        *(
            b"<?xml",
            b" encoding='",
            b"cp037",
            b"'",
            b"?>",
            b"<rss",
            b">",
            b"</rss>",
            b"<",
            b"{",
            b"\xff\xfe",
            b"\0",
        ),
        *(b"\xef\xbb\xbf", b"\xe9", b"&#x", b"d800", b";", b"\xc3\xa9", b" ", b"<rdf:RDF"),
    )
)
BYTES = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=25).map(b"".join))


@given(
    BYTES, st.sampled_from(["", "text/xml; charset=utf-16", "charset=", "charset=\udcff", "charset=latin-1"])
)
@settings(deadline=None)
def test_no_bytes_raise_and_a_second_time_changes_nothing(body: bytes, content_type: str) -> None:
    once = decoded(body, content_type)

    assert once == decoded(once, content_type)
