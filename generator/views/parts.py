"""Live parts of hand-written pages: home, the lists of types, satker, regions and newest news, channels, counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from generator.portal import Portal
from generator.records.acuan import JENIS_SATKER, SASARAN, JenisLayanan, Kebutuhan, Kelompok
from generator.records.dip import KATEGORI
from generator.records.satker import Pengaduan
from generator.views.archive import Archive, Ways, kinds, newest, newest_of, offices, years_of
from generator.views.integrasi import integrasi_view
from generator.views.lists import FACETS, Facet, Way, filters, ways
from generator.views.ppid import STANDING
from generator.views.ppid.daftar import ADDRESS as KATEGORI_ADDRESS
from generator.views.ppid.surat import GROUNDS, LETTERS, WAYS, recipients
from generator.views.ppid.tenggat import libur_view, tenggat_view
from generator.views.rows import kabar_row
from generator.views.satker import unit_row
from generator.views.status import bars, day_in_words, feed_rows
from generator.views.wilayah import regions_view
from generator.wording import waktu

SHOWN_ABOVE: Final = ("", "layanan/", "berita/", "satker/", "wilayah/")  # on the site map, as headings
RIGHTS: Final = (  # what the law gives everybody: a type of service or a page through which it is asked for
    ("INF-01", "Meminta informasi publik", "Dijawab paling lambat 10 hari kerja (UU 14/2008 Pasal 22)"),
    (
        "ppid/",
        "Tahu apa yang wajib diumumkan",
        "Berkala, serta-merta, dan setiap saat (UU 14/2008 Pasal 9–11)",
    ),
    ("pengaduan/", "Mengadu atau memberi saran", "Saluran tiap satker dan SP4N-LAPOR!"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a live part may speak of. `written` are the hand-written pages, as (title, address)."""

    portal: Portal
    now: datetime
    facets: Mapping[str, Facet]
    archive: Archive
    written: tuple[tuple[str, str], ...]
    feed: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """A type in a list, with how many satker offer it."""

    kind: JenisLayanan
    offices: int


@dataclass(frozen=True, slots=True)
class NeedLine:
    """An entrance “Saya perlu…” and where it leads: its only type, or the first of several."""

    need: Kebutuhan
    kinds: tuple[JenisLayanan, ...]


def opening(at: Setting) -> dict[str, Any]:
    """The opening of home."""
    return {"satker": len(at.portal.satker)}


def home(at: Setting) -> dict[str, Any]:
    """The body of home."""
    portal = at.portal
    types = portal.acuan.jenis
    return {
        "needs": _needs(portal),
        "kinds": len(types),
        "audiences": tuple((value.replace("_", "-"), words) for value, words in SASARAN.items()),
        "regions": tuple(region for region in portal.acuan.wilayah_urut if region.jenis != "provinsi"),
        "map": regions_view(portal),
        "news": tuple(kabar_row(portal, card, office=True) for card in newest_of(portal.kabar)[:4]),
        "agenda": bool(portal.agenda),
        "rights": tuple(_rights(at)),
    }


def _has_samples(portal: Portal) -> bool:
    return any(card.contoh for card in portal.layanan.values())


def _rights(at: Setting) -> Iterator[tuple[str, str, str]]:
    """Each right in words, where it is asked for, and its gloss; one whose page is not there is left out."""
    places = {code: f"layanan/{kind.slug}/" for code, kind in at.portal.acuan.jenis.items()}
    places |= {address: address for _, address in at.written}
    for place, words, gloss in RIGHTS:
        if place in places:
            yield words, places[place], gloss


def needs(at: Setting) -> dict[str, Any]:
    """The entrances “Saya perlu…” alone, for who has lost the way."""
    return {"needs": _needs(at.portal), "kinds": len(at.portal.acuan.jenis)}


def _needs(portal: Portal) -> tuple[NeedLine, ...]:
    types = portal.acuan.jenis
    return tuple(NeedLine(need, tuple(types[code] for code in need.jenis)) for need in portal.acuan.kebutuhan)


def kinds_by_group(at: Setting) -> dict[str, Any]:
    """All types, group by group, and what narrows a list of services."""
    portal = at.portal
    groups: list[tuple[Kelompok, tuple[KindLine, ...]]] = []
    for group in portal.acuan.kelompok:
        kinds = [kind for kind in portal.acuan.jenis.values() if kind.kelompok == group.kode]
        groups.append((group, tuple(_kind_line(portal, kind) for kind in kinds)))
    return {
        "groups": tuple(groups),
        "filters": filters(portal, at.facets),
        "has_samples": _has_samples(portal),
    }


def _ways(at: Setting) -> tuple[tuple[str, str, tuple[Way, ...]], ...]:
    """Every facet with its name, its title and its lists."""
    return tuple((name, words, ways(at.facets, name)) for name, words in FACETS.items())


def kinds_by_letter(at: Setting) -> dict[str, Any]:
    """All types under the letters of their names and popular names."""
    portal = at.portal
    letters: dict[str, list[tuple[str, KindLine]]] = {}
    for kind in portal.acuan.jenis.values():
        line = _kind_line(portal, kind)
        for name in dict.fromkeys((kind.nama, *kind.nama_populer)):
            letters.setdefault(name[0].upper(), []).append((name, line))
    return {
        "letters": tuple(
            (letter, tuple(sorted(lines, key=lambda line: line[0].casefold())))
            for letter, lines in sorted(letters.items())
        )
    }


def _kind_line(portal: Portal, kind: JenisLayanan) -> KindLine:
    return KindLine(kind, portal.offices.get(kind.kode, 0))


def newest_news(at: Setting) -> dict[str, Any]:
    """The newest news under their months, and the ways to all of them."""
    portal = at.portal
    groups = newest(portal, portal.kabar, office=True)
    shown = {title for title, _ in groups}
    return {
        "groups": groups,
        "ways": Ways(kinds(portal), offices(portal), years_of(at.archive.all)),
        "older": next((month for month in at.archive.all if month.title not in shown), None),
        "agenda": bool(portal.agenda),
        "feed": at.feed,
    }


def satker_by_kind(at: Setting) -> dict[str, Any]:
    """All satker, kind by kind."""
    portal = at.portal
    return {
        "has_samples": _has_samples(portal),
        "groups": tuple(
            (
                words,
                tuple(unit_row(portal, unit) for unit in portal.satker.values() if unit.data.jenis == kind),
            )
            for kind, words in JENIS_SATKER.items()
            if any(unit.data.jenis == kind for unit in portal.satker.values())
        ),
    }


def regions(at: Setting) -> dict[str, Any]:
    """All regions on the map and in a table: the first step to the satker that serve somebody."""
    return {"map": regions_view(at.portal)}


def figures(at: Setting) -> dict[str, Any]:
    """What the portal holds, and when it was built."""
    portal = at.portal
    return {
        "built": waktu(at.now),
        "satker": len(portal.satker),
        "services": len(portal.layanan),
        "sample_services": sum(card.contoh for card in portal.layanan.values()),
        "kinds": len(portal.acuan.jenis),
        "news": len(portal.berita),
        "regions": len(portal.acuan.wilayah),
    }


def complaints(at: Setting) -> dict[str, Any]:
    """Where to complain: each satker's own channels, kind by kind; those that name none come last and in one line."""
    groups = []
    silent = []
    for kind, words in JENIS_SATKER.items():
        lines = []
        for slug, unit in at.portal.satker.items():
            if unit.data.jenis != kind:
                continue
            complaint = unit.data.pengaduan
            if complaint and (complaint.saluran or complaint.penanggung_jawab):
                lines.append(ComplaintLine(unit.data.nama, f"satker/{slug}/#pengaduan", complaint))
            else:
                silent.append((at.portal.sebutan(slug), f"satker/{slug}/"))
        if lines:
            groups.append((words, tuple(lines)))
    return {"groups": tuple(groups), "silent": tuple(silent), "satker": len(at.portal.satker)}


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A satker with its ways to complain."""

    name: str
    address: str
    complaint: Pengaduan


def site_map(at: Setting) -> dict[str, Any]:
    """Every page of the portal by a link, or by a link to the list that holds it."""
    portal = at.portal
    return {
        "groups": tuple(
            (group, tuple(kind for kind in portal.acuan.jenis.values() if kind.kelompok == group.kode))
            for group in portal.acuan.kelompok
        ),
        "ways": _ways(at),
        "news": Ways(kinds(portal), offices(portal), years_of(at.archive.all)),
        "satker": tuple(
            sorted(
                ((unit.data.nama, f"satker/{slug}/") for slug, unit in portal.satker.items()),
                key=lambda item: item[0].casefold(),
            )
        ),
        "regions": tuple((region.nama, f"wilayah/{region.slug}/") for region in portal.acuan.wilayah_urut),
        "information": (
            *(page for page in at.written if page[1].startswith("ppid/")),
            *((title, address) for address, title in STANDING.items()),
        ),
        "guide": tuple(page for page in at.written if page[1].startswith("panduan/")),
        "written": tuple(
            page
            for page in at.written
            if not page[1].startswith(("panduan/", "ppid/")) and page[1] not in SHOWN_ABOVE
        ),
    }


def status(at: Setting) -> dict[str, Any]:
    """The health of the feeds, and what is held or overdue."""
    rows = feed_rows(at.portal)
    return {
        "rows": tuple(
            (
                row,
                tuple(bars(row.weeks)),
                *(day_in_words(day) for day in (row.since, row.changed, row.newest)),
            )
            for row in rows
            if row.url
        ),
        "fine": sum(row.standing in ("lancar", "lama") for row in rows),
        "troubled": sum(row.standing in ("terganggu", "tidak-aktif", "ditahan") for row in rows),
        "without": tuple(row for row in rows if not row.url),
        "held": sum(row.held for row in rows),
        "overdue": tuple({row.satker: row for row in rows if row.overdue}.values()),
    }


def integration(at: Setting) -> dict[str, Any]:
    """The obstacles that the founding meeting named, measured."""
    return {"view": integrasi_view(at.portal)}


def published(at: Setting) -> dict[str, Any]:
    """What public information there is on the portal, and the information service of every satker."""
    portal = at.portal
    units = sorted(
        ((portal.sebutan(slug), slug) for slug in portal.satker), key=lambda unit: unit[0].casefold()
    )
    kinds = tuple(
        (f"Informasi {words.lower()}", KATEGORI_ADDRESS[name], portal.jumlah_dip.get(("", name), 0))
        for name, words in KATEGORI.items()
    )
    return {
        "total": len(portal.dip),
        "lists": len(portal.dip_per_satker),
        "kinds": kinds,
        "excluded": len(portal.dik),
        "years": tuple(sorted({card.tahun for card in portal.laporan.values()})),
        "answers": len(portal.jawaban),
        "satker": tuple((name, f"ppid/satker/{slug}/", slug in portal.ppid) for name, slug in units),
        "samples": all(card.contoh for card in portal.informasi) and bool(portal.informasi),
    }


def deadlines(at: Setting) -> dict[str, Any]:
    """The deadlines of a request for public information, in an example that scripts make a calculator of."""
    return {"view": tenggat_view(at.portal)}


def holidays(at: Setting) -> dict[str, Any]:
    """The days off of this year and the next, then those of other years, and their source."""
    return {"view": libur_view(at.portal)}


def bare(_at: Setting) -> dict[str, Any]:
    """A part that speaks of nothing in the portal: a form."""
    return {}


SEARCHED: Final = (  # facets of search results: the name in the address, and its heading
    ("isi", "Isi"),
    ("wilayah", "Wilayah"),
    ("cara", "Cara"),
    ("berita", "Jenis berita"),
    ("kategori", "Kategori informasi"),
    ("sasaran", "Sasaran"),
    ("satker", "Satker"),
    ("tahun", "Tahun"),
)


def search(at: Setting) -> dict[str, Any]:
    """The field, the frame of results, and what to do where there are none."""
    letter = any(address == "ppid/surat/" for _, address in at.written)
    return {"facets": SEARCHED, "needs": _needs(at.portal), "letter": letter}


def letters(at: Setting) -> dict[str, Any]:
    """The letters by which information is asked for, and whom they may go to."""
    return {"offices": recipients(at.portal), "grounds": GROUNDS, "ways": WAYS, "letters": LETTERS}


PARTS: Final[dict[str, Callable[[Setting], dict[str, Any]]]] = {
    "pembuka": opening,
    "beranda": home,
    "kebutuhan": needs,
    "layanan-kelompok": kinds_by_group,
    "layanan-a-z": kinds_by_letter,
    "berita-terbaru": newest_news,
    "satker-daftar": satker_by_kind,
    "wilayah-daftar": regions,
    "pengaduan-saluran": complaints,
    "peta-situs": site_map,
    "tentang-angka": figures,
    "status-umpan": status,
    "integrasi": integration,
    "ppid-terbit": published,
    "tenggat": deadlines,
    "hari-libur": holidays,
    "tampilan": bare,
    "cari": search,
    "kotak-cari": bare,
    "ppid-surat": letters,
}
OF_THE_YEAR: Final = frozenset({"tenggat", "hari-libur"})  # parts that show no record, only what a year has
DATED: Final = frozenset(
    {"beranda", "tentang-angka", "status-umpan"}
)  # parts whose pages say when the portal was built
