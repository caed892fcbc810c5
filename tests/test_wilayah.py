"""Which satker serve a region: its own first, then the province's; what nobody has published is said so."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import portals
import pytest
from lxml import html  # type: ignore[import-untyped]
from portal_on_disk import TODAY, acuan, card, unit
from portals import NOW, build, files, write

from generator.portal import Portal
from generator.stages import link
from generator.views.wilayah import OFFICES, Answer, Served, regions_view, wilayah_view

METRO, MESUJI, PROVINCE = "18.72", "18.11", "18"
OFFICE = 'nama: {}\njenis: {}\nwilayah: ["{}"]\n'
UNITS = {
    "metro": OFFICE.format("Dinas Metro", "DK", METRO),
    "mesuji": OFFICE.format("Dinas Mesuji", "DK", MESUJI),
    "provinsi": OFFICE.format("Dinas Provinsi", "DP", PROVINCE),
    "kampus": OFFICE.format("Kampus", "PT", PROVINCE),
}


def linked(services: dict[str, str], today: date = TODAY, units: dict[str, str] = UNITS) -> Portal:
    """A portal with these services, by `satker/name`: the type, and what else the record says."""
    members = [unit(slug, text) for slug, text in units.items()]
    cards = [
        card(f"{id_.replace('/', '/layanan/')}", f"nama: Layanan {id_}\njenis: {text}\n")
        for id_, text in services.items()
    ]
    return link.portal(acuan(), members, cards, today=today).portal


def need(portal: Portal, region: str, slug: str) -> Answer:
    return next(answer for answer in wilayah_view(portal, region).answers if answer.need.slug == slug)


def served(portal: Portal, region: str, kind: str) -> Served:
    every = [found for answer in wilayah_view(portal, region).answers for found in answer.kinds]
    return next(found for found in every if found.kind.kode == kind)


def addresses(found: Served) -> list[str]:
    return [row.address for row in found.rows]


# Who serves ----------------------------------------------------------------------------------------------------


def test_a_regions_own_satker_comes_first_and_then_the_provinces() -> None:
    portal = linked({"provinsi/masuk": "PDK-01", "metro/masuk": "PDK-01", "mesuji/masuk": "PDK-01"})

    assert addresses(served(portal, METRO, "PDK-01")) == [
        "satker/metro/layanan/masuk/",
        "satker/provinsi/layanan/masuk/",
    ]
    assert addresses(served(portal, PROVINCE, "PDK-01")) == ["satker/provinsi/layanan/masuk/"]


def test_what_only_the_province_gives_is_answered_in_every_region() -> None:
    portal = linked({"provinsi/legalisir": "IJZ-02", "kampus/legalisir": "IJZ-05"})

    for code in portal.acuan.wilayah:
        assert addresses(served(portal, code, "IJZ-02")) == ["satker/provinsi/layanan/legalisir/"]
        assert addresses(served(portal, code, "IJZ-05")) == ["satker/kampus/layanan/legalisir/"]
        assert need(portal, code, "legalisir-ijazah").count == 2


def test_another_regions_satker_never_serves_this_one() -> None:
    found = served(linked({"mesuji/legalisir": "IJZ-01"}), METRO, "IJZ-01")

    assert (addresses(found), found.elsewhere) == ([], 1)


def test_where_others_have_published_only_a_dinas_that_has_not_is_named() -> None:
    portal = linked({"provinsi/magang": "RIS-02"})

    # everybody usually takes interns, but who asks for a level of school must know that its dinas is missing
    assert served(portal, METRO, "RIS-02").ask == (("Dinas Metro", "satker/metro/"),)
    assert served(portal, PROVINCE, "RIS-02").ask == ()


def test_where_nobody_has_published_one_can_ask_those_that_usually_give_it() -> None:
    portal = linked({})

    assert served(portal, METRO, "PDK-01").ask == (
        ("Dinas Metro", "satker/metro/"),
        ("Dinas Provinsi", "satker/provinsi/"),
    )
    assert served(portal, METRO, "IJZ-05").ask == (("Kampus", "satker/kampus/"),)
    assert served(portal, PROVINCE, "IJZ-01").ask == ()  # only a dinas of a kabupaten or kota gives it


def test_a_region_without_a_satker_has_those_of_the_province() -> None:
    portal = linked({"provinsi/masuk": "PDK-01", "metro/masuk": "PDK-01"})
    view = wilayah_view(portal, "18.13")

    assert (view.offices, view.groups, view.count) == ((), (), 0)
    assert [row.title for row in view.province] == ["Dinas Provinsi", "Kampus"]
    assert addresses(served(portal, "18.13", "PDK-01")) == ["satker/provinsi/layanan/masuk/"]


def test_a_satker_of_two_regions_serves_both() -> None:
    units = {"dua": f'nama: Dinas Dua\njenis: DK\nwilayah: ["{METRO}", "{MESUJI}"]\n'}
    portal = linked({"dua/legalisir": "IJZ-01"}, units=units)

    for code in (METRO, MESUJI):
        assert addresses(served(portal, code, "IJZ-01")) == ["satker/dua/layanan/legalisir/"]


def test_a_service_that_has_ended_serves_nobody_and_one_that_is_limited_says_so() -> None:
    status = "PDK-01\nstatus: {{keadaan: {}, alasan: Sebab., mulai: 2026-11-25}}"
    services = {"metro/masuk": status.format("dihentikan"), "provinsi/masuk": status.format("dibatasi")}

    before = served(linked(services), METRO, "PDK-01")
    after = served(linked(services, today=date(2026, 11, 25)), METRO, "PDK-01")

    assert [row.meta for row in before.rows] == [("Dinas Metro",), ("Dinas Provinsi",)]
    assert [row.meta for row in after.rows] == [("Dinas Provinsi", "dibatasi")]
    assert after.ask == (("Dinas Metro", "satker/metro/"),)


def test_of_many_services_the_first_are_shown_and_the_rest_counted() -> None:
    portal = linked({f"metro/l{number}": "RIS-02" for number in range(OFFICES + 2)})
    found = served(portal, METRO, "RIS-02")

    assert (len(found.rows), found.more) == (OFFICES, 2)
    assert need(portal, METRO, "penelitian-dan-magang").count == OFFICES + 2


def test_every_need_is_answered_for_every_region_in_the_order_of_home() -> None:
    portal = linked({})
    needs = [each.slug for each in portal.acuan.kebutuhan]

    for code in portal.acuan.wilayah:
        view = wilayah_view(portal, code)
        assert [answer.need.slug for answer in view.answers] == needs
        assert {answer.count for answer in view.answers} == {0}


# All regions ---------------------------------------------------------------------------------------------------


def test_the_list_counts_services_their_channel_and_samples_of_each_region() -> None:
    portal = linked(
        {
            "metro/a": "IJZ-01\ncara_layanan: hibrida\ncontoh: true",
            "metro/b": "PDK-01\ncara_layanan: tatap_muka",
            "metro/c": "PDK-02",
            "metro/d": "IJZ-03\ncara_layanan: daring\nstatus: {keadaan: dihentikan}",
            "provinsi/a": "IJZ-02\ncara_layanan: daring",
        }
    )
    view = regions_view(portal)
    lines = {
        line.region.kode: (line.satker, line.services, line.samples, line.online, line.unknown)
        for line in view.lines
    }

    assert len(lines) == len(view.tiles) == 16
    assert next(iter(lines)) == PROVINCE
    assert lines[METRO] == (1, 3, 1, 1, 1)
    assert lines[PROVINCE] == (2, 1, 0, 1, 0)
    assert lines[MESUJI] == (1, 0, 0, 0, 0)
    assert lines["18.13"] == (0, 0, 0, 0, 0)
    assert (view.count, view.samples) == (4, 1)
    assert {tile.region.kode: tile.count for tile in view.tiles} == {
        code: line[1] for code, line in lines.items()
    }


# Pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = portals.portal(tmp_path / "portal")
    write(made, "satker/provinsi/satker.yml", UNITS["provinsi"])
    write(
        made,
        "satker/provinsi/layanan/ijazah.yml",
        portals.LAYANAN.format(name="Legalisir SMA", kind="IJZ-02", days=1),
    )
    return made


def main(root: Path, address: str) -> html.HtmlElement:
    return html.fromstring((root / f"site/{address}index.html").read_text()).find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_map_and_the_table_say_the_same_and_every_region_is_a_link(root: Path) -> None:
    build(root)
    page = main(root, "wilayah/")
    tiles = {a.get("href"): words(a.find("b")) for a in page.iterfind(".//ul[@class='tiles']/li/a")}
    table = {
        row.find("th/a").get("href"): [words(cell) for cell in row.iterfind("td")]
        for row in page.iterfind(".//tbody/tr")
    }

    assert len(tiles) == 16
    assert tiles.keys() == table.keys()
    for address, (services, online, _) in table.items():
        assert tiles[address] == services.replace("belum ada", "0")
        assert (online == "belum ada") == (services == "belum ada")
        assert (root / "site/wilayah" / address / "index.html").resolve().is_file()
    assert table["../wilayah/metro/"] == ["1", "0 dari 1", "1"]
    assert table["../wilayah/mesuji/"] == ["belum ada", "belum ada", "belum ada"]
    assert "5 layanan yang sudah diterbitkan, semuanya Contoh" in words(page)


def test_home_draws_the_same_map_and_leads_to_the_table(root: Path) -> None:
    build(root)
    found = [
        [
            (a.get("class"), a.get("href").removeprefix("./").removeprefix("../"), words(a))
            for a in main(root, address).iterfind(".//ul[@class='tiles']/li/a")
        ]
        for address in ("", "wilayah/")
    ]

    assert found[0] == found[1]
    assert "wilayah/#tabel" in {a.get("href").removeprefix("./") for a in main(root, "").iter("a")}


def test_a_region_that_nothing_serves_says_so_and_leads_on(root: Path) -> None:
    build(root)
    page = main(root, "wilayah/mesuji/")

    text = words(page.get_element_by_id("legalisir-ijazah"))
    assert "Belum ada satker yang menerbitkan layanan ini untuk Kab. Mesuji." in text
    assert "3 satker di wilayah lain menerbitkannya: lihat jenis layanan ini." in text
    assert "satker lain juga belum menerbitkannya" in words(page.get_element_by_id("uji-bahasa-ukbi"))
    assert "Belum ada satker Kab. Mesuji di portal ini." in words(page.get_element_by_id("satker"))


def test_a_type_leads_to_the_need_on_the_regions_pages(root: Path) -> None:
    build(root)
    link_ = main(root, "layanan/legalisir-ijazah-sd-smp/").find(".//a[@data-wilayah]")

    assert (link_.get("href"), link_.get("data-wilayah")) == ("../../wilayah/", "#legalisir-ijazah")
    other = main(root, "layanan/konsultasi-ult/").find(".//a[@data-wilayah]")
    assert other.get("data-wilayah") == ""  # behind no entrance


def moved(days: int) -> str:
    text = portals.LAYANAN.format(name="Masuk", kind="PDK-01", days=days)
    return text.replace("  - syarat: ijazah_asli", "  - teks: Rapor")


def test_after_edits_the_pages_are_those_of_a_full_build(root: Path) -> None:
    build(root)
    edits = (
        lambda: write(root, "satker/provinsi/layanan/masuk.yml", moved(1)),
        lambda: write(root, "satker/beta/layanan/masuk.yml", moved(3)),
        lambda: write(root, "satker/beta/satker.yml", portals.SATKER.format(name="Baru", region=MESUJI)),
        (root / "satker/alfa/layanan/pengganti.yml").unlink,
        lambda: (root / "satker/gama").rename(root / "satker/delta"),
        lambda: write(root, "satker/provinsi/satker.yml", OFFICE.format("Dinas Provinsi", "DP", METRO)),
        lambda: shutil.rmtree(root / "satker/delta"),
    )
    for edit in edits:
        before = files(root / "site")
        edit()
        build(root)
        found = files(root / "site")
        assert [name for name in found if name.startswith("wilayah/") and found[name] != before.get(name)]
        build(root, full=True)
        assert found == files(root / "site")


def test_the_day_on_which_a_service_ends_changes_its_regions_pages(root: Path) -> None:
    ends = "status: {keadaan: dihentikan, alasan: Selesai., mulai: 2026-11-25}\n"
    write(root, "satker/provinsi/layanan/masuk.yml", moved(1) + ends)
    build(root)
    before = files(root / "site")

    build(root, now=NOW + timedelta(days=1))
    found = files(root / "site")

    assert found["wilayah/mesuji/index.html"] != before["wilayah/mesuji/index.html"]
    build(root, now=NOW + timedelta(days=1), full=True)
    assert found == files(root / "site")


def test_an_edit_of_one_dinas_leaves_the_pages_of_other_regions_alone(root: Path) -> None:
    build(root)
    before = files(root / "site")
    path = root / "satker/beta/layanan/legalisir.yml"
    path.write_text(path.read_text().replace("nilai: 2", "nilai: 3"))
    build(root)
    found = files(root / "site")

    changed = {name for name in found if name.startswith("wilayah/") and found[name] != before[name]}
    assert changed == {"wilayah/metro/index.html"}
