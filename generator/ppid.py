"""What other pages need to know of public information: a card for each of its kinds, and the files that items offer.

Cards hold plain values only, as those of `portal` do, which gathers them. Knows the law's days; knows nothing of who
refers to whom. What depends on the day takes it as an argument (an ordinal).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.hari_kerja import Kalender, sebelum
from generator.records.dik import HARI_SEBELUM_BERAKHIR, Dik
from generator.records.dip import RINCIAN, Dip
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan
from generator.records.ppid import STANDAR, ProfilPpid
from generator.sources import File


class Lampiran(NamedTuple):
    """A document as it is published: its format is the ending of its name, its size is in bytes."""

    format: str
    ukuran_byte: int
    sha256: str


class PpidCard(NamedTuple):
    """The information service of a satker. Days are ordinals (0: none), `standar` the names of those that exist.

    `terdengar` says that its maklumat can be heard or seen, `bertempat`, `berjam` and `bersaluran` that a place, hours
    and a channel are known.
    """

    id: str
    satker: str
    path: str
    digest: bytes
    ppid: str
    atasan_ppid: str
    url_permohonan: str
    url_keberatan: str
    pos_el: str
    whatsapp: str
    komisi_informasi: str
    standar: tuple[str, ...]
    bermaklumat: bool
    terdengar: bool
    bertempat: bool
    berjam: bool
    bersaluran: bool
    diverifikasi: int
    berkas: tuple[str, ...]
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"ppid/satker/{self.satker}/"


class DipCard(NamedTuple):
    """A public information. `waktu` is a day in ISO 8601 or a year, `segar_sampai` an ordinal (0: not known)."""

    id: str
    satker: str
    kode: str
    path: str
    digest: bytes
    nomor: str
    judul: str
    ringkasan: str
    kategori: str
    rincian: str
    pejabat_penguasa: str
    penanggung_jawab: str
    waktu: str
    tempat: str
    bentuk: tuple[str, ...]
    retensi: str
    pembaruan: str
    diperbarui: int
    segar_sampai: int
    diverifikasi: int
    berkas: tuple[str, ...]
    url: str
    alamat_lama: tuple[str, ...]
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"ppid/dip/{self.satker}/{self.kode}/"

    @property
    def tahun(self) -> int:
        """The year in which it was made, 0 where that is not known."""
        return int(self.waktu[:4]) if self.waktu else 0

    @property
    def sebutan_rincian(self) -> str:
        """The rubric in words."""
        return RINCIAN[self.kategori][self.rincian]

    def usang_pada(self, day: int) -> bool:
        """Whether a periodic information is older than six months on that day (UU 14/2008 Pasal 9 ayat 3)."""
        return 0 < self.segar_sampai < day


class DikCard(NamedTuple):
    """An excluded information. `dasar` are letters of UU 14/2008 Pasal 17, `sampai` its last day (0: not known)."""

    id: str
    satker: str
    kode: str
    path: str
    digest: bytes
    uraian: str
    dasar: tuple[str, ...]
    pejabat: str
    jangka_waktu: str
    sampai: int
    diuji: int
    contoh: bool

    def terbuka_pada(self, day: int) -> bool:
        """Whether the exclusion has ended by itself before that day (PP 61/2010 Pasal 11)."""
        return 0 < self.sampai < day

    def segera_berakhir_pada(self, day: int, kalender: Kalender) -> bool:
        """Whether it ends on that day or within the 30 working days after it, in which PP 61/2010 Pasal 11 wants a decision."""
        if not self.sampai or self.terbuka_pada(day):
            return False
        last = date.fromordinal(self.sampai)
        return day >= sebelum(last, HARI_SEBELUM_BERAKHIR, kalender).toordinal()


class LaporanCard(NamedTuple):
    """A year of information service; what was not reported is None, the mean is in working days."""

    id: str
    satker: str
    tahun: int
    path: str
    digest: bytes
    diterima: int
    dikabulkan_penuh: int
    dikabulkan_sebagian: int
    ditolak: int
    rata_rata: str
    keberatan: int | None
    sengketa: int | None
    diverifikasi: int
    berkas: tuple[str, ...]
    url: str
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"ppid/laporan/{self.satker}/{self.tahun}/"


class JawabanCard(NamedTuple):
    """A question that was answered. `terkait` are ids of public information; `tanggal` is an ordinal."""

    id: str
    satker: str
    slug: str
    path: str
    digest: bytes
    pertanyaan: str
    tanggal: int
    kategori: str
    rincian: str
    terkait: tuple[str, ...]
    berkas: tuple[str, ...]
    alamat_lama: tuple[str, ...]
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"ppid/jawaban/{self.satker}/{self.slug}/"

    @property
    def hari(self) -> date:
        """The day of the answer."""
        return date.fromordinal(self.tanggal)


Informasi = PpidCard | DipCard | DikCard | LaporanCard | JawabanCard


def ppid_card(file: File, digest: bytes, record: ProfilPpid) -> PpidCard:
    """The card of an information service."""
    return PpidCard(
        id=file.id,
        satker=file.satker,
        path=file.path,
        digest=digest,
        ppid=record.ppid,
        atasan_ppid=record.atasan_ppid or "",
        url_permohonan=record.url_permohonan or "",
        url_keberatan=record.url_keberatan or "",
        pos_el=_channel(record, "pos_el"),
        whatsapp=_channel(record, "whatsapp"),
        komisi_informasi=record.komisi_informasi.nama if record.komisi_informasi else "",
        standar=tuple(name for name in STANDAR if getattr(record.standar, name)),
        bermaklumat=(pledge := record.maklumat_informasi) is not None,
        terdengar=bool(pledge and (pledge.url_suara or pledge.url_video)),
        bertempat=record.tempat is not None,
        berjam=record.jam_layanan is not None,
        bersaluran=bool(record.saluran),
        diverifikasi=_ordinal(record.diverifikasi.tanggal if record.diverifikasi else None),
        berkas=record.berkas,
        contoh=record.contoh,
    )


def dip_card(file: File, digest: bytes, record: Dip) -> DipCard:
    """The card of a public information."""
    return DipCard(
        id=file.id,
        satker=file.satker,
        kode=record.kode,
        path=file.path,
        digest=digest,
        nomor=record.nomor or "",
        judul=record.judul,
        ringkasan=record.ringkasan or "",
        kategori=record.kategori,
        rincian=record.rincian,
        pejabat_penguasa=record.pejabat_penguasa or "",
        penanggung_jawab=record.penanggung_jawab or "",
        waktu=str(record.waktu_pembuatan or ""),
        tempat=record.tempat_pembuatan or "",
        bentuk=record.bentuk,
        retensi=record.retensi or "",
        pembaruan=record.pembaruan or "",
        diperbarui=_ordinal(record.diperbarui),
        segar_sampai=_ordinal(record.segar_sampai),
        diverifikasi=_ordinal(record.diverifikasi.tanggal if record.diverifikasi else None),
        berkas=record.berkas,
        url=record.url or "",
        alamat_lama=record.alamat_lama,
        contoh=record.contoh,
    )


def dik_card(file: File, digest: bytes, record: Dik) -> DikCard:
    """The card of an excluded information."""
    return DikCard(
        id=file.id,
        satker=file.satker,
        kode=record.kode,
        path=file.path,
        digest=digest,
        uraian=record.uraian_informasi,
        dasar=record.dasar,
        pejabat=record.pejabat,
        jangka_waktu=record.jangka_waktu_pengecualian or "",
        sampai=_ordinal(record.berlaku_sampai),
        diuji=record.uji_konsekuensi.tanggal.toordinal(),
        contoh=record.contoh,
    )


def laporan_card(file: File, digest: bytes, record: Laporan) -> LaporanCard:
    """The card of a yearly report."""
    mean = record.rata_rata_waktu_hari_kerja
    return LaporanCard(
        id=file.id,
        satker=file.satker,
        tahun=record.tahun,
        path=file.path,
        digest=digest,
        diterima=record.permohonan_diterima,
        dikabulkan_penuh=record.dikabulkan_penuh,
        dikabulkan_sebagian=record.dikabulkan_sebagian,
        ditolak=record.ditolak,
        rata_rata="" if mean is None else str(mean),
        keberatan=record.keberatan,
        sengketa=record.sengketa,
        diverifikasi=_ordinal(record.diverifikasi.tanggal if record.diverifikasi else None),
        berkas=(record.berkas,) if record.berkas else (),
        url=record.url or "",
        contoh=record.contoh,
    )


def jawaban_card(file: File, digest: bytes, record: Jawaban, files: tuple[str, ...]) -> JawabanCard:
    """The card of an answer; `files` are those that its body shows or links to."""
    return JawabanCard(
        id=file.id,
        satker=file.satker,
        slug=file.name,
        path=file.path,
        digest=digest,
        pertanyaan=record.pertanyaan,
        tanggal=record.tanggal.toordinal(),
        kategori=record.kategori or "",
        rincian=record.rincian or "",
        terkait=record.terkait,
        berkas=files,
        alamat_lama=record.alamat_lama,
        contoh=record.contoh,
    )


def _channel(record: ProfilPpid, kind: str) -> str:
    return next((way.nilai for way in record.saluran if way.jenis == kind), "")


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
