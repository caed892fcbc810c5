"""The information service of one satker, and its maklumat: who answers, how to ask, and all that it publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.portal import Portal, Satuan
from generator.ppid import LaporanCard
from generator.records.dip import KATEGORI
from generator.records.fields import label
from generator.records.ppid import STANDAR, MaklumatInformasi, Naskah, ProfilPpid, StandarLayanan
from generator.records.satker import Maklumat
from generator.views.layanan import opening_hours
from generator.views.ppid.at import At
from generator.views.ppid.daftar import ADDRESS, DIP, opened, opened_row
from generator.views.ppid.dik import Pengecualian, exclusions
from generator.views.ppid.dip import jawaban_row
from generator.views.ppid.laporan import Hasil, outcome_of
from generator.views.rows import Row

SHOWN: Final = 5  # answers on the page itself


@dataclass(frozen=True, slots=True)
class PpidView:
    """`/ppid/satker/<slug>/`. `profile` is None where the satker has none, and then all of it is not filled in.

    `reachable` says that an address or a channel of the satker itself is known.
    """

    title: str
    description: str
    path: str
    contoh: bool
    satker: Satuan
    reachable: bool
    profile: ProfilPpid | None
    hours: tuple[tuple[str, str], ...]
    hours_note: str
    standards: tuple[tuple[str, str, Naskah | None], ...]
    counts: tuple[tuple[str, str, int], ...]
    total: int
    stale: int
    list_address: str
    exclusions: tuple[Pengecualian, ...]
    opened: tuple[Row, ...]
    reports: tuple[tuple[LaporanCard, Hasil], ...]
    answers: tuple[Row, ...]
    answer_count: int


def profile_of(at: At, slug: str) -> ProfilPpid | None:
    """The profile of a satker's information service in full, if there is one."""
    card = at.portal.ppid.get(slug)
    if card is None:
        return None
    data = at.record(card.id).data
    assert isinstance(data, ProfilPpid)
    return data


def ppid_view(at: At) -> PpidView:
    """The view of one satker's information service."""
    portal, slug = at.portal, at.subject
    unit = portal.satker[slug]
    profile = profile_of(at, slug)
    hours = profile.jam_layanan if profile else None
    cards = portal.dip_per_satker.get(slug, ())
    answers = portal.jawaban_per_satker.get(slug, ())
    day = portal.today.toordinal()
    return PpidView(
        title=f"PPID {unit.data.sebutan}",
        description=f"Cara meminta informasi publik kepada {unit.data.nama}, dan yang sudah diterbitkannya.",
        path=portal.ppid[slug].path if slug in portal.ppid else "",
        contoh=bool(profile and profile.contoh),
        satker=unit,
        reachable=bool(unit.data.alamat or unit.data.telepon or unit.data.pos_el or unit.data.whatsapp),
        profile=profile,
        hours=opening_hours(hours),
        hours_note=(hours.catatan or "") if hours else "",
        standards=tuple(
            (name, label(StandarLayanan, name), getattr(profile.standar, name) if profile else None)
            for name in STANDAR
        ),
        counts=tuple(
            (words, ADDRESS[name], portal.jumlah_dip.get((slug, name), 0)) for name, words in KATEGORI.items()
        ),
        total=len(cards),
        stale=sum(card.usang_pada(day) for card in cards),
        list_address=f"{DIP}{slug}/" if cards else "",
        exclusions=tuple(
            exclusions(at, (card for card in portal.dik_per_satker.get(slug, ()) if not portal.terbuka(card)))
        ),
        opened=tuple(opened_row(portal, card, office=False) for card in opened(portal, slug)),
        reports=tuple((card, outcome_of([card])) for card in portal.laporan_per_satker.get(slug, ())),
        answers=tuple(jawaban_row(portal, card, office=False) for card in answers[:SHOWN]),
        answer_count=len(answers),
    )


# Maklumat -----------------------------------------------------------------------------------------------------

_CONTENTS: Final = (  # of the maklumat of information service: PerKI 1/2021 Pasal 47 ayat 2
    "dasar_hukum",
    "prosedur",
    "jangka_waktu",
    "biaya_tarif",
    "jaminan_pelayanan",
    "evaluasi_kinerja",
)


@dataclass(frozen=True, slots=True)
class MaklumatView:
    """`/maklumat/<satker>/`: both pledges of a satker; on paper a poster for its counter."""

    title: str
    description: str
    path: str
    contoh: bool
    satker: Satuan
    service: Maklumat | None
    information: MaklumatInformasi | None
    contents: tuple[tuple[str, str, str], ...]
    profile: ProfilPpid | None
    hours: tuple[tuple[str, str], ...]
    hours_note: str


def maklumat_view(at: At) -> MaklumatView:
    """The view of one satker's pledges."""
    unit = at.portal.satker[at.subject]
    profile = profile_of(at, at.subject)
    information = profile.maklumat_informasi if profile else None
    hours = (profile.jam_layanan if profile else None) or unit.data.jam_layanan
    return MaklumatView(
        title=f"Maklumat {unit.data.sebutan}",
        description=f"Janji pelayanan {unit.data.nama} kepada masyarakat.",
        path=unit.path
        if unit.data.maklumat_pelayanan or profile is None
        else at.portal.ppid[at.subject].path,
        contoh=bool(profile and profile.contoh and information) and not unit.data.maklumat_pelayanan,
        satker=unit,
        service=unit.data.maklumat_pelayanan,
        information=information,
        contents=tuple(
            (name, label(MaklumatInformasi, name), getattr(information, name) or "") for name in _CONTENTS
        )
        if information
        else (),
        profile=profile,
        hours=opening_hours(hours),
        hours_note=(hours.catatan or "") if hours else "",
    )


@dataclass(frozen=True, slots=True)
class MaklumatRow:
    """A satker in the list of pledges."""

    name: str
    address: str
    service: bool
    information: bool
    contoh: bool


@dataclass(frozen=True, slots=True)
class MaklumatListView:
    """`/maklumat/`."""

    title: str
    description: str
    rows: tuple[MaklumatRow, ...]
    service: int
    information: int
    samples: int
    path: str = ""
    contoh: bool = False


def maklumat_list_view(at: At) -> MaklumatListView:
    """All satker in the order of their names."""
    found = (_maklumat_row(at.portal, slug) for slug in at.portal.satker)
    rows = tuple(sorted(found, key=lambda row: row.name.casefold()))
    return MaklumatListView(
        title="Maklumat pelayanan",
        description="Janji pelayanan tiap satker: sanggup melayani sesuai standar, dan siap diperiksa bila tidak.",
        rows=rows,
        service=sum(row.service for row in rows),
        information=sum(row.information and not row.contoh for row in rows),
        samples=sum(row.information and row.contoh for row in rows),
    )


def _maklumat_row(portal: Portal, slug: str) -> MaklumatRow:
    data, profile = portal.satker[slug].data, portal.ppid.get(slug)
    return MaklumatRow(
        name=data.sebutan,
        address=f"maklumat/{slug}/",
        service=data.maklumat_pelayanan is not None,
        information=bool(profile and profile.bermaklumat),
        contoh=bool(profile and profile.contoh),
    )
