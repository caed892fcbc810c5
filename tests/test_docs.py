"""What the documents say is so: codes, commands, files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from portals import REPO

from generator.problems import CODES


def test_every_problem_code_is_explained_to_editors() -> None:
    explained = re.findall(
        r"^\| ([A-Z]+-\d\d) \| (.+?) \|", (REPO / "docs/galat.md").read_text(), re.MULTILINE
    )

    assert dict(explained) == CODES


def test_every_code_that_the_generator_uses_has_a_meaning_and_every_meaning_a_use() -> None:
    text = "".join(
        path.read_text() for path in (REPO / "generator").rglob("*.py") if path.name != "problems.py"
    )

    assert set(re.findall(r'"((?:BACA|ISI|TAUT|PPID)-\d\d)"', text)) == set(CODES)


def test_the_readme_names_only_what_exists() -> None:
    readme = (REPO / "README.md").read_text()
    links = re.findall(r"\]\(([^)#:]+)\)", readme)

    assert [link for link in links if not (REPO / link).exists()] == []
    for folder in re.findall(r"^([a-z]+/|mkdocs\.yml) ", readme, re.MULTILINE):
        assert (REPO / folder).exists(), folder


def test_nothing_in_the_repository_names_a_machine_or_a_registry() -> None:
    leak = re.compile(
        r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e])/|--(?:extra-)?index-ur[l]|pypi\.or[g]/simple|registry\.npm"
    )
    listed = subprocess.run(["git", "ls-files"], cwd=REPO, capture_output=True, text=True, check=True).stdout

    paths = [REPO / name for name in listed.splitlines()]
    found = [str(path) for path in paths if is_text(path) and leak.search(path.read_text(errors="replace"))]
    assert found == []


def is_text(path: Path) -> bool:
    return path.is_file() and (
        path.suffix in {".py", ".md", ".yml", ".toml", ".txt", ".json", ".html", ".css", ".js", ""}
        and path.stat().st_size < 10**6
    )
