"""Checking: one clear Indonesian message a mistake, all of them in one run, each at its place."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import Any
from zlib import crc32

import portal_on_disk
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import REPO

from generator.records.berita import Berita
from generator.records.fields import Rekaman
from generator.records.layanan import Layanan
from generator.records.satker import Satker, Skm, Unsur
from generator.sources import File, Kind, Source, Stamp
from generator.stages import read, validate

BASE = """\
nama: Legalisir ijazah
jenis: IJZ-01
cara_layanan: daring
sasaran: [umum]
untuk_siapa: Warga
persyaratan:
  - syarat: ijazah_asli
jangka_waktu: {nilai: 2, satuan: hari_kerja}
biaya_tarif: 0
diperbarui: 2026-10-01
ditinjau: 2027-10-01
url_daring: https://contoh.invalid/layanan
contoh: true
"""
WRONG = {
    "nama": ["", "[a]", "{a: b}"],
    "jenis": ["IJZ-1", "ijz-01", "[IJZ-01]", "{a: b}"],
    "cara_layanan": ["daringg", "Daring", "[daring]", "{a: b}"],
    "sasaran": ["umum", "[semua]", "{a: b}", "[[umum]]"],
    "untuk_siapa": ["[a]", "{a: b}"],
    "persyaratan": [
        "teks",
        "[{}]",
        "[{syarat: Ijazah}]",
        "[{syarat: a, teks: b}]",
        "[{kondisi: a}]",
        "[{kondisi: a, butir: []}]",
    ],
    "jangka_waktu": [
        "2",
        "{nilai: dua, satuan: hari}",
        "{nilai: 2}",
        "{nilai: 0, satuan: hari}",
        "{nilai: 2, satuan: minggu}",
    ],
    "biaya_tarif": ["gratis", "{jumlah: Rp5000}", "[{}]", "{jumlah: -1}", "{jumlah: 1.000}"],
    "diperbarui": ["1 Oktober 2026", "2026-02-30", "2026-13-01", "01-10-2026", "2028-01-01", "1593475200"],
    "ditinjau": ["besok", "2026-1-1", "[2026-01-01]"],
    "url_daring": [
        "javascript:alert(1)",
        "http://",
        "contoh.go.id",
        "https://a@b.id/",
        "https://b.id/a b",
        "data:text/html,x",
    ],
    "contoh": ["mungkin", "[true]", "1"],
    "tidak_ada": ["a"],
}
CASES = [(field, value) for field, values in WRONG.items() for value in values]
LINE = re.compile(r"satker/a/layanan/b\.yml:\d+:\d+: (galat|peringatan) [A-Z]+-\d\d( [a-z0-9_.]+)?: .+")


def checked(text: str, kind: Kind = "layanan") -> tuple[object, list[str]]:
    file = File(f"satker/a/{kind}/b.yml", kind, "a", "b", Stamp(0, 0, 0))
    source = read.source(file, text.encode())
    assert isinstance(source, Source)
    record, problems = validate.record(source, b"")
    return record, [str(problem) for problem in problems]


def errors(text: str) -> list[str]:
    return [line for line in checked(text)[1] if ": galat " in line]


def test_the_base_record_is_right() -> None:
    assert errors(BASE) == []


@pytest.mark.parametrize(("field", "value"), CASES)
def test_a_wrong_value_is_named_with_its_place(field: str, value: str) -> None:
    text = re.sub(rf"^{field}:.*(\n  .*)*", f"{field}: {value}", BASE, flags=re.MULTILINE)
    if field not in BASE:
        text = BASE + f"{field}: {value}\n"

    found = errors(text)

    assert found
    assert all(LINE.fullmatch(line) for line in found), found


def test_every_mistake_is_told_in_one_run() -> None:
    found = errors("nma: a\njenis: IJZ-1\ncara_layanan: darin\nditinjau: besok\n")

    codes = sorted(re.findall(r"galat (\S+)", " ".join(found)))
    assert codes == ["ISI-01", "ISI-02", "ISI-03", "ISI-06", "ISI-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nma: a", "2:1: galat ISI-02 nma: kunci tidak dikenal; maksud Anda “nama”?"),
        ("cara_layanan: daringg", "2:1: galat ISI-03 cara_layanan: harus salah satu dari tatap_muka, daring, hibrida; ditemukan “daringg”; maksud Anda “daring”?"),
        ("biaya_tarif:\n  jumlah: gratis", "3:3: galat ISI-05 biaya_tarif.jumlah: harus bilangan bulat, ditemukan “gratis”; tulis angka saja tanpa Rp dan titik, dan 0 bila tanpa biaya"),
        ("ditinjau: 2026-02-30", "2:1: galat ISI-06 ditinjau: tanggal “2026-02-30” tidak ada di kalender"),
    ],
)  # fmt: skip
def test_a_message_says_what_is_wrong_what_was_found_and_what_is_right(text: str, expected: str) -> None:
    assert f"satker/a/layanan/b.yml:{expected}" in errors(f"jenis: IJZ-01\n{text}\nnama: x\n")


@pytest.mark.parametrize("change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "# catatan\n" + t, lambda t: "\n".join(reversed(BASE.replace("persyaratan:\n  - syarat: ijazah_asli", "persyaratan: [{syarat: ijazah_asli}]").splitlines())), lambda t: t.replace("Warga", "'Warga'"), lambda t: t.replace("daring\n", '"daring"\n')])  # fmt: skip
def test_another_way_to_write_the_same_is_no_mistake(change: object) -> None:
    assert callable(change)
    assert errors(change(BASE)) == []


def test_short_forms_mean_the_long_ones() -> None:
    short = Layanan.model_validate(
        {
            "nama": "a",
            "jenis": "IJZ-01",
            "biaya_tarif": "0",
            "sistem_mekanisme_prosedur": ["x"],
            "status": "aktif",
        }
    )
    long = Layanan.model_validate(
        {"nama": "a", "jenis": "IJZ-01", "biaya_tarif": [{"jumlah": "0"}], "sistem_mekanisme_prosedur": [{"judul": "x"}], "status": {"keadaan": "aktif"}}
    )  # fmt: skip

    assert short == long


@pytest.mark.parametrize(
    ("score", "value", "grade"),
    [("4", "100.00", "A"), ("3.5324", "88.31", "A"), ("3.5323", "88.31", "A"), ("3.532", "88.30", "B"), ("3.06", "76.50", "C"), ("2.6", "65.00", "C"), ("1", "25.00", "D")],
)  # fmt: skip
def test_the_survey_is_rounded_before_it_is_graded(score: str, value: str, grade: str) -> None:
    survey = Skm.model_validate(
        {"tahun": "2025", "responden": "10", "unsur": dict.fromkeys(Unsur.model_fields, score)}
    )

    assert (survey.nilai, survey.mutu[0]) == (Decimal(value), grade)


# Exact messages -----------------------------------------------------------------------------------------------

START = {
    "satker/unila/satker.yml": ("nama: a\njenis: PT\nwilayah: ['18']\n{}\n", 3),
    "satker/unila/layanan/legalisir.yml": ("nama: a\njenis: IJZ-05\n{}\n", 2),
    "satker/unila/berita/rapat.md": ("---\njudul: a\ntanggal: 2026-11-01\n{}\n---\nIsi\n", 3),
}
SATKER, LAYANAN, BERITA = START
MESSAGES = [
    (LAYANAN, "sifat: x", "1:1 ISI-02 sifat: kunci tidak dikenal; yang dikenal: nama, jenis, ringkasan, nama_populer, sasaran, untuk_siapa, cara_layanan, tempat_loket, …"),
    (LAYANAN, "sasaran: [siswa]", "1:11 ISI-03 sasaran.1: harus salah satu dari siswa_orang_tua, mahasiswa, guru, satuan_pendidikan, peneliti, umum; ditemukan “siswa”; maksud Anda “mahasiswa”?"),
    (LAYANAN, "sasaran: umum", "1:1 ISI-04 sasaran: harus daftar: satu isi per baris yang diawali tanda -; ditemukan “umum”"),
    (LAYANAN, "ringkasan: [a]", "1:1 ISI-04 ringkasan: harus teks, bukan daftar atau kelompok isian"),
    (LAYANAN, "batas: ''", "1:1 ISI-09 batas: teks kosong; isi, atau hapus barisnya"),
    (LAYANAN, "batas: '  '", "1:1 ISI-09 batas: teks kosong; isi, atau hapus barisnya"),
    (LAYANAN, f"batas: {'x' * 301}", "1:1 ISI-09 batas: paling panjang 300 huruf, ditemukan 301"),
    (LAYANAN, "jangka_waktu: 2 hari", "1:1 ISI-04 jangka_waktu: harus kelompok isian: baris “nama: isi” yang menjorok ke dalam; ditemukan “2 hari”"),
    (LAYANAN, "jangka_waktu: {nilai: 2}", "1:1 ISI-01 jangka_waktu.satuan: wajib diisi (Satuan)"),
    (LAYANAN, "jangka_waktu: {nilai: dua, satuan: hari}", "1:16 ISI-05 jangka_waktu.nilai: harus bilangan bulat, ditemukan “dua”; tulis angka saja, satuannya di isian satuan"),
    (LAYANAN, "jangka_waktu: {nilai: 0, satuan: hari}", "1:16 ISI-05 jangka_waktu.nilai: harus antara 1 dan 10000, ditemukan “0”"),
    (LAYANAN, "biaya_tarif: gratis", "1:1 ISI-05 biaya_tarif: harus bilangan bulat, ditemukan “gratis”; tulis angka saja tanpa Rp dan titik, dan 0 bila tanpa biaya"),
    (LAYANAN, "biaya_tarif:\n  - jumlah: 0\n  - jumlah: Rp5", "3:5 ISI-05 biaya_tarif.2.jumlah: harus bilangan bulat, ditemukan “Rp5”; tulis angka saja tanpa Rp dan titik, dan 0 bila tanpa biaya"),
    (LAYANAN, "dasar_hukum: {judul: a, berlaku: mungkin}", "1:25 ISI-03 dasar_hukum.berlaku: harus salah satu dari ya, tidak, belum_diperiksa; ditemukan “mungkin”"),
    (LAYANAN, "status: tutup", "1:1 ISI-03 status: harus salah satu dari aktif, dibatasi, tutup_sementara, dihentikan; ditemukan “tutup”"),
    (LAYANAN, "status:\n  mulai: 2026-12-02\n  sampai: 2026-12-01", "2:3 ISI-11 status.mulai: tanggal mulai harus sebelum tanggal sampai"),
    (LAYANAN, "persyaratan:\n  - syarat: a\n    teks: b", "2:5 ISI-11 persyaratan.1: isi salah satu: syarat (kode bersama) atau teks (kata sendiri)"),
    (LAYANAN, "persyaratan:\n  - kondisi: a\n    butir: []", "3:5 ISI-04 persyaratan.1.butir: harus berisi paling sedikit 1 isi, ditemukan 0"),
    (LAYANAN, "persyaratan:\n  - kondisi: a\n    butir:\n      - x\n      - syarat: Ijazah Asli", "5:9 ISI-10 persyaratan.1.butir.2.syarat: harus kode syarat: huruf kecil, angka, dan garis bawah, ditemukan “Ijazah Asli”"),
    (LAYANAN, "persyaratan:\n  - kondisi: a", "2:5 ISI-01 persyaratan.1.butir: wajib diisi (Syarat)"),
    (LAYANAN, "persyaratan:\n  - {kondisi: a, butir: [x]}\n  - {kondisi: a, butir: [y]}", "1:1 ISI-11 persyaratan: kondisi persyaratan “a” ditulis dua kali"),
    (LAYANAN, "url_daring: http://a:b@c.id/", "1:1 ISI-07 url_daring: alamat web tidak boleh memuat nama pengguna atau sandi, ditemukan “http://a:b@c.id/”"),
    (LAYANAN, "url_daring: javascript:alert(1)", "1:1 ISI-07 url_daring: harus alamat web lengkap seperti https://contoh.go.id/, ditemukan “javascript:alert(1)”"),
    (LAYANAN, "url_daring: 'http://a.id\\@b.id/'", "1:1 ISI-07 url_daring: alamat web terlalu panjang, atau memuat spasi atau tanda terlarang, ditemukan “http://a.id\\@b.id/”"),
    (LAYANAN, "jam_loket: {senin: '12.00-08.00'}", "1:13 ISI-06 jam_loket.senin: jam harus berurutan dari pagi ke sore, ditemukan “12.00-08.00”"),
    (LAYANAN, "jam_loket: {senin: pagi}", "1:13 ISI-06 jam_loket.senin: harus jam seperti 08.00-12.00, 13.00-15.30 atau tutup, ditemukan “pagi”"),
    (LAYANAN, "terkait: [unila/legalisir]", "1:11 ISI-10 terkait.1: harus rujukan seperti IJZ-01, unila, atau unila/layanan/legalisir-ijazah, ditemukan “unila/legalisir”"),
    (LAYANAN, "terintegrasi_dengan: [UNILA]", "1:23 ISI-10 terintegrasi_dengan.1: bukan nama pendek yang sah, ditemukan “UNILA”; hanya huruf kecil a–z, angka, dan tanda hubung di antaranya"),
    (LAYANAN, "alamat_lama: [lama]", "1:15 ISI-10 alamat_lama.1: harus alamat di portal ini, dimulai dan diakhiri garis miring, ditemukan “lama”"),
    (LAYANAN, "sumber:\n  - untuk: [nama, btas]", "2:19 ISI-10 sumber.1.untuk.2: menyebut isian yang tidak ada, ditemukan “btas”; maksud Anda “batas”?"),
    (LAYANAN, "sumber: [{tanggal: 20}]", "1:11 ISI-06 sumber.1.tanggal: harus tahun seperti 2026 atau tanggal seperti 2026-11-24, ditemukan “20”"),
    (LAYANAN, "sumber: [{tanggal: 2020-13-01}]", "1:11 ISI-06 sumber.1.tanggal: tanggal “2020-13-01” tidak ada di kalender"),
    (LAYANAN, "contoh: true\ndiverifikasi: {tanggal: 2026-01-01, oleh: x}", "2:1 ISI-11 diverifikasi: rekaman contoh tidak boleh memuat diverifikasi"),
    (LAYANAN, "diperbarui: 2026-02-01\nditinjau: 2026-01-01", "2:1 ISI-11 ditinjau: diperbarui harus sebelum ditinjau (hari tinjau berikutnya)"),
    (SATKER, "telepon: [0721-1, x]", "1:19 ISI-08 telepon.2: harus nomor telepon: angka, spasi, dan tanda hubung, ditemukan “x”"),
    (SATKER, "pos_el: a@b", "1:1 ISI-08 pos_el: harus alamat pos-el seperti layanan@contoh.go.id, ditemukan “a@b”"),
    (SATKER, "pengelola_github: [a b]", "1:20 ISI-08 pengelola_github.1: harus nama akun GitHub seperti nama-akun, ditemukan “a b”"),
    (SATKER, "integrasi: {status: bersedia}", "1:13 ISI-11 integrasi.status: kesediaan yang diketahui wajib menyebut sumber; tanpa sumber tulis belum_diketahui"),
    (SATKER, "pengaduan: {saluran: [{jenis: tlp, nilai: x}]}", "1:24 ISI-03 pengaduan.saluran.1.jenis: harus salah satu dari telepon, sms, whatsapp, pos_el, laman, kotak, loket, surat; ditemukan “tlp”; maksud Anda “telepon”?"),
    (SATKER, "media_sosial: [{nama: a}]", "1:16 ISI-01 media_sosial.1.url: wajib diisi (Alamat akun)"),
    (LAYANAN, "alamat_lama: [/../../x/]", "1:15 ISI-10 alamat_lama.1: harus alamat di portal ini, dimulai dan diakhiri garis miring, ditemukan “/../../x/”"),
    (LAYANAN, "alamat_lama: [/satker/unila/index.html/]", "1:15 ISI-10 alamat_lama.1: harus alamat di portal ini, dimulai dan diakhiri garis miring, ditemukan “/satker/unila/index.html/”"),
    (BERITA, "gambar: {berkas: a.jpg}", "1:1 ISI-01 gambar.alt: wajib diisi (Keterangan gambar)"),
    (BERITA, "gambar: {berkas: ../a.jpg, alt: x}", "1:10 ISI-13 gambar.berkas: harus nama berkas di folder berkas/ satker, tanpa spasi, seperti maklumat.pdf, ditemukan “../a.jpg”"),
    (BERITA, "jenis: agenda", "1:1 ISI-11 jenis: agenda wajib memuat mulai (tanggal, boleh dengan jam)"),
    (BERITA, "tempat: x", "1:1 ISI-11 tempat: mulai, selesai, dan tempat hanya untuk jenis: agenda"),
    (BERITA, "jenis: serta_merta", "1:1 ISI-11 jenis: jenis: serta_merta dan kelompok isian serta_merta harus ada bersama-sama"),
    (BERITA, "jenis: agenda\nmulai: 2026-12-02\nselesai: 2026-12-01", "2:1 ISI-11 mulai: mulai harus sebelum selesai"),
    (BERITA, "jenis: agenda\nmulai: 2026-12-01 25.00", "2:1 ISI-06 mulai: harus jam seperti 08.00, ditemukan “25.00”"),
]  # fmt: skip


def told(path: str, fields: str) -> list[str]:
    """What is said of fields that are added to a small record; lines count within the added ones."""
    start, above = START[path]
    _, problems = portal_on_disk.checked(start.format(fields), path)
    return [
        f"{p.line - above}:{p.column} {p.code} {p.field}: {p.message}" for p in problems if p.code != "ISI-14"
    ]


@pytest.mark.parametrize(("path", "fields", "expected"), MESSAGES)
def test_a_mistake_is_told_in_one_message_at_its_place(path: str, fields: str, expected: str) -> None:
    assert [expected] == told(path, fields)


def test_an_unknown_key_in_a_group_is_compared_with_the_groups_own() -> None:
    assert [
        "1:1 ISI-01 jangka_waktu.nilai: wajib diisi (Lama)",
        "1:16 ISI-02 jangka_waktu.lama: kunci tidak dikenal; yang dikenal: nilai, satuan, catatan",
    ] == told(LAYANAN, "jangka_waktu: {lama: 2, satuan: hari}")


def test_a_required_field_is_named_by_its_label_at_the_top() -> None:
    assert ["1:1: galat ISI-01 jenis: wajib diisi (Jenis layanan)"] == portal_on_disk.lines("nama: a\n")


def test_empty_components_are_two_warnings_and_no_exclusion() -> None:
    record, problems = portal_on_disk.checked("nama: a\njenis: IJZ-05\nbiaya_tarif: 0\n")

    assert record is not None
    assert [
        "5 dari 6 komponen yang wajib belum diisi: persyaratan, sistem_mekanisme_prosedur, jangka_waktu, produk_pelayanan, penanganan_pengaduan",
        "8 dari 8 komponen yang dianjurkan belum diisi: dasar_hukum, sarana_prasarana, kompetensi_pelaksana, pengawasan_internal, jumlah_pelaksana, jaminan_pelayanan, jaminan_keamanan, evaluasi_kinerja",
    ] == [problem.message for problem in problems]  # fmt: skip


def test_an_empty_news_body_is_a_warning() -> None:
    assert ["1:1: peringatan ISI-09 isi: isi berita masih kosong"] == portal_on_disk.lines(
        "---\njudul: a\ntanggal: 2026-11-01\n---\n", BERITA
    )


def test_faults_of_a_body_have_the_line_of_the_file() -> None:
    body = "Satu\n\n[x](javascript:alert(1))\n![](berkas/a.png)\n![a](https://a.id/x.png)\n"

    _, problems = portal_on_disk.checked(f"---\njudul: a\ntanggal: 2026-11-01\n---\n{body}", BERITA)

    assert [(7, "ISI-12"), (8, "ISI-13"), (9, "ISI-13")] == [(p.line, p.code) for p in problems]


def test_a_problem_of_reading_and_one_of_checking_are_told_together() -> None:
    _, problems = portal_on_disk.checked("nama: a\njenis: IJZ-05\nnama: b\ncara_layanan: x\n")

    assert [(3, "BACA-03"), (4, "ISI-03")] == [(p.line, p.code) for p in problems if p.is_error]


# Short forms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("biaya_tarif: 0", "biaya_tarif: [{jumlah: 0}]"),
        ("biaya_tarif: {jumlah: 5000, untuk: umum}", "biaya_tarif: [{jumlah: 5000, untuk: umum}]"),
        ("sistem_mekanisme_prosedur: [Datang]", "sistem_mekanisme_prosedur: [{judul: Datang}]"),
        ("persyaratan: [KTP]", "persyaratan: [{teks: KTP}]"),
        ("persyaratan: [{kondisi: a, butir: [KTP]}]", "persyaratan: [{kondisi: a, butir: [{teks: KTP}]}]"),
        ("dasar_hukum: UU 25/2009", "dasar_hukum: [{judul: UU 25/2009}]"),
        ("dasar_hukum: [UU 25/2009]", "dasar_hukum: [{judul: UU 25/2009}]"),
        ("sarana_prasarana: Loket", "sarana_prasarana: [Loket]"),
        ("status: dihentikan", "status: {keadaan: dihentikan}"),
        ("contoh: ya", "contoh: true"),
        ("jam_loket: {senin: 08:00 – 12:00}", "jam_loket: {senin: 08.00-12.00}"),
    ],
)
def test_a_short_form_is_its_long_form(short: str, long: str) -> None:
    start = "nama: a\njenis: IJZ-05\n"

    assert portal_on_disk.layanan(f"{start}{long}\n") == portal_on_disk.layanan(f"{start}{short}\n")


def test_plain_requirements_come_before_those_under_a_condition() -> None:
    record = portal_on_disk.layanan(
        "nama: a\njenis: IJZ-05\npersyaratan: [{kondisi: Diwakilkan, butir: [Kuasa]}, KTP]\n"
    )

    assert [(None, ["KTP"]), ("Diwakilkan", ["Kuasa"])] == [
        (condition, [item.teks for item in items]) for condition, items in record.varian
    ]


# Hundreds of malformed files ----------------------------------------------------------------------------------

MODELS: dict[str, type[Rekaman]] = {SATKER: Satker, LAYANAN: Layanan, BERITA: Berita}
MUTATIONS = {
    "a group of unknown keys": "{zz: 1}",
    "a list of lists": "[[x]]",
    "an empty text": '""',
    "a text without end": "x" * 200_001,
    "a tag": "!zz x",
    "an anchor": "&zz x",
    "an alias": "*zz",
    "an open bracket": "[x",
    "a tab": "\t@",
}
MALFORMED = [
    (path, field, name) for path, model in MODELS.items() for field in model.model_fields for name in MUTATIONS
]  # fmt: skip


def test_hundreds_of_malformed_files_are_tried() -> None:
    assert len(MALFORMED) > 200 * 4


@pytest.mark.parametrize(("path", "field", "name"), MALFORMED)
def test_a_malformed_field_is_an_error_on_its_line(path: str, field: str, name: str) -> None:
    start, _ = START[path]
    kept = [line for line in start.splitlines() if not line.startswith(f"{field}:")]
    at = kept.index("{}")
    kept[at] = f"{field}: {MUTATIONS[name]}"

    record, problems = portal_on_disk.checked("\n".join(kept) + "\n", path)

    assert record is None
    assert any(p.is_error and p.line == at + 1 for p in problems), problems
    assert [] == [p for p in problems if not re.fullmatch(FORM, str(p), re.DOTALL)]


FORM = r"satker/[^:\n]+:[1-9]\d*:[1-9]\d*: (galat|peringatan) (BACA|ISI)-\d\d( [A-Za-z0-9_.]+)?: [^\n]+"


@pytest.mark.parametrize("path", START)
def test_every_key_with_a_slip_is_suggested(path: str) -> None:
    names = list(MODELS[path].model_fields)

    slips = [told(path, f"{name[:-1]}{name[-1]}z: x")[-1] for name in names]

    assert [] == [slip for slip in slips if "maksud Anda “" not in slip]


@given(st.dictionaries(st.sampled_from(list(Layanan.model_fields)), st.recursive(
    st.text(max_size=20) | st.sampled_from(["nan", "inf", "-0", "1e9", "٣", "2026-02-30", "http://[", "http://[::1]:x/", "08.00-25.00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["judul", "teks", "syarat", "jumlah", "nilai", "satuan", "kondisi", "butir", "keadaan", "senin", "url", "untuk", "tanggal"]), inner, max_size=3),
    max_leaves=6), max_size=5))  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_no_value_raises(data: dict[str, Any]) -> None:
    source = Source(portal_on_disk.file(LAYANAN), data, {})

    record, problems = validate.record(source, b"")

    assert record is not None or any(problem.is_error for problem in problems)


@pytest.mark.parametrize(
    "score", ["nan", "NaN", "sNaN", "inf", "-1", "0.9", "4.1", "1e0", "٣", "tiga", "", "3.", ".5"]
)
def test_a_score_that_is_no_number_from_1_to_4_is_refused(score: str) -> None:
    unsur = "\n".join(f'      {name}: "{score}"' for name in Unsur.model_fields)

    assert ["ISI-05"] * 9 == [
        line.split()[1]
        for line in told(SATKER, f"skm:\n  - tahun: 2025\n    responden: 3\n    unsur:\n{unsur}")
    ]


# Hundreds of valid variants -----------------------------------------------------------------------------------

FULL: dict[str, Any] = {
    "nama": "Legalisir: ijazah #1 “asli”",
    "jenis": "IJZ-05",
    "ringkasan": "'Sah' & \"benar\" - {{ x }} [y] \\ %, titik dua: ya",
    "nama_populer": ["cap", "no", "0721", "1.5", "~x"],
    "sasaran": ["umum", "mahasiswa"],
    "untuk_siapa": "Baris satu\nbaris dua\n\nbaris empat",
    "cara_layanan": "hibrida",
    "jam_loket": {"senin": "08.00-12.00, 13.00-15.30", "minggu": "tutup"},
    "persyaratan": [
        "KTP",
        {"syarat": "ijazah_asli"},
        {"kondisi": "Diwakilkan", "butir": [{"teks": "Kuasa", "catatan": "- bermeterai"}]},
    ],
    "sistem_mekanisme_prosedur": ["Datang", {"judul": "Pulang"}],
    "jangka_waktu": {"nilai": "2", "satuan": "hari_kerja"},
    "biaya_tarif": [{"jumlah": "0", "untuk": "siswa"}, {"jumlah": "5000"}],
    "dasar_hukum": "UU 25/2009",
    "url_daring": "https://contoh.go.id/a?b=c&d=e#f",
    "terkait": ["IJZ-01"],
    "diperbarui": "2026-11-02",
    "sumber": [{"untuk": ["nama"], "judul": "S1", "tanggal": "2020"}],
    "contoh": "true",
}
WAYS = list(
    product(
        (None, '"', "'"),  # quotes
        (None, True, False),  # block and flow
        (40, 100_000),  # where lines are folded
        range(3),  # order of keys
        ("\n", "\r\n"),
        ("", "# komentar: [tidak {dibaca\n"),
    )
)


def test_hundreds_of_valid_variants_are_tried() -> None:
    assert len(WAYS) >= 200


@pytest.mark.parametrize("way", WAYS)
def test_a_valid_variant_is_the_same_record(way: tuple[Any, Any, int, int, str, str]) -> None:
    style, flow, width, order, ends, comment = way
    names = sorted(FULL, key=lambda name: (hash_of(name, order), name))
    text = yaml.safe_dump(
        {name: FULL[name] for name in names},
        default_style=style,
        default_flow_style=flow,
        width=width,
        sort_keys=False,
        allow_unicode=True,
    )
    text = re.sub(r"^(?=[a-z_\"']+:)", comment, f"{comment}{text}", flags=re.MULTILINE).replace("\n", ends)

    record, problems = portal_on_disk.checked(text)

    assert record is not None, problems
    assert Layanan.model_validate(FULL) == record.data


def hash_of(name: str, order: int) -> int:
    return crc32(f"{order}{name}".encode()) if order else 0


# The survey ---------------------------------------------------------------------------------------------------


def survey(*scores: str) -> Skm:
    unsur = dict(zip(Unsur.model_fields, scores, strict=True))
    return Skm.model_validate({"tahun": "2025", "responden": "10", "unsur": unsur})


@pytest.mark.parametrize(
    ("scores", "value", "grade"),
    [
        (["3.5322"] * 9, "88.31", "A"),  # 88.305: half goes up, and over the edge
        (["3.53219"] * 9, "88.30", "B"),  # 88.30475
        (["3.0642"] * 9, "76.61", "B"),  # 76.605
        (["3.06419"] * 9, "76.60", "C"),
        (["2.5998"] * 9, "65.00", "C"),  # 64.995
        (["2.59979"] * 9, "64.99", "D"),
        (["4"] * 8 + ["1"], "91.67", "A"),
        (["3,5"] * 9, "87.50", "B"),
    ],
)
def test_the_index_is_rounded_to_two_places_before_it_is_graded(
    scores: list[str], value: str, grade: str
) -> None:
    result = survey(*scores)

    assert (Decimal(value), grade) == (result.nilai, result.mutu[0])


# Personal data ------------------------------------------------------------------------------------------------

NIK = "1871" + "054101" + "050001"  # made for this test: nobody's


def test_a_number_that_names_a_person_is_an_error_and_is_never_printed() -> None:
    record, problems = checked(
        f"{BASE}ringkasan: Hubungi pemilik {NIK}.\n".replace("ringkasan: Satu", "x: y")
    )

    (found,) = [line for line in problems if "ISI-16" in line]
    assert record is None
    assert "ISI-16 ringkasan: tampaknya NIK (18**************)" in found
    assert NIK not in found


def test_it_is_found_in_the_body_of_news_with_its_line() -> None:
    text = f"---\njudul: a\ntanggal: 2026-11-02\n---\nSatu.\n\nNIK {NIK}.\n"

    _, problems = checked(text, "berita")

    assert ["satker/a/berita/b.yml:7:5: galat ISI-16 isi"] == [
        line.split(": tampaknya")[0] for line in problems if "ISI-16" in line
    ]


def test_a_telephone_number_may_stand_where_one_belongs_and_nowhere_else() -> None:
    number = "0812" + "3456" + "7890"
    satker = f'nama: a\njenis: DK\nwilayah: ["18.02"]\nwhatsapp: {number}\n'

    assert not [line for line in checked(satker, "satker")[1] if "ISI-16" in line]
    assert [line for line in checked(f"{BASE}batas: Hubungi {number}\n")[1] if "ISI-16 batas" in line]


def test_a_false_alarm_is_named_by_its_place() -> None:
    file = File("satker/a/layanan/b.yml", "layanan", "a", "b", Stamp(0, 0, 0))
    source = read.source(file, f"{BASE}batas: Nomor {NIK}\n".encode())
    assert isinstance(source, Source)

    def said(*exempt: tuple[str, str, str]) -> list[str]:
        return [p.code for p in validate.record(source, b"", exempt)[1] if p.code == "ISI-16"]

    assert (["ISI-16"], ["ISI-16"], []) == (
        said(),
        said((file.path, "ringkasan", "nik")),
        said((file.path, "batas", "nik")),
    )


def test_false_alarms_stand_in_a_file_of_the_reference_data() -> None:
    path = "satker/_acuan/bukan_data_pribadi.yml"
    text = (
        "bukan_data_pribadi:\n  - berkas: satker/a/layanan/b.yml\n    isian: batas\n    jenis: nik\n"
        "    oleh: Pengelola\n    tanggal: 2026-11-24\n    alasan: nomor surat\n"
    )
    sources = {
        name: read.source(File(f"satker/_acuan/{name}.yml", "acuan", "_acuan", name, Stamp(0, 0, 0)), content)
        for name, content in (
            *(
                (name, (REPO / f"satker/_acuan/{name}.yml").read_bytes())
                for name in ("wilayah", "jenis_layanan", "kebutuhan")
            ),
            ("bukan_data_pribadi", text.encode()),
        )
    }
    made, problems = validate.acuan({name: s for name, s in sources.items() if isinstance(s, Source)})

    assert (path, ()) == (sources["bukan_data_pribadi"].file.path, problems)
    assert made is not None
    assert made.bukan_pribadi == {("satker/a/layanan/b.yml", "batas", "nik")}
