"""ppid/jawaban/*.md: a question that was answered already, so that nobody need ask it again.

The question is told in general words, without who asked: the head of the file; the answer is its body in Markdown.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from generator.problems import found, suggestion
from generator.records.dip import RINCIAN, Kategori
from generator.records.fields import (
    Jalur,
    KodeSyarat,
    Rekaman,
    RujukanDip,
    Sumber,
    Tanggal,
    Teks,
    YaTidak,
    isian,
    salah,
)
from generator.records.satker import check_sources


class Jawaban(Rekaman):
    """The head of an answer."""

    pertanyaan: Teks = isian("Pertanyaan", "Satu kalimat, tanpa nama dan keadaan pribadi pemohon.")
    tanggal: Tanggal = isian("Dijawab pada")
    kategori: Kategori | None = isian("Kategori", default=None)
    rincian: KodeSyarat | None = isian("Rincian", default=None)
    terkait: tuple[RujukanDip, ...] = isian(
        "Informasi terkait", "Informasi di DIP, seperti unila/dip/rencana-strategis.", default=()
    )
    alamat_lama: tuple[Jalur, ...] = isian("Alamat lama", default=())
    sumber: tuple[Sumber, ...] = isian("Sumber", default=())
    contoh: YaTidak = isian("Contoh", default=False)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.rincian and not self.kategori:
            raise salah("ISI-11", "rincian memerlukan kategori", "rincian")
        if self.rincian and self.kategori and self.rincian not in RINCIAN[self.kategori]:
            known = RINCIAN[self.kategori]
            advice = suggestion(self.rincian, known) or f"; yang ada: {', '.join(known)}"
            message = f"kategori {self.kategori} tidak punya rincian {found(self.rincian)}{advice}"
            raise salah("PPID-02", message, "rincian")
        check_sources(self, self.sumber)
        return self
