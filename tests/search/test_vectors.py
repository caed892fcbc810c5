"""One file of cases holds both languages to the same text, stems and codes; only what both know is in it."""

import json
from typing import Any

import pytest
from search.samples import FOLDER, ask

from generator.search.constants import roots
from generator.search.encode import (
    bucket,
    front_coded,
    front_decoded,
    gaps,
    letter,
    numbers_of,
    patched,
    postings,
    step,
)
from generator.search.stem import Stemmer
from generator.search.words import fold, words

VECTORS: dict[str, list[list[Any]]] = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stems() -> Stemmer:
    return Stemmer(roots())


def test_engine_agrees_with_the_vectors() -> None:
    assert [] == ask({}, [], script="vectors.mjs")


@pytest.mark.parametrize(("text", "expected"), VECTORS["fold"])
def test_fold(text: str, expected: str) -> None:
    assert expected == fold(text)


@pytest.mark.parametrize(("text", "expected"), VECTORS["words"])
def test_words(text: str, expected: list[str]) -> None:
    assert expected == words(text)


@pytest.mark.parametrize(("word", "expected"), [*VECTORS["stems"], *VECTORS["stems_of_ours"]])
def test_stems(stems: Stemmer, word: str, expected: str) -> None:
    assert expected == stems[word]


@pytest.mark.parametrize(("numbers", "text"), VECTORS["gaps"])
def test_gaps(numbers: list[int], text: str) -> None:
    assert (text, numbers) == (gaps(numbers), numbers_of(text))


@pytest.mark.parametrize(("by_level", "text"), VECTORS["levels"])
def test_postings(by_level: list[list[int]], text: str) -> None:
    coded = postings({"kata": numbers} if numbers else {} for numbers in by_level).get("kata", "")

    patch = {above: (set[int](), set(numbers)) for above, numbers in enumerate(by_level)}
    assert (text, text) == (coded, patched("", patch))


@pytest.mark.parametrize(("words_in_order", "text"), VECTORS["front"])
def test_front_coding(words_in_order: list[str], text: str) -> None:
    assert (text, words_in_order) == (front_coded(words_in_order), front_decoded(text))


@pytest.mark.parametrize(("number", "expected"), VECTORS["letters"])
def test_letters(number: int, expected: str) -> None:
    assert expected == letter(number)


@pytest.mark.parametrize(("text", "count", "expected"), VECTORS["buckets"])
def test_buckets(text: str, count: int, expected: int) -> None:
    assert expected == bucket(text, count)


@pytest.mark.parametrize(("word", "stem", "expected"), VECTORS["steps"])
def test_steps(word: str, stem: str, expected: list[int | str]) -> None:
    assert tuple(expected) == step(word, stem)


def test_no_letter_is_one_that_json_escapes_or_a_surrogate() -> None:
    letters = [letter(number) for number in range(55_000)]

    assert len(set(letters)) == len(letters)
    assert not {'"', "\\", "!"}.intersection(letters)
    assert all(not 0xD800 <= ord(each) < 0xE000 for each in letters)
    with pytest.raises(ValueError, match="too many"):
        letter(60_000)


def test_gap_too_wide_is_refused() -> None:
    with pytest.raises(ValueError, match="too wide"):
        gaps([1_000_000])


def test_protected_words_keep_their_ending(stems: Stemmer) -> None:
    assert "sawah" == Stemmer(roots())["sawahan"]
    assert "sawahan" == Stemmer(roots(), {"sawahan"})["sawahan"]
