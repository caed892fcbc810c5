"""Decisions on held entries and sources: what waits, and one more line in a satker's keputusan.yml."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import UltraError
from generator.portal import EntriCard, Portal
from generator.records.umpan import TERBIT

HEAD = "# Keputusan pengelola atas entri dan umpan satker ini; yang terakhir berlaku.\n"


class DecisionError(UltraError):
    """The decision cannot be written; the text is Indonesian."""


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that waits for a decision. Its title is text of a stranger: it is printed without control characters."""

    id: str
    satker: str
    title: str
    link: str
    state: str
    reasons: tuple[str, ...]


def held(entries: Iterable[EntriCard], decided: Iterable[str]) -> Iterator[Held]:
    """The entries that are held and that nobody has decided on, by satker."""
    known = set(decided)
    for card in sorted(entries, key=lambda card: (card.satker, card.tanggal, card.id)):
        if card.keadaan != "terbit" and card.id not in known:
            yield Held(
                card.id.rsplit("/", 1)[-1],
                card.satker,
                harmless(card.judul),
                harmless(card.tautan),
                TERBIT[card.keadaan],
                card.alasan,
            )


def harmless(text: str) -> str:
    """Text of a stranger in one line, without control characters, and never the beginning of a command to a runner."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line.replace("::", ": :")


def find(entries: Iterable[EntriCard], beginning: str) -> EntriCard:
    """The only entry whose id begins so. Raises DecisionError."""
    found = [card for card in entries if card.id.rsplit("/", 1)[-1].startswith(beginning)]
    if len(found) != 1:
        what = "tidak ada entri" if not found else f"{len(found)} entri"
        raise DecisionError(f"{what} yang id-nya diawali “{harmless(beginning)}”; lihat: ultra feeds held")
    return found[0]


def source_of(portal: Portal, satker: str, url: str) -> str:
    """The address of the satker's feed: the one named, or its only one. Raises DecisionError."""
    feeds = [feed.data.url for feed in portal.feeds if feed.satker == satker]
    if url and url not in feeds:
        raise DecisionError(
            f"{satker} tidak punya umpan {harmless(url)}; yang ada: {', '.join(feeds) or 'tidak ada'}"
        )
    if not url and len(feeds) != 1:
        raise DecisionError(f"sebut alamat umpannya; {satker} punya {len(feeds)} umpan")
    return url or feeds[0]


def write(
    root: Path,
    satker: str,
    *,
    what: str,
    by: str,
    day: date,
    why: str = "",
    entry: str = "",
    source: str = "",
) -> Path:
    """Adds a decision to `satker/<slug>/umpan/keputusan.yml`, whose comments and order stay. Returns its path."""
    from ruamel.yaml import YAML

    path = root / "satker" / satker / "umpan" / "keputusan.yml"
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = path.read_text(encoding="utf-8") if path.exists() else f"{HEAD}keputusan: []\n"
    data = yaml.load(text)
    if not isinstance(data, dict) or not isinstance(data.get("keputusan"), list):
        raise DecisionError(
            f"{path.relative_to(root)}: susunannya rusak; perbaiki dahulu, lihat: ultra check"
        )
    decision = {
        "putusan": what,
        "id": entry,
        "umpan": source,
        "oleh": by,
        "tanggal": day.isoformat(),
        "alasan": why,
    }
    data["keputusan"].append({key: value for key, value in decision.items() if value})
    if hasattr(data["keputusan"], "fa"):
        data["keputusan"].fa.set_block_style()
    out = io.StringIO()
    yaml.dump(data, out)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(out.getvalue(), encoding="utf-8")
    part.replace(path)
    return path
