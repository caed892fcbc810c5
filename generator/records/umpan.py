"""The archive of a satker's feeds: entries, the state of each source, and decisions by hand.

Entries and states are JSON that `ultra fetch` writes and people only read; `keputusan.yml` is written by people. An
entry is one file, `satker/<slug>/umpan/<yyyy>/<id>.json`, and is never deleted by a program: what it said before
stands in its versions. Moments are ISO 8601 with their zone.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.records.fields import Isian, Rekaman, Tanggal, Teks, Url, isian, salah

TROUBLE: Final = 3  # faults in a row after which a source counts as failing
GIVEN_UP: Final = timedelta(days=30)  # of faults, after which it counts as inactive
QUIET: Final = timedelta(days=90)  # without anything new, after which it counts as quiet
MOVED: Final = timedelta(days=7)  # of permanent redirects, after which the new address is proposed
SIGHTINGS: Final = 3  # of them, at least
Standing = Literal["lancar", "lama", "terganggu", "tidak-aktif", "ditahan", "belum"]
Policy = Literal["guid", "tautan", "isi"]  # by what the entries of a feed are told apart
POLICIES: Final[tuple[Policy, ...]] = ("guid", "tautan", "isi")  # from the best to the worst
TERBIT: Final[dict[str, str]] = {
    "terbit": "Terbit",
    "tinjau": "Menunggu peninjauan",
    "karantina": "Ditahan",
}
GANGGUAN: Final[dict[str, tuple[str, str]]] = {  # each fault in words, and what the site's webmaster can do
    "dns": (
        "nama situsnya tidak ditemukan",
        "Periksa nama domain dan server namanya; perpanjang bila habis masanya.",
    ),
    "sambungan": (
        "situsnya tidak dapat dihubungi",
        "Pastikan server menyala dan menerima sambungan dari luar.",
    ),
    "lama": (
        "situsnya terlalu lama menjawab",
        "Periksa beban server; umpan sebaiknya dijawab dalam beberapa detik.",
    ),
    "putus": (
        "sambungan terputus sebelum selesai",
        "Periksa server atau proksi yang memutus jawaban.",
    ),
    "terlalu-besar": (
        "jawabannya lebih dari 10 MB",
        "Batasi umpan pada 50 entri terbaru.",
    ),
    "kompresi": (
        "jawabannya tidak dapat dibuka (kompresi rusak)",
        "Periksa pengaturan kompresi (gzip) di server.",
    ),
    "tls-kedaluwarsa": (
        "sertifikat keamanannya kedaluwarsa",
        "Perpanjang sertifikat situs.",
    ),
    "tls-nama": (
        "sertifikat keamanannya untuk nama lain",
        "Pasang sertifikat untuk nama situs ini.",
    ),
    "tls-mandiri": (
        "sertifikat keamanannya dibuat sendiri",
        "Pasang sertifikat dari penerbit yang dikenal peramban.",
    ),
    "tls-rantai": (
        "rantai sertifikat keamanannya tidak lengkap",
        "Pasang juga sertifikat perantaranya di server.",
    ),
    "tls": (
        "sambungan amannya gagal",
        "Periksa sertifikat dan pengaturan HTTPS server.",
    ),
    "alamat-terlarang": (
        "alamatnya menunjuk ke jaringan dalam",
        "Arahkan nama situs ke alamat internet umum, lalu periksa alamat umpan di satker.yml.",
    ),
    "redirect": (
        "pengalihan alamatnya berputar atau rusak",
        "Perbaiki pengalihan alamat umpan.",
    ),
    "pindah-asing": (
        "alamatnya dialihkan ke situs lain",
        "Bila situsnya memang pindah, ganti alamat umpan di satker.yml.",
    ),
    "html": (
        "yang dijawab halaman biasa, bukan umpan",
        "Periksa alamat umpan di satker.yml; mungkin umpannya dimatikan.",
    ),
    "login": (
        "yang dijawab halaman masuk",
        "Buka umpan bagi umum tanpa masuk.",
    ),
    "waf": (
        "dihalangi pelindung situsnya",
        "Izinkan pembaca umpan di pelindung situs.",
    ),
    "internet-positif": (
        "diblokir penyedia internet (Internet Positif)",
        "Minta penyedia internet membuka blokir situs ini.",
    ),
    "ditangguhkan": (
        "situsnya ditangguhkan penyedianya",
        "Hubungi penyedia hosting.",
    ),
    "parkir": (
        "nama situsnya sedang dijual atau diparkir",
        "Periksa kepemilikan nama domain.",
    ),
    "deface": (
        "situsnya diduga diretas",
        "Periksa situs dari penyusup, bersihkan, lalu minta pengelola portal melepaskan penahanan.",
    ),
    "bukan-umpan": (
        "jawabannya bukan umpan yang dikenal",
        "Periksa alamat umpan di satker.yml.",
    ),
    "terpotong": (
        "umpannya terpotong",
        "Periksa galat pada program situs yang memotong umpan.",
    ),
    "kosong": (
        "umpannya kosong",
        "Pastikan ada berita yang diterbitkan di umpan.",
    ),
    "identitas-berubah": (
        "isi umpannya tiba-tiba lain sama sekali",
        "Bila perubahan ini disengaja, minta pengelola portal menyetujuinya.",
    ),
    "diblokir": (
        "situsnya menolak dibaca",
        "Izinkan umpan dibaca; coba buka juga dari jaringan di Indonesia.",
    ),
    "tidak-ada": (
        "umpannya tidak ada lagi di alamat itu",
        "Ganti alamat umpan di satker.yml dengan yang baru.",
    ),
    "habis": (
        "umpannya dinyatakan dihapus",
        "Hapus atau ganti alamat umpan di satker.yml.",
    ),
    "dibatasi": (
        "situsnya meminta menunggu",
        "Longgarkan batas bagi pembaca umpan.",
    ),
    "server": (
        "situsnya sedang rusak",
        "Periksa galat di server situs.",
    ),
    "urai": (
        "umpannya tidak dapat diuraikan dengan aman",
        "Periksa umpan dengan pemeriksa umpan daring.",
    ),
    "internal": (
        "kesalahan pada program portal ini",
        "Tidak ada yang perlu dilakukan satker; pengelola portal memeriksanya.",
    ),
}
ATURAN_COBA_LAGI: Final[dict[str, str]] = {  # when a source with a fault is asked again, as a rule in words
    "": "Dicoba lagi setelah 1, 6, lalu tiap 24 jam; setelah 30 hari seminggu sekali.",
    "tidak-ada": "Dicoba lagi setelah 1, 6, lalu tiap 24 jam; setelah 14 hari seminggu sekali.",
    "diblokir": "Dicoba lagi sehari sekali.",
    "habis": "Ditanya sekali lagi setelah 24 jam, lalu tidak lagi sampai alamatnya diganti.",
    "dibatasi": "Dicoba lagi setelah waktu yang diminta situsnya.",
}
Tautan = Annotated[str, Field(pattern=r"^(https?://\S+)?$")]  # it becomes a link: never another scheme
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class _Mesin(BaseModel):
    """A value that a program wrote: an unknown key or a value of another type is an error, never a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Alasan(_Mesin):
    """Why an entry is held."""

    kode: str
    bobot: int
    keterangan: str


class Asal(_Mesin):
    """Where an entry came from: the feed, the address that answered, when, and the sha256 of the body it stood in."""

    umpan: str
    alamat_akhir: str
    waktu: str
    sha256: str
    pengurai: Literal["feedparser", "json"]


class Versi(_Mesin):
    """What an entry said before it was edited at its source, until `waktu`."""

    waktu: str
    judul: str
    isi: str
    tautan: str
    tanggal: str


class Entri(_Mesin):
    """One entry of a feed. `isi` is clean HTML, `cuplikan` at most 600 characters of its text.

    `tanggal` is empty where the feed names none; then `pertama_dilihat` orders it. `susulan` marks what was already
    old when its source was first read. `disamarkan` names the kinds of personal data that were masked in it.
    """

    id: Id
    kunci: str
    alias: tuple[str, ...] = ()
    tautan: Tautan
    judul: str
    penulis: str = ""
    kategori: tuple[str, ...] = ()
    isi: str = ""
    cuplikan: str = ""
    tanggal: str = ""
    keyakinan_tanggal: Literal["lengkap", "tanpa_zona", "tanpa_jam", "tidak_ada"] = "tidak_ada"
    teks_tanggal: str = ""
    pertama_dilihat: str
    susulan: bool = False
    keadaan: Literal["terbit", "tinjau", "karantina"] = "terbit"
    alasan: tuple[Alasan, ...] = ()
    disamarkan: tuple[str, ...] = ()
    asal: Asal
    versi: tuple[Versi, ...] = ()
    contoh: bool = False


class Gangguan(_Mesin):
    """A fault of a source: its code, since when, how many times in a row, and harmless words about it."""

    kode: str
    sejak: str
    kali: int
    rincian: str = ""


class Pengalihan(_Mesin):
    """A permanent redirect on the same site that was met, since when and how often: proposed after a while."""

    url: str
    sejak: str
    kali: int


class KeadaanSumber(_Mesin):
    """What is known of one source between two runs; it changes only when something about the source does.

    `terakhir_berubah` is when its feed last held something new; `pemutus` says in words why the breaker is
    tripped, `pemutus_sejak` since when: nothing new is published until a person releases it on that day or later;
    `dilepas` is the day of the release that was used last, which counts once. `kebijakan_id` degrades to `tautan` or
    `isi` when guids cannot be trusted, and stays so.
    """

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    terakhir_berubah: str = ""
    gangguan: Gangguan | None = None
    pengalihan: Pengalihan | None = None
    kebijakan_id: Policy = "guid"
    pemutus: str = ""
    pemutus_sejak: str = ""
    dilepas: str = ""
    kosong: int = 0
    tanpa_validator_terakhir: str = ""
    situs: str = ""
    bahasa: str = ""

    @property
    def gone(self) -> bool:
        """Whether the server said twice, a day apart, that the feed is gone: nobody asks until its record changes."""
        fault = self.gangguan
        return fault is not None and fault.kode == "habis" and fault.kali >= TROUBLE

    def standing_on(self, today: date, *, released: bool = False) -> Standing:
        """How the source stands, for people. A source that was never read is in trouble with its first fault."""
        if self.pemutus and not released:
            return "ditahan"
        fault = self.gangguan
        if fault and (fault.kali >= TROUBLE or not self.terakhir_berubah):
            return "tidak-aktif" if today - _day(fault.sejak) >= GIVEN_UP else "terganggu"
        if not self.terakhir_berubah:
            return "belum"
        return "lama" if today - _day(self.terakhir_berubah) > QUIET else "lancar"

    def moved_to(self, today: date) -> str:
        """The address to which a person should change the source, or nothing: met three times, over seven days."""
        move = self.pengalihan
        due = move is not None and move.kali >= SIGHTINGS and today - _day(move.sejak) >= MOVED
        return move.url if move and due else ""

    def lifted_by(self, day: str) -> bool:
        """Whether a release of that day (ISO 8601, empty: none) holds: it was not used, and nothing tripped after it."""
        return self.dilepas < day and self.pemutus_sejak[:10] <= day


class Keadaan(_Mesin):
    """The file keadaan.json: the state of each source of a satker by its address."""

    sumber: dict[str, KeadaanSumber] = {}


class Putusan(Isian):
    """A decision about an entry or a source."""

    putusan: Literal["setujui", "tolak", "sembunyikan", "lepaskan"] = isian("Putusan")
    id: Teks | None = isian("Entri", "16 angka heksadesimal, nama berkas entri tanpa .json.", default=None)
    umpan: Url | None = isian("Umpan", "Hanya untuk lepaskan.", default=None)
    oleh: Teks = isian("Oleh", "Jabatan.")
    tanggal: Tanggal = isian("Tanggal")
    alasan: Teks | None = isian("Alasan", default=None)

    @model_validator(mode="after")
    def _names_its_object(self) -> Self:
        wanted = "umpan" if self.putusan == "lepaskan" else "id"
        if not getattr(self, wanted):
            raise salah("ISI-11", f"putusan {self.putusan} harus menyebut {wanted}", "putusan")
        return self


class DaftarPutusan(Rekaman):
    """The file keputusan.yml."""

    keputusan: tuple[Putusan, ...] = isian("Keputusan", default=())

    @property
    def releases(self) -> dict[str, str]:
        """By feed the last day (ISO 8601) on which somebody has released it."""
        found: dict[str, str] = {}
        for decision in self.keputusan:
            if decision.putusan == "lepaskan" and decision.umpan:
                found[decision.umpan] = max(found.get(decision.umpan, ""), decision.tanggal.isoformat())
        return found


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def entry_id(source_url: str, key: str) -> str:
    """The id of an entry, 16 hexadecimal digits: the same key of another source is another entry."""
    return hashlib.sha256(f"{source_url}\n{key}".encode()).hexdigest()[:16]


def worse(policy: Policy, found: Policy) -> Policy:
    """Never the better of two policies: one that degraded stays so."""
    return max(policy, found, key=POLICIES.index)


def as_json(value: BaseModel) -> dict[str, Any]:
    """The value as it stands in its file; what is at its default is left out, so that files stay short."""
    return value.model_dump(mode="json", exclude_defaults=True)
