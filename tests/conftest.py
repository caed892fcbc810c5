"""What every test lives under: no outside network, and no browser test left out unseen."""

import ipaddress
import sys
from collections.abc import Sequence

import pytest

LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what golden cases expect")
    parser.addoption("--without-browser", action="store_true", help="leave out tests that drive a browser")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--without-browser"):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=left_out)
    config.stash[LEFT_OUT] = len(left_out)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of all, after pytest's own, so that it is not overlooked."""
    if count := config.stash.get(LEFT_OUT, 0):
        print(
            f"\n{count} uji peramban tidak dijalankan karena tidak ada peramban. "
            "Pasang Chromium, Chrome, atau Edge (Debian: sudo apt install chromium), lalu: ./ultra test",
            file=sys.stderr,
        )


def is_outside(address: object) -> bool:
    """Whether a socket's address leaves this machine; a path is a Unix socket."""
    if not isinstance(address, Sequence) or isinstance(address, str | bytes) or not address:
        return False
    return not is_loopback(address[0])


def is_loopback(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False  # a name, which only the outside can resolve


class OutsideNetworkError(Exception):
    """A test reached for the internet; not an OSError, which code under test may catch."""


def refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and is_outside(arguments[1]):
        raise OutsideNetworkError(f"{event} {arguments[1]!r}")
    if event == "socket.getaddrinfo" and not is_loopback(arguments[0]):
        raise OutsideNetworkError(f"{event} {arguments[0]!r}")


@pytest.fixture(autouse=True, scope="session")
def no_outside_network() -> None:
    """An audit hook sees every socket of this process and of the workers that it forks."""
    sys.addaudithook(refuse_outside)
