"""ppid/dik.yml: the list of excluded information (daftar informasi yang dikecualikan); each item a record of its own.

An exclusion rests on a ground of UU 14/2008 Pasal 17, follows a consequence test (Pasal 19), names who has set it and
for how long (PP 61/2010 Pasal 4 ayat 2), and ends by itself with its period (PP 61/2010 Pasal 11). It describes what
is kept back and can never carry it: no file, no address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Self

from pydantic import model_validator

from generator.records.fields import (
    DasarPengecualian,
    Isian,
    Rekaman,
    Slug,
    Tanggal,
    Teks,
    Uraian,
    YaTidak,
    as_list,
    dates_in_order,
    isian,
    repeated,
    salah,
    wrapped,
)

HURUF: Final[dict[str, str]] = {  # UU 14/2008 Pasal 17, in short
    "a": "Penegakan hukum",
    "b": "Hak atas kekayaan intelektual dan persaingan usaha",
    "c": "Pertahanan dan keamanan negara",
    "d": "Kekayaan alam",
    "e": "Ketahanan ekonomi nasional",
    "f": "Hubungan luar negeri",
    "g": "Akta autentik yang bersifat pribadi dan wasiat",
    "h": "Rahasia pribadi",
    "i": "Memorandum atau surat yang dirahasiakan",
    "j": "Informasi yang tidak boleh diungkapkan berdasarkan undang-undang lain",
}
HARI_SEBELUM_BERAKHIR: Final = 30  # working days, PP 61/2010 Pasal 11
_TANPA_ISI: Final = (
    "daftar informasi yang dikecualikan hanya menguraikan, tidak memuat berkas atau alamat (UU 14/2008 Pasal 17); "
    "hapus baris ini, dan bila berkasnya sudah dikirim minta pengelola membersihkan riwayat git"
)

TERLARANG: Final = dict.fromkeys(
    ("berkas", "url", "alamat", "tautan", "dokumen", "formulir", "lampiran", "gambar"),
    ("PPID-04", _TANPA_ISI),
)


class UjiKonsekuensi(Isian):
    """The test that comes before an exclusion, with what follows either way (UU 14/2008 Pasal 19)."""

    terlarang: ClassVar[Mapping[str, tuple[str, str]]] = TERLARANG

    tanggal: Tanggal = isian("Tanggal uji")
    ringkasan: Uraian = isian("Ringkasan uji")
    bila_dibuka: Uraian = isian("Konsekuensi bila dibuka")
    bila_ditutup: Uraian = isian("Konsekuensi bila ditutup")


class Dik(Rekaman):
    """One excluded information. When its period has ended it counts as public, also without a decision."""

    terlarang: ClassVar[Mapping[str, tuple[str, str]]] = TERLARANG

    kode: Slug = isian("Kode", "Nama pendek; jangan diganti.", contoh="data-pribadi-peserta-didik")
    uraian_informasi: Uraian = isian("Uraian informasi", "Apa yang dikecualikan, tanpa isinya.")
    jenis_klasifikasi: Teks | None = isian("Jenis klasifikasi", default=None)
    dasar: Annotated[tuple[DasarPengecualian, ...], wrapped(as_list)] = isian(
        "Dasar pengecualian",
        "Huruf Pasal 17 UU 14/2008: a sampai j, boleh dengan angkanya seperti h.5.",
        hukum="huruf a sampai j dari UU 14/2008 Pasal 17",
        kode="PPID-03",
        min_length=1,
    )
    dasar_hukum: tuple[Teks, ...] = isian("Undang-undang lain", "Wajib bila dasarnya huruf j.", default=())
    uji_konsekuensi: UjiKonsekuensi = isian(
        "Uji konsekuensi",
        hukum="pengecualian didahului pengujian tentang konsekuensinya (UU 14/2008 Pasal 19)",
        kode="PPID-03",
    )
    pejabat: Teks = isian(
        "Pejabat yang menetapkan",
        "Jabatan, bukan nama orang.",
        hukum="identitas pejabat yang menetapkan, dengan jabatannya (PP 61/2010 Pasal 4 ayat 2 huruf b)",
        kode="PPID-03",
    )
    unit_kerja: Teks | None = isian("Unit kerja pejabat", default=None)
    jangka_waktu_pengecualian: Teks | None = isian(
        "Jangka waktu pengecualian", "Misalnya: 5 tahun, atau selama diperlukan.", default=None
    )
    berlaku_sampai: Tanggal | None = isian(
        "Berlaku sampai", "Hari terakhir; sesudahnya informasi ini terbuka.", default=None
    )
    tempat_penetapan: Teks | None = isian("Tempat penetapan", default=None)
    tanggal_penetapan: Tanggal | None = isian("Tanggal penetapan", default=None)
    contoh: YaTidak = isian("Contoh", default=False)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if "j" in self.dasar and not self.dasar_hukum:
            message = "huruf j wajib menyebut undang-undang yang melarangnya di dasar_hukum (UU 14/2008 Pasal 17 huruf j)"
            raise salah("PPID-03", message, "dasar")
        if twice := repeated(self.dasar):
            raise salah("ISI-11", f"dasar {twice} ditulis dua kali", "dasar")
        tested = self.uji_konsekuensi.tanggal
        if not dates_in_order(tested, self.tanggal_penetapan):
            raise salah("ISI-11", "uji konsekuensi harus sebelum tanggal_penetapan", "tanggal_penetapan")
        if not dates_in_order(tested, self.berlaku_sampai):
            raise salah("ISI-11", "berlaku_sampai tidak boleh sebelum uji konsekuensi", "berlaku_sampai")
        return self


class DaftarDik(Isian):
    """The file dik.yml. Its `contoh` holds for all items."""

    dik: tuple[Dik, ...] = isian("Daftar informasi yang dikecualikan")
    contoh: YaTidak = isian("Contoh", default=False)


TANPA_JANGKA_WAKTU: Final = (
    "wajib memuat jangka_waktu_pengecualian atau berlaku_sampai (PP 61/2010 Pasal 4 ayat 2 huruf d)"
)


def sebutan_dasar(ground: str) -> str:
    """`huruf h angka 5 (rahasia pribadi)`."""
    letter, _, number = ground.partition(".")
    what = HURUF[letter]
    return f"huruf {letter}{f' angka {number}' if number else ''} ({what[:1].lower()}{what[1:]})"
