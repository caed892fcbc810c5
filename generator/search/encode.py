"""Values to the text that stands in the files. `tests/search/vectors.json` holds the engine to the same forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import sub
from typing import Final
from zlib import crc32

SEPARATOR: Final = "!"  # between the levels of a posting
# 92 characters that stand for themselves in JSON and need one byte; the separator is none of them.
DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '!"\\')
_BASE: Final = len(DIGITS)
_VALUES: Final = {char: value for value, char in enumerate(DIGITS)}
_ONE: Final = 60  # gaps below this take one digit
_LONG: Final = _BASE - 1  # this first digit is followed by three
_TWO: Final = _ONE + (_LONG - _ONE) * _BASE  # gaps below this take two digits
_FIRST_WIDE: Final = 0x100  # letters go on here when the digits are used up
_WIDE: Final = 0xD800 - _FIRST_WIDE  # and end before the surrogates
_LONGEST_SHARED: Final = 25  # A to Z
_PIECE: Final = re.compile("([A-Z])([a-z0-9]*)")


def _digits_of(gap: int) -> str:
    if gap < _ONE:
        return DIGITS[gap]
    if gap < _TWO:
        high, low = divmod(gap - _ONE, _BASE)
        return DIGITS[_ONE + high] + DIGITS[low]
    high, low = divmod(gap - _TWO, _BASE * _BASE)
    if high >= _BASE:
        raise ValueError(f"gap too wide: {gap!r}")
    return DIGITS[_LONG] + DIGITS[high] + DIGITS[low // _BASE] + DIGITS[low % _BASE]


class _Digits(dict[int, str]):
    """The digits for every difference that was met: millions of them are a few thousand different ones."""

    def __missing__(self, difference: int) -> str:
        made = self[difference] = _digits_of(difference - 1)
        return made


_DIGITS_FOR: Final = _Digits()


def gaps(numbers: Sequence[int]) -> str:
    """Ascending numbers as the gaps between them. Raises ValueError above some 778,000 a gap."""
    return "".join(map(_DIGITS_FOR.__getitem__, map(sub, numbers, (-1, *numbers))))  # no bytecode a number


def numbers_of(text: str) -> list[int]:
    """The numbers of which `gaps` made the text."""
    numbers = []
    last = -1
    digits = iter([_VALUES[char] for char in text])
    for gap in digits:
        if gap < _ONE:
            last += gap + 1
        elif gap < _LONG:
            last += _ONE + (gap - _ONE) * _BASE + next(digits) + 1
        else:
            last += _TWO + (next(digits) * _BASE + next(digits)) * _BASE + next(digits) + 1
        numbers.append(last)
    return numbers


def postings(by_level: Iterable[Mapping[str, Sequence[int]]]) -> dict[str, str]:
    """The posting of each term: its numbers at each level, the highest first, up to the last level that has any."""
    texts: dict[str, str] = {}
    for above, numbers_by_term in enumerate(by_level):
        for term, numbers in numbers_by_term.items():
            text = texts.get(term, "")
            texts[term] = text + SEPARATOR * (above - text.count(SEPARATOR)) + gaps(numbers)
    return texts


def patched(text: str, patch: Mapping[int, tuple[set[int], set[int]]]) -> str:
    """The posting with numbers taken away and numbers added, for each place of a level counted from the highest."""
    parts = text.split(SEPARATOR)
    parts += [""] * (max(patch) + 1 - len(parts))
    for above, (gone, come) in patch.items():
        parts[above] = gaps(sorted(come.union(numbers_of(parts[above])) - gone))
    return SEPARATOR.join(parts).rstrip(SEPARATOR)


def letter(index: int) -> str:
    """One character for a small number. Raises ValueError where there is none left."""
    if index < _BASE:
        return DIGITS[index]
    if index - _BASE >= _WIDE:
        raise ValueError(f"too many different values: {index!r}")
    return chr(_FIRST_WIDE + index - _BASE)


def front_coded(words: Iterable[str]) -> str:
    """Sorted words, each as a capital (A none) for the letters it shares with the one before, and the rest."""
    before = ""
    parts = []
    for word in words:
        shared = 0
        for one, other in zip(before[:_LONGEST_SHARED], word, strict=False):
            if one != other:
                break
            shared += 1
        parts.append(chr(65 + shared) + word[shared:])
        before = word
    return "".join(parts)


def front_decoded(text: str) -> list[str]:
    """The words of which `front_coded` made the text."""
    words: list[str] = []
    before = ""
    for shared, rest in _PIECE.findall(text):
        before = before[: ord(shared) - 65] + rest
        words.append(before)
    return words


def bucket(text: str, files: int) -> int:
    """Which of so many files is the text's: neither a table nor another text has a say in it."""
    return crc32(text.encode("ascii")) % files


Step = tuple[int, int, str]  # letters off the front, letters off the end, letters put before


def step(word: str, stem: str) -> Step:
    """How to come from a word to its stem: (4, 0, "s") makes surat of menyurat, (0, 0, "") leaves a word as it is."""
    for added in range(3):
        kept = stem[added:]
        at = word.find(kept) if kept else -1
        if at >= 0:
            return at, len(word) - at - len(kept), stem[:added]
    return len(word), 0, stem
