"""layanan/*.yml: one service of one satker, with the 14 components of its standard (UU 25/2009 Pasal 21).

The first six are for delivery and shown to every visitor, the other eight are for management; the grouping is
PermenPANRB 15/2014. Only `nama` and `jenis` must be there: an empty component is a warning, never an exclusion.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Discriminator, Tag, model_validator

from generator.records.acuan import Sasaran
from generator.records.fields import (
    Dokumen,
    Isian,
    Jalur,
    JamLayanan,
    KodeJenis,
    KodeSyarat,
    Lama,
    Rekaman,
    Rujukan,
    Rupiah,
    Slug,
    Sumber,
    Tanggal,
    Teks,
    Uraian,
    Url,
    Verifikasi,
    YaTidak,
    as_group,
    as_list,
    dates_in_order,
    isian,
    repeated,
    salah,
    wrapped,
)
from generator.records.satker import check_sources

WAJIB: Final = (
    "persyaratan",
    "sistem_mekanisme_prosedur",
    "jangka_waktu",
    "biaya_tarif",
    "produk_pelayanan",
    "penanganan_pengaduan",
)
DIANJURKAN: Final = (
    "dasar_hukum",
    "sarana_prasarana",
    "kompetensi_pelaksana",
    "pengawasan_internal",
    "jumlah_pelaksana",
    "jaminan_pelayanan",
    "jaminan_keamanan",
    "evaluasi_kinerja",
)
KOMPONEN: Final = WAJIB + DIANJURKAN

CARA: Final[dict[str, str]] = {"tatap_muka": "Tatap muka", "daring": "Daring", "hibrida": "Hibrida"}
BERLAKU: Final[dict[str, str]] = {
    "ya": "Masih berlaku.",
    "tidak": "Tidak berlaku lagi.",
    "belum_diperiksa": "Belum diperiksa apakah masih berlaku.",
}
SATUAN: Final[dict[str, tuple[str, int]]] = {  # the word, and its length in minutes for ordering only
    "menit": ("menit", 1),
    "jam": ("jam", 60),
    "hari_kerja": ("hari kerja", 8 * 60),
    "hari": ("hari", 24 * 60),
}


class Butir(Isian):
    """A requirement: a code of its type's `syarat_umum`, or free text."""

    syarat: KodeSyarat | None = isian("Kode syarat", "Kode dari syarat_umum jenis layanan ini.", default=None)
    teks: Teks | None = isian("Syarat dengan kata sendiri", default=None)
    catatan: Teks | None = isian("Catatan", default=None)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.syarat is None) == (self.teks is None):
            raise salah("ISI-11", "isi salah satu: syarat (kode bersama) atau teks (kata sendiri)")
        return self


class Varian(Isian):
    """Requirements under a condition, such as “Diwakilkan”."""

    kondisi: Teks = isian("Untuk keadaan")
    butir: tuple[Annotated[Butir, wrapped(as_group("teks"))], ...] = isian("Syarat", min_length=1)


def _variant_or_item(value: Any) -> str:
    keys = value if isinstance(value, dict) else ()
    return "varian" if isinstance(value, Varian) or "kondisi" in keys or "butir" in keys else "butir"


Syarat = Annotated[
    Annotated[Varian, Tag("varian")] | Annotated[Butir, wrapped(as_group("teks")), Tag("butir")],
    Discriminator(_variant_or_item),
]


class Langkah(Isian):
    """A step of the procedure."""

    judul: Teks = isian("Langkah")
    catatan: Teks | None = isian("Catatan", default=None)


class JangkaWaktu(Isian):
    """How long it takes from complete papers to the result."""

    nilai: Lama = isian("Lama")
    satuan: Literal["menit", "jam", "hari_kerja", "hari"] = isian("Satuan")
    catatan: Teks | None = isian("Catatan", "Dihitung sejak kapan.", default=None)

    @property
    def teks(self) -> str:
        """`2 hari kerja`."""
        return f"{self.nilai} {SATUAN[self.satuan][0]}"

    @property
    def menit(self) -> int:
        """The length in minutes, a working day as eight hours: only to order by."""
        return self.nilai * SATUAN[self.satuan][1]


class Biaya(Isian):
    """A fee; 0 is free."""

    jumlah: Rupiah = isian("Jumlah (rupiah)", "Angka saja; 0 bila tanpa biaya.")
    untuk: Teks | None = isian("Berlaku bagi", default=None)
    keterangan: Teks | None = isian("Keterangan", default=None)
    dasar_hukum: Teks | None = isian("Dasar hukum", default=None)


class DasarHukum(Isian):
    """A law that the service rests on."""

    judul: Teks = isian("Peraturan")
    url: Url | None = isian("Alamat", default=None)
    berlaku: Literal["ya", "tidak", "belum_diperiksa"] = isian("Masih berlaku", default="belum_diperiksa")


class Status(Isian):
    """Whether the service can be had, why not, and until when."""

    keadaan: Literal["aktif", "dibatasi", "tutup_sementara", "dihentikan"] = isian("Keadaan", default="aktif")
    alasan: Teks | None = isian("Alasan", "Satu kalimat pendek.", default=None)
    mulai: Tanggal | None = isian("Mulai", default=None)
    sampai: Tanggal | None = isian("Sampai", default=None)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not dates_in_order(self.mulai, self.sampai):
            raise salah("ISI-11", "tanggal mulai harus sebelum tanggal sampai", "mulai")
        return self


def _fees(value: Any) -> Any:
    return [{"jumlah": value}] if isinstance(value, str) else as_list(value)


class Layanan(Rekaman):
    """A service. Labels are what a visitor asks; `istilah` is the component's name in law."""

    nama: Teks = isian("Nama layanan")
    jenis: KodeJenis = isian("Jenis layanan", "Kode dari satker/_acuan/jenis_layanan.yml.", contoh="IJZ-01")
    ringkasan: Teks | None = isian(
        "Ringkasan", "Satu kalimat; bila kosong dipakai ringkasan jenisnya.", default=None
    )
    nama_populer: tuple[Teks, ...] = isian("Nama populer", "Sebutan warga bagi layanan ini.", default=())
    sasaran: tuple[Sasaran, ...] = isian("Sasaran", default=())
    untuk_siapa: Uraian | None = isian("Untuk siapa", default=None)
    cara_layanan: Literal["tatap_muka", "daring", "hibrida"] | None = isian(
        "Cara", istilah="Cara layanan", default=None
    )
    tempat_loket: Teks | None = isian("Alamat loket", default=None)
    jam_loket: JamLayanan | None = isian("Jam layanan", default=None)
    status: Annotated[Status, wrapped(as_group("keadaan"))] = isian(
        "Keadaan layanan", default=Status.model_construct()
    )
    digantikan_oleh: Rujukan | None = isian("Digantikan oleh", default=None)

    persyaratan: tuple[Syarat, ...] = isian("Yang perlu dibawa", istilah="Persyaratan", default=())
    sistem_mekanisme_prosedur: tuple[Annotated[Langkah, wrapped(as_group("judul"))], ...] = isian(
        "Langkahnya", istilah="Sistem, mekanisme, dan prosedur", default=()
    )
    jangka_waktu: JangkaWaktu | None = isian("Waktu", istilah="Jangka waktu pelayanan", default=None)
    biaya_tarif: Annotated[tuple[Biaya, ...], wrapped(_fees)] = isian(
        "Biaya", istilah="Biaya/tarif", default=()
    )
    produk_pelayanan: Teks | None = isian("Hasil", istilah="Produk pelayanan", default=None)
    penanganan_pengaduan: Uraian | None = isian(
        "Kalau ada masalah", istilah="Penanganan pengaduan, saran, dan masukan", default=None
    )
    dasar_hukum: Annotated[
        tuple[Annotated[DasarHukum, wrapped(as_group("judul"))], ...], wrapped(as_list)
    ] = isian("Dasar hukum", default=())
    sarana_prasarana: Annotated[tuple[Teks, ...], wrapped(as_list)] = isian(
        "Sarana dan prasarana", istilah="Sarana, prasarana, dan/atau fasilitas", default=()
    )
    kompetensi_pelaksana: Uraian | None = isian("Kompetensi pelaksana", default=None)
    pengawasan_internal: Uraian | None = isian("Pengawasan internal", default=None)
    jumlah_pelaksana: Teks | None = isian("Jumlah pelaksana", default=None)
    jaminan_pelayanan: Uraian | None = isian("Jaminan pelayanan", default=None)
    jaminan_keamanan: Uraian | None = isian(
        "Jaminan keamanan", istilah="Jaminan keamanan dan keselamatan pelayanan", default=None
    )
    evaluasi_kinerja: Uraian | None = isian(
        "Evaluasi kinerja", istilah="Evaluasi kinerja pelaksana", default=None
    )

    batas: Teks | None = isian("Batas", "Misalnya: 10 lembar.", default=None)
    formulir: tuple[Dokumen, ...] = isian("Formulir", default=())
    url_daring: Url | None = isian("Layanan daring", default=None)
    url_sippn: Url | None = isian("Halaman SIPPN", default=None)
    nomor_sk: Teks | None = isian("Nomor SK standar pelayanan", default=None)
    tanggal_penetapan: Tanggal | None = isian("Tanggal penetapan", default=None)
    terintegrasi_dengan: tuple[Slug, ...] = isian("Terintegrasi dengan", default=())
    terkait: tuple[Rujukan, ...] = isian("Layanan terkait", default=())
    diperbarui: Tanggal | None = isian("Diperbarui", default=None)
    ditinjau: Tanggal | None = isian("Ditinjau lagi sebelum", default=None)
    diverifikasi: Verifikasi | None = isian("Diverifikasi", default=None)
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    contoh: YaTidak = isian("Contoh", default=False)

    @property
    def varian(self) -> tuple[tuple[str | None, tuple[Butir, ...]], ...]:
        """The requirements as (condition, items); plain items come first, under no condition."""
        plain = tuple(item for item in self.persyaratan if isinstance(item, Butir))
        named = tuple((item.kondisi, item.butir) for item in self.persyaratan if isinstance(item, Varian))
        return (((None, plain),) if plain else ()) + named

    @property
    def terisi(self) -> tuple[bool, ...]:
        """For each of the 14 components, in the order of the law, whether it says anything."""
        return tuple(bool(getattr(self, name)) for name in KOMPONEN)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.contoh and self.diverifikasi:
            raise salah("ISI-11", "rekaman contoh tidak boleh memuat diverifikasi", "diverifikasi")
        if not dates_in_order(self.tanggal_penetapan, self.diperbarui):
            raise salah("ISI-11", "tanggal_penetapan harus sebelum diperbarui", "tanggal_penetapan")
        if not dates_in_order(self.diperbarui, self.ditinjau):
            raise salah("ISI-11", "diperbarui harus sebelum ditinjau (hari tinjau berikutnya)", "ditinjau")
        if twice := repeated([condition or "" for condition, _ in self.varian]):
            raise salah("ISI-11", f"kondisi persyaratan “{twice}” ditulis dua kali", "persyaratan")
        check_sources(self, self.sumber)
        return self
