"""satker.yml: who a satker is, and the six things that UU 25/2009 Pasal 23(4) makes it publish.

The six are profil penyelenggara, profil pelaksana, standar pelayanan (its layanan), maklumat pelayanan,
pengelolaan pengaduan and penilaian kinerja.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import model_validator

from generator.problems import found, suggestion
from generator.records.acuan import JenisSatker
from generator.records.fields import (
    AkunGithub,
    Dokumen,
    Isian,
    Jalur,
    JamLayanan,
    Jumlah,
    KodeWilayah,
    NamaBerkas,
    Pejabat,
    PosEl,
    Rekaman,
    Selang,
    Skor,
    Sumber,
    Tahun,
    Tanggal,
    Teks,
    Telepon,
    Uraian,
    Url,
    Verifikasi,
    YaTidak,
    as_group,
    as_list,
    isian,
    salah,
    wrapped,
)

SALURAN: Final[dict[str, str]] = {
    "telepon": "Telepon",
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "pos_el": "Pos-el",
    "laman": "Laman",
    "kotak": "Kotak saran",
    "loket": "Loket",
    "surat": "Surat",
}
INTEGRASI: Final[dict[str, str]] = {
    "bersedia": "Bersedia",
    "perlu_koordinasi": "Perlu koordinasi",
    "belum_diketahui": "Belum diketahui",
}


class Akun(Isian):
    """An account on a social network."""

    nama: Teks = isian("Nama media")
    url: Url = isian("Alamat akun")


class Ult(Isian):
    """The satker's own service unit (unit layanan terpadu)."""

    status: Literal["ada", "belum", "belum_diketahui"] = isian("Keadaan ULT", default="belum_diketahui")
    sejak: Tahun | None = isian("Ada sejak tahun", default=None)
    lokasi: Teks | None = isian("Lokasi", default=None)
    keterangan: Teks | None = isian("Keterangan", default=None)


class Integrasi(Isian):
    """What the satker said of integrating its services."""

    status: Literal["bersedia", "perlu_koordinasi", "belum_diketahui"] = isian(
        "Kesediaan", default="belum_diketahui"
    )
    sumber: Sumber | None = isian("Sumber", default=None)

    @model_validator(mode="after")
    def _known_has_source(self) -> Self:
        if self.status != "belum_diketahui" and self.sumber is None:
            raise salah(
                "ISI-11",
                "kesediaan yang diketahui wajib menyebut sumber; tanpa sumber tulis belum_diketahui",
                "status",
            )
        return self


class Profil(Isian):
    """Profil penyelenggara."""

    kedudukan: Uraian | None = isian("Kedudukan", default=None)
    tugas: Uraian | None = isian("Tugas", default=None)
    fungsi: tuple[Uraian, ...] = isian("Fungsi", default=())


class Struktur(Isian):
    """The organisation chart."""

    keterangan: Uraian | None = isian("Keterangan", default=None)
    berkas: NamaBerkas | None = isian("Bagan", "Berkas di folder berkas/.", default=None)
    url: Url | None = isian("Alamat bagan", default=None)


class Maklumat(Isian):
    """Maklumat pelayanan (UU 25/2009 Pasal 22)."""

    isi: Uraian = isian("Isi maklumat")
    penanda_tangan: Teks | None = isian("Jabatan penanda tangan", default=None)
    tanggal: Tanggal | None = isian("Tanggal", default=None)
    berkas: NamaBerkas | None = isian("Berkas", default=None)
    url: Url | None = isian("Alamat", default=None)


class Saluran(Isian):
    """A channel for complaints (UU 25/2009 Pasal 36(4))."""

    jenis: Literal["telepon", "sms", "whatsapp", "pos_el", "laman", "kotak", "loket", "surat"] = isian(
        "Saluran"
    )
    nilai: Teks = isian("Nomor, alamat, atau tempat")
    catatan: Teks | None = isian("Catatan", default=None)


class Pengaduan(Isian):
    """Pengelolaan pengaduan: who answers, and by which ways a person reaches them."""

    penanggung_jawab: Teks | None = isian("Penanggung jawab", "Jabatan, bukan nama orang.", default=None)
    prosedur: Uraian | None = isian("Cara mengadu", default=None)
    saluran: tuple[Saluran, ...] = isian("Saluran", default=())


class Unsur(Isian):
    """The nine elements of the satisfaction survey (PermenPANRB 14/2017), each from 1 to 4."""

    persyaratan: Skor = isian("Persyaratan")
    sistem_mekanisme_prosedur: Skor = isian("Sistem, mekanisme, dan prosedur")
    waktu_penyelesaian: Skor = isian("Waktu penyelesaian")
    biaya_tarif: Skor = isian("Biaya/tarif")
    produk_pelayanan: Skor = isian("Produk spesifikasi jenis pelayanan")
    kompetensi_pelaksana: Skor = isian("Kompetensi pelaksana")
    perilaku_pelaksana: Skor = isian("Perilaku pelaksana")
    penanganan_pengaduan: Skor = isian("Penanganan pengaduan, saran, dan masukan")
    sarana_prasarana: Skor = isian("Sarana dan prasarana")


_MUTU: tuple[tuple[Decimal, str, str], ...] = (
    (Decimal("88.31"), "A", "Sangat baik"),
    (Decimal("76.61"), "B", "Baik"),
    (Decimal("65.00"), "C", "Kurang baik"),
    (Decimal("25.00"), "D", "Tidak baik"),
)


class Skm(Isian):
    """One year's survei kepuasan masyarakat; index and grade are computed, never typed."""

    tahun: Tahun = isian("Tahun")
    responden: Jumlah = isian("Jumlah responden")
    unsur: Unsur = isian("Nilai sembilan unsur")
    url: Url | None = isian("Alamat laporan", default=None)

    @property
    def nilai(self) -> Decimal:
        """Nilai konversi, 25,00 to 100,00: the mean of the nine elements times 25 (PermenPANRB 14/2017).

        Rounded to two decimals before grading, because the bands leave gaps of 0,01 between them.
        """
        scores = [getattr(self.unsur, name) for name in Unsur.model_fields]
        return (sum(scores, Decimal(0)) / 9 * 25).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def mutu(self) -> tuple[str, str]:
        """The grade and its word, such as `("B", "Baik")`."""
        return next((grade, word) for floor, grade, word in _MUTU if self.nilai >= floor)


class NamaSebelumnya(Isian):
    """A former name of the office."""

    nama: Teks = isian("Nama")
    sampai: Teks | None = isian("Dipakai sampai", "Tahun atau tanggal, sejauh diketahui.", default=None)
    dasar_hukum: Teks | None = isian("Dasar hukum", default=None)
    keraguan: Teks | None = isian("Yang belum pasti", "Ditampilkan pada halaman.", default=None)


class Umpan(Isian):
    """A feed of the satker's own site, how often it is asked, and whether its entries wait for a person."""

    url: Url = isian("Alamat umpan")
    judul: Teks | None = isian("Nama umpan", default=None)
    interval_menit: Selang = isian("Ditanya tiap (menit)", "Paling cepat 60.", default=180)
    terbit: Literal["otomatis", "tinjau", "tahan"] = isian(
        "Terbit", "otomatis: langsung; tinjau: menunggu orang; tahan: disimpan saja.", default="otomatis"
    )
    host_lain: tuple[Teks, ...] = isian(
        "Host lain", "Host lain milik satker yang boleh menjadi tujuan pengalihan umpan ini.", default=()
    )


class Satker(Rekaman):
    """A member body of ULTRA. Only its name, kind and regions must be known."""

    nama: Teks = isian("Nama", "Nama resmi, lengkap.")
    singkatan: Teks | None = isian("Singkatan", "Nama pendek yang dipakai di daftar.", default=None)
    jenis: JenisSatker = isian("Jenis satker")
    peran: Literal["koordinator", "anggota"] = isian("Peran dalam ULTRA", default="anggota")
    induk: Teks | None = isian("Induk", "Kementerian atau pemerintah daerah di atasnya.", default=None)
    wilayah: tuple[KodeWilayah, ...] = isian(
        "Wilayah", "Kode Kemendagri wilayah yang dilayani.", min_length=1
    )
    alamat: Teks | None = isian("Alamat", default=None)
    telepon: Annotated[tuple[Telepon, ...], wrapped(as_list)] = isian("Telepon", default=())
    pos_el: Annotated[tuple[PosEl, ...], wrapped(as_list)] = isian("Pos-el", default=())
    whatsapp: Telepon | None = isian("WhatsApp", default=None)
    situs: Url | None = isian("Situs", default=None)
    situs_lama: Annotated[tuple[Url, ...], wrapped(as_list)] = isian("Situs lama", default=())
    media_sosial: tuple[Akun, ...] = isian("Media sosial", default=())
    jam_layanan: JamLayanan | None = isian("Jam layanan", default=None)
    ult: Ult = isian("Unit layanan terpadu", default=Ult.model_construct())
    integrasi: Integrasi = isian("Kesediaan mengintegrasikan layanan", default=Integrasi.model_construct())
    profil: Profil | None = isian("Kedudukan, tugas, dan fungsi", default=None)
    pelaksana: tuple[Annotated[Pejabat, wrapped(as_group("jabatan"))], ...] = isian("Pelaksana", default=())
    struktur: Struktur | None = isian("Struktur organisasi", default=None)
    penanggung_jawab: Annotated[Pejabat, wrapped(as_group("jabatan"))] | None = isian(
        "Penanggung jawab", default=None
    )
    maklumat_pelayanan: Maklumat | None = isian("Maklumat pelayanan", default=None)
    pengaduan: Pengaduan | None = isian("Pengaduan", default=None)
    skm: tuple[Skm, ...] = isian("Kinerja", istilah="Survei Kepuasan Masyarakat", default=())
    dokumen: tuple[Dokumen, ...] = isian("Dokumen", default=())
    nama_sebelumnya: tuple[NamaSebelumnya, ...] = isian("Riwayat nama", default=())
    nama_sejak: Teks | None = isian("Nama sekarang dipakai sejak", default=None)
    nama_dasar_hukum: Teks | None = isian("Dasar nama sekarang", default=None)
    nama_keraguan: Teks | None = isian("Yang belum pasti tentang nama", default=None)
    pengelola_github: tuple[AkunGithub, ...] = isian("Akun GitHub pengelola", default=())
    umpan: tuple[Umpan, ...] = isian("Umpan berita", default=())
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    diverifikasi: Verifikasi | None = isian("Diverifikasi", default=None)
    contoh: YaTidak = isian("Contoh", default=False)

    @property
    def sebutan(self) -> str:
        """The short name where there is one."""
        return self.singkatan or self.nama

    @model_validator(mode="after")
    def _sources_name_fields(self) -> Self:
        check_sources(self, self.sumber)
        return self


def check_sources(record: Rekaman, sources: tuple[Sumber, ...]) -> None:
    """Refuses a source that supports a field the record's kind does not have."""
    known: Any = type(record).model_fields
    for index, source in enumerate(sources):
        for place, name in enumerate(source.untuk):
            if name.split(".")[0] not in known:
                raise salah(
                    "ISI-10",
                    f"menyebut isian yang tidak ada, ditemukan {found(name)}{suggestion(name, known)}",
                    *("sumber", index, "untuk", place),
                )
