"""Deciding: what an answer changes in the state of a source, and when the source is asked again."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from generator.feeds import classify
from generator.feeds.decide import (
    MOST_COUNTED,
    NEVER,
    count_outage,
    decide,
    first_import,
    identity_change,
    next_check,
)
from generator.feeds.values import Job, Parsed, Raw, Response, Source, Verdict
from generator.records.umpan import GANGGUAN, Gangguan, KeadaanSumber, Pengalihan
from generator.wording import WIB

URL = "https://alfa.example/feed/"
SOURCE = Source("alfa", URL)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BODY = b"<rss/>"
SHA = hashlib.sha256(BODY).hexdigest()
ETAG = 'W/"a-\\ \t1"'
MODIFIED = "Tue, 24 Nov 2026 01:00:00 GMT"
HEADERS = {"etag": ETAG, "last-modified": MODIFIED}
FEED = Verdict("umpan")
SAME = Verdict("tetap")
DNS = Verdict("gagal", "dns")
BUSY = Verdict("tunda", "dibatasi", "situsnya menjawab 429", 3600)
IDS = tuple(f"{number:016x}" for number in range(10))


def day(moment: datetime) -> date:
    return moment.date()


def raw() -> Raw:
    return Raw("g", "l", "t", "", (), "", "", "", "")


def feed(entries: int = 1, **fields: Any) -> Parsed:
    data = {"title": "Alfa", "link": "https://www.alfa.example/", "language": "id-ID", "path": "feedparser"}
    return Parsed(**data | {"entries": tuple(raw() for _ in range(entries))} | fields)


def after(state: KeadaanSumber, verdict: Verdict = FEED, **options: Any) -> KeadaanSumber:
    given: dict[str, Any] = {
        "response": Response(URL, 304 if verdict == SAME else 200, HEADERS, BODY),
        "parsed": feed() if verdict.kind == "umpan" else None,
        "ids": IDS,
        "known": IDS,
        "changed": 0,
        "now": NOW,
        "breaker": "",
        "policy": "guid",
        "bare": False,
        "moved": "",
    }
    return decide(state, verdict, **given | options)


READ = after(KeadaanSumber(), changed=3, bare=True)


def test_a_feed_that_was_read_leaves_its_validators_byte_for_byte() -> None:
    assert READ == KeadaanSumber(
        etag=ETAG,
        last_modified=MODIFIED,
        sha256=SHA,
        terakhir_berubah="2026-11-24T09:00:00+07:00",
        tanpa_validator_terakhir="2026-11-24T09:00:00+07:00",
        situs="alfa.example",
        bahasa="id",
    )


@pytest.mark.parametrize(
    ("verdict", "options"),
    [
        (SAME, {}),
        (SAME, {"response": Response(URL, 200, {"etag": "another backend"}, BODY)}),
        (FEED, {}),
        (FEED, {"parsed": feed(language="in", link="http://alfa.example")}),
        (FEED, {"parsed": feed(language="", link="")}),
    ],
    ids=["304", "same bytes", "same feed", "spelt otherwise", "not told"],
)
def test_an_answer_that_says_nothing_new_changes_nothing(verdict: Verdict, options: dict[str, Any]) -> None:
    assert after(READ, verdict, now=NOW + HOUR, **options) == READ


def test_a_feed_that_stamps_its_moment_into_every_answer_changes_nothing() -> None:
    moment = {"date": MODIFIED, "last-modified": MODIFIED}
    first = after(KeadaanSumber(), response=Response(URL, 200, moment, b"1"), changed=1, bare=True)

    again = after(first, response=Response(URL, 200, moment, b"2"), bare=True, now=NOW + HOUR)

    assert (again, again.last_modified) == (first, "")


def test_new_bytes_with_validators_are_remembered_though_no_entry_changed() -> None:
    state = after(READ, response=Response(URL, 200, {"etag": '"2"'}, b"2"), now=NOW + HOUR)

    assert (state.etag, state.last_modified, state.sha256) == ('"2"', "", hashlib.sha256(b"2").hexdigest())
    assert (state.terakhir_berubah, state.tanpa_validator_terakhir) == (
        READ.terakhir_berubah,
        READ.tanpa_validator_terakhir,
    )


@pytest.mark.parametrize("verdict", [FEED, SAME])
def test_a_request_without_validators_is_remembered(verdict: Verdict) -> None:
    response = Response(URL, 200, HEADERS, BODY)
    state = after(READ, verdict, response=response, bare=True, now=NOW + 8 * DAY)

    assert state == READ.model_copy(update={"tanpa_validator_terakhir": (NOW + 8 * DAY).isoformat()})


@pytest.mark.parametrize("changed", [0, 2])
def test_when_a_feed_last_held_something_new_is_told(changed: int) -> None:
    moment = NOW + HOUR if changed else NOW

    assert after(READ, changed=changed, now=NOW + HOUR).terakhir_berubah == moment.isoformat()


def test_a_first_import_lasts_until_a_feed_was_read() -> None:
    states = [KeadaanSumber(), after(KeadaanSumber(), DNS), READ, after(READ, parsed=feed(0), ids=())]

    assert [first_import(state) for state in states] == [True, True, False, False]


# Faults


def test_faults_in_a_row_are_counted_from_the_first_whatever_they_are() -> None:
    state = READ
    for hours, code in enumerate(("dns", "lama", "server")):
        state = after(state, Verdict("gagal", code, f"kata {code}"), now=NOW + hours * HOUR)

    assert state.gangguan == Gangguan(kode="server", sejak=NOW.isoformat(), kali=3, rincian="kata server")


@pytest.mark.parametrize("code", sorted(set(GANGGUAN) - {"habis", "dibatasi"}))
def test_a_fault_keeps_what_is_known_of_the_feed(code: str) -> None:
    state = after(READ, Verdict("gagal", code))

    assert state == READ.model_copy(update={"gangguan": Gangguan(kode=code, sejak=NOW.isoformat(), kali=1)})


@pytest.mark.parametrize("verdict", [FEED, SAME])
def test_a_good_answer_clears_the_fault(verdict: Verdict) -> None:
    assert after(after(READ, DNS), verdict) == READ


def test_a_fault_that_stays_the_same_stops_being_news() -> None:
    state = READ
    for _ in range(MOST_COUNTED):
        state = after(state, DNS)

    assert after(state, DNS, now=NOW + 100 * DAY) == state


def test_a_feed_that_nobody_took_apart_is_a_fault() -> None:
    state = after(READ, FEED, parsed=None)

    assert (state.gangguan and state.gangguan.kode, state.sha256) == ("urai", READ.sha256)


def test_a_server_that_asks_to_wait_is_in_no_trouble_for_a_day() -> None:
    state = READ
    seen = []
    for hours in (0, 1, 3, 7, 15, 23):
        state = after(state, BUSY, now=NOW + hours * HOUR)
        seen.append(state.standing_on(day(NOW + hours * HOUR)))
    held = after(state, Verdict("gagal", "dibatasi", "", 3600), now=NOW + 25 * HOUR)

    assert seen == ["lancar"] * 6
    assert (held.gangguan and held.gangguan.sejak, held.standing_on(day(NOW + 25 * HOUR))) == (
        NOW.isoformat(),
        "terganggu",
    )


def test_410_is_confirmed_once_and_then_nobody_asks() -> None:
    first = after(after(READ, DNS), Verdict("habis", "habis", "", 86400), now=NOW + HOUR)
    second = after(first, Verdict("habis", "habis", "", 0), now=NOW + 25 * HOUR)

    assert first.gangguan == Gangguan(kode="habis", sejak=(NOW + HOUR).isoformat(), kali=1)
    assert [first.gone, second.gone] == [False, True]
    assert [one.standing_on(day(NOW)) for one in (first, second)] == ["lancar", "terganggu"]


def test_asking_early_does_not_confirm_a_410() -> None:
    state = READ
    for _ in range(6):
        state = after(state, Verdict("habis", "habis", "", 86400))

    assert not state.gone


def test_classify_and_decide_agree_on_when_a_410_is_confirmed() -> None:
    state, now, asked = READ, NOW, 0
    while not state.gone:
        fault = state.gangguan
        verdict = classify.classify(
            Job(SOURCE, URL),
            Response(URL, 410),
            known_sha256="",
            fault_age_days=(now - datetime.fromisoformat(fault.sejak)) / DAY if fault else 0,
            times=fault.kali if fault else 0,
            standing=fault.kode if fault else None,
        )
        state = after(state, verdict, now=now)
        now, asked = min(next_check(SOURCE, state, verdict, {}, 0, now), now + 10 * DAY), asked + 1

    assert asked == 2


# Feeds that are not as they should be


def test_an_empty_feed_is_a_fault_after_two_in_a_row() -> None:
    once = after(READ, parsed=feed(0), ids=())
    twice = after(once, parsed=feed(0), ids=())

    assert [state.gangguan and state.gangguan.kode for state in (once, twice)] == [None, "kosong"]
    assert (once.etag, once.last_modified, once.sha256) == ("", "", "")
    assert after(twice, bare=True) == READ


def test_a_feed_that_is_cut_off_leaves_no_validators() -> None:
    state = after(READ, parsed=feed(complete=False), changed=1, now=NOW + HOUR)

    assert (state.gangguan and state.gangguan.kode, state.etag, state.sha256) == ("terpotong", "", "")
    assert state.terakhir_berubah == (NOW + HOUR).isoformat()


NEW = tuple(f"{number:016x}" for number in range(100, 200))


@pytest.mark.parametrize(
    ("parsed", "ids", "known", "found"),
    [
        (feed(link="https://judi.example/"), IDS, IDS, "situs"),
        (feed(link="https://berita.alfa.example/"), IDS, IDS, "situs"),
        (feed(link="http://www.alfa.example:8080/x"), IDS, IDS, ""),
        (feed(link="https://[/"), IDS, IDS, ""),
        (feed(language="th"), IDS, IDS, "bahasa"),
        (feed(language="bukan bahasa"), IDS, IDS, ""),
        (feed(), NEW[:10], IDS, "entri"),
        (feed(), (*NEW[:9], IDS[0]), IDS, ""),
        (feed(), (*NEW[:19], IDS[0]), IDS, "entri"),
        (feed(), NEW[:10], IDS[:4], ""),
        (feed(), NEW[:10], IDS[:5], "entri"),
        (feed(), NEW[:4], IDS, ""),
        (feed(), (), IDS, ""),
    ],
)
def test_a_feed_that_is_another_one_is_noticed(
    parsed: Parsed, ids: tuple[str, ...], known: tuple[str, ...], found: str
) -> None:
    assert identity_change(READ, parsed, ids, known) == found


def test_nothing_is_another_feed_than_one_that_was_never_read() -> None:
    assert identity_change(KeadaanSumber(), feed(), NEW, ()) == ""


def test_another_feed_is_held_until_a_person_decides() -> None:
    other = feed(link="https://lain.example/")
    changed = after(READ, parsed=other)
    back = after(changed, SAME)
    released = after(changed, parsed=other, released=True, bare=True)

    assert (changed.gangguan and changed.gangguan.kode, changed.sha256) == ("identitas-berubah", "")
    assert (changed.situs, back.pemutus, back.gangguan) == (
        "alfa.example",
        "isi umpannya lain dari biasanya (situs)",
        None,
    )
    assert released == READ.model_copy(update={"situs": "lain.example"})


def test_a_tripped_breaker_stays_with_its_first_reason_until_it_is_released() -> None:
    tripped = after(READ, breaker="lima ditahan", parsed=feed(2))
    again = after(tripped, breaker="enam ditahan")
    released = after(again, released=True)
    anew = after(again, released=True, breaker="tujuh ditahan")

    assert [s.pemutus for s in (tripped, again, released, anew)] == [
        "lima ditahan",
        "lima ditahan",
        "",
        "tujuh ditahan",
    ]


def test_a_defaced_page_trips_the_breaker() -> None:
    state = after(READ, Verdict("gagal", "deface", trips=True))

    assert (bool(state.pemutus), state.standing_on(day(NOW))) == (True, "ditahan")


@pytest.mark.parametrize(
    ("was", "found", "policy"),
    [
        ("guid", "tautan", "tautan"),
        ("tautan", "guid", "tautan"),
        ("tautan", "isi", "isi"),
        ("isi", "guid", "isi"),
    ],
)
def test_a_policy_that_degraded_stays_so(was: str, found: str, policy: str) -> None:
    assert after(READ.model_copy(update={"kebijakan_id": was}), policy=found).kebijakan_id == policy


def test_another_feed_stays_one_when_its_entries_have_become_known() -> None:
    changed = after(READ, ids=NEW[:10])

    assert after(changed, ids=NEW[:10], known=NEW[:10], now=NOW + HOUR) == changed
    assert (changed.gangguan and changed.gangguan.kode, changed.etag) == ("identitas-berubah", "")


# Moves


def test_a_permanent_redirect_is_proposed_after_three_sightings_and_seven_days() -> None:
    moved = "https://alfa.example/baru/"
    state = READ
    seen = []
    for days in (0, 1, 2, 3, 7):
        state = after(state, SAME, moved=moved, now=NOW + days * DAY)
        seen.append(state.moved_to(day(NOW + days * DAY)))

    assert seen == ["", "", "", "", moved]
    assert state.pengalihan == Pengalihan(url=moved, sejak=NOW.isoformat(), kali=3)


def test_seven_days_with_too_few_sightings_propose_nothing() -> None:
    state = after(READ, SAME, moved="https://alfa.example/baru/")

    assert state.moved_to(day(NOW + 30 * DAY)) == ""


@pytest.mark.parametrize(
    ("verdict", "moved", "left"),
    [
        (SAME, "", None),
        (SAME, "https://alfa.example/c/", "https://alfa.example/c/"),
        (DNS, "", "https://alfa.example/b/"),
    ],
    ids=["ended", "elsewhere", "unknown in a fault"],
)
def test_a_redirect_is_forgotten_when_it_ends_or_leads_elsewhere(
    verdict: Verdict, moved: str, left: str | None
) -> None:
    before = after(READ, SAME, moved="https://alfa.example/b/")
    move = after(before, verdict, moved=moved).pengalihan

    assert (move.url if move else None) == left


# Standing


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"terakhir_berubah": ""}, "belum"),
        ({"terakhir_berubah": "", "gangguan": (NOW, 1)}, "terganggu"),
        ({}, "lancar"),
        ({"terakhir_berubah": (NOW - 90 * DAY).isoformat()}, "lancar"),
        ({"terakhir_berubah": (NOW - 91 * DAY).isoformat()}, "lama"),
        ({"gangguan": (NOW, 2)}, "lancar"),
        ({"gangguan": (NOW, 3)}, "terganggu"),
        ({"gangguan": (NOW - 29 * DAY, 5)}, "terganggu"),
        ({"gangguan": (NOW - 30 * DAY, 5)}, "tidak-aktif"),
        ({"gangguan": (NOW, 3), "pemutus": "x"}, "ditahan"),
    ],
)
def test_how_a_source_stands(fields: dict[str, Any], expected: str) -> None:
    fields = {"terakhir_berubah": NOW.isoformat()} | fields
    if "gangguan" in fields:
        since, times = fields["gangguan"]
        fields = fields | {"gangguan": Gangguan(kode="dns", sejak=since.isoformat(), kali=times)}

    assert KeadaanSumber(**fields).standing_on(day(NOW)) == expected


@pytest.mark.parametrize(
    ("codes", "is_outage"),
    [
        (("dns", "dns"), True),
        (("dns", "lama", "tls-rantai", "putus", "sambungan"), True),
        (("dns", ""), False),
        (("dns", "server"), False),
        (("dns",), False),
        ((), False),
    ],
)
def test_when_all_fail_at_once_by_the_network_it_counts_against_none(
    codes: tuple[str, ...], is_outage: bool
) -> None:
    assert count_outage([Verdict("gagal", code) if code else SAME for code in codes]) is is_outage


# When to ask again


@pytest.mark.parametrize(
    ("interval", "cache_control", "ttl", "minutes"),
    [
        (180, "", 0, 180),
        (60, "", 0, 60),
        (10, "", 0, 60),
        (180, "max-age=600", 0, 180),
        (180, "public, MAX-AGE=14400", 0, 240),
        (180, 's-maxage=99999,max-age="14400"', 0, 240),
        (180, "s-maxage=99999", 0, 180),
        (180, "max-age=99999999999999999999", 0, 1440),
        (180, "max-age=14400, no-cache", 0, 180),
        (180, "max-age=-1", 0, 180),
        (180, "", 300, 300),
        (180, "", 99999, 1440),
        (4000, "", 0, 1440),
    ],
)
@pytest.mark.parametrize("verdict", [FEED, SAME])
def test_a_good_answer_is_followed_by_the_longest_of_three_waits(
    verdict: Verdict, interval: int, cache_control: str, ttl: int, minutes: int
) -> None:
    source = Source("alfa", URL, interval)
    headers = {"cache-control": cache_control} if cache_control else {}

    assert next_check(source, READ, verdict, headers, ttl, NOW) == NOW + timedelta(minutes=minutes)


LADDER = [HOUR, 6 * HOUR, DAY, DAY]


@pytest.mark.parametrize(
    ("verdict", "waits", "after_13_days", "after_15_days", "after_31_days"),
    [
        (DNS, LADDER, DAY, DAY, 7 * DAY),
        (Verdict("gagal", "tidak-ada"), LADDER, DAY, 7 * DAY, 7 * DAY),
        (Verdict("gagal", "diblokir"), [DAY] * 4, DAY, DAY, DAY),
        (Verdict("gagal", "dibatasi", "", 7200), [2 * HOUR] * 4, 2 * HOUR, 2 * HOUR, 2 * HOUR),
        (Verdict("gagal", "urai"), LADDER, DAY, DAY, 7 * DAY),
        (Verdict("tunda", "dibatasi", "", 1800), [timedelta(minutes=30)] * 4, *[timedelta(minutes=30)] * 3),
        (Verdict("tunda", "dibatasi", "", 0), [HOUR] * 4, HOUR, HOUR, HOUR),
        (Verdict("tunda", "dibatasi", "", 1), [timedelta(minutes=15)] * 4, *[timedelta(minutes=15)] * 3),
        (Verdict("tunda", "dibatasi", "", 10**9), [DAY] * 4, DAY, DAY, DAY),
        (Verdict("habis", "habis", "", 86400), [DAY] * 4, DAY, DAY, DAY),
    ],
)
def test_a_fault_is_followed_by_a_wait_of_its_kind(
    verdict: Verdict,
    waits: list[timedelta],
    after_13_days: timedelta,
    after_15_days: timedelta,
    after_31_days: timedelta,
) -> None:
    state = READ
    found = []
    for _ in waits:
        state = after(state, verdict)
        found.append(next_check(SOURCE, state, verdict, {}, 0, NOW) - NOW)
    late = [next_check(SOURCE, state, verdict, {}, 0, NOW + d * DAY) - NOW - d * DAY for d in (13, 15, 31)]

    assert (found, late) == (waits, [after_13_days, after_15_days, after_31_days])


def test_what_is_gone_is_never_asked_again() -> None:
    confirmed = Verdict("habis", "habis", "", 0)

    assert next_check(SOURCE, after(READ, confirmed), confirmed, {}, 0, NOW) == NEVER


def test_the_clock_may_stand_in_any_zone() -> None:
    assert after(READ, DNS, now=NOW.astimezone(UTC)) == after(READ, DNS, now=NOW)
