"""The page of one public information: what it is, where it is had, its tables, and what was asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.portal import Portal, Satuan
from generator.ppid import DipCard, JawabanCard, Lampiran
from generator.prose import PICTURE_SUFFIX, PICTURES
from generator.records.dip import KATEGORI, PASAL, PEMBARUAN, Dip
from generator.records.fields import Verifikasi
from generator.views.data import DataTable, data_tables
from generator.views.ppid.at import At
from generator.views.ppid.daftar import forms
from generator.views.rows import Row
from generator.wording import angka, tanggal


@dataclass(frozen=True, slots=True)
class Unduhan:
    """A file to be had: its name, address from the root, format in capitals, size in words, and sha256 in hex."""

    nama: str
    address: str
    format: str
    ukuran: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DipView:
    """All that the page says."""

    record: Dip
    card: DipCard
    satker: Satuan
    title: str
    description: str
    path: str
    contoh: bool
    kategori: str
    pasal: str
    made: str
    updated: str
    forms: str
    renewal: str
    usang: bool
    files: tuple[Unduhan, ...]
    tables: tuple[DataTable, ...]
    answers: tuple[Row, ...]
    asked_at: str
    verified: Verifikasi | None


def dip_view(at: At) -> DipView:
    """The view of one information."""
    record = at.record(at.subject)
    data, card = record.data, at.portal.dip[at.subject]
    assert isinstance(data, Dip)
    unit = at.portal.satker[card.satker]
    made = data.waktu_pembuatan
    summary = data.ringkasan or f"{card.sebutan_rincian}."
    return DipView(
        record=data,
        card=card,
        satker=unit,
        title=f"{data.judul}, {unit.data.sebutan}",
        description=f"{summary} Informasi publik {unit.data.nama}.",
        path=card.path,
        contoh=card.contoh,
        kategori=KATEGORI[card.kategori],
        pasal=PASAL[card.kategori],
        made=tanggal(made) if isinstance(made, date) else str(made or ""),
        updated=tanggal(data.diperbarui) if data.diperbarui else "",
        forms=forms(card.bentuk),
        renewal=PEMBARUAN[data.pembaruan] if data.pembaruan else "",
        usang=card.usang_pada(at.portal.today.toordinal()),
        files=tuple(downloads(at.portal, card.satker, card.berkas)),
        tables=data_tables(at.folder(card.satker), card.berkas, at.portal, kept=at.config.cache / "tabel"),
        answers=tuple(
            jawaban_row(at.portal, answer, office=False)
            for answer in at.portal.jawaban_per_dip.get(card.id, ())
        ),
        asked_at=f"ppid/satker/{card.satker}/#minta",
        verified=data.diverifikasi,
    )


def downloads(portal: Portal, satker: str, names: tuple[str, ...]) -> Iterator[Unduhan]:
    """The files as they are published; a picture is published in another format than it was given in."""
    for name in names:
        known = portal.lampiran.get((satker, name), Lampiran("", 0, ""))
        picture = PICTURE_SUFFIX if name.lower().endswith(PICTURES) else ""
        yield Unduhan(
            nama=name,
            address=f"satker/{satker}/berkas/{name}{picture}",
            format=known.format.upper(),
            ukuran=size_in_words(known.ukuran_byte),
            sha256=known.sha256,
        )


def size_in_words(count: int) -> str:
    """`812 byte`, `1,2 KB`, `3,4 MB`: thousands, as the law of weights has them; nothing where it is not known."""
    if not count:
        return ""
    if count < 1000:
        return f"{count} byte"
    return f"{angka(count / 1000, 1)} KB" if count < 1_000_000 else f"{angka(count / 1_000_000, 1)} MB"


def jawaban_row(portal: Portal, card: JawabanCard, *, office: bool) -> Row:
    """An answer in a list; with `office` its satker is named."""
    facts = (
        f"dijawab {tanggal(card.hari)}",
        portal.satker[card.satker].data.sebutan if office else "",
        KATEGORI.get(card.kategori, ""),
    )
    return Row(card.pertanyaan, card.address, "", tuple(fact for fact in facts if fact), card.contoh)
