"""The search index by size: seconds, memory, files, bytes of a search, what one change costs; and its peers.

    .venv/bin/python benchmarks/cari.py            # ours in detail; --records, --seed
    .venv/bin/python benchmarks/cari.py --peers    # beside Pagefind and MiniSearch; --rounds, --large, --write

A seeded corpus: the 57 types of service with their popular names, satker, services, public information, and news of
about 270 words, drawn as words of a language are (few often, most seldom). No record is anybody's. Each size runs in
a process of its own; its seconds are those of one core, with output in memory. Questions are asked through node with
the browser's engine: a first search is all its bytes and the engine's, a later one those without core and columns.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import marshal
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import yaml

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from cari_peers import ENGINE, Question, compare, found_node, head, install  # noqa: E402
from run import write  # noqa: E402

from generator.search import Analyser, Document, Field, Kind, Schema, State, build, state_of, update  # noqa: E402
from generator.search.constants import ASK, roots  # noqa: E402

TODAY = date(2026, 11, 24)
REGIONS = 15
PREFIXES = ("", "", "", "", "ber", "di", "ter", "se", "ke")
SUFFIXES = ("", "", "", "an", "nya", "kan", "i")
CONSONANTS, VOWELS = "bcdfghjklmnprstwy", "aiueo"


class Maker:
    """Documents from a seed; everything random comes from one generator, in one order."""

    def __init__(self, records: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.types = yaml.safe_load((HOUSE / "satker/_acuan/jenis_layanan.yml").read_text(encoding="utf-8"))[
            "jenis"
        ]
        self.satker = [
            f"satuan kerja contoh {number}" for number in range(1, (117 if records > 1000 else 21) + 1)
        ]
        known = sorted(roots())
        self.random.shuffle(known)
        common = [*sorted(ASK["stop"].split())[:120], *known[:4000]]
        rare = ["".join(self.syllables()) for _ in range(54_000)]
        self.words = [*common, *(self.affixed(word) for word in known[4000:9000]), *rare]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.records = records

    def syllables(self) -> list[str]:
        pick = self.random
        return [pick.choice(CONSONANTS) + pick.choice(VOWELS) for _ in range(pick.randint(2, 4))]

    def affixed(self, word: str) -> str:
        return self.random.choice(PREFIXES) + word + self.random.choice(SUFFIXES)

    def text(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def headline(self, count: int) -> str:
        """Nine words in ten are of a language's common ones, the tenth may be a name."""
        pick = self.random
        words = [
            pick.choice(self.words) if pick.random() < 0.1 else pick.choice(self.words[:5000])
            for _ in range(count)
        ]
        return " ".join(words).capitalize()

    def documents(self) -> Iterator[Document]:
        """All, in the order in which a portal would give them."""
        yield from (self.type(each) for each in self.types)
        yield from (self.office(number) for number in range(len(self.satker)))
        left = self.records - len(self.types) - len(self.satker)
        services, items = round(left * 0.31), round(left * 0.115)
        yield from (self.service(number) for number in range(services))
        yield from (self.item(number) for number in range(items))
        yield from (self.news(number) for number in range(left - services - items))

    def facets(self, office: int, **more: str) -> dict[str, tuple[str, ...]]:
        where = {"satker": (f"s{office}",), "region": (f"r{office % REGIONS}",)}
        return where | {name: (value,) for name, value in more.items()}

    def type(self, each: dict[str, object]) -> Document:
        names = [str(name) for name in _list(each, "nama_populer")]
        return Document(
            key=f"jenis/{each['kode']}",
            kind="jenis",
            url=f"/layanan/{each['slug']}/",
            title=str(each["nama"]),
            summary=str(each["ringkasan"]),
            fields={"title": str(each["nama"]), "names": "\n".join(names)},
            body=str(each["ringkasan"]),
            shelf="1 jenis",
        )

    def office(self, number: int) -> Document:
        name = self.satker[number]
        return Document(
            key=f"satker/{number}",
            kind="satker",
            url=f"/satker/contoh-{number}/",
            title=name.title(),
            summary=self.text(15),
            fields={"title": name},
            body=self.text(60),
            facets=self.facets(number),
            shelf="3 satker",
        )

    def service(self, number: int) -> Document:
        each, office = self.random.choice(self.types), self.random.randrange(len(self.satker))
        title = str(each["nama"])
        return Document(
            key=f"layanan/{number}",
            kind="layanan",
            url=f"/satker/contoh-{office}/layanan/{each['slug']}-{number}/",
            title=title,
            summary=str(each["ringkasan"]),
            date=self.day(),
            fields={
                "title": title,
                "names": "\n".join(map(str, _list(each, "nama_populer"))),
                "satker": self.satker[office],
            },
            body=f"{each['ringkasan']} {self.text(180)}",
            facets=self.facets(
                office,
                audience=self.random.choice(["umum", "siswa", "guru"]),
                channel=self.random.choice(["daring", "luring"]),
            ),
            group=str(each["kode"]),
            shelf=f"2 layanan/{each['kode']}",
        )

    def item(self, number: int) -> Document:
        office, day = self.random.randrange(len(self.satker)), self.day()
        title = self.headline(6)
        return Document(
            key=f"dip/{number}",
            kind="dip",
            url=f"/ppid/dip/contoh-{office}/{number}/",
            title=title,
            summary=self.text(15),
            date=day,
            fields={"title": title, "satker": self.satker[office]},
            body=self.text(40),
            facets=self.facets(office, year=day[:4], category=self.random.choice(["berkala", "setiap saat"])),
            shelf=f"4 dip/{day[:4]}",
        )

    def news(self, number: int) -> Document:
        office, day = self.random.randrange(len(self.satker)), self.day()
        title = self.headline(7)
        return Document(
            key=f"berita/{number}",
            kind="berita",
            url=f"/satker/contoh-{office}/berita/{'-'.join(title.lower().split()[:5])}/",
            title=title,
            summary=self.text(18).capitalize(),
            date=day,
            fields={"title": title, "satker": self.satker[office]},
            body=self.text(270),
            facets=self.facets(office, year=day[:4]),
            shelf=f"5 berita/{day[:7]}",
        )

    def day(self) -> str:
        return (TODAY - timedelta(days=self.random.randrange(1080))).isoformat()

    def schema(self) -> Schema:
        curated = [str(each["nama"]) for each in self.types]
        curated += [str(name) for each in self.types for name in _list(each, "nama_populer")]
        return Schema(
            fields={"title": Field(6, 5), "names": Field(6, 4, names=True), "satker": Field(2, 4)},
            kinds={
                "jenis": Kind(1.25, asked=1.1),
                "satker": Kind(1.2),
                "layanan": Kind(1.12, asked=1.2),
                "dip": Kind(1),
                "berita": Kind(0.7, fields=0.6),
            },
            facets={
                "satker": {f"s{number}": name.title() for number, name in enumerate(self.satker)},
                "region": {f"r{number}": f"Wilayah {number}" for number in range(REGIONS)},
                "audience": {},
                "channel": {},
                "category": {},
                "year": {},
            },
            follows={"region": "satker"},
            curated=tuple(curated),
        )


def _list(each: dict[str, object], name: str) -> list[object]:
    found = each.get(name) or []
    assert isinstance(found, list)
    return found


def questions(documents: list[Document], pick: random.Random) -> list[Question]:
    """Thirty of each sort: popular names as they are, with two letters swapped, with another affix, and titles.

    They are made by the same program as the documents, and easy: whoever asks in earnest uses other words.
    """
    named = [
        (name, each.url)
        for each in documents
        if each.kind == "jenis"
        for name in each.fields["names"].split("\n")
        if len(max(name.split(), key=len)) > 5
    ]
    told = [(" ".join(each.title.split()[:3]), each.url) for each in documents if each.kind == "berita"]
    asked = pick.sample(named, 90)
    return [
        *(Question("a popular name", *each) for each in asked[:30]),
        *(Question("with two letters swapped", typed(name, pick), url) for name, url in asked[30:60]),
        *(Question("with another affix", affixed(name, pick), url) for name, url in asked[60:]),
        *(Question("the first words of a title of news", *each) for each in pick.sample(told, 30)),
    ]


def typed(question: str, pick: random.Random) -> str:
    """The question with two letters of its longest word in each other's place."""
    word = max(question.split(), key=len)
    at = pick.choice([at for at in range(1, len(word) - 1) if word[at] != word[at + 1]])
    return question.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def affixed(question: str, pick: random.Random) -> str:
    """The question with a prefix or a suffix more at its longest word."""
    word = max(question.split(), key=len)
    front, end = pick.choice(
        [*((each, "") for each in PREFIXES if each), *(("", each) for each in SUFFIXES if each)]
    )
    return question.replace(word, front + word + end)


def measure(records: int, seed: int) -> dict[str, object]:
    """All figures of one size; to be run in a process of its own."""
    gc.disable()  # as a build does
    maker = Maker(records, seed)
    documents = list(maker.documents())
    schema = maker.schema()
    before = memory()
    started = time.process_time()
    analyser = Analyser(schema)
    state, written, _ = build((analyser.levels(document) for document in documents), analyser)
    figures: dict[str, object] = {"records": records, "cold s": time.process_time() - started}
    figures["peak MiB"] = memory()
    figures["of it corpus"] = before
    zipped = {name: len(gzip.compress(content, 9)) for name, content in written.items()}
    figures["files"] = len(written)
    figures["vocabulary"] = len(state.steps)
    figures["KB gzip"] = sum(zipped.values()) / 1000
    figures["core KB"] = zipped["core.json"] / 1000
    figures["col KB"] = zipped["col.json"] / 1000
    figures["date KB"] = zipped["date.json"] / 1000
    figures |= searches(written, zipped, questions(documents, random.Random(seed)))
    packed = marshal.dumps(state.plain())
    figures["state MB"] = len(packed) / 1e6
    figures |= changes(packed, documents, analyser)
    return figures


def memory() -> float:
    """What this process held at its worst moment, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def searches(written: dict[str, bytes], zipped: dict[str, int], asked: list[Question]) -> dict[str, object]:
    """Bytes of a first and a later search, milliseconds of one, and how many found their page among the first three."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in written.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        done = subprocess.run(
            [found_node(), HOUSE / "benchmarks/cari.mjs", "ultra", "ask", folder, ENGINE],
            input=json.dumps([question.text for question in asked]),
            capture_output=True,
            text=True,
            check=True,
        )
    answers = json.loads(done.stdout)
    scripts = {
        path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (ENGINE, ENGINE.with_name("near.js"))
    }
    zipped |= scripts
    first = [sum(zipped[name] for name in answer["first"]) / 1000 for answer in answers]
    later = [sum(zipped[name] for name in answer["later"]) / 1000 for answer in answers]
    hits = sum(question.url in answer["urls"] for answer, question in zip(answers, asked, strict=True))
    return {
        "engine KB": scripts["engine.js"] / 1000,
        "first KB": statistics.median(first),
        "max first": max(first),
        "later KB": statistics.median(later),
        "max later": max(later),
        "requests": statistics.median(len(answer["first"]) - 1 for answer in answers),
        "ms": statistics.median(answer["ms"] for answer in answers),
        "max ms": max(answer["ms"] for answer in answers),
        "found %": 100 * hits / len(asked),
    }


def changes(packed: bytes, documents: list[Document], analyser: Analyser) -> dict[str, object]:
    """Seconds of one change, with reading and writing the state, and files written; median of five each."""
    pick = random.Random(7)
    figures: dict[str, object] = {}
    for name in ("edited", "appended", "inserted", "deleted", "moved"):
        runs = []
        for _ in range(5):
            one = pick.choice([each for each in documents if each.kind in ("layanan", "berita")])
            service = pick.choice([each for each in documents if each.kind == "layanan"])
            document = {
                "edited": replace(one, body=one.body + " perubahan satu kalimat", title=one.title + " baru"),
                "appended": replace(
                    documents[-1], key=f"berita/baru-{pick.random()}", shelf="5 berita/2026-11"
                ),
                "inserted": replace(service, key=f"layanan/baru-{pick.random()}"),
                "deleted": None,
                "moved": replace(service, shelf=f"2 layanan/{pick.choice(documents[:57]).key[6:]}"),
            }[name]
            key = document.key if document else one.key
            runs.append(changed(packed, key, document, analyser))
        figures[f"{name} s"] = statistics.median(seconds for seconds, _ in runs)
        figures[f"{name} max"] = max(seconds for seconds, _ in runs)
        figures[f"{name} files"] = statistics.median(count for _, count in runs)
    return figures


def changed(packed: bytes, key: str, document: Document | None, analyser: Analyser) -> tuple[float, int]:
    started = time.process_time()
    fresh = Analyser(analyser.schema)  # a build of one change starts with nothing remembered
    state: State = state_of(marshal.loads(packed))
    state, written, removed = update(state, {key: fresh.levels(document) if document else None}, fresh)
    marshal.dumps(state.plain())
    return time.process_time() - started, len(written) + len(removed)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[300, 2000, 10_000])
    parser.add_argument("--large", action="store_true", help="50,000 too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--peers", action="store_true", help="beside Pagefind and MiniSearch, which npm installs"
    )
    parser.add_argument("--rounds", type=int, default=3, help="builds and changes of each, with --peers")
    parser.add_argument("--write", action="store_true", help="with --peers: put the tables into README.md")
    parser.add_argument("--one", action="store_true", help="one size, as JSON")
    options = parser.parse_args()
    sizes = [*options.records, *([50_000] if options.large else [])]
    if options.one:
        print(json.dumps(measure(sizes[0], options.seed)))
    elif options.peers:
        beside(sizes, options.seed, options.rounds, kept=options.write)
    else:
        alone(sizes, options.seed)


def alone(sizes: list[int], seed: int) -> None:
    """Prints ours in detail, a size a column."""
    columns = []
    for records in sizes:
        command = [sys.executable, __file__, "--one", "--records", str(records), "--seed", str(seed)]
        columns.append(
            json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
        )
    for name in columns[0]:
        print(
            f"{name:16}",
            *(
                f"{column[name]:>12,.{2 if name.endswith((' s', 'max')) else 0 if column[name] > 100 else 1}f}"
                for column in columns
            ),
        )


def beside(sizes: list[int], seed: int, rounds: int, *, kept: bool) -> None:
    """Prints ours beside its peers, a table a size, and keeps that in the README where asked to."""
    install()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    loads = [os.getloadavg()[0]]
    tables = []
    for records in sizes:
        maker = Maker(records, seed)
        documents = list(maker.documents())
        asked = questions(documents, random.Random(seed))
        print(f"{records} documents", file=sys.stderr)

        def say(text: str) -> None:
            loads.append(os.getloadavg()[0])
            print(f"  {text}, load {loads[-1]:.1f}", file=sys.stderr)

        tables.append(compare(documents, maker.schema(), asked, rounds, say))
    command = f"python benchmarks/cari.py --peers --records {' '.join(map(str, sizes))} --seed {seed}"
    text = "\n".join([head(command, max(2, rounds), loads), *tables])
    print(text)
    if kept:
        write("cari", text)


if __name__ == "__main__":
    main()
