"""Stage 5: pages and files to the site's folder, all or nothing.

A full build fills a new folder beside the site and takes its place by two renames. An incremental one writes its
changed files beside the site, then a journal of what to move and delete, then does it; whoever comes next first
finishes a journal that it finds, and sweeps what an interrupted build left. Knows paths and bytes; knows nothing of
what a page is.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

MARKER: Final = ".ultra"  # names the build in the site itself; a dot file, which GitHub Pages does not serve
_NEW: Final = ".ultra-baru"
_OLD: Final = ".ultra-lama"
_STAGING: Final = ".ultra-ubahan"


def file_of(address: str) -> str:
    """The file that a server gives for an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


class Staging:
    """Files on their way to the site. `full` says whether they are the whole site or only what changed."""

    def __init__(self, site: Path, *, full: bool) -> None:
        self.site = site
        self.full = full
        self.folder = _beside(site, _NEW if full else _STAGING)
        self._made: set[str] = set()

    def open(self) -> None:
        """Makes an empty staging folder; one left by an interrupted build goes first."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def write(self, address: str, content: bytes) -> None:
        """Writes the file of an address. Safe to call from several processes for different addresses."""
        path = f"{self.folder}/{file_of(address)}"
        self._make(path.rpartition("/")[0])
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)

    def _make(self, folder: str) -> None:
        """Makes a folder and those above it, each once: thousands of pages share their upper folders."""
        if folder in self._made or folder == str(self.folder):
            return
        self._make(folder.rpartition("/")[0])
        with suppress(FileExistsError):  # another process was first
            os.mkdir(folder)
        self._made.add(folder)

    def publish(self, *, written: list[str], removed: list[str], memory: tuple[Path, bytes]) -> None:
        """Makes the staged files the site's, together with the memory that describes them."""
        path, content = memory
        if self.full:
            self._replace()
            _write_whole(path, content)
            return
        staged_memory = path.with_name(
            path.name + ".baru"
        )  # beside its place: the site may lie on another disk
        staged_memory.write_bytes(content)
        moves = [(str(self.folder / file_of(a)), str(self.site / file_of(a))) for a in written]
        journal = {
            "moves": [*moves, (str(staged_memory), str(path))],
            "deletes": [str(self.site / file_of(a)) for a in removed],
        }
        _write_whole(_journal(self.site), json.dumps(journal).encode())
        _finish(self.site)

    def _replace(self) -> None:
        old = _beside(self.site, _OLD)
        shutil.rmtree(old, ignore_errors=True)
        if self.site.exists():
            os.rename(self.site, old)
        os.rename(self.folder, self.site)
        shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """Completes or drops what an interrupted build left: afterwards the site is the old one or the new one."""
    _finish(site)
    old = _beside(site, _OLD)
    if old.exists() and not site.exists():
        os.rename(old, site)  # stopped between the two renames: the old site is whole
    _part(_journal(site)).unlink(missing_ok=True)
    for suffix in (_OLD, _NEW, _STAGING):
        shutil.rmtree(_beside(site, suffix), ignore_errors=True)


def is_ours(site: Path) -> bool:
    """Whether the folder may be replaced: it is not there, empty, or was made by a build."""
    return not site.exists() or (site / MARKER).is_file() or not any(site.iterdir())


def token_of(site: Path) -> str:
    """The token of the build that made the site, or nothing."""
    try:
        return (site / MARKER).read_text()
    except OSError:
        return ""


def _finish(site: Path) -> None:
    """Does what a journal says. Every step may have been done before: the journal can be read any number of times."""
    journal = _journal(site)
    try:
        steps = json.loads(journal.read_bytes())
    except FileNotFoundError:
        return
    for source, target in steps["moves"]:
        if os.path.exists(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(source, target)
    for path in steps["deletes"]:
        _delete(Path(path), site)
    journal.unlink()
    shutil.rmtree(_beside(site, _STAGING), ignore_errors=True)


def _delete(path: Path, site: Path) -> None:
    """Removes a file and the folders that it leaves empty, up to the site's own."""
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == site or not parent.is_relative_to(site):
            return
        try:
            parent.rmdir()
        except FileNotFoundError:
            continue  # removed by the run that was stopped here
        except OSError:
            return


def _write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all, also after a power failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part(path)
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _beside(site: Path, suffix: str) -> Path:
    return site.with_name(site.name + suffix)


def _journal(site: Path) -> Path:
    return site.with_name(site.name + ".ultra-jurnal")
