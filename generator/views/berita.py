"""A news item's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.pictures import Size
from generator.portal import Portal, Record, Satuan, Target
from generator.prose import PICTURE_SUFFIX
from generator.records.berita import ISI_SERTA_MERTA, JENIS_BERITA, Berita, SertaMerta
from generator.records.fields import label
from generator.wording import WIB, jam, tanggal, tanggal_lengkap


@dataclass(frozen=True, slots=True)
class BeritaView:
    """All that the page says. `picture` is the address of the picture from the root."""

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
    warning: tuple[tuple[str, str, str], ...]
    in_force: bool
    until: str
    sources: tuple[str, ...]
    related: tuple[Target, ...]


def berita_view(portal: Portal, record: Record) -> BeritaView:
    """The view of one news item."""
    assert isinstance(record.data, Berita)
    data, file = record.data, record.file
    immediate = data.serta_merta
    today = portal.today
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
        when=_when(data.mulai, data.selesai),
        is_past=_ends(data) < today if data.mulai else False,
        warning=tuple((name, label(SertaMerta, name), getattr(immediate, name)) for name in ISI_SERTA_MERTA)
        if immediate
        else (),
        in_force=bool(immediate) and data.tanggal <= today <= immediate.sampai if immediate else False,
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


def _ends(data: Berita) -> date:
    moment = data.selesai or data.mulai
    assert moment is not None
    return moment.astimezone(WIB).date() if isinstance(moment, datetime) else moment


def _when(begin: date | None, end: date | None) -> str:
    """`Selasa, 1 Desember 2026 pukul 09.00–12.00 WIB`, `… sampai …` over several days; nothing where none is given."""
    if begin is None:
        return ""
    if isinstance(begin, datetime) and isinstance(end, datetime) and begin.date() == end.date():
        return f"{tanggal_lengkap(begin.date())} pukul {jam(begin.time())}–{jam(end.time())} WIB"
    words = _moment(begin)
    return f"{words} sampai {_moment(end)}" if end and end != begin else words


def _moment(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{tanggal_lengkap(moment.date())} pukul {jam(moment.time())} WIB"
    return tanggal_lengkap(moment)
