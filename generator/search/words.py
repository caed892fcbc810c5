"""Text to words, the same way here and in the browser: `tests/search/vectors.json` holds both to it."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

_MARKS: Final = re.compile("[\u0300-\u036f'`\u2018\u2019\u02bb\u02bc]")  # Jum’at and Qur'an are one word each
LONGEST: Final = 32  # a longer run is cut, so that a term can name a file
_KEPT: Final = b"abcdefghijklmnopqrstuvwxyz0123456789"
_TABLE: Final = bytes(code if code in _KEPT else 0x20 for code in range(256))


def fold(text: str) -> str:
    """Compatibility forms, marks and apostrophes taken away, in small letters."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return _MARKS.sub("", normalize("NFKD", text)).lower()


def words(text: str) -> list[str]:
    """The words of a text in order: runs of a to z and 0 to 9 after folding."""
    # a third of the time of a regular expression
    found = fold(text).encode("ascii", "replace").translate(_TABLE).decode("ascii").split()
    if max(map(len, found), default=0) > LONGEST:
        return [word[at : at + LONGEST] for word in found for at in range(0, len(word), LONGEST)]
    return found
