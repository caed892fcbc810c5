"""What an answer means: every row of the table, and pages that stand where a feed should."""

import hashlib
import time
from datetime import UTC, datetime

import pytest
from feeds import server as pages
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.classify import DAY, HOUR, WEEK, classify, is_feed, next_wait, permanent_redirect
from generator.feeds.values import Hop, Job, Response, Source, Verdict
from generator.records.umpan import GANGGUAN

URL = "https://contoh.example/umpan"
SOURCE = Source("sekolah", URL, other_hosts=("umpan.example",))
JOB = Job(SOURCE, URL)
PHP = b"<br />\n<b>Warning</b>: Undefined variable $x in <b>/var/www/y.php</b> on line <b>3</b><br />\n"
NEWS = "Kegiatan belajar di sekolah kami berjalan dengan baik. " * 60


def judged(response: Response, **options: float) -> Verdict:
    return classify(
        JOB,
        response,
        known_sha256="",
        fault_age_days=options.get("age", 0),
        times=int(options.get("times", 0)),
    )


def answer(status: int, body: bytes = b"", **headers: str) -> Response:
    return Response(URL, status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def page(title: str, body: str = "", *, after: str = NEWS) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}{after}</body></html>".encode()
    )


# Feeds


@pytest.mark.parametrize(
    "body",
    [
        pages.RSS,
        pages.EMPTY_RSS,
        pages.CUT_RSS,
        pages.ATOM,
        pages.RDF,
        pages.JSON_FEED,
        PHP + pages.RSS,
        PHP + pages.JSON_FEED,
        b"\xef\xbb\xbf" + pages.RSS,
        b"\xef\xbb\xbf\xef\xbb\xbf\n\n" + pages.RSS,
        b"\xef\xbb\xbf \r\n" + pages.JSON_FEED,
        b"\n \t\r\n" * 200 + pages.ATOM,
        b"<!-- dibuat oleh <html> -->" + pages.RSS,
        b"<script>var x = 1;</script>" + pages.RSS,
        pages.RSS.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16"),
        pages.RSS.decode().encode("utf-16-le"),
        pages.RSS.decode().encode("utf-16-be"),
        b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><!DOCTYPE rss PUBLIC "x" "y">'
        + pages.EMPTY_RSS,
        b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"></atom:feed>',
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>',
        b"<rss><channel><item><description><![CDATA[<html><body>x</body></html>]]></description>",
        b"<rss>" + b"\x00\xff\xfe" * 9,
        b'{"items": ['
        + b'{"id": "1"},' * 40000
        + b'{}], "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}',
    ],
)
def test_a_feed_is_known_whatever_stands_before_it(body: bytes) -> None:
    assert is_feed(body)
    assert Verdict("umpan") == judged(answer(200, body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"rss",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\n",
        b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>",
        b"<?xml version='1.0'?><opml version='2.0'><head><title>Daftar</title></head></opml>"[:30],
        b"<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'/>",
        b'{"code": "rest_no_route", "message": "x"}',
        b"[1, 2]",
        b"<rssx>",
        b"<!-- <rss version='2.0'> -->",
        b"<!--" * 100_000,
    ],
)
def test_what_is_neither_a_feed_nor_a_page_is_no_feed(body: bytes) -> None:
    verdict = judged(answer(200, body))

    detail = "" if body.strip() else "jawabannya kosong"
    assert Verdict("gagal", "bukan-umpan", detail, HOUR) == verdict


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("html", pages.HTML),
        ("html", page("Sekolah Contoh")),
        ("html", b"<html><!-- <rdf:RDF xmlns='http://purl.org/rss/1.0/'> --><body>x</body></html>"),
        ("html", page("Umpan", "<pre><rss version='2.0'></rss></pre>")),
        ("html", page("Beranda", '<form><input type="password"></form>')),
        ("html", page("Sosialisasi Internet Positif di sekolah")),
        ("html", page("Berita", "Domain ini dijual, account suspended, hacked by siapa pun, just a moment")),
        ("html", page("Cegah judi online", "judi online, slot gacor, togel, maxwin, sbobet, scatter hitam")),
        ("html", page("Satgas", "Sosialisasi bahaya judi online: cegah dan tolak slot gacor, togel.")),
        ("html", page("Universitas milik negara, owned by the state; cyber team competition")),
        ("login", pages.LOGIN),
        ("login", page("Login - Admin", "<form><INPUT TYPE=password></form>")),
        ("waf", pages.WAF),
        ("waf", page("Attention Required! | Cloudflare")),
        ("waf", page("", "The requested URL was rejected. Please consult with your administrator.", after="")),
        ("waf", page("", "<script src='/aes.js'></script>", after="")),
        ("internet-positif", pages.INTERNET_POSITIF),
        ("internet-positif", page("", "Situs ini telah diblokir", after="")),
        ("internet-positif", b"<meta http-equiv=refresh content='0; url=http://lamanlabuh.aduankonten.id/'><title></title>"),
        ("ditangguhkan", pages.SUSPENDED),
        ("ditangguhkan", page("Account Suspended")),
        ("ditangguhkan", page("", "Website ini telah disuspend", after="")),
        ("parkir", pages.PARKED),
        ("parkir", page("contoh.example", "Domain ini dijual", after="")),
        ("deface", pages.DEFACED),
        ("deface", page("H4ck3d By Siapa")),
        ("deface", page("H\u200backed b\u200by Siapa")),
        ("deface", page("Slot Gacor Terpercaya", "Daftar sekarang")),
        ("deface", page("\uff33\uff2c\uff2f\uff34 88", "Daftar")),
        ("deface", page("Sekolah", "slot gacor, togel, maxwin, sbobet, scatter hitam, rtp live, mahjong ways")),
    ],
)  # fmt: skip
def test_a_page_where_a_feed_should_be_is_told_apart(code: str, body: bytes) -> None:
    assert Verdict("gagal", code, "", HOUR, trips=code == "deface") == judged(answer(200, body))


def test_the_page_of_a_suspended_account_is_known_by_its_path() -> None:
    response = Response("https://contoh.example/cgi-sys/suspendedpage.cgi", 200, {}, page("Maaf"))

    assert "ditangguhkan" == judged(response).code


def test_every_row_that_is_a_page_is_its_own_fault() -> None:
    rows = {"html", "login", "waf", "internet-positif", "ditangguhkan", "parkir", "deface"}
    bodies = (
        pages.HTML,
        pages.LOGIN,
        pages.WAF,
        pages.INTERNET_POSITIF,
        pages.SUSPENDED,
        pages.PARKED,
        pages.DEFACED,
    )

    assert rows == {judged(answer(200, body)).code for body in bodies}


@given(st.binary(max_size=400), st.sampled_from([b"", b"<html><title>", b"<rss ", b"{", b"\xff\xfe"]))
def test_any_body_gets_a_verdict(body: bytes, before: bytes) -> None:
    assert judged(answer(200, before + body)).kind in ("umpan", "gagal")


@pytest.mark.parametrize(
    "piece",
    [
        "<title ",
        "<input ",
        "<!--",
        "<script",
        "<",
        "src=",
        '"version" ',
        "tidak dapat diakses ",
        "<!doctype\t",
    ],
)
def test_a_hostile_page_is_judged_quickly(piece: str) -> None:
    body = ("<html>" + piece * (3_000_000 // len(piece))).encode()
    start = time.monotonic()

    judged(answer(200, body))

    assert time.monotonic() - start < 1.5


# Unchanged


@pytest.mark.parametrize("body", [pages.RSS, pages.HTML])
def test_the_same_bytes_are_unchanged(body: bytes) -> None:
    known = hashlib.sha256(body).hexdigest()

    assert Verdict("tetap") == classify(JOB, answer(200, body), known_sha256=known, fault_age_days=9, times=9)


@pytest.mark.parametrize(
    ("job", "known"), [(Job(SOURCE, URL, '"a"'), ""), (Job(SOURCE, URL, "", "besok"), ""), (JOB, "ab" * 32)]
)
def test_304_is_unchanged(job: Job, known: str) -> None:
    assert Verdict("tetap") == classify(job, answer(304), known_sha256=known, fault_age_days=0, times=0)


def test_304_that_nobody_asked_for_is_a_fault() -> None:
    assert Verdict("gagal", "server", "situsnya menjawab 304 tanpa ditanya", HOUR) == judged(answer(304))


# Refusals


@pytest.mark.parametrize(
    ("status", "code", "wait"),
    [
        (401, "diblokir", DAY),
        (403, "diblokir", DAY),
        (406, "diblokir", DAY),
        (451, "diblokir", DAY),
        (400, "diblokir", DAY),
        (405, "diblokir", DAY),
        (404, "tidak-ada", HOUR),
        (408, "server", HOUR),
        (421, "server", HOUR),
        (425, "server", HOUR),
        (500, "server", HOUR),
        (502, "server", HOUR),
        (503, "server", HOUR),
        (504, "server", HOUR),
        (522, "server", HOUR),
        (599, "server", HOUR),
        (204, "bukan-umpan", HOUR),
        (206, "bukan-umpan", HOUR),
    ],
)
def test_a_status_is_a_fault_of_its_kind(status: int, code: str, wait: int) -> None:
    assert Verdict("gagal", code, f"situsnya menjawab {status}", wait) == judged(answer(status))


def test_a_refusal_by_a_firewall_says_so() -> None:
    detail = "situsnya menjawab 403, tampaknya dari pelindung situsnya"

    assert Verdict("gagal", "diblokir", detail, DAY) == judged(answer(403, pages.WAF))


@pytest.mark.parametrize(
    ("times", "age", "standing", "wait"),
    [
        (0, 0, None, DAY),
        (1, 0.2, None, DAY),  # asked again too early: not confirmed
        (1, 1.0, None, 0),
        (1, 1.0, "habis", 0),
        (5, 9.0, "server", DAY),  # what stood was another fault
    ],
)
def test_410_is_confirmed_once_after_a_day(times: int, age: float, standing: str | None, wait: int) -> None:
    verdict = classify(JOB, answer(410), known_sha256="", fault_age_days=age, times=times, standing=standing)

    assert Verdict("habis", "habis", "situsnya menjawab 410", wait) == verdict


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("3600", HOUR),
        (" 7200 ", 2 * HOUR),
        ("0", 15 * 60),
        ("60", 15 * 60),
        ("999999", DAY),
        ("9" * 5000, DAY),
        ("Mon, 02 Nov 2026 03:00:00 GMT", 2 * HOUR),
        ("Monday, 02-Nov-26 03:00:00 GMT", 2 * HOUR),
        ("Mon Nov  2 03:00:00 2026", 2 * HOUR),
        ("Mon, 02 Nov 2026 01:00:01 GMT", 15 * 60),
        ("Mon, 02 Nov 2020 01:00:00 GMT", 15 * 60),
        ("Mon, 02 Nov 2099 01:00:00 GMT", DAY),
        ("Mon, 02 Nov 99999 01:00:00 GMT", HOUR),
        ("-5", HOUR),
        ("1.5", HOUR),
        ("\u00b2", HOUR),
        ("nanti", HOUR),
        ("", HOUR),
    ],
)
def test_a_server_that_asks_to_wait_is_heard(status: int, value: str, wait: int) -> None:
    response = answer(status, retry_after=value, date="Mon, 02 Nov 2026 01:00:00 GMT")

    assert Verdict("tunda", "dibatasi", f"situsnya menjawab {status}", wait) == judged(response)


@pytest.mark.parametrize(("now", "wait"), [(datetime(2026, 11, 2, 1, tzinfo=UTC), 2 * HOUR), (None, HOUR)])
def test_a_date_without_the_servers_own_counts_from_now(now: datetime | None, wait: int) -> None:
    response = answer(429, retry_after="Mon, 02 Nov 2026 03:00:00 GMT")

    verdict = classify(JOB, response, known_sha256="", fault_age_days=0, times=0, now=now)

    assert wait == verdict.wait_seconds


@pytest.mark.parametrize(("times", "hours"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 24), (99, 24)])
def test_a_wait_that_is_not_named_doubles(times: int, hours: int) -> None:
    assert hours * HOUR == judged(answer(429), times=times).wait_seconds


def test_a_wait_of_a_day_is_a_fault() -> None:
    assert [("tunda", "dibatasi"), ("gagal", "dibatasi")] == [
        ((v := judged(answer(429), times=3, age=age)).kind, v.code) for age in (0.9, 1.0)
    ]


# Faults of the request


@pytest.mark.parametrize("code", GANGGUAN)
def test_a_fault_of_the_request_stays_what_it_is(code: str) -> None:
    verdict = judged(Response(URL, fault=code, detail="kata-kata"), times=1)

    assert ("gagal", code, "kata-kata", False) == (verdict.kind, verdict.code, verdict.detail, verdict.trips)


@pytest.mark.parametrize(
    ("foreign", "code"),
    [
        ("https://asing.example/umpan", "pindah-asing"),
        ("http://internet-positif.info/", "internet-positif"),
        ("http://lamanlabuh.aduankonten.id/?x", "internet-positif"),
        ("https://trustpositif.komdigi.go.id/", "internet-positif"),
        ("https://www.hugedomains.com/x", "parkir"),
        ("https://hugedomains.com.asing.example/", "pindah-asing"),
        ("http://hosting.example/cgi-sys/suspendedpage.cgi", "ditangguhkan"),
        ("http://[", "pindah-asing"),
    ],
)
def test_a_redirect_elsewhere_is_known_by_where_it_leads(foreign: str, code: str) -> None:
    assert code == judged(Response(URL, 302, fault="pindah-asing", foreign=foreign)).code


# Waiting


@pytest.mark.parametrize(
    ("code", "times", "age", "wait"),
    [
        ("server", 0, 0, HOUR),
        ("server", 1, 0, HOUR),
        ("server", 2, 0.1, 6 * HOUR),
        ("server", 3, 0.3, DAY),
        ("server", 30, 29.9, DAY),
        ("server", 31, 30, WEEK),
        ("dns", 2, 0, 6 * HOUR),
        ("tidak-ada", 3, 13.9, DAY),
        ("tidak-ada", 9, 14, WEEK),
        ("diblokir", 1, 0, DAY),
        ("diblokir", 20, 20, DAY),
        ("diblokir", 40, 30, WEEK),
        ("habis", 1, 0, DAY),
    ],
)
def test_a_source_that_fails_is_tried_less_and_less_but_for_ever(
    code: str, times: int, age: float, wait: int
) -> None:
    assert wait == next_wait(code, times, age)


@given(st.sampled_from(sorted(GANGGUAN)), st.integers(-5, 10**6), st.floats(0, 10**6))
def test_a_wait_is_between_an_hour_and_a_week(code: str, times: int, age: float) -> None:
    assert HOUR <= next_wait(code, times, age) <= WEEK


# Moving for good


@pytest.mark.parametrize(
    ("hops", "expected"),
    [
        ([], ""),
        ([(301, "https://contoh.example/baru")], "https://contoh.example/baru"),
        (
            [(308, "https://www.contoh.example/a"), (301, "http://contoh.example/b")],
            "http://contoh.example/b",
        ),
        ([(302, "https://contoh.example/baru")], ""),
        ([(301, "https://contoh.example/a"), (307, "https://contoh.example/b")], ""),
        ([(301, "https://umpan.example/a")], ""),
        ([(301, "https://umpan.example/a"), (301, "https://contoh.example/b")], ""),
    ],
)
def test_an_address_is_proposed_after_permanent_redirects_on_the_site(
    hops: list[tuple[int, str]], expected: str
) -> None:
    chain = tuple(Hop(status, url) for status, url in hops)

    assert expected == permanent_redirect(SOURCE, Response(URL, 200, {}, pages.RSS, chain))


@pytest.mark.parametrize("response", [{"status": 404}, {"status": 200, "fault": "putus"}])
def test_no_address_is_proposed_that_does_not_answer_well(response: dict[str, object]) -> None:
    chain = (Hop(301, "https://contoh.example/baru"),)

    assert "" == permanent_redirect(SOURCE, Response(URL, hops=chain, **response))  # type: ignore[arg-type]
