"""Files that are published as they are or made small: the theme's assets, berkas/ of each satker, pictures.

Knows where each is served and whether it changed; knows nothing of records.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.cache import Memory, digest
from generator.config import DEFAULT_COLOURS, Config
from generator.pictures import PictureError, Size, icon, sharing_card, small, tells_place
from generator.problems import Problem
from generator.prose import PICTURE_SUFFIX, PICTURES
from generator.sources import Attachment, Stamp, Tree

_IMPORTED: Final = re.compile(rb'"(\.{1,2}/[\w./-]+\.js)"')
Seen = tuple[Stamp, bytes, tuple[int, int] | None]  # stamp, digest, size of a picture


@dataclass(slots=True)
class Documents:
    """All files of a portal: `served` maps an address to its digest, `sizes` a picture to its measure."""

    served: dict[str, bytes] = field(default_factory=dict)
    contents: dict[str, Path | bytes] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    sizes: dict[tuple[str, str], Size] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def content(self, address: str) -> bytes:
        """The bytes to be served at an address."""
        held = self.contents[address]
        return held if isinstance(held, bytes) else held.read_bytes()

    def add(self, address: str, mark: bytes, content: Path | bytes) -> None:
        """Serves a file."""
        self.served[address] = mark
        self.contents[address] = content


def documents(config: Config, tree: Tree, memory: Memory) -> Documents:
    """Every file of the portal. A new picture is made small into the cache; an unchanged one is not opened."""
    found = Documents()
    for name, content in assets(config).items():
        found.add(f"assets/{name}", digest(content), content)
    for path in _beside_texts(config.root / "content"):
        content = path.read_bytes()
        found.add(path.relative_to(config.root / "content").as_posix(), digest(content), content)
    for item in tree.attachments:
        before = memory.files.get(item.path)
        trusted = before is not None and memory.trusts(item.stamp, before[0])
        try:
            seen = before if trusted and before else _looked_at(config, item)
        except PictureError as error:
            found.problems.append(Problem(item.path, 1, 1, "galat", "BACA-13", "", str(error)))
            continue
        found.seen[item.path] = seen
        found.names.add((item.satker, item.name))
        _serve(config, found, item, seen)
    return found


def _serve(config: Config, found: Documents, item: Attachment, seen: Seen) -> None:
    _, mark, size = seen
    address = f"satker/{item.satker}/berkas/{item.name}"
    if size is None:
        found.add(address, mark, config.root / item.path)
        return
    found.sizes[item.satker, item.name] = Size(*size)
    found.add(address + PICTURE_SUFFIX, mark, _small_copy(config, mark))


def _looked_at(config: Config, item: Attachment) -> Seen:
    content = (config.root / item.path).read_bytes()
    mark = digest(content)
    if not item.name.lower().endswith(PICTURES):
        return item.stamp, mark, None
    picture, size = small(content)
    copy = _small_copy(config, mark)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(picture)
    return item.stamp, mark, (size.width, size.height)


def _small_copy(config: Config, mark: bytes) -> Path:
    return config.cache / "gambar" / f"{mark.hex()}.webp"


def _beside_texts(folder: Path) -> Iterator[Path]:
    """What lies in content/ beside its Markdown; links are not followed out of the portal."""
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and not path.is_symlink()
            and path.suffix != ".md"
            and not path.name.startswith(".")
        ):
            yield path


def assets(config: Config) -> dict[str, bytes]:
    """The theme's assets by name, in the portal's own colours."""
    colours = {DEFAULT_COLOURS["kain"]: config.kain, DEFAULT_COLOURS["emas"]: config.emas}
    found = {}
    folder = config.theme / "assets"
    for path in sorted(folder.rglob("*.*")):
        content = path.read_bytes()
        if path.suffix in (".css", ".svg"):
            for usual, own in colours.items():
                content = content.replace(usual.encode(), own.encode())
        found[path.relative_to(folder).as_posix()] = content
    scripts = {name: _lean(content) for name, content in found.items() if name.endswith(".js")}
    return found | {name: _with_versions(name, scripts) for name in scripts} | _drawn(config)


def _lean(script: bytes) -> bytes:
    """A script without indentation and lines of comment: they are for readers of the source, which is public."""
    return b"\n".join(
        line for line in map(bytes.strip, script.splitlines()) if line and not line.startswith(b"//")
    )


def _with_versions(name: str, scripts: Mapping[str, bytes]) -> bytes:
    """A script whose imports name the version of what they load, so that old and new are never mixed."""

    def versioned(match: re.Match[bytes]) -> bytes:
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1].decode()))
        return b'"%b?v=%b"' % (match[1], _version(_with_versions(other, scripts)).encode())

    return _IMPORTED.sub(versioned, scripts[name])


def _drawn(config: Config) -> dict[str, bytes]:
    """The portal's own pictures in its colours and with its name; drawn once and kept."""
    drawings: dict[str, Callable[[], bytes]] = {
        "ikon.png": lambda: icon(config.kain, config.emas),
        "bagikan.png": lambda: sharing_card(config.kain, config.emas, config.tanda),
    }
    found = {}
    for name, draw in drawings.items():
        kept = config.cache / "gambar" / f"{digest(config.kain, config.emas, config.tanda).hex()}-{name}"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_name(f"{kept.name}.{os.getpid()}")
            part.write_bytes(draw())
            part.replace(kept)
        found[name] = kept.read_bytes()
    return found


def asset_addresses(config: Config) -> dict[str, str]:
    """Where each asset is served, with its content's digest, so that a change reaches every visitor at once."""
    return {name: f"assets/{name}?v={_version(content)}" for name, content in assets(config).items()}


def _version(content: bytes) -> str:
    return digest(content).hex()[:8]


def places_in_pictures(config: Config, tree: Tree) -> Iterator[Problem]:
    """Warns of pictures that say where they were taken: the published copy does not, but git keeps the file."""
    for item in tree.attachments:
        if not item.name.lower().endswith(PICTURES):
            continue
        try:
            tells = tells_place((config.root / item.path).read_bytes())
        except PictureError as error:
            yield Problem(item.path, 1, 1, "galat", "BACA-13", "", str(error))
            continue
        if tells:
            message = (
                "gambar menyimpan lokasi pengambilan (GPS); hapus dari berkasnya sebelum disimpan di git"
            )
            yield Problem(item.path, 1, 1, "peringatan", "ISI-15", "", message)
