"""Public information: five kinds of files, an item of a list as a record of its own, and what the law asks of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import portals
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portal_on_disk import TODAY, acuan, file, several, unit
from portals import NOW, write

from generator import pipeline
from generator.cache import Memory, read_memory
from generator.hari_kerja import Kalender, Libur, sebelum
from generator.portal import Card, card_of
from generator.ppid import DikCard, DipCard, Lampiran
from generator.records.dik import HURUF, Dik, sebutan_dasar
from generator.records.dip import KATEGORI, PASAL, RINCIAN, Dip, months_later
from generator.records.fields import Rekaman
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan
from generator.records.ppid import STANDAR, ProfilPpid
from generator.sources import Source
from generator.stages import link, read, validate

PROFIL = "satker/unila/ppid/profil.yml"
DIP = "satker/unila/ppid/dip.yml"
DIK = "satker/unila/ppid/dik.yml"
LAPORAN = "satker/unila/ppid/laporan-2025.yml"
JAWABAN = "satker/unila/ppid/jawaban/renstra.md"

A_PROFILE = "ppid: Kepala bagian umum\n"
ITEM = """\
  - kode: {}
    judul: Judul
    kategori: setiap_saat
    rincian: rencana_kerja
"""
TESTED = """\
    uji_konsekuensi:
      tanggal: 2026-03-02
      ringkasan: a
      bila_dibuka: b
      bila_ditutup: c
"""
EXCLUDED = f"  - kode: {{}}\n    uraian_informasi: a\n    dasar: h.5\n    pejabat: Kepala bagian\n{TESTED}"
A_REPORT = """\
tahun: 2025
permohonan_diterima: 10
dikabulkan_penuh: 6
dikabulkan_sebagian: 1
ditolak: 2
alasan_penolakan: [{dasar: h.5, jumlah: 2}]
"""
AN_ANSWER = """\
---
pertanyaan: Di mana renstra dapat dibaca?
tanggal: 2026-11-02
---
Di daftar informasi publik.
"""
SOUND = {
    PROFIL: A_PROFILE,
    DIP: f"dip:\n{ITEM.format('renstra')}",
    DIK: f"dik:\n{EXCLUDED.format('siswa')}    jangka_waktu_pengecualian: selama diperlukan\n",
    LAPORAN: A_REPORT,
    JAWABAN: AN_ANSWER,
}


def dip(*items: str, head: str = "") -> str:
    return f"dip:\n{''.join(items)}{head}"


def item(code: str = "renstra", fields: str = "") -> str:
    """An item with further fields, one a line."""
    return ITEM.format(code) + "".join(f"    {line}\n" for line in fields.splitlines())


def exclusion(fields: str = "berlaku_sampai: 2027-03-02", code: str = "siswa") -> str:
    return f"dik:\n{EXCLUDED.format(code)}" + "".join(f"    {line}\n" for line in fields.splitlines())


def told(text: str, path: str) -> list[str]:
    """The problems of a file without its path."""
    return [str(problem).removeprefix(f"{path}:") for problem in several(text, path).problems]


def cards(text: str, path: str) -> list[Card]:
    made = several(text, path)
    assert not made.left_out, made.problems
    return [card_of(record) for record in made.records]


# Reading ------------------------------------------------------------------------------------------------------


def test_the_five_kinds_of_files_are_found_with_their_ids(tmp_path: Path) -> None:
    for path, text in SOUND.items():
        write(tmp_path, path, text)
    write(tmp_path, "satker/unila/satker.yml", "nama: x\n")

    tree = read.tree(tmp_path)

    assert {
        "unila/dik": "dik",
        "unila/dip": "dip",
        "unila/jawaban/renstra": "jawaban",
        "unila/laporan/2025": "laporan",
        "unila/ppid": "ppid",
        "unila": "satker",
    } == {each.id: each.kind for each in tree.records}
    assert tree.problems == ()


@pytest.mark.parametrize("path", SOUND)
def test_the_smallest_file_of_each_kind_is_right(path: str) -> None:
    made = several(SOUND[path], path)

    assert ([], (), 1) == ([*made.problems], made.left_out, len(made.records))


def test_an_answer_without_a_head_is_told_as_one() -> None:
    assert ["1:1: galat BACA-09: jawaban diawali kepala di antara dua baris --- lalu isinya"] == told(
        "Isi.\n", JAWABAN
    )


# A list of records --------------------------------------------------------------------------------------------


def test_every_item_is_a_record_with_its_own_id_and_line() -> None:
    made = several(dip(item("a"), item("b")), DIP)

    assert [("unila/dip/a", 2), ("unila/dip/b", 6)] == [(each.file.id, each.line) for each in made.records]


def digests(text: str) -> dict[str, bytes]:
    return {record.file.id: record.digest for record in several(text, DIP).records}


def test_an_edit_of_an_item_changes_its_digest_alone() -> None:
    before = digests(dip(item("a"), item("b"), item("c")))

    after = digests(dip(item("a"), item("b", "retensi: 5 tahun"), item("c")))

    assert ["unila/dip/b"] == [id_ for id_ in before if before[id_] != after[id_]]


def test_an_item_more_above_changes_no_digest_below() -> None:
    before = digests(dip(item("b"), item("c")))

    after = digests(dip(item("a"), item("c"), item("b")))

    assert before == {id_: after[id_] for id_ in before}


def test_the_word_sample_beside_the_items_holds_for_each_and_changes_it() -> None:
    before = digests(dip(item("a"), item("b")))
    text = dip(item("a"), item("b"), head="contoh: true\n")

    assert [True, True] == [card.contoh for card in cards(text, DIP)]
    assert all(before[id_] != mark for id_, mark in digests(text).items())


def test_a_broken_item_leaves_out_itself_alone() -> None:
    made = several(dip(item("a"), item("b", "retensi: [x]"), item("c")), DIP)

    assert (["unila/dip/a", "unila/dip/c"], ("unila/dip/b",)) == (
        [record.file.id for record in made.records],
        made.left_out,
    )
    assert ["10:5: galat ISI-04 dip.2.retensi: harus teks, bukan daftar atau kelompok isian"] == told(
        dip(item("a"), item("b", "retensi: [x]"), item("c")), DIP
    )


@pytest.mark.parametrize(
    "broken",
    [
        item("b", "judul: lagi"),
        item("b").replace("Judul", "!x Judul"),
        "  - teks saja\n",
        "  - [daftar]\n",
        item("B Besar"),
        item("a-z"),
        "  - judul: tanpa kode\n    kategori: berkala\n    rincian: ringkasan_kinerja\n",
    ],
)
def test_whatever_is_wrong_inside_an_item_is_its_own(broken: str) -> None:
    made = several(dip(item("a"), broken, item("c")), DIP)

    assert ["unila/dip/a", "unila/dip/c"] == [record.file.id for record in made.records]
    assert len(made.left_out) == 1
    assert any(problem.is_error for problem in made.problems)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("cntoh: true\n", "ISI-02"),
        ("contoh: mungkin\n", "ISI-03"),
        ("contoh: true\ncontoh: true\n", "BACA-03"),
    ],
)
def test_what_is_wrong_beside_the_items_leaves_out_all_since_they_may_be_samples(
    head: str, code: str
) -> None:
    made = several(dip(item("a"), head=head), DIP)

    assert ((), ("unila/dip",), [code]) == (
        made.records,
        made.left_out,
        [problem.code for problem in made.problems],
    )


@pytest.mark.parametrize("text", ["dip: teks\n", "dip:\n", "contoh: true\n", "dip: {a: b}\n"])
def test_a_file_without_its_list_is_an_error(text: str) -> None:
    made = several(text, DIP)

    assert made.left_out == ("unila/dip",)
    assert [problem.code for problem in made.problems] in (["ISI-01"], ["ISI-04"])


def test_an_empty_list_holds_nothing_and_is_right() -> None:
    assert validate.Checked((), (), ()) == several("dip: []\n", DIP)


@pytest.mark.parametrize("first", [item("a"), item("a", "retensi: [x]")])
def test_a_code_that_stands_twice_is_an_error_at_the_second(first: str) -> None:
    made = several(dip(first, item("b"), item("a")), DIP)

    assert "unila/dip/#3" in made.left_out
    line = 12 if "retensi" in first else 11
    assert f"{DIP}:{line - 1}:5: galat TAUT-02 dip.3.kode: “a” sudah dipakai di baris 2; pilih kode lain" in [
        str(problem) for problem in made.problems
    ]


# Messages -----------------------------------------------------------------------------------------------------

LATER = "jangka_waktu_pengecualian: selama diperlukan"
MESSAGES = [
    (DIP, dip(item().replace("setiap_saat", "dikecualikan")), "4:5: galat PPID-01 dip.1.kategori: informasi yang dikecualikan tidak termasuk DIP (UU 14/2008 Pasal 11 ayat 1 huruf a); pindahkan ke dik.yml tanpa berkas dan alamatnya"),
    (DIP, dip(item().replace("setiap_saat", "Berkala")), "4:5: galat ISI-03 dip.1.kategori: harus salah satu dari berkala, serta_merta, setiap_saat; ditemukan “Berkala”; maksud Anda “berkala”?"),
    (DIP, dip(item().replace("rencana_kerja", "rencana_krja")), "5:5: galat PPID-02 dip.1.rincian: kategori setiap_saat tidak punya rincian “rencana_krja”; maksud Anda “rencana_kerja”?"),
    (DIP, dip(item().replace("rencana_kerja", "keadaan_darurat")), "5:5: galat PPID-02 dip.1.rincian: kategori setiap_saat tidak punya rincian “keadaan_darurat”; itu rincian kategori berkala"),
    (DIP, dip(item().replace("setiap_saat", "serta_merta").replace("rencana_kerja", "zzz")), "5:5: galat PPID-02 dip.1.rincian: kategori serta_merta tidak punya rincian “zzz”; yang ada: bencana_alam, bencana_nonalam, bencana_sosial, penyakit_menular, racun_makanan, gangguan_utilitas"),
    (DIP, dip(item(fields="berkas: foto.jpg")), "6:5: galat ISI-13 dip.1.berkas: harus nama dokumen (pdf, docx, xlsx, csv) di folder berkas/ satker, tanpa spasi, seperti daftar-aset.csv, ditemukan “foto.jpg”"),
    (DIP, dip(item(fields="berkas: [a.pdf, a.pdf]")), "6:5: galat ISI-11 dip.1.berkas: berkas “a.pdf” ditulis dua kali"),
    (DIP, dip(item(fields="bentuk: [kertas]")), "6:14: galat ISI-03 dip.1.bentuk.1: harus salah satu dari cetak, digital, rekaman; ditemukan “kertas”"),
    (DIP, dip(item(fields="diverifikasi: {tanggal: 2026-01-01, oleh: x}\ncontoh: true")), "6:5: galat ISI-11 dip.1.diverifikasi: rekaman contoh tidak boleh memuat diverifikasi"),
    (DIP, dip(item(fields="sumber: [{untuk: [jdul]}]")), "6:23: galat ISI-10 dip.1.sumber.1.untuk.1: menyebut isian yang tidak ada, ditemukan “jdul”; maksud Anda “judul”?"),
    (DIK, exclusion(LATER).replace("    dasar: h.5\n", ""), "2:5: galat PPID-03 dik.1.dasar: wajib diisi (Dasar pengecualian); huruf a sampai j dari UU 14/2008 Pasal 17"),
    (DIK, exclusion(LATER).replace("    pejabat: Kepala bagian\n", ""), "2:5: galat PPID-03 dik.1.pejabat: wajib diisi (Pejabat yang menetapkan); identitas pejabat yang menetapkan, dengan jabatannya (PP 61/2010 Pasal 4 ayat 2 huruf b)"),
    (DIK, exclusion(LATER).replace(TESTED, ""), "2:5: galat PPID-03 dik.1.uji_konsekuensi: wajib diisi (Uji konsekuensi); pengecualian didahului pengujian tentang konsekuensinya (UU 14/2008 Pasal 19)"),
    (DIK, exclusion("").replace("\n\n", "\n"), "2:5: galat PPID-03 dik.1: wajib memuat jangka_waktu_pengecualian atau berlaku_sampai (PP 61/2010 Pasal 4 ayat 2 huruf d)"),
    (DIK, exclusion(LATER).replace("      bila_ditutup: c\n", ""), "6:5: galat ISI-01 dik.1.uji_konsekuensi.bila_ditutup: wajib diisi (Konsekuensi bila ditutup)"),
    (DIK, exclusion(LATER).replace("h.5", "k"), "4:5: galat ISI-10 dik.1.dasar: harus huruf a sampai j dari UU 14/2008 Pasal 17, atau h dengan angkanya seperti h.5, ditemukan “k”"),
    (DIK, exclusion(LATER).replace("h.5", "h.6"), "4:5: galat ISI-10 dik.1.dasar: harus huruf a sampai j dari UU 14/2008 Pasal 17, atau h dengan angkanya seperti h.5, ditemukan “h.6”"),
    (DIK, exclusion(LATER).replace("h.5", "[i, i]"), "4:5: galat ISI-11 dik.1.dasar: dasar i ditulis dua kali"),
    (DIK, exclusion(LATER).replace("h.5", "j"), "4:5: galat PPID-03 dik.1.dasar: huruf j wajib menyebut undang-undang yang melarangnya di dasar_hukum (UU 14/2008 Pasal 17 huruf j)"),
    (DIK, exclusion("berlaku_sampai: 2026-03-01"), "11:5: galat ISI-11 dik.1.berlaku_sampai: berlaku_sampai tidak boleh sebelum uji konsekuensi"),
    (DIK, exclusion(f"{LATER}\ntanggal_penetapan: 2026-03-01"), "12:5: galat ISI-11 dik.1.tanggal_penetapan: uji konsekuensi harus sebelum tanggal_penetapan"),
    *((DIK, exclusion(f"{LATER}\n{key}: rahasia.pdf"), f"12:5: galat PPID-04 dik.1.{key}: daftar informasi yang dikecualikan hanya menguraikan, tidak memuat berkas atau alamat (UU 14/2008 Pasal 17); hapus baris ini, dan bila berkasnya sudah dikirim minta pengelola membersihkan riwayat git") for key in ("berkas", "url", "tautan", "dokumen", "lampiran")),
    (DIK, exclusion(LATER).replace("ringkasan: a", "ringkasan: Lihat https://a.id/x"), "8:7: galat PPID-04 dik.1.uji_konsekuensi.ringkasan: teks memuat “https://a.id/x”; daftar informasi yang dikecualikan tidak memuat berkas atau alamat (UU 14/2008 Pasal 17)"),
    (DIK, exclusion(LATER).replace("informasi: a", "informasi: di berkas/a.pdf"), "3:5: galat PPID-04 dik.1.uraian_informasi: teks memuat “berkas/a.pdf”; daftar informasi yang dikecualikan tidak memuat berkas atau alamat (UU 14/2008 Pasal 17)"),
    (LAPORAN, A_REPORT.replace("penuh: 6", "penuh: 8"), "2:1: galat PPID-05 permohonan_diterima: dikabulkan_penuh, dikabulkan_sebagian, dan ditolak berjumlah 11, lebih dari 10 permohonan yang diterima"),
    (LAPORAN, A_REPORT.replace("jumlah: 2", "jumlah: 4"), "6:33: galat PPID-05 alasan_penolakan.1.jumlah: alasan ini dipakai 4 kali, lebih dari 3 permohonan yang ditolak atau dikabulkan sebagian"),
    (LAPORAN, A_REPORT.replace("jumlah: 2", "jumlah: 1"), "5:1: galat PPID-05 ditolak: 2 permohonan ditolak, tetapi alasan_penolakan menjelaskan 1; setiap penolakan diumumkan alasannya (UU 14/2008 Pasal 12 huruf d)"),
    (LAPORAN, "tahun: 2025\npermohonan_diterima: 3\ndikabulkan_penuh: 0\ndikabulkan_sebagian: 0\nditolak: 0\nrata_rata_waktu_hari_kerja: 4,5\n", "6:1: galat PPID-05 rata_rata_waktu_hari_kerja: rata-rata 4,5 hari kerja dari 0 permohonan yang dijawab; hapus baris ini"),
    (LAPORAN, A_REPORT.replace("tahun: 2025", "tahun: 2024"), "1:1: galat ISI-11 tahun: ditemukan “2024”, padahal nama berkasnya laporan-2025.yml"),
    (LAPORAN, A_REPORT.replace("ditolak: 2\n", ""), "1:1: galat ISI-01 ditolak: wajib diisi (Ditolak); UU 14/2008 Pasal 12 huruf c"),
    (LAPORAN, A_REPORT + "rata_rata_waktu_hari_kerja: cepat\n", "7:1: galat ISI-05 rata_rata_waktu_hari_kerja: harus bilangan seperti 6,5, ditemukan “cepat”"),
    (LAPORAN, A_REPORT.replace("dasar: h.5, ", ""), "6:20: galat ISI-04 alasan_penolakan.1: isi dasar (huruf Pasal 17) atau alasan, boleh keduanya"),
    (PROFIL, A_PROFILE + "url_permohonan: formulir\n", "2:1: galat ISI-07 url_permohonan: harus alamat web lengkap seperti https://contoh.go.id/, ditemukan “formulir”"),
    (PROFIL, A_PROFILE + "standar: {pengumuman: {}}\n", "2:11: galat ISI-04 standar.pengumuman: isi berkas atau url, boleh keduanya"),
    (PROFIL, A_PROFILE + "standar: {pengumumn: a.pdf}\n", "2:11: galat ISI-02 standar.pengumumn: kunci tidak dikenal; maksud Anda “pengumuman”?"),
    (PROFIL, A_PROFILE + "diverifikasi: {tanggal: 2026-01-01, oleh: x}\ncontoh: true\n", "2:1: galat ISI-11 diverifikasi: rekaman contoh tidak boleh memuat diverifikasi"),
    (JAWABAN, AN_ANSWER.replace("Di daftar informasi publik.\n", ""), "1:1: galat ISI-09 isi: jawaban masih kosong"),
    (JAWABAN, AN_ANSWER.replace("tanggal: 2026-11-02\n", "tanggal: 2026-11-02\nterkait: [renstra]\n"), "4:11: galat ISI-10 terkait.1: harus rujukan ke informasi di DIP seperti unila/dip/rencana-strategis, ditemukan “renstra”"),
    (JAWABAN, AN_ANSWER.replace("tanggal: 2026-11-02\n", "tanggal: 2026-11-02\nrincian: perjanjian\n"), "4:1: galat ISI-11 rincian: rincian memerlukan kategori"),
    (JAWABAN, AN_ANSWER.replace("tanggal: 2026-11-02\n", "tanggal: 2026-11-02\nkategori: dikecualikan\n"), "4:1: galat PPID-01 kategori: informasi yang dikecualikan tidak termasuk DIP (UU 14/2008 Pasal 11 ayat 1 huruf a); pindahkan ke dik.yml tanpa berkas dan alamatnya"),
    (JAWABAN, AN_ANSWER.replace("publik.\n", "publik. [x](javascript:alert)\n"), "5:1: galat ISI-12 isi: tautan “javascript:alert” tidak diterima; pakai https://…, mailto:…, berkas/nama, atau alamat portal ini yang diawali garis miring"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), MESSAGES)
def test_a_mistake_is_told_in_one_message_at_its_place(path: str, text: str, expected: str) -> None:
    assert [expected] == told(text, path)


def test_everything_that_an_exclusion_lacks_is_told_in_one_run() -> None:
    lacking = told("dik:\n  - kode: a\n    uraian_informasi: b\n", DIK)

    assert ["dasar", "uji_konsekuensi", "pejabat", ""] == [
        re.sub(r"^.*PPID-03 dik\.1\.?(\w*):.*$", r"\1", line) for line in lacking
    ]


def test_every_sum_that_cannot_be_is_told_in_one_run() -> None:
    text = A_REPORT.replace("penuh: 6", "penuh: 20").replace("jumlah: 2", "jumlah: 9")

    assert ["PPID-05", "PPID-05"] == [line.split()[2] for line in told(text, LAPORAN)]


def test_figures_that_are_possible_are_left_alone() -> None:
    """Requests left open at the end of the year, a partial refusal, two grounds of one refusal, disputes of last year."""
    text = A_REPORT.replace("jumlah: 2}]", "jumlah: 2}, {alasan: x, jumlah: 3}]")

    assert [] == told(f"{text}keberatan: 30\nsengketa: 40\nrata_rata_waktu_hari_kerja: 18.25\n", LAPORAN)


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (PROFIL, A_PROFILE + "tempat: Hubungi 0812 3456 7890\n", "tempat"),
        (DIP, dip(item(fields="ringkasan: NISN 0051234567")), "dip.1.ringkasan"),
        (DIK, exclusion(LATER).replace("informasi: a", "informasi: NISN 0051234567"), "dik.1.uraian_informasi"),
        (LAPORAN, A_REPORT + "kendala: Hubungi 0812 3456 7890\n", "kendala"),
        (JAWABAN, AN_ANSWER.replace("dapat dibaca", "NISN 0051234567"), "pertanyaan"),
        (JAWABAN, AN_ANSWER.replace("Di daftar", "NISN 0051234567"), "isi"),
    ],
)  # fmt: skip
def test_personal_data_is_an_error_in_every_kind(path: str, text: str, field: str) -> None:
    made = several(text, path)

    assert [("ISI-16", field)] == [(problem.code, problem.field) for problem in made.problems]
    assert made.records == ()


def test_a_false_alarm_in_an_item_is_named_by_its_field() -> None:
    text = dip(item(), item("b", "ringkasan: NISN 0051234567"))
    result = read.source(file(DIP), text.encode())
    assert isinstance(result, Source)

    made = validate.records(result, b"", {(DIP, "dip.2.ringkasan", "nisn")})

    assert ((), 2) == (made.problems, len(made.records))


def test_an_answers_files_are_linked_from_its_own_depth() -> None:
    record = several(AN_ANSWER.replace("Di daftar", "[a](berkas/a.csv)"), JAWABAN).records[0]

    assert 'href="../../../../satker/unila/berkas/a.csv"' in record.html
    assert record.files == ("a.csv",)


# Malformed files ----------------------------------------------------------------------------------------------

START: Mapping[str, tuple[type[Rekaman], str, str]] = {
    PROFIL: (ProfilPpid, A_PROFILE, ""),
    DIP: (Dip, SOUND[DIP], "    "),
    DIK: (Dik, SOUND[DIK], "    "),
    LAPORAN: (Laporan, A_REPORT, ""),
}
MUTATIONS = ("{zz: 1}", "[[x]]", '""', "!zz x", "&zz x", "*zz")
MALFORMED = [
    (path, field, value)
    for path, (model, _, _) in START.items()
    for field in model.model_fields
    if field not in ("kode", "uji_konsekuensi", "alasan_penolakan")
    for value in MUTATIONS
]


@pytest.mark.parametrize(("path", "field", "value"), MALFORMED)
def test_a_malformed_field_is_an_error_on_its_line(path: str, field: str, value: str) -> None:
    _, text, indent = START[path]
    kept = [line for line in text.splitlines() if not line.startswith(f"{indent}{field}:")]
    kept.append(f"{indent}{field}: {value}")

    made = several("\n".join(kept) + "\n", path)

    assert made.records == ()
    assert any(p.is_error and p.line == len(kept) for p in made.problems), made.problems


@given(st.lists(st.recursive(
    st.text(max_size=12) | st.sampled_from(["renstra", "h.5", "2026-02-30", "berkala", "dikecualikan", "a.pdf", "1,5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*Dip.model_fields, *Dik.model_fields, "url"]), inner, max_size=5),
    max_leaves=12), max_size=4), st.sampled_from(["dip", "dik"]))  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_no_list_raises(items: list[Any], kind: str) -> None:
    source = Source(file({"dip": DIP, "dik": DIK}[kind]), {kind: items}, {})

    made = validate.records(source, b"")

    assert len(made.records) + len(made.left_out) == len(items)
    assert bool(made.left_out) == any(problem.is_error for problem in made.problems)


# Days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-24", "2026-11-24"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
        ("2026-06-30", "2026-12-30"),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: str, expected: str) -> None:
    assert date.fromisoformat(expected) == months_later(date.fromisoformat(day), 6)


BARE = Kalender({}, frozenset(), frozenset())
LEBARAN = Kalender(
    {day: Libur(day, "Lebaran", cuti_bersama=day.day > 11) for day in (date(2027, 3, 10), date(2027, 3, 12))},
    frozenset({2027}),
    frozenset(),
)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    before = sebelum(day, count, BARE)

    assert count == sum((before + timedelta(n)).weekday() < 5 for n in range((day - before).days))
    assert before.weekday() < 5 or before == day


def test_days_off_lie_between_too_and_cuti_bersama_with_them() -> None:
    assert date(2027, 3, 8) == sebelum(date(2027, 3, 15), 3, LEBARAN)


def dip_card(fields: str = "", code: str = "renstra") -> DipCard:
    text = item(code, fields).replace("setiap_saat", "berkala").replace("rencana_kerja", "ringkasan_kinerja")
    (card,) = cards(dip(text), DIP)
    assert isinstance(card, DipCard)
    return card


def dik_card(until: date) -> DikCard:
    (card,) = cards(exclusion(f"berlaku_sampai: {until}"), DIK)
    assert isinstance(card, DikCard)
    return card


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ("diperbarui: 2026-05-24", date(2026, 11, 24)),
        ("diperbarui: 2026-05-24\nwaktu_pembuatan: 2020", date(2026, 11, 24)),
        ("waktu_pembuatan: 2026-05-24", date(2026, 11, 24)),
        ("waktu_pembuatan: 2025", date(2026, 6, 30)),
        ("", None),
    ],
)
def test_a_periodic_information_is_old_from_the_day_after_six_months(fields: str, last: date | None) -> None:
    card = dip_card(fields)
    day = (last or date(2200, 1, 1)).toordinal()

    assert (False, last is not None) == (card.usang_pada(day), card.usang_pada(day + 1))


@pytest.mark.parametrize("kategori", ["setiap_saat", "serta_merta"])
def test_only_periodic_information_grows_old(kategori: str) -> None:
    rincian = next(iter(RINCIAN[kategori]))
    text = item(fields="diperbarui: 2020-01-01").replace("setiap_saat", kategori)
    (card,) = cards(dip(text.replace("rencana_kerja", rincian)), DIP)

    assert isinstance(card, DipCard)
    assert not card.usang_pada(TODAY.toordinal())


def test_an_exclusion_ends_by_itself_and_is_announced_thirty_working_days_before() -> None:
    last = date(2027, 3, 2)
    card = dik_card(last)
    first = sebelum(last, 30, BARE)
    assert first == date(2027, 1, 19)

    said = [
        (card.segera_berakhir_pada(day.toordinal(), BARE), card.terbuka_pada(day.toordinal()))
        for day in (first - timedelta(1), first, last, last + timedelta(1))
    ]

    assert [(False, False), (True, False), (True, False), (False, True)] == said


# Linking ------------------------------------------------------------------------------------------------------


def linked(*given_cards: Card, today: date = TODAY, **options: Any) -> link.Linked:
    return link.portal(
        acuan(), (unit("unila"), unit("alfa"), unit("zeta")), given_cards, today=today, **options
    )


def faults(result: link.Linked) -> list[str]:
    return [f"{f.id} {'.'.join(map(str, f.steps))}: {f.severity} {f.code} {f.message}" for f in result.faults]


def answer(fields: str = "", path: str = JAWABAN) -> Card:
    return cards(AN_ANSWER.replace("tanggal: 2026-11-02\n", f"tanggal: 2026-11-02\n{fields}"), path)[0]


REPORTED = cards(A_REPORT, LAPORAN)[0]


def test_a_file_that_is_not_there_leaves_out_its_item_and_suggests() -> None:
    (card,) = cards(dip(item(fields="berkas: [a.pdf, renstr.pdf]")), DIP)
    attachments = frozenset({("unila", "a.pdf"), ("unila", "renstra.pdf"), ("alfa", "renstr.pdf")})

    result = linked(card, attachments=attachments)

    assert [
        "unila/dip/renstra berkas.1: galat TAUT-07 tidak ada berkas “renstr.pdf” di satker/unila/berkas/; maksud Anda “renstra.pdf”?"
    ] == faults(result)
    assert ({}, frozenset({"unila/dip/renstra"})) == (result.portal.dip, result.left_out)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PROFIL, A_PROFILE + "standar: {pengumuman: a.pdf}\n"),
        (PROFIL, A_PROFILE + "maklumat_informasi: {isi: x, berkas: a.pdf}\n"),
        (LAPORAN, A_REPORT + "berkas: a.pdf\n"),
        (JAWABAN, AN_ANSWER.replace("Di daftar", "[x](berkas/a.pdf)")),
    ],
)
def test_a_file_that_is_not_there_leaves_out_whatever_names_it(path: str, text: str) -> None:
    (card,) = cards(text, path)

    assert ["TAUT-07"] == [fault.code for fault in linked(card).faults]
    assert [] == list(linked(card).portal.informasi)
    assert [] == faults(linked(card, attachments=frozenset({("unila", "a.pdf")})))


def test_old_information_and_a_missing_report_are_warnings() -> None:
    result = linked(dip_card("diperbarui: 2026-05-23"))

    assert [
        "unila/dip/renstra diperbarui: peringatan PPID-06 lebih dari enam bulan sejak perubahan terakhir (batasnya 23 November 2026); informasi berkala diumumkan paling singkat enam bulan sekali (UU 14/2008 Pasal 9 ayat 3)",
        "unila/dip : peringatan PPID-07 belum ada ppid/laporan-2025.yml; layanan informasi diumumkan setiap tahun (UU 14/2008 Pasal 12)",
    ] == faults(result)
    assert ["unila/dip/renstra"] == list(result.portal.dip)


def test_a_report_is_missed_only_where_there_is_a_list_and_not_where_it_is_broken() -> None:
    assert [] == faults(linked(dip_card(), REPORTED))
    assert [] == faults(linked(dip_card(), left_out=frozenset({"unila/laporan/2025"})))
    assert [] == faults(linked(cards(A_PROFILE, PROFIL)[0]))
    assert ["PPID-07"] == [f.code for f in linked(dip_card(), REPORTED, today=date(2027, 1, 1)).faults]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 1, 17), []),  # cuti bersama on 5 February
        (date(2027, 1, 18), ["peringatan PPID-08 masa pengecualian berakhir 2 Maret 2027; paling lambat 30 hari kerja sebelumnya PPID menetapkannya sebagai informasi publik (PP 61/2010 Pasal 11)"]),
        (date(2027, 3, 3), ["peringatan PPID-08 masa pengecualian berakhir 2 Maret 2027, sehingga informasi ini terbuka dengan sendirinya (PP 61/2010 Pasal 11); tulis di dip.yml, lalu hapus dari sini"]),
    ],
)  # fmt: skip
def test_an_exclusion_is_spoken_of_when_its_end_is_near(today: date, expected: list[str]) -> None:
    result = linked(dik_card(date(2027, 3, 2)), today=today)

    assert [f"unila/dik/siswa berlaku_sampai: {line}" for line in expected] == faults(result)
    (card,) = result.portal.dik.values()
    assert result.portal.terbuka(card) == (today > date(2027, 3, 2))


@pytest.mark.parametrize(
    ("card", "severity", "is_shown"),
    [
        (lambda: dip_card("diperbarui: 2026-11-25"), "peringatan", True),
        (lambda: dip_card("diverifikasi: {tanggal: 2026-11-25, oleh: x}"), "galat", False),
        (lambda: cards(exclusion(LATER).replace("2026-03-02", "2026-11-25"), DIK)[0], "galat", False),
        (lambda: cards(A_REPORT.replace("2025", "2026"), LAPORAN.replace("2025", "2026"))[0], "peringatan", True),
        (lambda: cards(AN_ANSWER.replace("2026-11-02", "2026-11-25"), JAWABAN)[0], "peringatan", False),
    ],
)  # fmt: skip
def test_a_day_to_come_is_told(card: Any, severity: str, is_shown: bool) -> None:
    made = card()
    result = linked(made, *([REPORTED] if made.id != "unila/laporan/2026" else []))
    told_of_it = [fault for fault in result.faults if fault.code == "TAUT-10"]

    assert [severity] == [fault.severity for fault in told_of_it]
    assert is_shown == (made.id in {each.id for each in result.portal.informasi})


def test_an_answer_leads_to_the_information_and_the_information_to_it() -> None:
    result = linked(dip_card(), REPORTED, answer("terkait: [unila/dip/renstra]\n"))

    (target,) = result.portal.targets["unila/jawaban/renstra"]
    assert ("Judul", "ppid/dip/unila/renstra/") == (target.title, target.address)
    assert ["unila/jawaban/renstra"] == [
        each.id for each in result.portal.jawaban_per_dip["unila/dip/renstra"]
    ]


def test_an_answer_that_leads_nowhere_is_left_out_and_one_to_what_is_broken_is_not() -> None:
    wrong = answer("terkait: [unila/dip/renstr]\n")

    assert [
        "unila/jawaban/renstra terkait.0: galat TAUT-01 tidak ada informasi “unila/dip/renstr” di DIP; maksud Anda “unila/dip/renstra”?"
    ] == faults(linked(dip_card(), REPORTED, wrong))
    for gone in ("unila/dip/renstr", "unila/dip"):
        result = linked(wrong, left_out=frozenset({gone}))
        assert ["TAUT-05"] == [fault.code for fault in result.faults]
        assert 1 == len(result.portal.jawaban)
    assert [] == faults(linked(wrong, hidden=frozenset({"unila/dip/renstr"})))


def test_a_former_address_that_is_taken_is_refused() -> None:
    taken = dip_card("alamat_lama: [/ppid/dip/unila/lain/]"), dip_card(code="lain")

    assert ["TAUT-02"] == [fault.code for fault in linked(*taken, REPORTED).faults]


def test_the_portal_keeps_the_order_of_satker_and_of_their_files_and_counts() -> None:
    rows: list[Card] = []
    for slug in ("zeta", "alfa"):
        path = DIP.replace("unila", slug)
        rows += cards(dip(item("b"), item("a"), item("c", "judul2: x")).replace("    judul2: x\n", ""), path)
        rows += cards(A_REPORT, LAPORAN.replace("unila", slug))
        rows += cards(
            A_REPORT.replace("2025", "2024"), LAPORAN.replace("unila", slug).replace("2025", "2024")
        )

    portal = linked(*rows, dip_card(), REPORTED).portal

    ids = [f"{slug}/dip/{code}" for slug in ("alfa", "zeta") for code in ("b", "a", "c")]
    order = [slug for slug in portal.satker if slug in portal.dip_per_satker]
    assert sorted([*ids, "unila/dip/renstra"], key=lambda id_: order.index(id_.split("/")[0])) == list(
        portal.dip
    )
    assert (6, 1, 3, 0) == tuple(
        portal.jumlah_dip[key]
        for key in (("", "setiap_saat"), ("", "berkala"), ("zeta", "setiap_saat"), ("zeta", "serta_merta"))
    )
    assert [2025, 2024] == [card.tahun for card in portal.laporan_per_satker["zeta"]]
    assert len(portal.satker) + 7 + 5 == portal.rekaman


def test_a_cards_digest_stands_for_the_files_that_it_offers() -> None:
    (card,) = cards(dip(item(fields="berkas: a.csv")), DIP)
    attachments = frozenset({("unila", "a.csv")})

    first, same, other = (
        linked(card, documents={("unila", "a.csv"): Lampiran("csv", 3, mark)}, attachments=attachments).portal
        for mark in ("aa", "aa", "bb")
    )

    assert first.dip["unila/dip/renstra"] == same.dip["unila/dip/renstra"]
    assert first.dip["unila/dip/renstra"].digest != other.dip["unila/dip/renstra"].digest


def test_every_category_has_its_article_and_every_ground_its_words() -> None:
    assert list(KATEGORI) == list(PASAL) == list(RINCIAN)
    assert [11, 6, 16] == [len(names) for names in RINCIAN.values()]
    assert "abcdefghij" == "".join(HURUF)
    assert "huruf h angka 5 (rahasia pribadi)" == sebutan_dasar("h.5")
    assert len(STANDAR) == 7
    assert "terkait" in Jawaban.model_fields


# Builds -------------------------------------------------------------------------------------------------------

build = functools.partial(portals.build, searchable=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = portals.portal(tmp_path / "portal")
    for path, text in SOUND.items():
        write(root, path.replace("unila", "alfa"), text)
    write(
        root,
        DIP.replace("unila", "alfa"),
        dip(item("a"), item("b", "berkas: b.csv"), item("c", "retensi: [x]")),
    )
    write(root, "satker/alfa/berkas/b.csv", "x,y\n")
    return root


def remembered(root: Path) -> dict[str, bytes]:
    """The digest of every card that the last build knew."""
    memory = read_memory(root / ".cache/ultra")
    assert memory is not None
    return {card[0]: card[4] for known in memory.records.values() for card in known.cards}


def test_a_build_counts_items_and_names_the_broken_one(root: Path) -> None:
    outcome = build(root)

    assert outcome.left_out == ("alfa/dip/c",)
    assert outcome.records == 10 + 3 + 1 + 1 + 1 + 1


def test_a_second_build_knows_an_edited_item_from_its_neighbours(root: Path) -> None:
    build(root)
    before = remembered(root)
    write(
        root,
        DIP.replace("unila", "alfa"),
        dip(item("baru"), item("a"), item("b", "berkas: b.csv\nretensi: x")),
    )

    outcome = build(root)

    after = remembered(root)
    assert outcome.reason == ""
    assert {"alfa/dip/baru", "alfa/dip/b"} == {id_ for id_ in after if before.get(id_) != after[id_]}


def test_problems_of_an_unchanged_file_are_told_again(root: Path) -> None:
    first = build(root)

    second = build(root)

    assert first.problems == second.problems
    assert second.left_out == ("alfa/dip/c",)


def test_a_document_is_measured_once(root: Path) -> None:
    build(root)
    memory = read_memory(root / ".cache/ultra")
    assert memory is not None

    assert [(4, sha256(b"x,y\n").hexdigest())] == list(memory.sums.values())
    write(root, "satker/alfa/berkas/b.csv", "x,y,z\n")
    build(root)
    memory = read_memory(root / ".cache/ultra")
    assert memory is not None
    assert [(6, sha256(b"x,y,z\n").hexdigest())] == list(memory.sums.values())


def test_a_fault_between_records_has_the_line_of_its_item(root: Path) -> None:
    text = dip(
        item("a"), item("b").replace("setiap_saat", "berkala").replace("rencana_kerja", "ringkasan_kinerja")
    )
    write(
        root, DIP.replace("unila", "alfa"), f"{text}    diperbarui: 2020-01-01\n    berkas: tidak-ada.csv\n"
    )

    found = pipeline.check(pipeline.configured(root), now=NOW)

    assert [(10, "PPID-06", "dip.2.diperbarui"), (11, "TAUT-07", "dip.2.berkas")] == [
        (problem.line, problem.code, problem.field) for problem in found if "/dip.yml" in problem.file
    ]


def test_several_processes_know_the_same_as_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    alone = remembered(root), portals.files(root / "site")
    monkeypatch.setattr("generator.work.MANY", 2)

    build(root, jobs=3, full=True)

    assert alone == (remembered(root), portals.files(root / "site"))


def test_an_item_can_be_read_in_full_by_its_id(root: Path) -> None:
    work = pipeline.assembled(pipeline.configured(root), now=NOW)
    work.records.clear()

    record = work.record("alfa/dip/b")

    assert isinstance(record.data, Dip)
    assert ("b", 6) == (record.data.kode, record.line)
    assert isinstance(work.record("alfa/ppid").data, ProfilPpid)
    assert isinstance(work.record("alfa/laporan/2025").data, Laporan)


def test_samples_can_be_left_out_altogether(root: Path) -> None:
    write(root, DIP.replace("unila", "alfa"), dip(item("a"), head="contoh: true\n"))
    settings_ = (root / "mkdocs.yml").read_text().replace("tampilkan_contoh: true", "tampilkan_contoh: false")
    write(root, "mkdocs.yml", settings_)

    work = pipeline.assembled(pipeline.configured(root), now=NOW)

    assert {} == work.portal.dip
    assert ["alfa"] == list(work.portal.ppid)


def test_a_portal_without_public_information_has_none_and_opens_nothing_for_it(tmp_path: Path) -> None:
    root = portals.portal(tmp_path / "tanpa")

    build(root)

    memory = read_memory(root / ".cache/ultra")
    assert memory is not None
    assert memory.sums == Memory().sums
    assert pipeline.assembled(pipeline.configured(root), now=NOW).portal.informasi == ()
