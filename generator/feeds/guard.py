"""Which addresses a request may go to. Knows addresses; knows nothing of sockets or of what is fetched.

What a name leads to is judged where it is connected to (fetch): `getaddrinfo` takes `0x7f.1` for 127.0.0.1, and a name
may lead elsewhere the next time that it is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, Literal
from urllib.parse import SplitResult, urlsplit

PORTS: Final = frozenset({80, 443, 8080, 8443})
URL_CHARACTERS: Final = 2048
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x20\x7f\\]"
)  # browsers read a backslash as a slash, urlsplit does not
_NUMBER: Final = re.compile(r"(0x)([0-9a-f]+)|(0)([0-7]+)|([0-9]+)")

# Python 3.11 calls these global (IANA IPv4 and IPv6 Special-Purpose Address Registries, 2026).
_CLOSED_V4: Final = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT, RFC 6598
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, withdrawn by RFC 7526
    IPv4Network("224.0.0.0/3"),  # multicast and reserved
)
_UNICAST: Final = IPv6Network("2000::/3")  # all that is given out; fec0::/10 (site-local) lies outside
_CLOSED_V6: Final = (
    IPv6Network("2001::/23"),  # protocols; Teredo in it is unmapped before
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)
_TEREDO: Final = IPv6Network("2001::/32")
_SIX_TO_FOUR: Final = IPv6Network("2002::/16")
_LOW_32_BITS: Final = (
    IPv6Network("::/96"),  # IPv4-compatible; :: and ::1 become 0.0.0.0 and 0.0.0.1, which are closed too
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated, RFC 2765
    IPv6Network("64:ff9b::/96"),  # NAT64, RFC 6052
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is lower case, ASCII, without brackets or a final dot; `path` has its query."""

    scheme: str
    host: str
    port: int
    path: str


def is_public(address: str) -> bool:
    """Whether an IP address, v4 or v6, leads into the internet. What is no address does not.

    An IPv6 address that carries IPv4 addresses (mapped, translated, compatible, NAT64, 6to4, Teredo) is judged by all
    of them. NAT64 in 64:ff9b:1::/48 (RFC 8215) is of a local network by definition, whatever it carries.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_v4(ip)
    if ip.scope_id is not None:
        return False  # a zone is a network interface of this machine
    carried = _carried(ip)
    return all(map(_is_public_v4, carried)) if carried else _is_public_v6(ip)


def literal(host: str) -> str:
    """The IP address that a host is a spelling of, or nothing where it is a name.

    All that C's inet_aton takes: `2130706433`, `0x7f.1`, `0177.0.0.1` and `127.1` are 127.0.0.1.
    """
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        pass
    numbers = [_number(part) for part in plain_host(host).split(".")]
    if len(numbers) > 4 or None in numbers:
        return ""
    *high, low = [number for number in numbers if number is not None]
    if any(number > 255 for number in high) or low >= 256 ** (4 - len(high)):
        return ""
    return str(IPv4Address(sum(n << 8 * (3 - i) for i, n in enumerate(high)) + low))


def plain_host(host: str) -> str:
    """The host in lower case, ASCII (IDNA) and without its final dot, or nothing where that is not possible."""
    if ":" in host:
        return host.strip("[]").lower()
    try:
        # IDNA also turns full-width digits and the ideographic full stop into what a resolver makes of them
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name.lower().removesuffix(".")


def target(url: str) -> Target:
    """The parts of an address in which url_fault found nothing."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, plain_host(parts.hostname or ""), _port(parts), path)


def url_fault(url: str, *, any_port: bool = False) -> str:
    """What forbids an address, in words for people, or nothing. `any_port` lifts the rule for ports alone."""
    if not url or len(url) > URL_CHARACTERS:
        return f"alamatnya kosong atau lebih dari {URL_CHARACTERS} huruf"
    if _FORBIDDEN.search(url):
        return "alamatnya memuat spasi, garis miring terbalik, atau huruf kendali"
    try:
        parts = urlsplit(url)
        port = _port(parts)
    except ValueError:
        return "alamatnya tidak sah"
    return _parts_fault(parts) or _port_fault(port, any_port=any_port)


def same_site(a_host: str, b_host: str, other_hosts: tuple[str, ...]) -> Literal["sama", "lain", "asing"]:
    """Whether `b_host` belongs to the site of `a_host`, is one of its other hosts, or is foreign.

    A site is the same with and without `www.`, in either case and with either scheme; other subdomains are not.
    """
    b_site = _site(b_host)
    if not b_site:
        return "asing"
    if b_site == _site(a_host):
        return "sama"
    return "lain" if b_site in map(_site, other_hosts) else "asing"


def _site(host: str) -> str:
    return plain_host(host).removeprefix("www.")


def _port(parts: SplitResult) -> int:
    return _DEFAULT_PORTS.get(parts.scheme, 0) if parts.port is None else parts.port


def _port_fault(port: int, *, any_port: bool) -> str:
    return "" if any_port or port in PORTS else f"porta {port} tidak diperbolehkan"


def _parts_fault(parts: SplitResult) -> str:
    if parts.scheme not in _DEFAULT_PORTS:
        return "alamatnya bukan http atau https"
    if "@" in parts.netloc:
        return "alamatnya memuat nama pengguna atau sandi"
    host = plain_host(parts.hostname or "")
    if ":" in host:
        return "" if literal(host) and "%" not in host else "nama situsnya tidak sah"
    if not _HOST.fullmatch(host) or len(host) > 253 or any(len(label) > 63 for label in host.split(".")):
        return "nama situsnya tidak sah"
    return ""


def _number(part: str) -> int | None:
    found = _NUMBER.fullmatch(part)
    if not found or len(part) > 40:  # no address has more digits, however many zeros stand before
        return None
    if found[1]:
        return int(found[2], 16)
    return int(found[4], 8) if found[3] else int(found[5])


def _carried(ip: IPv6Address) -> tuple[IPv4Address, ...]:
    number = int(ip)
    low = IPv4Address(number & 0xFFFFFFFF)
    if any(ip in network for network in _LOW_32_BITS):
        return (low,)
    if ip in _SIX_TO_FOUR:
        return (IPv4Address(number >> 80 & 0xFFFFFFFF),)
    if ip in _TEREDO:  # the server's address, and the client's with its bits turned (RFC 4380, 4)
        return IPv4Address(number >> 64 & 0xFFFFFFFF), IPv4Address(int(low) ^ 0xFFFFFFFF)
    return ()


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip.is_global and not any(ip in network for network in _CLOSED_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip.is_global and ip in _UNICAST and not any(ip in network for network in _CLOSED_V6)
