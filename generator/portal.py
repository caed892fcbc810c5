"""The linked whole: every satker in full, every other record as a card, and who belongs to whom.

A card is what other pages need to know of a record. An unchanged record is known by its card alone, so that a build
of ten thousand records opens only those that changed. Cards hold plain values only and go to the cache as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from generator.pictures import Size
from generator.ppid import (
    DikCard,
    DipCard,
    Informasi,
    JawabanCard,
    Lampiran,
    LaporanCard,
    PpidCard,
    dik_card,
    dip_card,
    jawaban_card,
    laporan_card,
    ppid_card,
)
from generator.records.acuan import DaftarHariLibur, JenisLayanan, Kebutuhan, Kelompok, Sinonim, Wilayah
from generator.records.berita import Berita
from generator.records.dik import Dik
from generator.records.dip import Dip
from generator.records.jawaban import Jawaban
from generator.records.laporan import Laporan
from generator.records.layanan import CARA, Layanan
from generator.records.ppid import ProfilPpid
from generator.records.satker import Satker, Umpan
from generator.records.umpan import Entri, KeadaanSumber
from generator.sources import File
from generator.wording import rupiah


@dataclass(frozen=True, slots=True)
class Acuan:
    """The reference data; `digest` changes when any of it does."""

    wilayah: Mapping[str, Wilayah]
    kelompok: tuple[Kelompok, ...]
    jenis: Mapping[str, JenisLayanan]
    kebutuhan: tuple[Kebutuhan, ...]
    sinonim: tuple[Sinonim, ...] = ()
    pokok: tuple[str, ...] = ()  # words of a question that say what it is about
    terkait: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by a type's code or a page's address
    bukan_pribadi: frozenset[tuple[str, str, str]] = frozenset()  # file, field, kind
    hari_libur: DaftarHariLibur = field(default_factory=DaftarHariLibur)

    @property
    def wilayah_urut(self) -> tuple[Wilayah, ...]:
        """The province, then its regions in the order of their names."""
        return tuple(
            sorted(self.wilayah.values(), key=lambda region: (region.jenis != "provinsi", region.singkat))
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A checked record with the file it came from; `html` and `files` are a body in Markdown and what it shows.

    Of an item of a list `line` is where it stands. The digest does not stand for it, so no page may show it: an item
    more above would change the pages of all below.
    """

    file: File
    digest: bytes
    data: Satker | Layanan | Berita | ProfilPpid | Dip | Dik | Laporan | Jawaban
    html: str = ""
    files: tuple[str, ...] = ()
    line: int = 1


class Satuan(NamedTuple):
    """A satker of the portal."""

    slug: str
    data: Satker
    digest: bytes
    path: str


class LayananCard(NamedTuple):
    """What other pages say of a service. Days are ordinals (0: none), `terisi` one bit a component."""

    id: str
    satker: str
    slug: str
    path: str
    digest: bytes
    nama: str
    jenis: str
    ringkasan: str
    sasaran: tuple[str, ...]
    cara: str
    waktu: str
    menit: int
    biaya: str
    gratis: bool
    syarat: tuple[str, ...]
    syarat_lain: tuple[str, ...]
    batas: str
    terisi: int
    keadaan: str
    mulai: int
    sampai: int
    digantikan_oleh: str
    terkait: tuple[str, ...]
    terintegrasi_dengan: tuple[str, ...]
    url_daring: str
    diperbarui: int
    ditinjau: int
    diverifikasi: int
    alamat_lama: tuple[str, ...]
    berkas: tuple[str, ...]
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"satker/{self.satker}/layanan/{self.slug}/"

    @property
    def facts(self) -> tuple[str, ...]:
        """How long the service takes, what it costs and by which way, as far as it is known."""
        fee = self.biaya[:1].lower() + self.biaya[1:] if self.biaya.startswith("T") else self.biaya
        return tuple(fact for fact in (self.waktu, fee, CARA.get(self.cara, "").lower()) if fact)

    def lewat_tinjau_pada(self, day: int) -> bool:
        """Whether the day of the next review has passed on that day (an ordinal)."""
        return 0 < self.ditinjau < day

    def keadaan_pada(self, day: int) -> str:
        """The status in force on that day (an ordinal): outside its dates a restriction does not hold."""
        if self.keadaan == "aktif" or (self.mulai and day < self.mulai):
            return "aktif"
        if self.sampai and day > self.sampai and self.keadaan != "dihentikan":
            return "aktif"
        return self.keadaan


class BeritaCard(NamedTuple):
    """What other pages say of a news item. Days are ordinals (0: none), `saat` an event's begin and end in ISO 8601."""

    id: str
    satker: str
    slug: str
    path: str
    digest: bytes
    judul: str
    tanggal: int
    jenis: str
    ringkasan: str
    mulai: int
    selesai: int
    saat: tuple[str, str]
    tempat: str
    tingkat: str
    sampai: int
    terkait: tuple[str, ...]
    alamat_lama: tuple[str, ...]
    berkas: tuple[str, ...]
    gambar: str
    contoh: bool

    @property
    def address(self) -> str:
        """The page's address from the root, without a slash before it."""
        return f"satker/{self.satker}/berita/{self.slug}/"

    @property
    def hari(self) -> date:
        """The day of the item."""
        return date.fromordinal(self.tanggal)

    @property
    def hari_akhir(self) -> date:
        """The last day of an immediate announcement."""
        return date.fromordinal(self.sampai)

    @property
    def begin(self) -> date:
        """When an event begins: a day, or a moment where its hour is known."""
        return moment(self.saat[0])

    @property
    def end(self) -> date | None:
        """When an event ends, if that is known."""
        return moment(self.saat[1]) if self.saat[1] else None

    @property
    def calendar(self) -> str:
        """The address of an event's file for calendars."""
        return f"{self.address}agenda.ics"

    def lewat_pada(self, day: int) -> bool:
        """Whether this is an event that was over before that day (an ordinal)."""
        return 0 < self.selesai < day

    def berlaku_pada(self, day: int) -> bool:
        """Whether this is an immediate announcement in force on that day (an ordinal)."""
        return self.jenis == "serta_merta" and self.tanggal <= day <= self.sampai


class EntriCard(NamedTuple):
    """What the portal says of an entry of a satker's feed; it has no page of its own and leads to the satker's site.

    `tanggal` is the ordinal of its own day, else of the day on which it was first seen; `waktu` the same in ISO 8601.
    `juga` are other satker that carry the same story, `tanpa_tautan` says that its site may be hacked: both are known
    only once everything is linked.
    """

    id: str
    satker: str
    path: str
    digest: bytes
    judul: str
    tautan: str
    tanggal: int
    waktu: str
    penulis: str
    kategori: tuple[str, ...]
    ringkasan: str
    umpan: str
    keadaan: str
    alasan: tuple[str, ...]
    susulan: bool
    terlihat: int
    diubah: str
    contoh: bool
    juga: tuple[str, ...] = ()
    tanpa_tautan: bool = False

    @property
    def jenis(self) -> str:
        """The kind of news under which it stands."""
        return "berita"

    @property
    def hari(self) -> date:
        """The day of the entry."""
        return date.fromordinal(self.tanggal)


class Feed(NamedTuple):
    """A feed of a satker with what is known of it; `released` says that a person has lifted its breaker."""

    satker: str
    data: Umpan
    state: KeadaanSumber
    released: bool
    shown: int
    held: int


Card = LayananCard | BeritaCard | EntriCard | Informasi
Kabar = BeritaCard | EntriCard
CARDS: Final[dict[str, Any]] = {
    "layanan": LayananCard,
    "berita": BeritaCard,
    "umpan": EntriCard,
    "ppid": PpidCard,
    "dip": DipCard,
    "dik": DikCard,
    "laporan": LaporanCard,
    "jawaban": JawabanCard,
}


def revived(values: tuple[Any, ...]) -> Card:
    """A card from its plain values, of which the first is its id."""
    card: Card = CARDS[values[0].split("/", 2)[1]]._make(values)
    return card


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything that pages are made of. Lists are in the order in which pages show them.

    `berita` is the portal's own news, `kabar` that and the entries of the satker's feeds that may be shown.
    `agenda` holds the events that are not over, the next one first.

    Public information: `ppid` by satker; `dip` and `dik` by id, in the order of the satker and of their files, `dik` with
    what has become open by itself (`DikCard.terbuka_pada`); `laporan` by id, the newest of a satker first; `jawaban`
    the newest first, and those that refer to an information under its id. `jumlah_dip` counts by satker and category.
    The digest of a card stands for the files that it offers, too; `lampiran` describes them by satker and name.
    """

    today: date
    acuan: Acuan
    satker: Mapping[str, Satuan]
    layanan: Mapping[str, LayananCard]
    berita: tuple[BeritaCard, ...]
    per_jenis: Mapping[str, tuple[LayananCard, ...]]
    per_satker: Mapping[str, tuple[LayananCard, ...]]
    offices: Mapping[str, int]
    kabar: tuple[Kabar, ...]
    kabar_per_satker: Mapping[str, tuple[Kabar, ...]]
    kabar_per_jenis: Mapping[str, tuple[Kabar, ...]]
    agenda: tuple[BeritaCard, ...]
    feeds: tuple[Feed, ...]
    elsewhere: Mapping[tuple[str, str], tuple[LayananCard, ...]]
    targets: Mapping[str, tuple[Target, ...]]
    pictures: Mapping[tuple[str, str], Size]
    ppid: Mapping[str, PpidCard] = field(default_factory=dict)
    dip: Mapping[str, DipCard] = field(default_factory=dict)
    dip_per_satker: Mapping[str, tuple[DipCard, ...]] = field(default_factory=dict)
    dip_per_kategori: Mapping[str, tuple[DipCard, ...]] = field(default_factory=dict)
    jumlah_dip: Mapping[tuple[str, str], int] = field(default_factory=dict)
    dik: Mapping[str, DikCard] = field(default_factory=dict)
    dik_per_satker: Mapping[str, tuple[DikCard, ...]] = field(default_factory=dict)
    laporan: Mapping[str, LaporanCard] = field(default_factory=dict)
    laporan_per_satker: Mapping[str, tuple[LaporanCard, ...]] = field(default_factory=dict)
    jawaban: tuple[JawabanCard, ...] = ()
    jawaban_per_satker: Mapping[str, tuple[JawabanCard, ...]] = field(default_factory=dict)
    jawaban_per_dip: Mapping[str, tuple[JawabanCard, ...]] = field(default_factory=dict)
    lampiran: Mapping[tuple[str, str], Lampiran] = field(default_factory=dict)

    @property
    def informasi(self) -> tuple[Informasi, ...]:
        """Every card of public information."""
        profiles: tuple[Informasi, ...] = tuple(self.ppid.values())
        return (*profiles, *self.dip.values(), *self.dik.values(), *self.laporan.values(), *self.jawaban)

    @property
    def rekaman(self) -> int:
        """How many records the portal shows; entries of feeds are not its own."""
        return len(self.satker) + len(self.layanan) + len(self.berita) + len(self.informasi)

    def terbuka(self, card: DikCard) -> bool:
        """Whether an exclusion has ended by itself today."""
        return card.terbuka_pada(self.today.toordinal())

    def segera_berakhir(self, card: DikCard) -> bool:
        """Whether an exclusion ends within 30 working days from today."""
        return card.segera_berakhir_pada(self.today.toordinal(), self.acuan.hari_libur.kalender)

    def sebutan(self, slug: str) -> str:
        """The satker's short name among others of its kind."""
        return sebutan(self.acuan, self.satker[slug].data)

    def keadaan(self, card: LayananCard) -> str:
        """The service's status today."""
        return card.keadaan_pada(self.today.toordinal())

    def berjalan(self, cards: Iterable[LayananCard]) -> Iterator[LayananCard]:
        """Those of these services that have not ended today, samples too."""
        return (card for card in cards if self.keadaan(card) != "dihentikan")


class Target(NamedTuple):
    """What a reference leads to; an empty address means that the target was left out and stays plain text."""

    field: str
    title: str
    address: str
    note: str
    digest: bytes


def sebutan(acuan: Acuan, satker: Satker) -> str:
    """A short name that tells satker apart: a dinas of a kabupaten or kota by its region."""
    return acuan.wilayah[satker.wilayah[0]].sebutan if satker.jenis == "DK" else satker.sebutan


def card_of(record: Record) -> Card:
    """The card of a record that is no satker: that one is known in full."""
    file, digest, data = record.file, record.digest, record.data
    match data:
        case Layanan():
            return layanan_card(file, digest, data)
        case Berita():
            return berita_card(file, digest, data, record.files)
        case ProfilPpid():
            return ppid_card(file, digest, data)
        case Dip():
            return dip_card(file, digest, data)
        case Dik():
            return dik_card(file, digest, data)
        case Laporan():
            return laporan_card(file, digest, data)
        case Jawaban():
            return jawaban_card(file, digest, data, record.files)
        case Satker():
            raise TypeError(f"a satker has no card: {file.id!r}")


def layanan_card(file: File, digest: bytes, record: Layanan) -> LayananCard:
    """The card of a service."""
    items = [item for _, group in record.varian for item in group]
    time_ = record.jangka_waktu
    return LayananCard(
        id=file.id,
        satker=file.satker,
        slug=file.name,
        path=file.path,
        digest=digest,
        nama=record.nama,
        jenis=record.jenis,
        ringkasan=record.ringkasan or "",
        sasaran=record.sasaran,
        cara=record.cara_layanan or "",
        waktu=time_.teks if time_ else "",
        menit=time_.menit if time_ else 0,
        biaya=fee_in_words([fee.jumlah for fee in record.biaya_tarif]),
        gratis=bool(record.biaya_tarif) and not any(fee.jumlah for fee in record.biaya_tarif),
        syarat=tuple(dict.fromkeys(item.syarat for item in items if item.syarat)),
        syarat_lain=tuple(dict.fromkeys(item.teks for item in items if item.teks)),
        batas=record.batas or "",
        terisi=sum(1 << index for index, filled in enumerate(record.terisi) if filled),
        keadaan=record.status.keadaan,
        mulai=_ordinal(record.status.mulai),
        sampai=_ordinal(record.status.sampai),
        digantikan_oleh=record.digantikan_oleh or "",
        terkait=record.terkait,
        terintegrasi_dengan=record.terintegrasi_dengan,
        url_daring=record.url_daring or "",
        diperbarui=_ordinal(record.diperbarui),
        ditinjau=_ordinal(record.ditinjau),
        diverifikasi=_ordinal(record.diverifikasi.tanggal if record.diverifikasi else None),
        alamat_lama=record.alamat_lama,
        berkas=tuple(form.berkas for form in record.formulir if form.berkas),
        contoh=record.contoh,
    )


def berita_card(file: File, digest: bytes, record: Berita, files: tuple[str, ...]) -> BeritaCard:
    """The card of a news item; `files` are those that its body shows or links to."""
    now = record.serta_merta
    picture = record.gambar.berkas if record.gambar else ""
    return BeritaCard(
        id=file.id,
        satker=file.satker,
        slug=file.name,
        path=file.path,
        digest=digest,
        judul=record.judul,
        tanggal=record.tanggal.toordinal(),
        jenis=record.jenis,
        ringkasan=record.ringkasan or "",
        mulai=_ordinal(record.mulai),
        selesai=_ordinal(record.selesai or record.mulai),
        saat=(_iso(record.mulai), _iso(record.selesai)),
        tempat=record.tempat or "",
        tingkat=now.tingkat if now else "",
        sampai=now.sampai.toordinal() if now else 0,
        terkait=record.terkait,
        alamat_lama=record.alamat_lama,
        berkas=((picture,) if picture else ()) + files,
        gambar=picture,
        contoh=record.contoh,
    )


def entri_card(file: File, digest: bytes, record: Entri) -> EntriCard:
    """The card of an entry of a feed."""
    moment_ = record.tanggal or record.pertama_dilihat
    return EntriCard(
        id=file.id,
        satker=file.satker,
        path=file.path,
        digest=digest,
        judul=record.judul,
        tautan=record.tautan,
        tanggal=moment(moment_).toordinal(),
        waktu=moment_,
        penulis=record.penulis,
        kategori=record.kategori,
        ringkasan=record.cuplikan,
        umpan=record.asal.umpan,
        keadaan=record.keadaan,
        alasan=tuple(reason.kode for reason in record.alasan),
        susulan=record.susulan,
        terlihat=moment(record.pertama_dilihat).toordinal(),
        diubah=record.versi[-1].waktu if record.versi else "",
        contoh=record.contoh,
    )


def fee_in_words(amounts: list[int]) -> str:
    """`Tidak dipungut biaya`, `Rp100.000`, `Rp100.000 sampai Rp300.000`; nothing where no fee is known."""
    if not amounts:
        return ""
    low, high = min(amounts), max(amounts)
    if low == high:
        return rupiah(low)
    return f"{rupiah(low) if low else 'Tanpa biaya'} sampai {rupiah(high)}"


def moment(text: str) -> date:
    """The day or moment that ISO 8601 text names."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
