"""Drafts into the archive: which entry a draft is, what is new, and what an edit leaves behind.

Pure, and nothing is ever deleted. An entry keeps its id, its place in time and, once held, its being held; what it said
before it was edited stands in its versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal

from generator.feeds.values import Draft, Judgement, Reason, Source
from generator.records.umpan import Alasan, Asal, Entri, Versi, entry_id
from generator.wording import WIB

BACKFILL: Final = timedelta(days=14)  # what is older when its source is first read is no news
ALIASES: Final = 16  # a feed that makes up guids with every answer would add some for ever
VERSIONS: Final = 50  # a feed that stamps its moment into every body would add one with every answer
EXCERPT: Final = 600  # characters

_ORDER: Final = ("terbit", "tinjau", "karantina")
_State = Literal["terbit", "tinjau", "karantina"]
_TRIPPED: Final = Reason("pemutus", 3, "sumbernya sedang ditahan sampai diperiksa orang")


def merge(
    entries: Mapping[str, Entri],
    drafts: Sequence[tuple[Draft, Judgement]],
    *,
    source: Source,
    origin: Asal,
    now: datetime,
    first: bool,
    tripped: bool,
    further: Callable[[Entri], Collection[str]] | None = None,
) -> tuple[Entri, ...]:
    """The entries that are new or changed by what a feed holds now, in the feed's order.

    `entries` are the satker's by id; only those of the same source are looked at. `first` says that the source is read
    for the first time, `tripped` that nothing new of it may be published. `further` gives more names by which a known
    entry may be called, such as its key under a policy to which the source has degraded. The setting of the source
    (`release`) is in the judgements already.
    """
    known = _of(source, entries)
    changed: list[Entri] = []
    for place, id_, names in _recognised(known, [draft for draft, _ in drafts], source, further):
        draft, judged = drafts[place]
        judgement = _with(judged, _TRIPPED) if tripped else judged
        old = known.get(id_)
        if old is None:
            changed.append(_new(id_, draft, judgement, names, origin=origin, now=now, first=first))
        elif (after := _edited(old, draft, judgement, names, origin=origin, now=now)) != old:
            changed.append(after)
    return tuple(changed)


def recognise(
    entries: Mapping[str, Entri],
    drafts: Sequence[Draft],
    *,
    source: Source,
    further: Callable[[Entri], Collection[str]] | None = None,
) -> tuple[str, ...]:
    """The id of each draft's entry, known or new, as `merge` takes them; empty for one that says another's twice."""
    found = {place: id_ for place, id_, _ in _recognised(_of(source, entries), drafts, source, further)}
    return tuple(found.get(place, "") for place in range(len(drafts)))


def known_until(entries: Mapping[str, Entri], source: Source, moment: str) -> frozenset[str]:
    """The ids of a source's entries that were first seen until a moment (ISO 8601; empty is before all).

    With `state.terakhir_berubah` it is what the source had before this run, also when a run before it was stopped
    between the entries and the state: what that one wrote is as new as it was then.
    """
    return frozenset(
        id_
        for id_, entry in _of(source, entries).items()
        if moment and _moment(entry.pertama_dilihat) <= _moment(moment)
    )


def changed_since(entries: Mapping[str, Entri], source: Source, moment: str) -> int:
    """How many entries of a source were first seen or edited after a moment (ISO 8601; empty is before all).

    For `decide`'s `changed`, from the entries after merging: unlike a count of what one run merged, it is right too
    after a run that was stopped between the entries and the state.
    """
    return sum(
        1
        for entry in _of(source, entries).values()
        if not moment or max(map(_moment, _touched(entry))) > _moment(moment)
    )


def _of(source: Source, entries: Mapping[str, Entri]) -> dict[str, Entri]:
    return {id_: entry for id_, entry in entries.items() if entry.asal.umpan == source.url}


def _touched(entry: Entri) -> tuple[str, ...]:
    return (entry.pertama_dilihat, *(version.waktu for version in entry.versi))


# Which entry it is ----------------------------------------------------------------------------------------------

_NamesOf = Callable[[Entri], Collection[str]]


def _recognised(
    known: Mapping[str, Entri],
    drafts: Sequence[Draft],
    source: Source,
    further: _NamesOf | None,
) -> list[tuple[int, str, list[str]]]:
    """The place of each draft, the id of its entry, and its own names; one that says another's twice is left out.

    A name that two drafts of one feed carry tells neither of them, or each would be the other's edit at every run.
    Keys come before aliases, for all drafts: an alias may belong to another entry that is still there by its key.
    """
    holders = Counter(name for draft in drafts for name in {draft.key, *draft.aliases})
    names = [
        [name for name in dict.fromkeys((draft.key, *draft.aliases)) if holders[name] == 1] or [draft.key]
        for draft in drafts
    ]
    keys = {entry.kunci: id_ for id_, entry in known.items()}
    index = keys | {name: id_ for name, id_ in _index(known, further).items() if name not in keys}
    new = {own[0]: entry_id(source.url, own[0]) for own in names}
    found: dict[int, str] = {}
    taken: set[str] = set()
    for place, name, ids in (
        *((place, own[0], keys) for place, own in enumerate(names)),
        *((place, name, index) for place, own in enumerate(names) for name in own),
        *((place, own[0], new) for place, own in enumerate(names)),
    ):
        id_ = ids.get(name, "")
        if id_ and place not in found and id_ not in taken:
            found[place] = id_
            taken.add(id_)
    return [(place, found[place], names[place]) for place in sorted(found)]


def _index(known: Mapping[str, Entri], further: _NamesOf | None) -> dict[str, str]:
    """The id of the entry that an alias leads to, else a further name; one of several entries leads nowhere."""
    index: dict[str, str] = {}
    for names_of in (_alias_of, further):
        tier: dict[str, set[str]] = {}
        for id_, entry in known.items():
            for name in names_of(entry) if names_of else ():
                tier.setdefault(name, set()).add(id_)
        for name, ids in tier.items():
            index.setdefault(name, ids.pop() if len(ids) == 1 else "")
    return index


def _alias_of(entry: Entri) -> tuple[str, ...]:
    return entry.alias


# What becomes of it ---------------------------------------------------------------------------------------------


def _new(
    id_: str,
    draft: Draft,
    judgement: Judgement,
    names: Sequence[str],
    *,
    origin: Asal,
    now: datetime,
    first: bool,
) -> Entri:
    return Entri(
        id=id_,
        kunci=names[0],
        alias=tuple(names[1:]),
        tanggal=draft.date,
        keyakinan_tanggal=draft.date_confidence,
        teks_tanggal=draft.date_text,
        pertama_dilihat=_stamp(now),
        susulan=first and _is_old(draft, now),
        keadaan=judgement.state,
        alasan=_reasons(judgement),
        **_said(draft, origin),
    )


def _is_old(draft: Draft, now: datetime) -> bool:
    """Whether it was no news any more; without a date nothing says that it was, and a flood is worse than a miss."""
    return not draft.date or _moment(draft.date) < now - BACKFILL


def _edited(
    old: Entri, draft: Draft, judgement: Judgement, names: Sequence[str], *, origin: Asal, now: datetime
) -> Entri:
    """The entry after what its feed says now; equal to `old` where that is what it said before."""
    after: dict[str, Any] = dict(old) | {"alias": _aliases(old, names)}
    if not _is_edit(old, draft):
        # who wrote it and where it is filed is no news; categories are often told in another order
        if old.penulis != draft.author or set(old.kategori) != set(draft.categories):
            after |= {"penulis": draft.author, "kategori": draft.categories}
        return Entri(**after)
    version = Versi(waktu=_stamp(now), judul=old.judul, isi=old.isi, tautan=old.tautan, tanggal=old.tanggal)
    state = max(old.keadaan, judgement.state, key=_ORDER.index)
    return Entri(
        **after
        | _said(draft, origin)
        | _dated(old, draft)
        | {
            "versi": (*old.versi, version) if len(old.versi) < VERSIONS else old.versi,
            "keadaan": state,
            "alasan": _all_reasons(old, judgement),
        }
    )


def _is_edit(old: Entri, draft: Draft) -> bool:
    said = (old.judul, old.isi, old.tautan)
    return said != (draft.title, draft.html, draft.link) or _is_redated(old, draft)


def _is_redated(old: Entri, draft: Draft) -> bool:
    """A date that is gone is no other date; one in the same words is the same, however it was read then."""
    return bool(draft.date) and draft.date != old.tanggal and draft.date_text != old.teks_tanggal


def _dated(old: Entri, draft: Draft) -> dict[str, Any]:
    """The date after an edit: never a later one, which would move an old entry up to the news."""
    if not _is_redated(old, draft):
        return {}
    if _moment(draft.date) > _moment(old.tanggal or old.pertama_dilihat):
        return {"teks_tanggal": draft.date_text}  # seen, so that it is not an edit again at every run
    return {
        "tanggal": draft.date,
        "keyakinan_tanggal": draft.date_confidence,
        "teks_tanggal": draft.date_text,
    }


def _said(draft: Draft, origin: Asal) -> dict[str, Any]:
    return {
        "tautan": draft.link,
        "judul": draft.title,
        "penulis": draft.author,
        "kategori": draft.categories,
        "isi": draft.html,
        "cuplikan": _excerpt(draft.text),
        "disamarkan": draft.masked,
        "asal": origin,
    }


def _excerpt(text: str) -> str:
    """At most 600 characters, cut between words."""
    if len(text) <= EXCERPT:
        return text
    begun = text[: EXCERPT - 1]
    return f"{(begun.rpartition(' ')[0] or begun).rstrip()}…"


def _aliases(old: Entri, names: Sequence[str]) -> tuple[str, ...]:
    new = [name for name in names if name != old.kunci and name not in old.alias]
    return (*old.alias, *new[: max(0, ALIASES - len(old.alias))])


def _with(judgement: Judgement, reason: Reason) -> Judgement:
    return Judgement("karantina", (*judgement.reasons, reason))


def _reasons(judgement: Judgement) -> tuple[Alasan, ...]:
    return tuple(
        Alasan(kode=reason.code, bobot=reason.weight, keterangan=reason.words) for reason in judgement.reasons
    )


def _all_reasons(old: Entri, judgement: Judgement) -> tuple[Alasan, ...]:
    """Those of now, and those for which it was held before and is held still."""
    now = _reasons(judgement)
    codes = {reason.kode for reason in now}
    held = old.alasan if old.keadaan != "terbit" else ()
    return (*now, *(reason for reason in held if reason.kode not in codes))


def _stamp(now: datetime) -> str:
    """In the portal's zone, since pages take its first ten characters for the day."""
    return now.astimezone(WIB).isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    """The moment that ISO 8601 text names; a day begins at midnight here."""
    found = (
        datetime.fromisoformat(text) if "T" in text else datetime.combine(date.fromisoformat(text), time())
    )
    return found if found.tzinfo else found.replace(tzinfo=WIB)
