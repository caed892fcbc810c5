"""Planning: which sources are asked now, with what, and beside which others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generator.feeds.archive import Check
from generator.feeds.plan import batches, plan
from generator.feeds.values import Job, Source
from generator.records.umpan import Gangguan, Keadaan, KeadaanSumber

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ALFA = Source("alfa", "https://alfa.example/feed/")
BETA = Source("beta", "https://beta.example/feed/")
SOON = {ALFA.url: Check(NOW, NOW, NOW + timedelta(minutes=1))}
FRESH = (NOW - timedelta(days=7, hours=23)).isoformat()


def planned(state: KeadaanSumber | None = None, *, held: bool = True, **options: Any) -> tuple[Job, ...]:
    states = {"alfa": Keadaan(sumber={ALFA.url: state})} if state else {}
    given: dict[str, Any] = {"checks": {}, "now": NOW, "held": lambda source: held} | options
    checks = given.pop("checks")
    return plan([ALFA, BETA], states, checks, **given)


def asked(jobs: tuple[Job, ...]) -> list[str]:
    return [job.source.satker for job in jobs]


def test_sources_of_which_nothing_is_known_are_asked() -> None:
    assert planned() == (Job(ALFA, ALFA.url), Job(BETA, BETA.url))


@pytest.mark.parametrize(
    ("check", "is_asked"),
    [
        (Check(next_check=NOW), True),
        (Check(next_check=NOW - timedelta(days=9)), True),
        (Check(next_check=NOW + timedelta(seconds=1)), False),
        (Check(next_check=NOW + timedelta(days=7)), False),
        (Check(next_check=NOW + timedelta(days=300)), True),
        (Check(), True),
    ],
    ids=["now", "long ago", "in a second", "in a week", "never plausible", "unknown"],
)
def test_a_source_is_asked_when_its_time_has_come(check: Check, is_asked: bool) -> None:
    assert ("alfa" in asked(planned(checks={ALFA.url: check}))) is is_asked


def test_naming_a_satker_asks_it_at_once_and_no_other() -> None:
    assert asked(planned(checks=SOON, named=["alfa"])) == ["alfa"]


def test_asking_at_once_asks_all() -> None:
    assert asked(planned(checks=SOON, at_once=True)) == ["alfa", "beta"]


@pytest.mark.parametrize("options", [{}, {"at_once": True}, {"named": ["alfa"]}])
def test_a_source_that_is_gone_is_never_asked(options: dict[str, Any]) -> None:
    gone = KeadaanSumber(gangguan=Gangguan(kode="habis", sejak=NOW.isoformat(), kali=3))

    assert "alfa" not in asked(planned(gone, **options))


def test_a_410_that_is_not_confirmed_is_asked_again() -> None:
    doubted = KeadaanSumber(gangguan=Gangguan(kode="habis", sejak=NOW.isoformat(), kali=1))

    assert "alfa" in asked(planned(doubted))


@pytest.mark.parametrize(
    ("state", "held", "sent"),
    [
        (KeadaanSumber(etag='W/"x"', tanpa_validator_terakhir=FRESH), True, ('W/"x"', "")),
        (KeadaanSumber(etag="x", last_modified="y", tanpa_validator_terakhir=FRESH), True, ("x", "y")),
        (KeadaanSumber(etag="x", tanpa_validator_terakhir=FRESH), False, ("", "")),
        (KeadaanSumber(etag="x"), True, ("", "")),
        (
            KeadaanSumber(etag="x", tanpa_validator_terakhir=(NOW - timedelta(days=8)).isoformat()),
            True,
            ("", ""),
        ),
        (KeadaanSumber(tanpa_validator_terakhir=FRESH), True, ("", "")),
    ],
    ids=["etag", "both", "body not held", "never without", "8 days ago", "none"],
)
def test_validators_are_sent_only_for_a_body_that_is_held_and_not_for_ever(
    state: KeadaanSumber, held: bool, sent: tuple[str, str]
) -> None:
    job = planned(state, held=held)[0]

    assert (job.etag, job.last_modified) == sent


def jobs(*urls: str) -> list[Job]:
    return [Job(Source("alfa", url), url) for url in urls]


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    made = jobs(
        "https://a.example/1",
        "https://b.example/1",
        "https://b.example:443/2",
        "https://B.example./3",
        "https://b.example:8443/4",
        "http://b.example/5",
        "https://[broken/",
    )

    assert [[job.url for job in batch] for batch in batches(made)] == [
        ["https://b.example/1", "https://b.example:443/2", "https://B.example./3"],
        ["https://a.example/1"],
        ["https://b.example:8443/4"],
        ["http://b.example/5"],
        ["https://[broken/"],
    ]
