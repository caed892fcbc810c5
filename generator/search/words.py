"""Text to words, the same way here and in the browser: `tests/search/vectors.json` holds both to it."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

_MARKS: Final = re.compile("[\u0300-\u036f'`\u2018\u2019\u02bb\u02bc]")  # Jum’at and Qur'an are one word each
LONGEST: Final = 32  # a longer run is cut, so that a term can name a file
_WORD: Final = re.compile(f"[a-z0-9]{{1,{LONGEST}}}")


def fold(text: str) -> str:
    """Compatibility forms, marks and apostrophes taken away, in small letters."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return _MARKS.sub("", normalize("NFKD", text)).lower()


def words(text: str) -> list[str]:
    """The words of a text in order: runs of a to z and 0 to 9 after folding."""
    return _WORD.findall(fold(text))
