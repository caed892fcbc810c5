"""Where the answers to "Apakah halaman ini jelas?" lead: by mail to the satker, else to the repository, else nowhere."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from portals import build, portal, write

SATKER = """\
nama: Dinas Alfa
jenis: DK
wilayah: ["18.02"]
pengaduan:
  saluran:
    - {{jenis: pos_el, nilai: "{}"}}
"""
SERVICE = "satker/alfa/layanan/pengganti/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return portal(tmp_path / "portal")


def set_in_config(root: Path, name: str, value: str) -> None:
    text = (root / "mkdocs.yml").read_text()
    write(root, "mkdocs.yml", text.replace(f'{name}: ""', f'{name}: "{value}"'))


def question(root: Path) -> str:
    """What the page of a service says below the question."""
    build(root)
    found = re.search(r'<div class="ask">.*', (root / "site" / SERVICE).read_text())
    assert found
    return html.unescape(found[0])


def test_an_answer_is_a_letter_to_where_the_satker_takes_complaints(root: Path) -> None:
    set_in_config(root, "site_url", "https://ultra.example/")
    set_in_config(root, "repo_url", "https://git.example/portal")
    write(root, "satker/alfa/satker.yml", SATKER.format("aduan+a@alfa.example"))

    found = question(root)

    assert (
        'href="mailto:aduan%2Ba@alfa.example?subject=Ada%20yang%20salah:%20Pengganti'
        '&body=https://ultra.example/satker/alfa/layanan/pengganti/"'
    ) in found
    assert "Membuka surel Anda kepada satker. Halaman ini tidak mengirim apa pun." in found
    assert "git.example" not in found


def test_an_answer_is_an_issue_where_the_satker_takes_no_mail(root: Path) -> None:
    set_in_config(root, "repo_url", "https://git.example/portal")
    write(root, "satker/alfa/satker.yml", SATKER.format("aduan@alfa.example (jam kerja)"))

    found = question(root)

    assert (
        'href="https://git.example/portal/issues/new?title=Sulit%20dipahami:%20Pengganti'
        '&body=satker/alfa/layanan/pengganti/"'
    ) in found
    assert "Membuka formulir di git.example; perlu akun di sana." in found


def test_without_either_the_page_says_where_to_go(root: Path) -> None:
    found = question(root)

    assert 'href="../../../../pengaduan/"' in found
    assert "mailto:" not in found
