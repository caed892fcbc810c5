"""A news item's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.pictures import Size
from generator.portal import Portal, Record, Satuan, Target, berita_card
from generator.prose import PICTURE_SUFFIX
from generator.records.berita import ISI_SERTA_MERTA, JENIS_BERITA, Berita, SertaMerta
from generator.records.fields import label
from generator.views.rows import when
from generator.wording import tanggal, tanggal_lengkap


@dataclass(frozen=True, slots=True)
class BeritaView:
    """All that the page says. `picture` and `calendar` are addresses from the root."""

    record: Berita
    path: str
    satker: Satuan
    kind: str
    day: str
    author: str
    html: str
    picture: str
    picture_size: Size | None
    when: str
    is_past: bool
    calendar: str
    warning: tuple[tuple[str, str, str], ...]
    in_force: bool
    until: str
    sources: tuple[str, ...]
    related: tuple[Target, ...]


def berita_view(portal: Portal, record: Record) -> BeritaView:
    """The view of one news item."""
    assert isinstance(record.data, Berita)
    data, file = record.data, record.file
    card = berita_card(file, record.digest, data, record.files)
    immediate = data.serta_merta
    day = portal.today.toordinal()
    return BeritaView(
        record=data,
        path=file.path,
        satker=portal.satker[file.satker],
        kind=JENIS_BERITA[data.jenis],
        day=tanggal_lengkap(data.tanggal),
        author=", ".join(part for part in (data.penulis, data.jabatan) if part),
        html=record.html,
        picture=f"satker/{file.satker}/berkas/{data.gambar.berkas}{PICTURE_SUFFIX}" if data.gambar else "",
        picture_size=portal.pictures.get((file.satker, data.gambar.berkas)) if data.gambar else None,
        when=when(data.mulai, data.selesai) if data.mulai else "",
        is_past=card.lewat_pada(day),
        calendar=card.calendar if data.mulai else "",
        warning=tuple((name, label(SertaMerta, name), getattr(immediate, name)) for name in ISI_SERTA_MERTA)
        if immediate
        else (),
        in_force=card.berlaku_pada(day),
        until=tanggal(immediate.sampai) if immediate else "",
        sources=tuple(
            ", ".join(
                part for part in (source.judul or source.url or "", _source_day(source.tanggal)) if part
            )
            for source in data.sumber
        ),
        related=portal.targets.get(file.id, ()),
    )


def _source_day(day: date | int | None) -> str:
    return tanggal(day) if isinstance(day, date) else str(day or "")
