"""News in lists: months of all, of a kind and of a satker; the newest of each; events by their own days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from portal_on_disk import TODAY, acuan, card, unit

from generator.portal import Portal
from generator.stages import link
from generator.views.archive import archive, front_view, month_view, shown_on


def portal(*news: tuple[str, str], today: date = TODAY) -> Portal:
    """A portal of two satker with news items, as (slug of the satker, rest of the head)."""
    members = [
        unit(slug, f'nama: {slug}\njenis: DK\nwilayah: ["{code}"]\n')
        for slug, code in (("alfa", "18.02"), ("beta", "18.72"))
    ]
    cards = [
        card(f"{slug}/berita/n{number}", f"---\njudul: N{number}\n{head}\n---\nIsi.\n")
        for number, (slug, head) in enumerate(news)
    ]
    return link.portal(acuan(), members, cards, today=today).portal


def event(begin: str, end: str = "") -> tuple[str, str]:
    last = f"\nselesai: {end}" if end else ""
    return "alfa", f"tanggal: 2026-01-01\njenis: agenda\nmulai: {begin}{last}"


def titles(found: Portal, address: str) -> dict[str, list[str]]:
    view = front_view(found, archive(found).fronts[address], calendar="")
    return {title: [row.title for row in rows] for title, rows in view.groups}


def test_a_month_stands_under_all_under_its_kind_and_under_its_satker() -> None:
    found = archive(
        portal(("alfa", "tanggal: 2026-11-02\njenis: siaran_pers"), ("beta", "tanggal: 2026-10-01"))
    )

    assert set(found.months) == {
        "berita/2026/11/",
        "berita/2026/10/",
        "berita/siaran-pers/2026/11/",
        "berita/berita/2026/10/",
        "satker/alfa/berita/2026/11/",
        "satker/beta/berita/2026/10/",
    }


def test_only_kinds_and_satker_with_news_have_a_front_page() -> None:
    found = archive(portal(("alfa", "tanggal: 2026-11-02\njenis: pengumuman")))

    assert ["berita/pengumuman/", "satker/alfa/berita/"] == list(found.fronts)


def test_a_front_page_shows_the_newest_twenty_under_their_months() -> None:
    days = [date(2026, 11, 20) - timedelta(days=number) for number in range(30)]
    found = portal(*(("alfa", f"tanggal: {day}") for day in days))

    shown = titles(found, "berita/berita/")

    assert (["November 2026"], 20, "N0") == (
        list(shown),
        len(shown["November 2026"]),
        shown["November 2026"][0],
    )


def test_events_to_come_stand_first_the_next_one_on_top() -> None:
    found = portal(
        event("2027-01-05"), event("2026-11-24 15.00"), event("2026-11-24 09.00"), event("2026-11-23"),
        event("2026-11-01", "2026-11-30"), event("2026-05-01"),
    )  # fmt: skip

    assert titles(found, "berita/agenda/") == {
        "Yang akan datang": ["N4", "N2", "N1", "N0"],
        "Yang sudah lewat": ["N3", "N5"],
    }


def test_an_event_is_over_when_its_last_day_is() -> None:
    news = event("2026-11-20", "2026-11-24")

    assert (["N0"], []) == (
        titles(portal(news), "berita/agenda/")["Yang akan datang"],
        titles(portal(news, today=date(2026, 11, 25)), "berita/agenda/")["Yang akan datang"],
    )


def test_an_event_in_a_list_tells_its_own_day_and_place() -> None:
    found = portal(("alfa", event("2026-12-08 09.00", "2026-12-08 12.00")[1] + "\ntempat: Daring"))

    view = front_view(found, archive(found).fronts["berita/agenda/"], calendar="umpan/agenda.ics")
    facts = [fact.replace("\u00a0", " ").replace("\u2060", "") for fact in view.groups[0][1][0].meta]

    assert ["Selasa, 8 Desember 2026 pukul 09.00–12.00 WIB", "Daring", "alfa"] == facts
    assert view.calendar == "umpan/agenda.ics"


@pytest.mark.parametrize("address", ["berita/pengumuman/", "satker/alfa/berita/"])
def test_no_other_front_page_has_a_calendar(address: str) -> None:
    found = portal(("alfa", "tanggal: 2026-11-02\njenis: pengumuman"))

    assert front_view(found, archive(found).fronts[address], calendar="umpan/agenda.ics").calendar == ""


def test_the_ways_tell_how_many_and_which_one_is_here() -> None:
    found = portal(("alfa", "tanggal: 2026-11-02\njenis: pengumuman"), ("beta", "tanggal: 2025-11-02"))

    ways = front_view(found, archive(found).fronts["berita/pengumuman/"], calendar="").ways

    assert [("Berita", 1, False), ("Pengumuman", 1, True)] == [
        (way.title, way.count, way.current) for way in ways.kinds
    ]
    assert [(2026, ["November 2026"])] == [
        (year, [way.title for way in months]) for year, months in ways.years
    ]


def test_a_long_month_is_cut_from_the_oldest_so_that_a_new_item_moves_no_old_part() -> None:
    news = [("alfa", "tanggal: 2026-11-02")] * 51
    before = portal(*news)
    after = portal(*news, ("alfa", "tanggal: 2026-11-03"))

    def part(found: Portal, number: int) -> list[str]:
        view = month_view(found, archive(found).months["berita/2026/11/"], number)
        return [row.title for row in view.rows]

    assert part(before, 1) == part(after, 1)
    assert (1, 2) == (len(part(before, 2)), len(part(after, 2)))


def test_what_a_front_page_shows_is_what_its_key_knows() -> None:
    found = portal(event("2026-12-08"), event("2026-11-01"), ("beta", "tanggal: 2026-11-02"))

    for address, front in archive(found).fronts.items():
        shown = {title for rows in titles(found, address).values() for title in rows}
        assert shown == {card.judul for card in shown_on(front, found)}, address
