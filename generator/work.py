"""One build's values on their way through the stages, alone or shared out over a crew.

Reads and checks what changed, links everything, renders what is stale. Knows which record was read by which process;
knows nothing of MkDocs and decides nothing about publishing (that is `pipeline`'s work).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from generator.cache import Known, Memory, digest
from generator.config import Config
from generator.crew import FORKS, Crew, Line
from generator.documents import Documents
from generator.errors import NothingPublishedError
from generator.frame import Shell
from generator.index import Index, Plain
from generator.pages import SECTIONS, Page, lists, pages
from generator.pictures import Size
from generator.portal import Card, EntriCard, Record, Satuan, card_of, entri_card, revived
from generator.ppid import DipCard, Lampiran, LaporanCard, PpidCard
from generator.problems import Problem
from generator.records.satker import Satker
from generator.records.umpan import DaftarPutusan, Entri, Keadaan
from generator.sources import LISTS, File, Source, Stamp, Tree, Unreadable, dotted
from generator.stages import link, read, validate
from generator.stages.publish import Staging
from generator.stages.render import Renderer
from generator.wording import WIB

ALWAYS: Final = ("satker", "keadaan", "keputusan")  # kinds of files that every build reads in full
OFFERING: Final = (PpidCard, DipCard, LaporanCard)  # whose documents are described with size and checksum
MANY: Final = 400  # records or pages below which a second process costs more than it saves
Progress = Callable[[str, int, int], None]


def silent(_stage: str, _done: int, _total: int) -> None:
    """No progress: what everything but a terminal gets."""


class Work:
    """The state of one build."""

    def __init__(
        self,
        config: Config,
        memory: Memory,
        *,
        now: datetime,
        shells: Callable[[], Mapping[str, Shell]],
        jobs: int,
        searchable: bool = True,
        progress: Progress = silent,
    ) -> None:
        self.searchable = searchable
        self.config = config
        self.memory = memory
        self.now = now
        self.make_shells = shells
        self.shells: Mapping[str, Shell] = {}
        self.today = now.astimezone(WIB).date()
        self.jobs = jobs if FORKS else 1
        self.progress = progress
        self.problems: list[Problem] = []
        self.left_out: set[str] = set()
        self.satker: list[Satuan] = []
        self.states: dict[str, Keadaan] = {}
        self.decisions: dict[str, DaftarPutusan] = {}
        self.records: dict[str, Record] = {}
        self.files: dict[str, File] = {}
        self.beside = 0  # records beside the first of their file
        self.faulty: dict[str, Source | Unreadable] = {}
        self.cards: list[Card] = []
        self.plan: list[Page] = []
        self.stale: list[Page] = []
        self.crew: Crew | None = None
        self.owners: dict[str, int] = {}
        self.index: Index | None = None
        self.indexed: dict[str, bytes] = {}  # the files of the index, with what stands for each

    # Read and check ---------------------------------------------------------------------------------------

    def read_acuan(self, tree: Tree) -> bool:
        """The reference data; False where it is wrong, for without it there is no portal."""
        sources: dict[str, Source] = {}
        for file in tree.records:
            if file.kind != "acuan":
                continue
            result, _ = self._source(file)
            if isinstance(result, Source):
                sources[file.name] = result
            else:
                self.problems += result.problems
        acuan, problems = validate.acuan(sources)
        self.problems += problems
        if acuan is None:
            return False
        self.acuan = acuan
        return True

    def check(self, tree: Tree) -> dict[str, Known]:
        """Every record's card or problems: from memory where the file did not change, else read and checked."""
        self.files = {file.id: file for file in tree.records if file.kind != "acuan"}
        known: dict[str, Known] = {}
        changed: list[File] = []
        for file in self.files.values():
            before = self.memory.records.get(file.path)
            if file.kind in ALWAYS:
                self._check_at_once(file)
            elif before and self.memory.trusts(file.stamp, before.stamp):
                known[file.path] = before
            else:
                changed.append(file)
        known.update(self._checked(changed))
        for file in self.files.values():
            if file.kind not in ALWAYS:
                self.problems += [Problem(*problem) for problem in known[file.path].problems]
                self.left_out.update(known[file.path].left_out)
        self.beside = sum(
            max(len(known[file.path].cards) + len(known[file.path].left_out) - 1, 0)
            for file in self.files.values()
            if file.kind in LISTS
        )
        return known

    def _check_at_once(self, file: File) -> None:
        """A satker, its feeds' state and decisions are always read in full: there are few, and much needs them."""
        if file.kind == "satker":
            return self._check_satker(file)
        problems: tuple[Problem, ...]
        if file.kind == "keadaan":
            state, problems = validate.archived(file, self._content(file))
            if isinstance(state, Keadaan):
                self.states[file.satker] = state
        else:
            result, _ = self._source(file)
            found, problems = (
                validate.decisions(result) if isinstance(result, Source) else (None, result.problems)
            )
            if found is not None:
                self.decisions[file.satker] = found
        self.problems += problems
        if any(problem.is_error for problem in problems):
            self.left_out.add(file.id)
        return None

    def _check_satker(self, file: File) -> None:
        result, mark = self._source(file)
        record, problems = (
            validate.record(result, mark, self.acuan.bukan_pribadi)
            if isinstance(result, Source)
            else (None, result.problems)
        )
        self.problems += problems
        if record is None:
            self.left_out.add(file.id)
            return
        assert isinstance(record.data, Satker)
        self.satker.append(Satuan(file.satker, record.data, mark, file.path))

    def _checked(self, changed: list[File]) -> dict[str, Known]:
        if self.jobs < 2 or len(changed) < MANY:
            return self._checked_here(changed)
        shares = [changed[number :: self.jobs] for number in range(self.jobs)]
        self.owners = {file.id: number for number, share in enumerate(shares) for file in share}
        self.crew = Crew(self.jobs - 1, lambda line, number: self._as_worker(line, number, shares[number]))
        known = self._checked_here(shares[0])
        for line in self.crew.lines:
            for path, (stamp, *rest) in line.receive().items():
                known[path] = Known(Stamp(*stamp), *rest)
        return known

    def _checked_here(self, files: list[File]) -> dict[str, Known]:
        known = {}
        for done, file in enumerate(files, 1):
            known[file.path] = self._known(file)
            if done % 500 == 0:
                self.progress("memeriksa rekaman", done, len(files))
        return known

    def _known(self, file: File) -> Known:
        before = self.memory.records.get(file.path)
        content = self._content(file)
        mark = digest(file.path, content)
        if before and before.digest == mark:
            return replace(before, stamp=file.stamp)  # touched, but the same
        cards: tuple[tuple[Any, ...], ...] = ()
        left_out: tuple[str, ...] = ()
        if file.kind == "umpan":
            entry, problems = validate.archived(file, content)
            if isinstance(entry, Entri):
                cards = (tuple(entri_card(file, mark, entry)),)
            else:
                left_out = (file.id,)
        else:
            records, left_out, problems = self._validated(read.source(file, content), mark)
            for record in records:
                self.records[record.file.id] = record
            cards = tuple([tuple(card_of(record)) for record in records])
        plain = tuple((p.file, p.line, p.column, p.severity, p.code, p.field, p.message) for p in problems)
        return Known(file.stamp, mark, cards, plain, left_out)

    def _validated(self, result: Source | Unreadable, mark: bytes) -> validate.Checked:
        if isinstance(result, Source):
            return validate.records(result, mark, self.acuan.bukan_pribadi)
        return validate.Checked((), (result.file.id,), result.problems)

    def _content(self, file: File) -> bytes:
        try:
            return (self.config.root / file.path).read_bytes()
        except OSError:
            return b""  # gone or forbidden since it was listed; an empty record is reported with its name

    def _source(self, file: File) -> tuple[Source | Unreadable, bytes]:
        content = self._content(file)
        return read.source(file, content), digest(file.path, content)

    def record(self, id_: str) -> Record:
        """A record in full: checked before in this build, or read now because a neighbour of it changed."""
        if id_ not in self.records:
            file = self._file(id_)
            for record in self._validated(*self._source(file)).records:
                self.records[record.file.id] = record
            if id_ not in self.records:
                raise NothingPublishedError(f"{file.path}: berubah selama build; jalankan lagi")
        return self.records[id_]

    def _file(self, id_: str) -> File:
        """The file of a record, which an item shares with others."""
        return self.files.get(id_) or self.files[id_.rpartition("/")[0]]

    # Link -------------------------------------------------------------------------------------------------

    def assemble(self, checked: Mapping[str, Known], documents: Documents) -> None:
        """Links all cards to the portal."""
        cards = [revived(card) for known in checked.values() for card in known.cards]
        offered = (
            (card.satker, name) for card in cards if isinstance(card, OFFERING) for name in card.berkas
        )
        documents.describe(offered, self.memory.sums)
        if self.crew:
            plain = [tuple(card) for card in cards]
            measured = _plain_sizes(documents), {at: tuple(file) for at, file in documents.lampiran.items()}
            for line in self.crew.lines:
                line.send((plain, sorted(self.left_out), documents.names, *measured))
        self._link(cards, documents)

    def _link(self, cards: Iterable[Card], documents: Documents) -> None:
        every = self.cards = list(cards)
        shown = every if self.config.tampilkan_contoh else [card for card in every if not card.contoh]
        linked = link.portal(
            self.acuan,
            self.satker,
            shown,
            today=self.today,
            left_out=frozenset(self.left_out),
            hidden=frozenset(card.id for card in every) - {card.id for card in shown},
            attachments=frozenset(documents.names),
            withheld=frozenset(documents.withheld),
            pictures=documents.sizes,
            documents=documents.lampiran,
            states=self.states,
            decisions=self.decisions,
        )
        self.portal = linked.portal
        self.problems += [self._placed(fault) for fault in linked.faults]
        self.linked_out = linked.left_out

    def entries(self) -> list[EntriCard]:
        """Every entry of the archive, held ones too."""
        return [card for card in self.cards if isinstance(card, EntriCard)]

    def decided(self) -> set[str]:
        """The ids of the entries on which somebody has decided."""
        return {
            f"{slug}/umpan/{decision.id}"
            for slug, made in self.decisions.items()
            for decision in made.keputusan
            if decision.id
        }

    def _placed(self, fault: link.Fault) -> Problem:
        """A fault between records with its line: the file is read again, which only faulty records cost."""
        file = self._file(fault.id)
        if file.path not in self.faulty:
            self.faulty[file.path] = self._source(file)[0]
        result = self.faulty[file.path]
        steps, (line, column) = fault.steps, (1, 1)
        if isinstance(result, Source):
            source = validate.item_of(result, fault.id)
            while steps and isinstance(steps[-1], int) and (*source.at, *steps) not in source.places:
                steps = steps[:-1]  # the short form of a list of one
            steps, (line, column) = (*source.at, *steps), source.place(steps)
        return Problem(fault.path, line, column, fault.severity, fault.code, dotted(steps), fault.message)

    @property
    def counted(self) -> int:
        """How many records the files hold, broken ones too: an item of a list is one."""
        return len(self.files) + self.beside

    def list_pages(self) -> None:
        """Plans every page, and which of them must be rendered."""
        self.shells = self.make_shells()
        day = self.today.toordinal()
        banner = [card.digest for card in self.portal.berita if card.berlaku_pada(day)]
        whole = digest(self.memory.whole, *banner)
        self.lists = lists(self.config, self.portal)
        self.plan = pages(self.config, self.portal, self.lists, self.shells, now=self.now, whole=whole)
        self.stale = [page for page in self.plan if self.memory.pages.get(page.address) != page.key]
        if self.searchable:
            written = {name: shell for name, shell in self.shells.items() if name not in SECTIONS}
            self.index = Index(self.portal, written, self.lists.titles(self.portal), self.memory)

    # Render -----------------------------------------------------------------------------------------------

    def render(self, staging: Staging) -> None:
        """Renders what is stale into staging and indexes it; a worker does what is of the records that it holds."""
        if self.index:
            self.index.open(self.config.cache)
        much = len(self.stale) + (len(self.index.stale) if self.index else 0)
        if self.crew is None and self.jobs > 1 and much >= MANY:
            self.crew = Crew(self.jobs - 1, lambda line, number: self._render_share(line, staging, number))
        self._render_mine(staging, 0)
        levels = self._levels(0)
        for line in self.crew.lines if self.crew else ():
            levels += line.receive()
        self.dismiss()
        if self.index:
            self.indexed = self.index.finish(self.config.cache, levels, staging.write)

    def _levels(self, number: int) -> list[Plain]:
        """What the search keeps of the stale documents that fall to this process."""
        if self.index is None:
            return []
        self.progress("menyusun indeks pencarian", 0, len(self.index.stale))
        return self.index.levels(sorted(self._documents(self.index, number)), self.record)

    def _documents(self, index: Index, number: int) -> Iterable[str]:
        if self.crew is None:
            return index.stale
        if self.owners:  # what nobody has read in this build is the first process's
            return (key for key in index.stale if self.owners.get(key, 0) == number)
        return (key for key in index.stale if sum(key.encode()) % self.jobs == number)

    def _render_mine(self, staging: Staging, number: int) -> None:
        share = [page for page in self.stale if self.crew is None or self._owner(page) == number]
        renderer = Renderer(
            self.config,
            self.portal,
            self.lists,
            self.shells,
            self.plan,
            now=self.now,
            record=self.record,
        )
        for done, page in enumerate(share, 1):
            staging.write(page.address, renderer.page(page))
            if done % 500 == 0:
                self.progress("menyusun halaman", done, len(share))

    def _owner(self, page: Page) -> int:
        """A record's page belongs to the process that has read it; the others are dealt out."""
        owner = self.owners.get(page.subject) if page.view in ("layanan", "berita") else None
        return owner if owner is not None else sum(page.address.encode()) % self.jobs

    def _render_share(self, line: Line, staging: Staging, number: int) -> None:
        self.progress = silent
        self.crew = _WORKER
        self._render_mine(staging, number)
        line.send(self._levels(number))

    def _as_worker(self, line: Line, number: int, share: list[File]) -> None:
        """A worker's life: check its share, learn of all cards, render the pages of what it has read."""
        self.progress = silent
        self.crew = _WORKER
        known = self._checked_here(share)
        line.send(
            {path: (tuple(k.stamp), k.digest, k.cards, k.problems, k.left_out) for path, k in known.items()}
        )
        cards, left_out, names, sizes, documents = line.receive()
        self.left_out = set(left_out)
        self._link([revived(card) for card in cards], _known_documents(names, sizes, documents))
        self.list_pages()
        self._render_mine(Staging(self.config.site_dir, full=not self.memory.pages), number)
        line.send(self._levels(number))

    def dismiss(self) -> None:
        """Lets the crew go; without an answer from them nothing of theirs is published."""
        if self.crew:
            self.crew.close()
            self.crew = None


_WORKER: Any = object()  # stands for “there is a crew, and I am one of it”


def _plain_sizes(documents: Documents) -> dict[tuple[str, str], tuple[int, int]]:
    return {name: (size.width, size.height) for name, size in documents.sizes.items()}


def _known_documents(
    names: set[tuple[str, str]],
    sizes: dict[tuple[str, str], tuple[int, int]],
    documents: dict[tuple[str, str], tuple[Any, ...]],
) -> Documents:
    return Documents(
        names=names,
        sizes={name: Size(*size) for name, size in sizes.items()},
        lampiran={name: Lampiran._make(file) for name, file in documents.items()},
    )
