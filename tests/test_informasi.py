"""Pages of public information: every field is told, what is excluded is only described, samples prove nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import portals
import pytest
from lxml import html  # type: ignore[import-untyped]
from portals import REPO, build, write
from pydantic import BaseModel

from generator.records.dik import HURUF, Dik
from generator.records.dip import KATEGORI, RINCIAN, Dip
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan
from generator.records.ppid import ProfilPpid
from generator.views.ppid.bukti import INDIKATOR, POINTS

GOLDEN = Path(__file__).parent / "golden" / "lengkap" / "portal"
BEFORE_THE_END = datetime(
    2026, 10, 30, 1, 0, tzinfo=UTC
)  # the last day of the golden portal's ended exclusion
SAMPLE = """\
tahun: {year}
permohonan_diterima: {received}
dikabulkan_penuh: 0
dikabulkan_sebagian: 0
ditolak: 0
contoh: true
"""
# What no reader is told: it makes addresses.
UNTOLD = {"kode", "alamat_lama"}
KINDS: Mapping[str, type[BaseModel]] = {
    "ppid": ProfilPpid,
    "dip": Dip,
    "dik": Dik,
    "laporan": Laporan,
    "jawaban": Jawaban,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden portal with every field, built."""
    root = tmp_path_factory.mktemp("informasi")
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "satker" / "_acuan", root / "satker" / "_acuan")
    portals.settle(root)
    write(root, "satker/gama/satker.yml", portals.SATKER.format(name="Dinas Gama", region="18.72"))
    write(root, "satker/gama/ppid/profil.yml", "ppid: Sekretaris\ncontoh: true\n")
    write(root, "satker/gama/ppid/laporan-2023.yml", SAMPLE.format(year=2023, received=9))
    build(root)
    return root


def page(root: Path, address: str) -> str:
    return (root / "site" / address / "index.html").read_text()


def main(root: Path, address: str) -> str:
    """The words of a page's main part, spaces made one."""
    (part,) = html.fromstring(page(root, address)).xpath("//main")
    return " ".join(part.text_content().split())


# What is told --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_stands_on_a_page(root: Path, kind: str) -> None:
    site = root / "site"
    pages = "".join(
        path.read_text() for folder in ("ppid", "maklumat") for path in (site / folder).rglob("*.html")
    )
    told = set(re.findall(rf'data-element="{kind}-(\w+)"', pages))

    assert set(KINDS[kind].model_fields) - UNTOLD - told == set()


def test_a_satker_without_records_says_so_and_still_tells_how_to_ask(root: Path) -> None:
    words = main(root, "ppid/satker/beta")

    assert "belum mengisi layanan informasinya" in words
    assert "Susun surat permohonan" in words
    assert words.count("belum diisi satker") >= 10
    assert (
        not (root / "site/ppid/dip/beta/index.html").read_text().count("<table")
    )  # leads to the satker's page
    assert 'url=../../../ppid/satker/beta/"' in page(root, "ppid/dip/beta")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ppid/dip/alfa/renja", "ppid/dip/alfa/rencana-kerja/"),
        ("ppid/jawaban/alfa/harga", "ppid/jawaban/alfa/biaya/"),
        ("ppid/laporan/alfa", "ppid/satker/alfa/"),
        ("ppid/jawaban/alfa", "ppid/satker/alfa/"),
        ("ppid/satker", "ppid/"),
    ],
)
def test_a_former_address_or_one_cut_short_leads_on(root: Path, old: str, new: str) -> None:
    assert f'{new}"' in re.findall(r'<meta http-equiv="refresh"[^>]*>', page(root, old))[0]


def test_a_long_list_is_cut_into_parts_and_its_numbers_run_on(tmp_path: Path) -> None:
    root = portals.portal(tmp_path / "portal")
    items = "".join(
        f"  - kode: i{number}\n    judul: Informasi {number}\n    kategori: berkala\n    rincian: ringkasan_kinerja\n"
        for number in range(1, 53)
    )
    write(root, "satker/alfa/ppid/dip.yml", f"dip:\n{items}contoh: true\n")
    build(root)

    second = main(root, "ppid/dip/bagian/2")

    assert "52 informasi, bagian 2 dari 2" in second
    assert re.search(r"\b51 ?Informasi 51 ", second)
    assert "Informasi 50 " not in second
    assert "Informasi 52" in main(root, "ppid/berkala/bagian/2")
    assert "52Informasi 52" in main(root, "ppid/dip/alfa").replace("52 I", "52I")  # the annex is whole


# What is excluded ----------------------------------------------------------------------------------------------


def test_what_is_excluded_has_no_page_and_no_link_of_its_own(root: Path) -> None:
    site = root / "site"

    assert not [path for path in site.rglob("*.html") if "nilai-murid" in path.as_posix()]
    (part,) = html.fromstring(page(root, "ppid/dikecualikan")).xpath("//main//div[@class='folds excluded']")
    assert not part.xpath(".//a")


def test_every_ground_of_the_law_is_listed_with_the_exclusions_in_force(root: Path) -> None:
    words = main(root, "ppid/dikecualikan")

    for letter, ground in HURUF.items():
        assert f"{letter}. {ground}" in words
    assert "i. Memorandum atau surat yang dirahasiakan 1" in words  # the ended one is not counted


def test_an_exclusion_that_has_ended_is_listed_as_open_by_itself(root: Path, tmp_path: Path) -> None:
    after = main(root, "ppid/setiap-saat")
    build(root, site=tmp_path / "before", now=BEFORE_THE_END)
    before = (tmp_path / "before/ppid/setiap-saat/index.html").read_text()

    assert "Naskah soal yang belum dipakai. Disdik Alfa · terbuka setelah 30 Oktober 2026" in after
    assert "Naskah soal yang belum dipakai" not in before
    assert "sudah terbuka" in main(root, "ppid/dikecualikan")


# Evidence -------------------------------------------------------------------------------------------------------


def test_weights_make_a_whole_and_points_have_names_of_their_own() -> None:
    codes = [point.kode for indicator in INDIKATOR for point in indicator.butir]

    assert sum(indicator.bobot for indicator in INDIKATOR) == 100
    assert len(codes) == len(set(codes)) == POINTS


def evidence(root: Path, slug: str) -> dict[str, tuple[str, str, str]]:
    """Of each point its state, the address of its proof and its day of verification."""
    rows = html.fromstring(page(root, f"ppid/bukti/{slug}")).xpath("//main//tbody/tr")
    return {
        row.xpath("string(th/text())").strip(): (
            row.xpath("string(td[1])"),
            row.xpath("string(td[2]/a/@href)"),
            row.xpath("string(td[3])"),
        )
        for row in rows
    }


def test_every_proof_leads_to_a_place_that_is_there(root: Path) -> None:
    for slug in ("alfa", "beta"):
        found = evidence(root, slug)
        assert len(found) == POINTS
        for name, (_, address, _) in found.items():
            path, _, anchor = address.removeprefix("../../../").partition("#")
            text = page(root, path.rstrip("/"))
            assert not anchor or f'id="{anchor}"' in text, name


def test_evidence_tells_samples_from_records_and_when_they_were_verified(root: Path) -> None:
    found = evidence(root, "alfa")

    assert found["Daftar informasi publik"][0] == "ada"
    assert found["Daftar informasi publik"][2] == "belum diverifikasi"  # one of its two is not
    assert found["Informasi setiap saat lengkap"][2] == "2\u00a0Oktober\u00a02026"
    assert found["Informasi serta-merta"][0] == "ada Contoh"
    assert found["Informasi serta-merta"][2] == "contoh tidak diverifikasi"
    assert found["Informasi berkala mutakhir"][0] == "belum"
    assert {state for state, _, _ in evidence(root, "beta").values()} == {"belum"}


def test_samples_are_never_added_to_what_is_real(root: Path) -> None:
    table = html.fromstring(page(root, "ppid/bukti")).xpath("//main//table")[0]
    counts = {
        row.xpath("string(th)"): [cell.text_content() for cell in row.xpath("td")]
        for row in table.xpath("tbody/tr")
    }

    assert counts["Disdik Alfa"] == ["9", "4", "4"]
    assert counts["Universitas Beta"] == ["0", "0", "0"]


def test_an_old_report_is_not_last_years(root: Path, tmp_path: Path) -> None:
    build(root, site=tmp_path / "later", now=datetime(2027, 1, 4, 1, 0, tzinfo=UTC))

    later = (tmp_path / "later/ppid/bukti/alfa/index.html").read_text()
    assert "terakhir 2025" in later
    assert "terakhir 2025" not in page(root, "ppid/bukti/alfa")


# Reports --------------------------------------------------------------------------------------------------------


def test_a_year_counts_real_reports_alone_where_there_is_one(root: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"
    shutil.copytree(root, both, ignore=shutil.ignore_patterns("site", ".ultra*"))
    write(both, "satker/beta/ppid/laporan-2025.yml", SAMPLE.format(year=2025, received=50))
    write(both, "satker/beta/ppid/laporan-2024.yml", SAMPLE.format(year=2024, received=7))
    build(both)
    words = main(both, "ppid/laporan")

    assert "2025: 1.200 permohonan, 1 satker 1.100 dikabulkan seluruhnya" in words
    assert "2024: 7 permohonan, 1 satker Contoh 7 tanpa hasil yang tercatat" in words
    assert "Belum ada laporan 2024: Disdik Alfa" in words


def test_categories_name_the_rubrics_that_nobody_has_published(root: Path) -> None:
    for name in KATEGORI:
        words = main(root, f"ppid/{name.replace('_', '-')}")
        missing = words.partition("Belum diterbitkan satker mana pun")[2]
        assert sum(rubric in missing for rubric in RINCIAN[name].values()) >= len(RINCIAN[name]) - 1
