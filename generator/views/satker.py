"""A satker's page: the six things that UU 25/2009 Pasal 23(4) makes it publish, and how complete each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.portal import LayananCard, Portal, Satuan
from generator.records.acuan import Wilayah
from generator.records.fields import Sumber
from generator.records.satker import Satker, Skm
from generator.views.archive import front_of_satker
from generator.views.layanan import opening_hours
from generator.views.rows import Row, kabar_row, layanan_row

SHOWN: Final = 10  # services and news on the page itself; all of them stand in lists of their own


@dataclass(frozen=True, slots=True)
class Duty:
    """One of the six items: its anchor, name, and state (lengkap, sebagian, kosong) in words."""

    anchor: str
    name: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the office in its history, the newest first."""

    name: str
    note: str
    doubt: str
    present: bool


@dataclass(frozen=True, slots=True)
class SatkerView:
    """All that the page says. `sources` holds the sources of each field, and of the name those of its history too."""

    slug: str
    data: Satker
    path: str
    lead: str
    duties: tuple[Duty, ...]
    regions: tuple[Wilayah, ...]
    hours: tuple[tuple[str, str], ...]
    hours_note: str
    ult: str
    names: tuple[Name, ...]
    services: tuple[Row, ...]
    service_count: int
    news: tuple[Row, ...]
    news_count: int
    all_news: str
    survey: Skm | None
    sources: dict[str, tuple[Sumber, ...]]


def satker_view(portal: Portal, slug: str) -> SatkerView:
    """The view of one satker."""
    unit = portal.satker[slug]
    data = unit.data
    services = portal.per_satker.get(slug, ())
    news = portal.kabar_per_satker.get(slug, ())
    hours = data.jam_layanan
    return SatkerView(
        slug=slug,
        data=data,
        path=unit.path,
        lead=_lead(data),
        duties=_duties(data, services),
        regions=tuple(portal.acuan.wilayah[code] for code in data.wilayah),
        hours=opening_hours(hours),
        hours_note=(hours.catatan or "") if hours else "",
        ult=_ult(data),
        names=_names(data),
        services=tuple(layanan_row(portal, card, office=False) for card in services[:SHOWN]),
        service_count=len(services),
        news=tuple(kabar_row(portal, card, office=False) for card in news[:SHOWN]),
        news_count=len(news),
        all_news=front_of_satker(slug),
        survey=max(data.skm, key=lambda year: year.tahun, default=None),
        sources=_sources(data),
    )


def _lead(data: Satker) -> str:
    sentences = []
    if data.singkatan and data.singkatan != data.nama:
        sentences.append(f"Disingkat {data.singkatan}.")
    if data.nama_sebelumnya:
        former = data.nama_sebelumnya[0]
        until = f"Sampai {former.sampai} bernama" if former.sampai else "Dahulu bernama"
        sentences.append(f"{until} {former.nama}.")
    if data.peran == "koordinator":
        sentences.append("Koordinator ULTRA.")
    return " ".join(sentences)


def _standards(services: Sequence[LayananCard]) -> Duty:
    """The standards of services: only real ones count, and one in which nothing is filled in is not whole."""
    real = [card for card in services if not card.contoh]
    if not real:
        words = f"{len(services)} contoh" if services else "kosong"
        return Duty("standar", "Standar pelayanan", "kosong", words)
    state = "lengkap" if all(card.terisi for card in real) else "sebagian"
    return Duty("standar", "Standar pelayanan", state, f"{len(real)} layanan")


def _duties(data: Satker, services: Sequence[LayananCard]) -> tuple[Duty, ...]:
    profile = [
        data.alamat,
        data.telepon or data.pos_el or data.whatsapp,
        data.situs,
        data.jam_layanan,
        data.profil,
    ]
    staff = [data.pelaksana, data.penanggung_jawab, data.struktur]
    complaint = data.pengaduan
    complaints = [complaint and complaint.penanggung_jawab, complaint and complaint.saluran]
    return (
        _duty("profil", "Profil", profile),
        _duty("pelaksana", "Pelaksana", staff),
        _standards(services),
        _duty("maklumat", "Maklumat", [data.maklumat_pelayanan]),
        _duty("pengaduan", "Pengaduan", complaints),
        _duty("kinerja", "Kinerja", [data.skm]),
    )


def _duty(anchor: str, name: str, parts: Sequence[object]) -> Duty:
    filled = sum(bool(part) for part in parts)
    state = "lengkap" if filled == len(parts) else "sebagian" if filled else "kosong"
    return Duty(anchor, name, state, state)


def _ult(data: Satker) -> str:
    """The service unit in a sentence; nothing where it is not known."""
    unit = data.ult
    if unit.status == "belum_diketahui":
        return ""
    if unit.status == "belum":
        return "Belum ada."
    since = f" sejak {unit.sejak}" if unit.sejak else ""
    place = f" di {unit.lokasi}" if unit.lokasi else ""
    return " ".join(part for part in (f"Ada{since}{place}.", unit.keterangan or "") if part)


def _names(data: Satker) -> tuple[Name, ...]:
    if not data.nama_sebelumnya and not data.nama_keraguan:
        return ()
    present = ", ".join(
        part
        for part in (f"sejak {data.nama_sejak}" if data.nama_sejak else "", data.nama_dasar_hukum or "")
        if part
    )
    former = (
        Name(
            name.nama,
            ", ".join(
                part
                for part in (f"sampai {name.sampai}" if name.sampai else "", name.dasar_hukum or "")
                if part
            ),
            name.keraguan or "",
            False,
        )
        for name in data.nama_sebelumnya
    )
    return (Name(data.nama, present, data.nama_keraguan or "", True), *former)


def _sources(data: Satker) -> dict[str, tuple[Sumber, ...]]:
    """For each field its sources, each once; those of the name and of its history together under `nama`."""
    found: dict[str, dict[Sumber, None]] = {field: {} for field in (*type(data).model_fields, "")}
    for source in data.sumber:
        for field in source.untuk or ("",):
            name = field.split(".")[0]
            found["nama" if name == "nama_sebelumnya" else name][source] = None
    return {field: tuple(sources) for field, sources in found.items()}


def unit_row(portal: Portal, unit: Satuan) -> Row:
    """A satker in a list."""
    count = len(portal.per_satker.get(unit.slug, ()))
    former = unit.data.nama_sebelumnya
    facts = (
        "Koordinator ULTRA" if unit.data.peran == "koordinator" else "",
        f"{count} layanan" if count else "belum ada layanan",
        f"dahulu {former[0].nama}" if former else "",
    )
    return Row(
        unit.data.nama, f"satker/{unit.slug}/", "", tuple(fact for fact in facts if fact), unit.data.contoh
    )
