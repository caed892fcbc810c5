"""Whatever changes: the files are those of a whole index, and of little more than one record."""

import hashlib
import marshal
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from search.samples import SCHEMA, sample, samples

from generator.search import Analyser, Document, State, build, state_of, update

HOUSE = Path(__file__).resolve().parents[2]


def whole(documents: Mapping[str, Document], analyser: Analyser) -> dict[str, bytes]:
    return build([analyser.levels(each) for each in documents.values()], analyser).written


def stored(state: State) -> State:
    """The state as the next build finds it."""
    return state_of(marshal.loads(marshal.dumps(state.plain())))


@pytest.mark.parametrize(("count", "seed", "rounds"), [(0, 1, 60), (40, 2, 130), (700, 3, 40)])
def test_any_change_gives_the_files_of_a_whole_index(count: int, seed: int, rounds: int) -> None:
    pick = random.Random(seed)
    documents = samples(count, seed)
    analyser = Analyser(SCHEMA)
    state, site, _ = build([analyser.levels(each) for each in documents.values()], analyser)
    for number in range(rounds):
        changed = a_change(documents, pick, number)
        documents = {key: each for key, each in (documents | changed).items() if each is not None}
        levels = {key: analyser.levels(each) if each else None for key, each in changed.items()}

        state, written, removed = update(stored(state), levels, analyser)

        assert not written.keys() & set(removed)
        assert all(site.get(name) != content for name, content in written.items())
        site = {name: content for name, content in (site | written).items() if name not in removed}
        shuffled = dict(pick.sample(sorted(documents.items()), len(documents)))
        assert whole(shuffled, analyser) == site


def a_change(
    documents: Mapping[str, Document], pick: random.Random, number: int
) -> dict[str, Document | None]:
    """One or a few documents edited, added, deleted, or of another kind and shelf under the same key."""
    changed: dict[str, Document | None] = {}
    for part in range(pick.choice([1, 1, 1, 2, 30])):
        old = pick.choice(list(documents.values())) if documents else None
        new = sample(pick, f"baru{number}-{part}")
        match pick.choice(["edit", "add", "delete", "replace", "same"]) if old else "add":
            case "edit" if old:
                changed[old.key] = replace(
                    old, body=f"{old.body} suntingan{number}", title=old.title + " baru"
                )
            case "delete" if old:
                changed[old.key] = None
            case "replace" if old:
                changed[old.key] = replace(new, key=old.key)
            case "same" if old:
                changed[old.key] = old
            case _:
                changed[new.key] = new
    return changed


def test_an_edit_leaves_most_files_as_they_are() -> None:
    documents = samples(2000)
    analyser = Analyser(SCHEMA)
    state, site, _ = build([analyser.levels(each) for each in documents.values()], analyser)
    one = documents["k1000"]

    written = update(state, {one.key: analyser.levels(replace(one, title="Judul lain"))}, analyser).written

    assert {"core.json"} < written.keys()
    assert len(written) <= 3 < len(site)


def test_nothing_changed_writes_nothing() -> None:
    documents = samples(50)
    analyser = Analyser(SCHEMA)
    state = build([analyser.levels(each) for each in documents.values()], analyser).state

    change = update(state, {"k1": analyser.levels(documents["k1"]), "k999": None}, analyser)

    assert ({}, ()) == (change.written, change.removed)


def test_another_schema_is_refused() -> None:
    analyser = Analyser(SCHEMA)
    state = build([], analyser).state

    with pytest.raises(ValueError, match="another schema"):
        update(state, {}, Analyser(replace(SCHEMA, curated=("Kata lain",))))


def test_two_documents_of_one_key_are_refused() -> None:
    analyser = Analyser(SCHEMA)
    levels = analyser.levels(samples(1)["k0"])

    with pytest.raises(ValueError, match="one key: 'k0'"):
        build([levels, levels], analyser)


@pytest.mark.parametrize("field", ["kind", "fields"])
def test_what_the_schema_has_not_is_refused(field: str) -> None:
    document = samples(1)["k0"]
    wrong = (
        replace(document, kind="asing") if field == "kind" else replace(document, fields={"asing": "kata"})
    )

    with pytest.raises(KeyError, match="asing"):
        Analyser(SCHEMA).levels(wrong)


PROGRAM = """
import hashlib
from search.samples import SCHEMA, samples
from generator.search import Analyser, build
analyser = Analyser(SCHEMA)
written = build([analyser.levels(each) for each in samples(300).values()], analyser).written
print(hashlib.sha256(repr(sorted(written.items())).encode()).hexdigest())
"""


def test_the_seed_of_hashes_changes_no_byte() -> None:
    analyser = Analyser(SCHEMA)
    written = whole(samples(300), analyser)
    here = hashlib.sha256(repr(sorted(written.items())).encode()).hexdigest()
    path = os.pathsep.join([str(HOUSE), str(HOUSE / "tests")])

    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        assert (here, "") == (done.stdout.strip(), done.stderr)


def test_names_of_files_are_lawful_everywhere() -> None:
    analyser = Analyser(SCHEMA)
    documents = samples(300) | {
        "panjang": replace(samples(1)["k0"], key="panjang", body="z" * 300 + " con aux ../../x")
    }

    names = whole(documents, analyser)

    assert all(
        name in ("core.json", "col.json", "date.json")
        or (name.startswith("d/") and name[2:-5].isdigit())
        or (name.startswith(("t/", "v/")) and name[2:-5].isdigit())
        or (name.startswith("t/") and name.endswith("_.json") and name[2:-6].isalnum() and len(name) < 45)
        or (name.startswith("n/") and len(name) == len("n/a.json"))
        for name in names
    )
