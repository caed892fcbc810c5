"""A problem as a line, and what helps to word it."""

import re

import pytest
from portal_on_disk import HOUSE

from generator.problems import CODES, Problem, found, suggestion


def test_a_problem_is_a_line_that_tools_jump_by() -> None:
    problem = Problem("satker/a/satker.yml", 14, 3, "galat", "ISI-05", "biaya_tarif.jumlah", "harus bilangan")

    assert "satker/a/satker.yml:14:3: galat ISI-05 biaya_tarif.jumlah: harus bilangan" == str(problem)


def test_a_problem_is_one_line_whatever_its_key_and_file_are_called() -> None:
    assert "a b.yml:1:1: galat ISI-02 x y: z" == str(
        Problem("a\nb.yml", 1, 1, "galat", "ISI-02", "x\r\ny", "z")
    )


def test_a_problem_without_a_field_names_none() -> None:
    assert "a.yml:1:1: peringatan BACA-01: x" == str(Problem("a.yml", 1, 1, "peringatan", "BACA-01", "", "x"))


def test_only_a_galat_keeps_a_record_from_being_published() -> None:
    assert [True, False] == [
        Problem("a", 1, 1, severity, "X-01", "", "").is_error for severity in ("galat", "peringatan")
    ]


def test_problems_stand_by_file_and_line() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1)]

    problems = sorted(Problem(*place, "galat", "X-01", "", "") for place in places)

    assert [("a", 9, 1), ("a", 9, 2), ("a", 10, 1), ("b", 1, 1)] == [
        (p.file, p.line, p.column) for p in problems
    ]


@pytest.mark.parametrize(
    ("word", "expected"), [("namaa", "; maksud Anda “nama”?"), ("jens", "; maksud Anda “jenis”?"), ("zzz", ""), ("", "")]
)  # fmt: skip
def test_a_near_word_is_suggested(word: str, expected: str) -> None:
    assert expected == suggestion(word, ["nama", "jenis"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "“a”"),
        ("a\n  b", "“a b”"),
        (5, "“5”"),
        ("x" * 60, f"“{'x' * 60}”"),
        ("x" * 61, f"“{'x' * 57}…”"),
    ],
)
def test_a_found_value_is_one_short_line(value: object, expected: str) -> None:
    assert expected == found(value)


def test_codes_count_without_gaps() -> None:
    for group in {code.split("-")[0] for code in CODES}:
        numbers = [int(code.split("-")[1]) for code in CODES if code.startswith(group)]
        assert list(range(1, len(numbers) + 1)) == numbers


def test_every_code_that_is_raised_has_a_meaning_and_every_meaning_a_use() -> None:
    sources = [path.read_text() for path in (HOUSE / "generator").rglob("*.py") if path.name != "problems.py"]

    used = {code for source in sources for code in re.findall(r"\b(?:BACA|ISI|TAUT|PPID)-\d\d\b", source)}

    assert set(CODES) == used
