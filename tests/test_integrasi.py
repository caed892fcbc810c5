"""The integration map counts what is there, keeps samples apart and calls unknown what is unknown."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import timedelta
from pathlib import Path

import portal_on_disk
import portals
import pytest
from lxml import html  # type: ignore[import-untyped]
from portals import BERITA, NOW, REPO, build, files, write

from generator.export import tabel
from generator.records.acuan import JenisLayanan
from generator.records.layanan import KOMPONEN
from generator.views.integrasi import MEETING, TABLES, Shared

REAL = """\
nama: {name}
jenis: {kind}
persyaratan:
{needs}
"""
FEED = "https://alfa.example/feed/"


def service(root: Path, path: str, *needs: str, kind: str = "IJZ-01", more: str = "") -> None:
    """A real service that asks for these: codes, or words with a space."""
    items = "\n".join(f"  - {'teks' if ' ' in need else 'syarat'}: {need}" for need in needs)
    slug, _, name = path.partition("/")
    text = REAL.format(name=f"Layanan {name}", kind=kind, needs=items)
    if not needs:
        text = text.replace("persyaratan:\n\n", "")
    write(root, f"satker/{slug}/layanan/{name}.yml", text + more)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three satker with a sample service each, alfa with two; and real services of alfa (2), beta (2) and gama (1)."""
    made = portals.portal(tmp_path / "portal")
    service(made, "alfa/nyata", "ijazah_asli", "fotokopi_ijazah", more="cara_layanan: daring\n")
    service(made, "beta/nyata", "ijazah_asli", "ktp_pemilik", "Materai sepuluh ribu", more="biaya_tarif: 0\n")
    service(made, "gama/nyata", more="cara_layanan: tatap_muka\n")
    service(made, "alfa/mutasi", kind="PDK-01")
    service(made, "beta/mutasi", "surat_pindah", kind="PDK-01", more="cara_layanan: hibrida\n")
    return made


def page(root: Path) -> str:
    return (root / "site/integrasi/index.html").read_text()


def main(root: Path) -> html.HtmlElement:
    return html.fromstring(page(root)).find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def figures(root: Path) -> list[tuple[str, str]]:
    return [
        (words(pair.find("dd")), words(pair.find("dt")))
        for pair in main(root).iterfind(".//dl[@class='figures']/div")
    ]


def section(root: Path, heading: str) -> str:
    found = [part for part in main(root).iter("section") if words(part.find("h2")) == heading]
    assert len(found) == 1
    return words(found[0])


def rows(root: Path, name: str) -> dict[str, tuple[str, ...]]:
    """A table by its keys; two rows of one key are told apart by whether they are samples."""
    content = (root / f"site/integrasi/{name}.csv").read_bytes().decode("utf-8-sig")
    _, *lines = csv.reader(io.StringIO(content))
    found: dict[str, tuple[str, ...]] = {}
    for key, *cells in lines:
        found[f"{key} contoh" if cells[-1] == "ya" else key] = tuple(cells)
    return found


# What is counted ----------------------------------------------------------------------------------------------


def test_services_are_counted_by_channel_and_samples_beside_them(root: Path) -> None:
    build(root)

    assert rows(root, "cara") == {
        "tatap_muka": ("Tatap muka", "1", "4"),
        "hibrida": ("Hibrida", "1", "0"),
        "daring": ("Daring", "1", "0"),
        "belum_diisi": ("Belum diisi satker", "2", "0"),
    }


def test_every_component_of_the_standard_is_counted(root: Path) -> None:
    build(root)
    found = rows(root, "komponen")

    assert list(found) == ["semua", *KOMPONEN]
    assert found["semua"] == ("Semua layanan", "5", "4")
    assert found["persyaratan"] == ("Persyaratan", "3", "4")
    assert found["biaya_tarif"][1:] == ("1", "4")
    assert found["evaluasi_kinerja"][1:] == ("0", "0")


def test_requirements_agree_by_shared_codes_over_all_codes_of_those_that_tell_them(root: Path) -> None:
    build(root)

    found = rows(root, "syarat")
    # real: alfa and beta share one of three codes, gama has told none; words of one's own cannot be compared
    assert found["IJZ-01"][1:] == ("3", "2", "1", "3", "33", "1", "tidak")
    assert found["PDK-01"][1:] == ("2", "1", "1", "1", "Belum dapat dihitung", "0", "tidak")
    # samples: three satker, all with the same single code
    assert found["IJZ-01 contoh"][1:] == ("3", "3", "1", "1", "100", "0", "ya")
    assert len(found) == 3


def test_a_type_of_one_real_service_and_one_sample_is_not_offered_by_two(root: Path) -> None:
    sample = portals.LAYANAN.format(name="Contoh", kind="PDK-02", days=1).replace("ijazah_asli", "rapor")
    write(root, "satker/alfa/layanan/keluar.yml", sample.replace("  - syarat: rapor\n", "  - teks: Rapor\n"))
    service(root, "beta/keluar", kind="PDK-02")
    build(root)

    assert not [key for key in rows(root, "syarat") if key.startswith("PDK-02")]


def test_regions_count_the_services_of_their_own_satker(root: Path) -> None:
    build(root)
    found = rows(root, "wilayah")

    assert len(found) == 16
    assert found["18.02"] == ("Kab. Lampung Tengah", "3", "3")  # alfa and gama
    assert found["18.72"] == ("Kota Metro", "2", "1")
    assert found["18"] == ("Tingkat provinsi", "0", "0")
    assert {cells[1:] for key, cells in found.items() if key not in ("18.02", "18.72")} == {("0", "0")}


def test_the_map_and_its_table_say_the_same_and_lead_to_the_region(root: Path) -> None:
    build(root)
    regions = {region.slug: code for code, region in portal_on_disk.acuan().wilayah.items()}
    tiles = {}
    for tile in main(root).iterfind(".//ul[@class='tiles']/li/a"):
        slug = tile.get("href").removeprefix("../wilayah/").rstrip("/")
        tiles[regions[slug]] = (tile.get("class"), words(tile.find("b")))
        assert (root / f"site/wilayah/{slug}/index.html").is_file()

    assert len(tiles) == 16
    for code, (_, real, samples) in rows(root, "wilayah").items():
        assert tiles[code][1] == (f"{real} {samples} contoh" if samples != "0" else real)
    assert tiles["18"][0] == "whole"
    assert tiles["18.72"][0] == "q1"
    assert tiles["18.02"][0] == "q2"
    assert {mark for code, (mark, _) in tiles.items() if code not in ("18", "18.02", "18.72")} == {"q0"}


def test_what_is_unknown_is_said_to_be_unknown(root: Path) -> None:
    unit = root / "satker/alfa/satker.yml"
    unit.write_text(unit.read_text() + "ult:\n  status: ada\n  sejak: 2018\n")
    unit = root / "satker/beta/satker.yml"
    unit.write_text(unit.read_text() + "ult:\n  status: belum\n")
    build(root)

    assert rows(root, "ult") == {
        "alfa": ("Dinas Alfa", "Ada", "2018", "tidak"),
        "beta": ("Dinas Beta", "Belum ada", "Belum ada", "tidak"),
        "gama": ("Dinas Gama", "Belum diketahui", "Belum diketahui", "tidak"),
    }
    text = section(root, "Kendala 1: belum semua satker memiliki ULT")
    assert "1 ada, 1 menyatakan belum, 1 belum diketahui" in text
    drawn = main(root).find(".//svg[@class='chart']")
    assert {path.get("class"): path.get("d") for path in drawn} == {
        "yes": "M2 0v10",
        "no": "M6 0v10",
        "un": "M10 0v10",
    }


def test_the_figures_are_those_of_real_records_and_name_samples_apart(root: Path) -> None:
    build(root)

    values = figures(root)
    assert [value for value, _ in values] == ["3", "0", "2", "0,8", "2", "0"]
    assert "3 belum diketahui" in values[1][1]
    assert "dari 5 layanan diketahui hibrida atau daring; 2 belum diketahui" in values[2][1]
    assert values[2][1].endswith("Contoh 0 dari 4")
    assert values[3][1].endswith("Contoh 3,0")
    assert values[4][1].endswith("Contoh 1")


def test_without_samples_nothing_is_said_of_them(root: Path) -> None:
    for path in root.glob("satker/*/layanan/*.yml"):
        path.write_text(path.read_text().replace("contoh: true\n", ""))
    build(root)

    assert rows(root, "cara")["tatap_muka"] == ("Tatap muka", "5", "0")
    assert 'class="contoh"' not in "".join(page(root).partition('class="live integrasi"')[1:])


def test_a_sample_satker_and_its_services_are_samples(root: Path) -> None:
    unit = root / "satker/gama/satker.yml"
    unit.write_text(unit.read_text() + "contoh: true\nult:\n  status: ada\n")
    build(root)

    assert figures(root)[0] == ("2", "satker dalam portal Contoh 1")
    assert figures(root)[1][0] == "0"
    assert rows(root, "cara")["tatap_muka"] == ("Tatap muka", "0", "5")
    assert rows(root, "ult")["gama contoh"] == ("Dinas Gama", "Ada", "Belum diketahui", "ya")


def test_a_service_that_has_ended_is_not_counted_and_one_that_is_closed_is(root: Path) -> None:
    ended = "status:\n  keadaan: dihentikan\n  alasan: Sudah tidak ada.\n  mulai: 2026-11-01\n"
    service(root, "alfa/nyata", "ijazah_asli", more=f"cara_layanan: daring\n{ended}")
    service(root, "gama/nyata", more=f"cara_layanan: tatap_muka\n{ended.replace('dihentikan', 'dibatasi')}")
    build(root)

    assert rows(root, "cara")["daring"] == ("Daring", "0", "0")
    assert rows(root, "cara")["tatap_muka"] == ("Tatap muka", "1", "4")
    assert rows(root, "wilayah")["18.02"][1] == "2"


def test_a_service_that_ends_tomorrow_is_counted_until_then(root: Path) -> None:
    service(
        root,
        "alfa/nyata",
        more="cara_layanan: daring\nstatus:\n  keadaan: dihentikan\n  alasan: Selesai.\n  mulai: 2026-11-25\n",
    )
    build(root)
    assert rows(root, "cara")["daring"][1] == "1"

    build(root, now=NOW + timedelta(days=1))
    assert rows(root, "cara")["daring"][1] == "0"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        (None, "Alamat umpan belum diketahui"),
        ({}, "Belum pernah dibaca"),
        ({"terakhir_berubah": "2026-11-20T08:00:00+07:00"}, "Hidup"),
        ({"terakhir_berubah": "2026-01-20T08:00:00+07:00"}, "Hidup"),
        ({"terakhir_berubah": "2026-11-20T08:00:00+07:00", "pemutus": "banyak ditahan"}, "Bermasalah"),
    ],
)
def test_a_feed_is_alive_when_it_was_read_the_last_time(
    root: Path, fields: dict[str, str] | None, word: str
) -> None:
    unit = root / "satker/alfa/satker.yml"
    if fields is not None:
        unit.write_text(f"{unit.read_text()}situs: https://alfa.example/\numpan:\n  - url: {FEED}\n")
        write(root, "satker/alfa/umpan/keadaan.json", json.dumps({"sumber": {FEED: fields}}))
    build(root)

    assert rows(root, "umpan")["alfa"][1] == word
    assert rows(root, "umpan")["beta"][1] == "Alamat umpan belum diketahui"
    assert figures(root)[5][0] == ("1" if word == "Hidup" else "0")


def test_two_satker_that_tell_no_code_are_not_compared() -> None:
    kind = JenisLayanan.model_construct(kode="IJZ-01", nama="Legalisir", slug="l", singkat=None)

    assert Shared(kind, satker=3, filled=1, shared=1, codes=1, own=0).percent is None
    assert Shared(kind, satker=2, filled=2, shared=0, codes=0, own=4).percent is None
    assert Shared(kind, satker=2, filled=2, shared=0, codes=3, own=0).percent == 0
    assert Shared(kind, satker=2, filled=2, shared=1, codes=8, own=0).percent == 13
    assert Shared(kind, satker=2, filled=2, shared=2, codes=3, own=0).percent == 67


# Willingness --------------------------------------------------------------------------------------------------


def test_what_the_meeting_answered_is_shown_only_beside_its_source_and_names_no_satker(root: Path) -> None:
    build(root)
    assert "57" not in words(main(root))
    assert rows(root, "kesediaan") == {}

    unit = portals.SATKER.format(name="Lembaga Penjamin", region="18.71")
    write(root, "satker/lpmp-lampung/satker.yml", unit)
    slug = MEETING.rpartition("/")[2]
    write(
        root,
        f"satker/lpmp-lampung/berita/{slug}.md",
        BERITA.format(title="Rapat pendirian", day="2020-06-30", body="Isi.").replace("contoh: true\n", ""),
    )
    build(root)

    text = section(root, "Kesediaan pada rapat 2020")
    assert "57% atau lebih bersedia" in text
    assert "sisanya perlu berkoordinasi; tidak ada yang menolak" in text
    assert "Sumber: Rapat pendirian, 30 Juni 2020" in text
    assert "0 bersedia, 0 perlu koordinasi, 4 belum diketahui" in text
    assert not [name for name in ("Dinas", "Lembaga", "Kab.", "Kota") if name in text]
    assert rows(root, "kesediaan")["bersedia"][1] == "tidak kurang dari 57%"


def test_the_percentage_is_the_one_of_the_news_of_the_meeting() -> None:
    path = REPO / f"satker/{MEETING}.md"

    assert "tidak kurang dari 57% peserta" in path.read_text().lower()


# Tables and files ---------------------------------------------------------------------------------------------


def test_the_tables_on_the_page_are_the_files(root: Path) -> None:
    build(root)
    shown = {}
    for box in main(root).iterfind(".//section"):
        for link in box.iterfind(".//p[@class='hint']/a"):
            if link.get("href").endswith(".csv"):
                name = link.get("href").removeprefix("../integrasi/").removesuffix(".csv")
                shown[name] = [
                    [words(cell) for cell in row.iterfind("td")] for row in box.iterfind(".//tbody/tr")
                ]

    assert set(shown) == set(TABLES) - {"kesediaan"}
    for name, found in shown.items():
        mixed = name in ("ult", "syarat", "umpan")
        filed = [list(cells[1:-1] if mixed else cells[1:]) for cells in rows(root, name).values()]
        assert found == filed, name


def test_a_file_is_comma_separated_utf_8_with_its_mark(root: Path) -> None:
    build(root)

    content = (root / "site/integrasi/cara.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfKode,Cara,Layanan nyata,Contoh\r\ntatap_muka,Tatap muka,1,4\r\n")


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_begins_like_a_formula_is_defused(text: str) -> None:
    content = tabel.written(("A", text), [(text, 3), ("aman = ya", 0)]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(content, newline=""))) == [
        ["A", f"'{text}"],
        [f"'{text}", "3"],
        ["aman = ya", "0"],
    ]


def test_a_name_that_is_a_formula_is_text_in_the_file(root: Path) -> None:
    text = portals.SATKER.format(name='"=HYPERLINK(1)"', region="18.02")
    write(root, "satker/alfa/satker.yml", text)
    build(root)

    assert rows(root, "ult")["alfa"][0] == "'=HYPERLINK(1)"


def test_the_page_stands_in_the_footer_and_on_the_site_map(root: Path) -> None:
    build(root)

    assert '<a href="../integrasi/">Peta integrasi</a>' in page(root).partition("<footer")[2]
    assert '<a href="../integrasi/">Peta integrasi</a>' in (root / "site/peta-situs/index.html").read_text()


def test_an_empty_portal_has_the_page_too(tmp_path: Path) -> None:
    root = portals.portal(tmp_path / "portal")
    for slug in ("beta", "gama"):
        shutil.rmtree(root / "satker" / slug)
    shutil.rmtree(root / "satker/alfa/layanan")
    build(root)

    assert [value for value, _ in figures(root)] == ["1", "0", "0", "0", "0", "0"]
    assert "belum dapat dihitung" in figures(root)[3][1]
    assert rows(root, "syarat") == {}


# Builds -------------------------------------------------------------------------------------------------------


def test_after_edits_the_page_and_its_files_are_those_of_a_full_build(root: Path) -> None:
    build(root)
    before = files(root / "site")
    edits = (
        lambda: service(root, "gama/nyata", more="cara_layanan: daring\n"),
        lambda: service(root, "beta/nyata", "ijazah_asli", "fotokopi_ijazah"),
        (root / "satker/alfa/layanan/mutasi.yml").unlink,
        lambda: (root / "satker/gama").rename(root / "satker/delta"),
        lambda: write(
            root, "satker/beta/layanan/baru.yml", portals.LAYANAN.format(name="Baru", kind="IJZ-01", days=1)
        ),
        lambda: write(
            root,
            "satker/alfa/satker.yml",
            portals.SATKER.format(name="Dinas Alfa", region="18.02")
            + f"situs: https://alfa.example/\numpan:\n  - url: {FEED}\n",
        ),
        lambda: write(
            root,
            "satker/alfa/umpan/keadaan.json",
            json.dumps({"sumber": {FEED: {"terakhir_berubah": "2026-11-20T08:00:00+07:00"}}}),
        ),
        lambda: write(
            root,
            "satker/beta/satker.yml",
            portals.SATKER.format(name="Dinas Beta", region="18.71") + "ult:\n  status: ada\n",
        ),
    )
    for edit in edits:
        edit()
        build(root)
        found = files(root / "site")
        assert found["integrasi/index.html"] != before["integrasi/index.html"]
        build(root, full=True)
        assert found == files(root / "site")
        before = found
