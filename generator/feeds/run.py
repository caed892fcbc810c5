"""One run of the aggregator: asks every source that is due, and keeps what came back.

Fetching and taking apart run beside each other, six hosts at once; merging, deciding and writing follow one satker
after another. Whatever one source throws, a bug of ours included, becomes its fault `internal`; only an archive that
cannot be read or written stops the run.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from generator.errors import UltraError
from generator.feeds import archive, classify, decide, discover, merge, normalise
from generator.feeds import fetch as network
from generator.feeds import plan as planning
from generator.feeds.archive import Archive, Check
from generator.feeds.decode import decoded
from generator.feeds.judge import breaker, burst, held_by_release, judge, with_reason
from generator.feeds.mask import with_clean_names, with_personal_data
from generator.feeds.parse import parse_safely
from generator.feeds.values import Draft, Job, Judgement, Parsed, Reason, Response, Source, Verdict
from generator.portal import Satuan
from generator.problems import found, suggestion
from generator.records.umpan import GANGGUAN, Asal, Entri, Keadaan, KeadaanSumber
from generator.wording import WIB

DEMO_LIMITS = network.Limits(
    connect_s=2, read_s=2, total_s=5, pause=(0, 0)
)  # on the loopback nothing is slow
Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """No progress: what everything but a terminal gets."""


class UnknownSatkerError(UltraError):
    """A satker that the portal does not have was named; the text is Indonesian."""


class NoSiteError(UltraError):
    """A satker without a site cannot be searched for feeds; the text is Indonesian."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told: where to read and keep, whom to ask, and how patiently. `apart_s` lies between two requests
    to one host.
    """

    root: Path
    cache: Path
    user_agent: str
    named: tuple[str, ...] = ()
    at_once: bool = False
    dry: bool = False
    allow: frozenset[tuple[str, int]] = frozenset()
    limits: network.Limits = field(default_factory=network.Limits)
    apart_s: float = planning.PAUSE_S
    zone: tzinfo = WIB


@dataclass(frozen=True, slots=True)
class Line:
    """What a run did to one source. `answer` is in words; `detail` says more where something is wrong."""

    satker: str
    url: str
    answer: str
    detail: str
    new: int
    changed: int
    held: int
    next_check: datetime | None
    fault: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """A source's answer taken apart, before anything is merged."""

    job: Job
    response: Response
    verdict: Verdict
    parsed: Parsed | None
    sha256: str
    elsewhere: tuple[str, ...] = ()  # where the site says its feed is, when it is not where it was


def run(
    settings: Settings,
    sources: Sequence[Source],
    *,
    now: datetime,
    released: Mapping[str, Mapping[str, str]],
    progress: Progress = silent,
) -> tuple[Line, ...]:
    """Asks the sources that are due. `released` are, by satker, the `releases` of its decisions.

    Raises ArchiveError where the archive cannot be read or written.
    """
    kept = {
        satker: archive.read(settings.root, satker) for satker in dict.fromkeys(s.satker for s in sources)
    }
    checks = archive.checks(settings.cache)
    jobs = planning.plan(
        sources,
        {name: before.state for name, before in kept.items()},
        checks,
        now=now,
        named=settings.named,
        at_once=settings.at_once,
        held=lambda source: archive.held_body(settings.cache, source, _state(kept, source).sha256),
    )
    answers = _answers(settings, jobs, kept, now=now, progress=progress)
    outage = decide.count_outage([answer.verdict for answer in answers])
    lines: list[Line] = []
    for satker, before in kept.items():
        own = [answer for answer in answers if answer.job.source.satker == satker]
        if own:
            lines += _settle(
                settings,
                before,
                own,
                checks,
                now=now,
                released=released.get(satker, {}),
                outage=outage,
            )
    if not settings.dry:
        archive.write_checks(settings.cache, checks)
    return tuple(lines)


def sources_of(members: Iterable[Satuan], named: Collection[str]) -> tuple[Source, ...]:
    """The feeds of all satker. Raises UnknownSatkerError for a name that is none."""
    units = {unit.slug: unit for unit in members}
    _known(units, named)
    return tuple(
        Source(slug, feed.url, feed.interval_menit, feed.terbit, feed.host_lain)
        for slug, unit in units.items()
        for feed in unit.data.umpan
    )


def discovered(
    settings: Settings, members: Iterable[Satuan], satker: str, *, now: datetime
) -> discover.Found:
    """What feeds the site of a satker has. Raises UnknownSatkerError for a name that is none, NoSiteError."""
    units = {unit.slug: unit for unit in members}
    _known(units, [satker])
    site = units[satker].data.situs
    if not site:
        raise NoSiteError(f"satker/{satker}/satker.yml belum mengisi situs, jadi tidak ada yang dapat dibaca")
    return discover.discover(site, ask=_asker(settings), zone=settings.zone, now=now)


def _known(units: Mapping[str, Satuan], named: Iterable[str]) -> None:
    if unknown := [name for name in named if name not in units]:
        raise UnknownSatkerError(
            f"tidak ada satker {', '.join(map(found, unknown))}{suggestion(unknown[0], units)}"
        )


def user_agent(name: str, site_url: str) -> str:
    """How the portal presents itself: its name and its address, never as a browser. ASCII, as headers want."""
    plain = name.encode("ascii", "ignore").decode() or "ULTRA"
    return f"{plain.replace(' ', '-')}/1 (+{site_url})" if site_url else f"{plain.replace(' ', '-')}/1"


# Asking -------------------------------------------------------------------------------------------------------


def _answers(
    settings: Settings,
    jobs: Sequence[Job],
    kept: Mapping[str, Archive],
    *,
    now: datetime,
    progress: Progress,
) -> list[_Answer]:
    done = 0
    answers: list[_Answer] = []

    def batch(share: Sequence[Job]) -> list[_Answer]:
        nonlocal done
        made = []
        for number, job in enumerate(share):
            if number:
                time.sleep(settings.apart_s)
            made.append(_answer(settings, job, _state(kept, job.source), now=now))
            done += 1
            progress(done, len(jobs))
        return made

    with ThreadPoolExecutor(planning.HOSTS_AT_ONCE) as pool:
        for made in pool.map(batch, planning.batches(jobs)):
            answers += made
    return answers


def _state(kept: Mapping[str, Archive], source: Source) -> KeadaanSumber:
    return kept[source.satker].state.sumber.get(source.url, KeadaanSumber())


def _answer(settings: Settings, job: Job, state: KeadaanSumber, *, now: datetime) -> _Answer:
    response = Response(job.url)
    try:
        response = network.fetch(
            job, user_agent=settings.user_agent, allow=settings.allow, limits=settings.limits
        )
        sha256 = hashlib.sha256(response.body).hexdigest() if response.body else ""
        fault = state.gangguan
        verdict = classify.classify(
            job,
            response,
            known_sha256=state.sha256,
            fault_age_days=(now - datetime.fromisoformat(fault.sejak)).total_seconds() / 86400
            if fault
            else 0,
            times=fault.kali if fault else 0,
            standing=fault.kode if fault else None,
            now=now,
        )
        parsed = None
        if verdict.kind == "umpan":
            body = decoded(response.body, response.headers.get("content-type", ""))
            taken = parse_safely(body)
            if isinstance(taken, Verdict):
                verdict = taken
            else:
                parsed = taken
        if not settings.dry and response.body:
            archive.keep_body(
                settings.cache,
                job.source,
                response.body,
                response.headers,
                parsed is not None and parsed.complete,
            )
        elsewhere = _elsewhere(settings, job) if verdict.code == "tidak-ada" else ()
        return _Answer(job, response, verdict, parsed, sha256, elsewhere)
    except archive.ArchiveError:
        raise
    except Exception as error:
        return _Answer(job, response, Verdict("gagal", "internal", type(error).__name__), None, "")


def _elsewhere(settings: Settings, job: Job) -> tuple[str, ...]:
    """The feeds that the home page of a vanished feed's site names now."""
    time.sleep(settings.apart_s)
    page = _asker(settings)(urljoin(job.url, "/"))
    return () if page.fault or page.status != 200 else discover.candidates(page.body, page.url)


def _asker(settings: Settings) -> discover.Ask:
    """Fetches addresses of one host, a pause before every one but the first."""
    asked = 0

    def ask(url: str) -> Response:
        nonlocal asked
        if asked:
            time.sleep(settings.apart_s)
        asked += 1
        return network.fetch(
            Job(Source("", url), url),
            user_agent=settings.user_agent,
            allow=settings.allow,
            limits=settings.limits,
        )

    return ask


# Keeping ------------------------------------------------------------------------------------------------------


def _settle(
    settings: Settings,
    before: Archive,
    answers: Iterable[_Answer],
    checks: dict[str, Check],
    *,
    now: datetime,
    released: Mapping[str, str],
    outage: bool,
) -> list[Line]:
    """Merges and decides what one satker's sources have answered, and writes it."""
    entries = dict(before.entries)
    states = dict(before.state.sumber)
    lines = []
    satker = ""
    for answer in answers:
        source = answer.job.source
        satker = source.satker
        old = states.get(source.url, KeadaanSumber())
        day = released.get(source.url, "")
        lifted = bool(old.pemutus) and old.lifted_by(day)
        changed, state, verdict = _kept(settings, entries, old, answer, now=now, released=lifted)
        if lifted:
            state = state.model_copy(update={"dilepas": day})
        if state.pemutus != old.pemutus:
            since = now.astimezone(settings.zone).isoformat(timespec="seconds") if state.pemutus else ""
            state = state.model_copy(update={"pemutus_sejak": since})
        if outage:
            state = old
        new = sum(entry.id not in entries for entry in changed)
        entries |= {entry.id: entry for entry in changed}
        states[source.url] = state
        ttl = answer.parsed.ttl_minutes if answer.parsed else 0
        due = decide.next_check(source, state, verdict, answer.response.headers, ttl, now)
        well = verdict.kind in ("umpan", "tetap")
        last_ok = now if well else (checks[source.url].last_ok if source.url in checks else None)
        checks[source.url] = Check(last_check=now, last_ok=last_ok, next_check=due)
        moved = state.moved_to(now.astimezone(settings.zone).date())
        elsewhere = (*answer.elsewhere, *([moved] if moved else ()))
        lines.append(_line(source, verdict, changed, new, due, elsewhere))
    if not settings.dry:
        state_now = Keadaan(sumber={url: state for url, state in states.items() if state != KeadaanSumber()})
        archive.write(settings.root, satker, entries.values(), state_now, before)
    return lines


def _kept(
    settings: Settings,
    entries: Mapping[str, Entri],
    state: KeadaanSumber,
    answer: _Answer,
    *,
    now: datetime,
    released: bool,
) -> tuple[tuple[Entri, ...], KeadaanSumber, Verdict]:
    """What a source's answer changes; where we fail at it, that is the source's fault and changes no entry."""
    try:
        return *_merged(settings, entries, state, answer, now=now, released=released), answer.verdict
    except Exception as error:
        verdict = Verdict("gagal", "internal", type(error).__name__)
        failed = _Answer(answer.job, answer.response, verdict, None, "")
        return *_merged(settings, entries, state, failed, now=now, released=released), verdict


def _merged(
    settings: Settings,
    entries: Mapping[str, Entri],
    state: KeadaanSumber,
    answer: _Answer,
    *,
    now: datetime,
    released: bool,
) -> tuple[tuple[Entri, ...], KeadaanSumber]:
    """The entries that are new or changed, and the state after the answer."""
    source, parsed = answer.job.source, answer.parsed
    known = merge.known_until(entries, source, state.terakhir_berubah)
    ids: Sequence[str] = ()
    changed: tuple[Entri, ...] = ()
    drafts: tuple[Draft, ...] = ()
    trip = ""
    policy = state.kebijakan_id
    if parsed is not None:
        made = normalise.drafts(
            parsed, feed_url=answer.response.url or source.url, zone=settings.zone, now=now, policy=policy
        )
        drafts = tuple(map(with_clean_names, made))
        if len(drafts) >= decide.FEW:
            policy = normalise.policy_of(parsed.entries)  # decide keeps the worse one
        ids = merge.recognise(entries, drafts, source=source, further=_other_names)
        first = decide.first_import(state)
        language = (parsed.language or state.bahasa or "id")[:2].lower()
        judged, trip = _judged(source, drafts, ids, known, language=language, first=first)
        other = "" if released else decide.identity_change(state, parsed, [id_ for id_ in ids if id_], known)
        changed = merge.merge(
            entries,
            judged,
            source=source,
            origin=Asal(
                umpan=source.url,
                alamat_akhir=answer.response.url or source.url,
                waktu=now.isoformat(timespec="seconds"),
                sha256=answer.sha256,
                pengurai=parsed.path,
            ),
            now=now,
            first=first,
            further=_other_names,
            tripped=bool((state.pemutus and not released) or trip or other),
        )
    after = dict(entries) | {entry.id: entry for entry in changed}
    decided = decide.decide(
        state,
        answer.verdict,
        response=answer.response,
        parsed=parsed,
        ids=[id_ for id_ in ids if id_],
        known=known,
        changed=merge.changed_since(after, source, state.terakhir_berubah),
        now=now,
        breaker=trip,
        policy=policy,
        bare=not (answer.job.etag or answer.job.last_modified),
        moved=classify.permanent_redirect(source, answer.response),
        released=released,
    )
    return changed, decided


def _other_names(entry: Entri) -> set[str]:
    """By which an entry is known again under a policy to which its source has degraded since."""
    return {
        normalise.content_key(entry.judul, entry.teks_tanggal, entry.tautan),
        normalise.normal(entry.tautan),
    }


def _judged(
    source: Source,
    drafts: Sequence[Draft],
    ids: Sequence[str],
    known: Collection[str],
    *,
    language: str,
    first: bool,
) -> tuple[list[tuple[Draft, Judgement]], str]:
    """Every entry with its judgement, personal data masked; and why the breaker trips, or nothing."""
    host = urlsplit(source.url).hostname or ""
    masked = [with_personal_data(draft) for draft in drafts]
    judgements = [
        judge(draft, source_host=host, language=language, own_hosts=source.other_hosts) for draft in masked
    ]
    fresh = [judgement for judgement, id_ in zip(judgements, ids, strict=True) if id_ not in known]
    if not first and burst(len(fresh), max(1.0, len(known) / 50)):
        many = Reason("banyak-sekaligus", 2, "jauh lebih banyak entri baru daripada biasanya")
        judgements = [
            with_reason(judgement, many) if id_ not in known else judgement
            for judgement, id_ in zip(judgements, ids, strict=True)
        ]
    trip = breaker(fresh)
    return [
        (draft, held_by_release(judgement, source.release))
        for draft, judgement in zip(masked, judgements, strict=True)
    ], trip


def _line(
    source: Source,
    verdict: Verdict,
    changed: Sequence[Entri],
    new: int,
    due: datetime | None,
    elsewhere: Sequence[str],
) -> Line:
    words = {
        "umpan": "dibaca",
        "tetap": "tidak berubah",
        "tunda": "diminta menunggu",
        "habis": "dinyatakan dihapus",
    }
    fault = GANGGUAN.get(verdict.code, ("", ""))[0] if verdict.kind not in ("umpan", "tetap") else ""
    hint = f"kini situsnya menunjuk ke {', '.join(elsewhere)}" if elsewhere else ""
    why = " ".join(part for part in (fault, f"({verdict.detail})" if verdict.detail else "") if part)
    return Line(
        satker=source.satker,
        url=source.url,
        answer=words.get(verdict.kind, "gagal"),
        detail="; ".join(filter(None, (why, hint))),
        new=new,
        changed=len(changed) - new,
        held=sum(entry.keadaan != "terbit" for entry in changed),
        next_check=due,
        fault=verdict.kind == "gagal",
    )
