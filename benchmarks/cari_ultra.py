"""Builds our search index as `cari.mjs` builds the others: `python cari_ultra.py build|change INDEX DOCUMENTS`.

Documents come one a line, as JSON; the schema and the state of the index lie beside its folder. Prints seconds, and
those of the processor, from the first line read to the last file written.
"""

from __future__ import annotations

import gc
import json
import marshal
import pickle
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.search import Analyser, Change, Document, build, state_of, update


def documents(path: Path) -> Iterator[Document]:
    """One at a time, so that the corpus is not counted as memory of the index."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            plain = json.loads(line)
            plain["facets"] = {name: tuple(values) for name, values in plain["facets"].items()}
            yield Document(**plain)


def run(task: str, index: Path, path: Path) -> None:
    """A whole index, or what the documents change of the one that is there."""
    kept = index.with_name("state")
    analyser = Analyser(pickle.loads(index.with_name("schema").read_bytes()))
    levels = ((each.key, analyser.levels(each)) for each in documents(path))
    if task == "build":
        change = build((each for _, each in levels), analyser)
    else:
        change = update(state_of(marshal.loads(kept.read_bytes())), dict(levels), analyser)
    write(change, index)
    kept.write_bytes(marshal.dumps(change.state.plain()))


def write(change: Change, index: Path) -> None:
    """The files of a change to their folder."""
    for folder in {str(Path(name).parent) for name in change.written}:
        (index / folder).mkdir(parents=True, exist_ok=True)
    for name, content in change.written.items():
        (index / name).write_bytes(content)
    for name in change.removed:
        (index / name).unlink()


if __name__ == "__main__":
    gc.disable()  # as a build does
    started, before = time.perf_counter(), time.process_time()
    run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps({"seconds": time.perf_counter() - started, "cpu": time.process_time() - before}))
