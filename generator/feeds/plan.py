"""Which sources are asked now, with what, and in which order. Pure: knows no network and no disk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

from generator.feeds.values import Job, Source
from generator.records.umpan import Keadaan, KeadaanSumber

PAUSE_S: Final = 2.0  # between two requests to one host
HOSTS_AT_ONCE: Final = 6
WHOLE: Final = timedelta(days=8)  # after which the whole feed is asked for: some servers answer 304 for ever
FARTHEST: Final = timedelta(days=8)  # of a moment to ask again: the longest wait is a week

_PORTS: Final = {"http": 80, "https": 443}


class Due(Protocol):
    """What is known of when a source is to be asked: `archive.Check`."""

    @property
    def next_check(self) -> datetime | None: ...


def plan(
    sources: Iterable[Source],
    states: Mapping[str, Keadaan],
    checks: Mapping[str, Due],
    *,
    now: datetime,
    named: Collection[str] = (),
    at_once: bool = False,
    held: Callable[[Source], bool],
) -> tuple[Job, ...]:
    """The requests to make now, in the order of the sources.

    `states` are by satker, `checks` by the address of the source; what is missing in them is asked for. `named` are
    satker: then only theirs are asked, and at once, as `at_once` does for all. `held` says whether the body that the
    state's validators belong to is here. Sources that are gone are never asked.
    """
    jobs = []
    for source in sources:
        if named and source.satker not in named:
            continue
        state = states.get(source.satker, Keadaan()).sumber.get(source.url, KeadaanSumber())
        if state.gone or not (named or at_once or _is_due(checks.get(source.url), now)):
            continue
        if _may_ask_for_changes(state, now) and held(source):
            jobs.append(Job(source, source.url, state.etag, state.last_modified))
        else:
            jobs.append(Job(source, source.url))
    return tuple(jobs)


def batches(jobs: Iterable[Job]) -> tuple[tuple[Job, ...], ...]:
    """The jobs by host (name and port), the longest batch first, so that it does not end last.

    A batch is worked off one by one, `PAUSE_S` apart; `HOSTS_AT_ONCE` batches run beside each other.
    """
    hosts: dict[tuple[str, int], list[Job]] = {}
    for job in jobs:
        hosts.setdefault(_host(job.url), []).append(job)
    return tuple(tuple(batch) for batch in sorted(hosts.values(), key=len, reverse=True))


def _is_due(check: Due | None, now: datetime) -> bool:
    """A moment too far ahead is no moment of ours: a clock was wrong, or the file is damaged."""
    if check is None or check.next_check is None:
        return True
    return not now < check.next_check <= now + FARTHEST


def _may_ask_for_changes(state: KeadaanSumber, now: datetime) -> bool:
    """Whether validators may be sent: there are any, and the whole feed was asked for in the last eight days."""
    if not (state.etag or state.last_modified) or not state.tanpa_validator_terakhir:
        return False
    return now - datetime.fromisoformat(state.tanpa_validator_terakhir) < WHOLE


def _host(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:  # the fetch will say what is wrong with it
        return url, 0
