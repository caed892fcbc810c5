"""A service's page, in the order in which a person needs it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit

from generator.config import Config
from generator.portal import LayananCard, Portal, Record, Satuan, Target
from generator.records.acuan import SASARAN, JenisLayanan, Kelompok
from generator.records.fields import JamLayanan, istilah
from generator.records.layanan import CARA, DIANJURKAN, KOMPONEN, WAJIB, Layanan, Status
from generator.records.satker import Satker
from generator.wording import daftar, hari_bersama, jam, kapital, tanggal

ANSWERS: Final = ("Sudah jelas", "Ada yang salah", "Ada yang kurang", "Sulit dipahami")
TERMS: Final = tuple(istilah(Layanan, name) for name in KOMPONEN)


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the four facts at the head: its field, value and note; an empty value is not known."""

    field: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning above the facts: its first words, the rest, and how grave it is (warn or bad)."""

    level: str
    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A requirement in words."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Other:
    """The same service at another satker; `name` tells apart several of one satker, else it is empty."""

    office: str
    name: str
    address: str
    waktu: str
    biaya: str
    cara: str
    contoh: bool


@dataclass(frozen=True, slots=True)
class LayananView:
    """All that the page says."""

    record: Layanan
    card: LayananCard
    path: str
    satker: Satuan
    kind: JenisLayanan
    group: Kelompok
    office: str
    summary: str
    audiences: tuple[str, ...]
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
    requirements: tuple[tuple[str | None, tuple[Item, ...]], ...]
    hours: tuple[tuple[str, str], ...]
    hours_note: str
    components: tuple[tuple[str, bool], ...]
    required: int
    recommended: int
    replaced_by: Target | None
    replaces: tuple[Target, ...]
    ended: bool
    address_doubt: bool
    related: tuple[Target, ...]
    integrated: tuple[Target, ...]
    others: tuple[Other, ...]
    others_sentence: str
    others_columns: tuple[str, ...]
    offices: int
    answers: tuple[tuple[str, str], ...]
    answers_to: str


def layanan_view(portal: Portal, record: Record, config: Config) -> LayananView:
    """The view of one service.

    `answers` are those to whether the page is clear, each with the link that carries it: a letter to the satker where
    it has an address for complaints, else an issue of the repository at the host `answers_to`.
    """
    assert isinstance(record.data, Layanan)
    data = record.data
    card = portal.layanan[record.file.id]
    kind = portal.acuan.jenis[data.jenis]
    satker = portal.satker[card.satker]
    targets = portal.targets.get(card.id, ())
    hours = data.jam_loket or satker.data.jam_layanan
    filled = data.terisi
    same = portal.elsewhere[card.satker, card.jenis]
    several = {office for office, count in Counter(other.satker for other in same).items() if count > 1}
    others = tuple(_other(portal, other, named=other.satker in several) for other in same)
    telling = tuple(other for other in others if other.waktu or other.biaya or other.cara)
    letter = _complaints_by_mail(satker.data)
    replaced = next((target for target in targets if target.field == "digantikan_oleh"), None)
    return LayananView(
        record=data,
        card=card,
        path=card.path,
        satker=satker,
        kind=kind,
        group=next(group for group in portal.acuan.kelompok if group.kode == kind.kelompok),
        office=portal.sebutan(card.satker),
        summary=data.ringkasan or kind.ringkasan,
        audiences=tuple(SASARAN[value] for value in data.sasaran or kind.sasaran),
        notices=_notices(portal, card, data),
        facts=_facts(card, data),
        requirements=_requirements(data, kind),
        hours=opening_hours(hours),
        hours_note=(hours.catatan or "") if hours else "",
        components=tuple(zip(TERMS, filled, strict=True)),
        required=sum(filled[: len(WAJIB)]),
        recommended=sum(filled[-len(DIANJURKAN) :]),
        replaced_by=replaced,
        replaces=tuple(target for target in targets if target.field == "menggantikan"),
        ended=portal.keadaan(card) == "dihentikan",
        address_doubt=any("alamat" in source.untuk and source.catatan for source in satker.data.sumber),
        related=tuple(target for target in targets if target.field == "terkait"),
        integrated=tuple(target for target in targets if target.field == "terintegrasi_dengan"),
        others=others,
        others_sentence=_sentence(telling, all_of=len(telling) == len(others)),
        others_columns=tuple(
            name for name in ("waktu", "biaya", "cara") if len({getattr(o, name) for o in telling}) > 1
        ),
        offices=portal.offices[card.jenis],
        answers=_answers(letter, config, card),
        answers_to="" if letter else urlsplit(config.repo_url).hostname or "",
    )


def _complaints_by_mail(satker: Satker) -> str:
    """The first plain e-mail address among the channels for complaints; beside words it is not one to write to."""
    channels = satker.pengaduan.saluran if satker.pengaduan else ()
    addresses = (way.nilai for way in channels if way.jenis == "pos_el")
    return next((found for found in addresses if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", found)), "")


def _answers(letter: str, config: Config, card: LayananCard) -> tuple[tuple[str, str], ...]:
    if letter:
        link = f"mailto:{quote(letter, safe='@')}?subject="
    elif config.repo_url:
        link = f"{config.repo_url}/issues/new?title="
    else:
        return ()
    about = f"{quote(f': {card.nama}', safe=':')}&body={quote(config.site_url + card.address, safe=':/')}"
    return tuple((words, link + quote(words) + about) for words in ANSWERS)


def opening_hours(hours: JamLayanan | None) -> tuple[tuple[str, str], ...]:
    """Days and hours in words, equal neighbours joined; nothing where no day is known."""
    if hours is None or all(day is None for day in hours.sepekan):
        return ()
    texts = []
    for day in hours.sepekan:
        if day is None:
            texts.append("")
        elif day:
            texts.append(daftar([f"{jam(part.buka)}–{jam(part.tutup)}" for part in day]))
        else:
            texts.append("Tutup")
    return tuple(hari_bersama(texts))


def _facts(card: LayananCard, data: Layanan) -> tuple[Fact, ...]:
    online = (
        ""
        if data.cara_layanan is None or data.url_daring or data.cara_layanan == "daring"
        else "belum tersedia daring"
    )
    if data.cara_layanan == "hibrida":
        online = "sebagian daring"
    note = (data.biaya_tarif[0].keterangan or "") if len(data.biaya_tarif) == 1 else ""
    how = "Datang langsung" if data.cara_layanan == "tatap_muka" else CARA.get(data.cara_layanan or "", "")
    return (
        Fact("jangka_waktu", card.waktu, (data.jangka_waktu.catatan or "") if data.jangka_waktu else ""),
        Fact("biaya_tarif", card.biaya, note),
        Fact("cara_layanan", how, online),
        Fact(
            "produk_pelayanan",
            data.produk_pelayanan or "",
            f"paling banyak {data.batas}" if data.batas else "",
        ),
    )


def _requirements(data: Layanan, kind: JenisLayanan) -> tuple[tuple[str | None, tuple[Item, ...]], ...]:
    return tuple(
        (
            condition,
            tuple(
                Item(kind.syarat_umum[item.syarat] if item.syarat else item.teks or "", item.catatan or "")
                for item in items
            ),
        )
        for condition, items in data.varian
    )


def _notices(portal: Portal, card: LayananCard, data: Layanan) -> tuple[Notice, ...]:
    notices = []
    state, status = portal.keadaan(card), data.status
    until = f" sampai {tanggal(status.sampai)}" if status.sampai else ""
    because = f" {kapital(status.alasan.rstrip('.'))}." if status.alasan else ""
    if state == "dihentikan":
        since = f" sejak {tanggal(status.mulai)}" if status.mulai else ""
        notices.append(Notice("bad", "Dihentikan", f"{since}.{because} Layanan ini tidak lagi diberikan."))
    elif state == "tutup_sementara":
        notices.append(Notice("warn", "Tutup sementara", f"{until}.{because}"))
    elif state == "dibatasi":
        notices.append(Notice("warn", "Dibatasi", f"{until}.{because}"))
    elif status.mulai and card.keadaan != "aktif" and status.mulai > portal.today:
        word = {"dibatasi": "dibatasi", "tutup_sementara": "tutup sementara", "dihentikan": "dihentikan"}
        notices.append(Notice("warn", f"Akan {word[card.keadaan]}", f" {_span(status)}.{because}"))
    if card.lewat_tinjau_pada(portal.today.toordinal()):
        day = tanggal(date.fromordinal(card.ditinjau))
        notices.append(
            Notice(
                "warn",
                "Belum ditinjau lagi",
                f" sejak {day}. Tanyakan dulu kepada satker sebelum berangkat.",
            )
        )
    return tuple(notices)


def _span(status: Status) -> str:
    """When a restriction will hold: `pada 16 Desember 2026`, `pada 4 Januari 2027 sampai …`, `mulai …`."""
    assert status.mulai is not None
    begin = tanggal(status.mulai)
    if status.sampai is None:
        return f"mulai {begin}"
    return (
        f"pada {begin}" if status.sampai == status.mulai else f"pada {begin} sampai {tanggal(status.sampai)}"
    )


def _other(portal: Portal, card: LayananCard, *, named: bool) -> Other:
    return Other(
        office=portal.sebutan(card.satker),
        name=card.nama if named else "",
        address=card.address,
        waktu=card.waktu,
        biaya=card.biaya,
        cara=CARA.get(card.cara, ""),
        contoh=card.contoh,
    )


def _sentence(others: tuple[Other, ...], *, all_of: bool) -> str:
    """What is equal for all others, said once; an unknown value is never said to be equal.

    Those that say nothing at all are not counted, and then the sentence speaks of those that do.
    """
    if len(others) < 2:
        return ""
    parts = []
    if len(fees := {other.biaya for other in others}) == 1 and (fee := fees.pop()):
        parts.append("tanpa biaya" if fee == "Tidak dipungut biaya" else fee)
    if len(times := {other.waktu for other in others}) == 1 and (time_ := times.pop()):
        parts.append(time_)
    if len(ways := {other.cara for other in others}) == 1 and (way := ways.pop()):
        parts.append(way.lower())
    return f"{'Semuanya' if all_of else 'Semua yang mengisi:'} {daftar(parts)}." if parts else ""
