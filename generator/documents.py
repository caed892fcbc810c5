"""Files that are published as they are or made small: the theme's assets, berkas/ of each satker, pictures.

Knows where each is served, whether it changed and whether it must be withheld; knows nothing of records.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from generator import privacy
from generator.cache import Memory, Seen, digest
from generator.config import DEFAULT_COLOURS, Config
from generator.papers import scan
from generator.papers.kept import kept_scans
from generator.pictures import PictureError, Size, icon, sharing_card, small, tells_place
from generator.ppid import Lampiran
from generator.problems import Problem
from generator.prose import PICTURE_SUFFIX, PICTURES
from generator.sources import Attachment, Tree

_IMPORTED: Final = re.compile(rb'"(\.{1,2}/[\w./-]+\.js)"')
Exempt = Collection[tuple[str, str, str]]  # false alarms of the scan for personal data: file, field, kind


@dataclass(slots=True)
class Documents:
    """All files of a portal: `served` maps an address to its digest, `sizes` a picture to its measure.

    `names` are the attachments that are published, by satker and name; `withheld` those that are not.
    `lampiran` describes the documents that records of public information offer.
    """

    served: dict[str, bytes] = field(default_factory=dict)
    contents: dict[str, Path | bytes] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    withheld: set[tuple[str, str]] = field(default_factory=set)
    sizes: dict[tuple[str, str], Size] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    lampiran: dict[tuple[str, str], Lampiran] = field(default_factory=dict)
    sums: dict[bytes, tuple[int, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def content(self, address: str) -> bytes:
        """The bytes to be served at an address."""
        held = self.contents[address]
        return held if isinstance(held, bytes) else held.read_bytes()

    def unpublished(self) -> set[str]:
        """The withheld attachments as a message may name them: `unila/berkas/daftar.xlsx`."""
        return {f"{satker}/berkas/{privacy.starred(name)}" for satker, name in self.withheld}

    def describe(self, names: Iterable[tuple[str, str]], known: Mapping[bytes, tuple[int, str]]) -> None:
        """Measures the documents named by satker and name; one whose digest is known already is not opened."""
        for satker, name in names:
            address = f"satker/{satker}/berkas/{name}"
            if (mark := self.served.get(address)) is None:
                continue  # not there, which the linking says; or nothing is published
            if mark not in known and mark not in self.sums:
                content = self.content(address)
                self.sums[mark] = len(content), sha256(content).hexdigest()
            self.sums[mark] = self.sums.get(mark) or known[mark]
            self.lampiran[satker, name] = Lampiran(name.rpartition(".")[2], *self.sums[mark])

    def add(self, address: str, mark: bytes, content: Path | bytes) -> None:
        """Serves a file."""
        self.served[address] = mark
        self.contents[address] = content


def documents(config: Config, tree: Tree, memory: Memory, *, exempt: Exempt = (), jobs: int = 1) -> Documents:
    """Every file of the portal. A new picture is made small into the cache; an unchanged file is not opened."""
    found = Documents()
    for name, content in assets(config).items():
        found.add(f"assets/{name}", digest(content), content)
    for path in _beside_texts(config.root / "content"):
        content = path.read_bytes()
        found.add(path.relative_to(config.root / "content").as_posix(), digest(content), content)
    examined(config, tree, memory, found, exempt=exempt, jobs=jobs)
    for item in tree.attachments:
        if (item.satker, item.name) in found.withheld:
            continue
        before = found.seen.get(item.path) or memory.files.get(item.path)
        trusted = before is not None and (item.path in found.seen or memory.trusts(item.stamp, before[0]))
        try:
            seen = before if trusted and before else _looked_at(config, item)
        except PictureError as error:
            found.problems.append(Problem(item.path, 1, 1, "galat", "BACA-13", "", str(error)))
            found.withheld.add((item.satker, item.name))
            continue
        found.seen[item.path] = seen
        found.names.add((item.satker, item.name))
        _serve(config, found, item, seen)
    return found


def examined(
    config: Config, tree: Tree, memory: Memory, found: Documents, *, exempt: Exempt, jobs: int
) -> None:
    """Adds to `found` what the scan for personal data says of each attachment's name and each document's text."""
    wanted: dict[bytes, Path] = {}
    new: list[tuple[Attachment, bytes]] = []
    for item in tree.attachments:
        if named := list(_named(item, exempt)):
            found.problems += named
            found.withheld.add((item.satker, item.name))
        elif item.name.endswith(scan.ENDINGS):
            before = memory.files.get(item.path)
            if before and memory.trusts(item.stamp, before[0]):
                found.seen[item.path] = before
                continue
            mark = digest((config.root / item.path).read_bytes())
            if before and before[1] == mark:
                found.seen[item.path] = (item.stamp, *before[1:])  # touched, but the same
            else:
                wanted[mark] = config.root / item.path
                new.append((item, mark))
    made = kept_scans(config.cache / "dokumen", wanted, jobs=jobs)
    for item, mark in new:
        found.seen[item.path] = (item.stamp, mark, None, made[mark].plain())
    for item in tree.attachments:
        if seen := found.seen.get(item.path):
            said = list(scan.problems(item.path, scan.revived(seen[3] or ((), ())), exempt))
            found.problems += said
            if any(problem.is_error for problem in said):
                found.withheld.add((item.satker, item.name))


def _named(item: Attachment, exempt: Exempt) -> Iterator[Problem]:
    """Personal numbers in the name of a file, which is shown with stars in their place."""
    numbers = [
        each for each in privacy.findings(item.name) if (item.path, scan.OF_NAME, each.kind) not in exempt
    ]
    path = item.path.removesuffix(item.name) + privacy.starred(item.name)
    for each in numbers:
        message = privacy.complaint(each.kind, each.preview)
        yield Problem(path, 1, 1, "galat", "ISI-16", scan.OF_NAME, message)


def _serve(config: Config, found: Documents, item: Attachment, seen: Seen) -> None:
    _, mark, size, _ = seen
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
        return item.stamp, mark, None, None
    picture, size = small(content)
    copy = _small_copy(config, mark)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(picture)
    return item.stamp, mark, (size.width, size.height), None


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
