"""The archive on disk: entries, the state of each source, and what the cache keeps beside them.

The only module of feeds that writes. Knows files, their order and what a crash between two of them leaves; knows
nothing of why an entry is new or a source in trouble. An archive that cannot be read stops the run: taken for an empty
one, it would be filled again with news of old. What lies in the cache may be lost or damaged at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from generator.errors import UltraError
from generator.feeds.values import Source
from generator.records.umpan import Entri, Keadaan, as_json

STATE: Final = "keadaan.json"
_ENTRY: Final = re.compile(r"[0-9a-f]{16}\.json")
_YEAR: Final = re.compile(r"[0-9]{4}")
_PART: Final = re.compile(r"\..+\.part")  # a build and git's index pass over what begins with a dot
_BODY: Final = re.compile(r"(baik|buruk)-([0-9]{1,9})-([0-9a-f]{64})\.isi")
_KEPT_BODIES: Final = 2  # of each kind
_Value = TypeVar("_Value", Entri, Keadaan)
_FOLLOW_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class ArchiveError(UltraError):
    """The archive of a satker cannot be read or written; names the file."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The feeds of a satker as they stand on disk. `places` are the entries' paths relative to the portal's root."""

    entries: Mapping[str, Entri] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    state: Keadaan = field(default_factory=Keadaan)


@dataclass(frozen=True, slots=True)
class Check:
    """When a source was last asked, last gave a good answer, and is to be asked again; None where it is not known."""

    last_check: datetime | None = None
    last_ok: datetime | None = None
    next_check: datetime | None = None


# The archive ----------------------------------------------------------------------------------------------------


def read(root: Path, satker: str) -> Archive:
    """The archive of a satker; a folder that is not there is an empty one.

    Decisions by hand are not in it: they are YAML, which `stages.read` reads. Raises ArchiveError for a file or folder
    that is damaged, named wrongly, a link, or may not be read.
    """
    base = f"satker/{satker}/umpan"
    for path in ("satker", f"satker/{satker}", base):
        if os.path.islink(root / path):
            _refuse(path, "tautan simbolis tidak diterima")
    entries: dict[str, Entri] = {}
    places: dict[str, str] = {}
    state = Keadaan()
    for name in _names(root, base):
        path = f"{base}/{name}"
        if name == STATE:
            state = _value(root, path, Keadaan)
        elif _YEAR.fullmatch(name):
            for entry_path in _entry_paths(root, path):
                entry = _entry(root, entry_path)
                if entry.id in places:
                    _refuse(entry_path, f"entri yang sama ada juga di {places[entry.id]}")
                entries[entry.id], places[entry.id] = entry, entry_path
        elif name.endswith(".json"):
            _refuse(path, "nama berkasnya tidak dikenal")
    return Archive(entries, places, state)


def write(root: Path, satker: str, entries: Iterable[Entri], state: Keadaan | None, before: Archive) -> int:
    """Writes what differs from `before`, which was read under the same lock; returns how many files were written.

    An entry keeps its place; a new one stands in the year of its date, else of when it was first seen. Every file is
    there whole or not at all. The state comes last, once the entries are safe: a run that was stopped in between finds
    the state of before, asks for the whole feed again, and knows the entries that are there already.
    Nothing is written when one of the values would not read back. Raises ArchiveError.
    """
    base = f"satker/{satker}/umpan"
    contents = {
        before.places.get(entry.id) or f"{base}/{_year(entry)}/{entry.id}.json": _content(entry)
        for entry in entries
        if before.entries.get(entry.id) != entry
    }
    last = {f"{base}/{STATE}": _content(state)} if state is not None and state != before.state else {}
    try:
        _sweep(root / base)
        written = _write_all(root, contents)
        return written + _write_all(root, last)
    except OSError as error:
        raise ArchiveError(
            f"arsip umpan {satker} tidak dapat ditulis ({error.strerror or type(error).__name__}); "
            "periksa ruang dan izin folder, lalu ulangi"
        ) from error


def _names(root: Path, path: str) -> list[str]:
    """The names in a folder, sorted, without those that begin with a dot; none where it is missing."""
    try:
        return sorted(name for name in os.listdir(root / path) if not name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        _refuse(path, "foldernya tidak dapat dibuka", error)


def _entry_paths(root: Path, path: str) -> Iterator[str]:
    if os.path.islink(root / path):
        _refuse(path, "tautan simbolis tidak diterima")
    for name in _names(root, path):
        if _ENTRY.fullmatch(name):
            yield f"{path}/{name}"
        elif name.endswith(".json"):
            _refuse(f"{path}/{name}", "nama entri harus 16 angka heksadesimal")


def _entry(root: Path, path: str) -> Entri:
    entry = _value(root, path, Entri)
    if f"{entry.id}.json" != path.rpartition("/")[2]:
        _refuse(path, "id di dalamnya bukan nama berkasnya")
    return entry


def _value(root: Path, path: str, model: type[_Value]) -> _Value:
    place = root / path
    if os.path.islink(place) or not os.path.isfile(place):  # pathlib's would raise where a folder is closed
        _refuse(path, "bukan berkas biasa")
    try:
        return model.model_validate_json(place.read_bytes())
    except OSError as error:
        _refuse(path, "berkasnya tidak dapat dibuka", error)
    except ValueError as error:  # pydantic's, which names neither file nor remedy
        _refuse(path, "isinya rusak", error)


def _refuse(path: str, why: str, error: Exception | None = None) -> NoReturn:
    shown = path.encode("utf-8", "backslashreplace").decode()  # a name on disk need not be UTF-8
    raise ArchiveError(
        f"arsip umpan tidak dapat dibaca: {shown}: {why}; kembalikan dari git, lalu ulangi"
    ) from error


def _year(entry: Entri) -> str:
    year = entry.tanggal[:4]
    return year if _YEAR.fullmatch(year) else entry.pertama_dilihat[:4]


def _content(value: Entri | Keadaan) -> bytes:
    """One key or item a line in a fixed order, so that git compares and merges by them."""
    text = json.dumps(as_json(value), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        content = text.encode()
        same = type(value).model_validate_json(content) == value
    except ValueError as error:  # half of a surrogate pair, or a copy that nobody has validated
        raise ArchiveError(f"nilai arsip umpan tidak dapat disimpan: {_name(value)}") from error
    if not same:
        raise ArchiveError(f"nilai arsip umpan berubah bila disimpan: {_name(value)}")
    return content


def _name(value: Entri | Keadaan) -> str:
    return f"entri {value.id}" if isinstance(value, Entri) else STATE


def _write_all(root: Path, contents: Mapping[str, bytes]) -> int:
    changed = {path: content for path, content in contents.items() if not _holds(root / path, content)}
    for path, content in changed.items():
        _write_whole(root / path, content)
    for folder in sorted({(root / path).parent for path in changed}):
        _settle(folder)
    return len(changed)


def _holds(place: Path, content: bytes) -> bool:
    try:
        return place.read_bytes() == content
    except FileNotFoundError:
        return False


def _write_whole(place: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all, also after a power failure."""
    _make(place.parent)
    part = place.with_name(f".{place.name}.part")
    with suppress(FileNotFoundError):
        os.unlink(part)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FOLLOW_NO_LINK, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(part, place)


def _make(folder: Path) -> None:
    """Makes a folder and those above it, each of them safe in its parent."""
    if folder.is_dir():
        return
    _make(folder.parent)
    with suppress(FileExistsError):
        os.mkdir(folder)
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Makes the names in a folder outlive a power failure; a system that knows no such thing is left to itself."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(base: Path) -> None:
    """Removes the unfinished files of a run that was stopped."""
    folders = [base, *(base / name for name in _listed(base) if _YEAR.fullmatch(name))]
    for folder in folders:
        for name in _listed(folder):
            if _PART.fullmatch(name):
                os.unlink(folder / name)


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


# The cache ------------------------------------------------------------------------------------------------------


def checks(cache: Path) -> dict[str, Check]:
    """When each source is to be asked, by its address. What is lost or damaged is missing: one early check."""
    try:
        found = json.loads((cache / "umpan" / "cek.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {url: check for url, value in found.items() if (check := _check(value))}


def write_checks(cache: Path, found: Mapping[str, Check]) -> None:
    """Keeps the checks; a disk that takes no more costs early checks and no more."""
    data = {
        url: {name: moment.isoformat() for name, moment in _moments(check) if moment}
        for url, check in found.items()
    }
    content = json.dumps(data, indent=1, sort_keys=True) + "\n"
    with suppress(OSError):
        _write_whole(cache / "umpan" / "cek.json", content.encode())


def keep_body(cache: Path, source: Source, body: bytes, headers: Mapping[str, str], good: bool) -> None:
    """Keeps a body as it came, with its headers, beside the last one of its kind: good or bad.

    For people who look for the cause of a fault, and so that validators are sent only for what was really read.
    """
    kind = "baik" if good else "buruk"
    folder = _bodies(cache, source)
    digest = hashlib.sha256(body).hexdigest()
    with suppress(OSError):
        held = sorted(_held(folder, kind))
        if held and held[-1][1] == digest:
            return
        number = held[-1][0] + 1 if held else 1
        name = f"{kind}-{number:06}-{digest}"
        _write_whole(
            folder / f"{name}.json", (json.dumps(dict(headers), indent=1, sort_keys=True) + "\n").encode()
        )
        _write_whole(folder / f"{name}.isi", body)
        for old, old_digest in held[: len(held) + 1 - _KEPT_BODIES]:
            for ending in ("isi", "json"):
                (folder / f"{kind}-{old:06}-{old_digest}.{ending}").unlink(missing_ok=True)


def held_body(cache: Path, source: Source, sha256: str = "") -> bool:
    """Whether a good body of the source is held; with `sha256` (hex), whether that very one is."""
    return any(sha256 in ("", digest) for _, digest in _held(_bodies(cache, source), "baik"))


def _check(value: Any) -> Check | None:
    if not isinstance(value, dict):
        return None
    try:
        moments = {
            name: datetime.fromisoformat(value[name]) for name, _ in _moments(Check()) if name in value
        }
    except (TypeError, ValueError):
        return None
    if any(moment.tzinfo is None for moment in moments.values()):
        return None
    return Check(**moments)


def _moments(check: Check) -> tuple[tuple[str, datetime | None], ...]:
    return (
        ("last_check", check.last_check),
        ("last_ok", check.last_ok),
        ("next_check", check.next_check),
    )


def _bodies(cache: Path, source: Source) -> Path:
    return cache / "umpan" / hashlib.sha256(source.url.encode()).hexdigest()[:16]


def _held(folder: Path, kind: str) -> Iterator[tuple[int, str]]:
    """Number and digest of the bodies of a kind that are held."""
    for name in _listed(folder):
        found = _BODY.fullmatch(name)
        if found and found[1] == kind:
            yield int(found[2]), found[3]
