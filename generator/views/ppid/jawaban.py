"""The disclosure log: questions that were answered already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from generator.portal import Portal, Satuan, Target
from generator.records.dip import KATEGORI, RINCIAN
from generator.records.jawaban import Jawaban
from generator.views.lists import Parts
from generator.views.ppid.at import At
from generator.views.ppid.daftar import Choice, kategori_choice, satker_choice
from generator.views.ppid.dip import jawaban_row
from generator.views.rows import Row
from generator.wording import tanggal_lengkap

ADDRESS: Final = "ppid/jawaban/"


@dataclass(frozen=True, slots=True)
class JawabanListView:
    """`/ppid/jawaban/` and its parts, the newest first."""

    title: str
    description: str
    rows: tuple[Row, ...]
    total: int
    parts: Parts
    choices: tuple[Choice, ...]
    path: str = ""
    contoh: bool = False


def jawaban_list_view(at: At) -> JawabanListView:
    """A part of the log of all satker."""
    portal = at.portal
    parts = Parts.of(len(portal.jawaban), at.part, ADDRESS, newest_first=True)
    return JawabanListView(
        title="Yang sudah pernah dijawab",
        description="Pertanyaan tentang informasi publik yang sudah dijawab satker, tanpa nama penanyanya.",
        rows=tuple(jawaban_row(portal, card, office=True) for card in parts.cut(portal.jawaban)),
        total=len(portal.jawaban),
        parts=parts,
        choices=_choices(portal),
    )


def _choices(portal: Portal) -> tuple[Choice, ...]:
    offices = Counter(card.satker for card in portal.jawaban)
    kinds = Counter(card.kategori for card in portal.jawaban if card.kategori)
    return (satker_choice(portal, offices), kategori_choice(kinds))


@dataclass(frozen=True, slots=True)
class JawabanView:
    """`/ppid/jawaban/<satker>/<slug>/`."""

    record: Jawaban
    satker: Satuan
    title: str
    description: str
    path: str
    contoh: bool
    day: str
    rubric: str
    html: str
    related: tuple[Target, ...]


def jawaban_view(at: At) -> JawabanView:
    """The view of one answer."""
    record = at.record(at.subject)
    data = record.data
    assert isinstance(data, Jawaban)
    unit = at.portal.satker[record.file.satker]
    rubric = ""
    if data.kategori:
        rubric = KATEGORI[data.kategori]
        if data.rincian:
            rubric += f": {RINCIAN[data.kategori][data.rincian].lower()}"
    return JawabanView(
        record=data,
        satker=unit,
        title=data.pertanyaan,
        description=f"Jawaban {unit.data.nama}, {tanggal_lengkap(data.tanggal)}.",
        path=record.file.path,
        contoh=data.contoh,
        day=tanggal_lengkap(data.tanggal),
        rubric=rubric,
        html=record.html,
        related=at.portal.targets.get(record.file.id, ()),
    )
