"""ppid/dip.yml: the list of public information (daftar informasi publik); each item is a record of its own.

The categories are those of UU 14/2008: berkala (Pasal 9), serta-merta (Pasal 10), setiap saat (Pasal 11). The list
holds nothing excluded (Pasal 11 ayat 1 huruf a): that stands in dik.yml. Columns and the rubrics of a category
(`rincian`) are those of rules and forms which repeat PerKI 1/2021, whose own text has not been read; so no message
cites an article for them.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import model_validator

from generator.problems import found, suggestion
from generator.records.fields import (
    Isian,
    Jalur,
    KodeSyarat,
    NamaDokumen,
    Rekaman,
    Slug,
    Sumber,
    Tanggal,
    TanggalAtauTahun,
    Teks,
    Uraian,
    Url,
    Verifikasi,
    YaTidak,
    as_list,
    isian,
    repeated,
    salah,
    wrapped,
)
from generator.records.satker import check_sources

KATEGORI: Final[dict[str, str]] = {
    "berkala": "Berkala",
    "serta_merta": "Serta-merta",
    "setiap_saat": "Setiap saat",
}
PASAL: Final[dict[str, str]] = {
    "berkala": "UU 14/2008 Pasal 9",
    "serta_merta": "UU 14/2008 Pasal 10",
    "setiap_saat": "UU 14/2008 Pasal 11",
}
RINCIAN: Final[dict[str, dict[str, str]]] = {
    "berkala": {
        "profil_badan_publik": "Profil badan publik",
        "program_kegiatan": "Program dan kegiatan tahun berjalan",
        "ringkasan_kinerja": "Ringkasan kinerja",
        "ringkasan_laporan_keuangan": "Ringkasan laporan keuangan",
        "ringkasan_akses_informasi": "Ringkasan laporan akses informasi publik",
        "peraturan_keputusan_kebijakan": "Peraturan, keputusan, dan kebijakan",
        "prosedur_memperoleh_informasi": "Prosedur memperoleh informasi publik",
        "pengaduan_wewenang": "Tata cara pengaduan penyalahgunaan wewenang",
        "pengadaan_barang_jasa": "Pengadaan barang dan jasa",
        "ketenagakerjaan": "Ketenagakerjaan dan kepegawaian",
        "keadaan_darurat": "Prosedur peringatan dini dan evakuasi keadaan darurat",
    },
    "serta_merta": {
        "bencana_alam": "Bencana alam",
        "bencana_nonalam": "Bencana nonalam",
        "bencana_sosial": "Bencana sosial",
        "penyakit_menular": "Penyakit menular",
        "racun_makanan": "Racun pada bahan makanan",
        "gangguan_utilitas": "Rencana gangguan utilitas publik",
    },
    "setiap_saat": {
        "daftar_informasi_publik": "Daftar informasi publik",
        "peraturan_keputusan_kebijakan": "Peraturan, keputusan, dan kebijakan",
        "organisasi_kepegawaian_keuangan": "Organisasi, administrasi, kepegawaian, dan keuangan",
        "perjanjian": "Surat perjanjian dengan pihak ketiga",
        "surat_pimpinan": "Surat-menyurat pimpinan",
        "perizinan": "Persyaratan perizinan dan izin yang diterbitkan",
        "perbendaharaan_inventaris": "Data perbendaharaan dan inventaris",
        "rencana_kerja": "Rencana strategis dan rencana kerja",
        "agenda_pimpinan": "Agenda kerja pimpinan",
        "kegiatan_layanan_informasi": "Kegiatan pelayanan informasi publik",
        "pelanggaran_pengawasan_internal": "Pelanggaran hasil pengawasan internal",
        "pelanggaran_laporan_masyarakat": "Pelanggaran yang dilaporkan masyarakat",
        "peraturan_kajian_akademik": "Peraturan yang disahkan dan kajian akademiknya",
        "kebijakan_pertemuan_terbuka": "Kebijakan yang disampaikan dalam pertemuan terbuka",
        "informasi_dinyatakan_terbuka": "Informasi yang telah dinyatakan terbuka",
        "standar_layanan_informasi": "Standar layanan informasi",
    },
}
BENTUK: Final[dict[str, str]] = {"cetak": "Cetak", "digital": "Digital", "rekaman": "Rekaman"}
PEMBARUAN: Final[dict[str, str]] = {
    "harian": "Setiap hari",
    "mingguan": "Setiap pekan",
    "bulanan": "Setiap bulan",
    "triwulanan": "Setiap tiga bulan",
    "semesteran": "Setiap enam bulan",
    "tahunan": "Setiap tahun",
    "bila_berubah": "Bila berubah",
}
BULAN_BERKALA: Final = 6  # UU 14/2008 Pasal 9 ayat 3: at least once in so many months


def _not_excluded(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "dikecualikan":
        message = (
            "informasi yang dikecualikan tidak termasuk DIP (UU 14/2008 Pasal 11 ayat 1 huruf a); "
            "pindahkan ke dik.yml tanpa berkas dan alamatnya"
        )
        raise salah("PPID-01", message)
    return value


Kategori = Annotated[Literal["berkala", "serta_merta", "setiap_saat"], wrapped(_not_excluded)]


class Dip(Rekaman):
    """One public information. Its `kode` is the last part of its address and stays when its title changes."""

    kode: Slug = isian("Kode", "Nama pendek pada alamat; jangan diganti.", contoh="rencana-strategis")
    nomor: Teks | None = isian("Nomor", "Nomor pada daftar satker, bila ada.", default=None)
    judul: Teks = isian("Judul informasi")
    ringkasan: Uraian | None = isian("Ringkasan isi informasi", default=None)
    kategori: Kategori = isian("Kategori")
    rincian: KodeSyarat = isian("Rincian", "Golongan informasi di dalam kategorinya.")
    pejabat_penguasa: Teks | None = isian(
        "Yang menguasai informasi", "Jabatan, unit, atau satker.", default=None
    )
    penanggung_jawab: Teks | None = isian("Penanggung jawab pembuatan atau penerbitan", default=None)
    waktu_pembuatan: TanggalAtauTahun | None = isian("Waktu pembuatan", default=None)
    tempat_pembuatan: Teks | None = isian("Tempat pembuatan", default=None)
    bentuk: tuple[Literal["cetak", "digital", "rekaman"], ...] = isian("Bentuk yang tersedia", default=())
    retensi: Teks | None = isian("Jangka waktu penyimpanan", istilah="Retensi arsip", default=None)
    pembaruan: (
        Literal["harian", "mingguan", "bulanan", "triwulanan", "semesteran", "tahunan", "bila_berubah"] | None
    ) = isian("Pembaruan", default=None)
    diperbarui: Tanggal | None = isian("Terakhir diperbarui", default=None)
    berkas: Annotated[tuple[NamaDokumen, ...], wrapped(as_list)] = isian(
        "Berkas", "Dokumen di folder berkas/ satker ini.", default=()
    )
    url: Url | None = isian("Alamat", "Bila informasinya ada di situs lain.", default=None)
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    diverifikasi: Verifikasi | None = isian("Diverifikasi", default=None)
    contoh: YaTidak = isian("Contoh", default=False)

    @property
    def sebutan_rincian(self) -> str:
        """The rubric in words."""
        return RINCIAN[self.kategori][self.rincian]

    @property
    def segar_sampai(self) -> date | None:
        """The last day on which a periodic item is not yet older than six months, where any day of it is known.

        Counted from `diperbarui`, else from the day it was made; of a year alone, from its last day.
        """
        made = self.waktu_pembuatan
        known = self.diperbarui or (date(made, 12, 31) if isinstance(made, int) else made)
        return months_later(known, BULAN_BERKALA) if known and self.kategori == "berkala" else None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        known = RINCIAN[self.kategori]
        if self.rincian not in known:
            owners = [kategori for kategori, names in RINCIAN.items() if self.rincian in names]
            advice = (
                f"; itu rincian kategori {', '.join(owners)}"
                if owners
                else suggestion(self.rincian, known) or f"; yang ada: {', '.join(known)}"
            )
            message = f"kategori {self.kategori} tidak punya rincian {found(self.rincian)}{advice}"
            raise salah("PPID-02", message, "rincian")
        if self.contoh and self.diverifikasi:
            raise salah("ISI-11", "rekaman contoh tidak boleh memuat diverifikasi", "diverifikasi")
        if twice := repeated(self.berkas):
            raise salah("ISI-11", f"berkas {found(twice)} ditulis dua kali", "berkas")
        check_sources(self, self.sumber)
        return self


class DaftarDip(Isian):
    """The file dip.yml. Its `contoh` holds for all items."""

    dip: tuple[Dip, ...] = isian("Daftar informasi publik")
    contoh: YaTidak = isian("Contoh", default=False)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
