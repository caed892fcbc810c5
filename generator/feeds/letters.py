"""Letters as a reader sees them: styled, look-alike and unseen ones undone, digits read as the letters they stand for."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that look like a Latin one, which NFKC keeps apart: Cyrillic, Greek, Armenian, small capitals.
_ALIKE: Final = str.maketrans(
    "\u0430\u0432\u0441\u0501\u0435\u0451\u04bb\u0456\u0457\u0458\u043a\u04cf\u043c\u043d\u043e\u0440\u051b\u0433\u0455\u0442\u0443\u0475\u051d\u0445\u043f\u0438\u043b\u044c"
    "\u03b1\u03b2\u03f2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c3\u03c9\u03bb"
    "\u0131\u0142\u00f8\u0111\u0251\u0261\u0269\u0578\u057d\u0585\u0570"
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "abcdeehiijklmhopqrstyvwxnnlbabcenikvoptuxyowlilodagiusohabcdefghijklmnoprstuvwyz",
)
# Letters in circles, squares and flags that have no compatibility form.
_FRAMED: Final = {
    start + number: chr(ord("a") + number) for start in (0x1F150, 0x1F170, 0x1F1E6) for number in range(26)
}
_UNSEEN: Final = dict.fromkeys(
    [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_LEET: Final = str.maketrans("034578@$!|+", "oeastbasilt")
_LEET_TOKEN: Final = re.compile(r"[a-z0-9@$!|+*]{3,40}")


def fold(text: str) -> str:
    """The text in small Latin letters as a reader sees it: no styled, look-alike or marked letters, nothing unseen."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text.translate(_FRAMED).translate(_UNSEEN)).lower().translate(_ALIKE)
    kept = (
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Me", "Cf")
    )
    return "".join(kept)


def leet(text: str, one: str) -> str:
    """The text with `g4c0r` read as `gacor`; digits at the end of a word stay, a brand's number stands there."""

    def read(match: re.Match[str]) -> str:
        token = match.group()
        if token.isalpha():
            return token  # nearly every word
        bare = token.rstrip("!|+*")  # at the end they are what they seem
        head = bare.rstrip("0123456789") if re.search(r"[a-z]\D*\d{2,}$", bare) else bare
        if not re.search(r"[a-z]", head) or head.isalpha():
            return token
        return head.replace("1", one).replace("9", "g").translate(_LEET) + token[len(head) :]

    return _LEET_TOKEN.sub(read, text)
