"""The whole build, in the order in which it happens: `build` is the table of contents of this generator.

Read, check, link, render, publish; gather everything, then write. What did not change is known from the last build
by its card and its page's key, so a full and an incremental build are the same steps over more or less.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator import config as configuration
from generator.cache import Known, Memory, digest, digest_of_folder, lock, read_memory
from generator.config import HOUSE, Config
from generator.crew import FORKS, Aside
from generator.documents import Documents, documents, examined, places_in_pictures
from generator.errors import ConfigError, NothingPublishedError
from generator.frame import LIVE, Shell
from generator.problems import Problem, found, suggestion
from generator.stages import publish, read
from generator.stages.publish import Staging
from generator.views.parts import PARTS
from generator.work import Progress, Work, silent

Shells = Mapping[str, Shell]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `reason` says why it was a full one, and is empty otherwise."""

    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    records: int
    pages: int
    written: int
    removed: int
    reason: str
    seconds: float


def build(
    config: Config,
    *,
    shells: Callable[[Config], Shells],
    now: datetime,
    jobs: int = 0,
    full: bool = False,
    strict: bool = False,
    allow_loss: bool = False,
    replace: bool = False,
    searchable: bool = True,
    progress: Progress = silent,
) -> Outcome:
    """Builds the portal. Raises NothingPublishedError where the old site had better stay.

    `replace` lets it take the place of a folder that no build of ours has made; `searchable` says whether the search
    index is made.
    """
    started = time.perf_counter()
    gc.disable()  # a build makes millions of small values and no rings of them
    if not replace:
        _refuse_foreign(config)
    with lock(config.cache):
        publish.recover(config.site_dir)
        memory, reason = _remembered(config, full=full)
        seen_ns = time.time_ns()

        tree = read.tree(config.root)
        work = Work(
            config,
            memory,
            now=now,
            shells=lambda: shells(config),
            jobs=jobs or os.cpu_count() or 1,
            searchable=searchable,
            progress=progress,
        )
        staging = Staging(config.site_dir, full=not memory.pages)
        staging.open()  # before any worker is there, which writes as soon as it knows the cards
        work.problems += [*tree.problems, *_live_part_faults(config)]
        # MkDocs' pages are needed only when pages are listed: where there is much to read, they are made meanwhile.
        beside = None if memory.pages or jobs == 1 or not FORKS else Aside(lambda: shells(config))
        try:
            if not work.read_acuan(tree):
                raise _nothing("acuan bermasalah", work.problems)
            files = documents(config, tree, memory, exempt=work.acuan.bukan_pribadi, jobs=work.jobs)
            work.problems += files.problems
            checked = work.check(tree)
            if beside:
                beside.wait()  # assemble lets workers go on to the pages
            _guard(work, checked, allow_loss=allow_loss)
            work.assemble(checked, files)
            if strict and any(problem.is_error for problem in work.problems):
                raise _nothing("ada galat, dan build diminta ketat (--strict)", work.problems)
            work.list_pages()
            work.render(staging)
            copied = _copy(files, memory, staging)
            indexed = [name for name, mark in work.indexed.items() if memory.pages.get(name) != mark]
        finally:
            work.dismiss()
            if beside:
                beside.wait()  # it shares the lock, which would outlive this build

        after = _memory(config, memory.whole, seen_ns, checked, work, files)
        staging.write(publish.MARKER, after.token.encode())
        removed = sorted(set(memory.pages) - set(after.pages))
        staging.publish(
            written=[*(page.address for page in work.stale), *copied, *indexed, publish.MARKER],
            removed=removed,
            memory=(config.cache / "memory", after.packed()),
        )
    return Outcome(
        problems=tuple(sorted(set(work.problems))),
        left_out=tuple(sorted(work.left_out | work.linked_out | files.unpublished())),
        records=work.counted,
        pages=len(work.plan),
        written=len(work.stale) + len(copied) + len(indexed),
        removed=len(removed),
        reason=reason,
        seconds=time.perf_counter() - started,
    )


def check(config: Config, *, now: datetime, progress: Progress = silent) -> tuple[Problem, ...]:
    """Every problem of the portal, found anew: nothing is taken from the last build and nothing is published.

    Only a document of which the same bytes were scanned before is not opened again.
    """
    return tuple(sorted(set(assembled(config, now=now, progress=progress, scan=True).problems)))


def assembled(config: Config, *, now: datetime, progress: Progress = silent, scan: bool = False) -> Work:
    """The portal read, checked and linked, and every problem of it; for all that wants records and no pages.

    Without `scan` no document is opened, and each counts as one that is published.

    `cards` of the result holds every card, also those that are not shown; without sound reference data there is no
    `portal`.
    """
    gc.disable()
    tree = read.tree(config.root)
    work = Work(config, Memory(), now=now, shells=dict, jobs=1, progress=progress)
    work.problems += [*tree.problems, *_live_part_faults(config), *places_in_pictures(config, tree)]
    if work.read_acuan(tree):  # without reference data nothing else can be judged
        files = Documents()
        if scan:
            jobs = os.cpu_count() or 1
            examined(config, tree, work.memory, files, exempt=work.acuan.bukan_pribadi, jobs=jobs)
        work.problems += files.problems
        files.names = {(item.satker, item.name) for item in tree.attachments} - files.withheld
        work.assemble(work.check(tree), files)
    return work


def clock() -> datetime:
    """The present moment, or the one that SOURCE_DATE_EPOCH (seconds since 1970, UTC) names."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC)
        if epoch.isdecimal()
        else datetime.now(UTC).replace(microsecond=0)
    )


def configured(root: Path, *, site_dir: Path | None = None) -> Config:
    """The portal at `root`. Raises NotAPortalError or ConfigError."""
    root = configuration.at(root)
    data, problems = read.settings(root, "mkdocs.yml")
    if problems:
        raise ConfigError("\n".join(map(str, problems)))
    return configuration.config(root, data, site_dir=site_dir)


# What stops a build -------------------------------------------------------------------------------------------


def _refuse_foreign(config: Config) -> None:
    if not publish.is_ours(config.site_dir):
        raise ConfigError(
            f"{config.site_dir}: folder ini berisi berkas yang bukan buatan ultra; pilih --site-dir lain atau kosongkan"
        )


def _guard(work: Work, checked: Mapping[str, Known], *, allow_loss: bool) -> None:
    """Keeps the old site where more than half is broken, or fewer than half of the last build's records remain."""
    total, broken, before = work.counted, len(work.left_out), len(work.memory.records)
    if broken * 2 > total:
        raise _nothing(f"{broken} dari {total} rekaman bermasalah", work.problems)
    if len(checked) * 2 < before and not allow_loss:
        raise _nothing(
            f"rekaman tinggal {len(checked)} dari {before} pada build terakhir (bila memang demikian: --allow-loss)",
            work.problems,
        )


def _nothing(why: str, problems: list[Problem]) -> NothingPublishedError:
    lines = [str(problem) for problem in sorted(set(problems)) if problem.is_error]
    return NothingPublishedError(
        "\n".join([*lines, f"{why}; tidak ada yang diterbitkan, situs lama tetap ada"])
    )


def _live_part_faults(config: Config) -> Iterator[Problem]:
    """Names of live parts in content/ that no template knows."""
    for path in sorted((config.root / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for line, words in enumerate(text.splitlines(), 1):
            for match in LIVE.finditer(words):
                if match[1] not in PARTS:
                    name = path.relative_to(config.root).as_posix()
                    near = suggestion(match[1], PARTS) or f"; yang dikenal: {', '.join(PARTS)}"
                    message = f"tidak ada bagian {found(match[1])}{near}"
                    yield Problem(name, line, match.start() + 1, "galat", "TAUT-08", "", message)


# What is kept between builds ----------------------------------------------------------------------------------


def _remembered(config: Config, *, full: bool) -> tuple[Memory, str]:
    """What may be taken from the last build, else why nothing may be."""
    whole = digest(foundation(config), digest_of_folder(config.root / "satker" / "_acuan"))
    memory = read_memory(config.cache)
    if full:
        reason = "diminta"
    elif memory is None:
        reason = "belum ada build sebelumnya, atau ingatannya rusak"
    elif memory.whole != whole:
        reason = "generator, tema, acuan, atau mkdocs.yml berubah"
    elif memory.site != str(config.site_dir) or publish.token_of(config.site_dir) != memory.token:
        reason = "folder situs bukan hasil build terakhir"
    elif not all(os.path.exists(f"{config.site_dir}/{publish.file_of(address)}") for address in memory.pages):
        reason = "ada berkas yang hilang dari folder situs"
    else:
        return memory, ""
    return Memory(whole=whole), reason


def foundation(config: Config) -> bytes:
    """Stands for what makes the shells, and with them every page: generator, libraries, theme, settings, texts."""
    locked = HOUSE / "requirements" / "run.txt"
    return digest(
        digest_of_folder(Path(__file__).parent, ".py"),
        locked.read_bytes() if locked.exists() else b"",
        digest_of_folder(config.theme),
        (config.root / "mkdocs.yml").read_bytes(),
        digest_of_folder(config.root / "content", ".md"),
    )


def _memory(
    config: Config, whole: bytes, seen_ns: int, checked: dict[str, Known], work: Work, files: Documents
) -> Memory:
    pages = {page.address: page.key for page in work.plan} | files.served | work.indexed
    token = digest(*(part for address in sorted(pages) for part in (address, pages[address]))).hex()
    return Memory(whole, str(config.site_dir), token, seen_ns, checked, pages, files.seen, files.sums)


def _copy(files: Documents, memory: Memory, staging: Staging) -> list[str]:
    """Copies the files that changed; returns their addresses."""
    changed = [address for address, mark in files.served.items() if memory.pages.get(address) != mark]
    for address in changed:
        staging.write(address, files.content(address))
    return changed
