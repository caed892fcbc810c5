"""berita/*.md: a news item, a notice, an event, a press release or an immediate announcement (serta-merta)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, Self

from pydantic import model_validator

from generator.records.fields import (
    Isian,
    Jalur,
    NamaBerkas,
    Rekaman,
    Rujukan,
    Saat,
    Sumber,
    Tanggal,
    Teks,
    Uraian,
    Url,
    YaTidak,
    dates_in_order,
    isian,
    salah,
)
from generator.records.satker import check_sources

JENIS_BERITA: Final[dict[str, str]] = {
    "berita": "Berita",
    "pengumuman": "Pengumuman",
    "agenda": "Agenda",
    "siaran_pers": "Siaran pers",
    "serta_merta": "Serta-merta",
}


class Gambar(Isian):
    """The picture of a news item; what it shows must be said in words."""

    berkas: NamaBerkas = isian("Nama berkas", "Gambar di folder berkas/ satker ini.")
    alt: Teks = isian("Keterangan gambar", "Apa yang terlihat, bagi yang tidak dapat melihatnya.")
    kredit: Teks | None = isian("Kredit", default=None)


class SertaMerta(Isian):
    """The eight contents of an immediate announcement (PerKI 1/2021), with its level and last day."""

    tingkat: Literal["awas", "siaga", "waspada"] = isian("Tingkat")
    sampai: Tanggal = isian("Berlaku sampai")
    potensi_bahaya: Uraian = isian("Potensi bahaya dan dampak")
    pihak_terdampak: Uraian = isian("Pihak terdampak")
    prosedur_evakuasi: Uraian = isian("Prosedur dan tempat evakuasi")
    cara_menghindari: Uraian = isian("Cara menghindari")
    cara_mendapat_bantuan: Uraian = isian("Cara mendapat bantuan")
    pihak_wajib: Uraian = isian("Pihak yang wajib mengumumkan")
    tata_cara: Uraian = isian("Tata cara pengumuman")
    upaya: Uraian = isian("Upaya yang dilakukan")


ISI_SERTA_MERTA: Final = tuple(name for name in SertaMerta.model_fields if name not in ("tingkat", "sampai"))


class Berita(Rekaman):
    """The head of a news file; its body is Markdown."""

    judul: Teks = isian("Judul")
    tanggal: Tanggal = isian("Tanggal")
    keterangan_tanggal: Teks | None = isian(
        "Keterangan tanggal", "Bila tanggal ini bukan tanggal terbit.", default=None
    )
    jenis: Literal["berita", "pengumuman", "agenda", "siaran_pers", "serta_merta"] = isian(
        "Jenis", default="berita"
    )
    ringkasan: Teks | None = isian("Ringkasan", default=None)
    penulis: Teks | None = isian("Penulis", default=None)
    jabatan: Teks | None = isian("Jabatan penulis", default=None)
    kata_kunci: tuple[Teks, ...] = isian("Kata kunci", default=())
    gambar: Gambar | None = isian("Gambar", default=None)
    sumber_url: Url | None = isian("Terbitan asli", default=None)
    mulai: Saat | None = isian("Mulai", "Agenda: 2026-12-01 atau 2026-12-01 09.00.", default=None)
    selesai: Saat | None = isian("Selesai", default=None)
    tempat: Teks | None = isian("Tempat", default=None)
    serta_merta: SertaMerta | None = isian("Informasi serta-merta", default=None)
    terkait: tuple[Rujukan, ...] = isian("Terkait", default=())
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    contoh: YaTidak = isian("Contoh", default=False)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.jenis == "agenda" and self.mulai is None:
            raise salah("ISI-11", "agenda wajib memuat mulai (tanggal, boleh dengan jam)", "jenis")
        if self.jenis != "agenda" and (self.mulai or self.selesai or self.tempat):
            first = next(name for name in ("mulai", "selesai", "tempat") if getattr(self, name))
            raise salah("ISI-11", "mulai, selesai, dan tempat hanya untuk jenis: agenda", first)
        if (self.jenis == "serta_merta") != (self.serta_merta is not None):
            raise salah(
                "ISI-11", "jenis: serta_merta dan kelompok isian serta_merta harus ada bersama-sama", "jenis"
            )
        if not _in_order(self.mulai, self.selesai):
            raise salah("ISI-11", "mulai harus sebelum selesai", "mulai")
        if self.serta_merta and not dates_in_order(self.tanggal, self.serta_merta.sampai):
            raise salah("ISI-11", "serta_merta.sampai tidak boleh sebelum tanggal", "serta_merta", "sampai")
        check_sources(self, self.sumber)
        return self


def _in_order(begin: date | None, end: date | None) -> bool:
    if isinstance(begin, datetime) and isinstance(end, datetime):
        return begin <= end
    return dates_in_order(begin, end)
