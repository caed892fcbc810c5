"""What the last build knew, so that this one opens only what changed; and the lock that keeps builds apart.

Anything here may be thrown away: a missing, damaged or foreign memory only means a full build. Holds plain values
(marshal) under a checksum, because a hundred milliseconds of unpickling would be half of a small rebuild.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from generator.errors import BusyError
from generator.sources import Stamp

_MAGIC: Final = b"ultra 2 " + sys.version.split()[0].encode() + b"\n"
_FRESH_NS: Final = (
    2_000_000_000  # a file changed so shortly before it was seen may change again within one tick
)


@dataclass(frozen=True, slots=True)
class Known:
    """A record file as last seen: the cards of its records as plain values, and what was said of it.

    A list has a card for each item, every other file one. `left_out` are the ids of what is broken in it.
    """

    stamp: Stamp
    digest: bytes
    cards: tuple[tuple[Any, ...], ...]
    problems: tuple[tuple[Any, ...], ...]
    left_out: tuple[str, ...] = ()


# An attachment as last seen: stamp, digest, the size of a picture or the scan of a document as plain values.
Seen = tuple[Stamp, bytes, tuple[int, int] | None, tuple[Any, ...] | None]


@dataclass(slots=True)
class Memory:
    """All that a build leaves for the next. `seen_ns` is when its files were listed."""

    whole: bytes = b""
    site: str = ""
    token: str = ""
    seen_ns: int = 0
    records: dict[str, Known] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, Seen] = field(default_factory=dict)
    sums: dict[bytes, tuple[int, str]] = field(default_factory=dict)  # size and SHA-256 by a file's digest

    def trusts(self, stamp: Stamp, known: Stamp) -> bool:
        """Whether the file need not be opened: same stamp, and not touched around the time it was last seen."""
        return stamp == known and stamp.mtime_ns < self.seen_ns - _FRESH_NS

    def packed(self) -> bytes:
        """The memory as bytes under a checksum."""
        body = marshal.dumps(
            (
                self.whole,
                self.site,
                self.token,
                self.seen_ns,
                {
                    path: (tuple(k.stamp), k.digest, k.cards, k.problems, k.left_out)
                    for path, k in self.records.items()
                },
                self.pages,
                {path: (tuple(stamp), *rest) for path, (stamp, *rest) in self.files.items()},
                self.sums,
            )
        )
        return sealed(_MAGIC, body)


def unpacked(content: bytes) -> Memory | None:
    """The memory, or None where the bytes are damaged or from another version."""
    body = opened(_MAGIC, content)
    if body is None:
        return None
    whole, site, token, seen_ns, records, pages, files, sums = marshal.loads(body)
    return Memory(
        whole,
        site,
        token,
        seen_ns,
        {
            path: Known(Stamp(*stamp), digest, cards, problems, left_out)
            for path, (stamp, digest, cards, problems, left_out) in records.items()
        },
        pages,
        {path: (Stamp(*stamp), *rest) for path, (stamp, *rest) in files.items()},
        sums,
    )


def sealed(magic: bytes, body: bytes) -> bytes:
    """A body under its kind and a checksum."""
    return magic + blake2b(body, digest_size=16).digest() + body


def opened(magic: bytes, content: bytes) -> memoryview | None:
    """The body that was sealed, or None where it is damaged or of another kind."""
    start = len(magic)
    body = memoryview(content)[start + 16 :]
    whole = content[:start] == magic and blake2b(body, digest_size=16).digest() == content[start : start + 16]
    return body if whole else None


def read_memory(folder: Path) -> Memory | None:
    """The last build's memory, or None."""
    try:
        return unpacked((folder / "memory").read_bytes())
    except OSError:
        return None


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Holds the cache for this process; raises BusyError, which names the holder, where another one has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _locked(handle):
            owner = os.read(handle, 100).decode("ascii", "replace").strip() or "tidak diketahui"
            raise BusyError(
                f"build lain sedang berjalan di folder ini (proses {owner}); tunggu sampai selesai"
            )
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Takes the lock, which the system gives back when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows: one user at one machine; the journal still guards the site
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def digest(*parts: bytes | str) -> bytes:
    """16 bytes that stand for the parts, told apart by their lengths."""
    contents = [part.encode() if isinstance(part, str) else part for part in parts]
    joined = b"".join([b"%d:%b" % (len(content), content) for content in contents])
    return blake2b(joined, digest_size=16).digest()


def digest_of_folder(folder: Path, *endings: str) -> bytes:
    """Stands for the names and contents of a folder's files (all, or those with an ending), in the order of names."""
    parts: list[bytes | str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (not endings or path.suffix in endings) and "__pycache__" not in path.parts:
            parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
