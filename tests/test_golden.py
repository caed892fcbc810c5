"""What pages look like: a small portal and the pages that it must give, to be read as a reviewer would.

`pytest --update-golden` writes what is there now; then read the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from portals import REPO, build

GOLDEN = Path(__file__).parent / "golden"
PAGES = (
    "index.html",
    "layanan/legalisir-ijazah-sd-smp/index.html",
    "satker/alfa/index.html",
    "satker/alfa/berita/agenda/index.html",
    "satker/alfa/berita/peringatan/index.html",
    "satker/alfa/layanan/lengkap/index.html",
    "satker/beta/index.html",
    "satker/beta/layanan/dihentikan/index.html",
    "satker/beta/layanan/kosong/index.html",
    "wilayah/lampung-tengah/index.html",
    "layanan/menurut/satker/beta/index.html",
    "berita/2026/11/index.html",
)


@pytest.fixture(scope="module", params=[path.name for path in sorted(GOLDEN.iterdir())])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of what a case expects, and the site that its portal gives."""
    root = tmp_path_factory.mktemp("emas")
    shutil.copytree(GOLDEN / request.param / "portal", root, dirs_exist_ok=True)
    shutil.copy(REPO / "mkdocs.yml", root)
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "satker" / "_acuan", root / "satker" / "_acuan")
    build(root)
    return GOLDEN / request.param / "expected", root / "site"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_what_the_golden_case_says(case: tuple[Path, Path], page: str, update_golden: bool) -> None:
    expected, site = case
    file = expected / page.replace("/index.html", ".html").replace("/", "__")
    found = own_part(site.joinpath(page).read_text())
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")

    assert found == file.read_text(encoding="utf-8")


def own_part(page: str) -> str:
    """The banner and the main part of a page; header and footer are the same on all."""
    found = re.search(r'(<section class="alert".*?)?<main.*</main>', page, re.DOTALL)
    assert found
    return found[0] + "\n"
