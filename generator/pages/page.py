"""One page of a portal, or another file of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.portal import Portal

SECTIONS: Final = ("layanan", "berita", "satker", "ppid", "umum")


class Page(NamedTuple):
    """A page or another file to be made. `shell` is a section's name, a hand-written page's address, or None.

    `found` says whether search engines may have it, `day` (an ordinal, 0: not known) when it last changed.
    """

    address: str
    shell: str | None
    view: str
    subject: str
    part: int
    key: bytes
    found: bool = True
    day: int = 0


def targets_of(portal: Portal, id_: str) -> Iterator[bytes | str]:
    """What a record refers to, as it is shown: for its page's key."""
    for target in portal.targets.get(id_, ()):
        yield from (target.title, target.address, target.note, target.digest)
