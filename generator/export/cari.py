"""The portal as documents for its search: what can be found, by which words, and what counts more.

Every weight, kind and facet of the search stands here. Knows records; how an index is made of them, search/ knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Final

from generator.cache import digest
from generator.frame import Shell
from generator.portal import BeritaCard, EntriCard, LayananCard, Portal, Record
from generator.ppid import DipCard, JawabanCard, LaporanCard
from generator.prose import words_of
from generator.records.acuan import SASARAN, JenisLayanan
from generator.records.berita import ISI_SERTA_MERTA, JENIS_BERITA, Berita
from generator.records.dip import BENTUK, KATEGORI, RINCIAN
from generator.records.jawaban import Jawaban
from generator.records.layanan import CARA, Layanan
from generator.records.satker import Satker
from generator.search import Document, Field, Kind, Schema
from generator.search.words import words
from generator.wording import angka, daftar, tanggal

FOLDER: Final = "cari/indeks/"
UNFOUND: Final = frozenset({"404.html", "cari/"})  # hand-written pages that nobody searches for

# What a word weighs in a short field of usual length (in words). The body weighs by how often a word stands in it.
FIELDS: Final = {
    "judul": Field(6, 6),
    "nama": Field(6, 3, names=True),  # other names, one a line: popular names, spellings, former names
    "jenis": Field(3, 4),  # the type of a service and its names, one a line
    "satker": Field(2, 4),
    "terkait": Field(0.8, 1),  # words in which people tell what leads them here, one a line
    "keterangan": Field(2, 12),  # what a hand-written page says of itself
}
# `asked` is what a question (“berapa lama…”) makes of a kind's weight.
KINDS: Final = {
    "jenis": Kind(1.25, asked=1.15, lift=0.99),
    "satker": Kind(1.3, asked=1.0),
    "wilayah": Kind(1.15),
    "layanan": Kind(1.05, asked=1.15),
    "halaman": Kind(1.0),
    "informasi": Kind(0.95, fields=1.3, asked=0.9),
    "jawaban": Kind(0.8, fields=0.8),
    "laporan": Kind(0.75),
    "berita": Kind(0.7, fields=0.6, asked=0.8),
}
KIND_WORDS: Final = {
    "jenis": "Jenis layanan",
    "layanan": "Layanan",
    "satker": "Satker",
    "wilayah": "Wilayah",
    "halaman": "Halaman",
    "informasi": "Informasi publik",
    "jawaban": "Jawaban",
    "laporan": "Laporan PPID",
    "berita": "Berita",
}
# Records of a shelf lie together, and shelves are in the order of their names: news by month, so that it is appended;
# public information by satker, so that a list of one satker's fetches few files.
_SHELVES: Final = {
    "jenis": "0",
    "satker": "2",
    "wilayah": "3",
    "halaman": "4",
    "ppid": "4 a",
    "laporan": "4 b",
    "jawaban": "4 c",
    "informasi": "4 d",
}
# What people ask of an office itself; its page tells it, under these words or others.
_ON_PAGES_OF_SATKER: Final = (
    "kantor\nalamat\nlokasi\nletak\njalan\ngedung\npintu\ntelepon\nnomor\nkontak"
    "\njam\nbuka\ntutup\nloket\npegawai\nkepala\nsitus"
)
# What a person comes to an information service for; its page has it also where the satker has not filled it in.
_ON_PAGES_OF_PPID: Final = "pejabat\natasan\nmeja\npermohonan\nkeberatan\ninformasi publik"
_NEAR, _FAR = 0.8, 0.6  # how alike a misspelling and what it stands for are, from 0 to 1
_SUMMARY: Final = 240  # characters of a row's excerpt


def schema(portal: Portal) -> Schema:
    """What holds for all documents of a portal."""
    return Schema(
        fields=FIELDS,
        kinds=KINDS,
        facets={
            "isi": KIND_WORDS,
            "satker": {slug: unit.data.sebutan for slug, unit in portal.satker.items()},
            "wilayah": {code: region.sebutan for code, region in portal.acuan.wilayah.items()},
            "sasaran": SASARAN,
            "cara": CARA,
            "berita": JENIS_BERITA,
            "tahun": {year: year for year in _years(portal)},
            "kategori": KATEGORI,
            "contoh": {"ya": "Contoh"},
        },
        follows={"isi": "kind", "wilayah": "satker"},
        curated=tuple(_curated(portal)),
        protected=frozenset(_protected(portal)),
        synonyms=_synonyms(portal),
        places=_places(portal),
        subjects=portal.acuan.pokok,
    )


def _years(portal: Portal) -> list[str]:
    """The years of all that has one."""
    found = {card.hari.year for card in (*portal.kabar, *portal.jawaban)}
    found.update(card.tahun for card in portal.dip.values())
    found.update(card.tahun for card in portal.laporan.values())
    return [str(year) for year in sorted(found - {0})]


def _curated(portal: Portal) -> Iterator[str]:
    """Texts whose words are right and wanted: corrections lead to them."""
    acuan = portal.acuan
    for kind in acuan.jenis.values():
        yield from (kind.nama, kind.singkat or "", *kind.nama_populer)
    yield from (group.nama for group in acuan.kelompok)
    yield from (need.judul for need in acuan.kebutuhan)
    yield from _protected(portal)
    for group in acuan.sinonim:
        yield from (*group.kata, *group.arti)


def _protected(portal: Portal) -> Iterator[str]:
    """The words of names of places and satker: never stemmed."""
    for region in portal.acuan.wilayah.values():
        yield from region.nama.split()
    for unit in portal.satker.values():
        names = (unit.data.nama, unit.data.singkatan or "", *(old.nama for old in unit.data.nama_sebelumnya))
        yield from (word for name in names for word in name.split())


def _synonyms(portal: Portal) -> dict[str, tuple[str, ...]]:
    """Where words and phrases of a question lead too: by the synonyms, and from a type's misspellings to its names.

    Misspellings are no words of the index: what they stand for can then be said, and marked in what was found. The
    engine corrects those that are near a name by itself.
    """
    found: dict[str, tuple[str, ...]] = {}
    for kind in portal.acuan.jenis.values():
        right = {word for name in (kind.nama, *kind.nama_populer) for word in words(name)}
        for word in {word for spelling in kind.ejaan for word in words(spelling)} - right:
            if not get_close_matches(word, right, 1, _NEAR):
                found[word] = tuple(get_close_matches(word, sorted(right), 1, _FAR))
    for group in portal.acuan.sinonim:
        for word in group.kata:
            others = tuple(other for other in (*group.kata, *group.arti) if other != word)
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *others)))
    return found


def _places(portal: Portal) -> dict[str, tuple[str, str]]:
    """What a question calls a region, and the region: its names, and what the synonyms say of them."""
    also = _synonyms(portal)
    found: dict[str, tuple[str, str]] = {}
    for code, region in portal.acuan.wilayah.items():
        names = (region.singkat, region.nama, region.sebutan, region.slug.replace("-", " "))
        for name in map(str.lower, names):
            found |= dict.fromkeys((name, *also.get(name, ())), ("wilayah", code))
    for group in portal.acuan.sinonim:
        regions = {found[name] for name in group.arti if name in found}
        if len(regions) == 1:  # towns and districts
            found |= dict.fromkeys(group.kata, regions.pop())
    return found


# Which documents there are ------------------------------------------------------------------------------------


def planned(portal: Portal, written: Mapping[str, Shell], lists: Mapping[str, str]) -> dict[str, bytes]:
    """A mark for each document, by key; it changes with all that the document depends on but reference data.

    `written` are the hand-written pages, `lists` the titles of lists that are worth finding, both by address.
    """
    found = {f"jenis/{code}": digest(code, str(_open(portal, code))) for code in portal.acuan.jenis}
    found |= {f"wilayah/{code}": digest(code) for code in portal.acuan.wilayah}
    names = {slug: unit.digest for slug, unit in portal.satker.items()}
    found |= {f"satker/{slug}": mark for slug, mark in names.items()}
    for address, page in written.items():
        if address not in UNFOUND:
            found[f"halaman/{address}"] = digest(page.title, page.description, *page.texts)
    found |= {f"daftar/{address}": digest(title) for address, title in lists.items()}
    for card in portal.layanan.values():
        if portal.keadaan(card) != "dihentikan":
            found[card.id] = digest(card.digest, names[card.satker], portal.keadaan(card))
    for news in portal.kabar:
        if isinstance(news, BeritaCard) or not news.tanpa_tautan:
            also = news.juga if isinstance(news, EntriCard) else ()
            found[news.id] = digest(news.digest, names[news.satker], *also)
    found |= {f"ppid/{slug}": digest(mark, *_service_of(portal, slug)) for slug, mark in names.items()}
    return found | {item.id: digest(item.digest, names[item.satker]) for item in _public(portal)}


def _public(portal: Portal) -> Iterator[DipCard | LaporanCard | JawabanCard]:
    """The public information that is found; what is excluded never is, not even when its period has ended."""
    yield from portal.dip.values()
    yield from portal.laporan.values()
    yield from portal.jawaban


def _service_of(portal: Portal, slug: str) -> Iterator[str | bytes]:
    """What a page of an information service depends on beside its satker."""
    profile = portal.ppid.get(slug)
    yield profile.digest if profile else b""
    yield from (f"{what} {count}" for what, count in _holdings(portal, slug))
    yield from _kinds(portal, slug)


def _kinds(portal: Portal, slug: str) -> list[str]:
    """The categories in which a satker has published information."""
    return [name for name in KATEGORI if portal.jumlah_dip.get((slug, name))]


def _holdings(portal: Portal, slug: str) -> list[tuple[str, int]]:
    """What a satker has published, in words, and how much of it."""
    groups: dict[str, Sequence[object]] = {
        "informasi publik": portal.dip_per_satker.get(slug, ()),
        "laporan": portal.laporan_per_satker.get(slug, ()),
        "jawaban": portal.jawaban_per_satker.get(slug, ()),
    }
    return [(what, len(cards)) for what, cards in groups.items() if cards]


def _open(portal: Portal, code: str) -> int:
    """How many satker offer a type today."""
    cards = portal.per_jenis.get(code, ())
    return len({card.satker for card in portal.berjalan(cards)})


# Documents ----------------------------------------------------------------------------------------------------


class Documents:
    """Makes the documents of a portal by their keys."""

    def __init__(self, portal: Portal, written: Mapping[str, Shell], lists: Mapping[str, str]) -> None:
        self.portal = portal
        self.written = written
        self.lists = lists
        self.news = {card.id: card for card in portal.kabar}
        self.answers = {card.id: card for card in portal.jawaban}

    def needs_record(self, key: str) -> bool:
        """Whether the document is made of a record in full: a service, a news item of the portal's own, an answer."""
        return key in self.portal.layanan or key in self.answers or isinstance(self.news.get(key), BeritaCard)

    def of(self, key: str, record: Record | None) -> Document:
        """The document of a key; those that `needs_record` names need their record in full."""
        if record is not None:
            return self._of_record(key, record)
        if card := self.portal.dip.get(key):
            return self._information(card)
        if report := self.portal.laporan.get(key):
            return self._report(report)
        if key in self.news:
            return self._entry(self.news[key])
        kind, _, name = key.partition("/")
        made = {
            "jenis": self._type,
            "wilayah": self._region,
            "satker": self._member,
            "halaman": self._page,
            "daftar": self._list,
            "ppid": self._information_service,
        }
        return made[kind](name)

    def _of_record(self, key: str, record: Record) -> Document:
        match record.data:
            case Layanan():
                return self._service(self.portal.layanan[key], record.data)
            case Jawaban():
                return self._answer(self.answers[key], record)
            case _:
                return self._news(self.news[key], record)

    def _type(self, code: str) -> Document:
        kind = self.portal.acuan.jenis[code]
        count = _open(self.portal, kind.kode)
        offered = f"{angka(count)} satker" if count else "belum ada satker yang menerbitkan layanannya"
        return Document(
            key=f"jenis/{kind.kode}",
            kind="jenis",
            url=f"layanan/{kind.slug}/",
            title=kind.nama,
            summary=_row(kind.ringkasan, [offered]),
            fields={
                "judul": f"{kind.nama}\n{kind.singkat or ''}",
                "nama": "\n".join(kind.nama_populer),
                "jenis": next(
                    group.nama for group in self.portal.acuan.kelompok if group.kode == kind.kelompok
                ),
                "terkait": self._related(kind.kode),
            },
            body="\n".join((kind.ringkasan, *kind.syarat_umum.values())),
            facets={"isi": ("jenis",), "sasaran": kind.sasaran},
            group=kind.slug,
            shelf=_SHELVES["jenis"],
        )

    def _service(self, card: LayananCard, service: Layanan) -> Document:
        kind = self.portal.acuan.jenis[card.jenis]
        summary = card.ringkasan or kind.ringkasan
        return Document(
            key=card.id,
            kind="layanan",
            url=card.address,
            title=card.nama,
            summary=_row(summary, [self.portal.satker[card.satker].data.sebutan, *card.facts]),
            date=_day(card.diperbarui),
            fields={
                "judul": card.nama,
                "nama": "\n".join(service.nama_populer),
                "jenis": "\n".join((kind.nama, kind.singkat or "", *kind.nama_populer)),
                "satker": self._names(card.satker),
                "terkait": self._related(card.jenis),
            },
            body="\n".join(_words_of(service, kind)),
            facets=self._of_satker("layanan", card.satker, contoh=card.contoh)
            | {"sasaran": card.sasaran or kind.sasaran, "cara": (card.cara,) if card.cara else ()},
            group=kind.slug,
            shelf=f"1 {card.jenis}",
        )

    def _member(self, slug: str) -> Document:
        unit = self.portal.satker[slug]
        data = unit.data
        former = [old.nama for old in data.nama_sebelumnya]
        return Document(
            key=f"satker/{slug}",
            kind="satker",
            url=f"satker/{slug}/",
            title=data.nama,
            summary=_row(f"Dahulu {', '.join(former)}." if former else "", [data.alamat or ""]),
            fields={
                "judul": data.nama,
                "nama": "\n".join(filter(None, (data.singkatan, self.portal.sebutan(slug), *former))),
                "terkait": _ON_PAGES_OF_SATKER,
            },
            body="\n".join(filter(None, (data.alamat, data.induk, *_profile(data)))),
            facets=self._of_satker("satker", slug, contoh=data.contoh),
            shelf=_SHELVES["satker"],
        )

    def _region(self, code: str) -> Document:
        region = self.portal.acuan.wilayah[code]
        return Document(
            key=f"wilayah/{code}",
            kind="wilayah",
            url=f"wilayah/{region.slug}/",
            title=f"Layanan di {region.nama}",
            summary="Satker dan layanan yang melayani wilayah ini.",
            fields={"judul": f"{region.nama}\n{region.sebutan}", "nama": region.singkat},
            body="daerah kabupaten kota wilayah satker layanan",
            facets={"isi": ("wilayah",)},
            shelf=_SHELVES["wilayah"],
        )

    def _page(self, address: str) -> Document:
        page = self.written[address]
        return Document(
            key=f"halaman/{address}",
            kind="halaman",
            url=address,
            title=page.title,
            summary=page.description[:_SUMMARY],
            fields={
                "judul": page.title,
                "keterangan": page.description,
                "terkait": self._related(address),
            },
            body=f"{page.description}\n{_main(page)}",
            facets={"isi": ("halaman",)},
            shelf=_SHELVES["halaman"],
        )

    def _list(self, address: str) -> Document:
        title = self.lists[address]
        return Document(
            key=f"daftar/{address}",
            kind="halaman",
            url=address,
            title=title,
            summary="Semuanya dalam satu daftar.",
            fields={"judul": title, "terkait": self._related(address)},
            body=f"semua daftar {title}",
            facets={"isi": ("halaman",)},
            shelf=_SHELVES["halaman"],
        )

    def _news(self, card: BeritaCard | EntriCard, record: Record) -> Document:
        assert isinstance(card, BeritaCard)
        assert isinstance(record.data, Berita)
        news = record.data
        text = words_of(record.html)
        parts = [getattr(news.serta_merta, name) for name in ISI_SERTA_MERTA] if news.serta_merta else []
        return Document(
            key=card.id,
            kind="berita",
            url=card.address,
            title=card.judul,
            summary=_row(card.ringkasan or text, self._facts_of_news(card, JENIS_BERITA[card.jenis])),
            date=card.hari.isoformat(),
            fields={
                "judul": card.judul,
                "nama": "\n".join(news.kata_kunci),
                "satker": self._names(card.satker),
            },
            body="\n".join((card.ringkasan, news.tempat or "", *parts, text)),
            facets=self._of_satker("berita", card.satker, contoh=card.contoh)
            | {"berita": (card.jenis,), "tahun": (str(card.hari.year),)},
            shelf=f"5 {card.hari:%Y-%m}",
        )

    def _entry(self, card: BeritaCard | EntriCard) -> Document:
        assert isinstance(card, EntriCard)
        return Document(
            key=card.id,
            kind="berita",
            url=card.tautan,
            title=card.judul,
            summary=_row(card.ringkasan, self._facts_of_news(card, "situs asal")),
            date=card.hari.isoformat(),
            fields={
                "judul": card.judul,
                "nama": "\n".join(card.kategori),
                "satker": self._names(card.satker),
            },
            body=card.ringkasan,
            facets=self._of_satker("berita", card.satker, contoh=card.contoh)
            | {"berita": (card.jenis,), "tahun": (str(card.hari.year),)},
            shelf=f"5 {card.hari:%Y-%m}",
        )

    def _information_service(self, slug: str) -> Document:
        """The page of a satker's PPID: who that is, and names for it, where the satker has filled them in."""
        data, profile = self.portal.satker[slug].data, self.portal.ppid.get(slug)
        posts = (profile.ppid, profile.atasan_ppid, profile.komisi_informasi) if profile else ()
        told = _in_office(*posts[:2]) if posts else "Profil PPID satker ini belum diisi."
        kinds = [KATEGORI[name] for name in _kinds(self.portal, slug)]
        names = [f"{what} {data.sebutan}" for what, known in (("PPID", profile), ("DIP", kinds)) if known]
        title = f"PPID {data.nama}"
        return Document(
            key=f"ppid/{slug}",
            kind="halaman",
            url=f"ppid/satker/{slug}/",
            title=title,
            summary=_row(told, (f"{angka(count)} {what}" for what, count in _holdings(self.portal, slug))),
            fields={
                "judul": title,
                "nama": "\n".join(names),
                "terkait": "\n".join((_ON_PAGES_OF_PPID, *kinds)),
            },
            body="\n".join(posts),
            facets=self._of_satker("halaman", slug, contoh=bool(profile and profile.contoh)),
            shelf=_SHELVES["ppid"],
        )

    def _information(self, card: DipCard) -> Document:
        year = str(card.tahun or "")
        forms = [BENTUK[form].lower() for form in card.bentuk]
        facts = [self.portal.satker[card.satker].data.sebutan, KATEGORI[card.kategori], year, daftar(forms)]
        return Document(
            key=card.id,
            kind="informasi",
            url=card.address,
            title=card.judul,
            summary=_row(card.ringkasan or card.sebutan_rincian, facts),
            date=_day(card.diperbarui) or (card.waktu if "-" in card.waktu else ""),  # a year is no day
            fields={
                "judul": card.judul,
                "jenis": card.sebutan_rincian,
                "satker": self._names(card.satker),
            },
            body="\n".join(
                (
                    card.ringkasan,
                    KATEGORI[card.kategori],
                    card.pejabat_penguasa,
                    card.penanggung_jawab,
                    year,
                    *card.berkas,
                )
            ),
            facets=self._of_satker("informasi", card.satker, contoh=card.contoh)
            | {"kategori": (card.kategori,), "tahun": (year,) if year else ()},
            shelf=f"{_SHELVES['informasi']} {card.satker}",
        )

    def _report(self, card: LaporanCard) -> Document:
        short = self.portal.satker[card.satker].data.sebutan
        title = f"Laporan PPID {short} {card.tahun}"
        return Document(
            key=card.id,
            kind="laporan",
            url=card.address,
            title=title,
            summary=_row(_figures(card), [short, str(card.tahun)]),
            date=f"{card.tahun}-12-31",  # the last day that it tells of
            fields={
                "judul": title,
                "satker": self._names(card.satker),
                "terkait": "layanan\ninformasi\npublik\ntahunan",
            },
            body="\n".join(("jumlah permohonan keberatan sengketa dikabulkan ditolak", *card.berkas)),
            facets=self._of_satker("laporan", card.satker, contoh=card.contoh)
            | {"tahun": (str(card.tahun),)},
            shelf=_SHELVES["laporan"],
        )

    def _answer(self, card: JawabanCard, record: Record) -> Document:
        text = words_of(record.html)
        kind = KATEGORI.get(card.kategori, "")
        rubric = RINCIAN[card.kategori][card.rincian] if card.rincian else ""
        facts = [self.portal.satker[card.satker].data.sebutan, kind, f"dijawab {tanggal(card.hari)}"]
        return Document(
            key=card.id,
            kind="jawaban",
            url=card.address,
            title=card.pertanyaan,
            summary=_row(text, facts),
            date=card.hari.isoformat(),
            fields={
                "judul": card.pertanyaan,
                "jenis": rubric,
                "satker": self._names(card.satker),
            },
            body=f"{text}\n{kind}",
            facets=self._of_satker("jawaban", card.satker, contoh=card.contoh)
            | {"kategori": (card.kategori,) if kind else (), "tahun": (str(card.hari.year),)},
            shelf=_SHELVES["jawaban"],
        )

    def _related(self, name: str) -> str:
        return "\n".join(self.portal.acuan.terkait.get(name, ()))

    def _facts_of_news(self, card: BeritaCard | EntriCard, what: str) -> list[str]:
        return [tanggal(card.hari), what, self.portal.satker[card.satker].data.sebutan]

    def _names(self, slug: str) -> str:
        data = self.portal.satker[slug].data
        return "\n".join(dict.fromkeys(filter(None, (data.singkatan, self.portal.sebutan(slug), data.nama))))

    def _of_satker(self, kind: str, slug: str, *, contoh: bool) -> dict[str, tuple[str, ...]]:
        return {
            "isi": (kind,),
            "satker": (slug,),
            "wilayah": self.portal.satker[slug].data.wilayah,
            "contoh": ("ya",) if contoh else (),
        }


def _row(excerpt: str, facts: Iterable[str]) -> str:
    """What a result says below its title: an excerpt, and on a second line facts."""
    short = excerpt if len(excerpt) <= _SUMMARY else f"{excerpt[:_SUMMARY].rpartition(' ')[0]}…"
    return f"{' '.join(short.split())}\n{' · '.join(filter(None, facts))}"


def _in_office(ppid: str, superior: str) -> str:
    return f"PPID: {ppid}.{f' Keberatan kepada {superior}.' if superior else ''}"


def _figures(card: LaporanCard) -> str:
    parts = {
        "dikabulkan seluruhnya": card.dikabulkan_penuh,
        "dikabulkan sebagian": card.dikabulkan_sebagian,
        "ditolak": card.ditolak,
    }
    told = daftar([f"{angka(count)} {what}" for what, count in parts.items()])
    return f"{angka(card.diterima)} permohonan diterima: {told}."


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal else ""


def _words_of(service: Layanan, kind: JenisLayanan) -> Iterator[str]:
    """All that a service's page says in words of its own, and the shared requirements that it names."""
    yield from filter(
        None,
        (
            service.ringkasan,
            service.untuk_siapa,
            service.produk_pelayanan,
            service.batas,
            service.tempat_loket,
            service.penanganan_pengaduan,
            service.jaminan_pelayanan,
            service.jaminan_keamanan,
        ),
    )
    for condition, items in service.varian:
        yield condition or ""
        for item in items:
            yield item.teks or kind.syarat_umum.get(item.syarat or "", "")
            yield item.catatan or ""
    for step in service.sistem_mekanisme_prosedur:
        yield step.judul
        yield step.catatan or ""
    for fee in service.biaya_tarif:
        yield f"{fee.untuk or ''} {fee.keterangan or ''}"
    yield from (law.judul for law in service.dasar_hukum)
    yield from (form.judul for form in service.formulir)


def _profile(data: Satker) -> Iterator[str | None]:
    profile = data.profil
    if profile:
        yield from (profile.kedudukan, profile.tugas, *profile.fungsi)


def _main(page: Shell) -> str:
    """The words of a hand-written page's own content."""
    text = " ".join(page.texts)
    start = text.find("<main")
    end = text.find("</main>")
    return words_of(text[start:end]) if 0 <= start < end else ""
