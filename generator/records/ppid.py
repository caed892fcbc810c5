"""ppid/profil.yml: who answers requests for information in a satker, who hears objections, and by which ways.

PPID is the Pejabat Pengelola Informasi dan Dokumentasi; objections go to its superior (UU 14/2008 Pasal 36). A static
portal takes no request itself: `url_permohonan` and `url_keberatan` lead to the satker's own forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Self

from pydantic import model_validator

from generator.records.fields import (
    Isian,
    JamLayanan,
    NamaDokumen,
    Rekaman,
    Sumber,
    Teks,
    Uraian,
    Url,
    Verifikasi,
    YaTidak,
    as_group,
    isian,
    salah,
    wrapped,
)
from generator.records.satker import Maklumat, Saluran, check_sources


def _file_or_address(value: Any) -> Any:
    """The short form of a standard: an address as it is, else the name of a document."""
    if isinstance(value, str):
        return {"url" if value.strip().lower().startswith(("http:", "https:")) else "berkas": value}
    return value


class Naskah(Isian):
    """Where a text can be read: a document of the satker, an address, or both."""

    berkas: NamaDokumen | None = isian("Nama berkas", "Dokumen di folder berkas/ satker ini.", default=None)
    url: Url | None = isian("Alamat", default=None)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.berkas is None and self.url is None:
            raise salah("ISI-04", "isi berkas atau url, boleh keduanya")
        return self


Standar = Annotated[Naskah, wrapped(_file_or_address)] | None


class StandarLayanan(Isian):
    """The seven standards that every body writes.

    Their list is that of rules which repeat PerKI 1/2021; its own text has not been read, so none of them is required.
    """

    pengumuman: Standar = isian("Pengumuman informasi", default=None)
    permintaan_informasi: Standar = isian("Permintaan informasi", default=None)
    pengajuan_keberatan: Standar = isian("Pengajuan keberatan", default=None)
    penetapan_dip: Standar = isian("Penetapan dan pemutakhiran DIP", default=None)
    pendokumentasian: Standar = isian("Pendokumentasian", default=None)
    maklumat_pelayanan: Standar = isian("Maklumat pelayanan", default=None)
    pengujian_konsekuensi: Standar = isian("Pengujian konsekuensi", default=None)


STANDAR: Final = tuple(StandarLayanan.model_fields)


class MaklumatInformasi(Maklumat):
    """Maklumat pelayanan informasi with its six contents (PerKI 1/2021 Pasal 47 ayat 2).

    It heeds people with disabilities, at least by sound, sight or braille (Pasal 48): hence the last two.
    """

    dasar_hukum: Uraian | None = isian("Dasar hukum", default=None)
    prosedur: Uraian | None = isian(
        "Cara mendapat informasi", istilah="Sistem, mekanisme, dan prosedur", default=None
    )
    jangka_waktu: Uraian | None = isian("Jangka waktu", default=None)
    biaya_tarif: Uraian | None = isian("Biaya", istilah="Biaya/tarif", default=None)
    jaminan_pelayanan: Uraian | None = isian("Jaminan pelayanan", default=None)
    evaluasi_kinerja: Uraian | None = isian(
        "Evaluasi kinerja", istilah="Evaluasi kinerja pelaksana", default=None
    )
    url_suara: Url | None = isian("Maklumat dalam suara", default=None)
    url_video: Url | None = isian("Maklumat dalam video", default=None)


class KomisiInformasi(Isian):
    """The commission that would settle a dispute; which one it is, each satker says for itself."""

    nama: Teks = isian("Komisi Informasi", "Misalnya: Komisi Informasi Provinsi Lampung.")
    url: Url | None = isian("Alamat web", default=None)
    catatan: Teks | None = isian("Catatan", default=None)


class ProfilPpid(Rekaman):
    """The information service of one satker. Only the post of its PPID must be known."""

    ppid: Teks = isian("PPID", "Jabatan, bukan nama orang.", contoh="Kepala Subbagian Umum")
    atasan_ppid: Teks | None = isian(
        "Atasan PPID", "Jabatan yang menerima keberatan, bukan nama orang.", default=None
    )
    ppid_pelaksana: tuple[Teks, ...] = isian("PPID pelaksana", "Jabatan, bukan nama orang.", default=())
    tempat: Teks | None = isian("Meja layanan informasi", default=None)
    saluran: tuple[Saluran, ...] = isian("Saluran permohonan", default=())
    jam_layanan: JamLayanan | None = isian("Jam layanan informasi", default=None)
    url_permohonan: Url | None = isian("Formulir permohonan daring", default=None)
    url_keberatan: Url | None = isian("Formulir keberatan daring", default=None)
    biaya: Uraian | None = isian("Biaya", "Aturan biaya, misalnya untuk salinan.", default=None)
    standar: StandarLayanan = isian("Standar layanan informasi", default=StandarLayanan.model_construct())
    maklumat_informasi: MaklumatInformasi | None = isian("Maklumat pelayanan informasi", default=None)
    komisi_informasi: Annotated[KomisiInformasi, wrapped(as_group("nama"))] | None = isian(
        "Komisi Informasi", default=None
    )
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    diverifikasi: Verifikasi | None = isian("Diverifikasi", default=None)
    contoh: YaTidak = isian("Contoh", default=False)

    @property
    def berkas(self) -> tuple[str, ...]:
        """Every file that the profile names."""
        texts = [getattr(self.standar, name) for name in STANDAR]
        names: Iterator[str | None] = (text.berkas for text in texts if text)
        pledge = self.maklumat_informasi.berkas if self.maklumat_informasi else None
        return tuple(dict.fromkeys(name for name in (*names, pledge) if name))

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.contoh and self.diverifikasi:
            raise salah("ISI-11", "rekaman contoh tidak boleh memuat diverifikasi", "diverifikasi")
        check_sources(self, self.sumber)
        return self
