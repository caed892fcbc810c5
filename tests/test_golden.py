"""What pages look like: a small portal and the pages that it must give, to be read as a reviewer would.

`pytest --update-golden` writes what is there now; then read the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import edges
import pytest
from portals import REPO, build

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "lengkap": (
        "index.html",
        "layanan/legalisir-ijazah-sd-smp/index.html",
        "satker/alfa/index.html",
        "satker/alfa/berita/agenda/index.html",
        "satker/alfa/berita/peringatan/index.html",
        "satker/alfa/layanan/lengkap/index.html",
        "satker/beta/index.html",
        "satker/beta/layanan/dihentikan/index.html",
        "satker/beta/layanan/kosong/index.html",
        "wilayah/index.html",
        "wilayah/lampung-tengah/index.html",
        "wilayah/mesuji/index.html",
        "layanan/menurut/satker/beta/index.html",
        "berita/index.html",
        "berita/2026/11/index.html",
        "berita/agenda/index.html",
        "satker/alfa/berita/index.html",
        "satker/alfa/berita/agenda/agenda.ics",
        "pengaduan/index.html",
        "integrasi/index.html",
        "ppid/batas-waktu/index.html",
        "ppid/dip/index.html",
        "ppid/dip/alfa/index.html",
        "ppid/dip/alfa/rencana-kerja/index.html",
        "ppid/setiap-saat/index.html",
        "ppid/dikecualikan/index.html",
        "ppid/laporan/index.html",
        "ppid/laporan/alfa/2025/index.html",
        "ppid/jawaban/index.html",
        "ppid/jawaban/alfa/biaya/index.html",
        "ppid/satker/alfa/index.html",
        "ppid/satker/beta/index.html",
        "ppid/bukti/index.html",
        "ppid/bukti/alfa/index.html",
        "maklumat/index.html",
        "maklumat/alfa/index.html",
    ),
    "tepi": edges.PAGES,
}


def on_disk(root: Path) -> None:
    """The portal with every field, written by hand."""
    shutil.copytree(GOLDEN / "lengkap" / "portal", root, dirs_exist_ok=True)
    shutil.copy(REPO / "mkdocs.yml", root)
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "satker" / "_acuan", root / "satker" / "_acuan")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site that each case's portal gives."""
    made = {}
    for name, write in (("lengkap", on_disk), ("tepi", edges.portal)):
        root = tmp_path_factory.mktemp(name)
        write(root)
        build(root)
        made[name] = root / "site"
    return made


@pytest.mark.parametrize(("case", "page"), [(case, page) for case, pages in PAGES.items() for page in pages])
def test_a_page_is_what_the_golden_case_says(
    sites: dict[str, Path], case: str, page: str, update_golden: bool
) -> None:
    file = GOLDEN / case / "expected" / page.replace("/index.html", ".html").replace("/", "__")
    text = (sites[case] / page).read_bytes().decode()
    found = own_part(text) if page.endswith(".html") else text.replace("\r\n", "\n")
    if update_golden:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")

    assert found == file.read_text(encoding="utf-8")


def test_no_expectation_is_left_that_nobody_compares() -> None:
    named = {
        GOLDEN / case / "expected" / page.replace("/index.html", ".html").replace("/", "__")
        for case, pages in PAGES.items()
        for page in pages
    }

    assert named == set(GOLDEN.glob("*/expected/*"))


def own_part(page: str) -> str:
    """The banner and the main part of a page; header and footer are the same on all."""
    found = re.search(r'(<section class="alert".*?)?<main.*</main>', page, re.DOTALL)
    assert found
    return found[0] + "\n"
