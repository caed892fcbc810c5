"""Asking for a feed: what a server may do, and what becomes of it."""

import datetime
import gzip
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from feeds.server import (
    EMPTY_RSS,
    HTML,
    JSON_FEED,
    ROWS,
    RSS,
    Answer,
    Server,
    bomb,
    chunked,
    compressed,
    conditional,
    drip,
    endless,
    head,
    in_turn,
    ok,
    raw,
    redirect,
    reset,
    serving,
    silent,
    status,
    wrong_length,
)

from generator.feeds import fetch as stage
from generator.feeds import guard
from generator.feeds.fetch import Limits, fetch
from generator.feeds.values import Hop, Job, Response, Source

AGENT = "UjiPortal/1 (+https://contoh.example/)"
QUICK = Limits(connect_s=2, read_s=0.4, total_s=3, pause=(0, 0))
INWARD = "alamatnya menunjuk ke jaringan dalam"
LOOPBACK = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.0.0.2",
    "127.255.255.254",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0X7F000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0x7f.0x0.0x0.0x1",
    "017700000001",
    "0177.0.0.1",
    "0177.0.0.01",
    "0177.0x0.0.1",
    "000000177.0.0.1",
    "0",
    "0.0.0.0",
    "0x0",
    "\uff11\uff12\uff17.0.0.1",
    "127\u30020\u30020\u30021",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:127.0.0.1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:7f00:0001::1]",
    "[2001:0:7f00:1::]",
]


def job(url: str, *, other_hosts: tuple[str, ...] = (), etag: str = "", last_modified: str = "") -> Job:
    return Job(Source("sekolah", url, other_hosts=other_hosts), url, etag, last_modified)


def ask(server: Server, path: str = "/umpan", *, limits: Limits = QUICK, **options: str) -> Response:
    return fetch(job(server.url(path), **options), user_agent=AGENT, allow=server.allow, limits=limits)  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({}) as server:
        yield server


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name leads to these addresses: the one thing of the network that a loopback server cannot play."""

    def answer(host: str, port: int, **options: int) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


# What is asked


def test_a_feed_is_fetched_with_its_headers(server: Server) -> None:
    server.answers["/umpan"] = ok(RSS, {"ETag": '"satu"'})

    response = ask(server)

    expected = {"content-type": "application/rss+xml", "content-length": str(len(RSS)), "etag": '"satu"'}
    assert Response(server.url(), 200, expected, RSS) == response


def test_a_request_names_the_portal_and_nothing_else(server: Server) -> None:
    server.answers["/umpan?a=b"] = ok(RSS)

    ask(server, "/umpan?a=b#bagian")

    headers = dict(server.requests[0].headers)
    assert (AGENT, f"127.0.0.1:{server.port}", "close") == tuple(
        headers.pop(name) for name in ("user-agent", "host", "connection")
    )
    assert {"accept", "accept-encoding"} == set(headers)


def test_validators_come_from_the_job_alone_byte_for_byte(server: Server) -> None:
    server.answers["/umpan"] = conditional(RSS, 'W/"x\u00e9"', "besok")

    first = ask(server)
    second = ask(server, etag=first.headers["etag"], last_modified=first.headers["last-modified"])

    assert (200, 304, b"") == (first.status, second.status, second.body)
    assert [(None, None), ('W/"x\u00e9"', "besok")] == [
        (r.headers.get("if-none-match"), r.headers.get("if-modified-since")) for r in server.requests
    ]


def test_a_validator_that_would_break_the_request_is_left_out(server: Server) -> None:
    server.answers["/umpan"] = ok(RSS)

    response = ask(server, etag='"a"\r\nX-Jahat: ya')

    assert (200, {}) == (response.status, {n: v for n, v in server.requests[0].headers.items() if "x-" in n})


def test_a_cookie_is_not_sent_back(server: Server) -> None:
    server.answers |= {
        "/umpan": status(302, headers={"Location": "/baru", "Set-Cookie": "a=b"}),
        "/baru": ok(RSS),
    }

    ask(server)

    assert ["cookie" in request.headers for request in server.requests] == [False, False]


def test_a_proxy_of_the_environment_is_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/umpan"] = ok(RSS)
    with serving({"/umpan": ok(HTML)}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))

        response = ask(server)

        assert (RSS, 0) == (response.body, proxy.connections)


@pytest.mark.parametrize("row", ROWS)
def test_every_answer_becomes_a_response(server: Server, row: str) -> None:
    server.answers["/umpan"] = ROWS[row]()

    response = ask(server)

    faults = {"redirect", "pindah-asing", "putus", "lama", "terlalu-besar", "kompresi"}
    assert (row if row in faults else "") == response.fault
    assert bool(response.status) == (row not in faults - {"redirect", "pindah-asing"})


@pytest.mark.parametrize("code", [200, 404, 503])
def test_a_page_keeps_its_body(server: Server, code: int) -> None:
    server.answers["/umpan"] = status(code, HTML)

    assert Response(server.url(), code, {"content-length": str(len(HTML))}, HTML) == ask(server)


def test_a_page_that_says_no_may_be_broken_off(server: Server) -> None:
    server.answers["/umpan"] = raw(head(404, {"Content-Length": "99999"}) + HTML)

    assert (404, "", HTML) == ((r := ask(server)).status, r.fault, r.body)


# Redirects


def test_a_redirect_on_the_site_is_followed_and_told(server: Server) -> None:
    server.answers |= {
        "/umpan": redirect("/baru", 301),
        "/baru": redirect(server.url("/baru/%C3%A9"), 308),
        "/baru/%C3%A9": ok(RSS),
    }

    response = ask(server)

    assert (server.url("/baru/%C3%A9"), 200, RSS) == (response.url, response.status, response.body)
    assert (Hop(301, server.url("/baru")), Hop(308, server.url("/baru/%C3%A9"))) == response.hops


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("baru", "/baru"),
        ("/a/../baru", "/baru"),
        ("?halaman=2", "/umpan?halaman=2"),
        ("/baru#bagian", "/baru"),
        ("  /baru ", "/baru"),
        ("/ba ru", "/ba%20ru"),
        ("/baru%20", "/baru%20"),
        ("/é".encode().decode("latin-1"), "/%C3%A9"),
        ("/é", "/%C3%A9"),
        ("//127.0.0.1:{port}/baru", "/baru"),
    ],
)
def test_a_location_is_read_as_browsers_do(server: Server, location: str, path: str) -> None:
    server.answers |= {"/umpan": redirect(location.format(port=server.port)), path: ok(RSS)}

    response = ask(server)

    assert (server.url(path), RSS) == (response.url, response.body)


@pytest.mark.parametrize(
    "location",
    [
        "",
        "/a\x00b",
        "/a\tb",
        "http://",
        "http:///umpan",
        "http://[::1/",
        "http://127.0.0.1:port/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1\\@asing.example/",
        "http://nama:sandi@127.0.0.1/",
        "http://é@127.0.0.1/",
        "http://ada spasi.example/",
        "ftp://127.0.0.1/umpan",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "gopher://127.0.0.1:70/_x",
        "http://" + "a" * 3000,
    ],
)
def test_a_bad_location_is_a_fault(server: Server, location: str) -> None:
    server.answers["/umpan"] = redirect(location)

    response = ask(server)

    assert ("redirect", 302, 1) == (response.fault, response.status, len(server.requests))


def test_a_redirect_without_location_is_a_fault(server: Server) -> None:
    server.answers["/umpan"] = status(301)

    assert "redirect" == ask(server).fault


@pytest.mark.parametrize("code", [300, 305, 306, 399])
def test_a_redirect_of_another_kind_is_a_fault(server: Server, code: int) -> None:
    server.answers["/umpan"] = status(code, b"", {"Location": "/baru"})

    assert ("redirect", f"situsnya menjawab {code}") == ((r := ask(server)).fault, r.detail)


def test_a_redirect_loop_is_a_fault(server: Server) -> None:
    server.answers |= {"/umpan": redirect("/a"), "/a": redirect("/umpan")}

    assert ("redirect", "pengalihannya berputar", 2) == (
        (r := ask(server)).fault,
        r.detail,
        len(server.requests),
    )


def test_five_redirects_are_followed(server: Server) -> None:
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(5)} | {"/5": ok(RSS)}

    assert (RSS, 5) == ((r := ask(server, "/0")).body, len(r.hops))


def test_six_redirects_are_a_fault(server: Server) -> None:
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": ok(RSS)}

    assert ("redirect", "lebih dari 5 pengalihan", 6) == (
        (r := ask(server, "/0")).fault,
        r.detail,
        len(server.requests),
    )


@pytest.mark.parametrize("url", ["https://asing.example/umpan", "//asing.example:22/x", "http://8.8.8.8/"])
def test_a_redirect_to_a_foreign_host_is_told_and_not_followed(server: Server, url: str) -> None:
    server.answers["/umpan"] = redirect(url)

    response = ask(server)

    foreign = url if url.startswith("http") else f"http:{url}"
    assert Response(server.url(), 302, fault="pindah-asing", foreign=foreign) == response


def test_a_redirect_to_another_host_of_the_source_is_followed(server: Server) -> None:
    server.answers |= {"/umpan": redirect(f"http://localhost:{server.port}/baru"), "/baru": ok(RSS)}
    allow = server.allow | {("localhost", server.port)}

    response = fetch(
        job(server.url(), other_hosts=("localhost",)), user_agent=AGENT, allow=allow, limits=QUICK
    )

    assert (f"http://localhost:{server.port}/baru", RSS) == (response.url, response.body)


def test_a_redirect_to_another_port_of_the_site_keeps_to_the_known_ports(server: Server) -> None:
    server.answers["/umpan"] = redirect("http://localhost:22/")
    allow = frozenset({("localhost", server.port)})

    response = fetch(job(server.url(host="localhost")), user_agent=AGENT, allow=allow, limits=QUICK)

    assert ("redirect", "porta 22 tidak diperbolehkan") == (response.fault, response.detail)


# Addresses


@pytest.mark.parametrize("host", LOOPBACK)
def test_no_spelling_of_this_machine_is_connected_to(host: str) -> None:
    response = fetch(job(f"http://{host}/"), user_agent=AGENT, limits=QUICK)

    assert ("alamat-terlarang", INWARD) == (response.fault, response.detail)


@pytest.mark.parametrize("host", LOOPBACK)
def test_no_redirect_leads_to_this_machine(server: Server, host: str) -> None:
    server.answers["/umpan"] = redirect(f"http://{host.encode().decode('latin-1')}/rahasia")
    others = (host.strip("[]"), "127.0.0.1")

    response = fetch(
        job(server.url(), other_hosts=others), user_agent=AGENT, allow=server.allow, limits=QUICK
    )

    assert ("alamat-terlarang", INWARD, 1) == (response.fault, response.detail, server.connections)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::7f00:1", "fe80::1"]
)
def test_a_name_that_leads_inward_is_not_connected_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, address)

    response = fetch(job("http://contoh.example/"), user_agent=AGENT, limits=QUICK)

    assert ("alamat-terlarang", INWARD) == (response.fault, response.detail)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_is_judged_once_more_when_connected_before_a_byte_is_sent(
    server: Server, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([True, False])  # the name leads outside when it is asked for, and inward when connected to
    monkeypatch.setattr(guard, "is_public", lambda address: next(answers))
    monkeypatch.setattr(guard, "PORTS", frozenset({server.port}))
    resolve_to(monkeypatch, "127.0.0.1")

    response = fetch(job(f"{scheme}://contoh.example:{server.port}/"), user_agent=AGENT, limits=QUICK)

    time.sleep(0.05)
    assert ("alamat-terlarang", 1, b"") == (response.fault, server.connections, server.received)


def test_an_address_is_judged_on_every_hop(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/umpan"] = redirect("http://umpan.example/")
    resolve_to(monkeypatch, "127.0.0.1")
    source = job(server.url(), other_hosts=("umpan.example",))

    response = fetch(source, user_agent=AGENT, allow=server.allow, limits=QUICK)

    assert ("alamat-terlarang", 1) == (response.fault, server.connections)


def test_nothing_is_allowed_by_default(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/umpan"] = ok(RSS)
    monkeypatch.setattr(guard, "PORTS", frozenset({server.port}))

    response = fetch(job(server.url()), user_agent=AGENT, limits=QUICK)

    assert ("alamat-terlarang", INWARD, 0) == (response.fault, response.detail, server.connections)


@pytest.mark.parametrize(
    "allowed", [("127.0.0.1", 0), ("127.0.0.1", 1), ("localhost", 0), ("127.1", 0), ("127.0.0.2", 0), ("", 0)]
)
def test_only_exactly_what_is_allowed_is_allowed(server: Server, allowed: tuple[str, int]) -> None:
    """Port 0 stands for the server's, 1 for the next."""
    host, port = allowed[0], server.port + allowed[1]
    allow = frozenset({(host, port)})

    response = fetch(job(server.url()), user_agent=AGENT, allow=allow, limits=QUICK)

    exactly = allowed == ("127.0.0.1", 0)
    assert ("" if exactly else "alamat-terlarang", int(exactly)) == (response.fault, server.connections)


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("http://contoh.example:22/", "porta 22 tidak diperbolehkan"),
        ("ftp://contoh.example/", "alamatnya bukan http atau https"),
        ("http://a:b@contoh.example/", "alamatnya memuat nama pengguna atau sandi"),
    ],
)
def test_a_source_with_an_unfit_address_is_not_asked(url: str, detail: str) -> None:
    assert Response(url, fault="alamat-terlarang", detail=detail) == fetch(
        job(url), user_agent=AGENT, limits=QUICK
    )


# How long and how much


def timed(act: Callable[[], Response]) -> tuple[Response, float]:
    start = time.monotonic()
    response = act()
    return response, time.monotonic() - start


PATIENT = Limits(connect_s=2, read_s=5, total_s=0.3, pause=(0, 0))


@pytest.mark.parametrize(
    "answer",
    [
        drip(head(200) + RSS, 0.02),
        endless(head(200), b"a", 0.02),
        endless(head(200, {"Transfer-Encoding": "chunked"}), b"1\r\na\r\n", 0.02),
        endless(head(200, {"Transfer-Encoding": "chunked"}) + b"1;", b"a", 0.02),
        endless(head(200, {"Content-Encoding": "gzip"}) + gzip.compress(b"")[:10], b"\0\0\0\xff\xff", 0.02),
        endless(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.02),
        silent(),
    ],
    ids=["header", "body", "chunks", "chunk-size", "empty-blocks", "continue", "header-line", "silence"],
)
def test_the_whole_takes_no_longer_than_it_may(server: Server, answer: Answer) -> None:
    server.answers["/umpan"] = answer

    response, seconds = timed(lambda: ask(server, limits=PATIENT))

    assert "lama" == response.fault
    assert 0.6 <= seconds < 1.5  # two tries, and a machine that is busy


def test_redirects_share_one_deadline(server: Server) -> None:
    server.answers |= {f"/{n}": drip(head(302, {"Location": f"/{n + 1}"}), 0.004) for n in range(5)}

    response, seconds = timed(lambda: ask(server, "/0", limits=PATIENT))

    assert "lama" == response.fault
    assert seconds < 1.5


def test_a_silence_is_bounded(server: Server) -> None:
    server.answers["/umpan"] = silent()

    response, seconds = timed(lambda: ask(server, limits=Limits(read_s=0.2, pause=(0, 0))))

    assert "lama" == response.fault
    assert seconds < 0.8


def test_a_body_without_end_is_too_large(server: Server) -> None:
    server.answers["/umpan"] = endless(
        head(200, {"Transfer-Encoding": "chunked"}), b"2000\r\n" + b"a" * 8192 + b"\r\n"
    )

    response = ask(server, limits=Limits(body_bytes=1 << 20, pause=(0, 0)))

    assert ("terlalu-besar", b"") == (response.fault, response.body)


def test_a_body_may_be_as_large_as_the_limit(server: Server) -> None:
    server.answers["/umpan"] = in_turn(ok(b"a" * 100_000), ok(b"a" * 100_001))
    limits = Limits(body_bytes=100_000, pause=(0, 0))

    assert ["", "terlalu-besar"] == [ask(server, limits=limits).fault for _ in range(2)]


def test_a_bomb_is_counted_as_it_unfolds(server: Server) -> None:
    server.answers["/umpan"] = bomb(200)

    response, seconds = timed(lambda: ask(server))

    assert "terlalu-besar" == response.fault
    assert seconds < 2


# Compression


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(RSS)),
        ("x-gzip", gzip.compress(RSS)),
        ("deflate", zlib.compress(RSS)),
        ("deflate", zlib.compress(RSS)[2:-4]),  # without zlib's frame, as some servers send it
        ("gzip, gzip", gzip.compress(gzip.compress(RSS))),
        ("GZIP", gzip.compress(RSS)),
        ("gzip", gzip.compress(RSS) + b"\0\0\0"),
        ("identity", RSS),
    ],
)
def test_a_compressed_body_is_unfolded(server: Server, encoding: str, body: bytes) -> None:
    server.answers["/umpan"] = compressed(body, encoding)

    assert (RSS, "") == ((r := ask(server)).body, r.fault)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", RSS),
        ("deflate", b"\xff\xff\xff"),
        ("gzip", gzip.compress(RSS)[:20] + b"rusak" * 20),
        (", ".join(["gzip"] * 9), RSS),
    ],
)
def test_bad_compression_is_a_fault(server: Server, encoding: str, body: bytes) -> None:
    server.answers["/umpan"] = compressed(body, encoding)

    assert "kompresi" == ask(server).fault


# Broken off


@pytest.mark.parametrize(
    "answer",
    [
        wrong_length(RSS[:100], 1000),
        wrong_length(HTML, 1000),
        wrong_length(JSON_FEED[: JSON_FEED.index(b"}") + 1], 1000),
        wrong_length(b'{"a": "}', 1000),
        chunked(RSS[:50], end=b""),
        chunked(RSS[:50], end=b"ff\r\nabc"),
        chunked(RSS[:50], end=b"zz\r\n"),
        raw(b""),
        raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        raw(head(200, {"Content-Length": "5, 7"}) + b"a"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70000 + b"\r\n\r\n"),
        reset(),
        reset(head(200, {"Content-Length": "1000"}) + RSS[:50]),
    ],
)
def test_an_answer_that_breaks_off_is_a_fault(server: Server, answer: Answer) -> None:
    server.answers["/umpan"] = answer

    response = ask(server)

    assert ("putus", b"", "") == (response.fault, response.body, response.detail)


@pytest.mark.parametrize("body", [RSS, EMPTY_RSS, JSON_FEED, RSS + b"<!-- 0.2 detik -->\n"])
@pytest.mark.parametrize(
    "answer", [lambda body: wrong_length(body, 9999), lambda body: chunked(body, end=b"")]
)
def test_a_whole_feed_is_taken_though_its_length_is_wrong(
    server: Server, body: bytes, answer: Callable[[bytes], Answer]
) -> None:
    server.answers["/umpan"] = answer(body)

    assert (body, "") == ((r := ask(server)).body, r.fault)


def test_a_whole_feed_is_taken_though_its_server_does_not_hang_up(server: Server) -> None:
    server.answers["/umpan"] = silent(head(200, {"Content-Length": "9999"}) + RSS)

    assert (RSS, "") == ((r := ask(server)).body, r.fault)


# Not reached


def test_a_port_where_nobody_listens_is_a_fault() -> None:
    with serving({}) as server:
        url, allow = server.url(), server.allow

    response = fetch(job(url), user_agent=AGENT, allow=allow, limits=QUICK)

    assert Response(url, fault="sambungan") == response


def test_a_name_that_does_not_exist_is_a_fault_after_a_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(host: str, *rest: object, **options: int) -> None:
        asked.append(host)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", answer)

    response = fetch(job("http://tidak-ada.example/"), user_agent=AGENT, limits=QUICK)

    assert (Response("http://tidak-ada.example/", fault="dns"), ["tidak-ada.example"] * 2) == (
        response,
        asked,
    )


def test_a_resolver_that_does_not_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2))
    limits = Limits(connect_s=0.2, pause=(0, 0))

    response, seconds = timed(lambda: fetch(job("http://lambat.example/"), user_agent=AGENT, limits=limits))

    assert "dns" == response.fault
    assert seconds < 1


def test_the_next_address_of_a_name_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/umpan"] = ok(RSS)
    resolve_to(monkeypatch, "127.0.0.9", "127.0.0.1")

    response = fetch(
        job(server.url(host="dua.example")),
        user_agent=AGENT,
        allow=frozenset({("dua.example", server.port)}),
        limits=QUICK,
    )

    assert RSS == response.body


def test_a_fault_that_may_pass_is_tried_once_more(server: Server) -> None:
    server.answers["/umpan"] = in_turn(reset(), ok(RSS))

    assert (RSS, 2) == (ask(server).body, len(server.requests))


def test_a_fault_that_stays_is_not_tried_a_third_time(server: Server) -> None:
    server.answers["/umpan"] = in_turn(reset(), reset(), ok(RSS))

    assert ("putus", 2) == (ask(server).fault, len(server.requests))


@pytest.mark.parametrize("answer", [status(500), status(404), bomb(11), redirect("https://asing.example/")])
def test_another_fault_is_not_tried_again(server: Server, answer: Answer) -> None:
    server.answers["/umpan"] = answer

    ask(server)

    assert 1 == len(server.requests)


def test_the_pause_before_a_repeat_is_from_five_to_fifteen_seconds(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    server.answers = {f"/{n}": reset() for n in range(6)}

    for n in range(6):
        ask(server, f"/{n}", limits=Limits())

    assert 6 == len(set(pauses))
    assert all(5 <= pause <= 15 for pause in pauses)


def test_a_mistake_of_ours_is_a_fault_of_its_own(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_pool", lambda *_: 1 / 0)

    response = ask(server)

    assert Response(server.url(), fault="internal", detail="ZeroDivisionError") == response


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts, as OpenSSL lets its user say."""
    authority.cert_pem.write_to_path(str(tmp_path / "akar.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "akar.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "kosong"))
    return authority


def with_certificate(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def ask_over_tls(context: ssl.SSLContext, answer: Answer | None = None) -> Response:
    with serving({"/umpan": answer or ok(RSS)}, context=context) as server:
        return ask(server, limits=Limits(connect_s=2, read_s=0.4, total_s=3, pause=(0, 0)))


def self_signed(tmp_path: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "contoh.example")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path = tmp_path / "mandiri.pem"
    path.write_bytes(
        key.private_bytes(pem, private, serialization.NoEncryption()) + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_feed_is_fetched_over_tls(trusted: trustme.CA) -> None:
    assert (RSS, "") == ((r := ask_over_tls(with_certificate(trusted.issue_cert("127.0.0.1")))).body, r.fault)


def test_an_expired_certificate_is_a_fault(trusted: trustme.CA) -> None:
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    certificate = trusted.issue_cert(
        "127.0.0.1", not_before=yesterday - datetime.timedelta(days=9), not_after=yesterday
    )

    assert "tls-kedaluwarsa" == ask_over_tls(with_certificate(certificate)).fault


def test_a_certificate_for_another_address_is_a_fault(trusted: trustme.CA) -> None:
    assert "tls-nama" == ask_over_tls(with_certificate(trusted.issue_cert("contoh.example"))).fault


def test_a_certificate_for_another_name_is_a_fault(trusted: trustme.CA) -> None:
    context = with_certificate(trusted.issue_cert("contoh.example"))
    with serving({"/umpan": ok(RSS)}, context=context, host="localhost") as server:
        assert ("tls-nama", []) == (ask(server).fault, server.requests)


def test_a_self_signed_certificate_is_a_fault(trusted: trustme.CA, tmp_path: Path) -> None:
    assert "tls-mandiri" == ask_over_tls(self_signed(tmp_path)).fault


def test_a_certificate_of_an_unknown_authority_is_a_fault(trusted: trustme.CA) -> None:
    assert "tls-rantai" == ask_over_tls(with_certificate(trustme.CA().issue_cert("127.0.0.1"))).fault


def test_a_server_that_speaks_no_tls_is_a_fault(trusted: trustme.CA) -> None:
    with serving({}) as server:
        url = server.url().replace("http:", "https:")
        response = fetch(job(url), user_agent=AGENT, allow=server.allow, limits=QUICK)

    assert "tls" == response.fault


def test_a_drip_over_tls_ends_at_the_deadline(trusted: trustme.CA) -> None:
    context = with_certificate(trusted.issue_cert("127.0.0.1"))
    with serving({"/umpan": drip(head(200) + RSS, 0.02)}, context=context) as server:
        response, seconds = timed(lambda: ask(server, limits=PATIENT))

    assert "lama" == response.fault
    assert seconds < 1.8


def test_a_handshake_that_never_ends_is_bounded(trusted: trustme.CA) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # accepts, and never says a word
        port = listener.getsockname()[1]
        allow = frozenset({("127.0.0.1", port)})
        limits = Limits(connect_s=0.3, pause=(0, 0))
        response, seconds = timed(
            lambda: fetch(job(f"https://127.0.0.1:{port}/"), user_agent=AGENT, allow=allow, limits=limits)
        )

    assert "lama" == response.fault
    assert seconds < 1.8


def test_a_redirect_from_http_to_https_stays_on_the_site(trusted: trustme.CA, server: Server) -> None:
    context = with_certificate(trusted.issue_cert("127.0.0.1"))
    with serving({"/umpan": ok(RSS)}, context=context) as secure:
        server.answers["/umpan"] = redirect(secure.url(), 301)
        response = fetch(job(server.url()), user_agent=AGENT, allow=server.allow | secure.allow, limits=QUICK)

    assert (RSS, (Hop(301, secure.url()),)) == (response.body, response.hops)
