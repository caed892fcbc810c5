"""Which addresses a request may go to, in every spelling."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.guard import Target, is_public, literal, plain_host, same_site, target, url_fault

PUBLIC = [
    "8.8.8.8",
    "103.10.62.1",
    "2001:4860:4860::8888",
    "2400:cb00::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
CLOSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "64:ff9b:1:7f00:0:100::",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:7f00:1::",  # Teredo, its server
    "2001:0:808:808:0:0:80ff:fffe",  # Teredo, its client: 127.0.0.1 with its bits turned
    "2001:2::1",
    "2001:db8::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "100::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2001:4860:4860::8888%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "contoh.example",
    "127.1",
    "8.8.8.8 ",
]
LOOPBACK = [
    "127.0.0.1",
    "127.0.0.1.",
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
    "\uff11\uff12\uff17.0.0.1",  # full-width digits
    "127\u30020\u30020\u30021",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_of_another_kind_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::", "::", "::ffff:0:0:0"]))
def test_an_ipv6_address_is_as_public_as_what_it_carries(ip: ipaddress.IPv4Address, prefix: str) -> None:
    carrier = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(ip))

    assert is_public(str(ip)) == is_public(str(carrier))


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    carries = isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo)

    assert not (is_public(str(ip)) and not ip.is_global and not carries)


@pytest.mark.parametrize("host", LOOPBACK)
def test_every_spelling_of_a_number_is_known(host: str) -> None:
    assert literal(host) == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["contoh.example", "1.2.3.4.5", "256.1.1.1", "127.0.0.256", "4294967296", "0x", "a1", "", "1..2"]
)
def test_a_name_is_not_a_number(host: str) -> None:
    assert literal(host) == ""


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text: str) -> None:
    url_fault(f"http://{text}/")
    url_fault(text)
    literal(text)
    same_site(text, "contoh.example", (text,))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://contoh.example/umpan", ""),
        ("http://contoh.example", ""),
        ("https://contoh.example:8443/umpan?a=b", ""),
        ("http://sub_domain.contoh.example:8080/", ""),
        ("https://sekolah-ñ.example/", ""),
        ("https://[2001:4860:4860::8888]/", ""),
        ("", "alamatnya kosong atau lebih dari 2048 huruf"),
        ("https://contoh.example/" + "a" * 2048, "alamatnya kosong atau lebih dari 2048 huruf"),
        ("ftp://contoh.example/", "alamatnya bukan http atau https"),
        ("file:///etc/passwd", "alamatnya bukan http atau https"),
        ("//contoh.example/", "alamatnya bukan http atau https"),
        ("https:///umpan", "nama situsnya tidak sah"),
        ("https://:443/", "nama situsnya tidak sah"),
        ("https://a..example/", "nama situsnya tidak sah"),
        ("https://-a.example/", "nama situsnya tidak sah"),
        ("https://a%2eexample/", "nama situsnya tidak sah"),
        ("https://" + "a" * 64 + ".example/", "nama situsnya tidak sah"),
        ("https://[fe80::1%25eth0]/", "nama situsnya tidak sah"),
        ("https://nama@contoh.example/", "alamatnya memuat nama pengguna atau sandi"),
        ("https://contoh.example@jahat.example/", "alamatnya memuat nama pengguna atau sandi"),
        ("https://@contoh.example/", "alamatnya memuat nama pengguna atau sandi"),
        ("https://contoh.example:22/", "porta 22 tidak diperbolehkan"),
        ("https://contoh.example:0/", "porta 0 tidak diperbolehkan"),
        ("https://contoh.example:99999/", "alamatnya tidak sah"),
        ("https://contoh.example:abc/", "alamatnya tidak sah"),
        ("https://[::1/", "alamatnya tidak sah"),
        ("https://contoh.example\\@jahat.example/", "alamatnya memuat spasi, garis miring terbalik, atau huruf kendali"),
        ("https://contoh.example/\r\nX: y", "alamatnya memuat spasi, garis miring terbalik, atau huruf kendali"),
        (" https://contoh.example/", "alamatnya memuat spasi, garis miring terbalik, atau huruf kendali"),
    ],
)  # fmt: skip
def test_an_address_is_fit_or_its_fault_is_named(url: str, fault: str) -> None:
    assert fault == url_fault(url)


def test_any_port_lifts_the_rule_for_ports_alone() -> None:
    assert ("", "alamatnya bukan http atau https") == (
        url_fault("http://127.0.0.1:9/", any_port=True),
        url_fault("ftp://127.0.0.1:9/", any_port=True),
    )


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("contoh.example", "contoh.example", "sama"),
        ("contoh.example", "WWW.Contoh.Example.", "sama"),
        ("www.contoh.example", "contoh.example", "sama"),
        ("ñ.example", "xn--ida.example", "sama"),
        ("contoh.example", "umpan.example", "lain"),
        ("contoh.example", "www.umpan.example", "lain"),
        ("contoh.example", "blog.contoh.example", "asing"),
        ("contoh.example", "contoh.example.jahat.example", "asing"),
        ("contoh.example", "xcontoh.example", "asing"),
        ("contoh.example", "www.www.contoh.example", "asing"),
        ("contoh.example", "", "asing"),
        ("", "", "asing"),
    ],
)
def test_a_host_is_of_the_site_another_of_its_hosts_or_foreign(a: str, b: str, expected: str) -> None:
    assert expected == same_site(a, b, ("Umpan.example",))


def test_a_host_is_plain_when_compared() -> None:
    assert ["contoh.example", "xn--ida.example", "::1", ""] == [
        plain_host(host) for host in ("Contoh.Example.", "Ñ.example", "[::1]", "ñ" * 70)
    ]


def test_a_target_has_its_default_port_and_its_query() -> None:
    assert [
        Target("https", "contoh.example", 443, "/"),
        Target("http", "contoh.example", 8080, "/umpan?a=b"),
        Target("http", "::1", 80, "/x"),
    ] == [
        target("https://Contoh.example."),
        target("http://contoh.example:8080/umpan?a=b#c"),
        target("http://[::1]/x"),
    ]
