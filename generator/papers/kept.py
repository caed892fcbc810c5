"""Scans and tables kept by the content of their document, so that no build and no check reads the same bytes twice.

They are good as long as what makes them is the same: these modules, and the libraries that are locked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator import privacy, wording
from generator.cache import digest, digest_of_folder, opened, sealed
from generator.config import HOUSE
from generator.papers.contents import Contents, asked, understood
from generator.papers.scan import Scan, revived, scans


def kept_scans(folder: Path, wanted: Mapping[bytes, Path], *, jobs: int) -> dict[bytes, Scan]:
    """The scan of each document by the digest of its content: kept ones, else made now and kept in the folder."""
    if not wanted:
        return {}
    magic = b"ultra scan " + _maker()
    found = {mark: scan for mark in wanted if (scan := _read(folder / mark.hex(), magic)) is not None}
    new = [mark for mark in wanted if mark not in found]
    for mark, scan in zip(new, scans([wanted[mark] for mark in new], jobs=jobs), strict=True):
        found[mark] = scan
        if scan.lasts:
            _write(folder / mark.hex(), sealed(magic, json.dumps(scan.plain()).encode()))
    return found


def kept_contents(folder: Path, path: Path) -> Contents:
    """What a table holds: as it is kept, else read now and kept in the folder."""
    magic = b"ultra table " + _maker()
    try:
        file = folder / digest(path.suffix, path.read_bytes()).hex()
    except OSError:
        return Contents(fault="rusak")
    with suppress(OSError):
        if (body := opened(magic, file.read_bytes())) is not None:
            return understood(bytes(body))
    said = asked(path)
    made = understood(said)
    if made.lasts:
        _write(file, sealed(magic, said))
    return made


def _maker() -> bytes:
    locked = HOUSE / "requirements" / "run.txt"
    return digest(
        digest_of_folder(Path(__file__).parent, ".py"),
        Path(privacy.__file__).read_bytes(),
        Path(wording.__file__).read_bytes(),
        locked.read_bytes() if locked.exists() else b"",
    )


def _read(path: Path, magic: bytes) -> Scan | None:
    try:
        body = opened(magic, path.read_bytes())
        return None if body is None else revived(json.loads(bytes(body)))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, content: bytes) -> None:
    with suppress(OSError):  # a check may run where nothing can be written
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
