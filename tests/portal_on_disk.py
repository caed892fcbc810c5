"""Small portals on disk, and single records, for tests that need one: real reference data, the repository's theme."""

import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from generator.portal import Acuan, Card, Record, Satuan, berita_card, layanan_card
from generator.problems import Problem
from generator.records.berita import Berita
from generator.records.layanan import Layanan
from generator.records.satker import Satker
from generator.sources import File, Kind, Source, Stamp, Unreadable
from generator.stages import read, validate

HOUSE = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 24)
MKDOCS = """\
site_name: Portal Uji
docs_dir: content
theme:
  name: material
  custom_dir: theme
  language: id
  font: false
plugins:
  - ultra
"""
SATKER = """\
nama: Universitas Lampung
singkatan: Unila
jenis: PT
wilayah: ["18"]
"""
LAYANAN = """\
nama: Legalisir ijazah
jenis: IJZ-05
persyaratan:
  - syarat: ijazah_transkrip_asli
jangka_waktu: {nilai: 2, satuan: hari_kerja}
biaya_tarif: 0
"""
BERITA = """\
---
judul: Rapat koordinasi
tanggal: 2026-11-02
---
Isi berita.
"""
ONE = {
    "satker/unila/satker.yml": SATKER,
    "satker/unila/layanan/legalisir.yml": LAYANAN,
    "satker/unila/berita/rapat.md": BERITA,
}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def portal(root: Path, files: Mapping[str, str | bytes] = ONE) -> Path:
    """A portal with these files and the real reference data; its theme is the repository's."""
    shutil.copytree(HOUSE / "satker" / "_acuan", root / "satker" / "_acuan")
    shutil.copytree(HOUSE / "content", root / "content")
    return write(root, {"mkdocs.yml": MKDOCS, **files})


def file(path: str) -> File:
    """A record's file by its path, as `read.tree` would list it."""
    parts = path.split("/")
    kind: Kind = "satker"
    if parts[2:3] == ["ppid"]:
        return public_file(path)
    if parts[1] == "_acuan":
        kind = "acuan"
    elif parts[2] == "layanan":
        kind = "layanan"
    elif parts[2] == "berita":
        kind = "berita"
    return File(path, kind, parts[1], parts[-1].rpartition(".")[0], Stamp(1, 1, 1))


def public_file(path: str) -> File:
    slug, name = path.split("/")[1], path.rpartition("/")[2].rpartition(".")[0]
    if "/jawaban/" in path:
        return File(path, "jawaban", slug, name, Stamp(1, 1, 1))
    if name.startswith("laporan-"):
        return File(path, "laporan", slug, name.removeprefix("laporan-"), Stamp(1, 1, 1))
    return File(path, read.INFORMATION[f"{name}.yml"], slug, "", Stamp(1, 1, 1))


def source(text: str | bytes, path: str = "satker/unila/layanan/legalisir.yml") -> Source | Unreadable:
    return read.source(file(path), text.encode() if isinstance(text, str) else text)


def checked(
    text: str | bytes, path: str = "satker/unila/layanan/legalisir.yml"
) -> tuple[Record | None, tuple[Problem, ...]]:
    """What the first two stages make of a file."""
    result = source(text, path)
    if isinstance(result, Unreadable):
        return None, result.problems
    return validate.record(result, text.encode() if isinstance(text, str) else text)


def several(text: str | bytes, path: str) -> validate.Checked:
    """What the first two stages make of a file that may hold several records."""
    result = source(text, path)
    if isinstance(result, Unreadable):
        return validate.Checked((), (result.file.id,), result.problems)
    return validate.records(result, text.encode() if isinstance(text, str) else text)


def lines(text: str | bytes, path: str = "satker/unila/layanan/legalisir.yml") -> list[str]:
    """The problems of a file without its path and without the warning of empty components."""
    _, problems = checked(text, path)
    return [str(problem).removeprefix(f"{path}:") for problem in problems if problem.code != "ISI-14"]


@cache
def acuan() -> Acuan:
    """The repository's own reference data."""
    sources = {}
    for name in read.ACUAN:
        path = f"satker/_acuan/{name}.yml"
        if not (HOUSE / path).exists():  # false alarms need no file
            continue
        result = source((HOUSE / path).read_bytes(), path)
        assert isinstance(result, Source)
        sources[name] = result
    made, problems = validate.acuan(sources)
    assert made is not None, problems
    return made


def layanan(text: str, path: str = "satker/unila/layanan/legalisir.yml") -> Layanan:
    record, problems = checked(text, path)
    assert record is not None, problems
    assert isinstance(record.data, Layanan)
    return record.data


def satker(text: str, slug: str = "unila") -> Satker:
    record, problems = checked(text, f"satker/{slug}/satker.yml")
    assert record is not None, problems
    assert isinstance(record.data, Satker)
    return record.data


def unit(slug: str, text: str = SATKER) -> Satuan:
    return Satuan(slug, satker(text, slug), text.encode(), f"satker/{slug}/satker.yml")


def card(id_: str, text: str) -> Card:
    """A card by its id (`unila/layanan/legalisir`) from a record's text."""
    path = f"satker/{id_}.yml" if "/layanan/" in id_ else f"satker/{id_}.md"
    record, problems = checked(text, path)
    assert record is not None, problems
    if isinstance(record.data, Layanan):
        return layanan_card(record.file, record.digest, record.data)
    assert isinstance(record.data, Berita)
    return berita_card(record.file, record.digest, record.data, record.files)
