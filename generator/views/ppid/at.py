"""What every page of public information is made from, and what its frame says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.config import Config
from generator.portal import Portal, Record


@dataclass(frozen=True, slots=True)
class At:
    """A page that is asked for. `record` gives a record in full by its id; `subject` and `part` are the page's own."""

    portal: Portal
    config: Config
    subject: str
    part: int
    record: Callable[[str], Record]

    def folder(self, satker: str) -> Path:
        """Where the documents of a satker lie."""
        return self.config.root / "satker" / satker / "berkas"


class View(Protocol):
    """What the frame needs of any view: `path` is the file that an editor would change, or empty."""

    @property
    def title(self) -> str:
        """The page's title."""

    @property
    def description(self) -> str:
        """What search engines say of it."""

    @property
    def path(self) -> str:
        """The file behind it, from the portal's root, or empty."""

    @property
    def contoh(self) -> bool:
        """Whether all that it shows is a sample."""
