"""ppid/laporan-<tahun>.yml: a year of information service, which every public body announces (UU 14/2008 Pasal 12).

The law names four contents: how many requests came, how long they took, how many were granted and refused, and the
reasons for refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import model_validator

from generator.records.fields import (
    DasarPengecualian,
    Isian,
    Jumlah,
    NamaDokumen,
    RataRata,
    Rekaman,
    Sumber,
    Tahun,
    Teks,
    Uraian,
    Url,
    Verifikasi,
    YaTidak,
    as_list,
    isian,
    salah,
    wrapped,
)
from generator.records.satker import check_sources
from generator.sources import Steps


class AlasanPenolakan(Isian):
    """Why requests were refused, and how many: a ground of UU 14/2008 Pasal 17, or another reason in words."""

    dasar: Annotated[tuple[DasarPengecualian, ...], wrapped(as_list)] = isian(
        "Dasar pengecualian", "Huruf Pasal 17 UU 14/2008, seperti h.5.", default=()
    )
    alasan: Teks | None = isian("Alasan lain", "Misalnya: informasi belum didokumentasikan.", default=None)
    jumlah: Jumlah = isian("Jumlah permohonan")

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.dasar and self.alasan is None:
            raise salah("ISI-04", "isi dasar (huruf Pasal 17) atau alasan, boleh keduanya")
        return self


_TAHUNAN = "UU 14/2008 Pasal 12 huruf {}"


class Laporan(Rekaman):
    """The figures of one year; parts of a request that were granted and refused make it granted in part."""

    tahun: Tahun = isian("Tahun")
    permohonan_diterima: Jumlah = isian("Permohonan diterima", hukum=_TAHUNAN.format("a"))
    dikabulkan_penuh: Jumlah = isian("Dikabulkan seluruhnya", hukum=_TAHUNAN.format("c"))
    dikabulkan_sebagian: Jumlah = isian("Dikabulkan sebagian", hukum=_TAHUNAN.format("c"))
    ditolak: Jumlah = isian("Ditolak", hukum=_TAHUNAN.format("c"))
    alasan_penolakan: tuple[AlasanPenolakan, ...] = isian("Alasan penolakan", default=())
    rata_rata_waktu_hari_kerja: RataRata | None = isian("Rata-rata waktu (hari kerja)", default=None)
    keberatan: Jumlah | None = isian("Keberatan", default=None)
    sengketa: Jumlah | None = isian("Sengketa di Komisi Informasi", default=None)
    kendala: Annotated[tuple[Uraian, ...], wrapped(as_list)] = isian("Kendala", default=())
    rekomendasi: Annotated[tuple[Uraian, ...], wrapped(as_list)] = isian("Rekomendasi", default=())
    berkas: NamaDokumen | None = isian("Laporan lengkap", "Dokumen di folder berkas/.", default=None)
    url: Url | None = isian("Alamat laporan lengkap", default=None)
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    diverifikasi: Verifikasi | None = isian("Diverifikasi", default=None)
    contoh: YaTidak = isian("Contoh", default=False)

    @property
    def dijawab(self) -> int:
        """How many requests were granted, in full or in part, or refused."""
        return self.dikabulkan_penuh + self.dikabulkan_sebagian + self.ditolak

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.contoh and self.diverifikasi:
            raise salah("ISI-11", "rekaman contoh tidak boleh memuat diverifikasi", "diverifikasi")
        check_sources(self, self.sumber)
        return self


def impossible(report: Laporan) -> Iterator[tuple[Steps, str]]:
    """Figures that cannot all be right, each with the field that stands first among them and both numbers.

    Objections and disputes are not compared with requests: one may follow a request of the year before, and an
    objection also information that was never asked for (UU 14/2008 Pasal 35).
    """
    answered, received = report.dijawab, report.permohonan_diterima
    if answered > received:
        message = (
            f"dikabulkan_penuh, dikabulkan_sebagian, dan ditolak berjumlah {answered}, lebih dari {received} "
            "permohonan yang diterima"
        )
        yield ("permohonan_diterima",), message
    refused = report.ditolak + report.dikabulkan_sebagian
    for index, reason in enumerate(report.alasan_penolakan):
        if reason.jumlah > refused:
            message = (
                f"alasan ini dipakai {reason.jumlah} kali, lebih dari {refused} permohonan yang ditolak atau "
                "dikabulkan sebagian"
            )
            yield ("alasan_penolakan", index, "jumlah"), message
    given = sum(reason.jumlah for reason in report.alasan_penolakan)
    if given < report.ditolak:
        message = (
            f"{report.ditolak} permohonan ditolak, tetapi alasan_penolakan menjelaskan {given}; setiap penolakan "
            "diumumkan alasannya (UU 14/2008 Pasal 12 huruf d)"
        )
        yield ("ditolak",), message
    if report.rata_rata_waktu_hari_kerja is not None and not answered:
        mean = str(report.rata_rata_waktu_hari_kerja).replace(".", ",")
        message = f"rata-rata {mean} hari kerja dari 0 permohonan yang dijawab; hapus baris ini"
        yield ("rata_rata_waktu_hari_kerja",), message
