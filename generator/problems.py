"""What is wrong with a record, where, and what is right: the value that every check yields.

Knows how a problem is worded as a line; knows nothing of records. Each code has one meaning, listed in
`CODES` and explained to editors in docs/galat.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

Severity = Literal["galat", "peringatan"]

CODES: Final[dict[str, str]] = {
    "BACA-01": "berkas bukan teks UTF-8 yang sah",
    "BACA-02": "susunan YAML rusak",
    "BACA-03": "kunci ditulis dua kali",
    "BACA-04": "jangkar, alias, atau kunci gabungan dipakai",
    "BACA-05": "tanda jenis (tag) YAML dipakai",
    "BACA-06": "isian bersarang terlalu dalam",
    "BACA-07": "berkas terlalu besar",
    "BACA-08": "berkas kosong atau bukan daftar kunci dan isi",
    "BACA-09": "berita atau jawaban tanpa kepala (---)",
    "BACA-10": "tautan simbolis atau berkas khusus",
    "BACA-11": "nama berkas atau folder tidak sah",
    "BACA-12": "berkas di tempat yang tidak dikenal",
    "BACA-13": "jenis lampiran tidak diizinkan",
    "BACA-14": "lebih dari satu dokumen YAML dalam satu berkas",
    "BACA-15": "satker.yml tidak ada",
    "BACA-16": "tulisan setelah tanda pagar tidak tampil",
    "BACA-17": "arsip umpan rusak",
    "BACA-18": "dokumen tidak dapat diperiksa",
    "ISI-01": "isian wajib belum ada",
    "ISI-02": "kunci tidak dikenal",
    "ISI-03": "isi tidak termasuk pilihan",
    "ISI-04": "bentuk isian salah (teks, daftar, atau kelompok)",
    "ISI-05": "bukan bilangan yang sah",
    "ISI-06": "bukan tanggal atau jam yang sah",
    "ISI-07": "bukan alamat web yang sah",
    "ISI-08": "bukan alamat pos-el, telepon, atau akun yang sah",
    "ISI-09": "teks terlalu panjang atau kosong",
    "ISI-10": "bukan kode, nama pendek, atau rujukan yang sah",
    "ISI-11": "isian saling bertentangan",
    "ISI-12": "tautan terlarang di dalam naskah",
    "ISI-13": "gambar dari luar portal, tanpa keterangan, atau tidak ada berkasnya",
    "ISI-14": "komponen standar pelayanan belum diisi",
    "ISI-15": "gambar menyimpan lokasi pengambilan",
    "ISI-16": "data pribadi di dalam rekaman atau dokumen",
    "TAUT-01": "rujukan ke rekaman yang tidak ada",
    "TAUT-02": "alamat halaman dipakai dua kali",
    "TAUT-03": "jenis layanan tidak lazim bagi jenis satker ini",
    "TAUT-04": "hari tinjau sudah lewat",
    "TAUT-05": "rujukan ke rekaman atau berkas yang dikeluarkan karena galat",
    "TAUT-06": "kode syarat tidak ada pada jenis layanan",
    "TAUT-07": "berkas yang dirujuk tidak ada di folder berkas",
    "TAUT-08": "bagian halaman tidak dikenal",
    "TAUT-09": "rekaman merujuk dirinya sendiri",
    "TAUT-10": "tanggal belum tiba",
    "PPID-01": "informasi yang dikecualikan ditulis di DIP",
    "PPID-02": "rincian bukan milik kategorinya",
    "PPID-03": "pengecualian tanpa dasar, uji konsekuensi, pejabat, atau jangka waktu",
    "PPID-04": "berkas atau alamat di daftar informasi yang dikecualikan",
    "PPID-05": "angka laporan tidak mungkin",
    "PPID-06": "informasi berkala lebih dari enam bulan",
    "PPID-07": "laporan layanan informasi tahun lalu belum ada",
    "PPID-08": "masa pengecualian hampir atau sudah berakhir",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `file` is relative to the portal, `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    field: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: galat KODE field: pesan`, the form that editors and tools jump by."""
        field = " ".join(self.field.split())  # a key of the record's own may hold a line break
        subject = f" {field}" if field else ""
        return f"{' '.join(self.file.splitlines())}:{self.line}:{self.column}: {self.severity} {self.code}{subject}: {self.message}"

    @property
    def is_error(self) -> bool:
        """True when the record cannot be published as it is."""
        return self.severity == "galat"


def suggestion(word: str, known: Iterable[str]) -> str:
    """A closing `; maksud Anda “…”?`, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; maksud Anda “{near[0]}”?" if near else ""


def found(value: object) -> str:
    """The found value in quotes, on one line and at most 60 characters long."""
    text = " ".join(str(value).split())
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"
