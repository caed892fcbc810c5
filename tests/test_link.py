"""Linking: what a record points at, which addresses are taken, and who else offers the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from portal_on_disk import SATKER, TODAY, acuan, card, unit
from portals import REPO

from generator.frame import cut
from generator.pages import lists, pages
from generator.pipeline import configured
from generator.portal import Card, Satuan
from generator.stages import link
from generator.stages.link import Linked
from generator.wording import kapital

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LAYANAN = "nama: {}\njenis: IJZ-05\n"
DINAS = 'nama: Dinas\njenis: DK\nwilayah: ["{}"]\n'


def linked(
    *cards: Card,
    satker: tuple[Satuan, ...] = (),
    today: date = TODAY,
    left_out: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    attachments: tuple[tuple[str, str], ...] = (),
) -> Linked:
    return link.portal(
        acuan(),
        satker or (unit("unila"),),
        cards,
        today=today,
        left_out=frozenset(left_out),
        hidden=frozenset(hidden),
        attachments=frozenset(attachments),
    )


def service(fields: str = "", *, name: str = "legalisir", satker: str = "unila") -> Card:
    return card(f"{satker}/layanan/{name}", LAYANAN.format(name) + fields)


def news(fields: str = "", *, name: str = "rapat", satker: str = "unila", body: str = "Isi.") -> Card:
    return card(f"{satker}/berita/{name}", f"---\njudul: {name}\ntanggal: 2026-11-02\n{fields}---\n{body}\n")


def told(result: Linked) -> list[str]:
    return [f"{f.id} {'.'.join(map(str, f.steps))}: {f.severity} {f.code} {f.message}" for f in result.faults]


# References ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        "terkait: [unila/layanan/legalisir]\n",
        "digantikan_oleh: unila/layanan/legalisir\n",
        "terintegrasi_dengan: [unila]\n",
    ],
)
def test_a_record_that_points_at_itself_is_told(fields: str) -> None:
    found = linked(service(fields))

    assert (["TAUT-09"], []) == ([fault.code for fault in found.faults], list(found.portal.layanan))


def test_a_service_knows_which_ones_it_has_taken_the_place_of() -> None:
    former = [service("digantikan_oleh: unila/layanan/baru\n", name=name) for name in ("b", "a")]

    portal = linked(*former, service(name="baru")).portal

    assert [("menggantikan", "a"), ("menggantikan", "b")] == [
        (target.field, target.title) for target in portal.targets["unila/layanan/baru"]
    ]


@pytest.mark.parametrize(
    ("reference", "title", "address"),
    [
        ("IJZ-01", "Legalisir ijazah SD, SMP, dan kesetaraan", "layanan/legalisir-ijazah-sd-smp/"),
        ("unila", "Universitas Lampung", "satker/unila/"),
        ("unila/layanan/cuti", "cuti", "satker/unila/layanan/cuti/"),
        ("unila/berita/rapat", "rapat", "satker/unila/berita/rapat/"),
    ],
)
def test_a_reference_leads_to_what_it_names(reference: str, title: str, address: str) -> None:
    result = linked(service(f"terkait: [{reference}]\n"), service(name="cuti"), news())

    assert ([], [(title, address)]) == (
        told(result),
        [(t.title, t.address) for t in result.portal.targets["unila/layanan/legalisir"]],
    )


def test_a_reference_to_what_was_never_there_leaves_the_record_out_and_suggests() -> None:
    result = linked(service("terkait: [IJZ-01, unila/layanan/cutii]\n"), service(name="cuti"))

    assert (
        [
            "unila/layanan/legalisir terkait.1: galat TAUT-01 tidak ada rekaman “unila/layanan/cutii”; maksud Anda “unila/layanan/cuti”?"
        ],
        frozenset({"unila/layanan/legalisir"}),
        ["unila/layanan/cuti"],
    ) == (told(result), result.left_out, list(result.portal.layanan))


@pytest.mark.parametrize("reference", ["unila/layanan/cuti", "polinela", "polinela/layanan/apa-saja"])
def test_a_reference_to_what_was_left_out_is_a_warning_and_stays_text(reference: str) -> None:
    result = linked(service(f"terkait: [{reference}]\n"), left_out=("unila/layanan/cuti", "polinela"))

    assert (
        [f"unila/layanan/legalisir terkait.0: peringatan TAUT-05 “{reference}” dikeluarkan karena galat; ditampilkan tanpa tautan"],
        [(kapital(reference.rsplit("/", maxsplit=1)[-1].replace("-", " ")), "", "belum dapat ditampilkan")],
    ) == (told(result), [(t.title, t.address, t.note) for t in result.portal.targets["unila/layanan/legalisir"]])  # fmt: skip


def test_a_reference_to_a_record_that_falls_in_linking_is_a_warning() -> None:
    result = linked(
        service("terkait: [unila/layanan/cuti]\n"),
        service("formulir: [{judul: a, berkas: a.pdf}]\n", name="cuti"),
    )

    assert ["TAUT-07", "TAUT-05"] == [fault.code for fault in result.faults]


def test_a_reference_to_a_sample_that_is_not_shown_is_silent_and_stays_text() -> None:
    result = linked(service("terkait: [unila/layanan/cuti]\n"), hidden=("unila/layanan/cuti",))

    assert ([], [""]) == (told(result), [t.address for t in result.portal.targets["unila/layanan/legalisir"]])


def test_a_successor_and_partners_are_references_too() -> None:
    result = linked(service("digantikan_oleh: unila/layanan/x\nterintegrasi_dengan: [polinela]\n"))

    assert [("terintegrasi_dengan", 0), ("digantikan_oleh",)] == [fault.steps for fault in result.faults]


def test_an_unknown_type_leaves_the_record_out_and_suggests() -> None:
    result = linked(card("unila/layanan/legalisir", "nama: a\njenis: IJZ-99\n"))

    assert (["TAUT-01"], {}) == ([f.code for f in result.faults], dict(result.portal.layanan))
    assert "; maksud Anda “IJZ-0" in result.faults[0].message


def test_a_requirement_that_its_type_does_not_know_leaves_the_record_out() -> None:
    result = linked(
        card("unila/layanan/legalisir", "nama: a\njenis: IJZ-01\npersyaratan: [{syarat: ijasah_asli}]\n")
    )

    assert (
        "jenis IJZ-01 tidak punya syarat “ijasah_asli”; maksud Anda “ijazah_asli”?"
        == result.faults[0].message
    )


def test_a_type_that_is_not_usual_for_this_kind_of_satker_is_a_warning() -> None:
    result = linked(card("unila/layanan/legalisir", "nama: a\njenis: IJZ-01\n"))

    assert (
        ["unila/layanan/legalisir jenis: peringatan TAUT-03 jenis IJZ-01 biasanya dilayani oleh: dinas pendidikan kabupaten dan kota"],
        ["unila/layanan/legalisir"],
    ) == (told(result), list(result.portal.layanan))  # fmt: skip


def test_a_file_that_is_not_in_berkas_leaves_the_record_out_and_suggests() -> None:
    result = linked(
        service("formulir: [{judul: a, berkas: formulr.pdf}]\n"), attachments=(("unila", "formulir.pdf"),)
    )

    assert (
        "tidak ada berkas “formulr.pdf” di satker/unila/berkas/; maksud Anda “formulir.pdf”?"
        == result.faults[0].message
    )


def test_files_of_a_body_must_be_there_and_those_of_another_satker_do_not_count() -> None:
    result = linked(news(body="[a](berkas/a.pdf)"), attachments=(("polinela", "a.pdf"),))

    assert ["TAUT-07"] == [fault.code for fault in result.faults]


# Satker -------------------------------------------------------------------------------------------------------


def test_a_satker_in_an_unknown_region_is_dropped_with_all_that_is_its() -> None:
    lost = unit("polinela", 'nama: Polinela\njenis: PT\nwilayah: ["18.99"]\n')

    result = linked(
        service("terkait: [polinela]\n"), service(satker="polinela"), satker=(unit("unila"), lost)
    )

    assert (["unila"], ["unila/layanan/legalisir"], ["TAUT-01", "TAUT-05"]) == (
        list(result.portal.satker),
        list(result.portal.layanan),
        [fault.code for fault in result.faults],
    )


def test_records_of_a_satker_that_was_left_out_are_not_shown() -> None:
    result = linked(service(satker="polinela"), left_out=("polinela",))

    assert ({}, []) == (dict(result.portal.layanan), told(result))


def test_satker_stand_in_the_order_of_their_short_names_and_a_dinas_under_its_region() -> None:
    members = (
        unit("z", 'nama: Zeta\nsingkatan: LPMP\njenis: PM\nwilayah: ["18"]\n'),
        unit("b", DINAS.format("18.72")),
        unit("unila"),
        unit("a", DINAS.format("18.02")),
    )

    result = linked(satker=members)

    assert ["a", "z", "b", "unila"] == list(result.portal.satker)  # Lampung Tengah, LPMP, Metro, Unila


# Addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("/satker/unila/", "/satker/unila/layanan/cuti/", "/layanan/legalisir-ijazah-sd-smp/", "/wilayah/lampung/"),
        *("/layanan/", "/berita/", "/satker/", "/wilayah/", "/tentang/", "/cari/", "/berita/2026/11/", "/assets/"),
        "/layanan/menurut/cara/daring/",
    ],
)  # fmt: skip
def test_a_former_address_may_not_be_one_that_is_taken(address: str) -> None:
    result = linked(service(f"alamat_lama: [{address}]\n"), service(name="cuti"))

    assert (
        [f"unila/layanan/legalisir alamat_lama: galat TAUT-02 alamat “{address}” sudah dipakai halaman lain"],
        ["unila/layanan/cuti"],
    ) == (told(result), list(result.portal.layanan))


def test_a_former_address_belongs_to_the_first_that_names_it() -> None:
    result = linked(
        service("alamat_lama: [/lama/]\n", name="a"),
        service("alamat_lama: [/lama/]\n", name="b"),
        news("alamat_lama: [/lain/]\n"),
    )

    assert (["unila/layanan/b"], ["unila/layanan/a"]) == (
        [fault.id for fault in result.faults],
        list(result.portal.layanan),
    )


def test_a_satker_whose_former_address_is_taken_is_left_out_with_its_records() -> None:
    former = unit("polinela", SATKER + "alamat_lama: [/satker/unila/]\n")

    result = linked(service(satker="polinela"), satker=(unit("unila"), former))

    assert (["unila"], {}) == (list(result.portal.satker), dict(result.portal.layanan))


# Elsewhere ----------------------------------------------------------------------------------------------------


def test_the_same_elsewhere_begins_in_the_own_region_and_ends_at_five() -> None:
    codes = ("18.02", "18.01", "18.02", "18.03", "18.04", "18.05", "18.06")
    members = tuple(unit(f"d{index}", DINAS.format(code)) for index, code in enumerate(codes))
    cards = [card(f"d{index}/layanan/a", "nama: a\njenis: IJZ-01\n") for index in range(len(codes))]

    found = [one.satker for one in linked(*cards, satker=members).portal.elsewhere["d0", "IJZ-01"]]

    assert ("d2", 5, False) == (found[0], len(found), "d0" in found)


def test_elsewhere_names_neither_the_own_nor_a_ceased_service() -> None:
    members = (unit("a", DINAS.format("18.02")), unit("b", DINAS.format("18.02")))
    text = "nama: a\njenis: IJZ-01\n"

    result = linked(
        card("a/layanan/x", text),
        card("a/layanan/y", text),
        card("b/layanan/x", text + "status: dihentikan\n"),
        satker=members,
    )

    assert () == result.portal.elsewhere["a", "IJZ-01"]


# What the day changes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "days", "expected"),
    [
        ("aktif", 0, "aktif"),
        ("dihentikan", 0, "dihentikan"),
        ("{keadaan: tutup_sementara, mulai: 2026-11-24}", -1, "aktif"),
        ("{keadaan: tutup_sementara, mulai: 2026-11-24}", 0, "tutup_sementara"),
        ("{keadaan: tutup_sementara, sampai: 2026-11-24}", 0, "tutup_sementara"),
        ("{keadaan: tutup_sementara, sampai: 2026-11-24}", 1, "aktif"),
        ("{keadaan: dibatasi, mulai: 2026-11-24, sampai: 2026-11-24}", 0, "dibatasi"),
        ("{keadaan: dihentikan, mulai: 2026-11-24}", -1, "aktif"),
        ("{keadaan: dihentikan, sampai: 2026-11-24}", 1, "dihentikan"),
    ],
)
def test_a_status_holds_within_its_days(status: str, days: int, expected: str) -> None:
    portal = linked(service(f"status: {status}\n"), today=TODAY + timedelta(days)).portal

    assert expected == portal.keadaan(portal.layanan["unila/layanan/legalisir"])


@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, ["TAUT-04"])])
def test_a_review_is_overdue_on_the_day_after(days: int, expected: list[str]) -> None:
    result = linked(service("ditinjau: 2026-11-24\n"), today=TODAY + timedelta(days))

    assert expected == [fault.code for fault in result.faults]


@pytest.mark.parametrize(("days", "expected"), [(-23, False), (-22, True), (0, True), (1, False)])
def test_an_immediate_announcement_is_in_force_from_its_day_to_its_last(days: int, expected: bool) -> None:
    contents = "".join(f"  {name}: x\n" for name in ("potensi_bahaya", "pihak_terdampak", "prosedur_evakuasi", "cara_menghindari", "cara_mendapat_bantuan", "pihak_wajib", "tata_cara", "upaya"))  # fmt: skip
    item = news(f"jenis: serta_merta\nserta_merta:\n  tingkat: awas\n  sampai: 2026-11-24\n{contents}")

    portal = linked(item).portal

    assert expected is portal.berita[0].berlaku_pada(TODAY.toordinal() + days)


def test_news_stands_newest_first() -> None:
    old = card("unila/berita/a", "---\njudul: a\ntanggal: 2025-01-01\n---\nIsi\n")

    assert ["rapat", "a"] == [item.slug for item in linked(old, news()).portal.berita]


def test_a_former_address_never_takes_the_place_of_a_page() -> None:
    portal = linked(service("alamat_lama: [/profil/, /lama/]\n")).portal
    shells = {"profil/": cut("Profil")}

    config = configured(REPO)
    plan = pages(config, portal, lists(config, portal), shells, now=NOW, whole=b"")
    views = {page.address: page.view for page in plan}

    assert ("tulisan", "pindah") == (views["profil/"], views["lama/"])


# Days to come -------------------------------------------------------------------------------------------------


def test_news_of_a_day_to_come_waits_for_it() -> None:
    item = card("unila/berita/nanti", "---\njudul: nanti\ntanggal: 2026-12-01\n---\nIsi.\n")

    before, on_the_day = linked(item), linked(item, today=date(2026, 12, 1))

    assert ((["TAUT-10"], []), ([], ["nanti"])) == (
        ([fault.code for fault in before.faults], [card.slug for card in before.portal.berita]),
        ([fault.code for fault in on_the_day.faults], [card.slug for card in on_the_day.portal.berita]),
    )


def test_nothing_has_been_verified_on_a_day_to_come() -> None:
    found = linked(service("diverifikasi: {tanggal: 2027-11-20, oleh: Kepala}\n"))

    assert (["galat TAUT-10"], []) == (
        [f"{fault.severity} {fault.code}" for fault in found.faults],
        list(found.portal.layanan),
    )


def test_an_update_on_a_day_to_come_is_a_warning() -> None:
    found = linked(service("diperbarui: 2027-11-20\n"))

    assert (["peringatan TAUT-10"], 1) == (
        [f"{fault.severity} {fault.code}" for fault in found.faults],
        len(found.portal.layanan),
    )
