"""The stem of an Indonesian word: affixes are taken off until a known root is left.

Knows roots and affixes; knows nothing of documents. A word that no root explains is its own stem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

_SHORTEST: Final = 3  # letters of a root that an affix may leave over
_VOWELS: Final = frozenset("aiueo")

_PARTICLES: Final = ("lah", "kah", "tah", "pun")
_POSSESSIVES: Final = ("nya", "ku", "mu")
_ENDINGS: Final = (*_PARTICLES, *_POSSESSIVES, "kan", "an", "i")

# What a prefix becomes and what may follow it; "*" is any letter. The nasal of me- and pe- swallows k, p, s, t.
_ANY: Final = frozenset("*")
_NASAL: Final = (
    ("ny", "s", _VOWELS),
    ("ng", "", _VOWELS | frozenset("ghkq")),
    ("ng", "k", _VOWELS),
    ("m", "", frozenset("bfpv")),
    ("n", "", frozenset("cdjszt")),
)
_SWALLOWED: Final = (("m", "p", _VOWELS), ("n", "t", _VOWELS))
_PREFIXES: Final = (
    *((f"me{nasal}", root, follows) for nasal, root, follows in _NASAL),
    ("me", "", frozenset("lrwymn")),  # memulai is mulai before it is pulai
    *((f"me{nasal}", root, follows) for nasal, root, follows in _SWALLOWED),
    *((f"pe{nasal}", root, follows) for nasal, root, follows in _NASAL),
    ("per", "", _ANY),
    ("pe", "", _ANY),
    ("pel", "", frozenset("a")),  # pelajar
    *((f"pe{nasal}", root, follows) for nasal, root, follows in _SWALLOWED),
    ("ber", "", _ANY),
    ("bel", "", frozenset("a")),  # belajar
    ("be", "", frozenset("*")),  # bekerja
    ("ter", "", _ANY),
    ("te", "", frozenset("r")),
    ("di", "", _ANY),
    ("ke", "", _ANY),
    ("se", "", _ANY),
    ("ku", "", _ANY),
    ("kau", "", _ANY),
)
_BY_BEGINNING: Final = {
    begins: tuple(each for each in _PREFIXES if each[0].startswith(begins))
    for begins in {prefix[:2] for prefix, _, _ in _PREFIXES}
}
_NGE: Final = frozenset(
    {"bom", "cap", "cat", "cek", "klik", "lap", "las", "pak", "pos", "rem", "sah", "tes", "tik"}
)
_DEPTH: Final = 3  # prefixes on one word: mem-per-ber
_NEVER: Final = frozenset({("di", "an"), ("ke", "kan"), ("se", "kan"), ("be", "i")})  # no word has both


class StemsOfBodies(dict[str, str]):
    """The stems of another one, but that some words have none (""): in a body they say nothing."""

    def __init__(self, stems: dict[str, str], silent: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(silent, ""))
        self._stems = stems

    def __missing__(self, word: str) -> str:
        stem = self[word] = self._stems[word]
        return stem


class Stemmer(dict[str, str]):
    """Stems of folded words by one list of roots: `stemmer[word]`. What it has answered it remembers.

    A dict, so that the words of a text are looked up without a call each.
    """

    def __init__(self, roots: Collection[str], protected: Collection[str] = ()) -> None:
        super().__init__()
        self._roots = frozenset(roots)
        self._protected = frozenset(protected)

    def __missing__(self, word: str) -> str:
        stem = self[word] = self.explained(word) or word
        return stem

    def explained(self, word: str) -> str | None:
        """The root behind a word, the word itself where it is protected, or None where no root explains it."""
        if word in self._protected or word in self._roots:
            return word
        if len(word) <= _SHORTEST or not word.isalpha():
            return None
        if not word.endswith(_ENDINGS) and word[:2] not in _BY_BEGINNING:
            return None  # most unknown words
        trunks = tuple(_trunks(word))
        whole = [trunk for _, trunk in trunks if trunk in self._roots]
        if whole:
            return max(whole, key=len)
        ways = trunks
        for _ in range(_DEPTH):  # few prefixes with an ending before many without: keterangan is not angan
            ways = tuple(
                (ending, rest)
                for ending, trunk in ways
                for prefix, rest in _without_one_prefix(trunk)
                if (prefix[:2], ending) not in _NEVER
            )
            for _, rest in ways:
                if rest in self._roots:
                    return rest
            if not ways:
                break
        return None


def _without_one_prefix(trunk: str) -> Iterator[tuple[str, str]]:
    """Each prefix that the trunk may begin with, and what is left without it."""
    if trunk[:5] in ("menge", "penge") and trunk[5:] in _NGE:
        yield trunk[:5], trunk[5:]
    for prefix, root, follows in _BY_BEGINNING.get(trunk[:2], ()):
        if not trunk.startswith(prefix):
            continue
        rest = trunk[len(prefix) :]
        if len(rest) + len(root) >= _SHORTEST and ("*" in follows or rest[0] in follows):
            yield prefix, root + rest


def _trunks(word: str) -> Iterator[tuple[str, str]]:
    """The word without none, some or all of its endings, each with the deriving one, the likeliest first."""
    if not word.endswith(_ENDINGS):
        yield "", word
        return
    bare = [word]
    for endings in (_PARTICLES, _POSSESSIVES):
        bare += [shorter for longer in bare for shorter in _without_one_ending(longer, endings)]
    for trunk in bare:
        order = ("kan", "an", "", "i") if trunk[:2] in ("pe", "ke") else ("kan", "", "an", "i")
        for ending in order:
            if trunk.endswith(ending) and len(trunk) - len(ending) >= _SHORTEST:
                yield ending, trunk[: len(trunk) - len(ending)]


def _without_one_ending(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)]
