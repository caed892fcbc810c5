"""The plan's pages of public information: /ppid/ but for what is written by hand, and /maklumat/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.cache import digest
from generator.pages.page import Page, targets_of
from generator.portal import Portal
from generator.ppid import DikCard, DipCard, Informasi, JawabanCard, LaporanCard
from generator.records.dip import KATEGORI
from generator.views.lists import Parts, parts_of
from generator.views.ppid import MAKLUMAT, bukti, daftar, dik, jawaban, laporan
from generator.views.ppid.daftar import by_rubric, in_force, opened


class InformationPlan:
    """Works out keys. `whole` stands for what every page depends on, `units` for all satker."""

    def __init__(self, portal: Portal, whole: bytes, units: bytes) -> None:
        self.portal = portal
        self.whole = whole
        self.units = units
        self.shown = {card.id: self._shown(card) for card in portal.informasi}
        self.of_satker = {slug: self._of_satker(slug) for slug in portal.satker}

    def _shown(self, card: Informasi) -> bytes:
        """A card with what pages say of it beside its own text: what the day makes of it."""
        state = b""
        if isinstance(card, DipCard) and card.usang_pada(self.portal.today.toordinal()):
            state = b"!"
        elif isinstance(card, DikCard):
            state = dik.state_of(self.portal, card).encode()
        return card.digest + state

    def _group(self, cards: Iterable[Informasi]) -> bytes:
        return digest(*(self.shown[card.id] for card in cards))

    def _of_satker(self, slug: str) -> bytes:
        """The satker with its profile and its excluded information."""
        portal = self.portal
        profile = portal.ppid.get(slug)
        return digest(
            self.whole,
            portal.satker[slug].digest,
            portal.sebutan(slug),
            profile.digest if profile else b"",
            self._group(portal.dik_per_satker.get(slug, ())),
        )

    def pages(self) -> Iterator[Page]:
        """Every page."""
        yield from self._lists()
        yield from self._categories()
        yield from self._records()
        yield from self._members()
        yield from self._over_all()

    def _page(
        self,
        address: str,
        view: str,
        subject: str,
        *key: bytes | str,
        part: int = 0,
        found: bool = True,
        day: int = 0,
    ) -> Page:
        return Page(address, "ppid", f"ppid/{view}", subject, part, digest(self.whole, *key), found, day)

    def _lists(self) -> Iterator[Page]:
        """Lists over all satker, in parts. The counts of filters and of other lists stand on each part."""
        portal = self.portal
        counts = digest(
            self.units, str(portal.jumlah_dip), *(str(card.tahun) for card in portal.dip.values())
        )
        cards = tuple(portal.dip.values())
        for part, place in parts_of(len(cards), daftar.DIP):
            shown = self._group(Parts.of(len(cards), part, daftar.DIP).cut(cards))
            yield self._page(place, "dip-daftar", "", counts, shown, part=part)
        excluded = tuple(portal.dik.values())
        grounds = digest(self.units, *(f"{card.dasar}{portal.terbuka(card)}" for card in excluded))
        for part, place in parts_of(len(excluded), dik.ADDRESS):
            shown = self._group(Parts.of(len(excluded), part, dik.ADDRESS).cut(excluded))
            yield self._page(place, "dik", "", grounds, shown, part=part)
        told = digest(self.units, *(f"{card.satker} {card.kategori}" for card in portal.jawaban))
        for part, place in parts_of(len(portal.jawaban), jawaban.ADDRESS, newest_first=True):
            parts = Parts.of(len(portal.jawaban), part, jawaban.ADDRESS, newest_first=True)
            shown = self._group(parts.cut(portal.jawaban))
            yield self._page(place, "jawaban-daftar", "", told, shown, part=part)

    def _categories(self) -> Iterator[Page]:
        portal = self.portal
        beside = {
            "serta_merta": digest(*(card.digest for card in in_force(portal))),
            "setiap_saat": self._group(opened(portal)),
        }
        for name in KATEGORI:
            cards, address = by_rubric(portal, name), daftar.ADDRESS[name]
            counts = digest(self.units, *(f"{card.satker} {card.rincian} {card.tahun}" for card in cards))
            for part, place in parts_of(len(cards), address):
                shown = self._group(Parts.of(len(cards), part, address).cut(cards))
                yield self._page(place, "kategori", name, counts, shown, beside.get(name, b""), part=part)

    def _records(self) -> Iterator[Page]:
        """A page for each information, report and answer; what is excluded has none."""
        portal = self.portal
        units = {slug: unit.digest for slug, unit in portal.satker.items()}
        for card in portal.dip.values():
            answers = self._group(portal.jawaban_per_dip.get(card.id, ()))
            key = digest(self.shown[card.id], units[card.satker], answers)
            yield self._record(card, "dip", key, day=card.diperbarui)
        for slug, reports in portal.laporan_per_satker.items():
            key = digest(units[slug], self._group(reports))
            for report in reports:
                yield self._record(report, "laporan", key)
        for answer in portal.jawaban:
            key = digest(answer.digest, units[answer.satker], *targets_of(portal, answer.id))
            yield self._record(answer, "jawaban", key, day=answer.tanggal)

    def _record(
        self, card: DipCard | LaporanCard | JawabanCard, view: str, key: bytes, *, day: int = 0
    ) -> Page:
        return self._page(card.address, view, card.id, key, found=not card.contoh, day=day)

    def _members(self) -> Iterator[Page]:
        """What each satker has: its information service, its list, its pledges, its evidence."""
        portal = self.portal
        for slug in portal.satker:
            cards = self._group(portal.dip_per_satker.get(slug, ()))
            reports = self._group(portal.laporan_per_satker.get(slug, ()))
            answers = self._group(portal.jawaban_per_satker.get(slug, ()))
            key = (self.of_satker[slug], cards, reports, answers)
            yield self._page(f"ppid/satker/{slug}/", "satker", slug, *key)
            yield self._page(f"{bukti.ADDRESS}{slug}/", "bukti", slug, *key, str(portal.today.year))
            yield self._page(f"{MAKLUMAT}{slug}/", "maklumat", slug, self.of_satker[slug])
            if slug in portal.dip_per_satker:
                yield self._page(f"{daftar.DIP}{slug}/", "dip-satker", slug, self.of_satker[slug], cards)

    def _over_all(self) -> Iterator[Page]:
        portal = self.portal
        reports = self._group(portal.laporan.values())
        lists = " ".join(portal.dip_per_satker)
        yield self._page(laporan.ADDRESS, "laporan-daftar", "", self.units, reports, lists)
        profiles = digest(*(card.digest for card in portal.ppid.values()))
        yield self._page(MAKLUMAT, "maklumat-daftar", "", self.units, profiles)
        everything = self._group(portal.informasi)
        yield self._page(bukti.ADDRESS, "bukti-daftar", "", self.units, everything, str(portal.today.year))


def moved(portal: Portal) -> Iterator[tuple[str, str]]:
    """Former addresses of public information and where they lead; an address cut short leads on as well."""
    cards: tuple[DipCard | JawabanCard, ...] = (*portal.dip.values(), *portal.jawaban)
    for card in cards:
        yield from ((old, card.address) for old in card.alamat_lama)
    yield "ppid/satker/", "ppid/"
    for slug in portal.satker:
        yield from (
            (f"ppid/{part}/{slug}/", f"ppid/satker/{slug}/") for part in ("dip", "laporan", "jawaban")
        )
