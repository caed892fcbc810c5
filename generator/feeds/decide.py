"""What an answer changes in what is known of its source, and when the source is asked again.

Pure. A state that is told the same again stays the same, count of faults included, so that keadaan.json has a new
version in git only when there is something to say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from generator.feeds.values import Parsed, Response, Source, Verdict
from generator.records.umpan import (
    GIVEN_UP,
    SIGHTINGS,
    TROUBLE,
    Gangguan,
    KeadaanSumber,
    Pengalihan,
    Policy,
    worse,
)
from generator.wording import WIB

MOST_COUNTED: Final = 5  # faults in a row; no rule asks for more, and a count without end is news without end
EMPTY: Final = 2  # empty feeds in a row
FEW: Final = 5  # entries, below which a feed that changed altogether says nothing
SHORTEST: Final = timedelta(hours=1)
LONGEST: Final = timedelta(hours=24)
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)

_STEPS: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
_WEEK: Final = timedelta(days=7)
_MINUTE: Final = timedelta(minutes=1)
_GONE_MISSING: Final = timedelta(days=14)
_SHORTEST_HOLD: Final = timedelta(minutes=15)
_ALONE: Final = frozenset(
    {"habis", "dibatasi"}
)  # counted by themselves: their rules are about this fault alone
_OUTAGE: Final = frozenset(
    {"dns", "sambungan", "lama", "putus", "tls", "tls-kedaluwarsa", "tls-nama", "tls-mandiri", "tls-rantai"}
)
_ALTOGETHER: Final = 2  # sources, of which both must fail; one alone tells nothing of the network here
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s{0,9}=\s{0,9}\"?(\d{1,9})")
_UNCACHED: Final = re.compile(r"(?:^|[\s,])no-(?:store|cache)(?:$|[\s,=])")
_HOST: Final = re.compile(r"[\w.:-]{1,253}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


def decide(
    state: KeadaanSumber,
    verdict: Verdict,
    *,
    response: Response,
    parsed: Parsed | None,
    ids: Sequence[str],
    known: Collection[str],
    changed: int,
    now: datetime,
    breaker: str,
    policy: Policy,
    bare: bool,
    moved: str,
    released: bool = False,
) -> KeadaanSumber:
    """The state after an answer; equal to `state` where it says nothing new about the source.

    `ids` are those of the feed's entries now, `known` those that its source had before; `changed` counts the entries
    that are new or edited since `state.terakhir_berubah`. `breaker` says in words why it tripped, or is empty; it stays
    tripped until `released`, which a person decides and which also accepts a changed identity. `policy` is that by
    which the feed's entries had to be told apart. `bare` says that the request carried no validators, `moved` to which
    address on its own site the source has moved for good.
    """
    if verdict.kind == "umpan" and parsed is None:
        verdict = Verdict("gagal", "urai")  # a body that nobody took apart is no good answer
    other = "" if released or parsed is None else identity_change(state, parsed, ids, known) or _still(state)
    trip = breaker or (f"isi umpannya lain dari biasanya ({other})" if other else "")
    if verdict.trips:
        trip = trip or "halaman situsnya berciri diretas"
    kept = "" if released else state.pemutus
    state = _with(state, pemutus=kept or trip, kebijakan_id=worse(state.kebijakan_id, policy))
    if verdict.kind == "tunda":
        return _with(
            state, gangguan=_fault(state.gangguan, "dibatasi", verdict.detail, now, most=TROUBLE - 1)
        )
    if verdict.kind == "habis":
        # the second 410 in a row, a day later, counts as trouble at once: there will be no third
        confirmed = verdict.wait_seconds == 0
        fault = _fault(state.gangguan, "habis", verdict.detail, now, most=TROUBLE - 1)
        return _with(state, gangguan=fault.model_copy(update={"kali": TROUBLE}) if confirmed else fault)
    if verdict.kind == "gagal":
        return _with(state, gangguan=_fault(state.gangguan, verdict.code, verdict.detail, now))
    state = _with(state, pengalihan=_sighted(state.pengalihan, moved, now))
    if verdict.kind == "tetap" or parsed is None:
        return _unchanged(state, response, bare=bare, now=now)
    if changed:
        state = _with(state, terakhir_berubah=_stamp(now))
    if fault_code := _content_fault(parsed, other):
        return _doubted(state, fault_code, now)
    return _good(state, response, parsed, changed=changed, bare=bare, now=now)


def identity_change(state: KeadaanSumber, parsed: Parsed, ids: Sequence[str], known: Collection[str]) -> str:
    """What shows that this may be another feed than before, in a word or two, or nothing.

    Its site, its language, or more than 90 % of its entries are others; asked before merging, so that what is new can
    be held. A feed of fewer than five entries, or of a source with fewer, may well have new ones only.
    """
    site, language = _site(parsed.link), _language(parsed.language)
    if site and state.situs and site != state.situs:
        return "situs"
    if language and state.bahasa and language != state.bahasa:
        return "bahasa"
    new = sum(1 for id_ in ids if id_ not in known)
    if len(known) >= FEW and len(ids) >= FEW and new * 10 > len(ids) * 9:
        return "entri"
    return ""


def first_import(state: KeadaanSumber) -> bool:
    """Whether nothing of the source was read yet; true still after a first run that was stopped before its end."""
    return not state.terakhir_berubah


def count_outage(outcomes: Collection[Verdict]) -> bool:
    """Whether every source of a run failed by the network at once: then it is ours that failed, and none counts."""
    return len(outcomes) >= _ALTOGETHER and all(
        verdict.kind == "gagal" and verdict.code in _OUTAGE for verdict in outcomes
    )


def next_check(
    source: Source,
    state: KeadaanSumber,
    verdict: Verdict,
    response_headers: Mapping[str, str],
    ttl_minutes: int,
    now: datetime,
) -> datetime:
    """When to ask again; `state` is the one after the answer. Header names are in lower case."""
    if state.gone:
        return NEVER
    if verdict.kind == "tunda":
        wait = timedelta(seconds=verdict.wait_seconds) if verdict.wait_seconds else SHORTEST
        return now + min(max(wait, _SHORTEST_HOLD), LONGEST)
    if verdict.kind == "habis":
        return now + LONGEST
    if verdict.kind == "gagal":
        return now + _wait(state, verdict, now)
    minutes = max(source.interval_minutes, ttl_minutes, _max_age_s(response_headers) // 60)
    return now + timedelta(minutes=min(max(minutes, SHORTEST // _MINUTE), LONGEST // _MINUTE))


def _wait(state: KeadaanSumber, verdict: Verdict, now: datetime) -> timedelta:
    """How long a source that failed is left alone: 1, 6, then 24 hours, and weekly once it is given up."""
    if verdict.code == "dibatasi" and verdict.wait_seconds:
        return min(max(timedelta(seconds=verdict.wait_seconds), _SHORTEST_HOLD), LONGEST)
    fault = state.gangguan
    age = _since(fault.sejak, now) if fault else timedelta()
    if verdict.code == "diblokir":
        return LONGEST
    if age >= (_GONE_MISSING if verdict.code == "tidak-ada" else GIVEN_UP):
        return _WEEK
    return _STEPS[min(fault.kali if fault else 1, len(_STEPS)) - 1]


def _max_age_s(headers: Mapping[str, str]) -> int:
    """Seconds for which the answer is fresh (RFC 9111, 5.2.2.1)."""
    directives = headers.get("cache-control", "").lower()
    found = _MAX_AGE.search(directives)
    return int(found[1]) if found and not _UNCACHED.search(directives) else 0


# After a good answer --------------------------------------------------------------------------------------------


def _content_fault(parsed: Parsed, other: str) -> str:
    """The fault of a feed that was taken apart: cut off, empty or another one."""
    if not parsed.complete:
        return "terpotong"
    if not parsed.entries:
        return "kosong"
    return "identitas-berubah" if other else ""


def _still(state: KeadaanSumber) -> str:
    """Whether another feed waits for a person: by now its entries are known, but that is no reason to trust it."""
    fault = state.gangguan
    return "entri" if state.pemutus and fault and fault.kode == "identitas-berubah" else ""


def _doubted(state: KeadaanSumber, code: str, now: datetime) -> KeadaanSumber:
    """Without validators and digest: the next answer has to be the whole feed, and is taken apart whatever it is."""
    empty = min(state.kosong + 1, EMPTY) if code == "kosong" else state.kosong
    is_fault = code != "kosong" or empty >= EMPTY
    return _with(
        state,
        kosong=empty,
        gangguan=_fault(state.gangguan, code, "", now) if is_fault else None,
        etag="",
        last_modified="",
        sha256="",
        tanpa_validator_terakhir="",
    )


def _good(
    state: KeadaanSumber, response: Response, parsed: Parsed, *, changed: int, bare: bool, now: datetime
) -> KeadaanSumber:
    etag, last_modified = _validators(response)
    digest = hashlib.sha256(response.body).hexdigest()
    if not (changed or etag or last_modified) and state.sha256 and not (state.etag or state.last_modified):
        digest = state.sha256  # a feed that stamps its moment into every body has nothing else to say
    state = _with(
        state,
        gangguan=None,
        kosong=0,
        etag=etag,
        last_modified=last_modified,
        sha256=digest,
        terakhir_berubah=state.terakhir_berubah or _stamp(now),
        situs=_site(parsed.link) or state.situs,
        bahasa=_language(parsed.language) or state.bahasa,
    )
    return _asked(state, bare=bare, now=now)


def _unchanged(state: KeadaanSumber, response: Response, *, bare: bool, now: datetime) -> KeadaanSumber:
    """After a 304, or the bytes of before: those come with validators, which two servers of one site may tell apart."""
    state = _with(state, gangguan=None, kosong=0)
    if response.status == 304 or not bare:
        return state
    etag, last_modified = _validators(response)
    return _asked(_with(state, etag=etag, last_modified=last_modified), bare=bare, now=now)


def _asked(state: KeadaanSumber, *, bare: bool, now: datetime) -> KeadaanSumber:
    """When the whole feed was last asked for; of no interest where there is nothing else to ask with."""
    if not (state.etag or state.last_modified):
        return _with(state, tanpa_validator_terakhir="")
    return _with(state, tanpa_validator_terakhir=_stamp(now)) if bare else state


def _validators(response: Response) -> tuple[str, str]:
    """ETag and Last-Modified as received; one that is merely the moment of the answer tells nothing."""
    etag, last_modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    return etag, "" if last_modified == response.headers.get("date") else last_modified


def _sighted(before: Pengalihan | None, moved: str, now: datetime) -> Pengalihan | None:
    if not moved:
        return None
    if before is None or before.url != moved:
        return Pengalihan(url=moved, sejak=_stamp(now), kali=1)
    return Pengalihan(url=moved, sejak=before.sejak, kali=min(before.kali + 1, SIGHTINGS))


# After a fault --------------------------------------------------------------------------------------------------


def _fault(
    before: Gangguan | None, code: str, detail: str, now: datetime, *, most: int = MOST_COUNTED
) -> Gangguan:
    """The fault with those before it in a row, whatever they were."""
    if before is None or (before.kode != code and {before.kode, code} & _ALONE):
        return Gangguan(kode=code, sejak=_stamp(now), kali=1, rincian=detail)
    if before.kode == code == "identitas-berubah":
        return before  # it changed once
    times = max(min(before.kali + 1, most), before.kali)
    return Gangguan(kode=code, sejak=before.sejak, kali=times, rincian=detail)


# Small things ---------------------------------------------------------------------------------------------------


def _with(state: KeadaanSumber, **fields: Any) -> KeadaanSumber:
    return state.model_copy(update=fields)


def _site(url: str) -> str:
    """The host of an address without www, or nothing."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _language(tag: str) -> str:
    """The language of a tag (`id` of `id-ID`), or nothing; Indonesian has an old code, which Java still writes."""
    language = re.split("[-_]", tag.strip().lower())[0]
    if not _LANGUAGE.fullmatch(language):
        return ""
    return {"in": "id", "ind": "id"}.get(language, language)


def _stamp(now: datetime) -> str:
    """In the portal's zone, since pages take its first ten characters for the day."""
    return now.astimezone(WIB).isoformat(timespec="seconds")


def _since(moment: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(moment)
