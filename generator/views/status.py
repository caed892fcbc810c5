"""The health of every satker's feed in plain words, for the public page and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from generator.portal import EntriCard, Feed, Portal
from generator.records.umpan import ATURAN_COBA_LAGI, GANGGUAN, KeadaanSumber
from generator.wording import tanggal

WEEKS: Final = 13
STANDINGS: Final[dict[str, tuple[str, str]]] = {  # the mark and the word of each, the most urgent first
    "ditahan": ("bad", "ditahan"),
    "terganggu": ("bad", "gagal"),
    "tidak-aktif": ("bad", "lama gagal"),
    "lama": ("warn", "lama tak berubah"),
    "lancar": ("ok", "lancar"),
    "belum": ("none", "belum pernah dibaca"),
    "tanpa": ("none", "tanpa umpan"),
}


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed, or a satker that names none. Days are in ISO 8601 or empty."""

    satker: str
    name: str
    address: str
    url: str
    standing: str
    cause: str
    advice: str
    retry: str
    moved: str
    since: str
    changed: str
    newest: str
    shown: int
    held: int
    merged: int
    weeks: tuple[int, ...]
    overdue: int

    @property
    def mark(self) -> str:
        """The shape and colour of the standing."""
        return STANDINGS[self.standing][0]

    @property
    def word(self) -> str:
        """The standing in words."""
        return STANDINGS[self.standing][1]


def feed_rows(portal: Portal) -> tuple[FeedRow, ...]:
    """A row a feed, and one for each satker without any; those that need somebody come first."""
    feeds: dict[str, list[Feed]] = {}
    for feed in portal.feeds:
        feeds.setdefault(feed.satker, []).append(feed)
    overdue = Counter(
        card.satker for card in portal.layanan.values() if card.lewat_tinjau_pada(portal.today.toordinal())
    )
    cards: dict[tuple[str, str], list[EntriCard]] = {}
    for card in portal.kabar:
        if isinstance(card, EntriCard):
            cards.setdefault((card.satker, card.umpan), []).append(card)
    rows = [
        _row(portal, slug, feed, cards.get((slug, feed.data.url), []) if feed else [], overdue[slug])
        for slug in portal.satker
        for feed in feeds.get(slug, [None])
    ]
    order = list(STANDINGS)
    return tuple(sorted(rows, key=lambda row: order.index(row.standing)))


def _row(portal: Portal, slug: str, feed: Feed | None, cards: list[EntriCard], overdue: int) -> FeedRow:
    state = feed.state if feed else KeadaanSumber()
    standing = state.standing_on(portal.today, released=feed.released) if feed else "tanpa"
    fault = state.gangguan if standing in ("terganggu", "tidak-aktif") else None
    code = "deface" if standing == "ditahan" else fault.kode if fault else ""
    words, advice = GANGGUAN.get(code, ("", ""))
    return FeedRow(
        satker=slug,
        name=portal.satker[slug].data.sebutan,
        address=f"satker/{slug}/",
        url=feed.data.url if feed else "",
        standing=standing,
        cause=f"{state.pemutus}; isi barunya tidak terbit" if standing == "ditahan" else words,
        advice=advice,
        retry=ATURAN_COBA_LAGI.get(code, ATURAN_COBA_LAGI[""]) if fault else "",
        moved=state.moved_to(portal.today),
        since=fault.sejak[:10] if fault else "",
        changed=state.terakhir_berubah[:10],
        newest=max((card.waktu[:10] for card in cards), default=""),
        shown=feed.shown if feed else 0,
        held=feed.held if feed else 0,
        merged=sum(len(card.juga) for card in cards),
        weeks=_weeks(cards, portal.today),
        overdue=overdue,
    )


def _weeks(cards: list[EntriCard], today: date) -> tuple[int, ...]:
    """How many entries each of the last thirteen weeks brought, the oldest first."""
    ages = Counter((today.toordinal() - card.tanggal) // 7 for card in cards)
    return tuple(ages[age] for age in range(WEEKS - 1, -1, -1))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart of weeks: its place and height on a field 10 high."""

    x: int
    y: int
    height: int


def bars(weeks: tuple[int, ...]) -> Iterator[Bar]:
    """The bars of thirteen weeks; a week without an entry is a line at the foot."""
    most = max((*weeks, 1))
    for place, count in enumerate(weeks):
        height = max(1, round(count / most * 10)) if count else 0
        yield Bar(place * 4, 10 - height, height)


def status_json(portal: Portal) -> bytes:
    """The same for programs: `status/umpan.json`."""
    rows = []
    for row in feed_rows(portal):
        data = asdict(row) | {"standing_words": row.word}
        rows.append(data)
    words = {
        "satker": "satker", "name": "nama", "address": "alamat", "url": "umpan", "standing": "keadaan",
        "standing_words": "keadaan_kata", "cause": "sebab", "advice": "saran", "retry": "coba_lagi", "moved": "alamat_baru",
        "since": "sejak", "changed": "terakhir_berubah", "newest": "terbaru", "shown": "tampil",
        "held": "ditahan", "merged": "digabung", "weeks": "pekan", "overdue": "layanan_lewat_tinjau",
    }  # fmt: skip
    found = [{words[key]: value for key, value in sorted(row.items())} for row in rows]
    return (json.dumps({"umpan": found}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def day_in_words(day: str) -> str:
    """`23 November 2026`, or nothing."""
    return tanggal(date.fromisoformat(day)) if day else ""
