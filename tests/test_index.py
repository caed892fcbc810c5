"""The search index of a build: only what changed is made anew, and it is always that of a full build."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import portals
import pytest
from portals import BERITA, NOW, REPO, files, shared, write

from generator import cli
from generator.editing import queries

build = functools.partial(portals.build, searchable=True)
FLOOR = 0.97  # of the questions that the search was tuned with
BLIND_FLOOR = 0.96  # of those that it never was
CORE = "cari/indeks/core.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = portals.portal(tmp_path / "portal")
    portals.settle(made)
    return made


def index_of(root: Path) -> dict[str, bytes]:
    return {
        name: content for name, content in files(root / "site").items() if name.startswith("cari/indeks/")
    }


def found(root: Path, question: str) -> tuple[str, ...]:
    engine = REPO / "theme/assets/search/engine.js"
    (answer,) = queries.ask(root / "site", engine, [queries.Question(question, ())])
    return answer.found


def test_what_is_written_is_found_and_what_is_deleted_is_not(root: Path) -> None:
    build(root)
    assert found(root, "zamrud") == ()
    write(
        root,
        "satker/beta/berita/zamrud.md",
        BERITA.format(title="Pameran zamrud", day="2026-10-05", body="Isi."),
    )
    build(root)
    assert found(root, "zamrud") == ("satker/beta/berita/zamrud/",)
    (root / "satker/beta/berita/zamrud.md").unlink()
    build(root)
    assert found(root, "zamrud") == ()


def test_an_unchanged_portal_keeps_its_index(root: Path) -> None:
    build(root)
    before = {path: path.stat().st_mtime_ns for path in (root / "site/cari/indeks").rglob("*.json")}
    build(root, now=NOW + timedelta(minutes=1))

    assert before == {path: path.stat().st_mtime_ns for path in (root / "site/cari/indeks").rglob("*.json")}


def lost(state: Path) -> None:
    state.unlink()


def damaged(state: Path) -> None:
    state.write_bytes(state.read_bytes()[:-1] + b"x")


def foreign(state: Path) -> None:
    state.write_bytes(b"something else")


@pytest.mark.parametrize("harm", [lost, damaged, foreign])
def test_a_state_that_is_not_whole_only_means_a_whole_index(
    root: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    build(root)
    write(root, "satker/beta/berita/baru.md", BERITA.format(title="Baru", day="2026-10-06", body="Isi."))
    harm(root / ".cache/ultra/cari")
    build(root)
    made = index_of(root)
    build(root, full=True)

    assert made == index_of(root)


def test_a_state_of_another_build_is_not_used(root: Path) -> None:
    """As after a kill between the state and the site."""
    build(root)
    state = (root / ".cache/ultra/cari").read_bytes()
    for day in ("06", "07"):
        write(
            root,
            f"satker/beta/berita/baru-{day}.md",
            BERITA.format(title="Baru", day=f"2026-10-{day}", body="Isi."),
        )
        build(root)
        (root / ".cache/ultra/cari").write_bytes(state)
    write(root, "satker/beta/berita/baru-08.md", BERITA.format(title="Baru", day="2026-10-08", body="Isi."))
    build(root)
    made = index_of(root)
    build(root, full=True)

    assert made == index_of(root)


def test_any_number_of_processes_makes_the_same_index(root: Path) -> None:
    build(root, full=True)
    alone = index_of(root)
    build(root, full=True, jobs=2)

    assert alone == index_of(root)


def test_a_build_without_search_has_no_index_and_the_next_one_has(root: Path) -> None:
    assert cli.main(["build", "-C", str(root), "--without", "search"]) == 0
    assert index_of(root) == {}
    build(root)
    assert CORE in index_of(root)


def test_samples_are_not_found_where_they_are_not_shown(root: Path) -> None:
    write(
        root,
        "satker/beta/berita/zamrud.md",
        BERITA.format(title="Pameran zamrud", day="2026-10-05", body="Isi."),
    )
    settings = (root / "mkdocs.yml").read_text()
    write(root, "mkdocs.yml", settings.replace("tampilkan_contoh: true", "tampilkan_contoh: false"))
    assert "tampilkan_contoh: false" in (root / "mkdocs.yml").read_text()
    build(root)

    assert found(root, "zamrud") == ()


def test_scripts_name_the_version_of_what_they_load(root: Path) -> None:
    build(root)
    assets = root / "site/assets"

    assert '"./search/page.js?v=' in (assets / "ultra.js").read_text()
    assert '"./site.js?v=' in (assets / "search/page.js").read_text()
    assert '"./engine.js?v=' in (assets / "search/site.js").read_text()
    assert '"./near.js?v=' in (assets / "search/engine.js").read_text()


def test_scripts_are_served_without_comments_and_the_engine_is_small(root: Path) -> None:
    build(root)
    scripts = {path.name: path.read_text() for path in (root / "site/assets").rglob("*.js")}

    search = {"engine.js", "near.js", "page.js", "site.js", "suggest.js"}
    ppid = {"hari_kerja.js", "ics.js", "surat.js", "tenggat.js"}
    assert set(scripts) == {"ultra.js", "dengar.js", "qr.js", "salin.js"} | search | ppid
    for script in scripts.values():
        assert not any(line.startswith(("//", " ")) for line in script.splitlines())
    assert len(gzip.compress(scripts["engine.js"].encode())) <= 6_000


def test_no_template_of_a_script_goes_over_a_line() -> None:
    """What stands in one would lose its indentation."""
    for path in (REPO / "theme/assets").rglob("*.js"):
        for line in path.read_text().splitlines():
            signs = line.replace("'`", "")  # an apostrophe and its look-alikes, in a pattern
            assert line.lstrip().startswith("//") or signs.count("`") % 2 == 0, f"{path.name}: {line}"


# Questions ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


def test_the_right_page_is_among_the_first_three(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = queries.read(REPO / "tests/search/pertanyaan.yml")
    answers = queries.ask(site, REPO / "theme/assets/search/engine.js", asked)
    tuned, blind = ([each for each in answers if each.question.part == part] for part in ("setel", "buta"))
    with capsys.disabled():
        print("", *queries.report(answers)[-2:], sep="\n")

    assert queries.share(tuned) >= FLOOR
    assert queries.share(blind) >= BLIND_FLOOR


def test_queries_says_what_was_not_found(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "pertanyaan:\n- {tanya: ukbi, harap: [/layanan/uji-kemahiran-berbahasa-indonesia/]}\n"
    write(
        tmp_path,
        "tanya.yml",
        f"{asked}- {{tanya: ijazah hilang, harap: [/pengaduan/]}}\n- {{tanya: qqqzz, harap: []}}\n",
    )
    arguments = ["queries", str(tmp_path / "tanya.yml"), "-C", str(REPO), "--site-dir", str(site)]

    assert cli.main(arguments) == 0
    said = capsys.readouterr().out
    assert "“ijazah hilang”: seharusnya /pengaduan/; ditemukan: /layanan/" in said
    assert "2 dari 3 terjawab di 3 hasil pertama (66,7 %)" in said
    assert cli.main([*arguments, "--floor", "70"]) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "BACA-08"),
        ("pertanyaan: []\n", "harus memuat pertanyaan"),
        ("pertanyaan:\n- {harap: []}\n", "pertanyaan ke-1: tanya belum diisi"),
        (
            "pertanyaan:\n- {tanya: a, harap: []}\n- {tanya: b}\n",
            "pertanyaan ke-2: harap harus daftar alamat",
        ),
        ("pertanyaan: [\n", "galat"),
    ],
)
def test_a_set_that_is_none_is_refused_in_words(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    write(tmp_path, "tanya.yml", text)

    assert cli.main(["queries", str(tmp_path / "tanya.yml"), "-C", str(REPO), "--site-dir", str(site)]) == 1
    assert said in capsys.readouterr().err


def test_a_site_without_an_index_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "tanya.yml", "pertanyaan:\n- {tanya: a, harap: []}\n")

    assert (
        cli.main(["queries", str(tmp_path / "tanya.yml"), "-C", str(REPO), "--site-dir", str(tmp_path)]) == 1
    )
    assert "ultra build" in capsys.readouterr().err


def test_the_core_is_json_that_names_no_sample_words_of_code(site: Path) -> None:
    core = json.loads((site / CORE).read_text())

    assert core["facets"]["isi"]["layanan"] == "Layanan"
