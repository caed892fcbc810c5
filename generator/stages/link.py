"""Stage 3: records to the Portal: references, addresses, neighbours.

Knows which record may point at which; knows nothing of files' text, so what it finds wrong carries the keys that
lead there, and the pipeline looks up the line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from urllib.parse import urlsplit

from generator.cache import digest
from generator.clusters import clusters
from generator.pictures import Size
from generator.portal import (
    Acuan,
    BeritaCard,
    Card,
    EntriCard,
    Feed,
    Kabar,
    LayananCard,
    Portal,
    Satuan,
    Target,
    sebutan,
)
from generator.ppid import (
    DikCard,
    DipCard,
    Informasi,
    JawabanCard,
    Lampiran,
    LaporanCard,
    PpidCard,
)
from generator.problems import Severity, found, suggestion
from generator.records.acuan import JENIS_SATKER
from generator.records.dik import HARI_SEBELUM_BERAKHIR
from generator.records.dip import KATEGORI
from generator.records.umpan import DaftarPutusan, Keadaan, KeadaanSumber, Putusan
from generator.sources import Steps
from generator.wording import kapital, tanggal

ELSEWHERE: Final = 5  # a record page may not grow with the number of records


_OWN: Final = re.compile(
    r"/(?:layanan|satker|wilayah|tentang|cari|pengaduan|privasi|peta-situs|aksesibilitas|tampilan)/$"
    r"|/(?:layanan/menurut|layanan/a-z|berita|umpan|panduan|assets)/"
    r"|/ppid/(?:[a-z-]+/)?$"
    r"|/satker/[^/]+/(?:layanan|berita)/(?:\d{4}/|$)"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong between records. `id` is the record it was found in."""

    id: str
    path: str
    steps: Steps
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The portal, what was found wrong, and the records that were left out for it."""

    portal: Portal
    faults: tuple[Fault, ...]
    left_out: frozenset[str]


def portal(
    acuan: Acuan,
    satker: Iterable[Satuan],
    cards: Iterable[Card],
    *,
    today: date,
    left_out: frozenset[str] = frozenset(),
    hidden: frozenset[str] = frozenset(),
    attachments: frozenset[tuple[str, str]] = frozenset(),
    withheld: frozenset[tuple[str, str]] = frozenset(),
    pictures: Mapping[tuple[str, str], Size] | None = None,
    documents: Mapping[tuple[str, str], Lampiran] | None = None,
    states: Mapping[str, Keadaan] | None = None,
    decisions: Mapping[str, DaftarPutusan] | None = None,
) -> Linked:
    """Links all records. `left_out` are ids broken before; `hidden` those that the configuration does not show.

    `attachments` are published, by satker and name; `withheld` lie there too and are not.
    `documents` describes files of berkas/ that public information offers, where they are known.
    """
    check = _Check(acuan, attachments, withheld)
    members = {unit.slug: unit for unit in satker if check.satker(unit)}
    records: list[LayananCard | BeritaCard] = []
    entries: list[EntriCard] = []
    information: list[Informasi] = []
    for card in cards:
        if isinstance(card, EntriCard):
            entries.append(card)
        elif isinstance(card, LayananCard | BeritaCard):
            records.append(card)
        else:
            information.append(card)
    known = [card for card in records if card.satker in members and check.card(card, members[card.satker])]
    public = [card for card in information if card.satker in members and check.information(card, today)]
    check.addresses(members.values(), known, public)
    gone = left_out | check.dropped
    members, known = check.references(members, known, gone, hidden)
    gone |= check.dropped
    check.reviews(known, today)
    known = check.days_to_come(known, today)
    gone |= check.dropped
    public = check.answers([card for card in public if card.satker in members], gone, hidden, today)
    check.reports(public, gone, today)
    gone |= check.dropped
    archive = _Archive(members, states or {}, decisions or {}, gone)
    return Linked(
        _portal(
            acuan,
            members,
            known,
            archive,
            entries,
            public,
            documents or {},
            today=today,
            pictures=pictures or {},
        ),
        tuple(check.faults),
        frozenset(gone),
    )


class _Check:
    """Looks at each record once; gathers faults and the ids of records that must be left out."""

    def __init__(
        self, acuan: Acuan, attachments: frozenset[tuple[str, str]], withheld: frozenset[tuple[str, str]]
    ) -> None:
        self.acuan = acuan
        self.calendar = acuan.hari_libur.kalender
        self.attachments = attachments
        self.withheld = withheld
        self.faults: list[Fault] = []
        self.dropped: set[str] = set()

    def error(self, id_: str, path: str, steps: Steps, code: str, message: str) -> None:
        self.faults.append(Fault(id_, path, steps, "galat", code, message))
        self.dropped.add(id_)

    def warn(self, id_: str, path: str, steps: Steps, code: str, message: str) -> None:
        self.faults.append(Fault(id_, path, steps, "peringatan", code, message))

    def satker(self, unit: Satuan) -> bool:
        for index, code in enumerate(unit.data.wilayah):
            if code not in self.acuan.wilayah:
                near = suggestion(code, self.acuan.wilayah)
                self.error(
                    unit.slug,
                    unit.path,
                    ("wilayah", index),
                    "TAUT-01",
                    f"tidak ada wilayah {found(code)}{near}",
                )
        documents = [form.berkas for form in unit.data.dokumen]
        if unit.data.struktur:
            documents.append(unit.data.struktur.berkas)
        if unit.data.maklumat_pelayanan:
            documents.append(unit.data.maklumat_pelayanan.berkas)
        self._files(unit.slug, unit.path, unit.slug, [name for name in documents if name])
        return unit.slug not in self.dropped

    def card(self, card: LayananCard | BeritaCard, unit: Satuan) -> bool:
        self._files(card.id, card.path, card.satker, card.berkas)
        if isinstance(card, LayananCard):
            self._type(card, unit)
        return card.id not in self.dropped

    def _files(self, id_: str, path: str, satker: str, names: Sequence[str]) -> None:
        for name in names:
            if (satker, name) in self.withheld:
                message = f"berkas {found(name)} tidak diterbitkan karena galat; perbaiki dahulu berkas itu"
                self.error(id_, path, (), "TAUT-05", message)
            elif (satker, name) not in self.attachments:
                near = suggestion(name, [known for owner, known in self.attachments if owner == satker])
                self.error(
                    id_,
                    path,
                    (),
                    "TAUT-07",
                    f"tidak ada berkas {found(name)} di satker/{satker}/berkas/{near}",
                )

    def _type(self, card: LayananCard, unit: Satuan) -> None:
        kind = self.acuan.jenis.get(card.jenis)
        if kind is None:
            near = suggestion(card.jenis, self.acuan.jenis)
            self.error(
                card.id,
                card.path,
                ("jenis",),
                "TAUT-01",
                f"tidak ada jenis layanan {found(card.jenis)}{near}",
            )
            return
        for code in card.syarat:
            if code not in kind.syarat_umum:
                near = suggestion(code, kind.syarat_umum) or f"; yang ada: {', '.join(kind.syarat_umum)}"
                self.error(
                    card.id,
                    card.path,
                    ("persyaratan",),
                    "TAUT-06",
                    f"jenis {card.jenis} tidak punya syarat {found(code)}{near}",
                )
        if unit.data.jenis not in kind.ditawarkan:
            usual = ", ".join(JENIS_SATKER[code].lower() for code in kind.ditawarkan)
            self.warn(
                card.id,
                card.path,
                ("jenis",),
                "TAUT-03",
                f"jenis {card.jenis} biasanya dilayani oleh: {usual}",
            )

    def addresses(
        self,
        members: Iterable[Satuan],
        cards: Iterable[LayananCard | BeritaCard],
        public: Iterable[Informasi] = (),
    ) -> None:
        """Former addresses may neither be taken nor stand twice."""
        taken = {f"/{card.address}" for card in cards} | {f"/satker/{unit.slug}/" for unit in members}
        taken |= {f"/{card.address}" for card in public if not isinstance(card, DikCard)}
        taken |= {f"/layanan/{kind.slug}/" for kind in self.acuan.jenis.values()}
        taken |= {f"/wilayah/{region.slug}/" for region in self.acuan.wilayah.values()}
        taken |= {old for kind in self.acuan.jenis.values() for old in kind.alamat_lama}
        former = [(unit.slug, unit.path, old) for unit in members for old in unit.data.alamat_lama]
        former += [(card.id, card.path, old) for card in cards for old in card.alamat_lama]
        former += [
            (card.id, card.path, old)
            for card in public
            if isinstance(card, DipCard | JawabanCard)
            for old in card.alamat_lama
        ]
        for id_, path, old in former:
            if old in taken or _OWN.match(old):
                self.error(
                    id_, path, ("alamat_lama",), "TAUT-02", f"alamat {found(old)} sudah dipakai halaman lain"
                )
            taken.add(old)

    def references(
        self,
        members: dict[str, Satuan],
        cards: list[LayananCard | BeritaCard],
        gone: frozenset[str] | set[str],
        hidden: frozenset[str],
    ) -> tuple[dict[str, Satuan], list[LayananCard | BeritaCard]]:
        """What a record points at must exist; what was left out is a warning and stays plain text."""
        members = {slug: unit for slug, unit in members.items() if slug not in gone}
        cards = [card for card in cards if card.id not in gone and card.satker in members]
        known = set(self.acuan.jenis) | set(members) | {card.id for card in cards}
        for card in cards:
            for field, index, ref in _references(card):
                steps: Steps = (field,) if index is None else (field, index)
                if ref == card.id or (field == "terintegrasi_dengan" and ref == card.satker):
                    self.error(card.id, card.path, steps, "TAUT-09", f"{found(ref)} merujuk diri sendiri")
                    continue
                if ref in known or ref in hidden:
                    continue
                if ref in gone or ref.split("/")[0] in gone:
                    message = f"{found(ref)} dikeluarkan karena galat; ditampilkan tanpa tautan"
                    self.warn(card.id, card.path, steps, "TAUT-05", message)
                else:
                    near = suggestion(ref, known)
                    self.error(card.id, card.path, steps, "TAUT-01", f"tidak ada rekaman {found(ref)}{near}")
        return members, [card for card in cards if card.id not in self.dropped]

    def reviews(self, cards: Iterable[LayananCard | BeritaCard], today: date) -> None:
        for card in cards:
            if isinstance(card, LayananCard) and card.lewat_tinjau_pada(today.toordinal()):
                message = f"hari tinjau {_words(card.ditinjau)} sudah lewat; periksa isinya, lalu perbarui tanggal ini"
                self.warn(card.id, card.path, ("ditinjau",), "TAUT-04", message)

    def days_to_come(
        self, cards: Sequence[LayananCard | BeritaCard], today: date
    ) -> list[LayananCard | BeritaCard]:
        """News whose day has not come waits for it; nothing can have been verified on a day to come."""
        now = today.toordinal()
        shown: list[LayananCard | BeritaCard] = []
        for card in cards:
            if isinstance(card, BeritaCard):
                if card.tanggal > now:
                    message = (
                        f"tanggal {_words(card.tanggal)} belum tiba; berita ini baru tampil pada hari itu"
                    )
                    self.warn(card.id, card.path, ("tanggal",), "TAUT-10", message)
                    continue
            elif card.diverifikasi > now:
                message = f"tanggal {_words(card.diverifikasi)} belum tiba; tulis hari isinya diperiksa"
                self.error(card.id, card.path, ("diverifikasi", "tanggal"), "TAUT-10", message)
                continue
            elif card.diperbarui > now:
                message = f"tanggal {_words(card.diperbarui)} belum tiba; tulis hari perubahan terakhir"
                self.warn(card.id, card.path, ("diperbarui",), "TAUT-10", message)
            shown.append(card)
        return shown

    # Public information ------------------------------------------------------------------------------------

    def information(self, card: Informasi, today: date) -> bool:
        """What can be said of one record: the files that it names, and its days."""
        now = today.toordinal()
        if not isinstance(card, DikCard):
            self._documents(card)
        if isinstance(card, PpidCard | DipCard | LaporanCard) and card.diverifikasi > now:
            message = f"tanggal {_words(card.diverifikasi)} belum tiba; tulis hari isinya diperiksa"
            self.error(card.id, card.path, ("diverifikasi", "tanggal"), "TAUT-10", message)
        if isinstance(card, DipCard):
            self._freshness(card, now)
        elif isinstance(card, DikCard):
            self._exclusion(card, now)
        elif isinstance(card, LaporanCard) and card.tahun >= today.year:
            message = f"tahun {card.tahun} belum selesai; laporan memuat satu tahun penuh"
            self.warn(card.id, card.path, ("tahun",), "TAUT-10", message)
        return card.id not in self.dropped

    def _documents(self, card: PpidCard | DipCard | LaporanCard | JawabanCard) -> None:
        for index, name in enumerate(card.berkas):
            if (card.satker, name) not in self.attachments:
                near = suggestion(name, [known for owner, known in self.attachments if owner == card.satker])
                message = f"tidak ada berkas {found(name)} di satker/{card.satker}/berkas/{near}"
                steps: Steps = ("berkas", index) if isinstance(card, DipCard | LaporanCard) else ()
                self.error(card.id, card.path, steps, "TAUT-07", message)

    def _freshness(self, card: DipCard, now: int) -> None:
        field = ("diperbarui",) if card.diperbarui else ("waktu_pembuatan",)
        if card.diperbarui > now:
            message = f"tanggal {_words(card.diperbarui)} belum tiba; tulis hari perubahan terakhir"
            self.warn(card.id, card.path, field, "TAUT-10", message)
        if card.usang_pada(now):
            message = (
                f"lebih dari enam bulan sejak perubahan terakhir (batasnya {_words(card.segar_sampai)}); informasi berkala "
                "diumumkan paling singkat enam bulan sekali (UU 14/2008 Pasal 9 ayat 3)"
            )
            self.warn(card.id, card.path, field, "PPID-06", message)

    def _exclusion(self, card: DikCard, now: int) -> None:
        if card.diuji > now:
            message = (
                f"tanggal {_words(card.diuji)} belum tiba; pengecualian didahului pengujian tentang konsekuensinya "
                "(UU 14/2008 Pasal 19)"
            )
            self.error(card.id, card.path, ("uji_konsekuensi", "tanggal"), "TAUT-10", message)
        elif card.terbuka_pada(now):
            message = (
                f"masa pengecualian berakhir {_words(card.sampai)}, sehingga informasi ini terbuka dengan sendirinya "
                "(PP 61/2010 Pasal 11); tulis di dip.yml, lalu hapus dari sini"
            )
            self.warn(card.id, card.path, ("berlaku_sampai",), "PPID-08", message)
        elif card.segera_berakhir_pada(now, self.calendar):
            message = (
                f"masa pengecualian berakhir {_words(card.sampai)}; paling lambat {HARI_SEBELUM_BERAKHIR} hari kerja "
                "sebelumnya PPID menetapkannya sebagai informasi publik (PP 61/2010 Pasal 11)"
            )
            self.warn(card.id, card.path, ("berlaku_sampai",), "PPID-08", message)

    def answers(
        self, public: list[Informasi], gone: Collection[str], hidden: Collection[str], today: date
    ) -> list[Informasi]:
        """What an answer refers to must exist; one whose day has not come waits for it."""
        known = {card.id for card in public if isinstance(card, DipCard) and card.id not in gone}
        shown: list[Informasi] = []
        for card in public:
            if isinstance(card, JawabanCard):
                for index, ref in enumerate(card.terkait):
                    steps: Steps = ("terkait", index)
                    if ref in known or ref in hidden:
                        continue
                    if {ref, ref.rpartition("/")[0], ref.split("/")[0]} & set(gone):
                        message = f"{found(ref)} dikeluarkan karena galat; ditampilkan tanpa tautan"
                        self.warn(card.id, card.path, steps, "TAUT-05", message)
                    else:
                        message = f"tidak ada informasi {found(ref)} di DIP{suggestion(ref, known)}"
                        self.error(card.id, card.path, steps, "TAUT-01", message)
                if card.tanggal > today.toordinal():
                    message = (
                        f"tanggal {_words(card.tanggal)} belum tiba; jawaban ini baru tampil pada hari itu"
                    )
                    self.warn(card.id, card.path, ("tanggal",), "TAUT-10", message)
                    continue
            shown.append(card)
        return [card for card in shown if card.id not in gone and card.id not in self.dropped]

    def reports(self, public: Iterable[Informasi], gone: Collection[str], today: date) -> None:
        """A satker with a list of public information announces its service every year (UU 14/2008 Pasal 12)."""
        year = today.year - 1
        cards = list(public)
        told = {card.satker for card in cards if isinstance(card, LaporanCard) and card.tahun == year}
        lists = {card.satker: card.path for card in cards if isinstance(card, DipCard)}
        for slug, path in sorted(lists.items()):
            if slug not in told and f"{slug}/laporan/{year}" not in gone:
                message = f"belum ada ppid/laporan-{year}.yml; layanan informasi diumumkan setiap tahun (UU 14/2008 Pasal 12)"
                self.warn(f"{slug}/dip", path, (), "PPID-07", message)


def _words(day: int) -> str:
    return tanggal(date.fromordinal(day)).replace("\u00a0", " ")


def _references(card: LayananCard | BeritaCard) -> Iterable[tuple[str, int | None, str]]:
    for index, ref in enumerate(card.terkait):
        yield "terkait", index, ref
    if isinstance(card, LayananCard):
        for index, ref in enumerate(card.terintegrasi_dengan):
            yield "terintegrasi_dengan", index, ref
        if card.digantikan_oleh:
            yield "digantikan_oleh", None, card.digantikan_oleh


# The whole ----------------------------------------------------------------------------------------------------


def _portal(
    acuan: Acuan,
    members: dict[str, Satuan],
    cards: list[LayananCard | BeritaCard],
    archive: _Archive,
    entries: list[EntriCard],
    public: list[Informasi],
    documents: Mapping[tuple[str, str], Lampiran],
    *,
    today: date,
    pictures: Mapping[tuple[str, str], Size],
) -> Portal:
    order = {slug: _order(acuan, unit) for slug, unit in members.items()}
    members = dict(sorted(members.items(), key=lambda item: order[item[0]]))
    services = [card for card in cards if isinstance(card, LayananCard)]
    services.sort(key=lambda card: (order[card.satker], card.nama.casefold(), card.id))
    news = [card for card in cards if isinstance(card, BeritaCard)]
    news.sort(key=lambda card: (-card.tanggal, card.id))
    shown = archive.shown(entries)
    both: list[Kabar] = [*news, *shown]
    both.sort(key=lambda card: (-card.tanggal, card.id))
    per_jenis = _grouped(services, lambda card: card.jenis)
    layanan = {card.id: card for card in services}
    held = _Information.of(public, order, documents)
    dip = {card.id: card for card in held.dip}
    name = _Names(acuan, members, layanan, {card.id: card for card in news}, dip)
    return Portal(
        today=today,
        acuan=acuan,
        satker=members,
        layanan=layanan,
        berita=tuple(news),
        per_jenis=per_jenis,
        offices={kind: len({card.satker for card in group}) for kind, group in per_jenis.items()},
        per_satker=_grouped(
            sorted(services, key=lambda card: (card.nama.casefold(), card.id)), lambda card: card.satker
        ),
        kabar=tuple(both),
        kabar_per_satker=_grouped(both, lambda card: card.satker),
        kabar_per_jenis=_grouped(both, lambda card: card.jenis),
        feeds=archive.feeds(entries, shown),
        agenda=tuple(
            sorted(
                (card for card in news if card.selesai and not card.lewat_pada(today.toordinal())),
                key=lambda card: (card.mulai, card.saat[0], card.id),
            )
        ),
        elsewhere={
            (slug, kind): _nearest(slug, group, members, today.toordinal())
            for kind, group in per_jenis.items()
            for slug in dict.fromkeys(card.satker for card in group)
        },
        targets=_targets(cards, name) | held.targets(name),
        pictures=pictures,
        ppid={card.satker: card for card in held.ppid},
        dip=dip,
        dip_per_satker=_grouped(held.dip, lambda card: card.satker),
        dip_per_kategori=_grouped(held.dip, lambda card: card.kategori),
        jumlah_dip=held.counts(),
        dik={card.id: card for card in held.dik},
        dik_per_satker=_grouped(held.dik, lambda card: card.satker),
        laporan={card.id: card for card in held.laporan},
        laporan_per_satker=_grouped(held.laporan, lambda card: card.satker),
        jawaban=held.jawaban,
        jawaban_per_satker=_grouped(held.jawaban, lambda card: card.satker),
        jawaban_per_dip=held.per_dip(),
        lampiran=documents,
    )


@dataclass(frozen=True, slots=True)
class _Information:
    """All public information, each kind in the order in which pages show it."""

    ppid: tuple[PpidCard, ...]
    dip: tuple[DipCard, ...]
    dik: tuple[DikCard, ...]
    laporan: tuple[LaporanCard, ...]
    jawaban: tuple[JawabanCard, ...]

    @classmethod
    def of(
        cls,
        public: Iterable[Informasi],
        order: Mapping[str, tuple[str, str]],
        documents: Mapping[tuple[str, str], Lampiran],
    ) -> _Information:
        """Sorted by satker; the sort is stable, so items stay in the order of their file."""
        cards = [_with_files(card, documents) for card in sorted(public, key=lambda card: order[card.satker])]
        reports = [card for card in cards if isinstance(card, LaporanCard)]
        reports.sort(key=lambda card: (order[card.satker], -card.tahun))
        answers = [card for card in cards if isinstance(card, JawabanCard)]
        answers.sort(key=lambda card: (-card.tanggal, card.id))
        return cls(
            ppid=tuple(card for card in cards if isinstance(card, PpidCard)),
            dip=tuple(card for card in cards if isinstance(card, DipCard)),
            dik=tuple(card for card in cards if isinstance(card, DikCard)),
            laporan=tuple(reports),
            jawaban=tuple(answers),
        )

    def counts(self) -> dict[tuple[str, str], int]:
        """By satker and category, every category of a satker with a list; under no satker those of all."""
        counts = Counter((slug, card.kategori) for card in self.dip for slug in (card.satker, ""))
        slugs = dict.fromkeys(("", *(card.satker for card in self.dip)))
        return {(slug, kategori): counts[slug, kategori] for slug in slugs for kategori in KATEGORI}

    def per_dip(self) -> dict[str, tuple[JawabanCard, ...]]:
        """The answers that refer to each information, the newest first."""
        groups: dict[str, list[JawabanCard]] = defaultdict(list)
        for card in self.jawaban:
            for ref in dict.fromkeys(card.terkait):
                groups[ref].append(card)
        return {ref: tuple(group) for ref, group in groups.items()}

    def targets(self, name: _Names) -> dict[str, tuple[Target, ...]]:
        """What each answer refers to."""
        return {
            card.id: tuple(name.target("terkait", ref) for ref in card.terkait)
            for card in self.jawaban
            if card.terkait
        }


def _with_files(card: Informasi, documents: Mapping[tuple[str, str], Lampiran]) -> Informasi:
    """The card with a digest that stands for the files it offers, too: their size and checksum are shown."""
    if isinstance(card, DikCard | JawabanCard):
        return card
    files = [documents[card.satker, name] for name in card.berkas if (card.satker, name) in documents]
    return card._replace(digest=digest(card.digest, *(str(file) for file in files))) if files else card


def _targets(cards: Iterable[LayananCard | BeritaCard], name: _Names) -> dict[str, tuple[Target, ...]]:
    """What each record points at, and for a service also which ones it has taken the place of."""
    targets: dict[str, list[Target]] = defaultdict(list)
    replaced: list[tuple[str, str]] = []
    for card in cards:
        for field, _, ref in _references(card):
            targets[card.id].append(name.target(field, ref))
            if field == "digantikan_oleh" and ref in name.layanan:
                replaced.append((card.id, ref))
    for former, present in sorted(replaced):
        targets[present].append(name.target("menggantikan", former))
    return {id_: tuple(found) for id_, found in targets.items()}


def _order(acuan: Acuan, unit: Satuan) -> tuple[str, str]:
    """A dinas stands under its region's name, others under their own."""
    name = acuan.wilayah[unit.data.wilayah[0]].singkat if unit.data.jenis == "DK" else unit.data.sebutan
    return name.casefold(), unit.slug


AnyCard = TypeVar("AnyCard", bound=Card)


def _grouped(cards: Iterable[AnyCard], key: Callable[[AnyCard], str]) -> dict[str, tuple[AnyCard, ...]]:
    groups: dict[str, list[AnyCard]] = defaultdict(list)
    for card in cards:
        groups[key(card)].append(card)
    return {name: tuple(group) for name, group in groups.items()}


def _nearest(
    slug: str, group: tuple[LayananCard, ...], members: Mapping[str, Satuan], day: int
) -> tuple[LayananCard, ...]:
    """At most five of the same service elsewhere: those that share a region first, then in the list's order."""
    regions = set(members[slug].data.wilayah)
    others = [card for card in group if card.satker != slug and card.keadaan_pada(day) != "dihentikan"]
    others.sort(key=lambda card: not regions.intersection(members[card.satker].data.wilayah))
    return tuple(others[:ELSEWHERE])


class _Archive:
    """Which entries of feeds may be shown: by their own state, by decisions of people, and by their source's."""

    def __init__(
        self,
        members: Mapping[str, Satuan],
        states: Mapping[str, Keadaan],
        decisions: Mapping[str, DaftarPutusan],
        gone: Collection[str],
    ) -> None:
        self.members = members
        self.states = states
        self.decided: dict[str, Putusan] = {}
        self.released = {slug: made.releases for slug, made in decisions.items()}
        # A broken state or decision might be the one that holds an entry back: then none of that satker is shown.
        self.unsure = {
            slug for slug in members if {f"{slug}/keadaan/umpan", f"{slug}/keputusan/umpan"} & set(gone)
        }
        for slug, made in decisions.items():
            for decision in made.keputusan:
                if decision.putusan != "lepaskan":
                    self.decided[f"{slug}/umpan/{decision.id}"] = decision

    def shown(self, entries: Sequence[EntriCard]) -> list[EntriCard]:
        """What may be shown, each story once, without a hyperlink where its site may be hacked."""
        visible = [card for card in entries if self._may_show(card)]
        hosts = {slug: urlsplit(unit.data.situs or "").hostname or "" for slug, unit in self.members.items()}
        stories = clusters(visible, hosts)
        followers = {card.id for others in stories.values() for card in others}
        return [self._marked(card, stories.get(card.id, ())) for card in visible if card.id not in followers]

    def _may_show(self, card: EntriCard) -> bool:
        if card.satker not in self.members or card.satker in self.unsure:
            return False
        decision = self.decided.get(card.id)
        if decision is None:
            return card.keadaan == "terbit"
        # What its source has changed since was not what the person saw.
        seen = card.diubah[:10] <= decision.tanggal.isoformat()
        return decision.putusan == "setujui" and (seen or card.keadaan == "terbit")

    def _marked(self, card: EntriCard, others: Sequence[EntriCard]) -> EntriCard:
        """The card with what only the whole knows, which its digest stands for too."""
        also = tuple(dict.fromkeys(other.satker for other in others if other.satker != card.satker))
        hacked = self._tripped(card.satker, card.umpan)
        if not also and not hacked:
            return card
        mark = digest(card.digest, *also, "!" if hacked else "")
        return card._replace(juga=also, tanpa_tautan=hacked, digest=mark)

    def _tripped(self, slug: str, url: str) -> bool:
        state = self._state(slug, url)
        return bool(state.pemutus) and not self._is_released(slug, url)

    def _is_released(self, slug: str, url: str) -> bool:
        """Whether a person has lifted the breaker since it tripped."""
        return self._state(slug, url).lifted_by(self.released.get(slug, {}).get(url, ""))

    def _state(self, slug: str, url: str) -> KeadaanSumber:
        known = self.states.get(slug)
        return known.sumber.get(url, KeadaanSumber()) if known else KeadaanSumber()

    def feeds(self, entries: Sequence[EntriCard], shown: Sequence[EntriCard]) -> tuple[Feed, ...]:
        """Every feed with its state and how many of its entries are shown and held."""
        seen = Counter((card.satker, card.umpan) for card in shown)
        held = Counter(
            (card.satker, card.umpan)
            for card in entries
            if card.keadaan != "terbit" and card.id not in self.decided
        )
        return tuple(
            Feed(
                slug,
                feed,
                self._state(slug, feed.url),
                self._is_released(slug, feed.url),
                seen[slug, feed.url],
                held[slug, feed.url],
            )
            for slug, unit in self.members.items()
            for feed in unit.data.umpan
        )


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything that a reference can lead to."""

    acuan: Acuan
    satker: Mapping[str, Satuan]
    layanan: Mapping[str, LayananCard]
    berita: Mapping[str, BeritaCard]
    dip: Mapping[str, DipCard]

    def target(self, field: str, ref: str) -> Target:
        if kind := self.acuan.jenis.get(ref):
            return Target(field, kind.nama, f"layanan/{kind.slug}/", "", b"")
        if unit := self.satker.get(ref):
            return Target(field, unit.data.nama, f"satker/{ref}/", "", unit.digest)
        if service := self.layanan.get(ref):
            note = self.office(service.satker)
            return Target(field, service.nama, service.address, note, service.digest)
        if item := self.berita.get(ref):
            return Target(field, item.judul, item.address, self.office(item.satker), item.digest)
        if information := self.dip.get(ref):
            note = self.office(information.satker)
            return Target(field, information.judul, information.address, note, information.digest)
        words = kapital(
            ref.rsplit("/", maxsplit=1)[-1].replace("-", " ")
        )  # left out, so that its name is not known either
        return Target(field, words, "", "belum dapat ditampilkan", b"")

    def office(self, slug: str) -> str:
        return sebutan(self.acuan, self.satker[slug].data)
