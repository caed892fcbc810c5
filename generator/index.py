"""The search index of one build: which documents changed, their levels, and the files that follow.

The index's own state lies beside the build's memory, under the mark of all documents that it was made of. A state that
is missing, damaged or of another build only means that the whole index is made anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from generator.cache import Memory, digest, opened, sealed
from generator.export import cari
from generator.frame import Shell
from generator.portal import Portal, Record
from generator.search import Analyser, Levels, State, build, state_of, update

CORE: Final = f"{cari.FOLDER}core.json"
_MAGIC: Final = b"ultra cari 2 " + sys.version.split()[0].encode() + b"\n"
Plain = tuple[Any, ...]  # levels as marshal takes them, so that processes can hand them over


class Index:
    """What is to be indexed, and what of it is stale: all of it until `open` has found the last build's state."""

    def __init__(
        self, portal: Portal, written: Mapping[str, Shell], lists: Mapping[str, str], memory: Memory
    ) -> None:
        self.schema = cari.schema(portal)
        self.planned = cari.planned(portal, written, lists)
        self.documents = cari.Documents(portal, written, lists)
        self.memory = memory
        self.stale = set(self.planned)
        self.state: State | None = None
        self.gone: set[str] = set()
        parts = (part for key in sorted(self.planned) for part in (key, self.planned[key]))
        self.schema_mark = self.schema.digest()
        self.mark = digest(memory.whole, self.schema_mark, *parts)

    @cached_property
    def analyser(self) -> Analyser:
        """Remembers the stems of a process."""
        return Analyser(self.schema)

    def open(self, cache: Path) -> None:
        """Learns what is stale from the state that belongs to the site."""
        site = self.memory.pages.get(CORE)
        if site == self.mark:
            self.stale = set()
            return
        kept = _read(cache / "cari") if site else None
        if kept is None:
            return
        mark, marks, plain = kept
        state = state_of(plain)
        if mark == site and state.schema == self.schema_mark:
            self.state = state
            self.stale = {key for key, value in self.planned.items() if marks.get(key) != value}
            self.gone = marks.keys() - self.planned.keys()

    def levels(self, keys: Iterable[str], record: Callable[[str], Record]) -> list[Plain]:
        """The levels of documents. `record` gives the records that a service or news item is made of."""
        made = []
        for key in keys:
            full = record(key) if self.documents.needs_record(key) else None
            made.append(tuple(self.analyser.levels(self.documents.of(key, full))))
        return made

    def finish(
        self, cache: Path, levels: Iterable[Plain], write: Callable[[str, bytes], None]
    ) -> dict[str, bytes]:
        """Writes the files that differ now and keeps the state. Every file of the index, with what stands for it."""
        if self.mark == self.memory.pages.get(CORE):
            return {name: mark for name, mark in self.memory.pages.items() if name.startswith(cari.FOLDER)}
        found = {plain[0]: Levels(*plain) for plain in levels if plain[0] in self.stale}
        if self.state is None:
            change = build(found.values(), self.analyser)
        else:
            change = update(self.state, found | dict.fromkeys(self.gone), self.analyser)
        for name, content in change.written.items():
            write(f"{cari.FOLDER}{name}", content)
        _keep(cache / "cari", (self.mark, self.planned, change.state.plain()))
        files = {f"{cari.FOLDER}{name}": mark for name, mark in change.state.digests.items()}
        return files | {CORE: self.mark}


def _read(path: Path) -> tuple[bytes, dict[str, bytes], Plain] | None:
    """What `_keep` wrote, or None where it is not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = opened(_MAGIC, content)
    if body is None:
        return None
    mark, marks, plain = marshal.loads(body)
    return mark, marks, plain


def _keep(path: Path, values: tuple[bytes, dict[str, bytes], Plain]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(sealed(_MAGIC, marshal.dumps(values)))
    part.replace(path)
