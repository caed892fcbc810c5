"""A server of ours on the loopback that answers as feeds' servers do, faults included: bytes, not a framework.

with serving({"/umpan": ok(RSS)}) as server:
    fetch(job(server.url("/umpan")), user_agent="…", allow=server.allow)
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket, "Request"], None]

RSS = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Contoh</title>'
    b"<link>https://contoh.example/</link><description>Kabar</description><language>id</language>"
    b"<item><title>Pendaftaran dibuka</title><link>https://contoh.example/?p=1</link>"
    b'<guid isPermaLink="false">https://contoh.example/?p=1</guid>'
    b"<pubDate>Mon, 02 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>\n"
)
EMPTY_RSS = b'<rss version="2.0"><channel><title>Contoh</title></channel></rss>'
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Contoh</title><id>urn:x:1</id>'
    b"<updated>2026-11-02T08:00:00+07:00</updated><entry><title>Satu</title><id>urn:x:2</id>"
    b"<updated>2026-11-02T08:00:00+07:00</updated></entry></feed>"
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b'<channel rdf:about="https://contoh.example/"><title>Contoh</title></channel></rdf:RDF>'
)
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "Contoh", "items": '
    b'[{"id": "1", "title": "Satu", "url": "https://contoh.example/1", "content_text": "Kabar"}]}'
)
CUT_RSS = RSS[: RSS.index(b"</channel>")]

HTML = b"<!doctype html><html><head><title>Sekolah Contoh</title></head><body><h1>Selamat datang</h1></body></html>"
LOGIN = (
    b"<!doctype html><html><head><title>Masuk</title></head><body><form method=post>"
    b"<input name=u><input type='password' name=p></form></body></html>"
)
WAF = (
    b"<!doctype html><html><head><title>Just a moment...</title></head><body>"
    b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)
INTERNET_POSITIF = (
    b"<html><head><title>Internet Positif</title></head><body><iframe src='http://internet-positif.info/'></iframe>"
    b"</body></html>"
)
SUSPENDED = (
    b"<html><head><title>Account Suspended</title></head><body>This Account has been suspended. "
    b"Contact your hosting provider for more information.</body></html>"
)
PARKED = (
    b"<html><head><title>contoh.example</title></head><body>This domain is for sale! "
    b"<script src='https://img.sedoparking.com/x.js'></script></body></html>"
)
DEFACED = (
    b"<html><head><title>Hacked by T3st Cr3w</title></head><body bgcolor=black><h1>Hacked by T3st Cr3w</h1>"
    b"greetz to all</body></html>"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked. Header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass
class Server:
    """A running server. `connections` counts those that were accepted, `received` all bytes of all of them."""

    host: str
    port: int
    scheme: str
    answers: dict[str, Answer]
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    received: bytes = b""

    def url(self, path: str = "/umpan", *, host: str = "") -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    @property
    def allow(self) -> frozenset[tuple[str, int]]:
        return frozenset({(self.host, self.port)})


@contextmanager
def serving(
    answers: Mapping[str, Answer], *, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[Server]:
    """Serves answers by path, with TLS where a context is given; a path that is not there gets 404.

    `host` is what addresses of the server name; it always listens on 127.0.0.1. Answers may be changed meanwhile.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        scheme = "https" if context else "http"
        server = Server(host, listener.getsockname()[1], scheme, dict(answers))
        threads: list[threading.Thread] = []
        accepting = threading.Thread(target=_accept, args=(listener, server, context, threads), daemon=True)
        accepting.start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
            accepting.join(5)
            for thread in threads:
                thread.join(5)


def _accept(
    listener: socket.socket, server: Server, context: ssl.SSLContext | None, threads: list[threading.Thread]
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        thread = threading.Thread(target=_serve, args=(connection, server, context), daemon=True)
        threads.append(thread)
        thread.start()


def _serve(connection: socket.socket, server: Server, context: ssl.SSLContext | None) -> None:
    connection.settimeout(10)
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        if request := _request(connection, server):
            server.requests.append(request)
            server.answers.get(request.path, status(404))(connection, request)
    except OSError:  # the client left, or refused our certificate: what many tests are about
        pass
    finally:
        connection.close()


def _request(connection: socket.socket, server: Server) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
        server.received += piece
        if data.startswith(b"\x16"):  # TLS to a server without it: told in plain words, as nginx does
            connection.sendall(head(400))
            return None
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, path, {name.lower(): value.strip() for name, value in pairs})


def raw(data: bytes) -> Answer:
    """These bytes, then the end."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(data)

    return answer


def head(code: int, headers: Mapping[str, str] = {}) -> bytes:
    lines = [f"HTTP/1.1 {code} Jawaban", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1")


def ok(body: bytes, headers: Mapping[str, str] = {}) -> Answer:
    """200 with a body and its right length."""
    return status(200, body, {"Content-Type": "application/rss+xml", **headers})


def status(code: int, body: bytes = b"", headers: Mapping[str, str] = {}) -> Answer:
    """A status with a body and its right length; 304 has neither."""
    length = {} if code == 304 else {"Content-Length": str(len(body))}
    return raw(head(code, {**length, **headers}) + body)


def redirect(location: str, code: int = 302) -> Answer:
    return status(code, b"<a href=x>pindah</a>", {"Location": location})


def conditional(body: bytes, etag: str, last_modified: str = "") -> Answer:
    """200 with validators, 304 to whoever sends the ETag back."""
    modified = {"Last-Modified": last_modified} if last_modified else {}

    def answer(connection: socket.socket, request: Request) -> None:
        known = request.headers.get("if-none-match") == etag
        reply = status(304) if known else ok(body, {"ETag": etag, **modified})
        reply(connection, request)

    return answer


def compressed(body: bytes, encoding: str = "gzip") -> Answer:
    """A body that is compressed already, under the name of its compression."""
    return ok(body, {"Content-Encoding": encoding})


def bomb(megabytes: int) -> Answer:
    """A body of blanks that is small until it is decompressed."""
    return compressed(gzip.compress(b" " * (megabytes << 20)))


def wrong_length(body: bytes, length: int) -> Answer:
    return raw(head(200, {"Content-Length": str(length)}) + body)


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> Answer:
    """Chunks; without an `end` they break off."""
    body = b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in chunks)
    return raw(head(200, {"Transfer-Encoding": "chunked"}) + body + end)


def drip(data: bytes, pause_s: float) -> Answer:
    """Byte after byte with a pause between: each silence is short, the whole is not."""

    def answer(connection: socket.socket, request: Request) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(pause_s)

    return answer


def endless(headers: bytes, piece: bytes, pause_s: float = 0) -> Answer:
    """The same piece for ever."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(headers)
        while True:
            connection.sendall(piece)
            time.sleep(pause_s)

    return answer


def reset(data: bytes = b"") -> Answer:
    """These bytes, then a connection torn down (RST)."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(data)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


def silent(data: bytes = b"", seconds: float = 5) -> Answer:
    """These bytes, then nothing until the client leaves."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(data)
        connection.settimeout(seconds)
        connection.recv(1)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other; the last one stays."""
    left = list(answers)

    def answer(connection: socket.socket, request: Request) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, request)

    return answer


# Every row of feeds.md's table that an answer of a server is, by what it is about.
ROWS: Mapping[str, Callable[[], Answer]] = {
    "umpan": lambda: ok(RSS, {"ETag": '"satu"', "Last-Modified": "Mon, 02 Nov 2026 01:00:00 GMT"}),
    "kosong": lambda: ok(EMPTY_RSS),
    "terpotong": lambda: ok(CUT_RSS),
    "html": lambda: ok(HTML),
    "login": lambda: ok(LOGIN),
    "waf": lambda: ok(WAF),
    "internet-positif": lambda: ok(INTERNET_POSITIF),
    "ditangguhkan": lambda: ok(SUSPENDED),
    "parkir": lambda: ok(PARKED),
    "deface": lambda: ok(DEFACED),
    "bukan-umpan": lambda: ok(b"%PDF-1.7\n"),
    "304": lambda: status(304),
    "redirect": lambda: redirect("/%zz\x00"),
    "pindah-asing": lambda: redirect("https://asing.example/umpan"),
    "401": lambda: status(401),
    "403": lambda: status(403),
    "406": lambda: status(406),
    "451": lambda: status(451),
    "404": lambda: status(404),
    "410": lambda: status(410),
    "429": lambda: status(429),
    "429-detik": lambda: status(429, headers={"Retry-After": "3600"}),
    "503-detik": lambda: status(503, headers={"Retry-After": "3600"}),
    "408": lambda: status(408),
    "425": lambda: status(425),
    "500": lambda: status(500),
    "502": lambda: status(502),
    "putus": reset,
    "lama": silent,
    "terlalu-besar": lambda: bomb(11),
    "kompresi": lambda: compressed(b"bukan gzip"),
}
