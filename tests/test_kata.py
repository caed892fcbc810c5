"""The words people use, kept as data: the questions that search is measured by."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from portals import REPO, build

QUESTIONS = yaml.safe_load((REPO / "tests/search/pertanyaan.yml").read_text(encoding="utf-8"))


def test_a_question_says_what_it_must_find_and_whether_it_may_be_tuned_on() -> None:
    for item in QUESTIONS:
        assert [*item] == ["tanya", "harap", "bagian"], item
        assert isinstance(item["tanya"], str)
        assert item["tanya"] == " ".join(item["tanya"].split()) != ""
        assert item["bagian"] in ("setel", "buta")
        assert len(item["harap"]) == len(set(item["harap"])) <= 4

    assert [
        text for text, count in Counter(item["tanya"].lower() for item in QUESTIONS).items() if count > 1
    ] == []


def test_there_are_enough_questions_and_a_third_is_never_tuned_on() -> None:
    answered = [item for item in QUESTIONS if item["harap"]]
    blind = [item for item in answered if item["bagian"] == "buta"]

    assert len(answered) >= 240
    assert 3 * len(blind) >= len(answered)
    assert {"setel", "buta"} == {item["bagian"] for item in QUESTIONS if not item["harap"]}


def test_every_type_of_service_is_asked_for_in_both_parts() -> None:
    acuan = yaml.safe_load((REPO / "satker/_acuan/jenis_layanan.yml").read_text(encoding="utf-8"))
    pages = {f"/layanan/{kind['slug']}/": kind["kode"] for kind in acuan["jenis"]}
    services = {
        f"/satker/{path.parts[-3]}/layanan/{path.stem}/": yaml.safe_load(path.read_text(encoding="utf-8"))[
            "jenis"
        ]
        for path in REPO.glob("satker/*/layanan/*.yml")
    }
    kinds = pages | services
    asked = {
        part: {
            kinds[goal]
            for item in QUESTIONS
            if item["bagian"] == part
            for goal in item["harap"]
            if goal in kinds
        }
        for part in ("setel", "buta")
    }

    assert {"setel": set(), "buta": set()} == {
        part: set(pages.values()) - codes for part, codes in asked.items()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's portal, built."""
    root = tmp_path_factory.mktemp("portal")
    shutil.copy(REPO / "mkdocs.yml", root)
    for folder in ("content", "satker"):
        shutil.copytree(REPO / folder, root / folder)
    build(root)
    return root / "site"


def test_every_page_that_a_question_must_find_exists(site: Path) -> None:
    goals = {goal for item in QUESTIONS for goal in item["harap"]}

    assert sorted(goal for goal in goals if not (site / goal.strip("/") / "index.html").is_file()) == []
