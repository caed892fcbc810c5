"""Public information in the search index: what is found, under which facets, and that nothing excluded ever is."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import portals
import pytest
import yaml
from portals import REPO, files, write
from search.samples import ask, search

from generator.editing import queries
from generator.records.dip import KATEGORI

build = functools.partial(portals.build, searchable=True)
INDEX = "cari/indeks/"
ITEM = """\
  - kode: {code}
    judul: {title}
    kategori: {kind}
    rincian: {rubric}
"""
PLAN = ITEM.format(code="renstra", title="Rencana zamrud", kind="setiap_saat", rubric="rencana_kerja")
FLOOD = ITEM.format(code="banjir", title="Sekolah diliburkan", kind="serta_merta", rubric="bencana_alam")
BUDGET = (
    ITEM.format(code="neraca", title="Neraca dinas", kind="berkala", rubric="ringkasan_laporan_keuangan")
    + """\
    ringkasan: Pagu dan realisasi menurut jenis belanja.
    pejabat_penguasa: Bagian mirah
    waktu_pembuatan: 2019
    bentuk: [cetak, digital]
    diperbarui: 2026-09-01
    berkas: [tabel-nilam-2019.csv]
"""
)
EXCLUDED = """\
dik:
  - kode: rahasia
    uraian_informasi: Berkas obsidian.
    dasar: h.5
    pejabat: Kepala obsidian
    berlaku_sampai: {until}
    uji_konsekuensi:
      tanggal: 2020-03-02
      ringkasan: Uji obsidian.
      bila_dibuka: Rugi obsidian.
      bila_ditutup: Untung obsidian.
"""
REPORT = """\
tahun: 2018
permohonan_diterima: 1200
dikabulkan_penuh: 900
dikabulkan_sebagian: 0
ditolak: 0
"""
ANSWER = """\
---
pertanyaan: Di mana delima dapat dibaca?
tanggal: 2017-05-20
{head}---
Di ruang kecubung.
"""
PUBLISHED = {
    "satker/alfa/ppid/profil.yml": "ppid: Sekretaris intan\natasan_ppid: Kepala berlian\n",
    "satker/alfa/ppid/dip.yml": f"dip:\n{PLAN}{BUDGET}",
    "satker/alfa/berkas/tabel-nilam-2019.csv": "tahun,pagu\n2019,100\n",
    "satker/alfa/ppid/dik.yml": EXCLUDED.format(until="2030-03-02"),
    "satker/alfa/ppid/laporan-2018.yml": REPORT,
    "satker/alfa/ppid/jawaban/delima.md": ANSWER.format(head=""),
    "satker/beta/ppid/dip.yml": f"dip:\n{FLOOD}",
    "satker/beta/ppid/dik.yml": EXCLUDED.format(until="2021-03-02"),
}


def published(folder: Path) -> Path:
    made = portals.portal(folder / "portal")
    for path, text in PUBLISHED.items():
        write(made, path, text)
    build(made)
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """To be edited."""
    return published(tmp_path)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """To be asked only."""
    return index_of(published(tmp_path_factory.mktemp("terbit")))


def index_of(root: Path) -> dict[str, bytes]:
    return {
        name.removeprefix(INDEX): content
        for name, content in files(root / "site").items()
        if name.startswith(INDEX)
    }


def rows(written: Mapping[str, bytes], question: str = "", **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = search(written, question, limit=1000, **options)["rows"]
    return found


def addresses(written: Mapping[str, bytes], question: str = "", **options: Any) -> list[str]:
    return [row["url"] for row in rows(written, question, **options)]


def test_the_items_of_the_list_and_nothing_else_are_public_information(written: dict[str, bytes]) -> None:
    found = addresses(written, facets={"isi": ["informasi"]}, order=["satker", "kategori"])

    assert ["ppid/dip/alfa/neraca/", "ppid/dip/alfa/renstra/", "ppid/dip/beta/banjir/"] == found


def test_a_list_may_be_in_the_order_of_categories_or_of_years(written: dict[str, bytes]) -> None:
    of_information = functools.partial(addresses, written, facets={"isi": ["informasi"]})

    assert ["neraca", "banjir", "renstra"] == [
        url.split("/")[3] for url in of_information(order=["kategori"])
    ]
    assert "ppid/dip/alfa/neraca/" == of_information(order=["tahun", "satker"])[-1]
    assert "ppid/dip/alfa/neraca/" == of_information(order="date")[0]


def test_facets_of_public_information(written: dict[str, bytes]) -> None:
    answer = search(written, "", facets={"isi": ["informasi"]}, limit=1000)
    labels = ask(written, [["labels"]])[0]
    by_address = {row["url"]: row["facets"] for row in answer["rows"]}

    assert labels["kategori"] == KATEGORI
    assert {"2017", "2018", "2019"} <= labels["tahun"].keys()
    assert (["berkala"], ["2019"], ["alfa"], ["18.02"]) == tuple(
        by_address["ppid/dip/alfa/neraca/"][name] for name in ("kategori", "tahun", "satker", "wilayah")
    )
    assert by_address["ppid/dip/beta/banjir/"]["tahun"] == []


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("rencana zamrud", "ppid/dip/alfa/renstra/"),
        ("laporan keuangan alfa", "ppid/dip/alfa/neraca/"),  # its rubric
        ("pagu dinas alfa", "ppid/dip/alfa/neraca/"),
        ("bagian mirah dinas alfa", "ppid/dip/alfa/neraca/"),
        ("neraca nilam", "ppid/dip/alfa/neraca/"),  # a word of a file's name
        ("laporan ppid 2018", "ppid/laporan/alfa/2018/"),
        ("delima", "ppid/jawaban/alfa/delima/"),
        ("kecubung dinas alfa", "ppid/jawaban/alfa/delima/"),
        ("ppid dinas alfa", "ppid/satker/alfa/"),
        ("ppid berlian", "ppid/satker/alfa/"),
        ("ppid dinas gama", "ppid/satker/gama/"),  # a satker that has filled nothing in
    ],
)
def test_what_is_published_is_found(written: dict[str, bytes], question: str, address: str) -> None:
    answer = search(written, question)

    assert (address, []) == (answer["rows"][0]["url"], answer["missing"])


def test_a_row_says_what_the_information_is(written: dict[str, bytes]) -> None:
    summary = {row["url"]: row["summary"] for row in rows(written, "")}

    assert {
        "ppid/dip/alfa/neraca/": "Pagu dan realisasi menurut jenis belanja.\nDinas Alfa · Berkala · 2019 · cetak dan digital",
        "ppid/dip/alfa/renstra/": "Rencana strategis dan rencana kerja\nDinas Alfa · Setiap saat",
        "ppid/dip/beta/banjir/": "Bencana alam\nDinas Beta · Serta-merta",
        "ppid/laporan/alfa/2018/": "1.200 permohonan diterima: 900 dikabulkan seluruhnya, 0 dikabulkan sebagian, dan 0 ditolak.\nDinas Alfa · 2018",
        "ppid/jawaban/alfa/delima/": "Di ruang kecubung.\nDinas Alfa · dijawab 20\N{NO-BREAK SPACE}Mei\N{NO-BREAK SPACE}2017",
        "ppid/satker/alfa/": "PPID: Sekretaris intan. Keberatan kepada Kepala berlian.\n2 informasi publik · 1 laporan · 1 jawaban",
        "ppid/satker/beta/": "Profil PPID satker ini belum diisi.\n1 informasi publik",
        "ppid/satker/gama/": "Profil PPID satker ini belum diisi.\n",
    } == {url: text for url, text in summary.items() if url.startswith("ppid/") and url.count("/") > 2}


def test_an_answer_has_a_category_where_it_names_one(root: Path) -> None:
    write(
        root,
        "satker/alfa/ppid/jawaban/delima.md",
        ANSWER.format(head="kategori: berkala\nrincian: keadaan_darurat\n"),
    )
    build(root)
    (row,) = rows(index_of(root), "", facets={"isi": ["jawaban"]})

    assert (["berkala"], ["2017"]) == (row["facets"]["kategori"], row["facets"]["tahun"])
    assert "Berkala" in row["summary"]


def test_what_is_excluded_never_enters_the_index_not_even_when_it_has_ended(
    written: dict[str, bytes],
) -> None:
    assert rows(written, "obsidian") == []
    assert not [name for name, content in written.items() if b"obsidian" in content or b"rahasia/" in content]


def test_samples_of_public_information_are_not_found_where_they_are_not_shown(root: Path) -> None:
    for path, text in PUBLISHED.items():
        if "/ppid/" in path and "dik.yml" not in path:
            sample = (
                text.replace("---\nDi", "contoh: true\n---\nDi")
                if path.endswith("md")
                else f"{text}contoh: true\n"
            )
            write(root, path, sample)
    build(root)
    assert {
        "ppid/dip/alfa/neraca/",
        "ppid/laporan/alfa/2018/",
        "ppid/jawaban/alfa/delima/",
        "ppid/satker/alfa/",
    } <= set(addresses(index_of(root), "", facets={"contoh": ["ya"]}))

    settings = (root / "mkdocs.yml").read_text()
    write(root, "mkdocs.yml", settings.replace("tampilkan_contoh: true", "tampilkan_contoh: false"))
    build(root)
    written = index_of(root)

    assert addresses(written, "", facets={"isi": ["informasi", "jawaban", "laporan"]}) == []
    assert rows(written, "berlian") == []
    assert "ppid/satker/alfa/" in addresses(written, "ppid")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("satker/gama/ppid/profil.yml", "ppid: Sekretaris\n"),
        ("satker/alfa/ppid/profil.yml", None),
        ("satker/beta/ppid/dip.yml", f"dip:\n{FLOOD}{PLAN}"),
        ("satker/beta/ppid/dip.yml", None),
        ("satker/alfa/ppid/dip.yml", f"dip:\n{PLAN}{BUDGET}".replace("2019\n", "2016\n")),
        ("satker/alfa/ppid/laporan-2018.yml", REPORT.replace("900", "901")),
        ("satker/alfa/ppid/jawaban/delima.md", ANSWER.format(head="").replace("kecubung", "pirus")),
        ("satker/alfa/satker.yml", portals.SATKER.format(name="Dinas Safir", region="18.72")),
    ],
)
def test_an_edit_ends_at_the_index_of_a_full_build(
    root: Path, tmp_path: Path, path: str, text: str | None
) -> None:
    before = index_of(root)
    if text is None:
        (root / path).unlink()
    else:
        write(root, path, text)
    build(root)
    fresh = tmp_path / "baru"
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".cache", "site*"))
    build(fresh)

    assert index_of(root) != before
    assert index_of(root) == index_of(fresh)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("situs") / "site"
    build(REPO, site=folder, full=True)
    return folder


FIRST = {
    "rencana strategis unila": "ppid/dip/unila/rencana-strategis/",
    "laporan keuangan bpmp": "ppid/dip/lpmp-lampung/realisasi-anggaran-semester-1/",
    "daftar informasi publik": "ppid/dip/",
    "informasi yang dikecualikan": "ppid/dikecualikan/",
    "informasi berkala": "ppid/berkala/",
    "siapa ppid unila": "ppid/satker/unila/",
    # whoever asks for a service gets it before what was published of it
    "permohonan informasi publik": "layanan/permohonan-informasi-publik/",
    "cara minta laporan keuangan ke bpmp": "satker/lpmp-lampung/layanan/permohonan-informasi-publik/",
    "jalur penerimaan murid baru": "layanan/informasi-penerimaan-murid-baru/",
    "izin sekolah swasta": "layanan/izin-sma-smk-swasta/",
    "keberatan ppid unila": "satker/unila/layanan/keberatan-informasi-publik/",
}


def test_information_is_first_for_who_names_it_and_services_for_who_asks_for_one(site: Path) -> None:
    asked = [queries.Question(text, (address,)) for text, address in FIRST.items()]
    answers = queries.ask(site, REPO / "theme/assets/search/engine.js", asked)

    assert {answer.question.text: answer.found[0] for answer in answers} == FIRST


def test_the_newest_reports_are_first_for_their_year(site: Path) -> None:
    (answer,) = queries.ask(
        site, REPO / "theme/assets/search/engine.js", [queries.Question("laporan ppid 2025", ())]
    )

    assert all(address.startswith("ppid/laporan/") and "/2025/" in address for address in answer.found[:3])


def test_no_exclusion_of_this_repository_is_in_its_index(site: Path) -> None:
    pages = [json.loads(path.read_bytes()) for path in (site / INDEX / "d").glob("*.json")]
    found = [row for page in pages for row in page["rows"]]
    excluded = [
        each["uraian_informasi"]
        for path in REPO.glob("satker/*/ppid/dik.yml")
        for each in yaml.safe_load(path.read_text())["dik"]
    ]

    assert excluded
    assert not [row for row in found if "/dik/" in row[2] or any(text in str(row) for text in excluded)]
