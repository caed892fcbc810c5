"""Random histories of a feed against the archive: nothing lost, nothing doubled, whenever the process is killed.

`ULTRA_RIWAYAT=1000` runs that many histories instead of 300; `ULTRA_BENIH` gives the first seed.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.feeds import archive, judge
from generator.feeds.archive import Archive
from generator.feeds.decide import decide, first_import, identity_change
from generator.feeds.merge import changed_since, known_until, merge, recognise
from generator.feeds.plan import plan
from generator.feeds.values import Draft, Judgement, Parsed, Raw, Reason, Response, Source, Verdict
from generator.records.umpan import Asal, Keadaan, KeadaanSumber
from generator.wording import WIB

HISTORIES = int(os.environ.get("ULTRA_RIWAYAT", "300"))
FIRST_SEED = int(os.environ.get("ULTRA_BENIH", "0"))
SHARES = 4  # tests that the histories are dealt out to
STEPS = 7  # answers in a history
SOURCE = Source("alfa", "https://alfa.example/feed/")
START = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
FINE = Judgement("terbit")
SPAM = Judgement("karantina", (Reason("judi", 4, "menjajakan judi"),))
DISK = ("open", "write", "fsync", "replace", "mkdir", "unlink")


# A run, as `ultra fetch` makes it of its stages


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers: a verdict where there is no feed, else its entries as drafts with their judgements."""

    verdict: Verdict
    entries: tuple[tuple[Draft, Judgement], ...] = ()
    complete: bool = True
    etag: str = ""
    link: str = "https://alfa.example/"

    @property
    def body(self) -> bytes:
        return repr((self.entries, self.complete, self.link)).encode()

    @property
    def parsed(self) -> Parsed:
        raw = Raw("", "", "", "", (), "", "", "", "")
        return Parsed("Alfa", self.link, "id", (raw,) * len(self.entries), "feedparser", self.complete)

    @property
    def is_good(self) -> bool:
        return self.verdict.kind == "umpan" and bool(self.entries) and self.complete


def run(root: Path, answer: Answer, now: datetime, source: Source = SOURCE) -> int:
    """One source from the archive to the archive; how many files were written."""
    before = archive.read(root, source.satker)
    state = before.state.sumber.get(source.url, KeadaanSumber())
    states = {source.satker: before.state}
    (job,) = plan([source], states, {}, now=now, at_once=True, held=lambda _: True)
    response = Response(
        source.url, 200, {"etag": answer.etag} if answer.etag else {}, answer.body if answer.is_good else b""
    )
    digest = hashlib.sha256(response.body).hexdigest()
    verdict = answer.verdict
    if answer.is_good and (digest == state.sha256 or (job.etag and job.etag == answer.etag)):
        verdict, response = Verdict("tetap"), replace(response, status=304 if job.etag else 200)
    parsed = answer.parsed if verdict.kind == "umpan" else None
    pairs = answer.entries if parsed else ()

    known = known_until(before.entries, source, state.terakhir_berubah)
    ids = recognise(before.entries, [draft for draft, _ in pairs], source=source)
    breaker = judge.breaker([one for (_, one), id_ in zip(pairs, ids, strict=True) if id_ not in known])
    other = identity_change(state, parsed, ids, known) if parsed else ""
    entries = merge(
        before.entries,
        pairs,
        source=source,
        origin=Asal(
            umpan=source.url,
            alamat_akhir=response.url,
            waktu=now.isoformat(),
            sha256=digest,
            pengurai="feedparser",
        ),
        now=now,
        first=first_import(state),
        tripped=bool(state.pemutus or breaker or other),
    )
    after = decide(
        state,
        verdict,
        response=response,
        parsed=parsed,
        ids=ids,
        known=known,
        changed=changed_since(
            {**before.entries, **{e.id: e for e in entries}}, source, state.terakhir_berubah
        ),
        now=now,
        breaker=breaker,
        policy="guid",
        bare=not job.etag,
        moved="",
    )
    states_after = Keadaan(sumber={**before.state.sumber, source.url: after})
    return archive.write(root, source.satker, entries, states_after, before)


# A site, and what it has ever said


@dataclass(slots=True)
class Item:
    number: int
    guid: str
    link: str
    date: datetime
    edits: int = 0
    spam: bool = False
    shown_link: str = ""

    @property
    def title(self) -> str:
        return f"Kabar {self.number}" + (f" (ralat {self.edits})" if self.edits else "")

    def draft(self, guid: str) -> Draft:
        return Draft(
            key=guid or self.link,
            aliases=(self.link,) if guid else (),
            link=self.link,
            title=self.title,
            author="",
            categories=(),
            html=f"<p>{self.title}, versi {self.edits}.</p>",
            text=f"{self.title}, versi {self.edits}.",
            date=self.date.isoformat(),
            date_confidence="lengkap",
            date_text=self.date.isoformat(),
            raw_html="",
        )


class Site:
    """A feed that grows, forgets, reorders, edits, breaks off and is hacked, all by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.items: list[Item] = []
        self.window = chance.choice((3, 8, 12))
        self.has_guids = chance.random() < 0.8
        self.has_etags = chance.random() < 0.5
        self.makes_up_guids = False
        self.link = "https://alfa.example/"
        for _ in range(chance.randint(0, 8)):
            self.publish(START - timedelta(days=chance.randint(1, 60)))

    def publish(self, date: datetime, *, spam: bool = False) -> None:
        number = len(self.items)
        link = f"https://alfa.example/{number}/"
        self.items.append(Item(number, f"urn:{number}" if self.has_guids else "", link, date, spam=spam))

    def edit(self, now: datetime) -> None:
        if not self.items:
            return
        item = self.chance.choice(self.items[-self.window :])
        item.edits += 1
        kind = self.chance.random()
        if kind < 0.3:
            item.date = now  # as of sites that date an entry by its last edit
        elif kind < 0.5 and self.has_guids and not self.makes_up_guids:
            item.link = f"https://alfa.example/{item.number}/{item.edits}/"
        elif kind < 0.6:
            item.spam = not item.spam

    def live(self, now: datetime) -> None:
        """Something happens at the site, or nothing."""
        happening = self.chance.random()
        if happening < 0.35:
            for _ in range(self.chance.randint(1, 4)):
                self.publish(now - timedelta(minutes=self.chance.randint(0, 500)))
        elif happening < 0.6:
            self.edit(now)
        elif happening < 0.68:
            for _ in range(self.chance.randint(1, 9)):
                self.publish(now, spam=True)
        elif happening < 0.75:
            # what loses all its names at once is another entry, to anyone
            self.makes_up_guids = self.has_guids and all(i.shown_link in ("", i.link) for i in self.items)
        elif happening < 0.8:
            self.chance.shuffle(self.items)  # other entries are in the window now
        elif happening < 0.83:
            self.link = "https://lain.example/"

    def answer(self) -> Answer:
        kind = self.chance.random()
        if kind < 0.1:
            code = self.chance.choice(("dns", "lama", "server", "html", "tidak-ada", "internal"))
            return Answer(Verdict("gagal", code))
        if kind < 0.13:
            return Answer(Verdict("gagal", "deface", trips=True))
        if kind < 0.17:
            return Answer(Verdict("tunda", "dibatasi", wait_seconds=3600))
        if kind < 0.22:
            return Answer(Verdict("umpan"), link=self.link)
        shown = self.items[-self.window :]
        if self.chance.random() < 0.3:
            self.chance.shuffle(shown)
        cut = self.chance.random() < 0.15
        if cut:
            shown = shown[: self.chance.randint(0, len(shown))]
        for item in shown:
            item.shown_link = item.link
        entries = tuple((item.draft(self._guid(item)), SPAM if item.spam else FINE) for item in shown)
        etag = hashlib.sha256(repr(entries).encode()).hexdigest()[:8] if self.has_etags and not cut else ""
        return Answer(Verdict("umpan"), entries, complete=not cut, etag=etag, link=self.link)

    def _guid(self, item: Item) -> str:
        return f"urn:{self.chance.random()}" if self.makes_up_guids else item.guid


@dataclass(slots=True)
class Told:
    """Everything that a feed has said so far, by the number of the entry, and how the archive held it first."""

    said: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    first: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)

    def hear(self, answer: Answer) -> None:
        for draft, _ in answer.entries:
            self.said.setdefault(number(draft.title), set()).add((draft.title, draft.html))

    def check(self, found: Archive) -> None:
        """Every entry is there, once, with all that it said, where it was, and held if it ever was."""
        assert sorted(number(entry.judul) for entry in found.entries.values()) == sorted(self.said)
        for id_, entry in found.entries.items():
            one = number(entry.judul)
            versions = {(version.judul, version.isi) for version in entry.versi}
            assert versions | {(entry.judul, entry.isi)} == self.said[one]
            standing = (id_, found.places[id_], entry.pertama_dilihat)
            assert self.first.setdefault(one, standing) == standing
            assert entry.keadaan == "karantina" or one not in self.held
            if entry.keadaan == "karantina":
                self.held.add(one)


def number(title: str) -> int:
    return int(title.split()[1])


# Killing it


class KilledError(BaseException):
    """The process ends here: nothing that catches errors may catch this."""


@contextmanager
def disk(kill_at: int = 0, *, half: bool = False) -> Iterator[list[str]]:
    """A disk that is fast, and ends the process at a step: before it, or for a write when half of it is done."""
    steps: list[str] = []
    flags = os.O_WRONLY | os.O_CREAT

    def stopping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & flags:
                return real(*arguments, **options)
            steps.append(name)
            if len(steps) == kill_at:
                if name == "write" and half:
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise KilledError
            return None if name == "fsync" else real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in DISK:
            patch.setattr(os, name, stopping(name, getattr(os, name)))
        yield steps


def tree(root: Path) -> dict[str, bytes]:
    """Every file by its path."""
    found: dict[str, bytes] = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = f"{folder}/{name}"
            with open(path, "rb", buffering=0) as file:
                found[path[len(str(root)) :]] = file.read()
    return found


def is_killed(root: Path, answer: Answer, now: datetime, chance: random.Random) -> bool:
    try:
        with disk(chance.randint(1, 6 + 5 * len(answer.entries)), half=chance.random() < 0.5):
            run(root, answer, now)
    except KilledError:
        return True
    return False


def live_through(seed: int, root: Path, twin: Path) -> int:
    """A history; `twin` has the same feed and is never killed. How often `root` was."""
    chance = random.Random(seed)
    site, told, now, kills, found = Site(chance), Told(), START, 0, Archive()
    for _ in range(STEPS):
        now += timedelta(hours=chance.choice((1, 3, 24, 24 * 9)))
        site.live(now)
        answer = site.answer()
        with disk():
            run(twin, answer, now)
        expected = tree(twin)
        while chance.random() < 0.6 and tree(root) != expected:
            kills += is_killed(root, answer, now, chance)
            between = archive.read(root, "alfa")  # readable, and nothing of before is gone
            for id_, entry in found.entries.items():
                assert between.entries[id_].versi[: len(entry.versi)] == entry.versi
        if tree(root) != expected:
            with disk():
                run(root, answer, now)
        assert tree(root) == expected

        told.hear(answer)
        found = archive.read(root, "alfa")
        told.check(found)
        if answer.is_good:
            with disk():
                assert run(root, answer, now + timedelta(hours=1)) == 0
            assert tree(root) == expected
    return kills


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that costs no time, where the system has one."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_happens_nothing_is_lost_and_nothing_doubled(in_memory: Path, share: int) -> None:
    kills = 0
    seeds = range(FIRST_SEED + share, FIRST_SEED + HISTORIES, SHARES)
    for seed in seeds:
        root, twin = in_memory / f"{seed}", in_memory / f"{seed}-twin"
        try:
            kills += live_through(seed, root, twin)
        except Exception as error:
            error.add_note(f"ULTRA_BENIH={seed} ULTRA_RIWAYAT=1")
            raise
        shutil.rmtree(root, ignore_errors=True)
        shutil.rmtree(twin, ignore_errors=True)

    assert kills > len(seeds) // 2


def test_a_run_killed_at_every_step_is_made_good_by_the_next(tmp_path: Path) -> None:
    site = Site(random.Random(1))
    site.items.clear()
    for days in range(3):
        site.publish(START - timedelta(days=400 * days))
    answer = news(site, range(3))
    with disk() as steps:
        run(tmp_path / "whole", answer, START)
    for step in range(1, len(steps) + 1):
        for half in (False, True):
            root = tmp_path / f"{step}{half}"
            with pytest.raises(KilledError), disk(step, half=half):
                run(root, answer, START)

            run(root, answer, START)

            assert tree(root) == tree(tmp_path / "whole"), (step, steps[step - 1])
    assert len(steps) > 20


# Two clones


def git(root: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "x@x.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env=os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def news(site: Site, numbers: Sequence[int]) -> Answer:
    entries = tuple((item.draft(f"urn:{item.number}"), FINE) for item in site.items if item.number in numbers)
    return Answer(Verdict("umpan"), entries, etag=f'"{numbers}"')


def cloned(folder: Path, *, sources: Sequence[Source]) -> tuple[Site, Path, Path]:
    """A site of 30 entries, of which the first five are archived from each source, and two clones of that archive."""
    site = Site(random.Random(2))
    site.items.clear()
    for number_ in range(30):
        site.publish(START - timedelta(hours=30 - number_))
    ours, theirs = folder / "ours", folder / "theirs"
    ours.mkdir()
    git(ours, "init", "-q", "-b", "utama")
    for source in sources:
        run(ours, news(site, range(5)), START, source)
    git(ours, "add", "-A")
    git(ours, "commit", "-q", "-m", "awal")
    git(folder, "clone", "-q", "ours", "theirs")
    return site, ours, theirs


def commit_and_merge(ours: Path, theirs: Path, *options: str) -> None:
    for root in (ours, theirs):
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "umpan")
    git(ours, "pull", "-q", "--no-rebase", "--no-edit", *options, str(theirs), "utama")
    assert git(ours, "status", "--porcelain") == ""


def test_two_clones_that_fetched_other_sources_merge_by_themselves(tmp_path: Path) -> None:
    sources = [
        SOURCE,
        Source("alfa", "https://alfa.example/agenda/"),
        Source("beta", "https://beta.example/"),
    ]
    site, ours, theirs = cloned(tmp_path, sources=sources)
    run(ours, news(site, range(10)), START + timedelta(hours=3), sources[0])
    for source in sources[1:]:
        run(theirs, news(site, range(2, 12)), START + timedelta(hours=4), source)

    commit_and_merge(ours, theirs)

    assert [len(archive.read(ours, satker).entries) for satker in ("alfa", "beta")] == [10 + 12, 12]
    assert run(ours, news(site, range(10)), START + timedelta(hours=5), sources[0]) == 0


def test_two_clones_that_found_other_news_of_one_source_have_a_conflict_in_its_state_alone(
    tmp_path: Path,
) -> None:
    site, ours, theirs = cloned(tmp_path, sources=[SOURCE])
    run(ours, news(site, range(10)), START + timedelta(hours=3))
    run(theirs, news(site, range(10, 20)), START + timedelta(hours=4))
    for root in (ours, theirs):
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "umpan")
    git(ours, "fetch", "-q", str(theirs), "utama")

    with pytest.raises(AssertionError, match=r"CONFLICT \(content\).*keadaan\.json"):
        git(ours, "merge", "-q", "FETCH_HEAD")
    assert git(ours, "diff", "--name-only", "--diff-filter=U").split() == ["satker/alfa/umpan/keadaan.json"]


def test_two_clones_that_fetched_the_same_source_apart_merge_when_told_whose_side_to_take(
    tmp_path: Path,
) -> None:
    site, ours, theirs = cloned(tmp_path, sources=[SOURCE])
    site.items[1].edits += 1
    run(ours, news(site, range(1, 10)), START + timedelta(hours=3))
    site.items[7].edits += 1
    run(theirs, news(site, range(5, 15)), START + timedelta(hours=4))

    commit_and_merge(ours, theirs, "-X", "ours")

    titles = sorted(number(entry.judul) for entry in archive.read(ours, "alfa").entries.values())
    assert titles == list(range(15))
    run(
        ours, news(site, range(5, 15)), START + timedelta(hours=5)
    )  # what was edited meanwhile is an edit still
    assert run(ours, news(site, range(5, 15)), START + timedelta(hours=6)) == 0
    edited = {entry.judul for entry in archive.read(ours, "alfa").entries.values() if entry.versi}
    assert edited == {"Kabar 1 (ralat 1)", "Kabar 7 (ralat 1)"}
