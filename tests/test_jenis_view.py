"""A type's page: what is the same for all is said once, what differs stands side by side."""

from portal_on_disk import TODAY, acuan, card, unit

from generator.stages import link
from generator.views.jenis import JenisView, jenis_view
from generator.views.lists import PART

REGIONS = ("18.02", "18.72", "18.01", "18.03")
SAME = """\
cara_layanan: tatap_muka
persyaratan: [{syarat: ijazah_asli}, {syarat: fotokopi_ijazah}]
jangka_waktu: {nilai: 2, satuan: hari_kerja}
biaya_tarif: 0
"""


def view(*records: str, part: int = 1) -> JenisView:
    """The page of IJZ-01 with a dinas for each record."""
    members = [
        unit(f"d{index}", f'nama: Dinas {index}\njenis: DK\nwilayah: ["{REGIONS[index % 4]}"]\n')
        for index in range(len(records))
    ]
    cards = [
        card(f"d{index}/layanan/a", f"nama: Legalisir\njenis: IJZ-01\n{record}")
        for index, record in enumerate(records)
    ]
    return jenis_view(link.portal(acuan(), members, cards, today=TODAY).portal, "IJZ-01", part)


def cells(found: JenisView, column: str) -> list[str]:
    values = [row.cells[found.columns.index(column)] for row in found.rows]
    return [value if isinstance(value, str) else "; ".join(value) for value in values]


def test_what_is_the_same_for_all_is_said_once() -> None:
    found = view(SAME, SAME)

    assert (
        ("Ijazah atau STTB asli", "Fotokopi ijazah", "Tidak dipungut biaya", "Selesai dalam 2 hari kerja", "Cara: Tatap muka"),
        (),
    ) == (found.same, found.columns)  # fmt: skip


def test_what_differs_is_a_column_and_not_said_as_the_same() -> None:
    found = view(SAME, SAME.replace("nilai: 2", "nilai: 5"))

    assert (("Waktu",), ["2 hari kerja", "5 hari kerja"], False) == (
        found.columns,
        sorted(cells(found, "Waktu")),
        any("Selesai" in words for words in found.same),
    )


def test_a_requirement_that_only_one_asks_for_stands_beside_it() -> None:
    found = view(SAME, SAME.replace("fotokopi_ijazah}]", "fotokopi_ijazah}, {syarat: surat_kuasa}]"))

    assert (["Surat kuasa, bila diwakilkan", "tidak ada"], 2) == (
        sorted(cells(found, "Syarat tambahan")),
        len([words for words in found.same if "jazah" in words]),
    )


def test_free_text_counts_as_different_even_where_the_words_are_equal() -> None:
    own = SAME.replace("{syarat: fotokopi_ijazah}]", "Fotokopi ijazah]")

    found = view(own, own)

    assert (["Fotokopi ijazah", "Fotokopi ijazah"], False) == (
        cells(found, "Syarat tambahan"),
        "Fotokopi ijazah" in found.same,
    )


def test_what_one_does_not_say_is_never_the_same() -> None:
    found = view(SAME, "cara_layanan: tatap_muka\n")

    assert (("Cara: Tatap muka",), {"Waktu", "Biaya", "Syarat"}) == (
        found.same,
        set(found.columns) - {"Standar"},
    )
    assert ["", "2 hari kerja"] == sorted(cells(found, "Waktu"))


def test_no_requirements_given_is_not_no_requirements() -> None:
    found = view(SAME, "biaya_tarif: 0\n")

    assert ["", "Ijazah atau STTB asli; Fotokopi ijazah"] == sorted(cells(found, "Syarat"))


def test_a_satker_that_says_nothing_is_listed_and_does_not_hide_what_the_others_share() -> None:
    found = view(SAME, SAME, "")

    assert (3, "Sama di satker yang mengisi", True) == (
        found.count,
        found.same_heading,
        "Tidak dipungut biaya" in found.same,
    )


def test_one_alone_is_not_compared() -> None:
    found = view(SAME)

    assert ((), ("Waktu", "Biaya", "Cara", "Syarat", "Standar")) == (found.same, found.columns)


def test_nobody_offers_it() -> None:
    found = view()

    assert (0, "", (), "", False) == (
        found.count,
        found.sentence,
        found.same,
        found.unpublished,
        found.all_samples,
    )


def test_the_sentence_tells_how_many_for_how_much_and_how_long() -> None:
    found = view(SAME, SAME.replace("nilai: 2", "nilai: 5").replace("tatap_muka", "daring"))

    assert (
        "Dua satker melayani. Semuanya tanpa biaya, dari 2 hari kerja sampai 5 hari kerja. Satu melayani sepenuhnya secara daring."
        == found.sentence
    )


def test_a_fee_that_is_not_known_is_not_free() -> None:
    found = view(SAME, SAME.replace("biaya_tarif: 0\n", ""))

    assert "biaya" not in found.sentence


def test_a_ceased_service_is_not_compared_and_a_closed_one_says_so() -> None:
    found = view(SAME, SAME + "status: dihentikan\n", SAME + "status: tutup_sementara\n")

    assert (2, ["", "tutup sementara"]) == (found.count, sorted(row.closed for row in found.rows))


def test_the_filter_by_region_appears_where_there_is_a_choice() -> None:
    assert (0, 15) == (len(view(SAME).regions), len(view(SAME, SAME).regions))


def test_regions_without_the_service_are_counted() -> None:
    assert (
        "Tiga belas kabupaten atau kota lain belum menerbitkan layanan ini di sini."
        == view(SAME, SAME).unpublished
    )


def test_samples_are_told_only_where_all_are() -> None:
    assert (True, False) == (
        view(SAME + "contoh: true\n").all_samples,
        view(SAME + "contoh: true\n", SAME).all_samples,
    )


def test_a_long_comparison_is_cut_into_parts() -> None:
    records = [SAME] * (PART + 3)

    assert (PART, 3) == (len(view(*records).rows), len(view(*records, part=2).rows))


def test_where_only_samples_are_filled_in_the_page_says_whose_times_and_fees_they_are() -> None:
    found = view(SAME + "contoh: true\n", SAME + "contoh: true\n", "")

    assert (
        "Dua dari tiga rekaman di halaman ini contoh. "
        "Waktu, biaya, dan syarat di atas dan di bawah ini seluruhnya berasal dari rekaman contoh."
    ) == found.samples


def test_where_a_real_record_is_filled_in_too_the_samples_are_counted() -> None:
    assert view(SAME + "contoh: true\n", SAME).samples == "Satu dari dua rekaman di halaman ini contoh."


def test_the_other_types_behind_the_same_entrance_are_offered() -> None:
    assert ["IJZ-02", "IJZ-05"] == [kind.kode for kind in view(SAME).siblings]
