"""Reference data under satker/_acuan/: regions, types of service with their groups, entrances, synonyms, holidays.

A file holds a list; each item is a record with its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from generator.hari_kerja import Kalender, Libur
from generator.problems import found
from generator.records.fields import (
    Isian,
    Jalur,
    Kata,
    KodeBps,
    KodeJenis,
    KodeKelompok,
    KodeSyarat,
    KodeWilayah,
    Petak,
    Rekaman,
    Slug,
    Sumber,
    Tahun,
    Tanggal,
    Teks,
    YaTidak,
    isian,
    repeated,
    salah,
)

Fault = tuple[tuple[str | int, ...], str]  # where in a file, and in which words
JenisSatker = Literal["PM", "PT", "KB", "PD", "DP", "DK"]
Sasaran = Literal["siswa_orang_tua", "mahasiswa", "guru", "satuan_pendidikan", "peneliti", "umum"]

JENIS_SATKER: dict[str, str] = {
    "PM": "Penjaminan mutu pendidikan",
    "PT": "Perguruan tinggi negeri",
    "KB": "Kebahasaan",
    "PD": "Guru dan tenaga kependidikan",
    "DP": "Dinas pendidikan provinsi",
    "DK": "Dinas pendidikan kabupaten dan kota",
}
SASARAN: dict[str, str] = {
    "siswa_orang_tua": "Siswa dan orang tua",
    "mahasiswa": "Mahasiswa",
    "guru": "Guru dan tenaga kependidikan",
    "satuan_pendidikan": "Satuan pendidikan",
    "peneliti": "Peneliti",
    "umum": "Masyarakat umum",
}


class Wilayah(Rekaman):
    """The province or one of its kabupaten and kota, in both code systems."""

    kode: KodeWilayah = isian("Kode Kemendagri")
    kode_bps: KodeBps = isian("Kode BPS")
    nama: Teks = isian("Nama")
    singkat: Teks = isian("Nama pada petak peta")
    slug: Slug = isian("Nama pendek pada alamat")
    jenis: Literal["provinsi", "kabupaten", "kota"] = isian("Jenis wilayah")
    petak: tuple[Petak, Petak] = isian("Baris dan kolom pada peta petak")

    @property
    def sebutan(self) -> str:
        """`Kab. Lampung Tengah`, `Kota Metro`: short, and never to be taken for another region."""
        return self.nama.replace("Kabupaten ", "Kab. ", 1)


class Kelompok(Rekaman):
    """A group of service types."""

    kode: KodeKelompok = isian("Kode kelompok")
    slug: Slug = isian("Nama pendek pada alamat")
    nama: Teks = isian("Nama kelompok")
    ringkasan: Teks = isian("Ringkasan")


class JenisLayanan(Rekaman):
    """A type of service: what several satker may offer, with the requirements they can share."""

    kode: KodeJenis = isian("Kode")
    nama: Teks = isian("Nama jenis layanan")
    slug: Slug = isian("Nama pendek pada alamat")
    singkat: Teks | None = isian("Nama singkat", default=None)
    ringkasan: Teks = isian("Ringkasan")
    ditawarkan: tuple[JenisSatker, ...] = isian("Ditawarkan oleh", "Jenis satker yang lazim melayani.")
    sasaran: tuple[Sasaran, ...] = isian("Sasaran", default=())
    nama_populer: tuple[Teks, ...] = isian("Nama populer", default=())
    ejaan: tuple[Teks, ...] = isian("Ejaan lain", default=())
    syarat_umum: dict[KodeSyarat, Teks] = isian(
        "Syarat umum", "Kode dan teks syarat yang dapat dipakai bersama antar satker.", default={}
    )
    mirip: tuple[KodeJenis, ...] = isian("Jenis yang mirip", default=())
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: Teks | None = isian("Sumber", default=None)

    @property
    def kelompok(self) -> str:
        """The code of its group: the letters before the hyphen."""
        return self.kode[:3]

    @property
    def sebutan(self) -> str:
        """The short name where there is one."""
        return self.singkat or self.nama


class Kebutuhan(Rekaman):
    """An entrance “Saya perlu…” of the home page and of each region’s."""

    judul: Teks = isian("Judul")
    keterangan: Teks = isian("Keterangan")
    slug: Slug = isian("Nama pendek")
    jenis: tuple[KodeJenis, ...] = isian("Jenis layanan", min_length=1)


class BukanDataPribadi(Rekaman):
    """A false alarm of the scan for personal data: where it stands, and who has looked. It never holds the number."""

    berkas: Teks = isian("Berkas", "Dari folder portal: satker/<slug>/layanan/<nama>.yml.")
    isian_: Teks = Field(
        alias="isian",
        title="Isian",
        description="Seperti pada pesannya; isi naskah berita: isi; dokumen: halaman 3, lembar Data.",
    )
    jenis: Literal["nik", "nisn", "telepon"] = isian("Jenis")
    oleh: Teks = isian("Diperiksa oleh", "Jabatan.")
    tanggal: Tanggal = isian("Tanggal")
    alasan: Teks = isian("Mengapa bukan data pribadi")


class Sinonim(Rekaman):
    """Words and phrases for one thing. With `arti` they also lead to other words, which do not lead back."""

    kata: tuple[Kata, ...] = isian("Kata", "Kata atau frasa yang sama artinya.", min_length=1)
    arti: tuple[Kata, ...] = isian(
        "Arti", "Searah: yang mencari kata juga menemukan arti, tidak sebaliknya.", default=()
    )

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Sinonim:
        words = (*self.kata, *self.arti)
        if twice := repeated(words):
            field = "arti" if twice in self.arti else "kata"
            raise salah("ISI-11", f"{found(twice)} ditulis dua kali dalam satu kelompok", field)
        if len(words) == 1:
            message = "satu kata bukan sinonim; tambah kata yang sama artinya, atau isi arti"
            raise salah("ISI-04", message, "kata")
        return self


class KataTerkait(Rekaman):
    """Words in which people tell what leads them to a type of service or to a hand-written page."""

    jenis: KodeJenis | None = isian("Jenis layanan", default=None)
    halaman: Jalur | None = isian("Halaman", "Alamat halaman di content/, seperti /tampilan/.", default=None)
    kata: tuple[Kata, ...] = isian(
        "Kata", "Kata sehari-hari tentang keadaannya, di luar nama dan ringkasannya.", min_length=1
    )

    @model_validator(mode="after")
    def _of_one_thing(self) -> KataTerkait:
        if (self.jenis is None) == (self.halaman is None):
            raise salah("ISI-04", "isi jenis atau halaman, salah satu saja", "jenis")
        if twice := repeated(self.kata):
            raise salah("ISI-11", f"{found(twice)} ditulis dua kali", "kata")
        return self


class HariLibur(Rekaman):
    """A day off of the whole country."""

    tanggal: Tanggal = isian("Tanggal")
    nama: Teks = isian("Nama hari")
    jenis: Literal["libur_nasional", "cuti_bersama"] = isian("Jenis")
    perkiraan: YaTidak = isian(
        "Perkiraan", "true bila tanggalnya dihitung dan belum ditetapkan.", default=False
    )


class DaftarHariLibur(Isian):
    """The file hari_libur.yml, which need not be there: then only Saturdays and Sundays are known as days off."""

    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    tahun: tuple[Tahun, ...] = isian("Tahun", "Tahun yang hari liburnya ada di sini.", default=())
    tanpa_cuti_bersama: tuple[Tahun, ...] = isian(
        "Tahun tanpa cuti bersama", "Tahun yang cuti bersamanya belum diketahui.", default=()
    )
    hari_libur: tuple[HariLibur, ...] = isian("Hari libur", default=())

    @property
    def kalender(self) -> Kalender:
        """What working days are counted with."""
        days = {
            day.tanggal: Libur(day.tanggal, day.nama, day.jenis == "cuti_bersama", day.perkiraan)
            for day in self.hari_libur
        }
        return Kalender(days, frozenset(self.tahun), frozenset(self.tanpa_cuti_bersama))

    def faults(self) -> Iterator[Fault]:
        """What the days and the years say against each other."""
        yield from self._faults_of_years()
        yield from self._faults_of_days()

    def _faults_of_years(self) -> Iterator[Fault]:
        filled = {day.tanggal.year for day in self.hari_libur}
        for place, (before, year) in enumerate(pairwise(self.tahun), 1):
            if year <= before:
                yield ("tahun", place), f"harus urut dan sekali saja, ditemukan {year} setelah {before}"
        for place, year in enumerate(self.tahun):
            if year not in filled:
                yield ("tahun", place), f"{year} tidak punya satu hari libur pun; isi, atau hapus tahun ini"
        for place, year in enumerate(self.tanpa_cuti_bersama):
            if year not in self.tahun:
                yield ("tanpa_cuti_bersama", place), f"{year} tidak ada di isian tahun"

    def _faults_of_days(self) -> Iterator[Fault]:
        for place, day in enumerate(self.hari_libur):
            year = day.tanggal.year
            if year not in self.tahun:
                message = (
                    f"tahun {found(day.tanggal)} tidak ada di isian tahun; tambahkan di sana bila lengkap"
                )
                yield ("hari_libur", place, "tanggal"), message
            if day.jenis == "cuti_bersama" and year in self.tanpa_cuti_bersama:
                message = f"cuti bersama, padahal {year} ada di isian tanpa_cuti_bersama"
                yield ("hari_libur", place, "jenis"), message
        for place, (earlier, later) in enumerate(pairwise(day.tanggal for day in self.hari_libur), 1):
            here = ("hari_libur", place, "tanggal")
            if earlier == later:
                yield here, f"{found(later)} ditulis dua kali; gabungkan namanya, atau hapus salah satu"
            elif earlier > later:
                yield here, f"harus urut menurut tanggal, ditemukan {found(later)} setelah {found(earlier)}"


class DaftarKataTerkait(Isian):
    """The file kata_terkait.yml, which need not be there."""

    kata_terkait: tuple[KataTerkait, ...] = isian("Kata terkait", default=())


class DaftarBukanDataPribadi(Isian):
    """The file bukan_data_pribadi.yml, which need not be there."""

    bukan_data_pribadi: tuple[BukanDataPribadi, ...] = isian("Bukan data pribadi", default=())


class DaftarSinonim(Isian):
    """The file sinonim.yml, which need not be there."""

    sinonim: tuple[Sinonim, ...] = isian("Sinonim", default=())
    pokok: tuple[Kata, ...] = isian(
        "Kata pokok", "Pertanyaan yang memuatnya dijawab walau kata lainnya tidak dikenal.", default=()
    )


class DaftarWilayah(Isian):
    """The file wilayah.yml."""

    wilayah: tuple[Wilayah, ...] = isian("Wilayah", min_length=1)
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())


class DaftarJenis(Isian):
    """The file jenis_layanan.yml."""

    kelompok: tuple[Kelompok, ...] = isian("Kelompok", min_length=1)
    jenis: tuple[JenisLayanan, ...] = isian("Jenis layanan", min_length=1)


class DaftarKebutuhan(Isian):
    """The file kebutuhan.yml."""

    kebutuhan: tuple[Kebutuhan, ...] = isian("Kebutuhan", min_length=1)
