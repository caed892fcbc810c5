"""Merging: which entry a draft is, what is new, and what an edit leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from generator.feeds import normalise
from generator.feeds.merge import ALIASES, VERSIONS, changed_since, known_until, merge, recognise
from generator.feeds.values import Draft, Judgement, Reason, Source
from generator.records import umpan
from generator.records.umpan import Alasan, Asal, Entri, Versi
from generator.wording import WIB

URL = "https://alfa.example/feed/"
SOURCE = Source("alfa", URL)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
LATER = NOW + timedelta(hours=3)
FINE = Judgement("terbit")
UNSURE = Judgement("tinjau", (Reason("judi", 2, "menyebut judi"),))
BAD = Judgement("karantina", (Reason("judi", 3, "menjajakan judi"),))


def origin(at: datetime = NOW, url: str = URL) -> Asal:
    return Asal(umpan=url, alamat_akhir=url, waktu=at.isoformat(), sha256="0" * 64, pengurai="feedparser")


def draft(number: int = 1, **fields: Any) -> Draft:
    link = f"https://alfa.example/{number}/"
    return replace(
        Draft(
            key=f"https://alfa.example/?p={number}",
            aliases=(link,),
            link=link,
            title=f"Kabar {number}",
            author="Humas",
            categories=("Berita",),
            html=f"<p>Isi {number}.</p>",
            text=f"Isi {number}.",
            date="2026-11-20T08:00:00+07:00",
            date_confidence="lengkap",
            date_text="Fri, 20 Nov 2026 08:00:00 +0700",
            raw_html="",
        ),
        **fields,
    )


def merged(
    entries: dict[str, Entri],
    *drafts: Draft,
    judgement: Judgement = FINE,
    at: datetime = NOW,
    first: bool = False,
    tripped: bool = False,
    source: Source = SOURCE,
    **further: Any,
) -> tuple[Entri, ...]:
    return merge(
        entries,
        [(one, judgement) for one in drafts],
        source=source,
        origin=origin(at, source.url),
        now=at,
        first=first,
        tripped=tripped,
        **further,
    )


def archive(*drafts: Draft, **options: Any) -> dict[str, Entri]:
    return {entry.id: entry for entry in merged({}, *drafts, **options)}


def only(entries: dict[str, Entri]) -> Entri:
    (entry,) = entries.values()
    return entry


def test_a_new_entry_says_what_its_draft_says() -> None:
    (entry,) = merged({}, draft(masked=("nik",)))

    assert entry == Entri(
        id=umpan.entry_id(URL, "https://alfa.example/?p=1"),
        kunci="https://alfa.example/?p=1",
        alias=("https://alfa.example/1/",),
        tautan="https://alfa.example/1/",
        judul="Kabar 1",
        penulis="Humas",
        kategori=("Berita",),
        isi="<p>Isi 1.</p>",
        cuplikan="Isi 1.",
        tanggal="2026-11-20T08:00:00+07:00",
        keyakinan_tanggal="lengkap",
        teks_tanggal="Fri, 20 Nov 2026 08:00:00 +0700",
        pertama_dilihat="2026-11-24T09:00:00+07:00",
        disamarkan=("nik",),
        asal=origin(),
    )


def test_the_same_feed_again_changes_nothing() -> None:
    entries = archive(draft(1), draft(2), judgement=UNSURE, first=True)

    assert merged(entries, draft(2), draft(1), judgement=FINE, at=LATER) == ()


def test_an_entry_that_left_the_feed_is_no_change() -> None:
    assert merged(archive(draft(1), draft(2)), draft(2), at=LATER) == ()


def test_the_same_key_of_two_sources_is_two_entries() -> None:
    entries = archive(draft())
    (other,) = merged(entries, draft(), source=Source("alfa", "https://alfa.example/lain/"))

    assert other.id not in entries


@pytest.mark.parametrize(
    "again",
    [
        draft(key="https://alfa.example/?p=other"),
        draft(key="https://alfa.example/1/", aliases=()),
        draft(key="tag:other", aliases=("urn:x", "https://alfa.example/1/")),
    ],
    ids=["another guid", "the link as key", "the last alias"],
)
def test_an_entry_is_known_by_any_of_its_names_and_keeps_its_id(again: Draft) -> None:
    entries = archive(draft())

    changed = merged(entries, again, at=LATER)

    assert [entry.id for entry in changed or entries.values()] == list(entries)
    assert all(not entry.versi and entry.kunci == "https://alfa.example/?p=1" for entry in changed)


def test_new_names_become_aliases() -> None:
    (entry,) = merged(archive(draft()), draft(key="urn:new"), at=LATER)

    assert entry.alias == ("https://alfa.example/1/", "urn:new")


def test_a_feed_that_makes_up_guids_adds_no_aliases_for_ever() -> None:
    entries = archive(draft())
    for number in range(40):
        entries |= {entry.id: entry for entry in merged(entries, draft(key=f"urn:{number}"), at=LATER)}

    assert len(only(entries).alias) == ALIASES
    assert merged(entries, draft(key="urn:last"), at=LATER) == ()


def test_a_key_counts_more_than_an_alias_of_another_entry() -> None:
    shared = "https://alfa.example/pengumuman/"
    old, new = draft(1, aliases=(shared,)), draft(2, key=shared, aliases=())
    entries = archive(old)

    assert [len(merged(entries, *feed, at=LATER)) for feed in ((new, old), (old, new))] == [1, 1]


def test_an_entry_that_is_there_by_its_key_is_not_taken_by_its_alias() -> None:
    entries = archive(draft(1, key="urn:1", aliases=("urn:2",)))

    (new,) = merged(entries, draft(2, key="urn:2", aliases=()), draft(1, key="urn:1", aliases=()), at=LATER)

    assert (new.id, new.judul) == (umpan.entry_id(URL, "urn:2"), "Kabar 2")


def test_a_name_that_two_drafts_carry_tells_neither() -> None:
    shared = "https://alfa.example/pengumuman/"
    one, two = (
        draft(1, key="urn:same", aliases=("urn:1", shared)),
        draft(2, key="urn:same", aliases=("urn:2", shared)),
    )
    entries = archive(one, two)

    assert sorted(entry.judul for entry in entries.values()) == ["Kabar 1", "Kabar 2"]
    assert merged(entries, two, one, at=LATER) == ()


def test_an_alias_that_several_entries_have_leads_to_none() -> None:
    shared = ("https://alfa.example/pengumuman/",)
    entries = archive(draft(1, aliases=shared))
    entries |= {entry.id: entry for entry in merged(entries, draft(1, aliases=()), draft(2, aliases=()))}
    two = only({id_: entry for id_, entry in entries.items() if entry.judul == "Kabar 2"})
    entries[two.id] = two.model_copy(update={"alias": shared})

    (third,) = merged(entries, draft(3, aliases=shared), at=LATER)
    assert third.id not in entries


def test_an_entry_that_stands_twice_in_a_feed_is_one() -> None:
    assert len(archive(draft(), draft())) == 1


def test_an_entry_is_found_by_its_key_under_a_policy_that_degraded() -> None:
    entries = archive(draft())
    key = normalise.content_key("Kabar 1", draft().date_text)
    again = draft(key=key, aliases=())

    assert len(merged(entries, again, at=LATER)) == 1
    (found,) = merged(
        entries,
        again,
        at=LATER,
        further=lambda entry: (normalise.content_key(entry.judul, entry.teks_tanggal, entry.tautan),),
    )
    assert found.id in entries


EDITS = {
    "judul": draft(title="Ralat"),
    "isi": draft(html="<p>Lain.</p>", text="Lain."),
    "tautan": draft(link="https://alfa.example/pindah/"),
    "tanggal": draft(date="2026-11-19T08:00:00+07:00", date_text="Thu, 19 Nov 2026 08:00:00 +0700"),
}


@pytest.mark.parametrize("field", EDITS)
def test_an_edit_becomes_a_version_and_does_not_move_the_entry(field: str) -> None:
    entries = archive(draft())
    old = only(entries)

    (entry,) = merged(entries, EDITS[field], at=LATER)

    was = Versi(
        waktu="2026-11-24T12:00:00+07:00",
        judul=old.judul,
        isi=old.isi,
        tautan=old.tautan,
        tanggal=old.tanggal,
    )
    assert (entry.versi, entry.pertama_dilihat, entry.id) == ((was,), old.pertama_dilihat, old.id)
    assert [name for name in EDITS if getattr(entry, name) != getattr(old, name)] == [field]
    assert merged(entries | {entry.id: entry}, EDITS[field], at=LATER) == ()


def test_a_later_date_is_a_version_but_does_not_move_an_entry_up() -> None:
    entries = archive(draft())
    again = draft(date="2026-11-24T08:00:00+07:00", date_text="Tue, 24 Nov 2026 08:00:00 +0700")

    (entry,) = merged(entries, again, at=LATER)

    assert (entry.tanggal, entry.teks_tanggal, len(entry.versi)) == (
        only(entries).tanggal,
        again.date_text,
        1,
    )
    assert merged({entry.id: entry}, again, at=LATER) == ()


def test_a_date_that_is_gone_is_no_edit() -> None:
    assert merged(archive(draft()), draft(date="", date_text="", date_confidence="tidak_ada"), at=LATER) == ()


def test_an_entry_without_a_date_takes_one_that_does_not_move_it_up() -> None:
    entries = archive(draft(date="", date_text="", date_confidence="tidak_ada"))
    (earlier,) = merged(entries, draft(), at=LATER)
    (later,) = merged(entries, draft(date="2027-01-01T00:00:00+07:00"), at=LATER)

    assert (earlier.tanggal, later.tanggal) == (draft().date, "")


def test_another_author_or_category_is_taken_without_a_version() -> None:
    (entry,) = merged(archive(draft()), draft(author="Kehumasan"), at=LATER)

    assert (entry.penulis, entry.versi) == ("Kehumasan", ())


def test_categories_in_another_order_are_no_change() -> None:
    entries = archive(draft(categories=("a", "b")))

    assert merged(entries, draft(categories=("b", "a")), at=LATER) == ()


def test_versions_of_a_feed_that_always_changes_come_to_an_end() -> None:
    entries = archive(draft())
    for number in range(VERSIONS + 5):
        entries |= {
            entry.id: entry
            for entry in merged(
                entries, draft(title=f"Dilihat {number} kali"), at=NOW + timedelta(hours=number)
            )
        }

    entry = only(entries)
    assert (len(entry.versi), entry.versi[0].judul, entry.judul) == (
        VERSIONS,
        "Kabar 1",
        f"Dilihat {VERSIONS + 4} kali",
    )


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (FINE, FINE, "terbit"),
        (FINE, UNSURE, "tinjau"),
        (FINE, BAD, "karantina"),
        (UNSURE, FINE, "tinjau"),
        (BAD, UNSURE, "karantina"),
        (BAD, FINE, "karantina"),
    ],
)
def test_an_edit_can_hold_an_entry_and_never_publishes_one(
    before: Judgement, after: Judgement, state: str
) -> None:
    entries = archive(draft(), judgement=before)

    (entry,) = merged(entries, draft(title="Ralat"), judgement=after, at=LATER)

    assert entry.keadaan == state
    assert bool(entry.alasan) == (state != "terbit")


def test_the_reasons_of_before_stay_while_an_entry_is_held() -> None:
    hidden = Judgement("tinjau", (Reason("tersembunyi", 2, "ada teks tersembunyi"),))

    (entry,) = merged(archive(draft(), judgement=BAD), draft(title="Ralat"), judgement=hidden, at=LATER)

    assert entry.alasan == (
        Alasan(kode="tersembunyi", bobot=2, keterangan="ada teks tersembunyi"),
        Alasan(kode="judi", bobot=3, keterangan="menjajakan judi"),
    )


def test_what_a_tripped_source_says_anew_is_held_with_a_reason() -> None:
    known = archive(draft(1))

    edited, new = merged(known, draft(1, title="Ralat"), draft(2), at=LATER, tripped=True)

    assert [(entry.keadaan, [reason.kode for reason in entry.alasan]) for entry in (edited, new)] == [
        ("karantina", ["pemutus"])
    ] * 2


def test_what_a_tripped_source_said_before_stays_published() -> None:
    assert merged(archive(draft()), draft(), at=LATER, tripped=True) == ()


@pytest.mark.parametrize(
    ("date", "first", "backfill"),
    [
        ("2026-11-10T08:59:00+07:00", True, True),
        ("2026-11-10T09:01:00+07:00", True, False),
        ("2026-11-10T08:59:00+07:00", False, False),
        ("", True, True),
        ("", False, False),
    ],
)
def test_what_was_older_than_14_days_at_the_first_reading_is_backfill(
    date: str, first: bool, backfill: bool
) -> None:
    assert only(archive(draft(date=date), first=first)).susulan is backfill


@pytest.mark.parametrize(("text", "length"), [("kata " * 200, 599), ("x" * 900, 600), ("pendek", 6)])
def test_an_excerpt_has_at_most_600_characters(text: str, length: int) -> None:
    excerpt = only(archive(draft(text=text.strip()))).cuplikan

    assert (len(excerpt) <= 600, len(excerpt) >= length - 6) == (True, True)
    assert excerpt.endswith("…") == (len(text) > 600)


def test_what_changed_since_a_moment_is_counted_from_the_archive() -> None:
    entries = archive(draft(1), draft(2))
    entries |= {entry.id: entry for entry in merged(entries, draft(2, title="Ralat"), draft(3), at=LATER)}
    moments = ["", NOW.isoformat(), LATER.isoformat()]

    assert [changed_since(entries, SOURCE, moment) for moment in moments] == [3, 2, 0]


def test_what_was_known_at_a_moment_is_told_from_the_archive() -> None:
    entries = archive(draft(1))
    entries |= {entry.id: entry for entry in merged(entries, draft(2), at=LATER)}
    moments = ["", NOW.isoformat(), LATER.isoformat()]

    assert [len(known_until(entries, SOURCE, moment)) for moment in moments] == [0, 1, 2]
    assert (
        known_until(entries, Source("alfa", "https://alfa.example/lain/"), LATER.isoformat()) == frozenset()
    )


def test_drafts_are_recognised_before_they_are_merged() -> None:
    entries = archive(draft(1))
    drafts = [draft(2), draft(1, key="urn:other"), draft(2)]

    ids = recognise(entries, drafts, source=SOURCE)

    assert ids == (umpan.entry_id(URL, draft(2).key), *entries, "")
