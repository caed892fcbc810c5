"""Asks a server for a feed: the only place that opens the network.

Knows sockets, TLS and HTTP; knows nothing of what an answer means. Whatever happens becomes a Response, never an
exception, and what a server said is never repeated in words meant for people.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, SSLError
from urllib3.exceptions import TimeoutError as SlowError
from urllib3.util import make_headers

from generator.feeds import guard
from generator.feeds.values import Hop, Job, Response

logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # its warnings repeat what a server sent

_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PIECE_BYTES: Final = 65536
_ASIDE_BYTES: Final = 262144  # of a page that says no, enough to see what it is
_REPEATED: Final = frozenset({"dns", "putus", "lama"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_END: Final = re.compile(rb"</\s*([A-Za-z0-9_.-]+:)?(rss|feed|RDF)\s*>\s*(<!--[^<>]*-->\s*)*$")
_KEPT: Final = ":/?#[]@!$&'()*+,;=%~\\"  # what quote leaves; a backslash is for the guard to refuse
# A string left open ends with the body, so that no search starts over: linear whatever is sent.
_JSON_TEXT: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_INWARD: Final = "alamatnya menunjuk ke jaringan dalam"

# OpenSSL's X509_V_ERR_… (x509_vfy.h): what a certificate was refused for.
_CERTIFICATE_FAULTS: Final = {
    9: "tls-kedaluwarsa",  # not valid yet
    10: "tls-kedaluwarsa",
    18: "tls-mandiri",
    19: "tls-mandiri",  # a chain that ends in a root of its own making
    62: "tls-nama",
    64: "tls-nama",  # the address of a host named by number
    2: "tls-rantai",
    20: "tls-rantai",
    21: "tls-rantai",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds for connecting, for one silence, and in all of one try; bytes after decompression.

    `pause` is the shortest and the longest wait in seconds before the one repeat; `hops` counts redirects.
    """

    connect_s: float = 10
    read_s: float = 20
    total_s: float = 60
    body_bytes: int = 10 * 1024 * 1024
    hops: int = 5
    pause: tuple[float, float] = (5, 15)


class _FaultError(Exception):
    """A request ended in a fault: its code and harmless words. Not an OSError, so that urllib3 lets it pass."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def fetch(
    job: Job,
    *,
    user_agent: str,
    allow: frozenset[tuple[str, int]] = frozenset(),
    limits: Limits = Limits(),
) -> Response:
    """What the server of a job answers, after redirects on its own site and its other hosts.

    `allow` lifts the rules for addresses and ports for exactly these hosts and ports. Never raises: a mistake of ours
    is the fault `internal`. Blocks for at most twice `limits.total_s` and a pause between.
    """
    response = _guarded(job, user_agent, allow, limits)
    if response.fault not in _REPEATED:
        return response
    time.sleep(_pause(job.url, limits))
    return _guarded(job, user_agent, allow, limits)


def _pause(url: str, limits: Limits) -> float:
    """Spread by the address, so that sources which failed together do not come back together."""
    shortest, longest = limits.pause
    return shortest + (longest - shortest) * (zlib.crc32(url.encode()) % 1000) / 1000


def _guarded(job: Job, user_agent: str, allow: frozenset[tuple[str, int]], limits: Limits) -> Response:
    errand = _Errand(job, user_agent, allow, limits, time.monotonic() + limits.total_s)
    try:
        return errand.run()
    except _FaultError as fault:
        return errand.failed(fault.code, fault.detail)
    except Exception as error:  # noqa: BLE001 - one source's trouble, ours included, never ends a run
        return errand.failed("internal", type(error).__name__)


class _Errand:
    """One try: a request and the redirects after it, under one deadline."""

    def __init__(
        self, job: Job, user_agent: str, allow: frozenset[tuple[str, int]], limits: Limits, deadline: float
    ) -> None:
        self.job = job
        self.user_agent = user_agent
        self.allow = allow
        self.limits = limits
        self.deadline = deadline
        self.url = job.url
        self.hops: tuple[Hop, ...] = ()

    def failed(self, code: str, detail: str = "", *, status: int = 0, foreign: str = "") -> Response:
        return Response(self.url, status=status, hops=self.hops, fault=code, detail=detail, foreign=foreign)

    def run(self) -> Response:
        if fault := guard.url_fault(self.url, any_port=True):
            return self.failed("alamat-terlarang", fault)
        if self._is_inward(self.url):
            return self.failed("alamat-terlarang", _INWARD)
        if fault := self._port_fault(self.url):
            return self.failed("alamat-terlarang", fault)
        seen = {self.url}
        while True:
            status, headers, body = self._ask()
            if status not in _REDIRECTS:
                if 300 <= status < 400 and status != 304:
                    return self.failed("redirect", f"situsnya menjawab {status}", status=status)
                return Response(self.url, status, headers, body, self.hops)
            following = _location(self.url, headers.get("location", ""))
            if stopped := self._stopped(following, status, seen):
                return stopped
            seen.add(following)
            self.hops = (*self.hops, Hop(status, following))
            self.url = following

    def _stopped(self, url: str, status: int, seen: set[str]) -> Response | None:
        """The end of the errand where a redirect may not be followed, else nothing."""
        if not url:
            return self.failed("redirect", "tujuan pengalihannya tidak ada atau rusak", status=status)
        if fault := guard.url_fault(url, any_port=True):
            return self.failed("redirect", fault, status=status)
        if self._is_inward(url):
            return self.failed("alamat-terlarang", _INWARD, status=status)
        if self._is_foreign(url):
            return self.failed("pindah-asing", status=status, foreign=url)
        if fault := self._port_fault(url):
            return self.failed("redirect", fault, status=status)
        if url in seen:
            return self.failed("redirect", "pengalihannya berputar", status=status)
        if len(self.hops) >= self.limits.hops:
            return self.failed("redirect", f"lebih dari {self.limits.hops} pengalihan", status=status)
        return None

    def _is_allowed(self, url: str) -> bool:
        target = guard.target(url)
        return (target.host, target.port) in self.allow

    def _is_inward(self, url: str) -> bool:
        """Whether a host named by number is not public; where a name leads is judged when it is connected to."""
        number = guard.literal(guard.target(url).host)
        return bool(number) and not guard.is_public(number) and not self._is_allowed(url)

    def _port_fault(self, url: str) -> str:
        return guard.url_fault(url, any_port=self._is_allowed(url))

    def _is_foreign(self, url: str) -> bool:
        source = self.job.source
        home = guard.target(source.url).host
        # the job's own address may stand in for the source's: a redirect that a person has taken over
        others = (*source.other_hosts, guard.target(self.job.url).host)
        return guard.same_site(home, guard.target(url).host, others) == "asing"

    def _ask(self) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and decompressed body of the answer to one request; redirects are left unread."""
        target = guard.target(self.url)
        route = _Route(self._is_allowed(self.url), self.limits, self.deadline)
        with _pool(target, route) as pool:
            try:
                answer = pool.urlopen(
                    "GET",
                    target.path,
                    headers=self._headers(),
                    timeout=Timeout(connect=self.limits.connect_s, read=self.limits.read_s),
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
            except (HTTPError, OSError) as error:
                raise _fault_of(error) from error
            try:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, headers, self._body(answer)
            finally:
                answer.close()

    def _headers(self) -> dict[str, str]:
        """No referrer and no cookies; compression as far as urllib3 can undo it."""
        validators = {"If-None-Match": self.job.etag, "If-Modified-Since": self.job.last_modified}
        return {
            "User-Agent": self.user_agent,
            "Accept": _ACCEPT,
            "Connection": "close",
            **make_headers(accept_encoding=True),
            **{name: value for name, value in validators.items() if value and not _CONTROL.search(value)},
        }

    def _body(self, answer: BaseHTTPResponse) -> bytes:
        if answer.status in _REDIRECTS or answer.status == 304:
            return b""
        body = bytearray()
        good = answer.status in (200, 203)
        limit = self.limits.body_bytes if good else _ASIDE_BYTES
        try:
            # read() would wait for a full piece, whatever the deadline
            while piece := answer.read1(_PIECE_BYTES):
                body += piece
                if len(body) > limit:
                    break
        except (HTTPError, OSError) as error:
            fault = _fault_of(error)
            whole = fault.code in ("putus", "lama") and _is_whole(bytes(body))
            if good and not whole:
                raise fault from error
        if good and len(body) > limit:
            raise _FaultError("terlalu-besar")
        return bytes(body[:limit])


def _is_whole(body: bytes) -> bool:
    """Whether a feed is complete although its server broke off: a wrong Content-Length is common, and harmless then."""
    tail = body[-1024:].rstrip()
    if not tail.endswith(b"}"):
        return bool(_END.search(tail))
    bare = _JSON_TEXT.sub(b"", body).rstrip()  # not parsed: that is a task for a process with less memory
    closed = bare.count(b"{") == bare.count(b"}") and bare.count(b"[") == bare.count(b"]")
    return closed and bare.endswith(b"}")


def _location(base: str, value: str) -> str:
    """The address that a redirect leads to, in ASCII and without its fragment, or nothing where it is bad."""
    value = value.strip(" \t")
    if not value or _CONTROL.search(value):
        return ""
    with suppress(UnicodeError):  # then it was latin-1 indeed
        value = value.encode("latin-1").decode("utf-8")  # http.client reads the bytes of headers as latin-1
    try:
        parts = urlsplit(urljoin(base, value))
        netloc = parts.netloc
        if not netloc.isascii() and "@" not in netloc:  # credentials are left for the guard to see
            netloc = guard.plain_host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, netloc, quote(parts.path, _KEPT), quote(parts.query, _KEPT), ""))


def _fault_of(error: Exception) -> _FaultError:
    """The fault that an error of urllib3 or a socket is; its own words may hold a server's and are dropped."""
    reason = error.args[-1] if error.args else None
    if isinstance(error, SSLError):
        code = getattr(reason, "verify_code", 0)
        return _FaultError(_CERTIFICATE_FAULTS.get(code, "tls"))
    if isinstance(error, SlowError | TimeoutError) or isinstance(reason, TimeoutError):
        return _FaultError("lama")
    if isinstance(error, DecodeError):
        return _FaultError("kompresi")
    return _FaultError("putus")


@dataclass(frozen=True, slots=True)
class _Route:
    """How a connection is made: whether any address will do (`free`), how long it may take and until when."""

    free: bool
    limits: Limits
    deadline: float

    def left(self, silence_s: float) -> float:
        """Seconds to wait for the next thing. Raises TimeoutError after the deadline."""
        left = min(silence_s, self.deadline - time.monotonic())
        if left <= 0:
            raise TimeoutError
        return left

    def connect(self, host: str, port: int) -> _TimedSocket:
        """A socket connected to a public address of a host. Raises _FaultError."""
        until = time.monotonic() + self.left(self.limits.connect_s)
        number = guard.literal(host)
        addresses = [number] if number else _resolved(host, port, until - time.monotonic())
        open_to = [address for address in dict.fromkeys(addresses) if self.free or guard.is_public(address)]
        if not open_to:
            raise _FaultError("alamat-terlarang", _INWARD)
        fault = _FaultError("sambungan")
        for tried, address in enumerate(open_to):
            # an address that does not answer leaves their share of the time to those after it
            share_s = max(0.05, (until - time.monotonic()) / (len(open_to) - tried))
            try:
                sock = _connected(address, port, share_s)
            except TimeoutError:
                fault = _FaultError("lama")
            except OSError:
                fault = _FaultError("sambungan")
            else:
                sock.route = self
                return self._checked(sock)
        raise fault

    def _checked(self, sock: _TimedSocket) -> _TimedSocket:
        """The socket, where it is connected to a public address: asked of itself, before a byte is sent."""
        try:
            peer = str(sock.getpeername()[0])
        except OSError as error:  # closed again by the other side
            sock.close()
            raise _FaultError("putus") from error
        if self.free or guard.is_public(peer):
            return sock
        sock.close()
        raise _FaultError("alamat-terlarang", _INWARD)


def _connected(address: str, port: int, timeout_s: float) -> _TimedSocket:
    sock = _TimedSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout_s)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


def _resolved(host: str, port: int, timeout_s: float) -> list[str]:
    """The addresses of a name, in a thread: getaddrinfo knows no timeout. Raises _FaultError."""
    answers: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.append([str(address[0]) for *_, address in found])
        except Exception as error:  # noqa: BLE001 - raised below, where it is heard
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout_s)
    answer = answers[0] if answers else socket.gaierror()
    if isinstance(answer, socket.gaierror | UnicodeError):
        raise _FaultError("dns") from answer
    if isinstance(answer, Exception):
        raise answer
    return answer


class _TimedSocket(socket.socket):
    """A socket that waits for one silence at most, and never past the deadline, whoever reads from it."""

    route: _Route | None = None

    def recv_into(self, *arguments: Any, **options: Any) -> int:
        if self.route:
            self.settimeout(self.route.left(self.route.limits.read_s))
        return super().recv_into(*arguments, **options)


class _TimedTLS(ssl.SSLSocket):
    """The same over TLS; its handshake is bounded by the time left for connecting, as a whole (OpenSSL's wrapper)."""

    route: _Route | None = None

    def recv_into(self, *arguments: Any, **options: Any) -> int:
        if self.route:
            self.settimeout(self.route.left(self.route.limits.read_s))
        return super().recv_into(*arguments, **options)


class _PlainConnection(HTTPConnection):
    def __init__(self, *arguments: Any, route: _Route, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.route = route

    def _new_conn(self) -> socket.socket:
        return self.route.connect(self.host, self.port)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *arguments: Any, route: _Route, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.route = route

    def _new_conn(self) -> socket.socket:
        sock = self.route.connect(self.host, self.port)
        sock.settimeout(self.route.left(self.route.limits.connect_s))
        return sock

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _TimedTLS):
            self.sock.route = self.route


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def _pool(target: guard.Target, route: _Route) -> HTTPConnectionPool:
    """A pool for one request. It takes no proxy from the environment; only urllib3's callers do that."""
    if target.scheme == "http":
        return _PlainPool(target.host, target.port, route=route)
    context = ssl.create_default_context()  # the system's roots
    context.sslsocket_class = _TimedTLS
    return _SecurePool(target.host, target.port, ssl_context=context, route=route)
