"""Portals on disk for tests: the real reference data and theme, and as many small records as a test asks for."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import pipeline, shells
from generator.errors import BusyError
from generator.pipeline import Outcome

REPO = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

SATKER = """\
nama: {name}
jenis: DK
wilayah: ["{region}"]
"""
LAYANAN = """\
nama: {name}
jenis: {kind}
cara_layanan: tatap_muka
persyaratan:
  - syarat: ijazah_asli
jangka_waktu: {{nilai: {days}, satuan: hari_kerja}}
biaya_tarif: 0
contoh: true
"""
BERITA = """\
---
judul: {title}
tanggal: {day}
contoh: true
---
{body}
"""


AGENDA = """\
---
judul: {title}
tanggal: 2026-10-01
jenis: agenda
mulai: {begin}
---
Isi.
"""
SERTA_MERTA = """\
---
judul: {title}
tanggal: {day}
jenis: serta_merta
serta_merta:
  tingkat: waspada
  sampai: {until}
  potensi_bahaya: Genangan.
  pihak_terdampak: Warga.
  prosedur_evakuasi: Lapangan.
  cara_menghindari: Menjauh.
  cara_mendapat_bantuan: Datangi satker.
  pihak_wajib: Satker.
  tata_cara: Portal ini.
  upaya: Loket dipindah.
---
Isi.
"""
ADDRESS = "https://ultra.example/"  # .example never leads anywhere (RFC 2606)


def settle(root: Path, site_url: str = ADDRESS) -> None:
    """Writes this repository's mkdocs.yml for a portal that knows its own address."""
    text = (REPO / "mkdocs.yml").read_text()
    write(root, "mkdocs.yml", text.replace('site_url: ""', f'site_url: "{site_url}"'))


def portal(root: Path) -> Path:
    """A portal with three satker, four services and three news items."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPO / "mkdocs.yml", root)
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "satker" / "_acuan", root / "satker" / "_acuan")
    for slug, name, region in (
        ("alfa", "Dinas Alfa", "18.02"),
        ("beta", "Dinas Beta", "18.72"),
        ("gama", "Dinas Gama", "18.02"),
    ):
        write(root, f"satker/{slug}/satker.yml", SATKER.format(name=name, region=region))
        write(
            root,
            f"satker/{slug}/layanan/legalisir.yml",
            LAYANAN.format(name=f"Legalisir {name}", kind="IJZ-01", days=2),
        )
        write(
            root,
            f"satker/{slug}/berita/kabar.md",
            BERITA.format(title=f"Kabar {name}", day="2026-10-05", body="Isi."),
        )
    write(root, "satker/alfa/layanan/pengganti.yml", LAYANAN.format(name="Pengganti", kind="IJZ-01", days=5))
    return root


def write(root: Path, path: str, text: str) -> None:
    """Writes a file of a portal, with its folders."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


WAITS = 1200  # of a tenth of a second


def build(root: Path, *, site: Path | None = None, now: datetime = NOW, **options: bool | int) -> Outcome:
    """Builds the portal at `root`, in this process unless `jobs` says otherwise; with its search where asked to."""
    config = pipeline.configured(root, site_dir=site)
    usual: dict[str, bool | int] = {"jobs": 1, "searchable": False}
    for _ in range(WAITS if root == REPO else 1):
        try:
            return pipeline.build(config, shells=shells.make, now=now, **usual | options)  # type: ignore[arg-type]
        except BusyError:  # another process of the tests builds this repository's portal
            if root != REPO:
                raise
            time.sleep(0.1)
    raise TimeoutError(root)


def shared(temporary: pytest.TempPathFactory) -> Path:
    """This repository's portal with its search, built once for all tests of all processes: to be read, not changed."""
    base = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # of a worker's own folder; there all processes of this run meet
    folder = base / "portal-ini"
    folder.mkdir(exist_ok=True)
    site, turn = folder / "portal", folder / "giliran"
    for _ in range(WAITS):
        if site.exists():
            return site
        with suppress(FileExistsError):
            turn.mkdir()
            try:
                if not site.exists():  # or the turn has come since another made it
                    build(REPO, site=folder / "dibuat", full=True, searchable=True)
                    (folder / "dibuat").rename(site)
            finally:
                turn.rmdir()  # a build that failed is tried by the next, who says why too
        time.sleep(0.1)
    raise TimeoutError(site)


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
