"""Files of a portal and what was read from them: the values between finding, reading and checking.

Knows nothing of YAML and nothing of what a record means.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple

from generator.problems import Problem

Kind = Literal[
    "acuan", "satker", "layanan", "berita", "umpan", "keadaan", "keputusan",
    "ppid", "dip", "dik", "laporan", "jawaban",
]  # fmt: skip
WITH_BODY: Final = ("berita", "jawaban")  # kinds whose files are a head and Markdown
LISTS: Final = ("dip", "dik")  # kinds whose file holds a list, each item a record of its own
Place = tuple[int, int]  # line and column, both from 1
Steps = tuple[str | int, ...]  # the keys and indices that lead to a value


def dotted(steps: Steps) -> str:
    """The steps as an editor reads them, items counted from 1: `persyaratan.2.catatan`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


class Stamp(NamedTuple):
    """What the disk says of a file without opening it."""

    mtime_ns: int
    size: int
    inode: int


class File(NamedTuple):
    """A record file, or an item of a file that holds a list.

    `path` is relative to the portal, with forward slashes; `name` lacks the ending. It is empty where a satker has
    one such file only, so that `dip.yml` is `unila/dip` and its items lie below that.
    """

    path: str
    kind: Kind
    satker: str
    name: str
    stamp: Stamp

    @property
    def id(self) -> str:
        """`unila`, `unila/layanan/legalisir-ijazah`, `unila/dip/renstra`, `unila/ppid`, `_acuan/wilayah`."""
        if self.kind == "satker":
            return self.satker
        if self.kind == "acuan":
            return f"{self.satker}/{self.name}"
        return f"{self.satker}/{self.kind}/{self.name}" if self.name else f"{self.satker}/{self.kind}"


class Attachment(NamedTuple):
    """A document or picture of a satker's berkas/ folder."""

    path: str
    satker: str
    name: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Tree:
    """All that a portal's satker/ holds, in the order of names, and what stands where nothing should."""

    records: tuple[File, ...]
    attachments: tuple[Attachment, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A record file as plain data, every scalar still text. `body` begins after line `body_line`.

    Of an item of a list `data` is the item alone, and `at` are the steps that lead to it from the file.
    """

    file: File
    data: dict[str, Any]
    places: dict[Steps, Place] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    body: str = ""
    body_line: int = 0
    at: Steps = ()

    def item(self, key: str, index: int) -> Source:
        """An item of the list under `key`, which must be a group of fields."""
        return replace(self, data=self.data[key][index], problems=(), at=(key, index))

    def place(self, steps: Steps) -> Place:
        """Where the key or item stands, or the nearest thing above it that exists."""
        steps = (*self.at, *steps)
        while steps and steps not in self.places:
            steps = steps[:-1]
        return self.places.get(steps, (1, 1))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record file that gave no data at all, and why."""

    file: File
    problems: tuple[Problem, ...]
